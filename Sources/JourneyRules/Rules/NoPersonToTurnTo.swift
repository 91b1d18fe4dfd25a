import JourneyModel
import JourneySyntax

extension Rule {
  /// A stage in which customers need somebody, and nobody is there.
  public static let noPersonToTurnTo: Rule = Rule(
    "no-person-to-turn-to", .warning, isRecommended: false,
    flags: "a stage with pain, or where the customer starts something, and no channel on which one meets a person",
    because: "when something is unclear or goes wrong, people want to talk to somebody",
    source: "Zomerdijk and Voss, Service Design for Experience-Centric Services, 2010",
    bad: [
      """
      journey Phone
        channel web
          mode digital
        ↓stage Purchase
          touchpoint Checkout on web
            reactive
      """,
      """
      journey Phone
        channel web
          mode digital
        channel shop
          mode physical, human
        ↓stage Purchase
          pain "Delivery dates are vague"
          touchpoint Checkout on web
        stage Loyalty
          touchpoint Visit on shop
            reactive
      """,
    ],
    good: [
      """
      journey Phone
        channel web
          mode digital
        channel hotline
          mode human
        stage Purchase
          touchpoint Checkout on web
            reactive
          touchpoint Call on hotline
      """,
      """
      journey Phone
        channel web
        channel chat
          mode digital
        stage Purchase
          touchpoint Checkout on web
            reactive
          touchpoint Question on chat
      """,
    ]
  ) { journey in
    let model = journey.model
    let painful = Set(journey.pains.map { model.kind(of: $0.owner) == .stage ? $0.owner : model.parent(of: $0.owner) })
    let alone = journey.journey.stages.filter { stage in
      let touchpoints = journey.interactions(of: stage)
      let channels = journey.channels(of: stage)
      guard touchpoints.allSatisfy({ model.says(.on, $0) }), !channels.isEmpty,
        channels.allSatisfy({ model.says(.mode, $0) && !model.isHuman($0) })
      else { return false }
      return painful.contains(stage) || touchpoints.contains { model.has(.reactive, $0) }
    }
    return journey.grouped(
      .noPersonToTurnTo, on: alone, { "In stage\(alone.count == 1 ? "" : "s") \($0) there is no person to turn to" },
      label: "no channel with `mode human`",
      help: "Add a way to a person: a call, a chat with people behind it, a counter.")
  }
}
