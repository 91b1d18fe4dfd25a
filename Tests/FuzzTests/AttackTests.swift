import FuzzChecks
import Journey
import Testing

/// What fuzzing and attacks by hand have found, each by its name: once it crashed, pointed outside the script, or took
/// a time that grew with the square of the input. None of these is timed: that a test does not end is how it fails.
struct AttackTests {
  private func codes(_ text: String, steps: Int = Limits().steps) -> Set<String> {
    var limits = Limits()
    limits.steps = steps
    return Set(Engine(limits: limits).check(Source(name: "attack", text: text)).findings.map(\.code))
  }

  private func touchpoints(_ count: Int, _ line: (Int) -> String = { _ in "" }) -> String {
    (0..<count).map { "touchpoint T\($0)\n\(line($0))" }.joined()
  }

  // MARK: Places

  /// What is no UTF-8 has another length when it is read as text.
  @Test(arguments: [
    "touchpoint 100.0001%Spons\u{FFFF}ed post\"", "**x\u{FFFF}**", "touchpoint A & \u{FFFF}b", "note (\u{FFFF})",
    "pain Too long \u{FFFF}", "says \"Say \"hi\u{FFFF}\" to us\"", "leads to \"T\u{FFFF}\u{FFFF}\u{FFFF} for 20%",
    "cost 4 out of 5\u{FFFF}", "on ‘x\u{FFFF}’",
  ])
  func `what is said of a line that is no text stays within it`(line: String) {
    for head in ["", "journey J\nstage S\n", "journey J\nstage S\ntouchpoint T\n"] {
      // The three bytes of U+FFFF stand for one that begins no character.
      let bytes = (head + line).utf8.split(separator: [0xEF, 0xBF, 0xBF], omittingEmptySubsequences: false)
      let input = Array(bytes.joined(separator: [0xF3]))
      for target in [FuzzTarget.parser, .formatter, .evaluator] { #expect(target.problems(in: input) == []) }
    }
  }

  @Test(arguments: ["on t:4", "on t & u", "on t/4", "on a, t:4"])
  func `a channel's name with a sign in it lies in its header`(clause: String) {
    #expect(FuzzTarget.parser.problems(in: Array("stage s\ntouchpoint O \(clause)".utf8)) == [])
  }

  @Test(arguments: ["share: a, store; mode physical", "a & b; mode human, digital", "a/b; two-way; mode human"])
  func `a name with a sign in it ends before the semicolon`(name: String) {
    let script = "journey J\nchannel \(name)\n"
    #expect(FuzzTarget.parser.problems(in: Array(script.utf8)) == [])
    #expect(codes(script) == ["habit-quotes"])
  }

  @Test func `more words behind a name that is one of a stage's lie in what they belong to`() {
    let script = "journey J\nstage S\ntouchpoint T\nleads to S.o U\n"
    #expect(FuzzTarget.parser.problems(in: Array(script.utf8)) == [])
    #expect(codes(script).contains("habit-quotes"))
  }

  @Test func `stars on both sides of a semicolon stand around nothing`() {
    for script in ["**;e**\n", "**；O**\n", "journey J\nstage A & B；C\n", "journey J\nstage 2 b；c\n"] {
      #expect(FuzzTarget.parser.problems(in: Array(script.utf8)) == [], "\(script)")
    }
  }

  @Test func `an amount that goes on behind its braces ends with them`() {
    for script in ["\"{.0 f\"", "note \"{ca .0 f\" x", "journey J\nnote \"a {max .5 EUR\" b\n"] {
      #expect(FuzzTarget.parser.problems(in: Array(script.utf8)) == [])
    }
  }

  @Test(arguments: ["note \"{d\\", "not\"{\\", "\"{\\", "note \"\"\"{\\", "touchpoint \"{x}\\"])
  func `a script may end with a backslash in a text with braces`(script: String) {
    for target in [FuzzTarget.parser, .formatter, .evaluator] {
      #expect(target.problems(in: Array(script.utf8)) == [])
    }
  }

  @Test func `a quote behind a name in braces opens none before it`() {
    for script in ["stage\"\"\"{w\"\n\"\"\"\"", "touchpoint \"\"\"{w x\"\n\"\"\"\""] {
      #expect(FuzzTarget.parser.problems(in: Array(script.utf8)) == [])
    }
  }

  /// What a test holds ends before the line below it: there is no such place in it.
  @Test func `an error in what a test holds says nothing of the lines below`() {
    let portal = String(repeating: "x", count: 80)
    let script =
      "test t\n  given \"\"\"\n  channel portal \"\(portal)\u{1}\n      expect t\n    \"\"\"\n  expect t\njourney J\n"
    #expect(FuzzTarget.variants.problems(in: Array(script.utf8)) == [])
    for count in 0..<script.utf8.count {
      #expect(FuzzTarget.variants.problems(in: Array(script.utf8.prefix(count)) + Array("\n  expect t\n".utf8)) == [])
    }
  }

  /// It stood in the flow of the journey as a touchpoint that is not the journey's, which ended the process.
  @Test func `nobody goes to a touchpoint that stands in no journey`() {
    let script = "touchpoint Tasting\njourney J\n  stage S\n    touchpoint T\n      leads to Tasting\n"
    #expect(FuzzTarget.variants.problems(in: Array(script.utf8)) == [])
    #expect(codes(script).contains("outside-its-place"))
    #expect(FuzzTarget.variants.problems(in: Array("uchpoint T\njourne\nouchpoin\nleads to T".utf8)) == [])
  }

  /// Its stage is none, and what it is compared with is said to be of another kind once, by the rehearsal.
  @Test func `a touchpoint that stands in no stage has none, whoever asks`() {
    let script = """
      channel store
      journey J
        expect some(touchpoints where stage is store)
        touchpoint Q
        stage P
          touchpoint C on store
          touchpoint D on store

      """
    for script in [script, script + "\n"] { #expect(FuzzTarget.evaluator.problems(in: Array(script.utf8)) == []) }
    let titles = Engine().check(Source(name: "attack", text: script)).findings.map(\.title)
    #expect(titles.filter { $0.hasSuffix("cannot be compared") } == ["A stage and a channel cannot be compared"])
  }

  @Test(arguments: ["{1+\"", "{1*\"", "{x.\"", "{not\"", "{1+", "{(1,", "{1+\n2\"\"\"", "{count(\n"])
  func `an expression in open braces ends where its text does`(text: String) {
    for line in ["note \"\(text)\n2\n", "note \"\"\"a\(text)\n2\n", "journey \u{201C}\(text)\u{201D}\n"] {
      #expect(FuzzTarget.parser.problems(in: Array(line.utf8)) == [])
    }
  }

  // MARK: Circles

  /// A brace that is not closed lets an expression go on behind its text, where a comment was passed over for ever.
  @Test(arguments: ["journey \"a {b\n# x\n", "journey J\nstage S\ntouchpoint \"T {x\n# y", "note \"{a\n\n  ## b\n"])
  func `a comment behind a text whose brace and quote are open is a comment`(script: String) {
    #expect(!codes(script).isEmpty)
  }

  // MARK: Squares

  @Test func `20,000 wrong statements on one line are found`() {
    let line = String(repeating: "nonsense x; ", count: 20_000)
    #expect(codes("journey J\nstage S; \(line)").contains("too-many-findings"))
  }

  @Test func `5,000 rules are as many rules`() {
    let rules = (0..<5_000).map { "rule r\($0)\n every touchpoint\n expect wait < 5 min\n" }.joined()
    #expect(!codes("\(rules)journey J\nstage S\ntouchpoint T\n").contains("too-much-work"))
  }

  @Test func `10,000 rules of 10,000 journeys end at the limit of work`() {
    let rules = (0..<10_000).map { "rule r\($0)\n every touchpoint\n expect wait < 5 min\n" }.joined()
    #expect(codes(rules + (0..<10_000).map { "journey J\($0)\n" }.joined(), steps: 1_000_000).contains("too-much-work"))
  }

  @Test func `what rules find in 3,000 journeys ends at the limit of work`() {
    let rules = (0..<50).map { "rule r\($0)\n every touchpoint\n expect no\n" }.joined()
    let journeys = (0..<3_000).map { "journey J\($0)\nstage S\ntouchpoint T\n" }.joined()
    #expect(codes(rules + journeys, steps: 2_000_000).contains("too-much-work"))
  }

  @Test func `5,000 waivers of rules that are not there are said to`() {
    let rules = (0..<2_000).map { "rule quick-\($0)\n every touchpoint\n expect wait < 5 min\n" }.joined()
    let waivers = (0..<5_000).map { "allow quirk-\($0) because \"x\"\n" }.joined()
    #expect(codes("\(rules)journey J\n\(waivers)").contains("unknown-name"))
  }

  @Test func `a name that is near to 5,000 others is near to three`() {
    let channels = (0..<5_000).map { "channel abcdefghijklm\($0)\n" }.joined()
    let script = "journey J\n\(channels)stage S\n" + touchpoints(200) { "on abcdefghijklm-\($0)\n" }
    #expect(!codes(script).isEmpty)
  }

  @Test func `a kind of 20,000 attributes that its touchpoints say ends at the limit of work`() {
    let attributes = (0..<20_000).map { "attribute a\($0) number\ndefault a\($0) 3\n" }.joined()
    let script = "kind K is touchpoint\n\(attributes)journey J\nstage S\n"
    #expect(
      codes(script + (0..<50).map { "touchpoint T\($0) as K\n" }.joined(), steps: 1_000_000).contains("too-much-work"))
  }

  @Test func `20,000 holes that a line fills by their names end at the limit of work`() {
    let holes = (0..<20_000).map { "h\($0) = 1" }.joined(separator: ", ")
    let script = "template W (\(holes))\nnote \"x\"\nend\njourney J\nstage S\n"
    #expect(codes(script + "touchpoint T\nuse W (\(holes))\n", steps: 1_000_000).contains("too-much-work"))
  }

  @Test func `300,000 imports of a thousand files end at the limit of work`() {
    let files = Loader { path, _ in .source(Source(name: path, text: "")) }
    let lines =
      (0..<900).map { "import \"f\($0)\"\n" }.joined() + String(repeating: "import \"f899\"\n", count: 300_000)
    var limits = Limits()
    limits.steps = 200_000
    let check = Engine(limits: limits, loader: files).check(Source(name: "attack", text: lines))
    #expect(check.findings.contains { $0.code == "too-much-work" })
  }
}
