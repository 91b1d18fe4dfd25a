/// The end of a line where something still stands: what it probably was meant to be.
extension Parser {
  /// Says what stands on the line beyond what it takes.
  mutating func reportUnexpected() {
    guard !lineIsBroken else { return }
    if answerAmount() || reportRangeWithDash() || answerBehindNumber() || answerAttributeValue() || answerComparison() {
      return
    }
    if at(.and), let next = Optional(lexer.ahead()), next.kind == .word || next.kind == .text || next.kind == .time {
      return report(
        .missingComma, range, "The parts of a list are separated by commas", help: "Write a comma for `and`.",
        fix: fix("Write a comma", ByteRange(previousEnd, token.end), ",", isSafe: false))
    }
    let word = spelling(token)
    switch token.kind {
    case .foreign where word == "{":
      reportHabit(
        .habitBraces, "Journey needs no braces",
        help: "What belongs to an item stands on the lines below it; the next item word ends it.",
        fix("Remove the brace", ByteRange(previousEnd, token.end), ""))
    case .foreign where word == ":":
      let isLast = [.newline, .end].contains(lexer.ahead().kind)
      reportHabit(
        .habitColon, isLast ? "No `:` stands at the end of a line" : "No `:` stands here",
        help: "A line is a short sentence: the word, a blank, what it says.",
        fix("Remove the colon", range, "", isSafe: isLast))
    case .foreign where word.hasPrefix("//"), .foreign where word.hasPrefix("/*"), .slash where comment():
      report(.habitComment, range, "A comment begins with `#`", fix: fix("Write `#`", range, "#"))
    case .foreign where word.contains(">") || word.contains("→"):
      report(
        .habitArrow, range, "Journey writes an arrow as a line", help: "Write `leads to NAME` below the touchpoint.")
    case .foreign where word == "'" || word == "`":
      report(.habitQuotes, range, "Text stands between double quotes", help: "Write `\"…\"`.")
    case .foreign where word == "[" || word == "]":
      report(.habitBraces, range, "A list needs no brackets", help: "Separate its parts by commas: `email, sms`.")
    // An invisible character has its own message.
    case .stray: lineIsBroken = true
    case .foreign:
      report(
        .unexpectedText, range, "`\(word)` means nothing here", help: "Remove it.",
        fix: fix("Remove it", range, "", isSafe: false))
    case .comma, .minus:
      reportSignBehindName(word)
    case .word where at(.if) && previousEnd - lineStart == 4 && startsWith(.else):
      report(
        .unexpectedText, range, "`else` stands alone on its line",
        help: "Write `if` on the next line, and an `end` of its own for it.")
    case .word
    where word.lowercased() == "then" && (startsWith(.if) || source.text(ByteRange(lineStart, lineStart + 2)) == "if"):
      report(
        .unexpectedText, range, "A condition stands without `then`",
        help: "What it holds stands on the lines below it.",
        fix: fix("Remove it", ByteRange(previousEnd, token.end), ""))
    case .word where startsLineOfThisItem():
      report(
        .unexpectedText, range, "`\(word)` begins a line of its own",
        help: "Write it on the next line, or put `;` before it.",
        fix: fix(
          "Begin a new line", ByteRange(previousEnd, token.start), "\n" + indentation(ofLineAt: lineStart),
          isSafe: false))
    case .text, .block, .unclosedText:
      report(
        .unexpectedText, range, "This text is more than the line takes", help: "Remove it, or write it as a `note`.")
    default:
      report(.unexpectedText, range, "`\(word)` is more than this line takes", help: "Remove it, or begin a new line.")
    }
  }

  private func comment() -> Bool { lexer.bytes[token.end] == 0x2F || lexer.bytes[token.end] == 0x2A }

  private func startsWith(_ keyword: Keyword) -> Bool {
    source.text(ByteRange(lineStart, previousEnd)).lowercased() == keyword.rawValue
  }

  private mutating func reportSignBehindName(_ sign: String) {
    if lexer.ahead().kind == .text {
      return report(
        .unexpectedText, range, "Between a name and its title stands only a blank",
        fix: fix("Remove the `\(sign)`", ByteRange(previousEnd, token.end), "", isSafe: false))
    }
    report(
      .unexpectedText, range, "`\(sign)` is more than this line takes",
      help: "One line says one thing: write the rest on a new line.")
  }

  // MARK: Conditions

  private static let comparisons = [
    "at least": ">=", "at most": "<=", "less than": "<", "fewer than": "<", "below": "<", "under": "<",
    "more than": ">", "greater than": ">", "above": ">", "over": ">", "equals": "is", "equal to": "is", "equal": "is",
    "contains": "has", "includes": "has", "contain": "has", "have": "has",
  ]

  /// `count(stages) at least 3`, `every touchpoint has …`: conditions as one says them.
  private mutating func answerComparison() -> Bool {
    guard token.kind == .word, let last = nodes.last, ruleOfLine() == nil, Int(last.start) > lineStart else {
      return false
    }
    let next = lexer.ahead()
    let two = "\(spelling(token)) \(spelling(next))".lowercased()
    let one = spelling(token).lowercased()
    if let sign = Parser.comparisons[two] ?? Parser.comparisons[one] {
      let range = ByteRange(token.start, Parser.comparisons[two] == nil ? token.end : next.end)
      report(
        .habitOperator, range, "Journey writes `\(sign)` for `\(Display.plain(source.text(range)))`",
        help: "For example: `wait < 5 min`, `channel has store`.",
        fix: fix("Write `\(sign)`", range, sign, isSafe: false))
      return true
    }
    let word = source.text(last.range).lowercased()
    guard last.kind == .name, ["every", "all", "each", "any", "no", "some"].contains(word),
      let kind = ItemKind.allCases.first(where: { [$0.word, $0.plural].contains(one) })
    else { return false }
    report(
      .unexpectedText, ByteRange(Int(last.start), token.end), "What holds of several items is asked in parentheses",
      help: "For example: `all(\(kind.plural) where …)`, or `some(\(kind.plural) where …)`.")
    return true
  }

  // MARK: Attributes

  /// The rule of the attribute whose line this is.
  func ruleOfLine() -> AttributeRule? {
    var index = nodes.count - 1
    while index >= 0, Int(nodes[index].start) >= lineStart {
      if nodes[index].kind == .attribute, Int(nodes[index].start) == lineStart {
        let attribute = Attribute(detail: nodes[index].detail)
        return AttributeRule.all.first { $0.attribute == attribute }
      }
      index -= 1
    }
    return nil
  }

  /// What a line of an attribute says too much: a second choice, `important yes`, an owner without quotes.
  private mutating func answerAttributeValue() -> Bool {
    guard let rule = ruleOfLine() else { return false }
    let word = rule.attribute.rawValue
    switch rule.shape {
    case .flag: return answerFlag(word)
    case .entry, .share: return answerShareInNumbers() || answerShareInWords()
    case .choice, .word, .currency:
      if rule.attribute == .step, token.keyword == .on { return answerStep() }
      if case .choice(let words) = rule.shape, let first = nodes.last, !words.contains(source.text(first.range)),
        words.contains(spelling(token).lowercased())
      {
        report(
          .unexpectedText, first.range, "Behind `\(word)` stands its word alone",
          help: "Write `\(word) \(spelling(token))`.",
          fix: fix("Remove `\(source.text(first.range))`", ByteRange(Int(first.start), token.start), "", isSafe: false))
        return true
      }
      if case .choice(let words) = rule.shape, answerChoice(rule, words) { return true }
      if rule.shape == .currency, !at(.and), !at(.or), answerCurrencyInWords() { return true }
      guard token.kind == .comma || at(.and) || at(.or) || token.kind == .slash else { return false }
      report(
        .unexpectedText, ByteRange(token.start, max(token.end, lineRange(lineStart)?.upper ?? 0)),
        "`\(word)` takes one word, and here stand several",
        help: rule.attribute == .purpose
          ? "Keep the one that it is there for most." : "Keep one of them, for example `\(rule.example)`.",
        fix: fix(
          "Keep the first", ByteRange(previousEnd, max(token.end, lineRange(lineStart)?.upper ?? 0)), "", isSafe: false)
      )
      return true
    case .ownership where token.kind == .word:
      report(
        .habitQuotes, range, "The owner's own name stands in quotes", help: "For example: `\(rule.example)`",
        fix: fix("Put it in quotes", range, "\"\(spelling(token))\"", isSafe: false))
      return true
    case .condition where token.kind == .word:
      report(
        .unexpectedText, range, "A condition compares two things, and nothing stands before `\(spelling(token))`",
        help: "For example: `\(rule.example)`")
      return true
    case .times where !at(.and):
      report(
        .unexpectedText, range, "`\(word)` takes times of the day, and no days",
        help: "For example: `\(rule.example)`; the days can stand in a `note`.")
      return true
    case .arrow: return answerArrow()
    default: return false
    }
  }

  /// `important yes`: a flag says what it says by standing there.
  private mutating func answerFlag(_ word: String) -> Bool {
    let value = spelling(token).lowercased()
    if let keyword = token.keyword, let kind = ItemKind(keyword), open[open.count - 1].item != kind || kind == .stage {
      report(
        .unexpectedText, ByteRange(lineStart, previousEnd),
        "`\(word)` stands on a line of its own, below the \(kind.word)",
        help: "Write `\(kind.word) NAME`, and on the next line `\(word)`.",
        fix: lineRange(lineStart).map { line in
          let margin = indentation(ofLineAt: lineStart)
          return Fix(
            "Write it below",
            [
              edit(ByteRange(lineStart, token.start), ""),
              edit(ByteRange(line.upper, line.upper), "\n\(margin)  \(word)"),
            ], isSafe: false)
        })
      return true
    }
    guard token.kind == .word || token.kind == .number else { return false }
    let isNo = ["no", "false", "never", "nein", "non", "0"].contains(value)
    report(
      .unexpectedText, range, "`\(word)` stands alone on its line",
      help: isNo ? "Where it is not so, leave the line out." : "Writing it says yes.",
      fix: isNo
        ? nil
        : fix(
          "Remove the rest", ByteRange(previousEnd, lineRange(lineStart)?.upper ?? token.end), "", isSafe: false))
    return true
  }

  /// `step Payment on store`: what customers do is a touchpoint.
  private mutating func answerStep() -> Bool {
    let range = ByteRange(lineStart, lineStart + 4)
    report(
      .unknownWord, range, "What customers do on a channel is a `touchpoint`, not a `step`",
      help: "`step` names the step of the journey's framework that a stage is.",
      fix: fix("Write `touchpoint`", range, "touchpoint", isSafe: false))
    // The lines below it are a touchpoint's, and share its message.
    misplaced = (open[open.count - 1].node, findings.count - 1, ItemKinds.touchpoint.rawValue)
    return true
  }

  // MARK: Arrows

  /// What stands behind an arrow's target other than its clauses.
  private mutating func answerArrow() -> Bool {
    if at(.if) || at(.where) {
      report(
        .habitOperator, range, "Journey writes `when` for a condition on an arrow",
        fix: fix("Write `when`", range, "when", isSafe: false))
      return true
    }
    if answerShareOfCustomers() || answerShareInNumbers() || answerShareInWords() { return true }
    if at(.only) || at(.of) {
      report(
        .unexpectedText, range, "Who takes an arrow is said behind `when`",
        help: "For example: `when persona is Explorer`.")
      return true
    }
    if token.kind == .number, let last = nodes.last, last.kind == .clause, last.detail == detail(.again) {
      report(
        .incompletePhrase, range, "`at most` stands before the number",
        help: "Write `again at most \(spelling(token)) times`.",
        fix: fix("Insert `at most`", ByteRange(token.start, token.start), "at most ", isSafe: false))
      return true
    }
    if spelling(token).lowercased() == "rest", let word = nodes.last {
      report(
        .unexpectedText, ByteRange(Int(word.start), token.end), "An arrow without a share takes the rest",
        help: "Remove `for the rest`.")
      return true
    }
    if let (share, length) = shareWithoutFor() {
      let place = ByteRange(token.start, token.start + length)
      report(
        .incompletePhrase, place, "Before the share of an arrow stands `for`", help: "Write `for \(share)`.",
        fix: fix("Write `for \(share)`", ByteRange(previousEnd, place.upper), " for \(share)", isSafe: false))
      return true
    }
    guard token.kind == .comma || at(.and) || at(.or) || token.kind == .slash else { return false }
    let next = lexer.ahead()
    // `leads to A for 85%, leads to B` has the words of the second line already.
    let words = next.keyword == .leads ? "" : "leads to "
    report(
      .unexpectedText, range, "One `leads to` has one target",
      help: "Write another `leads to` line for the next target.",
      fix: next.kind == .word || next.kind == .text
        ? fix(
          "Write a second line", ByteRange(previousEnd, next.start),
          "\n" + indentation(ofLineAt: lineStart) + words, isSafe: false) : nil)
    return true
  }

  /// A share behind signs and words that are not `for`: `: 80%`, `(80 percent)`, `with a chance of 80%`.
  private func shareWithoutFor() -> (share: String, length: Int)? {
    guard let line = lineRange(token.start) else { return nil }
    let text = Array(source.text(ByteRange(token.start, line.upper)))
    var index = 0
    var word = ""
    while index < text.count, !text[index].isNumber {
      if text[index].isLetter {
        word.append(text[index])
      } else {
        guard " \t:(-–—=,@/|~≈→>[.".contains(text[index]) else { return nil }
        if !word.isEmpty, !Parser.fillers.contains(word.lowercased()) { return nil }
        word = ""
      }
      index += 1
    }
    guard word.isEmpty || Parser.fillers.contains(word.lowercased()) else { return nil }
    var digits = ""
    while index < text.count, text[index].isNumber || ".,".contains(text[index]) {
      digits.append(text[index])
      index += 1
    }
    let end = index
    while index < text.count, " \u{A0}\t".contains(text[index]) { index += 1 }
    if index < text.count, text[index] == "%" {
      index += 1
    } else if let percent = ["percent", "per cent", "pct"].first(where: { String(text[index...]).hasPrefix($0) }) {
      index += percent.count
    } else {
      index = end
      // A bare number is a share only where nothing says what else it counts.
      guard text[end...].allSatisfy({ " \t)]".contains($0) }) else { return nil }
    }
    if index < text.count, ")]".contains(text[index]) { index += 1 }
    guard !digits.isEmpty else { return nil }
    return (digits.replacing(",", by: ".") + "%", String(text[..<index]).utf8.count)
  }

  private static let fillers: Set<String> = [
    "with", "at", "by", "in", "about", "around", "ca", "approx", "probability", "chance", "of", "a", "likelihood",
    "share",
    "for", "mit", "zu", "à", "rate", "percent",
  ]
}

extension String {
  fileprivate func replacing(_ old: Character, by new: Character) -> String { String(map { $0 == old ? new : $0 }) }
}
