import JourneyModel
import JourneySyntax

extension Rule {
  /// A needed layer below its `at least`.
  public static let layerWeak: Rule = Rule(
    "layer-weak", .warning,
    flags: "a needed layer whose strength is below its `at least`",
    because: "a layer that is there but weak is felt as missing when the customer needs it",
    source: "The strength model: `journey explain FILE \"Touchpoint\"` prints the sum",
    bad: [
      """
      journey Phone
        channel store
          mode human
        layer human
          matches channel.mode has human
          needed in Purchase
          at least 50%
        ↓stage Purchase
          touchpoint Checkout on store
            purpose transact
      """,
      """
      journey Phone
        channel store
          mode human
          two-way
        layer human
          matches channel.mode has human
          needed in every stage
          at least 61%
        ↓stage Purchase
          touchpoint Checkout on store
            purpose transact
      """,
    ],
    good: [
      """
      journey Phone
        channel store
          mode human
          two-way
        layer human
          matches channel.mode has human
          needed in every stage
          at least 60%
        stage Purchase
          touchpoint Checkout on store
            purpose transact
      """,
      """
      journey Phone
        channel store
          mode human
        channel hotline
          mode human
        layer human
          matches channel.mode has human
          needed in Purchase
          at least 50%
        stage Purchase
          touchpoint Checkout on store
            purpose transact
            strength 30%
          touchpoint Question on hotline
            purpose advise
            strength 30%
      """,
    ]
  ) { journey in
    let model = journey.model
    return needs(journey).compactMap { need -> Finding? in
      guard !need.members.isEmpty, let least = model.value(.atLeast, of: need.layer).magnitude else { return nil }
      let strength = model.strength(ofMatching: need.members)
      guard Model.isWeak(strength, least) else { return nil }
      let sum = need.members.prefix(4).map {
        Related(model.place(of: $0), "has a strength of \(percent(model.strengths.of($0)))")
      }
      return journey.finding(
        .layerWeak, on: need.stage,
        "The layer \(model.reference(to: need.layer)) is weak in stage \(model.reference(to: need.stage)): "
          + "\(percent(strength)) of the \(Value.percent(least)) it needs",
        related: sum + [Related(model.place(of: .atLeast, in: need.layer), "needed here")],
        help: advice(need.members, journey))
    }
  }

  /// A figure between 0 and 1 in whole percent.
  static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }

  /// The quality that is missing and adds most, for the strongest of some touchpoints.
  static func advice(_ touchpoints: [ItemID], _ journey: Examination) -> String {
    let model = journey.model
    guard let best = touchpoints.max(by: { model.strengths.of($0) < model.strengths.of($1) }) else { return "" }
    let name = model.reference(to: best)
    let channels = model.channels(of: best)
    if !model.value(.purpose, of: best).isKnown { return "Say what \(name) is for: `purpose advise`, for example." }
    if !channels.contains(where: { model.has(.twoWay, $0) }) {
      return "Let the customer answer: a channel of \(name) that is `two-way` adds 15 points."
    }
    if !model.isPersonal(best) {
      return "Make \(name) personal: `uses` data that the journey has captured adds 15 points."
    }
    return "Add a second touchpoint to the layer, or mend what weakens \(name): "
      + "`journey explain FILE \(name)` shows the sum."
  }
}
