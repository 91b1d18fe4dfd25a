import Foundation
import Journey
import JourneyModel
import JourneySyntax
import Testing

/// Python with its module `jsonschema`, where the machine has it: an implementation of JSON Schema that is not ours.
enum Validator {
  static let isThere = run("import jsonschema", []) == ""

  /// What is wrong with each of some documents, a line for each that is invalid.
  static func complaints(_ documents: [String], schema: String) -> String {
    let script = """
      import json, sys, warnings
      warnings.simplefilter("ignore")
      import jsonschema
      with open(sys.argv[1]) as file: schema = json.load(file)
      jsonschema.Draft202012Validator.check_schema(schema)
      validator = jsonschema.Draft202012Validator(schema)
      with open(sys.argv[2]) as file: documents = file.read().split("\\0")
      for number, document in enumerate(documents):
        errors = sorted(validator.iter_errors(json.loads(document)), key=lambda error: list(map(str, error.path)))
        if errors: print(number, "/".join(map(str, errors[0].path)), errors[0].message[:300])
      """
    let file = FileManager.default.temporaryDirectory.appending(path: "journey-\(UUID().uuidString).txt")
    defer { try? FileManager.default.removeItem(at: file) }
    do {
      try documents.joined(separator: "\0").write(to: file, atomically: true, encoding: .utf8)
    } catch {
      return "\(error)"
    }
    return run(script, [path(schema), file.path])
  }

  static func path(_ schema: String) -> String { repository.appending(path: "Grammar/\(schema)").path }

  /// The folder that holds the package.
  static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func run(_ script: String, _ arguments: [String]) -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    do {
      try process.run()
      let said = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return String(decoding: said, as: UTF8.self)
    } catch {
      return "\(error)"
    }
  }
}

@Suite struct `JSON schemas` {
  /// The examples, each as it is and with every tenth line lost, and a script that says one of everything.
  private static func scripts() throws -> [Source] {
    let folder = Validator.repository.appending(path: "Examples")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".journey") }
    var sources = [Source(name: "everything", text: `Model as JSON`.everything)]
    for name in names.sorted() {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      sources.append(Source(name: name, text: text))
      let damaged = lines.enumerated().filter { $0.offset % 10 != 7 }.map(\.element)
      sources.append(Source(name: "damaged \(name)", text: damaged.joined(separator: "\n")))
      sources.append(
        Source(name: "misspelt \(name)", text: text.replacing("pro", with: "por").replacing("on ", with: "no ")))
    }
    return sources
  }

  @Test(.enabled(if: Validator.isThere, "python3 has no module `jsonschema` here"))
  func `what is written is valid`() throws {
    let evaluated = try Self.scripts().map { ($0, Model.evaluating(Tree($0))) }
    #expect(evaluated.count > 20)
    let models = evaluated.map { ModelJSON.text(of: $0.1.0) }
    let scenario = Reuse.json(
      ScenarioTests.base
        + "scenario S of Phone\n  without channel email\n  change touchpoint Visit\n    wait 20 min\n", scenario: "S")
    #expect(scenario.contains("20 min"))
    #expect(Validator.complaints(models + [scenario], schema: "model.schema.json") == "")
    let reports = evaluated.map { JSONReport().text(findings: $0.1.1, sources: [$0.0], checkedFiles: [$0.0.name]) }
    #expect(reports.contains { $0.contains("\"safe\": true") } && reports.contains { $0.contains("\"message\"") })
    let empty = JSONReport().text(findings: [], sources: [], checkedFiles: [])
    #expect(Validator.complaints(reports + [empty, Self.withWaiver], schema: "findings.schema.json") == "")
  }

  /// A report with a finding that the script allows.
  private static var withWaiver: String {
    let text = "journey X\n  allow stage-without-touchpoint because \"It is planned\"\n  stage A\n"
    let source = Source(name: "a.journey", text: text)
    let check = Engine().check(source)
    #expect(check.waived.count == 1)
    return JSONReport().text(
      CheckResults(
        checkedFiles: ["a.journey"], findings: check.findings, waived: check.waived, sources: [source]))
  }

  @Test(.enabled(if: Validator.isThere, "python3 has no module `jsonschema` here"))
  func `matrices of layers are valid, and no others`() throws {
    let matrices = try (Self.scripts() + LayerMatrixTests.scripts.map { Source(name: "a.journey", text: $0) }).map {
      LayersJSON.text(of: LayerMatrix.all(of: Engine().check($0)))
    }
    #expect(Validator.complaints(matrices + [LayersJSON.text(of: [])], schema: "layers.schema.json") == "")
    let good = LayersJSON.text(
      of: LayerMatrix.all(of: Engine().check(Source(name: "a", text: LayerMatrixTests.shared))))
    let wrong = [
      good.replacing("\"missing\"", with: "\"gone\""), good.replacing("\"needed\": true, ", with: ""),
      good.replacing("\"at-least\": null", with: "\"at-least\": \"50%\""),
      good.replacing("\"version\": 1", with: "\"version\": 2"),
    ]
    #expect(!wrong.contains(good))
    #expect(lines(Validator.complaints(wrong, schema: "layers.schema.json")) == wrong.count)
  }

  @Test(.enabled(if: Validator.isThere, "python3 has no module `jsonschema` here"))
  func `baselines are valid, and no others`() throws {
    var run = BaselineRun { "journeys/\($0)" }
    for script in try Self.scripts() { run.note(Engine().check(script)) }
    let text = run.baseline.text
    #expect(run.baseline.count > 20)
    #expect(Validator.complaints([text, Baseline().text], schema: "baseline.schema.json") == "")
    let wrong = [
      text.replacing("\"version\": 1", with: "\"version\": 2"), text.replacing("\"count\": 1", with: "\"count\": 0"),
      text.replacing("\"hash\": \"", with: "\"hash\": \"0"), text.replacing("\"item\": ", with: "\"items\": "),
    ]
    #expect(!wrong.contains(text))
    #expect(lines(Validator.complaints(wrong, schema: "baseline.schema.json")) == wrong.count)
    for text in wrong { #expect(throws: Baseline.Problem.self) { try Baseline(reading: Array(text.utf8)) } }
  }

  @Test(.enabled(if: Validator.isThere, "python3 has no module `jsonschema` here"))
  func `the results of tests are valid`() throws {
    let script = Source(name: "a.journey", text: ScriptTestTests.script)
    let results = Engine().test(script)
    #expect(Set(results.map(\.expectations)).count > 1)
    let text = TestReport(results, files: 1).json()
    #expect(Validator.complaints([text, TestReport([], files: 0).json()], schema: "tests.schema.json") == "")
    let wrong = [
      text.replacing("\"outcome\": \"failed\"", with: "\"outcome\": \"lost\""),
      text.replacing("\"version\": 1", with: "\"version\": 2"), text.replacing("\"line\": ", with: "\"line\": -"),
    ]
    #expect(!wrong.contains(text))
    #expect(lines(Validator.complaints(wrong, schema: "tests.schema.json")) == wrong.count)
  }

  @Test(.enabled(if: Validator.isThere, "python3 has no module `jsonschema` here"))
  func `the figures of the flow are valid`() throws {
    var texts = [FlowJSON.text(of: [])]
    for script in try Self.scripts() {
      let (model, _) = Model.evaluating(Tree(script))
      let reports = model.journeys.compactMap { journey -> (flow: FlowReport, simulation: SimulationReport?)? in
        guard journey.journey != nil, let analysis = try? FlowAnalysis(model, journey),
          let flow = try? FlowReport(analysis)
        else { return nil }
        return (flow, texts.count % 2 == 0 ? nil : try? SimulationReport(analysis, customers: 100, seed: 1))
      }
      texts.append(FlowJSON.text(of: reports))
    }
    #expect(texts.contains { $0.contains("\"ways\": [\n") } && texts.contains { $0.contains("\"customers\": 100") })
    #expect(Validator.complaints(texts, schema: "analysis.schema.json") == "")
    let some = try #require(texts.last { $0.contains("\"customers\": 100") })
    let wrong = [
      some.replacing("\"visits\": ", with: "\"visit\": "), some.replacing("\"version\": 1", with: "\"version\": 2"),
      some.replacing("\"success\": ", with: "\"success\": 2"),
    ]
    #expect(!wrong.contains(some))
    #expect(lines(Validator.complaints(wrong, schema: "analysis.schema.json")) == wrong.count)
  }

  @Test(.enabled(if: Validator.isThere, "python3 has no module `jsonschema` here"))
  func `the answers to queries are valid`() throws {
    let queries = [
      "touchpoints", "touchpoints group by channel show count, average(wait), cost", "stages.pains", "1 to 2 days",
      "touchpoints.evidence", "average(touchpoints.wait)", "touchpoints show wait, cost, open, reviewed, important",
      "journeys show reviewed, currency", "channels show open, answers-within, at-most",
      "touchpoints where wait > 9 years",
      "09:00", "2026-11-21", "personas sort by share first 1", "none", "unknown",
    ]
    var texts: [String] = []
    for script in try Self.scripts() {
      let (model, _) = Model.evaluating(Tree(script))
      for query in queries {
        let (result, _) = model.answer(to: query)
        texts.append(QueryJSON.text(of: result, to: query, about: model.journeys.first?.journey, in: model))
      }
    }
    #expect(
      texts.contains { $0.contains("\"type\": \"per\"") } && texts.contains { $0.contains("\"grouped-by\": \"c") })
    #expect(Validator.complaints(texts, schema: "query.schema.json") == "")
    let some = try #require(texts.first { $0.contains("\"type\": \"duration\"}") })
    let wrong = [
      some.replacing("\"title\": ", with: "\"name\": "), some.replacing("\"version\": 1", with: "\"version\": 2"),
      some.replacing("\"type\": \"duration\"}", with: "\"type\": \"time span\"}"),
      some.replacing("\"value\": {", with: "\"result\": {"),
    ]
    #expect(!wrong.contains(some))
    #expect(lines(Validator.complaints(wrong, schema: "query.schema.json")) == wrong.count)
  }

  @Test(.enabled(if: Validator.isThere, "python3 has no module `jsonschema` here"))
  func `comparisons are valid`() throws {
    let checks = try Self.scripts().map { Engine().check($0) }
    let sides = (
      Comparison.Side(file: "a.journey", revision: "main"),
      Comparison.Side(file: "a.journey", scenario: "No email", parameters: ["market": "FR"])
    )
    // Each script with the next one: the damaged and the misspelt stand beside what they were.
    let texts = zip(checks, checks.dropFirst() + checks.prefix(1)).map { before, after in
      ComparisonJSON.text(of: Comparison(of: before, with: after), sides.0, sides.1)
    }
    #expect(
      texts.contains { $0.contains("\"moved\": true") } || texts.contains { $0.contains("\"change\": \"changed\"") })
    #expect(Validator.complaints(texts, schema: "comparison.schema.json") == "")
    let some = try #require(texts.first { $0.contains("\"state\": \"missing\"") })
    let wrong = [
      some.replacing("\"change\": \"", with: "\"change\": \"un"),
      some.replacing("\"version\": 1", with: "\"version\": 2"),
      some.replacing("\"state\": \"missing\"", with: "\"state\": \"gone\""),
      some.replacing("\"differs\": ", with: "\"same\": "),
    ]
    #expect(!wrong.contains(some))
    #expect(lines(Validator.complaints(wrong, schema: "comparison.schema.json")) == wrong.count)
  }

  @Test(.enabled(if: Validator.isThere, "python3 has no module `jsonschema` here"))
  func `what is not as it should be is refused`() {
    let script = Script("journey X\n  channel store\n  stage A\n    touchpoint T on stor\n      wait 5 min\n")
    let report = JSONReport().text(findings: script.findings, sources: [script.source], checkedFiles: ["a.journey"])
    let model = ModelJSON.text(of: Model.evaluating(Tree(script.source)).0)
    let wrongReports = [
      report.replacing("\"code\": ", with: "\"rule\": \"x\", \"code\": "), report.replacing("\"why\": \"\",", with: ""),
      report.replacing("\"severity\": \"error\"", with: "\"severity\": \"fatal\""),
      report.replacing("\"line\": 4,", with: "\"line\": 0,"),
      report.replacing("\"version\": 1", with: "\"version\": 2"),
    ]
    let wrongModels = [
      model.replacing("\"wait\"", with: "\"wiat\""), model.replacing("\"seconds\": 300", with: "\"seconds\": \"300\""),
      model.replacing("\"arrows\": [],", with: ""),
      model.replacing("\"type\": \"duration\"", with: "\"type\": \"time\""),
    ]
    #expect(!wrongReports.contains(report) && !wrongModels.contains(model))
    #expect(lines(Validator.complaints(wrongReports, schema: "findings.schema.json")) == wrongReports.count)
    #expect(lines(Validator.complaints(wrongModels, schema: "model.schema.json")) == wrongModels.count)
  }

  private func lines(_ text: String) -> Int { text.split(separator: "\n").count }

  /// Add a new attribute to the list of its kind in the schema, in the order of the attribute table.
  @Test(arguments: ItemKind.allCases)
  func `the model's schema knows every attribute`(kind: ItemKind) throws {
    let schema = try String(contentsOfFile: Validator.path("model.schema.json"), encoding: .utf8)
    let names = AttributeRule.all.filter { $0.kinds.contains(ItemKinds(kind)) && $0.attribute != .leadsTo }
      .map { "\"\($0.expressionName)\"" }
    #expect(schema.contains("\"enum\": [\(names.joined(separator: ", "))]"))
  }
}
