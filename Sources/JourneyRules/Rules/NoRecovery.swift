import JourneyModel
import JourneySyntax

extension Rule {
  /// Touchpoints that lose customers who have bought, with nothing behind them that puts it right.
  public static let noRecovery: Rule = Rule(
    "no-recovery", .warning,
    flags: "a touchpoint, from the purchase on, with an arrow to a failure, from which no way leads to help",
    because: "a customer whose trouble was put right well can be more loyal than one who never had any",
    source: "Hart, Heskett and Sasser, The Profitable Art of Service Recovery, 1990", needsWholeJourney: true,
    bad: [
      """
      journey Phone
        outcome Bought, success
        outcome Lost, failure
        stage Purchase
          ↓touchpoint Checkout
            purpose transact
            leads to Bought for 60%
            leads to Lost for 40%
      """,
      """
      journey Phone
        outcome Bought, success
        outcome Lost, failure
        stage Purchase
          touchpoint Help
            purpose support
            leads to Checkout
          touchpoint Checkout
            purpose transact
            leads to Delivery
        stage Loyalty
          ↓touchpoint Delivery
            purpose deliver
            leads to Bought for 90%
            leads to Lost
      """,
    ],
    good: [
      """
      journey Phone
        outcome Bought, success
        outcome Lost, failure
        stage Purchase
          touchpoint Checkout
            purpose transact
            leads to Bought for 60%
            leads to "Reminder call" for 40%
          touchpoint "Reminder call"
            purpose support
            leads to Bought for 10%
            leads to Lost for 90%
      """,
      """
      journey Phone
        outcome Bought, success
        outcome Lost, failure
        stage Trial
          phase before
          touchpoint "Trial week"
            purpose deliver
            leads to Checkout for 20%
            leads to Lost for 80%
        stage Purchase
          touchpoint Checkout
            purpose transact
            leads to Bought
      """,
      """
      journey Phone
        outcome Bought, success
        outcome Lost, failure
        stage Awareness
          touchpoint Advert
            purpose attract
            leads to Checkout for 2%
            leads to Lost for 98%
        stage Purchase
          touchpoint Checkout
            purpose transact
            leads to Bought
      """,
    ]
  ) { journey in
    let model = journey.model
    guard !journey.flow.isStageByStage, journey.allSayPurpose else { return [] }
    // Whoever passes by an advertisement, or buys a trial before the decision, was no customer yet.
    let stages = journey.journey.stages.drop { stage in
      model.value(.phase, of: stage).string == "before"
        || !journey.interactions(of: stage).contains { ["transact", "deliver"].contains(journey.purpose($0)) }
    }
    let losing = stages.flatMap { journey.interactions(of: $0) }.filter { touchpoint in
      model.arrows(from: touchpoint).contains { arrow in
        guard case .item(let target) = arrow.target else { return false }
        return model.has(.failure, target)
      }
    }
    guard !losing.isEmpty else { return [] }
    let helped = journey.touchpoints(leadingTo: journey.journey.touchpoints.filter { journey.isCare($0) })
    // Where they say why they leave, the brand hears it at least.
    let alone = losing.filter { !helped.contains($0) && journey.purpose($0) != "listen" }
    return journey.grouped(
      .noRecovery, on: alone,
      { "Nobody puts it right when customers are lost at \($0)" }, label: "no way leads from here to help",
      help: "Lead to a touchpoint with `purpose recover` or `support` before they leave.")
  }
}
