import Journey
import JourneySyntax
import Testing

@Suite struct `Short reports` {
  @Test func `a finding is one line, with its help`() {
    let script = Script("journey \"日本\"; stage A\n  touchpoint T on stor\nchannel store\n")
    let text = ShortReport().text(findings: script.findings, sources: [script.source], checkedFiles: ["a.journey"])
    #expect(
      text == """
        a.journey:2:19: error unknown-name: There is no channel `stor` (Did you mean `store`?)

        """)
  }

  @Test func `columns count scalars, and nothing breaks the line`() {
    var script = Script(bare: "é👍🏽x")
    script.findings = [
      Finding("c", .warning, "a\nb\u{2028}c\u{1B}[0m", at: script.place("x"), help: "d\r\ne"),
      Finding("d", .info, "t", at: Place("un\nknown", ByteRange(7, 9))),
    ]
    let text = ShortReport().text(findings: script.findings, sources: [script.source], checkedFiles: ["a.journey"])
    #expect(
      text == """
        a.journey:1:4: warning c: a b�c�[0m (d  e)
        un known:1:1: info d: t

        """)
  }

  @Test func `no findings are no lines`() {
    #expect(ShortReport().text(findings: [], sources: [], checkedFiles: ["a"]).isEmpty)
  }
}

@Suite struct `Fingerprints` {
  private func fingerprints(_ text: String, name: String = "a.journey") -> [String] {
    let script = Script(text, name: name)
    return Fingerprint.all(script.findings.inReadingOrder(files: [name]), sources: [script.source])
  }

  @Test func `they survive moved lines, other layout and another folder`() {
    let first = fingerprints("journey X\n  stage A\n    touchpoint T\n      needs to know   x y\n      wait 6\n")
    let moved = fingerprints(
      "\n# moved\njourney X\nstage A\ntouchpoint T\nneeds to know x  y\nwait 6\n", name: "b/a.journey")
    #expect(first == moved)
    #expect(first.count == 2 && Set(first).count == 2)
    #expect(first.allSatisfy { $0.utf8.count == 16 })
  }

  @Test func `they tell items, codes and texts apart`() {
    let texts = [
      "stage A\n    touchpoint T\n      wait 6", "stage B\n    touchpoint T\n      wait 6",
      "stage A\n    touchpoint T\n      wait 7",
    ]
    let all = texts.flatMap { fingerprints("journey X\n  \($0)\n") }
    #expect(Set(all).count == 3)
  }

  @Test func `the later of two that are the same says which it is`() {
    let all = fingerprints("journey X\n  stage A\n    touchpoint T\n      leads to Y\n      leads to Y\n")
    #expect(all.count == 2 && all[1] == all[0] + "-2")
  }

  @Test func `the hash is FNV-1a`() {
    // Of the bytes "c", 0, "f", 0, "x y", by an independent computation.
    let source = Source(name: "dir/f", text: "x \n y")
    let finding = Finding("c", .error, "", at: Place("dir/f", ByteRange(0, 5)))
    #expect(Fingerprint.all([finding], sources: [source]) == ["d6088a39384ae983"])
  }
}
