import ArgumentParser
import Journey

/// What a command looks at instead of the journeys as they stand: a scenario, or other values of parameters.
struct VariantOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: "NAME=VALUE: what a parameter of the scripts is, written as its default is. May be said several times.")
  var settings: [String] = []

  @Option(help: "The scenario to look at, instead of the journey that it changes.")
  var scenario: String?
}

/// The scenario and the parameters that a call asks for, and whether any script had them.
struct Variants {
  let parameters: [String: String]
  private let scenario: String?
  private var knownParameters: Set<String> = []
  private var knownScenarios: [String] = []
  private var isFound = false

  /// The journeys as they stand.
  init() { (parameters, scenario) = ([:], nil) }

  /// Reads what a call says.
  init(_ options: VariantOptions) throws { try self.init(settings: options.settings, scenario: options.scenario) }

  /// Reads what a call says; `--set` without a `=` is a wrong call.
  init(settings: [String], scenario: String? = nil) throws {
    var parameters: [String: String] = [:]
    for setting in settings {
      guard let sign = setting.firstIndex(of: "="), sign > setting.startIndex else {
        throw Failure.usage("--set takes NAME=VALUE, and here stands \(setting)")
      }
      parameters[String(setting[..<sign])] = String(setting[setting.index(after: sign)...])
    }
    self.parameters = parameters
    self.scenario = scenario
  }

  /// Whether the call asks for anything.
  var isPlain: Bool { parameters.isEmpty && scenario == nil }

  var selection: Model.Selection { scenario.map { .scenario($0) } ?? .own }

  /// Remembers what a script has; no where it lacks the scenario, and so is passed over.
  mutating func note(_ model: Model) -> Bool {
    knownParameters.formUnion(model.parameters.map { NameTable.fold($0.name) })
    guard let scenario else { return true }
    for known in model.scenarios.map(\.name) where !knownScenarios.contains(known) { knownScenarios.append(known) }
    let hasIt = model.scenarios.contains { NameTable.isSame($0.name, scenario) }
    isFound = isFound || hasIt
    return hasIt
  }

  /// The findings without those on parameters that another script may have: what none has is said in the end.
  func shown(_ findings: [Finding]) -> [Finding] {
    parameters.isEmpty ? findings : findings.filter { $0.code != Code.unknownParameter.rawValue }
  }

  /// Refuses a call that asks for what no script has.
  func finish() throws {
    if let scenario, !isFound {
      let near = Suggestion.near(scenario, among: knownScenarios)
      throw Failure.usage(
        "there is no scenario \(Display.plain(scenario, limit: 80))"
          + (!near.isEmpty
            ? "; did you mean \(Suggestion.list(near))?"
            : knownScenarios.isEmpty
              ? ", nor any other" : "; there is \(Suggestion.list(knownScenarios.prefix(8).map { $0 }))"))
    }
    for name in parameters.keys.sorted() where !knownParameters.contains(NameTable.fold(name)) {
      let near = Suggestion.near(name, among: Array(knownParameters))
      let some = knownParameters.sorted().prefix(8).map { $0 }
      throw Failure.usage(
        "no script has a parameter \(Display.plain(name, limit: 80))"
          + (!near.isEmpty
            ? "; did you mean \(Suggestion.list(near))?" : some.isEmpty ? "" : "; there is \(Suggestion.list(some))"))
    }
  }
}
