import Foundation
import Journey
import Testing

/// A compiled script says what the engine would say that is given the parameters, whatever was made ahead of them.
struct CompiledScriptTests {
  private static let head = """
    channel email
    journey Welcome
      parameter wanted = 40%
      parameter word = "mail"
      parameter delay = 2 min
      parameter pieces = 2

    """

  /// What a parameter may bear on: nothing, a check, an attribute, an arrow, a name, whether and how often there is an
  /// item, another variable, a rule, a layer, a scenario.
  private static let bodies = [
    "  stage A\n    touchpoint T on email\n",
    "  stage A\n    expect strength >= wanted\n    touchpoint T on email\n",
    "  stage A\n    touchpoint T on email\n      wait delay\n      expect wait < 5 min\n",
    "  stage A\n    touchpoint T on email\n      leads to U for wanted\n    touchpoint U on email\n",
    "  stage A\n    touchpoint \"A {word}\" on email\n      says \"Dear {word}\"\n",
    "  stage A\n    touchpoint T on email\n    if wanted > 50%\n      touchpoint U on email\n    end\n",
    "  stage A\n    for each n in 1 to pieces\n      touchpoint \"T {n}\" on email\n    end\n",
    "  let twice = delay + delay\n  stage A\n    touchpoint T on email\n      wait twice\n",
    "  let unused = delay\n  stage A\n    touchpoint T on email\n    expect count(touchpoints) < pieces\n",
    "  layer Mail\n    matches channel has email and wait < delay\n    needed in A\n  stage A\n    touchpoint T on email\n",
    "  stage A\n    touchpoint T on email\nscenario Late of Welcome\n  parameter delay = 9 min\n  change touchpoint T\n"
      + "    wait delay\n",
    "  stage A\n    touchpoint T on email\n      wait delay\nrule quick\n  every touchpoint\n  expect wait < 3 min\n",
  ]

  private static let settings: [[String: String]] = [
    [:], ["wanted": "90%", "delay": "7 min"], ["word": "post", "pieces": "3"], ["Wanted": "10 %"], ["wanted": "often"],
    ["delay": "4", "pieces": "\"two\""], ["nothing": "1"],
  ]

  private func said(_ check: Check) -> [String] {
    check.findings.map { "\($0)" } + [ModelJSON.text(of: check.model)]
  }

  @Test(arguments: bodies)
  func `a compiled script says the same as one that is read with its parameters`(body: String) {
    let source = Source(name: "welcome.journey", text: CompiledScriptTests.head + body)
    let script = Engine().compile(source)
    // Twice: no check leaves anything behind for the next.
    for parameters in CompiledScriptTests.settings + CompiledScriptTests.settings {
      let check = Engine(parameters: parameters).check(source)
      #expect(said(script.check(parameters: parameters)) == said(check))
    }
    for scenario in script.check().model.scenarios {
      let check = Engine().check(source, .scenario(scenario.name))
      #expect(said(script.check(.scenario(scenario.name))) == said(check))
    }
  }

  @Test(arguments: ["wait pause(1)", "expect pause(1) < 1 h", "says \"{pause(1)}\""])
  func `a function of the host is asked anew in each check`(line: String) {
    let calls = Counter()
    var vocabulary = HostVocabulary()
    vocabulary.function("pause", "How long it takes.", parameters: ["times"]) { (times: Int) in
      Duration.seconds(times * calls.add())
    }
    let source = Source(
      name: "main.journey", text: "journey J\n  stage S\n    touchpoint T\n      \(line)\n")
    let script = Engine(vocabulary: vocabulary).compile(source)
    let before = calls.count
    let first = ModelJSON.text(of: script.check().model)
    #expect(calls.count > before)
    let second = ModelJSON.text(of: script.check().model)
    #expect(line.hasPrefix("expect") || first != second)
  }

  @Test func `a compiled script under other limits is bound by those`() {
    let source = Source(name: "welcome.journey", text: CompiledScriptTests.head + CompiledScriptTests.bodies[0])
    var limits = Limits()
    limits.items = 2
    let codes = Engine().compile(source).limited(to: limits).check().findings.map(\.code)
    #expect(codes.contains("too-many-items"))
    let wide = Engine(limits: limits).compile(source).limited(to: Limits())
    #expect(said(wide.check()) == said(Engine().check(source)))
  }

  @Test func `a script that goes beyond a limit when it is compiled does so in each check`() {
    let source = Source(name: "welcome.journey", text: CompiledScriptTests.head + CompiledScriptTests.bodies[6])
    var limits = Limits()
    limits.items = 2
    let script = Engine(limits: limits).compile(source)
    for _ in 0..<2 { #expect(said(script.check()) == said(Engine(limits: limits).check(source))) }
  }
}
