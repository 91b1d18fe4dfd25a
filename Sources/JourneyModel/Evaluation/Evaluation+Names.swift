import JourneySyntax

/// Bare words and dots in expressions.
extension Evaluation {
  /// A bare word: one of the words beside it, a variable, an attribute of the item being filtered, of the item that the
  /// check is about, or an item.
  mutating func name(_ node: NodeID, _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    let symbol = symbols.symbol(tree[node].symbol, in: scope.file)
    if case .fixed(let words, _)? = scope.words {
      let written = tree.text(node)
      // As written first: changing the case of all the words takes a while.
      if words.contains(written) { return .word(written) }
      let lower = written.lowercased()
      if let word = words.first(where: { $0.lowercased() == lower }) { return .word(word) }
    }
    switch Keyword(tree[node].symbol) {
    case .yes: return .flag(true)
    case .no: return .flag(false)
    case Keyword.none?: return .none
    case .unknown: return .unknown
    case .persona where scope.isOnTheWay: return scope.persona.map { .item($0) } ?? .unknown
    default: break
    }
    if let value = variable(node, scope) { return value }
    if scope.isGrouped, scope.subject == nil, scope.record == .none, let value = ofGroup(node, symbol, scope) {
      return value
    }
    if scope.isOnTheWay, name(symbol, is: "known") { return scope.known }
    if let value = accessed(node, symbol, scope) {
      guard !scope.isOnTheWay || scope.subject != nil || scope.record != .none else {
        reportOffTheWay(node, scope)
        return .none
      }
      return value
    }
    if case .free? = scope.words { return .word(tree.text(node)) }
    if let id = anyItem(symbol, scope) {
      note(node, in: scope.file, means: id)
      return unambiguousItem(id, node, scope)
    }
    if let kind = ItemKind.allCases.first(where: { name(symbol, is: $0.plural) }) {
      return collection(kind, node, scope)
    }
    if scope.namesAreWords { return .word(tree.text(node)) }
    // Of what a scenario takes away nothing is known.
    if !isGone(symbol, scope.number) { reportUnknownWord(node, scope) }
    return .none
  }

  /// What a word asks of the item being filtered, else of the item that the check is about.
  private mutating func accessed(_ node: NodeID, _ symbol: Symbol, _ scope: Scope) -> Value? {
    if let accessor = accessors[symbol] {
      if isExpanding, case .items(let kind) = accessor, !Evaluation.isThereFirst(kind) {
        return collection(kind, node, scope)
      }
      if scope.record != .none, let value = value(accessor, of: scope.record) { return value }
      if let subject = scope.subject {
        if let value = value(accessor, of: subject) { return value }
        if scope.isMixed, has(accessor, .touchpoint) || has(accessor, .outcome) { return Value.none }
      }
      if let about = scope.about, let value = value(accessor, of: about) { return value }
    }
    if !ownNames.isEmpty, ownNames.contains(symbol.rawValue) {
      for candidate in [scope.subject, scope.about] {
        if let candidate, model.items[candidate.index].kind == .touchpoint {
          return ownAttribute(symbol, of: candidate)
        }
      }
    }
    // The kind's word names the item that the check is about.
    guard let keyword = Keyword(symbol), let kind = ItemKind(keyword) else { return nil }
    for candidate in [scope.about, scope.subject] {
      if let candidate, model.items[candidate.index].kind == kind { return .item(candidate) }
    }
    return nil
  }

  mutating func anyItem(_ symbol: Symbol, _ scope: Scope) -> ItemID? {
    for kind in [ItemKind.touchpoint, .stage, .channel, .persona, .layer, .journey] {
      if isExpanding, kind == .touchpoint || kind == .stage || kind == .layer { continue }
      if let id = lookup(symbol, Evaluation.space(kind), scope) { return id }
    }
    return nil
  }

  mutating func unambiguousItem(_ id: ItemID, _ node: NodeID, _ scope: Scope) -> Value {
    guard model.items[id.index].homonym >= 0 else { return .item(id) }
    report(
      .ambiguousName, "\(model.reference(to: id)) is the name of several touchpoints", at: node, in: scope.file,
      help: "Name its stage too: `Stage.\(model.reference(to: id))`.", item: scope.about)
    return .none
  }

  /// Whether the items of a kind are declared before blocks are expanded.
  private static func isThereFirst(_ kind: ItemKind) -> Bool {
    kind == .channel || kind == .persona || kind == .outcome
  }

  /// All items of a kind that the journey sees.
  private mutating func collection(_ kind: ItemKind, _ node: NodeID, _ scope: Scope) -> Value {
    if isExpanding, !Evaluation.isThereFirst(kind) {
      report(
        .outsideItsPlace, "`\(kind.plural)` are not there yet when blocks are expanded", at: node, in: scope.file,
        help: "A block may go through words, variables, personas, channels and outcomes.")
      return .none
    }
    let key = CollectionKey(kind: kind, scope: kind == .journey ? 0 : scope.number)
    if let known = collections[key] { return known }
    let contents = scope.number > 0 ? model.journeys[Int(scope.number) - 1] : model.shared
    let items = kind == .journey ? model.journeys.compactMap(\.journey) : model.visible(kind, in: contents)
    let collection = Value.list(items.map { .item($0) })
    // While blocks are expanded, more may come.
    if !isExpanding { collections[key] = collection }
    return collection
  }

  /// What an accessor gives of a member of a list: an item, a pain or a piece of evidence; nothing where it has none such.
  mutating func value(_ accessor: Accessor, ofMember member: Value) -> Value? {
    if case .item(let id) = member { value(accessor, of: id) } else { value(accessor, of: member) }
  }

  // MARK: Words beside

  /// The words that the values of an expression are: `inform, advise …` for `purpose`.
  ///
  /// It changes nothing; a large value that is only read is copied for the call, and this is called often.
  mutating func words(of node: NodeID, _ scope: Scope) -> Scope.Words? {
    let tree = model.trees[scope.file]
    guard tree[node].kind == .member || tree[node].kind == .name else { return nil }
    var last = node
    if tree[node].kind == .member { for child in tree.children(node) { last = child } }
    guard tree[last].kind == .name else { return nil }
    let symbol = symbols.symbol(tree[last].symbol, in: scope.file)
    if last == node {
      if scope.isOnTheWay, name(symbol, is: "known") { return .free }
      var frame = scope.frame
      while frame >= 0 {
        if frames[Int(frame)].bindings[symbol] != nil { return nil }
        frame = frames[Int(frame)].parent
      }
    }
    return accessorWords[symbol] ?? (ownNames.isEmpty ? nil : ownWords(symbol))
  }

  // MARK: Members

  mutating func member(_ node: NodeID, _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    let parts = Array(tree.children(node))
    guard let first = parts.first else { return .none }
    var inner = scope
    inner.words = nil
    var current: Value
    if tree[first].kind == .text {
      let name = rawText(first, tree)
      guard let symbol = names.symbol(of: name), let id = anyItem(symbol, scope) else {
        if let symbol = names.symbol(of: name), isGone(symbol, scope.number) { return .none }
        reportUnknown(name, [.touchpoint], at: first, scope)
        return .none
      }
      note(first, in: scope.file, means: id)
      current = unambiguousItem(id, first, scope)
    } else if let stage = stageBeforeTouchpoint(parts, scope) {
      note(first, in: scope.file, means: stage)
      current = .item(stage)
    } else {
      current = value(first, inner)
    }
    for (owner, part) in zip(parts, parts.dropFirst()) { current = member(part, of: current, scope, behind: owner) }
    return current
  }

  /// The stage that a name means when a touchpoint of it follows: `Awareness."Sponsored post"`, even in a touchpoint
  /// whose own attributes have words of the same spelling.
  private mutating func stageBeforeTouchpoint(_ parts: [NodeID], _ scope: Scope) -> ItemID? {
    let tree = model.trees[scope.file]
    guard parts.count > 1, tree[parts[0]].kind == .name, tree[parts[1]].flags.contains(.quoted), !isExpanding else {
      return nil
    }
    return lookup(symbols.symbol(tree[parts[0]].symbol, in: scope.file), ItemKind.stage.rawValue, scope)
  }

  private mutating func member(_ part: NodeID, of value: Value, _ scope: Scope, behind owner: NodeID) -> Value {
    let tree = model.trees[scope.file]
    switch value {
    case .none, .unknown: return value
    case .list(let values):
      var result: [Value] = []
      let shared = isNext(owner, scope) ? accessors[symbols.symbol(tree[part].symbol, in: scope.file)] : nil
      for element in values {
        if let shared, isAside(element, shared) { continue }
        let more = member(part, of: element, scope, behind: owner).elements
        guard spend(1 + more.count / 4, at: part, in: scope.file),
          boundedList(result.count + more.count, part, scope)
        else { return .none }
        result += more
      }
      return .list(result)
    default: break
    }
    let symbol = nameSymbol(part, scope)
    if case .item(let id) = value, model.items[id.index].kind == .stage,
      tree[part].flags.contains(.quoted) || accessors[symbol] == nil,
      let touchpoint = declared.find(NameIndex.Key(in: id, symbol), model.items)
    {
      note(part, in: scope.file, means: touchpoint)
      return .item(touchpoint)
    }
    if let accessor = accessors[symbol] {
      if case .item(let id) = value, let found = self.value(accessor, of: id) { return found }
      if let found = self.value(accessor, of: value) { return found }
    }
    if !ownNames.isEmpty, ownNames.contains(symbol.rawValue), case .item(let id) = value,
      model.items[id.index].kind == .touchpoint
    {
      return ownAttribute(symbol, of: id)
    }
    reportNoMember(part, of: value, scope)
    return .none
  }

  /// Whether an expression is a `next`, whose members may be touchpoints and outcomes: what only the others have, a
  /// member does not say.
  mutating func isNext(_ node: NodeID, _ scope: Scope) -> Bool {
    let tree = model.trees[scope.file]
    var last = node
    while tree[last].kind == .filter, let list = tree.firstChild(last) { last = list }
    if tree[last].kind == .member { for child in tree.children(last) { last = child } }
    guard tree[last].kind == .name, case .next? = accessors[symbols.symbol(tree[last].symbol, in: scope.file)] else {
      return false
    }
    return true
  }

  /// Whether a member of a `next` is of the kind that has no attribute of this name, which the other has.
  private func isAside(_ member: Value, _ accessor: Accessor) -> Bool {
    guard let id = member.itemID else { return false }
    let kind = model.items[id.index].kind
    return !has(accessor, kind) && has(accessor, kind == .outcome ? .touchpoint : .outcome)
  }

  private mutating func reportNoMember(_ part: NodeID, of value: Value, _ scope: Scope) {
    let written = nameText(part, scope)
    if !variants.isEmpty, isGone(nameSymbol(part, scope), ItemKind.touchpoint.rawValue, scope.number) { return }
    if reportedTakenAway(nameSymbol(part, scope), at: part, scope) { return }
    guard case .item(let id) = value else {
      return report(
        .unknownName, "\(value.kindName.capitalized) has no `\(Display.plain(written))`", at: part, in: scope.file,
        help: "Only items, pains and evidence have parts.", item: scope.about)
    }
    let kind = model.items[id.index].kind
    let words = Accessor.all.filter { self.has($0.accessor, kind) }.map(\.word)
    let near = Suggestion.near(written, among: words)
    report(
      .unknownName, "\(kind.withArticle.capitalized) has no `\(Display.plain(written))`", at: part, in: scope.file,
      help: near.isEmpty
        ? "It has \(Suggestion.list(words.prefix(5).map { "`\($0)`" }, "and")) and more." : suggestion(near),
      fix: replacement(near, part, scope), item: scope.about)
  }

  // MARK: What items have

  func has(_ accessor: Accessor, _ kind: ItemKind) -> Bool {
    switch accessor {
    case .attribute(let rule): rule.kinds.contains(ItemKinds(kind))
    case .name, .title, .id, .kind, .journey: true
    case .stage, .next, .previous, .channel: kind == .touchpoint
    case .layers, .strength: kind == .touchpoint || kind == .stage || kind == .journey
    case .items(let member): kind == .journey || kind == .stage && (member == .touchpoint || member == .channel)
    case .text, .severity, .answeredBy: false
    }
  }

  /// What an accessor gives of an item; nothing where its kind has none such.
  mutating func value(_ accessor: Accessor, of id: ItemID) -> Value? {
    let kind = model.items[id.index].kind
    guard has(accessor, kind) else { return nil }
    switch accessor {
    case .attribute(let rule): return attribute(rule, of: id)
    case .name: return .text(model.name(of: id))
    case .title: return model.titles[id].map { .text($0) } ?? Value.none
    case .id: return .word(model.id(of: id))
    case .kind: return .word(model.kindWord(of: id))
    case .journey: return model.journey(of: id).map { .item($0) } ?? Value.none
    case .stage: return model.stage(of: id).map { .item($0) } ?? Value.none
    case .channel: return .list(attribute(.on, of: id).elements)
    case .next: return .list(neighbours(model.arrows(from: id).map(\.target)))
    case .previous: return .list(previous(of: id))
    case .strength: return strength(of: id)
    case .layers: return layers(of: id)
    case .items(let member):
      let contents = model.contents(around: id)
      var items = kind == .journey ? model.visible(member, in: contents) : model.touchpoints(of: id)
      if kind == .stage, member == .channel { items = items.flatMap { model.channels(of: $0) }.withoutRepeats() }
      steps += items.count / 4
      return .list(items.map { .item($0) })
    case .text, .severity, .answeredBy: return nil
    }
  }

  /// What an accessor gives of a pain or a piece of evidence.
  private mutating func value(_ accessor: Accessor, of record: Value) -> Value? {
    switch (record, accessor) {
    case (.pain(let index), .text): .text(model.pains[index].text)
    case (.pain(let index), .severity): model.pains[index].severity.map { .word($0) } ?? Value.none
    case (.pain(let index), .answeredBy): model.pains[index].answeredBy.map { .item($0) } ?? Value.none
    case (.evidence(let index), .text): .text(model.evidence[index].text)
    default: nil
    }
  }

  private mutating func attribute(_ rule: AttributeRule, of id: ItemID) -> Value {
    if rule.isMany { return .list(manyValues(rule.attribute, of: id)) }
    let value = attribute(rule.attribute, of: id)
    switch rule.shape {
    case .flag: return .flag(value == .flag(true))
    case .entry: return value == .none ? .flag(false) : .flag(true)
    case .choices, .data, .topics, .words, .texts, .items, .times: return .list(value.elements)
    default: return value
    }
  }

  /// An attribute's value, read ahead of its turn where the passes have not come to it yet.
  private mutating func attribute(_ attribute: Attribute, of id: ItemID) -> Value {
    id.index < readCount ? model.value(attribute, of: id) : peek(attribute, of: id).first ?? .none
  }

  private mutating func manyValues(_ attribute: Attribute, of id: ItemID) -> [Value] {
    id.index < readCount ? model.values(attribute, of: id) : peek(attribute, of: id).flatMap(\.elements)
  }

  private func neighbours(_ targets: [Arrow.Target]) -> [Value] {
    let items = targets.compactMap { target -> ItemID? in if case .item(let id) = target { id } else { nil } }
    return items.withoutRepeats().map { .item($0) }
  }

  private mutating func previous(of id: ItemID) -> [Value] {
    if incoming == nil {
      var lists: [ItemID: [ItemID]] = [:]
      for arrow in model.arrows {
        if case .item(let target) = arrow.target { lists[target, default: []].append(arrow.from) }
      }
      incoming = lists
    }
    return neighbours((incoming?[id] ?? []).map { .item($0) })
  }

  private mutating func strength(of id: ItemID) -> Value {
    let strength: Double
    switch model.items[id.index].kind {
    case .touchpoint: strength = model.strength(of: id)
    case .stage:
      steps += model.touchpoints(of: id).count / 8
      strength = model.strength(ofStage: id)
    default:
      steps += model.contents(around: id).touchpoints.count / 8
      strength = model.contents(around: id).stages.map { model.strength(ofStage: $0) }.min() ?? 0
    }
    return Rational(rounding: strength).map { .share($0) } ?? .none
  }

  private mutating func layers(of id: ItemID) -> Value {
    let touchpoints: [ItemID]
    switch model.items[id.index].kind {
    case .touchpoint: touchpoints = [id]
    case .stage: touchpoints = model.touchpoints(of: id)
    default: touchpoints = model.contents(around: id).touchpoints
    }
    let layers = model.visible(.layer, in: model.contents(around: id)).filter { layer in
      let first = touchpoints.firstIndex { model.isIn(layer: layer, $0) }
      steps += 1 + (first ?? touchpoints.count) / 8
      return first != nil
    }
    return .list(layers.map { .item($0) })
  }
}
