/// What people write as they speak: names and texts without quotes, numbers in words, shares without `for`.
///
/// Each is recognised where the line goes on although it should not, answered with the spelling that was meant, and
/// read as if that had been written.
extension Parser {
  /// Whether the last node is a bare word that the current token goes on from.
  @inline(__always)
  var goesOnFromWord: Bool {
    guard let last = nodes.last, last.kind == .name, !last.flags.contains(.quoted), last.end == previousEnd else {
      return false
    }
    return !lineIsBroken && (token.kind == .word || token.kind == .number)
  }

  /// Takes words behind a bare name into it, and says that several words stand in quotes.
  ///
  /// Where an item has a title, a second word that begins in upper case begins the title.
  mutating func takeUnquotedWords(until stops: @autoclosure () -> [String], titled: Bool = false) {
    // Most lines end here, and what would stop the words is not even listed.
    guard token.kind == .word || token.kind == .number, goesOnFromWord else { return }
    let stops = stops()
    guard !stops.contains(spelling(token).lowercased()) else { return }
    let node = nodes.count - 1
    let start = Int(nodes[node].start)
    let rest = token.start
    var end = token.end
    while token.kind == .number || (token.kind == .word && !stops.contains(spelling(token).lowercased())) {
      end = token.end
      advance()
    }
    if token.kind == .unclosedText {
      growLast(to: end)
      if takeMissingOpeningQuote() { return }
    }
    let isTitle = titled && (0x41...0x5A).contains(lexer.bytes[rest])
    let range = ByteRange(isTitle ? rest : start, end)
    let quoted = "\"\(source.text(range))\""
    report(
      .habitQuotes, range, isTitle ? "A title stands in quotes" : "Several words that belong together stand in quotes",
      help: "Write `\(Display.plain(quoted))`.",
      fix: fix("Write `\(Display.plain(quoted))`", range, quoted, isSafe: false))
    guard !isTitle else { return }
    growLast(to: end)
    nodes[node].symbol = lexer.names.intern(source.text(range))
  }

  /// Whether what follows a name stands here, rather than more of it.
  func endsName() -> Bool {
    switch token.keyword {
    case .for, .when, .again, .on, .like, .as, .if, .where, .because, .until, .from, .and, .or: true
    default: false
    }
  }

  /// Takes what belongs to a target's name although it stands without quotes.
  mutating func takeRestOfTarget(until stops: [String]) {
    if !takeNameBehindArticle("the name") { takeUnquotedWords(until: stops) }
  }

  /// Passes over an article or a kind's word before a name, `on the phone`, `leads to touchpoint Checkout`, and reads
  /// the name; says no where the last word is none.
  mutating func takeNameBehindArticle(_ what: String) -> Bool {
    guard goesOnFromWord || (token.kind == .text && !lineIsBroken), let last = nodes.last, last.kind == .name,
      !last.flags.contains(.quoted), Int(last.end) == previousEnd
    else { return false }
    let word = source.text(last.range)
    let known = [
      "on", "and", "or", "the", "a", "an", "our", "your", "their", "touchpoint", "stage", "channel", "outcome",
      "persona", "layer", "der",
      "die", "das", "le", "la",
    ]
    guard known.contains(word), !endsName() else { return false }
    report(
      .unexpectedText, last.range, "A name stands without `\(word)`", help: "Write the name alone.",
      fix: fix("Remove `\(word)`", ByteRange(Int(last.start), token.start), "", isSafe: false))
    nodes.removeLast()
    parseTarget(what)
    return true
  }

  /// Answers a text without quotes, which reaches to the end of its line, and a text that its own quotes cut short.
  mutating func takeUnquotedText() -> Bool {
    guard !lineIsBroken, let last = nodes.last, Int(last.end) == previousEnd, !atLineEnd,
      token.kind != .comma, let line = lineRange(lineStart)
    else { return false }
    if last.kind == .text, !token.isSpaced, token.kind == .word { return answerInnerQuotes(last, line) }
    guard last.kind == .name || last.kind == .member || token.kind == .dot, !last.flags.contains(.quoted) else {
      return false
    }
    let start = ruleOfLine() == nil ? Int(last.start) : valueStart() ?? Int(last.start)
    return reportText(from: start, line)
  }

  /// Where the value of the line's attribute begins.
  private func valueStart() -> Int? {
    guard let index = nodes.lastIndex(where: { $0.kind == .attribute && Int($0.start) == lineStart }),
      index + 1 < nodes.count
    else { return nil }
    return Int(nodes[index + 1].start)
  }

  private mutating func reportText(from start: Int, _ line: ByteRange) -> Bool {
    var text = source.text(ByteRange(start, line.upper))
    if text.last == "\"", text.filter({ $0 == "\"" }).count == 1, !text.contains("#") {
      report(
        .habitQuotes, ByteRange(start, line.upper), "The opening quote is missing",
        help: "Write `\"\(Display.plain(text))`.",
        fix: fix("Insert the quote", ByteRange(start, start), "\"", isSafe: false))
      skipLine()
      return true
    }
    guard !text.contains("\""), !text.contains("#") else { return false }
    for follower in [", severe", ", mild", ", answered by", ", 20"] {
      if let range = text.range(of: follower) { text = String(text[..<range.lowerBound]) }
    }
    while text.last?.isWhitespace ?? false { text.removeLast() }
    let range = ByteRange(start, start + text.utf8.count)
    report(
      .habitQuotes, range, "A text stands in quotes", help: "Write `\"\(Display.plain(text))\"`.",
      fix: fix("Put it in quotes", range, "\"\(text)\"", isSafe: false))
    skipLine()
    return true
  }

  /// `says "Say "hi" to us"`: a quote inside a text ends it.
  private mutating func answerInnerQuotes(_ text: Node, _ line: ByteRange) -> Bool {
    let rest = source.text(ByteRange(Int(text.start), line.upper))
    guard let close = rest.lastIndex(of: "\""), rest.filter({ $0 == "\"" }).count > 2 else { return false }
    let inner = rest[rest.index(after: rest.startIndex)..<close]
    let escaped = inner.map { $0 == "\"" ? "\\\"" : String($0) }.joined()
    let range = ByteRange(Int(text.start), Int(text.start) + rest[...close].utf8.count)
    report(
      .unexpectedText, ByteRange(Int(text.end) - 1, Int(text.end)), "The text ends at this quote",
      help: "Inside a text a quote is written `\\\"`.",
      fix: fix("Write the inner quotes so", range, "\"\(escaped)\"", isSafe: false))
    skipLine()
    return true
  }

  /// A text that begins with a sign, where it stands without quotes: `owner @john`.
  mutating func answerTextWithSign() -> Bool {
    guard token.kind == .foreign, !lineIsBroken, let shape = ruleOfLine()?.shape,
      [.text, .pain, .evidence].contains(shape),
      let line = lineRange(lineStart)
    else { return false }
    return reportText(from: token.start, line)
  }

  /// `every important stage`: the condition stands behind the kind.
  mutating func answerConditionBeforeKind(_ every: String) -> Bool {
    let next = lexer.ahead()
    guard token.kind == .word, !lineIsBroken, next.kind == .word,
      let kind = ItemKind.allCases.first(where: { [$0.word, $0.plural].contains(spelling(next).lowercased()) })
    else { return false }
    let plain = "\(kind.word) where \(spelling(token))"
    report(
      .unexpectedText, range, "A condition stands behind `where`", help: "Write `\(every) \(plain)`.",
      fix: fix("Write `where`", ByteRange(token.start, next.end), plain, isSafe: false))
    skipLine()
    return true
  }

  /// `all stages`, `important stages` where names are asked for.
  mutating func answerEveryStage() -> Bool {
    guard ["stage", "stages"].contains(spelling(token).lowercased()), let last = nodes.last, last.kind == .name else {
      return false
    }
    let word = source.text(last.range).lowercased()
    let isAll = ["all", "each", "every", "any", "the"].contains(word)
    let plain = isAll ? "every stage" : "every stage where \(word)"
    let range = ByteRange(Int(last.start), token.end)
    report(
      .unknownWord, range, "Stages are named, or said to be `every stage`", help: "Write `\(Display.plain(plain))`.",
      fix: fix("Write `\(Display.plain(plain))`", range, plain, isSafe: false))
    skipLine()
    return true
  }

  private static let numerals = [
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30",
    "once": "1", "twice": "2", "thrice": "3", "an": "1", "a": "1",
  ]

  /// Says that a number is written in digits: `wait six min`.
  mutating func reportNumberInWords(_ rule: AttributeRule) {
    guard goesOnFromWord, let name = nodes.last, !startsLineOfThisItem(), valueStart() == Int(name.start) else {
      return
    }
    if rule.shape == .share, answerShareInWords() { return skipLine() }
    let word = source.text(name.range)
    if rule.shape == .times {
      return report(
        .unexpectedText, name.range, "`open` takes times of the day, and no days",
        help: "For example: `\(rule.example)`; the days can stand in a `note`.")
    }
    var digits = Parser.numerals[word.lowercased()]
    var place = name.range
    // `twice a week`
    if rule.shape == .rate, let number = digits, ["a", "an", "each", "every"].contains(spelling(token).lowercased()) {
      digits = "\(number) per"
      place = ByteRange(place.lower, token.end)
    }
    report(
      .wrongKindOfValue, name.range, "`\(Display.plain(word))` is no number",
      help: digits.map { "Write `\($0)`, for example `\(rule.example)`" }
        ?? "Write it in digits, for example `\(rule.example)`",
      fix: digits.map { fix("Write `\($0)`", place, $0, isSafe: false) })
    skipLine()
  }

  /// Says that `to` stands between two amounts: `5-10 min`, `09:00-18:00`.
  mutating func reportRangeWithDash() -> Bool {
    guard !lineIsBroken, [.number, .time, .share, .minus].contains(token.kind),
      [0x2D, 0xE2].contains(lexer.bytes[token.start]), let last = nodes.last,
      [.number, .time, .duration, .share, .money].contains(last.kind)
    else { return false }
    let dash = ByteRange(token.start, token.start + (lexer.bytes[token.start] == 0x2D ? 1 : 3))
    report(
      .habitOperator, dash, "A range is written with `to`", help: "For example: `5 to 10 min`, `09:00 to 18:00`",
      fix: fix("Write `to`", ByteRange(previousEnd, dash.upper), " to ", isSafe: false))
    skipLine()
    return true
  }

  /// Reads a share that stands without `for` behind an arrow's target or an entry.
  mutating func takeShareWithoutFor() {
    guard token.kind == .share || token.kind == .number, !lineIsBroken else { return }
    report(
      .incompletePhrase, range, "`for` stands before the share", help: "Write `for \(spelling(token))`.",
      fix: fix("Insert `for`", ByteRange(token.start, token.start), "for ", isSafe: false))
    let clause = start(.clause, detail: detail(.for))
    parseSum()
    finish(clause)
  }

  /// Reads on behind `and` in a list as behind a comma.
  mutating func takeAnd() -> Bool {
    guard !atLineEnd, !lineIsBroken, at(.and) || at(.or) || token.kind == .slash || token.kind == .plus || isAmpersand
    else { return false }
    let next = lexer.ahead()
    guard next.kind == .word || next.kind == .text else { return false }
    report(
      .missingComma, range, "The parts of a list are separated by commas",
      help: "Write a comma for `\(spelling(token))`.",
      fix: fix("Write a comma", ByteRange(previousEnd, token.end), ",", isSafe: !at(.or) && token.kind != .slash))
    advance()
    return true
  }

  private var isAmpersand: Bool { token.kind == .foreign && spelling(token) == "&" }

  /// Whether the word that stands here is nearly the one that should.
  mutating func isNear(_ keyword: Keyword) -> Bool {
    let (word, written) = (keyword.rawValue, spelling(token).lowercased())
    switch (keyword, written) {
    case (.within, "in"), (.within, "after"), (.within, "inside"), (.to, "too"), (.to, "into"), (.to, "two"),
      (.to, "towards"), (.by, "bye"), (.by, "from"), (.by, "through"), (.for, "to"), (.for, "of"), (.in, "for"),
      (.in, "at"), (.in, "on"):
      return true
    default: break
    }
    if written.filter(\.isLetter) == word.filter(\.isLetter) { return true }
    // `opt out` for `opt-out`.
    if word.hasPrefix("\(written)-"), word == "\(written)-\(spelling(lexer.ahead()).lowercased())" { return true }
    return word.count > 2 && !Suggestion.near(written, among: [word]).isEmpty
  }

  /// A sign before a number that does not belong there: `~5 min`, `< 5 min`, `+ 1`.
  mutating func answerSignBeforeNumber() -> Bool {
    guard !lineIsBroken,
      [.foreign, .less, .greater, .lessOrEqual, .greaterOrEqual, .plus, .minus].contains(token.kind),
      let rule = ruleOfLine()
    else { return false }
    let next = lexer.ahead()
    guard [.number, .share, .money].contains(next.kind) else { return false }
    if token.kind == .plus || token.kind == .minus {
      report(
        .missingValue, range, "A sign stands directly before its number",
        help: "Write `\(spelling(token))\(spelling(next))`.",
        fix: fix("Remove the blank", ByteRange(token.end, next.start), "", isSafe: false))
    } else {
      report(
        .unexpectedText, range, "An amount stands without `\(spelling(token))`",
        help: "Write the amount alone, for example `\(rule.example)`; how sure it is can be said in a `note`.",
        fix: fix("Remove it", ByteRange(token.start, next.start), "", isSafe: false))
    }
    skipLine()
    return true
  }

  // MARK: Names

  /// Answers a sign, a number or a quote of another kind where a name is missing: whether a name was read after all, or
  /// nothing where none of these stands here.
  mutating func answerSlipInName() -> Bool? {
    switch token.kind {
    case .foreign, .equals, .minus, .greater, .openParenthesis, .less: break
    case .number, .share, .date, .time, .money:
      return takeNumberAsName()
    default: return nil
    }
    if takeOtherQuotes(as: .name) { return true }
    let sign = spelling(token)
    if sign == ":" || sign == "=" {
      reportHabit(
        .habitColon, "No `\(sign)` stands between a word and a name",
        help: "A line is a short sentence: the word, a blank, the name.",
        fix("Remove the `\(sign)`", range, lexer.bytes[token.end] == 0x20 ? "" : " "))
      lineIsBroken = true
      advance()
      return parseName(after: "`\(sign)`")
    }
    if sign.contains(">") || sign.contains("→") {
      report(
        .habitArrow, range, "The words of an arrow need no sign",
        fix: fix("Remove the sign", ByteRange(previousEnd, token.end), "", isSafe: false))
      advance()
      return parseName(after: "`\(sign)`")
    }
    if let code = ForeignAmount.currency(sign), ruleOfLine()?.shape == .currency {
      report(
        .unknownCurrency, range, "The journey's currency is named by its code", help: "Write `\(code)`.",
        fix: fix("Write `\(code)`", range, code))
      advance()
      return false
    }
    return skipBrackets() ? false : nil
  }

  /// Reads a number as the name that it was meant to be: `stage 1`.
  private mutating func takeNumberAsName() -> Bool {
    let name = source.text(range)
    if let rule = ruleOfLine(), case .choice(let words) = rule.shape {
      report(
        .unknownChoice, range, "`\(rule.attribute.rawValue)` cannot be `\(Display.plain(name))`",
        help: "It is one of \(Suggestion.list(words.map { "`\($0)`" })).")
      return false
    }
    var (whole, end) = (name, token.end)
    let next = lexer.ahead()
    if next.kind == .word && ![.on, .like, .as, .for, .when, .again].contains(next.keyword) || next.kind == .foreign,
      let statement = restOfStatement(from: token.start)
    {
      whole = source.text(statement)
      if let on = whole.range(of: " on ") { whole = String(whole[..<on.lowerBound]) }
      end = token.start + whole.utf8.count
    }
    let quoted = "\"\(whole.filter { $0 != ":" && $0 != "\"" })\""
    // `2 – Order`: the number may be part of the name, or of the list.
    let all = next.kind == .minus ? rest(from: token.start) : ""
    let alone = String(all.drop { !$0.isLetter })
    report(
      .missingName, ByteRange(token.start, end), "A name begins with a letter, or stands in quotes",
      help: alone.isEmpty
        ? "Write `\(Display.plain(quoted))`."
        : "Write `\(Display.plain(alone.contains(" ") ? "\"\(alone)\"" : alone))`, or with its number in quotes.",
      fix: all.isEmpty ? fix("Put it in quotes", ByteRange(token.start, end), quoted, isSafe: false) : nil)
    token.symbol = lexer.names.intern(String(quoted.dropFirst().dropLast()))
    leaf(.name)
    while !atLineEnd, token.start < end { advance() }
    return true
  }

  /// Passes over brackets around names; says no where none stand.
  private mutating func skipBrackets() -> Bool {
    guard token.kind == .openParenthesis || ["[", "{", "<"].contains(spelling(token)), let line = lineRange(token.start)
    else { return false }
    let rest = source.text(ByteRange(token.start, line.upper))
    guard let close = rest.lastIndex(where: { ")]}>".contains($0) }) else { return false }
    let inner = rest[...close].filter { !"([{<)]}>".contains($0) }
    let range = ByteRange(token.start, token.start + rest[...close].utf8.count)
    report(
      .habitBraces, range, "Names stand without brackets", help: "Write `\(Display.plain(inner))`.",
      fix: fix("Remove the brackets", range, inner, isSafe: false))
    skipLine()
    return true
  }

  // MARK: Quotes

  private static let quotes: [(open: String, close: String)] = [
    ("'", "'"), ("`", "`"), ("´", "´"), ("‘", "’"), ("’", "’"), ("‚", "‘"), ("«", "»"), ("»", "«"), ("‹", "›"),
    ("›", "‹"), ("`", "'"),
  ]

  /// Reads a name or text between quotes of another kind as if they were double; says no where there is none.
  mutating func takeOtherQuotes(as kind: NodeKind) -> Bool {
    guard token.kind == .foreign, let sign = source.text(range).first.map(String.init),
      Parser.quotes.contains(where: { $0.open == sign }), let line = lineRange(token.start)
    else { return false }
    let start = token.start + sign.utf8.count
    let rest = source.text(ByteRange(start, max(start, line.upper)))
    let closing = Parser.quotes.lazy.filter { $0.open == sign }.compactMap { pair -> (String, String)? in
      guard let close = rest.range(of: pair.close), close.lowerBound != rest.startIndex else { return nil }
      return (String(rest[..<close.lowerBound]), pair.close)
    }.first
    guard let (inner, close) = closing else {
      report(.habitQuotes, range, "Names and texts stand between double quotes", help: "Write `\"…\"`.")
      appendMissing(kind, ByteRange(token.start, token.start))
      skipLine()
      return true
    }
    let end = start + inner.utf8.count + close.utf8.count
    let whole = ByteRange(token.start, end)
    report(
      .habitQuotes, whole, "Names and texts stand between double quotes",
      help: "Write `\"\(Display.plain(inner))\"`.",
      fix: fix("Write double quotes", whole, "\"\(inner)\"", isSafe: false))
    appendMissing(kind, ByteRange(start, end - close.utf8.count), inner)
    previousEnd = end
    previousKind = .text
    lexer.position = end
    lexer.next()
    return true
  }

  private mutating func appendMissing(_ kind: NodeKind, _ range: ByteRange, _ text: String = "") {
    nodes.append(
      Node(
        kind: kind, flags: kind == .missing ? .broken : [], start: range.start, end: range.end,
        symbol: text.isEmpty ? .none : lexer.names.intern(text)))
  }

  /// Answers a dot behind which no name stands: a day, thousands grouped by points, or a full stop.
  @inline(never)
  mutating func answerDot(in member: Int) -> Bool {
    let word = source.text(ByteRange(Int(nodes[member].start), max(Int(nodes[member].start), previousEnd - 1)))
    if [.number, .share, .money].contains(token.kind),
      ["ca", "approx", "max", "min", "env"].contains(word.lowercased()), !lineIsBroken
    {
      let range = ByteRange(Int(nodes[member].start), previousEnd)
      report(
        .unexpectedText, range, "An amount stands without `\(word).`",
        help: "Write the amount alone; how sure it is can be said in a `note`.",
        fix: fix("Remove it", ByteRange(range.lower, token.start), "", isSafe: false))
      skipLine()
      return true
    }
    if answerAmount(from: Int(nodes[member].start)) { return true }
    guard atLineEnd, !lineIsBroken else { return false }
    let dot = ByteRange(previousEnd - 1, previousEnd)
    report(.unexpectedText, dot, "No full stop stands at the end of a line", fix: fix("Remove it", dot, ""))
    return true
  }

  /// Answers a currency's sign behind its amount.
  @inline(never)
  mutating func answerTrailingSign(from first: Int) {
    guard ForeignAmount.currency(spelling(token)) != nil, answerAmount(from: Int(nodes[first].start)) else { return }
    nodes[first].kind = .money
  }

  /// Where a text that lacks its closing quote probably ends: before what the line may say behind it.
  func probableEnd(of text: Token) -> Int {
    var followers = [" on ", ", failure", ", success", ", severe", ", mild", ", answered by"]
    if startsWithWord("leads") { followers += [" for ", " when ", " again"] }
    return followers.compactMap { offset(of: Array($0.utf8), in: text) }.min() ?? text.end
  }

  /// Where some bytes first stand behind the beginning of a token.
  private func offset(of part: [UInt8], in text: Token) -> Int? {
    guard text.end - text.start > part.count else { return nil }
    return (text.start + 1...text.end - part.count).first { lexer.bytes[$0..<$0 + part.count].elementsEqual(part) }
  }

  /// Whether a source is UTF-16, as spreadsheets and editors save "Unicode": then nothing else is worth saying.
  var isUTF16: Bool {
    guard source.count >= 4 else { return false }
    let bytes = source.padded
    return (bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF)
      || (bytes[1] == 0 && bytes[3] == 0 && bytes[0] != 0) || (bytes[0] == 0 && bytes[2] == 0 && bytes[1] != 0)
  }
}
