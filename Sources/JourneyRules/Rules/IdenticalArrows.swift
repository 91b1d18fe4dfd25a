import JourneyModel
import JourneySyntax

extension Rule {
  /// Two arrows that say the same.
  public static let identicalArrows: Rule = Rule(
    "identical-arrows", .warning,
    flags: "two arrows of one touchpoint to the same target, under the same condition",
    because: "one of the two is forgotten, or was meant to lead elsewhere",
    source: "Clone detection in process models (Uba and others, 2011)",
    bad: [
      """
      journey Phone
        outcome Bought
        stage Purchase
          touchpoint Checkout
            leads to Bought for 60%
            ↓leads to Bought for 20%
      """,
      """
      journey Phone
        persona Explorer
        outcome Bought
        stage Purchase
          touchpoint Checkout
            leads to Bought when persona is Explorer
            leads to exit
            ↓leads to Bought when persona is Explorer
      """,
    ],
    good: [
      """
      journey Phone
        persona Explorer
        outcome Bought
        stage Purchase
          touchpoint Checkout
            leads to Bought for 60% when persona is Explorer
            leads to Bought for 20%
      """,
      """
      journey Phone
        outcome Bought
        stage Purchase
          touchpoint Checkout
            leads to Bought for 60%
            leads to exit for 40%
      """,
    ]
  ) { journey in
    let model = journey.model
    return journey.journey.touchpoints.flatMap { touchpoint -> [Finding] in
      guard model.arrows(from: touchpoint).count > 1 else { return [] }
      var seen: [String: Arrow] = [:]
      return model.arrows(from: touchpoint).compactMap { arrow in
        // A text as key, since a dictionary of a type of one's own takes longer to set up than a small script to check.
        let key = Rule.key(of: arrow.target) + (arrow.condition.map { model.trees[arrow.file].text($0) } ?? "")
        guard let first = seen[key] else {
          seen[key] = arrow
          return nil
        }
        return journey.finding(
          .identicalArrows, on: touchpoint, "Two arrows of \(model.reference(to: touchpoint)) say the same",
          at: model.place(of: arrow),
          related: [Related(model.place(of: first), "the first")],
          help: "Remove one of them, adding up their shares, or lead it to where it was meant to go.",
          fix: journey.joining(first, arrow))
      }
    }
  }

  private static func key(of target: Arrow.Target) -> String {
    if case .item(let id) = target { "\(id.rawValue) " } else { "" }
  }
}

extension Examination {
  /// Makes one arrow of two that say the same; nothing where they differ in how often, or in whether they say how many.
  fileprivate func joining(_ first: Arrow, _ second: Arrow) -> Fix? {
    let touchpoint = model[first.from].node
    guard first.isLoop == second.isLoop, first.limit == second.limit, model.arrows(from: first.from).count <= 100,
      let lines = lines(of: first.from)
    else {
      return nil
    }
    let removal = lines.removing(second.node, of: touchpoint)
    if first.share == nil, second.share == nil {
      // Where no other takes a part of what is left, one takes what two have taken.
      let others = model.arrows(from: first.from).filter { $0.node != first.node && $0.node != second.node }
      let isSafe = others.allSatisfy { $0.share != nil && $0.condition == nil } && !lines.isCommented(second.node)
      return fix("Remove the second arrow", removal, isSafe: isSafe)
    }
    guard let one = first.share, let other = second.share, let sum = one.adding(other), sum <= .one,
      let clause = lines.tree.clause(first.node, .for), let share = lines.tree.child(clause, .share)
    else { return nil }
    let text = Value.percent(sum)
    return fix("Make one arrow of the two, for \(text)", lines.replacing(share, by: text, in: touchpoint), removal)
  }
}
