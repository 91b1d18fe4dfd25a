import JourneySyntax

/// Rows of text in columns, drawn for a width: what does not fit is cut, and what cannot be cut any more left out.
///
/// Columns are measured as terminals draw them, so that CJK and emoji stand straight.
public struct TextTable: Sendable {
  /// A column's heading and how its cells stand.
  public struct Column: Sendable {
    public let title: String
    public var isRight = false

    /// A column; figures stand at its right.
    public init(title: String, isRight: Bool = false) {
      self.title = title
      self.isRight = isRight
    }
  }

  public let columns: [Column]
  public var rows: [[String]]
  /// How many rows there are besides, which nobody asked for.
  public var hidden = 0

  /// The blanks between two columns.
  private static let gap = 2
  /// How narrow a column may become, and how narrow the first one.
  private static let least = 6
  private static let name = 12

  /// A table of some columns.
  public init(_ columns: [Column], _ rows: [[String]] = []) {
    self.columns = columns
    self.rows = rows
  }

  /// The table as lines, none wider than `width` as far as one column fits at all.
  public func lines(width: Int) -> [String] {
    let cells = rows.map { row in row.map { Display.plain($0, limit: 400) } }
    var widths = columns.indices.map { column in
      max(DisplayWidth.of(columns[column].title), cells.map { DisplayWidth.of($0[column]) }.max() ?? 0)
    }
    var shown = columns.count
    func total() -> Int { widths[..<shown].reduce(0, +) + TextTable.gap * (shown - 1) }
    // The widest columns give way first; where all are narrow, the last ones go. The first names the row.
    let least = columns.indices.map { min(widths[$0], $0 == 0 ? TextTable.name : TextTable.least) }
    while total() > width {
      let widest = (0..<shown).filter { widths[$0] > least[$0] }.max { widths[$0] < widths[$1] }
      if let widest {
        widths[widest] -= 1
      } else if shown > 1 {
        shown -= 1
      } else {
        widths[0] = max(1, width)
      }
    }
    let heading = line(columns.map(\.title), widths, shown)
    let rule = String(repeating: "─", count: max(total(), 1))
    var lines = columns.contains { !$0.title.isEmpty } ? [heading, rule] : []
    lines += cells.map { line($0, widths, shown) }
    if shown < columns.count {
      let names = columns[shown...].map(\.title).filter { !$0.isEmpty }
      lines.append("(no room for \(Suggestion.list(names, "and")))")
    }
    return lines
  }

  private func line(_ cells: [String], _ widths: [Int], _ shown: Int) -> String {
    var line = ""
    for column in 0..<shown {
      let cell = DisplayWidth.fitted(cells[column], widths[column])
      let blanks = String(repeating: " ", count: widths[column] - DisplayWidth.of(cell))
      line += columns[column].isRight ? blanks + cell : cell + blanks
      if column + 1 < shown { line += String(repeating: " ", count: TextTable.gap) }
    }
    while line.last == " " { line.removeLast() }
    return line
  }

  /// A text broken between words into lines of some columns.
  public static func wrapped(_ text: String, width: Int, indent: String = "") -> [String] {
    var lines: [String] = []
    var line = indent
    var used = DisplayWidth.of(indent)
    var isStart = true
    for word in text.split(separator: " ") {
      let columns = DisplayWidth.of(word)
      if !isStart, used + 1 + columns > width {
        lines.append(line)
        (line, used, isStart) = (indent, DisplayWidth.of(indent), true)
      }
      line += (isStart ? "" : " ") + word
      used += columns + (isStart ? 0 : 1)
      isStart = false
    }
    return lines + [line]
  }
}
