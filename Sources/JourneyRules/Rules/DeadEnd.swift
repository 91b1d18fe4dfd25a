import JourneyModel
import JourneySyntax

extension Rule {
  /// A touchpoint from which nothing goes on.
  public static let deadEnd: Rule = Rule(
    "dead-end", .warning,
    flags: "a touchpoint without an arrow and without an outcome, in any stage but the last",
    because: "the customer is left standing in the middle of the journey, and nobody has decided what comes next",
    source: "Option to complete, as in the soundness of workflow nets (van der Aalst 1998)",
    needsWholeJourney: true,
    bad: [
      """
      journey Phone
        channel web
        stage Awareness
          touchpoint A on web
            leads to C
          ↓touchpoint B on web
        stage Purchase
          touchpoint C on web
      """,
      """
      journey Phone
        channel web
        outcome Bought
        stage Awareness
          touchpoint A on web
            leads to B for 50%
            leads to Bought for 50%
          ↓touchpoint B on web
            purpose inform
        stage Purchase
          touchpoint C on web
      """,
    ],
    good: [
      """
      journey Phone
        channel web
        stage Awareness
          touchpoint A on web
            leads to B
        stage Purchase
          touchpoint B on web
      """,
      """
      journey Phone
        channel web
        outcome Informed
        stage Awareness
          touchpoint A on web
            leads to B
          touchpoint C on web
            reaches Informed
        stage Purchase
          touchpoint B on web
      """,
    ]
  ) { journey in
    let model = journey.model
    guard !journey.flow.isStageByStage, let last = journey.journey.stages.last else { return [] }
    return journey.journey.touchpoints.filter { touchpoint in
      model.arrows(from: touchpoint).isEmpty && !model.says(.reaches, touchpoint)
        && model.parent(of: touchpoint) != last && model.isInteraction(touchpoint) && journey.flow.reaches(touchpoint)
    }.map { touchpoint in
      journey.finding(
        .deadEnd, on: touchpoint, "Nothing comes after \(model.reference(to: touchpoint))",
        label: "no arrow leaves it",
        help: "Say where customers go next: `leads to NAME`, or `leads to exit` if they leave here.",
        fix: journey.leadingOn(from: touchpoint))
    }
  }
}

extension Examination {
  /// Leads to what stands next in the script: most people write a journey in the order in which it happens.
  fileprivate func leadingOn(from touchpoint: ItemID) -> Fix? {
    guard let stage = model.parent(of: touchpoint), let place = journey.stages.firstIndex(of: stage) else { return nil }
    let later = journey.stages[place...].lazy.flatMap { self.interactions(of: $0) }
    guard let next = later.first(where: { $0 > touchpoint }) else { return nil }
    return fix("Lead to \(model.reference(to: next)), which stands next", leading(to: next, from: touchpoint))
  }
}
