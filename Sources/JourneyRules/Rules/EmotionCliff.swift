import JourneyModel
import JourneySyntax

extension Rule {
  /// A fall in satisfaction from one touchpoint to the next.
  public static let emotionCliff: Rule = Rule(
    "emotion-cliff", .warning,
    flags: "satisfaction that falls by two points or more from one touchpoint to the next",
    because: "a fall hurts more than a low level: people judge by the change",
    source: "Kahneman and Tversky, Prospect Theory, 1979; Verhoef, Antonides and de Hoog, 2004",
    parameters: [Parameter("points", 2, "points by which emotion may not fall")],
    bad: [
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            emotion +1
            leads to Delivery
          ↓touchpoint Delivery
            emotion -1
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            emotion +2
            leads to Delivery for 50%
            leads to Pickup for 50%
          touchpoint Delivery
            emotion 1
          ↓touchpoint Pickup
            emotion -2
      """,
    ],
    good: [
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            emotion +1
            leads to Delivery
          touchpoint Delivery
            emotion 0
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Visit
            emotion +1
            leads to Checkout
          touchpoint Checkout
            leads to Delivery
          touchpoint Delivery
            emotion -2
      """,
    ]
  ) { journey in
    let model = journey.model
    let least = Rational(journey.parameter("points", of: .emotionCliff))
    var falls: [ItemID: [(from: ItemID, to: ItemID, points: Rational)]] = [:]
    for touchpoint in journey.journey.touchpoints {
      guard let before = model.value(.emotion, of: touchpoint).magnitude else { continue }
      for target in journey.next(touchpoint) {
        guard let after = model.value(.emotion, of: target).magnitude, let fall = before.subtracting(after),
          fall >= least, let stage = model.parent(of: target), !(falls[stage]?.contains { $0.to == target } ?? false)
        else { continue }
        falls[stage, default: []].append((touchpoint, target, fall))
      }
    }
    return falls.sorted { $0.key < $1.key }.compactMap { _, falls in
      guard let worst = falls.max(by: { ($0.points, $1.to) < ($1.points, $0.to) }) else { return nil }
      let more = falls.count > 1 ? ", and so it is at \(falls.count - 1) more of this stage" : ""
      return journey.finding(
        .emotionCliff, on: worst.to,
        "Satisfaction falls by \(worst.points.decimal()) points from \(model.reference(to: worst.from)) to "
          + model.reference(to: worst.to) + more,
        related: [
          Related(
            model.place(of: .emotion, in: worst.from),
            "it is \(model.value(.emotion, of: worst.from).text()) here"),
          Related(
            model.place(of: .emotion, in: worst.to), "and \(model.value(.emotion, of: worst.to).text()) here"),
        ]
          + falls.filter { $0.to != worst.to }.prefix(20).map {
            Related(model.place(of: .emotion, in: $0.to), "a fall by \($0.points.decimal())")
          },
        help: model.mentions(.pain, worst.to)
          ? "Mend what hurts there, or prepare customers for it before."
          : "Say what hurts there (`pain`), and what answers it; or prepare customers for it before.")
    }
  }
}
