import JourneyModel
import JourneySyntax

/// Where scripts name data about customers, or topics: words that are declared by being named.
struct WordUses {
  /// Which words are meant.
  enum Sort {
    case data, topic

    func isShape(_ shape: Shape) -> Bool { self == .data ? shape == .data : shape == .topics }
    var kind: Declaration.Kind { self == .data ? .data : .topic }
  }

  /// The names, and the merge tags.
  private(set) var spots: [(name: String, spot: NameRecord.Spot)] = []
  private let sort: Sort
  private let trees: [Tree]
  /// Of the tree that is looked at.
  private var scopes: TreeScopes?

  init(of sort: Sort, in model: Model) { self.init(of: sort, in: model.trees, kinds: model.kinds) }

  init(of sort: Sort, in trees: [Tree], kinds: [OwnKind]) {
    (self.sort, self.trees) = (sort, trees)
    let attributes = Set(AttributeRule.all.filter { sort.isShape($0.shape) }.map(\.attribute.detail))
    var words = Set(AttributeRule.all.filter { sort.isShape($0.shape) }.map(\.expressionName))
    var own: Set<String> = []
    if sort == .data {
      words.insert("known")
      own = Set(kinds.flatMap(\.attributes).filter { WordUses.isData($0.kind) }.map { NameTable.fold($0.name) })
      words.formUnion(own)
    }
    for tree in trees {
      scopes = TreeScopes(tree)
      for index in tree.nodes.indices {
        let node = NodeID(index)
        switch tree[node].kind {
        case .attribute where attributes.contains(tree[node].detail):
          for child in tree.children(node) where tree[child].kind == .name { add(child, tree) }
        case .customAttribute where !own.isEmpty:
          let parts = Array(tree.children(node))
          guard let name = parts.first, own.contains(NameTable.fold(tree.text(name))) else { continue }
          for child in parts.dropFirst() { addLeaves(below: child, tree) }
        case .mergeTag where sort == .data:
          spots.append((tree.names.spelling(tree[node].symbol), NameRecord.Spot(tree.source.name, node)))
        case .comparison: lookInComparison(node, words, tree)
        default: continue
        }
      }
    }
  }

  private static func isData(_ kind: OwnAttribute.Kind) -> Bool {
    switch kind {
    case .data: true
    case .list(let inner): isData(inner)
    default: false
    }
  }

  private mutating func add(_ node: NodeID, _ tree: Tree) {
    guard tree.child(node, .interpolation) == nil else { return }
    // A variable stands for its value.
    let isBare = tree[node].kind == .name && !tree[node].flags.contains(.quoted)
    if isBare, scopes?.variable(called: tree[node].symbol, around: node) != nil { return }
    spots.append((NameTable.fold(tree.unquoted(node)), NameRecord.Spot(tree.source.name, node)))
  }

  private mutating func addLeaves(below node: NodeID, _ tree: Tree) {
    for index in node.index..<node.index + Int(tree[node].size) {
      let leaf = NodeID(index)
      if tree[leaf].kind == .name || tree[leaf].kind == .text { add(leaf, tree) }
    }
  }

  /// `captures has email`: the words beside what asks for them.
  private mutating func lookInComparison(_ node: NodeID, _ words: Set<String>, _ tree: Tree) {
    let sides = Array(tree.children(node))
    guard sides.count == 2 else { return }
    for (one, other) in [(sides[0], sides[1]), (sides[1], sides[0])] {
      var last = one
      if tree[one].kind == .member { for child in tree.children(one) { last = child } }
      guard tree[last].kind == .name, words.contains(NameTable.fold(tree.text(last))) else { continue }
      guard [.name, .text, .list].contains(tree[other].kind) else { continue }
      return addLeaves(below: other, tree)
    }
  }

  /// Each word once, with the place where it is named first.
  var declarations: [Declaration] {
    let byName = Dictionary(trees.map { ($0.source.name, $0) }) { first, _ in first }
    var seen: Set<String> = []
    return spots.compactMap { name, spot in
      guard let tree = byName[spot.file], tree[spot.node].kind != .mergeTag, seen.insert(name).inserted else {
        return nil
      }
      return Declaration(sort.kind, tree.unquoted(spot.node), tree.place(spot.node), spot)
    }
  }
}
