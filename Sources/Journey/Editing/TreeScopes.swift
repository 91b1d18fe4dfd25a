import JourneyModel
import JourneySyntax

/// What is told of a tree from the inside out: what each node stands in, and which variables are known there.
struct TreeScopes {
  let tree: Tree
  /// For each node the one that it stands in; the root stands in itself.
  let parents: [NodeID]
  /// The lines, holes and loops that declare variables, by what they stand in.
  private var variables: [NodeID: [Symbol: NodeID]] = [:]

  init(_ tree: Tree) {
    self.tree = tree
    parents = tree.parents
    for index in tree.nodes.indices {
      let node = NodeID(index)
      switch tree[node].kind {
      case .letLine, .parameterLine, .hole: add(node, to: parents[index])
      case .forEach: add(node, to: node)
      default: continue
      }
    }
  }

  private mutating func add(_ line: NodeID, to holder: NodeID) {
    guard let name = tree.child(line, .name), variables[holder]?[tree[name].symbol] == nil else { return }
    variables[holder, default: [:]][tree[name].symbol] = line
  }

  /// The line, hole or loop that declares a variable of a name nearest around a node.
  func variable(called name: Symbol, around node: NodeID) -> NodeID? {
    guard !variables.isEmpty, name != .none else { return nil }
    var around = parents[node.index]
    while true {
      if let line = variables[around]?[name] { return line }
      if around == tree.file { return nil }
      around = parents[around.index]
    }
  }
}
