import Foundation
import Testing

/// The command as people call it: arguments and input in, output and exit code out.
struct Command {
  let output: String
  let errors: String
  let code: Int32

  /// Runs `journey` with arguments, in a folder, with text as standard input.
  init(_ arguments: String..., in folder: URL? = nil, input: String = "", environment: [String: String] = [:]) throws {
    try self.init(arguments, in: folder, input: input, environment: environment)
  }

  /// Runs `journey` with a list of arguments.
  ///
  /// - Parameter starter: A program that starts another one, with its own arguments.
  init(
    _ arguments: [String], by starter: [String] = [], in folder: URL? = nil, input: String = "",
    environment: [String: String] = [:]
  ) throws {
    let process = Process()
    let executable = try Command.executable
    process.executableURL = starter.isEmpty ? executable : URL(filePath: "/usr/bin/env")
    process.arguments = starter.isEmpty ? arguments : starter + [executable.path] + arguments
    if let folder { process.currentDirectoryURL = folder }
    process.environment = Command.environment.merging(environment) { $1 }
    let (standardInput, output, errors) = (Pipe(), Pipe(), Pipe())
    (process.standardInput, process.standardOutput, process.standardError) = (standardInput, output, errors)
    try process.run()
    standardInput.fileHandleForWriting.write(Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let problems = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    self.output = String(decoding: text, as: UTF8.self)
    self.errors = String(decoding: problems, as: UTF8.self)
    code = process.terminationStatus
  }

  /// What the command sees of the machine: nothing by which it would know a pipeline, or what a person likes.
  static let environment = ProcessInfo.processInfo.environment.filter { name, _ in
    !["CI", "GITLAB_CI", "NO_COLOR", "COLUMNS"].contains(name) && !name.hasPrefix("GITHUB_")
  }

  /// The command beside the tests' own bundle, where the package manager builds both.
  static var executable: URL {
    get throws {
      let bundle = try #require(CommandLine.arguments.last { $0.contains(".xctest") })
      var folder = URL(filePath: bundle)
      while folder.path.contains(".xctest") { folder.deleteLastPathComponent() }
      return folder.appending(path: "journey")
    }
  }
}

/// A folder that is there for one test.
final class Folder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "journey-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file, and the folders it stands in.
  func write(_ name: String, _ text: String) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  func text(_ name: String) throws -> String { try String(contentsOf: url.appending(path: name), encoding: .utf8) }
}

/// Scripts that commands are tried on.
enum Scripts {
  static let clean = """
    journey Phone
      channel store
      outcome Bought
      stage Purchase
        touchpoint Checkout on store
          leads to Bought

    """
  static let warning = clean.replacingOccurrences(of: "  outcome", with: "  channel web\n  outcome")
  static let error = clean.replacingOccurrences(of: "on store", with: "on stor")
  static let info = clean.replacingOccurrences(of: "channel store", with: "channel\u{A0}store")
}
