import JourneyModel
import JourneySyntax

extension Rule {
  /// A persona who cannot come to success on the channels that they can use.
  public static let personaShutOut: Rule = Rule(
    "persona-shut-out", .error,
    flags: "a persona for whom every way to a success goes through a touchpoint on channels that they cannot use",
    because: "whoever cannot see, hear, call or come is a customer too, and in many places has a right to the service",
    source: "Directive (EU) 2019/882, the European Accessibility Act", needsWholeJourney: true,
    bad: [
      """
      journey Phone
        channel hotline
        channel web
        outcome Bought, success
        ↓persona Deaf
          cannot use hotline
        stage Purchase
          touchpoint Visit on web
            leads to Call
          touchpoint Call on hotline
            leads to Bought
      """,
      """
      journey Phone
        channel hotline
        channel web
        outcome Bought, success
        outcome Lost, failure
        ↓persona Deaf
          cannot use hotline
        stage Purchase
          touchpoint Call on hotline
            leads to Bought
          touchpoint Visit on web
            leads to Call for 50%
            leads to Lost for 50%
      """,
    ],
    good: [
      """
      journey Phone
        channel hotline
        channel web
        outcome Bought, success
        persona Deaf
          cannot use hotline
        stage Purchase
          touchpoint Visit on web
            leads to Order
          touchpoint Order on hotline, web
            leads to Bought
      """,
      """
      journey Phone
        channel hotline
        channel chat
        outcome Bought, success
        persona Explorer
          cannot use chat
        stage Purchase
          touchpoint Call on hotline
            leads to Bought
      """,
    ]
  ) { journey in
    let model = journey.model
    guard !journey.flow.isStageByStage else { return [] }
    let (personas, rest) = journey.affordable(journey.journey.personas, "personas", for: .personaShutOut, walks: 2)
    return rest
      + personas.compactMap { persona -> Finding? in
        let closed = Set(model.value(.cannotUse, of: persona).elements.compactMap(\.itemID))
        guard !closed.isEmpty, journey.succeeds(persona, through: { _ in true }) else { return nil }
        let isUsable = { (touchpoint: ItemID) in
          let channels = model.channels(of: touchpoint)
          return channels.isEmpty || channels.contains { !closed.contains($0) }
        }
        guard !journey.succeeds(persona, through: isUsable) else { return nil }
        let barriers = journey.journey.touchpoints.filter { !isUsable($0) }
        return journey.finding(
          .personaShutOut, on: persona, "\(model.reference(to: persona)) cannot come to any success",
          related: [Related(model.place(of: .cannotUse, in: persona), "cannot be used")]
            + barriers.prefix(10).map { Related(model.place(of: $0), "only on channels that they cannot use") },
          help: "Open one of these touchpoints on another channel too, or lead around it.")
      }
  }
}
