public import JourneyModel
import JourneyRules
public import JourneySyntax

/// A script that is parsed, with all that it imports, and can be checked as often as one likes.
///
/// What does not depend on parameters is done once: parsing, loading, weighing the project's settings, and as much of the
/// model as asks for none of them. Like the engine it is an immutable value, and may be used from many tasks at once.
public struct CompiledScript: Sendable {
  /// The engine that compiled it; its limits hold for each check.
  public internal(set) var engine: Engine
  private var loaded: LoadedScript
  /// The settings that stand in the script itself.
  private let own: SettingsReading?
  let applied: AppliedSettings

  init(_ source: Source, _ engine: Engine) {
    // The time of this is not that of a check.
    let limits = engine.limits.begun
    self.init(Tree(source, limits: limits, dialect: engine.words.dialect), engine, limits)
  }

  /// A script that was parsed with the engine's limits.
  init(_ tree: Tree, _ engine: Engine) { self.init(tree, engine, engine.limits.begun) }

  private init(_ tree: Tree, _ engine: Engine, _ limits: Limits) {
    self.engine = engine
    loaded = LoadedScript(tree, limits: limits, loader: engine.loader, words: engine.words)
    own = ProjectSettings.reading(tree, rules: engine.knownRules)
    let settings = own.map { engine.settings.adding($0.settings) } ?? engine.settings
    applied = AppliedSettings(settings, for: engine.path ?? tree.source.name, engine.validator)
  }

  /// The same script, with all done that does not depend on parameters; it pays when it is checked more than once.
  func prepared() -> CompiledScript {
    var script = self
    script.loaded.prepare(weights: applied.weights, limits: engine.limits.begun)
    return script
  }

  /// The script's tree.
  public var tree: Tree { loaded.trees[0] }
  /// The script and the files that it imports.
  public var sources: [Source] { loaded.trees.map(\.source) }

  /// Evaluates and checks the script. It never throws: what is wrong is among the findings.
  ///
  /// - Parameters:
  ///   - selection: Which journeys are checked: those of the file, or one that a scenario makes. What-ifs that are not
  ///     asked for are read all the same, so that what is wrong with them is said.
  ///   - parameters: What parameters are, by name, each as the script writes its default; where nothing is said, those
  ///     of the engine.
  public func check(_ selection: Model.Selection = .own, parameters: [String: String]? = nil) -> Check {
    let parameters = parameters ?? engine.parameters
    let limits = engine.limits.begun
    let (model, said) = evaluated(selection, parameters, limits)
    var language = said
    // What was ended is not begun again.
    let isEnded = language.contains { Code.ends.contains($0.code) }
    if selection == .own, !isEnded, model.scenarios.contains(where: { !$0.isOwn }) {
      let known = Set(language)
      // That figures of the host are not known is said once.
      let isHostNoted = known.contains { $0.code == Code.hostNotAsked.rawValue }
      language += evaluated(.all, parameters, limits).findings.filter {
        (isOfScenario($0) || Engine.isInterruption($0)) && !known.contains($0)
          && !(isHostNoted && $0.code == Code.hostNotAsked.rawValue)
      }
    }
    language += unknownParameters(parameters, in: model)
    let verdict = engine.validator.verdict(on: model, besides: language, applied, limits: limits)
    // A file of settings alone is for other scripts, which may declare the rules that it names.
    let ofSettings = own?.findings(besides: Set(model.rules.map(\.name)), isWhole: !model.journeys.isEmpty) ?? []
    let nearDeadline = limits.nearlyOutOfTime(at: Place(tree.source.name, ByteRange(0, 0))).map { [$0] } ?? []
    let findings = language + ofSettings + engine.shown(verdict.findings, in: tree.source) + nearDeadline
    return Check(model: model, findings: Engine.ordered(findings, in: tree.source), waived: verdict.waived)
  }

  /// What all settings come to for the script, its own included, and the rules that it declares.
  var appliedSettings: AppliedSettings {
    applied.adding(Rule.declared(in: evaluated(.own, engine.parameters, engine.limits).model))
  }

  /// The model that a selection asks for, and what is wrong with the language of the script.
  func evaluated(
    _ selection: Model.Selection, _ parameters: [String: String], _ limits: Limits
  ) -> (model: Model, findings: [Finding]) {
    loaded.evaluated(selection, settings: parameters, weights: applied.weights, limits: limits)
  }

  /// Whether a finding is about the text of a scenario.
  private func isOfScenario(_ finding: Finding) -> Bool {
    guard finding.place.file == tree.source.name else { return false }
    return tree.children(tree.file).contains { node in
      tree[node].kind == .scenario && tree[node].range.lower <= finding.place.range.lower
        && finding.place.range.upper <= tree[node].range.upper
    }
  }

  /// Says which parameters were set that the script does not have.
  private func unknownParameters(_ parameters: [String: String], in model: Model) -> [Finding] {
    let known = model.parameters.map(\.name)
    let unknown = parameters.keys.sorted().filter { name in
      !known.contains { NameTable.isSame($0, name) }
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
}
