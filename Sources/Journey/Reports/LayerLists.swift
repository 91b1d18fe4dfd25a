import JourneyModel
import JourneySyntax

/// Layer matrices for other programs than a terminal: spreadsheets and wikis.
public enum LayerLists {
  // MARK: CSV

  /// A row for each layer in each stage, as spreadsheets filter and pivot them; a stage without layers has one row.
  ///
  public static func csv(_ matrices: [LayerMatrix]) -> String {
    var rows = [["file", "journey", "stage", "stage strength", "layer", "needed", "at least", "strength", "state"]]
    for matrix in matrices {
      for stage in matrix.stages {
        let head = [matrix.file, matrix.name, stage.name, LayerTable.percent(stage.strength)]
        if matrix.layers.isEmpty { rows.append(head + ["", "", "", "", ""]) }
        for (layer, cell) in zip(matrix.layers, stage.cells) {
          rows.append(
            head + [
              layer.name, cell.isNeeded ? "yes" : "no", layer.least.map { LayerTable.percent($0) } ?? "",
              cell.strength.map { LayerTable.percent($0) } ?? "", cell.state.rawValue,
            ])
        }
      }
    }
    return rows.map { $0.map { CSV.quoted($0) }.joined(separator: ",") + "\n" }.joined()
  }

  // MARK: Markdown

  /// A heading, a table and the sentences for each journey.
  public static func markdown(_ matrices: [LayerMatrix], advice: (LayerMatrix) -> String) -> String {
    matrices.map { matrix in
      ([["## \(Markdown.escaped(matrix.name))", ""], table(matrix), [""]].flatMap { $0 }
        + LayerTable.sentences(of: matrix, advice(matrix)).filter { !$0.hasSuffix(":") }).joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  private static func table(_ matrix: LayerMatrix) -> [String] {
    let layers = matrix.layers.map { layer in
      Markdown.escaped(layer.name) + (layer.least.map { " (≥ \(LayerTable.percent($0)))" } ?? "")
    }
    let rows = matrix.stages.map { stage in
      [Markdown.escaped(stage.name), LayerTable.percent(stage.strength)]
        + stage.cells.map { LayerTable.text(of: $0).trimmingBlank + ($0.state == .weak ? " (weak)" : "") }
    }
    return [Markdown.row(["Stage", "Strength"] + layers), Markdown.row(["---", "---:"] + layers.map { _ in "---" })]
      + rows.map { Markdown.row($0) }
  }
}

extension String {
  /// The text without the blanks before it.
  fileprivate var trimmingBlank: String { String(drop { $0 == " " }) }
}
