import JourneyModel
import JourneySyntax

extension Rule {
  /// A journey that stops when the brand is done.
  public static let endsTooEarly: Rule = Rule(
    "ends-too-early", .warning, isRecommended: false,
    flags: "a last stage in which the brand only sells or delivers, and nobody cares for the customer after",
    because: "loyalty is won after the purchase, when the customer finds out whether the promise holds",
    source: "Court, Elzinga, Mulder and Vetvik, The Consumer Decision Journey, 2009", needsWholeJourney: true,
    bad: [
      """
      journey Phone
        stage Purchase
          ↓touchpoint Checkout
            purpose transact
      """,
      """
      journey Phone
        stage Awareness
          touchpoint Advert
            purpose attract
        stage Purchase
          touchpoint Checkout
            purpose transact
          ↓touchpoint Delivery
            purpose deliver
      """,
    ],
    good: [
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            purpose transact
          touchpoint "Set-up call"
            purpose support
      """,
      """
      journey Phone
        covers before, during
        stage Purchase
          touchpoint Checkout
            purpose transact
      """,
    ]
  ) { journey in
    guard let stage = journey.journey.stages.last, !journey.leavesOut("after") else { return [] }
    let touchpoints = journey.interactions(of: stage)
    guard let last = touchpoints.last,
      touchpoints.allSatisfy({ ["transact", "deliver"].contains(journey.purpose($0)) })
    else { return [] }
    return [
      journey.finding(
        .endsTooEarly, on: last, "The journey ends with \(journey.model.reference(to: last)), and no care after it",
        label: "the last thing that happens",
        help: "Add what comes then: help with the first steps, a question how it went, a thank-you.")
    ]
  }
}
