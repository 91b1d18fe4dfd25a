import Journey

/// A journey as a picture in text: stages from left to right, channels and layers below.
///
/// A channel's row has a dot for each touchpoint there; a layer's says how strong it is, or that it is missing where a
/// stage needs it. Where the stages do not fit beside each other, the picture goes on below.
struct JourneyMap {
  let model: Model
  let contents: Model.JourneyContents

  /// How wide a stage's column may be.
  private static let most = 18
  /// Dots up to here are drawn, more are counted.
  private static let dots = 5

  func lines(width: Int) -> [String] {
    let rows = self.rows
    let labels = min(rows.map { DisplayWidth.of($0.label) }.max() ?? 0, max(8, width / 4))
    let columns = contents.stages.indices.map { stage in
      let cells = rows.map { DisplayWidth.of($0.cells[stage]) }.max() ?? 0
      return min(JourneyMap.most, max(cells, DisplayWidth.of(model.reference(to: contents.stages[stage])), 4))
    }
    var lines: [String] = []
    var first = 0
    while first < columns.count {
      var last = first
      var used = labels + 2 + columns[first]
      while last + 1 < columns.count, used + 2 + columns[last + 1] <= width {
        last += 1
        used += 2 + columns[last]
      }
      if !lines.isEmpty { lines.append("") }
      lines += panel(first...last, rows, labels, columns, used)
      first = last + 1
    }
    return lines + legend
  }

  private struct Row {
    let label: String
    let cells: [String]
    var isRuled = false
  }

  private func panel(_ range: ClosedRange<Int>, _ rows: [Row], _ labels: Int, _ columns: [Int], _ used: Int) -> [String]
  {
    func line(_ label: String, _ cells: [String]) -> String {
      var line = DisplayWidth.padded(DisplayWidth.fitted(label, labels), labels)
      for stage in range {
        line += "  " + DisplayWidth.padded(DisplayWidth.fitted(cells[stage], columns[stage]), columns[stage])
      }
      while line.last == " " { line.removeLast() }
      return line
    }
    var lines = [line("", contents.stages.map { model.reference(to: $0) })]
    for row in rows {
      if row.isRuled { lines.append(String(repeating: "─", count: used)) }
      lines.append(line(row.label, row.cells))
    }
    return lines
  }

  private var rows: [Row] {
    var rows: [Row] = []
    let channels = model.visible(.channel, in: contents)
    var isFirst = true
    func add(_ label: String, _ cell: (ItemID) -> String) {
      rows.append(Row(label: label, cells: contents.stages.map(cell), isRuled: isFirst))
      isFirst = false
    }
    for channel in channels {
      add(model.reference(to: channel)) { stage in
        dots(model.touchpoints(of: stage).filter { model.channels(of: $0).contains(channel) }.count)
      }
    }
    let homeless = contents.touchpoints.contains { model.channels(of: $0).isEmpty }
    if homeless {
      add("(no channel)") { stage in dots(model.touchpoints(of: stage).filter { model.channels(of: $0).isEmpty }.count)
      }
    }
    isFirst = true
    for layer in model.visible(.layer, in: contents) {
      let standings = model.standings(of: layer, in: contents.stages)
      let cells = standings.map { standing in
        let figure = standing.strength.map { Changes.percent($0) } ?? ""
        return switch standing.state {
        case .missing: "missing"
        case .weak: "\(figure) weak"
        case .enough, .present, .absent, .unknown: figure
        }
      }
      rows.append(Row(label: model.reference(to: layer), cells: cells, isRuled: isFirst))
      isFirst = false
    }
    isFirst = true
    add("strength") { Changes.percent(model.strength(ofStage: $0)) }
    return rows
  }

  private func dots(_ count: Int) -> String {
    count > JourneyMap.dots ? "● × \(count)" : String(repeating: "●", count: count)
  }

  private var legend: [String] {
    var parts = ["● a touchpoint"]
    if !model.visible(.layer, in: contents).isEmpty { parts.append("percentages: how strong a layer or a stage is") }
    return ["(\(parts.joined(separator: "; ")))"]
  }
}
