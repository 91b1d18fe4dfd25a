import JourneySyntax

/// By what results and event logs tell items apart.
extension Model {
  /// The machine id: what `id` says, or a slug of the name; a touchpoint's begins with its stage's.
  public func id(of id: ItemID) -> String {
    if let given = value(.id, of: id).string { return given }
    let item = items[id.index]
    let slug = Model.slug(name(of: id))
    guard item.kind == .touchpoint, let stage = item.parent, items[stage.index].kind == .stage else { return slug }
    return "\(self.id(of: stage)).\(slug)"
  }

  /// A name in lower case, with a hyphen for all that is neither a letter nor a digit.
  public static func slug(_ name: String) -> String {
    slugPlain(name) ?? slugWide(name)
  }

  /// The slug of an ASCII name; nothing where it is not all ASCII.
  private static func slugPlain(_ name: String) -> String? {
    var slug: [UInt8] = []
    slug.reserveCapacity(name.utf8.count)
    guard walkSlug(name, { slug.append($0) }) else { return nil }
    return slug.isEmpty ? "unnamed" : String(decoding: slug, as: UTF8.self)
  }

  /// Hands over the bytes of an ASCII name's slug, one by one; says no where the name is not all ASCII.
  @inline(__always)
  private static func walkSlug(_ name: String, _ take: (UInt8) -> Void) -> Bool {
    var (hasBegun, hasGap) = (false, false)
    for byte in name.utf8 {
      switch byte {
      case 0x30...0x39, 0x61...0x7A, 0x5F, 0x41...0x5A:
        if hasGap, hasBegun { take(0x2D) }
        (hasBegun, hasGap) = (true, false)
        take((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
      case 0x80...: return false
      default: hasGap = true
      }
    }
    return true
  }

  private static func slugWide(_ name: String) -> String {
    var slug = ""
    for scalar in NameTable.fold(name).unicodeScalars {
      if scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_" {
        slug.unicodeScalars.append(scalar)
      } else if !slug.isEmpty, !slug.hasSuffix("-") {
        slug.append("-")
      }
    }
    while slug.hasSuffix("-") { slug.removeLast() }
    return slug.isEmpty ? "unnamed" : slug
  }

  /// A number by which ids that differ are nearly always told apart.
  static func hash(ofID id: String) -> UInt64 {
    id.utf8.reduce(hashOfNothing) { next($0, $1) }
  }

  /// The same of a name's slug, which is not made for it where the name is ASCII.
  static func hash(ofSlugOf name: String) -> UInt64 {
    var hash = hashOfNothing
    guard walkSlug(name, { hash = next(hash, $0) }), hash != hashOfNothing else { return self.hash(ofID: slug(name)) }
    return hash
  }

  /// Fowler, Noll and Vo's hash, FNV-1a.
  private static let hashOfNothing: UInt64 = 0xCBF2_9CE4_8422_2325
  private static func next(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
}
