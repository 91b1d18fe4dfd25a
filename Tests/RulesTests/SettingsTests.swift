import JourneyModel
import JourneyRules
import JourneySyntax
import Testing

/// The settings of a project: what they say, what they change, and what is wrong with them.
struct SettingsTests {
  /// One finding of the profile `recommended`, on the second stage.
  private let script = """
    journey Phone
      channel store
      channel web
      outcome Bought
      stage Order
        touchpoint Call on web
          leads to Bought
      stage Purchase
        touchpoint Form on store
          leads to Checkout
        touchpoint Checkout on store
          leads to Bought
    """

  private func findings(_ lines: String, profile: Validator.Profile? = nil, at path: String = "phone.journey") throws
    -> [Finding]
  {
    let settings = try read(lines)
    let (model, language) = Model.evaluating(Tree(Source(name: "phone.journey", text: script)))
    let validator = Validator(profile)
    return validator.verdict(on: model, besides: language, AppliedSettings(settings, for: path, validator)).findings
  }

  private func read(_ lines: String) throws -> ProjectSettings {
    let read = try #require(ProjectSettings.reading(tree(lines)))
    #expect(read.findings.map(\.title) == [])
    return read.settings
  }

  private func tree(_ lines: String) -> Tree {
    let body = lines.split(separator: "\n").map { "  \($0)\n" }.joined()
    return Tree(Source(name: "project.journey", text: "project\n" + body))
  }

  private func problems(_ lines: String) -> [Finding] {
    let tree = tree(lines)
    return tree.findings + (ProjectSettings.reading(tree)?.findings ?? [])
  }

  private func codes(_ lines: String, profile: Validator.Profile? = nil, at path: String = "phone.journey") throws
    -> [String]
  {
    try findings(lines, profile: profile, at: path).map { "\($0.severity) \($0.code)" }
  }

  @Test func `without a project section there are no settings`() {
    #expect(ProjectSettings.reading(Tree(Source(name: "a", text: script))) == nil)
  }

  @Test func `the profile of the settings applies where the call names none`() throws {
    let usual = try codes("")
    #expect(usual.contains("warning single-channel-stage"))
    #expect(try codes("profile draft") == [])
    #expect(try codes("profile strict").count > usual.count)
    #expect(try codes("profile strict", profile: .draft) == [])
  }

  @Test func `a severity weighs a rule's findings, or turns the rule off or on`() throws {
    #expect(try codes("severity of single-channel-stage is error").contains("error single-channel-stage"))
    #expect(try !codes("severity of single-channel-stage is off").contains { $0.hasSuffix("single-channel-stage") })
    let on = try codes("profile draft\nseverity of touchpoint-without-owner is warning")
    #expect(Set(on) == ["warning touchpoint-without-owner"])
  }

  @Test func `a setting for some scripts leaves the others alone`() throws {
    let line = "severity of single-channel-stage is error in \"markets/de\""
    #expect(try codes(line, at: "markets/de/a.journey").contains("error single-channel-stage"))
    #expect(try codes(line, at: "markets/fr/a.journey").contains("warning single-channel-stage"))
  }

  @Test(arguments: [
    ("stage Purchase", true), ("Purchase", true), ("journey Phone", true), ("stage Order", false),
    ("touchpoint Purchase", false), ("\"stage\"", false),
  ])
  func `a severity on an item is for the item and what stands in it`(item: String, isOff: Bool) throws {
    let found = try codes("severity of single-channel-stage is off on \(item)")
    #expect(found.contains("warning single-channel-stage") == !isOff)
  }

  @Test func `a rule that is on for one item is silent on the others`() throws {
    let found = try findings("profile draft\nseverity of touchpoint-without-owner is info on stage Order")
    #expect(found.map(\.item?.path) == ["Phone › Order › Call"])
  }

  @Test func `the later setting wins`() throws {
    let lines = "severity of single-channel-stage is error\nseverity of single-channel-stage is info on stage Purchase"
    #expect(try codes(lines).contains("info single-channel-stage"))
  }

  @Test func `a figure moves the bar of its rule`() throws {
    #expect(try !codes("set touchpoints of single-channel-stage to 3").contains("warning single-channel-stage"))
    let lines = "severity of too-complex is warning\nset touchpoints of too-complex to 2"
    #expect(try codes(lines).contains("warning too-complex"))
    #expect(try !codes(lines + " in \"drafts\"").contains("warning too-complex"))
  }

  @Test func `every figure of every rule can be set to its default and to both ends of its range`() throws {
    for rule in Rule.all {
      for parameter in rule.parameters {
        for value in [parameter.value, parameter.range.lowerBound, parameter.range.upperBound] {
          let lines =
            "severity of \(rule.name) is info\nset \(parameter.name) of \(rule.name) to \(parameter.text(value))"
          #expect(try read(lines).settings.last?.change == .parameter(parameter.name, of: rule.name, value))
          _ = try findings(lines)
        }
      }
    }
  }

  @Test func `what a host sets beyond a figure's range is kept within`() throws {
    let settings = ProjectSettings(
      Rule.all.flatMap { rule in
        rule.parameters.flatMap {
          [Setting(.parameter($0.name, of: rule.name, .max)), Setting(.parameter($0.name, of: rule.name, .min))]
        }
      } + StrengthWeights.Quality.allCases.map { Setting(.weight(of: $0, .max)) })
    let validator = Validator(.strict)
    let applied = AppliedSettings(settings, for: "", validator)
    let (model, language) = Model.evaluating(Tree(Source(name: "a", text: script)), weights: applied.weights)
    #expect(!validator.verdict(on: model, besides: language, applied).findings.isEmpty)
  }

  @Test func `a setting reads back as the line that it is written as`() throws {
    let lines = """
      profile strict
      severity of dead-end is off in "markets/d\\"e" on Purchase."Store visit"
      severity of dead-end is info on touchpoint Checkout
      set touchpoints of too-complex to 60 in "a/**"
      set strength of touchpoint-weak to 40%
      set weight of answered-pains to 0
      exclude "drafts"
      """
    #expect(try read(lines).settings.map(\.text).joined(separator: "\n") == lines)
  }

  // MARK: What is wrong

  @Test(arguments: [
    ("profile strikt", "unknown-choice", "strikt"), ("severity of ded-end is error", "unknown-name", "ded-end"),
    ("severity of unknown-name is off", "unknown-name", "unknown-name"),
    ("severity of dead-end is note", "unknown-choice", "note"),
    ("set touchpoint of too-complex to 3", "unknown-name", "touchpoint"),
    ("set x of dead-end to 3", "unknown-name", "x"),
    ("set weight of humn to 3", "unknown-name", "humn"), ("set weight of human to 101", "out-of-range", "101"),
    ("set weight of human to -1", "out-of-range", "-1"), ("set weight of human to 1.5", "wrong-kind-of-value", "1.5"),
    ("set weight of human to 20%", "wrong-kind-of-value", "20%"),
    ("set hours of silent-wait to 2 days", "wrong-kind-of-value", "2 days"),
    ("set strength of touchpoint-weak to 40", "wrong-kind-of-value", "40"),
    ("set hours of silent-wait to 99999999999999999999", "wrong-kind-of-value", "99999999999999999999"),
    ("set severity of dead-end to error", "unknown-word", "dead-end"), ("exclude \"../x\"", "out-of-range", "\"../x\""),
    ("exclude \"\"", "out-of-range", "\"\""), ("exclude 3", "wrong-kind-of-value", "3"),
    ("exclude \"{x}\"", "wrong-kind-of-value", "\"{x}\""), ("expect 1 is 1", "outside-its-place", "expect"),
    ("set hours of silent-wait to 3 on touchpoint X", "outside-its-place", "on touchpoint X"),
    ("severty of dead-end is error", "unknown-word", "severty"), ("weight of human is 3", "unknown-word", "weight"),
    ("severity of dead-end is off in \"a\" in \"b\"", "attribute-twice", "in"),
    ("set touchpoints of too-complex to 60", "unused-setting", "set touchpoints of too-complex to 60"),
  ])
  func `a slip has one message, where it is`(line: String, code: String, cause: String) {
    let found = problems(line)
    #expect(found.map(\.code) == [code], "\(found.map(\.title))")
    #expect(found.allSatisfy { tree(line).source.text($0.place.range) == cause && (!$0.help.isEmpty || $0.fix != nil) })
    #expect(found.allSatisfy { !$0.title.hasSuffix(".") && $0.title.count <= 100 })
  }

  @Test func `what is set twice is said, and the first counts`() {
    let found = problems(
      "severity of dead-end is off\nseverity of dead-end is error\nexclude \"a\"\nexclude \"b\"\nexclude \"a\"")
    #expect(found.map(\.code) == ["attribute-twice", "attribute-twice"])
  }

  @Test func `the explanation of a setting that is not used shows one`() {
    let explanation = Explanation.of(.unusedSetting)
    func codes(_ script: String) -> [String] {
      ProjectSettings.reading(Tree(Source(name: "a", text: script)))?.findings.map(\.code) ?? []
    }
    #expect(codes(explanation.wrong.replacing("↓", with: "")) == ["unused-setting"])
    #expect(codes(explanation.right) == [])
  }

  @Test func `what no script and no item met is left over`() throws {
    let settings = try read(
      """
      severity of dead-end is off in "markets/**"
      severity of dead-end is off on touchpoint Checkout
      severity of dead-end is error in "markets/de" on touchpoint Nobody
      exclude "archive"
      severity of thin-stage is off
      """)
    var use = SettingsUse(of: settings)
    #expect(use.findings.count == 4)
    let (model, _) = Model.evaluating(Tree(Source(name: "a", text: script)))
    use.note(model, at: "markets/fr/a.journey")
    #expect(use.findings.map(\.severity) == [.warning, .info])
    #expect(use.excludes("archive/old/a.journey") && !use.excludes("a.journey"))
    #expect(
      use.findings.map(\.title) == ["This setting counts for nothing: there is no touchpoint Nobody in markets/de"])
  }

  @Test func `no text in a project stops the reader`() {
    let words = [
      "project", "set", "severity of", "of", "is", "to", "in", "on", "\"", "off", "%", "60", "profile", "exclude", "\n",
      "(", ")", ",",
    ]
    var state: UInt64 = 7
    for _ in 0..<2_000 {
      var text = "project\n"
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += words[Int(state >> 33) % words.count] + " "
      }
      let tree = Tree(Source(name: "a", text: text))
      for finding in ProjectSettings.reading(tree)?.findings ?? [] {
        #expect(finding.place.range.upper <= tree.source.count && !finding.title.isEmpty)
      }
    }
  }

  // MARK: Paths

  @Test(arguments: [
    ("markets/de", "markets/de/a.journey", true), ("markets/de", "markets/den/a.journey", false), ("**", "a/b", true),
    ("**/drafts", "drafts/a", true), ("**/drafts", "a/b/drafts/c", true), ("**/drafts", "a/draft/c", false),
    ("*.journey", "a.journey", true), ("*.journey", "a/b.journey", false), ("markets/*/x", "markets/de/x/y", true),
    ("markets/*/x", "markets/de/fr/x", false), ("a?c", "abc", true), ("a?c", "ac", false), ("./a/", "a/b", true),
    ("a/**/b", "a/b", true), ("a/**/b/c*", "a/x/b/y/b/cd", true), ("é*", "école", true), ("*", "", false),
  ])
  func `a pattern means the paths that one would think`(pattern: String, path: String, isMeant: Bool) throws {
    #expect(try #require(PathPattern(pattern)).matches(path) == isMeant)
  }

  @Test(arguments: ["", "/", ".", "..", "a/../b", String(repeating: "a", count: 1_001)])
  func `a pattern that means nothing is none`(pattern: String) { #expect(PathPattern(pattern) == nil) }

  @Test func `a pattern of many stars takes no longer than its letters`() throws {
    let pattern = try #require(PathPattern(String(repeating: "*a", count: 400) + "b"))
    #expect(!pattern.matches(String(repeating: "a", count: 4_000)))
    let folders = try #require(PathPattern(String(repeating: "**/a/", count: 150) + "b"))
    #expect(!folders.matches(String(repeating: "a/", count: 2_000)))
  }
}
