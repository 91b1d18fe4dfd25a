import JourneyModel
import JourneySyntax

extension Rule {
  /// A time span that cannot be meant.
  public static let badDuration: Rule = Rule(
    "bad-duration", .error,
    flags: "a wait or a delay that is negative, or longer than a year",
    because: "a slip in the unit makes every figure of time behind it wrong",
    source: "Practice of plausibility checks on survey data",
    parameters: [Parameter("days", 365, "days that something may take or wait")],
    bad: [
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            ↓wait 400 days
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            takes 2 days
            ↓after 2 to 60 weeks
      """,
    ],
    good: [
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            wait 365 days
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            after 0 min
            wait unknown
      """,
    ]
  ) { journey in
    let model = journey.model
    let longest = Rational(journey.parameter("days", of: .badDuration) * 86_400)
    return journey.journey.touchpoints.flatMap { touchpoint in
      [Attribute.after, .wait, .takes].compactMap { attribute -> Finding? in
        let value = model.value(attribute, of: touchpoint)
        guard let seconds = value.magnitude, seconds < .zero || seconds > longest else { return nil }
        return journey.finding(
          .badDuration, on: touchpoint,
          seconds < .zero
            ? "`\(attribute.rawValue)` is less than nothing at \(model.reference(to: touchpoint))"
            : "`\(attribute.rawValue)` is \(value.text()) at \(model.reference(to: touchpoint)): longer than a year",
          at: model.place(of: attribute, in: touchpoint), help: "Look at the unit: minutes, hours, days?")
      }
    }
  }
}
