import Foundation
import Journey
import Testing

/// Reports that pipelines read, as far as no file is needed; how hostile names come out is tested with the command.
@Suite struct `Reports for pipelines` {
  /// A script with a warning, a note of a rule of its own that points at several places, and a waived finding.
  static let script = """
    journey Phone
      allow unused-declaration because "We like it so"
      channel store
      channel web
      outcome Bought
      stage Purchase
        touchpoint Checkout on store
          pain "😀 queues", severe
          leads to Bought
    rule no-queue "Nobody waits"
      severity info
      every touchpoint
      expect not some(pains where severity is severe)
      otherwise "At {touchpoint} people wait [a](1) \\{0}"
      because "who waits leaves"
    """

  private static func results(_ text: String = script, file: String = "a.journey") -> CheckResults {
    let source = Source(name: file, text: text)
    let check = Engine().check(source)
    var results = CheckResults(
      checkedFiles: [file], findings: check.findings, waived: check.waived, sources: check.sources)
    results.noteRules(of: check.model)
    return results
  }

  private typealias Object = [String: Any]

  private static func run(_ results: CheckResults) throws -> Object {
    let log = try JSONSerialization.jsonObject(with: Data(SARIFReport().text(results).utf8)) as? Object
    return try #require((log?["runs"] as? [Object])?.first)
  }

  private static func list(_ name: String, in object: Any?) -> [Object] {
    (object as? Object)?[name] as? [Object] ?? []
  }

  private static func member(_ object: Any?, _ path: String...) -> Any? {
    path.reduce(object) { ($0 as? Object)?[$1] }
  }

  // MARK: For people

  @Test func `what is found at one line for several journeys is told once, and counted for each`() {
    let source = Source(name: "a.journey", text: "journey Base\n  stage A\n")
    let findings = ["Base", "Spain", "Italy", "Malta", "Cyprus", "Chile"].map { journey in
      var finding = Finding("x", isRule: true, .warning, "It is thin", at: Place("a.journey", ByteRange(0, 7)))
      finding.item = ItemReference(kind: "stage", path: "\(journey) › A", id: journey)
      return finding
    }
    func text(_ report: some Report, _ findings: [Finding]) -> String {
      report.text(findings: findings, sources: [source], checkedFiles: ["a.journey"])
    }
    let also = "Base › A; also in Spain, Italy, Malta, Cyprus and 1 more"
    for report in [PrettyReport(), GitHubReport(), MarkdownReport()] as [any Report] {
      let told = text(report, findings)
      #expect(told.contains(also) && told.components(separatedBy: "It is thin").count == 2, "\(told)")
      #expect(told.contains("6 warnings"))
      #expect(!text(report, [findings[0]]).contains("also"))
    }
    #expect(text(ShortReport(), findings) == "a.journey:1:1: warning x: It is thin [6 times]\n")
    var other = findings
    other[1].item?.path = "Spain › B"
    #expect(text(PrettyReport(), other).contains("also in Spain › B, Italy,"))
    other[1].title = "It is thinner"
    #expect(text(PrettyReport(), other).contains("also in Italy,"))
    // Machines know each by itself.
    #expect(text(SARIFReport(), findings).components(separatedBy: "\"ruleId\"").count == 7)
  }

  // MARK: SARIF

  @Test func `beside a baseline SARIF says which results are known, and fingerprints stay as they were`() throws {
    var results = Self.results()
    let before = Self.list("results", in: try Self.run(results))
    #expect(before.count > 2 && before.allSatisfy { $0["baselineState"] == nil })
    func prints(_ list: [Object]) -> [String: String] {
      Dictionary(list.map { ("\($0["ruleId"] ?? "")", "\($0["partialFingerprints"] ?? "")") }) { first, _ in first }
    }
    results.known = results.findings.filter { $0.code == "no-queue" }
    results.findings.removeAll { $0.code == "no-queue" }
    results.hasBaseline = true
    let beside = Self.list("results", in: try Self.run(results))
    let states = beside.map { "\($0["ruleId"] ?? "") \($0["baselineState"] ?? "")" }
    #expect(Set(states) == ["no-queue unchanged", "pain-unanswered new", "unused-declaration new"])
    #expect(prints(beside) == prints(before))
    results.unchanged = results.findings
    results.findings = []
    let none = GitLabReport().text(results)
    #expect(none == "[]\n")
    #expect(
      MarkdownReport().text(results).hasPrefix(
        "**Checked 1 file: nothing to mend, 1 waived, 1 in the baseline, 1 on what did not change.**"))
  }

  @Test func `SARIF tells of each rule what it is, and each result points at its rule`() throws {
    let run = try Self.run(Self.results())
    let rules = Self.list("rules", in: Self.member(run, "tool", "driver"))
    #expect(Self.member(run, "tool", "driver", "semanticVersion") as? String == Engine.version)
    #expect(rules.compactMap { $0["id"] as? String } == ["no-queue", "pain-unanswered", "unused-declaration"])
    for result in Self.list("results", in: run) {
      #expect(rules[result["ruleIndex"] as? Int ?? -1]["id"] as? String == result["ruleId"] as? String)
    }
    let own = rules[0]
    #expect(own["name"] as? String == "NoQueue")
    #expect(Self.member(own, "shortDescription", "text") as? String == "Nobody waits.")
    #expect((Self.member(own, "fullDescription", "text") as? String)?.hasSuffix("Who waits leaves.") == true)
    #expect(Self.member(own, "defaultConfiguration", "level") as? String == "note")
    #expect(Self.member(own, "properties", "problem.severity") as? String == "recommendation")
    #expect(Self.member(own, "properties", "tags") as? [String] == ["journey", "Declared in a script"])
    #expect((Self.member(rules[1], "help", "text") as? String)?.contains("\nPassed:\n\n    journey") == true)
    #expect((Self.member(rules[1], "help", "markdown") as? String)?.contains("\nPassed:  \n\n    journey") == true)
  }

  @Test func `SARIF's results have places in UTF-16, items, fingerprints and fixes`() throws {
    let results = Self.results(Self.script.replacing("severe\n", with: "sever\n"))
    let run = try Self.run(results)
    let word = try #require(Self.list("results", in: run).first { $0["ruleId"] as? String == "unknown-word" })
    let location = try #require(Self.list("locations", in: word).first)
    // The face before it is of two units.
    #expect(Self.member(location, "physicalLocation", "region", "startColumn") as? Int == 25)
    #expect(run["columnKind"] as? String == "utf16CodeUnits")
    #expect((Self.member(word, "partialFingerprints", "journeyFinding/v1") as? String)?.count == 16)
    let change = Self.list("artifactChanges", in: Self.list("fixes", in: word).first).first
    let replacement = try #require(Self.list("replacements", in: change).first)
    #expect(Self.member(replacement, "insertedContent", "text") as? String == "severe")
    #expect(Self.member(replacement, "deletedRegion", "endColumn") as? Int == 30)
    let queue = try #require(
      Self.list("results", in: try Self.run(Self.results())).first { $0["ruleId"] as? String == "no-queue" })
    #expect(queue["level"] as? String == "note")
    let item = Self.list("logicalLocations", in: Self.list("locations", in: queue).first).first
    #expect(
      item?["fullyQualifiedName"] as? String == "Phone › Purchase › Checkout"
        && item?["kind"] as? String == "touchpoint")
    #expect(
      (Self.member(queue, "message", "text") as? String)?.hasPrefix("At Checkout people wait [a\\](1) {{0}}") == true)
    #expect(!Self.list("relatedLocations", in: queue).isEmpty)
  }

  @Test func `what is waived is suppressed in SARIF, skipped in JUnit, told in Markdown, and nowhere else`() throws {
    let results = Self.results()
    #expect(results.waived.count == 1)
    let suppressed = Self.list("results", in: try Self.run(results)).filter { $0["suppressions"] != nil }
    let suppression = try #require(Self.list("suppressions", in: suppressed.first).first)
    #expect(suppressed.count == 1 && suppressed[0]["ruleId"] as? String == "unused-declaration")
    #expect(suppression["kind"] as? String == "inSource" && suppression["justification"] as? String == "We like it so")
    #expect(Self.member(suppression, "location", "physicalLocation", "region", "startLine") as? Int == 2)
    #expect(JUnitReport().text(results).contains("<skipped message=\"Waived: We like it so\"/>"))
    #expect(MarkdownReport().text(results).contains("<summary>1 waived</summary>"))
    for report in [GitHubReport(), GitLabReport()] as [any Report] {
      #expect(!report.text(results).contains("unused-declaration"))
    }
  }

  @Test func `a file that cannot be read is meant as a whole`() throws {
    let results = CheckResults(
      checkedFiles: ["a.journey"],
      findings: [Finding("unreadable", .error, "It cannot be read", at: Place("b.journey", ByteRange(3, 9)))])
    let location = Self.list("locations", in: Self.list("results", in: try Self.run(results)).first).first
    #expect(Self.member(location, "physicalLocation", "region") == nil)
    #expect(GitHubReport().text(results).hasPrefix("::error file=b.journey,line=1,title=unreadable::"))
    #expect(GitLabReport().text(results).contains("{\"begin\": 1}"))
    #expect(JUnitReport().text(results).contains("<testsuite name=\"b.journey\" tests=\"1\" failures=\"1\""))
  }

  // MARK: JUnit

  @Test(arguments: [(Severity.info, 2), (.warning, 1), (.error, 0)])
  func `in JUnit fails what fails the run, and the rest is told`(bar: Severity, failures: Int) {
    var results = Self.results()
    results.failOn = bar
    results.checkedFiles.append("clean.journey")
    #expect(results.findings.map(\.severity) == [.info, .warning])
    let text = JUnitReport().text(results)
    #expect(text.contains("<testsuites name=\"journey\" tests=\"4\" failures=\"\(failures)\" errors=\"0\">"))
    #expect(text.components(separatedBy: "<failure ").count - 1 == failures)
    #expect(text.components(separatedBy: "<system-out>").count - 1 == 2 - failures)
    #expect(text.contains("<testcase name=\"nothing to mend\" classname=\"clean.journey\"/>"))
  }

  @Test func `cases of one name are told apart`() {
    let finding = Finding("rule", .error, "It is so", at: Place("a", ByteRange(0, 0)))
    let text = JUnitReport().text(findings: [finding, finding], sources: [], checkedFiles: ["a"])
    #expect(text.contains("name=\"rule: It is so\"") && text.contains("name=\"rule: It is so (2)\""))
  }

  // MARK: The rest

  @Test func `what is mended in one file changes no fingerprint of another`() throws {
    let texts = [("a.journey", Self.script), ("b.journey", Self.script)].map { Self.results($1, file: $0) }
    let both = CheckResults(
      checkedFiles: ["a.journey", "b.journey"], findings: texts.flatMap(\.findings), sources: texts.flatMap(\.sources))
    func fingerprints(_ results: CheckResults, of file: String) throws -> [String] {
      let problems = try JSONSerialization.jsonObject(with: Data(GitLabReport().text(results).utf8)) as? [Object]
      return (problems ?? []).filter { Self.member($0, "location", "path") as? String == file }.compactMap {
        $0["fingerprint"] as? String
      }
    }
    let of = try ["a.journey", "b.journey"].map { try fingerprints(both, of: $0) }
    #expect(of[0].count == 2 && Set(of[0]).isDisjoint(with: of[1]))
    #expect(try fingerprints(texts[1], of: "b.journey") == of[1])
  }

  @Test func `a line that a log shows begins no command`() {
    let lines = GitHubReport.defused("::error::x\n  ::warning::y\nplain :: text\n::\n##[group]a ##[error]\n")
    #expect(lines == ": :error::x\n  : :warning::y\nplain :: text\n: :\n# #[group]a # #[error]\n")
  }

  @Test(arguments: [
    ("a/./b/../c", "sub/a/c"), ("../b.journey", "b.journey"), ("../sub/x", "sub/x"), ("../../b", "/srv/b"),
    ("/srv/root/sub/x", "sub/x"), ("/elsewhere/./x", "/elsewhere/x"), ("../../rooted/x", "/srv/rooted/x"),
    ("<stdin>", "<stdin>"),
  ])
  func `a name leads from the project's folder`(name: String, path: String) {
    #expect(SourceRoot(folder: "/srv/root", workingFolder: "/srv/root/sub").path(of: name) == path)
    #expect(SourceRoot(folder: "/", workingFolder: "/").path(of: "/a/b") == "a/b")
  }
}
