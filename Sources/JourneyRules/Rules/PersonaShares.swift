import JourneyModel
import JourneySyntax

extension Rule {
  /// Shares of personas that are not all of the customers.
  public static let personaShares: Rule = Rule(
    "persona-shares", .warning, isRecommended: false,
    flags: "personas that all say their share, and do not come to 100%",
    because: "figures over all customers weigh each persona by its share",
    source:
      "Practice of segmentation: segments are disjoint and complete (Wedel and Kamakura, Market Segmentation, 2000)",
    needsWholeJourney: true,
    bad: [
      """
      journey Phone
        ↓persona Explorer
          share 60%
        persona Upgrader
          share 30%
      """,
      """
      journey Phone
        ↓persona Explorer
          share 11 of 20
        persona Upgrader
          share 10 of 20
      """,
    ],
    good: [
      """
      journey Phone
        persona Explorer
          share 11 of 20
        persona Upgrader
          share 9 of 20
      """,
      """
      journey Phone
        persona Explorer
          share 60%
        persona Upgrader
      """,
    ]
  ) { journey in
    let model = journey.model
    let personas = model.visible(.persona, in: journey.journey)
    let shares = personas.compactMap { model.value(.share, of: $0).magnitude }
    guard let first = personas.first, shares.count == personas.count,
      let sum = shares.dropFirst().reduce(shares.first, { $0?.adding($1) }), sum != .one
    else { return [] }
    return [
      journey.finding(
        .personaShares, on: first, "The personas are \(Value.percent(sum)) of the customers",
        related: personas.dropFirst().prefix(20).map { Related(model.place(of: .share, in: $0), "and this") },
        help: "Let their shares come to 100%; a persona for everybody else can take the rest.")
    ]
  }
}
