import JourneySyntax

/// A chain with its components in order, each made ready to be solved: what is asked of it takes one pass.
///
/// Where no way leads back, the pass goes from state to state; states that lead to each other are an `Elimination`.
struct ChainSolver: Sendable {
  let chain: Chain
  private let states: [Int32]
  /// The number of each state's component.
  private let component: [Int32]
  /// The eliminations of the components that need one, by the component's number.
  private var eliminations: [Int: Elimination] = [:]
  /// The components that nobody leaves, by number.
  private var closed: Set<Int> = []
  /// The states that lie in loops which nobody leaves.
  private(set) var closedStates: [Int32] = []
  /// How much more elimination may be done.
  private(set) var work: FlowWork

  /// States at which a pass stops.
  struct Stops {
    /// What a state is to a pass.
    enum Mark { case none, goal, gone }

    private(set) var marks: [Mark]

    /// Stops at some states that are to be reached, where they are worth one, and at some that are taken away.
    init(_ count: Int, goals: [Int32], gone: [Int32]) {
      marks = [Mark](repeating: .none, count: count)
      for state in goals { marks[Int(state)] = .goal }
      for state in gone { marks[Int(state)] = .gone }
    }

    @inline(__always)
    func holds(_ state: Int32) -> Bool { marks[Int(state)] != .none }
  }

  /// Orders a chain and takes its loops apart, unless they are entangled beyond the work that may be done.
  init(_ chain: Chain, limits: Limits) throws(FlowProblem) {
    self.chain = chain
    work = FlowWork(limits)
    (states, component) = chain.components()
    var places: [Int32] = []
    var next = 0
    while let members = members(from: next) {
      let number = Int(component[Int(states[next])])
      next = members.endIndex
      if isClosed(members, number) {
        closed.insert(number)
        closedStates += members
      } else if members.count > 1 {
        if places.isEmpty { places = [Int32](repeating: -1, count: chain.count) }
        eliminations[number] = try Elimination(chain, members, &places, work: &work)
      }
    }
    try work.look()
  }

  /// The states of the component that begins at a place; nothing behind the last one.
  private func members(from start: Int) -> ArraySlice<Int32>? {
    guard start < states.count else { return nil }
    let number = component[Int(states[start])]
    var end = start + 1
    while end < states.count, component[Int(states[end])] == number { end += 1 }
    return states[start..<end]
  }

  /// The states of the component that ends before a place; nothing before the first one.
  private func members(to end: Int) -> ArraySlice<Int32>? {
    guard end > 0 else { return nil }
    let number = component[Int(states[end - 1])]
    var start = end - 1
    while start > 0, component[Int(states[start - 1])] == number { start -= 1 }
    return states[start..<end]
  }

  /// Whether nobody leaves a component. One state without a way on is none: its journey ends there.
  private func isClosed(_ members: ArraySlice<Int32>, _ number: Int) -> Bool {
    members.allSatisfy { member in
      chain.leaving(Int(member)) == 0
        && chain.row(Int(member)).allSatisfy { Int(component[Int(chain.targets[$0])]) == number }
    } && members.contains { !chain.row(Int($0)).isEmpty }
  }

  // MARK: Backwards

  /// Completes what each state is worth: what it gives itself, which it has already, and its share of what the states are
  /// worth that it leads to.
  ///
  /// A state that is stopped at is worth what the stops say; one that nobody leaves is worth nothing. The stops may make
  /// new loops to be taken apart, which may be too much work.
  mutating func complete(_ values: inout [Double], stops: Stops? = nil) throws(FlowProblem) {
    try work.look()
    var next = 0
    while let members = members(from: next) {
      let number = Int(component[Int(states[next])])
      next = members.endIndex
      if let stops, members.contains(where: { stops.holds($0) }) {
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
  }

  /// Completes a component in which some states are stopped at.
  private mutating func complete(
    _ values: inout [Double], _ members: ArraySlice<Int32>, _ number: Int, _ stops: Stops
  ) throws(FlowProblem) {
    for member in members where stops.holds(member) {
      values[Int(member)] = stops.marks[Int(member)] == .goal ? 1 : 0
    }
    let rest = members.filter { !stops.holds($0) }
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
        value += chain.share(place) * values[Int(chain.targets[place])]
      }
      values[Int(member)] = value
    }
  }

  @inline(__always)
  private func isOutside(_ state: Int32, _ number: Int, _ stops: Stops?) -> Bool {
    Int(component[Int(state)]) != number || (stops.map { $0.holds(state) } ?? false)
  }

  /// The share of those in a state who do not stay there; one where the journey ends there.
  private func goingOn(_ state: Int) -> Double {
    let share = chain.row(state).reduce(chain.leaving(state)) {
      $0 + (Int(chain.targets[$1]) == state ? 0 : chain.share($1))
    }
    return share > 0 ? share : 1
  }

  // MARK: Forwards

  /// Completes how often each state is visited, which has the share already of those who begin there.
  ///
  /// The visits of a loop that nobody leaves would be without end: they are the share of those who ever come there.
  func completeVisits(_ visits: inout [Double]) {
    var end = states.count
    while let members = members(to: end) {
      end = members.startIndex
      pass(through: members, &visits)
    }
  }

  /// Completes how often each state is visited, where some stop who come there.
  ///
  /// Who comes to a stop goes no further: its visits are the share of those who ever come there.
  mutating func completeVisits(_ visits: inout [Double], stops: Stops) throws(FlowProblem) {
    try work.look()
    var end = states.count
    while let members = members(to: end) {
      end = members.startIndex
      guard members.contains(where: { stops.holds($0) }) else {
        pass(through: members, &visits)
        continue
      }
      let rest = members.filter { !stops.holds($0) }
      guard !rest.isEmpty else { continue }
      try elimination(of: rest).completeVisits(&visits)
      pass(on: rest[...], Int(component[Int(rest[0])]), stops, &visits)
    }
  }

  /// Completes the visits to a component that is not stopped at, and hands them on.
  private func pass(through members: ArraySlice<Int32>, _ visits: inout [Double]) {
    guard let state = members.first else { return }
    let number = Int(component[Int(state)])
    guard !closed.contains(number) else { return }
    if let elimination = eliminations[number] {
      elimination.completeVisits(&visits)
    } else {
      visits[Int(state)] /= goingOn(Int(state))
    }
    pass(on: members, number, nil, &visits)
  }

  /// Hands the visits of states on to those behind their component, and to stops.
  private func pass(on members: ArraySlice<Int32>, _ number: Int, _ stops: Stops?, _ visits: inout [Double]) {
    for member in members {
      let count = visits[Int(member)]
      for place in chain.row(Int(member)) where isOutside(chain.targets[place], number, stops) {
        visits[Int(chain.targets[place])] += chain.share(place) * count
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
