import Journey

/// What must hold for reports, for people and for pipelines.
enum ReportChecks {
  static func script(_ bytes: [UInt8]) -> [String] {
    let source = Source(name: "fuzz", bytes: bytes)
    let check = Engine(limits: FuzzTarget.limits).check(source)
    var results = CheckResults(
      checkedFiles: ["fuzz"], findings: check.findings, waived: check.waived, sources: check.sources)
    results.noteRules(of: check.model)
    var problems: [String] = []
    for report in [JSONReport(), SARIFReport(), GitLabReport()] as [any Report] {
      if !WellFormedJSON.reads(report.text(results)) { problems.append("\(type(of: report)) is no JSON") }
    }
    if !WellFormedJSON.reads(LayersJSON.text(of: LayerMatrix.all(of: check))) { problems.append("layers are no JSON") }
    let people: [any Report] = [
      PrettyReport(), ShortReport(), MarkdownReport(), GitHubReport(), JUnitReport(), StatisticsReport(),
    ]
    for report in people {
      // What stands in a script must not steer the terminal that shows a report of it.
      let steers = report.text(results).unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" }
      if steers { problems.append("\(type(of: report)) has a control character") }
    }
    var run = BaselineRun { $0 }
    run.note(check)
    let baseline = run.baseline
    do throws(Baseline.Problem) {
      if try Baseline(reading: Array(baseline.text.utf8)) != baseline {
        problems.append("the baseline reads otherwise")
      }
    } catch { problems.append("the baseline cannot be read: \(error.reason)") }
    return problems
  }
}
