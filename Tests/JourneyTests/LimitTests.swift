import Journey
import JourneyModel
import JourneySyntax
import Testing

/// One limit, with a script that comes up to it.
struct Limited: Sendable, CustomTestStringConvertible {
  let name: String
  let code: String
  /// How much of the limit the script uses; nothing where only a check tells.
  let used: Int?
  let text: String
  let set: @Sendable (inout Limits, Int) -> Void

  var testDescription: String { name }

  /// What is said of limits where this one is so much, by code.
  func codes(_ limit: Int) -> [String] {
    findings(limit).map(\.code).filter { Limited.all.contains($0) }
  }

  func findings(_ limit: Int) -> [Finding] {
    var limits = Limits()
    set(&limits, limit)
    let loader = Loader { path, _ in .source(Source(name: path, text: "channel \(path.prefix(2))\n")) }
    return Engine(limits: limits, loader: loader).check(Source(name: "main.journey", text: text)).findings
  }

  /// The least limit under which the script is checked to its end.
  var least: Int {
    var (low, high) = (0, 1 << 32)
    while high - low > 1 {
      let middle = (low + high) / 2
      if codes(middle).contains(code) { low = middle } else { high = middle }
    }
    return high
  }

  private static let all: Set<String> = Set(
    ([
      .tooLong, .tooDeep, .tooManyItems, .tooManyRepetitions, .tooManyImports, .textTooLong, .tooMuchWork,
      .tooMuchMemory, .nearLimit,
    ] as [Code]).map(\.rawValue))

  static let cases = [
    Limited(name: "bytes", code: "too-long", used: 120, text: padded(120)) { $0.bytes = $1 },
    Limited(name: "depth of an expression", code: "too-deep", used: nil, text: nested(40)) { $0.depth = $1 },
    Limited(name: "depth of blocks", code: "too-deep", used: nil, text: blocks(20)) { $0.depth = $1 },
    Limited(name: "stack of an expression", code: "too-deep", used: nil, text: nested(40)) { $0.stack = $1 },
    Limited(name: "stack of blocks", code: "too-deep", used: nil, text: blocks(20)) { $0.stack = $1 },
    Limited(name: "stack of variables", code: "too-deep", used: nil, text: doubled(8)) { $0.stack = $1 },
    Limited(name: "items", code: "too-many-items", used: 53, text: journey(touchpoints: 50)) { $0.items = $1 },
    Limited(name: "expansions", code: "too-many-repetitions", used: 60, text: rounds(60)) { $0.expansions = $1 },
    Limited(name: "imports", code: "too-many-imports", used: 20, text: imports(20)) { $0.imports = $1 },
    Limited(name: "text", code: "text-too-long", used: 320, text: doubled(5)) { $0.text = $1 },
    Limited(name: "steps", code: "too-much-work", used: nil, text: rounds(60)) { $0.steps = $1 },
    Limited(name: "memory", code: "too-much-memory", used: nil, text: rounds(2_000)) { $0.memory = $1 },
  ]

  static func journey(touchpoints count: Int, _ line: String = "") -> String {
    "journey J\n  channel c\n  stage S\n"
      + (0..<count).map { "    touchpoint T\($0) on c\n\(line)" }.joined()
  }

  private static func padded(_ count: Int) -> String {
    let text = journey(touchpoints: 1)
    return text + "#" + String(repeating: ".", count: count - text.utf8.count - 2) + "\n"
  }

  private static func nested(_ count: Int) -> String {
    let (open, close) = (String(repeating: "(", count: count), String(repeating: ")", count: count))
    return journey(touchpoints: 1, "      expect \(open)1\(close) is 1\n")
  }

  private static func blocks(_ count: Int) -> String {
    let (open, close) = (String(repeating: "if 1 is 1\n", count: count), String(repeating: "end\n", count: count))
    return journey(touchpoints: 1) + open + "effort 3\n" + close
  }

  static func rounds(_ count: Int) -> String {
    let names = (0..<count).map { "a\($0)" }.joined(separator: ", ")
    return journey(touchpoints: 1) + "      for each x in \(names)\n        note \"about {x}\"\n      end\n"
  }

  private static func imports(_ count: Int) -> String {
    (0..<count).map { "import \"\(String(UnicodeScalar(UInt8(97 + $0))))x.journey\"\n" }.joined()
      + journey(touchpoints: 1)
  }

  private static func doubled(_ times: Int) -> String {
    "let a0 = \"ten bytes.\"\n" + (1...times).map { "let a\($0) = a\($0 - 1) + a\($0 - 1)\n" }.joined()
      + journey(touchpoints: 1, "      note a\(times)\n")
  }
}

/// What a script may ask for: each limit has a diagnostic beyond it and a warning beyond half of it.
struct LimitTests {
  @Test(arguments: Limited.cases)
  func `a script at a limit is checked, one above it is one error, and one above half of it one warning`(
    limited: Limited
  ) {
    let least = limited.least
    #expect(least > 2)
    if let used = limited.used { #expect(least == used) }
    #expect(limited.codes(least - 1) == [limited.code])
    #expect(limited.codes(least) == ["near-limit"])
    #expect(limited.codes(2 * least - 1) == ["near-limit"])
    #expect(limited.codes(2 * least) == [])
  }

  @Test func `the warning says how much of what there is, and how much there may be`() throws {
    let items = try #require(Limited.cases.first { $0.name == "items" })
    let finding = try #require(items.findings(60).first { $0.code == "near-limit" })
    #expect(finding.title == "The script has 53 items, of 60 that it may have")
    #expect(finding.severity == .warning)
    #expect(Display.grouped(1_200_000) == "1,200,000" && Display.grouped(-999) == "-999")
  }

  @Test func `beyond the limit of findings the rest is counted, and half of it is no news`() {
    func codes(_ limit: Int) -> [String] {
      var limits = Limits()
      limits.findings = limit
      let text = String(repeating: "nonsense here\n", count: 10)
      return Engine(limits: limits).check(Source(name: "main.journey", text: text)).findings.map(\.code)
    }
    #expect(codes(10) == [String](repeating: "unknown-word", count: 10))
    #expect(codes(9) == [String](repeating: "unknown-word", count: 9) + ["too-many-findings"])
  }

  @Test func `a script that doubles its text by templates ends before it takes more memory than it may`() {
    let templates = (0..<18).map { "template T\($0)\n use T\($0 + 1)\n use T\($0 + 1)\nend\n" }.joined()
    let note = "note \"\(String(repeating: "x", count: 2_000)) {1 + 1}\""
    let text = templates + "template T18\n \(note)\nend\n" + Limited.journey(touchpoints: 1, "      use T0\n")
    var limits = Limits()
    limits.memory = 32 << 20
    limits.expansions = 1_000_000
    let check = Engine(limits: limits).check(Source(name: "main.journey", text: text))
    #expect(check.findings.map(\.code).filter { Code.ends.contains($0) } == ["too-much-memory"])
    let finding = check.findings.first { $0.code == "too-much-memory" }
    #expect(finding?.title == "The script takes more than 33 MB of memory")
    // What is there of the model is what the limit allows: texts of two kilobytes, of which it holds 16,000.
    #expect(check.model.attributes.count < 17_000)
  }

  @Test func `imported files count as memory`() {
    let text = "# " + String(repeating: ".", count: 100_000) + "\n"
    let imports = (0..<100).map { "import \"\($0).journey\"\n" }.joined()
    var limits = Limits()
    limits.memory = 5_000_000
    let asked = Counter()
    let counting = Loader { path, _ in
      asked.add()
      return .source(Source(name: path, text: text))
    }
    let found = Engine(limits: limits, loader: counting).check(Source(name: "main.journey", text: imports)).findings
    #expect(found.map(\.code).contains("too-much-memory"))
    #expect(asked.count <= 51)
  }

  @Test func `the flow of a journey is near its limits before it is beyond them`() {
    var text = "journey Wide\n  expect probability(Done) > 1%\n  outcome Done, success\n  channel web\n  stage All\n"
    for place in 0..<4 {
      text += "    touchpoint t\(place) on web\n      leads to t\((place + 1) % 4) for 50% again at most 3 times\n"
      text += "      leads to Done for 50%\n"
    }
    func titles(_ set: (inout Limits) -> Void) -> [String] {
      var limits = Limits()
      set(&limits)
      let findings = Engine(limits: limits).check(Source(name: "main.journey", text: text)).findings
      return findings.filter { $0.code == "near-limit" || $0.title.contains("too many for figures") }.map(\.title)
    }
    let states =
      (1..<2_000).first { limit in titles { $0.states = limit }.allSatisfy { !$0.contains("too many") } } ?? 0
    #expect(states > 10)
    #expect(titles { $0.states = states - 1 }.contains { $0.contains("more than \(states - 1) states") })
    #expect(titles { $0.states = states }.count { $0.contains("combine to") } == 1)
    #expect(titles { $0.states = states * 2 + 2 }.isEmpty)
  }
}
