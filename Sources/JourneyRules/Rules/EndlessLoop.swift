import JourneyModel
import JourneySyntax

extension Rule {
  /// Touchpoints that lead to each other, and nowhere else.
  public static let endlessLoop: Rule = Rule(
    "endless-loop", .warning,
    flags: "touchpoints that lead to each other round and round, with no way out",
    because: "whoever gets in there neither buys nor leaves, and every figure behind it is zero",
    source: "Option to complete, as in the soundness of workflow nets (van der Aalst 1998)", needsWholeJourney: true,
    bad: [
      """
      journey Phone
        stage Awareness
          ↓touchpoint A
            leads to B
          touchpoint B
            leads to A again
      """,
      """
      journey Phone
        outcome Bought
        stage Awareness
          touchpoint A
            leads to B for 50%
            leads to Bought for 50%
          ↓touchpoint B
            leads to B again
      """,
    ],
    good: [
      """
      journey Phone
        outcome Bought
        stage Awareness
          touchpoint A
            leads to B
          touchpoint B
            leads to A for 40% again
            leads to Bought
      """,
      """
      journey Phone
        stage Awareness
          touchpoint A
            leads to A for 40% again
      """,
    ]
  ) { journey in
    let model = journey.model
    let ends = journey.journey.touchpoints.filter { touchpoint in
      let arrows = model.arrows(from: touchpoint)
      // What shares leave over drops out, which is a way out.
      let shares = arrows.compactMap(\.share)
      let sum = shares.dropFirst().reduce(shares.first) { $0?.adding($1) }
      let dropsOut = shares.count == arrows.count && sum.map { $0 < .one } ?? true
      return arrows.isEmpty || dropsOut || model.says(.reaches, touchpoint)
        || arrows.contains { arrow in
          guard case .item(let target) = arrow.target else { return true }
          return arrow.limit != nil || model.kind(of: target) == .outcome
        }
    }
    guard ends.count < journey.journey.touchpoints.count else { return [] }
    let ending = journey.touchpoints(leadingTo: ends)
    let caught = journey.journey.touchpoints.filter { !ending.contains($0) && journey.flow.reaches($0) }
    return journey.grouped(
      .endlessLoop, on: caught, { "There is no way out of \($0)" }, label: "leads only round in a circle",
      help: "Add an arrow that leads on: to another touchpoint, an outcome, or `exit`.")
  }
}
