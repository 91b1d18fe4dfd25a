public import JourneyModel
import JourneySyntax

extension Editor {
  /// Gives an item another name, and changes the name wherever scripts mean the item by it: in arrows, lists, headers,
  /// conditions and texts that fill it in, in waivers, settings, scenarios and tests, in every file.
  ///
  /// What another item of the same name is called by stays. An item that does not say its `id` gets the one that follows
  /// from its new name.
  public func rename(_ item: ItemID, to name: String) -> Result<ScriptEdit, EditProblem> {
    guard let declaration = declaration(of: item) else {
      return .failure(EditProblem(.notFound, "There is no such item in this script"))
    }
    return rename(declaration, to: name)
  }

  /// Gives something another name, wherever scripts name it: what `declarations` lists can be renamed.
  ///
  /// A parameter that the host sets is set by its new name from then on.
  public func rename(_ declaration: Declaration, to name: String) -> Result<ScriptEdit, EditProblem> {
    let new = NewName(name)
    if let problem = problem(with: declaration) ?? new.problem(for: declaration.kind) { return .failure(problem) }
    let title = "Rename \(declaration.kind.word) \(Model.reference(declaration.name)) to \(Model.reference(name))"
    guard name != declaration.name else { return .success(ScriptEdit(title, [])) }
    if let problem = taken(new, by: declaration) { return .failure(problem) }
    switch declaration.kind {
    case .data, .topic: return renameWord(declaration, to: new, title)
    default: break
    }
    let before = NameState(self)
    let uses = NameUses(of: declaration, in: trees, before.record, model, engine.limits)
    guard !uses.isTooMuch else {
      return .failure(
        EditProblem(
          .limit,
          "Too many things are called \(Model.reference(declaration.name)) to tell which of them each name means",
          help: "Split the script."))
    }
    if let spot = uses.shared, let tree = trees[spot.file] {
      return .failure(
        EditProblem(
          .made,
          "Here one name means \(declaration.kind.word) \(Model.reference(declaration.name)), and something else too",
          help: "Where a template names several things so, make the name a hole, which each `use` fills.",
          at: tree.place(spot.node)))
    }
    var problem: EditProblem?
    for spots in uses.possible.isEmpty ? [uses.sure] : [uses.sure, uses.sure + uses.possible] {
      for way in declaration.isVariable ? [new] : NewName.ways(to: name) {
        let edits = edits(of: [declarationName(declaration)].compactMap(\.self) + spots, to: way)
        guard let after = trees(after: edits) else { continue }
        problem = before.problem(
          with: NameState(self, after: after), NameChange(declaration, way), renamed: Set(spots))
        if problem == nil { return .success(ScriptEdit(title, edits)) }
      }
    }
    guard let problem else { return .failure(EditProblem(.layout, "The names lie on top of each other")) }
    // In an expression a name in quotes is a text, which has no parts.
    return .failure(
      new.isWord || problem.reason != .breaks
        ? problem
        : EditProblem(.breaks, problem.message, help: "Choose a name of one word.", at: problem.place))
  }

  private func edits(of spots: [NameRecord.Spot], to name: NewName) -> [Edit] {
    var seen: Set<NameRecord.Spot> = []
    return spots.compactMap { spot in
      guard seen.insert(spot).inserted, let tree = trees[spot.file] else { return nil }
      return Edit(tree.place(spot.node), name.written(for: spot.node, in: tree))
    }
  }

  private func declarationName(_ declaration: Declaration) -> NameRecord.Spot? {
    guard let tree = trees[declaration.spot.file] else { return nil }
    return tree.child(declaration.spot.node, .name).map { NameRecord.Spot(declaration.spot.file, $0) }
  }

  // MARK: Refusing

  private func problem(with declaration: Declaration) -> EditProblem? {
    let name = "\(declaration.kind.word) \(Model.reference(declaration.name))"
    guard let tree = trees[declaration.spot.file], tree.nodes.indices.contains(declaration.spot.node.index),
      tree.place(tree.child(declaration.spot.node, .name) ?? declaration.spot.node) == declaration.place
    else { return EditProblem(.notFound, "There is no \(name) in these scripts as they are now") }
    if let problem = Editor.ofLibrary(tree.source.name, name) { return problem }
    guard let node = tree.child(declaration.spot.node, .name), tree.child(node, .interpolation) != nil else {
      return nil
    }
    return EditProblem(
      .made, "This name is filled in from a value, so several items are called by it",
      help: "Change the value that is filled in, or the words around it.", at: tree.place(node))
  }

  /// What has a name already, where something is to get it.
  private func taken(_ name: NewName, by declaration: Declaration) -> EditProblem? {
    let folded = NameTable.fold(name.text)
    guard folded != NameTable.fold(declaration.name) else { return nil }
    let isTaken: Bool
    var other = declaration.kind.word
    switch declaration.kind {
    case .item(let kind):
      let item = itemTaken(folded, kind, declaration)
      isTaken = item != nil
      if let item { other = model.kind(of: item).word }
    case .data, .topic:
      let sort: WordUses.Sort = declaration.kind == .data ? .data : .topic
      isTaken = WordUses(of: sort, in: Array(trees.values), kinds: model.kinds).spots.contains { $0.name == folded }
    default:
      isTaken = declarations.contains { other in
        (other.kind == declaration.kind || other.isVariable && declaration.isVariable) && other.spot != declaration.spot
          && NameTable.fold(other.name) == folded && areSiblings(other, declaration)
      }
    }
    guard isTaken else { return nil }
    return EditProblem(
      .taken, "There is \(other.first == "o" ? "an" : "a") \(other) \(Model.reference(name.text)) already",
      help: "Choose a name that nothing else has here.")
  }

  /// The item that has a name in the space in which another is to get it.
  private func itemTaken(_ folded: String, _ kind: ItemKind, _ declaration: Declaration) -> ItemID? {
    let arrows: [ItemKind] = [.touchpoint, .outcome]
    let own = model.items.indices.map { ItemID($0) }.filter { Declaration.isSpot(declaration.spot, of: $0, model) }
    return model.items.indices.map { ItemID($0) }.first { id in
      let item = model[id]
      guard item.kind == kind || arrows.contains(kind) && arrows.contains(item.kind),
        NameTable.fold(model.name(of: id)) == folded
      else { return false }
      return own.contains { mine in
        // Touchpoints of several stages may have one name.
        if kind == .touchpoint, item.kind == .touchpoint { return model.parent(of: mine) == item.parent }
        return kind == .journey || model.journey(of: mine) == model.journey(of: id)
      }
    }
  }

  /// Whether two declarations stand side by side, so that their names must differ.
  private func areSiblings(_ one: Declaration, _ other: Declaration) -> Bool {
    guard one.isVariable else { return true }
    guard one.spot.file == other.spot.file, let tree = trees[one.spot.file] else { return false }
    let parents = tree.parents
    return parents[one.spot.node.index] == parents[other.spot.node.index]
  }

  // MARK: Data and topics

  private func renameWord(_ declaration: Declaration, to new: NewName, _ title: String) -> Result<
    ScriptEdit, EditProblem
  > {
    let sort: WordUses.Sort = declaration.kind == .data ? .data : .topic
    let old = NameTable.fold(declaration.name)
    let before = NameState(self)
    let files = trees.values.filter { !$0.source.name.hasPrefix(Library.prefix) }
    var edits: [Edit] = []
    var renamed: Set<NameRecord.Spot> = []
    for (name, spot) in WordUses(of: sort, in: files, kinds: model.kinds).spots where name == old {
      // A variable of this name stands for its value, and an item for itself.
      guard before.record.meanings[spot] == nil, let tree = trees[spot.file] else { continue }
      renamed.insert(spot)
      guard tree[spot.node].kind == .mergeTag else {
        edits.append(Edit(tree.place(spot.node), new.written(for: spot.node, in: tree)))
        continue
      }
      guard new.isWord else {
        return .failure(
          EditProblem(
            .unfit, "A merge tag names it, and `\(Display.plain(new.text))` is no single word",
            help: "Choose a name of one word.", at: tree.place(spot.node)))
      }
      edits.append(
        contentsOf: tree.firstWord(of: spot.node).map { Edit(Place(spot.file, $0), new.text) }.map { [$0] } ?? [])
    }
    guard let after = trees(after: edits) else {
      return .failure(EditProblem(.layout, "The names lie on top of each other"))
    }
    let problem = before.problem(
      with: NameState(self, after: after), NameChange(declaration, new), renamed: renamed)
    return problem.map { .failure($0) } ?? .success(ScriptEdit(title, edits))
  }
}

extension Declaration {
  /// Whether an item stands in a place, or is made there.
  static func isSpot(_ spot: NameRecord.Spot, of id: ItemID, _ model: Model) -> Bool {
    model[id].node == spot.node && model.trees[model.file(of: id)].source.name == spot.file
  }
}

extension Tree {
  /// The word that a merge tag begins with.
  func firstWord(of tag: NodeID) -> ByteRange? {
    let bytes = source.padded
    var start = self[tag].range.lower
    while start < self[tag].range.upper, bytes[start] == 0x7B || bytes[start] == 0x20 { start += 1 }
    let count = names.spelling(self[tag].symbol).utf8.count
    return count > 0 && start + count <= self[tag].range.upper ? ByteRange(start, start + count) : nil
  }
}
