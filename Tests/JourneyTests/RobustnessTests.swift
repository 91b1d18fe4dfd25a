import Journey
import Testing

/// Scripts that bring other engines down: each gives a diagnostic or a result.
///
/// None of these is timed: a test that does not end, or a process that dies, is how they fail.
@Suite(.serialized)
struct RobustnessTests {
  private func codes(_ text: String, limits: Limits = Limits()) -> [String] {
    codes(Array(text.utf8), limits: limits)
  }

  private func codes(_ bytes: [UInt8], limits: Limits = Limits()) -> [String] {
    let source = Source(name: "hostile", bytes: bytes)
    let findings = Engine(limits: limits).check(source).findings
    // Whatever was read can be reported and laid out.
    _ = ShortReport().text(findings: findings, sources: [source], checkedFiles: ["hostile"])
    return findings.map(\.code)
  }

  private func journey(_ line: String) -> String {
    "journey J\n  channel c\n  stage S\n    touchpoint T on c\n      \(line)\n"
  }

  @Test(arguments: ["(", "not ", "count(", "some(", "(not "])
  func `200,000 nested parts of an expression are too deep`(part: String) {
    #expect(codes(journey("expect " + String(repeating: part, count: 200_000))).contains("too-deep"))
  }

  @Test func `200,000 nested blocks are too deep`() {
    #expect(codes("journey J\n" + String(repeating: "for each x in a, b\n", count: 200_000)).contains("too-deep"))
  }

  @Test func `blocks that multiply end at the limit of work`() {
    let loops = (0..<20).map { "for each x\($0) in 1, 2, 3, 4, 5, 6, 7, 8, 9, 10\n" }.joined()
    let ends = String(repeating: "end\n", count: 20)
    var limits = Limits()
    limits.steps = 2_000_000
    let text = "journey J\nstage S\n\(loops)touchpoint \"T {x0}\"\n\(ends)"
    #expect(codes(text, limits: limits).contains("too-many-repetitions"))
  }

  @Test func `values that double sixty times over end at the limit of text`() {
    let lets = (1...60).map { "let a\($0) = a\($0 - 1) + a\($0 - 1)\n" }.joined()
    let text =
      "let a0 = \"twelve bytes\"\n\(lets)journey J\n  channel c\n  stage S\n    touchpoint T on c\n      says \"{a60}\"\n"
    #expect(codes(text).contains("text-too-long"))
  }

  @Test func `100,000 values that rest on each other are too deep`() {
    let lets = (1...100_000).map { "let a\($0) = a\($0 - 1)\n" }.joined()
    #expect(codes("let a0 = 1\n\(lets)" + journey("effort a100000")).contains("too-deep"))
  }

  @Test(arguments: [
    "wait \(String(repeating: "9", count: 10_000)) min", "cost €\(String(repeating: "1", count: 10_000))",
  ])
  func `a number of 10,000 digits is too large`(line: String) {
    #expect(codes(journey(line)).contains("number-too-large"))
  }

  @Test(arguments: [
    ("effort 1e999", "number-format"), ("effort 0 / 0", "division-by-zero"), ("effort 5 / (2 - 2)", "division-by-zero"),
    ("wait 999999999999999999 years", "number-too-large"),
    ("effort 999999999999999999 * 999999999999999999", "number-too-large"),
    ("strength 3 of 0", "division-by-zero"), ("evidence \"a\", 2026-13-45", "out-of-range"),
  ])
  func `a number that means nothing is said to`(line: String, code: String) {
    #expect(codes(journey(line)) == [code])
  }

  @Test(arguments: ["\\u{D800}", "\\u{DFFF}", "\\u{110000}", "\\u{}", "\\u{FFFFFFFFF}", "\\x"])
  func `an escape that stands for no character is said to`(escape: String) {
    #expect(codes(journey("says \"a \(escape) b\"")) == ["bad-escape"])
  }

  @Test func `100,000 text blocks that nobody closes are found`() {
    #expect(codes(String(repeating: "\\\"\"\"\nstage S\n", count: 100_000)).contains("too-many-findings"))
  }

  @Test func `comments in the braces of 100,000 texts on one line end with their texts`() {
    #expect(codes(journey("tags " + String(repeating: "\"{#\", ", count: 100_000) + "x")).contains("unclosed-brace"))
  }

  @Test(arguments: ["stage a", "stage \"b", "note \"{{c", "tags \"d"])
  func `a letter under 400,000 marks is a letter`(line: String) {
    let marks = String(repeating: "\u{301}\u{323}", count: 200_000)
    _ = codes("journey J\n  \(line)\(marks)\n")
  }

  @Test func `100,000 imported names beyond ASCII are found`() {
    let names = (0..<100_000).map { "channel \u{E4}\($0)\n" }.joined()
    let engine = Engine(loader: Loader { path, _ in .source(Source(name: path, text: names)) })
    let text = "import \"names.journey\"\n" + journey("note \"x\"").replacing("on c", with: "on \u{C4}99999")
    let findings = engine.check(Source(name: "main.journey", text: text)).findings
    #expect(findings.allSatisfy { $0.severity < .error })
  }

  @Test func `a line of 64 megabytes is a line`() {
    let text = journey("note \"").dropLast(2) + " \"" + String(repeating: "x", count: 64_000_000) + "\"\n"
    #expect(codes(String(text)).allSatisfy { $0 != "too-long" })
  }

  @Test func `a source beyond the limit of bytes is too long, and nothing else is said`() {
    var limits = Limits()
    limits.bytes = 1_000
    #expect(codes(String(repeating: "stage S\n", count: 1_000), limits: limits) == ["too-long"])
  }

  @Test(arguments: [0x00, 0x01, 0x1B, 0x22, 0x28, 0x2C, 0x3B, 0x7B, 0x80, 0xC2, 0xE2, 0xF0, 0xFF] as [UInt8])
  func `a megabyte of one byte gives findings and ends`(byte: UInt8) {
    _ = codes([UInt8](repeating: byte, count: 1 << 20))
  }

  @Test func `bytes that are not text are said to be none`() {
    #expect(
      codes(Array("journey \"".utf8) + [0xC0, 0xAF, 0xED, 0xA0, 0x80] + Array("\"\n".utf8)).contains("invalid-bytes"))
    #expect(codes(Array("journey J\n".utf8) + [0x00] + Array("\n".utf8)).contains("hidden-character"))
  }

  @Test func `names that differ only by normalisation, case or inner space are one name`() {
    let composed = "journey J\n  channel \"Cafe\u{301}  Bar\"\n  stage S\n    touchpoint T on \"CAF\u{C9} bar\"\n"
    #expect(codes(composed).filter { $0 == "unknown-name" } == [])
    #expect(codes("journey J\n  channel Stra\u{DF}e\n  channel STRASSE\n").contains("declared-twice"))
  }

  @Test func `ten million tiny touchpoints end at the limit of items`() {
    var bytes = Array("journey J\nstage S\n".utf8)
    bytes.reserveCapacity(bytes.count + 13 * 10_000_000)
    for _ in 0..<10_000_000 { bytes += "touchpoint t\n".utf8 }
    let check = Engine().check(Source(name: "many.journey", bytes: bytes))
    #expect(check.findings.contains { $0.code == "too-many-items" })
    #expect(check.model.items.count <= Limits().items)
  }

  @Test func `a million touchpoints are a journey`() {
    var bytes = Array("journey J\n channel c\n stage S\n".utf8)
    bytes.reserveCapacity(40_000_000)
    for number in 0..<1_000_000 {
      bytes += "touchpoint t\(number) on c\nleads to t\((number + 1) % 1_000_000)\n".utf8
    }
    let check = Engine().check(Source(name: "large", bytes: bytes))
    #expect(check.model.journeys[0].touchpoints.count == 1_000_000)
    #expect(check.findings.allSatisfy { $0.severity < .error })
  }

  @Test func `one item more than the limit is too many`() {
    var limits = Limits()
    limits.items = 100
    let text = "journey J\n stage S\n" + (0..<200).map { "touchpoint t\($0)\n" }.joined()
    #expect(codes(text, limits: limits).contains("too-many-items"))
  }

  @Test func `a file of errors tells the first ones and counts the rest`() {
    let found = codes(String(repeating: "nonsense here\n", count: 50_000))
    #expect(found.count <= 1_100)
    #expect(found.contains("too-many-findings"))
  }

  @Test func `import cycles of any length end`() {
    let loader = Loader { path, _ in
      let number = Int(path.dropFirst().prefix { $0.isNumber }) ?? 0
      return .source(Source(name: path, text: "import \"f\((number + 1) % 50).journey\"\n"))
    }
    let check = Engine(loader: loader).check(Source(name: "f0.journey", text: "import \"f1.journey\"\n"))
    #expect(check.findings.contains { $0.code == "import-cycle" })
  }

  @Test func `a chain of imports that has no end is cut`() {
    let loader = Loader { path, _ in
      .source(
        Source(name: path, text: "import \"f\((Int(path.dropFirst().prefix { $0.isNumber }) ?? 0) + 1).journey\"\n"))
    }
    let check = Engine(loader: loader).check(Source(name: "f0.journey", text: "import \"f1.journey\"\n"))
    #expect(check.findings.contains { $0.code == "too-deep" })
  }

  // MARK: Reuse

  @Test func `a template that doubles sixty times over ends at the limit of repetitions`() {
    let templates = (0..<60).map { "template T\($0)\n use T\($0 + 1)\n use T\($0 + 1)\nend\n" }.joined()
    let text = "\(templates)template T60\n note \"x\"\nend\n" + journey("use T0")
    #expect(codes(text).contains("too-many-repetitions"))
  }

  @Test func `a chain of 100,000 templates is too deep`() {
    let templates = (0..<100_000).map { "template T\($0)\n use T\($0 + 1)\nend\n" }.joined()
    #expect(codes("\(templates)template T100000\n note \"x\"\nend\n" + journey("use T0")).contains("too-deep"))
  }

  @Test func `10,000 uses of a template of 1,000 lines end at the limit of work`() {
    let lines = (0..<1_000).map { " note \"n\($0)\"\n" }.joined()
    let text = "template T\n\(lines)end\njourney J\n stage S\n" + touchpoints(10_000) { _ in "use T\n" }
    #expect(codes(text).contains("too-much-work"))
  }

  @Test func `a chain of 100,000 copies that grow ends at the limit of work`() {
    let notes = (0..<1_000).map { "note \"n\($0)\"\n" }.joined()
    let text = (1...100_000).map { "touchpoint T\($0) like T\($0 - 1)\n" }.joined()
    #expect(codes("journey J\nstage S\ntouchpoint T0\n\(notes)\(text)").contains("too-much-work"))
  }

  @Test func `10,000 scenarios of each other end at the limit of work`() {
    let chain = (1...10_000).map { "scenario S\($0) of S\($0 - 1)\n change touchpoint T\n wait \($0) min\n" }.joined()
    let first = "scenario S0 of J\n without channel d\n"
    #expect(codes(journey("note \"x\"") + first + chain).contains("too-much-work"))
  }

  @Test func `a value of a hole that doubles ends at the limit of text`() {
    let holes = (1...60).map { "a\($0) = a\($0 - 1) + a\($0 - 1)" }.joined(separator: ", ")
    let text = "template T (a0 = \"twelve bytes\", \(holes))\n says a60\nend\n" + journey("use T")
    #expect(codes(text).contains("text-too-long"))
  }

  @Test func `20,000 names that a file does not have are found`() {
    let names = (0..<20_000).map { "d\($0)" }.joined(separator: ", ")
    let channels = (0..<20_000).map { "channel c\($0)\n" }.joined()
    let engine = Engine(loader: Loader { path, _ in .source(Source(name: path, text: channels)) })
    let check = engine.check(Source(name: "main.journey", text: "import \(names) from \"c.journey\"\njourney J\n"))
    #expect(check.findings.contains { $0.code == "unknown-name" })
  }

  @Test func `a parameter of a megabyte is a parameter, and one of parentheses is none`() {
    let text = "parameter p = 2\nparameter q = \"x\"\n" + journey("note \"{q}{p}\"")
    for value in [String(repeating: "(", count: 1 << 20), String(repeating: "9", count: 1 << 20)] {
      let findings = Engine(parameters: ["p": value, "q": value]).check(Source(name: "hostile", text: text)).findings
      #expect(findings.contains { $0.code == "wrong-kind-of-value" })
    }
  }

  @Test func `20,000 items that are taken away are gone`() {
    let text = (0..<20_000).map { " without touchpoint T\($0)\n" }.joined()
    let script = "journey J\n stage S\n\(touchpoints(20_000))scenario X of J\n\(text)"
    let check = Engine().check(Source(name: "hostile", text: script), .scenario("X"))
    #expect(check.model.journeys[0].touchpoints.isEmpty)
  }

  // MARK: Much from little

  private func touchpoints(_ count: Int, _ line: (Int) -> String = { _ in "" }) -> String {
    (0..<count).map { "    touchpoint T\($0)\n\(line($0))" }.joined()
  }

  @Test(arguments: [
    "expect count(touchpoints.stage.touchpoints.stage.touchpoints) is 0",
    "expect count(touchpoints where count(touchpoints where count(touchpoints where name is \"x\") > 1) > 1) is 0",
    "expect all(touchpoints where name in touchpoints.name)",
    "expect count(touchpoints where join(touchpoints.name) is \"x\") is 0",
    "expect count(touchpoints where some(stage.touchpoints) and stage.strength > 90%) is 5000",
  ])
  func `a line that goes through all touchpoints for each touchpoint ends at the limit of work`(line: String) {
    #expect(codes("journey J\n  \(line)\n  stage S\n\(touchpoints(5_000))").contains("too-much-work"))
  }

  @Test func `arrows from everywhere to everywhere are followed as far as the work allows`() {
    let text = touchpoints(60) { from in (0..<60).map { $0 == from ? "" : "      leads to T\($0)\n" }.joined() }
    let line = "expect count(touchpoints.next.next.next.next.next.next.next.next) is 0"
    #expect(codes("journey J\n  \(line)\n  stage S\n\(text)").contains("too-much-work"))
  }

  @Test func `thousands of layers over thousands of touchpoints end at the limit of work`() {
    let layers = (0..<9_000).map { "  layer L\($0)\n    matches purpose is inform\n    needed in S\n" }.joined()
    #expect(codes("journey J\n\(layers)  stage S\n\(touchpoints(9_000))") == ["too-much-work"])
  }

  @Test func `thousands of personas at thousands of arrows end in bounded memory`() {
    let personas = (0..<3_000).map { "  persona P\($0)\n" }.joined()
    let text = touchpoints(3_000) {
      "      only for P\($0)\n      leads to T\(($0 + 1) % 3_000) for 60%\n"
        + "      leads to T\(($0 + 2) % 3_000) when persona is P\($0)\n"
    }
    let found = codes("journey J\n\(personas)  stage S\n\(text)")
    #expect(Set(found) == ["endless-loop", "near-limit", "persona-not-reached", "persona-shut-out"])
  }

  @Test func `a long text in a block of many rounds ends at the limit of work`() {
    let words = (0..<3_000).map { "w\($0)" }.joined(separator: ", ")
    let text = String(repeating: "x", count: 900_000)
    let block = "    for each w in \(words)\n    touchpoint \"T {w}\"\n      note \"\(text)\"\n    end\n"
    let script = "journey J\n  stage S\n\(block)"
    #expect(codes(script).contains("too-much-work"))
  }

  @Test func `a long text that thousands of lines repeat ends at the limit of work`() {
    let lets = (1...19).map { "let a\($0) = a\($0 - 1) + a\($0 - 1)\n" }.joined()
    let lines = String(repeating: "      note a19\n", count: 5_000)
    #expect(codes("let a0 = \"xy\"\n\(lets)journey J\n  stage S\n    touchpoint T\n\(lines)").contains("too-much-work"))
  }

  @Test func `thousands of journeys that share thousands of channels end at the limit of work`() {
    let shared = (0..<6_000).map { "channel c\($0)\n" }.joined()
    let journeys = (0..<6_000).map { "journey J\($0)\n" }.joined()
    #expect(codes(shared + journeys).contains("too-much-work"))
  }

  @Test func `what a rule finds in thousands of places is shown a thousand times, and counted`() {
    let text = "journey J\n" + (0..<1_500).map { "  channel c\($0)\n" }.joined()
    let findings = Engine().check(Source(name: "hostile", text: text)).findings
    #expect(findings.filter { $0.code == "unused-declaration" }.count == 1_000)
    #expect(findings.last?.title == "500 more findings of unused-declaration are not shown")
  }

  @Test func `thousands of stages with an error each are checked`() {
    let text = (0..<5_000).map { "  stage S\($0)\n    touchpoint T\($0)\n      waitt 5\n      expect wait > 1 min\n" }
    #expect(codes("journey J\n" + text.joined()).contains("unknown-word"))
  }
}
