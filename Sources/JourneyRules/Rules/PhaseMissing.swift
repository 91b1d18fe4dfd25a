import JourneyModel
import JourneySyntax

extension Rule {
  /// A phase around the purchase in which nothing happens.
  public static let phaseMissing: Rule = Rule(
    "phase-missing", .warning,
    flags: "a phase (before, during, after) that no stage is in, and that the journey does not leave out by `covers`",
    because: "people meet a brand long before they buy and long after, and what is not planned there happens anyway",
    source: "Lemon and Verhoef, Understanding Customer Experience Throughout the Customer Journey, 2016",
    needsWholeJourney: true,
    bad: [
      """
      ↓journey Phone
        stage Awareness
          phase before
        stage Purchase
          phase during
      """,
      """
      journey Phone
        ↓covers before, during
        stage Awareness
          phase before
      """,
    ],
    good: [
      """
      journey Phone
        covers before, during
        stage Awareness
          phase before
        stage Purchase
          phase during
      """,
      """
      journey Phone
        stage Awareness
          phase before
        stage Purchase
          phase during
        stage Loyalty
      """,
    ]
  ) { journey in
    let model = journey.model
    let phases = journey.journey.stages.map { model.value(.phase, of: $0).string }
    // A stage that does not say may be the one that is missing.
    guard !phases.isEmpty, !phases.contains(nil) else { return [] }
    let missing = ["before", "during", "after"].filter { !phases.contains($0) && !journey.leavesOut($0) }
    guard !missing.isEmpty else { return [] }
    let words = Suggestion.list(missing.map { "`\($0)`" }, "and")
    let rest = phases.compactMap { $0 }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    return [
      journey.finding(
        .phaseMissing, on: journey.whole, "No stage is in the phase\(missing.count == 1 ? "" : "s") \(words)",
        at: model.says(.covers, journey.whole) ? model.place(of: .covers, in: journey.whole) : nil,
        help: "Add a stage with `phase \(missing[0])`, or say that the journey shows the rest only: "
          + "`covers \(rest.joined(separator: ", "))`.")
    ]
  }
}
