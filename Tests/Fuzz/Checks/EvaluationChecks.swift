import Journey

/// What must hold for scripts that are evaluated.
enum EvaluationChecks {
  static func script(_ bytes: [UInt8]) -> [String] {
    let source = Source(name: "fuzz", bytes: bytes)
    let engine = Engine(limits: FuzzTarget.limits)
    let check = engine.check(source)
    var problems = FindingChecks.places(of: check.findings, in: check.sources)
    let model = ModelJSON.text(of: check.model)
    if !WellFormedJSON.reads(model) { problems.append("the model is no JSON") }
    // Which of the two is asked of a script is settled by the script, so that it stays the same when it is asked again.
    if bytes.count % 2 == 0 {
      if FindingChecks.text(of: check) != FindingChecks.text(of: engine.check(source)) {
        problems.append("two runs give different results")
      }
    } else {
      problems += batches(source, check, model)
    }
    return problems
  }

  /// Conditions that are asked of all items at once have the answers of those that are asked one by one.
  private static func batches(_ source: Source, _ check: Check, _ model: String) -> [String] {
    var limits = FuzzTarget.limits
    limits.batch = .max
    let other = Engine(limits: limits).check(source)
    guard !FindingChecks.isCut(check.findings), !FindingChecks.isCut(other.findings) else { return [] }
    guard check.findings == other.findings, model == ModelJSON.text(of: other.model) else {
      return ["conditions in batches give another result"]
    }
    return []
  }

  // MARK: Files

  /// The input is cut at lines of equal signs; the first part is the script, and the others are `b`, `c` and so on.
  static func files(_ bytes: [UInt8]) -> [String] {
    let parts = FuzzTarget.parts(of: bytes)
    let loader = Loader { path, importer in
      guard let letter = path.unicodeScalars.last, path.utf8.count <= 3 else {
        return path.hasPrefix("..") ? .outside : .missing
      }
      let number = Int(letter.value) - 0x61
      guard parts.indices.contains(number) else { return importer == path ? .unreadable("it is odd") : .missing }
      return .source(Source(name: number == 0 ? "fuzz" : String(letter), bytes: parts[number]))
    }
    let engine = Engine(limits: FuzzTarget.limits, loader: loader)
    let source = Source(name: "fuzz", bytes: parts[0])
    let check = engine.check(source)
    var problems = FindingChecks.places(of: check.findings, in: check.sources)
    if !WellFormedJSON.reads(ModelJSON.text(of: check.model)) { problems.append("the model is no JSON") }
    if FindingChecks.text(of: check) != FindingChecks.text(of: engine.check(source)) {
      problems.append("two runs give different results")
    }
    return problems
  }

  // MARK: Variants

  static func variants(_ bytes: [UInt8]) -> [String] {
    let source = Source(name: "fuzz", bytes: bytes)
    let engine = Engine(limits: FuzzTarget.limits)
    let check = engine.check(source)
    var problems: [String] = []
    for scenario in check.model.scenarios.prefix(3) {
      let other = engine.check(source, .scenario(scenario.name))
      problems += FindingChecks.places(of: other.findings, in: other.sources)
      let comparison = Comparison(of: check, with: other, limits: FuzzTarget.limits)
      let (before, after) = (Comparison.Side(file: "fuzz"), Comparison.Side(file: "fuzz", scenario: scenario.name))
      if !WellFormedJSON.reads(ComparisonJSON.text(of: comparison, before, after)) {
        problems.append("the comparison is no JSON")
      }
      _ = ComparisonText(comparison, before, after, width: 80).text
      _ = ComparisonText.markdown(comparison, before, after)
      _ = ScriptChanges(from: check, to: other).concerned(other.findings)
    }
    // Of what is called alike, nobody knows which is meant.
    let names = Set(check.model.journeys.compactMap { $0.journey.map { check.model.path(of: $0).lowercased() } })
    let isClear = !check.hasErrors && names.count == check.model.journeys.count
    if isClear, !Comparison(of: check, with: check, limits: FuzzTarget.limits).isEmpty {
      problems.append("a script differs from itself")
    }
    let tests = TestReport(engine.test(source), files: 1)
    if !WellFormedJSON.reads(tests.json()) { problems.append("the report of tests is no JSON") }
    _ = tests.text() + tests.shortText() + tests.junit()
    return problems + flow(check.model)
  }

  private static func flow(_ model: Model) -> [String] {
    var problems: [String] = []
    for journey in model.journeys.prefix(3) {
      do throws(FlowProblem) {
        let analysis = try FlowAnalysis(model, journey, limits: FuzzTarget.limits)
        let report = try FlowReport(analysis)
        if !(-1e-6...1.000001).contains(report.success) { problems.append("a share of \(report.success) succeeds") }
        let simulation = try SimulationReport(analysis, customers: 20, seed: 7)
        if !WellFormedJSON.reads(FlowJSON.text(of: [(report, simulation)])) { problems.append("the flow is no JSON") }
        _ = SimulationText(simulation, width: 80)
        _ = FlowLists.csv([report])
      } catch {
        // A journey without figures says why, which is an answer.
      }
    }
    return problems
  }

  // MARK: Questions

  private static let asked = Engine(limits: FuzzTarget.limits).check(Source(name: "asked", text: AskedScript.text))

  static func queries(_ bytes: [UInt8]) -> [String] {
    let model = asked.model
    var problems: [String] = []
    for (number, query) in FuzzTarget.lines(of: bytes).prefix(4).enumerated() {
      let about = number % 2 == 0 ? nil : model.journeys.first?.touchpoints.first
      let (result, findings) = model.answer(to: query, about: about, limits: FuzzTarget.limits, rows: 50)
      problems += FindingChecks.places(of: findings, in: [Source(name: "query", text: query)])
      if !WellFormedJSON.reads(QueryJSON.text(of: result, to: query, about: about, in: model)) {
        problems.append("the answer is no JSON")
      }
      _ = QueryLists.csv(result, of: model) + QueryLists.markdown(result, of: model)
      let (again, said) = model.answer(to: query, about: about, limits: FuzzTarget.limits, rows: 50)
      if QueryLists.csv(again, of: model) != QueryLists.csv(result, of: model) || said != findings {
        problems.append("asked again, the answer is another")
      }
    }
    return problems
  }

  static func parameters(_ bytes: [UInt8]) -> [String] {
    let names = ["text", "number", "share", "span", "price", "day", "list", "none", "rest"]
    let values = Dictionary(zip(names, FuzzTarget.lines(of: bytes)), uniquingKeysWith: { first, _ in first })
    let engine = Engine(limits: FuzzTarget.limits, parameters: values)
    let check = engine.check(Source(name: "asked", text: AskedScript.parameters))
    return FindingChecks.places(of: check.findings, in: check.sources)
      + (WellFormedJSON.reads(ModelJSON.text(of: check.model)) ? [] : ["the model is no JSON"])
  }
}
