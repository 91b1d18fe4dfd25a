import Foundation
import Testing

/// `journey check --format`: which reports there are, and where they go.
struct FormatTests {
  private static let formats = ["pretty", "short", "json", "github", "gitlab", "junit", "sarif", "markdown"]

  // MARK: Calls

  @Test(arguments: [
    (["--format", "sarif=out.sarif", "--format", "pretty"], ["out.sarif"]),
    (
      ["--format", "pretty", "--format", "sarif=out.sarif", "--format", "junit=deep/../out.xml"],
      ["out.sarif", "out.xml"]
    ),
    (["--format", "pretty=-", "--format", "json=a=b.json"], ["a=b.json"]),
  ])
  func `several reports are made at once, each in its place`(options: [String], files: [String]) throws {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.error)
    try folder.write("deep/keep", "")
    let plain = try Command("check", "a.journey", in: folder.url)
    let result = try Command(["check", "a.journey"] + options, in: folder.url)
    #expect(result.output == plain.output && result.errors == "" && result.code == 1)
    for file in files { #expect(try folder.text(file).contains("unknown-name")) }
    #expect(try names(in: folder) == Set(["a.journey", "deep"] + files))
  }

  @Test(arguments: formats) func `a file holds what standard output would`(format: String) throws {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.error)
    let plain = try Command("check", "a.journey", "--format", format, in: folder.url)
    let filed = try Command("check", "a.journey", "--format", "\(format)=out", in: folder.url)
    #expect(try plain.output == folder.text("out"))
    #expect(filed.output == "" && filed.code == 1)
    // The log says what came of it.
    #expect(filed.errors == "Checked 1 file: 1 error. Written: out.\n")
  }

  @Test(arguments: [
    (["sarfi"], "there is no format sarfi; did you mean `sarif`?"),
    (["xml=a.xml"], "there is no format xml; did you mean `junit`?"),
    (["out.sarif"], "The formats are `pretty`, `short`,"),
    (["pretty", "json"], "the reports pretty and json would both go to standard output; give one of them a file"),
    (["json=a", "sarif=./b/../a"], "the reports json and sarif would both go to ./b/../a"),
    (["sarif="], "--format sarif= names no file"), (["json=a.journey"], "a report would take the place of a script"),
  ])
  func `a wrong format is a wrong call, and the sentence helps`(formats: [String], sentence: String) throws {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.error)
    try folder.write("b/keep", "")
    let result = try Command(["check", "a.journey"] + formats.flatMap { ["--format", $0] }, in: folder.url)
    #expect(result.code == 2 && result.output == "")
    #expect(result.errors.contains(sentence), "\(result.errors)")
    #expect(try names(in: folder) == ["a.journey", "b"] && folder.text("a.journey") == Scripts.error)
  }

  // MARK: Where nothing can be written

  @Test(arguments: [
    ("missing/out.sarif", "missing/out.sarif: there is no such folder"), ("b", "b: it is a folder"),
    ("a.journey/out", "a.journey/out: there is no such folder"),
  ])
  func `a report that cannot be written is an error, and the others are written`(target: String, sentence: String)
    throws
  {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.error)
    try folder.write("b/keep", "")
    let result = try Command(
      "check", "a.journey", "--format", "sarif=\(target)", "--format", "junit=out.xml", "--format", "short",
      in: folder.url)
    #expect(result.code == 2 && result.errors == "journey: \(sentence)\n")
    #expect(result.output.contains("error unknown-name"))
    #expect(try names(in: folder) == ["a.journey", "b", "out.xml"] && folder.text("b/keep") == "")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "there is no /dev/full here"))
  func `a full disk is an error, and a device is written to, not replaced`() throws {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.error)
    let before = try FileManager.default.attributesOfItem(atPath: "/dev/full")[.type] as? FileAttributeType
    let full = try Command("check", "a.journey", "--format", "json=/dev/full", in: folder.url)
    #expect(full.code == 2 && full.errors.hasSuffix("journey: /dev/full: the disk is full\n"))
    #expect(try Command("check", "a.journey", "--format", "json=/dev/null", in: folder.url).code == 1)
    for device in ["/dev/full", "/dev/null"] {
      #expect(try FileManager.default.attributesOfItem(atPath: device)[.type] as? FileAttributeType == before)
    }
    #expect(
      try Shell("\"$JOURNEY\" check a.journey > /dev/full", in: folder).output
        == "2 journey: standard output: the disk is full")
    let stream = try Shell("\"$JOURNEY\" check a.journey --format short=/dev/stdout 2> /dev/null", in: folder)
    #expect(stream.output.hasPrefix("1 a.journey:5:28: error unknown-name"))
  }

  @Test func `an old report is replaced, and keeps its permissions; a link is written through`() throws {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.error)
    try folder.write("real.json", "old")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o640], ofItemAtPath: folder.url.appending(path: "real.json").path)
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "link.json").path, withDestinationPath: "real.json")
    #expect(try Command("check", "a.journey", "--format", "json=link.json", in: folder.url).code == 1)
    #expect(try folder.text("real.json").contains("unknown-name"))
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.url.appending(path: "real.json").path)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(try names(in: folder) == ["a.journey", "link.json", "real.json"])
  }

  /// More than a pipe holds, so that its reader is gone before all is written.
  @Test(arguments: ["pretty", "json", "sarif"]) func `a reader who leaves early changes nothing of what came of it`(
    format: String
  ) throws {
    let folder = try Folder()
    for number in 0..<30 {
      try folder.write("\(number).journey", Scripts.error + (0..<20).map { "nonsense \($0)\n" }.joined())
    }
    let left = try Shell(
      "\"$JOURNEY\" check . --format \(format) --format json=out.json | head -c 1 > /dev/null", in: folder)
    #expect(left.output == "1 ")
    #expect(try folder.text("out.json").hasSuffix("}\n"))
    let clean = try Shell("\"$JOURNEY\" check . --exit-zero --format \(format) | head -c 1 > /dev/null", in: folder)
    #expect(clean.output == "0 ")
  }

  // MARK: With fixes

  @Test func `what is left after fixes is reported in the formats asked for`() throws {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.info.replacing("on store", with: "on stor"))
    let result = try Command(
      "check", "--fix", "a.journey", "--format", "json=out.json", "--format", "short", in: folder.url)
    #expect(result.code == 1 && result.output.contains("unknown-name"))
    #expect(try folder.text("out.json").contains("\"errors\": 1") && !folder.text("a.journey").contains("\u{A0}"))
    let refused = try Command("check", "--diff", "a.journey", "--format", "json", in: folder.url)
    #expect(refused.code == 2 && refused.errors.contains("--diff shows changes and no findings"))
  }

  private func names(in folder: Folder) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: folder.url.path))
  }
}

/// A line of a shell with the command as `$JOURNEY`; the output is its exit code, a blank, and what it wrote.
struct Shell {
  let output: String

  init(_ line: String, in folder: Folder) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    // A pipe's exit code is that of the command, and not of its reader.
    process.arguments = ["bash", "-c", "set -o pipefail; text=$({ \(line); } 2>&1); echo \"$? $text\""]
    process.currentDirectoryURL = folder.url
    process.environment = try Command.environment.merging(["JOURNEY": Command.executable.path]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    self.output = String(String(decoding: text, as: UTF8.self).dropLast())
  }
}
