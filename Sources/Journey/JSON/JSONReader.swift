/// A JSON text as a value that knows its lines, so that what is wrong with a file can be said where it is.
package struct JSONValue: Sendable {
  /// What a value is.
  package enum Kind: Sendable {
    case null
    case bool(Bool)
    /// A number; the integer where it is one that fits.
    case number(Int?)
    case text(String)
    case array([JSONValue])
    /// The members in their order; of a name that is written twice, both.
    case object([(name: String, value: JSONValue)])
  }

  package let kind: Kind
  /// The line that it begins in, from 1.
  package let line: Int

  /// The last member of a name; nothing where there is none, or this is no object.
  subscript(_ name: String) -> JSONValue? {
    guard case .object(let members) = kind else { return nil }
    return members.last { $0.name == name }?.value
  }

  package var text: String? { if case .text(let text) = kind { text } else { nil } }
  package var integer: Int? { if case .number(let number) = kind { number } else { nil } }
  var elements: [JSONValue]? { if case .array(let elements) = kind { elements } else { nil } }
  var isNull: Bool { if case .null = kind { true } else { false } }
}

/// Why a text cannot be read, in words that follow a colon, and the line of it.
package struct JSONProblem: Error, Equatable {
  package let reason: String
  package let line: Int
}

/// Reads JSON as RFC 8259 has it, with a limit of depth; any bytes give a value or a problem.
package struct JSONReader {
  private let bytes: [UInt8]
  private var next = 0
  private var line = 1
  private static let depth = 64

  /// The value of a text, and nothing behind it.
  package static func value(_ bytes: [UInt8]) throws(JSONProblem) -> JSONValue {
    var reader = JSONReader(bytes: bytes)
    // Editors of some systems write a mark of the byte order.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.next = 3 }
    let value = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.next == bytes.count else { throw reader.problem("something stands behind the end") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var byte: UInt8? { next < bytes.count ? bytes[next] : nil }

  private func problem(_ reason: String) -> JSONProblem { JSONProblem(reason: reason, line: line) }

  private mutating func skipBlanks() {
    while let byte, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      if byte == 0x0A { line += 1 }
      next += 1
    }
  }

  private mutating func take(_ wanted: UInt8) -> Bool {
    guard byte == wanted else { return false }
    next += 1
    return true
  }

  private mutating func take(_ word: StaticString) -> Bool {
    let word = Array("\(word)".utf8)
    guard bytes[next...].starts(with: word) else { return false }
    next += word.count
    return true
  }

  // MARK: Values

  private mutating func value(depth: Int) throws(JSONProblem) -> JSONValue {
    skipBlanks()
    guard depth <= JSONReader.depth else { throw problem("it is nested more than \(JSONReader.depth) deep") }
    let start = line
    return JSONValue(kind: try kind(depth), line: start)
  }

  private mutating func kind(_ depth: Int) throws(JSONProblem) -> JSONValue.Kind {
    switch byte ?? 0 {
    case 0x7B: return .object(try members(depth))
    case 0x5B: return .array(try elements(depth))
    case 0x22: return .text(try text())
    case 0x2D, 0x30...0x39: return .number(try number())
    default:
      if take("true") { return .bool(true) }
      if take("false") { return .bool(false) }
      if take("null") { return .null }
      throw problem(byte == nil ? "it ends too early" : "there is no JSON here")
    }
  }

  private mutating func members(_ depth: Int) throws(JSONProblem) -> [(name: String, value: JSONValue)] {
    var members: [(name: String, value: JSONValue)] = []
    next += 1
    skipBlanks()
    if take(0x7D) { return members }
    while true {
      skipBlanks()
      guard byte == 0x22 else { throw problem("a name in quotes is missing") }
      let name = try text()
      skipBlanks()
      guard take(0x3A) else { throw problem("a colon is missing") }
      members.append((name, try value(depth: depth + 1)))
      skipBlanks()
      if take(0x7D) { return members }
      guard take(0x2C) else { throw problem("a comma or } is missing") }
    }
  }

  private mutating func elements(_ depth: Int) throws(JSONProblem) -> [JSONValue] {
    var elements: [JSONValue] = []
    next += 1
    skipBlanks()
    if take(0x5D) { return elements }
    while true {
      elements.append(try value(depth: depth + 1))
      skipBlanks()
      if take(0x5D) { return elements }
      guard take(0x2C) else { throw problem("a comma or ] is missing") }
    }
  }

  private mutating func number() throws(JSONProblem) -> Int? {
    let start = next
    _ = take(0x2D)
    let isZero = byte == 0x30
    let whole = digits()
    var (isRight, isWhole) = (whole > 0 && !(isZero && whole > 1), true)
    if take(0x2E) {
      isWhole = false
      isRight = digits() > 0 && isRight
    }
    if take(0x65) || take(0x45) {
      isWhole = false
      if !take(0x2B) { _ = take(0x2D) }
      isRight = digits() > 0 && isRight
    }
    guard isRight else { throw problem("a number is wrong") }
    return isWhole ? Int(String(decoding: bytes[start..<next], as: UTF8.self)) : nil
  }

  private mutating func digits() -> Int {
    let start = next
    while let byte, (0x30...0x39).contains(byte) { next += 1 }
    return next - start
  }

  // MARK: Texts

  private mutating func text() throws(JSONProblem) -> String {
    next += 1
    var content: [UInt8] = []
    while let byte {
      switch byte {
      case 0x22:
        next += 1
        guard let text = String(validating: content, as: UTF8.self) else {
          throw problem("a text has bytes that are no UTF-8")
        }
        return text
      case 0x5C: content += UTF8.encode(try escaped()) ?? UTF8.encodedReplacementCharacter
      case ..<0x20: throw problem("a text is not closed")
      default:
        content.append(byte)
        next += 1
      }
    }
    throw problem("a text is not closed")
  }

  private mutating func escaped() throws(JSONProblem) -> Unicode.Scalar {
    next += 1
    let letter = byte
    next += 1
    switch letter {
    case 0x22: return "\""
    case 0x5C: return "\\"
    case 0x2F: return "/"
    case 0x62: return "\u{8}"
    case 0x66: return "\u{C}"
    case 0x6E: return "\n"
    case 0x72: return "\r"
    case 0x74: return "\t"
    case 0x75: return try unit()
    default: throw problem("a text has an escape that is none")
    }
  }

  /// The scalar of `\u` and four digits, or of two such halves.
  private mutating func unit() throws(JSONProblem) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xD800..<0xDC00).contains(first), take(0x5C), take(0x75) else {
      throw problem("half a character is missing")
    }
    let second = try hexadecimal()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw problem("half a character is missing") }
    return scalar
  }

  private mutating func hexadecimal() throws(JSONProblem) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      let digit: UInt8? =
        switch byte ?? 0 {
        case let digit where (0x30...0x39).contains(digit): digit - 0x30
        case let digit where (0x41...0x46).contains(digit): digit - 0x37
        case let digit where (0x61...0x66).contains(digit): digit - 0x57
        default: nil
        }
      guard let digit else { throw problem("`\\u` takes four hexadecimal digits") }
      value = value << 4 | UInt32(digit)
      next += 1
    }
    return value
  }
}
