public import JourneyModel
public import JourneySyntax

/// What a project's settings come to for one script: which rules look at it, with which figures, and how much each
/// finding weighs.
public struct AppliedSettings: Sendable {
  /// The profile that applies; none where the validator was given rules of its own.
  public let profile: Validator.Profile?
  /// What strengths are counted with.
  public let weights: StrengthWeights
  /// The rules that have to look, be it for some items only.
  public private(set) var rules: [Rule]
  /// The figures that were set, by rule and name.
  public let parameters: [String: [String: Int]]
  /// The settings that are for this script, and what is excluded.
  public private(set) var settings: [Setting]
  /// The severity that a rule has before any setting; none where it is off.
  private var defaults: [String: Severity]
  /// All rules there are, those that are off included.
  public private(set) var known: [Rule]
  /// By rule, the settings of its severity.
  private var severities: [String: [Setting]]
  private let choices: RuleChoices

  /// The settings for the script with a path, as a validator takes them.
  public init(_ all: ProjectSettings, for path: String, _ validator: Validator) {
    let settings = all.settings.filter { $0.change == .exclude || $0.isFor(path) }
    let profile = validator.profile(besides: all.profile)
    var weights = StrengthWeights()
    var parameters: [String: [String: Int]] = [:]
    var severities: [String: [Setting]] = [:]
    for setting in settings {
      switch setting.change {
      case .severity(let rule, _): severities[rule, default: []].append(setting)
      case .parameter(let name, let rule, let value): parameters[rule, default: [:]][name] = value
      case .weight(let quality, let value): weights[quality] = value
      case .profile, .exclude: break
      }
    }
    let on = validator.rules(of: profile)
    known = validator.known
    self.profile = profile
    self.weights = weights
    self.parameters = parameters
    self.severities = severities
    self.settings = settings
    defaults = Dictionary(on.map { ($0.name, $0.severity) }, uniquingKeysWith: { first, _ in first })
    choices = validator.choices
    rules = on
    if !choices.patterns.isEmpty { for rule in known { choose(rule) } }
    if !self.severities.isEmpty { rules = known.filter { looks($0) } }
  }

  /// Whether a rule has to look, be it for some items only.
  private func looks(_ rule: Rule) -> Bool {
    defaults[rule.name] != nil || severities[rule.name]?.contains { $0.weighs } ?? false
  }

  /// Lays what the run chose for a rule over what is set for it.
  private mutating func choose(_ rule: Rule) {
    let (name, origin) = (rule.name, choices.origin)
    switch choices.choice(for: name) {
    case .asSet: return
    case .on:
      let wasOff = severity(of: rule).severity == nil
      let weighing = severities[name, default: []].filter { $0.weighs }
      settings.removeAll { $0.isSeverity(of: name) && !$0.weighs }
      let turnedOn = Setting(.severity(of: name, rule.severity), origin: origin)
      severities[name] = (wasOff ? [turnedOn] : []) + weighing
    case .off: set(nil, of: name)
    case .weighing(let severity): set(severity, of: name)
    }
  }

  /// Gives a rule one severity everywhere.
  private mutating func set(_ severity: Severity?, of name: String) {
    settings.removeAll { $0.isSeverity(of: name) }
    severities[name] = [Setting(.severity(of: name, severity), origin: choices.origin)]
    if severity == nil { defaults[name] = nil }
  }

  /// The settings with the rules of a script besides, which are on in every profile: who writes a rule means it.
  public func adding(_ rules: [Rule]) -> AppliedSettings {
    guard !rules.isEmpty else { return self }
    let names = Set(known.map(\.name))
    let declared = rules.filter { !names.contains($0.name) }
    guard !declared.isEmpty else { return self }
    var settings = self
    settings.known += declared
    for rule in declared {
      settings.defaults[rule.name] = rule.severity
      settings.choose(rule)
      // One that is off everywhere need not look.
      let isSomewhere = settings.severities[rule.name]?.contains { $0.weighs } ?? false
      if isSomewhere || settings.severity(of: rule).severity != nil { settings.rules.append(rule) }
    }
    return settings
  }

  /// The findings of rules with the severities that were set, without those of rules that are off.
  func weighed(_ findings: [Finding], in model: Model) -> [Finding] {
    guard !severities.isEmpty else { return findings }
    let marks = marks(in: model)
    let generals = severities.mapValues { $0.lastIndex { $0.item == nil } ?? -1 }
    return findings.compactMap { finding in
      guard let settings = severities[finding.code], finding.isRule else { return finding }
      let last = max(generals[finding.code] ?? -1, marks[finding.code]?.numbers(on: finding).max() ?? -1)
      var severity = defaults[finding.code]
      if last >= 0, case .severity(_, let given) = settings[last].change { severity = given }
      guard let severity else { return nil }
      var weighed = finding
      weighed.severity = severity
      return weighed
    }
  }

  /// By rule, the items that settings of its severity name, with the number of the setting.
  private func marks(in model: Model) -> [String: ItemMarks] {
    let items = ItemName.items(called: Set(severities.values.joined().compactMap(\.item)), in: model)
    guard !items.isEmpty else { return [:] }
    let empty = ItemMarks(in: model)
    return severities.mapValues { settings in
      var marks = empty
      // Of several settings for one name the last counts.
      var last: [ItemName: Int] = [:]
      for (number, setting) in settings.enumerated() { setting.item.map { last[$0] = number } }
      for (name, number) in last { for item in items[name] ?? [] { marks.mark(item, number) } }
      return marks
    }
  }

  /// How much a rule's findings weigh where no item says otherwise, and the setting by which.
  public func severity(of rule: Rule) -> (severity: Severity?, setting: Setting?) {
    guard let setting = severities[rule.name]?.last(where: { $0.item == nil }),
      case .severity(_, let severity) = setting.change
    else { return (defaults[rule.name], nil) }
    return (severity, setting)
  }
}

extension Setting {
  fileprivate func isSeverity(of name: String) -> Bool {
    if case .severity(name, _) = change { true } else { false }
  }

  /// Whether it gives a rule a severity, rather than turning it off.
  fileprivate var weighs: Bool {
    if case .severity(_, .some) = change { true } else { false }
  }
}
