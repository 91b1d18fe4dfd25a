import Foundation
import Testing

/// `journey check` with a choice of rules and findings: what is said of the call, and what it comes to.
struct SelectionTests {
  private let own = """
    rule many-channels "Every stage has many channels"
      severity warning
      because "Somebody has to look"
      every stage
      expect count(channels) > 5

    """

  @Test func `a rule that a script declares or imports is known`() throws {
    let folder = try Folder()
    try folder.write("house.journey", own)
    try folder.write("a.journey", "import \"house.journey\"\n" + Scripts.clean)
    try folder.write("b.journey", Scripts.warning)
    let result = try Command(
      "check", "--only", "many-channels", "--format", "short", "b.journey", "a.journey", in: folder.url)
    #expect(result.code == 1)
    #expect(result.output.hasPrefix("a.journey:5:3: warning many-channels"))
    let alone = try Command("check", "--only", "many-channels", "b.journey", in: folder.url)
    #expect(alone.code == 2)
    #expect(alone.errors.contains("--only many-channels: there is no such rule; `journey explain` lists the rules"))
    // The rule may be in the file that is not there; that it is not there is what is wrong.
    try folder.write("c.journey", "import \"nowhere.journey\"\n" + Scripts.clean)
    let broken = try Command("check", "--only", "many-channels", "--format", "short", "c.journey", in: folder.url)
    #expect(broken.code == 1)
    #expect(broken.output.contains("error import-missing"))
  }

  @Test(arguments: [
    (["--only", "ded-end"], "--only ded-end: there is no such rule; did you mean dead-end?"),
    (["--only", "dead-end,ded-end"], "--only ded-end: there is no such rule; did you mean dead-end?"),
    (["--skip", "lyer-*"], "--skip lyer-*: there is no such rule"),
    (["--only", ""], "--only names no rule"), (["--skip", "dead-end,"], "--skip names no rule beside a comma"),
    (["--severity", "dead-end"], "--severity takes RULE=LEVEL, and here stands dead-end"),
    (["--severity", "error"], "what is listed is chosen by --min-severity, and what fails by --fail-on"),
    (["--severity", "=error"], "--severity takes RULE=LEVEL, and here stands =error"),
    (["--severity", "dead-end=note"], "--severity dead-end=note: did you mean info?"),
    (["--severity", "dead-end=eror"], "--severity dead-end=eror: did you mean error?"),
    (["--severity", "ded-end=error"], "--severity ded-end: there is no such rule; did you mean dead-end?"),
    (["--only", "notes\u{1B}[31m"], "--only notes\u{FFFD}[31m: there is no such rule"),
  ])
  func `a wrong choice is an error of the call, and says what was meant`(options: [String], message: String) throws {
    for more in [[], ["--fix"], ["--diff"], ["--show-settings"], ["--add-waivers", "--because", "x"]] {
      let folder = try Folder()
      try folder.write("a.journey", Scripts.info)
      let result = try Command(["check"] + options + more + ["a.journey"], in: folder.url)
      #expect(result.code == 2)
      #expect(result.output == "")
      #expect(result.errors.contains(message), "\(result.errors)")
      #expect(try folder.text("a.journey") == Scripts.info)
    }
  }

  @Test func `the settings show what the call decided`() throws {
    let folder = try Folder()
    try folder.write(
      "project.journey", "project\n  severity of dead-end is error on Checkout\n  severity of thin-stage is off\n")
    try folder.write("a.journey", Scripts.clean)
    let skipped = try Command("check", "--show-settings", "--skip", "dead-end", "a.journey", in: folder.url).output
    #expect(skipped.contains("\n  severity of dead-end is off "))
    #expect(!skipped.contains("on Checkout"))
    let rows = skipped.split(separator: "\n").filter { $0.contains("of dead-end ") }
    #expect(rows.count == 1 && rows[0].hasSuffix("# set by the command line"))
    let only = try Command("check", "--show-settings", "--only", "*-stage", "a.journey", in: folder.url).output
    let thin = only.split(separator: "\n").filter { $0.contains("severity of thin-stage ") }
    #expect(thin.count == 1 && thin[0].contains("is warning ") && thin[0].hasSuffix("# set by the command line"))
    #expect(only.contains("severity of layer-missing is off "))
  }

  @Test func `fixes are made of what was chosen, and the next call chooses the same`() throws {
    let folder = try Folder()
    try folder.write("a b.journey", Scripts.warning)
    let result = try Command(
      "check", "--diff", "--only", "unused-*", "--severity", "dead-end=off", "a b.journey", in: folder.url)
    #expect(
      result.errors.contains(
        "  journey check --diff --unsafe-fixes --only 'unused-*' --severity dead-end=off 'a b.journey'\n"))
    let none = try Command("check", "--fix", "--unsafe-fixes", "--skip", "unused-*", "a b.journey", in: folder.url)
    #expect(none.code == 0)
    #expect(try folder.text("a b.journey") == Scripts.warning)
  }

  @Test func `a table counts what a list would cut off`() throws {
    let touchpoints = (1...1_200).map { "    touchpoint T\($0) on store\n" }.joined()
    let script = "journey Phone\n  channel store\n  stage Purchase\n" + touchpoints
    let result = try Command("check", "--statistics", "--only", "touchpoint-weak", "-", input: script)
    #expect(result.output.contains("\n    1200  note "))
    #expect(result.output.hasSuffix("Checked 1 file: 1200 notes.\n"))
  }

  @Test func `a table and a diff, or a table in another format, are no call`() throws {
    #expect(try Command("check", "--statistics", "--diff", "-", input: "").code == 2)
    #expect(try Command("check", "--statistics", "--format", "short", "-", input: "").code == 2)
  }
}
