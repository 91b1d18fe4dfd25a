import JourneyModel
import JourneySyntax

/// Compares the layout of a script with the nesting that its words say.
///
/// A script without indentation tells no story, and passes; so does one that is indented more or less than usual. What
/// is flagged is a line that stands where it would belong to another item: no deeper than the header of the item it
/// belongs to, which itself is indented, or deeper than an item that it does not belong to.
struct IndentationCheck {
  private let tree: Tree
  private let nodes: [Node]
  private let bytes: [UInt8]
  private let rule: Rule
  private var findings: [Finding] = []

  static func findings(in tree: Tree, _ rule: Rule, _ errors: [Finding]) -> [Finding] {
    var check = IndentationCheck(tree: tree, rule: rule)
    check.look(at: tree.file, owner: nil)
    guard !check.findings.isEmpty else { return [] }
    let broken = Set(errors.map(\.place))
    return check.findings.filter { !broken.contains($0.place) }
  }

  private init(tree: Tree, rule: Rule) {
    self.tree = tree
    nodes = tree.nodes
    bytes = tree.source.padded
    self.rule = rule
  }

  /// An item, section or block with the column of its line and of the ones around it.
  private struct Owner {
    let node: NodeID
    let column: Int
    /// The deepest column of an outer owner that stands less deep; nothing where none does.
    let outerColumn: Int?
  }

  /// A line to be indented anew: as deep as another, else as such lines of its owner are.
  private typealias Astray = (line: NodeID, sibling: NodeID?)

  private mutating func look(at node: NodeID, owner: Owner?) {
    var finding: Int?
    var astray: [Astray] = []
    // The item before, which a line may seem to belong to although another item word has closed it.
    var previous: (node: NodeID, column: Int)?
    // What a template adds goes to the item above or to what that stands in: both layouts tell the truth.
    for child in tree.children(node) where isLine(child) && tree[child].kind != .useLine {
      guard let column = column(of: child) else { continue }
      if let owner, let outer = owner.outerColumn, column <= owner.column, column >= 0, outer < owner.column {
        if finding == nil { finding = report(child, belongsTo: owner.node, looksLike: nil) }
        astray.append((child, nil))
      } else if let previous, column > previous.column, closesItem(child) {
        if finding == nil { finding = report(child, belongsTo: owner?.node, looksLike: previous.node) }
        astray.append((child, previous.node))
        // The lines below follow their header: what is wrong with them is wrong with it.
        continue
      }
      if holdsLines(child) {
        let outer = owner.map { $0.column < column ? $0.column : $0.outerColumn } ?? nil
        look(at: child, owner: Owner(node: child, column: column, outerColumn: outer))
        previous = (child, column)
      }
    }
    if let finding { findings[finding].fix = fix(astray, below: owner?.node) }
  }

  private func isLine(_ node: NodeID) -> Bool {
    switch nodes[node.index].kind {
    case .item, .change, .rule, .test, .scenario, .template, .kind, .project, .forEach, .conditional, .attribute,
      .customAttribute, .letLine, .parameterLine, .useLine, .expectLine, .findingLine, .allowLine, .withoutLine,
      .everyLine, .setting:
      true
    default: false
    }
  }

  private func holdsLines(_ node: NodeID) -> Bool {
    switch nodes[node.index].kind {
    case .item, .change, .rule, .test, .scenario, .template, .kind, .project, .forEach, .conditional: true
    default: false
    }
  }

  /// Whether a line's word closes the item before, wherever the line stands: an item, or what is said of one.
  private func closesItem(_ node: NodeID) -> Bool {
    [.item, .change, .withoutLine].contains(nodes[node.index].kind)
  }

  /// The column of a line's first word, tabs counted to the next multiple of four; nothing behind a `;`.
  private func column(of node: NodeID) -> Int? {
    let start = Int(nodes[node.index].start)
    var first = start
    while first > 0, bytes[first - 1] == 0x20 || bytes[first - 1] == 0x09 { first -= 1 }
    guard first == 0 || bytes[first - 1] == 0x0A || bytes[first - 1] == 0x0D else { return nil }
    var column = 0
    for offset in first..<start { column = bytes[offset] == 0x09 ? (column / 4 + 1) * 4 : column + 1 }
    return column
  }

  private mutating func report(_ line: NodeID, belongsTo owner: NodeID?, looksLike other: NodeID?) -> Int {
    let range = tree[line].range
    var end = range.lower
    while end < range.upper, bytes[end] > 0x20 { end += 1 }
    let word = tree.source.text(ByteRange(range.lower, end))
    let belongs = owner.map { "to \(name(of: $0))" } ?? "to the file"
    let looks = other.map { "as if it belonged to \(name(of: $0))" } ?? "as if it belonged to something further out"
    var related: [Related] = []
    if let owner { related.append(Related(header(of: owner), "the words say: it belongs here")) }
    if let other { related.append(Related(header(of: other), "the layout says: it belongs here")) }
    findings.append(
      Finding(
        rule.name, isRule: true, rule.severity, "`\(Display.plain(word))` belongs \(belongs), and is indented \(looks)",
        at: Place(tree.source.name, ByteRange(range.lower, end)), related: related, why: rule.why,
        help: "Move the line to where it belongs; if it stands right, `journey fmt` indents it as the words say."))
    return findings.count - 1
  }

  // MARK: Edits

  /// Indents lines as the words say, and what stands below them alike.
  ///
  /// It needs a look: whether the words are wrong or the layout, only a person knows.
  private func fix(_ astray: [Astray], below owner: NodeID?) -> Fix? {
    // A whole file out of its layout is a case for `journey fmt`.
    guard astray.count <= 100 else { return nil }
    let edits = astray.flatMap { line, sibling -> [Edit] in
      guard let old = blanks(before: line),
        let new = sibling.flatMap({ blanks(before: $0) }) ?? usual(line, below: owner)
      else { return [] }
      return (line.index..<line.index + Int(nodes[line.index].size)).compactMap { number in
        guard isLine(NodeID(number)), let blanks = blanks(before: NodeID(number)), blanks.hasPrefix(old) else {
          return nil
        }
        let start = Int(nodes[number].start) - blanks.utf8.count
        return Edit(Place(tree.source.name, ByteRange(start, start + old.utf8.count)), new)
      }
    }
    return edits.isEmpty ? nil : Fix("Indent as the words say", edits, isSafe: false)
  }

  /// How far lines below an owner are indented: as those of their sort that stand deeper than it, else by one step.
  private func usual(_ line: NodeID, below owner: NodeID?) -> String? {
    guard let owner, let column = column(of: owner), let blanks = blanks(before: owner) else { return nil }
    let others = tree.children(owner).filter { isLine($0) && closesItem($0) == closesItem(line) }
    let deeper = others.first { other in self.column(of: other).map { $0 > column } ?? false }
    return deeper.flatMap { self.blanks(before: $0) } ?? blanks + (blanks.contains("\t") ? "\t" : "  ")
  }

  /// What stands before a line's first word, where that is nothing but blanks.
  private func blanks(before node: NodeID) -> String? {
    guard column(of: node) != nil else { return nil }
    let end = Int(nodes[node.index].start)
    var start = end
    while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    return tree.source.text(ByteRange(start, end))
  }

  private func name(of node: NodeID) -> String {
    let header = tree.source.text(header(of: node).range)
    return "`\(Display.plain(header))`"
  }

  private func header(of node: NodeID) -> Place {
    let name = tree.child(node, .name) ?? tree.child(node, .qualifiedName)
    let start = Int(tree[node].start)
    var end = name.map { Int(tree[$0].end) } ?? start
    if name == nil { while end < Int(tree[node].end), bytes[end] > 0x20 { end += 1 } }
    return Place(tree.source.name, ByteRange(start, end))
  }
}
