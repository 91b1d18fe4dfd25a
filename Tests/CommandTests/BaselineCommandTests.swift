import Foundation
import Testing

/// `journey check --baseline`: what is known is counted, what is new fails, and what is stale is said.
struct BaselineCommandTests {
  private func folder(_ scripts: [String: String] = ["a.journey": Scripts.warning]) throws -> Folder {
    let folder = try Folder()
    for (name, text) in scripts { try folder.write(name, text) }
    return folder
  }

  private func check(_ arguments: String..., in folder: Folder, sub: String = "") throws -> Command {
    try Command(["check"] + arguments, in: folder.url.appending(path: sub), environment: Pipelines.none)
  }

  @Test func `what is found is written, known from then on, and what is new fails`() throws {
    let folder = try folder()
    #expect(try check(".", in: folder).code == 1)
    let written = try check(".", "--write-baseline", "known.json", in: folder)
    #expect(
      written.output == """
        Checked 1 file: nothing to mend, 1 in the baseline.
        known.json: 1 finding written; errors of the language are in no baseline.
        To be told what is new:
          journey check --baseline known.json .

        """)
    #expect(written.code == 0 && written.errors == "")
    let text = try folder.text("known.json")
    #expect(text.contains("{\"file\": \"a.journey\", \"rule\": \"unused-"), "\(text)")
    #expect(try check(".", "--write-baseline", "known.json", in: folder).code == 0)
    #expect(try folder.text("known.json") == text)

    let known = try check(".", "--baseline", "known.json", in: folder)
    #expect(known.output == "Checked 1 file: nothing to mend, 1 in the baseline.\n")
    #expect(known.code == 0)

    try folder.write(
      "a.journey", "# Moved.\n\n" + Scripts.warning.replacing("  channel web", with: "  channel app\n\n  channel  web"))
    let new = try check(".", "--baseline", "known.json", "--format", "short", in: folder)
    #expect(new.code == 1)
    #expect(new.output.split(separator: "\n").count == 1 && new.output.contains("app"), "\(new.output)")
  }

  @Test func `errors of the language are shown and fail, whatever is written`() throws {
    let folder = try folder(["a.journey": Scripts.error, "b.journey": Scripts.warning])
    let written = try check(".", "--write-baseline", "known.json", in: folder)
    #expect(written.code == 1)
    #expect(written.output.contains("error[unknown-name]") && written.output.contains("1 finding written"))
    let again = try check(".", "--baseline", "known.json", in: folder)
    #expect(again.code == 1 && again.output.contains("Checked 2 files: 1 error, 1 in the baseline."))
  }

  @Test func `what is stale is said, pruned, or fails`() throws {
    let folder = try folder(["a b.journey": Scripts.warning, "c.journey": Scripts.warning])
    _ = try check(".", "--write-baseline", "known.json", in: folder)
    try folder.write("a b.journey", Scripts.clean)
    // Only what was looked at is stale.
    #expect(try check("c.journey", "--baseline", "known.json", "--strict-baseline", in: folder).code == 0)
    let stale = try check("a b.journey", "--baseline", "known.json", in: folder)
    #expect(
      stale.output == """
        Checked 1 file: nothing to mend.
        1 entry of known.json is stale, since it is not found any more:
          a b.journey: unused-declaration, Phone › web
        To take it out:
          journey check --baseline known.json --prune-baseline 'a b.journey'

        """)
    #expect(stale.code == 0)
    #expect(try check(".", "--baseline", "known.json", "--strict-baseline", in: folder).code == 1)
    #expect(try check(".", "--baseline", "known.json", "--strict-baseline", "--exit-zero", in: folder).code == 0)
    let json = try check(".", "--baseline", "known.json", "--format", "json", in: folder)
    #expect(json.output.hasPrefix("{") && json.output.hasSuffix("}\n") && json.output.contains("\"known\": 1"))
    #expect(json.errors.hasPrefix("1 entry of known.json is stale"))
    let pruned = try check(".", "--baseline", "known.json", "--prune-baseline", "--strict-baseline", in: folder)
    #expect(pruned.code == 0 && pruned.output.contains("1 entry was taken out of known.json"))
    #expect(try !folder.text("known.json").contains("a b.journey"))
    #expect(try check(".", "--baseline", "known.json", "--strict-baseline", in: folder).code == 0)
  }

  @Test func `paths lead from the folder of the baseline, wherever the call is made`() throws {
    let folder = try folder(["markets/de/a.journey": Scripts.warning])
    _ = try check(".", "--write-baseline", "../quality.json", in: folder, sub: "markets")
    #expect(try folder.text("quality.json").contains("\"file\": \"markets/de/a.journey\""))
    for (sub, paths, file) in [("", "markets", "quality.json"), ("markets/de", "a.journey", "../../quality.json")] {
      let result = try check(paths, "--baseline", file, in: folder, sub: sub)
      #expect(result.code == 0 && result.output.contains("1 in the baseline"), "\(sub): \(result.errors)")
    }
    _ = try check("markets", "--write-baseline", "markets/de/here.json", in: folder)
    #expect(try folder.text("markets/de/here.json").contains("\"file\": \"a.journey\""))
    _ = try check(".", "--write-baseline", "../../../journey-up.json", in: folder, sub: "markets/de")
    try? FileManager.default.removeItem(at: folder.url.appending(path: "../journey-up.json"))
  }

  @Test func `a renamed file keeps its entries, which go along when the baseline is pruned`() throws {
    let folder = try folder()
    _ = try check(".", "--write-baseline", "known.json", in: folder)
    try FileManager.default.moveItem(
      at: folder.url.appending(path: "a.journey"), to: folder.url.appending(path: "b.journey"))
    let known = try check(".", "--baseline", "known.json", "--strict-baseline", in: folder)
    #expect(known.output == "Checked 1 file: nothing to mend, 1 in the baseline.\n" && known.code == 0)
    let pruned = try check(".", "--baseline", "known.json", "--prune-baseline", in: folder)
    #expect(pruned.output.hasSuffix("known.json: entries went along with files that have other names now.\n"))
    #expect(try folder.text("known.json").contains("\"file\": \"b.journey\""))
  }

  @Test func `a file that is called like a command of GitHub Actions is none`() throws {
    let folder = try folder(["::error::x.journey": Scripts.warning])
    _ = try check(".", "--write-baseline", "known.json", in: folder)
    try folder.write("::error::x.journey", Scripts.clean)
    let result = try check(".", "--baseline", "known.json", in: folder)
    #expect(result.output.contains(": :error::x.journey") && !result.output.contains(" ::error"), "\(result.output)")
  }

  @Test func `scenarios and parameters make nothing stale`() throws {
    let script = Scripts.warning + "scenario Lean of Phone\n  without channel web\n"
    let folder = try folder(["a.journey": script])
    _ = try check(".", "--write-baseline", "known.json", in: folder)
    let result = try check(".", "--baseline", "known.json", "--scenario", "Lean", "--strict-baseline", in: folder)
    #expect(result.code == 0 && !result.output.contains("stale"), "\(result.output)")
    for options in [["--only", "dead-end"], ["--skip", "unused-*"], ["--severity", "unused-declaration=off"]] {
      let result = try Command(
        ["check", ".", "--baseline", "known.json", "--strict-baseline"] + options, in: folder.url,
        environment: Pipelines.none)
      #expect(result.code == 0 && !result.output.contains("stale"), "\(options): \(result.output)")
    }
    let waivers = try check(".", "--baseline", "known.json", "--add-waivers", "--because", "So", in: folder)
    #expect(waivers.code == 2 && waivers.errors.contains("leave --baseline out"), "\(waivers.errors)")
  }

  @Test func `writing for some files keeps the entries of the others`() throws {
    let folder = try folder(["a.journey": Scripts.warning, "b.journey": Scripts.warning])
    _ = try check(".", "--write-baseline", "known.json", in: folder)
    let all = try folder.text("known.json")
    _ = try check("a.journey", "--write-baseline", "known.json", in: folder)
    #expect(try folder.text("known.json") == all)
  }

  @Test func `a wrong call says what is wrong with it`() throws {
    let folder = try folder()
    try folder.write("broken.json", "{\n  \"version\": 1,\n<<<<<<< HEAD\n")
    try folder.write("old.json", "{\n  \"version\": 7, \"findings\": []\n}\n")
    for (arguments, message) in [
      (
        ["--baseline", "none.json"],
        "none.json: there is no such baseline; to write what is found now into it, say --write-baseline none.json"
      ),
      (
        ["--baseline", "broken.json"],
        "broken.json:3: this is no baseline that can be read: a merge left its marks here"
      ),
      (["--baseline", "old.json"], "old.json:2: this is no baseline that can be read: its version is another than 1"),
      (["--write-baseline", "broken.json"], "broken.json:3: this is no baseline"),
      (["--write-baseline", "a.journey"], "a baseline is no script"), (["--baseline", "."], "it is a folder"),
      (["--write-baseline", "nowhere/b.json"], "nowhere/b.json"),
      (["--prune-baseline"], "--prune-baseline takes a baseline: add --baseline FILE"),
      (["--strict-baseline"], "--strict-baseline takes a baseline"),
      (["--write-baseline", "b.json", "--baseline", "b.json"], "say one of them"),
      (["--write-baseline", "b.json", "--prune-baseline"], "--prune-baseline takes a baseline"),
      (["--write-baseline", "b.json", "--scenario", "S"], "leave --scenario and --set out"),
      (["--write-baseline", "b.json", "--changed"], "leave --changed out"),
      (["--baseline", "old.json", "--fix"], "leave --baseline out"),
    ] {
      let result = try Command(["check", "."] + arguments, in: folder.url, environment: Pipelines.none)
      #expect(result.code == 2, "\(arguments)")
      #expect(result.errors.contains(message), "\(arguments): \(result.errors)")
      #expect(result.output == "")
    }
    let input = try Command("check", "-", "--write-baseline", "b.json", in: folder.url, input: Scripts.clean)
    #expect(input.code == 2 && input.errors.contains("standard input has no name"))
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "b.json").path))
  }

  @Test func `a baseline that cannot be written stays as it was`() throws {
    let folder = try folder()
    _ = try check(".", "--write-baseline", "known.json", in: folder)
    let text = try folder.text("known.json")
    try folder.write("a.journey", Scripts.clean)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o444], ofItemAtPath: folder.url.appending(path: "known.json").path)
    guard !FileManager.default.isWritableFile(atPath: folder.url.appending(path: "known.json").path) else { return }
    let result = try check(".", "--baseline", "known.json", "--prune-baseline", in: folder)
    #expect(result.code == 2 && result.errors.contains("writing it is not allowed"))
    #expect(try folder.text("known.json") == text)
  }
}
