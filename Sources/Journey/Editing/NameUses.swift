import JourneyModel
import JourneySyntax

/// Where scripts name what one of them declares.
///
/// What a name means is asked of the evaluation, which notes it (`NameRecord`). What no evaluation reads, since it stands
/// in a waiver, a setting or a branch that is not taken, is told by what the language wants in its place.
struct NameUses {
  /// The names that mean it.
  private(set) var sure: [NameRecord.Spot] = []
  /// Words and texts that are called as it is, in lists and values: a loop or a template may make a name of them.
  private(set) var possible: [NameRecord.Spot] = []
  /// Whether there were too many names to look at each.
  var isTooMuch: Bool { stepsLeft <= 0 }
  /// A name that means it in one use of a template, and something else in another.
  private(set) var shared: NameRecord.Spot?

  private let target: Declaration
  private let record: NameRecord
  private let model: Model
  /// The items that are called as it is.
  private let named: [ItemID]
  /// How many items may still be looked at for what a name means.
  private var stepsLeft: Int

  init(of target: Declaration, in trees: [String: Tree], _ record: NameRecord, _ model: Model, _ limits: Limits) {
    let name = NameTable.fold(target.name)
    (self.target, self.record, self.model, stepsLeft) = (target, record, model, limits.steps)
    named = model.items.indices.map { ItemID($0) }.filter { NameTable.fold(model.name(of: $0)) == name }
    for (file, tree) in trees.sorted(by: { $0.key < $1.key }) where !file.hasPrefix(Library.prefix) {
      guard tree.nodes.contains(where: { $0.kind == .text }) || tree.names.symbol(of: target.name) != nil else {
        continue
      }
      let scopes = TreeScopes(tree)
      for index in tree.nodes.indices {
        let node = NodeID(index)
        guard tree[node].kind == .name || tree[node].kind == .text, tree.isCalled(node, name) else { continue }
        look(at: node, scopes)
      }
    }
  }

  private mutating func look(at node: NodeID, _ scopes: TreeScopes) {
    let tree = scopes.tree
    let spot = NameRecord.Spot(tree.source.name, node)
    let parent = scopes.parents[node.index]
    if let meanings = record.meanings[spot] {
      guard meanings.contains(target.spot) else { return }
      if meanings.count > 1 { shared = spot }
      return sure.append(spot)
    }
    guard !isHeader(node, of: parent, tree) else { return }
    stepsLeft -= 1 + named.count
    guard stepsLeft > 0 else { return }
    let place = NamePlace(node, scopes)
    if place.means(target, named, model) {
      sure.append(spot)
    } else if place.isValue {
      possible.append(spot)
    }
  }

  /// Whether a name is what a header declares.
  private func isHeader(_ node: NodeID, of parent: NodeID, _ tree: Tree) -> Bool {
    Declaration(parent, in: tree) != nil && tree.child(parent, .name) == node
  }
}

extension Tree {
  /// Whether a name or a text is called so, given folded.
  func isCalled(_ node: NodeID, _ folded: String) -> Bool {
    if self[node].kind == .name, self[node].symbol != .none { return names.spelling(self[node].symbol) == folded }
    guard self[node].range.count <= folded.utf8.count * 6 + 64, child(node, .interpolation) == nil else { return false }
    return NameTable.fold(unquoted(node)) == folded
  }
}

extension NodeKind {
  /// Whether the node is a line, or a header.
  var beginsLine: Bool { rawValue >= NodeKind.item.rawValue && rawValue <= NodeKind.skipped.rawValue }
}
