import JourneyModel
import JourneySyntax

extension Rule {
  /// A stage in which the customer must start everything.
  public static let onlyReactive: Rule = Rule(
    "only-reactive", .warning,
    flags: "a stage of two or more touchpoints that the customer must all start, but before the purchase",
    because: "customers who do not come by themselves hear nothing in this stage",
    source: "Challagalla, Venkatesh and Kohli, Proactive Postsales Service, 2009",
    parameters: [Parameter("touchpoints", 2, "touchpoints from which a stage counts")],
    bad: [
      """
      journey Phone
        channel hotline
        channel web
        ↓stage Service
          touchpoint A on hotline
            reactive
          touchpoint B on web
            reactive
      """,
      """
      journey Phone
        channel hotline
        channel web
        stage Awareness
          phase before
          touchpoint A on web
            reactive
          touchpoint B on hotline
            reactive
        ↓stage Service
          phase after
          touchpoint C on hotline
            reactive
          touchpoint D on web
            reactive
      """,
    ],
    good: [
      """
      journey Phone
        channel hotline
        channel web
        stage Service
          touchpoint A on hotline
            reactive
          touchpoint B on web
            proactive
      """,
      """
      journey Phone
        channel hotline
        channel web
        stage Awareness
          phase before
          touchpoint A on hotline
            reactive
          touchpoint B on web
            reactive
      """,
    ]
  ) { journey in
    stages(journey, all: .reactive, from: journey.parameter("touchpoints", of: .onlyReactive))
      .filter { journey.model.value(.phase, of: $0) != .word("before") }
      .map { stage in
        journey.finding(
          .onlyReactive, on: stage,
          "In stage \(journey.model.reference(to: stage)) the customer must start everything",
          label: "all its touchpoints are reactive",
          help: "Add a touchpoint with which the brand makes the first step: a message, a call, a visit (`proactive`).")
      }
  }
}
