import Journey
import JourneySyntax
import Testing

/// What a marketer reads: findings of the language, whole.
@Suite struct `Pretty reports` {
  @Test func `a near name is suggested, and the line shown as it becomes`() {
    let script = Script(
      """
      journey "Buying a phone"
        channel store
        stage Consideration
          touchpoint "Store visit" on stor
      """)
    #expect(
      script.pretty() == """
        error[unknown-name]: There is no channel `stor`
          --> a.journey:4:33
           |
         4 |     touchpoint "Store visit" on stor
           |                                 ^^^^
             in:   "Buying a phone" › Consideration › "Store visit"
             help: Did you mean `store`?
             fix:  Write `store` (needs a look)
         4 +     touchpoint "Store visit" on store

        Checked 1 file: 1 error.

        """)
  }

  @Test func `related places of one file are one picture, with what lies between left out`() {
    let script = Script(
      """
      journey X
        stage A
          touchpoint T
        stage B
          touchpoint U
            wait 5 min
        stage A
      """)
    #expect(
      script.pretty() == """
        error[declared-twice]: Stage `A` is declared twice
          --> a.journey:7:9
           |
         2 |   stage A
           |   ------- declared here first
         … |
         7 |   stage A
           |         ^
             help: Give one of them another name, or remove it.

        Checked 1 file: 1 error.

        """)
  }

  @Test func `a moved line is shown where it goes and where it was`() {
    let script = Script(
      """
      journey X
        stage C
          touchpoint Z
            goal "x"
      """)
    #expect(
      script.pretty() == """
        error[attribute-too-late]: `goal` belongs to the stage, above its first `touchpoint`
          --> a.journey:4:7
           |
         2 |   stage C
           |   ------- the stage it belongs to
         3 |     touchpoint Z
         4 |       goal "x"
           |       ^^^^
             help: Move the line up, to the stage's own lines.
             fix:  Move the line up (needs a look)
         3 +     goal "x"
         4 -       goal "x"

        Checked 1 file: 1 error.

        """)
  }

  @Test func `the parts of a condition that fails have their values under them`() {
    let script = Script(
      """
      journey X
        expect count(stages) > 2 and count(touchpoints) > 3
      """)
    #expect(
      script.pretty() == """
        error[not-true]: This does not hold: `count(stages) > 2 and count(touchpoints) > 3`
          --> a.journey:2:10
           |
         2 |   expect count(stages) > 2 and count(touchpoints) > 3
           |          -------------^^^^^^^^^------------------^^^^
           |          |                     |
           |          |                     is 0
           |          is 0
             in:   X
             help: Change the journey so that it holds, or the expectation where it asks too much.

        Checked 1 file: 1 error.

        """)
  }

  @Test func `a place in another file is a picture of its own`() {
    var script = Script(bare: "journey X\n")
    let other = Script(bare: "channel email\n", name: "shared/channels.journey")
    script.findings = [
      Finding(
        "declared-twice", .warning, "Twice", at: script.place("X"),
        related: [
          Related(other.place("email"), "first here"), Related(Place("gone.journey", ByteRange(0, 1)), "and here"),
        ],
        why: "One name means one thing.",
        fix: Fix("Rename both", [Edit(script.place("X"), "Y"), Edit(other.place("email"), "mail")], isSafe: false))
    ]
    #expect(
      script.pretty(with: [other.source]) == """
        warning[declared-twice]: Twice
          --> a.journey:1:9
           |
         1 | journey X
           |         ^
          --> shared/channels.journey:1:9
           |
         1 | channel email
           |         ----- first here
          --> gone.journey
             why:  One name means one thing.
             fix:  Rename both (needs a look)
         1 + journey Y
          --> shared/channels.journey:1:9
         1 - channel email
         1 + channel mail

        Checked 1 file: 1 warning.

        """)
  }

  @Test func `long sentences break between words, and never inside what is to be written`() {
    var script = Script(bare: "journey X\n")
    script.findings = [
      Finding(
        "a-rule", isRule: true, .info, "Short", at: script.place("X"),
        why: "Customers who meet nobody on their way give up sooner than those who find one person to talk to.",
        help:
          "Add a channel with a person to the stage in which most customers leave, such as `touchpoint \"Call back\" on hotline`."
      )
    ]
    #expect(
      script.pretty() == """
        note[a-rule]: Short
          --> a.journey:1:9
           |
         1 | journey X
           |         ^
             why:  Customers who meet nobody on their way give up sooner than those who find one person to
                   talk to.
             help: Add a channel with a person to the stage in which most customers leave, such as
                   `touchpoint "Call back" on hotline`.

        Checked 1 file: 1 note.

        """)
  }

  @Test func `a finding in a file that cannot be shown is still told`() {
    let finding = Finding(
      "import-missing", .error, "`gone.journey` cannot be read", at: Place("gone.journey", ByteRange(0, 0)))
    #expect(
      PrettyReport().text(findings: [finding], sources: [], checkedFiles: ["gone.journey"]) == """
        error[import-missing]: `gone.journey` cannot be read
          --> gone.journey

        Checked 1 file: 1 error.

        """)
  }

  @Test func `colours are there only where they are asked for`() {
    let script = Script("journey X\n  stage A\n    touchpoint T on stor\n  channel store\n")
    let coloured = script.pretty(.ansi)
    #expect(
      coloured.hasPrefix("\u{1B}[1;31merror[unknown-name]\u{1B}[0m\u{1B}[1m: There is no channel `stor`\u{1B}[0m\n"))
    #expect(coloured.contains("\u{1B}[32m 3 +     touchpoint T on store\u{1B}[0m"))
    var plain = ""
    var rest = coloured[...]
    while let escape = rest.firstIndex(of: "\u{1B}") {
      plain += rest[..<escape]
      rest = rest[escape...].drop { $0 != "m" }.dropFirst()
    }
    #expect(plain + rest == script.pretty())
  }

  @Test(
    arguments: [
      (0, [], "No files to check.\n"), (1, [], "Checked 1 file: nothing to mend.\n"),
      (3, [], "Checked 3 files: nothing to mend.\n"),
    ] as [(Int, [Finding], String)])
  func `without findings there is one sentence`(files: Int, findings: [Finding], sentence: String) {
    let names = (0..<files).map { "\($0).journey" }
    #expect(PrettyReport().text(findings: findings, sources: [], checkedFiles: names) == sentence)
  }

  @Test func `the sum counts what there is`() {
    func some(_ severity: Severity) -> Finding { Finding("x", severity, "", at: Place("a", ByteRange(0, 0))) }
    let all = [some(.error), some(.error), some(.warning)] + (0..<4).map { _ in some(.info) }
    #expect(FindingCounts(all).sentence(files: 3) == "Checked 3 files: 2 errors, 1 warning, 4 notes.")
    #expect(FindingCounts([some(.info)]).sentence(files: 1) == "Checked 1 file: 1 note.")
  }

  @Test func `findings come by file, then position, then weight, then as they were`() {
    func some(_ title: String, _ file: String, _ start: Int, _ severity: Severity) -> Finding {
      Finding("x", severity, title, at: Place(file, ByteRange(start, start + 1)))
    }
    let findings = [
      some("8", "elsewhere", 0, .error), some("6", "a", 4, .warning), some("2", "b", 9, .info),
      some("1", "b", 9, .error),
      some("4", "a", 0, .error), some("5", "a", 0, .error), some("3", "b", 10, .error), some("7", "a", 5, .error),
    ]
    #expect(findings.inReadingOrder(files: ["b", "a"]).map(\.title) == ["1", "2", "3", "4", "5", "6", "7", "8"])
  }
}
