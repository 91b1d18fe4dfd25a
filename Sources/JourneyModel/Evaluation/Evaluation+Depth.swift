import JourneySyntax

/// How deep values may rest on each other. Each level takes stack, of which a thread has little: so what is nested in an
/// expression counts where a value rests on it, and what is read on the way counts for more than it looks.
extension Evaluation {
  /// How many nested nodes take as much stack as one value that rests on another.
  private static let nodesOfLevel = 6
  /// How many levels a list that is gone through takes, and a line that is read ahead of its turn.
  static let levelsOfList = 4
  private static let levelsOfLine = 4

  /// The levels that it takes to read a value.
  func levels(of node: NodeID, _ tree: Tree) -> Int {
    1 + tree.nesting(of: node) / Evaluation.nodesOfLevel
  }

  /// Whether some levels more are too many, which is said then.
  mutating func isTooDeep(_ levels: Int, at node: NodeID, in file: Int) -> Bool {
    guard depth + levels > limits.depth else { return false }
    // A chain of lines is one finding, though each line of it is read ahead for those before.
    let chain = peeked.compactMap { peeked in line(of: peeked).map { LineKey(file: $0.1, node: $0.0) } }
    guard chain.isEmpty || circles.isDisjoint(with: chain) else { return true }
    circles.formUnion(chain)
    aloud { evaluation in
      evaluation.report(
        .tooDeep, "These values depend on each other over too many steps", at: node, in: file,
        help: "Write one of them out.")
    }
    return true
  }

  /// Says something though nothing else is said here, since it is found this once.
  mutating func aloud(_ body: (inout Evaluation) -> Void) {
    let wasQuiet = restraint.isQuiet
    restraint.isQuiet = false
    body(&self)
    restraint.isQuiet = wasQuiet
  }

  // MARK: Reading ahead

  /// An attribute of an item, while it is read ahead of its turn.
  struct Peeked: Hashable {
    let item: ItemID
    let attribute: Attribute
  }

  /// What an item will say of an attribute, before its turn to be read has come; findings wait for that turn.
  mutating func peek(_ attribute: Attribute, of id: ItemID) -> [Value] {
    guard id.index < lineRanges.count else { return [] }
    let asked = Peeked(item: id, attribute: attribute)
    if let records = peekedRecords[asked] { return records }
    if let start = peeked.firstIndex(of: asked) {
      reportCircle(peeked[start...])
      return []
    }
    var levels = Evaluation.levelsOfLine
    if let (line, file) = line(of: asked) {
      levels += self.levels(of: line, model.trees[file])
      if isTooDeep(levels, at: line, in: file) { return [] }
    }
    guard depth + levels <= limits.depth else { return [] }
    peeked.append(asked)
    depth += levels
    defer {
      depth -= levels
      peeked.removeLast()
    }
    let values = readAhead(attribute, of: id)
    // Such a value is the number of a record: whoever has it, asks for that later. So the record stays, and is made once.
    if attribute == .pain || attribute == .evidence { peekedRecords[asked] = values }
    return values
  }

  private mutating func readAhead(_ attribute: Attribute, of id: ItemID) -> [Value] {
    let (entries, wasQuiet) = (model.attributes.count, restraint.isQuiet)
    let (file, reason, contexts) = (lineFile, addition, conditionContexts)
    defer { (lineFile, addition, conditionContexts) = (file, reason, contexts) }
    restraint.isQuiet = true
    steps += lineRanges[id.index].count / 8
    if attribute == .on { readHeader(id) } else { readLines(of: id, only: attribute) }
    let values = model.attributes[entries...].filter { $0.attribute == attribute }.map(\.value)
    model.attributes.removeSubrange(entries...)
    restraint.isQuiet = wasQuiet
    return values
  }

  /// The last line of an item that says an attribute, with the file that it is in.
  private func line(of peeked: Peeked) -> (NodeID, Int)? {
    func says(_ line: NodeID, _ file: Int) -> Bool {
      let node = model.trees[file][line]
      return node.kind == .attribute && node.detail == peeked.attribute.detail
    }
    let item = model.items[peeked.item.index]
    let range = lineRanges[peeked.item.index]
    if range.isInPlace {
      let lines = model.trees[item.file].children(item.node)
      return lines.reversed().first { says($0, item.file) }.map { ($0, item.file) }
    }
    for number in range.numbers.reversed() {
      let file = lineContexts[number]?.file ?? item.file
      if says(lines[Int(number)], file) { return (lines[Int(number)], file) }
    }
    return nil
  }

  /// One circle is one finding, wherever it is entered.
  private mutating func reportCircle(_ circle: ArraySlice<Peeked>) {
    let lines = circle.compactMap { peeked in line(of: peeked).map { (peeked, $0.0, $0.1) } }
    let keys = lines.map { LineKey(file: $0.2, node: $0.1) }
    guard let (first, line, file) = lines.first, circles.isDisjoint(with: keys) else { return }
    circles.formUnion(keys)
    let related = lines.dropFirst().map { Related(model.trees[$0.2].place($0.1), "which is asked for on the way") }
    aloud { evaluation in
      evaluation.report(
        .letCycle,
        "`\(first.attribute.rawValue)` of \(evaluation.model.reference(to: first.item)) depends on itself",
        at: line, in: file, related: related, help: "Give one of the lines a value of its own.", item: first.item)
    }
  }
}

extension Tree {
  /// How deep the nodes below a node are nested.
  fileprivate func nesting(of node: NodeID) -> Int {
    var most = 0
    // Where those nodes end that are open.
    var open: [Int] = []
    for index in node.index..<(node.index + Int(self[node].size)) {
      while let end = open.last, end <= index { open.removeLast() }
      open.append(index + Int(self[NodeID(index)].size))
      most = max(most, open.count)
    }
    return most
  }
}
