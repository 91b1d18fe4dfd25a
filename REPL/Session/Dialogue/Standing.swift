import Journey

/// The place in a script where one stands: an item or a section of it, or the file.
struct Standing: Sendable, Equatable {
  /// The node of the item; nothing is the file.
  var node: NodeID?
  /// The stage one stood in last: a touchpoint that is typed elsewhere goes there.
  var stage: NodeID?
  /// The stage or touchpoint one stood in last.
  var way: NodeID?

  /// The same places after nodes were added or removed from `first` on.
  func shifted(from first: Int, by count: Int, in tree: Tree) -> Standing {
    func shifted(_ node: NodeID?) -> NodeID? {
      guard let node else { return nil }
      let new = node.index < first ? node : NodeID(max(0, node.index + count))
      return new.index < tree.nodes.count && tree.isPlace(new) ? new : nil
    }
    return Standing(node: shifted(node), stage: shifted(stage), way: shifted(way))
  }
}

extension Tree {
  /// Whether one can stand in a node: it is an item or a section.
  func isPlace(_ id: NodeID) -> Bool {
    switch self[id].kind {
    case .item, .change, .rule, .test, .scenario, .template, .kind, .project: true
    default: false
    }
  }

  /// The items and sections from the outermost down to a node, blocks left out, the node included if it is one.
  func places(to node: NodeID?) -> [NodeID] {
    guard let node else { return [] }
    return ancestors(of: node).filter { isPlace($0) } + (isPlace(node) ? [node] : [])
  }

  /// All nodes around a node, the file first.
  func ancestors(of node: NodeID) -> [NodeID] {
    var found: [NodeID] = []
    var current = file
    while current != node {
      found.append(current)
      guard let next = children(current).first(where: { contains($0, node) }) else { break }
      current = next
    }
    return found
  }

  /// Whether a node is another or stands in it.
  func contains(_ outer: NodeID, _ inner: NodeID) -> Bool {
    inner.index >= outer.index && inner.index < outer.index + Int(self[outer].size)
  }

  /// The kind of an item's node.
  func itemKind(_ id: NodeID) -> ItemKind? {
    guard self[id].kind == .item || self[id].kind == .change else { return nil }
    return ItemKind(rawValue: UInt8(truncatingIfNeeded: self[id].detail))
  }

  /// The first item of a kind that a node holds directly or in blocks, or the last one.
  func items(_ kind: ItemKind, in node: NodeID) -> [NodeID] {
    children(node).flatMap { child -> [NodeID] in
      switch self[child].kind {
      case .item: return itemKind(child) == kind ? [child] : []
      case .forEach, .conditional, .alternative: return items(kind, in: child)
      default: return []
      }
    }
  }

  /// The name in an item's header, as it is written.
  func headerName(_ id: NodeID) -> String {
    let name = child(id, .name) ?? child(id, .qualifiedName)
    guard let name else { return "?" }
    let written = text(name)
    guard self[name].kind == .name, self[name].flags.contains(.quoted), written.utf8.count > 2 else {
      return Display.plain(written, limit: 60)
    }
    return Model.reference(String(written.dropFirst().dropLast()))
  }
}

/// The headers around a place with made-up names: enough of a script for the parser to say what a line is there.
///
/// So that a line is read by the one parser there is, and as quickly in a journey of megabytes as in a small one.
struct Skeleton {
  let text: String
  /// The kinds of node that the headers make, the outermost first.
  let nodes: [NodeKind]
  var count: Int { text.utf8.count }

  /// The headers of some items and sections of a tree, the outermost first.
  init(_ places: [NodeID], of tree: Tree) {
    var text = ""
    var nodes: [NodeKind] = []
    for place in places {
      nodes.append(tree[place].kind)
      switch tree[place].kind {
      case .item:
        let hasOwnKind = tree.clause(place, .as) != nil
        text += "\(tree.itemKind(place)?.word ?? "stage") x\(hasOwnKind ? " as x" : "")\n"
      case .change: text += "change \(tree.itemKind(place)?.word ?? "stage") x\n"
      case .rule: text += "rule x\n"
      case .test: text += "test x\n"
      case .scenario: text += "scenario x of x\n"
      case .template: text += "template x\n"
      case .kind: text += "kind x is touchpoint\n"
      case .project: text += "project x\n"
      default: break
      }
    }
    self.text = text
    self.nodes = nodes
  }

  /// The tree of the headers and a text below them.
  func tree(with text: String, _ dialect: Dialect) -> Tree {
    Tree(Source(name: "line", text: self.text + text), dialect: dialect)
  }
}
