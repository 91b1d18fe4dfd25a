/// Habits from elsewhere: lines as another language writes them, answered once a file with Journey's own way.
extension Parser {
  /// A line that begins with a sign, a number or a text.
  mutating func parseForeignLine() {
    if answerBold() || takeMarker() || answerHabit() { return }
    if token.kind == .unclosedText { reportUnclosedText() }
    if token.kind == .text, isMemberOfList() { return parseMemberOfList() }
    if token.kind == .stray || !showsError() { return skipped() }
    let title: String
    switch token.kind {
    case .text, .block, .unclosedText:
      if lexer.ahead().kind == .foreign, lexer.bytes[lexer.ahead().start] == 0x3A { return answerJSON() }
      title = "A line begins with a word that says what the text is"
    case .foreign where ["{", "}", "[", "]"].contains(spelling(token)):
      reportHabit(
        .habitBraces, "Journey needs no braces",
        help: "What belongs to an item stands on the lines below it; the next item word ends it.", nil)
      return skipped()
    case .foreign where spelling(token).hasPrefix("|"):
      reportHabit(
        .habitDash, "A journey is no table",
        help: "Write a line for each thing: `stage NAME`, `touchpoint NAME on CHANNEL`.",
        nil)
      return skipped()
    default: title = "`\(spelling(token))` begins no line"
    }
    report(.unknownWord, range, title, help: "Here may stand: \(examples(for: open[open.count - 1])).")
    skipped()
  }

  private mutating func answerJSON() {
    reportHabit(
      .habitColon, "Journey is not written in JSON",
      help: "Begin with `journey NAME`, and write a line for each thing.",
      nil)
    skipped()
  }

  /// Passes over the bullet or number of a list, and reads the line behind it; says no where none stands.
  mutating func takeMarker() -> Bool {
    guard startsLine() else { return false }
    let width = Habit.marker(lineText())
    guard width > 0 else { return false }
    let marker = ByteRange(token.start, token.start + width)
    let isNumbered = Lexer.isWordByte(lexer.bytes[marker.lower])
    var sign = marker.upper
    while sign > marker.lower + 1, lexer.bytes[sign - 1] == 0x20 || lexer.bytes[sign - 1] == 0x09 { sign -= 1 }
    lexer.position = marker.upper
    lexer.next()
    lineStart = token.start
    if isMemberOfList() {
      parseMemberOfList()
      return true
    }
    reportHabit(
      .habitDash, at: ByteRange(marker.lower, sign),
      "A line begins with its word, not with a \(isNumbered ? "number" : "dash")",
      help: "Remove it, and let the line begin with `touchpoint`, `note` or another word of the language.",
      fix("Remove it", marker, "", isSafe: false))
    if token.kind == .word {
      lineIsBroken = false
      if !parseStatement() {
        lineIsBroken = true
        parseUnknownLine()
      }
    } else if token.kind == .text, isMemberOfList() {
      parseMemberOfList()
    } else {
      skipped()
    }
    return true
  }

  /// Reports a habit once a file; what shows it again joins the one fix.
  mutating func reportHabit(
    _ code: Code, at place: ByteRange? = nil, _ title: String, help: String, _ fix: Fix?
  ) {
    if let index = habits[code], findings.indices.contains(index) {
      if let fix {
        if findings[index].fix == nil { findings[index].fix = fix } else { findings[index].fix?.edits += fix.edits }
        if !fix.isSafe { findings[index].fix?.isSafe = false }
      }
      lineIsBroken = true
    } else if !lineIsBroken {
      habits[code] = findings.count
      report(code, place ?? range, title, help: help, fix: fix)
    }
  }

  // MARK: Lists

  /// `channels`, or `channels:`, above lines that each name one: says how it is written, and remembers what they are.
  mutating func answerPlural() -> Bool {
    let word = spelling(token).lowercased()
    guard let kind = ItemKind.allCases.first(where: { $0.plural == word || $0.plural + "es" == word }) else {
      return false
    }
    let rest = lineText().dropFirst(word.count).drop { " :\t".contains($0) }
    guard rest.isEmpty || lexer.bytes[token.end] == 0x3A || rest.contains(",") else { return false }
    // Where each stage has its `touchpoints`, the first one speaks for all.
    if list?.said.contains(ItemKinds(kind)) ?? false { lineIsBroken = true }
    report(
      .unknownWord, range, "Each \(kind.word) has a line of its own",
      help: "Begin it with the word for one: `\(kind.word) NAME`.")
    list = (kind, column(of: lineStart), nil, (list?.said ?? []).union(ItemKinds(kind)))
    advance()
    if token.kind == .foreign { advance() }
    let item = ItemKind.allCases.contains { $0 == kind && $0 != .touchpoint && $0 != .stage }
    while item, token.kind == .word || token.kind == .text {
      closeItems(level: kind.level)
      _ = openItem(.item, kind, hasWord: false)
      parseName(after: "the comma")
      if token.kind == .comma { advance() }
    }
    skipLine()
    return true
  }

  private func column(of offset: Int) -> Int { offset - (lineRange(offset)?.lower ?? offset) }

  /// Whether the line names something of the list above it.
  mutating func isMemberOfList() -> Bool {
    guard let list, token.kind == .word || token.kind == .text else { return false }
    let column = column(of: token.start)
    guard list.members.map({ $0 == column }) ?? (column > list.column) else { return false }
    let next = lexer.ahead()
    guard
      next.kind == .newline || next.kind == .end || next.kind == .text || next.kind == .foreign
        || list.kind == .touchpoint && next.keyword == .on
    else { return false }
    self.list?.members = column
    return true
  }

  /// Reads a line that names something of the list above it, whose message holds for it too.
  mutating func parseMemberOfList() {
    guard let list else { return skipped() }
    lineIsBroken = true
    parseItem(list.kind, hasWord: false)
  }

  /// A list of dashes below an attribute: `captures` and, on the next lines, `- email`.
  mutating func answerListBelow(_ words: String) -> Bool {
    guard token.kind == .newline, let line = lineRange(max(previousEnd, 1) - 1) else { return false }
    var values: [String] = []
    var end = line.upper
    while values.count < 20 {
      var start = end
      while start < source.count, endsLine(start) || [0x20, 0x09, 0x0D].contains(lexer.bytes[start]) { start += 1 }
      guard start < source.count, let next = lineRange(start) else { break }
      let text = source.text(ByteRange(start, next.upper))
      let width = Habit.marker(text)
      guard width > 0, !lexer.bytes[start..<start + 1].contains(where: Lexer.isWordByte) else { break }
      let value = text.utf8.dropFirst(width)
      values.append(String(Substring(value)).trimmed)
      end = next.upper
    }
    guard let first = values.first, !first.isEmpty else { return false }
    let plain = "\(words) \(values.joined(separator: ", "))"
    let whole = ByteRange(lineStart, end)
    report(
      .habitDash, ByteRange(lineStart, previousEnd), "A list stands on one line, its parts separated by commas",
      help: "Write `\(Display.plain(plain))`.", fix: fix("Write it on one line", whole, plain, isSafe: false))
    while token.kind != .end, token.start < end {
      previousEnd = token.kind == .newline ? previousEnd : token.end
      lexer.next()
    }
    return true
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
    let place = range
    let gap = lexer.bytes[token.end] == 0x20 ? "" : " "
    advance()
    // Without a value the line begins a list, or lacks more than the sign is too much.
    if atLineEnd, row.form != .nothing { return }
    reportHabit(
      .habitColon, at: place, "No `\(sign)` stands between `\(row.words)` and its value",
      help: "A line is a short sentence: the word, a blank, what it says.", fix("Remove the `\(sign)`", place, gap))
    lineIsBroken = true
  }

  /// Recognises a line written in the way of another language and answers with Journey's; once a file for each habit.
  ///
  /// A habit is one of whole lines: what stands behind a semicolon is not looked at again.
  mutating func answerHabit(_ found: Habit? = nil) -> Bool {
    guard startsLine(), let habit = found ?? Habit.of(line: lineText(), hasJourney: hasJourney) else { return false }
    let line = ByteRange(token.start, lineEndTrimmed())
    let edit = habit.replacement.map { self.edit(line, $0) }
    if let index = habits[habit.code], findings.indices.contains(index) {
      // The habit has its message; this line joins it.
      if let edit, findings[index].fix != nil {
        findings[index].fix?.edits.append(edit)
        findings[index].fix?.isSafe = false
      }
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
  func startsLine() -> Bool {
    previousEnd == 0 || (previousEnd..<max(previousEnd, token.start)).contains { endsLine($0) }
  }

  private func lineEndTrimmed() -> Int {
    var end = token.start
    while end < source.count, !endsLine(end) { end += 1 }
    return max(trimmed(end), token.end)
  }

  /// An end without the blanks before it, as far as they stand behind this token.
  private func trimmed(_ end: Int) -> Int {
    var end = end
    while end > token.end, [0x20, 0x09, 0x0D].contains(Int(lexer.bytes[end - 1])) { end -= 1 }
    return end
  }

  /// The rest of the line, as far as its beginning tells what it is: on one line of megabytes, semicolons part thousands
  /// of statements, each of which may ask.
  func lineText() -> String {
    let limit = min(source.count, token.start + 400)
    guard let end = (token.start..<limit).first(where: { endsLine($0) }) else {
      return source.text(ByteRange(token.start, limit))
    }
    return source.text(ByteRange(token.start, max(trimmed(end), min(token.end, limit))))
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.last?.isWhitespace ?? false { text = text.dropLast() }
    return String(text.drop { $0.isWhitespace })
  }
}
