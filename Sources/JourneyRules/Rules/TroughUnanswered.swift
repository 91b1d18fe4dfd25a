import JourneyModel
import JourneySyntax

extension Rule {
  /// The low point of a journey, with nothing done about it.
  public static let troughUnanswered: Rule = Rule(
    "trough-unanswered", .warning,
    flags: "the lowest point of the journey, where people are dissatisfied, and no pain is named there nor help next",
    because: "people remember the worst moment and the end, and forget the rest",
    source: "Kahneman, Fredrickson, Schreiber and Redelmeier, When More Pain Is Preferred to Less, 1993",
    needsWholeJourney: true,
    bad: [
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            emotion +1
          ↓touchpoint Delivery
            emotion -1
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            emotion -1
            pain "Long form", answered by Help
          ↓touchpoint Delivery
            emotion -2
            leads to Checkout again
          touchpoint Help
            purpose support
      """,
    ],
    good: [
      """
      journey Phone
        stage Purchase
          touchpoint Delivery
            emotion -1
            pain "The parcel is left in the rain"
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Delivery
            emotion -1
            leads to Help
          touchpoint Help
            purpose recover
      """,
    ]
  ) { journey in
    let model = journey.model
    let emotions = journey.journey.touchpoints.compactMap { touchpoint in
      model.value(.emotion, of: touchpoint).magnitude.map { (touchpoint, $0) }
    }
    guard let (lowest, emotion) = emotions.min(by: { $0.1 < $1.1 }), emotion < .zero,
      !model.mentions(.pain, lowest),
      !journey.isCare(lowest), !journey.next(lowest).contains(where: { journey.isCare($0) })
    else { return [] }
    return [
      journey.finding(
        .troughUnanswered, on: lowest,
        "\(model.reference(to: lowest)) is the low point of the journey, and nothing says what hurts there",
        related: [Related(model.place(of: .emotion, in: lowest), "satisfaction is \(emotion.decimal())")],
        help: "Name it: `pain \"…\", answered by NAME`, or let a touchpoint follow that supports or reassures.")
    ]
  }
}
