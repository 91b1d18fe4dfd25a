import JourneySyntax

/// What stands around each byte of a script: the items, and the sections whose words reach everywhere.
struct Surroundings {
  /// A part of a script that holds lines.
  private struct Part {
    let node: NodeID
    let kind: NodeKind
    let start: Int
    let end: Int
    /// The part around it, -1 where there is none.
    let outer: Int
  }

  /// In reading order.
  private let parts: [Part]

  init(_ tree: Tree) {
    var parts: [Part] = []
    var open: [Int] = []
    for (index, node) in tree.nodes.enumerated() where Surroundings.holds(node.kind) {
      while let last = open.last, parts[last].end <= node.range.lower { open.removeLast() }
      parts.append(
        Part(
          node: NodeID(index), kind: node.kind, start: node.range.lower, end: node.range.upper, outer: open.last ?? -1))
      open.append(parts.count - 1)
    }
    self.parts = parts
  }

  private static func holds(_ kind: NodeKind) -> Bool { kind == .item || isBlock(kind) || reachesEverywhere(kind) }

  /// Whether what stands in a part is made once or several times, as something else says.
  private static func isBlock(_ kind: NodeKind) -> Bool {
    switch kind {
    case .forEach, .conditional, .alternative: true
    default: false
    }
  }

  /// Whether what stands there may mean something for any line of the script.
  private static func reachesEverywhere(_ kind: NodeKind) -> Bool {
    switch kind {
    case .importLine, .letLine, .parameterLine, .template, .kind, .rule, .project, .scenario, .change, .test: true
    default: false
    }
  }

  /// The parts around a byte, from the innermost.
  private func parts(around offset: Int) -> [Int] {
    var (low, high) = (0, parts.count)
    while low < high {
      let middle = (low + high) / 2
      if parts[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    var found: [Int] = []
    var next = low - 1
    while next >= 0 {
      if parts[next].end > offset { found.append(next) }
      next = parts[next].outer
    }
    return found
  }

  /// Whether what stands at a byte may mean something for any line: in such a section, or in no item at all.
  func reachesEverywhere(_ offset: Int) -> Bool {
    let around = parts(around: offset)
    return !around.contains { parts[$0].kind == .item }
      || around.contains { Surroundings.reachesEverywhere(parts[$0].kind) }
  }

  /// The items around a byte, from the innermost.
  func items(around offset: Int) -> [NodeID] {
    parts(around: offset).filter { parts[$0].kind == .item }.map { parts[$0].node }
  }

  /// The items that a line changes which begins at a byte: its own; where it opens an item, the one around that as
  /// well; where it opens a block, all in it.
  func items(changedBy offset: Int) -> [NodeID] {
    let around = parts(around: offset)
    guard let first = around.first else { return [] }
    let items = items(around: offset)
    guard parts[first].start == offset else { return Array(items.prefix(1)) }
    if parts[first].kind == .item { return Array(items.prefix(2)) }
    let inside = parts[(first + 1)...].prefix { $0.start < parts[first].end }
    return items.prefix(1) + inside.filter { $0.kind == .item }.map(\.node)
  }
}
