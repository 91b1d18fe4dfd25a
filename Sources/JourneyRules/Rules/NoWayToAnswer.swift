import JourneyModel
import JourneySyntax

extension Rule {
  /// A stage where the brand speaks and nobody can answer.
  public static let noWayToAnswer: Rule = Rule(
    "no-way-to-answer", .warning,
    flags: "a stage where the brand speaks on one-way channels only, and the customer has no way to reply; one of the "
      + "phase `before` that only attracts and informs needs none",
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
        stage Awareness
          phase before
          touchpoint Letter on post
            proactive
            purpose attract
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
      guard let first = journey.unanswerable(in: stage) else { return nil }
      return journey.finding(
        .noWayToAnswer, on: stage,
        "In stage \(model.reference(to: stage)) customers cannot answer",
        label: "all its channels are one-way",
        related: [Related(model.place(of: first), "the brand speaks here")],
        help: "Add a touchpoint on a two-way channel: a call, a chat, a counter, an email that takes replies.")
    }
  }
}

extension Examination {
  /// The first touchpoint of a stage where the brand speaks, if customers can answer nowhere in the stage and should.
  func unanswerable(in stage: ItemID) -> ItemID? {
    let touchpoints = interactions(of: stage)
    let channels = channels(of: stage)
    // A channel that does not say whether one can answer there may be one where one can.
    guard !channels.isEmpty, channels.allSatisfy({ model.has(.oneWay, $0) }),
      touchpoints.allSatisfy({ model.says(.on, $0) })
    else { return nil }
    // Whom nobody knows yet, an advertisement asks nothing.
    let isHeardOnly =
      model.value(.phase, of: stage).string == "before"
      && touchpoints.allSatisfy { purpose($0).map { ["attract", "inform"].contains($0) } ?? false }
    // What the customer looks up on a one-way channel is no answer either.
    return isHeardOnly ? nil : touchpoints.first { !model.has(.reactive, $0) }
  }
}
