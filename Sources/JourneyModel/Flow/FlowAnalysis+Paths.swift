import JourneySyntax

/// The best ways to a goal.
extension FlowAnalysis {
  /// A way from where customers come in, with the share of all customers who go exactly so.
  public struct Path: Sendable, Hashable {
    public let touchpoints: [ItemID]
    public let share: Double
    /// Whose way it is; nothing where ways do not differ.
    public let persona: ItemID?
  }

  /// The way to a goal that most customers go; nothing where nobody gets there.
  public func likeliestPath(to goal: Goal) -> Path? {
    groups.compactMap { path(to: goal, in: $0) { $0 * $1 } }.max { $0.share < $1.share }
  }

  /// The way to a goal through the fewest touchpoints, the likeliest of several.
  public func shortestPath(to goal: Goal) -> Path? {
    // No chance makes up for a step.
    groups.compactMap { path(to: goal, in: $0) { $0 - 1 + $1 * 1e-6 } }
      .min { ($0.touchpoints.count, -$0.share) < ($1.touchpoints.count, -$1.share) }
  }

  /// The way whose value is largest: each step takes something from it, depending on its share.
  ///
  /// Source: E. Dijkstra, A note on two problems in connexion with graphs, Numerische Mathematik 1 (1959).
  private func path(to goal: Goal, in group: Group, weigh: (Double, Double) -> Double) -> Path? {
    let chain = group.states.chain
    var best = [Double](repeating: -.infinity, count: chain.count)
    var before = [Int32](repeating: -1, count: chain.count)
    var isDone = [Bool](repeating: false, count: chain.count)
    var queue = Queue()
    for (state, share) in group.states.beginnings where share > 0 {
      best[state] = share
      queue.add(share, Int32(state))
    }
    let ends = endShares(goal, group.states)
    var found: (value: Double, state: Int)?
    while let (value, number) = queue.next() {
      let state = Int(number)
      guard !isDone[state] else { continue }
      isDone[state] = true
      if let found, value <= found.value { break }
      let isGoal = group.states.touchpoints[state].map { meets(goal, $0) } ?? false
      let there = isGoal ? value : ends[state] > 0 ? weigh(value, ends[state]) : -.infinity
      if there > found?.value ?? -.infinity { found = (there, state) }
      guard !isGoal else { continue }
      for place in chain.row(state) {
        let target = Int(chain.targets[place])
        // A state between two stages is no step.
        let next =
          group.states.touchpoints[target] == nil ? value * chain.share(place) : weigh(value, chain.share(place))
        guard next > best[target] else { continue }
        best[target] = next
        before[target] = number
        queue.add(next, chain.targets[place])
      }
    }
    return found.map { path(endingAt: $0.state, before, goal, ends, group) }
  }

  private func path(
    endingAt last: Int, _ before: [Int32], _ goal: Goal, _ ends: [Double], _ group: Group
  ) -> Path {
    let chain = group.states.chain
    var states = [last]
    while let first = states.last, before[first] >= 0 { states.append(Int(before[first])) }
    states.reverse()
    var share = group.weight * (group.states.beginnings.first { $0.state == states[0] }?.share ?? 0)
    for (from, to) in zip(states, states.dropFirst()) {
      share *= chain.row(from).reduce(0) { $0 + (Int(chain.targets[$1]) == to ? chain.share($1) : 0) }
    }
    let touchpoints = states.compactMap { group.states.touchpoints[$0] }
    if !(touchpoints.last.map { meets(goal, $0) } ?? false) { share *= ends[last] }
    return Path(touchpoints: touchpoints, share: share, persona: group.persona)
  }

  /// For each state the share of those there who go to a goal outside the states: to an outcome.
  private func endShares(_ goal: Goal, _ states: FlowStates) -> [Double] {
    var ends = [Double](repeating: 0, count: states.chain.count)
    guard case .outcomes(let outcomes) = goal else { return ends }
    for (state, ending, share) in states.endings {
      if case .outcome(let outcome) = ending, outcomes.contains(outcome) { ends[state] += share }
    }
    return ends
  }

  /// States by their value, the largest first: a binary heap.
  private struct Queue {
    private var entries: [(value: Double, state: Int32)] = []

    mutating func add(_ value: Double, _ state: Int32) {
      entries.append((value, state))
      var place = entries.count - 1
      while place > 0, entries[(place - 1) / 2].value < entries[place].value {
        entries.swapAt(place, (place - 1) / 2)
        place = (place - 1) / 2
      }
    }

    mutating func next() -> (value: Double, state: Int32)? {
      guard let last = entries.popLast() else { return nil }
      guard let first = entries.first else { return last }
      entries[0] = last
      var place = 0
      while 2 * place + 1 < entries.count {
        var child = 2 * place + 1
        if child + 1 < entries.count, entries[child].value < entries[child + 1].value { child += 1 }
        guard entries[place].value < entries[child].value else { break }
        entries.swapAt(place, child)
        place = child
      }
      return first
    }
  }
}
