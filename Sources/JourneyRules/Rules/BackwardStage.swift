import JourneyModel
import JourneySyntax

extension Rule {
  /// An arrow that leads back without saying so.
  public static let backwardStage: Rule = Rule(
    "backward-stage", .info, isRecommended: false,
    flags: "an arrow to an earlier stage that is not marked `again`",
    because: "a way back that nobody meant makes a loop of the whole journey",
    source: "Structured loops, as in the guidelines for process models (Mendling, Reijers and van der Aalst 2010)",
    bad: [
      """
      journey Phone
        stage Awareness
          touchpoint A
            leads to B
        stage Purchase
          touchpoint B
            ↓leads to A
      """,
      """
      journey Phone
        stage Awareness
          touchpoint A
            leads to B
        stage Consideration
          touchpoint B
            leads to C
        stage Purchase
          touchpoint C
            ↓leads to A for 20%
            leads to exit
      """,
    ],
    good: [
      """
      journey Phone
        stage Awareness
          touchpoint A
            leads to B
        stage Purchase
          touchpoint B
            leads to A for 20% again
            leads to exit
      """,
      """
      journey Phone
        stage Awareness
          touchpoint A
            leads to B
          touchpoint B
            leads to A
        stage Purchase
          touchpoint C
            leads to exit
      """,
    ]
  ) { journey in
    let model = journey.model
    return journey.journey.touchpoints.flatMap { touchpoint in
      model.arrows(from: touchpoint).compactMap { arrow in
        // Stages are numbered in the order in which they stand.
        guard !arrow.isLoop, case .item(let target) = arrow.target, let from = model.parent(of: touchpoint),
          let to = model.parent(of: target), model.kind(of: target) == .touchpoint, to < from
        else { return nil }
        return journey.finding(
          .backwardStage, on: touchpoint,
          "This arrow leads back from \(model.reference(to: from)) to \(model.reference(to: to))",
          at: model.place(of: arrow),
          help: "If customers do go back, mark it: `leads to \(model.reference(to: target)) again`.",
          fix: journey.fix(
            "Add `again`",
            journey.lines(of: touchpoint)?.appending(" again", to: arrow.node, of: model[touchpoint].node)))
      }
    }
  }
}
