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
            leads to C
          touchpoint C
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
            leads to C
          touchpoint C
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
          at: model.place(of: arrow),
          related: [Related(model.place(of: .status, in: target), "retired here")],
          help: "Lead to what has taken its place, or remove the arrow.",
          fix: journey.passing(by: target, on: arrow))
      }
    }
  }
}

extension Examination {
  /// Leads an arrow to where the retired touchpoint alone has led.
  fileprivate func passing(by retired: ItemID, on arrow: Arrow) -> Fix? {
    let next = model.arrows(from: retired)
    guard next.count == 1, next[next.startIndex].condition == nil, next[next.startIndex].limit == nil,
      case .item(let target) = next[next.startIndex].target,
      target != arrow.from, !model.arrows(from: arrow.from).contains(where: { $0.target == .item(target) }),
      let name = targetName(of: target), let lines = lines(of: arrow.from),
      let written = lines.tree.children(arrow.node).first(where: {
        [.name, .qualifiedName].contains(lines.tree[$0].kind)
      })
    else { return nil }
    return fix(
      "Lead on to \(model.reference(to: target)) at once",
      lines.replacing(written, by: name, in: model[arrow.from].node))
  }
}
