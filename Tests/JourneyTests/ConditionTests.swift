import Foundation
import Journey
import Testing

/// Conditions that are asked of many items at once come to what they come to for each: the same members, the same
/// breaches, the same findings.
struct ConditionTests {
  private static let examples: [String] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Examples")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().filter { $0.hasSuffix(".journey") }.compactMap {
      try? String(contentsOf: folder.appending(path: $0), encoding: .utf8)
    }
  }()

  /// A journey with what is odd: unknown amounts, ranges, fine fractions, large numbers, a touchpoint without a stage.
  private static let odd = """
    let limit = 5 min
    channel email
      mode digital
    channel post
      mode unknown
    journey Odd
      outcome Bought, success
        target 1/3
      persona Ann
        share 36 of 51
        prefers email
      channel store
        mode physical, human
        answers within 2 to 5 min
      stage One
        phase before
        important
        lasts 2 weeks
        pain "Slow", severe, answered by A
        touchpoint A on email, store
          wait 2 to 5 min
          takes unknown
          emotion +1
          pain "x", mild
          pain "y", severe
          captures name, email_address
          leads to B for 30%
          leads to B for 20%
          leads to C
        touchpoint B on post
          wait unknown
          strength 33.3333%
          effort 1.25
          purpose support
          uses name
          leads to Bought
        touchpoint C
          takes 9,000,000,000,000 years
          wait 9,000,000,000,000 years
          proactive
          purpose advise
          leads to exit
      stage Two
        phase after
        touchpoint A
          wait 5 min
          takes 3 min
          entry
          status live
          reaches Bought
          leads to One.A
      stage Three
    """

  @Test(arguments: 0..<150)
  func `asked of all at once, a condition comes to what it comes to for each`(seed: Int) throws {
    var dice = Conditions(seed: UInt64(seed) + 1)
    let scripts = Self.examples + [Self.odd, Self.odd]
    let script = scripts[seed % scripts.count]
    let written = dice.script()
    let (alone, together) = (check(script + written, batch: .max), check(script + written, batch: 1))
    #expect(together == alone, "\(written)")
  }

  @Test func `the conditions of the tests hold for some items, fail for others, and have findings`() {
    var (breaches, clean, wrong) = (0, 0, 0)
    for seed in 0..<150 {
      var dice = Conditions(seed: UInt64(seed) + 1)
      let written = dice.script()
      let check = Engine(validator: JourneyRules.Validator(rules: [])).check(
        Source(name: "a", text: Self.odd + written))
      for rule in check.model.rules { if rule.breaches.isEmpty { clean += 1 } else { breaches += 1 } }
      wrong += check.findings.count { !$0.isRule }
    }
    #expect(breaches > 30 && clean > 30 && wrong > 30, "\(breaches) \(clean) \(wrong)")
  }

  private func check(_ text: String, batch: Int) -> [String] {
    var limits = Limits()
    limits.batch = batch
    let check = Engine(limits: limits, validator: JourneyRules.Validator(rules: [])).check(
      Source(name: "a", text: text))
    let members = check.model.items.indices.flatMap { touchpoint in
      check.model.items.indices.filter { check.model.isIn(layer: ItemID($0), ItemID(touchpoint)) }.map {
        "\(touchpoint) in \($0)"
      }
    }
    return check.findings.map { "\($0.code) \($0.place.range) \($0.title) \($0.related.map(\.message))" } + members
  }
}

/// Conditions by chance, nearly all of which mean something.
private struct Conditions {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  private mutating func number(below count: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 33) % count
  }

  private mutating func one(_ choices: [String]) -> String { choices[number(below: choices.count)] }

  /// Rules, and a layer of a journey of their own.
  mutating func script() -> String {
    var text = "\n"
    for number in 0..<6 {
      let kind = one(["touchpoint", "touchpoint", "touchpoint", "stage", "channel", "persona", "outcome"])
      text += "rule r\(number)\n  every \(kind)"
      if self.number(below: 2) == 0 { text += " where \(condition(kind, 2))" }
      text += "\n  expect \(condition(kind, 3))\n"
    }
    text += "journey Other\n  layer chance\n    matches \(condition("touchpoint", 2))\n"
    for index in 0..<8 {
      text +=
        "  stage S\(index)\n    touchpoint T\(index)\n      wait \(index) min\n      purpose \(one(["support", "advise"]))\n"
      if index < 7 { text += "      leads to T\(index + 1)\n" }
    }
    return text
      + "  expect count(touchpoints where \(condition("touchpoint", 3))) is 3\n".replacing(
        "  expect", with: "rule last\n  every journey\n  expect")
  }

  private mutating func condition(_ kind: String, _ depth: Int) -> String {
    switch depth > 0 ? number(below: 12) : 4 + number(below: 8) {
    case 0, 1: "\(part(kind, depth)) and \(part(kind, depth))"
    case 2: "\(part(kind, depth)) or \(part(kind, depth))"
    case 3: "not (\(condition(kind, depth - 1)))"
    case 4, 5: "\(amount(kind, depth)) \(one(["<", "<=", ">", ">=", "is", "is not"])) \(amount(kind, depth))"
    case 6: "\(amount(kind, depth)) \(one(["is", "is not"])) \(one(["none", "unknown"]))"
    case 7: flag(kind)
    case 8: word(kind)
    case 9,
      10 where depth > 0:
      list(kind, depth)
    default: flag(kind)
    }
  }

  private mutating func part(_ kind: String, _ depth: Int) -> String { "(\(condition(kind, depth - 1)))" }

  private mutating func flag(_ kind: String) -> String {
    switch kind {
    case "touchpoint":
      one(["proactive", "reactive", "important", "entry", "stage.important", "offers-opt-out", "wait"])
    case "stage": "important"
    case "channel": one(["two-way", "one-way", "needs-consent"])
    case "outcome": one(["success", "failure"])
    default: "yes"
    }
  }

  private mutating func word(_ kind: String) -> String {
    switch kind {
    case "touchpoint":
      one([
        "purpose is support", "purpose is not advise", "purpose in (support, recover, advise)",
        "purpose not in (inform, thank)", "stage.phase is before", "status is live", "purpose is suport",
        "stage is One", "stage is not Two", "moment is none", "captures has name", "uses has email_address",
        "channel has email", "channel.mode has human", "channel.mode has digital", "next has B", "only-for has Ann",
      ])
    case "stage": one(["phase is before", "phase in (during, after)", "layers is none"])
    case "channel": one(["mode has human", "mode has digital", "owned-by is partner"])
    default: one(["name is \"Ann\"", "title is none"])
    }
  }

  private mutating func list(_ kind: String, _ depth: Int) -> String {
    let function = one(["some", "all"])
    func pain() -> String { "severity is severe" }
    switch kind {
    case "touchpoint":
      let list = one(["next", "previous", "channel", "pains", "touchpoints"])
      switch list {
      case "channel": return "\(function)(channel where \(condition("channel", depth - 1)))"
      case "pains":
        return
          "\(function)(pains where \(one(["severity is severe", "answered-by is none", "severity is none", "important"])))"
      default: return "\(function)(\(list) where \(condition("touchpoint", depth - 1)))"
      }
    case "stage": return "\(function)(\(one(["touchpoints", "pains"])) where \(condition("touchpoint", depth - 1)))"
    default: return "some(touchpoints where \(condition("touchpoint", depth - 1)))"
    }
  }

  private mutating func amount(_ kind: String, _ depth: Int) -> String {
    if depth > 1, number(below: 4) == 0 {
      return "\(amount(kind, depth - 1)) \(one(["+", "-", "*"])) \(amount(kind, depth - 1))"
    }
    switch kind {
    case "touchpoint":
      return one([
        "wait", "takes", "after", "wait", "takes", "5 min", "limit", "2 h", "effort", "emotion", "strength", "30%", "2",
        "count(next)", "count(pains)", "count(next where purpose is support)", "stage.lasts", "count(channel)",
        "33.3333%",
        "count(touchpoints where wait > 3 min)", "cost",
      ])
    case "stage": return one(["lasts", "count(touchpoints)", "count(pains)", "1 h", "3", "strength"])
    case "channel": return one(["answers-within", "5 min", "1 h"])
    case "persona": return one(["share", "30%", "36 of 51"])
    default: return one(["target", "1%", "5"])
    }
  }
}
