import JourneyModel
import JourneySyntax

extension Rule {
  /// The touchpoints at which most customers are lost.
  public static let dropoutHotspot: Rule = Rule(
    "dropout-hotspot", .info, isRecommended: false,
    flags: "the touchpoints at which most customers are lost, by the shares of the arrows",
    because: "one point more at the place where most are lost brings more than anywhere else",
    source: "Kaushik, Web Analytics 2.0, 2010 (funnel analysis)",
    parameters: [
      Parameter("count", 3, "how many touchpoints to name"),
      Parameter("loss", 5, "the share of all customers that must be lost at one", unit: .percent),
    ],
    needsWholeJourney: true,
    bad: [
      """
      journey Phone
        outcome Bought, success
        outcome Lost, failure
        stage Purchase
          ↓touchpoint Advert
            leads to Visit for 30%
            leads to Lost
          touchpoint Visit
            leads to Checkout for 90%
            leads to exit
          touchpoint Checkout
            leads to Bought for 80%
      """,
      """
      journey Phone
        outcome Bought, success
        stage Purchase
          touchpoint Advert
            leads to Visit for 96%
          touchpoint Visit
            leads to Checkout for 100%
          ↓touchpoint Checkout
            leads to Bought for 94%
      """,
    ],
    good: [
      """
      journey Phone
        outcome Bought, success
        stage Purchase
          touchpoint Advert
            leads to Visit for 97%
          touchpoint Visit
            leads to Checkout
          touchpoint Checkout
            leads to Bought for 96%
      """,
      """
      journey Phone
        outcome Bought, success
        stage Purchase
          touchpoint Advert
            leads to Visit
            leads to exit for 4%
          touchpoint Visit
            leads to Bought
      """,
    ]
  ) { journey in
    let model = journey.model
    guard journey.saysShares else { return [] }
    return journey.figures(for: .dropoutHotspot) { analysis throws(FlowProblem) in
      let least = Double(journey.parameter("loss", of: .dropoutHotspot)) / 100
      let worst = analysis.losses.filter { $0.value >= least - 1e-9 }
        .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(journey.parameter("count", of: .dropoutHotspot))
      guard let first = worst.first else { return [] }
      let shown = worst.map { "\(model.reference(to: $0.key)) (\(Value.percent($0.value)))" }
      return [
        journey.finding(
          .dropoutHotspot, on: first.key,
          "Of all customers most are lost at \(Suggestion.list(shown, "and"))"
            + journey.assumed(analysis, .touchpoints([first.key])),
          related: worst.dropFirst().map {
            Related(model.place(of: $0.key), "\(Value.percent($0.value)) are lost here")
          },
          help: "Look here first: what would let one in ten of them go on?")
      ]
    }
  }
}
