import JourneySyntax

/// Customers who walk through a journey one by one, by chance: what they do spreads around the exact figures, and times
/// and costs have a spread that means do not show.
///
/// Each walk has a seed of its own, made from the simulation's and its number. So the same seed gives the same walks, in
/// whatever order or on however many threads they are walked.
///
/// Source: A. Walker, An efficient method for generating discrete random variables with general distributions, ACM
/// Transactions on Mathematical Software 3 (1977); G. Steele, D. Lea, C. Flood, Fast splittable pseudorandom number
/// generators, OOPSLA (2014).
public struct Simulation: Sendable {
  /// How many customers walked: fewer than asked for where it was stopped.
  public private(set) var customers = 0
  /// How many ended how.
  public private(set) var endings: [Ending: Int] = [:]
  /// How many came to each outcome, also on the way.
  public private(set) var arrivals: [ItemID: Int] = [:]
  /// The seconds and the cost of those who came to a success, each sorted.
  public private(set) var durations: [Double] = []
  public private(set) var costs: [Double] = []
  /// How many came to any success.
  public var successes: Int { durations.count }

  /// After how many steps a walk is taken to go on for ever.
  private static let longest = 1_000_000
  /// After how many steps of a walk the host is asked whether to go on.
  private static let stride = 65_536

  /// Walks some customers through an analysed journey.
  ///
  /// - Parameters:
  ///   - analysis: The journey, analysed.
  ///   - customers: How many, at most ten million.
  ///   - seed: What chance begins with.
  ///
  /// Once the limits of the analysis say that it is to end, those walks that are done count.
  public init(_ analysis: FlowAnalysis, customers: Int, seed: UInt64) {
    let ways = analysis.groups.map { Ways($0, analysis) }
    let groups = Alias(analysis.groups.map { ($0.weight) })
    for number in 0..<min(max(customers, 0), 10_000_000) {
      if number % 1_000 == 999, analysis.limits.interruption != nil { break }
      var random = Random(seed: seed, walk: UInt64(number))
      guard walk(ways[groups.pick(&random)], &random, analysis.limits) else { break }
      self.customers += 1
    }
    durations.sort()
    costs.sort()
  }

  /// Walks one customer; no where the walk was ended before it was done, and so does not count.
  private mutating func walk(_ ways: Ways, _ random: inout Random, _ limits: Limits) -> Bool {
    var state = ways.begins.pick(&random)
    var seconds = 0.0
    var cost = 0.0
    var seen: Set<ItemID> = []
    var success: (seconds: Double, cost: Double)?
    var ending = Ending.endless
    for step in 0..<Simulation.longest {
      if step % Simulation.stride == Simulation.stride - 1, limits.interruption != nil { return false }
      seconds += ways.seconds[state]
      cost += ways.costs[state]
      if let outcome = ways.reaches[state], seen.insert(outcome).inserted, success == nil,
        ways.successes.contains(outcome)
      {
        success = (seconds, cost)
      }
      if ways.isClosed[state] { break }
      let next = ways.next(state, &random)
      if next >= 0 {
        state = next
        continue
      }
      ending = ways.endings[-next - 1]
      break
    }
    if case .outcome(let outcome) = ending {
      seen.insert(outcome)
      if success == nil, ways.successes.contains(outcome) { success = (seconds, cost) }
    }
    endings[ending, default: 0] += 1
    for outcome in seen { arrivals[outcome, default: 0] += 1 }
    if let success {
      durations.append(success.seconds)
      costs.append(success.cost)
    }
    return true
  }

  /// The value below which a share of sorted values lies.
  public static func quantile(_ share: Double, of sorted: [Double]) -> Double? {
    guard !sorted.isEmpty else { return nil }
    return sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
  }

  /// Half the width of the interval in which a share lies with 95% certainty, given how many of the customers it was.
  ///
  /// Source: E. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the American
  /// Statistical Association 22 (1927).
  public func error(of count: Int) -> Double {
    guard customers > 0 else { return 1 }
    let n = Double(customers)
    let share = Double(count) / n
    let z = 1.959964
    return z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
  }

  // MARK: Ways

  /// The ways of a group of customers, made ready for walking.
  private struct Ways {
    let begins: Alias
    private var starts: [Int32] = [0]
    private var limits: [Double] = []
    private var own: [Int32] = []
    private var others: [Int32] = []
    private(set) var endings: [Ending] = []
    let seconds: [Double]
    let costs: [Double]
    let reaches: [ItemID?]
    let successes: Set<ItemID>
    private(set) var isClosed: [Bool]

    init(_ group: FlowAnalysis.Group, _ analysis: FlowAnalysis) {
      let model = analysis.model
      let states = group.states
      begins = Alias(states.begins)
      seconds = states.touchpoints.map { $0.flatMap { FlowAnalysis.seconds(at: $0, model) } ?? 0 }
      costs = states.touchpoints.map { $0.flatMap { FlowAnalysis.cost(of: $0, model) } ?? 0 }
      reaches = states.touchpoints.map { $0.flatMap { model.value(.reaches, of: $0).itemID } }
      successes = analysis.successes
      isClosed = [Bool](repeating: false, count: states.chain.count)
      for state in group.solver.closedStates { isClosed[Int(state)] = true }
      // Endings are numbered downwards from −1, to tell them from states.
      var next = states.endings.startIndex
      for state in 0..<states.chain.count {
        var ways = states.chain.row(state).map { (states.chain.targets[$0], states.chain.share($0)) }
        while next < states.endings.endIndex, states.endings[next].state == state {
          endings.append(states.endings[next].ending)
          ways.append((Int32(-endings.count), states.endings[next].share))
          next += 1
        }
        let alias = Alias(ways.map(\.1))
        for place in ways.indices {
          limits.append(alias.limits[place])
          own.append(ways[place].0)
          others.append(ways[alias.others[place]].0)
        }
        starts.append(Int32(own.count))
      }
    }

    /// The next state, or an ending as a negative number.
    func next(_ state: Int, _ random: inout Random) -> Int {
      let first = Int(starts[state])
      let (place, rest) = random.place(Int(starts[state + 1]) - first)
      return Int(rest < limits[first + place] ? own[first + place] : others[first + place])
    }
  }

  /// A choice among some numbers by their weights, in one step: each place holds a number and at most one other.
  private struct Alias {
    private(set) var limits: [Double]
    private(set) var others: [Int]

    init(_ weights: [Double]) {
      let sum = weights.reduce(0, +)
      limits = weights.map { sum > 0 ? $0 / sum * Double(weights.count) : 1 }
      others = Array(weights.indices)
      var small = limits.indices.filter { limits[$0] < 1 }
      var large = limits.indices.filter { limits[$0] >= 1 }
      while let low = small.popLast(), let high = large.popLast() {
        others[low] = high
        limits[high] -= 1 - limits[low]
        if limits[high] < 1 { small.append(high) } else { large.append(high) }
      }
    }

    func pick(_ random: inout Random) -> Int {
      let (place, rest) = random.place(limits.count)
      return rest < limits[place] ? place : others[place]
    }
  }

  /// SplitMix64: a counter, mixed.
  private struct Random {
    private var state: UInt64

    init(seed: UInt64, walk: UInt64) {
      state = Random.mixed(seed &+ Random.mixed(walk &+ 0x9E37_79B9_7F4A_7C15))
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
      var value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }

    /// One of some places, and a number from 0 up to 1 beside it.
    mutating func place(_ count: Int) -> (place: Int, rest: Double) {
      state &+= 0x9E37_79B9_7F4A_7C15
      let value = Double(Random.mixed(state) >> 11) * 0x1p-53 * Double(count)
      let place = min(Int(value), count - 1)
      return (place, value - Double(place))
    }
  }
}
