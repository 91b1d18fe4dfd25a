import JourneyModel
import JourneySyntax

extension Rule {
  /// An outcome at which no way ends.
  public static let outcomeUnreachable: Rule = Rule(
    "outcome-unreachable", .error,
    flags: "a declared outcome that no path reaches",
    because: "an outcome at which nobody arrives cannot be reached, measured or avoided",
    source: "Reachability, as in the soundness of workflow nets (van der Aalst 1998)",
    needsWholeJourney: true,
    bad: [
      """
      journey Phone
        channel web
        ↓outcome Bought, success
        stage Purchase
          touchpoint A on web
            leads to B
          touchpoint B on web
      """,
      """
      journey Phone
        channel web
        outcome Bought, success
        ↓outcome Lost, failure
        stage Purchase
          touchpoint A on web
            entry
            leads to Bought
          touchpoint B on web
            leads to Bought
      """,
    ],
    good: [
      """
      journey Phone
        channel web
        outcome Bought, success
        stage Purchase
          touchpoint A on web
            leads to Bought
      """,
      """
      journey Phone
        channel web
        outcome Bought, success
        stage Purchase
          touchpoint A on web
            reaches Bought
      """,
      """
      journey Phone
        channel web
        outcome Bought, success
        outcome Lost, failure
        stage Purchase
          touchpoint A on web
            entry
            leads to Bought
          touchpoint B on web
            leads to Lost
      """,
    ]
  ) { journey in
    let model = journey.model
    // A journey without arrows says of no outcome how one comes there.
    let says = journey.journey.touchpoints.contains { model.mentions(.reaches, $0) }
    guard !journey.flow.isStageByStage || says else { return [] }
    // Where a touchpoint leads there that nobody comes to, that one is the cause.
    let cut = Set(
      journey.journey.touchpoints.filter { !journey.flow.reaches($0) }.flatMap { touchpoint in
        model.arrows(from: touchpoint).map(\.target)
          + [model.value(.reaches, of: touchpoint).itemID].compactMap { $0.map { .item($0) } }
      })
    return journey.journey.outcomes.filter { !journey.flow.reaches(outcome: $0) && !cut.contains(.item($0)) }.map {
      outcome in
      let name = model.reference(to: outcome)
      return journey.finding(
        .outcomeUnreachable, on: outcome, "No path ends at \(name)",
        help: "Let a touchpoint lead there (`leads to \(name)`), or remove the outcome.",
        fix: journey.ending(at: outcome))
    }
  }
}

extension Examination {
  /// Leads to an outcome that nothing names from the one touchpoint behind which nothing is said to come.
  ///
  /// One that fails is rarely where a journey simply ends.
  fileprivate func ending(at outcome: ItemID) -> Fix? {
    guard isSmall, !flow.isStageByStage || journey.touchpoints.count == 1, !model.has(.failure, outcome) else {
      return nil
    }
    let isNamed = journey.touchpoints.contains { touchpoint in
      model.value(.reaches, of: touchpoint).itemID == outcome
        || model.arrows(from: touchpoint).contains { $0.target == .item(outcome) }
    }
    let open = journey.touchpoints.filter {
      flow.reaches($0) && model.arrows(from: $0).isEmpty && !model.says(.reaches, $0)
    }
    guard !isNamed, open.count == 1, let last = open.first else { return nil }
    return fix("Lead there from \(model.reference(to: last))", leading(to: outcome, from: last))
  }
}
