import Foundation
import Journey
import JourneyModel
import JourneyRules
import JourneySyntax
import Synchronization
import Testing

/// Work that is ended: by another thread, by its task, or because its time is over.
///
/// Each of these scripts takes so long that the test would not end. How soon work ends is told by how often the host is
/// asked after it has said that it should.
struct InterruptionTests {
  /// Work that is long in one part of a check.
  struct Long: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    var rules: [Rule]?

    func check(_ limits: Limits) -> Check {
      var limits = limits
      limits.steps = .max
      limits.elimination = .max
      limits.states = .max
      let engine =
        if let rules { Engine(limits: limits, validator: JourneyRules.Validator(rules: rules)) } else {
          Engine(limits: limits)
        }
      return engine.check(Source(name: "main.journey", text: text))
    }

    static let all = [
      Long(testDescription: "an evaluation", text: evaluation),
      Long(testDescription: "a flow analysis", text: flow),
      Long(testDescription: "a rule", text: Limited.journey(touchpoints: 3), rules: [endless]),
    ]

    private static let evaluation =
      "journey J\n  expect some(touchpoints where some(touchpoints where some(touchpoints where effort > 9)))\n"
      + "  channel c\n  stage S\n"
      + (0..<20_000).map { "    touchpoint T\($0) on c\n      effort \($0 % 5 + 1)\n" }.joined()

    /// Loops within loops: thousands of touchpoints, each with arrows to ten others anywhere.
    private static let flow: String = {
      var text = "journey Dense\n  expect probability(Done) > 1%\n  outcome Done, success\n  channel web\n  stage All\n"
      for place in 0..<4_000 {
        text += "    touchpoint t\(place) on web\n"
        for number in 1...10 {
          text += "      leads to t\((place * 7_919 * number + 31 * number * number) % 4_000) for 9%\n"
        }
        text += "      leads to Done\n"
      }
      return text
    }()

    /// A rule that walks for as long as it is let.
    private static let endless = Rule(
      "endless", .warning, flags: "nothing at all", because: "it never comes to an end", source: "nobody", bad: [],
      good: []
    ) { journey in
      while journey.limits.interruption == nil {}
      return [journey.finding(.deadEnd, on: journey.journey.touchpoints[0], "Half a finding", help: "None.")]
    }
  }

  private func ended(_ check: Check, _ code: String) -> Bool {
    check.findings.map(\.code).filter { Code.ends.contains($0) } == [code]
      && !check.findings.contains { $0.title == "Half a finding" }
  }

  @Test(arguments: Long.all)
  func `another thread ends it`(long: Long) {
    let (asked, askedAfter) = (Counter(), Counter())
    let cancellation = Cancellation()
    let limits = Limits.asking(asked) { number in
      // It is under way: from here on another thread may end it.
      if number == 20 { Thread.detachNewThread { cancellation.cancel() } }
      if cancellation.isCancelled { askedAfter.add() }
      return cancellation.isCancelled
    }
    let check = long.check(limits)
    #expect(ended(check, "cancelled"))
    #expect(check.hasErrors)
    #expect(asked.count >= 20)
    #expect(askedAfter.count < 20)
  }

  @Test(arguments: Long.all)
  func `its task ends it`(long: Long) async {
    let asked = Counter()
    let running = Mutex<Task<Check, Never>?>(nil)
    let limits = Limits.asking(asked) { number in
      if number >= 20 { running.withLock { $0?.cancel() } }
      return false
    }
    let task = Task.detached { long.check(limits) }
    running.withLock { $0 = task }
    let check = await task.value
    #expect(ended(check, "cancelled"))
    #expect(asked.count >= 20)
  }

  @Test(arguments: Long.all)
  func `it ends when its time is over`(long: Long) {
    let clock = Counter()
    var limits = Limits()
    limits.deadline = Deadline(after: .milliseconds(50)) { .milliseconds(clock.add()) }
    let check = long.check(limits)
    #expect(ended(check, "out-of-time"))
    // The clock goes on by a millisecond whenever it is asked.
    #expect(clock.count > 50 && clock.count < 70)
    let finding = check.findings.first { $0.code == "out-of-time" }
    #expect(finding?.title == "The check takes longer than 50 ms, the time that it may take")
  }

  @Test func `a large file is not read to its end when its time is over, and what was found is said`() {
    let clock = Counter()
    var limits = Limits()
    limits.deadline = Deadline(after: .milliseconds(10)) { .milliseconds(clock.add()) }
    let text = "nonsense here\n" + Limited.journey(touchpoints: 100_000)
    let check = Engine(limits: limits).check(Source(name: "main.journey", text: text))
    #expect(check.findings.map(\.code) == ["unknown-word", "out-of-time"])
    #expect(check.findings[1].place.range.lower < 11 * 40_000)
    #expect(check.model.items.isEmpty)
    #expect(clock.count < 20)
  }

  @Test(arguments: [
    ("expect ", "1 + ", "1 > 0"), ("tags ", "a, ", "a"), ("", "( ", ""), ("", "\n", ""), ("note \"", "{1}", "\""),
    ("", "if 1 is 1\n", ""), ("", "nonsense ", ""), ("\u{1}", ";", ""),
  ])
  func `a long line is not read to its end either`(first: String, part: String, last: String) {
    let line = first + String(repeating: part, count: 100_000) + last
    let asked = Counter()
    let limits = Limits.asking(asked) { $0 >= 3 }
    let text = Limited.journey(touchpoints: 1) + line + "\nnonsense here\n"
    let findings = Engine(limits: limits).check(Source(name: "main.journey", text: text)).findings
    #expect(findings.count { $0.code == "cancelled" } == 1)
    // How many more there were of what is read is said at the end.
    #expect(findings.allSatisfy { $0.place.range.lower < 70_000 || $0.code == "too-many-findings" })
    #expect(asked.count < 20)
  }

  @Test func `a check that takes more than half of its time says so`() {
    func codes(_ milliseconds: Int) -> [String] {
      let asked = Counter()
      var limits = Limits()
      limits.deadline = Deadline(after: .milliseconds(50)) { .milliseconds(asked.add() == 1 ? 0 : milliseconds) }
      let source = Source(name: "main.journey", text: Limited.journey(touchpoints: 2))
      let findings = Engine(limits: limits).check(source).findings.filter { !$0.isRule }
      return findings.map { "\($0.code): \($0.title)" }
    }
    #expect(codes(25) == [])
    #expect(codes(50) == ["near-limit: The check took 50 ms, of 50 ms that it may take"])
    #expect(codes(51) == ["out-of-time: The check takes longer than 50 ms, the time that it may take"])
  }

  @Test func `an engine is used again and again, and each check has its time`() {
    let clock = Counter()
    var limits = Limits()
    limits.deadline = Deadline(after: .milliseconds(200)) { .milliseconds(clock.add()) }
    let engine = Engine(limits: limits)
    let source = Source(name: "main.journey", text: Limited.journey(touchpoints: 2))
    for _ in 0..<100 {
      #expect(!engine.check(source).findings.contains { $0.code == "out-of-time" || $0.code == "near-limit" })
    }
    #expect(clock.count > 200)
  }

  @Test func `a compiled script has its time in each check, and may be ended in one of them`() {
    let clock = Counter()
    var limits = Limits()
    limits.deadline = Deadline(after: .milliseconds(200)) { .milliseconds(clock.add()) }
    let script = Engine(limits: limits).compile(Source(name: "main.journey", text: Limited.journey(touchpoints: 2)))
    let whole = script.check().findings
    for _ in 0..<100 { #expect(script.check().findings == whole) }
    #expect(clock.count > 200)
    limits.isCancelled = { true }
    #expect(script.limited(to: limits).check().findings.map(\.code) == ["cancelled"])
    #expect(script.check().findings == whole)
  }

  @Test func `a clock of Swift's own is a clock`() {
    var limits = Limits()
    limits.deadline = Deadline(after: .seconds(3_600), by: .continuous)
    let source = Source(name: "main.journey", text: Limited.journey(touchpoints: 2))
    #expect(!Engine(limits: limits).check(source).findings.contains { $0.code == "out-of-time" })
    limits.deadline = Deadline(after: .seconds(-1), by: .suspending)
    #expect(Engine(limits: limits).check(source).findings.map(\.code) == ["out-of-time"])
  }

  @Test func `tests of a script that were ended have not failed`() {
    let text =
      Limited.journey(touchpoints: 2) + "test \"one\" of J\n  expect count(stages) is 1\n"
      + "test \"two\" of J\n  expect finding dead-end on touchpoint T0\n"
    let source = Source(name: "main.journey", text: text)
    let whole = Counter()
    _ = Engine(limits: .asking(whole) { _ in false }).test(source)
    for number in 1...whole.count {
      let asked = Counter()
      let results = Engine(limits: .asking(asked) { $0 >= number }).test(source)
      for result in results {
        if case .failed(let findings) = result.outcome { Issue.record("failed at \(number): \(findings.map(\.title))") }
      }
    }
  }

  /// Whatever the host is asked at, it may say no: what comes then says that it is not the whole.
  @Test func `a check that is ended anywhere says so once`() {
    let text =
      Limited.journey(touchpoints: 3, "      wait 3 min\n      leads to T1 for 20%\n")
      + "scenario X of J\n  change touchpoint T1\n    wait 5 min\n"
    let source = Source(name: "main.journey", text: text)
    let whole = Counter()
    let complete = Engine(limits: .asking(whole) { _ in false }).check(source).findings
    #expect(whole.count > 40)
    for number in 1...whole.count {
      let asked = Counter()
      let findings = Engine(limits: .asking(asked) { $0 >= number }).check(source).findings
      #expect(findings.count { $0.code == "cancelled" } == 1, "ended at \(number)")
      #expect(findings.allSatisfy { $0.code == "cancelled" || complete.contains($0) }, "ended at \(number)")
    }
  }

  @Test func `mending and comparing end as well`() {
    let text = Limited.journey(touchpoints: 40, "      wait 5\n")
    let source = Source(name: "main.journey", text: text)
    let (whole, asked) = (Counter(), Counter())
    #expect(Engine(limits: .asking(whole) { _ in false }).mend(source, .all).isFinished)
    let half = whole.count / 2
    #expect(!Engine(limits: .asking(asked) { $0 >= half }).mend(source, .all).isFinished)
    #expect(asked.count < whole.count)
    let (before, after) = (Engine().check(source), Engine().check(Source(name: "main.journey", text: text + "# x\n")))
    #expect(Comparison(of: before, with: after).interruption == nil)
    var limits = Limits()
    limits.isCancelled = { true }
    #expect(Comparison(of: before, with: after, limits: limits).interruption == .cancelled)
  }
}
