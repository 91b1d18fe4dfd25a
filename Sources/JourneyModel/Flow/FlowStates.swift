public import JourneySyntax

/// How a journey ends for a customer.
public enum Ending: Hashable, Sendable {
  /// In an outcome.
  case outcome(ItemID)
  /// By `exit`.
  case exit
  /// With those of whom the shares of a touchpoint do not say where they go.
  case dropout
  /// At a touchpoint from which no arrow leads on: neither success nor failure.
  case stop
  /// In a loop that nobody leaves.
  case endless
}

/// Something that an analysis rests on, and that the script does not say.
public enum FlowAssumption: Hashable, Sendable {
  /// Customers split evenly over the entries that say no share.
  case entries
  /// Customers split evenly over the arrows that say no share.
  case arrows(ItemID)
  /// A journey without arrows goes from stage to stage, through any one touchpoint of each.
  case stages
  /// The shares of personas do not add up to 100%, or are not said.
  case personas
  /// A condition that cannot be decided is taken as met.
  case condition(ItemID)
}

/// Why there are no figures.
public enum FlowProblem: Error, Hashable, Sendable {
  case empty
  /// The shares of a touchpoint's arrows are above 100%.
  case sharesAbove100(ItemID)
  /// Touchpoints, data and counters combine to more states than the limit.
  case tooManyStates(Int)
  /// Conditions ask for more data than can be told apart.
  case tooMuchData(Int)
  /// Loops within loops that take more work than the limit allows.
  case tooEntangled
  /// It was ended before it was done.
  case interrupted(Interruption)
}

/// The states of a journey for some customers: where they are, with what is known of them and how often they took arrows
/// that are limited.
///
/// Data counts as long as a condition that may follow asks for it, and an arrow that `at most` limits is counted in the
/// loop that it lies in. So most journeys have one state for each touchpoint, and loops one after the other add up instead
/// of multiplying.
struct FlowStates: Sendable {
  private(set) var chain: Chain
  /// The touchpoint of each state; nothing for those between two stages.
  var touchpoints: LazyMapSequence<[ItemID], ItemID?> { items.lazy.map { $0 == FlowStates.between ? nil : $0 } }
  /// The touchpoint of each state, or `between`: a list of what may be nothing takes twice the room.
  private var items: [ItemID] = []
  private static let between = ItemID(-1)
  /// The states in which customers begin, with the shares of those, in the order of states.
  private(set) var beginnings: [(state: Int, share: Double)] = []
  /// The states from which customers end, with how and the share of those there.
  private(set) var endings: [(state: Int, ending: Ending, share: Double)] = []
  /// The states at which customers come to an outcome and go on, by `reaches`.
  private(set) var arrivals: [(state: Int32, outcome: ItemID)] = []
  private(set) var assumptions: Set<FlowAssumption> = []

  private var contexts: [FlowContext] = []
  private var contextNumbers: [FlowContext: Int32] = [:]
  private var numbers: [Int: Int32] = [:]
  private var plain: [Int32]
  private let first: Int
  private let limits: Limits
  /// How many states there are beyond one for each touchpoint.
  private(set) var extraCount = 0
  /// The contexts of the states whose rows are still to be added, in the order of states.
  private var pending: [Int32] = []

  /// Finds the states of a journey for a persona, or for everybody where they do not differ.
  init(_ model: Model, _ journey: Model.JourneyContents, _ flow: Flow, for persona: ItemID?, limits: Limits)
    throws(FlowProblem)
  {
    self.limits = limits
    first = journey.touchpointNumbers.lowerBound
    plain = [Int32](repeating: -1, count: journey.touchpointNumbers.count)
    var around = try FlowSurroundings(model, journey, persona, limits: limits)
    // What is known and counted makes several states of some touchpoints: a third more is room for most journeys.
    let (count, ways) = (journey.touchpoints.count * 4 / 3, FlowLoops.arrowCount(model, journey) * 4 / 3)
    chain = Chain(states: count, ways: ways)
    items.reserveCapacity(count)
    let entries = flow.entries.filter { model.admits(persona, $0) }
    guard !entries.isEmpty else { throw .empty }
    if flow.isStageByStage {
      assumptions.insert(.stages)
      goThroughStages(entries, around)
    } else {
      try follow(entries, &around)
    }
    for (state, touchpoint) in touchpoints.enumerated() {
      guard let touchpoint, let outcome = model.value(.reaches, of: touchpoint).itemID else { continue }
      arrivals.append((Int32(state), outcome))
    }
    extraCount = numbers.count
    // Only the search has asked for these; the states are kept as long as rules look.
    (pending, contexts, contextNumbers, numbers, plain) = ([], [], [:], [:], [])
  }

  /// The shares of the entries: what they say, and evenly what is left for the others.
  private mutating func shares(of entries: [ItemID], _ model: Model) -> [Double] {
    let (shares, isAssumed) = FlowStates.shares(entries.map { model.value(.entry, of: $0) })
    if isAssumed { assumptions.insert(.entries) }
    return shares
  }

  /// What each of some gets of the whole, by the shares that are said; those that say none split the rest evenly. Whether
  /// something had to be assumed for that: that they do, or that what is said makes up the whole.
  static func shares(_ said: [Value]) -> (shares: [Double], isAssumed: Bool) {
    let said = said.map { if case .share(let share) = $0 { share.double } else { Double?.none } }
    let sum = said.reduce(0) { $0 + ($1 ?? 0) }
    let silent = said.count { $0 == nil }
    let rest = silent > 0 ? max(0, 1 - sum) / Double(silent) : 0
    let shares = said.map { $0 ?? rest }
    let total = shares.reduce(0, +)
    return (
      shares.map { total > 0 ? $0 / total : 1 / Double(shares.count) },
      silent > 1 || (silent == 0 && abs(sum - 1) > 1e-9)
    )
  }

  /// The shares of customers who begin in each state.
  var begins: [Double] {
    var begins = [Double](repeating: 0, count: items.count)
    for (state, share) in beginnings { begins[state] += share }
    return begins
  }

  // MARK: Along arrows

  private mutating func follow(_ entries: [ItemID], _ around: inout FlowSurroundings) throws(FlowProblem) {
    // Context 0 is that of which nothing is known.
    _ = number(of: FlowContext())
    let start = FlowContext(known: around.persona.map { around.bits(.knows, of: $0) } ?? 0)
    for (entry, share) in zip(entries, shares(of: entries, around.model)) {
      let state = try self.state(entry, number(of: arriving(at: entry, start, around)), around)
      beginnings.append((Int(state), share))
    }
    var next = 0
    // Step by step: a list of all states would be as long as that of what they are.
    var step: [Int32] = []
    while !pending.isEmpty {
      swap(&step, &pending)
      pending.removeAll(keepingCapacity: true)
      for context in step {
        if next % 4_096 == 4_095, let interruption = limits.interruption { throw .interrupted(interruption) }
        try addRow(of: items[next], in: context, next, &around)
        next += 1
      }
    }
  }

  /// What is known after a touchpoint that may capture something, as far as it matters from there on.
  private func arriving(
    at touchpoint: ItemID, _ context: FlowContext, _ around: FlowSurroundings
  ) -> FlowContext {
    let known = (context.known | around.bits(.captures, of: touchpoint)) & around.loops.asked(from: touchpoint)
    return FlowContext(known: known, counts: context.counts)
  }

  private mutating func number(of context: FlowContext) -> Int32 {
    if let number = contextNumbers[context] { return number }
    contexts.append(context)
    contextNumbers[context] = Int32(contexts.count - 1)
    return Int32(contexts.count - 1)
  }

  private mutating func state(_ touchpoint: ItemID, _ context: Int32, _ around: FlowSurroundings) throws(FlowProblem)
    -> Int32
  {
    let place = touchpoint.index - first
    // Context 0 is nearly always the only one.
    if context == 0, plain[place] >= 0 { return plain[place] }
    let key = Int(context) * plain.count + place
    if context > 0, let number = numbers[key] { return number }
    let number = Int32(items.count)
    guard context == 0 || numbers.count < limits.states else { throw .tooManyStates(limits.states) }
    if context == 0 { plain[place] = number } else { numbers[key] = number }
    items.append(touchpoint)
    pending.append(context)
    return number
  }

  private mutating func addRow(
    of touchpoint: ItemID, in number: Int32, _ state: Int, _ around: inout FlowSurroundings
  ) throws(FlowProblem) {
    let all = around.model.arrowNumbers(from: touchpoint)
    guard !all.isEmpty else {
      endings.append((state, .stop, 1))
      return chain.endRow(leaving: 1)
    }
    let open = all.filter { isOpen($0, in: number, &around) }
    let said = open.reduce(0.0) { $0 + (around.model.arrows[$1].share?.double ?? 0) }
    let silent = open.count { around.model.arrows[$0].share == nil }
    guard said < 1 + 1e-9 else { throw .sharesAbove100(touchpoint) }
    if silent > 1 { assumptions.insert(.arrows(touchpoint)) }
    let rest = max(0, 1 - said)
    var leaving = 0.0
    if silent == 0, rest > 1e-12 {
      endings.append((state, .dropout, rest))
      leaving += rest
    }
    for arrow in open {
      let share = around.model.arrows[arrow].share?.double ?? rest / Double(silent)
      guard share > 0 else { continue }
      switch around.model.arrows[arrow].target {
      case .exit:
        endings.append((state, .exit, share))
        leaving += share
      case .item(let target) where around.model.kind(of: target) == .outcome:
        endings.append((state, .outcome(target), share))
        leaving += share
      case .item(let target):
        chain.add(try self.state(target, context(after: arrow, to: target, number, around), around), share)
      }
    }
    chain.endRow(leaving: leaving)
  }

  /// The context behind an arrow, which may be counted, at a touchpoint that may capture something.
  private mutating func context(
    after arrow: Int, to target: ItemID, _ number: Int32, _ around: FlowSurroundings
  ) -> Int32 {
    guard !around.loops.isEmpty else { return number }
    let source = around.model.arrows[arrow].from
    var context = arriving(at: target, contexts[Int(number)], around)
    // Out of a loop nobody comes back, and what was counted in it is over.
    if !around.loops.joins(source, target) {
      context.counts = []
    } else if around.model.arrows[arrow].limit != nil {
      context.take(arrow)
    }
    return context == contexts[Int(number)] ? number : self.number(of: context)
  }

  /// Whether an arrow is there for a customer: not taken too often, its condition met, its target not for others.
  private mutating func isOpen(_ arrow: Int, in number: Int32, _ around: inout FlowSurroundings) -> Bool {
    if let limit = around.model.arrows[arrow].limit {
      guard Rational(contexts[Int(number)].count(of: arrow)) < limit else { return false }
    }
    guard !around.model.isOpenToAll(arrow) else { return true }
    if case .item(let target) = around.model.arrows[arrow].target, !around.model.admits(around.persona, target) {
      return false
    }
    guard around.model.arrows[arrow].condition != nil else { return true }
    if around.persona != nil, let answer = around.model.isOpen(arrow, to: around.persona) { return answer }
    let known = contexts[Int(number)].known
    let names = around.names(known)
    if let answer = around.conditions.isMet(arrow, around.persona, known, names) { return answer }
    assumptions.insert(.condition(around.model.arrows[arrow].from))
    return true
  }

  // MARK: From stage to stage

  /// A state between each two stages, where customers choose among the touchpoints of the next.
  private mutating func goThroughStages(_ entries: [ItemID], _ around: FlowSurroundings) {
    let model = around.model
    let begun = entries.compactMap { model[$0].parent }.max() ?? entries[0]
    var stages = [entries]
    for stage in around.journey.stages where stage > begun {
      let open = model.touchpoints(of: stage).filter { model.admits(around.persona, $0) }
      if !open.isEmpty { stages.append(open) }
    }
    for (place, stage) in stages.enumerated() {
      // The state before a stage stands behind the touchpoints of the stage before.
      let between = Int32(items.count + stage.count)
      if place == 0 { beginnings = shares(of: stage, model).enumerated().map { ($0, $1) } }
      for touchpoint in stage {
        let state = items.count
        items.append(touchpoint)
        if place + 1 < stages.count {
          chain.add(between, 1)
          chain.endRow(leaving: 0)
        } else {
          endings.append((state, .stop, 1))
          chain.endRow(leaving: 1)
        }
      }
      guard place + 1 < stages.count else { return }
      items.append(FlowStates.between)
      let next = stages[place + 1]
      for number in next.indices { chain.add(between + 1 + Int32(number), 1 / Double(next.count)) }
      chain.endRow(leaving: 0)
    }
  }
}
