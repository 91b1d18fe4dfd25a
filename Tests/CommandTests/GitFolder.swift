import Foundation
import Testing

/// A git repository that is there for one test; nothing of the user's own settings is read.
final class GitFolder {
  let folder: Folder
  /// Where commands run: the top, or a folder in it.
  var url: URL { folder.url }

  static let isThere = (try? run(["--version"], in: FileManager.default.temporaryDirectory)) != nil

  init() throws {
    folder = try Folder()
    try git("init", "-q", "-b", "main", ".")
  }

  func write(_ name: String, _ text: String) throws { try folder.write(name, text) }

  func remove(_ name: String) throws { try FileManager.default.removeItem(at: url.appending(path: name)) }

  @discardableResult
  func git(_ arguments: String...) throws -> String { try GitFolder.run(arguments, in: url) }

  /// Stages everything, and commits it.
  func commit() throws {
    try git("add", "-A")
    try git("commit", "-q", "--allow-empty", "-m", "A change")
  }

  /// Runs `journey check` with some arguments.
  func check(
    _ arguments: String..., in sub: String = "", environment: [String: String] = [:]
  ) throws -> Command {
    try Command(
      ["check"] + arguments, in: sub.isEmpty ? url : url.appending(path: sub),
      environment: environment.merging(Pipelines.none) { own, _ in own })
  }

  @discardableResult
  static func run(_ arguments: [String], in folder: URL) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "-c", "protocol.file.allow=always"] + arguments
    process.currentDirectoryURL = folder
    let output = Pipe()
    process.standardOutput = output
    process.environment = ProcessInfo.processInfo.environment
      .filter { !$0.key.hasPrefix("GIT_") }
      .merging([
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.com",
      ]) { $1 }
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "git \(arguments)")
    return String(decoding: text, as: UTF8.self)
  }
}

/// The variables by which pipelines make themselves known, each empty.
enum Pipelines {
  static let none = [
    "CI": "", "GITHUB_ACTIONS": "", "GITLAB_CI": "", "GITHUB_STEP_SUMMARY": "", "NO_COLOR": "1", "GIT_INDEX_FILE": "",
  ]
}
