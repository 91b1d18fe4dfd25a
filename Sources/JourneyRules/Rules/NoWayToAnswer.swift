import JourneyModel
import JourneySyntax

extension Rule {
  /// A stage where the brand speaks and nobody can answer.
  public static let noWayToAnswer: Rule = Rule(
    "no-way-to-answer", .warning,
    flags: "a stage where the brand speaks on one-way channels only, and the customer has no way to reply",
    because: "a message that cannot be answered leaves questions open, and the brand does not hear them",
    source: "Hollebeek, Srivastava and Chen, S-D Logic-Informed Customer Engagement, 2019",
    bad: [
      """
      journey Phone
        channel post
          one-way
        ↓stage Loyalty
          touchpoint Letter on post
            proactive
      """,
      """
      journey Phone
        channel post
          one-way
        channel radio
          one-way
        channel store
          two-way
        ↓stage Awareness
          touchpoint Letter on post
          touchpoint Spot on radio
            reactive
        stage Purchase
          touchpoint Checkout on store
      """,
    ],
    good: [
      """
      journey Phone
        channel post
          one-way
        channel hotline
          two-way
        stage Loyalty
          touchpoint Letter on post
            proactive
          touchpoint Question on hotline
            reactive
      """,
      """
      journey Phone
        channel post
          one-way
        channel email
        stage Loyalty
          touchpoint Letter on post
            proactive
          touchpoint Message on email
            proactive
      """,
    ]
  ) { journey in
    let model = journey.model
    return journey.journey.stages.compactMap { stage -> Finding? in
      let touchpoints = journey.interactions(of: stage)
      let channels = journey.channels(of: stage)
      // A channel that does not say whether one can answer there may be one where one can.
      let isOneWay = !channels.isEmpty && channels.allSatisfy { model.has(.oneWay, $0) }
      let allNameChannels = touchpoints.allSatisfy { model.says(.on, $0) }
      // What the customer looks up on a one-way channel is no answer either.
      guard isOneWay, allNameChannels, let first = touchpoints.first(where: { !model.has(.reactive, $0) }) else {
        return nil
      }
      return journey.finding(
        .noWayToAnswer, on: stage,
        "In stage \(model.reference(to: stage)) customers cannot answer",
        label: "all its channels are one-way",
        related: [Related(model.place(of: first), "the brand speaks here")],
        help: "Add a touchpoint on a two-way channel: a call, a chat, a counter, an email that takes replies.")
    }
  }
}
