/// One statement on one line, or on as many as it takes.
extension Draft {
  /// Writes a statement that was read without an error.
  mutating func write(_ statement: Statement) {
    spelling.spell(statement, outline)
    let pieces = spelling.pieces.indices
    let otherwise = otherwise(of: statement)
    // Nearly every statement stands on one line, and there is nothing between its words.
    let gaps = statement.tokens.count == pieces.count ? nil : self.gaps()
    if let gaps, keepsBreaks(statement, gaps) {
      writeAsBroken(statement, gaps, otherwise)
    } else if let otherwise, isApart(otherwise) || isTooLong(statement) {
      fill(0..<otherwise, statement)
      newLine(statement.indentation)
      fill(otherwise..<pieces.upperBound, statement)
    } else {
      fill(pieces, statement)
    }
  }

  /// Whether an `expect` is too long for one line with its `otherwise`. In a rule it stays whole: there `otherwise` on
  /// a line of its own is the rule's, and not this check's alone.
  private func isTooLong(_ statement: Statement) -> Bool {
    statement.owner != .rule && width(spelling.pieces.indices, statement) > Layout.width
  }

  /// The piece that begins the `otherwise` of an `expect`.
  private func otherwise(of statement: Statement) -> Int? {
    guard let node = statement.node, outline.tree.nodes[node].kind == .expectLine,
      let clause = outline.tree.clause(NodeID(node), .otherwise)
    else { return nil }
    let start = Int(outline.tree[clause].start)
    return spelling.pieces.firstIndex { outline.scan.tokens[$0.token].start == start }
  }

  /// Whether a line end or a semicolon stands before a piece.
  private func isApart(_ index: Int) -> Bool { spelling.pieces[index].token > spelling.pieces[index - 1].token + 1 }

  /// What stands before each piece.
  private func gaps() -> [Gap] {
    spelling.pieces.indices.map { index in
      guard index > 0 else { return Gap(scan.bytes, ByteRange(0, 0)) }
      let end = scan.tokens[spelling.pieces[index - 1].token].end
      return Gap(scan.bytes, ByteRange(end, scan.tokens[spelling.pieces[index].token].start))
    }
  }

  /// Whether the author's line breaks stay: with comments between, and where the parser looks at lines to tell where a
  /// block belongs or what a word is.
  private func keepsBreaks(_ statement: Statement, _ gaps: [Gap]) -> Bool {
    guard gaps.contains(where: \.breaksLine) else { return false }
    return gaps.contains { !$0.comments.isEmpty } || isTiedToLines(statement)
  }

  private func isTiedToLines(_ statement: Statement) -> Bool {
    guard let node = statement.node else { return false }
    switch outline.tree.nodes[node].kind {
    case .forEach, .conditional: return true
    case .letLine: return statement.owner.isBlock
    case .setting: return Keyword(detail: outline.tree.nodes[node].detail) == .attribute
    default: return false
    }
  }

  private mutating func writeAsBroken(_ statement: Statement, _ gaps: [Gap], _ otherwise: Int?) {
    let continued = statement.indentation + Layout.continuation
    for index in spelling.pieces.indices {
      let indentation = index == otherwise ? statement.indentation : continued
      for comment in gaps[index].comments {
        if comment.isTrailing { bytes.append(contentsOf: "  ".utf8) } else { newLine(indentation) }
        bytes.append(contentsOf: scan.bytes[comment.range.lower..<comment.range.upper])
      }
      let breaks = gaps[index].breaksLine || (index == otherwise && isApart(index))
      if breaks { newLine(indentation) }
      append(index, atLineStart: index == 0 || breaks)
    }
  }

  /// Writes pieces on one line, or broken after commas where they are too many for it.
  private mutating func fill(_ pieces: Range<Int>, _ statement: Statement) {
    guard width(pieces, statement) > Layout.width, !isTiedToLines(statement), !holdsBlock(pieces) else {
      for index in pieces { append(index, atLineStart: index == pieces.lowerBound) }
      return
    }
    var column = statement.indentation
    var first = pieces.lowerBound
    while first < pieces.upperBound {
      var last = first + 1
      while last < pieces.upperBound, !mayBreak(before: last) { last += 1 }
      // With the blank before its first piece, which a line does not begin with.
      let needed = (first..<last).reduce(0) { $0 + width(of: $1) }
      let isStart = first == pieces.lowerBound
      let breaks = !isStart && column + needed - 1 > Layout.width
      if breaks {
        newLine(statement.indentation + Layout.continuation)
        column = statement.indentation + Layout.continuation
      }
      for index in first..<last { append(index, atLineStart: index == first && (isStart || breaks)) }
      column += needed
      first = last
    }
  }

  /// Whether a line may begin with a piece: behind a comma, but not with a word that might begin a statement there.
  private func mayBreak(before index: Int) -> Bool {
    guard scan.tokens[spelling.pieces[index - 1].token].kind == .comma else { return false }
    let token = scan.tokens[spelling.pieces[index].token]
    guard token.kind == .word, let keyword = Keyword(token.symbol) else { return true }
    switch keyword {
    case .severe, .mild, .answered, .success, .failure: return true
    default: return false
    }
  }

  private func holdsBlock(_ pieces: Range<Int>) -> Bool {
    pieces.contains { scan.tokens[spelling.pieces[$0].token].kind == .block }
  }

  /// The columns of pieces on one line.
  private func width(_ pieces: Range<Int>, _ statement: Statement) -> Int {
    pieces.reduce(statement.indentation) { $0 + width(of: $1) } - 1
  }

  /// The columns of a piece and the blank before it, in characters as people count them.
  private func width(of index: Int) -> Int {
    let piece = spelling.pieces[index]
    let text = spelling.buffer[piece.range]
    let count = text.allSatisfy { $0 < 0x80 } ? text.count : String(decoding: text, as: UTF8.self).count
    return count + (piece.isGlued && index > 0 ? 0 : 1)
  }

  private mutating func append(_ index: Int, atLineStart: Bool) {
    let piece = spelling.pieces[index]
    if !atLineStart, !piece.isGlued { bytes.append(0x20) }
    bytes.append(contentsOf: spelling.buffer[piece.range])
  }
}
