import JourneyModel
import JourneySyntax

extension Rule {
  /// Touchpoints whose newest evidence is from long ago.
  public static let evidenceStale: Rule = Rule(
    "evidence-stale", .warning, isRecommended: false,
    flags:
      "touchpoints whose newest evidence is more than half a year older than today, or than the newest date of the journey",
    because: "customers and competitors move on, and what was true then is taken for what is true now",
    source: "Gibbons, Journey Mapping 101, 2018: maps rest on research, and are kept up to date",
    parameters: [Parameter("days", 180, "days that evidence may be old")], needsWholeJourney: true,
    bad: [
      """
      journey Phone
        reviewed 2026-07-01
        stage Purchase
          touchpoint Checkout
            ↓evidence "Exit survey", 2026-01-01
            evidence "Interviews", 2025-11-30
      """,
      """
      journey Phone
        stage Awareness
          touchpoint Advert
            evidence "Cohort of 2,310 clicks", 2026-05-01
        stage Purchase
          touchpoint Checkout
            ↓evidence "Exit survey", 2024-02-28
          touchpoint Delivery
            evidence "Interviews", 2025-10-01
      """,
    ],
    good: [
      """
      journey Phone
        reviewed 2026-11-21
        stage Purchase
          touchpoint Checkout
            evidence "Exit survey", 2026-05-25
            evidence "Interviews", 2023-01-01
      """,
      """
      journey Phone
        reviewed 2026-11-21
        stage Purchase
          touchpoint Checkout
            evidence "Exit survey"
            evidence "Interviews", 2023-01-01
          touchpoint Delivery
      """,
    ]
  ) { journey in
    let model = journey.model
    let evidence = journey.journey.touchpoints.compactMap { journey.newestEvidence(of: $0) }
    var newest = evidence.map(\.day).max()
    if case .date(let reviewed) = model.value(.reviewed, of: journey.whole) {
      newest = max(newest ?? reviewed, reviewed)
    }
    // Where no date is given, the newest that the script knows is how old the journey is at least.
    guard let newest = journey.today ?? newest else { return [] }
    let most = journey.parameter("days", of: .evidenceStale)
    let stale = evidence.filter { newest.number - $0.day.number > most }.sorted {
      ($0.day, $0.touchpoint) < ($1.day, $1.touchpoint)
    }
    guard let oldest = stale.first else { return [] }
    let days = newest.number - oldest.day.number
    return [
      journey.finding(
        .evidenceStale, on: oldest.touchpoint,
        "What is known of \(model.reference(to: oldest.touchpoint)) is from \(oldest.day.text), \(days) days before "
          + "\(newest.text)",
        at: oldest.place,
        related: stale.dropFirst().prefix(20).map { Related($0.place, "old as well: \($0.day.text)") },
        help:
          "Look again whether it still holds, and add what you find with its date: `evidence \"12 interviews\", \(newest.text)`."
      )
    ]
  }
}

extension Examination {
  /// The newest evidence of a touchpoint and where that is said, if all of its evidence has a date.
  fileprivate func newestEvidence(of touchpoint: ItemID) -> (touchpoint: ItemID, day: Day, place: Place)? {
    var newest: (touchpoint: ItemID, day: Day, place: Place)?
    for entry in model.attributes(of: touchpoint) where entry.attribute == .evidence {
      guard case .evidence(let number) = entry.value, let day = model.evidence[number].date else { return nil }
      if newest.map({ $0.day < day }) ?? true {
        newest = (touchpoint, day, model.place(of: entry))
      }
    }
    return newest
  }
}
