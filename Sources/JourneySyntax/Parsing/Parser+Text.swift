/// Names and texts, with the parts of a text that are filled in.
extension Parser {
  /// `Name = WORD | TEXT ;`
  ///
  /// What it stands after is only put together where it is missing.
  @discardableResult
  mutating func parseName(after what: @autoclosure () -> String) -> Bool {
    switch token.kind {
    case .word: leaf(.name)
    case .text, .block: parseQuotedName()
    case .unclosedText:
      reportUnclosedText()
      parseQuotedName()
    case .number where Lexer.isLetter(lexer.bytes[token.end]):
      // `5E` is a name that begins like a number.
      parseNumberedName()
    default:
      if let isRead = answerSlipInName() { return isRead }
      report(
        .missingName, ByteRange(previousEnd, max(previousEnd, atLineEnd ? previousEnd : token.end)),
        "A name is missing after \(what())",
        help: "A name is one word, or several in quotes: `Awareness`, `\"Store visit\"`.")
      return false
    }
    return true
  }

  private mutating func parseNumberedName() {
    let start = token.start
    var end = token.end
    let node = self.start(.name)
    advance()
    if token.kind == .word, token.start == end {
      end = token.end
      advance()
    }
    nodes[node].symbol = lexer.names.intern(source.text(ByteRange(start, end)))
    finish(node)
  }

  private mutating func parseQuotedName() {
    let inner = token.inner(in: lexer.bytes)
    let node = nodes.count
    let symbol = internQuoted(inner, token.flags)
    if symbol == .none { reportEmptyName() }
    guard token.flags.contains(.braced) else {
      token.symbol = symbol
      return leaf(.name)
    }
    parseText()
    nodes[node].kind = .name
    nodes[node].symbol = symbol
  }

  private mutating func reportEmptyName() {
    report(.missingName, range, "A name between quotes is empty", help: "Write the name between the quotes.")
  }

  /// The symbol of a quoted name; the common case, plain ASCII with single blanks, is hashed where it stands.
  private mutating func internQuoted(_ inner: ByteRange, _ flags: Node.Flags) -> Symbol {
    if flags.isDisjoint(with: [.wide, .escaped]), lexer.isSinglySpaced(inner) {
      return lexer.names.intern(inner.lower, inner.upper)
    }
    let text = TextContent.decoded(source.text(inner))
    return NameTable.fold(text).isEmpty ? .none : lexer.names.intern(text)
  }

  /// A text, with a node for each part that is filled in.
  mutating func parseText() {
    if token.kind == .unclosedText { reportUnclosedText() }
    if token.flags.contains(.escaped) { checkEscapes() }
    guard token.flags.contains(.braced) else { return leaf(.text) }
    let inner = token.inner(in: lexer.bytes)
    let text = token
    let node = start(.text, text.flags)
    var offset = inner.lower
    let last = inner.upper
    // A backslash that is the last of a text goes beyond it.
    while offset < last {
      offset += Chunk(lexer.bytes, offset).plainText
      guard offset < last else { break }
      switch lexer.bytes[offset] {
      // The braces of `\u{1F600}` fill nothing in.
      case 0x5C: offset += lexer.bytes[offset + 1] == 0x75 && lexer.bytes[offset + 2] == 0x7B ? 3 : 2
      case 0x7B where lexer.bytes[offset + 1] == 0x7B: offset = parseMergeTag(from: offset, to: last, of: text)
      case 0x7B: offset = parseInterpolation(from: offset, to: last, of: text)
      default: offset += 1
      }
    }
    lexer.position = text.end
    token = text
    advance()
    finish(node)
    nodes[node].end = UInt32(text.end)
  }

  private mutating func parseMergeTag(from start: Int, to last: Int, of text: Token) -> Int {
    var end = start + 2
    while end < last, lexer.bytes[end] != 0x7D, lexer.bytes[end] != 0x0A { end += 1 }
    guard end + 1 < last, lexer.bytes[end] == 0x7D, lexer.bytes[end + 1] == 0x7D else {
      report(
        .unclosedBrace, ByteRange(start, start + 2), "The merge tag is not closed",
        help: "Close it with `}}`, or write `\\{` for a brace that is only a sign.")
      return end
    }
    var word = start + 2
    while word < end, lexer.bytes[word] == 0x20 { word += 1 }
    var wordEnd = word
    while wordEnd < end,
      Lexer.isWordByte(lexer.bytes[wordEnd]) || lexer.bytes[wordEnd] >= 0x80
        || (lexer.bytes[wordEnd] == 0x2D && Lexer.isWordByte(lexer.bytes[wordEnd + 1]))
    {
      wordEnd += 1
    }
    nodes.append(
      Node(
        kind: .mergeTag, start: UInt32(start), end: UInt32(end + 2),
        symbol: symbol(of: ByteRange(word, wordEnd), isASCII: !text.flags.contains(.wide))))
    return end + 2
  }

  /// The symbol of a word inside a text, none where it is empty.
  private mutating func symbol(of word: ByteRange, isASCII: Bool) -> Symbol {
    guard word.count > 0 else { return .none }
    return isASCII ? lexer.names.intern(word.lower, word.upper) : lexer.names.intern(source.text(word))
  }

  private mutating func parseInterpolation(from start: Int, to last: Int, of text: Token) -> Int {
    guard deeper() else { return last }
    defer { depth -= 1 }
    let outer = (parentheses, textEnd)
    (parentheses, textEnd) = (1, last)
    lexer.stop = min(lexer.stop, last)
    defer {
      (parentheses, textEnd) = outer
      lexer.stop = outer.1 == .max ? lexer.end : outer.1
    }
    lexer.position = start + 1
    previousEnd = start + 1
    lexer.next()
    let node = nodes.count
    nodes.append(Node(kind: .interpolation, start: UInt32(start), end: 0))
    let isEmpty = token.kind == .foreign && lexer.bytes[token.start] == 0x7D
    if !isEmpty, token.start < last { parseExpression() }
    let isClosed = token.kind == .foreign && lexer.bytes[token.start] == 0x7D && token.start < last
    if !isClosed || isEmpty {
      report(
        .unclosedBrace, ByteRange(start, min(start + 1, last)),
        isEmpty ? "There is nothing between the braces" : "The braces hold more than an expression, or are not closed",
        help: "Write an expression between `{` and `}`, or `\\{` for a brace that is only a sign.")
    }
    let end = isClosed ? token.start + 1 : min(max(start + 1, token.start), last)
    // Who answers a slip may take what stands behind the braces for more of it.
    for index in node + 1..<max(node + 1, nodes.count) where Int(nodes[index].end) > end {
      nodes[index].start = min(nodes[index].start, UInt32(end))
      nodes[index].end = UInt32(end)
    }
    nodes[node].finish(size: nodes.count - node, end: end)
    return max(end, start + 1)
  }

  @inline(never)
  private mutating func checkEscapes() {
    var offset = token.start
    while offset + 1 < token.end {
      defer { offset += 1 }
      guard lexer.bytes[offset] == 0x5C else { continue }
      offset += 1
      let rest = source.text(ByteRange(offset, min(offset + 12, token.end)))
      guard TextContent.escape(rest.unicodeScalars[...]) == nil else { continue }
      let width = max(1, rest.unicodeScalars.first.map { UTF8.width($0) } ?? 1)
      report(
        .badEscape, ByteRange(offset - 1, min(offset + width, token.end)),
        "`\\\(Display.plain(String(rest.prefix(1))))` stands for no character",
        help: "Write `\\\\` for a backslash; known are \\\" \\\\ \\n \\t \\{ and \\u{1F600}.",
        fix: fix("Write a backslash", ByteRange(offset - 1, offset), "\\\\", isSafe: false))
      return
    }
  }

  @inline(never)
  mutating func reportUnclosedText() {
    let isBlock = token.flags.contains(.block)
    let end = probableEnd(of: token)
    let name = source.text(ByteRange(token.start, end))
    report(
      .unclosedText, isBlock ? ByteRange(token.start, token.start + 3) : range,
      isBlock ? "The text block is not closed" : "The closing quote is missing",
      help: isBlock
        ? "Close it with `\"\"\"` on a line of its own."
        : end < token.end && startsWithWord("leads")
          ? "Write `\(Display.plain(name))\"`."
          : "Text ends on its line: add `\"` at its end, or use `\"\"\"` for a text of several lines.",
      fix: isBlock
        ? nil : fix("Close the text", ByteRange(end, end), "\"", isSafe: false))
  }
}
