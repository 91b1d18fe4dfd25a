import Foundation
import Testing

/// The table of exit codes in Documentation/CI.md: each of its rows is a call.
struct ExitCodeTests {
  /// One call and what comes of it.
  struct Row: CustomTestStringConvertible {
    let checked: [String]
    let options: [String]
    let code: Int32
    let output: String
    let errors: String
    var testDescription: String { "\(options.joined(separator: " ")) on \(checked.joined(separator: " and "))" }

    /// A row of the table; nothing for its head, and for other lines.
    init?(_ line: Substring) {
      guard line.hasPrefix("|"), line.hasSuffix("|") else { return nil }
      let cells = line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard cells.count == 5, let code = Int32(cells[2]) else { return nil }
      checked = cells[0].components(separatedBy: ", ")
      options = cells[1].trimmingCharacters(in: ["`"]).split(separator: " ").map(String.init)
      self.code = code
      output = cells[3].trimmingCharacters(in: ["`"])
      errors = cells[4].trimmingCharacters(in: ["`"])
    }
  }

  static let rows: [Row] = {
    let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Documentation/CI.md")
    let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { Row($0) }
  }()

  @Test func `the table is read`() {
    #expect(ExitCodeTests.rows.count > 60)
    #expect(Set(ExitCodeTests.rows.map(\.code)) == [0, 1, 2])
  }

  @Test(arguments: rows)
  func `a call ends as the table says`(row: Row) throws {
    let folder = try Folder()
    let paths = try row.checked.flatMap { try path(of: $0, in: folder) }
    let result = try Command(["check"] + row.options + paths, in: folder.url, environment: ExitCodeTests.nowhere)
    #expect(result.code == row.code)
    expect(row.output, in: result.output)
    expect(row.errors, in: result.errors)
  }

  /// What tells a command that it runs in some service.
  private static let nowhere = ["CI": "", "GITHUB_ACTIONS": "", "GITLAB_CI": ""]

  private func expect(_ part: String, in text: String) {
    if part.isEmpty { #expect(text == "") } else { #expect(text.contains(part)) }
  }

  /// Makes what a word of the table means; to have another word, add a line here.
  private func path(of word: String, in folder: Folder) throws -> [String] {
    let unused = "channel web\n    mode digital\n"
    let warning = Scripts.clean.replacingOccurrences(of: "  outcome", with: "  \(unused)  outcome")
    let scripts = [
      "clean": Scripts.clean, "note": Scripts.info, "warning": warning, "error": Scripts.error,
      "three warnings": (1...3).reduce(Scripts.clean) {
        $0.replacingOccurrences(of: "  outcome", with: "  channel web\($1)\n  outcome")
      },
      "waived": warning.replacingOccurrences(
        of: unused, with: unused + "    allow unused-declaration because \"It comes in spring\"\n"),
    ]
    let name = word.replacingOccurrences(of: " ", with: "-") + ".journey"
    if let script = scripts[word] {
      try folder.write(name, script)
      return [name]
    }
    switch word {
    case "nothing": return []
    case "known warning", "mended warning":
      try folder.write("known.journey", warning)
      #expect(try Command("check", "known.journey", "--write-baseline", "baseline.json", in: folder.url).code == 0)
      if word == "mended warning" { try folder.write("known.journey", Scripts.clean) }
      return ["known.journey"]
    case "committed warning":
      try folder.write("committed.journey", warning)
      for words in [["init", "-q"], ["add", "committed.journey"], ["commit", "-q", "-m", "A warning"]] {
        try GitFolder.run(words, in: folder.url)
      }
      return ["committed.journey"]
    case "missing": return [name]
    case "empty folder":
      try folder.write("empty/notes.txt", "")
      return ["empty"]
    case "unreadable":
      let path = folder.url.appending(path: name).path
      // The superuser may read anything but this.
      if getuid() == 0 {
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/proc/self/mem")
      } else {
        try folder.write(name, Scripts.clean)
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
      }
      return [name]
    default:
      Issue.record("no such thing to check: \(word)")
      return []
    }
  }
}
