/// Bytes to tokens, one at a time, as the parser asks for them. What reads a token leaves it in `token`: handing it over
/// from one function to the next takes longer than reading most.
///
/// What lies between tokens (blanks, comments) is passed over and can be found again from their ranges. The source
/// ends in zero bytes, so a look ahead needs no test for the end; whether a zero byte is the end, its offset tells.
struct Lexer {
  let bytes: [UInt8]
  let end: Int
  /// Where the text ends in whose filled-in part the lexer is; no text or comment is read beyond, else each part of a
  /// text could be as long as what follows it.
  var stop: Int
  var position: Int
  /// The token that was read last.
  var token = Token(kind: .newline, flags: [], isSpaced: true, start: 0, end: 0, symbol: .none)
  var names: NameTable
  /// The keywords by their symbols' numbers.
  let keywords = Array(Keyword.allCases)
  /// Where the last `##` comment began that nothing but comments and blank lines followed.
  var documentation = -1
  /// Where a text block opened that has no end. Those behind it have none either, and are not looked for again.
  var unclosedBlock = Int.max
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
    guard typographic.count < Lexer.memory, typographic.last.map({ Int($0.range.start) < start }) ?? true else {
      return
    }
    typographic.append((ByteRange(start, end), plain))
  }

  /// A trouble inside a token.
  struct Trouble {
    enum Kind {
      case invalidBytes, hiddenCharacter, hiddenCharacterInText
      case numberFormat(String)
    }
    var kind: Kind
    var range: ByteRange
  }

  init(_ source: Source, names: NameTable) {
    bytes = source.padded
    end = source.count
    stop = end
    position = 0
    self.names = names
    if bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
    if bytes[position] == 0x23, bytes[position + 1] == 0x21 { skipComment() }
  }

  // MARK: Between tokens

  /// Reads the next token, which becomes `token`.
  mutating func next() {
    let before = position
    var offset = before
    // Blanks, and a word behind them, are by far the most common.
    var chunk = Chunk(bytes, offset)
    while chunk.byte(at: 0) == 0x20 {
      offset &+= chunk.blanks
      chunk = Chunk(bytes, offset)
    }
    token.isSpaced = offset > before || before == 0
    let byte = chunk.byte(at: 0)
    if Lexer.isLetter(byte) { return scanWord(from: offset, chunk) }
    position = offset
    switch byte {
    case 0x0A: sign(.newline, 1)
    case 0x2C: sign(.comma, 1)
    case 0x22: scanText(from: offset)
    default: scanOther(before)
    }
  }

  /// The token behind the current one, which stays the current one.
  mutating func ahead() -> Token {
    let (position, documentation, token) = (position, documentation, token)
    next()
    defer { (self.position, self.documentation, self.token) = (position, documentation, token) }
    return self.token
  }

  private mutating func scanOther(_ before: Int) {
    while true {
      switch bytes[position] {
      case 0x20, 0x09: position += 1
      // At the end of what is read, of a value that is filled in, nothing is skipped, and a sign is a token.
      case 0x23 where position < stop: skipComment()
      // A CR that an LF follows belongs to that line end.
      case 0x0D where bytes[position + 1] == 0x0A: position += 1
      case 0x80... where position < end && skipTypographicBlank(): continue
      default:
        token.isSpaced = position > before || before == 0
        if position < end { return scan() }
        position = end
        token.isSpaced = true
        return finish(.end, from: end)
      }
    }
  }

  private mutating func skipComment() {
    if bytes[position + 1] == 0x23, documentation < 0 { documentation = position }
    while position < stop {
      // Of the bytes below 14, only line ends stop; the padding ends in bytes that stop too.
      let ends = Chunk(bytes, position).below(0x0E)
      position += Chunk.first(in: ends)
      guard ends != 0 else { continue }
      if bytes[position] == 0x0A || (bytes[position] == 0x0D && bytes[position + 1] != 0x0A) { return }
      if position < end { position += 1 }
    }
  }

  /// Makes what stands between an offset and the position the token.
  @inline(__always)
  mutating func finish(_ kind: TokenKind, from start: Int, _ flags: Node.Flags = []) {
    token = Token(kind: kind, flags: flags, isSpaced: token.isSpaced, start: start, end: position, symbol: .none)
  }

  // MARK: Tokens

  private mutating func scan() {
    let start = position
    let byte = bytes[start]
    if Lexer.isLetter(byte) { return scanWord(from: start, Chunk(bytes, start)) }
    if Lexer.isDigit(byte) { return scanNumber(from: start) }
    switch byte {
    case 0x22: return scanText(from: start)
    case 0x0A, 0x0D, 0x3B: return sign(.newline, 1)
    case 0x2C: return sign(.comma, 1)
    case 0x28: return sign(.openParenthesis, 1)
    case 0x29: return sign(.closeParenthesis, 1)
    case 0x2E: return sign(.dot, 1)
    case 0x2A: return sign(.star, 1)
    case 0x2F where bytes[start + 1] != 0x2F && bytes[start + 1] != 0x2A: return sign(.slash, 1)
    case 0x2B, 0x2D:
      if Lexer.isDigit(bytes[start + 1]) {
        position += 1
        return scanNumber(from: start)
      }
      if bytes[start + 1] == byte || bytes[start + 1] == 0x3E { return foreign() }
      return sign(byte == 0x2B ? .plus : .minus, 1)
    case 0x3C where bytes[start + 1] != 0x2D && bytes[start + 1] != 0x3E:
      return bytes[start + 1] == 0x3D ? sign(.lessOrEqual, 2) : sign(.less, 1)
    case 0x3E: return bytes[start + 1] == 0x3D ? sign(.greaterOrEqual, 2) : sign(.greater, 1)
    case 0x3D where bytes[start + 1] != 0x3D && bytes[start + 1] != 0x3E: return sign(.equals, 1)
    case 0x24: return scanMoneySign(from: start, width: 1)
    case 0x80...: return scanWide(from: start)
    case 0..<0x20, 0x7F:
      position += 1
      note(.hiddenCharacter, start, position)
      return finish(.stray, from: start)
    default: return foreign()
    }
  }

  @inline(__always) private mutating func sign(_ kind: TokenKind, _ width: Int) {
    let start = position
    position += width
    finish(kind, from: start)
  }

  /// A run of signs of other languages is one token: `-->`, `==`, `{`, `&&`.
  private mutating func foreign() {
    let start = position
    position += 1
    let isBracket = [0x7B, 0x7D, 0x5B, 0x5D, 0x27, 0x60].contains(Int(bytes[start]))
    while !isBracket, Lexer.joinsSigns(bytes[position]), position < end { position += 1 }
    finish(.foreign, from: start)
  }

  private static func joinsSigns(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21, 0x25, 0x26, 0x2A, 0x2D, 0x2F, 0x3A, 0x3C, 0x3D, 0x3E, 0x3F, 0x40, 0x5C, 0x5E, 0x7C, 0x7E: true
    default: false
    }
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
