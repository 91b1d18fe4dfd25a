import Foundation
import Journey
import Testing

/// What nests, and what rests on something else, takes stack: of that a thread has little, and beyond it a process ends.
struct StackTests {
  /// What is read by a function that calls itself, so and so many times.
  struct Tower: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let script: @Sendable (Int) -> String

    init(_ name: String, _ script: @escaping @Sendable (Int) -> String) {
      (testDescription, self.script) = (name, script)
    }
  }

  /// A journey with one touchpoint, which says something.
  private static func journey(_ line: String) -> String {
    "journey J\n  channel c\n  stage S\n    touchpoint T on c\n      \(line)\n"
  }

  /// Touchpoints of which each says something of the next.
  private static func touchpoints(_ count: Int, _ line: (Int) -> String) -> String {
    "journey J\n  channel c\n  stage S\n"
      + (0..<count).map { "    touchpoint T\($0) on c\n      \(line($0))\n" }.joined()
      + "    touchpoint T\(count) on c\n      wait 1 min\n"
  }

  private static func nested(_ open: String, _ close: String, _ count: Int, in value: String = "1") -> String {
    String(repeating: open, count: count) + value + String(repeating: close, count: count)
  }

  private static let brackets = [
    ("(", ")"), ("(1 + ", ")"), ("not ", ""), ("count(", ")"), ("count(touchpoints where 1 is ", ")"), ("\"{", "}\""),
    ("some(next where not ", ")"), ("if(yes, ", ", 2)"),
  ]

  private static let towers: [Tower] =
    brackets.flatMap { open, close in
      [
        Tower("`\(open)` in a value") { journey("effort \(nested(open, close, $0))") },
        Tower("`\(open)` on an arrow") { journey("leads to T when \(nested(open, close, $0))") },
        Tower("`\(open)` in a rule") { count in
          "rule r \"x\"\n  every touchpoint where \(nested(open, close, count))\n  expect wait < 5 min\n"
            + journey("effort 1")
        },
        Tower("`\(open)` in each of a chain of variables") { count in
          "let a0 = 1\n"
            + (1...count).map { "let a\($0) = \(nested(open, close, count, in: "a\($0 - 1)"))\n" }.joined()
            + journey("effort a\(count)")
        },
      ]
    } + [
      Tower("variables that rest on those above") { count in
        "let a0 = 1\n" + (1...count).map { "let a\($0) = a\($0 - 1) + 1\n" }.joined() + journey("effort a\(count)")
      },
      Tower("variables that rest on those below") { count in
        (1...count).reversed().map { "let a\($0) = a\($0 - 1) + 1\n" }.joined() + "let a0 = 1\n"
          + journey("effort a\(count)")
      },
      Tower("lines that rest on the next") { touchpoints($0) { "wait T\($0 + 1).wait + 1 min" } },
      Tower("lists that rest on the next") {
        touchpoints($0) { "wait count(touchpoints where wait is T\($0 + 1).wait) * 1 min" }
      },
      Tower("templates") { count in
        "template t0\n  effort 1\nend\n" + (1...count).map { "template t\($0)\n  use t\($0 - 1)\nend\n" }.joined()
          + journey("use t\(count)")
      },
      Tower("loops") { nested("for each x in 1\n", "end\n", $0, in: "touchpoint T on c\n") }.inJourney,
      Tower("branches") { nested("if 1 is 1\n", "end\n", $0, in: "touchpoint T on c\n") }.inJourney,
      Tower("items that are like others") { count in
        "journey J\n  channel c\n  stage S\n    touchpoint T0 on c\n"
          + (1...count).map { "    touchpoint T\($0) like T\($0 - 1)\n" }.joined()
      },
      Tower("scenarios of scenarios") { count in
        journey("effort 1") + "scenario S0 of J\n  change touchpoint T\n    effort 2\n"
          + (1...count).map { "scenario S\($0) of S\($0 - 1)\n  change touchpoint T\n    effort 2\n" }.joined()
      },
      Tower("files that import the next") { _ in "import \"1\"\n" + journey("effort 1") },
    ]

  /// Each file imports the next one, which never ends.
  private static let loader = Loader { path, _ in
    .source(Source(name: path, text: "import \"\((Int(path) ?? 0) + 1)\"\nchannel c\(path)\n"))
  }

  /// Runs something on a thread with little stack: a third more than a check may take, which is half a megabyte, or a part
  /// of that.
  private static func onSmallThread<Result: Sendable>(
    parts: Int = 1, _ work: @escaping @Sendable () -> Result
  ) async -> Result {
    await withCheckedContinuation { continuation in
      let thread = Thread { continuation.resume(returning: work()) }
      thread.stackSize = Limits().stack / 3 * 4 / parts
      thread.start()
    }
  }

  @Test(arguments: towers)
  func `a thread of half a megabyte is enough, however high a tower is`(tower: Tower) async {
    for count in [12, 60, 300] {
      let source = Source(name: "tower", text: tower.script(count))
      let isChecked = await StackTests.onSmallThread {
        var limits = Limits()
        limits.steps = 20_000
        let engine = Engine(limits: limits, validator: Validator(.strict), loader: StackTests.loader)
        _ = Layout.text(engine.parse(source))
        let script = engine.compile(source)
        return script.check().findings == engine.check(source).findings
      }
      #expect(isChecked)
    }
  }

  @Test(arguments: towers)
  func `a low tower is within all limits, and imports without an end are one error`(tower: Tower) async {
    let codes = { @Sendable (count: Int) in
      let source = Source(name: "tower", text: tower.script(count))
      let findings = Engine(loader: StackTests.loader).check(source).findings
      return findings.map(\.code).filter { ["too-deep", "too-many-imports", "too-much-work"].contains($0) }
    }
    let isCountless = tower.testDescription.hasPrefix("files")
    #expect(await StackTests.onSmallThread { codes(isCountless ? 250 : 3) } == (isCountless ? ["too-deep"] : []))
  }

  @Test func `a host may give less stack, and then less is deep`() async {
    let script = StackTests.journey("effort \(StackTests.nested("(", ")", 20))")
    let codes = { @Sendable (part: Int) in
      var limits = Limits()
      limits.stack /= part
      return Engine(limits: limits).check(Source(name: "tower", text: script)).findings.map(\.code)
    }
    #expect(await StackTests.onSmallThread { codes(1).contains("too-deep") } == false)
    #expect(await StackTests.onSmallThread { codes(1_000).contains("too-deep") })
  }

  @Test(arguments: towers)
  func `a thread of a quarter of a megabyte is enough where a host gives less stack`(tower: Tower) async {
    for count in [60, 300] {
      let source = Source(name: "tower", text: tower.script(count))
      let isChecked = await StackTests.onSmallThread(parts: 2) {
        var limits = Limits()
        limits.steps = 20_000
        limits.stack /= 3
        let engine = Engine(limits: limits, loader: StackTests.loader)
        _ = Layout.text(engine.parse(source))
        return engine.compile(source).check().findings == engine.check(source).findings
      }
      #expect(isChecked)
    }
  }
}

extension StackTests.Tower {
  /// The same below a journey's stage.
  fileprivate var inJourney: StackTests.Tower {
    let script = script
    return StackTests.Tower(testDescription) { "journey J\n  channel c\n  stage S\n" + script($0) }
  }
}
