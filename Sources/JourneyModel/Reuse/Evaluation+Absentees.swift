import JourneySyntax

/// What a variant takes away, and another item may be like: the copy says all the same what it copied.
///
/// While lines are put together, what is gone is an item behind all others, which nothing finds by its name. Then it is
/// forgotten, so that nobody who looks at the model ever meets it.
struct Absentee {
  let kind: ItemKind
  let node: NodeID
  let symbol: Symbol
  /// The stage that it stood in.
  let stage: Symbol
  /// Where it would have been declared.
  let position: Evaluation.Position
  let addition: Int32
}

extension Evaluation {
  /// Remembers what is gone, where anything may be like it.
  mutating func noteAbsentee(_ node: NodeID, _ kind: ItemKind, _ symbol: Symbol, _ position: Position) {
    guard hasCopies else { return }
    let stage = position.stage.map { model.items[$0.index].symbol } ?? position.goneStage
    absentees.append(
      Absentee(kind: kind, node: node, symbol: symbol, stage: stage, position: position, addition: addition))
  }

  /// Makes an item of each, behind all others, and puts its lines aside.
  mutating func appendAbsentees() {
    for (number, absentee) in absentees.enumerated() {
      guard spend(8, at: absentee.node, in: absentee.position.file) else {
        return absentees.removeSubrange(number...)
      }
      let id = ItemID(model.items.count)
      var position = absentee.position
      (position.goneStage, position.owner) = (.none, id)
      model.items.append(
        Item(
          kind: absentee.kind, file: position.file, node: absentee.node, parent: position.stage ?? position.journey,
          symbol: absentee.symbol, scope: position.scope))
      addition = absentee.addition
      model.additions.note(id, addition)
      position.frame = newFrame(of: absentee.node, in: position.file, parent: position.frame)
      if absentee.kind == .touchpoint, hasKinds { noteKind(of: id, absentee.node, position.file) }
      itemFrames.append(position.frame)
      used.append(true)
      let first = Int32(lines.count)
      lineRanges.append(LineRange(start: first, end: first))
      walk(absentee.node, position, .lines)
      lineRanges[id.index] = LineRange(start: first, end: Int32(lines.count))
      addition = -1
    }
  }

  /// Takes the items from a number on out of the model again.
  mutating func forgetItems(from count: Int) {
    for index in count..<model.items.count {
      model.itemKinds[index] = nil
      headers[index] = nil
      revisions[index] = nil
    }
    model.items.removeSubrange(count...)
    itemFrames.removeSubrange(count...)
    used.removeSubrange(count...)
    lineRanges.removeSubrange(count...)
  }

  /// What a name behind `like` means among what is gone.
  mutating func absentee(_ name: NodeID, _ kind: ItemKind, _ scope: Scope) -> ItemID? {
    guard !absentees.isEmpty, scope.number > 0 else { return nil }
    let tree = model.trees[scope.file]
    let (symbol, stage): (Symbol?, Symbol?) =
      if let value = variable(name, scope) {
        (names.symbol(of: value.text(in: model)), nil)
      } else if let (stage, last) = tree[name].kind == .qualifiedName ? tree.twoChildren(name) : nil {
        (nameSymbol(last, scope), nameSymbol(stage, scope))
      } else {
        (nameSymbol(name, scope), nil)
      }
    let first = model.items.count - absentees.count
    return absentees.indices.first { index in
      let absentee = absentees[index]
      return absentee.position.scope == scope.number && absentee.kind == kind && absentee.symbol == symbol
        && (stage == nil || absentee.stage == stage)
    }.map { ItemID(first + $0) }
  }
}
