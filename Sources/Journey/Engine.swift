@_exported public import JourneyModel
@_exported public import JourneyRules
@_exported public import JourneySyntax

/// The engine that one embeds: text in, a checked journey out.
///
/// An engine is an immutable value; it reads no file, no clock and no environment, and may be used from many tasks at
/// once. Two runs over the same text give the same result.
public struct Engine: Sendable {
  /// What scripts may ask for.
  public let limits: Limits
  /// The rules that journeys are checked against.
  public let validator: Validator
  /// What the project of the scripts asks of their checks.
  public let settings: ProjectSettings
  /// The script's path from the project's folder, which settings for some scripts are compared with; where nothing is
  /// said, the script's name is.
  public let path: String?
  /// What parameters are, by name: each is read as the script writes its default.
  public let parameters: [String: String]
  /// How imports are found; without one nothing can be imported.
  public let loader: Loader?

  /// An engine that checks as a host and a project want it.
  public init(
    limits: Limits = Limits(), validator: Validator = Validator(), settings: ProjectSettings = ProjectSettings(),
    path: String? = nil, parameters: [String: String] = [:], loader: Loader? = nil
  ) {
    self.limits = limits
    self.validator = validator
    self.settings = settings
    self.path = path
    self.parameters = parameters
    self.loader = loader
  }

  /// The engine without a limit of findings: for work that goes on until there are none, and for figures.
  public var seeingAll: Engine {
    var limits = limits
    limits.findings = max(limits.findings, 1_000_000)
    return Engine(
      limits: limits, validator: validator, settings: settings, path: path, parameters: parameters, loader: loader)
  }

  /// Parses, evaluates and checks a script. It never throws: what is wrong is among the findings.
  ///
  /// Settings that stand in the script itself, in a `project` section, come behind those of the engine, and win.
  ///
  /// - Parameter selection: Which journeys are checked: those of the file, or one that a scenario makes. What-ifs that
  ///   are not asked for are read all the same, so that what is wrong with them is said.
  public func check(_ source: Source, _ selection: Model.Selection = .own) -> Check {
    let tree = Tree(source, limits: limits)
    let own = ProjectSettings.reading(tree)
    let applied = applied(own?.settings, to: path ?? source.name)
    var (model, language) = evaluated(tree, selection, applied)
    if selection == .own, model.scenarios.contains(where: { !$0.isOwn }) {
      let known = Set(language)
      language += evaluated(tree, .all, applied).findings.filter {
        Engine.isOfScenario($0, tree) && !known.contains($0)
      }
    }
    language += unknownParameters(in: model, tree)
    let verdict = validator.verdict(on: model, besides: language, applied)
    // A file of settings alone is for other scripts, which may declare the rules that it names.
    let ofSettings = own?.findings(besides: Set(model.rules.map(\.name)), isWhole: !model.journeys.isEmpty) ?? []
    let findings = language + ofSettings + shown(verdict.findings, in: source)
    return Check(model: model, findings: Engine.ordered(findings, in: source), waived: verdict.waived)
  }

  private func evaluated(
    _ tree: Tree, _ selection: Model.Selection, _ applied: AppliedSettings
  ) -> (model: Model, findings: [Finding]) {
    Model.evaluating(
      tree, selection, settings: parameters, limits: limits, weights: applied.weights, loader: loader)
  }

  /// Whether a finding is about the text of a scenario.
  private static func isOfScenario(_ finding: Finding, _ tree: Tree) -> Bool {
    guard finding.place.file == tree.source.name else { return false }
    return tree.children(tree.file).contains { node in
      tree[node].kind == .scenario && tree[node].range.lower <= finding.place.range.lower
        && finding.place.range.upper <= tree[node].range.upper
    }
  }

  /// Says which parameters were set that the script does not have.
  private func unknownParameters(in model: Model, _ tree: Tree) -> [Finding] {
    let known = model.parameters.map(\.name)
    let unknown = parameters.keys.sorted().filter { name in
      !known.contains { NameTable.fold($0) == NameTable.fold(name) }
    }
    return unknown.map { name in
      let near = Suggestion.near(name, among: known)
      let help =
        !near.isEmpty
        ? "Did you mean \(Suggestion.list(near.map { "`\($0)`" }))?"
        : known.isEmpty
          ? "It has none: declare one in the journey, for example `parameter \(Display.plain(name, limit: 40)) = \"…\"`."
          : "It has \(Suggestion.list(Array(Set(known)).sorted().prefix(5).map { "`\($0)`" }, "and"))."
      return Finding(
        Code.unknownParameter.rawValue, .error, "The script has no parameter `\(Display.plain(name, limit: 80))`",
        at: Place(tree.source.name, ByteRange(0, 0)), help: help)
    }
  }

  /// What all settings come to for a script, its own included, and the rules that it declares.
  public func appliedSettings(for source: Source) -> AppliedSettings {
    let tree = Tree(source, limits: limits)
    let applied = applied(ProjectSettings.reading(tree)?.settings, to: path ?? source.name)
    return applied.adding(Rule.declared(in: evaluated(tree, .own, applied).model))
  }

  private func applied(_ own: ProjectSettings?, to path: String) -> AppliedSettings {
    AppliedSettings(own.map { settings.adding($0) } ?? settings, for: path, validator)
  }

  /// The first findings of each rule, as many as the limit allows, and how many more there are.
  private func shown(_ findings: [Finding], in source: Source) -> [Finding] {
    guard findings.count > limits.findings else { return findings }
    var counts: [String: Int] = [:]
    var shown = findings.filter { finding in
      counts[finding.code, default: 0] += 1
      return counts[finding.code, default: 0] <= limits.findings
    }
    let end = Place(source.name, ByteRange(source.count, source.count))
    for (rule, count) in counts.sorted(by: { $0.key < $1.key }) where count > limits.findings {
      shown.append(
        Finding(
          Code.tooManyFindings.rawValue, .info, "\(count - limits.findings) more findings of \(rule) are not shown",
          at: end, help: "Mend the first ones, then look again."))
    }
    return shown
  }

  /// Findings in reading order: those of the script itself first, then those of imported files; the worst first where
  /// several begin at one place.
  private static func ordered(_ findings: [Finding], in source: Source) -> [Finding] {
    let numbered = findings.enumerated().map { (number: $0, finding: $1) }
    return numbered.sorted { left, right in
      let (a, b) = (left.finding, right.finding)
      let (aIsOwn, bIsOwn) = (a.place.file == source.name, b.place.file == source.name)
      if aIsOwn != bIsOwn { return aIsOwn }
      if a.place.file != b.place.file { return a.place.file < b.place.file }
      if a.place.range.start != b.place.range.start { return a.place.range.start < b.place.range.start }
      if a.severity != b.severity { return a.severity > b.severity }
      return left.number < right.number
    }.map(\.finding)
  }
}

/// What came of checking a script.
public struct Check: Sendable {
  /// The journey as far as it could be understood.
  public let model: Model
  /// Everything that a person should know, in reading order.
  public let findings: [Finding]
  /// What rules found and the script allows, in the order of the rules.
  public let waived: [WaivedFinding]

  /// The script and the files that it imports.
  public var sources: [Source] { model.trees.map(\.source) }
  /// Whether something could not be understood, so that the model is not complete.
  public var hasErrors: Bool { findings.contains { $0.severity == .error && !$0.isRule } }
}
