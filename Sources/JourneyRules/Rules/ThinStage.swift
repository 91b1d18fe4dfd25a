import JourneyModel
import JourneySyntax

extension Rule {
  /// A stage with one touchpoint on one channel in a journey that is richer elsewhere.
  public static let thinStage: Rule = Rule(
    "thin-stage", .warning,
    flags: "a stage with one touchpoint on one channel where the journey's median is three or more",
    because: "where one thing has to go right, one bad day loses the customer",
    source: "Edelman, Branding in the Digital Age, 2010: touch the consumer where decisions are made",
    parameters: [Parameter("median", 3, "touchpoints in the journey's middle stage from which one alone is thin")],
    bad: [
      """
      journey Phone
        channel store
        channel web
        stage Awareness
          touchpoint A on store
          touchpoint B on web
          touchpoint C on web
        ↓stage Purchase
          touchpoint Checkout on store
        stage Loyalty
          touchpoint D on store
          touchpoint E on web
          touchpoint F on web
      """,
      """
      journey Phone
        channel store
        channel web
        stage Awareness
          touchpoint A on store
          touchpoint B on web
          touchpoint C on web
        ↓stage Purchase
          touchpoint Checkout on web
        stage Loyalty
          touchpoint D on store
          touchpoint E on web
          touchpoint F on web
        stage Service
          touchpoint G on store
      """,
    ],
    good: [
      """
      journey Phone
        channel store
        channel web
        stage Awareness
          touchpoint A on store
          touchpoint B on web
        stage Purchase
          touchpoint Checkout on store
      """,
      """
      journey Phone
        channel store
        channel web
        stage Awareness
          touchpoint A on store
          touchpoint B on web
          touchpoint C on web
        stage Purchase
          touchpoint Checkout on store, web
        stage Loyalty
          touchpoint D on store
          touchpoint E on web
          touchpoint F on web
      """,
    ]
  ) { journey in
    let counts = journey.journey.stages.map { journey.interactions(of: $0).count }.sorted()
    guard !counts.isEmpty, counts[counts.count / 2] >= journey.parameter("median", of: .thinStage) else { return [] }
    // An important stage on one channel is that rule's business, and so is one where nobody can answer.
    let thin = journey.journey.stages.filter { stage in
      journey.interactions(of: stage).count == 1 && journey.channels(of: stage).count == 1
        && !journey.model.has(.important, stage) && journey.unanswerable(in: stage) == nil
    }
    return journey.grouped(
      .thinStage, on: thin,
      { "\(thin.count == 1 ? "Stage \($0) rests" : "Stages \($0) rest") on a single touchpoint" },
      label: "one touchpoint, on one channel",
      help: "Add a second touchpoint, best on another channel.")
  }
}
