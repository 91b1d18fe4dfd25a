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
  mutating func parseItem(_ kind: ItemKind, hasWord: Bool = true) {
    if kind == .channel || kind == .persona, answerItemBelow(kind) { return }
    closeItems(level: kind.level)
    checkPlace(of: kind)
    let node = openItem(.item, kind, hasWord: hasWord)
    parseHeader(of: kind, node)
    if !atLineEnd { parseRestOfHeader(kind) }
    expectLineEnd()
    if lineIsBroken { nodes[node].flags.insert(.broken) }
  }

  mutating func openItem(_ nodeKind: NodeKind, _ kind: ItemKind, hasWord: Bool = true) -> Int {
    noteItem()
    let node = start(nodeKind, detail: UInt16(kind.rawValue))
    if lexer.documentation >= 0 {
      nodes[node].flags.insert(.documented)
      documentation[node] = lexer.documentation
    }
    lexer.documentation = -1
    if hasWord { advance() }
    open.append(Open(node: node, kind: nodeKind, item: kind, level: kind.level))
    if kind == .journey { hasJourney = true }
    return node
  }

  /// Remembers, in the item or file above and in the blocks between, that an item stands in it.
  mutating func noteItem() {
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
    if kind == .journey || kind == .stage, !lacking.isEmpty {
      lacking.remove(kind == .journey ? [.journey, .stage] : .stage)
    }
    guard !stands else { return }
    reportPlace(of: kind, in: owner)
  }

  /// Says where an item belongs; the first of several that lack the same thing speaks for all.
  private mutating func reportPlace(of kind: ItemKind, in owner: Open) {
    let lack = kind == .touchpoint ? ItemKinds.stage : .journey
    guard kind == .journey || !lacking.contains(lack) else {
      lineIsBroken = true
      return
    }
    if kind != .journey { lacking.insert(lack) }
    let needed: String
    var help: String
    var related: [Related] = []
    switch kind {
    case .touchpoint:
      needed = "a stage"
      help = "Write `stage NAME` on a line above it."
      if owner.kind == .item, owner.item != .journey, followsStage(owner) {
        help = "Move the \(owner.item?.word ?? "item") above the first stage."
        related = [Related(Place(source.name, headerRange(owner)), "this ended the stage above it")]
      } else if open.contains(where: { $0.kind == .scenario || $0.kind == .test }) {
        help = "One of the journey is taken up by `change touchpoint NAME`; a new one stands below `change stage NAME`."
      }
    case .journey:
      needed = "no other item"
      help = "Begin the journey on a line of its own."
    default:
      needed = kind == .stage || kind == .outcome ? "a journey" : "a journey, or above the first one"
      help = "Write `journey NAME` on a line above it."
    }
    report(
      .outsideItsPlace, range, "\(kind.withArticle.capitalizedFirst) stands in \(needed)", related: related, help: help)
  }

  /// Whether a stage stands above an item in its journey.
  private func followsStage(_ item: Open) -> Bool {
    for index in stride(from: item.node - 1, through: 0, by: -1) where nodes[index].kind == .item {
      if nodes[index].detail == UInt16(ItemKind.stage.rawValue) { return true }
      if nodes[index].detail == UInt16(ItemKind.journey.rawValue) { return false }
    }
    return false
  }

  /// `channel store` or `persona Explorer` below a touchpoint, indented as if it were the touchpoint's.
  private mutating func answerItemBelow(_ kind: ItemKind) -> Bool {
    guard let top = open.last, top.kind == .item, top.item == .touchpoint, top.node + 1 < nodes.count,
      let line = lineRange(lineStart), let header = lineRange(Int(nodes[top.node].start)),
      lineStart - line.lower > Int(nodes[top.node].start) - header.lower
    else { return false }
    let name = source.text(ByteRange(token.end, line.upper))
    let isOne = [.word, .text].contains(lexer.ahead().kind)
    let related = [Related(Place(source.name, headerRange(top)), "the touchpoint")]
    if kind == .persona {
      report(
        .outsideItsPlace, range, "Who a touchpoint is for is said by `only for`", related: related,
        help: "Write `only for\(isOne ? Display.plain(name) : " PERSONA")`.",
        fix: fix("Write `only for`", range, "only for", isSafe: false))
    } else {
      let hasChannel = nodes[(top.node + 1)...].prefix(4).contains { $0.kind == .clause && $0.detail == detail(.on) }
      report(
        .outsideItsPlace, range, "The channel of a touchpoint stands in its first line", related: related,
        help: hasChannel
          ? "It stands there already: several are separated by commas."
          : "Write `on\(isOne ? Display.plain(name) : " CHANNEL")` behind the touchpoint's name.",
        fix: isOne && !hasChannel
          ? Fix(
            "Move it there",
            [
              edit(ByteRange(header.upper, header.upper), " on" + name),
              edit(withEnd(line), ""),
            ], isSafe: false) : nil)
    }
    skipped()
    return true
  }

  /// What stands behind a header although it should not: more names, or a channel without `on`.
  private mutating func parseRestOfHeader(_ kind: ItemKind) {
    if answerLineInHeader(kind) || (kind == .touchpoint && takeChannelWithoutOn()) { return }
    if kind == .outcome, takeSignForComma() || takeNameWithSign() { return }
    if takeNameWithSign() { return }
    guard token.kind == .comma, kind != .outcome else { return }
    if kind != .touchpoint, answerTitleBehindComma(kind) { return }
    let next = lexer.ahead()
    guard next.kind == .word || (next.kind == .text && kind != .touchpoint && nodes[nodes.count - 1].kind == .name),
      !lineIsBroken
    else { return }
    report(
      .unexpectedText, range, "One line declares one \(kind.word)",
      help: "Write another `\(kind.word)` line for the next one.",
      fix: fix(
        "Write a second line", ByteRange(previousEnd, next.start),
        "\n" + indentation(ofLineAt: lineStart) + kind.word + " ", isSafe: false))
    while token.kind == .comma {
      advance()
      guard token.kind == .word || token.kind == .text else { break }
      closeItems(level: kind.level)
      _ = openItem(.item, kind, hasWord: false)
      parseName(after: "the comma")
    }
  }

  /// `stage A phase before`, `stage A (before)`, `stage A, important`: what stands on a line of its own.
  private mutating func answerLineInHeader(_ kind: ItemKind) -> Bool {
    guard !lineIsBroken else { return false }
    if beginsLineHere() { return false }
    guard token.kind == .comma || token.kind == .openParenthesis || token.kind == .foreign else { return false }
    let next = lexer.ahead()
    guard next.kind == .word else { return false }
    let word = spelling(next)
    let isPhase = kind == .stage && AttributeRule.phases.contains(word.lowercased())
    guard isPhase || beginsAttribute(next) else { return false }
    let line = isPhase ? "phase \(word)" : word
    report(
      .unexpectedText, ByteRange(next.start, next.end), "`\(word)` stands on a line of its own",
      help: "Write `\(line)` on the line below.",
      fix: fix(
        "Write it below", ByteRange(previousEnd, lexer.bytes[next.end] > 0x20 ? next.end + 1 : next.end),
        "\n\(indentation(ofLineAt: lineStart))  \(line)", isSafe: false))
    skipLine()
    return true
  }

  /// Whether an attribute of this item stands here with its value.
  private mutating func beginsLineHere() -> Bool {
    guard token.kind == .word, beginsAttribute(token),
      let rule = AttributeRule.all.first(where: { $0.attribute.rawValue == spelling(token).lowercased() })
    else { return false }
    let next = lexer.ahead()
    if [.number, .share, .money, .text].contains(next.kind) { return true }
    guard case .choice(let words) = rule.shape else { return false }
    return words.contains(spelling(next).lowercased())
  }

  /// Takes the rest of a name that a sign of its own cuts short: `stage Awareness & Interest`.
  private mutating func takeNameWithSign() -> Bool {
    let isSign =
      token.kind == .foreign && ["&", ":", "–", "—"].contains(spelling(token)) || token.kind == .slash
      || token.kind == .plus || token.kind == .minus
    guard isSign, !lineIsBroken, [.word, .number].contains(lexer.ahead().kind),
      let name = nodes.last, name.kind == .name, !name.flags.contains(.quoted),
      let rest = restOfStatement(from: Int(name.start))
    else { return false }
    var text = source.text(rest)
    if let on = text.range(of: " on ") { text = String(text[..<on.lowerBound]) }
    let range = ByteRange(Int(name.start), Int(name.start) + text.utf8.count)
    report(
      .habitQuotes, range, "Several words that belong together stand in quotes",
      help: "Write `\"\(Display.plain(text))\"`.", fix: fix("Put them in quotes", range, "\"\(text)\"", isSafe: false))
    nodes[nodes.count - 1].symbol = lexer.names.intern(text)
    growLast(to: range.upper)
    skipLine()
    return true
  }

  /// Lets the last node end further on, and with it those of the line that end with it.
  mutating func growLast(to end: Int) {
    var index = nodes.count - 1
    while index > open[open.count - 1].node {
      let isAround = index + Int(nodes[index].size) == nodes.count
      if isAround { nodes[index].end = max(nodes[index].end, UInt32(end)) }
      index -= 1
    }
  }

  /// Reads a channel before which `on` is missing, or another word or sign stands; says no where there is none.
  private mutating func takeChannelWithoutOn() -> Bool {
    guard !lineIsBroken, !beginsLineHere(), !hasClause(), let statement = restOfStatement(from: token.start) else {
      return false
    }
    let opener = token
    let before = (end: previousEnd, kind: previousKind)
    let word = spelling(opener)
    let isSign = [.openParenthesis, .foreign, .minus, .comma, .slash].contains(token.kind)
    let isPreposition =
      token.kind == .word
      && ["at", "in", "via", "by", "over", "through", "with", "using", "per", "onn"].contains(word.lowercased())
    guard
      isSign && ["(", "[", ":", "-", "–", "—", ",", "/", "@", "|"].contains(word) || isPreposition
        || token.kind == .word
    else { return false }
    if isSign || isPreposition { advance() }
    guard token.kind == .word || (token.kind == .text && isPreposition) else {
      (lexer.position, previousEnd, previousKind) = (opener.start, before.end, before.kind)
      lexer.next()
      return false
    }
    let rest = source.text(ByteRange(token.start, max(token.start, statement.upper)))
    var plain = rest.filter { !")]".contains($0) }
    for article in ["the ", "our ", "a "] where plain.hasPrefix(article) { plain.removeFirst(article.count) }
    report(
      isPreposition || isSign ? .unknownWord : .incompletePhrase, ByteRange(opener.start, opener.end),
      "A touchpoint is `on` its channel", help: "Write `on \(Display.plain(plain))`.",
      fix: fix(
        "Write `on`", ByteRange(isSign ? previousStart(of: opener) : opener.start, statement.upper),
        (isSign ? " " : "") + "on " + plain, isSafe: false))
    let clause = start(.clause, detail: detail(.on))
    parseNames("`on`")
    finish(clause)
    skipLine()
    return true
  }

  /// Whether the touchpoint's header says more than its name and title already.
  private func hasClause() -> Bool {
    guard let top = open.last else { return false }
    return nodes[top.node...].contains { $0.kind == .clause }
  }

  private func previousStart(of token: Token) -> Int {
    var start = token.start
    while start > 0, lexer.bytes[start - 1] == 0x20 { start -= 1 }
    return start
  }

  private mutating func parseHeader(of kind: ItemKind, _ node: Int) {
    let word = nodes[node].kind == .change ? "change \(kind.word)" : kind.word
    if keyword(token) == .on || keyword(token) == .like, kind == .touchpoint, nextIsName() {
      report(
        .missingName, ByteRange(Int(nodes[node].start), previousEnd), "This touchpoint has no name",
        help: "Write its name before `on`: `touchpoint \"Store visit\" on store`.")
      appendUnnamed()
    } else {
      if !parseName(after: "`\(word)`") { appendUnnamed() }
      if token.kind == .word, token.keyword != .on { takeRestOfName(kind) }
    }
    if token.kind == .unclosedText, !token.isSpaced { _ = takeMissingOpeningQuote() }
    if token.kind == .text || token.kind == .block || token.kind == .unclosedText { parseText() }
    clauses: while true {
      switch keyword(token) {
      case .on where kind == .touchpoint: parseClause(.on) { $0.parseNames("a channel") }
      case .like where kind.level > 0 && kind != .outcome:
        // A copy may be of a kind that the script or an import declares.
        if hasKinds { open[open.count - 1].hasOwnKind = true }
        parseClause(.like) { $0.parseTarget("`like`") }
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
        help: "Write `, \(spelling(token))`.", fix: fix("Insert the comma", ByteRange(previousEnd, previousEnd), ","))
      leaf(.clause, detail: wordDetail)
    }
  }

  /// Takes the rest of a name whose words lack their quotes; a channel may stand behind it without `on`.
  private mutating func takeRestOfName(_ kind: ItemKind) {
    guard goesOnFromWord, !endsName() else { return }
    var stops = ["on", "like", "as", "at", "via", "success", "failure"]
    if beginsLineHere() || (kind == .touchpoint && prepositionStandsForOn()) { return }
    if kind == .touchpoint, token.kind == .word, [.newline, .end].contains(lexer.ahead().kind), isChannel(token) {
      return
    }
    if kind == .journey { stops = [] }
    takeUnquotedWords(until: stops, titled: kind != .touchpoint && kind != .journey)
  }

  /// Whether a word other than `on` stands before a channel: nothing but its name follows.
  private func prepositionStandsForOn() -> Bool {
    guard token.kind == .word, let line = lineRange(token.start),
      ["at", "in", "via", "by", "over", "through", "with", "using", "per", "onn"].contains(spelling(token).lowercased())
    else { return false }
    let rest = source.text(ByteRange(token.end, line.upper)).split(separator: " ").map { $0.lowercased() }
    return !rest.isEmpty && !rest.contains("on")
  }

  /// Whether a word is the name of a channel that is declared above.
  private func isChannel(_ word: Token) -> Bool {
    var index = 0
    while index + 1 < nodes.count, index < 2_000 {
      if nodes[index].kind == .item, nodes[index].detail == UInt16(ItemKind.channel.rawValue),
        nodes[index + 1].symbol == word.symbol
      {
        return true
      }
      index += 1
    }
    return false
  }

  /// The name of an item that has none, so that what it says is read all the same.
  private mutating func appendUnnamed() {
    let place = UInt32(previousEnd)
    nodes.append(Node(kind: .name, start: place, end: place, symbol: lexer.names.intern("? \(place)")))
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
}
