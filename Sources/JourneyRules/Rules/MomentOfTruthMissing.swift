import JourneyModel
import JourneySyntax

extension Rule {
  /// A moment of truth that no touchpoint is marked as.
  public static let momentOfTruthMissing: Rule = Rule(
    "moment-of-truth-missing", .info, isRecommended: false,
    flags: "a journey in which a moment of truth (zero, first, second, ultimate) is not marked",
    because: "it is in these moments that people decide for a brand, against it, and whether to tell others",
    source: "Carlzon, Moments of Truth, 1987; Lecinski, Winning the Zero Moment of Truth, 2011",
    needsWholeJourney: true,
    bad: [
      """
      ↓journey Phone
        stage Purchase
          touchpoint Checkout
      """,
      """
      ↓journey Phone
        stage Awareness
          touchpoint Search
            moment zero
        stage Purchase
          touchpoint Checkout
            moment first
      """,
    ],
    good: [
      """
      journey Phone
        stage Awareness
          touchpoint Search
            moment zero
        stage Purchase
          touchpoint Checkout
            moment first
        stage Loyalty
          touchpoint "First call"
            moment second
          touchpoint Review
            moment ultimate
      """,
      """
      journey Phone
        covers before
        stage Awareness
          touchpoint Search
            moment zero
          touchpoint Shelf
            moment first
      """,
    ]
  ) { journey in
    let model = journey.model
    guard !journey.journey.touchpoints.isEmpty else { return [] }
    let marked = Set(journey.journey.touchpoints.compactMap { model.value(.moment, of: $0).string })
    // Zero and first stand before the purchase and at it, second and ultimate after it.
    let expected = [("zero", "before"), ("first", "before"), ("second", "after"), ("ultimate", "after")]
    let missing = expected.filter { !marked.contains($0.0) && !journey.leavesOut($0.1) }.map(\.0)
    guard let first = missing.first else { return [] }
    let words = Suggestion.list(missing.map { "`\($0)`" }, "and")
    return [
      journey.finding(
        .momentOfTruthMissing, on: journey.whole,
        marked.isEmpty
          ? "No touchpoint is marked as a moment of truth"
          : "No touchpoint is marked as the moment\(missing.count == 1 ? "" : "s") of truth \(words)",
        help: "Mark the touchpoint where it happens: `moment \(first)`.")
    ]
  }
}
