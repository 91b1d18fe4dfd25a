import JourneyModel
import JourneySyntax

extension Rule {
  /// A journey that leaves customers with a bad last impression.
  public static let badEnding: Rule = Rule(
    "bad-ending", .warning,
    flags:
      "touchpoints where people are dissatisfied, and which are the last for more than a quarter of those who are not lost",
    because: "what people remember of an experience is its most intense moment and its end",
    source:
      "Kahneman, Fredrickson, Schreiber and Redelmeier, When More Pain Is Preferred to Less, 1993 (the peak-end rule)",
    parameters: [Parameter("share", 25, "the share of journeys that may end so", unit: .percent)],
    needsWholeJourney: true,
    bad: [
      """
      journey Phone
        outcome Bought, success
        stage Purchase
          touchpoint Visit
            emotion +1
            leads to Checkout
          ↓touchpoint Checkout
            emotion -1
            leads to Bought
      """,
      """
      journey Phone
        outcome Bought, success
        stage Purchase
          touchpoint Visit
            emotion +1
            leads to Delivery for 26%
            leads to Bought for 74%
          ↓touchpoint Delivery
            emotion -1
            leads to Bought
      """,
    ],
    good: [
      """
      journey Phone
        outcome Bought, success
        stage Purchase
          touchpoint Visit
            emotion +1
            leads to Delivery for 25%
            leads to Bought for 75%
          touchpoint Delivery
            emotion -1
            leads to Bought
      """,
      """
      journey Phone
        outcome Bought, success
        outcome Lost, failure
        stage Purchase
          touchpoint Checkout
            emotion -1
            leads to Thanks for 50%
            leads to Lost for 50%
          touchpoint Thanks
            emotion +1
            leads to Bought
      """,
      """
      journey Phone
        outcome Bought, success
        stage Purchase
          touchpoint Visit
            emotion -1
            leads to Checkout
          touchpoint Checkout
            leads to Bought
      """,
    ]
  ) { journey in
    let model = journey.model
    let bad = journey.journey.touchpoints.compactMap { touchpoint -> (touchpoint: ItemID, emotion: Rational)? in
      guard let emotion = model.value(.emotion, of: touchpoint).magnitude, emotion < .zero else { return nil }
      return (touchpoint, emotion)
    }
    // Read from stage to stage, touchpoints are alternatives, and nobody says which comes last.
    guard !bad.isEmpty, !journey.flow.isStageByStage else { return [] }
    return journey.figures(for: .badEnding) { analysis throws(FlowProblem) in
      let last = analysis.lastTouchpoints
      let all = last.values.reduce(0, +)
      let ends = bad.filter { last[$0.touchpoint, default: 0] > 0 }
        .sorted { (last[$1.touchpoint, default: 0], $0.touchpoint) < (last[$0.touchpoint, default: 0], $1.touchpoint) }
      let share = all > 0 ? ends.reduce(0) { $0 + last[$1.touchpoint, default: 0] } / all : 0
      guard let worst = ends.first, share > Double(journey.parameter("share", of: .badEnding)) / 100 + 1e-9 else {
        return []
      }
      let more = ends.count > 1 ? " and \(ends.count - 1) more" : ""
      return [
        journey.finding(
          .badEnding, on: worst.touchpoint,
          "Of the customers who are not lost \(Value.percent(share)) leave dissatisfied, from "
            + model.reference(to: worst.touchpoint) + more,
          related: [
            Related(model.place(of: .emotion, in: worst.touchpoint), "satisfaction is \(worst.emotion.decimal())")
          ]
            + ends.dropFirst().prefix(20).map {
              Related(model.place(of: .emotion, in: $0.touchpoint), "and here \($0.emotion.decimal())")
            },
          help: "Let something good come last: a touchpoint behind it that thanks, reassures or recovers.")
      ]
    }
  }
}
