/// A name's number in the table of its tree; two names that compare equal have the same one.
public struct Symbol: Hashable, Sendable {
  public let rawValue: UInt32
  /// The symbol of this number.
  public init(rawValue: UInt32) { self.rawValue = rawValue }
  /// The symbol of a keyword.
  public init(_ keyword: Keyword) { rawValue = NameTable.number(of: keyword) }

  /// No name at all.
  public static let none = Symbol(rawValue: .max)
}

/// The distinct names of a script, folded so that names which mean the same thing are one entry.
///
/// Names compare after Unicode normalisation, case folding and folding of inner space. Nearly all names are ASCII:
/// they are folded and hashed eight bytes at a time where they stand, and never become a `String`. The others are keys
/// of a dictionary, since strings compare by canonical equivalence, which is what normalisation is for.
public struct NameTable: Sendable {
  private struct Entry {
    var start: UInt32
    var count: UInt32
  }

  /// A place of the hash table. The name's first eight bytes, folded and filled up with zeros, stand beside the number,
  /// so that a short name is known by them alone.
  private struct Slot {
    var first: UInt64 = 0
    var hash: UInt32 = 0
    var number: UInt32 = .max
  }

  private var source: [UInt8]
  private var entries: [Entry] = []
  private var slots: [Slot]
  /// Folded ASCII spellings that stand nowhere in the source: keywords, and phrases with folded blanks. Each is filled
  /// up with zero bytes to a multiple of eight.
  private var side: [UInt8] = []
  private var others: [String: Symbol] = [:]
  /// The keys of `others`; the entry of each has its place, and no count.
  private var otherNames: [String] = []

  /// Marks an entry whose bytes stand in the side buffer.
  private static let sideBit: UInt32 = 1 << 31

  /// A table for a source that holds the keywords, in their order.
  public init(_ source: Source) {
    // To take in the keywords takes longer than to parse a dozen lines: that is done once.
    self = NameTable.keywords
    self.source = source.padded
    // A name for each two hundred bytes is much; a table that grows is written anew, page by page.
    let count = 1 << (Int.bitWidth - (source.count / 100).leadingZeroBitCount)
    if count > slots.count {
      entries.reserveCapacity(count / 2)
      grow(to: count)
    }
  }

  /// The table of a script that is empty.
  private static let keywords = NameTable()

  private init() {
    source = []
    slots = [Slot](repeating: Slot(), count: 1024)
    entries.reserveCapacity(512)
    for keyword in Keyword.allCases { _ = intern(ascii: NameTable.filledUp(keyword.rawValue)) }
  }

  /// The number of names, keywords included.
  public var count: Int { entries.count }
  /// The bytes that the table holds, for measuring.
  public var byteCount: Int {
    entries.capacity * MemoryLayout<Entry>.stride + slots.capacity * MemoryLayout<Slot>.stride + side.capacity
      + others.capacity * 40 + otherNames.capacity * 16
  }

  /// The number of keywords: they are the first names of every table.
  public static var keywordCount: Int { Keyword.all.count }

  /// A keyword's symbol number: its place in the declaration.
  static func number(of keyword: Keyword) -> UInt32 { Keyword.all.firstIndex(of: keyword).map { UInt32($0) } ?? .max }

  // MARK: Finding and adding

  /// The symbol of a name in the source with less than eight bytes, all ASCII and none of them zero, given folded.
  @inline(__always)
  mutating func intern(short folded: Chunk, at start: Int, _ count: Int) -> Symbol {
    let hash = UInt32(truncatingIfNeeded: NameTable.step(NameTable.seed, folded))
    let slot = slots[Int(hash) & (slots.count &- 1)]
    // A longer name has no zero byte among its first eight.
    if slot.first == folded.bits { return Symbol(rawValue: slot.number) }
    return intern(start, count, first: folded, hash)
  }

  /// The symbol of a name in the source with nine to sixteen bytes, all ASCII and none of them zero, given folded.
  @inline(__always)
  mutating func intern(_ first: Chunk, _ second: Chunk, at start: Int, _ count: Int) -> Symbol {
    let hash = UInt32(truncatingIfNeeded: NameTable.step(NameTable.step(NameTable.seed, first), second))
    let slot = slots[Int(hash) & (slots.count &- 1)]
    if slot.hash == hash, slot.first == first.bits, slot.number != .max {
      let entry = entries[Int(slot.number)]
      if Int(entry.count) == count, NameTable.second(of: entry, source, side) == second {
        return Symbol(rawValue: slot.number)
      }
    }
    return intern(start, count, first: first, hash)
  }

  /// The bytes from the ninth to the sixteenth of a name that has no more, folded.
  @inline(__always)
  private static func second(of entry: Entry, _ source: [UInt8], _ side: [UInt8]) -> Chunk {
    let count = Int(entry.count) &- 8
    // What stands at the side is folded, and filled up with zeros.
    if entry.start & sideBit != 0 { return Chunk(side, Int(entry.start & ~sideBit) &+ 8) }
    return Chunk(source, Int(entry.start) &+ 8).prefix(count).lowered
  }

  /// The symbol of an ASCII name in the source, which is not empty and has no zero byte.
  mutating func intern(_ start: Int, _ end: Int) -> Symbol {
    let count = end - start
    let first = Chunk(source, start).prefix(min(count, 8)).lowered
    return intern(start, count, first: first, NameTable.hash(source, start, count, first: first))
  }

  private mutating func intern(_ start: Int, _ count: Int, first: Chunk, _ hash: UInt32) -> Symbol {
    let place = place(of: first, hash, source, start, count)
    if slots[place].number != .max { return Symbol(rawValue: slots[place].number) }
    return insert(Entry(start: UInt32(start), count: UInt32(count)), first, hash, at: place)
  }

  /// Where a name stands in the hash table, or would.
  private func place(of first: Chunk, _ hash: UInt32, _ bytes: [UInt8], _ start: Int, _ count: Int) -> Int {
    var place = Int(hash) & (slots.count - 1)
    while slots[place].number != .max {
      let slot = slots[place]
      if slot.hash == hash, slot.first == first.bits, isEqual(entries[Int(slot.number)], bytes, start, count) {
        return place
      }
      place = (place + 1) & (slots.count - 1)
    }
    return place
  }

  /// The symbol of any text, as a quoted name gives it.
  public mutating func intern(_ text: String) -> Symbol {
    let folded = NameTable.fold(text)
    if let found = symbol(folded: folded) { return found }
    if NameTable.isPlain(folded) { return intern(ascii: NameTable.filledUp(folded)) }
    let symbol = Symbol(rawValue: UInt32(entries.count))
    entries.append(Entry(start: UInt32(otherNames.count), count: 0))
    otherNames.append(folded)
    others[folded] = symbol
    return symbol
  }

  /// The symbol that a text already has.
  public func symbol(of text: String) -> Symbol? { symbol(folded: NameTable.fold(text)) }

  private func symbol(folded: String) -> Symbol? {
    guard NameTable.isPlain(folded) else { return others[folded] }
    let (bytes, count) = NameTable.filledUp(folded)
    let first = Chunk(bytes, 0)
    let slot = slots[place(of: first, NameTable.hash(bytes, 0, count, first: first), bytes, 0, count)]
    return slot.number == .max ? nil : Symbol(rawValue: slot.number)
  }

  /// The folded spelling of a symbol: for comparing and looking up in another table, not for showing.
  public func spelling(_ symbol: Symbol) -> String {
    guard Int(symbol.rawValue) < entries.count else { return "" }
    let entry = entries[Int(symbol.rawValue)]
    if entry.start & NameTable.sideBit != 0 {
      let start = Int(entry.start & ~NameTable.sideBit)
      return String(decoding: side[start..<start + Int(entry.count)], as: UTF8.self)
    }
    guard entry.count > 0 else { return otherNames[Int(entry.start)] }
    let bytes = source[Int(entry.start)..<Int(entry.start) + Int(entry.count)]
    return String(decoding: bytes, as: UTF8.self).lowercased()
  }

  /// Adds a name that is not there yet.
  private mutating func intern(ascii folded: (bytes: [UInt8], count: Int)) -> Symbol {
    let first = Chunk(folded.bytes, 0)
    let hash = NameTable.hash(folded.bytes, 0, folded.count, first: first)
    let start = UInt32(side.count) | NameTable.sideBit
    side.append(contentsOf: folded.bytes)
    let entry = Entry(start: start, count: UInt32(folded.count))
    return insert(entry, first, hash, at: place(of: first, hash, folded.bytes, 0, folded.count))
  }

  /// Whether a folded name is ASCII without zero bytes, which fill names up.
  private static func isPlain(_ folded: String) -> Bool { folded.utf8.allSatisfy { $0 < 0x80 && $0 > 0 } }

  /// The bytes of a text with zero bytes up to a multiple of eight and at least eight, and how many there were.
  private static func filledUp(_ text: String) -> (bytes: [UInt8], count: Int) {
    var bytes = Array(text.utf8)
    let count = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: count == 0 ? 8 : -count & 7))
    return (bytes, count)
  }

  /// Whether a name whose first eight bytes agree with an entry's is that entry's.
  private func isEqual(_ entry: Entry, _ bytes: [UInt8], _ start: Int, _ count: Int) -> Bool {
    guard Int(entry.count) == count else { return false }
    if entry.start & NameTable.sideBit != 0 {
      return NameTable.isEqual(side, Int(entry.start & ~NameTable.sideBit), bytes, start, count)
    }
    return NameTable.isEqual(source, Int(entry.start), bytes, start, count)
  }

  /// Whether two names of one length are the same behind their first eight bytes.
  @inline(__always)
  private static func isEqual(_ left: [UInt8], _ from: Int, _ right: [UInt8], _ start: Int, _ count: Int) -> Bool {
    var offset = 8
    while count - offset > 8 {
      guard Chunk(left, from + offset).lowered == Chunk(right, start + offset).lowered else { return false }
      offset += 8
    }
    guard count > offset else { return true }
    return Chunk(left, from + offset).prefix(count - offset).lowered
      == Chunk(right, start + offset).prefix(count - offset).lowered
  }

  private mutating func insert(_ entry: Entry, _ first: Chunk, _ hash: UInt32, at place: Int) -> Symbol {
    let number = UInt32(entries.count)
    entries.append(entry)
    slots[place] = Slot(first: first.bits, hash: hash, number: number)
    if entries.count * 2 > slots.count { grow(to: slots.count * 2) }
    return Symbol(rawValue: number)
  }

  /// Writes the table anew, with so many places: a power of two.
  private mutating func grow(to count: Int) {
    let old = slots
    slots = [Slot](repeating: Slot(), count: count)
    for slot in old where slot.number != .max {
      var place = Int(slot.hash) & (slots.count - 1)
      while slots[place].number != .max { place = (place + 1) & (slots.count - 1) }
      slots[place] = slot
    }
  }

  // MARK: Hashing

  /// The hash of an ASCII name's folded bytes, of which the first eight are given.
  @inline(__always)
  private static func hash(_ bytes: [UInt8], _ start: Int, _ count: Int, first: Chunk) -> UInt32 {
    var state = NameTable.step(NameTable.seed, first)
    var offset = 8
    while count - offset > 8 {
      state = NameTable.step(state, Chunk(bytes, start + offset).lowered)
      offset += 8
    }
    if count > offset { state = NameTable.step(state, Chunk(bytes, start + offset).prefix(count - offset).lowered) }
    return UInt32(truncatingIfNeeded: state)
  }

  /// A hash with the next eight folded bytes mixed in; the hash of a name is the lower half of the last one.
  @inline(__always) private static func step(_ state: UInt64, _ chunk: Chunk) -> UInt64 {
    let product = (state ^ chunk.bits) &* 0x9E37_79B9_7F4A_7C15
    return product ^ product &>> 32
  }
  private static var seed: UInt64 { 0x811C_9DC5_0100_0193 }

  // MARK: Folding

  /// A name as names compare: normalised, case folded, inner space one blank, outer space gone.
  public static func fold(_ text: String) -> String {
    foldPlain(text) ?? foldWide(text)
  }

  /// Whether two words are the same name, without folding them where it shows before.
  public static func isSame(_ one: String, _ other: String) -> Bool {
    var rest = other.utf8.makeIterator()
    for byte in one.utf8 {
      guard let next = rest.next(), isPlain(byte), isPlain(next) else { return fold(one) == fold(other) }
      if byte | 0x20 != next | 0x20 { return false }
      // Only letters come in two cases.
      if byte != next, !(0x61...0x7A).contains(byte | 0x20) { return false }
    }
    return rest.next() == nil || fold(one) == fold(other)
  }

  /// Whether a byte is an ASCII sign that folding leaves where it stands.
  private static func isPlain(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x80 }

  /// The fold of an ASCII name, byte by byte; nothing where it is not all ASCII.
  private static func foldPlain(_ text: String) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var pendingBlank = false
    for byte in text.utf8 {
      guard byte < 0x80 else { return nil }
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        pendingBlank = !bytes.isEmpty
        continue
      }
      if pendingBlank { bytes.append(0x20) }
      pendingBlank = false
      bytes.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The fold of any name.
  ///
  /// Strings that are compared sort the marks on each letter, which takes the square of their number. So no more than
  /// thirty stay together, and a joiner that means nothing parts the rest, as Unicode's stream-safe format has it.
  private static func foldWide(_ text: String) -> String {
    var result = ""
    var pendingBlank = false
    var marks = 0
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        pendingBlank = !result.isEmpty
        continue
      }
      if pendingBlank { result.append(" ") }
      pendingBlank = false
      marks = scalar.value >= 0x300 && scalar.properties.canonicalCombiningClass != .notReordered ? marks + 1 : 0
      if marks > 30 {
        result.unicodeScalars.append("\u{34F}")
        marks = 1
      }
      switch scalar.value {
      case 0x41...0x5A: result.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value | 0x20)))
      case 0..<0x80: result.unicodeScalars.append(scalar)
      // Dashes that word processors make of a hyphen.
      case 0x2010...0x2015, 0x2212: result.append("-")
      // Upper case first: it joins what lower case keeps apart (final sigma, sharp s).
      default:
        for upper in scalar.properties.uppercaseMapping.unicodeScalars {
          result += upper.properties.lowercaseMapping
        }
      }
    }
    return result
  }
}
