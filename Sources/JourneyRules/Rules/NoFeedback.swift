import JourneyModel
import JourneySyntax

extension Rule {
  /// A journey in which nobody asks how it went.
  public static let noFeedback: Rule = Rule(
    "no-feedback", .warning,
    flags: "a journey in which something is bought or delivered, and nobody listens during or after it",
    because: "what is not asked is not known, and the next customer meets the same trouble",
    source: "Reichheld, The One Number You Need to Grow, 2003; Lemon and Verhoef, 2016", needsWholeJourney: true,
    bad: [
      """
      ↓journey Phone
        stage Purchase
          touchpoint Checkout
            purpose transact
        stage Loyalty
          touchpoint Newsletter
            purpose inform
      """,
      """
      ↓journey Phone
        stage Awareness
          touchpoint Survey
            purpose listen
        stage Purchase
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
        stage Loyalty
          touchpoint Question
            purpose listen
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            purpose transact
        stage Loyalty
          touchpoint Question
      """,
    ]
  ) { journey in
    let stages = journey.journey.stages.map { journey.interactions(of: $0) }
    let bought = stages.firstIndex { stage in
      stage.contains { ["transact", "deliver"].contains(journey.purpose($0)) }
    }
    guard let bought, !journey.leavesOut("after") else { return [] }
    // One that does not say what it is for may be there to listen.
    let purposes = stages[bought...].joined().map { journey.purpose($0) }
    guard !purposes.contains(nil), !purposes.contains("listen") else { return [] }
    return [
      journey.finding(
        .noFeedback, on: journey.whole, "Nobody asks customers how it went",
        help: "Afterwards, add a touchpoint with `purpose listen`, and lead from it to what you do about it.")
    ]
  }
}
