import Foundation
import Testing

/// `journey check --add-waivers`: what happens to files, and what is said of it.
struct AddWaiversTests {
  private let call = ["check", "--add-waivers", "--because", "Agreed"]
  private let waived = Scripts.warning.replacingOccurrences(
    of: "channel web\n", with: "channel web\n    allow unused-declaration because \"Agreed\"\n")

  @Test func `a line is written for each rule and item, once`() throws {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.warning)
    let result = try Command(call + ["a.journey"], in: folder.url)
    #expect(try folder.text("a.journey") == waived)
    #expect(result.code == 0)
    #expect(result.output == "Checked 1 file: nothing to mend, 1 waived.\n")
    #expect(result.errors == "a.journey: 1 waiver written.\n  unused-declaration\n")
    let again = try Command(call + ["a.journey"], in: folder.url)
    #expect(again.errors == "No waiver to write.\n")
    #expect(try folder.text("a.journey") == waived)
  }

  @Test func `the reason is written as the language has it, and the last day with it`() throws {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.warning)
    let reason = #"The "web" {shop} is \ late"#
    let result = try Command(
      "check", "--add-waivers", "--because", reason, "--until", "2027-03-31", "--today", "2026-11-21", "--format",
      "json",
      "a.journey", in: folder.url)
    let line = #"    allow unused-declaration because "The \"web\" \{shop\} is \\ late" until 2027-03-31"#
    #expect(try folder.text("a.journey").contains(line + "\n"))
    let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let waived = try #require(object["waived"] as? [[String: Any]])
    #expect(waived.map { $0["reason"] as? String } == [reason])
  }

  @Test func `a diff shows the lines, and the call that writes them`() throws {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.warning)
    let result = try Command(
      "check", "--add-waivers", "--because", "It's late", "--diff", "--only", "unused-declaration", "--min-severity",
      "warning", "a.journey", in: folder.url)
    #expect(try folder.text("a.journey") == Scripts.warning)
    #expect(result.output.hasPrefix("--- a.journey\n+++ a.journey (with waivers)\n"))
    #expect(result.output.contains("\n+    allow unused-declaration because \"It's late\"\n"))
    let next =
      #"  journey check --add-waivers --because 'It'\''s late' --min-severity warning --only unused-declaration a.journey"#
    #expect(result.errors.contains("To write them:\n\(next)\n"))
  }

  @Test func `only what is listed is waived`() throws {
    for options in [
      ["--only", "dead-end"], ["--skip", "unused-*"], ["--min-severity", "error"], ["--profile", "draft"],
    ] {
      let folder = try Folder()
      try folder.write("a.journey", Scripts.warning)
      _ = try Command(call + options + ["a.journey"], in: folder.url)
      #expect(try folder.text("a.journey") == Scripts.warning)
    }
  }

  @Test func `tabs stay tabs, and Windows line ends too`() throws {
    let folder = try Folder()
    func other(_ text: String) -> String {
      "\u{FEFF}" + text.replacingOccurrences(of: "  ", with: "\t").replacingOccurrences(of: "\n", with: "\r\n")
    }
    try folder.write("a.journey", other(Scripts.warning))
    _ = try Command(call + ["a.journey"], in: folder.url)
    #expect(try Data(contentsOf: folder.url.appending(path: "a.journey")) == Data(other(waived).utf8))
  }

  @Test func `standard input comes out with the lines, and the report beside it`() throws {
    let result = try Command(call + ["-"], input: Scripts.warning)
    #expect(result.output == waived)
    #expect(
      result.errors == "Checked 1 file: nothing to mend, 1 waived.\n<stdin>: 1 waiver written.\n  unused-declaration\n")
    #expect(result.code == 0)
  }

  @Test func `a file keeps its permissions and a link leads where it led`() throws {
    let folder = try Folder()
    try folder.write("real/a.journey", Scripts.warning)
    let file = folder.url.appending(path: "real/a.journey").path
    let link = folder.url.appending(path: "link.journey").path
    let manager = FileManager.default
    try manager.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
    try manager.createSymbolicLink(atPath: link, withDestinationPath: "real/a.journey")
    _ = try Command(call + ["link.journey"], in: folder.url)
    #expect(try folder.text("real/a.journey") == waived)
    #expect(try manager.destinationOfSymbolicLink(atPath: link) == "real/a.journey")
    #expect(try manager.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o640)
  }

  // MARK: What is not in the file

  /// A journey, and a market that changes it in another file.
  private func market(_ folder: Folder) throws {
    try folder.write("phone.journey", Scripts.warning)
    try folder.write("spain.journey", "import \"phone.journey\"\n\nscenario Spain of Phone\n  without outcome Bought\n")
  }

  @Test func `what an imported file allows is not allowed once more where it is imported`() throws {
    let folder = try Folder()
    try market(folder)
    // The importing file comes first, and is looked at last.
    let result = try Command(
      call + ["--only", "single-point-of-failure,dead-end,stage-without-touchpoint,no-feedback,touchpoint-weak", "."],
      in: folder.url)
    let spain = try folder.text("spain.journey")
    #expect(result.code == 0)
    #expect(!spain.contains("touchpoint-weak"))
    let check = try Command("check", "--profile", "strict", "--only", "unused-waiver", ".", in: folder.url)
    #expect(check.output.hasPrefix("Checked 2 files: nothing to mend"))
  }

  @Test func `what stands in an imported file is allowed in the scenario, by its name`() throws {
    let folder = try Folder()
    try market(folder)
    let options = ["--only", "touchpoint-weak,moment-of-truth-missing", "spain.journey"]
    let result = try Command(call + options, in: folder.url)
    #expect(result.code == 0)
    #expect(
      try folder.text("spain.journey") == """
        import "phone.journey"

        scenario Spain of Phone
          allow moment-of-truth-missing because "Agreed"
          allow touchpoint-weak on Checkout because "Agreed"
          without outcome Bought

        """)
    #expect(try folder.text("phone.journey") == Scripts.warning)
  }

  @Test func `what is shared or made by a block is allowed in the journey, by its name`() throws {
    let folder = try Folder()
    // A name that is a word of the language has quotes.
    try folder.write("shared.journey", "channel \"on\"\n")
    try folder.write(
      "a.journey",
      """
      import "shared.journey"

      rule sold "Every channel sells"
        because "It costs something"
        every channel
        expect count(touchpoints) > 5

      journey Phone
        outcome Bought
        stage Purchase
          for each way in Till, Form
            touchpoint "The {way}" on "on"
              leads to Bought
          end

      """)
    let options = ["--only", "touchpoint-weak,sold", "a.journey"]
    let result = try Command(call + options, in: folder.url)
    #expect(result.code == 0)
    #expect(
      try folder.text("a.journey").contains(
        """
        journey Phone
          allow touchpoint-weak on "The Till" because "Agreed"
          allow touchpoint-weak on "The Form" because "Agreed"
          allow sold on "on" because "Agreed"
          outcome Bought

        """))
    #expect(try Command(["check"] + options, in: folder.url).output.hasPrefix("Checked 1 file: nothing to mend, "))
    #expect(try folder.text("shared.journey") == "channel \"on\"\n")
  }

  @Test func `the examples have nothing left to waive, and are laid out as before`() throws {
    let folder = try Folder()
    let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Examples")
    let copies = folder.url.appending(path: "Examples")
    try FileManager.default.copyItem(at: examples, to: copies)
    let badlyLaidOut = try Command("fmt", "--check", ".", in: copies).output
    let written = try Command(call + ["--profile", "strict", "."], in: copies)
    #expect(written.code == 0)
    // A market's findings on what it imports are waived where that stands.
    #expect(written.errors.contains("markets/phone.journey: "))
    #expect(!written.errors.contains("markets/spain.journey"))
    let check = try Command("check", "--profile", "strict", "--fail-on", "info", ".", in: copies)
    #expect(check.code == 0)
    #expect(check.output.contains(" files: nothing to mend, "))
    #expect(try Command("fmt", "--check", ".", in: copies).output == badlyLaidOut)
    #expect(try Command(call + ["--profile", "strict", "."], in: copies).errors == "No waiver to write.\n")
  }

  // MARK: What is left

  @Test func `errors of the language and waivers that are over are left, and that is said`() throws {
    let folder = try Folder()
    let old = "channel web\n    allow unused-declaration because \"Soon\" until 2025-01-01\n"
    try folder.write("a.journey", Scripts.warning.replacingOccurrences(of: "channel web\n", with: old))
    try folder.write("b.journey", Scripts.error)
    let result = try Command(call + ["--today", "2026-11-21", "a.journey", "b.journey"], in: folder.url)
    #expect(result.code == 1)
    #expect(try folder.text("b.journey") == Scripts.error)
    #expect(result.errors.contains("a.journey: 1 waiver written.\n"))
    #expect(result.errors.contains("1 error of the language is left: only what rules find can be waived"))
    #expect(result.errors.contains("1 waiver is over or for nothing, and cannot be waived."))
    let words = "--diff --unsafe-fixes --only expired-waiver,unused-waiver --today 2026-11-21 a.journey"
    #expect(result.errors.contains("  journey check \(words) b.journey\n"))
    let diff = try Command(["check"] + words.split(separator: " ").map(String.init), in: folder.url)
    #expect(diff.output.contains("\n-    allow unused-declaration because \"Soon\" until 2025-01-01\n"))
    #expect(diff.output.split(separator: "\n").count { $0.hasPrefix("-") } == 2)
  }

  @Test(arguments: [
    ["--because", ""], ["--because", " "], [], ["--because", "x", "--ignore-waivers"], ["--because", "x", "--fix"],
    ["--because", "x", "--unsafe-fixes"], ["--because", "x", "--scenario", "S"], ["--because", "x\u{202E}y"],
    ["--because", "x", "--until", "2026-11-20", "--today", "2026-11-21"], ["--because", "x", "--until", "soon"],
    ["--because", "x", "--diff", "--format", "json"],
  ])
  func `a call that cannot be meant changes nothing`(options: [String]) throws {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.warning)
    let result = try Command(["check", "--add-waivers"] + options + ["a.journey"], in: folder.url)
    #expect(result.code == 2)
    #expect(result.output == "")
    #expect(try folder.text("a.journey") == Scripts.warning)
  }
}
