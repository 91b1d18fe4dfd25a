import JourneyModel
import JourneySyntax

extension Rule {
  /// A journey that begins with a purchase.
  public static let startsTooLate: Rule = Rule(
    "starts-too-late", .warning, isRecommended: false,
    flags: "a journey whose every entry is already a transaction",
    because: "whoever comes to the till has been won or lost before, at touchpoints that nobody looks after here",
    source: "Lecinski, Winning the Zero Moment of Truth, 2011", needsWholeJourney: true,
    bad: [
      """
      journey Phone
        stage Purchase
          ↓touchpoint Checkout
            purpose transact
      """,
      """
      journey Phone
        stage Purchase
          ↓touchpoint Checkout
            purpose transact
            leads to Delivery
          touchpoint Order
            purpose transact
            leads to Delivery
          touchpoint Delivery
            purpose deliver
      """,
    ],
    good: [
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            purpose transact
          touchpoint Question
            purpose advise
      """,
      """
      journey Phone
        covers during, after
        stage Purchase
          touchpoint Checkout
            purpose transact
      """,
    ]
  ) { journey in
    let entries = journey.flow.entries
    guard let first = entries.first, !journey.leavesOut("before"),
      entries.allSatisfy({ journey.purpose($0) == "transact" })
    else { return [] }
    return [
      journey.finding(
        .startsTooLate, on: first, "The journey begins with a purchase: \(journey.model.reference(to: first))",
        label: "customers come in here",
        help: "Add how people hear of it and decide, or say that the journey begins here: `covers during, after`.")
    ]
  }
}
