/// Expressions, loosest operators first. Chains of one level (`a + b - c`) are one node, so that a long chain is wide
/// and not deep; only parentheses and `not` nest, and those are counted.
extension Parser {
  /// `Query = Expression { Shaping } ;`
  /// `Shaping = "show" Values | "sort" "by" Sum [ "descending" | "ascending" ] | "group" "by" Sum | "first" NUMBER ;`
  mutating func parseQuery() {
    let query = start(.query)
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
    }
    finish(query)
  }

  /// `Expression = Or { "where" Or } ;`
  mutating func parseExpression() {
    guard deeper() else { return }
    defer { depth -= 1 }
    let first = nodes.count
    parseOr()
    guard at(.where) else { return }
    let filter = wrap(.filter, from: first)
    while take(.where) { parseOr() }
    finish(filter)
  }

  /// `Or = And { "or" And } ;`
  private mutating func parseOr() {
    let first = nodes.count
    parseAnd()
    guard atOr else { return }
    let chain = wrap(.or, from: first)
    while atOr {
      correctSign("or")
      advance()
      parseAnd()
    }
    finish(chain)
  }

  /// `And = Not { "and" Not } ;`
  private mutating func parseAnd() {
    let first = nodes.count
    parseNot()
    guard atAnd else { return }
    let chain = wrap(.and, from: first)
    while atAnd {
      correctSign("and")
      advance()
      parseNot()
    }
    finish(chain)
  }

  private var atOr: Bool { at(.or) || (atSign(0x7C) && spelling(token) == "||") }
  private var atAnd: Bool { at(.and) || (atSign(0x26) && spelling(token) == "&&") }

  /// Whether a sign of another language stands here that begins with a byte.
  private func atSign(_ byte: UInt8) -> Bool { token.kind == .foreign && lexer.bytes[token.start] == byte }

  /// `Not = "not" Not | Comparison ;`
  private mutating func parseNot() {
    let isForeign = atSign(0x21) && spelling(token) == "!"
    guard at(.not) || isForeign else { return parseComparison() }
    guard deeper() else { return }
    defer { depth -= 1 }
    if isForeign { correctSign("not") }
    let node = start(.not)
    advance()
    parseNot()
    finish(node)
  }

  /// `Comparison = Sum [ Comparator Sum ] ;`
  private mutating func parseComparison() {
    let first = nodes.count
    parseSum()
    guard let comparator = parseComparator() else { return }
    let node = wrap(.comparison, from: first, detail: comparator.rawValue)
    parseSum()
    finish(node)
    let second = token
    if parseComparator() != nil {
      report(
        .chainedComparison, ByteRange(second.start, second.end), "Comparisons do not chain",
        help: "Write each comparison by itself and join them: `a < b and b < c`.")
      parseSum()
    }
  }

  /// `Comparator = "is" [ "not" ] | "<" | "<=" | ">" | ">=" | [ "not" ] "in" | "has" ;`
  private mutating func parseComparator() -> Comparator? {
    switch token.kind {
    case .less:
      advance()
      return .less
    case .lessOrEqual:
      advance()
      return .lessOrEqual
    case .greater:
      advance()
      return .greater
    case .greaterOrEqual:
      advance()
      return .greaterOrEqual
    case .equals: return foreignComparator("is", .is)
    // The closing brace of a filled-in part is by far the most common.
    case .foreign where !atSign(0x7D):
      switch spelling(token) {
      case "==", "===": return foreignComparator("is", .is)
      case "!=", "<>", "≠", "!==": return foreignComparator("is not", .isNot)
      case "≤": return foreignComparator("<=", .lessOrEqual)
      case "≥": return foreignComparator(">=", .greaterOrEqual)
      default: return nil
      }
    case .word:
      switch keyword(token) {
      case .is:
        advance()
        return take(.not) ? .isNot : .is
      case .in:
        advance()
        return .in
      case .has:
        advance()
        return .has
      case .not:
        advance()
        expect(.in)
        return .notIn
      default: return nil
      }
    default: return nil
    }
  }

  private mutating func foreignComparator(_ plain: String, _ comparator: Comparator) -> Comparator {
    correctSign(plain)
    advance()
    return comparator
  }

  /// Reports a sign of another language where Journey has a word.
  private mutating func correctSign(_ plain: String) {
    guard token.kind == .foreign || token.kind == .equals else { return }
    report(
      .habitOperator, range, "Journey writes `\(plain)` for `\(spelling(token))`",
      fix: fix("Write `\(plain)`", range, plain))
  }

  /// `Sum = Product { ( "+" | "-" ) Product } ;`
  mutating func parseSum() {
    let first = nodes.count
    parseProduct()
    guard token.kind == .plus || token.kind == .minus else { return }
    let chain = wrap(.sum, from: first)
    while token.kind == .plus || token.kind == .minus {
      leaf(.sign)
      parseProduct()
    }
    finish(chain)
  }

  /// `Product = Member { ( "*" | "/" ) Member } ;`
  private mutating func parseProduct() {
    let first = nodes.count
    parseMember()
    guard token.kind == .star || token.kind == .slash else { return }
    let chain = wrap(.product, from: first)
    while token.kind == .star || token.kind == .slash {
      leaf(.sign)
      parseMember()
    }
    finish(chain)
  }

  /// `Member = Primary { "." Name } ;`
  private mutating func parseMember() {
    let first = nodes.count
    parsePrimary()
    guard token.kind == .dot else { return }
    let member = wrap(.member, from: first)
    while token.kind == .dot {
      advance()
      if token.kind != .word, token.kind != .text, answerDot(in: member) { break }
      parseName(after: "`.`")
    }
    finish(member)
  }

  /// `Primary = Literal | Call | WORD | TEXT | "(" Expression { "," Expression } ")" ;`
  private mutating func parsePrimary() {
    switch token.kind {
    case .number, .share, .money, .date, .time: parseLiteral()
    case .text, .block, .unclosedText: parseText()
    case .word:
      switch keyword(token) {
      case .and, .or, .where, .is, .has, .when, .again, .for, .otherwise, .because, .until, .in: reportMissing()
      default:
        let first = nodes.count
        leaf(.name)
        if token.kind == .openParenthesis { parseCall(from: first) }
      }
    case .openParenthesis: parseParentheses()
    default: reportMissing()
    }
  }

  /// `Call = WORD "(" [ Expression { "," Expression } ] ")" ;`
  private mutating func parseCall(from first: Int) {
    let call = wrap(.call, from: first)
    let opener = range
    parentheses += 1
    advance()
    if token.kind != .closeParenthesis { parseList() }
    closeParenthesis(opener)
    finish(call)
  }

  private mutating func parseParentheses() {
    guard deeper() else { return }
    defer { depth -= 1 }
    let opener = range
    let first = nodes.count
    parentheses += 1
    advance()
    parseExpression()
    if token.kind == .comma {
      let list = wrap(.list, from: first)
      nodes[list].start = opener.start
      while token.kind == .comma {
        advance()
        parseExpression()
      }
      closeParenthesis(opener)
      finish(list)
    } else {
      closeParenthesis(opener)
    }
  }

  private mutating func parseList() {
    parseExpression()
    while token.kind == .comma {
      advance()
      parseExpression()
    }
  }

  mutating func closeParenthesis(_ opener: ByteRange) {
    parentheses = max(0, parentheses - 1)
    if token.kind == .closeParenthesis { return advance() }
    report(
      .unclosedParenthesis, opener, "The parenthesis is not closed",
      related: [Related(Place(source.name, ByteRange(previousEnd, previousEnd)), "`)` is expected here")],
      help: "Write `)` where the list or condition ends.")
  }

  /// `Literal = Amount [ "to" Amount ] | "yes" | "no" | "none" | "unknown" ;`
  private mutating func parseLiteral() {
    let first = nodes.count
    parseAmount()
    guard at(.to) else { return }
    let node = wrap(.range, from: first)
    advance()
    switch token.kind {
    case .number, .share, .money, .date, .time: parseAmount()
    default: reportMissing()
    }
    finish(node)
  }

  /// `Amount = ( NUMBER | SHARE | DURATION | MONEY | DATE | TIME ) [ "per" WORD ] ;`
  mutating func parseAmount() {
    let first = nodes.count
    switch token.kind {
    case .number: parseNumber()
    case .share: leaf(.share)
    case .money: leaf(.money)
    case .date: leaf(.date)
    case .time: leaf(.time)
    default: return reportMissing()
    }
    guard at(.per) else { return }
    let node = wrap(.per, from: first)
    advance()
    if token.kind == .word { leaf(.name) } else { reportMissing() }
    finish(node)
  }

  /// A number and the unit behind it, which makes it a duration, an amount of money or a counted share.
  private mutating func parseNumber() {
    let first = nodes.count
    leaf(.number)
    guard token.kind == .word else {
      if token.kind == .foreign { answerTrailingSign(from: first) }
      return
    }
    if let keyword = keyword(token) {
      if keyword == .of {
        advance()
        guard token.kind == .number else { return reportMissing() }
        advance()
        nodes[first].kind = .countedShare
      } else if TimeUnit(keyword) != nil {
        advance()
        while token.kind == .number, followedByUnit() {
          advance()
          advance()
        }
        nodes[first].kind = .duration
      } else if !token.isSpaced {
        reportUnit()
      }
      nodes[first].end = UInt32(previousEnd)
    } else if token.end - token.start == 3, isUpperCase(token) {
      nodes[first].symbol = token.symbol
      advance()
      nodes[first].kind = .money
      nodes[first].end = UInt32(previousEnd)
    } else {
      reportUnit()
    }
  }

  private mutating func followedByUnit() -> Bool {
    keyword(lexer.ahead()).flatMap(TimeUnit.init) != nil
  }

  private func isUpperCase(_ token: Token) -> Bool {
    lexer.bytes[token.start..<token.end].allSatisfy { $0 &- 0x41 < 26 }
  }

  // MARK: Names and text

  /// `Name = WORD | TEXT ;`
  ///
  /// What it stands after is only put together where it is missing.
  @discardableResult
  mutating func parseName(after what: @autoclosure () -> String) -> Bool {
    switch token.kind {
    case .word: leaf(.name)
    case .text, .block: parseQuotedName()
    case .unclosedText:
      reportUnclosedText()
      parseQuotedName()
    case .number where Lexer.isLetter(lexer.bytes[token.end]):
      // `5E` is a name that begins like a number.
      parseNumberedName()
    default:
      if let isRead = answerSlipInName() { return isRead }
      report(
        .missingName, ByteRange(previousEnd, max(previousEnd, atLineEnd ? previousEnd : token.end)),
        "A name is missing after \(what())",
        help: "A name is one word, or several in quotes: `Awareness`, `\"Store visit\"`.")
      return false
    }
    return true
  }

  /// What stands between the quotes of a text; a typographic quote has three bytes, as a block's three plain ones have.
  func inner(of token: Token) -> ByteRange {
    let isWide = token.flags.contains(.block) || lexer.bytes[token.start] != 0x22
    let start = token.start + (isWide ? 3 : 1)
    guard token.kind != .unclosedText else { return ByteRange(start, max(start, token.end)) }
    let closesWide = token.flags.contains(.block) || lexer.bytes[token.end - 1] != 0x22
    return ByteRange(start, max(start, token.end - (closesWide ? 3 : 1)))
  }

  private mutating func parseNumberedName() {
    let start = token.start
    var end = token.end
    let node = self.start(.name)
    advance()
    if token.kind == .word, token.start == end {
      end = token.end
      advance()
    }
    nodes[node].symbol = lexer.names.intern(source.text(ByteRange(start, end)))
    finish(node)
  }

  private mutating func parseQuotedName() {
    let inner = inner(of: token)
    let node = nodes.count
    let symbol = internQuoted(inner, token.flags)
    if symbol == .none {
      report(.missingName, range, "A name between quotes is empty", help: "Write the name between the quotes.")
    }
    guard token.flags.contains(.braced) else {
      token.symbol = symbol
      return leaf(.name)
    }
    parseText()
    nodes[node].kind = .name
    nodes[node].symbol = symbol
  }

  /// The symbol of a quoted name; the common case, plain ASCII with single blanks, is hashed where it stands.
  private mutating func internQuoted(_ inner: ByteRange, _ flags: Node.Flags) -> Symbol {
    if flags.isDisjoint(with: [.wide, .escaped]), lexer.isSinglySpaced(inner) {
      return lexer.names.intern(inner.lower, inner.upper)
    }
    let text = TextContent.decoded(source.text(inner))
    return NameTable.fold(text).isEmpty ? .none : lexer.names.intern(text)
  }

  /// A text, with a node for each part that is filled in.
  mutating func parseText() {
    if token.kind == .unclosedText { reportUnclosedText() }
    if token.flags.contains(.escaped) { checkEscapes() }
    guard token.flags.contains(.braced) else { return leaf(.text) }
    let inner = inner(of: token)
    let text = token
    let node = start(.text, text.flags)
    var offset = inner.lower
    let last = inner.upper
    while true {
      offset += Chunk(lexer.bytes, offset).plainText
      guard offset < last else { break }
      switch lexer.bytes[offset] {
      // The braces of `\u{1F600}` fill nothing in.
      case 0x5C: offset += lexer.bytes[offset + 1] == 0x75 && lexer.bytes[offset + 2] == 0x7B ? 3 : 2
      case 0x7B where lexer.bytes[offset + 1] == 0x7B: offset = parseMergeTag(from: offset, to: last, of: text)
      case 0x7B: offset = parseInterpolation(from: offset, to: last, of: text)
      default: offset += 1
      }
    }
    lexer.position = text.end
    token = text
    advance()
    finish(node)
    nodes[node].end = UInt32(text.end)
  }

  private mutating func parseMergeTag(from start: Int, to last: Int, of text: Token) -> Int {
    var end = start + 2
    while end < last, lexer.bytes[end] != 0x7D, lexer.bytes[end] != 0x0A { end += 1 }
    guard end + 1 < last, lexer.bytes[end] == 0x7D, lexer.bytes[end + 1] == 0x7D else {
      report(
        .unclosedBrace, ByteRange(start, start + 2), "The merge tag is not closed",
        help: "Close it with `}}`, or write `\\{` for a brace that is only a sign.")
      return end
    }
    var word = start + 2
    while word < end, lexer.bytes[word] == 0x20 { word += 1 }
    var wordEnd = word
    while wordEnd < end,
      Lexer.isWordByte(lexer.bytes[wordEnd]) || lexer.bytes[wordEnd] >= 0x80
        || (lexer.bytes[wordEnd] == 0x2D && Lexer.isWordByte(lexer.bytes[wordEnd + 1]))
    {
      wordEnd += 1
    }
    nodes.append(
      Node(
        kind: .mergeTag, flags: [], detail: 0, start: UInt32(start), end: UInt32(end + 2), size: 1,
        symbol: symbol(of: ByteRange(word, wordEnd), isASCII: !text.flags.contains(.wide))))
    return end + 2
  }

  /// The symbol of a word inside a text, none where it is empty.
  private mutating func symbol(of word: ByteRange, isASCII: Bool) -> Symbol {
    guard word.count > 0 else { return .none }
    return isASCII ? lexer.names.intern(word.lower, word.upper) : lexer.names.intern(source.text(word))
  }

  private mutating func parseInterpolation(from start: Int, to last: Int, of text: Token) -> Int {
    guard deeper() else { return last }
    defer { depth -= 1 }
    let outer = (parentheses, textEnd)
    (parentheses, textEnd) = (1, last)
    defer { (parentheses, textEnd) = outer }
    lexer.position = start + 1
    previousEnd = start + 1
    lexer.next()
    let node = nodes.count
    nodes.append(
      Node(kind: .interpolation, flags: [], detail: 0, start: UInt32(start), end: 0, size: 0, symbol: .none))
    let isEmpty = token.kind == .foreign && lexer.bytes[token.start] == 0x7D
    if !isEmpty, token.start < last { parseExpression() }
    let isClosed = token.kind == .foreign && lexer.bytes[token.start] == 0x7D && token.start < last
    if !isClosed || isEmpty {
      report(
        .unclosedBrace, ByteRange(start, min(start + 1, last)),
        isEmpty ? "There is nothing between the braces" : "The braces hold more than an expression, or are not closed",
        help: "Write an expression between `{` and `}`, or `\\{` for a brace that is only a sign.")
    }
    nodes[node].size = UInt32(nodes.count - node)
    let end = isClosed ? token.start + 1 : min(max(start + 1, token.start), last)
    nodes[node].end = UInt32(end)
    return max(end, start + 1)
  }

  private mutating func checkEscapes() {
    var offset = token.start
    while offset + 1 < token.end {
      defer { offset += 1 }
      guard lexer.bytes[offset] == 0x5C else { continue }
      offset += 1
      let rest = source.text(ByteRange(offset, min(offset + 12, token.end)))
      guard TextContent.escape(rest.unicodeScalars[...]) == nil else { continue }
      let width = max(1, rest.unicodeScalars.first.map { UTF8.width($0) } ?? 1)
      report(
        .badEscape, ByteRange(offset - 1, min(offset + width, token.end)),
        "`\\\(Display.plain(String(rest.prefix(1))))` stands for no character",
        help: "Write `\\\\` for a backslash; known are \\\" \\\\ \\n \\t \\{ and \\u{1F600}.",
        fix: fix("Write a backslash", ByteRange(offset - 1, offset), "\\\\", isSafe: false))
      return
    }
  }

  mutating func reportUnclosedText() {
    let isBlock = token.flags.contains(.block)
    report(
      .unclosedText, isBlock ? ByteRange(token.start, token.start + 3) : range,
      isBlock ? "The text block is not closed" : "The closing quote is missing",
      help: isBlock
        ? "Close it with `\"\"\"` on a line of its own."
        : "Text ends on its line: add `\"` at its end, or use `\"\"\"` for a text of several lines.",
      fix: isBlock
        ? nil : fix("Close the text", ByteRange(probableEnd(of: token), probableEnd(of: token)), "\"", isSafe: false))
  }

  // MARK: Shared

  /// Counts one more level; at the limit it says so, and the rest of the line is passed over.
  private mutating func deeper() -> Bool {
    guard depth < limits.depth else {
      report(
        .tooDeep, range, "The expression nests deeper than \(limits.depth) levels",
        help: "Give parts of it a name with `let`.")
      skipLine()
      return false
    }
    depth += 1
    return true
  }

  private mutating func reportMissing() {
    if takeOtherQuotes(as: .missing) { return }
    if token.kind == .foreign && (answerAmount(from: token.start) || answerTextWithSign()) || answerSignBeforeNumber() {
      let place = max(UInt32(previousEnd), nodes[nodes.count - 1].end, nodes[nodes.count - 1].start)
      nodes.append(Node(kind: .missing, flags: .broken, detail: 0, start: place, end: place, size: 1, symbol: .none))
      return
    }
    let isHere = !atLineEnd && token.kind != .comma
    let range = isHere ? self.range : ByteRange(previousEnd, previousEnd)
    let title: String
    if token.kind == .foreign || token.kind == .stray, isHere {
      title = "`\(spelling(token))` means nothing here"
    } else {
      title = isHere ? "A value is expected before `\(spelling(token))`" : "A value is missing at the end of the line"
    }
    let example = lineIsBroken ? nil : ruleOfLine().map { "For example: `\($0.example)`" }
    report(.missingValue, range, title, help: example ?? "Write a name, a number or a text in quotes here.")
    let place = max(range.start, nodes[nodes.count - 1].end, nodes[nodes.count - 1].start)
    nodes.append(Node(kind: .missing, flags: .broken, detail: 0, start: place, end: place, size: 1, symbol: .none))
    if token.kind == .foreign || token.kind == .stray { advance() }
  }

  /// Takes a keyword that must stand here.
  mutating func expect(_ keyword: Keyword) {
    guard !take(keyword) else { return }
    // A slip in the word itself is mended where it stands.
    if token.kind == .word, isNear(keyword) {
      // `opt out` for `opt-out`: two words for one.
      let isTwo = keyword.rawValue.hasPrefix("\(spelling(token).lowercased())-")
      let place = isTwo ? ByteRange(token.start, lexer.ahead().end) : range
      report(
        .unknownWord, place, "`\(Display.plain(source.text(place)))` is not known here",
        help: "Did you mean `\(keyword.rawValue)`?",
        fix: fix("Write `\(keyword.rawValue)`", place, keyword.rawValue, isSafe: false))
      if isTwo { advance() }
      return advance()
    }
    report(
      .incompletePhrase, ByteRange(previousEnd, previousEnd), "`\(keyword.rawValue)` is missing here",
      help: "Insert `\(keyword.rawValue)`.",
      fix: fix("Insert `\(keyword.rawValue)`", ByteRange(previousEnd, previousEnd), " \(keyword.rawValue)"))
  }

  /// The number of the keyword that stands here, as a clause's `detail`.
  var wordDetail: UInt16 { UInt16(truncatingIfNeeded: token.symbol.rawValue) }

  func detail(_ keyword: Keyword) -> UInt16 { UInt16(NameTable.number(of: keyword)) }
}
