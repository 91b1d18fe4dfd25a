/// What a token is.
package enum TokenKind: UInt8, Sendable {
  case end, newline, word
  case text, block, unclosedText
  case number, share, money, date, time
  case comma, openParenthesis, closeParenthesis, dot, plus, minus, star, slash
  case less, lessOrEqual, greater, greaterOrEqual, equals
  /// A sign of another language, with no meaning here; its bytes tell which.
  case foreign
  /// A byte or a character that no script holds outside text.
  case stray
}

/// A token: its kind and where it stands, in the two registers that functions hand it over in.
package struct Token: Sendable {
  package let kind: TokenKind
  /// What the lexer saw on the way, as in `Node.Flags`.
  var flags: Node.Flags
  /// Whether blanks stand before it.
  var isSpaced: Bool
  /// What a word means where it is not a name.
  var keyword: Keyword?
  /// The name's symbol, for a word.
  var symbol: Symbol
  private var from: UInt32
  private var to: UInt32

  @inline(__always)
  init(
    kind: TokenKind, flags: Node.Flags, isSpaced: Bool, start: Int, end: Int, symbol: Symbol, keyword: Keyword? = nil
  ) {
    self.kind = kind
    self.flags = flags
    self.isSpaced = isSpaced
    self.keyword = keyword
    self.symbol = symbol
    from = UInt32(truncatingIfNeeded: start)
    to = UInt32(truncatingIfNeeded: end)
  }

  package var start: Int { Int(from) }
  package var end: Int { Int(to) }

  /// What stands between the quotes of a text; a typographic quote has three bytes, as a block's three plain ones have.
  ///
  /// The bytes are handed over, since a function of the lexer would be called on a copy of it.
  @inline(__always)
  func inner(in bytes: [UInt8]) -> ByteRange {
    let isBlock = flags.contains(.block)
    let first = start + (isBlock || bytes[start] != 0x22 ? 3 : 1)
    guard kind != .unclosedText else { return ByteRange(first, max(first, end)) }
    return ByteRange(first, max(first, end - (isBlock || bytes[end - 1] != 0x22 ? 3 : 1)))
  }
}
