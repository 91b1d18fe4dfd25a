/// Lines: the first word decides what a line is.
extension Parser {
  mutating func parseLine() {
    if token.kind == .newline {
      lexer.next()
      return
    }
    lineIsBroken = false
    lineStart = token.start
    parentheses = 0
    depth = 0
    if token.kind == .word {
      if !parseStatement() { parseUnknownLine() }
    } else {
      parseForeignLine()
    }
    // A `##` comment behind a line documents nothing.
    lexer.documentation = -1
    if token.kind == .newline { lexer.next() }
  }

  /// Reads the line by its first word; says no where that word begins no statement.
  mutating func parseStatement() -> Bool {
    guard let keyword = keyword(token) else { return false }
    // What is a habit has a colon behind it, or is a diagram's only word.
    if lexer.bytes[token.end] == 0x3A || keyword == .journey, isHabit(keyword) { return false }
    switch keyword {
    case .journey, .outcome, .persona, .channel, .layer, .stage, .touchpoint:
      ItemKind(keyword).map { parseItem($0) }
    case .rule, .test, .scenario, .template, .kind, .project: parseSection(keyword)
    case .import: parseImport()
    case .let: parseBinding(.letLine)
    case .parameter: parseBinding(.parameterLine)
    case .use: parseUse()
    case .for: parseForEach()
    case .if: parseIf()
    case .else: parseElse()
    case .end: parseEnd()
    case .expect: parseExpect()
    case .allow: parseAllow()
    case .without: parseWithout()
    case .change: parseChange()
    case .failure where lexer.ahead().keyword != .when, .success where lexer.ahead().keyword != .when:
      report(
        .outsideItsPlace, range, "`\(keyword.rawValue)` stands on the outcome's own line",
        help: "Write `outcome NAME, \(keyword.rawValue)`.")
      skipped()
    default:
      return parseSectionLine(keyword) || parseAttribute()
    }
    return true
  }

  // MARK: Attributes

  /// Reads the line as an attribute of the item that it stands in; says no where no item has one that begins so.
  mutating func parseAttribute() -> Bool {
    let rows = table.rows(startingWith: token.symbol)
    guard !rows.isEmpty else { return false }
    let top = open.count - 1
    let kinds = open[top].kinds
    // The usual line begins with a word that is an attribute by itself.
    let first = table[rows.lowerBound]
    if !first.isPhrase, !open[top].holdsItems, !kinds.isDisjoint(with: first.kinds) {
      parseAttribute(rows.lowerBound)
      return true
    }
    // The rows are sorted: where the first one is a single word, there is no phrase to look ahead for.
    let second = first.isPhrase ? lexer.ahead() : nil
    let secondWord = second.flatMap { keyword($0) }
    // The first row whose words stand here, the first such that the item takes, and the first phrase that it takes.
    var (whole, taken, begun) = (-1, -1, -1)
    for row in rows {
      let isPhrase = table[row].isPhrase
      let takes = !kinds.isDisjoint(with: table[row].kinds)
      if !isPhrase || (secondWord != nil && secondWord == table[row].second) {
        if whole < 0 { whole = row }
        if takes, taken < 0 { taken = row }
      }
      if takes, isPhrase, begun < 0 { begun = row }
    }
    if taken >= 0 {
      if open[top].holdsItems { reportTooLate(table[taken], belongsTo: open[top]) }
      parseAttribute(taken)
    } else if begun >= 0, whole < 0 || second?.kind != .word {
      parseAttribute(begun)
    } else if hasOwnKind(open[top]) {
      // An item of a kind of its own may have attributes that the language does not know.
      parseCustomAttribute()
    } else {
      parseMisplacedAttribute(whole < 0 ? rows.lowerBound : whole)
    }
    return true
  }

  private mutating func parseMisplacedAttribute(_ row: Int) {
    let kinds = table[row].kinds
    if table[row].attribute == .phase, !AttributeRule.phases.contains(spelling(lexer.ahead()).lowercased()),
      [.word, .text].contains(lexer.ahead().kind)
    {
      report(
        .unknownWord, range, "A stretch of the journey is a `stage`, not a `phase`",
        help: "`phase` says of a stage whether it is `before`, `during` or `after` the purchase.",
        fix: fix("Write `stage`", range, "stage", isSafe: false))
      return parseItem(.stage)
    }
    // Below a persona, indented as if it were the persona's, a line is not the journey's.
    let isSaidOfTop = standsBelowSmallItem()
    if answerHeadingAbove(table[row]) || answerOtherWord(table[row]) {
      // One cause has one message.
    } else if !isSaidOfTop, let outer = open.last(where: { !$0.isBlock && $0.takes(kinds) }) {
      reportTooLate(table[row], belongsTo: outer)
    } else {
      reportElsewhere(table[row])
    }
    let node = start(.skipped)
    parseAttribute(row)
    finish(node)
    nodes[node].flags.insert(.broken)
  }

  private mutating func reportTooLate(_ row: AttributeTable.Row, belongsTo outer: Open) {
    guard showsError() else { return }
    let word = row.words
    let kind = outer.item?.word ?? "item"
    var edits: [Edit] = []
    if outer.firstItem > 0, let line = lineRange(lineStart), let target = lineRange(outer.firstItem)?.lower {
      let text = indentation(ofLineAt: outer.firstItem) + source.text(ByteRange(lineStart, line.upper)) + "\n"
      edits = [
        edit(ByteRange(target, target), text), edit(withEnd(line), ""),
      ]
    }
    // Where the line is indented like the outer item's own, the two agree on whose it is.
    let isSure =
      outer.firstItem > 0 && indentation(ofLineAt: outer.firstItem) == indentation(ofLineAt: lineStart)
      && row.attribute != .step && !standsBelowComment()
    let isStep = row.attribute == .step && open[open.count - 1].item == .touchpoint
    report(
      .attributeTooLate, range, "`\(word)` belongs to the \(kind), above its first `\(wordAt(outer.firstItem))`",
      related: [Related(Place(source.name, headerRange(outer)), "the \(kind) it belongs to")],
      help: isStep
        ? "It names the step of a framework. What customers do next is a `touchpoint` of its own."
        : "Move the line up, to the \(kind)'s own lines.",
      fix: edits.isEmpty || isStep ? nil : Fix("Move the line up", edits, isSafe: isSure))
  }

  private func wordAt(_ offset: Int) -> String {
    var end = offset
    while Lexer.isWordByte(lexer.bytes[end]) { end += 1 }
    return end > offset ? source.text(ByteRange(offset, end)).lowercased() : "item"
  }

  func headerRange(_ item: Open) -> ByteRange {
    let node = nodes[item.node]
    let end = item.node + 1 < nodes.count ? Int(nodes[item.node + 1].end) : Int(node.start)
    return ByteRange(Int(node.start), max(Int(node.start), end))
  }

  /// The line around an offset without its end; none where it is longer than a fix would move or remove, or is no text:
  /// then what is read of it has other lengths than its bytes.
  func lineRange(_ offset: Int) -> ByteRange? {
    var start = offset
    while start > 0, !endsLine(start - 1) {
      start -= 1
      if offset - start > 1_000 { return nil }
    }
    var end = offset
    while end < source.count, !endsLine(end) {
      end += 1
      if end - offset > 1_000 { return nil }
    }
    // Of CR LF both belong to the line's end: what is moved or put in quotes takes no CR along.
    if end > start, lexer.bytes[end] == 0x0A, lexer.bytes[end - 1] == 0x0D { end -= 1 }
    let isPlain = lexer.bytes[start..<end].allSatisfy { $0 < 0x80 }
    guard isPlain || String(validating: lexer.bytes[start..<end], as: UTF8.self) != nil else { return nil }
    return ByteRange(start, end)
  }

  /// What stands from some place to the end of its statement: of the line, or what a semicolon ends before.
  func restOfStatement(from offset: Int) -> ByteRange? {
    guard let line = lineRange(offset) else { return nil }
    var isQuoted = false
    var end = offset
    while end < line.upper, isQuoted || !isSemicolon(at: end) {
      if lexer.bytes[end] == 0x22 { isQuoted.toggle() }
      end += 1
    }
    while end > offset, lexer.bytes[end - 1] == 0x20 { end -= 1 }
    return ByteRange(offset, end)
  }

  /// The range of a line with its end, for an edit that takes the line away.
  func withEnd(_ line: ByteRange) -> ByteRange {
    var end = line.upper
    while end < source.count, !endsLine(end) { end += 1 }
    return ByteRange(line.lower, min(end + 1, source.count))
  }

  /// Whether a line ends with the byte at an offset: an LF, or a CR without one.
  func endsLine(_ offset: Int) -> Bool {
    lexer.bytes[offset] == 0x0A || (lexer.bytes[offset] == 0x0D && lexer.bytes[offset + 1] != 0x0A)
  }

  private mutating func reportElsewhere(_ row: AttributeTable.Row) {
    let word = row.words
    // Several such lines together have one cause, which is nearly always a header that is missing above them.
    let top = open[open.count - 1].node
    if let last = misplaced, last.owner == top, last.finding == findings.count - 1, last.kinds == row.kinds.rawValue {
      lineIsBroken = true
      if findings[last.finding].related.count < 8 {
        findings[last.finding].related.append(Related(Place(source.name, range), "and this"))
      }
      return
    }
    defer { misplaced = (top, findings.count - 1, row.kinds.rawValue) }
    let kinds = Suggestion.list(row.kinds.kinds.map(\.withArticle))
    guard let kind = open[open.count - 1].item else {
      return report(
        .attributeElsewhere, range, "`\(word)` belongs to \(kinds)",
        help: "Write \(Suggestion.list(row.kinds.kinds.map { "`\($0.word) NAME`" })) on a line above it.")
    }
    var help = "Move the line to \(kinds)."
    if row.kinds == .touchpoint, kind == .stage { help = "Write `touchpoint NAME on CHANNEL` on a line above it." }
    // Words that are easily taken for each other.
    if kind == .touchpoint, row.attribute == .needs { help = "For what the customer must know, write `needs to know`." }
    if row.kinds.contains(.journey), standsBelowSmallItem() {
      help = "Write it as a `note \"…\"`, or move the line to \(kinds)."
    }
    if kind == .persona, row.attribute == .on { help = "Write `prefers` for the channels that a persona likes." }
    report(
      .attributeElsewhere, range, "\(kind.withArticle.capitalizedFirst) does not take `\(word)`; \(kinds) does",
      help: help)
  }

  private func hasOwnKind(_ top: Open) -> Bool {
    guard top.kind == .item || top.kind == .change || top.isBlock else { return false }
    return open.last { ($0.kind == .item || $0.kind == .change) && $0.item == .touchpoint }?.hasOwnKind ?? false
  }

  /// `CustomAttribute = WORD [ Values ] ;`
  mutating func parseCustomAttribute() {
    let node = start(.customAttribute)
    leaf(.name)
    if !atLineEnd { parseValues() }
    expectLineEnd()
    finish(node)
    if lineIsBroken { nodes[node].flags.insert(.broken) }
  }

  /// Reads the attribute of a row of the table. Its first word stands here, or its last where the others were read.
  mutating func parseAttribute(_ number: Int, atLastWord isWhole: Bool = false) {
    let row = table[number]
    let node = start(.attribute, detail: row.detail)
    advance()
    if !isWhole, row.isPhrase {
      if let word = row.second { expect(word) }
      if let word = row.third { expect(word) }
    }
    if token.kind == .foreign || token.kind == .equals { skipColon(after: row) }
    if row.form == .nothing {
      expectLineEnd()
    } else if atLineEnd, row.form != .entry {
      reportMissingValue(row)
    } else {
      parseValue(row)
      expectLineEnd()
    }
    finish(node)
    if lineIsBroken { nodes[node].flags.insert(.broken) }
  }

  private mutating func reportMissingValue(_ row: AttributeTable.Row) {
    if answerListBelow(row.words) { return }
    let rule = table.rule(row)
    let what: String
    switch rule.shape {
    case .text, .texts, .pain, .evidence: what = "a text in quotes"
    case .word, .choice: what = "a word"
    case .words, .choices, .data, .topics: what = "one or more words"
    case .items(let kind): what = "the name of \(kind.withArticle)"
    case .item(let kind): what = "the name of \(kind.withArticle)"
    case .arrow: what = "the name of a touchpoint or an outcome"
    case .share: what = "a share such as 20%"
    case .duration: what = "a time such as 2 days"
    case .money: what = "an amount such as €4.50"
    case .rate: what = "a rate such as 3 per week"
    case .date: what = "a date such as 2026-11-21"
    case .number: what = "a number"
    case .times: what = "times such as 09:00 to 18:00"
    case .currency: what = "a currency code such as EUR"
    default: what = "something"
    }
    report(
      .missingValue, ByteRange(previousEnd, previousEnd),
      "`\(row.words)` needs \(what) after it", help: "For example: `\(rule.example)`")
  }

  private mutating func parseValue(_ row: AttributeTable.Row) {
    switch row.form {
    case .nothing: break
    case .sum:
      parseSum()
      if !atLineEnd { parseSlip(table.rule(row)) }
    case .values:
      parseValues()
      _ = reportRangeWithDash()
    case .name: parseName(after: "`\(row.words)`")
    case .names: parseNames("a name")
    case .target:
      parseTarget("`\(row.words)`")
      if !atLineEnd { takeRestOfTarget(until: []) }
    case .condition: parseExpression()
    case .stages:
      if at(.every) { parseEvery() } else if !answerNeededEverywhere() { parseNames("a stage") }
    case .pain: parsePain()
    case .evidence: parseEvidence()
    case .entry:
      takeShareWithoutFor()
      if at(.for) { parseClause(.for) { $0.parseSum() } }
    case .ownership:
      parseName(after: "`owned by`")
      if token.kind == .text || token.kind == .unclosedText { parseText() }
    case .arrow: parseArrow()
    }
  }

  /// `Arrow = "leads" "to" Target { ArrowClause } ;`
  /// `ArrowClause = "for" Quantity | "when" Expression | "again" [ "at" "most" Quantity "times" ] ;`
  private mutating func parseArrow() {
    parseTarget("`leads to`")
    if !atLineEnd {
      takeRestOfTarget(until: [
        "for", "when", "again", "where", "if", "with", "after", "at", "and", "or", "by", "in", "only", "of",
      ])
      takeShareWithoutFor()
    }
    var (hasShare, hasCondition, hasLimit) = (false, false, false)
    clauses: while true {
      switch keyword(token) {
      case .for:
        if hasShare { reportTwice(.for) }
        hasShare = true
        parseClause(.for) { $0.parseSum() }
      case .when:
        if hasCondition { reportTwice(.when) }
        hasCondition = true
        parseClause(.when) { $0.parseExpression() }
      case .again:
        if hasLimit { reportTwice(.again) }
        hasLimit = true
        parseClause(.again) {
          guard $0.take(.at) else { return }
          $0.expect(.most)
          $0.parseSum()
          $0.expect(.times)
        }
      default: break clauses
      }
    }
  }

  mutating func reportTwice(_ keyword: Keyword) {
    report(.attributeTwice, range, "`\(keyword.rawValue)` stands twice on this line", help: "Keep one of the two.")
  }

  /// `Pain = "pain" Text { "," ( "mild" | "severe" | "answered" "by" Target ) } ;`
  private mutating func parsePain() {
    parseSum()
    if !atLineEnd, answerPainPoint() || takeUnquotedText() { return }
    if !atLineEnd, takeSignForComma() { return }
    while token.kind == .comma || lacksComma {
      if lacksComma { reportMissingComma() } else { advance() }
      switch keyword(token) {
      case .mild, .severe: leaf(.clause, detail: wordDetail)
      case .answered:
        parseClause(.answered) {
          $0.expect(.by)
          $0.parseTarget("`answered by`")
        }
      default:
        if atLineEnd { return reportTrailingComma() }
        let near = Suggestion.near(spelling(token), among: ["mild", "severe", "answered by"]).first
        report(
          .unknownWord, range, "After a pain stand `mild`, `severe` or `answered by`, not `\(spelling(token))`",
          help: near.map { "Did you mean `\($0)`?" } ?? "A second pain stands on a line of its own.",
          fix: near.map { fix("Write `\($0)`", range, $0, isSafe: false) })
        return skipLine()
      }
    }
  }

  /// Passes over a colon or a dash before a part of a pain, or of an outcome: a comma stands there.
  mutating func takeSignForComma() -> Bool {
    let next = lexer.ahead()
    guard !lineIsBroken, token.kind == .minus || token.kind == .foreign || token.kind == .openParenthesis,
      [.mild, .severe, .answered, .success, .failure].contains(next.keyword)
    else { return false }
    let end = lexer.bytes[next.end] == 0x29 ? next.end + 1 : next.end
    report(
      .missingComma, range, "A comma stands before `\(spelling(next))`", help: "Write `, \(spelling(next))`.",
      fix: fix("Write a comma", ByteRange(previousEnd, end), ", \(spelling(next))", isSafe: false))
    skipLine()
    return true
  }

  /// Whether a part of a pain stands here without the comma before it.
  private var lacksComma: Bool { at(.mild) || at(.severe) || at(.answered) }

  private mutating func reportMissingComma() {
    report(
      .missingComma, ByteRange(previousEnd, previousEnd), "A comma is missing before `\(spelling(token))`",
      help: "Write `, \(spelling(token))`.",
      fix: fix("Insert the comma", ByteRange(previousEnd, previousEnd), ","))
  }

  /// Looks at what stands behind a value, where the line should end.
  private mutating func parseSlip(_ rule: AttributeRule) {
    if rule.shape == .text {
      _ = takeUnquotedText()
    } else if !answerAmount(), !reportRangeWithDash(), !answerApproximation(rule), !answerBehindNumber() {
      reportNumberInWords(rule)
    }
  }

  /// `Evidence = "evidence" Text [ "," Quantity ] ;`
  private mutating func parseEvidence() {
    parseSum()
    if !atLineEnd, takeUnquotedText() { return }
    if token.kind == .date {
      reportMissingComma()
      return parseSum()
    }
    guard token.kind == .comma else { return }
    advance()
    if atLineEnd { reportTrailingComma() } else { parseSum() }
  }

  /// `Every = "every" KindWord [ "where" Expression ] ;`
  mutating func parseEvery() {
    let node = start(.every)
    advance()
    if let keyword = keyword(token), let kind = ItemKind(keyword) {
      nodes[node].detail = UInt16(kind.rawValue)
      advance()
    } else if !answerConditionBeforeKind("every") {
      parseKindWord()
    }
    if take(.where) { parseExpression() }
    finish(node)
  }
}
