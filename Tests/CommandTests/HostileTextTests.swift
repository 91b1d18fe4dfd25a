import Foundation
import Testing

/// What stands in scripts and in the names of files is shown in each format, and does nothing there.
@Suite(.serialized) struct HostileTextTests {
  private let folder: Folder

  init() throws { folder = try Hostile.folder() }

  private func check(_ format: String) throws -> String {
    let result = try Command("check", ".", "--format", format, in: folder.url.appending(path: "sub"))
    #expect(result.code == 1 && result.errors == "")
    #expect(!result.output.unicodeScalars.contains { Hostile.isDangerous($0) })
    return result.output
  }

  private func object(_ format: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(check(format).utf8))
  }

  @Test(arguments: ["pretty", "short", "markdown"])
  func `a line for people holds no controls, and begins no command of a pipeline`(format: String) throws {
    #expect(try !check(format).isEmpty)
    let inGitHub = try Command(
      "check", ".", "--format", format, in: folder.url.appending(path: "sub"), environment: ["GITHUB_ACTIONS": "true"])
    #expect(!inGitHub.output.contains("##["))
    #expect(!inGitHub.output.split(separator: "\n").contains { $0.drop { $0 == " " }.hasPrefix("::") })
  }

  @Test func `GitHub reads one command a line, each of ours`() throws {
    let lines = try check("github").split(separator: "\n")
    #expect(lines.count == 22)
    for line in lines.dropLast(2) {
      let command = try #require(try /::(error|warning|notice) ([^:]*)::([^:]|:)*/.wholeMatch(in: line))
      #expect(Self.properties(command.2).map(\.name) == ["file", "line", "endLine", "col", "endColumn", "title"])
    }
    #expect(!lines.suffix(2).contains { $0.hasPrefix("::") || $0.contains("##[") })
  }

  @Test(arguments: Hostile.files) func `GitHub is told the file`(name: String) throws {
    let result = try Command("check", "./\(name)", "--format", "github", in: folder.url.appending(path: "sub"))
    let line = try #require(result.output.split(separator: "\n").first)
    let command = try #require(try /::error ([^:]*)::([^:]|:)*/.wholeMatch(in: line))
    let shown = String(
      String.UnicodeScalarView(name.unicodeScalars.map { Hostile.isDangerous($0) && $0 != "\r" ? "\u{FFFD}" : $0 }))
    #expect(Self.properties(command.1).first?.value == "sub/\(shown)")
  }

  /// The properties of a command, read as GitHub's runner reads them.
  private static func properties(_ text: Substring) -> [(name: String, value: String)] {
    text.split(separator: ",").map { part in
      let pair = part.split(separator: "=", maxSplits: 1)
      let value = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")].reduce(String(pair[1])) {
        $0.replacing($1.0, with: $1.1)
      }
      return (String(pair[0]), value)
    }
  }

  @Test func `GitLab gets the files' own names, and every fingerprint once`() throws {
    let problems = try #require(try object("gitlab") as? [[String: Any]])
    #expect(
      Set(problems.compactMap { ($0["location"] as? [String: Any])?["path"] as? String })
        == Set((Hostile.files + ["z.journey"]).map { "sub/\($0)" }))
    let fingerprints = problems.compactMap { $0["fingerprint"] as? String }
    #expect(fingerprints.count == problems.count && Set(fingerprints).count == problems.count)
    for problem in problems {
      // What GitLab's documentation asks for.
      #expect(
        (problem["description"] as? String)?.isEmpty == false && (problem["check_name"] as? String)?.isEmpty == false)
      #expect(["info", "minor", "major", "critical", "blocker"].contains(problem["severity"] as? String ?? ""))
      let lines = (problem["location"] as? [String: Any])?["lines"] as? [String: Any]
      #expect((lines?["begin"] as? Int).map { $0 >= 1 } == true)
    }
  }

  @Test func `SARIF's URIs lead to the files, and hold nothing that is not of RFC 3986`() throws {
    let log = try #require(try object("sarif") as? [String: Any])
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let artifacts = try #require(run["artifacts"] as? [[String: Any]])
    let uris = artifacts.compactMap { ($0["location"] as? [String: Any])?["uri"] as? String }
    #expect(Set(uris.compactMap(\.removingPercentEncoding)) == Set((Hostile.files + ["z.journey"]).map { "sub/\($0)" }))
    #expect(try uris.allSatisfy { try /([A-Za-z0-9._~\/-]|%[0-9A-F]{2})+/.wholeMatch(in: $0) != nil })
    let results = try #require(run["results"] as? [[String: Any]])
    let messages = results.compactMap { ($0["message"] as? [String: Any])?["text"] as? String }
    #expect(messages.count == results.count && messages.contains { $0.contains("[l\\](1) {{0}}") })
    #expect(!messages.contains { $0.contains("[l](1)") || $0.contains(" {0}") })
  }

  @Test func `JSON tells all of it as it is`() throws {
    let report = try #require(try object("json") as? [String: Any])
    let files = try #require(report["files"] as? [[String: Any]])
    #expect(Set(files.compactMap { $0["path"] as? String }) == Set(Hostile.files + ["z.journey"]))
  }

  @Test func `XML holds no element of others`() throws {
    let elements = try check("junit").matches(of: /<[\/?]?([a-z-]+)/).map { String($0.1) }
    #expect(Set(elements) == ["xml", "testsuites", "testsuite", "testcase", "failure", "skipped"])
  }

  @Test func `what went wrong is told without a command`() throws {
    for call in [["gone\n::error::x.journey"], ["z.journey", "--format", "json=gone\n::error::x/\u{1B}[31m"]] {
      let result = try Command(["check"] + call, in: folder.url.appending(path: "sub"))
      #expect(result.code == 2 && result.errors.contains("journey: gone"))
      #expect(!result.errors.split(separator: "\n").contains { $0.hasPrefix("::") })
      #expect(!result.errors.unicodeScalars.contains { Hostile.isDangerous($0) })
    }
  }

  @Test func `Markdown holds no markup of others`() throws {
    let text = try check("markdown")
    // What stands between backticks is code, and no more than that.
    let rest = text.replacing("\\`", with: "").replacing(/`[^`\n]*`/, with: "")
    #expect(
      Set(rest.matches(of: /(^|[^\\])<([^>]*)>/).map { String($0.2) }) == [
        "br", "!-- --", "details", "summary", "/summary", "/details",
      ])
    #expect(text.split(separator: "\n").allSatisfy { ["| ", "##", "**", "<d", "<s", "</"].contains($0.prefix(2)) })
  }
}
