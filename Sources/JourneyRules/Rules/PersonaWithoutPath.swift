import JourneyModel
import JourneySyntax

extension Rule {
  /// A persona for whom no way leads to a success.
  public static let personaWithoutPath: Rule = Rule(
    "persona-without-path", .error, isRecommended: false,
    flags: "a persona to whom, by `when` and `only for`, no way to a success is open",
    because: "a persona who cannot succeed is a customer one pays to attract and then sends away",
    source: "Reachability, as in the soundness of workflow nets (van der Aalst 1998)", needsWholeJourney: true,
    bad: [
      """
      journey Phone
        outcome Bought, success
        persona Explorer
        ↓persona Upgrader
        stage Purchase
          touchpoint Visit
            leads to Bought when persona is Explorer
            leads to exit
      """,
      """
      journey Phone
        outcome Bought, success
        ↓persona Explorer
        persona Upgrader
        stage Purchase
          touchpoint Visit
            leads to Order
          touchpoint Order
            only for Upgrader
            leads to Bought
      """,
    ],
    good: [
      """
      journey Phone
        outcome Bought, success
        persona Explorer
        persona Upgrader
        stage Purchase
          touchpoint Visit
            leads to Bought when persona is Explorer
            leads to Bought when persona is not Explorer
      """,
      """
      journey Phone
        outcome Bought, success
        outcome Lost, failure
        persona Explorer
        persona Upgrader
        stage Purchase
          touchpoint Visit
            leads to Lost when persona is Explorer
            leads to Offer when persona is Upgrader
          touchpoint Offer
            leads to Lost
      """,
    ]
  ) { journey in
    guard !journey.flow.isStageByStage else { return [] }
    let (personas, rest) = journey.affordable(journey.journey.personas, "personas", for: .personaWithoutPath)
    // Where nobody succeeds, that is another finding.
    let anybody = journey.succeeds(nil, through: { _ in true })
    return rest
      + personas.filter { anybody && !journey.succeeds($0, through: { _ in true }) }.map { persona in
        journey.finding(
          .personaWithoutPath, on: persona,
          "No way to a success is open to \(journey.model.reference(to: persona))",
          help: "Look at the conditions (`when persona is …`) and at `only for`: one of them should let them through.")
      }
  }
}
