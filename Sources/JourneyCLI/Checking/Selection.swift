import Journey

/// What a call selects of rules and findings.
struct Selection {
  private(set) var choices = RuleChoices(origin: Selection.origin)
  private(set) var leastShown = Severity.info
  private(set) var maxWarnings: Int?
  private(set) var isStatistics = false
  /// The options by which rules were chosen, as they are called again.
  private(set) var words: [String] = []
  /// What each pattern was said behind, to say which one is wrong.
  private var sayings: [(option: String, pattern: RulePattern)] = []
  /// The rules that scripts declare, whether any script was checked, and whether one lacks a file that it imports.
  private var declared: Set<String> = []
  private var hasChecked = false
  private var hasGaps = false

  private static let origin = "the command line"

  /// Everything, as it is set.
  init() {}

  /// What a call says.
  init(_ options: SelectionOptions) throws {
    leastShown = options.minSeverity ?? .info
    isStatistics = options.statistics
    maxWarnings = options.maxWarnings
    if let most = maxWarnings, most < 0 {
      throw Failure.usage("--max-warnings takes a number from 0, and here stands \(most)")
    }
    choices.ignoresWaivers = options.ignoreWaivers
    choices.only = try patterns(options.only, of: "--only")
    choices.skipped = try patterns(options.skip, of: "--skip")
    choices.weights = try Selection.names(options.severity, of: "--severity").map { try weight($0) }
    for (option, values) in [("--only", options.only), ("--skip", options.skip), ("--severity", options.severity)] {
      words += values.flatMap { [option, $0] }
    }
    if options.ignoreWaivers { words.append("--ignore-waivers") }
  }

  // MARK: Reading

  private mutating func patterns(_ values: [String], of option: String) throws -> [RulePattern] {
    try Selection.names(values, of: option).map { try pattern($0, of: option) }
  }

  /// The parts of lists, commas between them.
  private static func names(_ values: [String], of option: String) throws -> [String] {
    try values.flatMap { value in
      try value.split(separator: ",", omittingEmptySubsequences: false).map { part in
        let name = part.drop { $0 == " " }
        guard let end = name.lastIndex(where: { $0 != " " }) else {
          throw Failure.usage("\(option) names no rule\(value.contains(",") ? " beside a comma" : "")")
        }
        return String(name[...end])
      }
    }
  }

  private mutating func pattern(_ name: String, of option: String) throws -> RulePattern {
    if Code(rawValue: name.lowercased()) != nil {
      throw Failure.usage(
        "\(option) \(name): that is an error of the language, which is always told; only rules can be chosen, and "
          + "`journey explain` lists them")
    }
    let pattern = RulePattern(name)
    sayings.append((option, pattern))
    return pattern
  }

  private mutating func weight(_ words: String) throws -> RuleChoices.Weight {
    guard let sign = words.lastIndex(of: "="), sign > words.startIndex else {
      let isLevel = Severity(rawValue: words.lowercased()) != nil
      throw Failure.usage(
        "--severity takes RULE=LEVEL, and here stands \(words)"
          + (isLevel ? "; what is listed is chosen by --min-severity, and what fails by --fail-on" : ""))
    }
    let level = words[words.index(after: sign)...].lowercased()
    let severity = Severity(rawValue: level)
    guard severity != nil || level == "off" else {
      let levels = ["error", "warning", "info", "off"]
      let meant = ["note": "info", "none": "off", "warn": "warning", "critical": "error"][level]
      let near = meant.map { [$0] } ?? Suggestion.near(level, among: levels)
      throw Failure.usage(
        "--severity \(words): "
          + (near.isEmpty ? "the level is \(Suggestion.list(levels))" : "did you mean \(Suggestion.list(near))?"))
    }
    return RuleChoices.Weight(try pattern(String(words[..<sign]), of: "--severity"), severity)
  }

  // MARK: Names that nobody knows

  /// Remembers which rules a script and its imports declare.
  mutating func note(_ check: Journey.Check) {
    guard !sayings.isEmpty else { return }
    for tree in check.model.trees { note(rules: Rule.names(declaredIn: tree)) }
    let missing = [Code.importMissing, .importOutside, .importCycle].map(\.rawValue)
    if check.findings.contains(where: { missing.contains($0.code) }) { hasGaps = true }
  }

  /// Remembers that some scripts were not looked at.
  mutating func noteUnseen() { hasGaps = true }

  /// Remembers which rules there are for a script.
  mutating func note(rules: [String]) {
    hasChecked = true
    declared.formUnion(rules)
  }

  /// Remembers rules that are there whatever scripts say.
  mutating func know(rules: [String]) { declared.formUnion(rules) }

  /// Refuses a call that names a rule which neither Journey nor any script has.
  ///
  /// Where nothing was checked, or a script lacks what it imports, the rule may be declared there: then only a slip shows.
  func finish() throws {
    let known = Rule.all.map(\.name) + declared.sorted()
    for (option, pattern) in sayings where !known.contains(where: { pattern.matches($0) }) {
      let near = Suggestion.near(pattern.text, among: known)
      guard hasChecked && !hasGaps || !near.isEmpty else { continue }
      throw Failure.usage(
        "\(option) \(pattern.text): there is no such rule; "
          + (near.isEmpty ? "`journey explain` lists the rules" : "did you mean \(Suggestion.list(near))?"))
    }
  }

  // MARK: What is shown, and what fails

  /// Results as they are to be reported.
  func shown(_ results: CheckResults) -> CheckResults {
    var results = results
    results.leastShown = leastShown
    return results
  }
}
