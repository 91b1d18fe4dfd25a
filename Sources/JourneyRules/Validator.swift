public import JourneyModel
public import JourneySyntax

/// All rules over all journeys of a model.
public struct Validator: Sendable {
  public let rules: [Rule]

  /// A set of rules under a name.
  public enum Profile: String, Sendable, CaseIterable {
    /// Errors only: for a journey that is being thought about.
    case draft
    /// What most journeys should meet.
    case recommended
    /// Every rule.
    case strict
  }

  /// A validator with rules of one's own.
  public init(rules: [Rule]) { self.rules = rules }

  /// A validator with the built-in rules of a profile.
  public init(_ profile: Profile = .recommended) {
    rules = Rule.all.filter { rule in
      switch profile {
      case .draft: rule.severity == .error
      case .recommended: rule.isRecommended
      case .strict: true
      }
    }
  }

  /// What the rules find in a model.
  ///
  /// Where a line could not be read, what it would have said is not known: rules are silent on the items it stands in,
  /// and those that look at a journey as a whole are silent on that journey.
  public func findings(in model: Model, besides language: [Finding]) -> [Finding] {
    let errors = language.filter { $0.severity == .error && $0.code != Code.notTrue.rawValue }
    let places = errors.map(\.place)
    var findings: [Finding] = []
    for journey in model.journeys {
      guard let id = journey.journey else { continue }
      let examination = Examination(model, journey)
      let hasErrors = !errors.isEmpty && Validator.isTouched(id, model, places)
      let touched = hasErrors ? Validator.touchedStages(journey, model, places) : []
      for rule in rules {
        if hasErrors, rule.needsWholeJourney { continue }
        let found = rule.findings(in: examination)
        findings += hasErrors ? found.filter { !Validator.points($0, at: touched) } : found
      }
    }
    for rule in rules where rule.name == Rule.misleadingIndentation.name {
      findings += IndentationCheck.findings(in: model, rule, errors)
    }
    for rule in rules where rule.name == Rule.unusedDeclaration.name && errors.isEmpty {
      findings += Rule.unusedShared(in: model, rule)
    }
    return findings
  }

  /// Whether an error may bear on a journey: it stands in it, or in what all journeys share.
  private static func isTouched(_ id: ItemID, _ model: Model, _ errors: [Place]) -> Bool {
    let all = model.journeys.compactMap { $0.journey.map { extent(of: $0, model) } }
    let own = extent(of: id, model)
    return errors.contains { error in contains(own, error) || !all.contains { contains($0, error) } }
  }

  /// Where the stages stand in which something could not be read.
  private static func touchedStages(_ journey: Model.JourneyContents, _ model: Model, _ errors: [Place]) -> [Place] {
    journey.stages.map { extent(of: $0, model) }.filter { stage in errors.contains { contains(stage, $0) } }
  }

  private static func points(_ finding: Finding, at stages: [Place]) -> Bool {
    stages.contains { stage in
      contains(stage, finding.place) || finding.related.contains { contains(stage, $0.place) }
    }
  }

  /// Everything that belongs to an item, as a place.
  private static func extent(of id: ItemID, _ model: Model) -> Place {
    let tree = model.trees[model[id].file]
    return Place(tree.source.name, tree[model[id].node].range)
  }

  private static func contains(_ outer: Place, _ inner: Place) -> Bool {
    inner.range.start >= outer.range.start && inner.range.start <= outer.range.end && inner.file == outer.file
  }
}
