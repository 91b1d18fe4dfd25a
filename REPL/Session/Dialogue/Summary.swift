import Journey

/// A statement in a few words: what it declared, or what is said now.
enum Summary {
  /// Where a statement stands in the script that has it.
  struct Spot {
    let tree: Tree
    /// Its first node; nothing where it left none.
    let first: NodeID?
    /// How many nodes it added.
    let added: Int

    /// The bytes of the items that it declares.
    var declared: Place? {
      guard let first, tree.isPlace(first) || tree[first].kind == .forEach || tree[first].kind == .conditional,
        added > 0
      else { return nil }
      let last = tree.nodes[min(first.index + added, tree.nodes.count) - 1]
      return Place(tree.source.name, ByteRange(Int(tree[first].start), max(Int(last.end), Int(tree[first].end))))
    }

    /// The last item or section of the statement: where one stands after it.
    var lastPlace: NodeID? {
      guard let first else { return nil }
      return (first.index..<min(first.index + added, tree.nodes.count)).last { tree.isPlace(NodeID($0)) }.map {
        NodeID($0)
      }
    }
  }

  /// `touchpoint "Store visit" in Consideration`, `Checkout: wait 6 min`, `2 stages, 5 touchpoints`
  static func added(_ before: Tree, to spot: Spot) -> String {
    guard let first = spot.first else { return "" }
    let tree = spot.tree
    var counts = [Int](repeating: 0, count: ItemKind.allCases.count)
    for index in first.index..<min(first.index + spot.added, tree.nodes.count) {
      if tree[NodeID(index)].kind == .item, let kind = tree.itemKind(NodeID(index)) { counts[Int(kind.rawValue)] += 1 }
    }
    let items = counts.reduce(0, +)
    if tree[first].kind == .forEach || tree[first].kind == .conditional {
      return Session.oneLine(tree.text(first))
    }
    guard items > 1 else { return single(first, tree, hasItem: items == 1) }
    return ItemKind.allCases.filter { counts[Int($0.rawValue)] > 0 }.map { kind in
      counted(counts[Int(kind.rawValue)], kind.word)
    }.joined(separator: ", ")
  }

  private static func single(_ first: NodeID, _ tree: Tree, hasItem: Bool) -> String {
    let owner = tree.ancestors(of: first).last { tree.isPlace($0) }
    if tree[first].kind == .item, let kind = tree.itemKind(first) {
      let name = "\(kind.word) \(tree.headerName(first))"
      guard kind == .touchpoint, let owner else { return name }
      return "\(name) in \(tree.headerName(owner))"
    }
    let line = oneLine(tree, first)
    guard let owner, !hasItem else { return line }
    return "\(tree.headerName(owner)): \(line)"
  }

  /// `Checkout: wait 3 min, was 6 min`
  static func replaced(_ before: Tree, by spot: Spot) -> String {
    guard let first = spot.first else { return "" }
    let owner = spot.tree.ancestors(of: first).last { spot.tree.isPlace($0) }
    let name = owner.map { spot.tree.headerName($0) + ": " } ?? ""
    guard first.index < before.nodes.count else { return name + oneLine(spot.tree, first) }
    let attribute = Attribute(detail: before[first].detail).rawValue
    let old = oneLine(before, first)
    let was = old.lowercased().hasPrefix(attribute) ? String(old.dropFirst(attribute.count)) : old
    let trimmed = was.drop { $0 == " " }
    return name + oneLine(spot.tree, first) + (trimmed.isEmpty ? "" : ", was \(trimmed)")
  }

  /// A statement's text on one line, cut where it is long.
  private static func oneLine(_ tree: Tree, _ node: NodeID) -> String {
    let words = tree.text(node).unicodeScalars.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" }
    return Display.plain(words.map { String($0) }.joined(separator: " "), limit: 72)
  }

  /// A number with its word: `1 stage`, `2 stages`.
  static func counted(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
}
