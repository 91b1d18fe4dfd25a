import Journey
import JourneySyntax

/// What must hold for the tokens of a script: with what lies between them they are the script, and each looks like its kind.
enum LexerChecks {
  static func tokens(_ bytes: [UInt8]) -> [String] {
    let source = Source(name: "fuzz", bytes: bytes)
    let tokens = Scan(source, names: NameTable(source)).tokens
    var problems: [String] = []
    var next = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for token in tokens {
      guard next <= token.start, token.start < token.end, token.end <= bytes.count else {
        return problems + [
          "the \(token.kind) at \(token.start) to \(token.end) begins before byte \(next), or is empty"
        ]
      }
      if !isBetween(bytes, next, token.start) {
        problems.append("what stands before byte \(token.start) is in no token")
      }
      let written = Array(bytes[token.start..<token.end])
      if !looks(written, like: token.kind) {
        problems.append("`\(String(decoding: written, as: UTF8.self))` at \(token.start) is no \(token.kind)")
      }
      next = token.end
      if problems.count > 3 { return problems }
    }
    if !isBetween(bytes, next, bytes.count) { problems.append("what stands behind byte \(next) is in no token") }
    let again = Scan(source, names: NameTable(source)).tokens
    if !tokens.elementsEqual(again, by: { $0.kind == $1.kind && $0.start == $1.start && $0.end == $1.end }) {
      problems.append("read again, the tokens are others")
    }
    return problems
  }

  // MARK: Between tokens

  /// Whether bytes are blanks and comments alone.
  private static func isBetween(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
    func isLineEnd(_ place: Int) -> Bool {
      bytes[place] == 0x0A || bytes[place] == 0x0D && (place + 1 == bytes.count || bytes[place + 1] != 0x0A)
    }
    var place = start
    while place < end {
      switch bytes[place] {
      case 0x20, 0x09: place += 1
      case 0x0D where !isLineEnd(place): place += 1
      case UInt8(ascii: "#"): while place < end, !isLineEnd(place) { place += 1 }
      default:
        guard let blank = blanks.first(where: { bytes[place..<end].starts(with: $0) }) else { return false }
        place += blank.count
      }
    }
    return true
  }

  /// The blanks that word processors write.
  private static let blanks = ([0xA0, 0x202F, 0x205F, 0x3000] + Array(0x2000...0x200A)).compactMap { value in
    Unicode.Scalar(UInt32(value)).map { Array(String($0).utf8) }
  }

  // MARK: Tokens

  private static func looks(_ bytes: [UInt8], like kind: TokenKind) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    let scalars = text.unicodeScalars
    func isOne(of signs: String...) -> Bool { signs.contains { $0.unicodeScalars.elementsEqual(scalars) } }
    switch kind {
    case .newline: return isOne(of: "\n", "\r", ";", "\u{85}", "\u{2028}", "\u{2029}", "\u{FF1B}")
    case .comma: return isOne(of: ",", "\u{FF0C}", "\u{3001}")
    case .openParenthesis: return isOne(of: "(", "\u{FF08}")
    case .closeParenthesis: return isOne(of: ")", "\u{FF09}")
    case .dot: return isOne(of: ".", "\u{FF0E}")
    case .equals: return isOne(of: "=", "\u{FF1D}")
    case .less: return isOne(of: "<", "\u{FF1C}")
    case .greater: return isOne(of: ">", "\u{FF1E}")
    case .plus, .star, .slash, .lessOrEqual, .greaterOrEqual: return isOne(of: "+", "*", "/", "<=", ">=")
    case .minus: return text == "-" || (0x2010...0x2212).contains(scalars.first?.value ?? 0)
    case .word: return isWord(bytes)
    case .text: return bytes.count > 1 && isQuote(scalars.first) && isQuote(scalars.last) && !hasLineEnd(bytes)
    case .block:
      return bytes.count > 5 && bytes.starts(with: "\"\"\"".utf8) && bytes.reversed().starts(with: "\"\"\"".utf8)
    case .unclosedText: return isQuote(scalars.first)
    case .number, .date, .time, .money: return bytes.contains { isDigit($0) } && !hasLineEnd(bytes)
    case .share: return isDigit(bytes.first { isDigit($0) } ?? 0) && bytes.last == UInt8(ascii: "%")
    case .foreign, .stray: return !hasLineEnd(bytes)
    case .end: return false
    }
  }

  /// Of the plain signs, a word has letters, digits, `_`, and hyphens inside.
  private static func isWord(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first, !isDigit(first), first != UInt8(ascii: "-"), bytes.last != UInt8(ascii: "-") else {
      return false
    }
    return bytes.allSatisfy { $0 >= 0x80 || isDigit($0) || "_-".utf8.contains($0) || (0x61...0x7A).contains($0 | 0x20) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func hasLineEnd(_ bytes: [UInt8]) -> Bool { bytes.contains(0x0A) }
  private static func isQuote(_ scalar: Unicode.Scalar?) -> Bool {
    scalar == "\"" || (0x201C...0x201F).contains(scalar?.value ?? 0)
  }
}
