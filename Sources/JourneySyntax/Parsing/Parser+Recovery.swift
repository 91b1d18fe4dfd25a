/// Lines that say nothing the language knows: what they probably meant, and habits from elsewhere.
extension Parser {
  // MARK: Unknown words

  /// A line that begins with a word that begins no line here.
  mutating func parseUnknownLine() {
    // The second line of a text that was not closed on its own.
    if findings.last?.code == Code.unclosedText.rawValue, lineText().filter({ $0 == "\"" }).count == 1 {
      lineIsBroken = true
      return skipped()
    }
    if takeMarker() || answerHabit() { return }
    if answerChannelsOfPersona() || answerPlural() || answerWhoStarts() { return }
    if isMemberOfList() { return parseMemberOfList() }
    let top = open[open.count - 1]
    let typed = words(upTo: 3)
    let isOfOwnKind = open.last { !$0.isBlock }?.item == .touchpoint && lineHasOwnKind()
    // What a kind adds is no slip, however near it is to something else.
    if isOfOwnKind, hasImports || ownNames.contains(token.symbol.rawValue) { return parseCustomAttribute() }
    let isRemark = isRemark(typed.map { source.text(ByteRange($0.start, $0.end)) })
    if !isRemark, let (phrase, count) = nearPhrase(typed, for: top) {
      if showsError() {
        let range = ByteRange(token.start, typed[count - 1].end)
        report(
          .unknownWord, range, "`\(Display.plain(source.text(range)))` begins no line here",
          help: "Did you mean `\(phrase)`?", fix: fix("Write `\(phrase)`", range, phrase, isSafe: false))
      }
      return recover(phrase, skipping: count)
    }
    if isOfOwnKind { return parseCustomAttribute() }
    if answerItemWithoutWord() { return }
    if showsError(), !answerWordOutOfPlace() {
      let isProse = isRemark || ![.newline, .end].contains(lexer.ahead().kind)
      report(
        .unknownWord, range, "`\(spelling(token))` begins no line here",
        label: keyword(token) == nil ? "not a word of the language" : "",
        help: isProse && lineText().contains(" on ") && top.item != .journey && top.item != nil
          ? "For a touchpoint, write `touchpoint` before it."
          : isProse
            ? "If it is a remark, write \(asNote()). Here may stand: \(examples(for: top))."
            : "Here may stand: \(examples(for: top)).")
    }
    skipped()
  }

  /// A word of the language that stands on another line than its own.
  private mutating func answerWordOutOfPlace() -> Bool {
    let word = spelling(token).lowercased()
    let help: String
    let title: String
    if open[open.count - 1].kind == .project, lexer.ahead().keyword == .of {
      report(
        .unknownWord, range, "`\(word)` begins no line here", help: "A figure is set with `set \(word) of … to …`.")
      return true
    }
    switch keyword(token) {
    case .otherwise:
      (title, help) = ("`otherwise` follows an `expect`", "Write `expect CONDITION` on the line above it.")
    case .when, .again:
      (title, help) = ("`\(word)` stands on the line of its arrow", "Write `leads to NAME \(word) …`.")
    case .on:
      (title, help) = ("`on` stands on the touchpoint's first line", "Write `touchpoint NAME on CHANNEL`.")
    case .mild, .severe, .answered:
      (title, help) = ("`\(word)` stands on the line of its pain", "Write `pain \"…\", \(word)`.")
    case .profile, .exclude:
      (title, help) = ("`\(word)` stands in a project", "Begin one with `project` above it, in project.journey.")
    case .severity, .because, .suggest, .example, .every:
      (title, help) = ("`\(word)` stands in a rule", "Begin one with `rule NAME \"Title\"` above it.")
    case .given, .with: (title, help) = ("`\(word)` stands in a test", "Begin one with `test \"NAME\"` above it.")
    default: return false
    }
    report(.outsideItsPlace, range, title, help: help)
    return true
  }

  private func lineHasOwnKind() -> Bool {
    open.last { ($0.kind == .item || $0.kind == .change) && $0.item == .touchpoint }?.hasOwnKind ?? false
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
    let words = typed.map { source.text(ByteRange($0.start, $0.end)) }
    if let known = Synonym.of(words), phrases.contains(where: { $0.candidate.word == known.phrase }) { return known }
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
    let section: NodeKind
    let isBlock: Bool
  }

  private mutating func phrases(for top: Open) -> [Phrase] {
    let place = PhrasePlace(
      kinds: top.kinds.rawValue, section: top.kind, isBlock: open.contains(where: \.isBlock))
    if let known = phrases[place] { return known }
    var words = AttributeRule.all.filter { top.takes($0.kinds) }.map(\.attribute.rawValue)
    words += ItemKind.allCases.map(\.word)
    words += [
      "rule", "test", "scenario", "template", "project", "import", "parameter", "expect", "allow", "for each",
      "otherwise",
    ]
    if top.kind == .rule { words += ["severity", "because", "every", "suggest", "example"] }
    if top.kind == .project { words += ["profile", "severity", "set", "exclude"] }
    if place.isBlock { words += ["else", "end"] }
    let made = words.map { Phrase($0) }
    phrases[place] = made
    return made
  }

  func examples(for top: Open) -> String {
    let words: [String]
    switch open.last(where: { !$0.isBlock })?.item {
    case .journey: words = ["owner", "goal", "persona", "channel", "stage"]
    case .stage: words = ["phase", "goal", "important", "touchpoint", "stage"]
    case .touchpoint: words = ["purpose", "says", "wait", "leads to", "touchpoint"]
    case let kind?:
      words = AttributeRule.all.filter { $0.kinds == ItemKinds(kind) }.prefix(4).map(\.attribute.rawValue) + [kind.word]
    case nil where top.kind == .project: words = ["profile", "severity of", "set", "exclude"]
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
    case .for: parseForEach(atEach: true)
    case .rule, .test, .scenario, .template, .project: parseSection(keyword)
    case .import: parseImport()
    case .parameter: parseBinding(.parameterLine)
    case .expect: parseExpect()
    case .allow: parseAllow()
    default: if !parseSectionLine(keyword) { skipped() }
    }
  }

  /// Says how a script begins, where there is none yet.
  mutating func reportEmpty() {
    report(
      .missingValue, ByteRange(0, 0), "The script says nothing yet",
      help: "Begin with `journey \"Buying a phone\"`; below it stand `stage Purchase` and `touchpoint Checkout`.",
      severity: .info)
  }

  // MARK: Tokens

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
