import JourneySyntax

/// What scenarios and tests take away: `without channel email`.
///
/// What is gone is not declared, and with it goes what cannot be without it: the touchpoints of a stage, and those that
/// are on no other channel. Its name is remembered, so that whatever was said of it elsewhere falls away in silence.
extension Evaluation {
  /// Whether a journey is one that a scenario or test makes.
  func isVariant(_ scope: Int32) -> Bool { variantNumbers[scope] != nil }

  /// Whether a name is that of something that a variant has taken away.
  mutating func isGone(_ symbol: Symbol, _ space: UInt8, _ scope: Int32) -> Bool {
    variantNumbers[scope].map { variants[$0].gone.contains(Variant.GoneName(space: space, symbol)) }
      ?? false
  }

  /// Whether a word in an expression names something that is gone, of whatever kind.
  mutating func isGone(_ symbol: Symbol, _ scope: Int32) -> Bool {
    !variants.isEmpty && ItemKind.allCases.contains { isGone(symbol, Evaluation.space($0), scope) }
  }

  // MARK: Before the journey is declared

  /// Notes what the layers of a variant take away, and the touchpoints that they move to other channels.
  mutating func noteRemovals(_ variant: inout Variant) {
    for layer in variant.layers {
      let (file, node) = (layer.section.file, layer.section.node)
      let tree = model.trees[file]
      for index in node.index..<node.index + Int(tree[node].size) {
        let line = NodeID(index)
        switch tree[line].kind {
        case .withoutLine:
          guard let kind = takenItem(line, file), let (_, target) = tree.twoChildren(line) else { continue }
          if kind == .journey {
            reportJourney(line, file)
          } else {
            let removal = removal(kind, target, file)
            variant.removalsByName[Variant.GoneName(kind, removal.symbol), default: []].append(variant.removals.count)
            variant.removals.append(removal)
            if kind == .channel { variant.takesChannels = true }
            if kind == .persona { variant.takesPersonas = true }
          }
        case .change:
          let (isMoved, isReaddressed) = (tree.clause(line, .on) != nil, onlyFor(line, tree) != nil)
          guard isMoved || isReaddressed, let name = tree.firstChild(line) else { continue }
          let last = tree[name].kind == .qualifiedName ? tree.twoChildren(name)?.1 ?? name : name
          let symbol = nameSymbol(last, fileScope(file)).rawValue
          if isMoved { variant.moved.insert(symbol) }
          if isReaddressed { variant.readdressed.insert(symbol) }
        default: continue
        }
      }
    }
  }

  private mutating func removal(_ kind: ItemKind, _ target: NodeID, _ file: Int) -> Variant.Removal {
    let tree = model.trees[file]
    if tree[target].kind == .qualifiedName, let (stage, name) = tree.twoChildren(target) {
      return Variant.Removal(
        kind: kind, symbol: nameSymbol(name, fileScope(file)), stage: nameSymbol(stage, fileScope(file)), file: file,
        node: target)
    }
    return Variant.Removal(
      kind: kind, symbol: nameSymbol(target, fileScope(file)), stage: nil, file: file, node: target)
  }

  private mutating func reportJourney(_ line: NodeID, _ file: Int) {
    report(
      .outsideItsPlace, "A scenario changes a journey and cannot take it away", at: line, in: file,
      help: "Take away stages, touchpoints, channels, personas, layers or outcomes.")
  }

  /// What journeys share, once more for one variant that changes or takes away a part of it.
  ///
  /// A shared item is shared: whatever refers to it would still refer to the unchanged one. So all are declared anew.
  mutating func copyShared(for number: Int, _ position: Position) {
    let items = [ItemKind.persona, .channel, .layer].flatMap { model.shared.items($0) }
    guard !items.isEmpty,
      variants[number].fileFrames >= 0
        || namesShared(number, Set(items.map { model.items[$0.index].symbol.rawValue })),
      spend(8 * items.count, at: variants[number].journey.node, in: variants[number].journey.file)
    else { return }
    model.journeys[Int(variants[number].scope) - 1].hidesShared = true
    let hidden = simpleItems(of: variants[number].journey)
    for id in items {
      let item = model.items[id.index]
      used[id.index] = true
      if hidden.contains(Variant.GoneName(item.kind, item.symbol)) { continue }
      var copy = position
      copy.file = item.file
      copy.frame = outerFrame(of: id)
      if frames[Int(copy.frame)].parent < 0 { copy.frame = fileFrame(item.file, position.scope) }
      addition = model.additions.number(of: id)
      declare(item.node, item.kind, copy, isCopy: true)
      addition = -1
    }
  }

  /// The personas, channels and layers of a journey itself, which hide shared ones of their names.
  private mutating func simpleItems(of journey: Sections.Section) -> Set<Variant.GoneName> {
    let tree = model.trees[journey.file]
    var names: Set<Variant.GoneName> = []
    for child in tree.children(journey.node) where tree[child].kind == .item {
      guard let kind = ItemKind(rawValue: UInt8(tree[child].detail)), let name = tree.child(child, .name) else {
        continue
      }
      names.insert(Variant.GoneName(kind, nameSymbol(name, fileScope(journey.file))))
    }
    return names
  }

  /// The frame in which an item of a file is declared: its own without what it says itself.
  private func outerFrame(of id: ItemID) -> Int32 {
    let frame = itemFrames[id.index]
    let tree = model.trees[model.items[id.index].file]
    let hasOwn = tree.child(model.items[id.index].node, .letLine) != nil
    return hasOwn ? frames[Int(frame)].parent : frame
  }

  private mutating func namesShared(_ number: Int, _ shared: Set<UInt32>) -> Bool {
    let variant = variants[number]
    if variant.removals.contains(where: { shared.contains($0.symbol.rawValue) }) { return true }
    return variant.layers.contains { layer in
      let tree = model.trees[layer.section.file]
      return tree.children(layer.section.node).contains { child in
        guard tree[child].kind == .change, let name = tree.firstChild(child), tree[name].kind == .name else {
          return false
        }
        return shared.contains(nameSymbol(name, fileScope(layer.section.file)).rawValue)
      }
    }
  }

  // MARK: While the journey is declared

  /// Whether an item is not there: it is named by a `without`, stands in what is, or has no channel left.
  mutating func isTakenAway(_ node: NodeID, _ kind: ItemKind, _ symbol: Symbol, _ position: Position) -> Bool {
    guard kind != .journey, let number = variantNumbers[position.scope] else { return false }
    let stage = position.stage.map { model.items[$0.index].symbol }
    for index in variants[number].removalsByName[Variant.GoneName(kind, symbol)] ?? [] {
      let removal = variants[number].removals[index]
      guard removal.kind == kind, removal.stage == nil || removal.stage == stage else {
        continue
      }
      variants[number].removals[index].stages.insert(position.stage?.rawValue ?? -1)
      note(last(of: removal), in: removal.file, means: node, in: position.file)
      if let stage = position.stage, removal.stage != nil, let name = model.trees[removal.file].firstChild(removal.node)
      {
        note(name, in: removal.file, means: stage)
      }
      return true
    }
    if position.isGone { return true }
    return kind == .touchpoint
      && (hasNoChannelLeft(node, symbol, position, number, depth: 0)
        || isForNobody(node, symbol, position, number, depth: 0))
  }

  /// Whether a touchpoint is only for personas that are gone.
  private mutating func isForNobody(
    _ node: NodeID, _ symbol: Symbol, _ position: Position, _ number: Int, depth: Int
  ) -> Bool {
    guard variants[number].takesPersonas, !variants[number].readdressed.contains(symbol.rawValue) else { return false }
    let tree = model.trees[position.file]
    guard let line = onlyFor(node, tree) else {
      // A touchpoint that is like another is for the same, unless it takes that away.
      let takesAway = tree.children(node).contains { line in
        tree[line].kind == .withoutLine && attribute(of: Revision.Without(file: position.file, node: line)) == .onlyFor
      }
      guard !takesAway, depth < limits.depth, let other = copied(by: node, position, number) else { return false }
      return isForNobody(other, symbol, position, number, depth: depth + 1)
    }
    return areAllGone(tree.children(line), .persona, position)
  }

  /// The touchpoint that one is like.
  private mutating func copied(by node: NodeID, _ position: Position, _ number: Int) -> NodeID? {
    let tree = model.trees[position.file]
    guard let like = tree.clause(node, .like), let name = tree.firstChild(like) else { return nil }
    return touchpoint(called: name, position, number)
  }

  private func onlyFor(_ node: NodeID, _ tree: Tree) -> NodeID? {
    tree.children(node).first { tree[$0].kind == .attribute && tree[$0].detail == Attribute.onlyFor.detail }
  }

  /// Whether names are all of items that are gone, and there is one.
  private mutating func areAllGone(_ nodes: some Sequence<NodeID>, _ kind: ItemKind, _ position: Position) -> Bool {
    var isAny = false
    for node in nodes {
      let values = variable(node, scope(of: position))?.elements.map { $0.text(in: model) }
      for text in values ?? [nameText(node, scope(of: position))] {
        isAny = true
        guard let symbol = names.symbol(of: text), isGone(symbol, kind.rawValue, position.scope) else { return false }
      }
    }
    return isAny
  }

  private mutating func hasNoChannelLeft(
    _ node: NodeID, _ symbol: Symbol, _ position: Position, _ number: Int, depth: Int
  ) -> Bool {
    guard variants[number].takesChannels, !variants[number].moved.contains(symbol.rawValue), depth < limits.depth
    else { return false }
    let tree = model.trees[position.file]
    guard let clause = tree.clause(node, .on) else {
      // A touchpoint that is like another is on its channels.
      guard let other = copied(by: node, position, number) else { return false }
      return hasNoChannelLeft(other, symbol, position, number, depth: depth + 1)
    }
    return areAllGone(tree.children(clause), .channel, position)
  }

  /// The node of a touchpoint in the file of a variant's journey.
  private mutating func touchpoint(called name: NodeID, _ position: Position, _ number: Int) -> NodeID? {
    let tree = model.trees[position.file]
    let last = tree[name].kind == .qualifiedName ? tree.twoChildren(name)?.1 ?? name : name
    let wanted = nameSymbol(last, scope(of: position))
    guard spend(tree.nodes.count / 64, at: name, in: position.file) else { return nil }
    return tree.nodes.indices.lazy.map { NodeID($0) }.first { node in
      tree[node].kind == .item && tree[node].detail == UInt16(ItemKind.touchpoint.rawValue)
        && tree.child(node, .name).map { tree[$0].symbol } == wanted
    }
  }

  /// Remembers the name of something that is gone, and of what stood in it.
  mutating func noteGone(_ node: NodeID, _ kind: ItemKind, _ symbol: Symbol, _ outer: Position) {
    guard let number = variantNumbers[outer.scope] else { return }
    variants[number].gone.insert(Variant.GoneName(kind, symbol))
    noteAbsentee(node, kind, symbol, outer)
    // What a `use` below a touchpoint adds belongs to the stage, which may well stay.
    guard kind == .stage || kind == .touchpoint else { return }
    var position = outer
    if kind == .stage { position.goneStage = symbol }
    walk(node, position, .items)
  }

  // MARK: After the journey is declared

  /// Says what was to be taken away and is not there, or is there more than once.
  mutating func checkRemovals(_ number: Int) {
    var scope = fileScope(0)
    scope.number = variants[number].scope
    for removal in variants[number].removals {
      scope.file = removal.file
      if removal.stages.isEmpty {
        guard !isGone(removal.symbol, Evaluation.space(removal.kind), scope.number) else { continue }
        reportUnknown(nameText(last(of: removal), scope), [removal.kind], at: removal.node, scope)
      } else if removal.stages.count > 1, removal.kind == .touchpoint {
        let name = nameText(last(of: removal), scope)
        let stages = removal.stages.filter { $0 >= 0 }.sorted().prefix(5).map {
          "`without touchpoint \(model.reference(to: ItemID(Int($0)))).\(Model.reference(name))`"
        }
        report(
          .ambiguousName, "\(Model.reference(name)) is the name of several touchpoints", at: removal.node,
          in: removal.file, help: "Name its stage too: \(Suggestion.list(Array(stages))).")
      }
    }
  }

  private func last(of removal: Variant.Removal) -> NodeID {
    let tree = model.trees[removal.file]
    return tree[removal.node].kind == .qualifiedName
      ? tree.twoChildren(removal.node)?.1 ?? removal.node : removal.node
  }
}
