import Foundation
import Testing

/// What `journey check` does by itself where a pipeline runs it, and how a pipeline finds the lines.
struct PipelineTests {
  private static let github = ["GITHUB_ACTIONS": "true"]

  // MARK: By itself

  @Test(arguments: [[], ["--fail-on", "warning"]]) func `in GitHub Actions it annotates, and adds a summary`(
    options: [String]
  ) throws {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.error)
    try folder.write("summary.md", "# From before\n")
    let variables = Self.github.merging(["GITHUB_STEP_SUMMARY": folder.url.appending(path: "summary.md").path]) { $1 }
    let result = try Command(["check", "a.journey"] + options, in: folder.url, environment: variables)
    #expect(
      result.output.hasPrefix(
        "::error file=a.journey,line=5,endLine=5,col=28,endColumn=32,title=unknown-name::There is no channel `stor`%0A")
    )
    #expect(result.output.hasSuffix("\nChecked 1 file: 1 error.\n") && result.errors == "" && result.code == 1)
    let summary = try folder.text("summary.md")
    let markdown = try Command("check", "a.journey", "--format", "markdown", in: folder.url).output
    #expect(
      summary == "# From before\n\n" + markdown && markdown.contains("| 5 | **error** | There is no channel `stor`"))
    // What is asked for is made, and nothing else.
    let asked = try Command("check", "a.journey", "--format", "short", in: folder.url, environment: variables)
    #expect(try folder.text("summary.md") == summary && asked.output.hasPrefix("a.journey:5:28: error"))
  }

  @Test func `a summary is cut at a table, and never has more than GitHub keeps`() throws {
    let folder = try Folder()
    // Tables of some 20,000 bytes each.
    for number in 0..<12 {
      try folder.write("\(number).journey", Scripts.error + (0..<60).map { "nonsense \($0)\n" }.joined())
    }
    for (before, tables) in [(0, 12), ((1 << 20) - 60_000, 1...8), ((1 << 20) - 300, 0), (1 << 20, 0)] as [(Int, Any)] {
      try folder.write("summary.md", String(repeating: "x", count: before))
      let result = try Command(
        "check", ".", in: folder.url,
        environment: Self.github.merging(["GITHUB_STEP_SUMMARY": folder.url.appending(path: "summary.md").path]) { $1 })
      #expect(result.code == 1 && result.errors == "")
      let summary = try folder.text("summary.md").dropFirst(before)
      #expect(before + summary.utf8.count <= 1 << 20)
      let shown = summary.split(separator: "\n").count { $0.hasPrefix("### ") }
      if let range = tables as? ClosedRange<Int> {
        #expect(range.contains(shown))
      } else {
        #expect(shown == tables as? Int)
      }
      if shown < 12, !summary.isEmpty {
        #expect(
          summary.hasSuffix(
            "\n*There is no room for \(12 - shown) more tables with \((12 - shown) * 61) findings here.*\n"))
      }
    }
  }

  @Test func `of each kind GitHub gets ten, the worst first, and a line counts the rest`() throws {
    let folder = try Folder()
    let channels = (0..<12).map { "  channel c\($0)\n" }.joined()
    try folder.write("0.journey", Scripts.clean.replacing("  outcome", with: channels + "  outcome"))
    for number in 1...2 {
      try folder.write("\(number).journey", Scripts.clean + (0..<7).map { "nonsense \($0)\n" }.joined())
    }
    let lines = try Command("check", ".", "--format", "github", in: folder.url).output.split(separator: "\n")
    try #require(lines.count == 22)
    #expect(
      lines[..<10].allSatisfy { $0.hasPrefix("::error file=1.journey,") || $0.hasPrefix("::error file=2.journey,") })
    #expect(lines[10..<20].allSatisfy { $0.hasPrefix("::warning file=0.journey,") })
    #expect(
      lines[20]
        == "6 more findings without an annotation, since GitHub keeps 10 of a kind: 4 unknown-word, 2 unused-declaration."
    )
    #expect(lines[21] == "Checked 3 files: 14 errors, 12 warnings.")
  }

  @Test func `in GitLab it writes the report on code quality besides`() throws {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.error)
    let plain = try Command("check", "a.journey", in: folder.url)
    let result = try Command("check", "a.journey", in: folder.url, environment: ["GITLAB_CI": "true"])
    #expect(result.output == plain.output && result.code == 1)
    #expect(result.errors == "Written: gl-code-quality-report.json.\n")
    #expect(try folder.text("gl-code-quality-report.json").contains("\"check_name\": \"unknown-name\""))
    for value in ["", "false"] {
      let other = try Command(
        "check", "a.journey", in: folder.url, environment: ["GITLAB_CI": value, "GITHUB_ACTIONS": value])
      #expect(other.output == plain.output && other.errors == "")
    }
  }

  @Test func `a summary that cannot be written is an error, and what was found is shown`() throws {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.error)
    let result = try Command(
      "check", "a.journey", in: folder.url,
      environment: Self.github.merging(["GITHUB_STEP_SUMMARY": "missing/x"]) { $1 })
    #expect(result.code == 2 && result.errors == "journey: missing/x: there is no such folder\n")
    #expect(result.output.hasPrefix("::error file=a.journey"))
  }

  // MARK: Where files are

  /// A project in a repository, called from several folders.
  @Test(arguments: [("", "markets/de"), ("markets", "de"), ("markets/de", "."), ("other", "../markets/de")])
  func `files are named from the repository's folder, wherever it is called`(place: String, path: String) throws {
    let folder = try Folder()
    try folder.write(".git/HEAD", "")
    try folder.write("other/keep", "")
    try folder.write("markets/project.journey", "project\n  profile recommended\n")
    try folder.write("markets/de/a b.journey", Scripts.error)
    let call =
      ["check", path]
      + ["github", "gitlab", "junit", "sarif", "markdown"].flatMap { ["--format", "\($0)=\(folder.url.path)/\($0)"] }
    let result = try Command(call, in: folder.url.appending(path: place))
    #expect(result.code == 1 && result.errors.hasPrefix("Checked 1 file: 1 error."))
    #expect(try folder.text("github").hasPrefix("::error file=markets/de/a b.journey,line=5,"))
    #expect(try folder.text("gitlab").contains("\"path\": \"markets/de/a b.journey\""))
    #expect(try folder.text("junit").contains("<testsuite name=\"markets/de/a b.journey\""))
    #expect(try folder.text("markdown").contains("\n### markets/de/a b.journey\n"))
    let sarif = try folder.text("sarif")
    #expect(sarif.contains("\"uri\": \"markets/de/a%20b.journey\",\n            \"uriBaseId\": \"%SRCROOT%\""))
    #expect(sarif.contains("\"uri\": \"file://\(folder.url.path)/\""))
  }

  @Test func `what lies outside of the repository has an absolute URI`() throws {
    let folder = try Folder()
    try folder.write("repository/.git/HEAD", "")
    try folder.write("a#b.journey", Scripts.error)
    let result = try Command(
      "check", "../a#b.journey", "--format", "sarif", in: folder.url.appending(path: "repository"))
    #expect(
      result.output.contains("\"uri\": \"file://\(folder.url.path)/a%23b.journey\",\n                  \"index\": 0"))
  }

  @Test func `a script of standard input is in no file`() throws {
    let github = try Command("check", "-", "--format", "github", input: Scripts.error)
    #expect(github.output.hasPrefix("::error title=unknown-name::"))
    let sarif = try Command("check", "-", "--format", "sarif", input: Scripts.error)
    #expect(sarif.output.contains("\"uri\": \"%3Cstdin%3E\",\n                  \"index\": 0"))
  }

  @Test func `what several scripts import is found once`() throws {
    let folder = try Folder()
    try folder.write("base.journey", "channel shop\nnonsense\n")
    for name in ["a", "b"] { try folder.write("\(name).journey", "import \"base.journey\"\n" + Scripts.clean) }
    let result = try Command("check", ".", "--format", "short", in: folder.url)
    #expect(result.output.split(separator: "\n").map { $0.prefix(17) } == ["base.journey:2:1:"])
  }
}
