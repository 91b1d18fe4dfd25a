import JourneyModel
import JourneySyntax

extension Rule {
  /// A touchpoint that is no longer there, and still led to.
  public static let retiredInUse: Rule = Rule(
    "retired-in-use", .warning, isRecommended: false,
    flags: "an arrow to a touchpoint whose status is retired",
    because: "customers are sent to something that is not there any more",
    source: "Practice of link checking, applied to journeys",
    bad: [
      """
      journey Phone
        stage Purchase
          touchpoint A
            ↓leads to B
          touchpoint B
            status retired
      """,
      """
      journey Phone
        stage Purchase
          touchpoint A
            leads to C for 50%
            ↓leads to B for 50%
          touchpoint B
            status retired
          touchpoint C
            status live
      """,
    ],
    good: [
      """
      journey Phone
        stage Purchase
          touchpoint A
            leads to B
          touchpoint B
            status live
      """,
      """
      journey Phone
        stage Purchase
          touchpoint A
            status retired
            leads to B
          touchpoint B
      """,
    ]
  ) { journey in
    let model = journey.model
    return journey.journey.touchpoints.filter { model.value(.status, of: $0) != .word("retired") }.flatMap {
      touchpoint in
      model.arrows(from: touchpoint).compactMap { arrow in
        guard case .item(let target) = arrow.target, model.value(.status, of: target) == .word("retired") else {
          return nil
        }
        return journey.finding(
          .retiredInUse, on: touchpoint, "\(model.reference(to: target)) is retired, and customers are led there",
          at: model.place(of: arrow.node, in: touchpoint),
          related: [Related(model.place(of: .status, in: target), "retired here")],
          help: "Lead to what has taken its place, or remove the arrow.")
      }
    }
  }
}
