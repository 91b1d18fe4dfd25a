import JourneyModel
import JourneySyntax

extension Rule {
  /// A touchpoint at which customers need to know what some way has not told them.
  public static let toldTooLate: Rule = Rule(
    "told-too-late", .warning,
    flags: "a topic that customers `need to know` at a touchpoint, and that some way to it has not told them",
    because: "people who learn the price at the till put the basket down",
    source: "Halvorsrud, Kvale and Følstad, Improving Service Quality through Customer Journey Analysis, 2016",
    needsWholeJourney: true,
    bad: [
      """
      journey Phone
        stage Purchase
          touchpoint Visit
            tells range
            leads to Checkout
          touchpoint Checkout
            ↓needs to know price
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Visit
            leads to Advice for 50%
            leads to Checkout for 50%
          touchpoint Advice
            tells price
            leads to Checkout
          touchpoint Checkout
            ↓needs to know price
      """,
    ],
    good: [
      """
      journey Phone
        stage Purchase
          touchpoint Visit
            tells price, range
            leads to Checkout
          touchpoint Checkout
            needs to know price
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            tells price
            needs to know price
      """,
    ]
  ) { journey in
    let model = journey.model
    let told = journey.touchpoints(saying: .tells)
    let needed = journey.touchpoints(saying: .needsToKnow)
    let (topics, rest) = journey.affordable(
      needed.keys.sorted(), "topics", for: .toldTooLate, walks: journey.walkers.count)
    return rest
      + topics.compactMap { topic -> Finding? in
        let stops = told[topic] ?? []
        let asking = (needed[topic] ?? []).filter { !stops.contains($0) }
        guard let found = journey.evasion(of: stops, to: asking, unless: { journey.knows(topic, $0) }),
          let first = found.touchpoints.first
        else { return nil }
        let near = stops.isEmpty ? Suggestion.near(topic, among: told.keys) : []
        let place = journey.place(on: found.way) {
          model.says(.tells, $0)
        } isEnough: {
          journey.evasion(of: stops + [$0], to: asking, unless: { journey.knows(topic, $0) }) == nil
        }
        let fix =
          near.first.map { journey.fix("Write `\($0)`", journey.renaming(topic, to: $0, in: .needsToKnow, of: first)) }
          ?? place.flatMap {
            journey.fix("Tell it at \(model.reference(to: $0))", journey.listing(topic, in: .tells, of: $0))
          }
        return journey.finding(
          .toldTooLate, on: first,
          stops.isEmpty
            ? "Nothing tells customers of `\(Display.plain(topic))` before \(model.reference(to: first))"
            : "Some customers come to \(model.reference(to: first)) without knowing `\(Display.plain(topic))`",
          at: model.place(of: .needsToKnow, in: first),
          label: stops.isEmpty ? "" : "not told on the way \(journey.text(of: found.way.dropLast(), found.persona))",
          related: stops.prefix(5).map { Related(model.place(of: .tells, in: $0), "told here") }
            + found.touchpoints.dropFirst().prefix(20).map {
              Related(model.place(of: .needsToKnow, in: $0), "and here")
            },
          help: near.first.map { "Did you mean `\($0)`?" }
            ?? "Tell it before, where every way passes: `tells \(Display.plain(topic))`.",
          fix: fix)
      }
  }
}
