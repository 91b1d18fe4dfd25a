import Foundation
import Testing

/// `journey check`: what pipelines rely on.
struct CheckTests {
  /// What is found, the bar, and the exit code.
  @Test(
    arguments: [
      (Scripts.clean, "info", 0), (Scripts.info, "info", 1), (Scripts.info, "warning", 0), (Scripts.info, "error", 0),
      (Scripts.warning, "info", 1), (Scripts.warning, "warning", 1), (Scripts.warning, "error", 0),
      (Scripts.error, "info", 1), (Scripts.error, "warning", 1), (Scripts.error, "error", 1),
    ] as [(String, String, Int32)])
  func `the exit code says whether something at or above the bar was found`(script: String, bar: String, code: Int32)
    throws
  {
    #expect(try Command("check", "--fail-on", bar, "-", input: script).code == code)
    #expect(try Command("check", "--fail-on", bar, "--exit-zero", "-", input: script).code == 0)
  }

  @Test func `the bar is at warnings unless it is moved`() throws {
    #expect(try Command("check", "-", input: Scripts.warning).code == 1)
    #expect(try Command("check", "-", input: Scripts.info).code == 0)
  }

  @Test func `a missing path is an error of the call, and nothing is said to have passed`() throws {
    let result = try Command("check", "no-such-file.journey")
    #expect(result.code == 2)
    #expect(result.output == "")
    #expect(result.errors == "journey: no-such-file.journey: there is no such file or folder\n")
  }

  @Test func `an unknown option is an error of the call`() throws {
    #expect(try Command("check", "--no-such-option", "-").code == 2)
    #expect(try Command("check").code == 2)
    #expect(try Command("no-such-command").code == 2)
  }

  /// Calls without options do not go by the parser of arguments; `--` sends the same call through it.
  @Test(arguments: [
    ["-"], ["a.journey"], ["a.journey", "b.journey"], ["."], ["", "a.journey"], ["missing"], ["a.journey", "missing"],
    ["help"], ["check"], ["a b.journey"], ["-", "a.journey"],
  ])
  func `a check without options is the one that its options' defaults give`(paths: [String]) throws {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.warning)
    try folder.write("b.journey", Scripts.error)
    try folder.write("help", Scripts.info)
    // What nobody reads is not written: the pipe may be closed by then.
    let input = paths.contains("-") ? Scripts.info : ""
    let short = try Command(["check"] + paths, in: folder.url, input: input)
    for more in [["--"], ["--format", "pretty", "--fail-on", "warning", "--profile", "recommended"]] {
      let long = try Command(["check"] + more + paths, in: folder.url, input: input)
      #expect(short.output == long.output)
      #expect(short.errors == long.errors)
      #expect(short.code == long.code)
    }
  }

  @Test func `a folder without journeys is said to have none`() throws {
    let folder = try Folder()
    let result = try Command("check", ".", in: folder.url)
    #expect(result.output == "No files to check.\n")
    #expect(result.code == 0)
  }

  @Test func `a folder means the journeys in it, sorted, each once`() throws {
    let folder = try Folder()
    try folder.write("b.journey", Scripts.error)
    try folder.write("a/c.journey", Scripts.error)
    try folder.write("a/notes.txt", "not a journey")
    try folder.write(".hidden/d.journey", Scripts.error)
    let result = try Command("check", "--format", "short", ".", "b.journey", in: folder.url)
    let files = result.output.split(separator: "\n").map { $0.split(separator: ":")[0] }
    #expect(files == ["a/c.journey", "b.journey"])
  }

  @Test func `a file that may not be read is an error of the call`() throws {
    let folder = try Folder()
    try folder.write("a.journey/keep", "")
    #expect(try Command("check", "a.journey/keep/x", in: folder.url).code == 2)
  }

  @Test func `output that no terminal reads has no colours`() throws {
    let result = try Command("check", "-", input: Scripts.error, environment: ["TERM": "xterm-256color"])
    #expect(!result.output.contains("\u{1B}"))
    #expect(result.output.contains("There is no channel"))
  }

  @Test func `json is one object with the findings`() throws {
    let result = try Command("check", "--format", "json", "-", input: Scripts.error)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(object["version"] as? Int == 1)
    let findings = try #require(object["findings"] as? [[String: Any]])
    #expect(findings.first?["code"] as? String == "unknown-name")
    #expect((object["summary"] as? [String: Any])?["errors"] as? Int == 1)
  }

  @Test func `two runs write the same bytes`() throws {
    let first = try Command("check", "--format", "json", "-", input: Scripts.warning)
    #expect(first.output == (try Command("check", "--format", "json", "-", input: Scripts.warning)).output)
  }
}
