import JourneyModel
import JourneySyntax

extension Rule {
  /// A stage through which customers are sent to and fro between channels.
  public static let channelPingPong: Rule = Rule(
    "channel-ping-pong", .warning, isRecommended: false,
    flags: "a stage with a way on which customers change channels more than twice",
    because: "at each change customers look for where they were, and some do not find it again",
    source: "Dixon, Freeman and Toman, Stop Trying to Delight Your Customers, 2010: channel switching",
    parameters: [Parameter("switches", 2, "changes of channel on one way through a stage")], needsWholeJourney: true,
    bad: [
      """
      journey Phone
        channel web
        channel email
        ↓stage Purchase
          touchpoint Order on web
            leads to Link
          touchpoint Link on email
            leads to Account
          touchpoint Account on web
            leads to Code
          touchpoint Code on email
      """,
      """
      journey Phone
        channel web
        channel email
        channel store
        ↓stage Purchase
          touchpoint Basket on web
            leads to Visit for 50%
            leads to Payment for 50%
          touchpoint Visit on store
            leads to Letter
          touchpoint Letter on email
            leads to Payment
            leads to Visit again
          touchpoint Payment on web
      """,
    ],
    good: [
      """
      journey Phone
        channel web
        channel email
        stage Purchase
          touchpoint Order on web
            leads to Link
          touchpoint Link on email
            leads to Account
          touchpoint Account on web, email
            leads to Code
          touchpoint Code on email
            leads to Order for 10% again
      """,
      """
      journey Phone
        persona Explorer
        persona Upgrader
        channel web
        channel email
        stage Purchase
          touchpoint Order on web
            leads to Link
          touchpoint Link on email
            only for Explorer
            leads to Account
          touchpoint Account on web
            leads to Code
          touchpoint Code on email
            only for Upgrader
        stage Service
          touchpoint Question on web
      """,
    ]
  ) { journey in
    guard !journey.flow.isStageByStage else { return [] }
    let model = journey.model
    let most = journey.parameter("switches", of: .channelPingPong)
    // What nobody in particular can do, no persona can.
    let stages = journey.stagesToAndFro(among: journey.journey.stages, most, for: nil)
    var found = journey.walkers == [nil] ? stages : []
    for persona in journey.walkers where journey.walkers != [nil] {
      let told = Set(found.map(\.stage))
      let open = stages.map(\.stage).filter { !told.contains($0) }
      found += journey.stagesToAndFro(among: open, most, for: persona)
    }
    let worst = found.sorted { ($1.switches, $0.stage) < ($0.switches, $1.stage) }
    guard let first = worst.first else { return [] }
    let more = worst.count > 1 ? ", and in \(worst.count - 1) more more than \(most) times" : ""
    return [
      journey.finding(
        .channelPingPong, on: first.stage,
        "In stage \(model.reference(to: first.stage)) some customers change channels \(first.switches) times" + more,
        label: "on the way \(journey.text(of: first.way, first.persona))",
        related: first.way.prefix(20).map { touchpoint in
          let channels = model.channels(of: touchpoint).prefix(3).map { model.reference(to: $0) }
          return Related(model.place(of: touchpoint), "on \(Suggestion.list(channels))")
        } + worst.dropFirst().prefix(20).map { Related(model.place(of: $0.stage), "\($0.switches) changes here") },
        help: "Let one channel carry them further: put touchpoints that follow each other on the same one as well.")
    ]
  }
}

/// A stage, and the way through it with the most changes of channel.
private struct ToAndFro {
  let stage: ItemID
  let switches: Int
  let way: [ItemID]
  let persona: ItemID?
}

extension Examination {
  /// The stages with a way, open to a persona, on which channels change more often than that.
  fileprivate func stagesToAndFro(among stages: [ItemID], _ most: Int, for persona: ItemID?) -> [ToAndFro] {
    guard !stages.isEmpty else { return [] }
    let reached = walk(stoppingAt: [], for: persona)
    return stages.compactMap { stage in
      let touchpoints = interactions(of: stage).filter { reached.reaches($0) }
      var members = ItemSet(for: touchpoints)
      for touchpoint in touchpoints { members.insert(touchpoint) }
      let order = touchpointsInOrder(from: touchpoints, among: touchpoints) { touchpoint in
        onward(from: touchpoint, for: persona).filter { members.contains($0) }
      }
      guard order.count > most, let first = order.min(), let end = order.max() else { return nil }
      var places = [Int](repeating: -1, count: end.index - first.index + 1)
      for (place, touchpoint) in order.enumerated() { places[touchpoint.index - first.index] = place }
      // The most changes up to each touchpoint, and the one before it on that way.
      var best = [(switches: Int, before: Int?)](repeating: (-1, nil), count: order.count)
      for (place, touchpoint) in order.enumerated() {
        if best[place].switches < 0 { best[place].switches = 0 }
        for target in onward(from: touchpoint, for: persona) {
          let number = target.index - first.index
          guard places.indices.contains(number), places[number] > place else { continue }
          let more = best[place].switches + (isSwitch(from: touchpoint, to: target) ? 1 : 0)
          if more > best[places[number]].switches { best[places[number]] = (more, place) }
        }
      }
      guard let last = best.indices.max(by: { (best[$0].switches, order[$1]) < (best[$1].switches, order[$0]) }),
        best[last].switches > most
      else { return nil }
      var way = [last]
      while let before = best[way[way.count - 1]].before { way.append(before) }
      let switches = best[last].switches
      return ToAndFro(stage: stage, switches: switches, way: way.reversed().map { order[$0] }, persona: persona)
    }
  }

  /// Whether customers have to go elsewhere: no channel of a touchpoint is one of the next, where both name some. Places
  /// are taken for parts of one: a shop and its counter.
  private func isSwitch(from touchpoint: ItemID, to next: ItemID) -> Bool {
    let (before, after) = (model.channels(of: touchpoint), model.channels(of: next))
    guard !before.isEmpty, !after.isEmpty, !before.contains(where: { after.contains($0) }) else { return false }
    return !(before.contains { isPlace($0) } && after.contains { isPlace($0) })
  }

  private func isPlace(_ channel: ItemID) -> Bool {
    model.value(.mode, of: channel).elements.contains(.word("physical"))
  }

  /// The touchpoints that arrows open to a persona lead on to, without those marked `again`.
  private func onward(from touchpoint: ItemID, for persona: ItemID?) -> [ItemID] {
    model.arrowNumbers(from: touchpoint).compactMap { number in
      let arrow = model.arrows[number]
      guard !arrow.isLoop, case .item(let target) = arrow.target, model.kind(of: target) == .touchpoint,
        isOpen(number, to: persona)
      else { return nil }
      return target
    }
  }
}
