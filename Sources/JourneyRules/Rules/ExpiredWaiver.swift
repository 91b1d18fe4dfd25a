import JourneyModel
import JourneySyntax

extension Rule {
  /// A waiver whose date is over.
  public static let expiredWaiver: Rule = Rule(
    "expired-waiver", .warning,
    flags: "an `allow` whose date is over on the day that the check is told",
    because: "a waiver with a date is a promise to look again, and what it waived is shown again from the next day on",
    source: "Jezequel and Meyer, Design by Contract: The Lessons of Ariane, 1997",
    bad: [
      """
      # Today is 2026-11-21.
      journey Phone
        allow dead-end because "The pilot runs until autumn" until ↓2026-10-31
        stage Purchase
          touchpoint Checkout
      """,
      """
      # Today is 2026-11-21.
      journey Phone
        stage Purchase
          touchpoint Checkout
            allow slow-answer because "Two are ill" until ↓2026-11-20
      """,
    ],
    good: [
      """
      # Today is 2026-11-21: the last day counts.
      journey Phone
        allow dead-end because "The pilot runs until today" until 2026-11-21
        stage Purchase
          touchpoint Checkout
      """,
      """
      journey Phone
        allow dead-end because "The shop takes over from here"
        allow slow-answer because "Two are ill" until 2027-03-31
        stage Purchase
          touchpoint Checkout
      """,
    ]
  ) { _ in
    // Waivers are known when all other rules have looked: `Waivers` says which are over.
    []
  }
}
