import Journey

/// What the checker says, and why.
extension Session {
  /// The findings, numbered, each on a line.
  mutating func tellCheck() -> Answer {
    numbered = check.findings.inReadingOrder(files: [source.name] + check.sources.map(\.name))
    guard !numbered.isEmpty else { return Answer("Nothing to mend.") }
    let lines = Dictionary(check.sources.map { ($0.name, LineIndex($0)) }, uniquingKeysWith: { first, _ in first })
    let width = "\(numbered.count)".count
    var rows: [String] = []
    for (number, finding) in numbered.enumerated().prefix(settings.rows) {
      let digits = "\(number + 1)"
      let line = lines[finding.place.file].map { "line \($0.line(of: finding.place.range.lower))" } ?? ""
      let word = finding.severity == .info ? "note" : finding.severity.rawValue
      let file = finding.place.file == source.name ? "" : "\(Display.plain(finding.place.file)) "
      let head =
        String(repeating: " ", count: width - digits.count) + "\(digits)  \(word) \(finding.code), \(file)\(line)"
      rows.append(head)
      rows += TextTable.wrapped(
        Display.plain(finding.title, limit: 400), width: settings.columns,
        indent: String(repeating: " ", count: width + 2))
    }
    let hidden = numbered.count - settings.rows
    if hidden > 0 { rows.append("… and \(hidden) more (`:set rows \(settings.rows * 5)` shows more)") }
    rows.append("\(FindingCounts(numbered).list). `:why 1` shows the first in full.")
    return Answer(rows.joined(separator: "\n"))
  }

  /// A finding as `journey check` shows it: where, why, and how to mend it.
  mutating func why(_ argument: String) -> Answer {
    if numbered.isEmpty { numbered = check.findings.inReadingOrder(files: [source.name] + check.sources.map(\.name)) }
    let word = Words(argument).all.first ?? ""
    guard !numbered.isEmpty else { return Answer("Nothing to mend.") }
    let found: [Finding]
    if let number = Int(word) {
      guard numbered.indices.contains(number - 1) else {
        return .problem("There are \(Summary.counted(numbered.count, "finding")): `:check` numbers them.")
      }
      found = [numbered[number - 1]]
    } else if word.isEmpty {
      guard numbered.count == 1 else { return .problem("Say which one: :why 1. `:check` numbers the findings.") }
      found = numbered
    } else {
      found = numbered.filter { $0.code == word }
      guard !found.isEmpty else {
        let near = Suggestion.near(word, among: Set(numbered.map(\.code))).map { "`\($0)`" }
        return .problem(
          "No finding is called \(Display.plain(word)). "
            + (near.isEmpty ? "`:check` shows them." : "Did you mean \(Suggestion.list(near))?"))
      }
    }
    let text = report(Array(found.prefix(5)), of: check)
    let more = found.count > 5 ? "\n… and \(found.count - 5) more of them" : ""
    return Answer(text + more)
  }

  /// The rules that there are: the built-in ones, those of the program, then those of the script.
  var rules: [Rule] { Rule.all + host.vocabulary.rules + Rule.declared(in: model) }

  /// A rule or a message in words, with examples.
  func explain(_ argument: String) -> Answer {
    let word = Words(argument).all.joined(separator: "-").lowercased()
    if let rule = rules.first(where: { $0.name == word }) { return Answer(String(ExplanationText.of(rule).dropLast())) }
    if let code = Code(rawValue: word) { return Answer(String(ExplanationText.of(code).dropLast())) }
    let names = rules.map(\.name) + Code.allCases.map(\.rawValue)
    guard !word.isEmpty else {
      let table = TextTable(
        [TextTable.Column(title: "rule"), TextTable.Column(title: "what it flags")],
        rules.map { [$0.name, $0.title.isEmpty ? $0.summary : $0.title] })
      return Answer(
        (table.lines(width: settings.columns) + [
          "`:explain` knows the \(Code.allCases.count) messages of the language, too."
        ])
        .joined(separator: "\n"))
    }
    let near = Suggestion.near(word, among: names).map { "`\($0)`" }
    return .problem(
      "There is no rule or message \(Display.plain(word)). "
        + (near.isEmpty ? "`:explain` lists the rules." : "Did you mean \(Suggestion.list(near))?"))
  }

  /// The sum behind a strength.
  func strength(_ argument: String) -> Answer {
    switch item(in: argument, StrengthText.kinds) {
    case .failure(let problem): return .problem(problem.text)
    case .success(let id): return Answer(String(StrengthText(of: id, in: model).text.dropLast()))
    }
  }

  /// The journey as a picture in text.
  func map() -> Answer {
    let contents = itemStoodIn.map { model.contents(around: $0) } ?? model.journeys.first
    guard let contents, !contents.stages.isEmpty else {
      return Answer("There are no stages to draw. `stage NAME` begins one.")
    }
    return Answer(JourneyMap(model: model, contents: contents).lines(width: settings.columns).joined(separator: "\n"))
  }

  /// The layers of the journey where one stands, stage by stage.
  func layers() -> Answer {
    let contents = itemStoodIn.map { model.contents(around: $0) } ?? model.journeys.first
    guard let matrix = (contents.flatMap { LayerMatrix(of: $0, in: model) }) else {
      return Answer("There is no journey yet. `journey NAME` begins one.")
    }
    let table = LayerTable(matrix, palette: settings.palette, width: settings.columns, advice: "`:check`")
    return Answer(table.lines.joined(separator: "\n"))
  }

  /// The ways from one place to another.
  func paths(_ argument: String) -> Answer {
    let words = Words(argument).all
    guard words.count == 2 else {
      return .problem("`:paths` takes two names: :paths \"Sponsored post\" Checkout")
    }
    var ends: [ItemID] = []
    for (word, kinds) in zip(words, [[ItemKind.touchpoint, .stage], [.touchpoint, .outcome, .stage]]) {
      switch find(word, kinds) {
      case .failure(let problem): return .problem(problem.text)
      case .success(let id): ends.append(id)
      }
    }
    return Answer(Ways(model: model, from: ends[0], to: ends[1]).lines(width: settings.columns).joined(separator: "\n"))
  }
}
