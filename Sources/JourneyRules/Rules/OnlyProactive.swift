import JourneyModel
import JourneySyntax

extension Rule {
  /// A stage in which the brand starts everything.
  public static let onlyProactive: Rule = Rule(
    "only-proactive", .warning,
    flags: "a stage of two or more touchpoints that are all started by the brand",
    because: "customers who have a question here find nowhere to ask it",
    source: "Wünderlich et al., Futurizing Smart Service, 2015, on reactive beside proactive contact",
    parameters: [Parameter("touchpoints", 2, "touchpoints from which a stage counts")],
    bad: [
      """
      journey Phone
        channel email
        channel web
        ↓stage Loyalty
          touchpoint A on email
            proactive
          touchpoint B on web
            proactive
      """,
      """
      journey Phone
        channel email
        channel web
        stage Awareness
          touchpoint A on web
            reactive
        ↓stage Loyalty
          phase after
          touchpoint B on email
            proactive
          touchpoint C on web
            proactive
          touchpoint D on web
            proactive
      """,
    ],
    good: [
      """
      journey Phone
        channel email
        channel web
        stage Loyalty
          touchpoint A on email
            proactive
          touchpoint B on web
            reactive
      """,
      """
      journey Phone
        channel email
        channel web
        stage Loyalty
          touchpoint A on email
            proactive
          touchpoint B on web
          touchpoint C on web
            proactive
      """,
    ]
  ) { journey in
    stages(journey, all: .proactive, from: journey.parameter("touchpoints", of: .onlyProactive)).map { stage in
      journey.finding(
        .onlyProactive, on: stage,
        "In stage \(journey.model.reference(to: stage)) the brand starts everything",
        label: "all its touchpoints are proactive",
        help: "Add a touchpoint that the customer can start: a help page, a chat, a call (`reactive`).")
    }
  }

  /// The stages in which every touchpoint says a flag, from a number of touchpoints on.
  static func stages(_ journey: Examination, all flag: Attribute, from count: Int) -> [ItemID] {
    journey.journey.stages.filter { stage in
      let touchpoints = journey.interactions(of: stage)
      return touchpoints.count >= count && touchpoints.allSatisfy { journey.model.has(flag, $0) }
    }
  }
}
