/// Numbers, amounts, units and days as people write them elsewhere, looked at only where one could not be read.
extension Parser {
  // MARK: Amounts and days

  /// Answers an amount or a day in a spelling of elsewhere that began at the last node, or at an offset, and that what
  /// stands here belongs to; says no where there is none.
  mutating func answerAmount(from offset: Int? = nil) -> Bool {
    guard !lineIsBroken, let start = offset ?? startOfLastValue() else { return false }
    var end = start
    while end < source.count, end - start < 80, !endsLine(end) { end += 1 }
    let written = source.text(ByteRange(start, end))
    guard let amount = ForeignAmount(written), start + amount.length > token.start else { return false }
    let range = ByteRange(start, start + amount.length)
    let text = source.text(range)
    guard text != amount.plain else { return false }
    if amount.isDay {
      reportDay(amount, range)
    } else {
      report(
        .numberFormat, range, title(of: text, plain: amount.plain), help: "Write `\(amount.plain)`.",
        fix: fix("Write `\(amount.plain)`", range, amount.plain, isSafe: false))
    }
    skipLine()
    // The lexer saw a part of it, which needs no message of its own.
    while let last = lexer.troubles.last, last.range.lower >= start, case .numberFormat = last.kind {
      lexer.troubles.removeLast()
    }
    return true
  }

  private func startOfLastValue() -> Int? {
    guard let last = nodes.last, Int(last.end) == previousEnd, !last.flags.contains(.quoted) else { return nil }
    switch last.kind {
    case .number, .money, .share, .duration, .quantity, .name, .date: return Int(last.start)
    default: return nil
    }
  }

  private mutating func reportDay(_ day: ForeignAmount, _ range: ByteRange) {
    let parts = day.plain.split(separator: "-")
    report(
      .wrongKindOfValue, range, "A date is written as year-month-day",
      why: "Day and month change places from country to country.",
      help: day.isAmbiguous
        ? "Write `\(day.plain)` or `\(parts[0])-\(parts[2])-\(parts[1])`, whichever day you mean."
        : "Write `\(day.plain)`.",
      fix: day.isAmbiguous ? nil : fix("Write `\(day.plain)`", range, day.plain, isSafe: false))
  }

  private func title(of written: String, plain: String) -> String {
    func digits(_ text: String) -> String { text.filter { $0.isNumber || ".,'".contains($0) } }
    guard plain.contains(where: { !$0.isNumber && !".,-".contains($0) }) else {
      return "Thousands are grouped by commas, and decimals follow a point"
    }
    guard digits(written) == digits(plain) else { return "An amount is written as `€1,200.50` or `1,200.50 CHF`" }
    if written.contains(where: { $0.isLowercase }) { return "A currency is written as a sign or as a code" }
    return plain.last?.isLetter ?? false
      ? "The currency code stands behind the amount" : "The currency sign stands before the amount"
  }

  // MARK: Units

  private static let units = [
    "m": "min", "mn": "min", "minute(s)": "min", "d": "days", "w": "weeks", "wk": "weeks", "wks": "weeks",
    "mo": "months", "mos": "months", "y": "years", "yr": "years", "yrs": "years", "hr": "h", "secs": "s",
    "minuten": "min", "stunden": "h", "stunde": "h", "sekunden": "s", "tage": "days", "tag": "day", "wochen": "weeks",
    "woche": "week", "monate": "months", "monat": "month", "jahre": "years", "jahr": "year", "heures": "h",
    "jours": "days", "semaines": "weeks", "mois": "months", "ans": "years",
  ]

  /// Says that a word behind a number is no unit, and what was meant.
  @inline(never)
  mutating func reportUnit() {
    let word = spelling(token)
    let lowered = word.lowercased()
    let number = ByteRange(nodes.last.map { Int($0.start) } ?? token.start, previousEnd)
    let digits = Display.plain(source.text(number))
    if answerAmount() || answerCountedShare(lowered, number) || answerClock(lowered, number) { return }
    var help = ""
    var (written, place) = ("", range)
    switch lowered {
    case "percent", "pct", "prozent", "pourcent", "percentage":
      (written, place) = ("\(digits)%", ByteRange(number.lower, token.end))
    case "working", "business": help = "A day has 24 hours here: write `\(digits) days`, and the rest in a `note`."
    case "cent", "cents", "ct", "pence": help = "Write it as a part of the whole: `€0.20` for 20 cents."
    case "times", "x", "mal":
      let isRate = lexer.ahead().keyword == .per
      (written, place) = ("\(digits)\(isRate ? "" : " per week")", ByteRange(number.lower, token.end))
    case "a", "an", "each", "every", "je", "pro":
      report(
        .habitOperator, range, "Journey writes `per` for `\(word)`", help: "For example: `\(digits) per week`.",
        fix: fix("Write `per`", range, "per", isSafe: false))
      return skipLine()
    case _ where lowered.hasPrefix("am") || lowered.hasPrefix("pm") || lowered == "uhr":
      help = "Times of the day go from 00:00 to 24:00: write `09:00`, or `18:00`."
    default:
      let known = TimeUnit.spellings + dialect.units.flatMap { [$0.singular, $0.plural] }
      let near = Parser.units[lowered] ?? Suggestion.near(word, among: known).first
      written = near ?? ""
      help =
        near.map { "Did you mean `\($0)`?" }
        ?? "Units are %, s, min, h, days, weeks, months, years, \(unitsOfHost)and currency codes such as EUR."
    }
    if lowered == "times" || lowered == "x" { help = "For example: `at most \(digits) per week`." }
    let replacement = place.lower == token.start && !token.isSpaced ? " \(written)" : written
    report(
      .unknownUnit, range, "`\(word)` is not a unit", help: help.isEmpty ? "Write `\(written)`." : help,
      fix: written.isEmpty ? nil : fix("Write `\(written)`", place, replacement, isSafe: false))
    if place.lower < token.start { return skipLine() }
    advance()
  }

  /// The host's units, the first of them where there are many.
  private var unitsOfHost: String { dialect.units.prefix(8).map { "\($0.plural), " }.joined() }

  /// `4 out of 5`, `3 in 10`.
  private mutating func answerCountedShare(_ word: String, _ number: ByteRange) -> Bool {
    guard word == "out" || word == "in" || word == "from", let line = lineRange(token.start) else { return false }
    let rest = source.text(ByteRange(token.end, line.upper)).split(whereSeparator: { " \t".contains($0) })
    let whole = (rest.first == "of" ? rest.dropFirst() : rest[...]).first { _ in true }
    guard let whole, whole.allSatisfy({ $0.isNumber || $0 == "," }) else { return false }
    let plain = "\(source.text(number)) of \(whole)"
    let end = ByteRange(number.lower, Int(whole.utf8.count) + endOfWord(String(whole), in: line))
    report(
      .unknownUnit, ByteRange(token.start, token.end), "A counted share is written with `of`",
      help: "Write `\(Display.plain(plain))`.", fix: fix("Write `of`", end, plain, isSafe: false))
    skipLine()
    return true
  }

  /// Where a word of the rest of the line begins.
  private func endOfWord(_ word: String, in line: ByteRange) -> Int {
    let wanted = Array(word.utf8)
    var offset = token.end
    while offset + wanted.count <= line.upper {
      if lexer.bytes[offset..<offset + wanted.count].elementsEqual(wanted) { return offset }
      offset += 1
    }
    return token.end
  }

  /// `1h30`: the rest of a time span that lacks its unit.
  private mutating func answerClock(_ word: String, _ number: ByteRange) -> Bool {
    let minutes = word.drop { $0 == "h" }
    guard word.hasPrefix("h"), !minutes.isEmpty, minutes.allSatisfy(\.isNumber) else { return false }
    let plain = "\(source.text(number)) h \(minutes) min"
    report(
      .unknownUnit, range, "`\(spelling(token))` is not a unit", help: "Write `\(Display.plain(plain))`.",
      fix: fix("Write `\(Display.plain(plain))`", ByteRange(number.lower, token.end), plain, isSafe: false))
    advance()
    return true
  }

  // MARK: What stands behind a number

  /// Says what a number lacks or has too much behind it: `1 h 30`, `€4.50 a click`.
  mutating func answerBehindNumber() -> Bool {
    guard let last = nodes.last, Int(last.end) == previousEnd else { return false }
    switch last.kind {
    case .duration where token.kind == .number:
      let unit = source.text(last.range).hasSuffix("h") || source.text(last.range).hasSuffix("hours") ? "min" : "h"
      report(
        .unexpectedText, range, "`\(spelling(token))` lacks its unit",
        help: "For example: `\(Display.plain(source.text(ByteRange(Int(last.start), token.end)))) \(unit)`.",
        fix: fix("Insert `\(unit)`", ByteRange(token.end, token.end), " \(unit)", isSafe: false))
    case .number where at(.times):
      let rest = lineRange(token.start).map { source.text(ByteRange(token.end, $0.upper)) } ?? ""
      let words = rest.split(separator: " ").filter { !["a", "an", "each", "every", "per"].contains($0) }
      let plain = "\(source.text(last.range)) per \(words.first ?? "week")"
      report(
        .habitOperator, range, "Journey writes `per` for `times a`", help: "Write `\(Display.plain(plain))`.",
        fix: fix(
          "Write `\(Display.plain(plain))`", ByteRange(Int(last.start), lineRange(token.start)?.upper ?? token.end),
          plain,
          isSafe: false))
    case .number, .money:
      guard token.kind == .word,
        ["a", "an", "each", "every", "pro", "par", "je"].contains(spelling(token).lowercased())
      else { return false }
      report(
        .habitOperator, range, "Journey writes `per` for `\(spelling(token))`", help: "For example: `€4.50 per click`.",
        fix: fix("Write `per`", range, "per", isSafe: false))
    default: return false
    }
    skipLine()
    return true
  }

  /// Says that an amount stands alone: `wait about 5 min`.
  mutating func answerApproximation(_ rule: AttributeRule) -> Bool {
    guard !lineIsBroken, let last = nodes.last, last.kind == .name, Int(last.end) == previousEnd,
      [.number, .share, .money].contains(token.kind) || at(.to)
    else { return false }
    let word = source.text(last.range)
    guard !at(.to) || word == "up" else { return false }
    if at(.to) { advance() }
    let known = [
      "about", "around", "approx", "approximately", "ca", "circa", "roughly", "nearly", "almost", "max", "min", "up",
      "over", "under", "only", "some", "etwa", "rund", "env", "from", "starting", "ab",
    ]
    guard known.contains(word.lowercased()) else { return false }
    report(
      .unexpectedText, last.range, "An amount stands without `\(word)`",
      help: "Write the amount alone; how sure it is can be said in a `note`.",
      fix: fix("Remove it", ByteRange(Int(last.start), token.start), "", isSafe: false))
    skipLine()
    return true
  }
}
