import Journey

/// What must hold for a script as a text.
enum SyntaxChecks {
  static func tree(_ bytes: [UInt8]) -> [String] {
    let source = Source(name: "fuzz", bytes: bytes)
    let tree = Tree(source)
    var problems = nesting(of: tree) + FindingChecks.places(of: tree.findings, in: [source])
    if tree.source.padded != source.padded { problems.append("the tree has other bytes than the script") }
    let query = Tree(query: source)
    problems += nesting(of: query) + FindingChecks.places(of: query.findings, in: [source])
    return problems
  }

  /// Children lie in their parents, in order, and sizes agree. Nodes stand in reading order, so no recursion is needed.
  private static func nesting(of tree: Tree) -> [String] {
    var problems: [String] = []
    guard tree[tree.file].range == tree.source.range else { return ["the file is not the whole text"] }
    guard Int(tree[tree.file].size) == tree.nodes.count else { return ["the file is not all nodes"] }
    // The open nodes: where each ends among the nodes and in the text, and where its last child did.
    var open: [(last: Int, end: UInt32, next: UInt32)] = []
    for (number, node) in tree.nodes.enumerated() {
      while let parent = open.last, parent.last <= number { open.removeLast() }
      let last = number + Int(node.size)
      if let parent = open.last {
        if last > parent.last { problems.append("\(node.kind) has more nodes than its parent") }
        if node.start < parent.next { problems.append("\(node.kind) begins before its sibling ends") }
        if node.end > parent.end { problems.append("\(node.kind) ends behind its parent") }
        open[open.count - 1].next = node.end
      }
      if node.end < node.start { problems.append("\(node.kind) ends before it begins") }
      open.append((last, node.end, node.start))
      if problems.count > 3 { break }
    }
    return problems
  }

  static func layout(_ bytes: [UInt8]) -> [String] {
    let tree = Tree(Source(name: "fuzz", bytes: bytes))
    let once = Layout.bytes(tree)
    let again = Tree(Source(name: "fuzz", bytes: once))
    var problems: [String] = []
    if Layout.bytes(again) != once { problems.append("laid out again, it changes") }
    if shape(again) != shape(tree) { problems.append("laid out, it has another tree") }
    guard problems.isEmpty, bytes.count < 4_000 else { return problems }
    // Where nothing is wrong the model is the same, and so is what is wrong with it.
    let engine = Engine(limits: FuzzTarget.limits, validator: Validator(rules: []))
    let (before, after) = (engine.check(tree.source), engine.check(again.source))
    // What counts bytes and steps may end elsewhere; what is said of the layout is what the layout mends.
    guard !FindingChecks.isCut(before.findings), !FindingChecks.isCut(after.findings) else { return problems }
    // Of journeys that are called alike, nobody knows which was which.
    guard !before.hasErrors, Comparison(of: before, with: before, limits: FuzzTarget.limits).journeys.isEmpty else {
      return problems
    }
    if after.hasErrors { problems.append("laid out, it has an error: \(after.findings.map(\.title).prefix(3))") }
    if !Comparison(of: before, with: after, limits: FuzzTarget.limits).journeys.isEmpty {
      problems.append("laid out, it is another journey")
    }
    return problems
  }

  private static func shape(_ tree: Tree) -> [UInt64] {
    tree.nodes.map { UInt64($0.kind.rawValue) << 48 | UInt64($0.detail) << 32 | UInt64($0.size) }
  }
}
