import JourneyModel
import JourneySyntax

extension Rule {
  /// A journey that leaves customers with a bad last impression.
  public static let badEnding: Rule = Rule(
    "bad-ending", .warning,
    flags:
      "touchpoints where people are dissatisfied, and which are the last that more than a quarter of customers remember",
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
            leads to Receipt
          touchpoint Receipt
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
    ]
  ) { journey in
    let model = journey.model
    let emotions = journey.journey.touchpoints.compactMap { touchpoint in
      model.value(.emotion, of: touchpoint).magnitude.map { (touchpoint, $0) }
    }
    // Who is satisfied everywhere is so at the end.
    guard emotions.contains(where: { $0.1 < .zero }) else { return [] }
    return journey.figures(for: .badEnding) { analysis throws(FlowProblem) in
      let last = try analysis.lastImpressions(among: Set(emotions.map(\.0)))
      let all = last.values.reduce(0, +)
      let bad = emotions.filter { $0.1 < .zero && last[$0.0, default: 0] > 0 }
        .sorted { (last[$1.0, default: 0], $0.0) < (last[$0.0, default: 0], $1.0) }
      let share = all > 0 ? bad.reduce(0) { $0 + last[$1.0, default: 0] } / all : 0
      guard let worst = bad.first, share > Double(journey.parameter("share", of: .badEnding)) / 100 + 1e-9 else {
        return []
      }
      let name = model.reference(to: worst.0)
      let more = bad.count > 1 ? " and \(bad.count - 1) more" : ""
      return [
        journey.finding(
          .badEnding, on: worst.0,
          "\(Value.percent(share)) of journeys end on a bad note, at \(name)\(more)" + journey.assumed(analysis),
          related: [Related(model.place(of: .emotion, in: worst.0), "satisfaction is \(worst.1.decimal())")]
            + bad.dropFirst().prefix(20).map {
              Related(model.place(of: .emotion, in: $0.0), "and here \($0.1.decimal())")
            },
          help: "Let something good come last: a touchpoint behind it that thanks, reassures or recovers.")
      ]
    }
  }
}
