import JourneyModel
import JourneySyntax

/// A layer matrix as a person reads it at a terminal.
///
///     Stage      Strength  human
///                          ≥ 50%
///     ─────────────────────────────
///     Purchase        60%  ✓ 60%
///     Loyalty         15%  ✗ missing
///
/// A state is told by its sign, and by colour only besides. Columns that do not fit beside each other go on in a table
/// below; names that are too long are cut.
public struct LayerTable: Sendable {
  private let matrix: LayerMatrix
  private let palette: Palette
  /// The columns of the terminal.
  private let width: Int
  private let advice: String

  /// A table.
  ///
  /// - Parameters:
  ///   - matrix: What is drawn.
  ///   - palette: The colours.
  ///   - width: How many columns the terminal has; a line is wider only where it has hardly any.
  ///   - advice: What says more of what is missing or weak: a command, in backquotes.
  public init(_ matrix: LayerMatrix, palette: Palette = .none, width: Int, advice: String) {
    self.matrix = matrix
    self.palette = palette
    self.width = width
    self.advice = advice
  }

  /// The table and what follows from it, each line ended.
  public var text: String { lines.joined(separator: "\n") + "\n" }

  /// The table and what follows from it, as lines.
  public var lines: [String] {
    guard !matrix.stages.isEmpty else { return ["There are no stages yet: `stage NAME` begins one."] }
    return tables + legend + [""] + LayerTable.sentences(of: matrix, advice).flatMap { wrapped($0) } + hint
  }

  // MARK: The table

  /// A text in the colour of its state; blanks that fill a column stand behind it.
  private struct Cell {
    let text: String
    var role = Palette.Role.plain
  }

  private struct Column {
    let heading: [String]
    let cells: [Cell]
    var isRight = false
  }

  /// The blanks between two columns.
  private static let gap = 2
  /// How wide the name of a layer may make its column.
  private static let most = 18

  private var columns: [Column] {
    let strengths = Column(
      heading: ["Strength", ""], cells: matrix.stages.map { Cell(text: LayerTable.percent($0.strength)) }, isRight: true
    )
    return [strengths]
      + matrix.layers.enumerated().map { number, layer in
        Column(
          heading: [Display.plain(layer.name, limit: 80), layer.least.map { "≥ \(LayerTable.percent($0))" } ?? ""],
          cells: matrix.stages.map { cell($0.cells[number]) })
      }
  }

  private func cell(_ standing: LayerStanding) -> Cell {
    let role: Palette.Role =
      switch standing.state {
      case .missing: .error
      case .weak: .warning
      case .enough: .added
      case .present, .absent, .unknown: .plain
      }
    return Cell(text: LayerTable.text(of: standing), role: role)
  }

  private var tables: [String] {
    let names = matrix.stages.map { Display.plain($0.name, limit: 80) }
    let longest = (names + ["Stage"]).map { DisplayWidth.of($0) }.max() ?? 0
    let first = min(longest, max(8, width / 3))
    let columns = columns
    let widths = columns.map { column in
      let cells = (column.cells.map(\.text) + [column.heading[1]]).map { DisplayWidth.of($0) }.max() ?? 0
      let room = max(cells, width - first - LayerTable.gap)
      return max(cells, min(room, LayerTable.most, DisplayWidth.of(column.heading[0])))
    }
    var lines: [String] = []
    var start = 0
    while start < columns.count {
      var end = start
      var used = first
      while end < columns.count, end == start || used + LayerTable.gap + widths[end] <= width {
        used += LayerTable.gap + widths[end]
        end += 1
      }
      lines += lines.isEmpty ? [] : [""]
      lines += table(columns[start..<end], widths[start..<end], names, first, used)
      start = end
    }
    return lines
  }

  /// The table of some columns, with the names of the stages before them.
  private func table(
    _ columns: ArraySlice<Column>, _ widths: ArraySlice<Int>, _ names: [String], _ first: Int, _ used: Int
  ) -> [String] {
    func line(_ name: String, _ role: Palette.Role, _ cell: (Column) -> Cell) -> String {
      let cells = zip(columns, widths).map { padded(cell($0), $1, isRight: $0.isRight) }
      let line = [(text: DisplayWidth.fitted(name, first), role: role)].map {
        palette.paint($0.text, $0.role) + DisplayWidth.padded("", first - DisplayWidth.of($0.text))
      }
      return LayerTable.withoutBlanksAtEnd(
        (line + cells).joined(separator: String(repeating: " ", count: LayerTable.gap)))
    }
    var lines = [line("Stage", .title) { Cell(text: $0.heading[0], role: .title) }]
    if columns.contains(where: { !$0.heading[1].isEmpty }) {
      lines.append(line("", .plain) { Cell(text: $0.heading[1]) })
    }
    lines.append(String(repeating: "─", count: used))
    lines += names.enumerated().map { number, name in line(name, .plain) { $0.cells[number] } }
    return lines
  }

  /// A cell as wide as its column; colours have no width.
  private func padded(_ cell: Cell, _ width: Int, isRight: Bool) -> String {
    let text = DisplayWidth.fitted(cell.text, width)
    let blanks = String(repeating: " ", count: width - DisplayWidth.of(text))
    return isRight ? blanks + palette.paint(text, cell.role) : palette.paint(text, cell.role) + blanks
  }

  private static func withoutBlanksAtEnd(_ line: String) -> String {
    String(line[..<(line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex)])
  }

  // MARK: In words

  /// How a layer stands in a stage: a sign, then how strong it is.
  static func text(of standing: LayerStanding) -> String {
    let figure = standing.strength.map { percent($0) } ?? ""
    return switch standing.state {
    case .missing: "✗ missing"
    case .weak: "! \(figure)"
    case .enough: "✓ \(figure)"
    case .present: "  \(figure)"
    case .absent: "·"
    case .unknown: "?"
    }
  }

  /// A figure between 0 and 1 in whole percent.
  static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }

  /// What the signs mean, of those that are there.
  private var legend: [String] {
    let meanings: [(LayerStanding.State, String)] = [
      (.enough, "✓ needed, and there"), (.weak, "! needed, and weak"), (.missing, "✗ needed, and missing"),
      (.present, "no sign: there, though not needed"), (.absent, "· neither needed nor there"),
      (.unknown, "? not said what belongs to it"),
    ]
    let shown = meanings.filter { matrix.count(of: $0.0) > 0 }.map(\.1)
    return shown.isEmpty ? [] : wrapped("(" + shown.joined(separator: "; ") + ")")
  }

  /// What follows from a matrix, in sentences.
  static func sentences(of matrix: LayerMatrix, _ advice: String) -> [String] {
    guard let weakest = matrix.weakest, let mean = matrix.mean else { return [] }
    var sentences = [
      "The journey is as strong as its weakest stage, \(Model.reference(weakest.name)): \(percent(weakest.strength)). "
        + "The mean of its stages is \(percent(mean))."
    ]
    let (missing, weak) = (matrix.count(of: .missing), matrix.count(of: .weak))
    if missing + weak > 0 {
      let places = [(missing, "missing"), (weak, "weak")].filter { $0.0 > 0 }.enumerated().map { number, part in
        "\(part.1) in \(number == 0 ? FindingCounts.counted(part.0, "place") : "\(part.0)")"
      }
      sentences.append("A needed layer is \(places.joined(separator: " and ")): \(advice) says what to do.")
    }
    if matrix.layers.isEmpty {
      sentences.append(
        "It declares no layers. A layer is a quality of contact that you want in your stages; declared, this table shows "
          + "where it is missing or weak. For example:")
    }
    return sentences
  }

  /// A layer to begin with, where there is none.
  private var hint: [String] {
    guard matrix.layers.isEmpty else { return [] }
    return [
      "", "  layer human \"Someone to talk to\"", "    matches channel.mode has human",
      "    needed in every stage where important", "    at least 50%",
    ]
  }

  /// A sentence broken between words; what stands between backticks is one.
  private func wrapped(_ text: String) -> [String] {
    var lines: [String] = []
    for word in PrettyReport.words(text) {
      if let last = lines.last, DisplayWidth.of(last) + 1 + DisplayWidth.of(word) <= max(width, 20) {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(word)
      }
    }
    return lines
  }
}
