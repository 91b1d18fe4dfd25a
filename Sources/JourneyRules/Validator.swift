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
    var findings: [Finding] = []
    for journey in model.journeys {
      guard let id = journey.journey else { continue }
      let examination = Examination(model, journey)
      let hasErrors = !errors.isEmpty && Validator.isTouched(id, model, errors)
      for rule in rules {
        if hasErrors, rule.needsWholeJourney { continue }
        let found = rule.findings(in: examination)
        findings += hasErrors ? found.filter { !Validator.isTouched($0, model, errors) } : found
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

  /// Whether an error may bear on an item: it stands in the item, or in what all journeys share.
  private static func isTouched(_ id: ItemID, _ model: Model, _ errors: [Finding]) -> Bool {
    errors.contains { error in
      if contains(id, error.place, model) { return true }
      return !model.journeys.contains { $0.journey.map { contains($0, error.place, model) } ?? false }
    }
  }

  /// Whether an error stands in a stage that a finding points at.
  private static func isTouched(_ finding: Finding, _ model: Model, _ errors: [Finding]) -> Bool {
    let places = [finding.place] + finding.related.map(\.place)
    return model.items.indices.contains { index in
      let id = ItemID(index)
      guard model[id].kind == .stage, errors.contains(where: { contains(id, $0.place, model) }) else { return false }
      return places.contains { contains(id, $0, model) }
    }
  }

  private static func contains(_ id: ItemID, _ place: Place, _ model: Model) -> Bool {
    let item = model[id]
    let tree = model.trees[item.file]
    let range = tree[item.node].range
    return place.file == tree.source.name && place.range.lower >= range.lower && place.range.lower <= range.upper
  }
}
