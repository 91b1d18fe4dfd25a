import Foundation
import Testing

/// `journey check --fix` and `--diff`: what happens to files, and what is said of it.
struct FixTests {
  /// One safe fix, one that needs a look, and after both nothing to mend.
  private let broken = Scripts.error.replacingOccurrences(of: "channel store", with: "channel\u{A0}store")
  private let safe = Scripts.error
  private let whole = Scripts.clean

  @Test func `safe fixes are made, and what is left decides the exit code`() throws {
    let folder = try Folder()
    try folder.write("a.journey", broken)
    let result = try Command("check", "--fix", "--format", "short", "a.journey", in: folder.url)
    #expect(try folder.text("a.journey") == safe)
    #expect(result.code == 1)
    #expect(result.output.hasPrefix("a.journey:5:28: error unknown-name"))
    #expect(
      result.errors == """
        a.journey: 1 fix made.
          Write plain characters (plain-characters)
        1 more fix needs a look, since it may change what the script means. To see it:
          journey check --diff --unsafe-fixes a.journey

        """)
    #expect(try Command("check", "--fix", "--exit-zero", "a.journey", in: folder.url).code == 0)
  }

  @Test func `the other fixes are made when they are asked for`() throws {
    let folder = try Folder()
    try folder.write("a.journey", broken)
    let result = try Command("check", "--fix", "--unsafe-fixes", "a.journey", in: folder.url)
    #expect(try folder.text("a.journey") == whole)
    #expect(result.code == 0)
    #expect(result.output == "Checked 1 file: nothing to mend.\n")
    let again = try Command("check", "--fix", "--unsafe-fixes", "a.journey", in: folder.url)
    #expect(again.output == result.output)
    #expect(again.errors == "")
  }

  @Test(arguments: [["--diff"], ["--fix", "--diff"], ["--diff", "--unsafe-fixes"]])
  func `a diff shows what would change, and changes nothing`(options: [String]) throws {
    let folder = try Folder()
    try folder.write("a.journey", broken)
    let result = try Command(["check"] + options + ["a.journey"], in: folder.url)
    #expect(try folder.text("a.journey") == broken)
    #expect(result.code == 1)
    #expect(result.output.hasPrefix("--- a.journey\n+++ a.journey (mended)\n@@ -1,"))
    #expect(result.output.contains("+    touchpoint Checkout on store\n") == options.contains("--unsafe-fixes"))
    #expect(result.errors.contains("to make; nothing was changed yet.\n"))
    #expect(result.errors.contains("To change it:\n  journey check --fix"))
    try folder.write("b.journey", whole)
    let nothing = try Command(["check"] + options + ["b.journey"], in: folder.url)
    #expect(nothing.output + nothing.errors == "")
    #expect(nothing.code == 0)
  }

  @Test func `standard input comes out mended, and the report beside it`() throws {
    let result = try Command("check", "--fix", "--format", "short", "-", input: broken)
    #expect(result.output == safe)
    #expect(result.errors.contains("<stdin>:5:28: error unknown-name"))
    #expect(result.code == 1)
    #expect(try Command("check", "--fix", "-", input: whole).output == whole)
    #expect(try Command("check", "--fix", "-", input: "\u{FEFF}" + whole).output.hasPrefix("\u{FEFF}journey"))
  }

  @Test func `json stays one object`() throws {
    let folder = try Folder()
    try folder.write("a.journey", broken)
    let result = try Command("check", "--fix", "--format", "json", "a.journey", in: folder.url)
    #expect(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) is [String: Any])
  }

  // MARK: Files

  @Test func `a file keeps its permissions and a link leads where it led`() throws {
    let folder = try Folder()
    try folder.write("real/a.journey", broken)
    let file = folder.url.appending(path: "real/a.journey").path
    let link = folder.url.appending(path: "link.journey").path
    let manager = FileManager.default
    try manager.setAttributes([.posixPermissions: 0o666], ofItemAtPath: file)
    try manager.createSymbolicLink(atPath: link, withDestinationPath: "real/a.journey")
    _ = try Command("check", "--fix", "link.journey", in: folder.url)
    #expect(try folder.text("real/a.journey") == safe)
    #expect(try manager.destinationOfSymbolicLink(atPath: link) == "real/a.journey")
    #expect(try manager.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o666)
    #expect(try manager.contentsOfDirectory(atPath: folder.url.appending(path: "real").path) == ["a.journey"])
  }

  @Test func `line ends and the mark at the beginning are kept`() throws {
    let folder = try Folder()
    func windows(_ text: String) -> String { "\u{FEFF}" + text.replacingOccurrences(of: "\n", with: "\r\n") }
    try folder.write("a.journey", windows(broken))
    _ = try Command("check", "--fix", "--unsafe-fixes", "a.journey", in: folder.url)
    #expect(try Data(contentsOf: folder.url.appending(path: "a.journey")) == Data(windows(whole).utf8))
  }

  @Test func `a file with nothing to mend is not touched`() throws {
    let folder = try Folder()
    try folder.write("a.journey", whole)
    let file = folder.url.appending(path: "a.journey").path
    let old = Date(timeIntervalSince1970: 1_000_000)
    try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: file)
    _ = try Command("check", "--fix", "a.journey", in: folder.url)
    #expect(try FileManager.default.attributesOfItem(atPath: file)[.modificationDate] as? Date == old)
  }

  @Test func `a folder that may not be written to is an error, and the other files are mended`() throws {
    // The superuser may write anywhere.
    guard getuid() != 0 else { return }
    let folder = try Folder()
    try folder.write("a/a.journey", broken)
    try folder.write("b.journey", broken)
    let locked = folder.url.appending(path: "a").path
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: locked)
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: locked) }
    let result = try Command("check", "--fix", "a/a.journey", "b.journey", in: folder.url)
    #expect(result.code == 2)
    #expect(result.errors.contains("journey: a/a.journey: nothing was changed here: it cannot be written: "))
    #expect(try folder.text("b.journey") == safe)
  }

  @Test func `only the files of the call are changed, and it is said where there is more`() throws {
    let folder = try Folder()
    try folder.write(
      "a.journey", "import \"shared.journey\"\n" + whole.replacingOccurrences(of: "  channel store\n", with: ""))
    try folder.write("shared.journey", "channel\u{A0}store\n")
    let result = try Command("check", "--fix", "--format", "short", "a.journey", in: folder.url)
    #expect(try folder.text("shared.journey") == "channel\u{A0}store\n")
    #expect(result.output.hasPrefix("shared.journey:1:8: info plain-characters"))
    #expect(result.errors.contains("There is something to mend in shared.journey, too, which only is imported here"))
    let both = try Command("check", "--fix", "--format", "short", "a.journey", "shared.journey", in: folder.url)
    #expect(try folder.text("shared.journey") == "channel store\n")
    // What was found in the one before the other was mended is found no more.
    #expect(!both.output.contains("plain-characters"))
  }

  // MARK: The call

  @Test func `the call that is offered finds what this one found`() throws {
    let folder = try Folder()
    try folder.write("a b.journey", broken)
    let result = try Command("check", "--diff", "--profile", "draft", "a b.journey", in: folder.url)
    #expect(result.errors.contains("  journey check --fix --profile draft 'a b.journey'\n"))
    #expect(result.errors.contains("  journey check --diff --unsafe-fixes --profile draft 'a b.journey'\n"))
  }

  @Test func `options that contradict each other are errors of the call`() throws {
    let alone = try Command("check", "--unsafe-fixes", "-", input: "")
    #expect(alone.code == 2)
    #expect(alone.errors.contains("add --diff to see what they would change, or --fix to make them"))
    let both = try Command("check", "--diff", "--format", "json", "-", input: "")
    #expect(both.code == 2)
    #expect(both.output == "")
    #expect(try Command("check", "--fix", "missing.journey").code == 2)
  }
}
