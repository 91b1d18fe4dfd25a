import JourneyModel
import JourneySyntax

extension Rule {
  /// A journey on one or two channels.
  public static let tooFewChannels: Rule = Rule(
    "too-few-channels", .info, isRecommended: false,
    flags: "a journey with fewer channels than customers would use",
    because: "customers use several channels on their way, and go elsewhere where theirs is missing",
    source: "Verhoef, Kannan and Inman, From Multi-Channel Retailing to Omni-Channel Retailing, 2015",
    parameters: [Parameter("channels", 3, "channels that a journey should have")], needsWholeJourney: true,
    bad: [
      """
      channel web
      channel email
      ↓journey Phone
        stage Purchase
          touchpoint A on web
          touchpoint B on email
          touchpoint C on web
      """,
      """
      ↓journey Phone
        channel web
        stage Awareness
          touchpoint A on web
        stage Purchase
          touchpoint B on web
          touchpoint C on web
      """,
    ],
    good: [
      """
      journey Phone
        channel web
        channel email
        channel store
        stage Purchase
          touchpoint A on web, store
          touchpoint B on email
          touchpoint C on web
      """,
      """
      journey Phone
        channel web
        stage Purchase
          touchpoint A on web
          touchpoint B
          touchpoint C on web
          touchpoint D on web
      """,
    ]
  ) { journey in
    let model = journey.model
    let least = journey.parameter("channels", of: .tooFewChannels)
    let touchpoints = journey.journey.touchpoints.filter { model.isInteraction($0) }
    guard touchpoints.count >= least, touchpoints.allSatisfy({ model.says(.on, $0) }) else { return [] }
    let channels = touchpoints.flatMap { model.channels(of: $0) }.withoutRepeats()
    guard channels.count < least else { return [] }
    let names = Suggestion.list(channels.map { model.reference(to: $0) }, "and")
    return [
      journey.finding(
        .tooFewChannels, on: journey.whole,
        "The whole journey is on \(channels.count == 1 ? "one channel" : "\(channels.count) channels"): \(names)",
        help: "Ask customers which other channels they use, and meet them on one of those.")
    ]
  }
}
