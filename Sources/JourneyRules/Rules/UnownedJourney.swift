import JourneyModel
import JourneySyntax

extension Rule {
  /// A journey without an owner.
  public static let unownedJourney: Rule = Rule(
    "unowned-journey", .info, isRecommended: false,
    flags: "a journey that does not say who owns it", because: "a map that nobody owns is out of date within months",
    source: "Kalbach, Mapping Experiences, 2016", needsWholeJourney: true,
    bad: [
      """
      ↓journey Phone
        stage Purchase
          touchpoint Checkout
      """,
      """
      ↓journey Phone
        goal "More orders"
      """,
    ],
    good: [
      """
      journey Phone
        owner "Shop team"
      """,
      """
      journey Phone
        owner "Shop team"
        stage Purchase
          touchpoint Checkout
      """,
    ]
  ) { journey in
    guard !journey.model.says(.owner, journey.whole) else { return [] }
    return [
      journey.finding(
        .unownedJourney, on: journey.whole, "Nobody owns the journey \(journey.model.reference(to: journey.whole))",
        help: "Say who keeps it true: `owner \"Shop team\"`.")
    ]
  }
}
