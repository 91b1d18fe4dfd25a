/// A statement as the formatter sees it: some tokens and the column where they belong.
struct Statement {
  /// The node; nothing for an `end`, and for a line that has none.
  var node: Int?
  /// The node's own descendants, without the statements nested in it.
  var parts: Range<Int>
  var tokens: Range<Int>
  var indentation: Int
  /// Whether its lines are copied as they stand.
  var isFrozen: Bool
  /// What opens the block, item or section that it stands in.
  var owner: NodeKind
}

/// A tree as a list of statements in reading order, each with its indentation.
struct Outline {
  let tree: Tree
  let scan: Scan
  private(set) var statements: [Statement] = []

  /// Something that statements nest in.
  private struct Open {
    var kind: NodeKind
    /// Behind its last descendant.
    var last: Int
    /// Where the statements in it stand.
    var indentation: Int
    /// Where it ends in the source.
    var end: Int
  }

  /// Blocks that were left since the last statement, innermost first: where they end, and where their `end` stands.
  private var ends: [(offset: Int, indentation: Int, owner: NodeKind)] = []
  private var open: [Open] = []
  /// The first token that no statement holds yet.
  private var cursor = 0

  init(_ tree: Tree) {
    self.tree = tree
    scan = Scan(tree)
    open.append(Open(kind: .file, last: tree.nodes.count, indentation: 0, end: scan.end))
    var index = 1
    while index < tree.nodes.count {
      while open.count > 1, open[open.count - 1].last <= index { leave() }
      index = enter(index)
    }
    while open.count > 1 { leave() }
    passOver(to: scan.tokens.count)
    freezeNeighbours()
  }

  /// Takes the statement at a node, and says which node comes next.
  private mutating func enter(_ index: Int) -> Int {
    let node = tree.nodes[index]
    let last = index + Int(node.size)
    let top = open[open.count - 1]
    guard node.kind.isStatement else { return last }
    let indentation =
      switch node.kind {
      case .alternative: max(0, top.indentation - Layout.step)
      case .useLine: indentation(ofUse: node)
      default: top.indentation
      }
    passOver(to: scan.token(at: Int(node.start), from: cursor))
    var next = last
    let tokens: Range<Int>
    if node.kind.holdsStatements {
      next = index + 1
      var end = Int(node.start)
      while next < last, !tree.nodes[next].kind.isStatement {
        end = max(end, Int(tree.nodes[next].end))
        next += Int(tree.nodes[next].size)
      }
      tokens = header(of: node, upTo: end)
      open.append(
        Open(kind: node.kind, last: last, indentation: indentation + Layout.step, end: Int(node.end)))
    } else {
      tokens = cursor..<scan.token(at: Int(node.end), from: cursor)
    }
    guard !tokens.isEmpty else { return next }
    let isWhole = scan.tokens[tokens.lowerBound].start == Int(node.start) && node.kind != .skipped
    statements.append(
      Statement(
        node: index, parts: index + 1..<next, tokens: tokens, indentation: indentation,
        isFrozen: !isWhole || node.flags.contains(.broken) || isUnreadable(tokens)
          || holdsFragileNumber(index + 1..<next), owner: top.kind))
    cursor = tokens.upperBound
    return next
  }

  /// Where a `use` stands: at the level where its author put it, of those that are open there.
  ///
  /// What a template holds may be told in another file, and belongs to the stage or the journey as well as to the item
  /// above. The words do not say which, and so the layout is left as it is.
  private func indentation(ofUse node: Node) -> Int {
    var start = Int(node.start)
    while start > 0, scan.bytes[start - 1] == 0x20 || scan.bytes[start - 1] == 0x09 { start -= 1 }
    let blanks = scan.bytes[start..<Int(node.start)]
    let column = blanks.reduce(0) { $1 == 0x09 ? ($0 / Layout.step + 1) * Layout.step : $0 + 1 }
    var levels: [Int] = []
    for one in open.reversed() where one.kind != .file || levels.isEmpty {
      levels.append(one.indentation)
      guard one.kind == .item || one.kind == .change else { break }
    }
    // Where nothing is indented, nothing is meant by it.
    guard column > 0 else { return levels.first ?? 0 }
    return levels.min { abs($0 - column) < abs($1 - column) } ?? 0
  }

  /// The tokens of a header: to the end of its line, or of the parentheses in it.
  private func header(of node: Node, upTo end: Int) -> Range<Int> {
    if node.kind == .alternative { return cursor..<min(cursor + 1, scan.tokens.count) }
    var index = cursor
    var depth = 0
    while index < scan.tokens.count {
      let token = scan.tokens[index]
      switch token.kind {
      case .openParenthesis: depth += 1
      case .closeParenthesis: depth -= 1
      case .newline where token.start >= end && (depth <= 0 || node.flags.contains(.broken)): return cursor..<index
      default: break
      }
      index += 1
    }
    return cursor..<index
  }

  private mutating func leave() {
    let left = open.removeLast()
    // Several blocks may end at one place. The `end` there is the innermost one's; an `else` shares it with its `if`.
    guard left.kind.isBlock, ends.last?.offset != left.end else { return }
    ends.append((left.end, left.indentation - Layout.step, left.kind))
  }

  /// Makes statements of the tokens that have no node: each `end`, and lines that could not even be skipped.
  private mutating func passOver(to limit: Int) {
    while cursor < limit {
      guard scan.tokens[cursor].kind != .newline else {
        cursor += 1
        continue
      }
      var last = cursor
      while last < limit, scan.tokens[last].kind != .newline { last += 1 }
      let first = scan.tokens[cursor]
      let isAlone = last == cursor + 1 && first.kind == .word && Keyword(first.symbol) == .end
      let block = isAlone ? ends.first { $0.offset == first.end } : nil
      statements.append(
        Statement(
          node: nil, parts: 0..<0, tokens: cursor..<last, indentation: block?.indentation ?? 0, isFrozen: block == nil,
          owner: block?.owner ?? .file))
      cursor = last
    }
    ends.removeAll(keepingCapacity: true)
  }

  /// Lines are copied whole: what shares one with a statement that is copied is copied as well.
  private mutating func freezeNeighbours() {
    for index in statements.indices.dropFirst() where statements[index - 1].isFrozen && sharesLine(index) {
      statements[index].isFrozen = true
    }
    for index in statements.indices.dropFirst().reversed() where statements[index].isFrozen && sharesLine(index) {
      statements[index - 1].isFrozen = true
    }
  }

  private func sharesLine(_ index: Int) -> Bool { lastLine(statements[index - 1]) == firstLine(statements[index]) }

  func firstLine(_ statement: Statement) -> Int { scan.lines[statement.tokens.lowerBound] }
  func lastLine(_ statement: Statement) -> Int { scan.lines[statement.tokens.upperBound - 1] }

  /// Whether a name that is a number stands where layout puts a blank behind it: there it would be no name any more.
  private func holdsFragileNumber(_ parts: Range<Int>) -> Bool {
    for index in parts where tree.nodes[index].kind == .name {
      let node = tree.nodes[index]
      guard !Lexer.isLetter(scan.bytes[Int(node.start)]), !node.flags.contains(.quoted),
        Lexer.isDigit(scan.bytes[Int(node.end) - 1])
      else { continue }
      switch scan.bytes[Int(node.end)] {
      case 0x2C, 0x29, 0x2E, 0x0A, 0x0D: continue
      default: if Int(node.end) < scan.end { return true }
      }
    }
    return false
  }

  private func isUnreadable(_ tokens: Range<Int>) -> Bool {
    for index in tokens {
      if scan.isUnreadable[index] { return true }
      // `5 .5` is not `5.5`; nobody writes it, and nothing is gained by laying it out.
      if scan.tokens[index].kind == .dot, index > tokens.lowerBound, index + 1 < tokens.upperBound,
        scan.tokens[index - 1].kind.isAmount, scan.tokens[index + 1].kind.isAmount
      {
        return true
      }
    }
    return false
  }
}

extension TokenKind {
  /// Whether the token is written with digits.
  fileprivate var isAmount: Bool {
    switch self {
    case .number, .share, .money, .date, .time: true
    default: false
    }
  }
}

extension NodeKind {
  /// Whether the node is a line, or begins with one.
  var isStatement: Bool { rawValue >= NodeKind.item.rawValue && rawValue <= NodeKind.skipped.rawValue }

  /// Whether other lines nest in it.
  var holdsStatements: Bool { rawValue >= NodeKind.item.rawValue && rawValue <= NodeKind.alternative.rawValue }

  /// Whether an `end` closes it.
  var isBlock: Bool {
    switch self {
    case .forEach, .conditional, .alternative, .template: true
    default: false
    }
  }
}
