import JourneyModel
import JourneySyntax

extension Rule {
  /// A persona whose channels a stage does not have.
  public static let personaNotReached: Rule = Rule(
    "persona-not-reached", .warning,
    flags: "a persona with no preferred channel in a stage",
    because: "people can be met only where they are",
    source: "Neslin and others, Challenges and Opportunities in Multichannel Customer Management, 2006",
    bad: [
      """
      journey Phone
        channel web
        channel store
        ↓persona Explorer
          prefers web
        stage Awareness
          touchpoint Advert on web
        stage Purchase
          touchpoint Checkout on store
      """,
      """
      journey Phone
        channel web
        channel store
        channel post
        ↓persona Explorer
          prefers web, post
        stage Awareness
          touchpoint Window on store
        stage Purchase
          touchpoint Checkout on store
      """,
    ],
    good: [
      """
      journey Phone
        channel web
        channel store
        persona Explorer
          prefers web
        stage Purchase
          touchpoint Checkout on store, web
      """,
      """
      journey Phone
        channel web
        channel store
        persona Explorer
          prefers web
        persona Upgrader
          prefers store
        stage Purchase
          touchpoint Checkout on store
            only for Upgrader
          touchpoint Basket
          touchpoint Shelf on store
      """,
    ]
  ) { journey in
    let model = journey.model
    let (personas, rest) = journey.affordable(journey.journey.personas, "personas", for: .personaNotReached)
    return rest
      + personas.compactMap { persona -> Finding? in
        let preferred = Set(model.value(.prefers, of: persona).elements.compactMap(\.itemID))
        guard !preferred.isEmpty else { return nil }
        let stages = journey.journey.stages.filter { stage in
          let open = journey.interactions(of: stage).filter { model.admits(persona, $0) }
          return !open.isEmpty && open.allSatisfy { model.says(.on, $0) }
            && !open.contains { touchpoint in model.channels(of: touchpoint).contains { preferred.contains($0) } }
        }
        guard !stages.isEmpty else { return nil }
        let names = Suggestion.list(stages.prefix(5).map { model.reference(to: $0) }, "and")
        return journey.finding(
          .personaNotReached, on: persona,
          "\(model.reference(to: persona)) has no preferred channel in stage\(stages.count == 1 ? "" : "s") \(names)",
          related: stages.prefix(20).map { Related(model.place(of: $0), "none of the preferred channels here") },
          help: "Add a touchpoint there on \(Suggestion.list(preferred.sorted().map { model.reference(to: $0) })).")
      }
  }
}
