public import JourneyModel
import JourneySyntax

extension Editor {
  /// Moves an item with everything in it and its comments: before or behind another of its kind, or into another stage
  /// or journey.
  ///
  /// Where arrows name a touchpoint with its stage, they name the new one.
  public func move(_ item: ItemID, to place: ItemPlace) -> Result<ScriptEdit, EditProblem> {
    guard case .success(let tree) = own(item) else { return own(item).map { _ in ScriptEdit("", []) } }
    let anchor = anchor(of: place)
    guard case .success(let other) = own(anchor) else { return own(anchor).map { _ in ScriptEdit("", []) } }
    let name = model.reference(to: item)
    let title = "Move \(model.kind(of: item).word) \(name)"
    if let problem = unfit(model.kind(of: item), place) { return .failure(problem) }
    guard tree.source.name == other.source.name else {
      return .failure(
        EditProblem(
          .notFound, "\(name) and \(model.reference(to: anchor)) stand in two files", help: "Move it within its file."))
    }
    guard anchor != item, !tree.contains(model[item].node, model[anchor].node) else {
      return anchor == item
        ? .success(ScriptEdit(title, []))
        : .failure(EditProblem(.breaks, "\(name) cannot stand in itself", help: "Choose another place."))
    }
    guard let text = ItemText(model[item].node, in: tree), let target = slot(place, tree) else {
      return .failure(Editor.sharedLine(name, model.place(of: item)))
    }
    return checked(title, edits(moving: text, of: item, to: target, renaming: stageNames(of: item, at: place, tree)))
  }

  private func anchor(of place: ItemPlace) -> ItemID {
    switch place {
    case .before(let id), .after(let id), .last(in: let id): id
    }
  }

  static func sharedLine(_ name: String, _ place: Place) -> EditProblem {
    EditProblem(
      .layout, "\(name) shares a line with something else",
      help: "Give each statement a line of its own: lay out the script.",
      at: place)
  }

  /// Why an item of a kind cannot stand in a place.
  func unfit(_ kind: ItemKind, _ place: ItemPlace) -> EditProblem? {
    switch place {
    case .before(let sibling), .after(let sibling):
      guard model.items.indices.contains(sibling.index), model.kind(of: sibling) != kind else { return nil }
      return EditProblem(
        .unfit, "\(model.reference(to: sibling)) is \(model.kind(of: sibling).withArticle), not \(kind.withArticle)",
        help: "Name \(kind.withArticle) that it is to stand beside.")
    case .last(in: let parent):
      guard model.items.indices.contains(parent.index) else { return nil }
      let wanted: ItemKind = kind == .touchpoint ? .stage : .journey
      guard model.kind(of: parent) != wanted || kind == .journey else { return nil }
      return EditProblem(
        .unfit,
        "\(kind.withArticle.prefix(1).uppercased() + kind.withArticle.dropFirst()) does not stand in \(model.kind(of: parent).withArticle)",
        help: kind == .journey ? "Put it beside another journey." : "Put it into \(wanted.withArticle).")
    }
  }

  // MARK: Slots

  /// A place between lines.
  struct Slot {
    let offset: Int
    /// Whether a text comes in front of what stands there, and not behind it.
    let isBefore: Bool
    let margin: String
    /// What lies between items there.
    let gap: String
    /// The item that the place is beside, and the one that all stand in.
    let sibling: NodeID?
    let parent: NodeID
  }

  /// The place in a text that an item's place is; nothing where lines are shared.
  func slot(_ place: ItemPlace, _ tree: Tree) -> Slot? {
    let parents = tree.parents
    switch place {
    case .before(let id):
      guard let text = ItemText(model[id].node, in: tree) else { return nil }
      return Slot(
        offset: text.range.lower, isBefore: true, margin: text.margin, gap: gap(around: text, tree, parents),
        sibling: model[id].node, parent: parents[model[id].node.index])
    case .after(let id):
      guard let text = ItemText(model[id].node, in: tree) else { return nil }
      return Slot(
        offset: text.range.upper, isBefore: false, margin: text.margin, gap: gap(around: text, tree, parents),
        sibling: model[id].node, parent: parents[model[id].node.index])
    case .last(in: let id):
      let parent = model[id].node
      if let last = tree.children(parent).filter({ tree[$0].kind == .item }).last,
        let text = ItemText(last, in: tree), tree.children(parent).allSatisfy({ $0 <= last })
      {
        return Slot(
          offset: text.range.upper, isBefore: false, margin: text.margin, gap: gap(around: text, tree, parents),
          sibling: last, parent: parent)
      }
      guard let text = ItemText(parent, in: tree) else { return nil }
      return Slot(
        offset: text.range.upper, isBefore: false, margin: text.margin + tree.step, gap: "\n", sibling: nil,
        parent: parent)
    }
  }

  /// What lies between the items around one.
  private func gap(around text: ItemText, _ tree: Tree, _ parents: [NodeID]) -> String {
    let siblings = tree.children(parents[text.node.index]).filter { tree[$0].kind == .item }
    guard let index = siblings.firstIndex(of: text.node), siblings.count > 1 else { return "\n" }
    let later = index > 0 ? text : ItemText(siblings[1], in: tree)
    let gap = later.map { tree.source.text($0.gapBefore) } ?? "\n"
    return gap.utf8.contains(0x0A) || gap.utf8.contains(0x0D) ? gap : "\n"
  }

  // MARK: Edits

  private func edits(moving text: ItemText, of item: ItemID, to slot: Slot, renaming names: [Edit]) -> [Edit] {
    let tree = text.tree
    let inside = names.filter { text.range.lower <= $0.place.range.lower && $0.place.range.upper <= text.range.upper }
    let outside = names.filter { !inside.contains($0) }
    let moved = text.text(margin: slot.margin, with: inside)
    let (before, after) = (text.gapBefore, text.gapAfter)
    // It is there already.
    if slot.offset == text.range.upper || slot.offset == text.range.lower { return [] }
    if slot.isBefore ? slot.offset == after.upper : slot.offset == before.lower,
      slot.parent == tree.parents[text.node.index]
    {
      return outside
    }
    // The empty lines go along that lie between it and where it goes, so that moving it back gives the same text.
    let isUp = slot.offset <= text.range.lower
    let siblings = tree.children(tree.parents[text.node.index]).filter { tree[$0].kind == .item }
    let staysInside = slot.parent == tree.parents[text.node.index]
    let takesGapBehind = staysInside ? !isUp : siblings.first == text.node && siblings.count > 1
    let gapRange = takesGapBehind && after.upper < tree.source.count ? after : before
    let gap = tree.source.text(gapRange)
    let removal =
      gapRange == after ? ByteRange(text.range.lower, after.upper) : ByteRange(before.lower, text.range.upper)
    let kept = Editor.hasLineEnd(gap) ? Editor.lineEnds(of: gap) : slot.gap
    let offset = slot.offset
    let written = slot.isBefore ? moved + kept : kept + moved
    return [
      Edit(Place(tree.source.name, removal), ""), Edit(Place(tree.source.name, ByteRange(offset, offset)), written),
    ] + outside
  }

  private static func hasLineEnd(_ gap: String) -> Bool { gap.utf8.contains(0x0A) || gap.utf8.contains(0x0D) }

  /// A gap without the blanks of a last line.
  private static func lineEnds(of gap: String) -> String {
    var bytes = Array(gap.utf8)
    while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The names of its stage, where a touchpoint that leaves it is named with that.
  private func stageNames(of item: ItemID, at place: ItemPlace, _ tree: Tree) -> [Edit] {
    guard model.kind(of: item) == .touchpoint, let old = model.parent(of: item) else { return [] }
    let new: ItemID?
    switch place {
    case .before(let id), .after(let id): new = model.parent(of: id)
    case .last(in: let id): new = id
    }
    guard let new, new != old, let declaration = declaration(of: item) else { return [] }
    let name = NewName(model.name(of: new))
    let state = NameState(self)
    return NameUses(of: declaration, in: trees, state.record, model, engine.limits).sure.compactMap { spot in
      guard let tree = trees[spot.file] else { return nil }
      let parent = tree.parents[spot.node.index]
      let stage = NodeID(parent.index + 1)
      guard tree[parent].kind == .qualifiedName || tree[parent].kind == .member, stage != spot.node,
        tree.isCalled(stage, NameTable.fold(model.name(of: old)))
      else { return nil }
      return Edit(tree.place(stage), name.written(for: stage, in: tree))
    }
  }
}

extension Tree {
  /// Whether a node is another one, or stands in it.
  func contains(_ outer: NodeID, _ node: NodeID) -> Bool {
    outer.index <= node.index && node.index < outer.index + Int(self[outer].size)
  }

  /// By how much the script indents: what stands before its first item within another.
  var step: String {
    for index in nodes.indices.prefix(2_000) where nodes[index].kind == .item || nodes[index].kind == .attribute {
      let start = TextLines(source).start(ofLineAt: nodes[index].range.lower)
      let margin = source.text(ByteRange(start, nodes[index].range.lower))
      if !margin.isEmpty, margin.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return margin }
    }
    return "  "
  }
}
