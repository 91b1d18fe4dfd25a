/// Lines without a word of the language, and words of it that another item has: a heading, a remark, a touchpoint
/// without its word.
extension Parser {
  // MARK: Headings

  /// `## Purchase` above lines of a stage: a heading of a word processor, which here is a comment.
  mutating func answerHeadingAbove(_ row: AttributeTable.Row) -> Bool {
    guard !lineIsBroken, row.kinds.contains(.stage), row.attribute != .step else { return false }
    // The lines below the first share its message.
    if let last = misplaced, last.owner == open[open.count - 1].node, last.finding == findings.count - 1,
      findings[last.finding].code == Code.attributeTooLate.rawValue
    {
      lineIsBroken = true
      return true
    }
    guard let name = headingAbove(), showsError() else { return false }
    let text = source.text(name.words)
    let plain = "stage \(text.contains(" ") ? "\"\(text)\"" : text)"
    report(
      .attributeTooLate, range, "`\(row.words)` belongs to a stage, and the heading above it begins none",
      related: [Related(Place(source.name, name.line), "a comment, as `#` begins it")],
      help: "Did you mean `\(Display.plain(plain))`?",
      fix: fix("Write `\(Display.plain(plain))`", name.line, plain, isSafe: false))
    misplaced = (open[open.count - 1].node, findings.count - 1, row.kinds.rawValue)
    return true
  }

  /// The comment on the line above, or on one a few attributes further up, of one or two words in upper case.
  private func headingAbove() -> (line: ByteRange, words: ByteRange)? {
    guard var line = lineRange(lineStart) else { return nil }
    for _ in 0..<3 {
      guard line.lower > 0, let above = lineRange(line.lower - 1) else { return nil }
      line = above
      var start = line.lower
      while start < line.upper, [0x20, 0x09].contains(lexer.bytes[start]) { start += 1 }
      guard start < line.upper, lexer.bytes[start] != 0x0D else { continue }
      guard lexer.bytes[start] == 0x23 else { return nil }
      var end = line.upper
      while end > start, [0x20, 0x09, 0x0D].contains(lexer.bytes[end - 1]) { end -= 1 }
      let whole = ByteRange(start, end)
      while start < end, [0x23, 0x20, 0x09].contains(lexer.bytes[start]) { start += 1 }
      let words = source.text(ByteRange(start, end))
      guard (1...2).contains(words.split(separator: " ").count), words.first?.isUppercase ?? false,
        words.allSatisfy({ $0.isLetter || $0 == " " || $0 == "-" })
      else { return nil }
      return (whole, ByteRange(start, end))
    }
    return nil
  }

  /// Whether a comment stands on the line above: it may begin something new, as a heading does.
  func standsBelowComment() -> Bool {
    guard let line = lineRange(lineStart), line.lower > 0, let above = lineRange(line.lower - 1) else { return false }
    return source.text(above).drop { $0 == " " || $0 == "\t" }.first == "#"
  }

  /// `**Stage Order**`: what a word processor sets in bold.
  mutating func answerBold() -> Bool {
    let text = lineText()
    guard !lineIsBroken, text.hasPrefix("**"), text.hasSuffix("**"), text.utf8.count > 4, text.utf8.count < 80,
      let statement = restOfStatement(from: token.start), statement.count >= text.utf8.count
    else { return false }
    let inner = String(text.dropFirst(2).dropLast(2))
    guard !inner.contains(where: { "*\"".contains($0) }) else { return false }
    let words = inner.split(separator: " ").map(String.init)
    let kind = words.first.flatMap { first in ItemKind.allCases.first { $0.word == first.lowercased() } }
    let name = (kind == nil ? words[...] : words.dropFirst()).joined(separator: " ")
    let plain = "\((kind ?? .stage).word) \(name.contains(" ") ? "\"\(name)\"" : name)"
    let line = ByteRange(token.start, token.start + text.utf8.count)
    report(
      .habitDash, line, "Lines stand without `**`", help: "Did you mean `\(Display.plain(plain))`?",
      fix: name.isEmpty ? nil : fix("Write `\(Display.plain(plain))`", line, plain, isSafe: false))
    // What stands below belongs to what was meant.
    guard !name.isEmpty, kind == nil || kind == .stage else {
      skipped()
      return true
    }
    closeItems(level: 1)
    let node = openItem(.item, .stage, hasWord: false)
    nodes.append(
      Node(
        kind: .name, flags: .quoted, start: UInt32(line.lower + 2), end: UInt32(line.upper - 2),
        symbol: lexer.names.intern(name)))
    skipLine()
    nodes[node].flags.insert(.broken)
    return true
  }

  // MARK: Words of other items

  /// `goal` below a persona and `owner partner` below a channel: the item has a word of its own for it.
  mutating func answerOtherWord(_ row: AttributeTable.Row) -> Bool {
    let next = lexer.ahead()
    let title: String
    let word: String
    switch (open[open.count - 1].item, row.attribute) {
    case (.persona, .goal):
      (title, word) = ("What a persona wants is said by `needs`", "needs")
    case (.channel, .owner) where next.kind == .word && AttributeRule.owners.contains(spelling(next).lowercased()):
      (title, word) = ("Whose a channel is stands behind `owned by`", "owned by")
    default: return false
    }
    let value = Display.plain(rest(from: token.end), limit: 60)
    report(
      .attributeElsewhere, range, title, help: "Write `\(word)\(value.isEmpty ? " …" : value)`.",
      fix: fix("Write `\(word)`", range, word, isSafe: false))
    return true
  }

  /// Whether the line is indented below a persona, a channel, a layer or an outcome.
  func standsBelowSmallItem() -> Bool {
    let top = open[open.count - 1]
    guard top.kind == .item, let item = top.item, [.persona, .channel, .layer, .outcome].contains(item) else {
      return false
    }
    return isDeeper(than: Int(nodes[top.node].start))
  }

  /// `channels instagram, website` below a persona: what it prefers.
  mutating func answerChannelsOfPersona() -> Bool {
    guard open[open.count - 1].item == .persona, ["channels", "channels:"].contains(spelling(token).lowercased()),
      [.word, .text].contains(lexer.ahead().kind), isDeeper(than: Int(nodes[open[open.count - 1].node].start))
    else { return false }
    report(
      .unknownWord, range, "The channels that a persona likes stand behind `prefers`",
      help: "Write `prefers\(Display.plain(rest(from: token.end), limit: 60))`.",
      fix: fix("Write `prefers`", range, "prefers", isSafe: false))
    skipped()
    return true
  }

  /// `active`, `passive`: who starts a touchpoint.
  mutating func answerWhoStarts() -> Bool {
    guard open.last(where: { !$0.isBlock })?.item == .touchpoint,
      ["active", "passive", "actively", "inbound", "outbound"].contains(spelling(token).lowercased())
    else { return false }
    report(
      .unknownWord, range, "`\(spelling(token))` begins no line here",
      help: "Who starts it? Write `proactive` where the brand does, `reactive` where the customer does.")
    skipped()
    return true
  }

  // MARK: Remarks

  /// Words that marketers put on record and that the language has no line for, however near they are spelt to one.
  private static let remarks: Set<String> = [
    "budget", "conversion", "conversions", "start date", "end date", "quote", "location", "link", "url", "website",
    "date", "deadline", "launch", "revenue", "turnover", "industry", "company", "brand", "country", "city", "address",
  ]

  /// Whether the line begins with a word for something that only a note can say.
  func isRemark(_ words: [String]) -> Bool {
    words.first.map { Parser.remarks.contains($0.lowercased()) } ?? false
      || Parser.remarks.contains(words.prefix(2).joined(separator: " ").lowercased())
  }

  /// The line as a note, as far as it can be shown.
  func asNote() -> String {
    let line = lineText()
    let isShort = line.count <= 50 && !line.contains(where: { "\"#{\\".contains($0) })
    return isShort ? "`note \"\(Display.plain(line))\"`" : "`note \"…\"`"
  }

  /// A word in upper case, alone on a line above deeper ones: a stage or a touchpoint without its word.
  mutating func answerItemWithoutWord() -> Bool {
    let next = lexer.ahead()
    guard !lineIsBroken, (0x41...0x5A).contains(lexer.bytes[token.start]), next.kind == .newline, startsLine(),
      hasDeeperLineBelow(), let owner = open.last(where: { !$0.isBlock })?.item
    else { return false }
    var kind = ItemKind.stage
    if owner == .stage || owner == .touchpoint, let stage = open.last(where: { $0.item == .stage && !$0.isBlock }),
      isDeeper(than: Int(nodes[stage.node].start))
    {
      kind = .touchpoint
    }
    let plain = "\(kind.word) \(spelling(token))"
    report(
      .unknownWord, range, "`\(spelling(token))` begins no line here",
      help: "Did you mean `\(plain)`?", fix: fix("Write `\(plain)`", range, plain, isSafe: false))
    parseItem(kind, hasWord: false)
    return true
  }

  private func column(_ offset: Int) -> Int { offset - (lineRange(offset)?.lower ?? offset) }

  private func isDeeper(than offset: Int) -> Bool { column(lineStart) > column(offset) }

  private func hasDeeperLineBelow() -> Bool {
    guard var end = lineRange(lineStart)?.upper else { return false }
    while end < source.count, [0x20, 0x09, 0x0A, 0x0D].contains(lexer.bytes[end]) { end += 1 }
    return end < source.count && column(end) > column(lineStart)
  }
}
