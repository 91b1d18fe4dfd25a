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
          touchpoint Checkout
            leads to Delivery
          touchpoint Delivery
            emotion -2
      """,
    ]
  ) { journey in
    let model = journey.model
    let least = Rational(journey.parameter("points", of: .emotionCliff))
    var said: Set<ItemID> = []
    return journey.journey.touchpoints.flatMap { touchpoint -> [Finding] in
      guard let before = model.value(.emotion, of: touchpoint).magnitude else { return [] }
      return journey.next(touchpoint).compactMap { target in
        guard let after = model.value(.emotion, of: target).magnitude, let fall = before.subtracting(after),
          fall >= least, said.insert(target).inserted
        else { return nil }
        return journey.finding(
          .emotionCliff, on: target,
          "Satisfaction falls by \(fall.decimal()) points from \(model.reference(to: touchpoint)) to "
            + model.reference(to: target),
          related: [
            Related(model.place(of: .emotion, in: touchpoint), "it is \(before.decimal()) here"),
            Related(model.place(of: .emotion, in: target), "and \(after.decimal()) here"),
          ],
          help: "Say what hurts there (`pain`), and what answers it; or prepare customers for it before.")
      }
    }
  }
}
