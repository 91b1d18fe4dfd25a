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
/// they are folded and hashed byte by byte where they stand, and never become a `String`. The others are keys of a
/// dictionary, since strings compare by canonical equivalence, which is what normalisation is for.
public struct NameTable: Sendable {
  private struct Entry {
    var hash: UInt32
    var start: UInt32
    var count: UInt32
  }

  private let source: [UInt8]
  private var entries: [Entry] = []
  private var slots: [UInt32]
  /// Folded ASCII spellings that stand nowhere in the source: keywords, and phrases with folded blanks.
  private var side: [UInt8] = []
  private var others: [String: Symbol] = [:]

  /// Marks an entry whose bytes stand in the side buffer.
  private static let sideBit: UInt32 = 1 << 31

  /// A table for a source that holds the keywords, in their order.
  public init(_ source: Source) {
    self.source = source.padded
    slots = [UInt32](repeating: .max, count: 1024)
    entries.reserveCapacity(512)
    for keyword in Keyword.allCases { _ = intern(ascii: Array(keyword.rawValue.utf8)) }
  }

  /// The number of names, keywords included.
  public var count: Int { entries.count }
  /// The bytes that the table holds, for measuring.
  public var byteCount: Int {
    entries.capacity * MemoryLayout<Entry>.stride + slots.capacity * 4 + side.capacity + others.capacity * 40
  }

  /// A keyword's symbol number: its place in the declaration.
  static func number(of keyword: Keyword) -> UInt32 { keywordNumbers[keyword] ?? .max }
  private static let keywordNumbers: [Keyword: UInt32] = Dictionary(
    uniqueKeysWithValues: Keyword.allCases.enumerated().map { ($1, UInt32($0)) })

  // MARK: Finding and adding

  /// The symbol of an ASCII word in the source; `hash` was made while the word was read, by `step`.
  mutating func intern(_ start: Int, _ end: Int, hash: UInt32) -> Symbol {
    var slot = first(hash)
    while slots[slot] != .max {
      let entry = entries[Int(slots[slot])]
      if entry.hash == hash, Int(entry.count) == end - start, isEqual(entry, source, start) {
        return Symbol(rawValue: slots[slot])
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return insert(Entry(hash: hash, start: UInt32(start), count: UInt32(end - start)), at: slot)
  }

  /// The symbol of any text, as a quoted name gives it.
  public mutating func intern(_ text: String) -> Symbol {
    let folded = NameTable.fold(text)
    if let found = symbol(folded: folded) { return found }
    if folded.utf8.allSatisfy({ $0 < 0x80 }) { return intern(ascii: Array(folded.utf8)) }
    let symbol = Symbol(rawValue: UInt32(entries.count))
    entries.append(Entry(hash: 0, start: 0, count: 0))
    others[folded] = symbol
    return symbol
  }

  /// The symbol that a text already has.
  public func symbol(of text: String) -> Symbol? { symbol(folded: NameTable.fold(text)) }

  private func symbol(folded: String) -> Symbol? {
    let bytes = Array(folded.utf8)
    guard bytes.allSatisfy({ $0 < 0x80 }) else { return others[folded] }
    let hash = bytes.reduce(NameTable.seed) { NameTable.step($0, $1) }
    var slot = first(hash)
    while slots[slot] != .max {
      let entry = entries[Int(slots[slot])]
      if entry.hash == hash, Int(entry.count) == bytes.count, isEqual(entry, bytes, 0) {
        return Symbol(rawValue: slots[slot])
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The folded spelling of a symbol: for comparing and looking up in another table, not for showing.
  public func spelling(_ symbol: Symbol) -> String {
    guard Int(symbol.rawValue) < entries.count else { return "" }
    let entry = entries[Int(symbol.rawValue)]
    guard entry.count > 0 else { return others.first { $0.value == symbol }?.key ?? "" }
    if entry.start & NameTable.sideBit != 0 {
      let start = Int(entry.start & ~NameTable.sideBit)
      return String(decoding: side[start..<start + Int(entry.count)], as: UTF8.self)
    }
    let bytes = source[Int(entry.start)..<Int(entry.start) + Int(entry.count)]
    return String(decoding: bytes.map(NameTable.lower), as: UTF8.self)
  }

  private mutating func intern(ascii folded: [UInt8]) -> Symbol {
    let hash = folded.reduce(NameTable.seed) { NameTable.step($0, $1) }
    let start = UInt32(side.count) | NameTable.sideBit
    side.append(contentsOf: folded)
    var slot = first(hash)
    while slots[slot] != .max { slot = (slot + 1) & (slots.count - 1) }
    return insert(Entry(hash: hash, start: start, count: UInt32(folded.count)), at: slot)
  }

  @inline(__always) private func first(_ hash: UInt32) -> Int {
    Int(truncatingIfNeeded: (hash &* 0x9E37_79B1) >> 7) & (slots.count - 1)
  }

  private func isEqual(_ entry: Entry, _ bytes: [UInt8], _ start: Int) -> Bool {
    if entry.start & NameTable.sideBit != 0 {
      let from = Int(entry.start & ~NameTable.sideBit)
      for index in 0..<Int(entry.count) where side[from + index] != NameTable.lower(bytes[start + index]) {
        return false
      }
      return true
    }
    let from = Int(entry.start)
    for index in 0..<Int(entry.count)
    where NameTable.lower(source[from + index]) != NameTable.lower(bytes[start + index]) { return false }
    return true
  }

  private mutating func insert(_ entry: Entry, at slot: Int) -> Symbol {
    let number = UInt32(entries.count)
    entries.append(entry)
    slots[slot] = number
    if entries.count * 2 > slots.count { grow() }
    return Symbol(rawValue: number)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: .max, count: slots.count * 2)
    for (number, entry) in entries.enumerated() where entry.count > 0 {
      var slot = first(entry.hash)
      while slots[slot] != .max { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number)
    }
  }

  // MARK: Folding

  /// A name as names compare: normalised, case folded, inner space one blank, outer space gone.
  public static func fold(_ text: String) -> String {
    var result = ""
    var pendingBlank = false
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        pendingBlank = !result.isEmpty
        continue
      }
      if pendingBlank { result.append(" ") }
      pendingBlank = false
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

  @inline(__always) static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
  @inline(__always) static func step(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
    (hash ^ UInt32(lower(byte))) &* 0x0100_0193
  }
  static let seed: UInt32 = 0x811C_9DC5
}
