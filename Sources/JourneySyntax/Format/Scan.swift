/// The tokens of a whole source, and the lines that they stand on.
///
/// The tree keeps no tokens, but reading its source again gives the very ones that the parser saw.
package struct Scan {
  let bytes: [UInt8]
  /// Where the text ends, and the zero bytes behind it begin.
  let end: Int
  /// All but the last, which is the end.
  package private(set) var tokens: [Token] = []
  /// The number of the line on which each token begins. A `;` ends a statement, and no line.
  private(set) var lines: [Int] = []
  /// Where each line begins and ends, without what ends it.
  private(set) var bounds: [ByteRange] = []
  /// Whether each token is text that is not UTF-8, or nothing that a script may hold.
  private(set) var isUnreadable: [Bool] = []

  init(_ tree: Tree) {
    self.init(tree.source, names: tree.names, capacity: tree.nodes.count * 2)
  }

  /// Reads a source, with the names that are known already.
  package init(_ source: Source, names: NameTable, capacity: Int = 0) {
    var lexer = Lexer(source, names: names)
    bytes = source.padded
    end = source.count
    tokens.reserveCapacity(capacity)
    var lineStart = Scan.startsWithMark(bytes) ? 3 : 0
    while true {
      lexer.next()
      let token = lexer.token
      guard token.kind != .end else { break }
      tokens.append(token)
      lines.append(bounds.count)
      isUnreadable.append(Scan.isUnreadable(token, lexer))
      if token.kind == .newline, endsLine(token) {
        bounds.append(ByteRange(lineStart, trimmed(token.start, from: lineStart)))
        lineStart = token.end
      }
    }
    bounds.append(ByteRange(lineStart, trimmed(end, from: lineStart)))
  }

  static func startsWithMark(_ bytes: [UInt8]) -> Bool { bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF }

  /// Whether a line end is one, and not a semicolon.
  func endsLine(_ token: Token) -> Bool {
    bytes[token.start] != 0x3B && bytes[token.start] != 0xEF
  }

  /// The first token that begins at an offset or behind it, from a number on.
  func token(at offset: Int, from first: Int) -> Int {
    var index = first
    while index < tokens.count, tokens[index].start < offset { index += 1 }
    return index
  }

  /// How far a line is indented; a tab counts as a blank, since what matters is which of two lines stands deeper.
  func indentation(ofLine line: Int) -> Int {
    var offset = bounds[line].lower
    var columns = 0
    while offset < bounds[line].upper {
      switch bytes[offset] {
      case 0x20, 0x09: columns += 1
      default: return columns
      }
      offset += 1
    }
    return columns
  }

  /// A line's end without the CR before an LF.
  private func trimmed(_ end: Int, from start: Int) -> Int {
    end > start && bytes[end] == 0x0A && bytes[end - 1] == 0x0D ? end - 1 : end
  }

  private static func isUnreadable(_ token: Token, _ lexer: Lexer) -> Bool {
    switch token.kind {
    case .foreign, .stray, .unclosedText: return true
    case .text, .block:
      guard token.flags.contains(.wide) else { return false }
      var offset = token.start
      while offset < token.end {
        guard let (_, width) = lexer.scalar(at: offset) else { return true }
        offset += width
      }
      return false
    default: return false
    }
  }
}
