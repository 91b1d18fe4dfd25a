import JourneyModel
import JourneySyntax

/// The lines of a node with everything in it, the comments above it and those below that are indented deeper.
struct ItemText {
  let tree: Tree
  let node: NodeID
  /// From the first byte of its first line to the last one before a line end.
  let range: ByteRange
  /// The blanks in front of its first line.
  let margin: String

  /// The lines of a node; nothing where others share one with it.
  init?(_ node: NodeID, in tree: Tree) {
    let lines = TextLines(tree.source)
    let first = tree.documentedStart(of: node)
    var start = lines.start(ofLineAt: first)
    guard lines.isBlank(from: start, to: first), let end = lines.end(behind: tree[node].range.upper) else { return nil }
    let margin = tree.source.text(ByteRange(start, first))
    while let above = lines.comment(above: start), above.margin == margin.utf8.count { start = above.start }
    // What a file begins with is about the file.
    if start == 0, first > 0 { start = lines.start(ofLineAt: first) }
    var last = end
    while let below = lines.comment(below: last), below.margin > margin.utf8.count { last = below.end }
    (self.tree, self.node, self.margin) = (tree, node, margin)
    range = ByteRange(start, last)
  }

  /// The line ends and empty lines between what stands above and the text.
  var gapBefore: ByteRange {
    let bytes = tree.source.padded
    var start = range.lower
    while start > 0, bytes[start - 1] <= 0x20 { start -= 1 }
    return ByteRange(start, range.lower)
  }

  /// The line ends and empty lines behind it, up to the next line that says something.
  var gapAfter: ByteRange {
    let bytes = tree.source.padded
    let count = tree.source.count
    var end = range.upper
    while end < count, bytes[end] <= 0x20 { end += 1 }
    if end < count { end = TextLines(tree.source).start(ofLineAt: end) }
    return ByteRange(range.upper, max(range.upper, end))
  }

  /// The text under another margin, with some edits made in it; what stands in blocks of text keeps its place.
  func text(margin new: String, with edits: [Edit] = []) -> String {
    var edits = edits
    if new != margin {
      let lines = TextLines(tree.source)
      var blocks = blocks[...]
      var start = range.lower
      while start < range.upper {
        while let block = blocks.first, block.upper <= start { blocks.removeFirst() }
        let isInBlock = blocks.first.map { $0.lower < start } ?? false
        let hasMargin = tree.source.text(ByteRange(start, min(start + margin.utf8.count, range.upper))) == margin
        if hasMargin, !isInBlock, !lines.isEmptyLine(at: start) {
          edits.append(Edit(Place(tree.source.name, ByteRange(start, start + margin.utf8.count)), new))
        }
        start = lines.next(lineAfter: start)
      }
    }
    var (text, offset) = ("", range.lower)
    for edit in edits.sorted(by: { $0.place.range.start < $1.place.range.start }) {
      text += tree.source.text(ByteRange(offset, edit.place.range.lower)) + edit.replacement
      offset = edit.place.range.upper
    }
    return text + tree.source.text(ByteRange(offset, range.upper))
  }

  /// The blocks of text in it, in reading order.
  private var blocks: [ByteRange] {
    tree.nodes[node.index..<node.index + Int(tree[node].size)].filter { $0.flags.contains(.block) }.map(\.range)
  }
}

/// A source as lines, as far as edits of whole lines need it.
struct TextLines {
  private let bytes: [UInt8]
  private let count: Int

  init(_ source: Source) { (bytes, count) = (source.padded, source.count) }

  private func isLineEnd(_ offset: Int) -> Bool { offset >= count || bytes[offset] == 0x0A || bytes[offset] == 0x0D }

  func start(ofLineAt offset: Int) -> Int {
    var start = offset
    while start > 0, !isLineEnd(start - 1) { start -= 1 }
    return start
  }

  func end(ofLineAt offset: Int) -> Int {
    var end = offset
    while !isLineEnd(end) { end += 1 }
    return end
  }

  /// Where the line behind the one with an offset begins; the end of the source where there is none.
  func next(lineAfter offset: Int) -> Int {
    let end = end(ofLineAt: offset)
    guard end < count else { return count }
    return bytes[end] == 0x0D && bytes[end + 1] == 0x0A ? end + 2 : end + 1
  }

  func isBlank(from start: Int, to end: Int) -> Bool {
    bytes[start..<max(start, end)].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  func isEmptyLine(at start: Int) -> Bool { isBlank(from: start, to: end(ofLineAt: start)) }

  /// The end of the line behind an offset, where nothing but a comment stands there.
  func end(behind offset: Int) -> Int? {
    var next = offset
    while next < count, bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
    guard isLineEnd(next) || bytes[next] == 0x23 else { return nil }
    return end(ofLineAt: next)
  }

  private func comment(at start: Int) -> (start: Int, end: Int, margin: Int)? {
    var first = start
    while first < count, bytes[first] == 0x20 || bytes[first] == 0x09 { first += 1 }
    guard first < count, bytes[first] == 0x23 else { return nil }
    return (start, end(ofLineAt: first), first - start)
  }

  /// The comment on the line above the one that begins at an offset.
  func comment(above start: Int) -> (start: Int, end: Int, margin: Int)? {
    guard start > 0 else { return nil }
    let isPair = start > 1 && bytes[start - 1] == 0x0A && bytes[start - 2] == 0x0D
    return comment(at: self.start(ofLineAt: start - (isPair ? 2 : 1)))
  }

  /// The comment on the line below the one that ends at an offset.
  func comment(below end: Int) -> (start: Int, end: Int, margin: Int)? {
    let next = next(lineAfter: end)
    return next < count ? comment(at: next) : nil
  }

  /// The bytes that go when a statement does: its line, or its part of one.
  func removal(of range: ByteRange) -> ByteRange? {
    let start = start(ofLineAt: range.lower)
    var before = range.lower
    while before > start, bytes[before - 1] == 0x20 || bytes[before - 1] == 0x09 { before -= 1 }
    if before == start, let end = end(behind: range.upper) {
      // At the end of a text without a last line end, the one above goes.
      guard end < count || start == 0 else {
        let isPair = start > 1 && bytes[start - 1] == 0x0A && bytes[start - 2] == 0x0D
        return ByteRange(start - (isPair ? 2 : 1), count)
      }
      return ByteRange(start, next(lineAfter: end))
    }
    if before > start, bytes[before - 1] == 0x3B { return ByteRange(before - 1, range.upper) }
    var after = range.upper
    while after < count, bytes[after] == 0x20 || bytes[after] == 0x09 { after += 1 }
    guard after < count, bytes[after] == 0x3B else { return nil }
    after += 1
    while after < count, bytes[after] == 0x20 || bytes[after] == 0x09 { after += 1 }
    return ByteRange(range.lower, after)
  }
}
