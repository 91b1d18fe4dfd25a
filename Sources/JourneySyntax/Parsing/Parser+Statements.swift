/// Statements that are not attributes: declarations, blocks, checks, and the lines of sections.
extension Parser {
  /// `Import = "import" [ Name { "," Name } "from" ] TEXT NL ;`
  mutating func parseImport() {
    if open.count > 1 || open[0].holdsItems {
      report(
        .outsideItsPlace, range, "`import` stands at the top of the file", help: "Move the line above everything else.")
    }
    (hasKinds, hasImports) = (true, true)
    let node = start(.importLine)
    advance()
    if token.kind == .text, lexer.ahead().kind != .comma, keyword(lexer.ahead()) != .from {
      parseText()
    } else {
      let next = lexer.ahead()
      if token.kind == .word, [.newline, .end, .slash, .dot].contains(next.kind) {
        reportPathWithoutQuotes()
        return finishLine(node)
      }
      parseNames("`import`")
      if at(.from) {
        parseClause(.from) { if $0.token.kind == .text { $0.parseText() } else { $0.reportImportPath() } }
      } else {
        expect(.from)
      }
    }
    finishLine(node)
  }

  private mutating func reportPathWithoutQuotes() {
    let path = ByteRange(token.start, lineRange(token.start)?.upper ?? token.end)
    let text = source.text(path)
    let plain = "\"\(text)\(text.hasSuffix(".journey") ? "" : ".journey")\""
    report(
      .habitQuotes, path, "The file to import stands in quotes", help: "Write `import \(Display.plain(plain))`.",
      fix: fix("Write the file in quotes", path, plain, isSafe: false))
    skipLine()
  }

  mutating func reportImportPath() {
    report(
      .missingValue, ByteRange(previousEnd, previousEnd), "The file to import from is missing",
      help: "Write its path in quotes: `import \"shared/channels.journey\"`.")
  }

  /// `Let = "let" WORD "=" Expression NL ;` and `Parameter`, which reads the same.
  mutating func parseBinding(_ kind: NodeKind) {
    let word = kind == .letLine ? "let" : "parameter"
    let node = start(kind)
    advance()
    if token.kind == .word {
      leaf(.name)
    } else {
      report(
        .missingName, atLineEnd ? ByteRange(previousEnd, previousEnd) : range, "`\(word)` needs a name of one word",
        help: "For example: `\(word) gap = 2 days`")
      skipLine()
      return finishLine(node)
    }
    if token.kind == .equals {
      advance()
    } else {
      let isOther = at(.is) || (token.kind == .foreign && spelling(token) == ":")
      report(
        .incompletePhrase, ByteRange(previousEnd, previousEnd), "`=` is missing after the name",
        help: "For example: `\(word) gap = 2 days`",
        fix: fix("Insert `=`", ByteRange(previousEnd, isOther ? token.end : previousEnd), " ="))
      if isOther { advance() }
    }
    parseExpression()
    finishLine(node)
  }

  /// `Use = "use" Name [ "(" [ Argument { "," Argument } ] ")" ] NL ;`
  mutating func parseUse() {
    let node = start(.useLine)
    let word = range
    advance()
    // A single word may be a template; a list is not.
    if token.kind == .word, open[open.count - 1].item == .touchpoint, lexer.ahead().kind == .comma {
      report(
        .unknownWord, word, "`use` adds a template; for data it is `uses`", fix: fix("Write `uses`", word, "uses"))
      parseNames("`uses`")
      return finishLine(node)
    }
    parseName(after: "`use`")
    if token.kind == .openParenthesis {
      let opener = range
      parentheses += 1
      advance()
      while token.kind != .closeParenthesis, !atLineEnd {
        let argument = start(.argument)
        if token.kind == .word, lexer.ahead().kind == .equals {
          let name = nodes.count
          leaf(.name)
          nodes[name].flags.insert(.quoted)
          advance()
        }
        parseExpression()
        finish(argument)
        guard token.kind == .comma else { break }
        advance()
      }
      closeParenthesis(opener)
    }
    finishLine(node)
  }

  // MARK: Blocks

  /// `EachHead = "for" "each" WORD "in" Values NL ;`
  mutating func parseForEach(atEach isWhole: Bool = false) {
    if !isWhole, answerShareBelow() || answerPersonaBelow() { return }
    if !openBlock() { return }
    let node = start(.forEach)
    advance()
    if !isWhole { expect(.each) }
    let isFilled = token.kind == .word
    if isFilled {
      leaf(.name)
    } else {
      report(
        .missingName, ByteRange(previousEnd, previousEnd), "`for each` needs a word for what it goes through",
        help: "For example: `for each way in email, sms`")
    }
    if isFilled { expect(.in) }
    let values = start(.list)
    if atLineEnd { nodes[values].start = UInt32(previousEnd) }
    if !lineIsBroken { parseValues() }
    finish(values)
    push(.forEach, node)
  }

  /// `for 20%` on a line of its own: a share stands on the line of its arrow.
  private mutating func answerShareBelow() -> Bool {
    let next = lexer.ahead()
    guard next.kind == .share || next.kind == .number else { return false }
    let isBelow = [.leadsTo, .entry].contains(lastAttribute())
    report(
      .outsideItsPlace, ByteRange(token.start, next.end), "A share stands on the line of its arrow",
      help: "Write `leads to NAME for \(spelling(next))`.",
      fix: isBelow ? fix("Join the two lines", ByteRange(previousEnd, token.start), " ", isSafe: false) : nil)
    skipped()
    return true
  }

  private func lastAttribute() -> Attribute? {
    let item = open[open.count - 1].node
    for index in stride(from: nodes.count - 1, to: max(item, nodes.count - 20), by: -1)
    where nodes[index].kind == .attribute {
      return Attribute(detail: nodes[index].detail)
    }
    return nil
  }

  /// `IfHead = "if" Expression NL ;`
  mutating func parseIf() {
    if !openBlock() { return }
    let node = start(.conditional)
    advance()
    parseExpression()
    push(.conditional, node)
  }

  /// Closes what the block's body will stand beside: a body of items belongs to what holds such items.
  private mutating func openBlock() -> Bool {
    if open.count > limits.depth {
      report(
        .tooDeep, range, "Blocks nest deeper than \(limits.depth) levels", help: "Write some of them one after another."
      )
      skipLine()
      return false
    }
    noteDepth(open.count)
    if let level = levelOfBody() { closeItems(level: level) }
    return true
  }

  private mutating func push(_ kind: NodeKind, _ node: Int) {
    expectLineEnd()
    if lineIsBroken { nodes[node].flags.insert(.broken) }
    open.append(Open(block: node, kind: kind, in: open[open.count - 1]))
  }

  /// The level of the items that the block beginning here holds, if its first line that is no block is an item's.
  ///
  /// All blocks that begin before that line and are open there have the same answer, so that no line is looked at for
  /// each of them; those that ended before it have none.
  private mutating func levelOfBody() -> Int? {
    if token.start < body.end { return body.closed.contains(token.start) ? nil : body.level }
    let (position, documentation, first) = (lexer.position, lexer.documentation, token)
    (body.level, body.closed) = (nil, [])
    // Blocks that are open where the scan stands, this one included.
    var nested: [Int] = []
    scan: while token.kind != .end {
      switch keyword(token) {
      case .for, .if: nested.append(token.start)
      case .end:
        let closed = nested.popLast()
        if nested.isEmpty { break scan }
        if let closed { body.closed.insert(closed) }
      case .else, .let: break
      case .parameter:
        body.level = ItemKind.stage.level
        break scan
      case let keyword?:
        body.level = ItemKind(keyword)?.level
        break scan
      case nil where token.kind == .newline: break
      default: break scan
      }
      // A header goes on over its line after a comma.
      var last = token.kind
      while token.kind != .end, token.kind != .newline || last == .comma {
        last = token.kind
        lexer.next()
      }
      if token.kind == .newline { lexer.next() }
    }
    body.end = token.end
    (lexer.position, lexer.documentation, token) = (position, documentation, first)
    return body.level
  }

  mutating func parseElse() {
    let word = range
    guard let block = open.lastIndex(where: { $0.isBlock }), open[block].kind == .conditional else {
      report(.outsideItsPlace, word, "There is no `if` for this `else`", help: "Write `if CONDITION` above it.")
      return skipped()
    }
    while open.count > block + 1 { close() }
    let node = start(.alternative)
    advance()
    expectLineEnd()
    open.append(Open(block: node, kind: .alternative, in: open[block]))
  }

  mutating func parseEnd() {
    guard let block = open.lastIndex(where: { $0.isBlock }) else {
      // Who closes one item closes all of them: one message a file.
      if let index = habits[.outsideItsPlace], findings.indices.contains(index) {
        if let edits = removal()?.edits { findings[index].fix?.edits += edits }
      } else if showsError() {
        habits[.outsideItsPlace] = findings.count
        report(
          .outsideItsPlace, range, "There is no block here that `end` could close",
          help: "`end` closes `for each`, `if` and `template`; items need none.", fix: removal())
      }
      return skipped()
    }
    while open.count > block + 1 { close() }
    advance()
    expectLineEnd()
    let wasAlternative = open[block].kind == .alternative
    close()
    if wasAlternative { close() }
  }

  private func removal() -> Fix? {
    lineRange(lineStart).map { fix("Remove the line", withEnd($0), "") }
  }

  mutating func skipped() {
    let node = start(.skipped)
    skipLine()
    finish(node)
    nodes[node].flags.insert(.broken)
  }

  // MARK: Checks

  /// `Expect = "expect" Expression [ [ NL ] "otherwise" Text ] NL ;`
  /// `ExpectFinding = "expect" "finding" WORD [ "on" [ KindWord ] Target ] NL ;`
  mutating func parseExpect() {
    if open.count == 1 {
      report(
        .outsideItsPlace, range, "`expect` stands inside an item, a rule or a test",
        help: "Move it below the journey, stage or touchpoint that it is about.")
    }
    // Only a test expects findings.
    if open.count > 2, open[1].kind == .test, lexer.ahead().keyword == .finding { returnToTest() }
    let node = start(.expectLine)
    advance()
    if at(.finding), lexer.ahead().kind == .word, keyword(lexer.ahead()) != .is {
      nodes[node].kind = .findingLine
      advance()
      if token.kind == .word { leaf(.name) } else { parseName(after: "`finding`") }
      if at(.on) { parseClause(.on) { $0.parseAbout() } }
      return finishLine(node)
    }
    if at(.finding), open.count > 1, open[1].kind == .test, [.newline, .end].contains(lexer.ahead().kind) {
      report(
        .missingName, range, "The finding has no name",
        help: "Write the rule that must speak: `expect finding dead-end on touchpoint Checkout`.")
      skipLine()
      return finishLine(node)
    }
    parseExpression()
    if token.kind == .newline, !lineIsBroken, open[open.count - 1].kind != .rule { takeOtherwiseOnNextLine() }
    if at(.otherwise) { parseClause(.otherwise) { $0.parseSum() } }
    finishLine(node)
  }

  private mutating func takeOtherwiseOnNextLine() {
    let (position, documentation, saved) = (lexer.position, lexer.documentation, token)
    while token.kind == .newline { lexer.next() }
    guard !at(.otherwise) else { return }
    (lexer.position, lexer.documentation) = (position, documentation)
    token = saved
  }

  mutating func parseAbout() {
    if keyword(token).flatMap(ItemKind.init) != nil, [.word, .text].contains(lexer.ahead().kind) {
      leaf(.clause, detail: wordDetail)
    }
    parseTarget("`on`")
  }

  /// `Allow = "allow" WORD [ "on" [ KindWord ] Target ] "because" Text [ "until" DATE ] NL ;`
  mutating func parseAllow() {
    let node = start(.allowLine)
    advance()
    parseName(after: "`allow`")
    if at(.on) { parseClause(.on) { $0.parseAbout() } }
    if !answerWaiverHabit(), !at(.because) {
      report(
        .missingReason, ByteRange(previousEnd, previousEnd), "A waiver needs its reason",
        help: "Write `because \"…\"`, so that the next reader knows why this is allowed.")
    }
    if at(.because) { parseClause(.because) { $0.parseSum() } }
    if at(.until) { parseClause(.until) { $0.parseSum() } }
    finishLine(node)
  }

  /// Answers what people write of a waiver in another way; says no where nothing of it stands here.
  private mutating func answerWaiverHabit() -> Bool {
    if token.kind == .comma {
      report(.unexpectedText, range, "A waiver is for one rule", help: "Write a line of its own for each rule.")
      skipLine()
      return true
    }
    if token.kind == .text {
      report(
        .incompletePhrase, ByteRange(previousEnd, previousEnd), "`because` is missing here", help: "Insert `because`.",
        fix: fix("Insert `because`", ByteRange(previousEnd, previousEnd), " because"))
      parseSum()
      return true
    }
    guard at(.until) else { return false }
    let start = token.start
    parseClause(.until) { $0.parseSum() }
    guard at(.because) else { return false }
    report(
      .unexpectedText, ByteRange(start, previousEnd), "The reason stands before the date",
      help: "Write `allow RULE because \"…\" until DATE`.")
    return true
  }

  /// `Without = "without" AttributeName NL ;`
  /// `TakeAway = "without" KindWord Target NL ;`
  mutating func parseWithout() {
    let next = lexer.ahead()
    let isItem = keyword(next).flatMap(ItemKind.init) != nil
    // Items are taken away from the whole journey, whatever was changed above.
    if isItem, let section = open.lastIndex(where: { $0.kind == .scenario || $0.kind == .test }) {
      closeItems(downTo: section + 1)
    }
    let node = start(.withoutLine)
    advance()
    if isItem {
      parseKindWord()
      parseTarget("`without`")
    } else if token.kind == .word {
      while token.kind == .word { leaf(.name) }
    } else {
      parseName(after: "`without`")
    }
    finishLine(node)
  }

  mutating func finishLine(_ node: Int) {
    expectLineEnd()
    finish(node)
    if lineIsBroken { nodes[node].flags.insert(.broken) }
  }
}
