/// Lines as one says them aloud: the words are there, and stand in another order, or beside one too many.
///
/// Asked only where a line could not be read. Where two things could have been meant, the answer names both and edits
/// nothing.
extension Parser {
  /// The rest of the line, from an offset.
  func rest(from offset: Int) -> String { lineRange(offset).map { source.text(ByteRange(offset, $0.upper)) } ?? "" }

  /// The words of the rest of the line.
  private func restWords(from offset: Int) -> [String] {
    rest(from: offset).split(whereSeparator: { $0 == " " || $0 == "\t" }).map { $0.lowercased() }
  }

  // MARK: Arrows

  /// Words for customers, of which a share is said already.
  private static let customers: Set<String> = [
    "case", "cases", "customer", "customers", "people", "user", "users", "visitor", "visitors", "buyer", "buyers",
    "client", "clients", "guest", "guests", "member", "members", "patient", "patients", "them", "everyone", "everybody",
    "time",
  ]

  /// `for 80% of cases`: whom a share counts is clear.
  mutating func answerShareOfCustomers() -> Bool {
    let words = restWords(from: token.start)
    guard at(.of), words.count > 1, words.count < 5, let last = words.last, Parser.customers.contains(last),
      words.dropFirst().dropLast().allSatisfy({ ["the", "all", "our", "these", "those"].contains($0) }),
      let line = lineRange(token.start)
    else { return false }
    let said = source.text(ByteRange(token.start, line.upper))
    report(
      .unexpectedText, ByteRange(token.start, line.upper), "A share counts the customers who are here",
      help: "Remove `\(Display.plain(said))`.",
      fix: fix("Remove it", ByteRange(previousEnd, line.upper), "", isSafe: false))
    return true
  }

  /// `for 13 in 20`: a counted share is written with `of`.
  mutating func answerShareInNumbers() -> Bool {
    guard at(.in), let count = nodes.last, count.kind == .number, lexer.ahead().kind == .number else { return false }
    let whole = lexer.ahead()
    let plain = "\(source.text(count.range)) of \(source.text(ByteRange(whole.start, whole.end)))"
    // `13 in 20 customers`: whom it counts is clear.
    let words = restWords(from: whole.end)
    let isCounted = words.count == 1 && Parser.customers.contains(words[0])
    let isPlain = words.isEmpty || isCounted || ["when", "again", "#"].contains(words[0])
    let place = ByteRange(
      Int(count.start), isCounted ? lineRange(token.start)?.upper ?? whole.end : whole.end)
    report(
      .unknownUnit, range, "A counted share is written with `of`", help: "Write `\(Display.plain(plain))`.",
      fix: isPlain ? fix("Write `\(Display.plain(plain))`", place, plain, isSafe: false) : nil)
    return true
  }

  /// `for sixty-five percent`: a share is written in digits.
  mutating func answerShareInWords() -> Bool {
    guard ["percent", "per", "pct"].contains(spelling(token).lowercased()), let name = nodes.last, name.kind == .name
    else { return false }
    let words = source.text(name.range)
    let share = Parser.number(inWords: words).map { "\($0)%" }
    report(
      .wrongKindOfValue, ByteRange(Int(name.start), token.end), "A share is written in digits",
      help: "Write it as `\(share ?? "65%")`\(share == nil ? ", with your own number" : "").",
      fix: token.keyword == .per
        ? nil : share.map { fix("Write `\($0)`", ByteRange(Int(name.start), token.end), $0, isSafe: false) })
    return true
  }

  private static let tens = [
    "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "hundred": 100,
  ]
  private static let ones = [
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
  ]

  /// The number up to a hundred that a word says: `sixty-five`.
  private static func number(inWords word: String) -> Int? {
    let parts = word.lowercased().split(separator: "-").map(String.init)
    switch parts.count {
    case 1: return tens[parts[0]] ?? ones[parts[0]]
    case 2:
      guard let ten = tens[parts[0]], ten >= 20, ten < 100, let one = ones[parts[1]] else { return nil }
      return ten + one
    default: return nil
    }
  }

  /// `leads back to T`: an arrow back says `again` at its end.
  mutating func answerLeadsBack() -> Bool {
    guard startsWithWord("leads"), !lineIsBroken, spelling(token).lowercased() == "back",
      lexer.ahead().keyword == .to, let line = lineRange(lineStart)
    else { return false }
    let target = source.text(ByteRange(lexer.ahead().end, line.upper)).drop { $0 == " " }
    let isName =
      !target.isEmpty && !target.contains("#") && !target.contains(";") && target.split(separator: " ").count == 1
    let plain = isName ? "leads to \(target) again" : "leads to NAME again"
    report(
      .unexpectedText, range, "An arrow back to an earlier touchpoint ends with `again`",
      help: "Write `\(Display.plain(plain))`.",
      fix: isName ? fix("Write `again`", ByteRange(lineStart, line.upper), plain, isSafe: false) : nil)
    advance()
    advance()
    return true
  }

  /// Whether the line begins with a word.
  func startsWithWord(_ word: String) -> Bool {
    lineStart + word.utf8.count <= source.count
      && source.text(ByteRange(lineStart, lineStart + word.utf8.count)).lowercased() == word
  }

  /// `for "Young family"` below a touchpoint: whom it is for.
  mutating func answerPersonaBelow() -> Bool {
    let next = lexer.ahead()
    guard open.last(where: { !$0.isBlock })?.item == .touchpoint, next.keyword != .each,
      next.kind == .word || next.kind == .text, !restWords(from: next.end).contains("in")
    else { return false }
    report(
      .outsideItsPlace, range, "Who a touchpoint is for is said by `only for`",
      help: "Write `only for\(Display.plain(rest(from: token.end)))`.",
      fix: fix("Write `only for`", range, "only for", isSafe: false))
    skipped()
    return true
  }

  // MARK: Values

  /// `wait until 01.12.2026`: what takes a time span takes no day.
  mutating func answerDayForSpan() -> Bool {
    guard token.keyword == .until, !lineIsBroken, let rule = ruleOfLine(), case .duration = rule.shape else {
      return false
    }
    report(
      .wrongKindOfValue, range, "`\(rule.attribute.rawValue)` takes a time span, and no day",
      help: "For example: `\(rule.example)`; the day itself can stand in a `note`.")
    skipLine()
    return true
  }

  /// `moment of truth first`, `purpose to sell the sofa`: the line takes one of a few words, wherever it stands.
  mutating func answerChoice(_ rule: AttributeRule, _ choices: [String]) -> Bool {
    guard token.kind == .word, let first = nodes.last, first.kind == .name, let line = lineRange(lineStart) else {
      return false
    }
    let word = rule.attribute.rawValue
    let all = restWords(from: Int(first.start))
    let meant = Set(all.filter { choices.contains($0) })
    let fillers = ["of", "truth", "the", "a", "an", "to", "in", "is", "moment", "phase", "purchase", "purpose", "for"]
    let isPlain = meant.count == 1 && all.allSatisfy { choices.contains($0) || fillers.contains($0) }
    guard let one = meant.first, isPlain else {
      // A word of the language that something follows keeps its meaning; what follows is too much.
      guard !choices.contains(source.text(first.range).lowercased()) else { return false }
      let shown = choices.filter { !["measure", "research", "develop", "profile"].contains($0) }
      report(
        .unknownChoice, ByteRange(Int(first.start), line.upper),
        "`\(word)` takes one word of a few, not `\(Display.plain(source.text(ByteRange(Int(first.start), line.upper)), limit: 40))`",
        help: "It is one of \(Suggestion.list(shown.map { "`\($0)`" })).")
      return true
    }
    report(
      .unexpectedText, ByteRange(Int(first.start), line.upper), "Behind `\(word)` stands its word alone",
      help: "Write `\(word) \(one)`.",
      fix: fix("Write `\(word) \(one)`", ByteRange(Int(first.start), line.upper), one, isSafe: false))
    return true
  }

  /// `currency Swiss Francs`: a currency is named by its code.
  mutating func answerCurrencyInWords() -> Bool {
    guard let first = nodes.last, first.kind == .name, token.kind == .word, let line = lineRange(lineStart) else {
      return false
    }
    let place = ByteRange(Int(first.start), line.upper)
    let code = Parser.currencies[source.text(place).lowercased()]
    report(
      .unknownCurrency, place, "The journey's currency is named by its code",
      help: code.map { "Write `currency \($0)`." }
        ?? "Write the three letters of ISO 4217, for example `currency EUR`, USD or CHF.",
      fix: code.map { fix("Write `\($0)`", place, $0, isSafe: false) })
    return true
  }

  private static let currencies = [
    "swiss francs": "CHF", "swiss franc": "CHF", "us dollars": "USD", "us dollar": "USD", "american dollars": "USD",
    "pound sterling": "GBP", "pounds sterling": "GBP", "british pounds": "GBP", "british pound": "GBP",
    "canadian dollars": "CAD", "australian dollars": "AUD", "japanese yen": "JPY", "swedish kronor": "SEK",
    "norwegian kroner": "NOK", "danish kroner": "DKK", "indian rupees": "INR", "polish zloty": "PLN",
  ]

  /// `pain point "…"`: the word is `pain`.
  mutating func answerPainPoint() -> Bool {
    guard !lineIsBroken, let point = nodes.last, point.kind == .name, Int(point.end) == previousEnd,
      ["point", "points"].contains(source.text(point.range).lowercased())
    else { return false }
    let isText = token.kind == .text
    report(
      .unexpectedText, point.range, "What hurts is a `pain`",
      help: "Write `pain \(isText ? Display.plain(spelling(token)) : "\"…\"")`.",
      fix: isText
        ? fix("Remove `\(source.text(point.range))`", ByteRange(Int(point.start), token.start), "", isSafe: false) : nil
    )
    skipLine()
    return true
  }

  /// `needed everywhere`.
  mutating func answerNeededEverywhere() -> Bool {
    guard startsWithWord("needed"), !lineIsBroken, spelling(token).lowercased() == "everywhere" else { return false }
    let plain = source.text(ByteRange(lineStart, token.start)).contains(" in") ? "every stage" : "in every stage"
    report(
      .unknownWord, range, "Where a layer is needed is said in stages", help: "Write `needed in every stage`.",
      fix: fix("Write `\(plain)`", range, plain, isSafe: false))
    skipLine()
    return true
  }

  // MARK: Headers

  /// `on van, proactive`: what the touchpoint says stands on a line of its own.
  mutating func answerLineInList() -> Bool {
    guard token.kind == .word, !lineIsBroken, open[open.count - 1].item == .touchpoint, startsWithWord("touchpoint"),
      let keyword = token.keyword
    else { return false }
    let next = lexer.ahead()
    let isEnd = next.kind == .newline || next.kind == .end
    guard beginsAttribute(token) else { return false }
    let isFlag = AttributeRule.all.contains { $0.attribute.rawValue == keyword.rawValue && $0.shape == .flag }
    guard isFlag ? isEnd || next.kind == .comma : [.word, .text, .number, .money, .share].contains(next.kind),
      let line = lineRange(lineStart)
    else { return false }
    let said = isFlag ? keyword.rawValue : source.text(ByteRange(token.start, line.upper))
    let isLast = isEnd || !isFlag && !said.contains(",") && !said.contains("#")
    report(
      .unexpectedText, range, "`\(keyword.rawValue)` stands on a line of its own",
      help: "Write `\(Display.plain(said))` on the line below.",
      fix: isLast
        ? fix(
          "Write it below", ByteRange(commaBefore(token.start), token.start),
          "\n\(indentation(ofLineAt: lineStart))  ", isSafe: false) : nil)
    skipLine()
    return true
  }

  private func commaBefore(_ offset: Int) -> Int {
    var start = offset
    while start > 0, lexer.bytes[start - 1] == 0x20 || lexer.bytes[start - 1] == 0x2C { start -= 1 }
    return start
  }

  /// `persona Anna, "Office worker, 34"`: between a name and its title stands only a blank.
  mutating func answerTitleBehindComma(_ kind: ItemKind) -> Bool {
    guard token.kind == .comma, !lineIsBroken, let name = nodes.last, name.kind == .name, !name.flags.contains(.quoted)
    else { return false }
    let comma = token
    let next = lexer.ahead()
    guard next.kind == .text, rest(from: next.end).allSatisfy({ $0 == " " }) else { return false }
    let title = source.text(ByteRange(next.start, next.end))
    report(
      .unexpectedText, range, "Between a name and its title stands only a blank",
      help: "Write `\(kind.word) \(Display.plain("\(source.text(name.range)) \(title)"))`; "
        + "another \(kind.word) would have a line of its own.",
      fix: fix(
        "Remove the comma", ByteRange(comma.start, comma.end), lexer.bytes[comma.end] == 0x20 ? "" : " ", isSafe: false)
    )
    advance()
    parseText()
    return true
  }

  /// `touchpoint Waiting room" on store`: the words before a closing quote that nothing opened.
  mutating func takeMissingOpeningQuote() -> Bool {
    guard token.kind == .unclosedText, let name = nodes.last, name.kind == .name, !name.flags.contains(.quoted),
      Int(name.end) == previousEnd, let line = lineRange(Int(name.start))
    else { return false }
    let start = Int(name.start)
    let text = source.text(ByteRange(start, line.upper))
    guard text.filter({ $0 == "\"" }).count == 1, token.start > start else { return false }
    let place = ByteRange(start, token.start + 1)
    report(
      .habitQuotes, place, "The opening quote is missing",
      help: "Write `\"\(Display.plain(source.text(place)))`.",
      fix: fix("Insert the quote", ByteRange(start, start), "\"", isSafe: false))
    growLast(to: place.upper)
    nodes[nodes.count - 1].symbol = lexer.names.intern(source.text(ByteRange(start, token.start)))
    (previousEnd, previousKind, lexer.position) = (place.upper, .word, place.upper)
    lexer.next()
    return true
  }
}
