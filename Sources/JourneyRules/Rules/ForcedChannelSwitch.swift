import JourneyModel
import JourneySyntax

extension Rule {
  /// A digital touchpoint from which only a visit or a call leads on.
  public static let forcedChannelSwitch: Rule = Rule(
    "forced-channel-switch", .warning, isRecommended: false,
    flags:
      "a digital touchpoint that the brand has not started, from which customers come on only by a visit, a letter or a "
      + "call of their own",
    because: "whoever has chosen the screen and is sent to the counter begins again, and many do not",
    source: "Dixon, Freeman and Toman, Stop Trying to Delight Your Customers, 2010: most callers have tried the "
      + "website before",
    needsWholeJourney: true,
    bad: [
      """
      journey Phone
        channel web
          mode digital
        channel store
          mode physical, human
        stage Purchase
          ↓touchpoint Basket on web
            leads to Contract for 30%
            leads to exit
          touchpoint Contract on store
            reactive
      """,
      """
      journey Phone
        outcome Lost, failure
        channel web
          mode digital
        channel app
          mode digital
        channel hotline
          mode human
        channel counter
          mode physical
        stage Service
          ↓touchpoint Form on web, app
            leads to Question for 30%
            leads to Visit for 30%
            leads to Lost
          touchpoint Question on hotline
          touchpoint Visit on counter
      """,
    ],
    good: [
      """
      journey Phone
        outcome Bought, success
        channel web
          mode digital
        channel chat
          mode digital, human
        channel store
          mode physical, human
        stage Purchase
          touchpoint Basket on web
            leads to Contract for 30%
            leads to Bought
          touchpoint Contract on store
            leads to Question
          touchpoint Question on web
            leads to Answer
          touchpoint Answer on chat
      """,
      """
      journey Phone
        channel web
          mode digital
        channel store
          mode physical, human
        channel post
        stage Purchase
          touchpoint Order on web
            leads to Pickup
          touchpoint Pickup on store
            purpose deliver
          touchpoint Request on web
            leads to "Call back"
          touchpoint "Call back" on store
            proactive
          touchpoint Reminder on web
            proactive
            leads to "Second visit"
          touchpoint "Second visit" on store
          touchpoint Form on web
            leads to Letter
          touchpoint Letter on post
      """,
    ]
  ) { journey in
    let model = journey.model
    let forced = journey.interactionsOfAllStages.compactMap { touchpoint -> (touchpoint: ItemID, next: [ItemID])? in
      guard journey.isDigital(touchpoint) == true, !model.has(.proactive, touchpoint) else { return nil }
      // Whoever succeeds or is lost here does not have to go on.
      let succeeds = model.arrows(from: touchpoint).contains { arrow in
        guard case .item(let target) = arrow.target else { return false }
        return model.kind(of: target) == .outcome && !model.has(.failure, target)
      }
      let next = journey.next(touchpoint)
      guard !succeeds, !next.isEmpty, next.allSatisfy({ journey.isSwitch(to: $0) }) else { return nil }
      return (touchpoint, next)
    }
    guard let (touchpoint, next) = forced.first else { return [] }
    let more = forced.count > 1 ? ", and so it is at \(forced.count - 1) more" : ""
    return [
      journey.finding(
        .forcedChannelSwitch, on: touchpoint,
        "From \(model.reference(to: touchpoint)) the only way on is "
          + Suggestion.list(next.prefix(5).map { model.reference(to: $0) }) + more,
        label: "digital",
        related: next.prefix(20).map { Related(model.place(of: $0), "not digital") }
          + forced.dropFirst().prefix(20).map { Related(model.place(of: $0.touchpoint), "no digital way on") },
        help:
          "Let customers go on where they are: put \(model.reference(to: next[0])) on a digital channel too, or add a "
          + "digital touchpoint beside it.")
    ]
  }
}

extension Examination {
  /// Whether a touchpoint is on a digital channel; nothing where one of its channels does not say its mode.
  fileprivate func isDigital(_ touchpoint: ItemID) -> Bool? {
    let modes = model.channels(of: touchpoint).map { model.value(.mode, of: $0).elements }
    guard !modes.isEmpty, !modes.contains([]) else { return nil }
    return modes.contains { $0.contains(.word("digital")) }
  }

  /// Whether customers have to leave the screen for a touchpoint: not where the brand comes to them, or brings what
  /// they ordered.
  fileprivate func isSwitch(to touchpoint: ItemID) -> Bool {
    isDigital(touchpoint) == false && !model.has(.proactive, touchpoint) && purpose(touchpoint) != "deliver"
  }
}
