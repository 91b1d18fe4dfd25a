/// Whether bytes are JSON as RFC 8259 has it: a second opinion on what the engine writes and reads.
struct WellFormedJSON {
  private let bytes: [UInt8]
  private var next = 0
  /// How deep the engine's reader goes.
  private static let depth = 64

  static func reads(_ text: String) -> Bool { reads(Array(text.utf8)) }

  static func reads(_ bytes: [UInt8]) -> Bool {
    // Bytes that are no UTF-8 are no JSON.
    guard String(validating: bytes, as: UTF8.self) != nil else { return false }
    var reader = WellFormedJSON(bytes: bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.next = 3 }
    guard reader.value(0) else { return false }
    reader.blanks()
    return reader.next == bytes.count
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var byte: UInt8 { next < bytes.count ? bytes[next] : 0 }

  private mutating func take(_ text: String) -> Bool {
    guard bytes[next...].starts(with: text.utf8) else { return false }
    next += text.utf8.count
    return true
  }

  private mutating func blanks() { while next < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { next += 1 } }

  private mutating func value(_ depth: Int) -> Bool {
    blanks()
    guard depth <= WellFormedJSON.depth else { return false }
    switch byte {
    case UInt8(ascii: "{"): return list(depth, "}") { $0.text() && $0.colon() && $0.value(depth + 1) }
    case UInt8(ascii: "["): return list(depth, "]") { $0.value(depth + 1) }
    case UInt8(ascii: "\""): return text()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
    default: return take("true") || take("false") || take("null")
    }
  }

  private mutating func colon() -> Bool {
    blanks()
    return take(":")
  }

  private mutating func list(_ depth: Int, _ end: String, _ element: (inout WellFormedJSON) -> Bool) -> Bool {
    next += 1
    blanks()
    if take(end) { return true }
    repeat {
      blanks()
      guard element(&self) else { return false }
      blanks()
    } while take(",")
    return take(end)
  }

  private mutating func digits() -> Int {
    let start = next
    while (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { next += 1 }
    return next - start
  }

  private mutating func number() -> Bool {
    _ = take("-")
    let isZero = byte == UInt8(ascii: "0")
    let whole = digits()
    guard whole == 1 || whole > 1 && !isZero else { return false }
    if take("."), digits() == 0 { return false }
    guard take("e") || take("E") else { return true }
    if !take("+") { _ = take("-") }
    return digits() > 0
  }

  private mutating func text() -> Bool {
    guard take("\"") else { return false }
    while next < bytes.count {
      let byte = byte
      next += 1
      if byte == UInt8(ascii: "\"") { return true }
      if byte < 0x20 { return false }
      if byte == UInt8(ascii: "\\"), !escape() { return false }
    }
    return false
  }

  private mutating func escape() -> Bool {
    let letter = byte
    next += 1
    guard letter == UInt8(ascii: "u") else { return "\"\\/bfnrt".utf8.contains(letter) }
    guard let first = unit() else { return false }
    // Halves of characters stand in pairs: alone they are no text.
    guard (0xD800..<0xE000).contains(first) else { return true }
    guard first < 0xDC00, take("\\u"), let second = unit() else { return false }
    return (0xDC00..<0xE000).contains(second)
  }

  private mutating func unit() -> Int? {
    let digits = bytes[next...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ "0123456789abcdefABCDEF".utf8.contains($0) }) else { return nil }
    next += 4
    return Int(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
