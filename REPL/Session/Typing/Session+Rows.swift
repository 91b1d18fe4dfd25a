import Journey

/// What an editor asks while rows are typed: whether the text is whole, and where the next row begins. Both are told from
/// the parser's findings and its tree.
extension Session {
  /// Whether a text can be answered: no block, parenthesis, list or `"""` waits for more.
  ///
  /// An empty row at the end sends a list or a parenthesis as it is; blocks and `"""` wait for their end.
  public func isComplete(_ text: String) -> Bool {
    guard !text.allSatisfy({ $0.isWhitespace }), !Session.trimmed(text).hasPrefix(":") else { return true }
    if Session.isOnlyDocumentation(text) { return false }
    let (findings, count) = trouble(in: text)
    if findings.contains(where: { isOpenBlock($0, text) }) { return false }
    if Session.endsInEmptyRow(text) { return !isFewer(.missingEnd, with: "\nend", in: text, than: findings) }
    let isOpen =
      hasOpenParenthesis(text, findings) || isFewer(.missingEnd, with: "\nend", in: text, than: findings)
    return !isOpen && !Session.endsInComma(text, findings, count)
  }

  /// The columns at which the row after a text begins.
  public func indentation(ofRowAfter text: String) -> Int {
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let last = rows.last, !Session.trimmed(text).hasPrefix(":") else { return 0 }
    let margin = rows.first { !$0.allSatisfy { $0 == " " } }.map { $0.prefix { $0 == " " }.count } ?? 0
    let own = last.prefix { $0 == " " }.count
    let (findings, count) = trouble(in: text)
    if findings.contains(where: { isOpenBlock($0, text) }) { return last.contains("\"\"\"") ? own + 2 : own }
    if hasOpenParenthesis(text, findings) || Session.endsInComma(text, findings, count) {
      let isFirst = rows.count == 1 || !rows[rows.count - 2].hasSuffix(",")
      return isFirst ? own + 4 : own
    }
    guard case .statement(let fit) = reading(of: text) else { return margin }
    return margin + 2 * fit.openLevels
  }

  /// The columns at which the last row of a text belongs, now that its first word is known; nothing where that is for the
  /// reader to say, as in a list or in a `"""`.
  public func indentation(ofLastRowOf text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard let end = bytes.lastIndex(of: 0x0A), let first = bytes[end...].firstIndex(where: { $0 != 0x0A && $0 != 0x20 })
    else { return nil }
    let before = String(decoding: bytes[..<end], as: UTF8.self)
    let word = Session.firstWord(String(decoding: bytes[first...], as: UTF8.self))
    guard let keyword = Keyword(rawValue: word) else { return nil }
    let rows = before.split(separator: "\n", omittingEmptySubsequences: false)
    let margin = rows.first { !$0.allSatisfy { $0 == " " } }.map { $0.prefix { $0 == " " }.count } ?? 0
    if keyword == .end || keyword == .else {
      guard case .statement(let fit) = reading(of: before), let level = fit.openBlockLevel else { return nil }
      return margin + 2 * level
    }
    guard case .statement(let fit) = reading(of: text) else { return nil }
    let start = fit.skeleton.count + first
    guard let node = fit.tree.nodes.indices.last(where: { Int(fit.tree.nodes[$0].start) <= start }).map({ NodeID($0) }),
      let line = (fit.tree.ancestors(of: node) + [node]).last(where: { Int(fit.tree[$0].start) == start }).flatMap({
        last in
        (fit.tree.ancestors(of: last) + [last]).first { Int(fit.tree[$0].start) == start }
      })
    else { return nil }
    let around = fit.tree.ancestors(of: line).filter {
      Int(fit.tree[$0].start) >= fit.skeleton.count && fit.tree[$0].kind != .alternative
    }
    // A row that goes on with another's list or condition stands in a line, not in an item.
    guard around.allSatisfy({ fit.tree.isPlace($0) || fit.tree.isBlock($0) }) else { return nil }
    return margin + 2 * around.count
  }

  // MARK: What is wrong so far

  /// The findings of a text as far as it is typed, and how many bytes of headers stand before it.
  func trouble(in text: String) -> (findings: [Finding], skeleton: Int) {
    switch reading(of: text) {
    case .statement(let fit), .slip(let fit): return (fit.tree.findings, fit.skeleton.count)
    case .question: return (queryTree(text).findings, 0)
    }
  }

  /// Whether more text mends a finding of a kind: then it is only that the text is not over.
  private func isFewer(_ code: Code, with more: String, in text: String, than findings: [Finding]) -> Bool {
    let count = findings.filter { $0.code == code.rawValue }.count
    guard count > 0 else { return false }
    return trouble(in: text + more).findings.filter { $0.code == code.rawValue }.count < count
  }

  /// Whether closing the parentheses of a text mends it.
  private func hasOpenParenthesis(_ text: String, _ findings: [Finding]) -> Bool {
    let open = text.utf8.reduce(0) { $0 + ($1 == 0x28 ? 1 : $1 == 0x29 ? -1 : 0) }
    let count = findings.filter { $0.severity == .error }.count
    guard open > 0, count > 0 else { return false }
    let closed = trouble(in: text + String(repeating: ")", count: min(open, 100))).findings
    return closed.filter { $0.severity == .error }.count < count
  }

  /// Whether a finding is a `"""` that is still open.
  private func isOpenBlock(_ finding: Finding, _ text: String) -> Bool {
    finding.code == Code.unclosedText.rawValue && text.contains("\"\"\"") && finding.place.range.count == 3
  }

  /// Whether a list goes on after the text's last comma.
  private static func endsInComma(_ text: String, _ findings: [Finding], _ skeleton: Int) -> Bool {
    let end = skeleton + text.utf8.count
    var bytes = Array(text.utf8)[...]
    while let last = bytes.last, last == 0x20 || last == 0x0A || last == 0x09 { bytes.removeLast() }
    guard bytes.last == 0x2C else { return false }
    return findings.contains {
      $0.code == Code.trailingComma.rawValue && $0.place.range.upper >= skeleton + bytes.count - 1
        && $0.place.range.lower <= end
    }
  }

  private static func endsInEmptyRow(_ text: String) -> Bool {
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
    return rows.count > 1 && rows[rows.count - 1].allSatisfy { $0 == " " || $0 == "\t" }
  }

  /// Whether all rows are `##` lines, which belong to the item that follows them.
  private static func isOnlyDocumentation(_ text: String) -> Bool {
    var isDocumented = false
    for row in text.split(separator: "\n") {
      let start = row.drop { $0 == " " || $0 == "\t" }
      guard start.hasPrefix("#") else { return false }
      if start.hasPrefix("##") { isDocumented = true }
    }
    return isDocumented && !endsInEmptyRow(text)
  }
}

extension Fit {
  /// How many items and blocks of the text are open where it ends.
  var openLevels: Int {
    var current = tree.file
    var levels = 0
    while let last = tree.lastStatement(in: current) {
      guard tree.isPlace(last) || tree.isOpenBlock(last) else { break }
      if Int(tree[last].start) >= skeleton.count, tree[last].kind != .alternative { levels += 1 }
      current = last
    }
    return levels
  }
}

extension Fit {
  /// How many items and blocks of the text stand around its innermost open block; nothing where none is open.
  var openBlockLevel: Int? {
    var current = tree.file
    var levels = 0
    var found: Int?
    while let last = tree.lastStatement(in: current) {
      guard tree.isPlace(last) || tree.isOpenBlock(last) else { break }
      if tree[last].kind == .forEach || tree[last].kind == .conditional { found = levels }
      if Int(tree[last].start) >= skeleton.count, tree[last].kind != .alternative { levels += 1 }
      current = last
    }
    return found
  }
}

extension Tree {
  /// The last line, item or block that a node holds; nothing where it is all header.
  func lastStatement(in node: NodeID) -> NodeID? {
    var found: NodeID?
    for child in children(node) { found = child }
    guard let found else { return nil }
    switch self[found].kind {
    case .name, .qualifiedName, .text, .clause, .hole, .list, .every: return nil
    default: return found
    }
  }

  /// Whether a node is a block without its `end`: its range ends with what stands in it.
  func isOpenBlock(_ node: NodeID) -> Bool {
    switch self[node].kind {
    case .forEach, .conditional, .alternative, .template:
      var end = self[node].start
      for child in children(node) { end = max(end, self[child].end) }
      return self[node].end <= end
    default: return false
    }
  }
}

extension Session {
  /// What a text waits for, in words: what to say where its end does not come.
  public func whatIsOpen(in text: String) -> String {
    let (findings, _) = trouble(in: text)
    if findings.contains(where: { isOpenBlock($0, text) }) { return "`\"\"\"` is not closed." }
    for finding in findings {
      switch Code(rawValue: finding.code) {
      case .missingEnd?, .unclosedParenthesis?, .trailingComma?: return finding.title + "."
      default: continue
      }
    }
    return "the `##` line belongs to an item that does not come."
  }
}
