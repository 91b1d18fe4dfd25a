import JourneyModel
import JourneySyntax

extension Rule {
  /// A journey that ends with the first purchase.
  public static let noLoyaltyLoop: Rule = Rule(
    "no-loyalty-loop", .info, isRecommended: false,
    flags: "a journey in which something is bought, and nothing after it leads to buying again or recommending",
    because: "customers who come back and bring others cost less than new ones, and no way leads them there",
    source: "Court, Elzinga, Mulder and Vetvik, The Consumer Decision Journey, 2009: the loyalty loop",
    needsWholeJourney: true,
    bad: [
      """
      ↓journey Phone
        outcome Leaves, failure
        stage Purchase
          touchpoint Checkout
            purpose transact
            leads to Tips
        stage Loyalty
          touchpoint Tips
            purpose support
      """,
      """
      ↓journey Phone
        outcome Bought, success
        outcome Done
        stage Purchase
          touchpoint Checkout
            purpose transact
            reaches Bought
            leads to Delivery
        stage Use
          touchpoint Delivery
            purpose deliver
            leads to Question
          touchpoint Question
            purpose listen
            leads to Done
      """,
    ],
    good: [
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            purpose transact
            leads to Tips
        stage Loyalty
          touchpoint Tips
            purpose support
            leads to Checkout for 10% again
      """,
      """
      journey Phone
        outcome Renewed, success
        stage Purchase
          touchpoint Checkout
            purpose transact
            leads to Question
        stage Loyalty
          touchpoint Question
            purpose listen
            leads to Renewed for 60%
            leads to exit
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            purpose transact
            leads to Tips
        stage Loyalty
          touchpoint Tips
            purpose support
            leads to Review
          touchpoint Review
            moment ultimate
      """,
    ]
  ) { journey in
    let model = journey.model
    guard !journey.flow.isStageByStage, journey.allSayWhatFor, !journey.leavesOut("after") else {
      return []
    }
    let purchases = journey.journey.touchpoints.filter { journey.purpose($0) == "transact" }
    let after = journey.touchpoints(after: purchases)
    // Where nothing comes after it but what was bought, that is said by another rule.
    guard after.contains(where: { !["transact", "deliver"].contains(journey.purpose($0)) }),
      !after.contains(where: { journey.isLoyal($0) }), let last = purchases.last
    else { return [] }
    return [
      journey.finding(
        .noLoyaltyLoop, on: journey.whole,
        "After \(model.reference(to: last)) nothing leads customers to buy again, or to recommend",
        related: [Related(model.place(of: last), "bought here")],
        help: "Lead on from there: to the next purchase (`leads to \(model.reference(to: last)) again`), or to a "
          + "review or an invitation to friends (`moment ultimate`).")
    ]
  }
}

extension Examination {
  /// Whether every interaction says what it is for, or that it is the moment at which customers tell others.
  fileprivate var allSayWhatFor: Bool {
    journey.touchpoints.allSatisfy { model.says(.purpose, $0) || model.value(.moment, of: $0) == .word("ultimate") }
  }

  /// Whether a touchpoint after a purchase is loyalty, or leads to it: another purchase, an invitation, a word to
  /// others, a success other than of the purchase itself.
  fileprivate func isLoyal(_ touchpoint: ItemID) -> Bool {
    let purpose = purpose(touchpoint)
    if purpose == "transact" || purpose == "invite" || model.value(.moment, of: touchpoint) == .word("ultimate") {
      return true
    }
    guard purpose != "deliver" else { return false }
    if let outcome = model.value(.reaches, of: touchpoint).itemID, model.has(.success, outcome) { return true }
    return model.arrows(from: touchpoint).contains { arrow in
      guard case .item(let target) = arrow.target else { return false }
      return model.kind(of: target) == .outcome && model.has(.success, target)
    }
  }
}
