import JourneySyntax

/// Names to what they mean: variables, items, plain words.
extension Evaluation {
  // MARK: Words

  /// What a name node spells: as written, or what stands between the quotes.
  mutating func nameText(_ node: NodeID, _ scope: Scope) -> String {
    let tree = model.trees[scope.file]
    guard tree[node].flags.contains(.quoted) else { return tree.text(node) }
    if tree[node].flags.contains(.braced) { return filledIn(node, scope.file, scope.frame, subject: scope.about) }
    return rawText(node, tree)
  }

  /// What stands between a text's quotes, escapes replaced, nothing filled in.
  func rawText(_ node: NodeID, _ tree: Tree) -> String { tree.unquoted(node) }

  /// A text with its expressions filled in; merge tags pass through.
  mutating func filledIn(
    _ node: NodeID, _ file: Int, _ frame: Int32, subject: ItemID?, filtering: ItemID? = nil
  ) -> String {
    let tree = model.trees[file]
    // What the source holds of it is copied in each round of a block.
    guard spend(Evaluation.weight(ofBytes: tree[node].range.count), at: node, in: file) else { return "" }
    guard tree[node].flags.contains(.braced), tree.child(node, .interpolation) != nil else {
      return rawText(node, tree)
    }
    // The parts between are taken as written; a block loses its indentation at the end, as without parts.
    let range = tree[node].range
    let flags = tree[node].flags
    let quotes = flags.contains(.block) ? 3 : 1
    var result = ""
    var offset = range.lower + quotes
    let number = subject.map { model.items[$0.index].scope } ?? 0
    for part in tree.children(node) where tree[part].kind == .interpolation {
      let place = tree[part].range
      result += piece(ByteRange(offset, place.lower), tree, flags)
      if let expression = tree.firstChild(part) {
        var scope = Scope(file: file, frame: frame, number: number, subject: filtering, about: subject)
        if tree[node].kind == .text { scope.filling = part }
        let part = value(expression, scope).text(in: model, limit: limits.text)
        guard spend(Evaluation.weight(ofBytes: part.utf8.count), at: node, in: file) else { return "" }
        result += part
      }
      offset = place.upper
      guard result.utf8.count <= limits.text else {
        report(
          .textTooLong, "This text grows beyond \(limits.text) bytes", at: node, in: file,
          help: "Fill in less, or split the text.")
        return ""
      }
    }
    result += piece(ByteRange(offset, max(offset, range.upper - quotes)), tree, flags)
    noteText(result.utf8.count, node, file)
    return flags.contains(.block) ? TextContent.blockContent(result) : result
  }

  private func piece(_ range: ByteRange, _ tree: Tree, _ flags: Node.Flags) -> String {
    let text = tree.source.text(range)
    return flags.contains(.escaped) ? TextContent.decoded(text) : text
  }

  // MARK: Variables

  /// The value of the variable that a bare word names, if it names one.
  mutating func variable(_ node: NodeID, _ scope: Scope) -> Value? {
    guard hasVariables else { return nil }
    let tree = model.trees[scope.file]
    guard tree[node].kind == .name, !tree[node].flags.contains(.quoted), scope.frame >= 0 else {
      return nil
    }
    let symbol = symbols.symbol(tree[node].symbol, in: scope.file)
    var number = scope.frame
    while number >= 0 {
      // The frame itself is not held here: reading a variable changes it, and a copy of many bindings is dear.
      if let binding = frames[Int(number)].bindings[symbol] {
        note(node, in: scope.file, variable: symbol, of: number)
        return weighed(value(of: binding, symbol, in: number, asked: node, scope), at: node, in: scope.file)
      }
      number = frames[Int(number)].parent
    }
    return nil
  }

  mutating func value(
    of binding: Binding, _ symbol: Symbol, in number: Int32, asked: NodeID, _ scope: Scope
  ) -> Value {
    switch binding {
    case .value(let value): return value
    case .elsewhere(let frame):
      guard let binding = frames[Int(frame)].bindings[symbol] else { return .none }
      return value(of: binding, symbol, in: frame, asked: asked, scope)
    case .replaced(let other, let usual, let name, let file):
      guard let said = frames[Int(other)].bindings[symbol], let plain = frames[Int(usual)].bindings[symbol] else {
        return .none
      }
      let value = value(of: said, symbol, in: other, asked: asked, scope)
      // While blocks are expanded, names may still be words.
      guard value != .none, !isExpanding else { return value }
      let usualValue = self.value(of: plain, symbol, in: usual, asked: asked, scope)
      if isFitting(value, for: usualValue) { return value }
      reportUnfitting(value, for: usualValue, at: name, in: file)
      frames[Int(number)].bindings[symbol] = .elsewhere(usual)
      return usualValue
    case .busy(let node, let file):
      let tree = model.trees[file]
      let circle = busy.drop { $0 != LineKey(file: file, node: node) }
      // One circle is one finding, wherever it is entered.
      guard circles.isDisjoint(with: circle) else { return .none }
      circles.formUnion(circle)
      aloud { evaluation in
        evaluation.report(
          .letCycle, "`\(evaluation.model.trees[scope.file].text(asked))` depends on itself", at: asked, in: scope.file,
          related: [Related(tree.place(node), "given its value here")], help: "Give one of the two a value of its own.")
      }
      return .none
    case .expression(let node, let file), .given(let node, let file, _):
      let tree = model.trees[file]
      let parts = Array(tree.children(node))
      usedBindings.insert(LineKey(file: file, node: node))
      guard parts.count > 1, !tree[node].flags.contains(.broken) else { return .none }
      if isTooDeep(at: asked, in: scope.file) { return .none }
      frames[Int(number)].bindings[symbol] = .busy(node: node, file: file)
      busy.append(LineKey(file: file, node: node))
      depth += 1
      // It is read this once, whoever asks: what is wrong with it does not wait.
      let wasQuiet = restraint.isQuiet
      restraint.isQuiet = false
      var inner = scope
      inner.file = file
      inner.frame = number
      inner.subject = nil
      inner.isGrouped = false
      inner.words = nil
      inner.wanted = nil
      inner.filling = nil
      inner.namesAreWords = isExpanding
      var result = value(parts[1], inner)
      if case .given(_, _, let text) = binding { result = given(text, for: result, at: node, in: file, inner) }
      restraint.isQuiet = wasQuiet
      depth -= 1
      busy.removeLast()
      frames[Int(number)].bindings[symbol] = .value(result)
      // While blocks are expanded, items that stand below are not there yet: it is read again when they are.
      if isExpanding { early.append((number, symbol, binding)) }
      return result
    }
  }

  // MARK: Items

  /// The items of a kind that the children of a node name.
  mutating func references(_ node: NodeID, _ kind: ItemKind, _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    var items: [Value] = []
    for child in tree.children(node) {
      if let value = variable(child, scope) {
        for element in value.elements { if let id = item(element, kind, child, scope) { items.append(.item(id)) } }
      } else if let id = reference(child, kind, scope) {
        items.append(.item(id))
      }
    }
    return items.count == 1 ? items[0] : items.isEmpty ? .none : .list(items)
  }

  /// The item of a kind that a value means: itself, or the one with its name.
  private mutating func item(_ value: Value, _ kind: ItemKind, _ node: NodeID, _ scope: Scope) -> ItemID? {
    if case .item(let id) = value, model.items[id.index].kind == kind {
      used[id.index] = true
      return id
    }
    let name = value.text(in: model)
    if let symbol = names.symbol(of: name), let id = lookup(symbol, Evaluation.space(kind), scope) { return id }
    reportUnknown(name, [kind], at: node, scope)
    return nil
  }

  /// The item of a kind that a name means; an unknown or ambiguous one is reported.
  mutating func reference(_ node: NodeID, _ kind: ItemKind, _ scope: Scope) -> ItemID? {
    if let value = variable(node, scope) { return item(value, kind, node, scope) }
    let tree = model.trees[scope.file]
    if tree[node].kind == .qualifiedName || tree[node].kind == .member { return qualified(node, scope) }
    let symbol = nameSymbol(node, scope)
    guard let id = lookup(symbol, Evaluation.space(kind), scope) else {
      reportUnknown(nameText(node, scope), [kind], at: node, scope)
      return nil
    }
    note(node, in: scope.file, means: id)
    guard kind == .outcome || kind == .touchpoint else { return id }
    guard model.items[id.index].kind == kind else {
      reportOtherKind(id, [kind], at: node, scope)
      return nil
    }
    return unambiguous(id, node, scope)
  }

  mutating func nameSymbol(_ node: NodeID, _ scope: Scope) -> Symbol {
    let tree = model.trees[scope.file]
    if tree[node].kind == .name, !tree[node].flags.contains(.braced) {
      return symbols.symbol(tree[node].symbol, in: scope.file)
    }
    return names.symbol(of: nameText(node, scope)) ?? .none
  }

  /// Where an arrow leads.
  mutating func target(_ node: NodeID, _ scope: Scope) -> Arrow.Target? {
    let tree = model.trees[scope.file]
    if let value = variable(node, scope) {
      if case .item(let id) = value { return .item(id) }
      let name = value.text(in: model)
      if NameTable.fold(name) == "exit" { return .exit }
      if let symbol = names.symbol(of: name), let id = lookup(symbol, ItemKind.touchpoint.rawValue, scope) {
        return unambiguous(id, node, scope).map { .item($0) }
      }
      reportUnknown(name, [.touchpoint, .outcome], at: node, scope)
      return nil
    }
    if tree[node].kind == .qualifiedName { return qualified(node, scope).map { .item($0) } }
    let symbol = nameSymbol(node, scope)
    if let id = lookup(symbol, ItemKind.touchpoint.rawValue, scope) {
      note(node, in: scope.file, means: id)
      return unambiguous(id, node, scope).map { .item($0) }
    }
    let name = nameText(node, scope)
    if NameTable.fold(name) == "exit" { return .exit }
    reportUnknown(name, [.touchpoint, .outcome], at: node, scope)
    return nil
  }

  /// `Awareness."Sponsored post"`: a touchpoint of a stage.
  private mutating func qualified(_ node: NodeID, _ scope: Scope) -> ItemID? {
    let tree = model.trees[scope.file]
    let parts = Array(tree.children(node))
    guard parts.count == 2 else { return nil }
    guard let stage = reference(parts[0], .stage, scope) else { return nil }
    let key = NameIndex.Key(in: stage, nameSymbol(parts[1], scope))
    if let id = declared.find(key, model.items) {
      note(parts[1], in: scope.file, means: id)
      return id
    }
    if isGone(nameSymbol(parts[1], scope), ItemKind.touchpoint.rawValue, scope.number) { return nil }
    let name = nameText(parts[1], scope)
    let near = Suggestion.near(name, among: model.touchpoints(of: stage).map { model.name(of: $0) })
    report(
      .unknownName, "Stage \(model.reference(to: stage)) has no touchpoint `\(Model.reference(name))`", at: parts[1],
      in: scope.file, related: [Related(model.place(of: stage), "the stage")],
      help: near.isEmpty ? "Name one of the stage's touchpoints, or write the name without a stage." : suggestion(near),
      fix: replacement(near, parts[1], scope), item: scope.about)
    return nil
  }

  /// The item with a name: the journey's own, else a shared one.
  mutating func lookup(_ symbol: Symbol, _ space: UInt8, _ scope: Scope) -> ItemID? {
    guard symbol != .none else { return nil }
    let key = NameIndex.Key(space: space, scope: scope.number, symbol: symbol)
    var found = declared.find(key, model.items)
    if found == nil, !chosen.isEmpty, chosen[scope.file] != nil {
      // What stands in a file sees all of it, also what others did not ask for.
      found = declared.find(NameIndex.Key(space: space, scope: -Int32(scope.file), symbol: symbol), model.items)
    }
    if found == nil, scope.number > 0, variants.isEmpty || !isGone(symbol, space, scope.number) {
      found = declared.find(NameIndex.Key(space: space, scope: 0, symbol: symbol), model.items)
    }
    if found == nil, space == ItemKind.journey.rawValue, let number = variantNumbers[scope.number],
      symbol == variants[number].original
    {
      // What the journey says of itself by its name, it says of what is made of it.
      found = model.journeys[Int(scope.number) - 1].journey
    }
    guard let id = found else { return nil }
    used[id.index] = true
    return id
  }

  private mutating func unambiguous(_ id: ItemID, _ node: NodeID, _ scope: Scope) -> ItemID? {
    guard model.items[id.index].homonym >= 0 else { return id }
    var all = [id]
    while model.items[all[all.count - 1].index].homonym >= 0, all.count < 6 {
      all.append(ItemID(Int(model.items[all[all.count - 1].index].homonym)))
    }
    let ways = all.sorted().prefix(5).compactMap { item in
      model.items[item.index].parent.map { "`\(model.reference(to: $0)).\(model.reference(to: item))`" }
    }
    report(
      .ambiguousName, "\(model.reference(to: id)) is the name of several touchpoints", at: node, in: scope.file,
      related: all.sorted().prefix(5).map { Related(model.place(of: $0), "one of them") },
      help: "Name its stage too: \(Suggestion.list(ways)).", item: scope.about)
    return nil
  }

  // MARK: Unknown names

  mutating func reportUnknown(_ name: String, _ kinds: [ItemKind], at node: NodeID, _ scope: Scope) {
    let wanted = Suggestion.list(kinds.map(\.word))
    let title = "There is no \(wanted) `\(Model.reference(name))`"
    if hasFailedImport, kinds.contains(where: { [.channel, .persona, .layer].contains($0) }) {
      return restraint.add(errors: 1)
    }
    // What a scenario takes away is not unknown: what was said of it falls away with it.
    if !variants.isEmpty, let symbol = names.symbol(of: name),
      kinds.contains(where: { isGone(symbol, Evaluation.space($0), scope.number) })
    {
      return
    }
    if reportedTakenAway(names.symbol(of: name) ?? .none, at: node, scope) { return }
    if let other = itemOfAnotherKind(name, kinds, scope) { return reportOtherKind(other, kinds, at: node, scope) }
    // Looking for near names is dear, and after so many nobody reads them.
    unknownNames += 1
    let near = unknownNames > Evaluation.mostSuggestions ? [] : Suggestion.near(name, among: candidates(kinds, scope))
    report(
      .unknownName, title, at: node, in: scope.file,
      help: near.isEmpty ? help(forUnknown: name, kinds, scope) : suggestion(near), fix: replacement(near, node, scope),
      item: scope.about)
  }

  private func help(forUnknown name: String, _ kinds: [ItemKind], _ scope: Scope) -> String {
    let kind = kinds[0]
    var some: [String] = []
    for candidate in candidates(kinds, scope, most: 20) where some.count < 5 {
      let written = "`\(Model.reference(candidate))`"
      if !some.contains(written) { some.append(written) }
    }
    let declaration = kind == .touchpoint ? "" : "`\(kind.word) \(Model.reference(name))`"
    if kinds.count > 1 {
      return some.isEmpty
        ? "Declare it as a touchpoint of a stage, or as an outcome of the journey."
        : "Arrows lead to \(Suggestion.list(some)), another touchpoint or outcome, or `exit`."
    }
    guard !some.isEmpty else { return declaration.isEmpty ? "Declare it in a stage." : "Declare it: \(declaration)." }
    let known = "Declared \(some.count == 1 ? "is" : "are") \(Suggestion.list(some, "and"))."
    return declaration.isEmpty ? known : "\(known) Or declare it: \(declaration)."
  }

  /// The item of another kind that has a name.
  private mutating func itemOfAnotherKind(_ name: String, _ kinds: [ItemKind], _ scope: Scope) -> ItemID? {
    guard let symbol = names.symbol(of: name) else { return nil }
    for kind in [ItemKind.stage, .touchpoint, .channel, .persona, .layer] where !kinds.contains(kind) {
      let key = NameIndex.Key(space: Evaluation.space(kind), scope: scope.number, symbol: symbol)
      if let id = declared.find(key, model.items), !kinds.contains(model.items[id.index].kind) { return id }
    }
    return nil
  }

  private mutating func reportOtherKind(_ id: ItemID, _ kinds: [ItemKind], at node: NodeID, _ scope: Scope) {
    let name = model.reference(to: id)
    let kind = model.items[id.index].kind
    let wanted = Suggestion.list([kinds[0].withArticle] + kinds.dropFirst().map(\.withArticle))
    var help = kinds.count > 1 ? "Name \(wanted) here." : self.help(forUnknown: model.name(of: id), kinds, scope)
    var fix: Fix?
    if kind == .channel, kinds.contains(.touchpoint) {
      help = "Lead to a touchpoint on that channel: it begins with `touchpoint NAME on \(name)`."
    } else if kind == .persona, kinds.contains(.touchpoint) {
      help = "Name a touchpoint, and say who goes there behind it: `when persona is \(name)`."
    }
    if kind == .stage, kinds.contains(.touchpoint), let first = model.touchpoints(of: id).first {
      let target = model.reference(to: first)
      help = "Lead to a touchpoint of that stage: `\(target)`."
      fix = self.fix("Write `\(target)`", node, target, scope)
    }
    report(
      .unknownName, "`\(name)` is \(kind.withArticle), not \(wanted)", at: node, in: scope.file,
      related: [Related(model.place(of: id), "declared here")], help: help, fix: fix, item: scope.about)
  }

  /// How many unknown names are looked at for what was meant.
  static let mostSuggestions = 200

  private func candidates(_ kinds: [ItemKind], _ scope: Scope, most: Int = 5_000) -> [String] {
    var names: [String] = []
    let own = scope.number > 0 ? model.journeys[Int(scope.number) - 1] : model.shared
    for kind in kinds {
      for id in own.items(kind).prefix(most) { names.append(model.name(of: id)) }
      if scope.number > 0 { for id in model.shared.items(kind).prefix(most) { names.append(model.name(of: id)) } }
    }
    return names
  }

  func suggestion(_ near: [String]) -> String {
    near.isEmpty ? "" : "Did you mean \(Suggestion.list(near.map { "`\(Model.reference($0))`" }))?"
  }

  mutating func replacement(_ near: [String], _ node: NodeID, _ scope: Scope) -> Fix? {
    near.first.map {
      let written = Model.reference($0)
      return Fix("Write `\(written)`", [Edit(model.trees[scope.file].place(node), written)], isSafe: false)
    }
  }
}
