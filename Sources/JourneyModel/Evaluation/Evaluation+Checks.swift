import JourneySyntax

/// The last passes, when every attribute is there: strengths, layers, and the checks that the script makes of itself.
extension Evaluation {
  mutating func allStrengths() -> Strengths {
    var strengths = Strengths()
    strengths.byItem = [UInt16](repeating: 0, count: model.items.count)
    for index in model.items.indices where model.items[index].kind == .touchpoint {
      guard goesOn(index) else { break }
      strengths.byItem[index] = UInt16((model.strength(of: ItemID(index)) * 10_000).rounded())
    }
    return strengths
  }

  // MARK: Layers

  /// Finds the touchpoints that each layer matches, and the stages that need it.
  mutating func matchLayers() {
    defer { addition = -1 }
    for index in model.items.indices where model.items[index].kind == .layer {
      let id = ItemID(index)
      let journeys =
        model.items[index].scope > 0
        ? [model.journeys[Int(model.items[index].scope) - 1]] : model.journeys.filter { !$0.hidesShared }
      let matching = condition(.matches, of: id)
      for contents in journeys {
        if let matching {
          var members = ItemSet(for: contents.touchpoints)
          let scope = scope(of: id, matching.context, in: contents)
          let before = restraint.errors
          addition = matching.context.addition
          let node = matching.node
          let truths = truths(of: node, for: contents.touchpoints, as: .subject, scope) { evaluation, touchpoint in
            Truth(evaluation.condition(node, on: .item(touchpoint), scope))
          }
          for (touchpoint, truth) in zip(contents.touchpoints, truths) where truth == .yes {
            members.insert(touchpoint)
          }
          guard !isExhausted else { return }
          if restraint.errors == before, let first = contents.touchpoints.first {
            rehearse(matching.node, on: .item(first), scope)
          }
          model.layerMembers[LayerIn(layer: id, scope: scope.number)] = members
        }
        let needed = neededStages(id, contents)
        if !needed.isEmpty, matching == nil { reportNoMatches(id) }
        if !needed.isEmpty { model.layerNeeds[id, default: []] += needed }
      }
    }
  }

  private mutating func reportNoMatches(_ layer: ItemID) {
    // A line that could not be read may have said it, or what the layer is like.
    guard !likeNothing.contains(layer) else { return }
    let tree = model.trees[model.items[layer.index].file]
    let item = model.items[layer.index].node
    guard !tree.children(item).contains(where: { tree[$0].flags.contains(.broken) }) else { return }
    report(
      .missingValue, "Layer \(model.reference(to: layer)) is needed, and nothing says which touchpoints belong to it",
      at: model.place(of: layer), help: "Add a line, for example `matches channel.mode has human`.", item: layer)
  }

  private func scope(of layer: ItemID, _ context: LineContext, in contents: Model.JourneyContents) -> Scope {
    let number = contents.journey.map { model.items[$0.index].scope } ?? 0
    return Scope(file: context.file, frame: context.frame, number: number, subject: nil, about: layer)
  }

  /// The condition that an item says of an attribute, with where it stands: in a template or a scenario, it may be.
  private func condition(_ attribute: Attribute, of id: ItemID) -> (node: NodeID, context: LineContext)? {
    guard let row = model.row(attribute, of: id) else { return nil }
    let context =
      conditionContexts[row]
      ?? LineContext(
        file: model.items[id.index].file, frame: itemFrames[id.index], addition: model.additions.number(of: id))
    return model.trees[context.file].firstChild(model.attributes[row].node).map { ($0, context) }
  }

  private mutating func neededStages(_ layer: ItemID, _ contents: Model.JourneyContents) -> [ItemID] {
    let named = model.value(.neededIn, of: layer)
    if named != .flag(true) {
      let number = contents.journey.map { model.items[$0.index].scope } ?? 0
      return named.elements.compactMap(\.itemID).filter { model.items[$0.index].scope == number }
    }
    guard let (every, context) = condition(.neededIn, of: layer) else { return [] }
    addition = context.addition
    let tree = model.trees[context.file]
    guard ItemKind(rawValue: UInt8(tree[every].detail)) == .stage else {
      report(
        .wrongKindOfValue, "A layer is needed in stages", at: every, in: context.file,
        help: "Write `needed in every stage`, or name the stages.", item: layer)
      return []
    }
    guard let condition = tree.firstChild(every) else {
      // Each stage that lacks the layer is a finding, which is far more than a step.
      return spend(40 * contents.stages.count, at: every, in: context.file) ? contents.stages : []
    }
    let scope = scope(of: layer, context, in: contents)
    return contents.stages.filter { matches(condition, .item($0), scope) }
  }

  // MARK: Expectations

  mutating func checkExpectations() {
    guard !isExhausted else { return }
    // What could not be read is not known: an expectation that rests on it is not judged.
    let rules = model.ruleSections
    let errors = PlaceIndex(findings.filter { $0.severity == .error && !rules.holds($0.place) }.map(\.place))
    let isTouchedAtLarge =
      !errors.isEmpty
      && !PlaceIndex(model.items.filter { $0.kind == .stage }.map { model.trees[$0.file].place($0.node) })
        .holdsAll(of: errors)
    defer { addition = -1 }
    for expectation in model.expectations where !isExhausted {
      addition = expectation.addition
      let tree = model.trees[expectation.file]
      let node = tree[expectation.node]
      guard !node.flags.contains(.broken), let condition = tree.firstChild(expectation.node)
      else {
        continue
      }
      let scope = Scope(
        file: expectation.file, frame: expectation.frame, number: model.items[expectation.subject.index].scope,
        subject: nil, about: expectation.subject)
      let before = restraint.errors
      let outcome = self.condition(condition, scope)
      if restraint.errors == before { rehearse(condition, scope) }
      guard outcome != .flag(true), restraint.errors == before, !isTouchedAtLarge,
        !errors.begins(in: extent(of: expectation.subject))
      else { continue }
      guard outcome == .flag(false) else {
        if isOfTest(expectation) { reportUntold(condition, expectation, partValues(condition, scope)) }
        continue
      }
      let written = Display.plain(tree.text(condition), limit: 80)
      var title = "This does not hold: `\(written)`"
      if let clause = tree.clause(expectation.node, .otherwise),
        let text = tree.firstChild(clause)
      {
        title = Display.plain(value(text, scope).text(in: model, limit: 1_000), limit: 200)
      }
      report(
        .notTrue, title, at: condition, in: expectation.file, related: partValues(condition, scope),
        help: "Change the journey so that it holds, or the expectation where it asks too much.",
        item: expectation.subject)
    }
  }

  /// The values of a condition's parts, each at its place.
  mutating func partValues(_ condition: NodeID, _ scope: Scope) -> [Related] {
    let tree = model.trees[scope.file]
    var related: [Related] = []
    var index = condition.index
    let end = condition.index + Int(tree[condition].size)
    while index < end, related.count < 6 {
      let node = NodeID(index)
      switch tree[node].kind {
      case .call, .member:
        let value = value(node, scope)
        related.append(relation(node, value, tree, restsOn: assumptions(of: node, scope)))
        if let list = filteredList(in: node, scope) { related.append(list) }
        index += Int(tree[node].size)
      case .name:
        let value = value(node, scope)
        // A fixed word stands for itself and explains nothing.
        if !tree.text(node).elementsEqual(value.text(in: model, limit: 1_000)), value != .none {
          related.append(relation(node, value, tree))
        }
        index += 1
      case .comparison:
        let parts = Array(tree.children(node))
        if parts.count == 2, words(of: parts[0], scope) != nil {
          let value = value(parts[0], scope)
          related.append(relation(parts[0], value, tree))
          index += Int(tree[node].size)
        } else {
          index += 1
        }
      default: index += 1
      }
    }
    return related
  }

  /// What `some(LIST where …)` goes through, where that is not much: so one sees what did not meet the condition.
  private mutating func filteredList(in call: NodeID, _ scope: Scope) -> Related? {
    let tree = model.trees[scope.file]
    guard tree[call].kind == .call, let (_, filter) = tree.twoChildren(call), tree[filter].kind == .filter,
      let list = tree.firstChild(filter), tree[list].kind == .name || tree[list].kind == .member
    else { return nil }
    let members = value(list, scope).elements
    return members.count > 5 ? nil : relation(list, .list(members), tree)
  }

  /// What a part of a condition comes to, at its place.
  private func relation(_ node: NodeID, _ value: Value, _ tree: Tree, restsOn assumed: String = "") -> Related {
    let text = Display.plain(value.text(in: model, limit: 1_000))
    return Related(tree.place(node), "is \(text.isEmpty ? "empty" : text)\(assumed)")
  }

  /// What a figure of the flow rests on that the script does not say, to stand behind it.
  private func assumptions(of call: NodeID, _ scope: Scope) -> String {
    guard let goal = goals[LineKey(file: scope.file, node: call)], let analysis = analyses[scope.number] else {
      return ""
    }
    let assumptions = analysis.assumptions(behind: goal)
    guard let first = assumptions.first else { return "" }
    let more = assumptions.count > 1 ? ", and \(assumptions.count - 1) more" : ""
    return ", assumed that \(first.words(in: model))\(more)"
  }

  /// Everything that belongs to an item, as a place.
  private func extent(of id: ItemID) -> Place {
    model.trees[model.items[id.index].file].place(model.items[id.index].node)
  }

  // MARK: Ways and uses

  /// To which personas each arrow is open, as far as that can be told before anyone walks.
  mutating func decideConditions() {
    // What is wrong with the conditions was said when their lines were read.
    restraint.isQuiet = true
    defer { restraint.isQuiet = false }
    for index in model.arrows.indices {
      guard goesOn(index) else { return }
      let arrow = model.arrows[index]
      var only: Set<Value> = []
      if case .item(let target) = arrow.target { only = Set(model.value(.onlyFor, of: target).elements) }
      guard arrow.condition != nil || !only.isEmpty else { continue }
      let personas = model.visible(.persona, in: model.contents(around: arrow.from))
      guard spend(personas.count + only.count, at: arrow.node, in: arrow.file) else { return }
      let answers = personas.map { persona in
        only.isEmpty || only.contains(.item(persona)) ? isOpen(index, to: persona) : false
      }
      model.openings[index] = Opening(personas, answers)
    }
  }

  /// Whether an arrow's condition is met by a persona: yes, no, or nothing where only the way there decides.
  mutating func isOpen(_ number: Int, to persona: ItemID?, knowing known: Value = .unknown) -> Bool? {
    let arrow = model.arrows[number]
    guard let condition = arrow.condition else { return true }
    let item = model.items[arrow.from.index]
    let frame = model.arrowFrames.isEmpty ? nil : model.arrowFrames[number]
    var scope = Scope(
      file: arrow.file, frame: frame ?? itemFrames[arrow.from.index], number: item.scope, about: arrow.from)
    scope.isOnTheWay = true
    scope.persona = persona
    scope.known = known
    if case .flag(let isMet) = value(condition, scope) { return isMet }
    return nil
  }

  /// Reads the values that nothing asks for, so that what is wrong with them is said as well.
  mutating func readUnusedBindings() {
    let known = usedBindings
    defer { usedBindings = known }
    var read = known
    // The variables of a rule mean something only beside an item.
    let ofRules = Set(ruleSections.filter { $0.bindings != nil }.map { Int($0.frame) })
    for number in frames.indices where !ofRules.contains(number) {
      let unread = frames[number].bindings.compactMap { symbol, binding -> (Symbol, NodeID, Int)? in
        if case .expression(let node, let file) = binding { (symbol, node, file) } else { nil }
      }
      for (symbol, node, file) in unread.sorted(by: { ($0.2, $0.1) < ($1.2, $1.1) }) {
        guard read.insert(LineKey(file: file, node: node)).inserted else { continue }
        guard spend(1 + model.journeys.count / 8, at: node, in: file) else { return }
        guard let name = model.trees[file].child(node, .name), let binding = frames[number].bindings[symbol] else {
          continue
        }
        let journey = model.journeys.firstIndex {
          $0.journey.map { model.items[$0.index].file == file && contains(model.items[$0.index].node, node, file) }
            ?? false
        }
        let scope = Scope(file: file, frame: Int32(number), number: Int32(journey.map { $0 + 1 } ?? 0))
        _ = value(of: binding, symbol, in: Int32(number), asked: name, scope)
      }
    }
  }

  func contains(_ outer: NodeID, _ inner: NodeID, _ file: Int) -> Bool {
    outer < inner && inner.index < outer.index + Int(model.trees[file][outer].size)
  }

  /// Notes what nothing uses: items, variables and templates of the script.
  mutating func noteUses() {
    model.usedItems = used
    guard !isExhausted else { return }
    let tree = model.trees[0]
    let sections = tree.children(tree.file).filter { section in
      switch tree[section].kind {
      case .test, .scenario, .template, .kind, .project: true
      default: false
      }
    }
    // What stands in a section is not read now: whatever it names may be used there.
    var named: Set<UInt32> = []
    for section in sections where tree[section].kind != .project {
      for index in section.index + 2..<max(section.index + 2, section.index + Int(tree[section].size))
      where tree.nodes[index].kind == .name {
        named.insert(tree.nodes[index].symbol.rawValue)
      }
    }
    if !named.isEmpty {
      for index in model.items.indices where named.contains(model.items[index].symbol.rawValue) { used[index] = true }
    }
    model.usedItems = used
    var section = sections.map { $0.index..<$0.index + Int(tree[$0].size) }.makeIterator()
    var next = section.next()
    for (index, node) in tree.nodes.enumerated() {
      while let range = next, index >= range.upperBound { next = section.next() }
      guard node.kind == .letLine || node.kind == .parameterLine, !node.flags.contains(.broken),
        !(next?.contains(index) ?? false), !usedBindings.contains(LineKey(file: 0, node: NodeID(index)))
      else { continue }
      if let name = tree.child(NodeID(index), .name), named.contains(tree[name].symbol.rawValue) { continue }
      model.unusedBindings.append(NodeID(index))
    }
    noteUnusedTemplates(sections)
  }

  private mutating func noteUnusedTemplates(_ sections: [NodeID]) {
    let tree = model.trees[0]
    let templates = sections.filter { tree[$0].kind == .template && !tree[$0].flags.contains(.broken) }
    guard !templates.isEmpty else { return }
    var used: Set<UInt32> = []
    for index in tree.nodes.indices where tree.nodes[index].kind == .useLine {
      if let name = tree.child(NodeID(index), .name) { used.insert(nameSymbol(name, fileScope(0)).rawValue) }
    }
    model.unusedBindings += templates.filter { template in
      tree.child(template, .name).map { !used.contains(nameSymbol($0, fileScope(0)).rawValue) } ?? false
    }
  }
}

/// To which personas an arrow is open: the answer for most, and those for whom it is another.
struct Opening: Sendable {
  private let usual: Bool?
  private let others: [ItemID: Bool?]

  /// The answers for personas, one each.
  init(_ personas: [ItemID], _ answers: [Bool?]) {
    let counts = Dictionary(answers.map { ($0, 1) }, uniquingKeysWith: +)
    let usual = [true, false, nil].max { counts[$0, default: 0] < counts[$1, default: 0] } ?? nil
    self.usual = usual
    others = Dictionary(zip(personas, answers).filter { $0.1 != usual }) { first, _ in first }
  }

  func answer(for persona: ItemID) -> Bool? { others[persona] ?? usual }
}

/// A layer in the journey of a number.
struct LayerIn: Numbered {
  let layer: ItemID
  let scope: Int32

  var number: Int { layer.index << 32 | Int(scope) }
}

extension Model {
  /// Whether an arrow is open to a persona: yes, no, or nothing where only the way there decides.
  public func isOpen(_ arrow: Int, to persona: ItemID?) -> Bool? {
    guard let opening = openings[arrow] else { return true }
    return persona.flatMap { opening.answer(for: $0) }
  }

  /// Whether a touchpoint is there for a persona, and not `only for` others.
  public func admits(_ persona: ItemID?, _ touchpoint: ItemID) -> Bool {
    guard let persona, mentions(.onlyFor, touchpoint) else { return true }
    let only = value(.onlyFor, of: touchpoint).elements
    return only.isEmpty || only.contains(.item(persona))
  }

  /// Whether an arrow has neither a condition nor a target that is only for some.
  public func isOpenToAll(_ arrow: Int) -> Bool { openings[arrow] == nil }

  /// The numbers of the arrows that leave a touchpoint.
  public func arrowNumbers(from touchpoint: ItemID) -> Range<Int> {
    guard touchpoint.index + 1 < arrowStarts.count else { return 0..<0 }
    return Int(arrowStarts[touchpoint.index])..<Int(arrowStarts[touchpoint.index + 1])
  }

  /// Whether anything in the script names an item.
  public func isUsed(_ id: ItemID) -> Bool { id.index < usedItems.count && usedItems[id.index] }

  /// Whether a touchpoint belongs to a layer.
  public func isIn(layer: ItemID, _ touchpoint: ItemID) -> Bool {
    layerMembers[LayerIn(layer: layer, scope: items[touchpoint.index].scope)]?.contains(touchpoint) ?? false
  }

  /// The stages that need a layer.
  public func stages(needing layer: ItemID) -> [ItemID] { layerNeeds[layer] ?? [] }
}
