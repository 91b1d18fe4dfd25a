import JourneyModel
import JourneySyntax

extension Rule {
  /// A long wait in which nobody says where things stand.
  public static let silentWait: Rule = Rule(
    "silent-wait", .warning,
    flags:
      "waits of more than two days on some way, or of unknown length, with no touchpoint that says where things stand",
    because: "waiting without knowing feels far longer than waiting that somebody explains",
    source: "Maister, The Psychology of Waiting Lines, 1985",
    parameters: [Parameter("hours", 48, "hours that one may wait without a word")], needsWholeJourney: true,
    bad: [
      """
      journey Phone
        outcome Bought
        stage Purchase
          touchpoint Order
            purpose transact
            wait 25 h
            leads to Check
          touchpoint Check
            purpose check
            ↓wait 24 h
            leads to Delivery
          touchpoint Delivery
            purpose deliver
            leads to Bought
      """,
      """
      journey Phone
        outcome Bought
        stage Purchase
          touchpoint Order
            purpose transact
            ↓wait 49 h
            leads to Delivery
          touchpoint Delivery
            purpose deliver
            leads to Bought
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Order
            purpose transact
            ↓wait unknown
          touchpoint Delivery
            purpose deliver
      """,
    ],
    good: [
      """
      journey Phone
        outcome Bought
        stage Purchase
          touchpoint Order
            purpose transact
            wait 25 h
            leads to News
          touchpoint News
            purpose inform
            wait 24 h
            leads to Delivery
          touchpoint Delivery
            purpose deliver
            leads to Bought
      """,
      """
      journey Phone
        outcome Bought
        stage Purchase
          touchpoint Order
            purpose transact
            wait 5 days
            leads to Tracking
          touchpoint Tracking
            purpose inform
            leads to Bought
      """,
      """
      journey Phone
        outcome Bought
        stage Purchase
          touchpoint Order
            purpose transact
            wait 48 h
            leads to Bought
      """,
    ]
  ) { journey in
    let longest = Rational(journey.parameter("hours", of: .silentWait) * 3_600)
    return journey.silences(beyond: longest).map { silence in journey.finding(of: silence) }
  }
}

/// Waits on one way, with no touchpoint between them that says where things stand.
private struct Silence {
  /// The touchpoints at which customers wait, and those between them.
  let way: [ItemID]
  /// The seconds in all; nothing where nobody knows.
  let seconds: Rational?
}

extension Examination {
  /// The silences that are longer than they may be, at the touchpoint where they become so.
  ///
  /// It is a data-flow analysis: the longest silence up to a touchpoint is the longest up to one before it and the wait
  /// there, and none behind a touchpoint that speaks. Each loop is gone once.
  fileprivate func silences(beyond longest: Rational) -> [Silence] {
    guard mayBeSilent(for: longest) else { return [] }
    let (first, count) = (journey.touchpointNumbers.lowerBound, journey.touchpointNumbers.count)
    let order =
      flow.isStageByStage
      ? journey.touchpoints
      : touchpointsInOrder(from: flow.entries + journey.touchpoints, among: journey.touchpoints, next: next)
    var places = [Int32](repeating: .max, count: count)
    for (place, touchpoint) in order.enumerated() { places[touchpoint.index - first] = Int32(place) }
    var silent = [Rational](repeating: .zero, count: count)
    // The touchpoint before each, by its number, or nothing.
    var before = [Int32](repeating: -1, count: count)
    var found: [Silence] = []
    for (place, touchpoint) in order.enumerated() {
      let number = touchpoint.index - first
      if speaks(touchpoint) { (silent[number], before[number]) = (.zero, -1) }
      let wait = model.value(.wait, of: touchpoint)
      let sum = silent[number].adding(wait.magnitude ?? .zero) ?? silent[number]
      if wait == .unknown || sum > longest, model.isInteraction(touchpoint), !isTold(after: touchpoint) {
        found.append(silence(upTo: touchpoint, before, first, wait == .unknown ? nil : sum))
        continue
      }
      guard !flow.isStageByStage, sum > .zero else { continue }
      for target in next(touchpoint) where places[target.index - first] > Int32(place) {
        guard places[target.index - first] < .max, sum > silent[target.index - first] else { continue }
        silent[target.index - first] = sum
        before[target.index - first] = touchpoint.rawValue
      }
    }
    return found.sorted { ($0.way.last ?? ItemID(0)) < ($1.way.last ?? ItemID(0)) }
  }

  /// Whether anybody waits for nobody knows how long, or all waits of the journey together are longer than some time.
  private func mayBeSilent(for longest: Rational) -> Bool {
    var sum = Rational.zero
    for touchpoint in journey.touchpoints {
      let wait = model.value(.wait, of: touchpoint)
      guard wait != .unknown, let next = sum.adding(wait.magnitude ?? .zero), next <= longest else { return true }
      sum = next
    }
    return false
  }

  private func silence(
    upTo last: ItemID, _ before: [Int32], _ first: Int, _ seconds: Rational?
  ) -> Silence {
    var way = [last]
    while let last = way.last, before[last.index - first] >= 0 { way.append(ItemID(Int(before[last.index - first]))) }
    // Nobody waits at what only leads there, and of a wait that nobody knows the others do not matter.
    return Silence(way: seconds == nil ? [last] : way.reversed(), seconds: seconds)
  }

  private func speaks(_ touchpoint: ItemID) -> Bool {
    switch purpose(touchpoint) {
    case "inform", "reassure", "support", "remind": true
    default: false
    }
  }

  /// Whether something that comes soon says where things stand; one that does not tell its purpose may.
  private func isTold(after touchpoint: ItemID) -> Bool {
    touchpoints(soonAfter: touchpoint).contains { other in
      other != touchpoint && (speaks(other) || purpose(other) == nil)
    }
  }

  fileprivate func finding(of silence: Silence) -> Finding {
    let last = silence.way[silence.way.count - 1]
    let name = model.reference(to: last)
    let title =
      if let seconds = silence.seconds {
        silence.way.count > 1
          ? "Customers wait \(Value.duration(seconds).text()) in all on the way \(text(of: silence.way, nil)), and nobody says "
            + "where things stand"
          : "Customers wait \(model.value(.wait, of: last).text()) at \(name), and nobody says where things stand"
      } else {
        "Nobody knows how long customers wait at \(name), and nobody tells them"
      }
    return finding(
      .silentWait, on: last, title, at: model.place(of: .wait, in: last),
      related: silence.way.dropLast().filter { model.says(.wait, $0) }.prefix(20).map {
        Related(model.place(of: .wait, in: $0), "they have waited here")
      },
      help: purpose(last) == "inform"
        ? "It informs before the wait; add a touchpoint that speaks in it: a message (`purpose reassure`)."
        : "Add a touchpoint that does: a status page (`purpose inform`), a message (`purpose reassure`).")
  }

  /// The touchpoints that come next, and those of the stage that they lead on to; without arrows all of the stage.
  private func touchpoints(soonAfter touchpoint: ItemID) -> [ItemID] {
    let stage = model.parent(of: touchpoint)
    if flow.isStageByStage { return stage.map { interactions(of: $0) } ?? [] }
    var found = next(touchpoint)
    var seen = Set(found)
    var place = 0
    // A stage of hundreds has so many ways that some would tell.
    while place < found.count, found.count < 200 {
      if model.parent(of: found[place]) == stage {
        for target in next(found[place]) where seen.insert(target).inserted { found.append(target) }
      }
      place += 1
    }
    return found
  }
}
