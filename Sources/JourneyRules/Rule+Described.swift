public import JourneySyntax

extension Rule {
  /// A rule of a program that is not here, by its words: it can be set, waived and explained, and finds nothing.
  public convenience init(
    describing name: String, _ severity: Severity, isRecommended: Bool = true, flags summary: String,
    because reason: String, source: String, title: String = "", parameters: [Parameter] = [], bad: [String],
    good: [String]
  ) {
    self.init(
      .description, name, severity, isRecommended: isRecommended, flags: summary, because: reason, source: source,
      title: title,
      parameters: parameters, needsWholeJourney: false, bad: bad, good: good
    ) { _ in [] }
  }
}
