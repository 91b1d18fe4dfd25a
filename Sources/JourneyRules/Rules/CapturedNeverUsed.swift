import JourneyModel
import JourneySyntax

extension Rule {
  /// Data that is asked for and never used.
  public static let capturedNeverUsed: Rule = Rule(
    "captured-never-used", .info,
    flags: "data that is captured, and that nothing uses",
    because: "each question costs customers, and data without a purpose may not be kept",
    source: "Regulation (EU) 2016/679, article 5 (1) c: data minimisation", needsWholeJourney: true,
    bad: [
      """
      journey Phone
        stage Purchase
          ↓touchpoint Checkout
            captures first_name, shoe_size
          touchpoint Letter
            says "Dear {{first_name}}"
      """,
      """
      journey Phone
        stage Purchase
          ↓touchpoint Checkout
            captures tax_id
      """,
    ],
    good: [
      """
      journey Phone
        channel email
          identifies by email_address
        stage Purchase
          touchpoint Checkout
            captures first_name, email_address
          touchpoint Letter
            uses first_name
      """,
      """
      journey Phone
        outcome Done
        stage Purchase
          touchpoint Checkout
            captures loyalty_card
            leads to Done when known has loyalty_card
            leads to exit
      """,
    ]
  ) { journey in
    let model = journey.model
    let used = journey.usedData
    return journey.journey.touchpoints.compactMap { touchpoint -> Finding? in
      let captured = model.value(.captures, of: touchpoint).elements.compactMap(\.string)
      let unused = captured.filter { !used.contains($0.lowercased()) }
      guard !unused.isEmpty else { return nil }
      return journey.finding(
        .capturedNeverUsed, on: touchpoint,
        "\(Suggestion.list(unused.map { "`\(Display.plain($0))`" }, "and")) \(unused.count == 1 ? "is" : "are") captured and never used",
        related: [Related(model.place(of: .captures, in: touchpoint), "captured here")],
        help: "Say where it is used (`uses \(Display.plain(unused[0]))`), or do not ask for it.")
    }
  }
}
