/// What a token is.
enum TokenKind: UInt8 {
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

/// A token: its kind and where it stands.
struct Token {
  var kind: TokenKind
  /// What the lexer saw on the way, as in `Node.Flags`.
  var flags: Node.Flags
  /// Whether blanks stand before it.
  var isSpaced: Bool
  var start: Int
  var end: Int
  /// The name's symbol, for a word.
  var symbol: Symbol
}
