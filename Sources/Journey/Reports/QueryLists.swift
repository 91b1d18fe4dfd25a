public import JourneyModel
import JourneySyntax

/// What a query gives, for other programs than a terminal: spreadsheets and pages of text.
public enum QueryLists {
  // MARK: CSV

  /// A heading and a row for each row of the table; a value that makes no table stands in a column `value`.
  ///
  /// Amounts are plain numbers, so that a spreadsheet calculates with them, and their heading says what they count:
  /// `wait (seconds)`, `cost (EUR)`. Shares are from 0 to 1; of a range the larger end stands, as in checks.
  public static func csv(_ result: QueryResult, of model: Model) -> String {
    let table = result.asTable
    let heading = table.columns.map { column in
      CSV.quoted(column.title + (unit(of: column.dimension).map { " (\($0))" } ?? ""))
    }
    let rows = table.rows.map { row in zip(row, table.columns).map { cell($0, $1.dimension, model) } }
    return ([heading] + rows).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  /// What the numbers of a column count, where that is not plain.
  private static func unit(of dimension: QueryDimension) -> String? {
    switch dimension {
    case .duration: "seconds"
    case .money(let currency): currency.code
    case .quantity(let unit): unit.plural
    case .per(let amount, let unit): [self.unit(of: amount), "per \(unit)"].compactMap(\.self).joined(separator: " ")
    default: nil
    }
  }

  private static func cell(_ value: Value, _ dimension: QueryDimension, _ model: Model) -> String {
    guard value != .none else { return "" }
    // Only where all values are of one kind, the heading says what a number counts.
    if case .quantity = dimension, case .quantity(let quantity) = value { return quantity.amount.decimal(places: 9) }
    if dimension.isNumeric, let number = value.magnitude { return number.decimal(places: 9) }
    if case .number(let number) = value { return number.decimal(places: 9) }
    return CSV.quoted(value.text(in: model, limit: longest), limit: longest)
  }

  /// How many characters a cell of a spreadsheet holds, about.
  private static let longest = 32_000

  // MARK: Markdown

  /// A table of GitHub-flavoured Markdown, with amounts as a script writes them.
  public static func markdown(_ result: QueryResult, of model: Model) -> String {
    let table = result.asTable
    let lines =
      [
        table.columns.map { Markdown.escaped($0.title) }, table.columns.map { $0.dimension.isNumeric ? "---:" : "---" },
      ]
      + table.cells(in: model).map { row in row.map { Markdown.escaped($0, limit: longest) } }
    return lines.map { Markdown.row($0) + "\n" }.joined()
  }
}

extension QueryResult {
  /// The table, or one that has a row for the value, or for each member of its list.
  var asTable: QueryTable {
    if let table { return table }
    let values = if case .list(let values) = value { values } else { [value] }
    return QueryTable(titles: ["value"], rows: values.map { [$0] })
  }
}

extension QueryTable {
  /// The texts of the cells: empty where nothing is said, `none` for a group of those who say nothing.
  func cells(in model: Model, limit: Int = 32_000) -> [[String]] {
    rows.map { row in
      row.enumerated().map { column, value in
        value == .none && column != keyColumn ? "" : value.text(in: model, limit: limit)
      }
    }
  }

  /// The table for a terminal, amounts at the right of their columns.
  public func textTable(in model: Model) -> TextTable {
    var table = TextTable(
      columns.map { TextTable.Column(title: $0.title, isRight: $0.dimension.isNumeric) }, cells(in: model, limit: 400))
    table.hidden = hidden
    return table
  }
}
