import JourneyModel
import JourneyRules
import JourneySyntax
import Testing

/// What a run asks of the rules: the last layer, above all settings.
struct RuleChoicesTests {
  /// A dead end, a stage on one channel, and a rule of its own.
  private let script = """
    journey Phone
      channel store
      channel web
      outcome Bought
      stage Order
        touchpoint Call on web
        touchpoint Form on store
          leads to Checkout
      stage Purchase
        touchpoint Checkout on store
          leads to Bought
    rule many-channels "Every stage has many channels"
      severity info
      because "Somebody has to look"
      every stage
      expect count(channels) > 5
    """

  private func patterns(_ names: [String]) -> [RulePattern] { names.map { RulePattern($0) } }

  private func choices(only: [String] = [], skip: [String] = [], _ weights: [(String, Severity?)] = []) -> RuleChoices {
    RuleChoices(
      only: patterns(only), skipped: patterns(skip),
      weights: weights.map { RuleChoices.Weight(RulePattern($0.0), $0.1) }, origin: "a test")
  }

  private func verdict(
    _ choices: RuleChoices, _ script: String? = nil, profile: Validator.Profile = .recommended,
    settings: [Setting] = [], rules: [Rule]? = nil
  ) -> Validator.Verdict {
    let (model, language) = Model.evaluating(Tree(Source(name: "a", text: script ?? self.script)))
    let validator =
      rules.map { Validator(rules: $0, choices: choices) } ?? Validator(profile, choices: choices)
    let applied = AppliedSettings(ProjectSettings(settings), for: "a", validator)
    return validator.verdict(on: model, besides: language, applied)
  }

  private func codes(
    _ choices: RuleChoices, _ script: String? = nil, profile: Validator.Profile = .recommended, settings: [Setting] = []
  ) -> [String] {
    Set(verdict(choices, script, profile: profile, settings: settings).findings.map { "\($0.severity) \($0.code)" })
      .sorted()
  }

  @Test func `only the chosen rules look`() {
    #expect(codes(choices(only: ["dead-end"])) == ["warning dead-end"])
    #expect(codes(choices(only: ["DEAD-END", "many-channels"])) == ["info many-channels", "warning dead-end"])
    #expect(codes(choices(only: ["dead-*"])) == ["warning dead-end"])
    #expect(codes(choices(only: ["layer-*"])) == [])
  }

  @Test func `what was chosen looks, whatever turns it off`() {
    let owner = "touchpoint-without-owner"
    #expect(codes(choices(only: [owner]), profile: .draft) == ["info \(owner)"])
    let off = [
      Setting(.severity(of: "dead-end", nil)), Setting(.severity(of: "dead-end", nil), on: ItemName("Call")),
      Setting(.severity(of: "many-channels", nil)),
    ]
    #expect(codes(choices(), settings: off).allSatisfy { !$0.hasSuffix("dead-end") && !$0.hasSuffix("many-channels") })
    #expect(codes(choices(only: ["dead-end"]), settings: off) == ["warning dead-end"])
    #expect(codes(choices(only: ["many-channels"]), settings: off) == ["info many-channels"])
  }

  @Test func `what was chosen keeps its severity and its figures`() {
    let settings = [
      Setting(.severity(of: "dead-end", .info)), Setting(.severity(of: "dead-end", .error), on: ItemName("Call")),
    ]
    #expect(codes(choices(only: ["dead-end"]), settings: settings) == ["error dead-end"])
    let draft = [Setting(.severity(of: "dead-end", .info))]
    #expect(codes(choices(only: ["dead-end"]), profile: .draft, settings: draft) == ["info dead-end"])
  }

  @Test func `a severity wins over all settings, and turns on what is off`() {
    let settings = [Setting(.severity(of: "dead-end", .error), on: ItemName("Call"))]
    #expect(codes(choices([("dead-end", .info)]), settings: settings).contains("info dead-end"))
    #expect(codes(choices([("dead-end", .error)]), profile: .draft).contains("error dead-end"))
    #expect(codes(choices([("many-channels", .error)])).contains("error many-channels"))
    #expect(!codes(choices([("dead-end", nil)])).contains("warning dead-end"))
    #expect(codes(choices([("dead-end", .error), ("dead-*", .info)])).contains("info dead-end"))
  }

  @Test func `skipping wins over weighing, and weighing over looking`() {
    #expect(codes(choices(only: ["dead-end"], skip: ["dead-*"])) == [])
    #expect(codes(choices(skip: ["*"], [("dead-end", .error)])) == [])
    #expect(codes(choices(only: ["dead-end"], [("dead-end", .error), ("thin-stage", .error)])) == ["error dead-end"])
    #expect(codes(choices(only: ["dead-end"], [("dead-end", nil)])) == [])
  }

  @Test func `a rule of the host is chosen like any other`() {
    let mine = Rule(
      "my-rule", .warning, flags: "all", because: "it can", source: "a test", bad: [], good: []
    ) { journey in
      journey.journey.stages.map {
        Finding("my-rule", isRule: true, .warning, "Mine", at: journey.model.place(of: $0))
      }
    }
    #expect(verdict(choices(only: ["my-*"]), rules: [mine, .deadEnd]).findings.map(\.title) == ["Mine", "Mine"])
    let others = verdict(choices(skip: ["my-rule"]), rules: [mine, .deadEnd]).findings
    #expect(!others.isEmpty && !others.contains { $0.title == "Mine" })
  }

  // MARK: Waivers

  private func waiving(_ lines: String) -> String {
    script.replacing("touchpoint Call on web", with: "touchpoint Call on web\n      " + lines)
  }

  @Test func `a waiver is not called unused since its rule was left out`() {
    let used = waiving("allow dead-end because \"x\"")
    let unused = waiving("allow dead-end because \"x\"\n      allow bad-duration because \"x\"")
    for choices in [
      choices(skip: ["dead-end"]), choices(only: ["unused-waiver"]), choices([("dead-end", nil)]),
      choices(only: ["unused-waiver", "bad-duration"]), choices(skip: ["bad-duration"]),
    ] {
      #expect(!codes(choices, used).contains("warning unused-waiver"))
      #expect(verdict(choices, unused).findings.count { $0.code == "unused-waiver" } == 1)
    }
    #expect(codes(choices(only: ["dead-end"]), unused) == [])
  }

  @Test func `where waivers are ignored, all is told but what concerns them`() {
    var all = RuleChoices(ignoresWaivers: true)
    let text = waiving("allow dead-end because \"x\"\n      allow bad-duration because \"x\"")
    #expect(codes(all, text) == codes(choices()))
    #expect(verdict(all, text).waived.isEmpty)
    all.only = [RulePattern("dead-end")]
    #expect(codes(all, text) == ["warning dead-end"])
    #expect(codes(all, waiving("allow ded-end because \"x\"")) == ["error unknown-name", "warning dead-end"])
  }
}
