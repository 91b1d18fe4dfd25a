import Journey

/// Words explained, settings, time.
extension Session {
  /// What a word of the language means, or what is noted on an item.
  func document(_ argument: String) -> Answer {
    let typed = Words(argument).all.joined(separator: " ")
    guard !typed.isEmpty else { return .problem("Say a word of the language or an item: :doc wait") }
    if let id = model.items(called: typed).first, !isWord(typed) {
      guard let text = model.documentation(of: id) else {
        return Answer("Nothing is noted on \(model.path(of: id)). A line that begins with `##` above it is its note.")
      }
      return Answer("\(model.path(of: id))\n" + Display.lines(text))
    }
    let word = typed.lowercased()
    let rules = AttributeRule.all.filter { $0.attribute.rawValue == word || $0.expressionName == word }
    if !rules.isEmpty {
      let lines = rules.flatMap { Session.lines(of: $0) }.flatMap { TextTable.wrapped($0, width: settings.columns) }
      return Answer(lines.joined(separator: "\n"))
    }
    if let function = functions.first(where: { $0.name == word }) {
      let pending = function.isPending ? " A later version will answer it." : ""
      return Answer("\(function.name): \(function.summary)\(pending)\nFor example: \(function.example)")
    }
    if let statement = Statement.all.first(where: { $0.phrase == word }) {
      return Answer("\(statement.phrase): \(statement.summary)\nFor example: \(statement.example)")
    }
    let words = AttributeRule.all.map(\.attribute.rawValue) + functions.map(\.name)
    let names = model.items.indices.map { model.name(of: ItemID($0)) }
    let near = Suggestion.near(word, among: words + Statement.all.map(\.phrase) + names)
    return .problem(
      "Nothing is called \(Display.plain(typed)). "
        + (near.isEmpty
          ? "`:list` shows the items, `:help statements` the words."
          : "Did you mean \(Suggestion.list(near.map { "`\($0)`" }))?"))
  }

  /// The functions that expressions may call: those of the language, then those of the program.
  var functions: [FunctionSummary] { Vocabulary.functions + model.words.functionSummaries }

  /// The tree of a text as a question.
  func queryTree(_ text: String) -> Tree {
    Tree(query: Source(name: "query", text: text), dialect: model.words.dialect)
  }

  /// Whether a text is a word of the language, which an item of the same name does not hide.
  private func isWord(_ text: String) -> Bool {
    let word = text.lowercased()
    return AttributeRule.all.contains { $0.attribute.rawValue == word } || Statement.all.contains { $0.phrase == word }
      || functions.contains { $0.name == word }
  }

  private static func lines(of rule: AttributeRule) -> [String] {
    let kinds = Suggestion.list(rule.kinds.kinds.map(\.withArticle), "and")
    let owner = rule.kinds == .all ? "every item" : kinds
    var lines = ["\(rule.attribute.rawValue), of \(owner): \(rule.summary)"]
    let values = rule.shape.choices
    if !values.isEmpty { lines.append("It is \(Suggestion.list(values.map { "`\($0)`" })).") }
    lines.append("For example: \(rule.example)")
    if rule.isMany { lines.append("It may be said several times.") }
    if rule.expressionName != rule.attribute.rawValue { lines.append("In questions: \(rule.expressionName)") }
    return lines
  }

  /// The settings, or one of them changed.
  mutating func set(_ argument: String) -> Answer {
    let words = Words(argument).all.map { $0.lowercased() }
    guard let name = words.first else {
      let table = TextTable(
        ["setting", "is", "may be", "what it is"].map { TextTable.Column(title: $0) },
        Settings.entries.map { [$0.name, $0.get(settings), $0.values, $0.summary] })
      return Answer(table.lines(width: settings.columns).joined(separator: "\n"))
    }
    let found = Settings.entries.filter { $0.name.hasPrefix(name) }
    guard let entry = found.first, found.count == 1 else {
      return .problem(
        "There is no setting \(Display.plain(name)); there are \(Suggestion.list(Settings.entries.map { "`\($0.name)`" }, "and"))."
      )
    }
    guard words.count == 2 else {
      return words.count == 1
        ? Answer("\(entry.name) is \(entry.get(settings)); it may be \(entry.values).")
        : .problem("`:set` takes a name and a value: :set profile strict")
    }
    let old = check
    guard entry.set(&settings, words[1]) else { return .problem("\(entry.name) may be \(entry.values).") }
    let change = old.findings.count == check.findings.count ? "" : " \(verdict)"
    return Answer("\(entry.name) is \(entry.get(settings)).\(change)")
  }

  /// The answer to a line, with how long it took.
  mutating func time(_ argument: String) -> Answer {
    guard !argument.isEmpty else { return set("time \(settings.showsTime ? "off" : "on")") }
    let start = host.seconds()
    let wasShown = settings.showsTime
    settings.showsTime = false
    var answer = answer(to: argument)
    settings.showsTime = wasShown
    guard !answer.isProblem else { return answer }
    answer.text += (answer.text.isEmpty ? "" : "\n") + Session.took(host.seconds() - start)
    return answer
  }
}

extension Shape {
  /// The words that it may be; none where it is open.
  var choices: [String] {
    switch self {
    case .choice(let words), .choices(let words): words
    case .ownership: AttributeRule.owners
    default: []
    }
  }
}
