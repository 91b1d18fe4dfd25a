import JourneyModel

/// Layer matrices as one JSON object; `Grammar/layers.schema.json` says its form.
///
/// Strengths are shares from 0 to 1. Every member is always there, null or empty where there is nothing to say. The cells
/// of a stage stand in the order of the journey's layers.
public enum LayersJSON {
  /// The version of the form; it grows when a reader of the older one would break.
  public static let version = 1

  /// The matrices as JSON.
  public static func text(of matrices: [LayerMatrix]) -> String {
    var json = JSONWriter()
    json.object { json in
      json.write("version", version)
      json.array("journeys") { json in
        for matrix in matrices { write(matrix, &json) }
      }
    }
    return json.text
  }

  private static func write(_ matrix: LayerMatrix, _ json: inout JSONWriter) {
    json.object { json in
      json.write("file", matrix.file)
      writeNames(matrix.id, matrix.name, matrix.title, &json)
      writeShare("strength", matrix.weakest?.strength, &json)
      json.write("weakest", matrix.weakest?.id)
      writeShare("mean", matrix.mean, &json)
      json.array("layers") { json in
        for layer in matrix.layers {
          json.object(inline: true) { json in
            writeNames(layer.id, layer.name, layer.title, &json)
            writeShare("at-least", layer.least, &json)
          }
        }
      }
      json.array("stages") { json in
        for stage in matrix.stages { write(stage, of: matrix, &json) }
      }
    }
  }

  private static func write(_ stage: LayerMatrix.Stage, of matrix: LayerMatrix, _ json: inout JSONWriter) {
    json.object { json in
      writeNames(stage.id, stage.name, stage.title, &json)
      writeShare("strength", stage.strength, &json)
      json.array("layers") { json in
        for (layer, cell) in zip(matrix.layers, stage.cells) {
          json.object(inline: true) { json in
            json.write("layer", layer.id)
            json.write("needed", cell.isNeeded)
            json.write("state", cell.state.rawValue)
            writeShare("strength", cell.strength, &json)
            json.array("touchpoints") { json in for id in matrix.touchpoints(of: cell) { json.write(nil, id) } }
          }
        }
      }
    }
  }

  private static func writeNames(_ id: String, _ name: String, _ title: String, _ json: inout JSONWriter) {
    json.write("id", id)
    json.write("name", name)
    json.write("title", title.isEmpty ? nil : title)
  }

  /// A share to four places, so that no noise of floating point is taken for precision.
  private static func writeShare(_ name: String, _ share: Double?, _ json: inout JSONWriter) {
    if let share { json.write(name, (share * 10_000).rounded() / 10_000) } else { json.writeNull(name) }
  }
}
