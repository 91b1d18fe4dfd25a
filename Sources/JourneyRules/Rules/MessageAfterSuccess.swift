import JourneyModel
import JourneySyntax

extension Rule {
  /// An advertisement or a reminder to those who have done already what it asks for.
  public static let messageAfterSuccess: Rule = Rule(
    "message-after-success", .warning, isRecommended: false,
    flags:
      "a proactive touchpoint that attracts or reminds, after a touchpoint of its stage that `reaches` the success "
      + "it leads to",
    because: "to be asked for what one has just done shows that nobody noticed",
    source: "Lambrecht and Tucker, When Does Retargeting Work?, 2013; practice of ending a campaign at its goal",
    needsWholeJourney: true,
    bad: [
      """
      journey Phone
        outcome Bought, success
        stage Purchase
          touchpoint Checkout
            purpose transact
            reaches Bought
            leads to "Basket reminder"
          ↓touchpoint "Basket reminder"
            proactive
            purpose remind
            leads to Checkout for 20% again
      """,
      """
      journey Phone
        outcome Member, success
        stage Joining
          touchpoint Form
            reaches Member
            leads to Welcome
          touchpoint Welcome
            leads to Advert
          ↓touchpoint Advert
            proactive
            purpose attract
            leads to Desk
          touchpoint Desk
            leads to Member
      """,
    ],
    good: [
      """
      journey Phone
        outcome Bought, success
        stage Purchase
          touchpoint "Basket reminder"
            proactive
            purpose remind
            leads to Checkout
          touchpoint Checkout
            purpose transact
            reaches Bought
            leads to Tips
          touchpoint Tips
            proactive
            purpose inform
            leads to Checkout for 5% again
      """,
      """
      journey Phone
        outcome Bought, success
        outcome Recommends, success
        stage Purchase
          touchpoint Checkout
            reaches Bought
            leads to Invitation
          touchpoint Invitation
            proactive
            purpose attract
            leads to Recommends
        stage Loyalty
          touchpoint "New model"
            proactive
            purpose attract
            leads to Checkout again
      """,
    ]
  ) { journey in
    let model = journey.model
    guard !journey.flow.isStageByStage else { return [] }
    var reaching: [ItemID: [ItemID]] = [:]
    for touchpoint in journey.journey.touchpoints {
      guard let outcome = model.value(.reaches, of: touchpoint).itemID, model.has(.success, outcome) else { continue }
      reaching[outcome, default: []].append(touchpoint)
    }
    let (outcomes, rest) = journey.affordable(
      reaching.keys.sorted(), "outcomes", for: .messageAfterSuccess, walks: 2)
    return rest
      + outcomes.flatMap { outcome -> [Finding] in
        let successes = reaching[outcome] ?? []
        let leading = journey.touchpoints(leadingTo: successes + journey.touchpoints(endingAt: outcome))
        return journey.touchpoints(inStageAfter: successes).compactMap { message, success in
          guard model.has(.proactive, message), ["attract", "remind"].contains(journey.purpose(message)),
            leading.contains(message)
          else { return nil }
          return journey.finding(
            .messageAfterSuccess, on: message,
            "\(model.reference(to: message)) asks for \(model.reference(to: outcome)) again after "
              + "\(model.reference(to: success)) has reached it",
            related: [Related(model.place(of: .reaches, in: success), "reached here")],
            help: "Lead from \(model.reference(to: success)) past it, to a thank-you or to help with the first steps; "
              + "what is to be sold next, put into a later stage.")
        }
      }
  }
}

extension Examination {
  /// The touchpoints with an arrow to an outcome.
  fileprivate func touchpoints(endingAt outcome: ItemID) -> [ItemID] {
    journey.touchpoints.filter { model.arrows(from: $0).contains { $0.target == .item(outcome) } }
  }

  /// What arrows within their stage lead to from some touchpoints, in the order of the script, with the one it began at.
  ///
  /// In a later stage one may well be asked to buy again.
  fileprivate func touchpoints(inStageAfter starts: [ItemID]) -> [(touchpoint: ItemID, start: ItemID)] {
    var found: [ItemID: ItemID] = [:]
    for start in starts {
      var pending = [start]
      while let touchpoint = pending.popLast() {
        for target in next(touchpoint) where found[target] == nil && target != start {
          guard model.parent(of: target) == model.parent(of: start) else { continue }
          found[target] = start
          pending.append(target)
        }
      }
    }
    return found.keys.sorted().map { ($0, found[$0] ?? $0) }
  }
}
