import JourneyModel
import JourneySyntax

extension Rule {
  /// A purchase after which nothing is said to come.
  public static let transactWithoutNext: Rule = Rule(
    "transact-without-next", .warning,
    flags: "a transaction in the last stage with nothing after it: no arrow, and no outcome",
    because: "whether the purchase succeeded is the one thing that everybody wants to know of a journey",
    source: "Court, Elzinga, Mulder and Vetvik, The Consumer Decision Journey, 2009", needsWholeJourney: true,
    bad: [
      """
      journey Phone
        stage Purchase
          touchpoint Visit
            leads to Checkout
          ↓touchpoint Checkout
            purpose transact
      """,
      """
      journey Phone
        outcome Bought
        stage Purchase
          touchpoint Visit
            leads to Checkout for 50%
            leads to Order for 50%
          ↓touchpoint Checkout
            purpose transact
          touchpoint Order
            purpose transact
            leads to Bought
      """,
    ],
    good: [
      """
      journey Phone
        outcome Bought
        stage Purchase
          touchpoint Visit
            leads to Checkout
          touchpoint Checkout
            purpose transact
            reaches Bought
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Visit
            leads to Checkout
          touchpoint Checkout
            purpose transact
            leads to exit
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Visit
            leads to Letter
          touchpoint Letter
            purpose inform
      """,
    ]
  ) { journey in
    let model = journey.model
    // Before the last stage it is a dead end, which is said by that rule.
    guard !journey.flow.isStageByStage, let last = journey.journey.stages.last else { return [] }
    return journey.interactions(of: last).filter {
      journey.purpose($0) == "transact" && model.arrows(from: $0).isEmpty && !model.says(.reaches, $0)
    }.map {
      journey.finding(
        .transactWithoutNext, on: $0, "Nothing says what comes after \(model.reference(to: $0))",
        label: "a transaction without an arrow",
        help: "Declare what is reached (`outcome Bought, success`) and lead there: `leads to Bought`.",
        fix: journey.succeeding(from: $0))
    }
  }
}

extension Examination {
  /// Leads to the journey's one success, or to its one outcome.
  fileprivate func succeeding(from touchpoint: ItemID) -> Fix? {
    guard isSmall else { return nil }
    let outcomes = journey.outcomes.filter { !model.has(.failure, $0) }
    let successes = outcomes.filter { model.has(.success, $0) }
    let likely = successes.isEmpty ? outcomes : successes
    guard likely.count == 1, let outcome = likely.first else { return nil }
    return fix("Lead to \(model.reference(to: outcome))", leading(to: outcome, from: touchpoint))
  }
}
