import JourneySyntax

/// The results of tests as text: for a person, for an editor's list, as JSON, and as JUnit's XML for a pipeline.
public struct TestReport: Sendable {
  /// What came of each test, file by file.
  public let results: [TestResult]
  /// How many files were looked at.
  public let files: Int

  /// A report on some tests.
  public init(_ results: [TestResult], files: Int) {
    self.results = results
    self.files = files
  }

  public var failed: Int { results.count { if case .failed = $0.outcome { true } else { false } } }
  public var broken: Int { results.count { if case .broken = $0.outcome { true } else { false } } }

  /// What was tried, as a sentence: `3 tests in 2 files: 2 passed, 1 failed.`
  public var sentence: String {
    guard !results.isEmpty else {
      return files == 0
        ? "No files to test." : "There are no tests in \(files == 1 ? "this file" : "these \(files) files")."
    }
    let tests = FindingCounts.counted(results.count, "test")
    let places = FindingCounts.counted(Set(results.map(\.file)).count, "file")
    guard failed + broken > 0 else { return "\(tests) in \(places): all passed." }
    let parts = [
      (results.count - failed - broken, "passed"), (failed, "failed"), (broken, "could not be tried"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return "\(tests) in \(places): \(parts.joined(separator: ", "))."
  }

  // MARK: For people

  /// The results as a person reads them: a line for each test, and below those that did not pass the reason.
  public func text(palette: Palette = .none) -> String {
    var lines: [String] = []
    let pretty = PrettyReport(palette: palette)
    for file in files(of: results) {
      lines.append(palette.paint(Display.plain(file, limit: 400), .title))
      for result in results where result.file == file {
        let (sign, role): (String, Palette.Role) =
          switch result.outcome {
          case .passed: ("✓", .added)
          case .failed: ("✗", .error)
          case .broken: ("!", .error)
          }
        lines.append("  \(palette.paint(sign, role)) \(Display.plain(result.name, limit: 200))")
        if result.isPassed { continue }
        lines.append("")
        lines += pretty.lines(findings: result.findings, sources: result.sources).map { $0.isEmpty ? "" : "    \($0)" }
      }
      if lines.last != "" { lines.append("") }
    }
    return (lines + [palette.paint(sentence, .title)]).joined(separator: "\n") + "\n"
  }

  /// A line for each finding of a test that did not pass, as editors read them.
  public func shortText() -> String {
    results.flatMap { result in
      let name = Display.plain(result.name, limit: 200)
      return ShortReport().text(
        findings: result.findings.map { finding in
          var named = finding
          named.title = "\(name): \(finding.title)"
          return named
        }, sources: result.sources, checkedFiles: [result.file]
      ).split(separator: "\n")
    }.joined(separator: "\n") + (results.allSatisfy(\.isPassed) ? "" : "\n")
  }

  private func files(of results: [TestResult]) -> [String] {
    var seen: Set<String> = []
    return results.map(\.file).filter { seen.insert($0).inserted }
  }

  // MARK: For machines

  /// The results as one JSON object; `Grammar/tests.schema.json` says its form.
  public func json() -> String {
    var json = JSONWriter()
    json.object { json in
      json.write("version", 1)
      json.object("summary") { json in
        json.write("files", files)
        json.write("tests", results.count)
        json.write("passed", results.count - failed - broken)
        json.write("failed", failed)
        json.write("broken", broken)
      }
      json.array("tests") { json in
        for result in results {
          json.object { json in
            json.write("name", result.name)
            json.write("file", result.file)
            json.write("line", line(of: result))
            json.write("outcome", TestReport.word(of: result.outcome))
            json.write("expectations", result.expectations)
            JSONReport.write(result.findings, result.sources, &json)
          }
        }
      }
    }
    return json.text
  }

  private static func word(of outcome: TestResult.Outcome) -> String {
    switch outcome {
    case .passed: "passed"
    case .failed: "failed"
    case .broken: "broken"
    }
  }

  private func line(of result: TestResult) -> Int {
    result.sources.first { $0.name == result.place.file }.map { LineIndex($0).line(of: result.place.range.lower) } ?? 1
  }

  /// The results as JUnit's XML, in the form that Jenkins' schema takes.
  public func junit() -> String {
    JUnit.text(
      of: files(of: results).map { file in
        JUnit.Suite(name: file, cases: results.filter { $0.file == file }.map { TestReport.testCase($0) })
      })
  }

  private static func testCase(_ result: TestResult) -> JUnit.Case {
    let pretty = PrettyReport().lines(findings: result.findings, sources: result.sources)
    let problem = JUnit.Problem(
      type: result.findings.first?.code ?? "", message: result.findings.first?.title ?? "",
      text: pretty.joined(separator: "\n"))
    let outcome: JUnit.Outcome =
      switch result.outcome {
      case .passed: .passed
      case .failed: .failure(problem)
      case .broken: .error(problem)
      }
    return JUnit.Case(name: result.name, outcome: outcome)
  }
}
