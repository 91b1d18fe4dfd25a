public import JourneySyntax

/// What evaluation asks of a tree besides.
extension Tree {
  /// The first child of a node.
  @inline(__always)
  func firstChild(_ id: NodeID) -> NodeID? { self[id].size > 1 ? NodeID(id.index + 1) : nil }

  /// The two children of a node that has two and no more.
  func twoChildren(_ id: NodeID) -> (NodeID, NodeID)? {
    let end = id.index + Int(self[id].size)
    guard id.index + 1 < end else { return nil }
    let second = id.index + 1 + Int(self[NodeID(id.index + 1)].size)
    guard second < end, second + Int(self[NodeID(second)].size) == end else { return nil }
    return (NodeID(id.index + 1), NodeID(second))
  }

  /// The `##` comment above an item, without its signs.
  public func documentation(of item: NodeID) -> String? {
    let node = self[item]
    guard node.flags.contains(.documented) else { return nil }
    let text = source.text(ByteRange(documentedStart(of: item), Int(node.start)))
    let lines = text.unicodeScalars.split { $0 == "\n" || $0 == "\r" }.compactMap { line -> String? in
      let trimmed = String(String.UnicodeScalarView(line.drop { $0 == " " || $0 == "\t" }))
      guard trimmed.hasPrefix("##") else { return nil }
      var line = trimmed.drop { $0 == "#" }.drop { $0 == " " }
      while line.last == " " || line.last == "\t" { line.removeLast() }
      return String(line)
    }
    return lines.joined(separator: "\n")
  }
}
