import Journey
import Testing

/// Copies: `like` takes over what another item says, and `without` drops a part.
struct CopyTests {
  /// A copy, and the same written out.
  struct Pair: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let copy: String
    let written: String

    init(_ name: String, _ copy: String, is written: String) {
      (testDescription, self.copy, self.written) = (name, copy, written)
    }
  }

  private func journey(_ items: String) -> String {
    """
    journey J
      outcome Won, success
      channel email
      channel store
      persona Old
        share 30%
        prefers email, store
        needs "time"
        needs "money"
      layer talk
        matches channel has email
        needed in A
        at least 10%
      stage A
        phase before
        pain "Slow"
        touchpoint First on email, store
          id the-first
          entry
          proactive
          note "one"
          note "two"
          wait 2 min
          leads to Won
    \(items)
    """
  }

  private static let pairs = [
    Pair(
      "all of it but id and entry", "    touchpoint X like First",
      is:
        "    touchpoint X on email, store\n      proactive\n      note \"one\"\n      note \"two\"\n      wait 2 min\n      leads to Won"
    ),
    Pair(
      "with other channels", "    touchpoint X on email like First",
      is:
        "    touchpoint X on email\n      proactive\n      note \"one\"\n      note \"two\"\n      wait 2 min\n      leads to Won"
    ),
    Pair(
      "many lines as a whole", "    touchpoint X like First\n      note \"three\"\n      wait 5 min",
      is:
        "    touchpoint X on email, store\n      proactive\n      leads to Won\n      note \"three\"\n      wait 5 min"
    ),
    Pair(
      "the opposite", "    touchpoint X like First\n      reactive",
      is:
        "    touchpoint X on email, store\n      note \"one\"\n      note \"two\"\n      wait 2 min\n      leads to Won\n      reactive"
    ),
    Pair(
      "less",
      "    touchpoint X like First\n      without note\n      without leads to\n      without on\n      without proactive",
      is: "    touchpoint X\n      wait 2 min"),
    Pair(
      "a chain, whichever stands first",
      "    touchpoint Y like X\n      takes 1 min\n    touchpoint X like First\n      without note\n      wait 9 min",
      is:
        "    touchpoint Y on email, store\n      proactive\n      leads to Won\n      wait 9 min\n      takes 1 min\n    touchpoint X on email, store\n      proactive\n      leads to Won\n      wait 9 min"
    ),
    Pair(
      "in a loop, of what the loop made",
      "    for each n in 1, 2\n      touchpoint \"X {n}\" like First\n        without note\n        note \"{n}\"\n      touchpoint \"Y {n}\" like \"X {n}\"\n    end",
      is: [1, 2].map { n in
        ["X", "Y"].map {
          "    touchpoint \"\($0) \(n)\" on email, store\n      proactive\n      wait 2 min\n      leads to Won\n      note \"\(n)\"\n"
        }.joined()
      }.joined()),
    Pair(
      "personas, channels, layers and stages",
      "  persona New like Old\n    needs \"rest\"\n  channel shop like store\n    mode human\n  layer other like talk\n    at least 20%\n  stage B like A\n    without pain\n    touchpoint Z on shop",
      is:
        "  persona New\n    share 30%\n    prefers email, store\n    needs \"rest\"\n  channel shop\n    mode human\n  layer other\n    matches channel has email\n    needed in A\n    at least 20%\n  stage B\n    phase before\n    touchpoint Z on shop"
    ),
  ]

  @Test(arguments: pairs)
  func `a copy is as if it were written`(pair: Pair) {
    #expect(Reuse.said(journey(pair.copy)) == [])
    #expect(Reuse.json(journey(pair.copy)) == Reuse.json(journey(pair.written)))
  }

  /// Items like others, what a scenario takes away, and the journey that is left, written out.
  private static let survivors = [
    (
      "    touchpoint Last like First\n      note \"three\"\n    touchpoint X like Last\n      takes 1 min",
      "touchpoint Last",
      "    touchpoint X on email, store\n      proactive\n      wait 2 min\n      leads to Won\n      note \"three\"\n      takes 1 min"
    ),
    // The copy is on another channel, and so stays when that of its source goes.
    (
      "    touchpoint Visit on store\n      wait 5 min\n      takes 1 min\n    touchpoint Letter on email like Visit\n      without wait",
      "touchpoint Visit", "    touchpoint Letter on email\n      takes 1 min"
    ),
    (
      "    touchpoint X like Y\n      without wait\n    touchpoint Y like Z\n      takes 3 min\n    touchpoint Z on store\n      wait 1 min\n      reactive",
      "touchpoint Y\n  without touchpoint Z", "    touchpoint X on store\n      reactive\n      takes 3 min"
    ),
    (
      "  stage B\n    touchpoint Z on store\n      reactive\n  stage C\n    touchpoint X like B.Z", "stage B",
      "  stage C\n    touchpoint X on store\n      reactive"
    ),
    (
      "    for each n in 1, 2\n      touchpoint \"X {n}\" on email\n        note \"{n}\"\n      touchpoint \"Y {n}\" like \"X {n}\"\n    end",
      "touchpoint \"X 1\"",
      "    touchpoint \"Y 1\" on email\n      note \"1\"\n    touchpoint \"X 2\" on email\n      note \"2\"\n    touchpoint \"Y 2\" on email\n      note \"2\""
    ),
    (
      "  persona Young\n    needs \"rest\"\n  persona New like Young", "persona Young",
      "  persona New\n    needs \"rest\""
    ),
    ("  channel shop\n    mode human\n  channel kiosk like shop", "channel shop", "  channel kiosk\n    mode human"),
  ]

  @Test(arguments: survivors)
  func `a copy says what it copied, though a scenario takes that away`(items: String, gone: String, written: String) {
    let script = journey(items) + "\nscenario S of J\n  without \(gone)\n"
    let expected = journey(written).replacing("journey J", with: "journey S")
    #expect(Reuse.said(script, scenario: "S") == [])
    #expect(Reuse.json(script, scenario: "S") == Reuse.json(expected))
  }

  @Test func `a copy of what was only for a persona goes with that persona, unless it is for others`() {
    let script =
      journey(
        "    touchpoint Club on store\n      only for Old\n    touchpoint Copy like Club\n    touchpoint Open like Club\n      without only for"
      ) + "\nscenario S of J\n  without persona Old\n"
    #expect(Reuse.value("touchpoints.name", in: script, scenario: "S") == "First, Open")
  }

  @Test func `a copy of a shared item reads its names where it is`() {
    let files = ["c.journey": "let promise = 2 h\nchannel mail\n  answers within promise\n  mode digital\n"]
    let script = "import \"c.journey\"\njourney J\n  let promise = 1 min\n  channel fax like mail\n    mode human\n"
    #expect(Reuse.value("fax.answers-within", in: script, files: files) == "2 h")
    #expect(Reuse.value("fax.mode", in: script, files: files) == "human")
  }

  @Test func `what is wrong in what is copied shows at its line, for the original alone`() {
    let script = journey("    touchpoint X like First").replacing("wait 2 min", with: "wait 2")
    #expect(Reuse.said(script).count == 1)
  }

  @Test(arguments: [
    ("    touchpoint X like X", "like-cycle: X is like itself"),
    ("    touchpoint X like Y\n    touchpoint Y like X", "like-cycle: These are like each other: X → Y → X"),
    (
      "    touchpoint W like X\n    touchpoint X like Y\n    touchpoint Y like X",
      "like-cycle: These are like each other: X → Y → X"
    ),
    ("    touchpoint X like Frist", "unknown-name: There is no touchpoint `Frist`"),
    ("    touchpoint X like A", "unknown-name: `A` is a stage, not a touchpoint"),
    (
      "    touchpoint X like First\n      without goal",
      "unknown-name: First says nothing of `goal`, so there is nothing to take away"
    ),
    (
      "    touchpoint X\n      without wait",
      "outside-its-place: `without` takes away what was copied, and this item is like no other"
    ),
  ])
  func `a mistake is said once`(items: String, message: String) {
    #expect(Reuse.said(journey(items)) == [message])
  }

  @Test(arguments: [false, true])
  func `a chain of 10,000 copies is read, whichever way it is written`(isForward: Bool) {
    let chain = (1...10_000).map { "    touchpoint T\($0) like T\(isForward ? $0 + 1 : $0 - 1)\n" }.joined()
    let root = "    touchpoint T\(isForward ? 10_001 : 0)\n      wait 3 min\n"
    let script = "journey J\n  stage S\n" + root + chain
    #expect(Reuse.said(script) == [])
    #expect(Reuse.value("T\(isForward ? 1 : 10_000).wait", in: script) == "3 min")
  }
}
