import JourneyModel
import JourneySyntax

extension Rule {
  /// A waiver of nothing.
  public static let unusedWaiver: Rule = Rule(
    "unused-waiver", .warning,
    flags: "an `allow` that waives no finding",
    because: "what it was for is mended or renamed, and the next finding of that sort would be waived unseen",
    source: "the unused suppressions of ESLint and Ruff",
    bad: [
      """
      journey Phone
        ↓allow unreachable-touchpoint because "It is entered from the shop"
        stage Purchase
          touchpoint Checkout
      """,
      """
      journey Phone
        channel store
        stage Purchase
          touchpoint Checkout on store
            ↓allow bad-duration on stage Purchase because "The fair lasts long"
            wait 4 min
      """,
    ],
    good: [
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            allow bad-duration because "The house is built meanwhile"
            takes 500 days
      """,
      """
      journey Phone
        allow stage-without-touchpoint on Loyalty because "It is planned for spring"
        stage Purchase
          touchpoint Checkout
        stage Loyalty
      """,
    ]
  ) { _ in
    // Waivers are known when all other rules have looked: `Waivers` says which are left over.
    []
  }
}
