import Journey
import JourneyModel
import JourneyRules
import JourneySyntax
import Testing

/// The vocabulary as a file, which others read without the host.
@Suite struct `A vocabulary file` {
  private let engine = Engine(validator: JourneyRules.Validator(rules: []), vocabulary: Shop.known)

  /// What is wrong with a file, with the text that each finding points at.
  private func wrong(_ text: String) -> [String] {
    let source = Source(name: "shop.json", text: text)
    return HostVocabulary(file: source).findings.map { "\(source.text($0.place.range)) ‖ \($0.title)" }
  }

  private func wrong(replacing part: String, with other: String) -> [String] {
    let text = Shop.vocabulary.file
    #expect(text.contains(part))
    return wrong(text.replacing(part, with: other))
  }

  @Test func `what is written, read and written again has the same bytes`() {
    #expect(Shop.known.file == Shop.vocabulary.file)
    #expect(HostVocabulary(file: Source(name: "empty", text: HostVocabulary().file)).isEmpty)
  }

  @Test func `a script of the host is checked without it, but for figures`() {
    let text = Shop.script("  expect stock_left(\"B-1\") > 3 and way(\"x\", \"y\") < 1 m")
    #expect(
      Shop.said(text, by: engine) == [
        "host-not-asked at stock_left(\"B-1\"): `stock_left` is known here and was not asked: its figures come from the program"
      ])
    #expect(engine.check(Source(name: "a", text: text)).findings.map(\.severity) == [.info])
    #expect(
      Shop.said(Shop.script("  expect stock_left(7) > 3"), by: engine) == [
        "wrong-kind-of-value at 7: `stock_left` takes a text, and this is a number"
      ])
    #expect(
      Shop.said(Shop.script("  expect way(\"x\", \"y\") < 3 min"), by: engine).contains {
        $0.contains("A distance and a time span cannot be compared")
      })
  }

  @Test func `a figure of the wrong kind shows without the host, too`() {
    let wait = "          wait stock_left(\"A-1\") * 2\n"
    #expect(
      Shop.said(Shop.script("", touchpoint: wait), by: engine).contains(
        "wrong-kind-of-value at stock_left(\"A-1\") * 2: `wait` takes a time span, and this is a number"))
    let far = Shop.script().replacing("catchment 5 km", with: "catchment stock_left(\"A-1\")")
    #expect(
      Shop.said(far, by: engine).contains(
        "wrong-kind-of-value at stock_left(\"A-1\"): `catchment` takes a distance, and this is a number"))
    let fine = Shop.script().replacing("catchment 5 km", with: "catchment way(\"x\", \"y\")")
    #expect(Shop.said(fine, by: engine).map { $0.prefix(14) } == ["host-not-asked"])
  }

  @Test func `a test that expects what only the host can find does not fail without it`() {
    let text = "journey J\n  stage S\ntest \"Online\"\n  given \"J\"\n  expect finding no-branch on journey J\n"
    let source = Source(name: "a.journey", text: text)
    #expect(Engine(vocabulary: Shop.known).test(source).map(\.isPassed) == [true])
    #expect(Engine(vocabulary: Shop.vocabulary).test(source).map(\.isPassed) == [true])
    #expect(Engine().test(source).map(\.isPassed) == [false])
  }

  @Test func `a scenario does not say a second time that the host was not asked`() {
    let text =
      Shop.script("  expect stock_left(\"A-1\") > 3") + "scenario Less of Purchase\n  expect stock_left(\"A-2\") > 3\n"
    #expect(Shop.said(text, by: engine).count { $0.hasPrefix("host-not-asked") } == 1)
  }

  @Test func `a rule that is known by its words is set, waived and explained, and finds nothing`() {
    let engine = Engine(validator: JourneyRules.Validator(.strict), vocabulary: Shop.known)
    let said = Shop.said(
      "project\n  severity of no-branch is error\n  set branches of no-branch to 2\n"
        + "journey J\n  allow no-branch because \"We sell online\"\n  stage S\n", by: engine)
    #expect(!said.contains { $0.contains("no-branch") || $0.hasPrefix("unused") })
    let rule = Shop.known.rules[0]
    #expect(ExplanationText.of(rule) == ExplanationText.of(Shop.noBranch) && rule.isDescription)
  }

  @Test func `mistakes are findings with their lines`() {
    #expect(wrong("{") == ["{ ‖ The vocabulary is no JSON: a name in quotes is missing"])
    #expect(wrong("[]") == ["[] ‖ This is no vocabulary: it does not say its `version`"])
    #expect(
      wrong(replacing: "\"version\": 1", with: "\"version\": 2") == [
        "\"version\": 2, ‖ The vocabulary has another version than 1, which this Journey reads"
      ])
    #expect(
      wrong(replacing: "\"name\": \"km\"", with: "\"name\": \"min\"") == [
        "{\"name\": \"min\", \"dimension\": \"distance\"}, ‖ `min` cannot be a unit"
      ])
    #expect(
      wrong(replacing: "\"name\": \"stock_left\"", with: "\"name\": \"count\"") == [
        "{ ‖ `count` is a word of the language already"
      ])
    #expect(
      wrong(replacing: "\"severity\": \"warning\"", with: "\"severity\": \"bad\"") == [
        "\"severity\": \"bad\", ‖ `bad` is no severity"
      ])
    #expect(
      wrong(replacing: "\"type\": \"score\"", with: "\"type\": \"scores\"").first?.hasSuffix(
        "Kind `branch`: There is no type `scores`") == true)
    #expect(
      wrong(replacing: "\"purpose advise\"", with: "\"purpose advise\\njourney Evil\"").first?.contains(
        "Kind `branch` is more than one section") == true)
    #expect(
      wrong(replacing: "\"path\": \"shop/channels\"", with: "\"path\": \"std/channels\"").first?.hasSuffix(
        "`std/channels` cannot be the path of a module") == true)
    #expect(
      wrong(replacing: "channel counter", with: "chanel counter").first?.contains(
        "Module `shop/channels`, line 1: ") == true)
    #expect(
      wrong(replacing: "\"summary\": \"How far it is.\"", with: "\"hint\": \"x\"").first?.hasSuffix(
        "`hint` is no part of a vocabulary here") == true)
  }

  @Test func `names that are taken, twice there or no names are told by the vocabulary itself`() {
    var vocabulary = HostVocabulary()
    vocabulary.unit("EUR", of: "distance")
    vocabulary.unit("mile", of: "number")
    vocabulary.unit("acre", of: "area", is: 0)
    vocabulary.function("touchpoints", "x") { () -> Int in 1 }
    vocabulary.function("f", "x", parameters: ["a", "b"]) { (a: Int) -> Int in a }
    vocabulary.function("F", "x") { () -> Int in 1 }
    vocabulary.kind(HostKind("stage"))
    vocabulary.rule(Rule(describing: "dead-end", .error, flags: "x", because: "y", source: "", bad: [], good: []))
    let titles = vocabulary.findings.map(\.title)
    #expect(titles.contains("`EUR` cannot be a unit") && titles.contains("`number` cannot be a dimension"))
    #expect(titles.contains("Unit `acre` is no part of its base") && titles.contains("No unit is the base of `area`"))
    #expect(titles.contains("`touchpoints` is a word of the language already"))
    #expect(titles.contains("`f` has 1 parameters, and not as many names"))
    #expect(titles.contains("Function `F` is registered twice"))
    #expect(titles.contains("Kind `stage`: `stage` is a kind of the language already"))
    #expect(titles.contains("There is a `dead-end` in the language already"))
    #expect(vocabulary.findings.allSatisfy { $0.code == "wrong-vocabulary" && !$0.help.isEmpty })
  }

  @Test func `any bytes give a vocabulary`() {
    let text = Array(Shop.vocabulary.file.utf8)
    for count in stride(from: 0, to: text.count, by: 7) {
      var damaged = text
      damaged[count] = damaged[count] ^ 0x15
      for bytes in [Array(text.prefix(count)), damaged] {
        let vocabulary = HostVocabulary(file: Source(name: "x", bytes: bytes))
        let engine = Engine(vocabulary: vocabulary)
        _ = engine.check(Source(name: "a.journey", text: Shop.script("  expect stock_left(\"A-1\") > 3 km")))
      }
    }
    let deep = String(repeating: "list of ", count: 100_000) + "text"
    #expect(!wrong(replacing: "\"type\": \"number\"", with: "\"type\": \"\(deep)\"").isEmpty)
  }

  @Test(.enabled(if: Validator.isThere, "python3 has no module `jsonschema` here"))
  func `what is written is valid, and no others`() {
    let text = Shop.vocabulary.file
    #expect(Validator.complaints([text, HostVocabulary().file], schema: "vocabulary.schema.json") == "")
    let wrong = [
      text.replacing("\"version\": 1", with: "\"version\": 2"), text.replacing("\"dimension\"", with: "\"of\""),
      text.replacing("\"required\": true", with: "\"required\": 1"),
      text.replacing("\"severity\": \"warning\"", with: "\"severity\": \"bad\""),
    ]
    let complaints = Validator.complaints(wrong, schema: "vocabulary.schema.json").split(separator: "\n")
    #expect(complaints.count == wrong.count)
    let model = ModelJSON.text(of: Shop.engine.check(Source(name: "a.journey", text: Shop.script())).model)
    #expect(Validator.complaints([model], schema: "model.schema.json") == "")
  }
}
