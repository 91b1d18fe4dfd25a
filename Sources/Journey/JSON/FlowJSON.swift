import JourneyModel

/// The figures of journeys as one JSON object; `Grammar/analysis.schema.json` says its form.
///
/// Shares are from 0 to 1, times in seconds, costs in units of the journey's currency. Every member is always there,
/// null where there is nothing to say.
public enum FlowJSON {
  /// The version of the form; it grows when a reader of the older one would break.
  public static let version = 1

  /// The figures as JSON.
  public static func text(of reports: [(flow: FlowReport, simulation: SimulationReport?)]) -> String {
    var json = JSONWriter()
    json.object { json in
      json.write("version", version)
      json.array("journeys") { json in
        for (flow, simulation) in reports { write(flow, simulation, &json) }
      }
    }
    return json.text
  }

  private static func write(_ report: FlowReport, _ simulation: SimulationReport?, _ json: inout JSONWriter) {
    json.object { json in
      json.write("file", report.file)
      json.write("id", report.id)
      json.write("name", report.name)
      json.write("currency", report.currency?.code)
      write("success", report.success, &json)
      write("cost", report.cost, &json)
      write("cost-of-success", report.costOfSuccess, &json)
      json.array("assumed") { json in for assumption in report.assumptions { json.write(nil, assumption) } }
      json.array("outcomes") { json in
        for outcome in report.outcomes {
          json.object(inline: true) { json in
            json.write("id", outcome.id)
            json.write("name", outcome.name)
            json.write("kind", outcome.kind)
            write("share", outcome.share, &json)
            json.write("assumed", outcome.isAssumed)
            write("duration", outcome.passage?.duration, &json)
            write("cost", outcome.passage?.cost, &json)
          }
        }
      }
      json.array("touchpoints") { json in for part in report.touchpoints { write(part, &json) } }
      json.array("channels") { json in for part in report.channels { write(part, &json) } }
      json.array("ways") { json in for way in report.ways { write(way, &json) } }
      if let simulation {
        json.object("simulation") { json in write(simulation, &json) }
      } else {
        json.writeNull("simulation")
      }
    }
  }

  private static func write(_ part: FlowReport.Part, _ json: inout JSONWriter) {
    json.object(inline: true) { json in
      json.write("id", part.id)
      json.write("name", part.name)
      if part.lost != nil { json.write("stage", part.stage) }
      write("visits", part.visits, &json)
      if let lost = part.lost { write("lost", lost, &json) }
      write("removal", part.removal, &json)
    }
  }

  private static func write(_ way: FlowReport.Way, _ json: inout JSONWriter) {
    json.object(inline: true) { json in
      json.write("outcome", way.outcome)
      json.write("kind", way.isShortest ? "shortest" : "likeliest")
      json.write("persona", way.persona)
      write("share", way.share, &json)
      json.array("touchpoints") { json in for name in way.touchpoints { json.write(nil, name) } }
    }
  }

  private static func write(_ simulation: SimulationReport, _ json: inout JSONWriter) {
    json.write("customers", simulation.customers)
    json.write("seed", String(simulation.seed))
    json.array("outcomes") { json in
      for outcome in simulation.outcomes {
        json.object(inline: true) { json in
          json.write("id", outcome.id)
          json.write("name", outcome.name)
          json.write("count", outcome.count)
          write("share", outcome.share, &json)
          write("error", outcome.error, &json)
          write("exact", outcome.exact, &json)
        }
      }
    }
    write("duration", simulation.duration, &json)
    write("cost", simulation.cost, &json)
  }

  private static func write(_ name: String, _ spread: SimulationReport.Spread?, _ json: inout JSONWriter) {
    guard let spread else { return json.writeNull(name) }
    json.object(name, inline: true) { json in
      write("low", spread.low, &json)
      write("middle", spread.middle, &json)
      write("high", spread.high, &json)
    }
  }

  private static func write(_ name: String, _ figure: FlowAnalysis.Figure?, _ json: inout JSONWriter) {
    guard let figure else { return json.writeNull(name) }
    json.object(name, inline: true) { json in
      write("value", figure.value, &json)
      json.write("at-least", figure.isLeast)
    }
  }

  /// A figure to nine places, so that no noise of floating point is taken for precision.
  private static func write(_ name: String, _ figure: Double?, _ json: inout JSONWriter) {
    guard let figure else { return json.writeNull(name) }
    json.write(name, (figure * 1e9).rounded() / 1e9)
  }
}
