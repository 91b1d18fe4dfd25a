/// Lists of names and values, separated by commas.
extension Parser {
  /// `Names = Target { "," Target } ;`
  mutating func parseNames(_ what: String) {
    parseTarget(what)
    while true {
      if token.kind == .comma {
        advance()
        if atLineEnd { return reportTrailingComma() }
        if token.keyword != nil, answerLineInList() { return }
        parseTarget("the comma")
      } else if takeAnd() {
        parseTarget("the comma")
      } else if token.kind == .word || token.kind == .text, !lineIsBroken, !startsClause() {
        if startsLineOfThisItem() { return }
        if takeNameBehindArticle("the comma") { continue }
        if answerEveryStage() { return }
        report(
          .missingComma, ByteRange(previousEnd, previousEnd), "A comma is missing before `\(spelling(token))`",
          help: "Or, if the words are one name, put it in quotes.",
          fix: fix("Insert the comma", ByteRange(previousEnd, previousEnd), ",", isSafe: false))
        parseTarget("the comma")
      } else {
        return
      }
    }
  }

  @inline(__always)
  private func startsClause() -> Bool {
    switch keyword(token) {
    case .on, .like, .as, .from, .where: true
    default: false
    }
  }

  /// Whether the current token could begin a line, so that two lines may have run into one.
  func startsLineOfThisItem() -> Bool {
    guard let keyword = keyword(token) else { return false }
    return ItemKind(keyword) != nil || beginsAttribute(token)
  }

  /// Whether a word begins an attribute of what is open.
  func beginsAttribute(_ word: Token) -> Bool {
    table.hasRow(startingWith: word.symbol) { open[open.count - 1].takes($0) }
  }

  /// `Target = Name [ "." Name ] ;`
  mutating func parseTarget(_ what: @autoclosure () -> String) {
    let first = nodes.count
    guard parseName(after: what()) else {
      if !atLineEnd { skipLine() }
      return
    }
    guard token.kind == .dot else { return }
    let node = wrap(.qualifiedName, from: first)
    advance()
    if !atLineEnd || !answerDot(in: node) { parseName(after: "`.`") }
    finish(node)
  }

  /// `Values = Sum { "," Sum } ;`
  mutating func parseValues() {
    parseSum()
    while token.kind == .comma {
      advance()
      if atLineEnd { return reportTrailingComma() }
      parseSum()
    }
  }

  mutating func reportTrailingComma() {
    let comma = ByteRange(previousEnd - 1, previousEnd)
    report(
      .trailingComma, comma, "The comma promises more, but the next line begins something new",
      fix: fix("Remove the comma", comma, ""))
  }
}

extension String {
  /// The string with its first letter in upper case, to begin a sentence.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
