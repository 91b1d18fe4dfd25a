import JourneySyntax

/// Bare words that mean nothing where they stand, and what was probably meant.
extension Evaluation {
  /// Words of spreadsheets and of other languages for the language's own.
  private static let synonyms = [
    "true": "yes", "false": "no", "null": "none", "nil": "none", "empty": "none", "blank": "none", "missing": "none",
    "tbd": "unknown", "todo": "unknown", "tbc": "unknown",
  ]

  mutating func reportUnknownWord(_ node: NodeID, _ scope: Scope) {
    let tree = model.trees[scope.file]
    let written = tree.text(node)
    if reportedTakenAway(nameSymbol(node, scope), at: node, scope) { return }
    unknownNames += 1
    if unknownNames > Evaluation.mostSuggestions { return reportUnknownWord(node, scope, help: "", fix: nil) }
    if scope.isOnTheWay, scope.subject == nil { return reportOffTheWay(node, scope) }
    if let known = Evaluation.synonyms[written.lowercased()], !wantsText(scope) {
      return reportUnknownWord(node, scope, help: "Did you mean `\(known)`?", fix: replacement([known], node, scope))
    }
    if reportedHyphen(written, node, scope) || reportedChoice(written, node, scope) { return }
    if scope.wanted == nil, scope.filling == nil, let example = example(ofFunction: written) {
      let group = isQuery && written.lowercased() == "count" ? ", or put `group by` before it to count its members" : ""
      return reportUnknownWord(node, scope, help: "It is a function: `\(example)`\(group).", fix: nil)
    }
    let variables = Suggestion.near(written, among: variables(in: scope))
    if !variables.isEmpty {
      return reportUnknownWord(node, scope, help: suggestion(variables), fix: replacement(variables, node, scope))
    }
    if reportedMergeTag(written, node, scope) || reportedPlainWord(written, node, scope) { return }
    if reportedAttributeOfAnother(node, scope) { return }
    let near = Suggestion.near(written, among: candidates(in: scope))
    if near.isEmpty, hasFailedImport { return restraint.add(errors: 1) }
    reportUnknownWord(
      node, scope,
      help: near.isEmpty
        ? "It is no variable, no attribute of this item, and no item. For a text, write it in quotes."
        : suggestion(near),
      fix: replacement(near, node, scope))
  }

  /// A call of the function with a name.
  private func example(ofFunction name: String) -> String? {
    Function(rawValue: name.lowercased())?.example
      ?? model.words.function(NameTable.fold(name))?.call(model.words)
  }

  /// Says that a question names what a scenario takes away. What the script itself says of it falls away in silence.
  mutating func reportedTakenAway(_ symbol: Symbol, at node: NodeID, _ scope: Scope) -> Bool {
    guard scope.number > 0, symbol != .none else { return false }
    let contents = model.journeys[Int(scope.number) - 1]
    guard contents.takenAway.contains(symbol.rawValue), let journey = contents.journey else { return false }
    report(
      .unknownName,
      "`\(Display.plain(model.trees[scope.file].text(node)))` is taken away in \(model.reference(to: journey))",
      at: node,
      in: scope.file, help: "Ask for what is left, or ask the journey that the scenario changes.", item: scope.about)
    return true
  }

  private mutating func reportUnknownWord(_ node: NodeID, _ scope: Scope, help: String, fix: Fix?) {
    report(
      .unknownName, "`\(Display.plain(model.trees[scope.file].text(node)))` is nothing that this journey knows",
      at: node,
      in: scope.file, help: help, fix: fix, item: scope.about)
  }

  /// Reads an arrow's condition once for anybody, to say what is wrong with it.
  mutating func checkCondition(_ node: NodeID, _ scope: Scope) {
    switch value(node, scope) {
    case .item, .word, .text: reportOffTheWay(node, scope)
    case .flag, .none, .unknown: break
    case let other:
      report(
        .wrongKindOfValue, "A condition is yes or no, and this is \(describe(other))", at: node, in: scope.file,
        help: "Ask for `persona` or for `known` data: `when persona is NAME`.", item: scope.about)
    }
  }

  /// A condition of an arrow that asks for something else than who is on the way and what is known by then.
  mutating func reportOffTheWay(_ node: NodeID, _ scope: Scope) {
    let tree = model.trees[scope.file]
    let written = tree.text(node)
    let personas = model.visible(.persona, in: scope.number > 0 ? model.journeys[Int(scope.number) - 1] : model.shared)
    var near = close(to: written, among: personas.map { model.name(of: $0) }).map {
      "persona is \(Model.reference($0))"
    }
    if near.isEmpty { near = close(to: written, among: capturedData()).map { "known has \(Model.reference($0))" } }
    report(
      .unknownName, "`\(Display.plain(written))` is nothing that decides which way a customer goes", at: node,
      in: scope.file, why: "`when` sees who the customer is and what has been captured on the way, no more.",
      help: near.isEmpty
        ? "Ask for `persona` or for `known` data: `when persona is NAME`, `when known has email_address`."
        : "Did you mean \(Suggestion.list(near.map { "`\($0)`" }))?",
      fix: near.first.map { fix("Write `\($0)`", node, $0, scope) }, item: scope.about)
  }

  /// The same name, else those near it.
  private func close(to name: String, among names: [String]) -> [String] {
    let same = names.first { NameTable.isSame($0, name) }
    return same.map { [$0] } ?? Suggestion.near(name, among: names)
  }

  /// The data that touchpoints of the script capture, by name.
  private func capturedData() -> [String] {
    let tree = model.trees[0]
    return tree.nodes.indices.filter {
      tree.nodes[$0].kind == .attribute && tree.nodes[$0].detail == Attribute.captures.detail
    }.prefix(1_000).flatMap { line in tree.children(NodeID(line)).map { tree.text($0) } }
  }

  // MARK: What was probably meant

  /// `a-b` where both are something: the hyphen is part of a name.
  private mutating func reportedHyphen(_ written: String, _ node: NodeID, _ scope: Scope) -> Bool {
    let parts = written.split(separator: "-").map(String.init)
    guard parts.count == 2, isSomething(parts[0], scope), isSomething(parts[1], scope) else { return false }
    let plain = "\(parts[0]) - \(parts[1])"
    report(
      .minusInName, "`\(written)` is one name, with a hyphen in it", at: node, in: scope.file,
      help: "To subtract, put a blank on both sides: `\(plain)`.", fix: fix("Subtract", node, plain, scope),
      item: scope.about)
    return true
  }

  /// A word beside an attribute whose words are fixed.
  private mutating func reportedChoice(_ written: String, _ node: NodeID, _ scope: Scope) -> Bool {
    guard case .fixed(let words, let attribute)? = scope.words else { return false }
    let near = Suggestion.near(written, among: words)
    report(
      .unknownChoice, "`\(attribute)` cannot be `\(Display.plain(written))`", at: node, in: scope.file,
      help: near.isEmpty ? "It is one of \(Suggestion.list(words.map { "`\($0)`" }))." : suggestion(near),
      fix: replacement(near, node, scope), item: scope.about)
    return true
  }

  /// `{first_name}` where `{{first_name}}` was meant.
  private mutating func reportedMergeTag(_ written: String, _ node: NodeID, _ scope: Scope) -> Bool {
    guard let filling = scope.filling else { return false }
    report(
      .unknownName, "`\(Display.plain(written))` is nothing that this journey knows", at: node, in: scope.file,
      why: "What stands between single braces is filled in from the script.",
      help: "For what the mailing tool fills in, write two braces: `{{\(Display.plain(written))}}`.",
      fix: fix("Write a merge tag", filling, "{{\(written)}}", scope), item: scope.about)
    return true
  }

  /// A word where an attribute takes a text or a quantity.
  private mutating func reportedPlainWord(_ written: String, _ node: NodeID, _ scope: Scope) -> Bool {
    guard let wanted = scope.wanted, let rule = AttributeRule.all.first(where: { $0.attribute == wanted }) else {
      return false
    }
    if wantsText(scope) {
      report(
        .habitQuotes, "`\(Display.plain(written))` is a text without quotes", at: node, in: scope.file,
        help: "Texts stand in quotes, for example `\(rule.example)`",
        fix: fix("Put it in quotes", node, "\"\(written)\"", scope),
        item: scope.about)
    } else {
      let share =
        Evaluation.name(of: rule.shape) == "a share" ? Evaluation.fractions[written.lowercased()] : nil
      report(
        .wrongKindOfValue,
        "`\(wanted.rawValue)` takes \(Evaluation.name(of: rule.shape)), and `\(Display.plain(written))` is a word",
        at: node, in: scope.file,
        help: share.map { "Write `\($0)`." } ?? "For example: `\(rule.example)`; what nobody knows is `unknown`.",
        fix: share.map { fix("Write `\($0)`", node, $0, scope) },
        item: scope.about)
    }
    return true
  }

  private func wantsText(_ scope: Scope) -> Bool {
    guard let wanted = scope.wanted else { return false }
    switch AttributeRule.all.first(where: { $0.attribute == wanted })?.shape {
    case .text, .texts, .pain: return true
    default: return false
    }
  }

  /// An attribute that another kind of item has: `wait`, asked of a stage.
  private mutating func reportedAttributeOfAnother(_ node: NodeID, _ scope: Scope) -> Bool {
    let tree = model.trees[scope.file]
    guard let accessor = accessors[symbols.symbol(tree[node].symbol, in: scope.file)],
      let asked = scope.subject ?? scope.about
    else {
      return false
    }
    let word = tree.text(node)
    let kind = model.items[asked.index].kind
    let others = ItemKind.allCases.filter { has(accessor, $0) }
    guard !others.isEmpty else { return false }
    var help = "Ask it of \(Suggestion.list(others.map(\.withArticle)))."
    var fix: Fix?
    if kind == .touchpoint, let way = [ItemKind.channel, .stage].first(where: { others.contains($0) }) {
      help = "Ask it of the touchpoint's \(way.word): `\(way.word).\(word)`."
      fix = self.fix("Write `\(way.word).\(word)`", node, "\(way.word).\(word)", scope)
    } else if kind == .stage || kind == .journey, let members = others.last {
      help = "Ask it of the \(members.plural): `\(members.plural).\(word)`, or `\(members.plural) where …`."
    }
    report(
      .unknownName,
      "\(kind.withArticle.capitalized) has no `\(word)`; \(Suggestion.list(others.map(\.withArticle))) does",
      at: node, in: scope.file, help: help, fix: fix, item: scope.about)
    return true
  }

  // MARK: Candidates

  private func variables(in scope: Scope) -> [String] {
    var words: [String] = []
    var frame = scope.frame
    while frame >= 0 {
      words += frames[Int(frame)].bindings.keys.map { names.spelling($0) }
      frame = frames[Int(frame)].parent
    }
    return words
  }

  private func candidates(in scope: Scope) -> [String] {
    let kinds = [scope.subject, scope.about].compactMap { $0.map { model.items[$0.index].kind } }
    var words = Accessor.all.filter { row in kinds.isEmpty || kinds.contains { has(row.accessor, $0) } }.map(\.word)
    words += ItemKind.allCases.map(\.plural) + ["yes", "no", "none", "unknown"]
    let own = scope.number > 0 ? model.journeys[Int(scope.number) - 1] : model.shared
    for kind in ItemKind.allCases { words += own.items(kind).prefix(1_000).map { model.name(of: $0) } }
    return words
  }

  private mutating func isSomething(_ word: String, _ scope: Scope) -> Bool {
    let folded = NameTable.fold(word)
    if Accessor.all.contains(where: { $0.word == folded }) { return true }
    guard let symbol = names.symbol(of: word) else { return false }
    var frame = scope.frame
    while frame >= 0 {
      if frames[Int(frame)].bindings[symbol] != nil { return true }
      frame = frames[Int(frame)].parent
    }
    return anyItem(symbol, scope) != nil
  }

  // MARK: Edits

  /// A fix that writes something else for a node; it needs a look.
  func fix(_ title: String, _ node: NodeID, _ text: String, _ scope: Scope) -> Fix {
    Fix(title, [Edit(model.trees[scope.file].place(node), text)], isSafe: false)
  }

  /// A fix that removes a line, where nothing else stands on it.
  func removal(of node: NodeID, in file: Int) -> Fix? {
    let source = model.trees[file].source
    let range = model.trees[file][node].range
    var (start, end) = (range.lower, range.upper)
    while start > 0, source.padded[start - 1] == 0x20 || source.padded[start - 1] == 0x09 { start -= 1 }
    guard start == 0 || source.padded[start - 1] == 0x0A else { return nil }
    while source.padded[end] == 0x20 || source.padded[end] == 0x09 || source.padded[end] == 0x0D { end += 1 }
    guard end >= source.count || source.padded[end] == 0x0A else { return nil }
    return Fix(
      "Remove this line", [Edit(Place(source.name, ByteRange(start, min(end + 1, source.count))), "")], isSafe: false)
  }
}
