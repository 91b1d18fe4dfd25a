public import JourneySyntax

/// The figures of one journey, computed exactly and not by sampling: how likely each ending is, how often touchpoints are
/// visited, what time and money the ways take, and what would be lost without a part.
///
/// The journey is read as an absorbing Markov chain: what happens next depends on where a customer is, on the data that
/// conditions ask for, and on how often limited arrows were taken, and on nothing else.
///
/// Source: J. Kemeny, J. Snell, Finite Markov Chains (1960); for journeys E. Anderl et al., Mapping the customer journey:
/// Lessons learned from graph-based online attribution modeling, International Journal of Research in Marketing 33 (2016).
public struct FlowAnalysis: Sendable {
  /// What the figures rest on that the script does not say, in the order of the script.
  public let assumptions: [FlowAssumption]
  public let model: Model
  public let journey: Model.JourneyContents
  var groups: [Group]
  let limits: Limits
  /// The share of customers who come to a success, once it was asked for.
  private var success: Double?

  /// Customers whose ways do not differ: all, or those of one persona.
  struct Group: Sendable {
    let persona: ItemID?
    /// Their share of all customers.
    let weight: Double
    let states: FlowStates
    var solver: ChainSolver

    /// How often each state is visited. It takes a pass, and is not kept: rules hold on to an analysis as long as they look.
    func visits() -> [Double] {
      var visits = states.begins
      solver.completeVisits(&visits)
      return visits
    }
  }

  /// Where a part of the way leads.
  public enum Goal: Hashable, Sendable {
    /// Any of some outcomes, by an arrow or by `reaches`.
    case outcomes(Set<ItemID>)
    /// Any of some touchpoints.
    case touchpoints(Set<ItemID>)
  }

  /// Reads a journey as a chain and solves it; its ways may be handed over by who has followed them already.
  public init(
    _ model: Model, _ journey: Model.JourneyContents, flow: Flow? = nil, limits: Limits = Limits()
  ) throws(FlowProblem) {
    self.model = model
    self.journey = journey
    self.limits = limits.begun
    guard !journey.touchpoints.isEmpty else { throw .empty }
    let flow = flow ?? Flow(model, journey)
    var assumptions: Set<FlowAssumption> = []
    var groups: [Group] = []
    var isEmpty = true
    for (persona, weight) in FlowAnalysis.walkers(model, journey, &assumptions) {
      let states: FlowStates
      do throws(FlowProblem) {
        states = try FlowStates(model, journey, flow, for: persona, limits: self.limits)
      } catch {
        // A persona for whom nothing is there goes no way at all; the others do.
        guard error == .empty else { throw error }
        continue
      }
      isEmpty = false
      assumptions.formUnion(states.assumptions)
      let solver = try ChainSolver(states.chain, limits: self.limits)
      groups.append(Group(persona: persona, weight: weight, states: states, solver: solver))
    }
    guard !isEmpty else { throw .empty }
    self.groups = groups
    self.assumptions = assumptions.sorted { FlowAnalysis.order($0) < FlowAnalysis.order($1) }
  }

  /// Who is to be followed apart, with their shares: everybody at once where no way asks who goes it.
  private static func walkers(
    _ model: Model, _ journey: Model.JourneyContents, _ assumptions: inout Set<FlowAssumption>
  ) -> [(ItemID?, Double)] {
    let personas = model.visible(.persona, in: journey)
    let differs = journey.touchpoints.contains { touchpoint in
      model.mentions(.onlyFor, touchpoint) || model.arrowNumbers(from: touchpoint).contains { !model.isOpenToAll($0) }
    }
    guard !personas.isEmpty, differs else { return [(nil, 1)] }
    let (shares, isAssumed) = FlowStates.shares(personas.map { model.value(.share, of: $0) })
    if isAssumed { assumptions.insert(.personas) }
    return Array(zip(personas, shares))
  }

  private static func order(_ assumption: FlowAssumption) -> Int {
    switch assumption {
    case .stages: -3
    case .personas: -2
    case .entries: -1
    case .arrows(let item): 2 * item.index
    case .condition(let item): 2 * item.index + 1
    }
  }

  /// The assumptions on which the share of those who come to a goal rests: those that would give another share if they
  /// did not hold.
  public func assumptions(behind goal: Goal) -> [FlowAssumption] {
    guard !assumptions.isEmpty else { return [] }
    var copy = self
    var relevant: Set<FlowAssumption> = []
    var shares: [Double] = []
    for number in groups.indices {
      guard let chances = try? copy.chances(of: goal, without: [], number) else { return assumptions }
      let group = groups[number]
      let beginnings = group.states.beginnings
      shares.append(beginnings.reduce(0) { $0 + $1.share * chances[$1.state] })
      let begins = beginnings.filter { $0.share > 0 }.map { chances[$0.state] }
      if FlowAnalysis.differ(begins) { relevant.insert(.entries) }
      let visits = group.visits()
      for (state, touchpoint) in group.states.touchpoints.enumerated() where visits[state] > 0 {
        guard !(touchpoint.map { meets(goal, $0) } ?? false) else { continue }
        let next = group.states.chain.row(state).map { chances[Int(group.states.chain.targets[$0])] }
        let here = chances[state]
        // Where all leave the chain, some come to the goal and some do not, unless it is all or none of them.
        guard FlowAnalysis.differ(next.isEmpty ? [here, here.rounded()] : next + [here]) else { continue }
        if let touchpoint {
          relevant.formUnion([.arrows(touchpoint), .condition(touchpoint)])
        } else {
          relevant.insert(.stages)
        }
      }
    }
    if FlowAnalysis.differ(shares) { relevant.insert(.personas) }
    return assumptions.filter { relevant.contains($0) }
  }

  private static func differ(_ values: [Double]) -> Bool {
    guard let low = values.min(), let high = values.max() else { return false }
    return high - low > 1e-12
  }

  // MARK: Endings and visits

  /// The share of customers for each way to end; they add up to one.
  public var endings: [Ending: Double] {
    var endings: [Ending: Double] = [:]
    for group in groups {
      let visits = group.visits()
      for (state, ending, share) in group.states.endings {
        endings[ending, default: 0] += group.weight * visits[state] * share
      }
      let caught = group.solver.closedStates.reduce(0) { $0 + visits[Int($1)] }
      if caught > 0 { endings[.endless, default: 0] += group.weight * caught }
    }
    return endings
  }

  /// How often a customer visits each touchpoint, on average; what nobody visits is not in it.
  public var visits: [ItemID: Double] {
    var sums: [ItemID: Double] = [:]
    for group in groups {
      let visits = group.visits()
      for (state, touchpoint) in group.states.touchpoints.enumerated() where visits[state] > 0 {
        guard let touchpoint else { continue }
        sums[touchpoint, default: 0] += group.weight * visits[state]
      }
    }
    return sums
  }

  /// The share of all customers who are lost at each touchpoint: by `exit`, to a failure, or where the shares say nothing.
  public var losses: [ItemID: Double] {
    var losses: [ItemID: Double] = [:]
    for group in groups {
      let visits = group.visits()
      for (state, ending, share) in group.states.endings {
        guard let touchpoint = group.states.touchpoints[state], isLoss(ending) else { continue }
        losses[touchpoint, default: 0] += group.weight * visits[state] * share
      }
    }
    return losses
  }

  private func isLoss(_ ending: Ending) -> Bool {
    switch ending {
    case .exit, .dropout, .endless: true
    case .outcome(let id): model.has(.failure, id)
    case .stop: false
    }
  }

  /// The outcomes that are successes.
  public var successes: Set<ItemID> {
    Set(model.visible(.outcome, in: journey).filter { model.has(.success, $0) })
  }

  // MARK: Probabilities

  /// The share of customers who ever come to one of some outcomes, through none of some touchpoints.
  public mutating func probability(
    of outcomes: Set<ItemID>, without removed: Set<ItemID> = []
  ) throws(FlowProblem) -> Double {
    try probability(of: .outcomes(outcomes), without: removed)
  }

  /// The share of customers who ever come to a goal, through none of some touchpoints.
  public mutating func probability(
    of goal: Goal, without removed: Set<ItemID> = []
  ) throws(FlowProblem) -> Double {
    var sum = 0.0
    for number in groups.indices {
      let chances = try self.chances(of: goal, without: removed, number)
      let group = groups[number]
      var share = 0.0
      for (state, begins) in group.states.beginnings where begins > 0 { share += begins * chances[state] }
      sum += group.weight * share
    }
    return sum
  }

  /// For each state of a group, how likely a goal is from there.
  private mutating func chances(
    of goal: Goal, without removed: Set<ItemID>, _ number: Int
  ) throws(FlowProblem) -> [Double] {
    let states = groups[number].states
    let stops = self.stops(at: goal, without: removed, groups[number])
    var chances = [Double](repeating: 0, count: states.chain.count)
    if case .outcomes(let outcomes) = goal {
      for (state, ending, share) in states.endings {
        if case .outcome(let outcome) = ending, outcomes.contains(outcome) { chances[state] += share }
      }
    }
    try groups[number].solver.complete(&chances, stops: stops)
    return chances
  }

  /// The states at which a goal is reached, and those that are taken away; nothing where there are neither.
  private func stops(at goal: Goal, without removed: Set<ItemID>, _ group: Group) -> ChainSolver.Stops? {
    let reached =
      switch goal {
      case .outcomes(let outcomes): group.states.arrivals.filter { outcomes.contains($0.outcome) }.map(\.state)
      case .touchpoints(let touchpoints): states(of: touchpoints, group.states)
      }
    let gone = removed.isEmpty ? [] : states(of: removed, group.states)
    guard !reached.isEmpty || !gone.isEmpty else { return nil }
    return ChainSolver.Stops(group.states.chain.count, goals: reached, gone: gone)
  }

  private func states(of touchpoints: Set<ItemID>, _ states: FlowStates) -> [Int32] {
    var members = ItemSet(for: journey.touchpoints)
    for touchpoint in touchpoints { members.insert(touchpoint) }
    return states.touchpoints.indices.filter { states.touchpoints[$0].map { members.contains($0) } ?? false }
      .map { Int32($0) }
  }

  func meets(_ goal: Goal, _ touchpoint: ItemID) -> Bool {
    switch goal {
    case .touchpoints(let touchpoints): touchpoints.contains(touchpoint)
    case .outcomes(let outcomes):
      model.mentions(.reaches, touchpoint)
        && model.value(.reaches, of: touchpoint).itemID.map { outcomes.contains($0) } ?? false
    }
  }

  /// The share of success that is lost without some touchpoints: who comes there, drops out.
  ///
  /// It is none where there is no success to lose.
  public mutating func removal(of touchpoints: Set<ItemID>) throws(FlowProblem) -> Double? {
    let goals = successes
    let whole: Double
    if let success { whole = success } else { whole = try probability(of: goals) }
    success = whole
    guard whole > 0 else { return nil }
    return max(0, 1 - (try probability(of: goals, without: touchpoints)) / whole)
  }

  /// The share of all customers whose journey ends at each touchpoint without failing.
  public var lastTouchpoints: [ItemID: Double] {
    var last: [ItemID: Double] = [:]
    for group in groups {
      let visits = group.visits()
      for (state, ending, share) in group.states.endings where !isLoss(ending) {
        guard let touchpoint = group.states.touchpoints[state] else { continue }
        last[touchpoint, default: 0] += group.weight * visits[state] * share
      }
    }
    return last
  }

  // MARK: Time and money

  /// An amount that ways take on average, and whether all of them say theirs.
  public struct Figure: Hashable, Sendable {
    public let value: Double
    /// Whether some touchpoint on a way does not say what it takes: then the figure is a least one.
    public let isLeast: Bool

    public init(value: Double, isLeast: Bool) {
      self.value = value
      self.isLeast = isLeast
    }
  }

  /// What the ways between two places take, of those who go them all the way.
  public struct Passage: Sendable {
    /// The share of all customers who go such a way.
    public let share: Double
    /// Their mean time in seconds, from `after`, `wait` and `takes`.
    public let duration: Figure
    /// Their mean cost in units of the journey's currency; nothing where touchpoints cost in several.
    public let cost: Figure?
  }

  /// What the ways from where customers come in, or from some touchpoints, to a goal take; both ends count.
  ///
  /// Nothing where nobody goes there.
  public mutating func passage(from starts: Set<ItemID>? = nil, to goal: Goal) throws(FlowProblem) -> Passage? {
    var share = 0.0
    var time = (sum: 0.0, isLeast: false)
    var money = (sum: 0.0, isLeast: false)
    for number in groups.indices {
      let begins = try self.begins(at: starts, number)
      let chances = try self.chances(of: goal, without: [], number)
      let group = groups[number]
      let stops = self.stops(at: goal, without: [], group)
      var visits = begins
      if let stops {
        try groups[number].solver.completeVisits(&visits, stops: stops)
      } else {
        group.solver.completeVisits(&visits)
      }
      for (state, begin) in begins.enumerated() where begin > 0 { share += group.weight * begin * chances[state] }
      // How often those who will get there are in a state on the way: its visits by the chance from there.
      for (state, touchpoint) in group.states.touchpoints.enumerated() {
        let count = group.weight * visits[state] * chances[state]
        guard count > 0, let touchpoint else { continue }
        add(&time, count, FlowAnalysis.seconds(at: touchpoint, model))
        add(&money, count, FlowAnalysis.cost(of: touchpoint, model))
      }
    }
    guard share > 0 else { return nil }
    return Passage(
      share: share, duration: Figure(value: time.sum / share, isLeast: time.isLeast),
      cost: hasOneCurrency ? Figure(value: money.sum / share, isLeast: money.isLeast) : nil)
  }

  private func add(_ total: inout (sum: Double, isLeast: Bool), _ count: Double, _ amount: Double?) {
    if let amount { total.sum += count * amount } else { total.isLeast = true }
  }

  /// Where those are who begin: at the entries, or when they first come to one of some touchpoints.
  private mutating func begins(at starts: Set<ItemID>?, _ number: Int) throws(FlowProblem) -> [Double] {
    let states = groups[number].states
    guard let starts else { return states.begins }
    guard let stops = self.stops(at: .touchpoints(starts), without: [], groups[number]) else {
      return [Double](repeating: 0, count: states.chain.count)
    }
    var visits = states.begins
    try groups[number].solver.completeVisits(&visits, stops: stops)
    return visits.enumerated().map { stops.marks[$0] == .none ? 0 : $1 }
  }

  /// The seconds that a touchpoint takes; nothing where it says nothing of its times, or that nobody knows.
  static func seconds(at touchpoint: ItemID, _ model: Model) -> Double? {
    var sum: Double?
    for attribute in [Attribute.after, .wait, .takes] where model.mentions(attribute, touchpoint) {
      guard let seconds = model.value(attribute, of: touchpoint).magnitude else { return nil }
      sum = (sum ?? 0) + seconds.double
    }
    return sum
  }

  /// What a visit to a touchpoint costs; nothing where it does not say.
  static func cost(of touchpoint: ItemID, _ model: Model) -> Double? {
    model.value(.cost, of: touchpoint).magnitude?.double
  }

  /// The currency of what the touchpoints cost; nothing where they name none, or several.
  public var currency: Currency? {
    var found: Currency?
    for touchpoint in journey.touchpoints where model.mentions(.cost, touchpoint) {
      guard let currency = model.value(.cost, of: touchpoint).currency else { continue }
      if let found, found != currency { return nil }
      found = currency
    }
    return found
  }

  /// What a customer costs on average, wherever the way ends; nothing where no touchpoint says a cost, or they are in
  /// several currencies.
  public var meanCost: Figure? {
    guard currency != nil else { return nil }
    var sum = 0.0
    var isLeast = false
    for (touchpoint, count) in visits.sorted(by: { $0.key < $1.key }) {
      if let cost = FlowAnalysis.cost(of: touchpoint, model) { sum += count * cost } else { isLeast = true }
    }
    return Figure(value: sum, isLeast: isLeast)
  }

  private var hasOneCurrency: Bool {
    currency != nil || !journey.touchpoints.contains { model.mentions(.cost, $0) }
  }
}
