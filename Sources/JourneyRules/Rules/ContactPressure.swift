import JourneyModel
import JourneySyntax

extension Rule {
  /// More messages in a short time than people put up with.
  public static let contactPressure: Rule = Rule(
    "contact-pressure", .warning,
    flags:
      "a way with more proactive messages in a day or a week than a channel's `at most`, or than people put up with",
    because: "beyond a certain number each message more makes people turn away from all of them",
    source: "Godfrey, Seiders and Voss, Enough Is Enough! The Fine Line in Executing Multichannel Relational "
      + "Communication, 2011",
    parameters: [
      Parameter("day", 1, "messages in a day on a channel that says no `at most`"),
      Parameter("week", 3, "messages in a week on a channel that says no `at most`"),
      Parameter("all", 5, "messages in a week on all channels together"),
    ],
    needsWholeJourney: true,
    bad: [
      """
      journey Phone
        channel email
        stage Loyalty
          touchpoint Welcome on email
            proactive
            purpose thank
            leads to Tips
          touchpoint Tips on email
            proactive
            purpose inform
            ↓after 23 h
      """,
      """
      journey Phone
        channel sms
          at most 2 per week
        channel email
        stage Loyalty
          touchpoint Invitation on sms
            proactive
            leads to Visit
          touchpoint Visit
            reactive
            after 1 day
            takes 1 h
            leads to Question for 50%
            leads to Reminder for 50%
          touchpoint Question on email
            proactive
            after 30 min
            leads to Reminder
          touchpoint Reminder on sms
            proactive
            after 2 days
            leads to "Last call"
          touchpoint "Last call" on sms, email
            proactive
            ↓after 3 days
      """,
      """
      journey Phone
        channel email
        stage Loyalty
          touchpoint Reminder on email
            proactive
            purpose remind
            ↓after 2 days
            leads to Reminder for 40% again at most 3 times
            leads to exit
      """,
      """
      journey Phone
        channel email
        channel sms
        stage Loyalty
          touchpoint A on email; proactive; leads to B
          touchpoint B on sms; proactive; after 2 h; leads to C
          touchpoint C on email; proactive; after 1 day; leads to D
          touchpoint D on sms; proactive; after 2 h; leads to E
          touchpoint E on email; proactive; after 2 days; leads to F
          touchpoint F on sms; proactive; ↓after 2 h
      """,
    ],
    good: [
      """
      journey Phone
        channel email
        stage Loyalty
          touchpoint Welcome on email
            proactive
            leads to Tips
          touchpoint Tips on email
            proactive
            after 1 day
            leads to Offer
          touchpoint Offer on email
            proactive
      """,
      """
      journey Phone
        persona Explorer
        persona Upgrader
        channel email
        stage Loyalty
          touchpoint Welcome on email
            proactive
            leads to Tips
          touchpoint Tips on email
            only for Explorer
            proactive
            after 2 days
            leads to Offer
          touchpoint Offer on email
            only for Upgrader
            proactive
            after 2 h
      """,
      """
      journey Phone
        channel email
        stage Loyalty
          touchpoint Reminder on email
            proactive
            after 2 days
            leads to Reminder for 40% again at most 2 times
            leads to exit
      """,
      """
      journey Phone
        channel email
        stage Purchase
          touchpoint Confirmation on email
            proactive
            purpose deliver
            leads to Tips
          touchpoint Tips on email
            proactive
            purpose advise
            after 1 h
      """,
    ]
  ) { journey in
    var pressure = Pressure(journey)
    var limits = journey.contactLimits
    // Where there is no burst though every arrow is open, no persona meets one: nearly always that is the answer.
    if journey.walkers.count > 1 { limits = pressure.bursts(beyond: limits, for: nil).map(\.limit) }
    var found: [Pressure.Excess] = []
    for persona in journey.walkers where !limits.isEmpty {
      let more = pressure.bursts(beyond: limits, for: persona)
      found += more
      let told = Set(more.map(\.limit.number))
      limits.removeAll { told.contains($0.number) }
    }
    return journey.findings(of: found.sorted { $0.limit.number < $1.limit.number }) + pressure.rest
  }
}

/// How many messages may come in a window of time, and which ones count.
private struct ContactLimit {
  let number: Int
  /// The channel that they come on; nothing for all channels together.
  let channel: ItemID?
  let isSaid: Bool
  let most: Int
  /// The window in seconds, and in words.
  let window: Int
  let period: String
  let messages: [ItemID]
}

/// The search for bursts of messages, as far as the work allows.
private struct Pressure {
  typealias Excess = (limit: ContactLimit, burst: Burst, persona: ItemID?)
  private let journey: Examination
  private var work = 0.0
  private var isTooMuch = false

  init(_ journey: Examination) { self.journey = journey }

  /// The bursts that are more than limits allow, on ways open to a persona.
  mutating func bursts(beyond limits: [ContactLimit], for persona: ItemID?) -> [Excess] {
    guard !limits.isEmpty else { return [] }
    let ways = TimedWays(journey, for: persona)
    return limits.compactMap { limit in
      let effort = ways.work(limit.most + 1, of: limit.messages)
      guard effort > 0 else { return nil }
      guard effort < Pressure.mostAtOnce, work + effort < Pressure.mostWork else {
        isTooMuch = true
        return nil
      }
      work += effort
      let burst = ways.tightest(
        limit.most + 1, of: limit.messages, once: { journey.model.says(.atMost, $0) }, within: limit.window)
      return burst.map { (limit, $0, persona) }
    }
  }

  /// A word where not all was followed.
  var rest: [Finding] {
    guard isTooMuch else { return [] }
    var finding = journey.finding(
      .contactPressure, on: journey.whole,
      "Not every way was followed for how many messages come on it: the journey is too large",
      help: "Make several journeys of it, each for one phase or one persona.")
    finding.severity = .info
    return [finding]
  }

  /// About a second's worth.
  private static let mostWork = 500_000_000.0
  /// What a search may take at once, for it takes memory as well.
  private static let mostAtOnce = 150_000_000.0
}

extension Examination {
  /// The limits of each channel that somebody writes on, as said or as is usual, and the one of all channels together.
  fileprivate var contactLimits: [ContactLimit] {
    var byChannel: [ItemID: [ItemID]] = [:]
    let messages = interactionsOfAllStages.filter { isMessage($0) }.sorted()
    for message in messages {
      for channel in model.channels(of: message).withoutRepeats() { byChannel[channel, default: []].append(message) }
    }
    var limits: [ContactLimit] = []
    func add(_ channel: ItemID?, _ most: Int, _ window: Int, _ period: String, isSaid: Bool = false, _ all: [ItemID]) {
      guard !all.isEmpty else { return }
      limits.append(
        ContactLimit(
          number: limits.count, channel: channel, isSaid: isSaid, most: most, window: window, period: period,
          messages: all))
    }
    let (day, week) = (Int(TimeUnit.day.seconds), Int(TimeUnit.week.seconds))
    for channel in byChannel.keys.sorted() {
      let messages = byChannel[channel] ?? []
      if model.mentions(.atMost, channel) {
        guard let (most, window, period) = rate(of: channel) else { continue }
        add(channel, most, window, period, isSaid: true, messages)
      } else {
        let unasked = messages.filter { isUnasked($0) }
        add(channel, parameter("day", of: .contactPressure), day, "day", unasked)
        add(channel, parameter("week", of: .contactPressure), week, "week", unasked)
      }
    }
    add(nil, parameter("all", of: .contactPressure), week, "week", messages.filter { isUnasked($0) })
    return limits
  }

  /// Whether the brand writes or calls: what happens where one meets in person anyway is no message.
  func isMessage(_ touchpoint: ItemID) -> Bool {
    guard model.has(.proactive, touchpoint), model.value(.status, of: touchpoint) != .word("retired") else {
      return false
    }
    return model.channels(of: touchpoint).contains { channel in
      !(model.isHuman(channel) && model.value(.mode, of: channel).elements.contains(.word("physical")))
    }
  }

  /// Whether a message serves neither the customer's own order nor trouble, of which nobody gets too much.
  private func isUnasked(_ message: ItemID) -> Bool {
    !isCare(message) && !["transact", "deliver"].contains(purpose(message))
  }

  /// How many messages a channel allows in how many seconds, if that is a number in a span of time.
  private func rate(of channel: ItemID) -> (most: Int, window: Int, period: String)? {
    guard case .per(.number(let number), let unit) = model.value(.atMost, of: channel), number > .zero,
      let length = Keyword(rawValue: unit.lowercased()).flatMap({ TimeUnit($0) })?.seconds
    else { return nil }
    if number >= .one { return (Int(number.numerator / number.denominator), Int(length), unit) }
    // Less than one a week is one in several weeks.
    guard let window = Rational(length).divided(by: number) else { return nil }
    return (1, Int(window.numerator / window.denominator), Value.duration(window).text())
  }

  /// One finding for each channel, and one for all together where those do not say it.
  fileprivate func findings(of found: [Pressure.Excess]) -> [Finding] {
    var channels: Set<ItemID> = []
    var last: Set<ItemID> = []
    var told: Set<ItemID> = []
    return found.compactMap { excess in
      let messages = excess.burst.messages.map(\.touchpoint)
      guard let end = messages.last else { return nil }
      if let channel = excess.limit.channel {
        guard !last.contains(end), channels.insert(channel).inserted else { return nil }
      } else if !told.isDisjoint(with: messages) {
        return nil
      }
      last.insert(end)
      told.formUnion(messages)
      return finding(of: excess, end)
    }
  }

  private func finding(of excess: Pressure.Excess, _ end: ItemID) -> Finding {
    let (limit, burst, persona) = excess
    let span = burst.seconds == 0 ? "at the same time" : "within \(Value.duration(Rational(burst.seconds)).text())"
    let channel = limit.channel.map { " by \(model.reference(to: $0))" } ?? ""
    let most = "\(limit.most) per \(limit.period)"
    let said = limit.channel.flatMap {
      limit.isSaid ? [Related(model.place(of: .atMost, in: $0), "as said here")] : nil
    }
    var seen: Set<ItemID> = []
    let earlier = burst.messages.dropLast().enumerated().filter { seen.insert($1.touchpoint).inserted }.prefix(20).map {
      Related(model.place(of: $1.touchpoint), "message \($0 + 1) of \(burst.messages.count)")
    }
    let other = burst.others.prefix(20).map { Related(model.place(of: .after, in: $0), "too many here as well") }
    return finding(
      .contactPressure, on: end,
      "\(model.reference(to: end)) is message \(burst.messages.count)\(channel) \(span), and \(most) "
        + (limit.isSaid ? "are allowed" : "is what people put up with"),
      at: model.place(of: .after, in: end), label: "on the way \(text(of: burst.way, persona))",
      related: (said ?? []) + earlier + other,
      help: limit.channel == nil || limit.isSaid
        ? "Send it later, or leave one of them out."
        : "Send it later or on another channel; or say how many are fine there: `at most \(burst.messages.count) per \(limit.period)`.",
      fix: laterStart(of: end, by: limit.window - burst.seconds))
  }

  /// An edit that lets a touchpoint happen later; nothing where its time is not a plain figure.
  private func laterStart(of touchpoint: ItemID, by seconds: Int) -> Fix? {
    guard case .duration(let after) = model.value(.after, of: touchpoint),
      let later = after.adding(Rational(seconds)), later.isWhole,
      let entry = model.attributes(of: touchpoint).first(where: { $0.attribute == .after })
    else { return nil }
    guard let lines = lines(of: touchpoint), let span = lines.tree.child(entry.node, .duration) else { return nil }
    let text = Value.duration(later).text()
    return fix("Let it happen after \(text)", lines.replacing(span, by: text, in: model[touchpoint].node))
  }
}
