import JourneyModel
import JourneySyntax

/// The figures of a journey as a person reads them at a terminal.
public struct FlowText: Sendable {
  private let report: FlowReport
  private let simulation: SimulationReport?
  private let palette: Palette
  private let width: Int

  /// How many touchpoints are shown, those with the most visits.
  private static let most = 40

  /// The text of some figures for a terminal of some columns.
  public init(_ report: FlowReport, _ simulation: SimulationReport? = nil, palette: Palette = .none, width: Int) {
    self.report = report
    self.simulation = simulation
    self.palette = palette
    self.width = width
  }

  /// The figures, each line ended.
  public var text: String { lines.joined(separator: "\n") + "\n" }

  /// The figures as lines.
  public var lines: [String] {
    [
      outcomes, table(of: report.touchpoints, "Touchpoint"), table(of: report.channels, "Channel"), sentences,
      simulation.map { SimulationText($0, palette: palette, width: width).lines } ?? [],
    ].filter { !$0.isEmpty }.joined(separator: [""]).map { $0 }
  }

  // MARK: Tables

  private var outcomes: [String] {
    let hasTime = report.outcomes.contains { ($0.passage?.duration.value ?? 0) > 0 }
    let hasCost = report.outcomes.contains { ($0.passage?.cost?.value ?? 0) > 0 }
    let columns =
      [TextTable.Column(title: "Outcome"), .init(title: ""), .init(title: "Customers", isRight: true)]
      + (hasTime ? [.init(title: "Mean time", isRight: true)] : [])
      + (hasCost ? [.init(title: "Mean cost", isRight: true)] : [])
    let rows = report.outcomes.map { outcome in
      [
        outcome.name, outcome.id == nil ? "" : outcome.kind,
        Value.percent(outcome.share) + (outcome.isAssumed ? "*" : ""),
      ]
        + (hasTime ? [outcome.passage.map { FlowText.time($0.duration) } ?? ""] : [])
        + (hasCost ? [outcome.passage?.cost.map { money($0) } ?? ""] : [])
    }
    return headed(TextTable(columns, rows))
  }

  private func table(of parts: [FlowReport.Part], _ name: String) -> [String] {
    guard !parts.isEmpty else { return [] }
    let isPlaced = parts.contains { $0.stage != nil }
    let hasLoss = parts.contains { $0.lost != nil }
    let hasRemoval = parts.contains { $0.removal != nil }
    let columns =
      [TextTable.Column(title: name)] + (isPlaced ? [.init(title: "Stage")] : [])
      + [.init(title: "Visits by 100", isRight: true)] + (hasLoss ? [.init(title: "Lost there", isRight: true)] : [])
      + (hasRemoval ? [.init(title: "Success lost without", isRight: true)] : [])
    let shown =
      parts.count > FlowText.most ? Array(parts.sorted { $0.visits > $1.visits }.prefix(FlowText.most)) : parts
    let rows = shown.map { part in
      [part.name] + (isPlaced ? [part.stage ?? ""] : []) + [FlowText.number(part.visits * 100)]
        + (hasLoss ? [part.lost.map { $0 > 0 ? Value.percent($0) : "–" } ?? ""] : [])
        + (hasRemoval ? [part.removal.map { Value.percent($0) } ?? ""] : [])
    }
    let more = parts.count - shown.count
    return headed(TextTable(columns, rows))
      + (more > 0 ? ["(\(more) more with fewer visits: `--format csv` has all)"] : [])
  }

  private func headed(_ table: TextTable) -> [String] {
    FlowText.headed(table, palette, width)
  }

  /// A table with its heading in the colour of headings.
  static func headed(_ table: TextTable, _ palette: Palette, _ width: Int) -> [String] {
    let lines = table.lines(width: width)
    return lines.prefix(1).map { palette.paint($0, .title) } + lines.dropFirst()
  }

  // MARK: Sentences

  private var sentences: [String] {
    var sentences: [String] = []
    if let cost = report.cost, cost.value > 0 {
      let success = report.costOfSuccess.map { ", and each that comes to a success \(money($0))" } ?? ""
      sentences.append("A customer costs \(money(cost))\(success).")
    }
    for way in report.ways {
      let names = way.touchpoints.map { Display.plain($0, limit: 60) }.joined(separator: " → ")
      let whose = way.persona.map { " (\(Display.plain($0, limit: 60)))" } ?? ""
      sentences.append(
        "The \(way.isShortest ? "shortest" : "likeliest") way to \(Display.plain(way.outcome, limit: 60))\(whose), "
          + "\(Value.percent(way.share)) of customers: \(names)")
    }
    let sum = report.outcomes.reduce(0) { $0 + $1.share }
    if sum > 1 + 1e-9 {
      sentences.append(
        "Who comes to an outcome by `reaches` goes on, and is counted there and at the end: so the shares add up to more "
          + "than 100%.")
    }
    sentences += report.assumptions.prefix(10).map { "* assumed that \($0)" }
    if report.assumptions.count > 10 { sentences.append("\(report.assumptions.count - 10) more assumptions.") }
    if report.omitsRemovals {
      sentences.append("There are too many touchpoints or loops to take each touchpoint away in turn.")
    }
    return sentences.flatMap { TextTable.wrapped($0, width: width) }
  }

  // MARK: Figures

  /// A number with a place or two, so that what is small is not nothing.
  static func number(_ value: Double) -> String {
    if value > 0, value < 0.05 { return "< 0.1" }
    return Rational(rounding: value, places: value >= 100 ? 0 : 1)?.decimal(places: 1) ?? "?"
  }

  private static func time(_ figure: FlowAnalysis.Figure) -> String {
    // Where nothing is said of time, there is none to show.
    figure.isLeast && figure.value == 0 ? "–" : (figure.isLeast ? "≥ " : "") + time(figure.value)
  }

  /// A time in its two largest units.
  static func time(_ seconds: Double) -> String {
    let unit: Double = seconds >= 86_400 ? 3_600 : seconds >= 3_600 ? 60 : 1
    guard let rounded = Rational(rounding: (seconds / unit).rounded() * unit, places: 0) else { return "?" }
    return Value.duration(rounded).text()
  }

  private func money(_ figure: FlowAnalysis.Figure) -> String {
    figure.isLeast && figure.value == 0 ? "–" : (figure.isLeast ? "≥ " : "") + money(figure.value)
  }

  private func money(_ amount: Double) -> String { FlowText.money(amount, report.currency) }

  static func money(_ amount: Double, _ currency: Currency?) -> String {
    guard let currency, let rounded = Rational(rounding: amount, places: currency.places) else { return "" }
    return Value.money(rounded, currency).text()
  }
}
