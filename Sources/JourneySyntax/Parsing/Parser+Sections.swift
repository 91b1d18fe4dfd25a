/// What stands beside journeys, and its lines: rules, tests, kinds, the project.
extension Parser {
  /// `Rule = "rule" Name [ Title ] NL { RuleLine } ;`, `Test`, `Scenario`, `Template`, `Kind` and `Project`.
  mutating func parseSection(_ keyword: Keyword) {
    closeItems(level: 0)
    let kind: NodeKind
    switch keyword {
    case .rule: kind = .rule
    case .test: kind = .test
    case .scenario: kind = .scenario
    case .template: kind = .template
    case .kind: kind = .kind
    default: kind = .project
    }
    noteItem()
    if kind == .kind { hasKinds = true }
    let node = start(kind)
    advance()
    open.append(Open(node: node, kind: kind, item: nil, level: 0))
    if kind != .project || !atLineEnd { parseName(after: "`\(keyword.rawValue)`") }
    if token.kind == .text || token.kind == .unclosedText { parseText() }
    switch kind {
    case .scenario:
      if at(.of) { parseClause(.of) { _ = $0.parseName(after: "`of`") } } else { answerScenarioOfNothing() }
    case .template where token.kind == .openParenthesis: parseHoles()
    case .template where token.kind == .word: parseBareHoles()
    case .kind:
      // Only touchpoints are of kinds of their own, by `as`.
      if at(.is) { parseClause(.is) { $0.expect(.touchpoint) } } else { expect(.is) }
    default: break
    }
    expectLineEnd()
    if lineIsBroken { nodes[node].flags.insert(.broken) }
  }

  /// `Hole = WORD [ "=" Expression ] ;`
  private mutating func parseHoles() {
    let opener = range
    parentheses += 1
    advance()
    while token.kind == .word {
      let hole = start(.hole)
      leaf(.name)
      let isColon = token.kind == .foreign && spelling(token) == ":"
      if isColon {
        report(
          .habitColon, range, "The value that a hole usually has stands behind `=`", help: "Write `=`.",
          fix: fix("Write `=`", range, " ="))
      }
      if isColon || token.kind == .equals {
        advance()
        parseExpression()
      }
      finish(hole)
      guard token.kind == .comma else { break }
      advance()
    }
    closeParenthesis(opener)
  }

  /// Reads holes that stand without their parentheses: `template Reminder way`.
  private mutating func parseBareHoles() {
    let start = token.start
    while token.kind == .word {
      let hole = self.start(.hole)
      leaf(.name)
      finish(hole)
      if token.kind == .comma { advance() }
    }
    let place = ByteRange(start, previousEnd)
    let holes = source.text(place).split { $0 == " " || $0 == "," }.joined(separator: ", ")
    report(
      .unexpectedText, place, "The holes of a template stand in parentheses",
      help: "Write `(\(Display.plain(holes)))`.",
      fix: fix("Write the parentheses", place, "(\(holes))"))
  }

  private mutating func answerScenarioOfNothing() {
    guard atLineEnd else { return expect(.of) }
    report(
      .incompletePhrase, ByteRange(previousEnd, previousEnd), "This scenario does not say which journey it changes",
      help: "Write `of` and the name of the journey behind it.")
  }

  mutating func parseKindWord() {
    if let keyword = keyword(token), let kind = ItemKind(keyword) {
      leaf(.name, detail: UInt16(kind.rawValue))
    } else {
      let near = Suggestion.near(spelling(token), among: ItemKind.allCases.map(\.word)).first
      report(
        .unknownWord, atLineEnd ? ByteRange(previousEnd, previousEnd) : range, "A kind of item is expected here",
        help: near.map { "Did you mean `\($0)`?" }
          ?? "Write touchpoint, stage, channel, persona, layer, outcome or journey.",
        fix: near.map { fix("Write `\($0)`", range, $0, isSafe: false) })
      if !atLineEnd { advance() }
    }
  }

  /// `Change = "change" ChangedItem ;`
  mutating func parseChange(at start: Int? = nil) {
    let owner = open.lastIndex { $0.kind == .scenario || $0.kind == .test }
    if let owner {
      closeItems(downTo: owner + 1)
    } else {
      report(
        .outsideItsPlace, range, "`change` stands in a scenario or a test",
        help: "Begin with `scenario \"Name\" of \"Journey\"` above it.")
      closeItems(level: 0)
    }
    let word = token
    advance()
    let said = keyword(token).flatMap { ItemKind($0) }
    guard let kind = said ?? changedKind() else {
      let node = self.start(.skipped)
      parseKindWord()
      skipLine()
      finish(node)
      nodes[node].start = UInt32(word.start)
      nodes[node].flags.insert(.broken)
      return
    }
    let node = openItem(.change, kind, hasWord: said != nil)
    nodes[node].start = UInt32(start ?? word.start)
    // New stages stand in what a scenario changes, as they do in the journey itself.
    parseTarget("`change \(kind.word)`")
    open[open.count - 1].hasOwnKind = hasKinds
    if kind == .touchpoint, at(.on) { parseClause(.on) { $0.parseNames("`on`") } }
    expectLineEnd()
    if lineIsBroken { nodes[node].flags.insert(.broken) }
  }

  /// The kind that a line probably changes which does not say one, so that what stands below it is read as that.
  private mutating func changedKind() -> ItemKind? {
    guard token.kind == .word || token.kind == .text else { return nil }
    let written = spelling(token)
    if let near = Suggestion.near(written, among: ItemKind.allCases.map(\.word)).first,
      let kind = ItemKind.allCases.first(where: { $0.word == near })
    {
      parseKindWord()
      return kind
    }
    // Most of what is changed are touchpoints.
    report(
      .unknownWord, range, "The kind of what is changed is missing",
      help: "Write `change touchpoint \(Display.plain(written))`, or another kind than `touchpoint`.",
      fix: fix("Insert `touchpoint`", ByteRange(token.start, token.start), "touchpoint ", isSafe: false))
    return .touchpoint
  }

  // MARK: Lines

  /// Reads a line that only sections have; says no where the section above has none that begins so.
  mutating func parseSectionLine(_ keyword: Keyword) -> Bool {
    switch keyword {
    case .severity, .because, .otherwise, .suggest, .profile, .exclude, .set, .given, .example, .every, .with,
      .attribute, .default:
      break
    default: return false
    }
    guard let section = open.last(where: { $0.level == 0 && $0.item == nil }) else { return false }
    if section.kind == .test { returnToTest() }
    let node: Int
    switch (section.kind, keyword) {
    case (.rule, .severity), (.rule, .because), (.rule, .otherwise), (.rule, .suggest), (.project, .profile),
      (.project, .exclude), (.test, .given):
      node = start(.setting, detail: wordDetail)
      advance()
      parseSum()
    case (.rule, .example):
      node = start(.setting, detail: wordDetail)
      advance()
      if at(.good) || at(.bad) { leaf(.name) } else { expect(.good) }
      parseSum()
    case (.rule, .every):
      node = start(.everyLine)
      parseEvery()
    case (.project, .severity):
      node = start(.setting, detail: wordDetail)
      parseSeverity()
    case (.project, .set):
      node = start(.setting, detail: wordDetail)
      parseSet()
    case (.test, .with):
      let start = token.start
      advance()
      if at(.change) {
        parseChange(at: start)
      } else {
        expect(.change)
        skipped()
      }
      return true
    case (.kind, .attribute):
      node = start(.setting, detail: wordDetail)
      parseKindAttribute()
    case (.kind, .default):
      node = start(.setting, detail: wordDetail)
      advance()
      parseDefault()
      finish(node)
      if lineIsBroken { nodes[node].flags.insert(.broken) }
      return true
    default: return false
    }
    finishLine(node)
    return true
  }

  private mutating func parseSeverity() {
    advance()
    expect(.of)
    parseName(after: "`of`")
    expect(.is)
    parseName(after: "`is`")
    parseReach()
  }

  private mutating func parseSet() {
    advance()
    parseName(after: "`set`")
    expect(.of)
    parseName(after: "`of`")
    expect(.to)
    parseSum()
    parseReach()
  }

  /// `Reach = { "in" Text | "on" [ KindWord ] Target } ;`
  private mutating func parseReach() {
    var (hasPaths, hasItem) = (false, false)
    while true {
      switch keyword(token) {
      case .in:
        if hasPaths { reportTwice(.in) }
        hasPaths = true
        parseClause(.in) { $0.parseSum() }
      case .on:
        if hasItem { reportTwice(.on) }
        hasItem = true
        parseClause(.on) { $0.parseAbout() }
      default: return
      }
    }
  }

  /// A default is a line of a touchpoint, or of an attribute that the kind adds.
  private mutating func parseDefault() {
    let own = open[open.count - 1].kinds
    open[open.count - 1].kinds = .touchpoint
    if !parseAttribute() { parseCustomAttribute() }
    open[open.count - 1].kinds = own
  }

  /// `Type = "text" | … | "one" "of" Name { "," Name } | "list" "of" Type ;`
  private mutating func parseKindAttribute() {
    advance()
    ownNames.insert(token.symbol.rawValue)
    parseName(after: "`attribute`")
    while at(.list) {
      leaf(.clause, detail: wordDetail)
      expect(.of)
    }
    if at(.one) {
      parseClause(.one) {
        $0.expect(.of)
        $0.parseName(after: "`one of`")
        while $0.token.kind == .comma, !$0.requiredFollows() {
          $0.advance()
          $0.parseName(after: "the comma")
        }
      }
    } else {
      parseName(after: "the attribute's name")
    }
    if token.kind == .comma {
      advance()
      if at(.required) { leaf(.clause, detail: wordDetail) } else { expect(.required) }
    }
  }

  /// Whether `required` stands behind the comma, on this line or the next.
  private mutating func requiredFollows() -> Bool {
    let (position, documentation, saved) = (lexer.position, lexer.documentation, token)
    defer {
      (lexer.position, lexer.documentation) = (position, documentation)
      token = saved
    }
    lexer.next()
    while token.kind == .newline { lexer.next() }
    return at(.required)
  }

  /// Ends what a test changes where a line begins that only the test takes.
  mutating func returnToTest() {
    if open.count > 2, open[1].kind == .test { closeItems(downTo: 2) }
  }
}
