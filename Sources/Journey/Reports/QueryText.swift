public import JourneyModel
import JourneySyntax

/// What a query gives, as a person reads it at a terminal.
public struct QueryText: Sendable {
  /// The lines: a table, a line for each member of a list, or the value as a script writes it.
  public let lines: [String]

  /// The text for a terminal of some columns.
  public init(_ result: QueryResult, of model: Model, palette: Palette = .none, width: Int) {
    if let table = result.table {
      lines = table.rows.isEmpty ? ["nothing"] : FlowText.headed(table.textTable(in: model), palette, width)
    } else if case .list(let values) = result.value {
      lines = values.isEmpty ? ["nothing"] : values.map { Display.plain($0.written(in: model), limit: 4_000) }
    } else {
      lines = [Display.plain(result.value.written(in: model), limit: 4_000)]
    }
  }

  /// The lines, each ended.
  public var text: String { lines.joined(separator: "\n") + "\n" }
}
