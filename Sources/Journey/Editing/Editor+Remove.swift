public import JourneyModel
import JourneySyntax

extension Editor {
  /// Takes an item out, with everything in it and its comments.
  ///
  /// - Parameters:
  ///   - item: What goes.
  ///   - references: What happens to what names it elsewhere: it stays, and `remaining` says which errors that brings; or
  ///     it goes too, out of a list the name alone, of a header the clause, else the line.
  public func remove(_ item: ItemID, references: ReferenceHandling = .keep) -> Result<ScriptEdit, EditProblem> {
    guard case .success(let tree) = own(item) else { return own(item).map { _ in ScriptEdit("", []) } }
    let name = model.reference(to: item)
    guard let text = ItemText(model[item].node, in: tree) else {
      return .failure(Editor.sharedLine(name, model.place(of: item)))
    }
    let own = Place(tree.source.name, removal(of: text))
    let edits = Editor.joined(
      [Edit(own, "")] + (references == .remove ? removals(ofReferencesTo: item, text) : []))
    let title = "Remove \(model.kind(of: item).word) \(name)"
    guard let after = trees(after: edits) else {
      return .failure(EditProblem(.layout, "The lines to remove lie on top of each other"))
    }
    return .success(ScriptEdit(title, edits, remaining: newErrors(after: after)))
  }

  /// Edits without those that lie in what others take out; what is taken out next to each other is one edit.
  private static func joined(_ edits: [Edit]) -> [Edit] {
    var joined: [Edit] = []
    let removals = edits.filter { $0.replacement.isEmpty }.sorted {
      ($0.place.file, $0.place.range.start) < ($1.place.file, $1.place.range.start)
    }
    for edit in removals {
      guard let last = joined.last, last.place.file == edit.place.file,
        edit.place.range.lower < last.place.range.upper
      else {
        joined.append(edit)
        continue
      }
      let range = ByteRange(last.place.range.lower, max(last.place.range.upper, edit.place.range.upper))
      joined[joined.count - 1] = Edit(Place(edit.place.file, range), "")
    }
    return joined
      + edits.filter { edit in !edit.replacement.isEmpty && !joined.contains { $0.place.overlaps(edit.place) } }
  }

  /// An item's lines, and the empty ones that would be too many.
  private func removal(of text: ItemText) -> ByteRange {
    let siblings = text.tree.children(text.tree.parents[text.node.index]).filter { $0 > text.node }
    let after = text.gapAfter
    if siblings.contains(where: { text.tree[$0].kind == .item }) || text.gapBefore.lower == 0,
      after.upper < text.tree.source.count
    {
      return ByteRange(text.range.lower, after.upper)
    }
    return ByteRange(text.gapBefore.lower, text.range.upper)
  }

  // MARK: References

  /// The edits that take out what names an item or something in it.
  private func removals(ofReferencesTo item: ItemID, _ text: ItemText) -> [Edit] {
    guard let declaration = declaration(of: item) else { return [] }
    let state = NameState(self)
    var spots = Set(NameUses(of: declaration, in: trees, state.record, model, engine.limits).sure)
    for (spot, meanings) in state.record.meanings
    where meanings.allSatisfy({ $0.file == text.tree.source.name && text.tree.contains(text.node, $0.node) }) {
      spots.insert(spot)
    }
    spots = spots.filter { spot in
      spot.file != text.tree.source.name || !text.tree.contains(text.node, spot.node)
    }
    var edits: [Edit] = []
    for (file, spots) in Dictionary(grouping: spots, by: \.file) {
      guard let tree = trees[file], !file.hasPrefix(Library.prefix) else { continue }
      edits += ReferenceLines(tree, Set(spots.map(\.node))).removals
    }
    return edits
  }
}

/// The lines of a file that name something that goes.
private struct ReferenceLines {
  let tree: Tree
  let names: Set<NodeID>
  private let parents: [NodeID]

  init(_ tree: Tree, _ names: Set<NodeID>) { (self.tree, self.names, parents) = (tree, names, tree.parents) }

  var removals: [Edit] {
    var seen: Set<NodeID> = []
    return names.sorted().compactMap { name in
      let whole = tree[parents[name.index]].kind == .qualifiedName ? parents[name.index] : name
      let holder = parents[whole.index]
      guard seen.insert(holder).inserted else { return nil }
      return removal(from: holder, whole)
    }
  }

  private func removal(from holder: NodeID, _ name: NodeID) -> Edit? {
    if isList(holder), let edit = shortened(holder) { return edit }
    switch tree[holder].kind {
    case .clause where tree[parents[holder.index]].kind == .item || tree[parents[holder.index]].kind == .change:
      return tree.removing(clause: holder)
    case .clause where tree[holder].detail == Keyword.answered.detail: return tree.removing(clause: holder)
    case .change: return ItemText(holder, in: tree).map { edit(ByteRange($0.gapBefore.lower, $0.range.upper), "") }
    default: break
    }
    var line = holder
    while line != tree.file, !tree[line].kind.beginsLine { line = parents[line.index] }
    switch tree[line].kind {
    // What opens a block or a section holds more than the name.
    case .file, .item, .change, .rule, .test, .scenario, .template, .kind, .project, .forEach, .conditional,
      .alternative:
      return nil
    default: return TextLines(tree.source).removal(of: tree[line].range).map { edit($0, "") }
    }
  }

  /// Whether a node holds names with commas between them.
  private func isList(_ node: NodeID) -> Bool {
    switch tree[node].kind {
    case .attribute, .customAttribute:
      return Attribute(detail: tree[node].detail) != .leadsTo && Attribute(detail: tree[node].detail) != .pain
    case .importLine, .list: return true
    case .clause: return tree[node].detail == Keyword.on.detail
    default: return false
    }
  }

  /// A list without the names that go; nothing where none would stay.
  private func shortened(_ holder: NodeID) -> Edit? {
    let all = tree.children(holder).filter { tree[$0].kind == .name || tree[$0].kind == .qualifiedName }
    let kept = all.filter { whole in
      !(whole.index..<whole.index + Int(tree[whole].size)).contains { names.contains(NodeID($0)) }
    }
    guard let first = all.first, let last = all.last, !kept.isEmpty, kept.count < all.count else { return nil }
    return edit(
      ByteRange(tree[first].range.lower, tree[last].range.upper), kept.map { tree.text($0) }.joined(separator: ", "))
  }

  private func edit(_ range: ByteRange, _ text: String) -> Edit { Edit(Place(tree.source.name, range), text) }
}

extension Place {
  /// Whether two places have a byte in common.
  func overlaps(_ other: Place) -> Bool {
    file == other.file && range.lower < other.range.upper && other.range.lower < range.upper
  }
}
