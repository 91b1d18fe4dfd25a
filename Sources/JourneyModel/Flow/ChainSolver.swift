/// A chain with its components in order, each made ready to be solved: what is asked of it takes one pass.
///
/// Where no way leads back, the pass goes from state to state; states that lead to each other are an `Elimination`.
struct ChainSolver: Sendable {
  let chain: Chain
  private let states: [Int32]
  private let ends: [Int32]
  /// The number of each state's component.
  private var component: [Int32]
  /// The eliminations of the components that need one, by the component's number.
  private var eliminations: [Int: Elimination] = [:]
  /// The components that nobody leaves, by number.
  private var closed: Set<Int> = []
  /// How much more elimination may be done.
  private(set) var work: Int

  /// States at which a pass stops: a mark for each, and what its value is.
  struct Stops {
    var isStop: [Bool]
    var values: [Double]

    /// Stops at some states, with one value for all.
    init(_ count: Int, at states: [Int32], value: Double = 0) {
      isStop = [Bool](repeating: false, count: count)
      values = [Double](repeating: 0, count: count)
      for state in states {
        isStop[Int(state)] = true
        values[Int(state)] = value
      }
    }
  }

  /// Orders a chain and takes its loops apart; nothing where they are entangled beyond the work that may be done.
  init?(_ chain: Chain, work: Int) {
    self.chain = chain
    self.work = work
    (states, ends) = chain.components()
    component = [Int32](repeating: 0, count: chain.count)
    for number in ends.indices {
      for member in members(number) { component[Int(member)] = Int32(number) }
    }
    var places = [Int32](repeating: -1, count: chain.count)
    for number in ends.indices {
      let members = self.members(number)
      if isClosed(members, number) {
        closed.insert(number)
      } else if members.count > 1 {
        guard let elimination = Elimination(chain, members, &places, work: &self.work) else { return nil }
        eliminations[number] = elimination
      }
    }
  }

  private func members(_ component: Int) -> ArraySlice<Int32> {
    states[(component == 0 ? 0 : Int(ends[component - 1]))..<Int(ends[component])]
  }

  /// Whether nobody leaves a component. One state without a way on is none: its journey ends there.
  private func isClosed(_ members: ArraySlice<Int32>, _ number: Int) -> Bool {
    members.allSatisfy { member in
      chain.leaving[Int(member)] == 0
        && chain.row(Int(member)).allSatisfy { component[Int(chain.targets[$0])] == number }
    } && members.contains { !chain.row(Int($0)).isEmpty }
  }

  /// The states that lie in loops which nobody leaves.
  var closedStates: [Int32] { closed.sorted().flatMap { members($0) } }

  // MARK: Backwards

  /// What each state is worth: what it gives itself, and its share of what the states are worth that it leads to.
  ///
  /// A state that is stopped at is worth what the stops say; one that nobody leaves is worth nothing. Nothing where the
  /// stops make new loops to be taken apart, and that is too much work.
  mutating func values(_ gives: [Double], stops: Stops? = nil) -> [Double]? {
    var values = gives
    for number in ends.indices {
      let members = self.members(number)
      let stopped = stops.map { stops in members.contains { stops.isStop[Int($0)] } } ?? false
      if stopped, let stops {
        guard complete(&values, members, number, stops) else { return nil }
      } else if closed.contains(number) {
        for member in members { values[Int(member)] = 0 }
      } else if let elimination = eliminations[number] {
        gather(members, number, nil, &values)
        elimination.complete(&values)
      } else if let state = members.first {
        gather(members, number, nil, &values)
        values[Int(state)] /= goingOn(Int(state))
      }
    }
    return values
  }

  /// Completes a component in which some states are stopped at.
  private mutating func complete(
    _ values: inout [Double], _ members: ArraySlice<Int32>, _ number: Int, _ stops: Stops
  ) -> Bool {
    for member in members where stops.isStop[Int(member)] { values[Int(member)] = stops.values[Int(member)] }
    let rest = members.filter { !stops.isStop[Int($0)] }
    guard !rest.isEmpty else { return true }
    gather(rest[...], number, stops, &values)
    guard let elimination = elimination(of: rest) else { return false }
    elimination.complete(&values)
    return true
  }

  private mutating func elimination(of states: [Int32]) -> Elimination? {
    var places = [Int32](repeating: -1, count: chain.count)
    work -= chain.count / 16
    return Elimination(chain, states[...], &places, work: &work)
  }

  /// Adds to each member what it gets from states that are complete: those of other components, and stops.
  private func gather(_ members: ArraySlice<Int32>, _ number: Int, _ stops: Stops?, _ values: inout [Double]) {
    for member in members {
      var value = values[Int(member)]
      for place in chain.row(Int(member)) where isOutside(chain.targets[place], number, stops) {
        value += chain.shares[place] * values[Int(chain.targets[place])]
      }
      values[Int(member)] = value
    }
  }

  @inline(__always)
  private func isOutside(_ state: Int32, _ number: Int, _ stops: Stops?) -> Bool {
    component[Int(state)] != number || (stops.map { $0.isStop[Int(state)] } ?? false)
  }

  /// The share of those in a state who do not stay there; one where the journey ends there.
  private func goingOn(_ state: Int) -> Double {
    let share = chain.row(state).reduce(chain.leaving[state]) {
      $0 + (Int(chain.targets[$1]) == state ? 0 : chain.shares[$1])
    }
    return share > 0 ? share : 1
  }

  // MARK: Forwards

  /// How often each state is visited by those who begin as `begins` says.
  ///
  /// Who comes to a stop goes no further: its visits are the share of those who ever come there. So do those of a loop
  /// that nobody leaves, which would be without end.
  mutating func visits(_ begins: [Double], stops: Stops? = nil) -> [Double]? {
    var visits = begins
    for number in ends.indices.reversed() {
      let members = self.members(number)
      let stopped = stops.map { stops in members.contains { stops.isStop[Int($0)] } } ?? false
      if stopped, let stops {
        let rest = members.filter { !stops.isStop[Int($0)] }
        guard !rest.isEmpty else { continue }
        guard let elimination = elimination(of: rest) else { return nil }
        elimination.completeVisits(&visits)
        pass(on: rest[...], number, stops, &visits)
      } else if closed.contains(number) {
        continue
      } else {
        if let elimination = eliminations[number] {
          elimination.completeVisits(&visits)
        } else if let state = members.first {
          visits[Int(state)] /= goingOn(Int(state))
        }
        pass(on: members, number, nil, &visits)
      }
    }
    return visits
  }

  /// Hands the visits of states on to those behind their component, and to stops.
  private func pass(on members: ArraySlice<Int32>, _ number: Int, _ stops: Stops?, _ visits: inout [Double]) {
    for member in members {
      let count = visits[Int(member)]
      for place in chain.row(Int(member)) where isOutside(chain.targets[place], number, stops) {
        visits[Int(chain.targets[place])] += chain.shares[place] * count
      }
    }
  }
}
