import JourneySyntax

/// Names of items: what a header declares, what it clashes with, and what it hides.
extension Evaluation {
  /// What a header calls its item; the name itself is given where it is not the one that stands there.
  mutating func declaredName(_ node: NodeID, _ position: Position) -> (
    given: String?, symbol: Symbol, node: NodeID
  )? {
    let tree = model.trees[position.file]
    guard let name = tree.child(node, .name) else { return nil }
    if let variant = variantBeingDeclared {
      return (variants[variant].name, names.intern(variants[variant].name), name)
    }
    let flags = tree[name].flags
    guard flags.contains(.quoted) || flags.contains(.block) else {
      return (nil, symbols.symbol(tree[name].symbol, in: position.file), name)
    }
    if flags.contains(.braced), tree.child(name, .interpolation) != nil {
      if !isInBlock(position) {
        report(
          .outsideItsPlace, "A name is filled in only inside `for each` or a template", at: name, in: position.file,
          help: "Write the name out, or `\\{` for a brace that is only a sign.")
        return (nil, names.intern(rawText(name, tree)), name)
      }
      let text = filledIn(name, position.file, position.frame, subject: nil)
      return text.isEmpty ? nil : (text, names.intern(text), name)
    }
    // A name with a merge tag in it has no symbol in the tree.
    let global =
      tree[name].size > 1 ? names.intern(rawText(name, tree)) : symbols.symbol(tree[name].symbol, in: position.file)
    return global == .none ? nil : (nil, global, name)
  }

  private func isInBlock(_ position: Position) -> Bool {
    var frame = position.frame
    while frame >= 0 {
      if frames[Int(frame)].isBody { return true }
      frame = frames[Int(frame)].parent
    }
    return false
  }

  mutating func title(of node: NodeID, _ position: Position) -> String? {
    if let number = variantBeingDeclared, let scenario = variants[number].scenario,
      let title = model.trees[scenario.file].child(scenario.node, .text)
    {
      return filledIn(title, scenario.file, Int32(scenario.file), subject: nil)
    }
    return model.trees[position.file].child(node, .text).map {
      filledIn($0, position.file, position.frame, subject: nil)
    }
  }

  mutating func register(_ id: ItemID, _ position: Position, name: NodeID, isCopy: Bool) {
    let item = model.items[id.index]
    if item.kind == .touchpoint || item.kind == .outcome, self.name(item.symbol, is: "exit") {
      report(
        .reservedName, "`exit` is where customers drop out; nothing else can have this name", at: name,
        in: position.file, help: "Choose another name.")
    }
    // A touchpoint needs to be the only one of its name in its stage.
    if item.kind == .touchpoint, let stage = item.parent {
      let key = NameIndex.Key(in: stage, item.symbol)
      if let first = declared.insert(id, key, model.items) { return reportTwice(id, first, name, position) }
    }
    let key = NameIndex.Key(space: Evaluation.space(item.kind), scope: position.scope, symbol: item.symbol)
    guard let first = declared.insert(id, key, model.items) else {
      if !isCopy { reportHiding(id, key, name, position) }
      return
    }
    if item.kind == .touchpoint, model.items[first.index].kind == .touchpoint {
      // Same name, another stage: both can be named with their stage.
      model.items[id.index].homonym = model.items[first.index].homonym
      model.items[first.index].homonym = id.rawValue
    } else {
      reportTwice(id, first, name, position)
    }
  }

  func name(_ symbol: Symbol, is word: String) -> Bool { names.symbol(of: word) == symbol }

  private mutating func reportTwice(_ id: ItemID, _ first: ItemID, _ name: NodeID, _ position: Position) {
    let item = model.items[id.index]
    let other = model.items[first.index].kind
    let title =
      other == item.kind
      ? "\(item.kind.word.capitalized) `\(model.reference(to: id))` is declared twice"
      : "`\(model.reference(to: id))` is the name of \(other.withArticle) already"
    report(
      .declaredTwice, title, at: name, in: position.file,
      related: [Related(model.place(of: first), "declared here first")],
      help: other == item.kind
        ? "Give one of them another name, or remove it."
        : "Touchpoints and outcomes share their names, since arrows lead to both: rename one.")
  }

  private mutating func reportHiding(_ id: ItemID, _ key: NameIndex.Key, _ name: NodeID, _ position: Position) {
    let kind = model.items[id.index].kind
    guard position.scope > 0, !model.shared.items(kind).isEmpty else { return }
    let outer = NameIndex.Key(space: key.space, scope: 0, symbol: key.symbol)
    guard let hidden = declared.find(outer, model.items), !isLikeItsName(id) else { return }
    let other = model.items[hidden.index].file > 0 ? "the imported one" : "the one that all journeys share"
    report(
      .declaredTwice,
      "\(kind.word.capitalized) \(model.reference(to: id)) hides \(other)", at: name, in: position.file,
      related: [Related(model.place(of: hidden), other)],
      help: "Rename it if both are meant.", severity: .info)
  }

  /// Two items of a kind whose machine ids are the same need an `id`.
  mutating func checkIds() {
    // By a hash first: the ids themselves are made only where two may be the same.
    var seen = IdTable(capacity: model.items.count)
    var hashes = [UInt64](repeating: 0, count: model.items.count)
    for index in model.items.indices {
      guard goesOn(index) else { return }
      let id = ItemID(index)
      let item = model.items[index]
      let given = model.row(.id, of: id).flatMap { model.attributes[$0].value.string }
      var hash = given.map { Model.hash(ofID: $0) } ?? Model.hash(ofSlugOf: model.name(of: id))
      if given == nil, item.kind == .touchpoint, let stage = item.parent { hash = hash &* 31 &+ hashes[stage.index] }
      hashes[index] = hash
      guard let first = seen.replace(id, hashes, model.items) else { continue }
      // Only names that differ can surprise with one id; equal names were reported as such.
      let other = model.items[first.index]
      guard other.symbol != item.symbol || !isSameParent(other.parent, item.parent) else { continue }
      let text = model.id(of: id)
      guard model.id(of: first) == text else { continue }
      report(
        .sameId, "\(item.kind.word.capitalized) \(model.reference(to: id)) has the same id as another: `\(text)`",
        at: model.place(of: id), related: [Related(model.place(of: first), "has this id too")],
        why: "Results and event logs tell items apart by their ids.",
        help: "Below it, add a line such as `id \(Model.slug(model.name(of: id)))-2`.", item: id)
    }
  }

  /// Whether two parents are one, or have one name, which was reported as such.
  private func isSameParent(_ one: ItemID?, _ other: ItemID?) -> Bool {
    guard let one, let other, one != other else { return one == other }
    return model.items[one.index].symbol == model.items[other.index].symbol
  }

  /// The last item for each hash of an id, kind and scope: an open table of numbers.
  private struct IdTable {
    private var slots: [Int32]

    init(capacity: Int) {
      var size = 64
      while size < capacity * 3 / 2 { size *= 2 }
      slots = [Int32](repeating: -1, count: size)
    }

    /// Puts an item in the place of the one with the same hash, kind and scope, and gives that.
    mutating func replace(_ id: ItemID, _ hashes: [UInt64], _ items: [Item]) -> ItemID? {
      let hash = hashes[id.index]
      let mask = slots.count - 1
      var place = Int(truncatingIfNeeded: hash &* 0x9E37_79B9_7F4A_7C15 >> 24) & mask
      while slots[place] >= 0 {
        let other = Int(slots[place])
        if hashes[other] == hash, items[other].kind == items[id.index].kind, items[other].scope == items[id.index].scope
        {
          slots[place] = id.rawValue
          return ItemID(other)
        }
        place = (place + 1) & mask
      }
      slots[place] = id.rawValue
      return nil
    }
  }
}
