public import JourneySyntax

/// First scripts: the journey of a module, under a name of one's own.
extension Library {
  /// The module with a first journey for a framework; without one, that of no framework.
  public static func starter(for framework: Framework?) -> Module? {
    module(prefix + (framework?.rawValue.lowercased() ?? "first"))
  }
}

extension Library.Module {
  /// The module with another name for its journey, and another title or none; nothing where it has no journey.
  public func journey(named name: String, title: String? = nil) -> String? {
    let tree = Tree(source)
    let isJourney = { (node: NodeID) in
      tree[node].kind == .item && tree[node].detail == UInt16(ItemKind.journey.rawValue)
    }
    guard let journey = tree.children(tree.file).first(where: isJourney), let old = tree.child(journey, .name) else {
      return nil
    }
    let end = tree.child(journey, .text).map { tree[$0].end } ?? tree[old].end
    let title = title.map { " " + TextContent.quoted($0) } ?? ""
    return tree.source.text(ByteRange(0, Int(tree[old].start))) + Library.name(name) + title
      + tree.source.text(ByteRange(Int(end), tree.source.count))
  }
}

extension Library {
  /// A name as a script declares it: a bare word, or in quotes.
  private static func name(_ name: String) -> String {
    let reference = Model.reference(name)
    return reference == name ? name : TextContent.quoted(name)
  }
}
