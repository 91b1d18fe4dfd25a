import JourneySyntax

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
  private(set) var work: FlowWork

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

  /// Orders a chain and takes its loops apart, unless they are entangled beyond the work that may be done.
  init(_ chain: Chain, limits: Limits) throws(FlowProblem) {
    self.chain = chain
    work = FlowWork(limits)
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
        eliminations[number] = try Elimination(chain, members, &places, work: &work)
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
  /// A state that is stopped at is worth what the stops say; one that nobody leaves is worth nothing. The stops may make
  /// new loops to be taken apart, which may be too much work.
  mutating func values(_ gives: [Double], stops: Stops? = nil) throws(FlowProblem) -> [Double] {
    try work.look()
    var values = gives
    for number in ends.indices {
      let members = self.members(number)
      let stopped = stops.map { stops in members.contains { stops.isStop[Int($0)] } } ?? false
      if stopped, let stops {
        try complete(&values, members, number, stops)
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
  ) throws(FlowProblem) {
    for member in members where stops.isStop[Int(member)] { values[Int(member)] = stops.values[Int(member)] }
    let rest = members.filter { !stops.isStop[Int($0)] }
    guard !rest.isEmpty else { return }
    gather(rest[...], number, stops, &values)
    try elimination(of: rest).complete(&values)
  }

  private mutating func elimination(of states: [Int32]) throws(FlowProblem) -> Elimination {
    var places = [Int32](repeating: -1, count: chain.count)
    try work.spend(chain.count / 16)
    return try Elimination(chain, states[...], &places, work: &work)
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
  mutating func visits(_ begins: [Double], stops: Stops? = nil) throws(FlowProblem) -> [Double] {
    try work.look()
    var visits = begins
    for number in ends.indices.reversed() {
      let members = self.members(number)
      let stopped = stops.map { stops in members.contains { stops.isStop[Int($0)] } } ?? false
      if stopped, let stops {
        let rest = members.filter { !stops.isStop[Int($0)] }
        guard !rest.isEmpty else { continue }
        try elimination(of: rest).completeVisits(&visits)
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

/// The work that taking loops apart may still be, in multiplications.
struct FlowWork: Sendable {
  private let limits: Limits
  private(set) var spent = 0
  private var nextLook = FlowWork.stride
  /// After how many multiplications the host is asked whether to go on: a fraction of a millisecond's worth.
  private static let stride = 65_536

  init(_ limits: Limits) { self.limits = limits }

  /// Counts some work.
  mutating func spend(_ count: Int) throws(FlowProblem) {
    spent += count
    guard spent < limits.elimination else { throw .tooEntangled }
    guard spent >= nextLook else { return }
    nextLook = spent + FlowWork.stride
    try look()
  }

  /// Asks the host whether to go on.
  func look() throws(FlowProblem) {
    if let interruption = limits.interruption { throw .interrupted(interruption) }
  }
}
