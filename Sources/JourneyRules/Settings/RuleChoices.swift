public import JourneySyntax

/// What one run asks of the rules: the last layer, above all settings, the script's own included.
///
/// Of several choices that mean one rule, leaving it out wins over weighing it, and weighing it over looking.
public struct RuleChoices: Sendable, Hashable {
  /// The rules that look, whatever turns them off, and no others; where there are none, the settings say which look.
  public var only: [RulePattern]
  /// The rules that do not look.
  public var skipped: [RulePattern]
  /// How much the findings of rules weigh; of several for one rule the last counts.
  public var weights: [Weight]
  /// Whether findings are told as if the scripts allowed nothing.
  public var ignoresWaivers: Bool
  /// Who chose, as a person is told: "the command line".
  public var origin: String

  /// How much the findings of some rules weigh; without a severity the rules are off.
  public struct Weight: Sendable, Hashable {
    public var rules: RulePattern
    public var severity: Severity?

    /// A severity for some rules; none turns them off.
    public init(_ rules: RulePattern, _ severity: Severity?) {
      self.rules = rules
      self.severity = severity
    }
  }

  /// Choices; without arguments everything is as it is set.
  public init(
    only: [RulePattern] = [], skipped: [RulePattern] = [], weights: [Weight] = [], ignoresWaivers: Bool = false,
    origin: String = "the program"
  ) {
    self.only = only
    self.skipped = skipped
    self.weights = weights
    self.ignoresWaivers = ignoresWaivers
    self.origin = origin
  }

  /// What is chosen for a rule.
  enum Choice {
    /// What the settings say.
    case asSet
    /// It looks, and weighs what the settings say, or else what it weighs by itself.
    case on
    case off
    case weighing(Severity)
  }

  func choice(for rule: String) -> Choice {
    let isMeant = only.isEmpty || only.contains { $0.matches(rule) }
    guard isMeant, !skipped.contains(where: { $0.matches(rule) }) else { return .off }
    guard let weight = weights.last(where: { $0.rules.matches(rule) }) else { return only.isEmpty ? .asSet : .on }
    return weight.severity.map { .weighing($0) } ?? .off
  }

  /// All patterns that name rules.
  public var patterns: [RulePattern] { only + skipped + weights.map(\.rules) }
}

/// A rule by its name, or several: `layer-*`.
public struct RulePattern: Sendable, Hashable {
  /// The pattern in small letters.
  public let text: String
  /// Nothing where no rule can be meant.
  private let pattern: PathPattern?

  /// A name, in which `*` stands for any letters.
  public init(_ text: String) {
    self.text = text.lowercased()
    pattern = PathPattern(self.text)
  }

  /// Whether it means a rule.
  public func matches(_ rule: String) -> Bool { text == rule || pattern?.matches(rule) ?? false }
}
