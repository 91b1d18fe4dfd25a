import JourneyModel
import JourneySyntax

extension Rule {
  /// A touchpoint at a time at which nobody is there, or everybody sleeps.
  public static let outOfHours: Rule = Rule(
    "out-of-hours", .warning, isRecommended: false,
    flags: "a touchpoint that always falls into hours at which its channel is not `open`, or a proactive one on a "
      + "channel open early in the morning or late at night",
    because: "who comes when nobody is there has come for nothing, and who is called at night does not forget it",
    source: "47 CFR 64.1200 (c) (1), Telephone Consumer Protection Act: no calls before 8 or after 21 o'clock",
    parameters: [
      Parameter("from", 8, "the hour from which one may call", in: 0...24),
      Parameter("to", 21, "the hour up to which one may call", in: 0...24),
    ],
    bad: [
      """
      journey Phone
        channel hotline
          open 07:00 to 21:00
        stage Loyalty
          ↓touchpoint Call on hotline
            proactive
      """,
      """
      journey Phone
        channel counter
          open 08:00 to 12:00
        channel hotline
          open 16:00 to 20:00
        stage Purchase
          touchpoint Order on counter
            leads to Question
          touchpoint Question on hotline
            reactive
            ↓after 3 h
      """,
    ],
    good: [
      """
      journey Phone
        channel hotline
          open 08:00 to 12:00, 13:00 to 21:00
        stage Loyalty
          touchpoint Call on hotline
            proactive
      """,
      """
      journey Phone
        channel counter
          open 08:00 to 12:00
        channel hotline
          open 16:00 to 20:00
        channel night
          open 20:00 to 06:00
        stage Purchase
          touchpoint Order on counter
            leads to Question
          touchpoint Question on hotline
            after 4 h
            leads to "Late question"
          touchpoint "Late question" on night
            reactive
            after 1 h
      """,
    ]
  ) { journey in journey.callsAtNight + journey.closedDoors }
}

extension Examination {
  /// The channels that are open at night and used to call or write to people, each with its first such touchpoint.
  fileprivate var callsAtNight: [Finding] {
    let (from, to) = (parameter("from", of: .outOfHours), parameter("to", of: .outOfHours))
    var callers: [ItemID: [ItemID]] = [:]
    for touchpoint in interactionsOfAllStages where isMessage(touchpoint) {
      for channel in model.channels(of: touchpoint) where model.mentions(.open, channel) {
        callers[channel, default: []].append(touchpoint)
      }
    }
    return callers.keys.sorted().compactMap { channel -> Finding? in
      let isAtNight = hours(of: channel).contains { $0.lowerBound < from * 60 || $0.upperBound > to * 60 }
      guard isAtNight, let touchpoints = callers[channel] else { return nil }
      let name = model.reference(to: channel)
      return finding(
        .outOfHours, on: touchpoints[0],
        "\(model.reference(to: touchpoints[0])) may come at any time at which \(name) is open: "
          + Display.plain(model.value(.open, of: channel).text(limit: 80), limit: 80),
        related: [Related(model.place(of: .open, in: channel), "open at night, or early in the morning")]
          + touchpoints.dropFirst().prefix(20).map { Related(model.place(of: $0), "and this one") },
        help:
          "Keep to the hours from \(from) to \(to) o'clock: put such messages on a channel of their own that says when, "
          + "`open 09:00 to 18:00`.")
    }
  }

  /// The touchpoints that come so long after what leads to them that nobody is there any more, or yet.
  fileprivate var closedDoors: [Finding] {
    let open = model.visible(.channel, in: journey).reduce(into: [ItemID: [ClosedRange<Int>]]()) {
      $0[$1] = hours(of: $1)
    }
    var said: Set<ItemID> = []
    return journey.touchpoints.flatMap { source -> [Finding] in
      guard let before = hours(of: source, open) else { return [] }
      return next(source).compactMap { target in
        guard let delay = minutes(from: source, to: target), let after = hours(of: target, open),
          !meets(before, delay, after), said.insert(target).inserted
        else { return nil }
        return closedDoor(target, after: source)
      }
    }
  }

  private func closedDoor(_ target: ItemID, after source: ItemID) -> Finding {
    let (before, after) = (model.channels(of: source)[0], model.channels(of: target)[0])
    return finding(
      .outOfHours, on: target, "\(model.reference(to: target)) comes when \(model.reference(to: after)) is closed",
      at: model.place(of: .after, in: target),
      related: [
        Related(model.place(of: .open, in: after), "open then"),
        Related(model.place(of: .open, in: before), "and \(model.reference(to: source)), before it, at these hours"),
      ],
      help: "Let it come sooner or later, or add a channel that is open then.")
  }

  /// When a channel is open, in minutes of the day; past midnight as two spans.
  private func hours(of channel: ItemID) -> [ClosedRange<Int>] {
    model.value(.open, of: channel).elements.prefix(12).flatMap { span -> [ClosedRange<Int>] in
      guard case .range(.time(let from), .time(let to)) = span else { return [] }
      return from <= to ? [from...to] : [from...1_440, 0...to]
    }
  }

  /// When a touchpoint can happen, if each of its channels says when it is open.
  private func hours(of touchpoint: ItemID, _ open: [ItemID: [ClosedRange<Int>]]) -> [ClosedRange<Int>]? {
    let channels = model.channels(of: touchpoint)
    guard !channels.isEmpty, channels.count <= 4 else { return nil }
    let hours = channels.map { open[$0] ?? [] }
    return hours.contains([]) ? nil : hours.flatMap { $0 }
  }

  /// From how many to how many minutes pass between two touchpoints, if all of it is said.
  private func minutes(from source: ItemID, to target: ItemID) -> ClosedRange<Int>? {
    guard model.mentions(.after, target) else { return nil }
    var (low, high) = (0, 0)
    for (attribute, item) in [(Attribute.after, target), (.wait, source), (.takes, source)] {
      let value = model.value(attribute, of: item)
      if value == .none { continue }
      var least = value.magnitude
      if case .range(let from, _) = value { least = from.magnitude }
      guard let least, let most = value.magnitude, least >= .zero, most <= Rational(10 * 86_400), least <= most else {
        return nil
      }
      low += Int(least.numerator / least.denominator) / 60
      high += (Int(most.numerator / most.denominator) + 59) / 60
    }
    return low...high
  }

  /// Whether some moment of the first hours, so much later, falls into the second ones.
  private func meets(_ hours: [ClosedRange<Int>], _ delay: ClosedRange<Int>, _ others: [ClosedRange<Int>]) -> Bool {
    let day = 1_440
    return hours.contains { span in
      let (from, to) = (span.lowerBound + delay.lowerBound, span.upperBound + delay.upperBound)
      if to - from >= day { return true }
      let days = from / day - 1...to / day
      return others.contains { other in
        days.contains { other.lowerBound + $0 * day <= to && from <= other.upperBound + $0 * day }
      }
    }
  }
}
