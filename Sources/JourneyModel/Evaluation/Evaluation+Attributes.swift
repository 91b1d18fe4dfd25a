import JourneySyntax

/// Lines to typed attributes: the second pass, when every name is declared.
extension Evaluation {
  /// The rows of the attribute table by the number that a node's `detail` holds.
  private static let rules: [AttributeRule?] = {
    var rules = [AttributeRule?](repeating: nil, count: Attribute.allCases.count)
    for rule in AttributeRule.all { rules[Int(rule.attribute.detail)] = rule }
    return rules
  }()

  mutating func readAttributes() {
    let count = model.items.count
    model.arrowStarts.reserveCapacity(count + 1)
    for index in 0..<count {
      guard goesOn(index) else { break }
      let id = ItemID(index)
      let first = Int32(model.attributes.count)
      addition = model.additions.number(of: id)
      readHeader(id)
      readLines(of: id, only: nil)
      model.items[index].attributes = first..<Int32(model.attributes.count)
      model.arrowStarts.append(Int32(model.arrows.count))
      readCount = index + 1
      checkContradictions(id)
      if !model.itemKinds.isEmpty { checkRequired(id) }
    }
    addition = -1
  }

  /// Reads an item's lines, or those of one attribute, and adds them to the table.
  mutating func readLines(of id: ItemID, only attribute: Attribute?) {
    let own = LineContext(
      file: model.items[id.index].file, frame: itemFrames[id.index], addition: model.additions.number(of: id))
    var tree = model.trees[own.file]
    lineFile = own.file
    let range = lineRanges[id.index]
    if range.isInPlace {
      addition = own.addition
      for line in tree.children(model.items[id.index].node) {
        if tree[line].kind == .item { return }
        readLine(line, tree, of: id, own, only: attribute)
      }
      return
    }
    for number in range.numbers {
      let context = lineContexts.isEmpty ? own : lineContexts[number] ?? own
      if context.file != lineFile {
        lineFile = context.file
        tree = model.trees[lineFile]
      }
      addition = context.addition
      readLine(lines[Int(number)], tree, of: id, context, only: attribute)
    }
    addition = own.addition
  }

  @inline(__always)
  private mutating func readLine(
    _ line: NodeID, _ tree: Tree, of id: ItemID, _ context: LineContext, only attribute: Attribute?
  ) {
    let node = tree[line]
    switch node.kind {
    case .expectLine where attribute == nil:
      model.expectations.append(
        Expectation(subject: id, node: line, file: context.file, frame: context.frame, addition: context.addition))
    case .attribute where !node.flags.contains(.broken):
      guard let rule = Evaluation.rules[Int(node.detail)] else { return }
      if let attribute {
        if rule.attribute == attribute { read(rule, line, of: id, scope(id, context)) }
        return
      }
      let detail = Int(node.detail)
      if !rule.isMany, lastSeen[detail].item == id {
        let first = lastSeen[detail]
        reportTwice(rule, line, first.node, in: first.file, scope(id, context))
        return
      }
      lastSeen[detail] = (id, line, context.file)
      read(rule, line, of: id, scope(id, context))
    case .customAttribute where attribute == nil: readOwn(line, of: id, scope(id, context))
    default: return
    }
  }

  func scope(_ id: ItemID, _ frame: Int32) -> Scope {
    let item = model.items[id.index]
    return Scope(file: item.file, frame: frame, number: item.scope, subject: nil, about: id)
  }

  private func scope(_ id: ItemID, _ context: LineContext) -> Scope {
    Scope(file: context.file, frame: context.frame, number: model.items[id.index].scope, subject: nil, about: id)
  }

  private mutating func reportTwice(
    _ rule: AttributeRule, _ node: NodeID, _ first: NodeID, in file: Int, _ scope: Scope
  ) {
    let tree = model.trees[scope.file]
    var help = "Keep one of the two lines."
    // Which of two lines holds, only a person knows, unless they say the same.
    var fix =
      file == scope.file && tree.text(node) == tree.text(first) ? removal(of: node, in: scope.file) : nil
    if fix == nil, file == scope.file, let (joined, more) = joined(rule, first, node, scope) {
      help = "Join the two lines: `\(Display.plain(joined))`."
      fix = removal(of: node, in: scope.file).map { removal in
        let end = Int(tree[first].end)
        return Fix(
          "Join the two lines",
          (more.isEmpty ? [] : [Edit(Place(tree.source.name, ByteRange(end, end)), more)]) + removal.edits,
          isSafe: false)
      }
    }
    report(
      .attributeTwice, "`\(rule.attribute.rawValue)` is said twice", at: node, in: scope.file,
      related: [Related(model.trees[file].place(first), "first here")], help: help, fix: fix, item: scope.about)
  }

  /// Two lines of a list as one, and what it has more than the first; none where the attribute takes no list.
  private func joined(
    _ rule: AttributeRule, _ first: NodeID, _ second: NodeID, _ scope: Scope
  ) -> (line: String, more: String)? {
    let tree = model.trees[scope.file]
    switch rule.shape {
    case .texts, .words, .data, .topics, .choices, .items, .times: break
    case .stages where tree.child(first, .every) == nil && tree.child(second, .every) == nil: break
    default: return nil
    }
    // What stands in a block is there only sometimes.
    guard let item = scope.about, model.items[item.index].file == scope.file else { return nil }
    let lines = Array(tree.children(model.items[item.index].node))
    guard lines.contains(first), lines.contains(second) else { return nil }
    let known = tree.children(first).map { tree.text($0) }
    let more = tree.children(second).map { tree.text($0) }.filter { !known.contains($0) }
    let line = "\(rule.attribute.rawValue) \((known + more).joined(separator: ", "))"
    return (line, more.map { ", \($0)" }.joined())
  }

  private mutating func add(_ attribute: Attribute, _ node: NodeID, _ value: Value) {
    if case .none = value { return }
    countText(value)
    model.attributes.append(AttributeEntry(value: value, attribute: attribute, file: lineFile, node: node))
  }

  /// Notes where the condition stands that was added last, if that is not in its item itself.
  private mutating func noteContext(of id: ItemID, _ scope: Scope) {
    let row = model.attributes.count - 1
    let isOwn = scope.file == model.items[id.index].file && scope.frame == itemFrames[id.index]
    guard !isOwn || addition != model.additions.number(of: id) else { return }
    conditionContexts[row] = LineContext(file: scope.file, frame: scope.frame, addition: addition)
  }

  // MARK: Headers

  mutating func readHeader(_ id: ItemID) {
    let item = model.items[id.index]
    let tree = model.trees[item.file]
    lineFile = item.file
    if !headers.isEmpty, let header = headers[id.index] { readChannels(header, of: id) }
    guard item.kind == .touchpoint || item.kind == .outcome || tree.child(item.node, .clause) != nil else { return }
    let scope = scope(id, itemFrames[id.index])
    for child in tree.children(item.node) where tree[child].kind == .clause {
      switch Keyword(detail: tree[child].detail) {
      case .on where headers[id.index] == nil:
        // The first `on` was read; a second one would be lost.
        if let first = tree.clause(item.node, .on), first != child {
          reportSecondOn(child, after: first, id)
        } else {
          add(.on, child, references(child, .channel, scope))
        }
      case .success: add(.success, child, .flag(true))
      case .failure: add(.failure, child, .flag(true))
      default: break
      }
    }
  }

  /// Reads the channels that another header says of an item.
  private mutating func readChannels(_ header: Revision.Header, of id: ItemID) {
    guard let clause = model.trees[header.file].clause(header.node, .on) else { return }
    lineFile = header.file
    let scope = Scope(file: header.file, frame: header.frame, number: model.items[id.index].scope, about: id)
    add(.on, clause, references(clause, .channel, scope))
    lineFile = model.items[id.index].file
  }

  private mutating func reportSecondOn(_ second: NodeID, after first: NodeID, _ id: ItemID) {
    let tree = model.trees[model.items[id.index].file]
    let word = ByteRange(Int(tree[second].start), Int(tree[second].start) + 2)
    let glue = ByteRange(Int(tree[first].end), word.upper)
    report(
      .attributeTwice, "`on` stands twice on this line", at: Place(tree.source.name, word),
      related: [Related(tree.place(first), "first here")],
      help: "Several channels are separated by commas: `on store, email`.",
      fix: Fix("Write a comma", [Edit(Place(tree.source.name, glue), ",")], isSafe: true), item: id)
  }

  // MARK: Values by shape

  private mutating func read(_ rule: AttributeRule, _ node: NodeID, of id: ItemID, _ scope: Scope) {
    let tree = model.trees[scope.file]
    let first = tree.firstChild(node)
    switch rule.shape {
    case .flag: add(rule.attribute, node, .flag(true))
    case .arrow: readArrow(node, of: id, scope)
    case .pain: readPain(node, of: id, scope)
    case .evidence: readEvidence(node, scope)
    case .entry:
      let share = tree.clause(node, .for).flatMap { tree.firstChild($0) }
      add(.entry, node, share.map { quantity($0, .share, rule, scope) } ?? .flag(true))
    case .condition, .stages:
      // Conditions are read when all is there; their names are checked then.
      if case .stages = rule.shape, let first, tree[first].kind != .every {
        add(rule.attribute, node, references(node, .stage, scope))
      } else {
        add(rule.attribute, node, .flag(true))
        noteContext(of: id, scope)
      }
    case .text: if let first { add(rule.attribute, node, text(first, rule, scope)) }
    case .texts: add(rule.attribute, node, Evaluation.list(tree.children(node).map { text($0, rule, scope) }))
    case .word: if let first { add(rule.attribute, node, word(first, scope)) }
    case .words, .data, .topics: add(rule.attribute, node, Evaluation.list(tree.children(node).map { word($0, scope) }))
    case .choice(let choices): if let first { add(rule.attribute, node, choice(first, choices, rule, scope)) }
    case .choices(let choices):
      add(rule.attribute, node, Evaluation.list(tree.children(node).map { choice($0, choices, rule, scope) }))
    case .ownership: if let first { add(rule.attribute, node, choice(first, AttributeRule.owners, rule, scope)) }
    case .currency: if let first { add(rule.attribute, node, currency(first, scope)) }
    case .items(let kind): add(rule.attribute, node, references(node, kind, scope))
    case .item(let kind):
      if let first { add(rule.attribute, node, reference(first, kind, scope).map { .item($0) } ?? .none) }
    case .times:
      add(rule.attribute, node, Evaluation.list(tree.children(node).map { quantity($0, .times, rule, scope) }))
    case .share, .duration, .money, .rate, .date, .number:
      if let first { add(rule.attribute, node, quantity(first, rule.shape, rule, scope)) }
    }
  }

  /// A list of the values that are there; one alone stands for itself, to save room.
  private static func list(_ values: [Value]) -> Value {
    var present: [Value] = []
    present.reserveCapacity(values.count)
    for value in values {
      switch value {
      case .none: continue
      case .list(let inner): present += inner
      default: present.append(value)
      }
    }
    return present.count == 1 ? present[0] : present.isEmpty ? .none : .list(present)
  }

  private mutating func text(_ node: NodeID, _ rule: AttributeRule, _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    if tree[node].kind == .text { return .text(filledIn(node, scope.file, scope.frame, subject: scope.about)) }
    var wanting = scope
    wanting.wanted = rule.attribute
    switch value(node, wanting) {
    case .none: return .none
    case .unknown: return .unknown
    case .text(let text), .word(let text): return .text(text)
    case .item(let id): return .text(model.name(of: id))
    case let other:
      report(
        .wrongKindOfValue, "`\(rule.attribute.rawValue)` takes a text, and this is \(describe(other))", at: node,
        in: scope.file, help: "Write it in quotes, for example `\(rule.example)`",
        fix: fix("Put it in quotes", node, "\"\(tree.text(node))\"", scope), item: scope.about)
      return .none
    }
  }

  /// A free word or phrase; a variable stands for its value.
  private mutating func word(_ node: NodeID, _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    if let value = variable(node, scope) {
      switch value {
      case .item(let id): return .word(model.name(of: id))
      case .list(let values): return Evaluation.list(values.map { .word($0.text(in: model)) })
      default: return .word(value.text(in: model))
      }
    }
    if tree[node].kind == .qualifiedName {
      report(
        .unexpectedText, "A name with a dot means an item; here stands a plain word", at: node, in: scope.file,
        help: "Write one word, or a phrase in quotes.", item: scope.about)
      return .none
    }
    return .word(nameText(node, scope))
  }

  private mutating func choice(_ node: NodeID, _ choices: [String], _ rule: AttributeRule, _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    var written = nameText(node, scope)
    if choices.contains(written) { return .word(written) }
    if let known = known(written, choices) { return known }
    if let value = variable(node, scope) {
      if case .list(let values) = value {
        return Evaluation.list(values.map { known($0.text(in: model), choices) ?? .none })
      }
      written = value.text(in: model)
      if let known = known(written, choices) { return known }
    }
    let meant = Evaluation.choices[written.lowercased()].flatMap { choices.contains($0) ? $0 : nil }
    let near = meant.map { [$0] } ?? Suggestion.near(written, among: choices)
    var words = Suggestion.list(choices.filter { !Evaluation.noInteractions.contains($0) }.map { "`\($0)`" })
    if rule.attribute == .phase { words += "; a stretch of the journey itself is a `stage`" }
    report(
      .unknownChoice, "`\(rule.attribute.rawValue)` cannot be `\(Display.plain(written))`", at: node, in: scope.file,
      help: near.isEmpty
        ? "It is one of \(words)."
        : "Did you mean \(Suggestion.list(near.map { "`\($0)`" }))?",
      fix: near.first.map {
        Fix("Write `\($0)`", [Edit(tree.place(node), $0)], isSafe: false)
      }, item: scope.about)
    return .none
  }

  /// Words that people use for those of the language.
  private static let choices = [
    "information": "inform", "educate": "inform", "awareness": "attract", "advertise": "attract", "ad": "attract",
    "engage": "attract", "consult": "advise", "advice": "advise", "sell": "transact", "sales": "transact",
    "sale": "transact", "buy": "transact", "purchase": "transact", "order": "transact", "book": "transact",
    "checkout": "transact", "pay": "transact", "ship": "deliver", "delivery": "deliver", "help": "support",
    "service": "support", "feedback": "listen", "survey": "listen", "online": "digital", "web": "digital",
    "offline": "physical", "person": "human", "personal": "human", "pre-purchase": "before", "prepurchase": "before",
    "pre": "before", "post-purchase": "after", "postpurchase": "after", "post": "after", "done": "live",
    "active": "live", "draft": "idea", "company": "brand", "us": "brand", "we": "brand", "own": "brand",
  ]
  /// Purposes that are understood, and answered with a finding.
  private static let noInteractions = ["measure", "research", "develop", "profile"]

  private func known(_ written: String, _ choices: [String]) -> Value? {
    let lower = written.lowercased()
    return choices.first { $0.lowercased() == lower }.map { .word($0) }
  }

  private mutating func currency(_ node: NodeID, _ scope: Scope) -> Value {
    let written = nameText(node, scope)
    if Currency(code: written) != nil { return .word(written) }
    let upper = written.uppercased()
    let near =
      Evaluation.currencies[upper].map { [$0] }
      ?? (Currency(code: upper) != nil ? [upper] : Suggestion.near(upper, among: Currency.codes))
    reportCurrency(written, near, at: node, scope)
    return .none
  }

  private static let currencies = [
    "EURO": "EUR", "EUROS": "EUR", "DOLLAR": "USD", "DOLLARS": "USD", "POUND": "GBP", "POUNDS": "GBP",
    "FRANKEN": "CHF", "FRANC": "CHF", "FRANCS": "CHF", "SFR": "CHF", "YEN": "JPY",
  ]

  mutating func reportCurrency(_ written: String, _ near: [String], at node: NodeID, _ scope: Scope) {
    report(
      .unknownCurrency, "`\(Display.plain(written))` is no currency code", at: node, in: scope.file,
      help: near.isEmpty
        ? "Write the three letters of ISO 4217, for example EUR, USD or CHF."
        : "Did you mean \(Suggestion.list(near.map { "`\($0)`" }))?",
      fix: model.trees[scope.file][node].kind == .name ? replacement(near, node, scope) : nil, item: scope.about)
  }

  // MARK: Lines of several parts

  private mutating func readArrow(_ node: NodeID, of id: ItemID, _ scope: Scope) {
    let tree = model.trees[scope.file]
    guard let first = tree.firstChild(node) else { return }
    var share: Rational?
    var condition: NodeID?
    var limit: Rational?
    if let clause = tree.clause(node, .for), let amount = tree.firstChild(clause),
      let rule = AttributeRule.of(.leadsTo, on: .touchpoint)
    {
      share = quantity(amount, .share, rule, scope).magnitude
    }
    if let clause = tree.clause(node, .when) {
      condition = tree.firstChild(clause)
      var scope = scope
      scope.isOnTheWay = true
      if let condition { checkCondition(condition, scope) }
    }
    let again = tree.clause(node, .again)
    if let again, let amount = tree.firstChild(again) {
      limit = wholeNumber(amount, scope)
    }
    guard let target = target(first, scope) else { return }
    // A touchpoint that is in no journey stands outside its place, which is said there; nobody goes there.
    if case .item(let other) = target, model.items[other.index].kind == .touchpoint,
      model.items[other.index].scope != model.items[id.index].scope
    {
      return
    }
    model.arrows.append(
      Arrow(
        from: id, target: target, share: share, condition: condition, isLoop: again != nil, limit: limit,
        file: lineFile, node: node))
    // What a loop goes through, and a hole of a template, is known to the condition too.
    if condition != nil, scope.frame != itemFrames[id.index] { model.arrowFrames[model.arrows.count - 1] = scope.frame }
  }

  private mutating func wholeNumber(_ node: NodeID, _ scope: Scope) -> Rational? {
    guard case .number(let number) = value(node, scope), number.isWhole, number > .zero else {
      report(
        .wrongKindOfValue, "How often takes a whole number from 1", at: node, in: scope.file,
        help: "For example: `again at most 3 times`", item: scope.about)
      return nil
    }
    guard number <= Arrow.mostTimes else {
      report(
        .wrongKindOfValue, "Nobody goes a way more than \(Arrow.mostTimes.decimal()) times", at: node, in: scope.file,
        help: "Write a smaller number, or leave `at most` out where there is no limit.", item: scope.about)
      return nil
    }
    return number
  }

  private mutating func readPain(_ node: NodeID, of id: ItemID, _ scope: Scope) {
    let tree = model.trees[scope.file]
    guard let first = tree.firstChild(node),
      let rule = AttributeRule.of(.pain, on: .touchpoint)
    else { return }
    let said = text(first, rule, scope)
    var answer: ItemID?
    if let clause = tree.clause(node, .answered), let name = tree.firstChild(clause) {
      answer = reference(name, .touchpoint, scope)
    }
    if let mild = tree.clause(node, .mild), let severe = tree.clause(node, .severe) {
      report(
        .contradiction, "`mild` and `severe` exclude each other", at: max(mild, severe), in: scope.file,
        related: [Related(tree.place(min(mild, severe)), "said here")], help: "Keep the one that is true.", item: id)
    }
    let severity = tree.clause(node, .severe) != nil ? "severe" : tree.clause(node, .mild) != nil ? "mild" : nil
    model.pains.append(
      Pain(owner: id, text: said.text(in: model), severity: severity, answeredBy: answer, file: lineFile, node: node))
    add(.pain, node, .pain(model.pains.count - 1))
  }

  private mutating func readEvidence(_ node: NodeID, _ scope: Scope) {
    let tree = model.trees[scope.file]
    guard let rule = AttributeRule.of(.evidence, on: .touchpoint) else { return }
    let parts = Array(tree.children(node))
    guard let first = parts.first else { return }
    let said = text(first, rule, scope)
    var day: Day?
    if parts.count > 1, case .date(let date) = quantity(parts[1], .date, rule, scope) { day = date }
    model.evidence.append(Evidence(text: said.text(in: model), date: day))
    add(.evidence, node, .evidence(model.evidence.count - 1))
  }

  // MARK: Contradictions

  static let opposites = [(Attribute.proactive, Attribute.reactive), (.oneWay, .twoWay), (.planned, .actual)]

  private mutating func checkContradictions(_ id: ItemID) {
    for (first, second) in Evaluation.opposites {
      guard let row = model.row(first, of: id), let other = model.row(second, of: id) else { continue }
      let (left, right) = (model.attributes[row], model.attributes[other])
      let later = left.node > right.node ? left : right
      let earlier = left.node > right.node ? right : left
      report(
        .contradiction, "`\(earlier.attribute.rawValue)` and `\(later.attribute.rawValue)` exclude each other",
        at: model.place(of: later), related: [Related(model.place(of: earlier), "said here")],
        help: "Keep the one that is true.", fix: removal(of: later.node, in: later.file), item: id)
    }
  }
}
