/// Expressions, loosest operators first. Chains of one level (`a + b - c`) are one node, so that a long chain is wide
/// and not deep; only parentheses and `not` nest, and those are counted.
extension Parser {
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

  @inline(__always) private var atOr: Bool { at(.or) || (atSign(0x7C) && spelling(token) == "||") }
  @inline(__always) private var atAnd: Bool { at(.and) || (atSign(0x26) && spelling(token) == "&&") }

  /// Whether a sign of another language stands here that begins with a byte.
  @inline(__always)
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
    let second = range
    if parseComparator() != nil {
      reportChain(at: second)
      parseSum()
    }
  }

  @inline(never)
  private mutating func reportChain(at range: ByteRange) {
    report(
      .chainedComparison, range, "Comparisons do not chain",
      help: "Write each comparison by itself and join them: `a < b and b < c`.")
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
  @inline(never)
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
      guard token.start < textEnd else {
        reportMissing()
        break
      }
      if token.kind != .word, token.kind != .text, answerDot(in: member) { break }
      parseName(after: "`.`")
    }
    finish(member)
  }

  /// `Primary = Literal | Call | WORD | TEXT | "(" Expression { "," Expression } ")" ;`
  private mutating func parsePrimary() {
    // In the braces of a text, its end is theirs.
    guard token.start < textEnd else { return reportMissing() }
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
    reportUnclosed(opener)
  }

  @inline(never)
  private mutating func reportUnclosed(_ opener: ByteRange) {
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
    } else if let unit = unitOfHost() {
      advance()
      nodes[first].kind = .quantity
      nodes[first].detail = unit
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

  /// The number of the host's unit that stands here.
  private func unitOfHost() -> UInt16? {
    dialect.units.isEmpty ? nil : dialect.unit(source.text(range))
  }

  private mutating func followedByUnit() -> Bool {
    keyword(lexer.ahead()).flatMap(TimeUnit.init) != nil
  }

  private func isUpperCase(_ token: Token) -> Bool {
    lexer.bytes[token.start..<token.end].allSatisfy { $0 &- 0x41 < 26 }
  }

  // MARK: Shared

  /// Counts one more level; at the limit it says so, and the rest of the line is passed over.
  mutating func deeper() -> Bool {
    let used = limits.taken.used
    guard depth < limits.depth, used <= limits.stack else {
      reportTooDeep()
      return false
    }
    depth += 1
    noteDepth(depth)
    noteStack(used)
    return true
  }

  @inline(never)
  private mutating func reportTooDeep() {
    report(
      .tooDeep, range, "The expression nests deeper than \(depth) levels",
      help: "Give parts of it a name with `let`.")
    skipLine()
  }

  @inline(never)
  private mutating func reportMissing() {
    if takeOtherQuotes(as: .missing) { return }
    if token.kind == .foreign && (answerAmount(from: token.start) || answerTextWithSign()) || answerSignBeforeNumber()
      || answerDayForSpan()
    {
      let place = max(UInt32(previousEnd), nodes[nodes.count - 1].end, nodes[nodes.count - 1].start)
      nodes.append(Node(kind: .missing, flags: .broken, start: place, end: place))
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
    nodes.append(Node(kind: .missing, flags: .broken, start: place, end: place))
    if token.kind == .foreign || token.kind == .stray { advance() }
  }

  /// Takes a keyword that must stand here.
  mutating func expect(_ keyword: Keyword) {
    guard !take(keyword) else { return }
    if (keyword == .to && answerLeadsBack()) || (keyword == .in && answerNeededEverywhere()) { return }
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
