/// Items and sections: what opens, what it closes, and where it may stand.
extension Parser {
  /// Closes what must not contain something of a level; a block that is in the way lacks its `end`.
  mutating func closeItems(level: Int) {
    while let top = open.last, open.count > 1 {
      if top.isBlock {
        if top.level < level, level > 0 { return }
        reportMissingEnd(top)
      } else if top.level < level {
        return
      }
      close()
    }
  }

  /// Closes all but the lowest `count` of what is open.
  mutating func closeItems(downTo count: Int) {
    while open.count > max(1, count) {
      if open[open.count - 1].isBlock { reportMissingEnd(open[open.count - 1]) }
      close()
    }
  }

  mutating func close() {
    let top = open.removeLast()
    finish(top.node)
  }

  private mutating func reportMissingEnd(_ block: Open) {
    // The two branches of an `if` share one `end`.
    guard block.kind != .alternative else { return }
    let node = nodes[block.node]
    let wasBroken = lineIsBroken
    lineIsBroken = false
    let word = block.kind == .forEach ? "for each" : block.kind == .template ? "template" : "if"
    report(
      .missingEnd, ByteRange(Int(node.start), min(Int(node.start) + word.utf8.count, source.count)),
      "This `\(word)` has no `end`",
      related: [
        Related(Place(source.name, ByteRange(lineStart, max(lineStart, token.end))), "it must end before this")
      ],
      help: "Write `end` on a line of its own after the last line that belongs to it.",
      fix: fix(
        "Insert `end`", ByteRange(previousEnd, previousEnd),
        "\n" + indentation(ofLineAt: Int(node.start)) + "end", isSafe: false))
    lineIsBroken = wasBroken
  }

  func indentation(ofLineAt offset: Int) -> String {
    var start = offset
    while start > 0, lexer.bytes[start - 1] == 0x20 || lexer.bytes[start - 1] == 0x09 { start -= 1 }
    return source.text(ByteRange(start, offset))
  }

  // MARK: Items

  /// `Journey = "journey" Name [ Title ] NL { JourneyLine } { JourneyPart } ;`
  /// `Stage = "stage" Name [ Title ] [ Like ] NL { StageLine } { StagePart } ;`
  /// `Touchpoint = "touchpoint" Name [ Title ] { On | Like | As } NL { TouchpointLine } ;`
  /// and the other items, whose headers are the same but for their clauses.
  mutating func parseItem(_ kind: ItemKind) {
    closeItems(level: kind.level)
    checkPlace(of: kind)
    let node = openItem(.item, kind)
    parseHeader(of: kind, node)
    expectLineEnd()
    if lineIsBroken { nodes[node].flags.insert(.broken) }
  }

  private mutating func openItem(_ nodeKind: NodeKind, _ kind: ItemKind) -> Int {
    noteItem()
    let node = start(nodeKind, detail: UInt16(kind.rawValue))
    if lexer.documentation >= 0 {
      nodes[node].flags.insert(.documented)
      // An item has no symbol of its own: the field tells where its documentation begins.
      nodes[node].symbol = Symbol(rawValue: UInt32(lexer.documentation))
    }
    lexer.documentation = -1
    advance()
    open.append(Open(node: node, kind: nodeKind, item: kind, level: kind.level))
    if kind == .journey { hasJourney = true }
    return node
  }

  /// Remembers, in the item or file above and in the blocks between, that an item stands in it.
  private mutating func noteItem() {
    var index = open.count - 1
    while index >= 0 {
      if !open[index].holdsItems {
        open[index].holdsItems = true
        open[index].firstItem = lineStart
      }
      // What stands above the owner of a block has its mark already.
      if !open[index].isBlock { return }
      index -= 1
    }
  }

  private mutating func checkPlace(of kind: ItemKind) {
    let top = open[open.count - 1]
    let owner = open.last { !$0.isBlock || $0.kind == .template } ?? top
    let stands: Bool
    switch kind {
    case .journey: stands = owner.kind == .file
    case .touchpoint: stands = owner.item == .stage || owner.kind == .template
    case .stage, .outcome: stands = owner.item == .journey || owner.kind == .template
    case .persona, .channel, .layer:
      stands = owner.item == .journey || owner.kind == .template || (owner.kind == .file && !hasJourney)
    }
    guard !stands else { return }
    let needed: String
    let help: String
    switch kind {
    case .touchpoint:
      needed = "a stage"
      help = "Write `stage NAME` on a line above it."
    case .journey:
      needed = "no other item"
      help = "Begin the journey on a line of its own."
    default:
      needed = kind == .stage || kind == .outcome ? "a journey" : "a journey, or above the first one"
      help = "Write `journey NAME` on a line above it."
    }
    report(.outsideItsPlace, range, "\(kind == .outcome ? "An" : "A") \(kind.word) stands in \(needed)", help: help)
  }

  private mutating func parseHeader(of kind: ItemKind, _ node: Int) {
    let word = nodes[node].kind == .change ? "change \(kind.word)" : kind.word
    if keyword(token) == .on || keyword(token) == .like, kind == .touchpoint, nextIsName() {
      report(
        .missingName, ByteRange(Int(nodes[node].start), previousEnd), "This touchpoint has no name",
        help: "Write its name before `on`: `touchpoint \"Store visit\" on store`.")
    } else {
      parseName(after: "`\(word)`")
      takeUnquotedWords(
        until: ["on", "like", "as", "at", "via", "success", "failure"], titled: kind != .touchpoint && kind != .journey)
    }
    if token.kind == .text || token.kind == .block || token.kind == .unclosedText { parseText() }
    clauses: while true {
      switch keyword(token) {
      case .on where kind == .touchpoint: parseClause(.on) { $0.parseNames("a channel") }
      case .like where kind.level > 0 && kind != .outcome: parseClause(.like) { $0.parseTarget("`like`") }
      case .as where kind == .touchpoint:
        open[open.count - 1].hasOwnKind = true
        parseClause(.as) { _ = $0.parseName(after: "`as`") }
      default: break clauses
      }
    }
    if kind == .outcome, token.kind == .comma {
      advance()
      if at(.success) || at(.failure) {
        leaf(.clause, detail: wordDetail)
      } else {
        reportOutcomeWord()
      }
    } else if kind == .outcome, at(.success) || at(.failure) {
      report(
        .missingComma, ByteRange(previousEnd, previousEnd), "A comma is missing before `\(spelling(token))`",
        fix: fix("Insert the comma", ByteRange(previousEnd, previousEnd), ","))
      leaf(.clause, detail: wordDetail)
    }
  }

  private mutating func reportOutcomeWord() {
    guard !atLineEnd else {
      report(
        .trailingComma, ByteRange(previousEnd - 1, previousEnd), "The comma promises more, and the line ends",
        fix: fix("Remove the comma", ByteRange(previousEnd - 1, previousEnd), ""))
      return
    }
    let near = Suggestion.near(spelling(token), among: ["success", "failure"]).first
    report(
      .unknownWord, range, "An outcome is `success` or `failure`, or neither",
      help: near.map { "Did you mean `\($0)`?" } ?? "Write one of the two words, or leave both out.",
      fix: near.map { fix("Write `\($0)`", range, $0, isSafe: false) })
    advance()
  }

  /// Whether the token after this one is a name, so that this one must be a keyword.
  private mutating func nextIsName() -> Bool {
    let next = lexer.ahead()
    return next.kind == .word && keyword(next) != .on && keyword(next) != .like && keyword(next) != .as
  }

  /// Reads a clause whose keyword stands here.
  mutating func parseClause(_ keyword: Keyword, _ body: (inout Parser) -> Void) {
    assert(at(keyword))
    let clause = start(.clause, detail: wordDetail)
    advance()
    body(&self)
    finish(clause)
  }

  // MARK: Sections

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
    let node = start(kind)
    advance()
    open.append(Open(node: node, kind: kind, item: nil, level: 0))
    if kind != .project || !atLineEnd { parseName(after: "`\(keyword.rawValue)`") }
    if token.kind == .text || token.kind == .unclosedText { parseText() }
    switch kind {
    case .scenario:
      if at(.of) { parseClause(.of) { _ = $0.parseName(after: "`of`") } } else { expect(.of) }
    case .template where token.kind == .openParenthesis: parseHoles()
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
      if token.kind == .equals {
        advance()
        parseExpression()
      }
      finish(hole)
      guard token.kind == .comma else { break }
      advance()
    }
    closeParenthesis(opener)
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
    guard let keyword = keyword(token), let kind = ItemKind(keyword) else {
      let node = self.start(.skipped)
      parseKindWord()
      skipLine()
      finish(node)
      nodes[node].start = UInt32(word.start)
      nodes[node].flags.insert(.broken)
      return
    }
    let node = openItem(.change, kind)
    nodes[node].start = UInt32(start ?? word.start)
    // New stages stand in what a scenario changes, as they do in the journey itself.
    parseTarget("`change \(kind.word)`")
    expectLineEnd()
    if lineIsBroken { nodes[node].flags.insert(.broken) }
  }
}
