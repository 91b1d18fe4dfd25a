import JourneyModel
import JourneySyntax

/// A comparison as one JSON object; `Grammar/comparison.schema.json` says its form.
///
/// Strengths and shares are from 0 to 1. Every member is always there, null or empty where there is nothing to say.
public enum ComparisonJSON {
  /// The version of the form; it grows when a reader of the older one would break.
  public static let version = 1

  /// The comparison as JSON.
  public static func text(of comparison: Comparison, _ before: Comparison.Side, _ after: Comparison.Side) -> String {
    var json = JSONWriter()
    json.object { json in
      json.write("version", version)
      write("before", before, &json)
      write("after", after, &json)
      json.write("differs", !comparison.isEmpty)
      json.array("shared") { json in for change in comparison.shared { write(change, &json) } }
      json.array("journeys") { json in for change in comparison.journeys { write(change, &json) } }
      json.object("findings") { json in
        json.array("added") { json in for finding in comparison.findings.added { write(nil, finding, &json) } }
        json.array("changed") { json in
          for (before, after) in comparison.findings.changed {
            json.object { json in
              write("before", before, &json)
              write("after", after, &json)
            }
          }
        }
        json.array("removed") { json in for finding in comparison.findings.removed { write(nil, finding, &json) } }
      }
    }
    return json.text
  }

  private static func write(_ name: String, _ side: Comparison.Side, _ json: inout JSONWriter) {
    json.object(name) { json in
      json.write("file", side.file)
      json.write("revision", side.revision)
      json.write("scenario", side.scenario)
      json.object("parameters", inline: true) { json in
        for (name, value) in side.parameters.sorted(by: { $0.key < $1.key }) { json.write(name, value) }
      }
    }
  }

  // MARK: Items

  private static func write(_ change: JourneyChange, _ json: inout JSONWriter) {
    json.object { json in
      json.write("change", change.journey.kind.rawValue)
      json.write("renamed", change.isRenamed)
      write("before", change.journey.before, &json)
      write("after", change.journey.after, &json)
      json.array("lines") { json in for line in change.lines { write(line, &json) } }
      json.array("items") { json in for item in change.items { write(item, &json) } }
      json.object("weakest") { json in
        for (name, stage) in [("before", change.weakest.before), ("after", change.weakest.after)] {
          guard let stage else {
            json.writeNull(name)
            continue
          }
          json.object(name, inline: true) { json in
            json.write("stage", stage.stage.id)
            writeShare("strength", stage.strength, &json)
          }
        }
      }
      json.array("stages") { json in for stage in change.stages { write(stage, &json) } }
      json.array("outcomes") { json in
        for outcome in change.outcomes {
          json.object(inline: true) { json in
            json.write("id", outcome.id)
            json.write("name", outcome.name)
            json.write("kind", outcome.kind)
            writeShare("before", outcome.share.before, &json)
            writeShare("after", outcome.share.after, &json)
          }
        }
      }
    }
  }

  private static func write(_ name: String, _ item: ComparedItem?, _ json: inout JSONWriter) {
    guard let item else { return json.writeNull(name) }
    json.object(name, inline: true) { json in
      json.write("kind", item.kind.word)
      json.write("id", item.id)
      json.write("name", item.name)
      json.write("title", item.title.isEmpty ? nil : item.title)
    }
  }

  private static func write(_ change: ItemChange, _ json: inout JSONWriter) {
    json.object { json in
      json.write("change", change.item.kind.rawValue)
      json.write("renamed", change.isRenamed)
      json.write("moved", change.isMoved)
      write("before", change.item.before, &json)
      write("after", change.item.after, &json)
      json.array("lines") { json in for line in change.lines { write(line, &json) } }
    }
  }

  private static func write(_ line: LineChange, _ json: inout JSONWriter) {
    json.object { json in
      json.write("change", line.kind.rawValue)
      json.write("line", line.line)
      json.write("before", line.before)
      json.write("after", line.after)
      json.array("removed", inline: true) { json in for member in line.removed { json.write(nil, member) } }
      json.array("added", inline: true) { json in for member in line.added { json.write(nil, member) } }
    }
  }

  // MARK: Figures

  private static func write(_ stage: StageStrength, _ json: inout JSONWriter) {
    json.object { json in
      write("before", stage.stage.before, &json)
      write("after", stage.stage.after, &json)
      json.object("strength", inline: true) { json in
        writeShare("before", stage.strength.before, &json)
        writeShare("after", stage.strength.after, &json)
      }
      json.array("layers") { json in
        for layer in stage.layers {
          json.object { json in
            json.write("layer", layer.layer.id)
            write("before", layer.standing.before, &json)
            write("after", layer.standing.after, &json)
          }
        }
      }
    }
  }

  private static func write(_ name: String, _ standing: LayerStrength.Standing?, _ json: inout JSONWriter) {
    guard let standing else { return json.writeNull(name) }
    json.object(name, inline: true) { json in
      json.write("state", standing.state.rawValue)
      writeShare("strength", standing.strength, &json)
    }
  }

  /// A share to four places, so that no noise of floating point is taken for precision.
  private static func writeShare(_ name: String, _ share: Double?, _ json: inout JSONWriter) {
    if let share { json.write(name, (share * 10_000).rounded() / 10_000) } else { json.writeNull(name) }
  }

  private static func write(_ name: String?, _ finding: Finding, _ json: inout JSONWriter) {
    json.object(name) { json in
      json.write("code", finding.code)
      json.write("rule", finding.isRule)
      json.write("severity", finding.severity.rawValue)
      json.write("title", finding.title)
      if let item = finding.item {
        json.object("item", inline: true) { json in
          json.write("kind", item.kind)
          json.write("path", item.path)
          json.write("id", item.id)
        }
      } else {
        json.writeNull("item")
      }
    }
  }
}
