import JourneyModel
import JourneySyntax

/// What a simulation found, as a person reads it at a terminal.
public struct SimulationText: Sendable {
  private let simulation: SimulationReport
  private let palette: Palette
  private let width: Int

  /// The text of a simulation for a terminal of some columns.
  public init(_ simulation: SimulationReport, palette: Palette = .none, width: Int) {
    self.simulation = simulation
    self.palette = palette
    self.width = width
  }

  /// What was found, as lines.
  public var lines: [String] {
    let columns: [TextTable.Column] = [
      .init(title: "Simulated"), .init(title: "Customers", isRight: true), .init(title: "Share", isRight: true),
      .init(title: "±", isRight: true), .init(title: "Exact", isRight: true),
    ]
    let rows = simulation.outcomes.map {
      [
        $0.name, "\($0.count)", Value.percent($0.share), Value.percent($0.error),
        Value.percent($0.exact),
      ]
    }
    var sentences = ["\(simulation.customers) customers walked, with seed \(simulation.seed)."]
    if let time = simulation.duration, time.high > 0 {
      sentences.append(
        "Of those who came to a success half took no more than \(FlowText.time(time.middle)), a tenth no more than "
          + "\(FlowText.time(time.low)), and a tenth more than \(FlowText.time(time.high)).")
    }
    if let cost = simulation.cost, cost.high > 0 {
      sentences.append(
        "Half of them cost no more than \(money(cost.middle)), a tenth no more than \(money(cost.low)), and a tenth more "
          + "than \(money(cost.high)).")
    }
    return FlowText.headed(TextTable(columns, rows), palette, width) + [""]
      + sentences.flatMap { TextTable.wrapped($0, width: width) }
  }

  private func money(_ amount: Double) -> String { FlowText.money(amount, simulation.currency) }
}
