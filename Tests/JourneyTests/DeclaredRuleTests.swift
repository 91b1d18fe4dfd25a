import Journey
import Testing

/// Rules that a script declares: what they find, how they are set and waived, and what is said of a wrong one.
struct DeclaredRuleTests {
  private let journey = """
    journey Phone
      outcome Bought, success
      channel email
        mode digital
      channel store
        mode human
      stage Purchase
        touchpoint Visit on store
          wait 10 min
          leads to Checkout
        touchpoint Checkout on email
          purpose transact
          pain "Slow page", severe
          leads to Letter
        touchpoint Letter on email
          wait unknown
          leads to Bought
    """

  private func findings(
    _ rule: String, in journey: String? = nil, _ validator: JourneyRules.Validator = JourneyRules.Validator(rules: []),
    _ settings: [Setting] = []
  ) -> [Finding] {
    let engine = Engine(validator: validator, settings: ProjectSettings(settings))
    return engine.check(Source(name: "phone", text: (journey ?? self.journey) + "\n" + rule)).findings
  }

  private func titles(_ rule: String, in journey: String? = nil) -> [String] {
    findings(rule, in: journey).map { "\($0.severity) \($0.code): \($0.title)" }
  }

  // MARK: What a rule finds

  @Test func `a rule speaks of each item that it goes over and that does not meet it`() {
    #expect(
      titles("rule short-waits\n  every touchpoint\n  expect wait < 5 min")
        == ["warning short-waits: Visit does not meet `wait < 5 min`"])
    #expect(
      titles(
        "rule two-ways \"Channels answer\"\n  severity error\n  every channel where mode has digital\n  expect two-way")
        == ["error two-ways: email does not meet “Channels answer”"])
    for kind in ["journey", "stage", "touchpoint", "channel", "outcome"] {
      #expect(titles("rule titled\n  severity info\n  every \(kind)\n  expect title is \"X\"") == [])
      #expect(!titles("rule called\n  severity info\n  every \(kind)\n  expect name is \"X\"").isEmpty, "\(kind)")
    }
  }

  @Test func `a rule says in its own words what is wrong, why, and what to do`() throws {
    let found = findings(
      """
      rule human-after-pain "Every severe pain is followed by a person"
        severity info
        because "pain that nobody hears makes people leave"
        every touchpoint where some(pains where severity is severe)
        expect some(next where channel.mode has human)
        otherwise "{touchpoint} hurts, and no person picks it up"
        suggest "lead from {touchpoint} to a human channel"
      """)
    let finding = try #require(found.first)
    #expect(found.count == 1 && finding.isRule && finding.severity == .info)
    #expect(finding.title == "Checkout hurts, and no person picks it up")
    #expect(finding.why == "Pain that nobody hears makes people leave.")
    #expect(finding.help == "Lead from Checkout to a human channel.")
    #expect(finding.item?.path == "Phone › Purchase › Checkout")
    #expect(finding.related.map(\.message) == ["is no", "is Letter"])
  }

  @Test func `what is not known does not count as failed`() {
    // Letter's wait is unknown, and Checkout says nothing of one.
    #expect(titles("rule waits\n  every touchpoint\n  expect wait > 1 h").count == 1)
    #expect(titles("rule efforts\n  every touchpoint\n  expect effort < 3") == [])
  }

  @Test func `a value of a rule is each item's own`() {
    let rule = "rule sums\n  let total = wait + 1 min\n  every touchpoint where total > 0 min\n  expect total < 5 min"
    let quick = journey.replacing("wait unknown", with: "wait 1 min")
    #expect(titles(rule, in: quick) == ["warning sums: Visit does not meet `total < 5 min`"])
  }

  @Test func `what journeys share is looked at once`() {
    let script = """
      channel store
      journey A
        stage S
          touchpoint T on store
      journey B
        stage S
          touchpoint T on store
      """
    #expect(titles("rule ways\n  every channel\n  expect two-way", in: script).count == 1)
    #expect(titles("rule important\n  every touchpoint\n  expect important", in: script).count == 2)
  }

  @Test func `rules of an imported file apply, and their examples stay there`() {
    let rules = """
      rule short-waits
        every touchpoint
        expect wait < 5 min
        example good \"""
          journey J
            stage S
              touchpoint T
                wait 1 h
          \"""
      """
    let loader = Loader { _, _ in .source(Source(name: "rules", text: rules)) }
    let engine = Engine(validator: JourneyRules.Validator(rules: []), loader: loader)
    let check = engine.check(Source(name: "phone", text: "import \"rules.journey\"\n" + journey))
    #expect(check.findings.map(\.code) == ["short-waits"])
    #expect(check.findings.map(\.place.file) == ["phone"])
    #expect(check.findings[0].related.map(\.place.file) == ["rules"])
    func codes(_ line: String) -> [String] {
      let more = rules + "\nrule important\n  every touchpoint\n  expect important"
      let loader = Loader { _, _ in .source(Source(name: "rules", text: more)) }
      return Engine(validator: JourneyRules.Validator(rules: []), loader: loader).check(
        Source(name: "phone", text: line + "\n" + journey)
      ).findings.map(\.code)
    }
    #expect(Set(codes("import \"rules.journey\"")) == ["short-waits", "important"])
    #expect(codes("import short-waits from \"rules.journey\"") == ["short-waits"])
    #expect(codes("import short from \"rules.journey\"") == ["unknown-name"])
  }

  @Test func `a test expects the finding of a rule of the script, and a scenario is looked at as well`() {
    let script =
      journey + """

        rule short-waits
          every touchpoint
          expect wait < 5 min
        scenario Quick of Phone
          change touchpoint Visit
            wait 1 min
        test "Visits take long"
          expect finding short-waits on touchpoint Visit
        test "Quick visits do not"
          given Quick
          expect finding short-waits
        """
    let source = Source(name: "phone", text: script)
    #expect(Engine().test(source).map(\.isPassed) == [true, false])
    func isFound(_ selection: Model.Selection) -> Bool {
      Engine().check(source, selection).findings.contains { $0.code == "short-waits" }
    }
    #expect(isFound(.own) && !isFound(.scenario("Quick")))
  }

  // MARK: The same as a built-in rule

  private let short = "rule short-waits\n  every touchpoint\n  expect wait < 5 min"

  @Test func `it is on in every profile, and settings weigh it`() {
    for profile in JourneyRules.Validator.Profile.allCases {
      #expect(findings(short, JourneyRules.Validator(profile)).contains { $0.code == "short-waits" })
    }
    func severities(_ settings: [Setting]) -> [Severity] {
      findings(short, JourneyRules.Validator(), settings).filter { $0.code == "short-waits" }.map(\.severity)
    }
    #expect(severities([Setting(.severity(of: "short-waits", .error))]) == [.error])
    #expect(severities([Setting(.severity(of: "short-waits", nil))]) == [])
    #expect(severities([Setting(.severity(of: "short-waits", nil), on: ItemName("Visit"))]) == [])
    #expect(severities([Setting(.severity(of: "short-waits", nil), on: ItemName("Letter"))]) == [.warning])
    let own = "\nproject\n  severity of short-waits is error"
    #expect(findings(short + own).map(\.severity) == [.error])
  }

  @Test func `it can be waived, and a waiver that waives nothing is found`() {
    let line = "    allow short-waits because \"The till is slow\"\n    touchpoint Visit"
    let script = journey.replacing("    touchpoint Visit", with: line)
    let check = Engine().check(Source(name: "phone", text: script + "\n" + short))
    #expect(check.waived.map(\.finding.code) == ["short-waits"])
    #expect(!check.findings.contains { $0.code == "short-waits" || $0.code == "unused-waiver" })
    let mended = Engine().check(
      Source(name: "phone", text: script.replacing("wait 10 min", with: "wait 1 min") + "\n" + short))
    #expect(mended.findings.contains { $0.code == "unused-waiver" })
    let slip = Engine().check(
      Source(name: "phone", text: script.replacing("short-waits", with: "short-wait") + "\n" + short))
    #expect(slip.findings.contains { $0.code == "unknown-name" && $0.fix?.edits.first?.replacement == "short-waits" })
  }

  @Test func `a setting of a rule that no script declares is an error, and one of a script's rule has no figures`() {
    let project = "\nproject\n  severity of long-waits-at-tills is off\n  set wait of short-waits to 3"
    #expect(findings(short + project).map(\.code) == ["short-waits", "unknown-name", "unknown-name"])
    let reading = ProjectSettings.reading(
      Tree(Source(name: "p", text: "project\n  severity of house-rule is off\n  severity of ded-end is off")))
    // Where some scripts only are known, one of the others may declare it; a slip is a slip.
    #expect(reading?.findings.count == 2)
    #expect(reading?.findings(besides: ["house-rule"]).count == 1)
    #expect(reading?.findings(besides: [], isWhole: false).map(\.help) == ["Did you mean `dead-end`?"])
  }

  @Test func `it is explained like any other`() throws {
    let rule =
      "rule short-waits \"Nobody waits\"\n  every touchpoint\n  expect wait < 5 min\n  because \"people leave\""
    let model = Engine().check(Source(name: "phone", text: journey + "\n" + rule)).model
    let text = ExplanationText.of(try #require(Rule.declared(in: model).first))
    #expect(text.contains("Nobody waits.") && text.contains("Why: People leave.") && text.contains("phone, line 18"))
  }

  // MARK: Silence

  @Test func `it is silent where its journey cannot be read, and a slip in a rule silences nothing else`() {
    let broken = journey.replacing("leads to Letter", with: "leds to Letter")
    #expect(!titles(short, in: broken).contains { $0.contains("short-waits") })
    let slip = "rule slip\n  every touchpoint\n  expect chanel has email"
    #expect(findings(short + "\n" + slip).map(\.code) == ["short-waits", "unknown-name"])
    // The built-in rules that look at all of a journey speak as well.
    let others = findings("", JourneyRules.Validator(.strict)).map(\.code)
    #expect(others.count > 5)
    #expect(findings(slip, JourneyRules.Validator(.strict)).map(\.code).filter { $0 != "unknown-name" } == others)
  }

  @Test func `a slip is found where the rule goes over nothing, or finds nothing`() {
    #expect(
      findings("rule a\n  every touchpoint where important\n  expect chanel has email").map(\.code) == ["unknown-name"])
    #expect(
      findings("rule a\n  every touchpoint\n  expect name is not \"X\"\n  otherwise \"{tuchpoint} is X\"").map(\.code)
        == ["unknown-name"])
  }

  // MARK: Wrong rules

  @Test(arguments: [
    ("rule a", "missing-value"), ("rule a\n  every stage", "missing-value"),
    ("rule a\n  expect important", "missing-value"),
    ("rule a\n  every stage\n  every stage\n  expect name is name", "attribute-twice"),
    ("rule a\n  every stage\n  expect name is name\n  expect name is name", "attribute-twice"),
    ("rule a\n  severity bad\n  every stage\n  expect name is name", "unknown-choice"),
    ("rule a\n  severity off\n  every stage\n  expect name is name", "unknown-choice"),
    ("rule a\n  because 3\n  every stage\n  expect name is name", "wrong-kind-of-value"),
    ("rule a\n  every stage\n  expect name", "wrong-kind-of-value"),
    ("rule a\n  every stage\n  expect name is name\n  allow dead-end because \"x\"", "outside-its-place"),
    ("rule dead-end\n  every stage\n  expect name is name", "reserved-name"),
    ("rule not-true\n  every stage\n  expect name is name", "reserved-name"),
    ("rule \"Two words\"\n  every stage\n  expect name is name", "wrong-kind-of-value"),
    (
      "rule a\n  every stage\n  expect name is name\nrule A\n  every stage\n  expect name is name",
      "declared-twice"
    ),
    ("rule a\n  every stage\n  expect name is name\n  example good 3", "wrong-kind-of-value"),
  ])
  func `a wrong rule has one finding, with what to do`(rule: String, code: String) {
    let found = findings(rule)
    #expect(found.map(\.code) == [code], "\(rule)\n\(found.map(\.title))")
    #expect(found.allSatisfy { !$0.help.isEmpty && $0.severity == .error })
  }

  // MARK: Examples

  private func example(_ word: String, wait: String) -> String {
    """
    rule short-waits
      every touchpoint
      expect wait < 5 min
      example \(word) \"""
        journey Small
          stage Purchase
            touchpoint Till
              wait \(wait)
        \"""
    """
  }

  private let calm = "journey Phone\n  stage Purchase\n    touchpoint Visit\n      wait 1 min"

  @Test func `examples are tried`() {
    #expect(findings(example("good", wait: "3 min"), in: calm).isEmpty)
    #expect(findings(example("bad", wait: "30 min"), in: calm).isEmpty)
    #expect(findings(example("bad", wait: "3 min"), in: calm).map(\.code) == ["wrong-example"])
    #expect(findings(example("good", wait: "30 min"), in: calm).map(\.code) == ["wrong-example"])
  }

  @Test func `what is found in an example is shown where it stands`() throws {
    let script = calm + "\n" + example("good", wait: "30 min")
    let finding = try #require(
      Engine(validator: JourneyRules.Validator(rules: [])).check(Source(name: "a", text: script)).findings.first)
    let source = Source(name: "a", text: script)
    #expect(source.text(finding.place.range) == "example good")
    #expect(finding.related.map { source.text($0.place.range) } == ["touchpoint Till"])
    let slip = findings(example("bad", wait: "3 minutez"), in: calm + "\n")
    #expect(slip.allSatisfy { $0.code != "wrong-example" } && !slip.isEmpty)
  }

  @Test func `examples of many rules take no more work than is left`() {
    let rules = (0..<60).map { number in
      example("good", wait: "for each").replacing("rule short-waits", with: "rule r\(number)")
        .replacing("wait for each", with: "for each x in (1, 2, 3, 4)\nnote \"{x}\"\nend")
    }
    var limits = Limits()
    limits.steps = 3_000
    let check = Engine(limits: limits, validator: JourneyRules.Validator(rules: [])).check(
      Source(name: "a", text: calm + "\n" + rules.joined(separator: "\n")))
    #expect(check.findings.contains { $0.code == "too-much-work" })
  }
}
