import JourneyModel
import JourneySyntax

/// A walk from the entries that turns back at some touchpoints: what it reaches is reached without them.
///
/// So a thing that must have happened on *every* way to a touchpoint has not where the walk that stops at each place
/// where it happens arrives there all the same; and the way it took is one of the shortest that prove it.
struct Walk {
  /// For each touchpoint that was reached the one before it, itself where the walk began there, or nothing.
  fileprivate var before: [Int32]
  fileprivate let first: Int

  /// Whether the walk came to a touchpoint.
  func reaches(_ touchpoint: ItemID) -> Bool {
    let place = touchpoint.index - first
    return before.indices.contains(place) && before[place] >= 0
  }

  /// The shortest way to a touchpoint that was reached, it included.
  func way(to touchpoint: ItemID) -> [ItemID] {
    var way = [touchpoint]
    while let last = way.last, reaches(last) {
      let previous = ItemID(Int(before[last.index - first]))
      guard previous != last else { break }
      way.append(previous)
    }
    return way.reversed()
  }
}

/// Items that are still to be looked at, the first of them first.
///
/// Those that were looked at are forgotten now and then, since a way may be as long as the journey.
private struct ItemQueue {
  private var items: [ItemID]
  private var next = 0

  init(_ items: [ItemID]) { self.items = items }

  mutating func append(_ item: ItemID) { items.append(item) }

  mutating func popFirst() -> ItemID? {
    guard next < items.count else { return nil }
    defer { next += 1 }
    if next >= 1_024, next * 2 >= items.count {
      items.removeSubrange(..<next)
      next = 0
    }
    return items[next]
  }
}

extension Examination {
  /// Walks along all arrows that are open to a persona, without going on from some touchpoints.
  ///
  /// Where a piece of data is lacking, arrows that ask for it are closed. A journey without arrows is walked from stage
  /// to stage; a stage that holds one of the stops is a stop, since which of its touchpoints one takes is not said.
  func walk(
    stoppingAt stops: Set<ItemID>, for persona: ItemID? = nil, lacking data: String? = nil,
    through isPassable: (ItemID) -> Bool = { _ in true }
  ) -> Walk {
    let (first, count) = (journey.touchpointNumbers.lowerBound, journey.touchpointNumbers.count)
    // Who was told to end gets nowhere.
    guard limits.interruption == nil else { return Walk(before: [], first: first) }
    var walk = Walk(before: [Int32](repeating: -1, count: count), first: first)
    let entries = entries.filter { isPassable($0) && model.admits(persona, $0) }
    for entry in entries { walk.before[entry.index - first] = entry.rawValue }
    if flow.isStageByStage {
      goThroughStages(&walk, from: entries, stops, persona, isPassable)
      return walk
    }
    var ends = ItemSet(for: journey.touchpoints)
    for stop in stops { ends.insert(stop) }
    var pending = ItemQueue(entries)
    while let touchpoint = pending.popFirst() {
      guard !ends.contains(touchpoint) else { continue }
      for number in model.arrowNumbers(from: touchpoint) {
        guard case .item(let target) = model.arrows[number].target else { continue }
        let place = target.index - first
        // What is no touchpoint of the journey is an outcome.
        guard walk.before.indices.contains(place), walk.before[place] < 0, model.kind(of: target) == .touchpoint,
          isOpen(number, to: persona, lacking: data), isPassable(target), model.admits(persona, target)
        else { continue }
        walk.before[place] = touchpoint.rawValue
        pending.append(target)
      }
    }
    return walk
  }

  /// Where walks begin. Where nothing is said and customers would come in behind the first stage, mostly an arrow is
  /// forgotten: that is what `entry-unsaid` says, and nothing else follows from it.
  private var entries: [ItemID] {
    let late = Set(lateEntries)
    return late.isEmpty ? flow.entries : flow.entries.filter { !late.contains($0) }
  }

  /// The touchpoints behind the first stage at which customers would come in, since no arrow leads there and nothing says
  /// where they do.
  var lateEntries: [ItemID] {
    guard !flow.entriesAreSaid, !flow.isStageByStage,
      let first = flow.entries.compactMap({ model.parent(of: $0) }).min()
    else { return [] }
    return flow.entries.filter { model.parent(of: $0) != first }
  }

  /// Reaches the touchpoints of one stage after the other, as far as the first that holds a stop, or nobody can pass.
  private func goThroughStages(
    _ walk: inout Walk, from entries: [ItemID], _ stops: Set<ItemID>, _ persona: ItemID?,
    _ isPassable: (ItemID) -> Bool
  ) {
    guard var last = entries.first, let begun = model.parent(of: last) else { return }
    var isStopped = model.touchpoints(of: begun).contains { stops.contains($0) }
    for stage in journey.stages where stage > begun && !isStopped {
      let touchpoints = model.touchpoints(of: stage)
      guard !touchpoints.isEmpty else { continue }
      let open = touchpoints.filter { isPassable($0) && model.admits(persona, $0) }
      for touchpoint in open where !walk.reaches(touchpoint) {
        walk.before[touchpoint.index - walk.first] = last.rawValue
      }
      guard let next = open.first else { return }
      last = next
      isStopped = touchpoints.contains { stops.contains($0) }
    }
  }

  /// Whether an arrow is open to a persona, or may be; without a piece of data, if one is named.
  func isOpen(_ number: Int, to persona: ItemID?, lacking data: String? = nil) -> Bool {
    // Nearly all arrows are open to everybody.
    if model.isOpenToAll(number) { return true }
    return model.isOpen(number, to: persona) != false && data.map { !asks(model.arrows[number], for: $0) } ?? true
  }

  /// Whether an arrow is only there for those of whom a piece of data is known: `when known has email_address`.
  private func asks(_ arrow: Arrow, for data: String) -> Bool {
    guard let condition = arrow.condition else { return false }
    let tree = model.trees[arrow.file]
    func asks(_ node: NodeID) -> Bool {
      switch tree[node].kind {
      case .and: return tree.children(node).contains { asks($0) }
      case .comparison:
        let parts = Array(tree.children(node))
        guard parts.count == 2, Comparator(rawValue: tree[node].detail) == .has,
          tree.text(parts[0]).lowercased() == "known"
        else { return false }
        return tree.text(parts[1]).lowercased() == data.lowercased()
      default: return false
      }
    }
    return asks(condition)
  }

  /// The personas whose ways may differ; nobody in particular where there are none, or too many to walk for each.
  var walkers: [ItemID?] {
    let personas = model.visible(.persona, in: journey)
    return personas.isEmpty || personas.count > 12 ? [nil] : personas.map { $0 }
  }

  /// As many of some things as can be followed through the whole journey in bounded time, and a word where that is not
  /// all of them. Each takes a walk for each persona.
  func affordable<Thing>(
    _ things: [Thing], _ what: String, for rule: Rule, walks: Int = 1
  ) -> (things: ArraySlice<Thing>, rest: [Finding]) {
    guard things.count > 20 else { return (things[...], []) }
    // What one walk may look at: touchpoints and arrows, the channels they are on, and the personas they are only for.
    let size = journey.touchpoints.reduce(1) { size, touchpoint in
      size + 1 + model.arrowNumbers(from: touchpoint).count + model.channels(of: touchpoint).count
        + model.value(.onlyFor, of: touchpoint).elements.count
    }
    let most = max(20, Examination.mostVisits / (size * walks))
    guard things.count > most else { return (things[...], []) }
    var finding = finding(
      rule, on: whole, "Only \(most) of \(things.count) \(what) were followed: the journey is too large for more",
      help: "Make several journeys of it, each for one phase or one persona.")
    finding.severity = .info
    return (things.prefix(most), [finding])
  }

  /// How many touchpoints and arrows the walks of one rule may pass in all: about a second's worth.
  private static let mostVisits = 20_000_000

  /// Where something is done to a name, by the name in small letters: what captures each piece of data, for example.
  func touchpoints(saying attribute: Attribute) -> [String: [ItemID]] {
    var places: [String: [ItemID]] = [:]
    for touchpoint in journey.touchpoints {
      for name in model.value(attribute, of: touchpoint).elements.compactMap(\.string) {
        places[name.lowercased(), default: []].append(touchpoint)
      }
    }
    return places
  }

  /// Whether personas know a name before they come: one of them, or any of them where none is asked about.
  func knows(_ name: String, _ persona: ItemID?) -> Bool {
    let personas = persona.map { [$0] } ?? model.visible(.persona, in: journey)
    return personas.contains { one in
      model.value(.knows, of: one).elements.contains { $0.string?.lowercased() == name }
    }
  }

  /// The first walk on which a touchpoint is reached, and whose it is, where something is done at none of the stops.
  func evasion(
    of stops: [ItemID], to touchpoints: [ItemID], lacking data: String? = nil, unless isExempt: (ItemID?) -> Bool
  ) -> (touchpoints: [ItemID], way: [ItemID], persona: ItemID?)? {
    let stops = Set(stops)
    let walkers = walkers.filter { !isExempt($0) }
    // Where nobody comes to whom every way is open, no persona does: nearly always that is the answer.
    if walkers.count > 1 {
      let anybody = walk(stoppingAt: stops, lacking: data)
      guard touchpoints.contains(where: { anybody.reaches($0) && !stops.contains($0) }) else { return nil }
    }
    for persona in walkers {
      let walk = walk(stoppingAt: stops, for: persona, lacking: data)
      let reached = touchpoints.filter { walk.reaches($0) && !stops.contains($0) }
      if let first = reached.first { return (reached, walk.way(to: first), persona) }
    }
    return nil
  }

  /// For up to as many things as a word has bits, given by where each is done: at which touchpoints some way arrives on
  /// which it was not. Ways count as open to everybody, so a bit that is not set is sure, and a walk looks at the others.
  ///
  /// It is a data-flow analysis: what may be lacking behind a touchpoint is what may be lacking at it and is not done there,
  /// until nothing is added any more.
  func lacking<Bits: FixedWidthInteger & UnsignedInteger>(_ stops: [[ItemID]]) -> [Bits] {
    let (first, count) = (journey.touchpointNumbers.lowerBound, journey.touchpointNumbers.count)
    guard !flow.isStageByStage else { return [Bits](repeating: .max, count: count) }
    // Something is done at few of the touchpoints only.
    var done: [Int: Bits] = [:]
    var isStop = ItemSet(for: journey.touchpoints)
    for (bit, stops) in stops.enumerated() {
      for stop in stops {
        done[stop.index, default: 0] |= 1 << bit
        isStop.insert(stop)
      }
    }
    var lacking = [Bits](repeating: 0, count: count)
    var isPending = [Bool](repeating: false, count: count)
    for entry in entries {
      lacking[entry.index - first] = .max
      isPending[entry.index - first] = true
    }
    var pending = ItemQueue(entries)
    while let touchpoint = pending.popFirst() {
      isPending[touchpoint.index - first] = false
      var behind = lacking[touchpoint.index - first]
      if isStop.contains(touchpoint) { behind &= ~(done[touchpoint.index] ?? 0) }
      for number in model.arrowNumbers(from: touchpoint) {
        guard case .item(let target) = model.arrows[number].target else { continue }
        let place = target.index - first
        guard lacking.indices.contains(place), behind & ~lacking[place] != 0 else { continue }
        lacking[place] |= behind
        guard !isPending[place] else { continue }
        isPending[place] = true
        pending.append(target)
      }
    }
    return lacking
  }

  /// A way in words, shortened in the middle where it is long, with whose it is.
  func text(of way: [ItemID], _ persona: ItemID?) -> String {
    // Of a long way only the ends are spelt.
    let names =
      way.count > 6
      ? way.prefix(3).map { model.reference(to: $0) } + ["…"] + way.suffix(2).map { model.reference(to: $0) }
      : way.map { model.reference(to: $0) }
    return names.joined(separator: " → ") + (persona.map { ", for \(model.reference(to: $0))" } ?? "")
  }

  /// Whether a persona can come to a successful outcome through some of the touchpoints.
  func succeeds(_ persona: ItemID?, through isPassable: (ItemID) -> Bool) -> Bool {
    let walk = walk(stoppingAt: [], for: persona, through: isPassable)
    return journey.touchpoints.contains { walk.reaches($0) && isSuccess($0, persona) }
  }

  /// Whether a touchpoint reaches a success, or an arrow from it that is open to a persona leads to one.
  func isSuccess(_ touchpoint: ItemID, _ persona: ItemID?) -> Bool {
    if let outcome = model.value(.reaches, of: touchpoint).itemID, model.has(.success, outcome) { return true }
    return model.arrowNumbers(from: touchpoint).contains { number in
      guard case .item(let target) = model.arrows[number].target else { return false }
      return model.has(.success, target) && isOpen(number, to: persona)
    }
  }
}
