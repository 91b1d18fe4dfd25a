/// Writes JSON into a buffer, laid out with two blanks a level: the same calls give the same bytes.
///
///     var json = JSONWriter()
///     json.object { json in
///       json.write("version", 1)
///       json.array("names") { json in json.write("Ada") }
///     }
///     json.text
///
/// Members come out in the order in which they are written; a name written twice in an object is the caller's mistake.
/// Small objects can stand on one line.
public struct JSONWriter: Sendable {
  /// What was written so far, in UTF-8.
  public private(set) var bytes: [UInt8] = []
  private var depth = 0
  /// Whether the object or array that is open has something in it.
  private var isFilled = false
  /// Whether what is open stands on one line.
  private var isInline = false

  /// A writer with an empty buffer.
  public init() {}

  /// What was written so far.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  // MARK: Objects and arrays

  /// Writes an object; `inline` puts it on one line, with all that is in it.
  public mutating func object(_ name: String? = nil, inline: Bool = false, _ members: (inout JSONWriter) -> Void) {
    enclose(name, 0x7B, 0x7D, inline, members)
  }

  /// Writes an array; `inline` puts it on one line, with all that is in it.
  public mutating func array(_ name: String? = nil, inline: Bool = false, _ elements: (inout JSONWriter) -> Void) {
    enclose(name, 0x5B, 0x5D, inline, elements)
  }

  private mutating func enclose(
    _ name: String?, _ open: UInt8, _ close: UInt8, _ inline: Bool, _ body: (inout JSONWriter) -> Void
  ) {
    begin(name)
    bytes.append(open)
    let (wasFilled, wasInline) = (isFilled, isInline)
    isFilled = false
    isInline = inline || wasInline
    depth += 1
    body(&self)
    depth -= 1
    if isFilled, !isInline { newLine() }
    bytes.append(close)
    (isFilled, isInline) = (wasFilled, wasInline)
    if depth == 0 { bytes.append(0x0A) }
  }

  // MARK: Values

  /// Writes a text, or null for none.
  public mutating func write(_ name: String? = nil, _ value: String?) {
    begin(name)
    if let value { append(quoted: value) } else { append("null") }
  }

  /// Writes a whole number.
  public mutating func write(_ name: String? = nil, _ value: some BinaryInteger) {
    begin(name)
    append(String(value))
  }

  /// Writes a number; a whole one without a decimal point, and null where it is none.
  public mutating func write(_ name: String? = nil, _ value: Double) {
    begin(name)
    if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 {
      append(String(whole))
    } else {
      append(value.isFinite ? value.description : "null")
    }
  }

  /// Writes true or false.
  public mutating func write(_ name: String? = nil, _ value: Bool) {
    begin(name)
    append(value ? "true" : "false")
  }

  /// Writes null.
  public mutating func writeNull(_ name: String? = nil) {
    begin(name)
    append("null")
  }

  // MARK: Bytes

  /// What stands before a value: a comma, a line break, a name.
  private mutating func begin(_ name: String?) {
    if isFilled { bytes.append(0x2C) }
    if depth > 0 {
      if !isInline {
        newLine()
      } else if isFilled {
        bytes.append(0x20)
      }
    }
    isFilled = true
    guard let name else { return }
    append(quoted: name)
    append(": ")
  }

  private mutating func newLine() {
    bytes.append(0x0A)
    for _ in 0..<depth { append("  ") }
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// A text between quotes. What could break a line, or turn the direction of what is read, is escaped though JSON
  /// would let most of it pass: controls, line and paragraph separators, and the controls of direction.
  private mutating func append(quoted text: String) {
    bytes.append(0x22)
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
      append(text)
    } else {
      for scalar in text.unicodeScalars { append(escaped: scalar) }
    }
    bytes.append(0x22)
  }

  private mutating func append(escaped scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x22: append("\\\"")
    case 0x5C: append("\\\\")
    case 0x08: append("\\b")
    case 0x09: append("\\t")
    case 0x0A: append("\\n")
    case 0x0C: append("\\f")
    case 0x0D: append("\\r")
    case ..<0x20, 0x7F...0x9F, 0x200E, 0x200F, 0x061C, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
      let digits = String(scalar.value, radix: 16)
      append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
    default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }
}
