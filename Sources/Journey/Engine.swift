@_exported public import JourneyModel
@_exported public import JourneyRules
@_exported public import JourneySyntax

/// The engine that one embeds: text in, a checked journey out.
///
/// An engine is an immutable value; it reads no file, no clock and no environment, and may be used from many tasks at
/// once. Two runs over the same text give the same result.
public struct Engine: Sendable {
  /// What scripts may ask for.
  public internal(set) var limits: Limits
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
  public internal(set) var loader: Loader?
  /// What the host adds to the language.
  public let vocabulary: HostVocabulary
  /// The vocabulary as scripts look it up.
  let words: HostWords

  /// An engine that checks as a host and a project want it.
  public init(
    limits: Limits = Limits(), validator: Validator = Validator(), settings: ProjectSettings = ProjectSettings(),
    path: String? = nil, parameters: [String: String] = [:], loader: Loader? = nil,
    vocabulary: HostVocabulary = HostVocabulary()
  ) {
    self.limits = limits
    self.validator = validator.adding(vocabulary.rules)
    self.settings = settings
    self.path = path
    self.parameters = parameters
    self.loader = loader
    self.vocabulary = vocabulary
    words = vocabulary.words
  }

  /// The engine without a limit of findings: for work that goes on until there are none, and for figures.
  public var seeingAll: Engine {
    var engine = self
    engine.limits.findings = max(limits.findings, 1_000_000)
    return engine
  }

  /// Parses a script and does nothing else: its layout, say, rests on no other file.
  ///
  /// Amounts in the host's units are read as such.
  public func parse(_ source: Source) -> Tree { Tree(source, limits: limits, dialect: words.dialect) }

  /// Parses, evaluates and checks a script. It never throws: what is wrong is among the findings.
  ///
  /// Settings that stand in the script itself, in a `project` section, come behind those of the engine, and win.
  ///
  /// - Parameters:
  ///   - source: The script.
  ///   - selection: Which journeys are checked: those of the file, or one that a scenario makes. What-ifs that are not
  ///     asked for are read all the same, so that what is wrong with them is said.
  public func check(_ source: Source, _ selection: Model.Selection = .own) -> Check {
    CompiledScript(source, begun).check(selection)
  }

  /// Parses a script and what it imports, so that it can be checked often, with other parameters each time.
  ///
  /// What no parameter and no function of the host bears on is evaluated here, once. So it takes about as long as a check, and the script holds the
  /// memory of a model; to check a script once, ask for that.
  ///
  /// The loader is asked here, once for each file, and not again: what changes behind it later is not seen.
  public func compile(_ source: Source) -> CompiledScript { CompiledScript(source, self).prepared() }

  /// What all settings come to for a script, its own included, and the rules that it declares.
  public func appliedSettings(for source: Source) -> AppliedSettings { CompiledScript(source, begun).appliedSettings }

  /// The rules that settings may name, besides those that a script declares.
  var knownRules: [Rule] { vocabulary.rules.isEmpty ? Rule.all : Rule.all + vocabulary.rules }

  /// The first findings of each rule, as many as the limit allows, and how many more there are.
  func shown(_ findings: [Finding], in source: Source) -> [Finding] {
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
  static func ordered(_ findings: [Finding], in source: Source) -> [Finding] {
    guard findings.count > 1 else { return findings }
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
