import JourneyModel
import JourneySyntax

extension Rule {
  /// A touchpoint that hardly counts.
  public static let touchpointWeak: Rule = Rule(
    "touchpoint-weak", .info, isRecommended: false,
    flags: "a touchpoint whose strength is below a threshold",
    because: "a touchpoint that says nothing of how it works for the customer is a box on a poster",
    source: "The strength model: `journey explain FILE \"Touchpoint\"` prints the sum",
    parameters: [Parameter("strength", 30, "strength below which a touchpoint is weak", unit: .percent)],
    bad: [
      """
      journey Phone
        channel web
        stage Purchase
          ↓touchpoint Checkout on web
      """,
      """
      journey Phone
        channel web
        stage Purchase
          ↓touchpoint Checkout on web
            strength 29%
      """,
    ],
    good: [
      """
      journey Phone
        channel web
        stage Purchase
          touchpoint Checkout on web
            purpose transact
      """,
      """
      journey Phone
        channel web
        stage Purchase
          touchpoint Checkout on web
            strength 30%
      """,
    ]
  ) { journey in
    let model = journey.model
    let least = Double(journey.parameter("strength", of: .touchpointWeak)) / 100
    return journey.journey.touchpoints.filter { model.isInteraction($0) && model.strengths.of($0) < least }.map {
      journey.finding(
        .touchpointWeak, on: $0,
        "\(model.reference(to: $0)) is weak: a strength of \(percent(model.strengths.of($0)))",
        help: advice([$0], journey))
    }
  }
}
