import JourneyModel
public import JourneySyntax

/// Something that a script declares and others may name.
public struct Declaration: Hashable, Sendable {
  /// What is declared.
  public enum Kind: Hashable, Sendable {
    case item(ItemKind)
    case template, kind, scenario, rule, test
    /// A `let`, and a `parameter`.
    case variable, parameter
    /// Data about the customer and topics, which are declared by being named.
    case data, topic

    /// The word for it: `touchpoint`, `template`.
    public var word: String {
      switch self {
      case .item(let kind): kind.word
      case .template: "template"
      case .kind: "kind"
      case .scenario: "scenario"
      case .rule: "rule"
      case .test: "test"
      case .variable: "variable"
      case .parameter: "parameter"
      case .data: "piece of data"
      case .topic: "topic"
      }
    }
  }

  /// What it is.
  public let kind: Kind
  /// Its name, without quotes.
  public let name: String
  /// Where its name stands: in its header, or where data or a topic is named first.
  public let place: Place
  /// The line or item that declares it.
  let spot: NameRecord.Spot

  init(_ kind: Kind, _ name: String, _ place: Place, _ spot: NameRecord.Spot) {
    self.kind = kind
    self.name = name
    self.place = place
    self.spot = spot
  }

  /// What a node of a tree declares; nothing where it declares nothing that can be named.
  init?(_ node: NodeID, in tree: Tree) {
    let kind: Kind
    switch tree[node].kind {
    case .item:
      guard let item = ItemKind(rawValue: UInt8(truncatingIfNeeded: tree[node].detail)) else { return nil }
      kind = .item(item)
    case .template: kind = .template
    case .kind: kind = .kind
    case .scenario: kind = .scenario
    case .rule: kind = .rule
    case .test: kind = .test
    case .letLine: kind = .variable
    case .parameterLine: kind = .parameter
    default: return nil
    }
    guard let name = tree.child(node, .name) else { return nil }
    self.init(kind, tree.unquoted(name), tree.place(name), NameRecord.Spot(tree.source.name, node))
  }

  /// All that a tree declares, in reading order. What a scenario or a test says of a parameter declares none.
  static func all(in tree: Tree) -> [Declaration] {
    let parents = tree.parents
    return tree.nodes.indices.map { NodeID($0) }.filter { node in
      guard tree[node].kind == .parameterLine else { return true }
      return tree[parents[node.index]].kind != .scenario && tree[parents[node.index]].kind != .test
    }.compactMap { Declaration($0, in: tree) }
  }

  var isVariable: Bool { kind == .variable || kind == .parameter }
}
