import JourneyModel
import JourneySyntax

extension Rule {
  /// Data that is captured, and nothing that is personal.
  public static let impersonalJourney: Rule = Rule(
    "impersonal-journey", .warning,
    flags: "a journey that captures data about its customers and uses none of it",
    because: "people give data to be met as a person, and notice when they are not",
    source: "Aguirre, Mahr, Grewal, de Ruyter and Wetzels, Unraveling the Personalization Paradox, 2015",
    needsWholeJourney: true,
    bad: [
      """
      ↓journey Phone
        stage Purchase
          touchpoint Checkout
            captures first_name, email_address
      """,
      """
      ↓journey Phone
        stage Awareness
          touchpoint Sign-up
            captures first_name
        stage Purchase
          touchpoint Letter
            says "Dear customer"
      """,
    ],
    good: [
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            captures first_name, email_address
          touchpoint Letter
            says "Dear {{first_name}}"
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            captures phone_number
          touchpoint Call
            uses phone_number
      """,
    ]
  ) { journey in
    let model = journey.model
    guard let first = journey.journey.touchpoints.first(where: { model.says(.captures, $0) }),
      !journey.journey.touchpoints.contains(where: { model.isPersonal($0) })
    else { return [] }
    return [
      journey.finding(
        .impersonalJourney, on: journey.whole, "The journey captures data, and nothing in it is personal",
        related: [Related(model.place(of: .captures, in: first), "captured here")],
        help: "Use it where it helps the customer: `uses first_name`, or `{{first_name}}` in a text; else do not ask.")
    ]
  }
}
