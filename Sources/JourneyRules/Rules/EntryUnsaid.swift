import JourneyModel
import JourneySyntax

extension Rule {
  /// A touchpoint of a later stage to which no arrow leads, so that customers would come in there.
  public static let entryUnsaid: Rule = Rule(
    "entry-unsaid", .warning,
    flags: "a touchpoint behind the first stage to which no arrow leads, where nothing says where customers come in",
    because:
      "customers are then taken to come in there, and all figures and ways rest on that; mostly an arrow is forgotten",
    source: "Kalbach, Mapping Experiences, 2016: a map says where it begins", needsWholeJourney: true,
    bad: [
      """
      journey Phone
        stage Awareness
          touchpoint Advert
            leads to Checkout
        stage Purchase
          touchpoint Checkout
          ↓touchpoint Delivery
      """,
      """
      journey Phone
        stage Awareness
          touchpoint Advert
            leads to Checkout
        stage Purchase
          touchpoint Checkout
            leads to Checkout again
        stage Care
          ↓touchpoint Question
            leads to Question again
          touchpoint Complaint
            leads to Complaint again
      """,
    ],
    good: [
      """
      journey Phone
        stage Awareness
          touchpoint Advert
            leads to Checkout
          touchpoint "Word of mouth"
            leads to Checkout
        stage Purchase
          touchpoint Checkout
      """,
      """
      journey Phone
        stage Awareness
          touchpoint Advert
            leads to Checkout
        stage Purchase
          touchpoint Checkout
            leads to Delivery
          touchpoint Delivery
      """,
    ]
  ) { journey in
    return journey.grouped(
      .entryUnsaid, on: journey.lateEntries,
      { "No arrow leads to \($0), so customers are taken to come in there" }, label: "no arrow leads here",
      help:
        "Lead there from the touchpoint before it (`leads to …`), or say `entry` below each touchpoint where customers "
        + "come in.")
  }
}
