import Foundation
import Testing

/// `journey fmt`, `show` and `explain`.
struct OtherCommandTests {
  private let untidy =
    "journey  Phone\n channel store # here\n stage Purchase;touchpoint Checkout  on store\n   wait 6min\n"
  private let tidy = """
    journey Phone
      channel store  # here

      stage Purchase
        touchpoint Checkout on store
          wait 6 min

    """

  @Test func `fmt lays out standard input`() throws {
    let result = try Command("fmt", "-", input: untidy)
    #expect(result.output == tidy)
    #expect(result.code == 0)
  }

  @Test func `fmt changes files in place, and the second time nothing`() throws {
    let folder = try Folder()
    try folder.write("a.journey", untidy)
    #expect(try Command("fmt", "a.journey", in: folder.url).errors == "1 of 1 file laid out anew.\n")
    #expect(try folder.text("a.journey") == tidy)
    #expect(try Command("fmt", "a.journey", in: folder.url).errors == "0 of 1 file laid out anew.\n")
  }

  @Test func `fmt can look without changing`() throws {
    let folder = try Folder()
    try folder.write("a.journey", untidy)
    let check = try Command("fmt", "--check", ".", in: folder.url)
    #expect(check.code == 1)
    #expect(check.output == "a.journey\n")
    let diff = try Command("fmt", "--diff", ".", in: folder.url)
    #expect(diff.code == 1)
    #expect(diff.output.contains("-   wait 6min\n"))
    #expect(diff.output.contains("+      wait 6 min\n"))
    #expect(try folder.text("a.journey") == untidy)
  }

  @Test func `fmt says how many lines it could not read`() throws {
    let result = try Command("fmt", "-", input: tidy + "      wiat 5 min\n      cost 1,20 €\n")
    #expect(result.errors == "<stdin>: 2 lines could not be read and stay as written; `journey check` says why.\n")
    #expect(result.output.hasSuffix("      wiat 5 min\n      cost 1,20 €\n"))
    #expect(result.code == 0)
  }

  @Test func `a script without a command is answered with one`() throws {
    let folder = try Folder()
    try folder.write("a.journey", tidy)
    let result = try Command("a.journey", in: folder.url)
    #expect(
      result.errors == """
        journey: what is to be done with a.journey? To check it, write: journey check a.journey
        `journey --help` lists the commands

        """)
    #expect(result.code == 2)
    #expect(try Command("chek", "a.journey", in: folder.url).errors.contains("did you mean check?"))
    #expect(try Command("format", "a.journey", in: folder.url).errors.contains("did you mean fmt?"))
    #expect(try Command("nonsense").code == 2)
    #expect(try Command().output.contains("SUBCOMMANDS"))
  }

  @Test func `show writes a journey as a script does`() throws {
    let script = """
      journey Phone
        outcome Bought, success
          target 20%
        channel store
        layer human
          matches channel.mode has human
          needed in every stage where important
        stage Purchase
          touchpoint Visit on store
            pain "Long queue", severe, answered by Checkout
            evidence "Exit survey", 2026-02-01
            tells price, range
            leads to Checkout for 25% when known has price again at most 3 times
          touchpoint Checkout "At the till" on store

      """
    let result = try Command("show", "-", input: script)
    let shown = result.output.split(separator: "\n").map { line in
      String(line.prefix { $0 != "#" }).replacing(/\ +$/, with: "")
    }
    #expect(shown == script.split(separator: "\n").map(String.init))
    #expect(result.output.contains("# strength "))
  }

  @Test func `explain says in words how a stage's touchpoints add up`() throws {
    let folder = try Folder()
    try folder.write(
      "a.journey",
      """
      journey Phone
        channel store
        channel email
        stage Purchase
          touchpoint Checkout on store
            strength 50%
          touchpoint "Store visit" on store
            strength 30%
          touchpoint Receipt on email
            strength 40%
      """)
    #expect(
      try Command("explain", "a.journey", "Purchase", in: folder.url).output == """
        Phone › Purchase has a strength of 70%

        The strongest touchpoint on each channel counts; each adds its part of what is left to 100%:
          Checkout on store  50%
          Receipt on email   40% of the 50% that is left, together 70%
          "Store visit" does not count: its channel has a stronger one

        """)
    #expect(try Command("explain", "a.journey", "store", in: folder.url).errors.contains("store is a channel"))
  }

  @Test func `explain and the settings know the rules of a script`() throws {
    let folder = try Folder()
    try folder.write(
      "rules.journey", "rule short-waits \"Nobody waits\"\n  every touchpoint\n  expect wait < 5 min\n")
    try folder.write("a.journey", "import \"rules.journey\"\njourney Phone\n  stage Purchase\n    touchpoint Till\n")
    try folder.write("project.journey", "project\n  severity of short-waits is error\n  severity of later is off\n")
    let explained = try Command("explain", "a.journey", "short-waits", in: folder.url).output
    #expect(explained.contains("Nobody waits.") && explained.contains("Source: rules.journey, line 1."))
    let unknown = try Command("explain", "a.journey", "short-wait", in: folder.url)
    #expect(unknown.code == 2 && unknown.errors.contains("did you mean short-waits?"))
    #expect(try Command("explain", "short-waits", in: folder.url).errors.contains("journey explain FILE short-waits"))
    let settings = try Command("check", "--show-settings", "a.journey", in: folder.url).output
    #expect(settings.contains("severity of short-waits is error"))
    // That no script has a rule is known when all were looked at.
    let one = try Command("check", "--format", "short", "a.journey", in: folder.url).output
    #expect(!one.contains("There is no rule"))
    let all = try Command("check", "--format", "short", ".", in: folder.url).output
    #expect(all.contains("There is no rule `later`") && !all.contains("`short-waits`"))
  }

  @Test func `show writes the model, the same bytes each time`() throws {
    let result = try Command("show", "--format", "json", "-", input: tidy)
    #expect(result.code == 0)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(object["version"] as? Int == 1)
    #expect(result.output == (try Command("show", "--format", "json", "-", input: tidy)).output)
    #expect(try Command("show", "-", input: tidy).output.contains("wait 6 min"))
  }

  @Test func `show of a script with errors says that it is not complete`() throws {
    let result = try Command("show", "-", input: Scripts.error)
    #expect(result.code == 1)
    #expect(result.errors.contains("not complete"))
  }

  @Test func `explain knows rules, messages and strengths`() throws {
    #expect(try Command("explain").output.contains("layer-missing"))
    let rule = try Command("explain", "layer-missing")
    #expect(rule.output.contains("Flagged, at the arrow:"))
    #expect(try Command("explain", "unknown-name").output.contains("Write:"))
    let folder = try Folder()
    try folder.write("a.journey", tidy.replacingOccurrences(of: "wait 6 min", with: "purpose transact"))
    let sum = try Command("explain", "a.journey", "Checkout", in: folder.url)
    #expect(
      sum.output == """
        Phone › Purchase › Checkout has a strength of 30%

          it is on a channel and has a purpose   +30

        """)
    #expect(try Command("explain", "a.journey", "Purchase", in: folder.url).output.contains("strength of 30%"))
    #expect(try Command("explain", "layer-mising").errors.contains("did you mean layer-missing?"))
    #expect(try Command("explain", "layer-mising").code == 2)
    #expect(try Command("explain", "Layer-Missing").output == rule.output)
    #expect(try Command("explain", "error[layer-missing]:").output == rule.output)
    #expect(try Command("explain", "persona").errors.contains("Grammar/Language.md"))
    #expect(try Command("version").errors.contains("journey --version"))
    #expect(try Command("-v").errors.contains("journey --version"))
    #expect(try Command("explain", "a.journey", "Chekout", in: folder.url).errors.contains("Checkout"))
  }
}
