import Journey
import Testing

/// The tests that scripts hold: what they begin with, what they change, and what they expect.
struct ScriptTestTests {
  /// Three tests that pass, two that fail, one that cannot be tried.
  static let script = """
    channel store
    channel email

    journey Phone
      outcome Bought, success
      stage Purchase
        touchpoint Visit on store
          leads to Checkout
        touchpoint Checkout on store
          wait 5 min
          leads to Thanks for 80%
      stage Loyalty
        touchpoint Thanks on email
          leads to Bought

    scenario "Store only" of Phone
      without channel email

    test "as it is"
      expect probability(Bought) is 80%
      expect count(touchpoints) is 3

    test "a scenario"
      given "Store only"
      expect count(touchpoints) is 2
      expect count(channels) is 1
      expect finding stage-without-touchpoint on stage Loyalty

    test "a script of its own"
      given \"\"\"
        journey Small
          stage A
            touchpoint X on email
      \"\"\"
      expect X.channel has email
      with change touchpoint X
        wait 2 min
        expect wait is 2 min

    test "not so"
      expect count(stages) is 3
      expect finding thin-stage

    test "not told"
      expect Visit.wait < 5 min

    test "not to be tried"
      expect Vizit.wait < 5 min

    """

  private func results(_ text: String) -> [TestResult] { Engine().test(Source(name: "a.journey", text: text)) }

  private func text(_ test: String) -> [String] {
    let journey = "journey Phone\n  stage A\n    touchpoint T\n      wait 5 min\n"
    return results(journey + test).flatMap { $0.findings.map { "\($0.code): \($0.title)" } }
  }

  @Test func `each test is tried on its own`() {
    let outcomes = results(Self.script).map { result -> String in
      switch result.outcome {
      case .passed: "passed"
      case .failed(let findings): "failed \(findings.count)"
      case .broken(let findings): "broken \(findings.count)"
      }
    }
    #expect(outcomes == ["passed", "passed", "passed", "failed 2", "failed 1", "broken 1"])
  }

  @Test func `a failure shows the values of the parts, and stands in the test`() throws {
    let failed = try #require(results(Self.script).first { $0.name == "not so" })
    let first = try #require(failed.findings.first)
    #expect(first.title == "This does not hold: `count(stages) is 3`")
    #expect(first.related.map(\.message) == ["is 2"])
    #expect(failed.findings.last?.title == "This finding does not come: thin-stage")
  }

  @Test func `what cannot be told does not hold`() throws {
    let untold = try #require(results(Self.script).first { $0.name == "not told" })
    #expect(untold.findings.map(\.title) == ["This cannot be told: `Visit.wait < 5 min`"])
  }

  @Test func `only the tests that are wanted are tried`() {
    let source = Source(name: "a.journey", text: Self.script)
    #expect(Engine().test(source) { $0.hasPrefix("not") }.map(\.name) == ["not so", "not told", "not to be tried"])
  }

  @Test func `a test that expects nothing is no test`() {
    #expect(text("test X\n  without channel email\n") == ["missing-value: This test expects nothing"])
  }

  @Test func `two tests have two names`() {
    #expect(
      text("test X\n  expect count(stages) is 1\ntest x\n  expect count(stages) is 1\n")
        == ["declared-twice: Two tests have this name"])
  }

  @Test func `a rule that does not exist, and an item that does not, are said`() {
    #expect(
      text("test X\n  expect finding dead-ent\n  expect finding dead-end on stage B\n")
        == ["unknown-name: There is no rule `dead-ent`", "unknown-name: There is no stage B in this journey"])
  }

  @Test func `a finding is expected on the item that is named, not anywhere`() {
    let script = """
      channel web
      journey Phone
        outcome Bought, success
        stage A
          touchpoint One on web
            leads to Two for 50%
            leads to Three
          touchpoint Two on web
        stage B
          touchpoint Three on web
            leads to Bought
      test here
        expect finding dead-end on Two
      test elsewhere
        expect finding dead-end on One
      """
    #expect(results(script).map(\.isPassed) == [true, false])
    #expect(results(script)[1].findings.first?.related.map(\.message) == ["here dead-end speaks"])
  }

  @Test func `a rule that settings turn off may be expected all the same`() {
    let script = """
      project
        severity of dead-end is off
      journey Phone
        outcome Bought, success
        channel web
        stage A
          touchpoint One on web
            leads to Two for 50%
            leads to Three
          touchpoint Two on web
        stage B
          touchpoint Three on web
            leads to Bought
      test here
        expect finding dead-end on Two
      """
    #expect(results(script).map(\.isPassed) == [true])
    #expect(!Engine().check(Source(name: "a", text: script)).findings.contains { $0.code == "dead-end" })
  }

  @Test func `a diagnostic of the language may be expected, and then does not break the test`() {
    let script = "test X\n  given \"\"\"\n    journey A\n      stage B\n        touchpoint C on fax\n  \"\"\"\n"
    #expect(results(script + "  expect finding unknown-name\n").map(\.isPassed) == [true])
    #expect(results(script + "  expect finding dead-end\n").map(\.isPassed) == [false])
  }

  @Test func `what a test takes away is gone wherever the line stands`() {
    let script = """
      journey Phone
        channel email
        stage A
          touchpoint One on email
          touchpoint Two
      test X
        expect count(touchpoints) is 1
        with change touchpoint Two
          wait 1 min
        without channel email
        expect count(channels) is 0
      """
    #expect(results(script).flatMap(\.findings).isEmpty)
  }

  @Test func `an error in another test does not break this one`() {
    let script = """
      journey Phone
        stage A
          touchpoint One
      test good
        expect count(stages) is 1
      test bad
        expect cuont(stages) is 1
      """
    #expect(results(script).map(\.isPassed) == [true, false])
  }

  @Test func `several journeys ask which one is meant`() {
    let script = "journey A\n  stage X\njourney B\n  stage Y\n"
    #expect(
      results(script + "test T\n  expect count(stages) is 1\n").flatMap { $0.findings.map(\.title) }
        == ["This test does not say which journey it begins with"])
    #expect(results(script + "test T\n  given B\n  expect Y.name is \"Y\"\n").map(\.isPassed) == [true])
  }

  @Test func `many tests of a large script end, and say so`() throws {
    var limits = Limits()
    limits.steps = 5_000
    let journey = "journey A\n  stage X\n" + String(repeating: "    note \"x\"\n", count: 100)
    let tests = (0..<100).map { "test \"t\($0)\"\n  expect count(stages) is 1\n" }.joined()
    let results = Engine(limits: limits).test(Source(name: "a", text: journey + tests))
    #expect(results.count == 100)
    #expect(results[0].isPassed && !results[99].isPassed)
    #expect(results[99].findings.map(\.code) == ["too-much-work"])
  }

  // MARK: Reports

  @Test func `JUnit counts, and escapes what XML cannot hold`() {
    let script = """
      journey Phone
        stage A
      test "a < b & \\"c\\" ]]> \\u{1} :: %"
        expect name is "no\\n<way>"
      """
    let text = TestReport(results(script), files: 1).junit()
    #expect(text.contains("<testsuites name=\"journey\" tests=\"1\" failures=\"1\" errors=\"0\">"))
    #expect(
      text.contains("<testcase name=\"a &lt; b &amp; &quot;c&quot; ]]&gt; \u{FFFD} :: %\" classname=\"a.journey\">"))
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test func `no tests are said, and no files`() {
    #expect(TestReport([], files: 2).sentence == "There are no tests in these 2 files.")
    #expect(TestReport([], files: 1).text() == "There are no tests in this file.\n")
    #expect(TestReport([], files: 0).sentence == "No files to test.")
  }
}
