import JourneyModel
import JourneySyntax

extension Rule {
  /// A stage in which nothing happens.
  public static let stageWithoutTouchpoint: Rule = Rule(
    "stage-without-touchpoint", .error,
    flags: "a stage in which nothing happens",
    because: "a customer in this stage meets nothing of the brand, and is lost from sight",
    source: "Lemon and Verhoef, Understanding Customer Experience Throughout the Customer Journey, 2016",
    bad: [
      """
      journey Phone
        channel store
        ↓stage Awareness
        stage Purchase
          touchpoint Checkout on store
      """,
      """
      journey Phone
        channel store
        stage Purchase
          touchpoint Checkout on store
        ↓stage Loyalty "From then on"
          phase after
          goal "A second purchase"
      """,
    ],
    good: [
      """
      journey Phone
        channel store
        stage Awareness
          touchpoint "Shop window" on store
        stage Purchase
          touchpoint Checkout on store
      """,
      """
      journey Phone
        channel email
        stage Loyalty
          for each number in 1, 2
            touchpoint "Letter {number}" on email
          end
      """,
    ]
  ) { journey in
    journey.journey.stages.filter { journey.model.touchpoints(of: $0).isEmpty }.map { stage in
      journey.finding(
        .stageWithoutTouchpoint, on: stage, "Nothing happens in stage \(journey.model.reference(to: stage))",
        label: "no touchpoint stands below it",
        help: "Add a touchpoint below it, or remove the stage if customers pass through it unseen.")
    }
  }
}
