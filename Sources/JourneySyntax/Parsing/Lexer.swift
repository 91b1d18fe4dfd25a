/// Bytes to tokens, one at a time, as the parser asks for them.
///
/// What lies between tokens (blanks, comments) is passed over and can be found again from their ranges. The source
/// ends in zero bytes, so a look ahead needs no test for the end; whether a zero byte is the end, its offset tells.
struct Lexer {
  let bytes: [UInt8]
  let end: Int
  var position: Int
  var names: NameTable
  /// The keywords by their symbols' numbers.
  private let keywords = Array(Keyword.allCases)
  /// Where the last `##` comment began that nothing but comments and blank lines followed.
  var documentation = -1
  /// What was wrong inside tokens, for the parser to report in the words of the place.
  var troubles: [Trouble] = []
  /// Typographic characters that were taken for their plain forms, with those forms.
  var typographic: [(range: ByteRange, plain: String)] = []

  /// How many troubles, and how many typographic characters, one file's lexer remembers.
  static let memory = 1_000

  mutating func note(_ kind: Trouble.Kind, _ start: Int, _ end: Int) {
    // The parser may read a line twice; what it saw before is not news.
    guard troubles.count < Lexer.memory, troubles.last.map({ Int($0.range.start) < start }) ?? true else { return }
    troubles.append(Trouble(kind: kind, range: ByteRange(start, end)))
  }

  mutating func notePlain(_ plain: String, _ start: Int, _ end: Int) {
    guard typographic.count < Lexer.memory, typographic.last.map({ Int($0.range.start) < start }) ?? true else { return }
    typographic.append((ByteRange(start, end), plain))
  }

  /// A trouble inside a token.
  struct Trouble {
    enum Kind { case invalidBytes, hiddenCharacter, hiddenCharacterInText, numberFormat(String) }
    var kind: Kind
    var range: ByteRange
  }

  init(_ source: Source, from start: Int = 0, to end: Int? = nil, names: NameTable) {
    bytes = source.padded
    self.end = end ?? source.count
    position = start
    self.names = names
    if start == 0, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
    if bytes[position] == 0x23, bytes[position + 1] == 0x21 { skipComment() }
  }

  // MARK: Between tokens

  mutating func next() -> Token {
    let before = position
    // One blank is the most common of all, and then a word.
    var byte = bytes[position]
    if byte == 0x20 {
      position += 1
      byte = bytes[position]
    }
    if Lexer.isLetter(byte), position < end { return scanWord(from: position, spaced: position > before || before == 0) }
    while true {
      switch bytes[position] {
      case 0x20: position += Chunk(bytes, position).blanks
      case 0x09: position += 1
      case 0x23: skipComment()
      // A CR that an LF follows belongs to that line end.
      case 0x0D where bytes[position + 1] == 0x0A: position += 1
      case 0x80... where position < end && skipTypographicBlank(): continue
      default:
        if position >= end {
          position = end
          return token(.end, from: end, spaced: true)
        }
        return scan(spaced: position > before || before == 0)
      }
    }
  }

  private mutating func skipComment() {
    if bytes[position + 1] == 0x23, documentation < 0 { documentation = position }
    while position < end {
      // Of the bytes below 14, only line ends stop; the padding ends in bytes that stop too.
      let ends = Chunk(bytes, position).below(0x0E)
      position += Chunk.first(in: ends)
      guard ends != 0 else { continue }
      if bytes[position] == 0x0A || (bytes[position] == 0x0D && bytes[position + 1] != 0x0A) { return }
      if position < end { position += 1 }
    }
  }

  @inline(__always)
  private func token(
    _ kind: TokenKind, from start: Int, spaced: Bool, flags: Node.Flags = []
  ) -> Token {
    Token(kind: kind, flags: flags, isSpaced: spaced, start: start, end: position, symbol: .none)
  }

  // MARK: Tokens

  private mutating func scan(spaced: Bool) -> Token {
    let start = position
    let byte = bytes[start]
    if Lexer.isLetter(byte) { return scanWord(from: start, spaced: spaced) }
    if Lexer.isDigit(byte) { return scanNumber(from: start, spaced: spaced) }
    switch byte {
    case 0x22: return scanText(from: start, spaced: spaced)
    case 0x0A, 0x0D, 0x3B: return sign(.newline, 1, spaced)
    case 0x2C: return sign(.comma, 1, spaced)
    case 0x28: return sign(.openParenthesis, 1, spaced)
    case 0x29: return sign(.closeParenthesis, 1, spaced)
    case 0x2E: return sign(.dot, 1, spaced)
    case 0x2A: return sign(.star, 1, spaced)
    case 0x2F where bytes[start + 1] != 0x2F && bytes[start + 1] != 0x2A: return sign(.slash, 1, spaced)
    case 0x2B, 0x2D:
      if Lexer.isDigit(bytes[start + 1]) {
        position += 1
        return scanNumber(from: start, spaced: spaced)
      }
      if bytes[start + 1] == byte || bytes[start + 1] == 0x3E { return foreign(spaced) }
      return sign(byte == 0x2B ? .plus : .minus, 1, spaced)
    case 0x3C where bytes[start + 1] != 0x2D && bytes[start + 1] != 0x3E:
      return bytes[start + 1] == 0x3D ? sign(.lessOrEqual, 2, spaced) : sign(.less, 1, spaced)
    case 0x3E: return bytes[start + 1] == 0x3D ? sign(.greaterOrEqual, 2, spaced) : sign(.greater, 1, spaced)
    case 0x3D where bytes[start + 1] != 0x3D && bytes[start + 1] != 0x3E: return sign(.equals, 1, spaced)
    case 0x24: return scanMoneySign(from: start, width: 1, spaced: spaced)
    case 0x80...: return scanWide(from: start, spaced: spaced)
    case 0..<0x20, 0x7F:
      position += 1
      note(.hiddenCharacter, start, position)
      return token(.stray, from: start, spaced: spaced)
    default: return foreign(spaced)
    }
  }

  @inline(__always) private mutating func sign(_ kind: TokenKind, _ width: Int, _ spaced: Bool) -> Token {
    let start = position
    position += width
    return token(kind, from: start, spaced: spaced)
  }

  /// A run of signs of other languages is one token: `-->`, `==`, `{`, `&&`.
  private mutating func foreign(_ spaced: Bool) -> Token {
    let start = position
    position += 1
    let isBracket = [0x7B, 0x7D, 0x5B, 0x5D, 0x27, 0x60].contains(Int(bytes[start]))
    while !isBracket, Lexer.joinsSigns(bytes[position]), position < end { position += 1 }
    return token(.foreign, from: start, spaced: spaced)
  }

  private static func joinsSigns(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21, 0x25, 0x26, 0x2A, 0x2D, 0x2F, 0x3A, 0x3C, 0x3D, 0x3E, 0x3F, 0x40, 0x5C, 0x5E, 0x7C, 0x7E: true
    default: false
    }
  }

  private mutating func scanWord(from start: Int, spaced: Bool) -> Token {
    var offset = start
    while true {
      offset += Chunk.first(in: ~Chunk(bytes, offset).words & Chunk.high)
      let byte = bytes[offset]
      // A hyphen inside a word belongs to it; a whole chunk of word bytes has more behind it.
      if byte == 0x2D, Lexer.isWordByte(bytes[offset + 1]) {
        offset += 1
      } else if byte >= 0x80, wordScalarWidth(at: offset) > 0 {
        return wideWord(from: start, spaced: spaced)
      } else if !Lexer.isWordByte(byte) {
        break
      }
    }
    position = min(offset, end)
    let symbol = names.intern(start, position)
    return word(symbol, from: start, spaced: spaced)
  }

  @inline(__always) private func word(_ symbol: Symbol, from start: Int, spaced: Bool, flags: Node.Flags = []) -> Token {
    let number = Int(symbol.rawValue)
    return Token(
      kind: .word, flags: flags, isSpaced: spaced, start: start, end: position, symbol: symbol,
      keyword: number < keywords.count ? keywords[number] : nil)
  }

  mutating func wideWord(from start: Int, spaced: Bool) -> Token {
    position = start
    while position < end {
      let byte = bytes[position]
      if Lexer.isWordByte(byte) || (byte == 0x2D && position > start && startsWordScalar(at: position + 1)) {
        position += 1
      } else if byte >= 0x80 {
        let width = wordScalarWidth(at: position)
        if width > 0 { position += width } else { break }
      } else {
        break
      }
    }
    let symbol = names.intern(String(decoding: bytes[start..<position], as: UTF8.self))
    return word(symbol, from: start, spaced: spaced, flags: .wide)
  }

  private func startsWordScalar(at offset: Int) -> Bool {
    Lexer.isWordByte(bytes[offset]) || (bytes[offset] >= 0x80 && wordScalarWidth(at: offset) > 0)
  }

  /// The width of the letter, mark or digit at an offset, 0 where there is none; a dash inside a word counts.
  private func wordScalarWidth(at offset: Int) -> Int {
    guard let (scalar, width) = scalar(at: offset), scalar.value >= 0x80 else { return 0 }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .decimalNumber, .letterNumber, .otherNumber, .connectorPunctuation:
      return width
    case .dashPunctuation where scalar.value <= 0x2015:
      return offset > 0 && startsWordScalarAfterDash(offset + width) && endsWordScalar(before: offset) ? width : 0
    default: return 0
    }
  }

  private func startsWordScalarAfterDash(_ offset: Int) -> Bool {
    if Lexer.isWordByte(bytes[offset]) { return true }
    guard bytes[offset] >= 0x80, let (scalar, _) = scalar(at: offset) else { return false }
    return scalar.properties.isAlphabetic
  }

  private func endsWordScalar(before offset: Int) -> Bool {
    Lexer.isWordByte(bytes[offset - 1]) || bytes[offset - 1] >= 0x80
  }

  /// The Unicode scalar at an offset with its width, nothing where the bytes are not UTF-8.
  func scalar(at offset: Int) -> (Unicode.Scalar, Int)? {
    var value: UInt32
    let width: Int
    switch bytes[offset] {
    case ..<0x80: return (Unicode.Scalar(bytes[offset]), 1)
    case 0xC2...0xDF: (value, width) = (UInt32(bytes[offset] & 0x1F), 2)
    case 0xE0...0xEF: (value, width) = (UInt32(bytes[offset] & 0x0F), 3)
    case 0xF0...0xF4: (value, width) = (UInt32(bytes[offset] & 0x07), 4)
    default: return nil
    }
    guard offset + width <= end else { return nil }
    for index in 1..<width {
      guard bytes[offset + index] & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(bytes[offset + index] & 0x3F)
    }
    if (width == 3 && value < 0x800) || (width == 4 && value < 0x10000) { return nil }
    return Unicode.Scalar(value).map { ($0, width) }
  }

  // MARK: Numbers

  mutating func scanNumber(from start: Int, spaced: Bool) -> Token {
    let digits = position
    skipDigits()
    let count = position - digits
    if count == 4, bytes[position] == 0x2D, isDigits(position + 1, 2), bytes[position + 3] == 0x2D,
      isDigits(position + 4, 2), !Lexer.isWordByte(bytes[position + 6])
    {
      position += 6
      return token(.date, from: start, spaced: spaced)
    }
    if count <= 2, bytes[position] == 0x3A, isDigits(position + 1, 2), !Lexer.isDigit(bytes[position + 3]) {
      position += 3
      return token(.time, from: start, spaced: spaced)
    }
    while bytes[position] == 0x2C, count <= 3, isDigits(position + 1, 3), !Lexer.isDigit(bytes[position + 4]) {
      position += 4
    }
    if bytes[position] == 0x2C, Lexer.isDigit(bytes[position + 1]), position < end {
      // A decimal comma, or groups that are not of three.
      let comma = position
      position += 1
      skipDigits()
      let isDecimal = position - comma - 1 != 3
      let whole = String(decoding: bytes[start..<comma], as: UTF8.self)
      let rest = String(decoding: bytes[comma + 1..<position], as: UTF8.self)
      let plain = isDecimal ? "\(whole).\(rest)" : whole + rest
      note(.numberFormat(plain), start, position)
    } else if bytes[position] == 0x2E, Lexer.isDigit(bytes[position + 1]), position < end {
      position += 1
      skipDigits()
    }
    position = min(position, end)
    if position < end, bytes[position] == 0x25 || (bytes[position] == 0x20 && bytes[position + 1] == 0x25) {
      position += bytes[position] == 0x25 ? 1 : 2
      return token(.share, from: start, spaced: spaced)
    }
    let letter = bytes[position]
    if letter == 0x6B || letter == 0x4D, position < end, !Lexer.isWordByte(bytes[position + 1]) { position += 1 }
    if letter | 0x20 == 0x65, position < end,
      Lexer.isDigit(bytes[position + 1])
        || ((bytes[position + 1] == 0x2B || bytes[position + 1] == 0x2D) && Lexer.isDigit(bytes[position + 2]))
    {
      position += 2
      skipDigits()
      note(.numberFormat(""), start, position)
    }
    return token(.number, from: start, spaced: spaced)
  }

  mutating func scanMoneySign(from start: Int, width: Int, spaced: Bool) -> Token {
    position = start + width
    let sign = position
    while bytes[position] == 0x20 { position += 1 }
    if bytes[position] == 0x2D || bytes[position] == 0x2B, Lexer.isDigit(bytes[position + 1]) { position += 1 }
    guard Lexer.isDigit(bytes[position]), position < end else {
      position = sign
      return token(.foreign, from: start, spaced: spaced)
    }
    let number = scanNumber(from: position, spaced: false)
    return token(number.kind == .number ? .money : .foreign, from: start, spaced: spaced)
  }

  private mutating func skipDigits() {
    while Lexer.isDigit(bytes[position]), position < end { position += 1 }
  }

  private func isDigits(_ offset: Int, _ count: Int) -> Bool {
    guard offset + count <= end else { return false }
    for index in offset..<offset + count where !Lexer.isDigit(bytes[index]) { return false }
    return true
  }

  // MARK: Classes of bytes

  /// Bit n of the two words says whether byte n (below 128) may stand in a word: letters, digits, `_`.
  @inline(__always) static func isWordByte(_ byte: UInt8) -> Bool {
    guard byte < 0x80 else { return false }
    let word: UInt64 = byte < 64 ? 0x03FF_0000_0000_0000 : 0x07FF_FFFE_87FF_FFFE
    return word >> UInt64(byte & 63) & 1 != 0
  }
  @inline(__always) static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte == 0x5F }
  @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
