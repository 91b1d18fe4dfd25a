import Foundation
import Testing

/// A program of the machine, or one that a test built.
struct Tool {
  let words: [String]

  init(_ words: String...) { self.words = words }

  /// What it says, and that it failed where it did.
  func run(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words + arguments
    process.environment = ProcessInfo.processInfo.environment.merging([
      "JOURNEY_LIBRARY": Tool.library.appending(path: "libCJourney.\(Tool.suffix)").path,
      "PYTHONPATH": Tool.root.appending(path: "Examples/Embedding/Python/src").path, "PYTHONDONTWRITEBYTECODE": "1",
    ]) { $1 }
    let output = Pipe()
    (process.standardOutput, process.standardError) = (output, output)
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? text : "\(text)\(words[0]) ended with \(process.terminationStatus)\n"
  }

  /// Whether it can be started, or has to be.
  var isThere: Bool { Tool.isRequired || (try? run(["--version"]))?.contains(" ended with ") == false }

  // MARK: What tests use

  /// Whether a tool that is missing is a failure.
  static let isRequired = ProcessInfo.processInfo.environment["EMBEDDING"] == "required"

  /// The compiler of C that comes with Swift.
  static let c = Tool("clang")
  static let python = Tool("python3")
  static let warnings = ["-Wall", "-Wextra", "-pedantic", "-Werror", "-I", headers.path]
  /// What makes a program find the header when it is built, and the library when it is built and when it runs.
  static let links = ["-I", headers.path, "-L", library.path, "-lCJourney", "-Wl,-rpath,\(library.path)"]

  /// A program under a tool that watches its memory, where a run asks for one: `EMBEDDING_CHECKER="valgrind …"`.
  static func checked(_ program: String) -> Tool {
    var tool = Tool(program)
    let checker = ProcessInfo.processInfo.environment["EMBEDDING_CHECKER"] ?? ""
    tool = Tool(words: checker.split(separator: " ").map { String($0) } + tool.words)
    return tool
  }

  private init(words: [String]) { self.words = words }

  // MARK: Folders

  /// The folder that holds the package.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let headers = root.appending(path: "Sources/CJourney/include")
  /// Where the library is: beside the tests, or where a run says.
  static let library =
    ProcessInfo.processInfo.environment["CJOURNEY"].map { URL(filePath: $0, relativeTo: root).absoluteURL } ?? built

  #if canImport(Darwin)
    private static let suffix = "dylib"
  #else
    private static let suffix = "so"
  #endif

  /// Where the package manager puts what it builds, the tests' own bundle, too.
  static let built: URL = {
    var folder = URL(filePath: CommandLine.arguments.last { $0.contains(".xctest") } ?? ".")
    while folder.path.contains(".xctest") { folder.deleteLastPathComponent() }
    return folder
  }()
}

/// A folder that is there for one test.
final class Folder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "journey-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path }

  func write(_ name: String, _ text: String) throws {
    try text.write(to: url.appending(path: name), atomically: true, encoding: .utf8)
  }
}
