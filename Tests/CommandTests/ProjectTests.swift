import Foundation
import Testing

/// `project.journey`: how the command finds the settings of a project, and where they count.
struct ProjectTests {
  /// A folder with a journey that has one warning, unused-declaration, and a project that makes an error of it.
  private func folder(_ settings: String = "severity of unused-declaration is error") throws -> Folder {
    let folder = try Folder()
    try folder.write(".git/HEAD", "")
    try folder.write("project.journey", "project\n" + settings.split(separator: "\n").map { "  \($0)\n" }.joined())
    try folder.write("markets/de/phone.journey", Scripts.warning)
    try folder.write("phone.journey", Scripts.warning)
    return folder
  }

  private func short(_ arguments: String..., in folder: URL, input: String = "") throws -> [String] {
    let result = try Command(["check", "--format", "short"] + arguments, in: folder, input: input)
    #expect(result.errors == "")
    return result.output.split(separator: "\n").map { line in
      line.split(separator: ":", maxSplits: 4).dropFirst(3).prefix(1).joined() + " " + line.split(separator: ":")[0]
    }.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  @Test func `the nearest project above a script counts`() throws {
    let folder = try folder()
    #expect(try short("phone.journey", in: folder.url) == ["error unused-declaration phone.journey"])
    let deep = folder.url.appending(path: "markets/de")
    #expect(try short("phone.journey", in: deep) == ["error unused-declaration phone.journey"])
    #expect(try short("-", in: deep, input: Scripts.warning) == ["error unused-declaration <stdin>"])
    try folder.write("markets/project.journey", "project\n  severity of unused-declaration is off\n")
    #expect(try short("phone.journey", in: deep) == [])
    #expect(try short("phone.journey", in: folder.url) == ["error unused-declaration phone.journey"])
  }

  @Test func `what lies above the repository does not count`() throws {
    let folder = try folder()
    try folder.write("markets/.git/HEAD", "")
    #expect(
      try short("markets/de/phone.journey", in: folder.url) == ["warning unused-declaration markets/de/phone.journey"])
  }

  @Test func `a file that is named counts in place of those that are found`() throws {
    let folder = try folder()
    try folder.write("strict.journey", "project\n  severity of unused-declaration is off\n")
    #expect(try short("--config", "strict.journey", "phone.journey", in: folder.url) == [])
    let missing = try Command("check", "--config", "no.journey", "phone.journey", in: folder.url)
    #expect(missing.code == 2)
    #expect(missing.errors == "journey: no.journey: there is no such file or folder\n")
    let other = try Command("check", "--config", "phone.journey", "phone.journey", in: folder.url)
    #expect(other.code == 2)
    #expect(other.errors == "journey: phone.journey has no settings; they stand below a line `project`\n")
  }

  @Test func `the profile of the call wins over the file's`() throws {
    let folder = try folder("profile draft")
    #expect(try short("phone.journey", in: folder.url) == [])
    #expect(try short("--profile", "recommended", "phone.journey", in: folder.url).count == 1)
  }

  @Test func `paths in settings begin at the project's folder`() throws {
    let folder = try folder("severity of unused-declaration is info in \"markets/**\"")
    let expected = ["info unused-declaration markets/de/phone.journey", "warning unused-declaration phone.journey"]
    #expect(try short(".", in: folder.url) == expected)
    let deep = folder.url.appending(path: "markets/de")
    #expect(
      try short("phone.journey", "../../phone.journey", in: deep) == [
        "info unused-declaration phone.journey", "warning unused-declaration ../../phone.journey",
      ])
  }

  @Test func `what is excluded is passed over in a folder, and checked where it is named`() throws {
    let folder = try folder("exclude \"markets\"")
    let result = try Command("check", ".", in: folder.url)
    #expect(result.output.contains("Checked 2 files: 1 warning."))
    #expect(try short("markets/de/phone.journey", in: folder.url).count == 1)
    #expect(try short("markets", in: folder.url) == [])
  }

  @Test func `what is wrong with the settings is said once, in their file`() throws {
    let folder = try folder("severity of ded-end is error\nseverty of dead-end is off")
    let expected = ["error unknown-name project.journey", "error unknown-word project.journey"]
    for paths in [["phone.journey", "markets/de/phone.journey"], ["."], ["project.journey", "phone.journey"]] {
      let result = try Command(["check", "--format", "short"] + paths, in: folder.url)
      let found = result.output.split(separator: "\n").filter { $0.contains("project.journey") }
      #expect(
        found.map { $0.split(separator: ":")[3].trimmingCharacters(in: .whitespaces) + " project.journey" } == expected)
      #expect(result.code == 1)
    }
    let deep = try Command("check", "phone.journey", in: folder.url.appending(path: "markets/de"))
    #expect(deep.output.contains("--> ../../project.journey:2:15"))
    #expect(deep.output.contains(" 2 |   severity of ded-end is error"))
  }

  @Test func `a setting that meets nothing is found once the whole folder is checked`() throws {
    let folder = try folder("severity of dead-end is off on touchpoint Nobody\nexclude \"archive\"")
    #expect(try short("phone.journey", in: folder.url).count == 1)
    #expect(try short("markets", in: folder.url).count == 1)
    let unused = try short(".", in: folder.url).filter { $0.contains("unused-setting") }
    #expect(unused == ["warning unused-setting project.journey", "info unused-setting project.journey"])
  }

  @Test func `a project that cannot be read is an error of the call`() throws {
    let folder = try Folder()
    try folder.write("phone.journey", Scripts.clean)
    try folder.write("project.journey/keep", "")
    #expect(try Command("check", "phone.journey", in: folder.url).code == 0)
    let link = folder.url.appending(path: "markets/project.journey")
    try folder.write("markets/phone.journey", Scripts.clean)
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: URL(filePath: "/dev/zero"))
    let result = try Command("check", "markets/phone.journey", in: folder.url)
    #expect(result.code == 2)
    #expect(result.errors == "journey: markets/project.journey: it is no file\n")
  }

  @Test func `settings are shown as a section that says the same, each with where it is from`() throws {
    let folder = try folder(
      "profile strict\nset touchpoints of too-complex to 60 in \"markets\"\nset weight of human to 25")
    let result = try Command("check", "--show-settings", "markets/de/phone.journey", in: folder.url)
    #expect(result.code == 0)
    let lines = result.output.split(separator: "\n").map {
      $0.split(separator: "#").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    #expect(lines.contains(["profile strict", "project.journey:2"]))
    #expect(lines.contains(["set touchpoints of too-complex to 60 in \"markets\"", "project.journey:3"]))
    #expect(lines.contains(["set weight of human to 25", "project.journey:4"]))
    #expect(lines.contains(["set weight of two-way to 15", "default"]))
    #expect(lines.contains(["severity of dead-end is warning", "default"]))
    // Shown settings are settings: they mean what they were made from.
    try folder.write("shown.journey", result.output)
    let again = try Command(
      "check", "--show-settings", "--config", "shown.journey", "markets/de/phone.journey", in: folder.url)
    func settings(_ text: String) -> [String] {
      text.split(separator: "\n").map { String($0.split(separator: "#")[0]).trimmingCharacters(in: .whitespaces) }
    }
    #expect(settings(again.output) == settings(result.output))
    #expect(try short("shown.journey", in: folder.url) == [])
    let drafts = try Command("check", "--show-settings", "--profile", "draft", "phone.journey", in: folder.url)
    #expect(drafts.output.contains("# asked for by the call"))
    #expect(drafts.output.contains("# not in the profile draft"))
  }

  @Test func `a section in a script is for that script, and wins`() throws {
    let folder = try folder()
    try folder.write("own.journey", Scripts.warning + "project\n  severity of unused-declaration is info\n")
    #expect(
      try short("own.journey", "phone.journey", in: folder.url) == [
        "info unused-declaration own.journey", "error unused-declaration phone.journey",
      ])
  }

  @Test func `weights count wherever strengths are shown`() throws {
    let folder = try folder("set weight of purpose to 40")
    let script = Scripts.clean.replacingOccurrences(of: "on store", with: "on store\n      purpose transact")
    try folder.write("phone.journey", script)
    let explained = try Command("explain", "phone.journey", "Checkout", in: folder.url)
    #expect(explained.output.contains("Phone › Purchase › Checkout has a strength of 40%"))
    #expect(explained.output.contains("it is on a channel and has a purpose   +40"))
    #expect(
      try Command("show", "phone.journey", in: folder.url).output.contains("# strength 40%"))
    #expect(try Command("layers", "phone.journey", in: folder.url).output.contains("40%"))
    let asked = try Command("repl", "phone.journey", in: folder.url, input: "Checkout.strength\n")
    #expect(asked.output.contains("40%"))
  }

  @Test func `a session finds the project of what it loads, and says where settings are wrong`() throws {
    let folder = try folder("profile draft\nseverity of ded-end is off")
    let result = try Command(
      "repl", "--keep-going", in: folder.url.appending(path: "markets/de"),
      input: ":load phone.journey\n:check\n:set profile recommended\n:check\n")
    #expect(result.output.contains("Some settings do not apply: `journey check ../../project.journey` shows why."))
    #expect(result.output.contains("Nothing to mend."))
    #expect(result.output.contains("unused-declaration"))
    let named = try Command("repl", "--config", "no.journey", in: folder.url, input: "1\n")
    #expect(named.code == 2)
  }

  @Test func `the example of a project is as its settings want it`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let result = try Command("check", "Examples/chain", in: root)
    #expect(result.output == "Checked 2 files: nothing to mend.\n")
  }

  // MARK: Waivers

  @Test func `what is waived is counted, and comes back when its day is over`() throws {
    let folder = try Folder()
    let line = "journey Phone\n  allow unused-declaration because \"It opens in spring\" until 2027-03-31"
    let script = Scripts.warning.replacingOccurrences(of: "journey Phone", with: line)
    try folder.write("phone.journey", script)
    try folder.write("other.journey", script)
    let before = try Command("check", "--today", "2027-03-31", ".", in: folder.url)
    #expect(before.output == "Checked 2 files: nothing to mend, 2 waived.\n")
    #expect(before.code == 0)
    let after = try Command("check", "--today", "2027-04-01", "phone.journey", in: folder.url)
    #expect(after.output.contains("warning[expired-waiver]: The waiver of unused-declaration ended on 2027-03-31"))
    #expect(after.output.hasSuffix("Checked 1 file: 2 warnings.\n"))
    #expect(after.code == 1)
    let timeless = try Command("check", ".", in: folder.url)
    #expect(timeless.output.hasSuffix("Checked 2 files: 1 note, 2 waived.\n"))
    #expect(try Command("check", "--today", "soon", ".", in: folder.url).code == 2)
    let json = try Command("check", "--today", "2027-01-01", "--format", "json", ".", in: folder.url)
    #expect(json.output.contains("\"reason\": \"It opens in spring\""))
    let session = try Command("repl", "--today", "2027-04-01", "phone.journey", in: folder.url, input: ":check\n")
    #expect(session.output.contains("expired-waiver"))
  }
}
