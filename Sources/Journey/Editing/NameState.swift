import JourneyModel
import JourneySyntax

/// A name and the one that comes in its place.
struct NameChange {
  let declaration: Declaration
  private let old: String
  private let new: String

  init(_ declaration: Declaration, _ name: NewName) {
    (self.declaration, new, old) = (declaration, name.text, declaration.name)
  }

  /// Whether a text is what another has become: the same, or with the name in it where it is filled in.
  func turns(_ one: String, into other: String) -> Bool {
    if one == other { return true }
    return NameTable.fold(one).contains(NameTable.fold(old)) && NameTable.fold(other).contains(NameTable.fold(new))
  }
}

/// What scripts mean, as far as a new name must not change it.
struct NameState {
  let trees: [String: Tree]
  private(set) var record = NameRecord()
  private var checks: [Check] = []

  /// What the scripts of an editor mean as they are, or after edits as some trees.
  init(_ editor: Editor, after changed: [String: Tree]? = nil) {
    trees = changed ?? editor.trees
    let engine = editor.engine(over: trees)
    for before in [editor.check] + editor.others {
      guard let tree = trees[before.model.trees[0].source.name] else { continue }
      checks.append(changed == nil ? before : CompiledScript(tree, engine).check())
      var selections: [Model.Selection] = [.own]
      for section in tree.children(tree.file) {
        if tree[section].kind == .test { selections.append(.test(section)) }
        if tree[section].kind == .scenario, !selections.contains(.all) { selections.append(.all) }
      }
      for selection in selections {
        record.add(
          Model.names(
            in: tree, selection, settings: engine.parameters, limits: engine.limits, loader: engine.loader,
            words: engine.words))
      }
    }
  }

  /// Why the scripts would not mean the same after a new name; nothing where they do.
  func problem(
    with other: NameState, _ change: NameChange, renamed: Set<NameRecord.Spot>
  ) -> EditProblem? {
    if let finding = newFinding(in: other) { return Editor.problem(finding) }
    for (file, tree) in trees {
      guard let after = other.trees[file], hasSameShape(tree, after) else { return unfit(change) }
    }
    for (one, another) in zip(checks, other.checks) {
      if let place = ModelPair(one.model, another.model, change).difference {
        return EditProblem(
          .breaks, "With this name something else would mean another thing",
          help: "Choose a name that nothing else has.",
          at: place)
      }
    }
    let spots = Set(record.meanings.keys).union(other.record.meanings.keys).subtracting(renamed)
    for spot in spots.sorted(by: { ($0.file, $0.node) < ($1.file, $1.node) })
    where record.meanings[spot] != other.record.meanings[spot] {
      guard let tree = trees[spot.file] else { continue }
      return EditProblem(
        .breaks, "With this name `\(Display.plain(tree.text(spot.node)))` would mean something else",
        help: "Choose a name that nothing else has.", at: tree.place(spot.node))
    }
    return nil
  }

  private func unfit(_ change: NameChange) -> EditProblem {
    EditProblem(
      .unfit,
      "This name cannot stand everywhere where \(change.declaration.kind.word) \(Model.reference(change.declaration.name)) is named",
      help: "Choose a name of one word.")
  }

  /// Whether two trees differ in nothing but names and texts.
  private func hasSameShape(_ one: Tree, _ other: Tree) -> Bool {
    guard one.nodes.count == other.nodes.count else { return false }
    func kind(_ node: Node) -> NodeKind { node.kind == .text ? .name : node.kind }
    return zip(one.nodes, other.nodes).allSatisfy {
      kind($0) == kind($1) && $0.size == $1.size && $0.detail == $1.detail
    }
  }

  /// A finding of the language, an error or a hint, that is there only with the new name.
  private func newFinding(in other: NameState) -> Finding? {
    let (lines, otherLines) = (trees.mapValues { LineIndex($0.source) }, other.trees.mapValues { LineIndex($0.source) })
    for (one, another) in zip(checks, other.checks) {
      var known: [String: Int] = [:]
      for finding in one.findings where !finding.isRule { known[NameState.key(finding, lines), default: 0] += 1 }
      for finding in another.findings where !finding.isRule {
        let key = NameState.key(finding, otherLines)
        known[key, default: 0] -= 1
        if known[key, default: 0] < 0 { return finding }
      }
    }
    return nil
  }

  /// What a finding is and on which line it stands: a new name keeps the lines.
  private static func key(_ finding: Finding, _ lines: [String: LineIndex]) -> String {
    let line = lines[finding.place.file]?.line(of: finding.place.range.lower) ?? 0
    return "\(finding.code) \(finding.place.file) \(line)"
  }
}

/// Two models, of which the second should be the first but for a name.
private struct ModelPair {
  let one: Model
  let other: Model
  let change: NameChange

  init(_ one: Model, _ other: Model, _ change: NameChange) {
    (self.one, self.other, self.change) = (one, other, change)
  }

  /// Where they first differ otherwise.
  var difference: Place? {
    let start = Place(one.trees[0].source.name, ByteRange(0, 0))
    guard one.items.count == other.items.count, one.attributes.count == other.attributes.count,
      one.arrows.count == other.arrows.count, one.pains.count == other.pains.count,
      one.evidence.count == other.evidence.count, one.journeys.count == other.journeys.count,
      one.rules.count == other.rules.count, one.kinds.count == other.kinds.count,
      one.parameters.count == other.parameters.count, one.scenarios.count == other.scenarios.count
    else { return start }
    for index in one.items.indices where !isSameItem(ItemID(index)) { return one.place(of: ItemID(index)) }
    for (first, second) in zip(one.attributes, other.attributes)
    where first.attribute != second.attribute || first.node != second.node || !isSame(first.value, second.value) {
      return one.place(of: first)
    }
    for (first, second) in zip(one.arrows, other.arrows)
    where first.from != second.from || first.target != second.target || first.share != second.share
      || first.limit != second.limit || first.isLoop != second.isLoop
    {
      return one.place(of: first)
    }
    for (first, second) in zip(one.pains, other.pains)
    where first.owner != second.owner || first.answeredBy != second.answeredBy
      || !change.turns(first.text, into: second.text)
    {
      return one.place(of: first)
    }
    return nil
  }

  private func isSameItem(_ id: ItemID) -> Bool {
    let (first, second) = (one[id], other[id])
    guard first.kind == second.kind, first.parent == second.parent, first.node == second.node,
      first.file == second.file,
      first.attributes == second.attributes
    else { return false }
    return change.turns(one.name(of: id), into: other.name(of: id))
      && change.turns(one.title(of: id), into: other.title(of: id))
  }

  private func isSame(_ first: Value, _ second: Value) -> Bool {
    switch (first, second) {
    case (.text(let one), .text(let other)), (.word(let one), .word(let other)): change.turns(one, into: other)
    case (.list(let some), .list(let others)):
      some.count == others.count && zip(some, others).allSatisfy { isSame($0, $1) }
    default: first == second
    }
  }
}
