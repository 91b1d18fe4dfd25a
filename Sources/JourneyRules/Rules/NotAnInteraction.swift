import JourneyModel
import JourneySyntax

extension Rule {
  /// Work inside the brand that is written as a touchpoint.
  public static let notAnInteraction: Rule = Rule(
    "not-an-interaction", .warning,
    flags: "a touchpoint whose purpose is measure, research, develop or profile",
    because: "it is useful work, but the customer meets nobody: it is no layer between customer and brand",
    source: "Lemon and Verhoef 2016: touchpoints are encounters of a customer with the brand",
    bad: [
      """
      journey Phone
        channel web
        stage Loyalty
          touchpoint "Churn score" on web
            ↓purpose profile
      """,
      """
      journey Phone
        channel web
        stage Loyalty
          touchpoint Survey on web
            purpose listen
          touchpoint "Market study"
            ↓purpose research
      """,
    ],
    good: [
      """
      journey Phone
        channel web
        stage Loyalty
          touchpoint Survey on web
            purpose listen
      """,
      """
      journey Phone
        channel web
        stage Loyalty
          touchpoint Survey on web
            purpose check
            backstage "The churn score is computed"
      """,
    ]
  ) { journey in
    let model = journey.model
    return journey.journey.touchpoints.filter { !model.isInteraction($0) }.map { touchpoint in
      let purpose = model.value(.purpose, of: touchpoint).string ?? ""
      return journey.finding(
        .notAnInteraction, on: touchpoint,
        "\(model.reference(to: touchpoint)) is no interaction: its purpose is \(purpose)",
        at: model.place(of: .purpose, in: touchpoint),
        help: "Say what the customer meets here, or write it as `backstage \"…\"` of the touchpoint that it serves.")
    }
  }
}
