import JourneyModel
import JourneySyntax

extension Rule {
  /// A journey without an owner.
  public static let unownedJourney: Rule = Rule(
    "unowned-journey", .info, isRecommended: false,
    flags: "a journey that does not say who owns it, or was not reviewed for half a year",
    because: "a map that nobody owns is out of date within months",
    source: "Kalbach, Mapping Experiences, 2016",
    parameters: [Parameter("days", 180, "days that a review may be old, where today is known")],
    needsWholeJourney: true,
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
      """
      journey Phone
        owner "Shop team"
        ↓reviewed 2026-05-01
      """,
    ],
    good: [
      """
      journey Phone
        owner "Shop team"
        reviewed 2026-05-25
      """,
      """
      journey Phone
        owner "Shop team"
        stage Purchase
          touchpoint Checkout
      """,
    ]
  ) { journey in
    let (model, whole) = (journey.model, journey.whole)
    let name = model.reference(to: whole)
    guard model.says(.owner, whole) else {
      return [
        journey.finding(
          .unownedJourney, on: whole, "Nobody owns the journey \(name)",
          help: "Say who keeps it true: `owner \"Shop team\"`.")
      ]
    }
    guard let today = journey.today, case .date(let reviewed) = model.value(.reviewed, of: whole),
      today.number - reviewed.number > journey.parameter("days", of: .unownedJourney)
    else { return [] }
    return [
      journey.finding(
        .unownedJourney, on: whole, "The journey \(name) was last reviewed \(today.number - reviewed.number) days ago",
        at: model.place(of: .reviewed, in: whole),
        help: "Read it with its owner, mend what is no longer so, and write `reviewed \(today.text)`.")
    ]
  }
}
