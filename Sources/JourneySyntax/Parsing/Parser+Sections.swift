/// The lines of what stands beside journeys: rules, tests, kinds, the project.
extension Parser {
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
