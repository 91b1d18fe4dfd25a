import JourneySyntax

/// Findings as GitLab's widget for code quality reads them: a JSON array of problems.
public struct GitLabReport: Report {
  /// A report without choices.
  public init() {}

  public func text(_ results: CheckResults) -> String {
    let results = results.namedFromRoot
    let ordered = results.ordered
    let texts = SourceTexts(results.sources, pointedAtBy: results.everything)
    let fingerprints = results.fingerprints(of: ordered) { Fingerprint.withinFiles($0, texts) }
    var json = JSONWriter()
    json.array { json in
      for (finding, fingerprint) in zip(ordered, fingerprints) {
        json.object { json in
          json.write("description", finding.sentence)
          json.write("check_name", finding.code)
          // GitLab drops what it has seen in another file.
          json.write("fingerprint", "\(Fingerprint.digits(of: finding.place.file))-\(fingerprint)")
          json.write("severity", GitLabReport.word(finding.severity))
          json.object("location") { json in
            json.write("path", finding.place.file)
            json.object("lines", inline: true) { json in
              json.write("begin", texts.spots(of: finding.place)?.start.line ?? 1)
            }
          }
        }
      }
    }
    return json.text
  }

  private static func word(_ severity: Severity) -> String {
    switch severity {
    case .error: "critical"
    case .warning: "major"
    case .info: "info"
    }
  }
}

extension Finding {
  /// What it is and what to do, on one line for those who show no more.
  var sentence: String {
    let next = help.isEmpty ? fix?.title ?? "" : help
    let text = Display.plain(title, limit: 400)
    return next.isEmpty ? text : "\(text). \(Display.plain(next, limit: 1_000))"
  }
}
