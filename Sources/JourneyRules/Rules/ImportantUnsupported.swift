import JourneyModel
import JourneySyntax

extension Rule {
  /// An important touchpoint that hangs by one thread.
  public static let importantUnsupported: Rule = Rule(
    "important-unsupported", .warning, isRecommended: false,
    flags: "an important touchpoint on one channel, with nothing behind the scenes and nothing to fall back on",
    because: "what much depends on fails at the worst moment, unless somebody has thought of that before",
    source: "Shostack, Designing Services That Deliver, 1984: blueprints show fail points and what stands behind them",
    bad: [
      """
      journey Phone
        channel web
        channel store
        stage Purchase
          ↓touchpoint Checkout on web
            important
          touchpoint Advice on store
      """,
      """
      journey Phone
        channel web
        channel app
        stage Purchase
          ↓touchpoint Checkout on web
            important
            pain "The card is declined"
            leads to Receipt
          touchpoint Receipt on web, app
            purpose inform
      """,
    ],
    good: [
      """
      journey Phone
        channel web
        channel store
        stage Purchase
          touchpoint Checkout on web
            important
            supported by "Payment service with a stand-in"
          touchpoint Advice on store
            important
            leads to "Second advice"
          touchpoint "Second advice" on web
      """,
      """
      journey Phone
        channel web
        channel hotline
        stage Purchase
          touchpoint Checkout on web
            important
            pain "The card is declined", answered by Help
          touchpoint Delivery on web
            important
            leads to Help for 2%
          touchpoint Help on hotline
            purpose support
          touchpoint Question
            important
      """,
    ]
  ) { journey in
    let model = journey.model
    return journey.journey.stages.flatMap { stage -> [Finding] in
      // A stage on one channel has a finding of its own, and a second channel mends both.
      guard journey.channels(of: stage).count > 1 else { return [] }
      return journey.interactions(of: stage).filter { journey.isUnsupported($0) }.map { touchpoint in
        journey.finding(
          .importantUnsupported, on: touchpoint,
          "Much depends on \(model.reference(to: touchpoint)), and nothing stands behind it",
          label: "only on \(model.channels(of: touchpoint).map { model.reference(to: $0) }.joined())",
          related: [Related(model.place(of: .important, in: touchpoint), "important")],
          help: "Add a second channel, lead to help for when it fails (`purpose support`), or say what carries it: "
            + "`supported by \"…\"`, `backstage \"…\"`.")
      }
    }
  }
}

extension Examination {
  /// Whether a touchpoint is important, and neither a channel, nor the brand, nor what comes next makes up for it.
  fileprivate func isUnsupported(_ touchpoint: ItemID) -> Bool {
    let channels = model.channels(of: touchpoint)
    guard model.has(.important, touchpoint), channels.count == 1, !model.mentions(.backstage, touchpoint),
      !model.mentions(.supportedBy, touchpoint)
    else { return false }
    let isAnswered = model.attributes(of: touchpoint).contains { entry in
      guard case .pain(let number) = entry.value else { return false }
      return model.pains[number].answeredBy != nil
    }
    return !isAnswered
      && !next(touchpoint).contains { other in
        isCare(other) || (other != touchpoint && !model.channels(of: other).contains(channels[0]))
      }
  }
}
