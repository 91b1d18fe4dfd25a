import JourneyModel
import JourneySyntax

extension Rule {
  /// Arrows that share out more customers than there are.
  public static let sharesOver100: Rule = Rule(
    "shares-over-100", .error,
    flags: "arrows of one touchpoint whose shares add up to more than 100%, for some persona",
    because: "more customers would leave the touchpoint than come to it, and every figure behind it would be wrong",
    source: "The probabilities of the ways out of a state sum to one (Kemeny and Snell, Finite Markov Chains, 1960)",
    bad: [
      """
      journey Phone
        channel web
        outcome Bought
        outcome Lost
        stage Purchase
          touchpoint A on web
            leads to Bought for 60%
            ↓leads to Lost for 40.1%
      """,
      """
      journey Phone
        channel web
        persona Explorer
        persona Upgrader
        outcome Bought
        outcome Lost
        stage Purchase
          touchpoint A on web
            leads to Bought for 60% when persona is Explorer
            leads to Bought for 20% when persona is Upgrader
            ↓leads to Lost for 50%
      """,
    ],
    good: [
      """
      journey Phone
        channel web
        outcome Bought
        outcome Lost
        stage Purchase
          touchpoint A on web
            leads to Bought for 36 of 51
            leads to Lost for 15 of 51
      """,
      """
      journey Phone
        channel web
        persona Explorer
        persona Upgrader
        outcome Bought
        outcome Lost
        stage Purchase
          touchpoint A on web
            leads to Bought for 60% when persona is Explorer
            leads to Bought for 70% when persona is Upgrader
            leads to Lost for 30%
      """,
    ]
  ) { journey in
    let model = journey.model
    let personas = model.visible(.persona, in: journey.journey)
    return journey.journey.touchpoints.compactMap { touchpoint -> Finding? in
      let arrows = model.arrowNumbers(from: touchpoint).filter { model.arrows[$0].share != nil }
      guard arrows.count > 1 || arrows.contains(where: { model.arrows[$0].share.map { $0 > .one } ?? false }) else {
        return nil
      }
      // First of all for anybody; then, where it depends on who it is, for each persona.
      let isForAll = arrows.allSatisfy { model.isOpenToAll($0) }
      for persona in [ItemID?.none] + (isForAll ? [] : personas.map { $0 }) {
        guard let sum = sum(arrows, persona, model), sum > .one, let last = arrows.last else { continue }
        let whose = persona.map { " for \(model.reference(to: $0))" } ?? ""
        return journey.finding(
          .sharesOver100, on: touchpoint,
          "The arrows of \(model.reference(to: touchpoint)) share out \(Value.percent(sum))\(whose)",
          at: model.place(of: model.arrows[last]), label: "with this one it is too much",
          related: arrows.dropLast().map {
            Related(model.place(of: model.arrows[$0]), "and this")
          },
          help: "Lower the shares to 100% in all; an arrow without a share takes what is left.")
      }
      return nil
    }
  }

  /// What a persona's arrows share out at least: all that are surely open, and the largest of those that may be.
  private static func sum(_ arrows: [Int], _ persona: ItemID?, _ model: Model) -> Rational? {
    var sum = Rational.zero
    var largest = Rational.zero
    for arrow in arrows {
      guard let share = model.arrows[arrow].share else { continue }
      switch model.isOpen(arrow, to: persona) {
      case true?:
        // Fractions of many different wholes may not fit: then the sum is not judged.
        guard let next = sum.adding(share) else { return nil }
        sum = next
      case nil: largest = max(largest, share)
      case false?: continue
      }
    }
    return sum.adding(largest)
  }
}
