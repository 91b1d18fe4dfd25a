import JourneyModel
import JourneySyntax

/// The scripts that are one small change away from a script: what somebody might have written instead.
///
/// A line, an item or a clause is left out, or there is one more; a number is one more or one less; a word or a text is
/// another one that may stand in its place.
struct Mutations {
  private let tree: Tree
  private let source: Source
  private(set) var texts: [String] = []

  init(of script: String) {
    source = Source(name: "example", text: script)
    tree = Tree(source)
    for (index, node) in tree.nodes.enumerated() { change(NodeID(index), node) }
    indent()
  }

  private mutating func change(_ id: NodeID, _ node: Node) {
    switch node.kind {
    case .item:
      replace(wholeLines(node.range), by: "")
      if let header = header(id) { replace(wholeLines(header), by: "") }
      addItem(id, node)
      changeOutcome(node)
    case .attribute, .letLine, .allowLine:
      replace(wholeLines(node.range), by: "")
      replace(ByteRange(node.range.upper, node.range.upper), by: "; " + tree.text(id))
      if node.kind == .attribute { changeAttribute(id, node) }
    case .clause:
      replace(ByteRange(node.range.lower - 1, node.range.upper), by: "")
      changeTarget(id)
    case .number, .share, .countedShare, .duration, .money, .date, .time: changeNumbers(node.range)
    default: return
    }
  }

  private mutating func replace(_ range: ByteRange, by text: String) {
    guard range.lower >= 0 else { return }
    let mutant =
      source.text(ByteRange(0, range.lower)) + text + source.text(ByteRange(range.upper, source.count))
    texts.append(mutant)
  }

  // MARK: Lines

  private func wholeLines(_ range: ByteRange) -> ByteRange {
    var (start, end) = (range.lower, range.upper)
    while start > 0, source.padded[start - 1] != 0x0A { start -= 1 }
    while end < source.count, source.padded[end] != 0x0A { end += 1 }
    return ByteRange(start, min(end + 1, source.count))
  }

  /// An item's first line, where more stands below it.
  private func header(_ item: NodeID) -> ByteRange? {
    let start = tree[item].range.lower
    guard source.text(tree[item].range).contains("\n") else { return nil }
    return ByteRange(start, start)
  }

  /// One item more, with the same header and another name.
  private mutating func addItem(_ item: NodeID, _ node: Node) {
    guard let name = tree.child(item, .name) else { return }
    let line = wholeLines(ByteRange(node.range.lower, node.range.lower))
    let end = min(line.upper, node.range.upper)
    let header = source.text(ByteRange(tree[name].range.upper, end)).split(separator: "\n").first ?? ""
    let word = source.text(ByteRange(line.lower, tree[name].range.lower))
    replace(ByteRange(line.lower, line.lower), by: "\(word)\"One more\"\(header)\n")
  }

  /// Each line, one step to the left and to the right.
  private mutating func indent() {
    var start = 0
    for line in source.text(source.range).split(separator: "\n", omittingEmptySubsequences: false) {
      let isIndented = line.hasPrefix("  ")
      replace(ByteRange(start, start), by: "  ")
      if isIndented { replace(ByteRange(start, start + 2), by: "") }
      start += line.utf8.count + 1
    }
  }

  // MARK: Words

  private mutating func changeAttribute(_ id: NodeID, _ node: Node) {
    let attribute = Attribute(detail: node.detail)
    let opposites: [Attribute: Attribute] = [
      .proactive: .reactive, .reactive: .proactive, .oneWay: .twoWay, .twoWay: .oneWay, .captures: .uses,
      .uses: .captures,
    ]
    if let other = opposites[attribute] {
      let start = node.range.lower
      replace(ByteRange(start, start + attribute.rawValue.utf8.count), by: other.rawValue)
    }
    let words = words(for: attribute)
    let names = tree.children(id).filter { [.name, .qualifiedName].contains(tree[$0].kind) }
    for name in names {
      let written = tree.text(name)
      for word in words where word != written { replace(tree[name].range, by: word) }
      // One of several is left out.
      if names.count > 1 { leaveOut(name, of: names) }
    }
    for text in tree.children(id) where tree[text].kind == .text {
      for other in texts(besides: tree.text(text)) { replace(tree[text].range, by: other) }
    }
    if attribute == .pain { replace(ByteRange(node.range.upper, node.range.upper), by: ", severe") }
  }

  private mutating func leaveOut(_ name: NodeID, of names: [NodeID]) {
    guard let place = names.firstIndex(of: name) else { return }
    let range =
      place == 0
      ? ByteRange(tree[name].range.lower, tree[names[1]].range.lower)
      : ByteRange(tree[names[place - 1]].range.upper, tree[name].range.upper)
    replace(range, by: "")
  }

  /// What else may stand behind the words of an attribute.
  private func words(for attribute: Attribute) -> Set<String> {
    let shape = AttributeRule.all.first { $0.attribute == attribute }?.shape
    switch shape {
    case .choice(let words)?, .choices(let words)?: return Set(words)
    case .ownership?: return Set(AttributeRule.owners)
    case .items(let kind)?, .item(let kind)?: return names(of: kind)
    case .stages?: return names(of: .stage)
    case .arrow?: return names(of: .touchpoint).union(names(of: .outcome)).union(["exit"])
    case .data?, .topics?, .word?, .words?: return others(attribute)
    default: return []
    }
  }

  /// The names that some items of a kind have.
  private func names(of kind: ItemKind) -> Set<String> {
    Set(
      tree.nodes.indices.filter {
        tree.nodes[$0].kind == .item && tree.nodes[$0].detail == UInt16(kind.rawValue)
      }.compactMap { tree.child(NodeID($0), .name).map { tree.text($0) } })
  }

  /// What stands behind the words of attributes of the same sort elsewhere in the script, and a word that stands nowhere.
  private func others(_ attribute: Attribute) -> Set<String> {
    let shape = AttributeRule.all.first { $0.attribute == attribute }?.shape
    return tree.nodes.indices.reduce(into: ["else"]) { words, index in
      let node = tree.nodes[index]
      guard node.kind == .attribute,
        AttributeRule.all.first(where: { $0.attribute == Attribute(detail: node.detail) })?.shape == shape
      else { return }
      for name in tree.children(NodeID(index)) where tree[name].kind == .name { words.insert(tree.text(name)) }
    }
  }

  /// The other texts of the script.
  private func texts(besides text: String) -> Set<String> {
    Set(tree.nodes.indices.filter { tree.nodes[$0].kind == .text }.map { tree.text(NodeID($0)) }).subtracting([text])
  }

  /// Another channel behind `on`, or one less of several.
  private mutating func changeTarget(_ clause: NodeID) {
    let names = tree.children(clause).filter { tree[$0].kind == .name }
    for name in names {
      for other in self.names(of: .channel) where other != tree.text(name) { replace(tree[name].range, by: other) }
      if names.count > 1 { leaveOut(name, of: names) }
    }
  }

  /// A success is a failure, the other way round, or neither.
  private mutating func changeOutcome(_ node: Node) {
    let line = source.text(wholeLines(ByteRange(node.range.lower, node.range.lower)))
    for (word, other) in [("success", "failure"), ("failure", "success")] where line.contains(", \(word)") {
      replace(wholeLines(ByteRange(node.range.lower, node.range.lower)), by: line.replacing(word, with: other))
      replace(wholeLines(ByteRange(node.range.lower, node.range.lower)), by: line.replacing(", \(word)", with: ""))
    }
  }

  // MARK: Numbers

  /// Each whole number of a literal, one more and one less.
  private mutating func changeNumbers(_ range: ByteRange) {
    var start = range.lower
    while start < range.upper {
      var end = start
      while end < range.upper, (0x30...0x39).contains(source.padded[end]) { end += 1 }
      if end > start {
        let isNegative = start > 0 && source.padded[start - 1] == 0x2D && start == range.lower + 1
        let first = isNegative || (start > 0 && source.padded[start - 1] == 0x2B) ? start - 1 : start
        let text = source.text(ByteRange(start, end))
        for step in [-1, 1] {
          guard let value = Int(text) else { continue }
          let number = (isNegative ? -value : value) + step
          let digits = String(repeating: "0", count: max(0, text.count - String(number.magnitude).count))
          replace(ByteRange(first, end), by: (number < 0 ? "-" : "") + digits + String(number.magnitude))
        }
      }
      start = max(end, start + 1)
    }
  }
}
