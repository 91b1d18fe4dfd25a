/// Queries: an expression, and the clauses behind it.
extension Parser {
  /// A tree whose file holds one query: `Query = Expression { Shaping } ;`
  mutating func parseQueryFile() -> Tree {
    let file = start(.file)
    open.append(Open(node: file, kind: .file, item: nil, level: -1))
    lexer.next()
    while token.kind == .newline { lexer.next() }
    let last = parseQuery()
    while token.kind == .newline { lexer.next() }
    if !atLineEnd, !lineIsBroken {
      answerQueryEnd(behind: last)
      skipLine()
    }
    expectLineEnd()
    finish(file)
    nodes[file].start = 0
    nodes[file].end = UInt32(source.count)
    reportTokens()
    return Tree(
      source: source, nodes: nodes, names: lexer.names, documentation: documentation, findings: findings,
      dialect: dialect, stack: limits.stack)
  }

  /// `Query = Expression { Shaping } ;`
  /// `Shaping = "show" Values | "sort" "by" Sum [ "descending" | "ascending" ] | "group" "by" Sum | "first" NUMBER ;`
  ///
  /// Gives the word of the last clause.
  private mutating func parseQuery() -> Keyword? {
    let query = start(.query)
    var last: Keyword?
    parseExpression()
    shaping: while let keyword = keyword(token) {
      let clause = start(.clause, detail: wordDetail)
      switch keyword {
      case .show:
        advance()
        parseValues()
      case .sort, .group:
        advance()
        expect(.by)
        parseSum()
        if keyword == .sort, at(.descending) || at(.ascending) { leaf(.name) }
      case .first where !atLineEnd:
        advance()
        parseAmount()
      default:
        nodes.removeLast()
        break shaping
      }
      finish(clause)
      last = keyword
    }
    finish(query)
    return last
  }

  // MARK: What stands where no clause can

  /// Words of other query languages, with those of this one.
  private static let clauseWords: [String: String] = [
    "order": "sort", "sorted": "sort", "grouped": "group", "limit": "first", "top": "first", "take": "first",
    "head": "first", "columns": "show", "select": "show", "display": "show", "having": "where", "filter": "where",
    "whose": "where", "with": "where",
  ]
  private static let orderWords: [String: String] = [
    "desc": "descending", "down": "descending", "backwards": "descending", "asc": "ascending", "up": "ascending",
  ]

  /// Answers what is left behind a query that is whole.
  private mutating func answerQueryEnd(behind last: Keyword?) {
    let word = spelling(token)
    let lower = word.lowercased()
    if last == nil, let first = nodes.last, first.kind == .name, first.size == 1,
      ["select", "show", "list", "get", "find", "give", "display"].contains(
        source.text(first.range).lowercased())
    {
      return report(
        .unexpectedText, first.range, "A question begins with a list or a value",
        help: "For example: `touchpoints show name, wait`")
    }
    let near =
      (last == .sort ? Parser.orderWords[lower] : nil) ?? Parser.clauseWords[lower]
      ?? Suggestion.near(lower, among: ["show", "sort", "group", "first", "where", "descending", "ascending"]).first
    if token.kind == .word, let near {
      return report(
        .unknownWord, range, "`\(Display.plain(word))` is not known here", help: "Did you mean `\(near)`?",
        fix: fix("Write `\(near)`", range, near, isSafe: false))
    }
    if last == .sort || last == .group, comparesHere {
      return report(
        .unexpectedText, range, "A comparison stands in parentheses here",
        help: "For example: `group by (wait > 5 min)`")
    }
    if last == .show, token.kind == .word || token.kind == .text {
      return report(
        .missingComma, range, "The columns are separated by commas",
        fix: fix("Write a comma", ByteRange(previousEnd, token.start), ", ", isSafe: false))
    }
    report(
      .unexpectedText, range, "`\(Display.plain(word))` is more than this question takes",
      help: "Behind a list stand `where`, `show`, `sort by`, `group by` or `first`.")
  }

  /// Whether a word or a sign of a comparison or a condition stands here.
  private var comparesHere: Bool {
    switch token.kind {
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equals: true
    case .word: [.is, .in, .has, .not, .and, .or].contains { at($0) }
    default: false
    }
  }
}
