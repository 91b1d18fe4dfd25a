import JourneySyntax

/// How deep values may rest on each other: over so many steps, and as far as there is stack.
extension Evaluation {
  /// Whether one value more would rest on too many others, which is said then.
  mutating func isTooDeep(at node: NodeID, in file: Int) -> Bool {
    guard depth >= limits.depth else { return false }
    // A chain of lines is one finding, though each line of it is read ahead for those before.
    let chain = peeked.compactMap { peeked in line(of: peeked).map { LineKey(file: $0.1, node: $0.0) } }
    guard chain.isEmpty || circles.isDisjoint(with: chain) else { return true }
    circles.formUnion(chain)
    reportTooDeep(at: node, in: file)
    return true
  }

  /// Whether there is stack left for what is read next; remembers the place that takes the most, beyond half of it.
  mutating func noteStack(_ node: NodeID, _ file: Int) -> Bool {
    let used = limits.taken.used
    guard used > limits.stack / 2 else { return true }
    guard used <= limits.stack else {
      // What rests on it is not read either, and one finding says so.
      if !hasSaidTooDeep { reportTooDeep(at: node, in: file) }
      hasSaidTooDeep = true
      return false
    }
    if used > deepest?.bytes ?? 0 { deepest = (used, model.trees[file].place(node)) }
    return true
  }

  private mutating func reportTooDeep(at node: NodeID, in file: Int) {
    let isChain = depth > 1
    aloud { evaluation in
      evaluation.report(
        .tooDeep,
        isChain ? "These values depend on each other over too many steps" : "This nests too deep to be worked out",
        at: node, in: file, help: isChain ? "Write one of them out." : Limits.nestLess)
    }
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
    if let (line, file) = line(of: asked), isTooDeep(at: line, in: file) { return [] }
    guard depth < limits.depth else { return [] }
    peeked.append(asked)
    depth += 1
    defer {
      depth -= 1
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
  private mutating func line(of peeked: Peeked) -> (NodeID, Int)? {
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
