import Foundation
import Journey
import Testing

/// Findings counted: by rule, and where the mild ones are not listed.
struct StatisticsReportTests {
  private func results(leastShown: Severity = .info) -> CheckResults {
    let script = Script(bare: "journey A\n")
    let place = script.place("A")
    let fix = Fix("Mend it", [Edit(place, "B")], isSafe: false)
    let safe = Fix("Mend it", [Edit(place, "B")], isSafe: true)
    func finding(_ code: String, _ severity: Severity, _ fix: Fix? = nil) -> Finding {
      Finding(code, isRule: Code(rawValue: code) == nil, severity, "Title of \(code)", at: place, fix: fix)
    }
    let findings = [
      finding("thin-stage", .info), finding("dead-end", .warning, fix), finding("unknown-name", .error, safe),
      finding("dead-end", .warning, safe), finding("thin-stage", .info), finding("house-rule", .warning),
      finding("dead-end", .error),
    ]
    var results = CheckResults(checkedFiles: ["a.journey"], findings: findings, sources: [script.source])
    results.leastShown = leastShown
    return results
  }

  @Test func `the most come first, then the heavier, and a rule that weighs two things has two rows`() {
    #expect(
      StatisticsReport(width: 78).text(results()) == """
        Findings  Severity  Fixes       Rule          What it flags
        ──────────────────────────────────────────────────────────────────────────────
               2  warning   2 (1 safe)  dead-end      a touchpoint without an arrow a…
               2  note                  thin-stage    a stage with one touchpoint on …
               1  error                 dead-end      a touchpoint without an arrow a…
               1  error     1 (1 safe)  unknown-name  A name is used that nothing in …
               1  warning               house-rule    Title of house-rule
               7            3 (2 safe)  in all

        Checked 1 file: 2 errors, 3 warnings, 2 notes.

        """)
  }

  @Test func `what is not listed is counted`() throws {
    let results = results(leastShown: .error)
    #expect(results.ordered.count == 2 && results.counts.all == 7 && results.unshown.all == 5)
    let sentence = "Checked 1 file: 2 errors, 3 warnings, 2 notes. Not shown: 3 warnings, 2 notes."
    for text in [StatisticsReport().text(results), PrettyReport().text(results)] {
      #expect(text.hasSuffix(sentence + "\n"))
      #expect(!text.contains("thin-stage"))
    }
    #expect(ShortReport().text(results).split(separator: "\n").count == 2)

    let all = try json(self.results())
    let some = try json(results)
    let (listed, kept) = (try findings(all), try findings(some))
    #expect(kept == listed.filter { ["error"].contains($0["severity"]) })
    #expect(some["files"] as? NSArray == all["files"] as? NSArray)
    let summary = try #require(some["summary"] as? [String: Any])
    #expect(summary["warnings"] as? Int == 3 && summary["notShown"] as? Int == 5)
    #expect((summary["byRule"] as? [[String: Any]])?.compactMap { $0["findings"] as? Int } == [2, 2, 1, 1, 1])
  }

  @Test func `without findings there is no table`() {
    #expect(StatisticsReport().text(CheckResults(checkedFiles: ["a"])) == "Checked 1 file: nothing to mend.\n")
  }

  private func json(_ results: CheckResults) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(JSONReport().text(results).utf8)) as? [String: Any])
  }

  /// Severities and fingerprints.
  private func findings(_ json: [String: Any]) throws -> [[String: String]] {
    try #require(json["findings"] as? [[String: Any]]).map { finding in
      ["severity", "fingerprint"].reduce(into: [:]) { $0[$1] = finding[$1] as? String }
    }
  }
}
