import JourneyModel
import JourneyRules
import JourneySyntax
import Testing

/// `allow`: what it waives, for how long, and what is said of the waiver itself.
struct WaiverTests {
  /// A journey with one dead end, "Call", and lines in the journey, the stage and the touchpoint.
  private func script(journey: String = "", stage: String = "", touchpoint: String = "") -> String {
    """
    journey Phone
      owner "Shops"
      \(journey)
      channel store
      channel web
      outcome Bought
      stage Order
        \(stage)
        touchpoint Call on web
          \(touchpoint)
        touchpoint Form on store
          leads to Checkout
      stage Purchase
        touchpoint Checkout on store
          leads to Bought
    """
  }

  private let rules: [Rule] = [.deadEnd, .expiredWaiver, .unusedWaiver]

  private func verdict(_ script: String, today: String? = "2026-11-21", settings: [Setting] = []) -> Validator.Verdict {
    let (model, language) = Model.evaluating(Tree(Source(name: "a", text: script)))
    let validator = Validator(rules: rules, today: today.flatMap { Day($0) })
    let applied = AppliedSettings(ProjectSettings(settings), for: "a", validator)
    return validator.verdict(on: model, besides: language, applied)
  }

  @Test func `what a journey waives need not be found in what a scenario makes of it`() {
    let journey = script(journey: "allow dead-end because \"x\"")
    let scenario = "\nscenario S of Phone\n  without touchpoint Call\n"
    func said(_ text: String) -> [String] {
      let (model, language) = Model.evaluating(Tree(Source(name: "a", text: text)), .scenario("S"))
      return Validator(rules: rules).findings(in: model, besides: language).map(\.code)
    }
    #expect(said(journey + scenario) == [])
    #expect(said(script() + scenario + "  allow dead-end because \"x\"\n") == ["unused-waiver"])
  }

  private func codes(_ script: String, today: String? = "2026-11-21", settings: [Setting] = []) -> [String] {
    verdict(script, today: today, settings: settings).findings.map(\.code)
  }

  @Test func `without a waiver there is a finding`() { #expect(codes(script()) == ["dead-end"]) }

  @Test func `a waiver is for the item it stands in, and for what stands in that`() {
    let line = "allow dead-end because \"Asked by the store\""
    for text in [script(journey: line), script(stage: line), script(touchpoint: line)] {
      let verdict = verdict(text)
      #expect(verdict.findings.map(\.code) == [])
      #expect(verdict.waived.map(\.finding.code) == ["dead-end"])
      #expect(verdict.waived.map(\.reason) == ["Asked by the store"])
    }
    let elsewhere = script() + "\n      " + line
    #expect(codes(elsewhere) == ["dead-end", "unused-waiver"])
  }

  @Test(arguments: [
    "Call", "touchpoint Call", "Order.Call", "touchpoint Order.Call", "stage Order", "Order", "journey Phone",
    "\"call\"",
  ])
  func `a waiver is for the item that it names`(name: String) {
    #expect(codes(script(journey: "allow dead-end on \(name) because \"x\"")) == [])
  }

  @Test func `a waiver of another item waives nothing, and is found`() {
    #expect(codes(script(journey: "allow dead-end on Purchase because \"x\"")) == ["dead-end", "unused-waiver"])
  }

  @Test func `a grouped finding is waived by any of its places`() {
    let text = """
      journey Phone
        channel store
        outcome Bought
        stage A
          important
          touchpoint T on store
            leads to U
        stage B
          important
          allow single-channel-stage because "x"
          touchpoint U on store
            leads to Bought
      """
    let (model, language) = Model.evaluating(Tree(Source(name: "a", text: text)))
    let verdict = Validator(rules: [.singleChannelStage, .unusedWaiver]).verdict(
      on: model, besides: language,
      AppliedSettings(ProjectSettings(), for: "a", Validator(rules: [.singleChannelStage, .unusedWaiver])))
    #expect(verdict.findings.map(\.code) == [])
    #expect(verdict.waived.count == 1)
  }

  @Test func `a waiver holds through its last day`() {
    let text = script(journey: "allow dead-end because \"x\" until 2026-11-21")
    #expect(codes(text, today: "2026-11-21") == [])
    #expect(codes(text, today: "2026-11-22") == ["dead-end", "expired-waiver"])
    #expect(verdict(text, today: "2026-11-22").findings.last?.fix?.title == "Take the line out")
    let idle = text.replacing("touchpoint Call on web", with: "touchpoint Call on web\n      leads to Form")
    #expect(codes(idle, today: "2026-11-22") == ["expired-waiver"])
    #expect(verdict(idle, today: "2026-11-22").findings[0].help.hasPrefix("Take the line out"))
  }

  @Test func `of two waivers for one item the one that lasts longer counts, and the other is found`() {
    let lines = "allow dead-end because \"x\" until 2026-01-01\n allow dead-end because \"y\" until 2027-01-01"
    let renewed = verdict(script(journey: lines))
    #expect(renewed.findings.map(\.code) == ["expired-waiver"])
    #expect(renewed.waived.map(\.reason) == ["y"])
    let twice = "allow dead-end because \"x\"\n allow dead-end because \"y\""
    #expect(codes(script(journey: twice)) == ["unused-waiver"])
  }

  @Test func `thousands of waivers and settings of thousands of findings end soon`() {
    let lines = (0..<2_000).map { "allow dead-end on \"T\($0)\" because \"x\"\n allow dead-end because \"y\"" }
    let touchpoints = (0..<2_000).map { "    touchpoint \"T\($0)\" on web\n" }.joined()
    let text = script(journey: lines.joined(separator: "\n ")).replacing(
      "  stage Purchase", with: touchpoints + "  stage Purchase")
    let settings = (0..<2_000).map {
      Setting(.severity(of: "dead-end", .error), on: ItemName("T\($0)"))
    }
    let verdict = verdict(text, settings: settings)
    #expect(verdict.waived.count == 2_001)
    #expect(verdict.waived.filter { $0.finding.severity == .error }.count == 2_000)
  }

  @Test func `without a day dates are not compared, which is said once`() {
    let line = "allow dead-end because \"x\" until 2026-01-01"
    let found = verdict(script(journey: line, stage: line), today: nil)
    #expect(found.findings.map(\.code) == ["unknown-today"])
    #expect(found.findings.map(\.severity) == [.info])
    #expect(codes(script(journey: "allow dead-end because \"x\""), today: nil) == [])
  }

  @Test func `the explanation of a day that is not known shows one`() {
    let explanation = Explanation.of(.unknownToday)
    #expect(codes(explanation.wrong.replacing("↓", with: ""), today: nil) == ["unknown-today"])
    #expect(codes(explanation.right, today: nil) == [])
  }

  @Test func `a waiver of a rule that is off is used where the rule would find something`() {
    let off = [Setting(.severity(of: "dead-end", nil))]
    #expect(codes(script(journey: "allow dead-end because \"x\""), settings: off) == [])
    #expect(codes(script(journey: "allow too-complex because \"x\"")) == ["dead-end", "unused-waiver"])
  }

  @Test func `a block repeats a waiver for each of its items`() {
    let text = """
      journey Phone
        channel email
        channel sms
        stage A
          for each way in email, sms
            touchpoint "Reminder by {way}" on way
              allow dead-end because "x"
          end
        stage B
          touchpoint T on email
            leads to exit
      """
    #expect(verdict(text).waived.count == 2)
    #expect(codes(text) == [])
    let line = "allow dead-end because \"x\""
    let one = text.replacing(line, with: "note \"x\"").replacing(
      "  channel email\n", with: "  allow dead-end on \"Reminder by sms\" because \"x\"\n  channel email\n")
    #expect(verdict(one).waived.map(\.finding.item?.path) == ["Phone › A › \"Reminder by sms\""])
    #expect(codes(one) == ["dead-end"])
  }

  @Test func `a waiver in a block that waives nothing can be taken out`() throws {
    let line = "allow dead-end because \"x\""
    for until in ["", " until 2026-11-20"] {
      let text = script(touchpoint: "for each way in email, sms\n    \(line)\(until)\n    end").replacing(
        "touchpoint Call on web", with: "touchpoint Call on web\n      leads to Form")
      let fixes = verdict(text).findings.compactMap(\.fix)
      #expect(fixes.count == 1)
      let edit = try #require(fixes.first?.edits.first)
      var bytes = Array(text.utf8)
      bytes.replaceSubrange(edit.place.range.lower..<edit.place.range.upper, with: edit.replacement.utf8)
      let mended = String(decoding: bytes, as: UTF8.self)
      #expect(!mended.contains("allow"))
      #expect(codes(mended) == [])
    }
  }

  @Test(arguments: ["", " until 2026-11-20"])
  func `what is waived in a module is found where it is imported`(until: String) {
    let module = "channel store\n  allow dead-end because \"x\"\(until)\n"
    let findings = verdict(module).findings
    #expect(findings.map(\.code) == (until.isEmpty ? [] : ["expired-waiver"]))
    #expect(findings.allSatisfy { $0.fix?.title == "Take the line out" })
  }

  @Test func `a waiver in a block that does not count waives nothing`() {
    let text = script(touchpoint: "if 1 is 2\n allow dead-end because \"x\"\n end")
    #expect(codes(text) == ["dead-end"])
  }

  @Test(arguments: [
    ("allow dead-end because \"\"", "missing-reason"), ("allow dead-end because \" \"", "missing-reason"),
    ("allow dead-end because 3", "wrong-kind-of-value"), ("allow ded-end because \"x\"", "unknown-name"),
    ("allow unknown-name because \"x\"", "unknown-name"), ("allow dead-end on Nobody because \"x\"", "unknown-name"),
    ("allow dead-end because \"x\" until 3 days", "wrong-kind-of-value"),
    ("allow dead-end because \"x\" until 2026-02-30", "out-of-range"), ("allow dead-end", "missing-reason"),
    ("allow dead-end, thin-stage because \"x\"", "unexpected-text"), ("allow dead-end \"x\"", "incomplete-phrase"),
    ("allow dead-end until 2026-12-01 because \"x\"", "unexpected-text"),
  ])
  func `a slip has one message, which says what to do`(line: String, code: String) {
    let text = script(journey: line)
    let (_, language) = Model.evaluating(Tree(Source(name: "a", text: text)))
    let problems = (language + verdict(text).findings).filter { !$0.isRule }
    #expect(problems.map(\.code) == [code], "\(problems.map(\.title))")
    #expect(problems.allSatisfy { $0.severity == .error && !$0.help.isEmpty })
  }

  @Test func `a name that several items have is ambiguous`() {
    let text = script(journey: "allow dead-end on Twice because \"x\"") + "\n    touchpoint Twice on web\n  stage Twice"
    let found = verdict(text).findings.filter { $0.code == "ambiguous-name" }
    #expect(found.map(\.help) == ["Write `touchpoint Purchase.Twice` or `stage Twice`."])
  }

  @Test func `a waiver stands in an item, not beside the journeys`() {
    let (_, language) = Model.evaluating(Tree(Source(name: "a", text: "allow dead-end because \"x\"\n" + script())))
    #expect(language.map(\.code) == ["outside-its-place"])
  }
}
