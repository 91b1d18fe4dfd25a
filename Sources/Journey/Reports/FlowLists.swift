import JourneySyntax

/// The figures of journeys for spreadsheets.
public enum FlowLists {
  /// A row for each outcome, touchpoint and channel; shares as numbers from 0 to 1, times in seconds.
  public static func csv(_ reports: [FlowReport]) -> String {
    var rows = [
      [
        "file", "journey", "kind", "id", "name", "stage", "share", "visits", "lost", "removal", "seconds", "cost",
        "currency",
      ]
    ]
    for report in reports {
      let head = [report.file, report.name]
      for outcome in report.outcomes {
        rows.append(
          head + [
            outcome.kind, outcome.id ?? "", outcome.name, "", figure(outcome.share), "", "", "",
            figure(outcome.passage?.duration.value), figure(outcome.passage?.cost?.value), report.currency?.code ?? "",
          ])
      }
      for (kind, parts) in [("touchpoint", report.touchpoints), ("channel", report.channels)] {
        rows += parts.map { part in
          head + [
            kind, part.id, part.name, part.stage ?? "", "", figure(part.visits), figure(part.lost),
            figure(part.removal), "", "", "",
          ]
        }
      }
    }
    return rows.map { $0.map { CSV.quoted($0) }.joined(separator: ",") + "\n" }.joined()
  }

  private static func figure(_ value: Double?) -> String { value.map { "\(($0 * 1e9).rounded() / 1e9)" } ?? "" }
}
