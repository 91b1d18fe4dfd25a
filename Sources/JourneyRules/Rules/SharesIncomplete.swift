import JourneyModel
import JourneySyntax

extension Rule {
  /// Arrows whose shares leave some customers out.
  public static let sharesIncomplete: Rule = Rule(
    "shares-incomplete", .info, isRecommended: false,
    flags: "arrows of one touchpoint that all have shares, and come to less than 100%",
    because: "the rest of the customers drops out without anybody having said so",
    source: "The probabilities of the ways out of a state sum to one (Kemeny and Snell, Finite Markov Chains, 1960)",
    bad: [
      """
      journey Phone
        outcome Bought
        stage Purchase
          ↓touchpoint Checkout
            leads to Bought for 60%
      """,
      """
      journey Phone
        outcome Bought
        stage Purchase
          ↓touchpoint Checkout
            leads to Bought for 36 of 51
            leads to exit for 14 of 51
      """,
    ],
    good: [
      """
      journey Phone
        outcome Bought
        stage Purchase
          touchpoint Checkout
            leads to Bought for 60%
            leads to exit
      """,
      """
      journey Phone
        outcome Bought
        stage Purchase
          touchpoint Checkout
            leads to Bought for 36 of 51
            leads to exit for 15 of 51
      """,
    ]
  ) { journey in
    let model = journey.model
    return journey.journey.touchpoints.compactMap { touchpoint in
      let arrows = model.arrows(from: touchpoint)
      let shares = arrows.compactMap(\.share)
      guard !arrows.isEmpty, shares.count == arrows.count, arrows.allSatisfy({ $0.condition == nil }),
        let sum = shares.dropFirst().reduce(shares.first, { $0?.adding($1) }), sum < .one,
        let rest = Rational.one.subtracting(sum)
      else { return nil }
      return journey.finding(
        .sharesIncomplete, on: touchpoint,
        "\(Value.percent(rest)) of the customers at \(model.reference(to: touchpoint)) go nowhere",
        label: "the arrows share out \(Value.percent(sum))",
        help: "Say where the rest goes: `leads to exit`, without a share, takes what is left.",
        fix: journey.leaving(from: touchpoint))
    }
  }
}

extension Examination {
  /// Lets the rest drop out, where it is not said that some do.
  fileprivate func leaving(from touchpoint: ItemID) -> Fix? {
    guard !model.arrows(from: touchpoint).contains(where: { $0.target == .exit }) else { return nil }
    return fix("Let the rest leave", adding(.leadsTo, "exit", to: touchpoint))
  }
}
