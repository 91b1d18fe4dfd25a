import Journey
import Testing

/// Templates: a use is as good as the lines that it stands for.
struct TemplateTests {
  /// A journey around some lines of a touchpoint, and templates below it.
  private func touchpoint(_ lines: String, _ templates: String = "") -> String {
    """
    journey J
      outcome Won, success
      persona Old
      persona New
      channel email
      channel store
        mode human
      stage A
        touchpoint Visit on store
    \(lines)
          leads to Pay
        touchpoint Pay on store
          leads to Won

    \(templates)
    """
  }

  /// A use of a template, and the same written out.
  struct Pair: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let use: String
    let templates: String
    let written: String

    init(_ name: String, use: String, _ templates: String, is written: String) {
      (testDescription, self.use, self.templates, self.written) = (name, use, templates, written)
    }
  }

  private static let lines = [
    Pair("filled by place", use: "use T (6 min)", "template T (span)\n  wait span\nend", is: "wait 6 min"),
    Pair("filled by name", use: "use T (b = 2, a = 1)", "template T (a, b)\n  note \"{a}{b}\"\nend", is: "note \"12\""),
    Pair(
      "a default that another hole decides", use: "use T (2 min)",
      "template T (a, b = a * 2)\n  wait a\n  takes b\nend", is: "wait 2 min; takes 4 min"),
    Pair(
      "a default in place of what was not said", use: "use T (b = 9 min)",
      "template T (a = 1 min, b = a * 2)\n  wait a\n  takes b\nend", is: "wait 1 min; takes 9 min"),
    Pair(
      "one template in another", use: "use Outer (3 min)",
      "template Outer (a)\n  use Inner (a + 1 min)\n  note \"out\"\nend\ntemplate Inner (b)\n  wait b\nend",
      is: "wait 4 min; note \"out\""),
    Pair("a word of a fixed choice", use: "use T (inform)", "template T (p)\n  purpose p\nend", is: "purpose inform"),
    Pair(
      "a target and a share", use: "use T (Pay, 30%)", "template T (where-to, part)\n  leads to where-to for part\nend",
      is: "leads to Pay for 30%"),
    Pair(
      "a text, with a merge tag", use: "use T (\"Ann\")", "template T (who)\n  says \"Hi {who}, {{first_name}}\"\nend",
      is: "says \"Hi Ann, {{first_name}}\""),
    Pair(
      "a list", use: "use T ((price, range))", "template T (what)\n  tells what\nend", is: "tells price, range"),
    Pair(
      "a loop in a template", use: "use T", "template T\n  for each n in \"a\", \"b\"\n  note n\n  end\nend",
      is: "note \"a\"; note \"b\""),
    Pair(
      "a use in a loop", use: "for each n in \"a\", \"b\"\n  use T (n)\n  end", "template T (n)\n  note n\nend",
      is: "note \"a\"; note \"b\""),
    Pair(
      "a choice in a template", use: "use T (yes)\nuse T (no)",
      "template T (is-on)\n  if is-on\n  note \"on\"\n  else\n  note \"off\"\n  end\nend",
      is: "note \"on\"; note \"off\""),
    Pair(
      "a variable of its own", use: "use T (2 min)", "template T (a)\n  let b = a * 3\n  wait b\nend", is: "wait 6 min"),
    Pair(
      "data, and who it is for", use: "use T (interest, Old)",
      "template T (what, who)\n  captures what\n  only for who\nend", is: "captures interest; only for Old"),
  ]

  @Test(arguments: lines)
  func `lines of a template are as if they were written`(pair: Pair) {
    let (used, written) = (touchpoint(pair.use, pair.templates), touchpoint(pair.written))
    #expect(Reuse.said(used) == [])
    #expect(Reuse.json(used) == Reuse.json(written))
  }

  @Test func `a hole fills in what an arrow asks for`() {
    let script = touchpoint("use T (Old)", "template T (who)\n  leads to exit when persona is who\nend")
    #expect(Reuse.said(script) == [])
    #expect(Reuse.value("probability(Won)", in: script) == "75%")
  }

  private static let items = [
    Pair(
      "touchpoints", use: "  stage S\n    use T (email)\n    use T (store)",
      "template T (way)\n  touchpoint \"By {way}\" \"Sent by {way}\" on way\n    wait 2 min\nend",
      is:
        "  stage S\n    touchpoint \"By email\" \"Sent by email\" on email\n      wait 2 min\n    touchpoint \"By store\" \"Sent by store\" on store\n      wait 2 min"
    ),
    Pair(
      "stages, channels and people", use: "  use T (\"Fax\")",
      "template T (way)\n  channel \"{way}\"\n    mode digital\n  persona \"{way} user\"\n    prefers way\n  stage \"{way} stage\"\n    phase after\n    touchpoint \"A {way}\" on way\nend",
      is:
        "  channel Fax\n    mode digital\n  persona \"Fax user\"\n    prefers Fax\n  stage \"Fax stage\"\n    phase after\n    touchpoint \"A Fax\" on Fax"
    ),
    Pair(
      "items below the item above",
      use: "  stage S\n    touchpoint First on email\n      use T\n    touchpoint Last on email",
      "template T\n  touchpoint Middle on store\nend",
      is: "  stage S\n    touchpoint First on email\n    touchpoint Middle on store\n    touchpoint Last on email"),
    Pair(
      "lines of every kind of item",
      use:
        "  persona P\n    use Tagged (\"p\")\n  channel C\n    use Tagged (\"c\")\n  layer L\n    matches channel has C\n    use Tagged (\"l\")\n  outcome O, failure\n    use Tagged (\"o\")\n  stage S\n    use Tagged (\"s\")\n    touchpoint X on C",
      "template Tagged (word)\n  tags word\n  note \"{word}\"\nend",
      is:
        "  persona P\n    tags p\n    note \"p\"\n  channel C\n    tags c\n    note \"c\"\n  layer L\n    matches channel has C\n    tags l\n    note \"l\"\n  outcome O, failure\n    tags o\n    note \"o\"\n  stage S\n    tags s\n    note \"s\"\n    touchpoint X on C"
    ),
    Pair(
      "items in loops and choices",
      use:
        "  stage S\n    for each way in email, store\n      if way is email\n        use T (way)\n      end\n    end",
      "template T (way)\n  touchpoint \"By {way}\" on way\nend", is: "  stage S\n    touchpoint \"By email\" on email"),
  ]

  private func journey(_ items: String, _ templates: String = "") -> String {
    "journey J\n  channel email\n  channel store\n\(items)\n\(templates)\n"
  }

  @Test(arguments: items)
  func `items of a template are as if they were written`(pair: Pair) {
    let (used, written) = (journey(pair.use, pair.templates), journey(pair.written))
    #expect(Reuse.said(used) == [])
    #expect(Reuse.json(used) == Reuse.json(written))
  }

  @Test func `a layer's condition in a template knows the holes, in its own file and in another`() {
    let template = "template Human (m)\n  matches channel.mode has m\n  needed in every stage where important\nend\n"
    let journey = """
      journey J
        channel store
          mode human
        layer talk
          use Human (human)
        stage A
          important
          touchpoint X on store
      """
    let own = Reuse.check(journey + "\n" + template)
    let other = Reuse.check("import \"t.journey\"\n" + journey, files: ["t.journey": template])
    for check in [own, other] {
      #expect(!check.findings.contains { $0.severity == .error })
      let contents = check.model.journeys[0]
      #expect(check.model.isIn(layer: contents.layers[0], contents.touchpoints[0]))
      #expect(check.model.stages(needing: contents.layers[0]) == contents.stages)
    }
  }

  // MARK: Files

  @Test func `a template of another file sees the variables of its file, and no others`() {
    let files = ["t.journey": "let promise = 2 days\ntemplate T\n  after promise\n  wait hidden\nend\n"]
    let script = "import \"t.journey\"\njourney J\n  let hidden = 3 min\n  stage A\n    touchpoint X\n      use T\n"
    #expect(Reuse.value("X.after", in: script, files: files) == "2 days")
    #expect(
      Reuse.said(script, files: files) == ["wrong-kind-of-value: `wait` takes a time span, and `hidden` is a word"])
  }

  @Test func `what an import leaves out is known in its own file, templates too`() {
    let files = [
      "t.journey": """
      channel email
      template Outer
        use Inner
      end
      template Inner
        touchpoint X on email
      end
      journey Base
        stage A
          use Inner

      """
    ]
    let use = "import Outer from \"t.journey\"\njourney J\n  stage A\n    use Outer\n"
    #expect(Reuse.said(use, files: files) == [])
    #expect(
      Reuse.said(use.replacing("use Outer", with: "use Inner"), files: files) == [
        "unknown-name: There is no template `Inner`"
      ])
    let scenario = "import Base from \"t.journey\"\nscenario S of Base\n  change touchpoint X\n    wait 2 min\n"
    #expect(Reuse.said(scenario, files: files) == [])
    #expect(Reuse.value("X.wait", in: scenario, files: files) == "2 min")
  }

  @Test func `variables of imported files are known, those of their imports too`() {
    let files = ["a.journey": "import \"b.journey\"\nlet twice = once * 2\n", "b.journey": "let once = 2 min\n"]
    let script = "import \"a.journey\"\njourney J\n  stage A\n    touchpoint X\n      wait once\n      takes twice\n"
    #expect(Reuse.value("X.wait + X.takes", in: script, files: files) == "6 min")
  }

  @Test func `a hole may have the name of an item`() {
    let script = touchpoint("use T (email)", "template T (store)\n  note \"{store}\"\nend")
    #expect(Reuse.said(script) == [])
    #expect(Reuse.value("Visit.notes", in: script) == "email")
  }

  // MARK: Mistakes

  @Test func `what is wrong in a template shows at its line, and at the use that added it`() throws {
    let script = touchpoint("use Outer", "template Outer\n  use Inner\nend\ntemplate Inner\n  purpose infrom\nend")
    let finding = try #require(Reuse.check(script).findings.first { $0.code == "unknown-choice" })
    #expect(finding.related.map(\.message) == ["added here", "added here"])
    let lines = LineIndex(Source(name: "main.journey", text: script))
    let all = [finding.place] + finding.related.map(\.place)
    #expect(all.map { lines.line(of: $0.range.lower) } == [19, 16, 10])
  }

  @Test(arguments: [
    ("template T (a, a)\n  note a\nend", "use T (\"x\")", "declared-twice: The template has two holes `a`"),
    (
      "template T (b)\n  let b = 2\n  note \"{b}\"\nend", "use T (\"x\")",
      "declared-twice: `b` is a hole and a variable"
    ),
    (
      "template T way\n  note way\nend", "use T (\"x\")",
      "unexpected-text: The holes of a template stand in parentheses"
    ),
    (
      "template T (way: 3)\n  effort way\nend", "use T",
      "habit-colon: The value that a hole usually has stands behind `=`"
    ),
    (
      "template T (wait)\n  note \"x\"\nend", "use T",
      "reserved-name: `wait` is a word of the language and cannot be a variable"
    ),
    ("template T (a)\n  note a\nend", "use T", "missing-value: Template T needs `a`"),
    ("template T (a)\n  note a\nend", "use T (b = 1)", "unknown-name: The template has no hole `b`"),
    ("template T\n  note \"x\"\nend", "use T (1)", "wrong-arguments: This template has no holes to fill in"),
    ("template T (a)\n  note a\nend", "use T (\"x\", a = \"y\")", "attribute-twice: `a` is filled in twice"),
    ("template T\n  phase after\nend", "use T", "attribute-elsewhere: A touchpoint has no `phase`"),
    ("template T\n  use T\nend", "use T", "template-cycle: Template T uses itself"),
    (
      "template T\n  note \"x\"\n  touchpoint X\nend", "use T",
      "attribute-too-late: This template holds items, and this line is of an item"
    ),
  ])
  func `a mistake is said once`(template: String, use: String, message: String) {
    #expect(Reuse.said(touchpoint(use, template)) == [message])
  }

  @Test func `a stage that is declared twice is one mistake`() {
    let script = "journey J\n  use T\n  use T\ntemplate T\n  stage X\n    touchpoint Y\nend\n"
    #expect(Reuse.said(script) == ["declared-twice: Stage `X` is declared twice"])
  }
}
