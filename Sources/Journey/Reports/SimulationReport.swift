public import JourneyModel
import JourneySyntax

/// What a simulation of a journey found, beside what is exact.
public struct SimulationReport: Sendable {
  /// An outcome, with how many of those who walked came there.
  public struct Outcome: Sendable {
    public let id: String
    public let name: String
    public let count: Int
    public let share: Double
    /// Half the width of the interval in which the exact share lies with 95% certainty.
    public let error: Double
    /// The exact share.
    public let exact: Double
  }

  /// What lies in the middle of those who came to a success, and what a tenth of them stays below and above.
  public struct Spread: Sendable {
    public let low: Double
    public let middle: Double
    public let high: Double
  }

  public let customers: Int
  public let seed: UInt64
  public let outcomes: [Outcome]
  /// The seconds to a success; nothing where nobody came to one.
  public let duration: Spread?
  /// The cost of a success; nothing where nothing costs.
  public let cost: Spread?
  /// That of the cost.
  public let currency: Currency?

  /// Walks customers through a journey and compares them with its exact figures.
  public init(
    _ given: FlowAnalysis, customers: Int, seed: UInt64
  ) throws(FlowProblem) {
    var analysis = given
    let model = analysis.model
    // What is exact comes first: the walks may be ended, and those that are done are shown.
    let all = model.visible(.outcome, in: analysis.journey)
    var exact: [Double] = []
    for outcome in all { exact.append(try analysis.probability(of: [outcome])) }
    let simulation = Simulation(analysis, customers: customers, seed: seed)
    self.customers = simulation.customers
    self.seed = seed
    var outcomes: [Outcome] = []
    for (outcome, exact) in zip(all, exact) {
      let count = simulation.arrivals[outcome, default: 0]
      outcomes.append(
        Outcome(
          id: model.id(of: outcome), name: model.name(of: outcome), count: count,
          share: simulation.customers > 0 ? Double(count) / Double(simulation.customers) : 0,
          error: simulation.error(of: count), exact: exact))
    }
    self.outcomes = outcomes
    duration = SimulationReport.spread(simulation.durations)
    currency = analysis.currency
    cost = currency == nil ? nil : SimulationReport.spread(simulation.costs)
  }

  private static func spread(_ sorted: [Double]) -> Spread? {
    guard let low = Simulation.quantile(0.1, of: sorted), let middle = Simulation.quantile(0.5, of: sorted),
      let high = Simulation.quantile(0.9, of: sorted)
    else { return nil }
    return Spread(low: low, middle: middle, high: high)
  }
}
