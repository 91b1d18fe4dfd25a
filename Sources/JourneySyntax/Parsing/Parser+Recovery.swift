/// Lines that say nothing the language knows: what they probably meant, and habits from elsewhere.
extension Parser {
  // MARK: Unknown words

  /// A line that begins with a word that begins no line here.
  mutating func parseUnknownLine() {
    if answerHabit() { return }
    let top = open[open.count - 1]
    let typed = words(upTo: 3)
    if let (phrase, count) = nearPhrase(typed, for: top) {
      if showsError() {
        let range = ByteRange(token.start, typed[count - 1].end)
        report(
          .unknownWord, range, "`\(Display.plain(source.text(range)))` begins no line here",
          help: "Did you mean `\(phrase)`?", fix: fix("Write `\(phrase)`", range, phrase, isSafe: false))
      }
      return recover(phrase, skipping: count)
    }
    if open.last(where: { !$0.isBlock })?.item == .touchpoint, lineHasOwnKind() { return parseCustomAttribute() }
    if showsError() {
      report(
        .unknownWord, range, "`\(spelling(token))` begins no line here", label: "not a word of the language",
        help: "Here may stand: \(examples(for: top)).")
    }
    skipped()
  }

  private func lineHasOwnKind() -> Bool {
    guard let item = open.last(where: { $0.kind == .item && $0.item == .touchpoint }) else { return false }
    return nodes[(item.node + 1)...].prefix(12).contains { $0.kind == .clause && $0.detail == detail(.as) }
  }

  /// The first words of the line, as they stand.
  private mutating func words(upTo limit: Int) -> [Token] {
    let (position, documentation, first) = (lexer.position, lexer.documentation, token)
    defer { (lexer.position, lexer.documentation, token) = (position, documentation, first) }
    var words = [token]
    while words.count < limit {
      lexer.next()
      guard token.kind == .word else { break }
      words.append(token)
    }
    return words
  }

  /// The phrase that a line may begin with here and that is nearest to its first words.
  private mutating func nearPhrase(_ typed: [Token], for top: Open) -> (phrase: String, words: Int)? {
    let phrases = phrases(for: top)
    var written: [String] = []
    // Nothing of the language is as long.
    for word in typed where word.end - typed[0].start <= 400 {
      written.append(source.text(ByteRange(typed[0].start, word.end)))
    }
    for count in stride(from: written.count, to: 0, by: -1) {
      let candidates = phrases.lazy.filter { $0.words == count }.map(\.candidate)
      if let near = Suggestion.near(written[count - 1], among: candidates, limit: 1).first { return (near, count) }
    }
    // Words written together or apart: `opt out`, `leadsto`, `needs_consent`.
    let lowered = written.map { $0.lowercased() }
    let letters = lowered.map { $0.filter(\.isLetter) }
    for phrase in phrases {
      for index in letters.indices where letters[index] == phrase.letters && lowered[index] != phrase.candidate.word {
        return (phrase.candidate.word, index + 1)
      }
    }
    return nil
  }

  /// A phrase that a line may begin with, as misspelt ones are compared with it.
  struct Phrase {
    let candidate: Suggestion.Candidate
    let words: Int
    let letters: String

    init(_ phrase: String) {
      candidate = Suggestion.Candidate(phrase)
      words = phrase.split(separator: " ").count
      letters = phrase.filter(\.isLetter)
    }
  }

  /// What a phrase depends on in the place where the line stands.
  struct PhrasePlace: Hashable {
    let kinds: UInt8
    let isRule: Bool
    let isBlock: Bool
  }

  private mutating func phrases(for top: Open) -> [Phrase] {
    let place = PhrasePlace(
      kinds: top.kinds.rawValue, isRule: top.kind == .rule, isBlock: open.contains(where: \.isBlock))
    if let known = phrases[place] { return known }
    var words = AttributeRule.all.filter { top.takes($0.kinds) }.map(\.attribute.rawValue)
    words += ItemKind.allCases.map(\.word)
    words += [
      "rule", "test", "scenario", "template", "project", "import", "parameter", "expect", "allow", "for each",
      "otherwise",
    ]
    if place.isRule { words += ["severity", "because", "every", "suggest", "example"] }
    if place.isBlock { words += ["else", "end"] }
    let made = words.map { Phrase($0) }
    phrases[place] = made
    return made
  }

  private func examples(for top: Open) -> String {
    let words: [String]
    switch open.last(where: { !$0.isBlock })?.item {
    case .journey: words = ["owner", "goal", "persona", "channel", "stage"]
    case .stage: words = ["phase", "goal", "important", "touchpoint", "stage"]
    case .touchpoint: words = ["purpose", "says", "wait", "leads to", "touchpoint"]
    case let kind?:
      words = AttributeRule.all.filter { $0.kinds == ItemKinds(kind) }.prefix(4).map(\.attribute.rawValue) + [kind.word]
    case nil:
      words = hasJourney ? ["stage", "touchpoint", "journey", "rule"] : ["journey", "import", "channel", "persona"]
    }
    return words.map { "`\($0)`" }.joined(separator: ", ")
  }

  /// Goes on as if the phrase had been written, so that one slip has one message.
  private mutating func recover(_ phrase: String, skipping count: Int) {
    let firstWord = phrase.split(separator: " ")[0]
    guard let keyword = Keyword(rawValue: String(firstWord)) else { return skipped() }
    for _ in 1..<count { advance() }
    if let kind = ItemKind(keyword) { return parseItem(kind) }
    for index in table.rows(startingWith: Symbol(keyword)) where table[index].words == phrase {
      return parseAttribute(index, atLastWord: true)
    }
    switch keyword {
    case .end: parseEnd()
    case .else: parseElse()
    default: skipped()
    }
  }

  // MARK: Habits from elsewhere

  /// A line that begins with a sign, a number or a text.
  mutating func parseForeignLine() {
    if answerHabit() { return }
    if token.kind == .unclosedText { reportUnclosedText() }
    if token.kind == .stray || !showsError() { return skipped() }
    let title: String
    switch token.kind {
    case .text, .block, .unclosedText: title = "A line begins with a word that says what the text is"
    default: title = "`\(spelling(token))` begins no line"
    }
    report(.unknownWord, range, title, help: "Here may stand: \(examples(for: open[open.count - 1])).")
    skipped()
  }

  /// Whether a keyword stands here as a word of another language: Mermaid's `journey`, Gherkin's `Scenario:`.
  mutating func isHabit(_ keyword: Keyword) -> Bool {
    guard lexer.bytes[token.end] == 0x3A else {
      return keyword == .journey && lexer.ahead().kind == .newline && looksLikeMermaid()
    }
    switch keyword {
    case .scenario, .rule, .given, .example, .title: return true
    default: return false
    }
  }

  private func looksLikeMermaid() -> Bool {
    var end = token.end
    while end < source.count, end < token.end + 200 { end += 1 }
    let rest = source.text(ByteRange(token.end, end))
    return rest.contains("section ") || rest.contains("title ")
  }

  /// Reports a colon after a keyword and passes over it: `purpose: advise`.
  mutating func skipColon(after row: AttributeTable.Row) {
    guard token.end - token.start == 1 else { return }
    let sign = spelling(token)
    guard sign == ":" || sign == "=" else { return }
    report(
      .habitColon, range, "No `\(sign)` stands between `\(row.words)` and its value",
      fix: fix("Remove the `\(sign)`", range, lexer.bytes[token.end] == 0x20 ? "" : " "))
    advance()
  }

  /// Recognises a line written in the way of another language and answers with Journey's; once a file for each habit.
  ///
  /// A habit is one of whole lines: what stands behind a semicolon is not looked at again.
  private mutating func answerHabit() -> Bool {
    guard startsLine(), let habit = Habit.of(line: lineText(), inFile: source, hasJourney: hasJourney) else {
      return false
    }
    let line = ByteRange(token.start, lineEndTrimmed())
    let edit = habit.replacement.map { self.edit(line, $0) }
    if let index = habits[habit.code], findings.indices.contains(index) {
      // The habit has its message; this line joins it.
      if let edit { findings[index].fix?.edits.append(edit) }
      lineIsBroken = true
    } else {
      habits[habit.code] = findings.count
      report(
        habit.code, line, habit.title, help: habit.help,
        fix: edit.map { Fix(habit.fixTitle, [$0], isSafe: false) })
    }
    skipped()
    return true
  }

  /// Whether a line of the file ends between the last token and this one, rather than a semicolon.
  private func startsLine() -> Bool {
    previousEnd == 0 || (previousEnd..<max(previousEnd, token.start)).contains { endsLine($0) }
  }

  private func lineEndTrimmed() -> Int {
    var end = token.start
    while end < source.count, !endsLine(end) { end += 1 }
    while end > token.end, [0x20, 0x09, 0x0D].contains(Int(lexer.bytes[end - 1])) { end -= 1 }
    return max(end, token.end)
  }

  private func lineText() -> String { source.text(ByteRange(token.start, min(lineEndTrimmed(), token.start + 400))) }

  // MARK: The end of a line

  /// Says what stands on the line beyond what it takes.
  mutating func reportUnexpected() {
    guard !lineIsBroken else { return }
    let word = spelling(token)
    switch token.kind {
    case .foreign where word == "{":
      let known = habits[.habitBraces] != nil
      habits[.habitBraces] = findings.count
      // Each line would show the same habit: one message a file.
      guard !known else {
        lineIsBroken = true
        return
      }
      report(
        .habitBraces, range, "Journey needs no braces",
        help: "What belongs to an item stands on the lines below it; the next item word ends it.",
        fix: fix("Remove the brace", range, ""))
    case .foreign where word == ":":
      report(.habitColon, range, "No `:` stands at the end of a line", fix: fix("Remove the colon", range, ""))
    case .foreign where word.hasPrefix("//"), .foreign where word.hasPrefix("/*"):
      report(.habitComment, range, "A comment begins with `#`", fix: fix("Write `#`", range, "#"))
    case .foreign where word.contains(">") || word.contains("→"):
      report(
        .habitArrow, range, "Journey writes an arrow as a line", help: "Write `leads to NAME` below the touchpoint.")
    case .foreign where word == "'" || word == "`":
      report(.habitQuotes, range, "Text stands between double quotes", help: "Write `\"…\"`.")
    case .foreign where word == "[" || word == "]":
      report(.habitBraces, range, "A list needs no brackets", help: "Separate its parts by commas: `email, sms`.")
    case .foreign, .stray: report(.unexpectedText, range, "`\(word)` means nothing here", help: "Remove it.")
    case .word where standsForOn(word):
      report(
        .unknownWord, range, "A touchpoint is `on` its channel", fix: fix("Write `on`", range, "on", isSafe: false))
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

  /// Whether a word stands behind a touchpoint's name where people write `on`.
  private func standsForOn(_ word: String) -> Bool {
    guard let top = open.last, top.item == .touchpoint, Int(nodes[top.node].start) == lineStart else { return false }
    return ["at", "in", "via", "by", "over", "through", "with", "using"].contains(word.lowercased())
  }

  /// Reports what the lexer saw inside tokens.
  mutating func reportTokens() {
    for trouble in lexer.troubles {
      lineIsBroken = false
      let range = trouble.range
      switch trouble.kind {
      case .invalidBytes:
        report(
          .invalidBytes, range, "These bytes are not UTF-8 text",
          help: "Save the file as UTF-8, or remove them.")
      case .hiddenCharacter:
        report(
          .hiddenCharacter, range, "An invisible character stands here: \(hidden(range))", help: "Remove it.",
          fix: fix("Remove it", range, ""))
      case .hiddenCharacterInText:
        report(
          .hiddenCharacter, range, "An invisible character stands in this text: \(hidden(range))",
          help: "Remove it, unless the script's language needs it.", fix: fix("Remove it", range, "", isSafe: false),
          severity: .warning)
      case .numberFormat(let plain):
        report(
          .numberFormat, range,
          plain.isEmpty
            ? "Numbers are not written with an exponent" : "This number is not written with a decimal point",
          help: plain.isEmpty
            ? "Write it out, or with `k` or `M`." : "A comma groups thousands; for a decimal write `\(plain)`.",
          fix: plain.isEmpty ? nil : fix("Write `\(plain)`", range, plain, isSafe: false))
      }
    }
    guard let first = lexer.typographic.first else { return }
    findings.append(
      Finding(
        Code.plainCharacters.rawValue, .info, "Typographic characters are read as their plain forms",
        at: Place(source.name, first.range),
        label: lexer.typographic.count > 1 ? "the first of \(lexer.typographic.count)" : "",
        help: "`journey fmt` writes the plain forms.",
        fix: Fix("Write plain characters", lexer.typographic.map { edit($0.range, $0.plain) }, isSafe: true)))
  }

  private func hidden(_ range: ByteRange) -> String {
    guard let (scalar, _) = lexer.scalar(at: range.lower) else { return "unknown" }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
