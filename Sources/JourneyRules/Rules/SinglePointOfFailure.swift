import JourneyModel
import JourneySyntax

extension Rule {
  /// A channel or a system without which most success is gone.
  public static let singlePointOfFailure: Rule = Rule(
    "single-point-of-failure", .warning, isRecommended: false,
    flags: "a channel, or a system that supports touchpoints, without which more than half of all success is lost",
    because: "what has no second way fails all at once: a shop that closes, a system that is down",
    source: "Anderl, Becker, von Wangenheim and Schumann, Mapping the Customer Journey, 2016 (the removal effect)",
    parameters: [Parameter("loss", 50, "the share of success that may be lost", unit: .percent)],
    needsWholeJourney: true,
    bad: [
      """
      journey Phone
        outcome Bought, success
        ↓channel store
        channel web
        stage Purchase
          touchpoint Advert on web
            leads to Visit for 30%
            leads to Shop for 10%
            leads to exit
          touchpoint Visit on store
            leads to Bought
          touchpoint Shop on web
            leads to exit
      """,
      """
      journey Phone
        outcome Bought, success
        channel store
        channel web
        stage Purchase
          touchpoint Visit on store
            supported by "Till"
            leads to Bought for 51%
            leads to Till
          ↓touchpoint Till on store, web
            supported by "Payments"
            leads to Bought for 90%
          touchpoint Shop on web
            supported by "Payments"
            leads to Bought for 60%
      """,
    ],
    good: [
      """
      journey Phone
        outcome Bought, success
        channel store
        channel web
        stage Purchase
          touchpoint Visit on store
            leads to Bought for 50%
          touchpoint Shop on web
            leads to Bought for 50%
      """,
      """
      journey Phone
        outcome Bought, success
        channel store
        channel web
        stage Purchase
          touchpoint Shop on web
            leads to Bought for 50%
          touchpoint Chat on web
            leads to Bought for 20%
      """,
    ]
  ) { journey in
    let model = journey.model
    let parts = journey.removableParts
    guard parts.count > 1, journey.saysShares else { return [] }
    let limit = Double(journey.parameter("loss", of: .singlePointOfFailure)) / 100
    let (affordable, rest) = journey.affordable(parts, "channels and systems", for: .singlePointOfFailure, walks: 4)
    return rest
      + journey.figures(for: .singlePointOfFailure) { analysis throws(FlowProblem) in
        var found: [(part: Examination.Part, loss: Double)] = []
        for part in affordable {
          guard let loss = try analysis.removal(of: Set(part.touchpoints)), loss > limit + 1e-9 else { continue }
          found.append((part, loss))
        }
        let worst = found.enumerated().sorted { ($1.element.loss, $0.offset) < ($0.element.loss, $1.offset) }.map(
          \.element)
        guard let first = worst.first else { return [] }
        let names = worst.prefix(5).map { "\($0.part.name) (\(Value.percent($0.loss)))" }
        let more = worst.count > 5 ? " and \(worst.count - 5) more" : ""
        return [
          journey.finding(
            .singlePointOfFailure, on: journey.item(for: first.part),
            "Most success is lost without \(Suggestion.list(names, "or"))\(more)"
              + journey.assumed(analysis, .outcomes(analysis.successes)),
            related: first.part.touchpoints.prefix(20).map {
              Related(model.place(of: $0), "rests on \(first.part.name)")
            },
            help: "Give customers a second way: a touchpoint on another channel that leads on as these do.")
        ]
      }
  }
}

extension Examination {
  /// A channel or a system, with the touchpoints that are not there without it.
  fileprivate struct Part {
    let name: String
    let channel: ItemID?
    var touchpoints: [ItemID]
  }

  /// What a finding on a part points at: the channel, if it stands in the journey's own file.
  fileprivate func item(for part: Part) -> ItemID {
    guard let channel = part.channel else { return part.touchpoints[0] }
    return model.file(of: channel) == model.file(of: whole) ? channel : whole
  }

  /// The channels that touchpoints have no other than, and what supports touchpoints; none where all rests on one.
  fileprivate var removableParts: [Part] {
    var channels: [ItemID: [ItemID]] = [:]
    var systems: [String: [ItemID]] = [:]
    var order: [String] = []
    for touchpoint in journey.touchpoints {
      let on = model.channels(of: touchpoint)
      if on.count == 1 { channels[on[0], default: []].append(touchpoint) }
      guard model.mentions(.supportedBy, touchpoint) else { continue }
      for system in model.values(.supportedBy, of: touchpoint).compactMap(\.string) {
        if systems[system] == nil { order.append(system) }
        systems[system, default: []].append(touchpoint)
      }
    }
    let used = model.visible(.channel, in: journey).filter { channels[$0] != nil }
    // A journey on one channel has no second way at all: that is what `too-few-channels` says.
    let ofChannels =
      used.count < 2
      ? [] : used.map { Part(name: model.reference(to: $0), channel: $0, touchpoints: channels[$0] ?? []) }
    return ofChannels
      + order.map { Part(name: "\"\(Display.plain($0, limit: 60))\"", channel: nil, touchpoints: systems[$0] ?? []) }
  }
}
