import Journey

/// Scenarios and tests of the script, at the prompt.
extension Session {
  /// `:scenario NAME` looks at a scenario from here on, `:scenario off` at the journey itself; alone, it lists them.
  mutating func lookAtScenario(_ argument: String) -> Answer {
    let name = Words(argument).all.joined(separator: " ")
    guard !name.isEmpty else { return Answer(scenarioList.joined(separator: "\n")) }
    if name.lowercased() == "off", find(scenario: name) == nil {
      guard let left = scenario else { return .problem("No scenario is looked at. `:scenario` lists them.") }
      scenario = nil
      adopt(engine.check(source), standing)
      return Answer("Left \(Model.reference(left)): this is the journey itself again.")
    }
    guard let found = find(scenario: name) else {
      let names = model.scenarios.map(\.name)
      let near = Suggestion.near(name, among: names).map { "`\(Model.reference($0))`" }
      return .problem(
        "There is no scenario \(Model.reference(name)). "
          + (!near.isEmpty
            ? "Did you mean \(Suggestion.list(near))?"
            : names.isEmpty
              ? "`scenario NAME of JOURNEY` begins one."
              : "There is \(Suggestion.list(names.map { Model.reference($0) }))."))
    }
    let before = engine.check(source)
    scenario = found
    adopt(examine(source), standing)
    let changes = Changes(from: before, to: check, declared: "", limit: 20).lines
    let counts = "It has \(Summary.counted(check.findings.count, "finding")), the journey \(before.findings.count)."
    return Answer(
      (["Looking at \(Model.reference(found)); `:scenario off` goes back."] + changes + [counts]).joined(
        separator: "\n"))
  }

  /// Tries the tests of the script, or those with a text in their names.
  func tryTests(_ argument: String) -> Answer {
    let wanted = Words(argument).all.joined(separator: " ").lowercased()
    let results = engine.test(source) { wanted.isEmpty || $0.lowercased().contains(wanted) }
    guard !results.isEmpty else {
      return .problem(
        wanted.isEmpty
          ? "There are no tests here. `test \"NAME\"` begins one, with `expect` lines below it."
          : "No test has \(Display.plain(wanted, limit: 80)) in its name.")
    }
    // One file needs no heading.
    let text = TestReport(results, files: 1).text(palette: settings.palette)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
    return Answer(lines.joined(separator: "\n").trimmingNewlines)
  }

  /// What is looked at is checked: the journeys, or the scenario, as long as there is one of that name.
  mutating func examine(_ source: Source) -> Check {
    guard let name = scenario else { return engine.check(source) }
    let check = engine.check(source, .scenario(name))
    if !check.model.journeys.isEmpty { return check }
    scenario = nil
    return engine.check(source)
  }

  private func find(scenario name: String) -> String? {
    model.scenarios.first { NameTable.fold($0.name) == NameTable.fold(name) }?.name
  }

  private var scenarioList: [String] {
    guard !model.scenarios.isEmpty else { return ["There are no scenarios. `scenario NAME of JOURNEY` begins one."] }
    return model.scenarios.map { one in
      let title = one.title.isEmpty ? "" : " \"\(Display.plain(one.title, limit: 80))\""
      return "\(one.name == scenario ? "▸ " : "  ")\(Model.reference(one.name))\(title)"
    }
  }
}

extension String {
  fileprivate var trimmingNewlines: String {
    var text = self[...]
    while text.last == "\n" { text.removeLast() }
    return String(text)
  }
}
