import Journey

/// Where a statement comes to stand in the script, and how it is written there.
struct Insertion {
  /// What is replaced: nothing, at the place where the text goes.
  let range: ByteRange
  /// The text with the line ends around it.
  let text: String
  /// Where the statement itself begins in the new script.
  let start: Int

  /// The place for a statement: below its owner's own lines, or behind its likes.
  ///
  /// - Parameters:
  ///   - fit: The statement, and what it belongs to.
  ///   - tree: The script.
  ///   - places: The items from the outermost down to where one stands: their like goes right behind them.
  init(of fit: Fit, in tree: Tree, from places: [NodeID]) {
    var written = Insertion.laidOut(fit)
    let offset: Int
    if fit.isLine {
      offset = tree.endOfLines(of: fit.owner ?? tree.file, isImport: fit.kind == .importLine)
    } else if let owner = fit.owner, let item = fit.item {
      let sibling = places.first { tree.itemKind($0) == item && tree.isChild($0, of: owner) }
      offset =
        sibling.map { tree.endOfLines(within: $0) } ?? tree.endOfLikes(item, in: owner)
        ?? tree.endOfLines(of: owner, isImport: false)
    } else {
      offset = tree.endOfSection(fit)
    }
    let source = tree.source
    let needsGap =
      fit.item?.level == 1 && !fit.isLine
      && fit.owner.map { tree.endsDifferently(before: offset, in: $0, fit.item) } == true
    let needsBreakBefore = offset > 0 && source.padded[offset - 1] != 0x0A
    if needsGap, !written.hasPrefix("\n") { written = "\n" + written }
    var text = (needsBreakBefore ? "\n" : "") + written
    if !text.hasSuffix("\n") { text += "\n" }
    if source.endsLinesWithCR {
      text = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    }
    range = ByteRange(offset, offset)
    self.text = text
    start = offset + (needsBreakBefore ? 1 : 0)
  }

  /// The statement in the one layout, indented as deep as it stands.
  private static func laidOut(_ fit: Fit) -> String {
    let laidOut = Layout.text(fit.tree)
    // The headers above it, one line each, and blank lines between.
    var rows = laidOut.split(separator: "\n", omittingEmptySubsequences: false)[...]
    var headers = fit.skeleton.nodes.count
    while headers > 0, let row = rows.first {
      if !row.isEmpty { headers -= 1 }
      rows = rows.dropFirst()
    }
    let wantsBlank = rows.first?.isEmpty == true && !fit.isLine
    rows = rows.drop { $0.isEmpty }
    while rows.last?.isEmpty == true { rows = rows.dropLast() }
    // What cannot be read stays as it was typed, but for where it stands.
    if let first = rows.first, fit.depth > 0, !first.hasPrefix(" ") {
      let margin = String(repeating: "  ", count: fit.depth)
      rows = rows.map { $0.isEmpty ? $0 : Substring(margin + $0) }[...]
    }
    return (wantsBlank ? "\n" : "") + rows.joined(separator: "\n")
  }
}

extension Tree {
  /// Behind the last own line of an item: below it stand the items in it.
  func endOfLines(of owner: NodeID, isImport: Bool) -> Int {
    var end: Int?
    for child in children(owner) {
      let isItem = isPlace(child) || (isBlock(child) && firstItemKind(in: child) != nil)
      if isImport ? self[child].kind != .importLine : isItem { break }
      end = lineEnd(after: Int(self[child].end))
    }
    if let end { return end }
    guard owner != file else { return isImport ? startOfScript : startOfItems }
    // The header's own line; blocks and items in it stand further below.
    let header = child(owner, .name).map { Int(self[$0].end) } ?? Int(self[owner].start)
    return lineEnd(after: header)
  }

  /// Whether a node is a block of lines or items.
  func isBlock(_ id: NodeID) -> Bool { self[id].kind == .forEach || self[id].kind == .conditional }

  /// Where an item goes among those that stand in an owner: behind its likes, else behind what comes before them in the
  /// one layout; nothing where nothing comes before them.
  func endOfLikes(_ kind: ItemKind, in owner: NodeID) -> Int? {
    var end: Int?
    for child in children(owner) {
      let other = self[child].kind == .item ? itemKind(child) : isBlock(child) ? firstItemKind(in: child) : nil
      guard let other, other.rawValue <= kind.rawValue else { continue }
      end = endOfLines(within: child)
    }
    return end
  }

  /// Behind the last line of a node and all that stands in it.
  func endOfLines(within node: NodeID) -> Int {
    // A block's `end` has no node of its own: it is the block's last word.
    lineEnd(after: Int(self[node].end))
  }

  /// Where a section or a shared item of the file goes.
  func endOfSection(_ fit: Fit) -> Int {
    guard fit.item != nil, fit.item != .journey else { return source.count }
    // What journeys share stands above the first of them.
    for child in children(file) where self[child].kind != .importLine {
      let kind = self[child].kind == .item ? itemKind(child) : nil
      guard kind == .journey || (kind == nil && isPlace(child)) else { continue }
      return wholeLines(of: child).lower
    }
    return source.count
  }

  /// The offset behind the end of the line that an offset stands in.
  func lineEnd(after offset: Int) -> Int {
    var end = offset
    var isRemark = false
    while end < source.count, source.padded[end] != 0x0A, isRemark || source.padded[end] != 0x3B {
      // What stands in a remark ends no line but its own.
      if source.padded[end] == 0x23 { isRemark = true }
      end += 1
    }
    return min(end + 1, source.count)
  }

  /// Where the first item begins, with what is said of it above; the end where there is none.
  private var startOfItems: Int {
    children(file).first { isPlace($0) || isBlock($0) }.map { wholeLines(of: $0).lower } ?? source.count
  }

  /// Whether what stands in an owner before an offset ends in something else than an item of a kind.
  func endsDifferently(before offset: Int, in owner: NodeID, _ kind: ItemKind?) -> Bool {
    var last: NodeID?
    for child in children(owner) where Int(self[child].start) < offset { last = child }
    guard let last else { return false }
    switch self[last].kind {
    case .name, .text, .clause, .qualifiedName: return false
    case .item: return itemKind(last) != kind
    default: return true
    }
  }

  /// Whether a node stands directly in another.
  func isChild(_ node: NodeID, of owner: NodeID) -> Bool { children(owner).contains { $0 == node } }

  /// Where the first line goes: behind a `#!` line.
  private var startOfScript: Int {
    source.count > 1 && source.padded[0] == 0x23 && source.padded[1] == 0x21 ? lineEnd(after: 0) : 0
  }
}

extension Source {
  /// Whether its lines end as on Windows.
  var endsLinesWithCR: Bool {
    guard let end = padded.firstIndex(of: 0x0A), end > 0 else { return false }
    return padded[end - 1] == 0x0D
  }
}
