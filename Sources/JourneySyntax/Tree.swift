/// A parsed script: its source, its nodes in reading order, its names, and what is wrong with it.
///
/// Any bytes give a tree. The first node is the file; a node's children follow it, each with its own descendants.
public struct Tree: Sendable {
  /// What the tree holds, behind one reference: trees are handed around for every node that is looked at.
  private final class Storage: Sendable {
    let source: Source
    let nodes: [Node]
    let names: NameTable
    let documentation: [Int: Int]
    let findings: [Finding]
    let dialect: Dialect
    let stack: Int

    init(
      _ source: Source, _ nodes: [Node], _ names: NameTable, _ documentation: [Int: Int], _ findings: [Finding],
      _ dialect: Dialect, _ stack: Int
    ) {
      self.source = source
      self.nodes = nodes
      self.names = names
      self.documentation = documentation
      self.findings = findings
      self.dialect = dialect
      self.stack = stack
    }
  }
  private let storage: Storage

  init(
    source: Source, nodes: [Node], names: NameTable, documentation: [Int: Int], findings: [Finding], dialect: Dialect,
    stack: Int
  ) {
    storage = Storage(source, nodes, names, documentation, findings, dialect, stack)
  }

  /// The script.
  public var source: Source { storage.source }
  /// All nodes, each followed by its descendants.
  public var nodes: [Node] { storage.nodes }
  /// The distinct names of the script.
  public var names: NameTable { storage.names }
  /// What is wrong with the script as a text.
  public var findings: [Finding] { storage.findings }
  /// The words of a host that it was read with.
  public var dialect: Dialect { storage.dialect }
  /// The bytes of stack that reading it was allowed.
  var stack: Int { storage.stack }

  public subscript(_ id: NodeID) -> Node {
    @inline(__always) get { storage.nodes[id.index] }
  }

  /// The root.
  public var file: NodeID { NodeID(0) }

  /// The children of a node, in reading order.
  public func children(_ id: NodeID) -> Children {
    Children(nodes: storage.nodes, position: id.index + 1, end: id.index + Int(storage.nodes[id.index].size))
  }

  /// The first child of a kind.
  public func child(_ id: NodeID, _ kind: NodeKind) -> NodeID? {
    for child in children(id) where self[child].kind == kind { return child }
    return nil
  }

  /// The clause of a node that a keyword opens: `for 20%`.
  public func clause(_ id: NodeID, _ keyword: Keyword) -> NodeID? {
    let number = UInt16(NameTable.number(of: keyword))
    for child in children(id) where self[child].kind == .clause && self[child].detail == number {
      return child
    }
    return nil
  }

  /// Where an item begins with the `##` comment above it, if it has one.
  public func documentedStart(of item: NodeID) -> Int {
    storage.documentation[item.index] ?? Int(self[item].start)
  }

  /// The text of a node as written.
  public func text(_ id: NodeID) -> String { source.text(self[id].range) }

  /// Where a node stands.
  public func place(_ id: NodeID) -> Place { Place(source.name, self[id].range) }

  /// Where a node begins, to the end of its name: the header of a section.
  public func head(of node: NodeID) -> Place {
    let start = self[node].range.lower
    return Place(source.name, ByteRange(start, child(node, .name).map { self[$0].range.upper } ?? start))
  }

  /// The children of a node.
  public struct Children: Sequence, IteratorProtocol, Sendable {
    let nodes: [Node]
    var position: Int
    let end: Int

    public mutating func next() -> NodeID? {
      guard position < end else { return nil }
      let id = NodeID(position)
      position += Int(nodes[position].size)
      return id
    }
  }
}

extension Keyword {
  static let all = Array(Keyword.allCases)

  /// The keyword with a symbol.
  public init?(_ symbol: Symbol) {
    guard symbol.rawValue < Keyword.all.count else { return nil }
    self = Keyword.all[Int(symbol.rawValue)]
  }

  /// The number by which a clause's `detail` names it.
  public var detail: UInt16 { UInt16(truncatingIfNeeded: NameTable.number(of: self)) }

  /// The keyword that a clause's `detail` names.
  public init?(detail: UInt16) { self.init(Symbol(rawValue: UInt32(detail))) }
}

extension Attribute {
  private static let all = Array(Attribute.allCases)

  /// The attribute that a node's `detail` names.
  public init(detail: UInt16) { self = Attribute.all[Int(detail)] }
  /// The number by which a node's `detail` names it.
  public var detail: UInt16 { Attribute.all.firstIndex(of: self).map { UInt16($0) } ?? 0 }
}
