import JourneyModel
package import JourneySyntax

/// The lines of a script as rules and other edits may change them.
///
/// No edit is offered for what a `for each`, an `if` or a template makes, since it would change the others of its kind
/// too, nor for what stands in an imported file.
package struct ScriptLines: Sendable {
  let tree: Tree
  /// The nodes that edits may touch.
  private let own: Range<Int>
  /// Those among them that stand in blocks, sorted.
  private let blocks: [Range<Int>]

  /// The lines below a node: a journey, or the file.
  package init(_ tree: Tree, below top: NodeID) {
    self.tree = tree
    own = ScriptLines.extent(of: top, tree)
    let nodes = tree.nodes
    var blocks: [Range<Int>] = []
    var next = own.lowerBound
    while next < own.upperBound {
      switch nodes[next].kind {
      case .forEach, .conditional, .template:
        blocks.append(next..<next + Int(nodes[next].size))
        next += Int(nodes[next].size)
      default: next += 1
      }
    }
    self.blocks = blocks
  }

  private static func extent(of node: NodeID, _ tree: Tree) -> Range<Int> {
    node.index..<node.index + Int(tree[node].size)
  }

  /// Whether a node stands in the script for one item only.
  private func isOwn(_ node: NodeID) -> Bool {
    own.contains(node.index) && !isInBlock(node.index)
  }

  private func isInBlock(_ node: Int) -> Bool {
    var (low, high) = (0, blocks.count)
    while low < high {
      let middle = (low + high) / 2
      if blocks[middle].upperBound <= node { low = middle + 1 } else { high = middle }
    }
    return low < blocks.count && blocks[low].contains(node)
  }

  /// Whether a line stands in an item, not in one that the item is like.
  private func stands(_ line: NodeID, in item: NodeID) -> Bool {
    isOwn(line) && ScriptLines.extent(of: item, tree).contains(line.index)
  }

  // MARK: Adding

  /// An edit that gives an item one more line behind its own; arrows stay the last ones.
  package func adding(_ line: String, _ attribute: Attribute, to item: NodeID) -> [Edit]? {
    guard isOwn(item) else { return nil }
    let lines = ownLines(of: item)
    let isArrow = attribute == .leadsTo || attribute == .reaches
    let before = lines.prefix { isArrow || !leadsOn($0) }
    let end = before.last.map { tree[$0].range.upper } ?? endOfHeader(item)
    switch ending(behind: end) {
    case .line(let end):
      return [edit(ByteRange(end, end), "\n" + indentation(below: item) + line)]
    case .semicolon: return [edit(ByteRange(end, end), "; " + line)]
    case .other: return nil
    }
  }

  /// An edit that gives an item some lines more right below its header.
  func addingFirst(_ lines: [String], to item: NodeID) -> [Edit]? {
    guard isOwn(item), tree[item].kind == .item || tree[item].kind == .scenario else { return nil }
    let header = endOfHeader(item)
    var end = header
    switch ending(behind: header) {
    case .line(let next): end = next
    case .semicolon: return [edit(ByteRange(header, header), lines.map { "; " + $0 }.joined())]
    // Words too many in a header do not make its lines others.
    case .other: while !isLineEnd(end) { end += 1 }
    }
    let indentation = indentation(below: item)
    return [edit(ByteRange(end, end), lines.map { "\n" + indentation + $0 }.joined())]
  }

  /// An edit that writes something behind a line's last word.
  func appending(_ text: String, to line: NodeID, of item: NodeID) -> [Edit]? {
    guard stands(line, in: item) else { return nil }
    let end = tree[line].range.upper
    return [edit(ByteRange(end, end), text)]
  }

  /// The lines of an item that stand above what is nested in it.
  private func ownLines(of item: NodeID) -> [NodeID] {
    var lines: [NodeID] = []
    for child in tree.children(item) {
      switch tree[child].kind {
      case .attribute, .customAttribute, .letLine, .useLine, .expectLine, .allowLine, .withoutLine: lines.append(child)
      case .item, .forEach, .conditional: return lines
      default: continue
      }
    }
    return lines
  }

  /// What stands below an item's header, line by line.
  func texts(of item: NodeID) -> Set<String> {
    Set(tree.children(item).filter { !ScriptLines.ofHeaders.contains(tree[$0].kind) }.map { tree.text($0) })
  }

  private func leadsOn(_ line: NodeID) -> Bool {
    guard tree[line].kind == .attribute else { return false }
    let attribute = Attribute(detail: tree[line].detail)
    return attribute == .leadsTo || attribute == .reaches
  }

  /// The end of an item's name and what stands behind it in the header.
  private func endOfHeader(_ item: NodeID) -> Int {
    var end = tree[item].range.lower
    for child in tree.children(item) {
      guard ScriptLines.ofHeaders.contains(tree[child].kind) else { return end }
      end = tree[child].range.upper
    }
    return end
  }

  // MARK: Removing

  /// An edit that takes an item out, with its lines and the `##` comment above it.
  func removing(_ item: NodeID) -> [Edit]? {
    guard isOwn(item) else { return nil }
    return removing(ByteRange(tree.documentedStart(of: item), tree[item].range.upper))
  }

  /// An edit that takes a line out.
  func removing(_ line: NodeID, of item: NodeID) -> [Edit]? {
    stands(line, in: item) ? removing(tree[line].range) : nil
  }

  /// An edit that takes a line out, be it one for several items.
  func removing(shared line: NodeID) -> [Edit]? { removing(tree[line].range) }

  /// Whole lines where nothing else stands on them, else from one `;` to the next.
  private func removing(_ range: ByteRange) -> [Edit]? {
    let start = startOfBlanks(before: range.lower)
    switch ending(behind: range.upper) {
    case .line(let end) where beginsLine(start):
      let next = behindLineEnd(end)
      // Of two empty lines, one goes too.
      let isAlone = followsEmptyLine(start) && isLineEnd(next)
      return [edit(ByteRange(start, isAlone ? behindLineEnd(next) : next), "")]
    case .semicolon(let end):
      var next = end
      while isBlank(next) { next += 1 }
      return [edit(ByteRange(range.lower, next), "")]
    case .line where start > 0 && bytes[start - 1] == 0x3B:
      return [edit(ByteRange(startOfBlanks(before: start - 1), range.upper), "")]
    default: return nil
    }
  }

  /// An edit that takes some names out of a line's list, or the line where none is left.
  func removing(_ names: Set<String>, from line: NodeID, of item: NodeID) -> [Edit]? {
    guard stands(line, in: item), let list = list(of: line) else { return nil }
    let kept = list.names.filter { !names.contains(written($0)) }
    guard let first = kept.first else { return removing(line, of: item) }
    let text = kept.dropFirst().reduce(tree.text(first)) { $0 + ", " + tree.text($1) }
    return kept.count < list.names.count ? [edit(list.range, text)] : nil
  }

  /// An edit that writes other words for names in a line's list.
  func renaming(_ name: String, to other: String, in line: NodeID, of item: NodeID) -> [Edit]? {
    guard stands(line, in: item), let list = list(of: line) else { return nil }
    return list.names.filter { written($0) == name.lowercased() }.map { edit(tree[$0].range, other) }
  }

  /// A line's names, where nothing but commas and blanks stands between them.
  private func list(of line: NodeID) -> (names: [NodeID], range: ByteRange)? {
    let names = Array(tree.children(line))
    guard let first = names.first, let last = names.last, names.allSatisfy({ tree[$0].kind == .name }) else {
      return nil
    }
    let gaps = zip(names, names.dropFirst()).map { tree[$0].range.upper..<tree[$1].range.lower }
    let isPlain = gaps.joined().allSatisfy { isBlank($0) || isLineEnd($0) || bytes[$0] == 0x2C }
    return isPlain ? (names, ByteRange(tree[first].range.lower, tree[last].range.upper)) : nil
  }

  /// A name in small letters, without quotes.
  private func written(_ name: NodeID) -> String { tree.text(name).filter { $0 != "\"" }.lowercased() }

  /// Whether a comment stands behind a line, which would go with it.
  func isCommented(_ line: NodeID) -> Bool {
    var end = tree[line].range.upper
    while isBlank(end) { end += 1 }
    return bytes[end] == 0x23
  }

  // MARK: Replacing

  /// An edit that writes something else for a part of a line.
  func replacing(_ part: NodeID, by text: String, in item: NodeID) -> [Edit]? {
    stands(part, in: item) ? [edit(tree[part].range, text)] : nil
  }

  private func edit(_ range: ByteRange, _ text: String) -> Edit { Edit(Place(tree.source.name, range), text) }

  // MARK: Bytes

  private var bytes: [UInt8] { tree.source.padded }

  /// What stands behind a statement: the end of its line, with a comment at most before it, a `;`, or more of it.
  private enum Ending {
    case line(Int)
    /// The offset behind the semicolon.
    case semicolon(Int)
    case other
  }

  private func ending(behind offset: Int) -> Ending {
    var end = offset
    while isBlank(end) { end += 1 }
    if bytes[end] == 0x3B { return .semicolon(end + 1) }
    if bytes[end] == 0x23 { while !isLineEnd(end) { end += 1 } }
    return isLineEnd(end) ? .line(end) : .other
  }

  private func isBlank(_ offset: Int) -> Bool { bytes[offset] == 0x20 || bytes[offset] == 0x09 }

  private func isLineEnd(_ offset: Int) -> Bool {
    offset >= tree.source.count || bytes[offset] == 0x0A || bytes[offset] == 0x0D
  }

  private func startOfBlanks(before offset: Int) -> Int {
    var start = offset
    while start > 0, isBlank(start - 1) { start -= 1 }
    return start
  }

  private func beginsLine(_ offset: Int) -> Bool { offset == 0 || isLineEnd(offset - 1) }

  private func behindLineEnd(_ offset: Int) -> Int {
    guard offset < tree.source.count else { return offset }
    return bytes[offset] == 0x0D && bytes[offset + 1] == 0x0A ? offset + 2 : offset + 1
  }

  private func followsEmptyLine(_ start: Int) -> Bool {
    guard start > 0 else { return true }
    let isPair = start > 1 && bytes[start - 1] == 0x0A && bytes[start - 2] == 0x0D
    return beginsLine(startOfBlanks(before: start - (isPair ? 2 : 1)))
  }

  /// How far the lines of an item are indented: as what stands in it is, else as such lines usually are.
  private func indentation(below item: NodeID) -> String {
    let own = margin(of: item)
    for child in tree.children(item) where !ScriptLines.ofHeaders.contains(tree[child].kind) {
      let margin = margin(of: child)
      if own.isEmpty || margin.count > own.count { return margin }
      break
    }
    // A script without any indentation stays so.
    if own.isEmpty, tree[item].detail != UInt16(ItemKind.journey.rawValue), step == nil { return "" }
    return own + (step ?? "  ")
  }

  /// By how much the script indents: what stands before the first line that is.
  ///
  /// It is looked for near the beginning only, since it is asked for often where there is none.
  private var step: String? {
    for index in tree.nodes.indices.prefix(2_000) {
      let margin = margin(of: NodeID(index))
      if !margin.isEmpty { return margin }
    }
    return nil
  }

  /// The blanks at the beginning of the line in which a node begins.
  private func margin(of node: NodeID) -> String {
    var start = tree[node].range.lower
    while !beginsLine(start) { start -= 1 }
    var end = start
    while isBlank(end) { end += 1 }
    return tree.source.text(ByteRange(start, end))
  }

  /// What stands in the first line of an item.
  private static let ofHeaders: Set<NodeKind> = [.name, .qualifiedName, .text, .clause]
}
