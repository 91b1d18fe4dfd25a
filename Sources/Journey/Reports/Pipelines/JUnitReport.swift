import JourneyRules
import JourneySyntax

/// Findings as the results of tests, for pipelines that show nothing else: JUnit's XML, a suite for each file.
///
/// A finding that makes the run fail is a failure; a milder one is a case that passed and tells it; a waived one is
/// skipped, with its reason. A file without any is one case that passed.
public struct JUnitReport: Report {
  /// A report without choices.
  public init() {}

  public func text(_ results: CheckResults) -> String {
    let results = results.namedFromRoot
    let ordered = results.ordered
    let waived = results.waived.sorted {
      ($0.finding.place.file, $0.finding.place.range.start) < ($1.finding.place.file, $1.finding.place.range.start)
    }
    let found = Dictionary(grouping: ordered) { $0.place.file }
    let allowed = Dictionary(grouping: waived) { $0.finding.place.file }
    var seen: Set<String> = []
    let files = (results.checkedFiles + ordered.map(\.place.file) + waived.map(\.finding.place.file))
      .filter { seen.insert($0).inserted }
    let texts = SourceTexts(results.sources, pointedAtBy: ordered)
    return JUnit.text(
      of: files.map { file in
        var cases = (found[file] ?? []).map { testCase($0, texts, results.failOn) }
        cases += (allowed[file] ?? []).map { waived in
          JUnit.Case(
            name: name(waived.finding),
            outcome: .skipped(because: "Waived: \(Display.plain(waived.reason, limit: 1_000))"))
        }
        if cases.isEmpty { cases = [JUnit.Case(name: "nothing to mend", outcome: .passed)] }
        return JUnit.Suite(name: Display.plain(file, limit: 4_096), cases: numbered(cases))
      })
  }

  private func testCase(_ finding: Finding, _ texts: SourceTexts, _ bar: Severity) -> JUnit.Case {
    let text = PrettyReport().lines(finding, texts).joined(separator: "\n")
    guard finding.severity >= bar else { return JUnit.Case(name: name(finding), outcome: .told(text)) }
    return JUnit.Case(
      name: name(finding), outcome: .failure(JUnit.Problem(type: finding.code, message: finding.sentence, text: text)))
  }

  /// What a server knows a case by from run to run: no line, since lines move.
  private func name(_ finding: Finding) -> String {
    "\(Display.plain(finding.code)): \(Display.plain(finding.title, limit: 400))"
  }

  /// Tells cases of one name apart: some servers show only the first of them.
  private func numbered(_ cases: [JUnit.Case]) -> [JUnit.Case] {
    var counts: [String: Int] = [:]
    return cases.map { item in
      let count = counts[item.name, default: 0] + 1
      counts[item.name] = count
      return count == 1 ? item : JUnit.Case(name: "\(item.name) (\(count))", outcome: item.outcome)
    }
  }
}
