import ArgumentParser
import Journey

/// The scripts that a command is asked to look at.
enum Script {
  /// The name of a script that comes by standard input.
  static let standardInput = SourceRoot.standardInput

  /// The files that paths mean: files themselves, and the `.journey` files of folders; each once.
  static func files(_ paths: [String], _ projects: inout Projects) throws -> [String] {
    let scripts = try Scripts(paths, FileChoice(), &projects)
    guard scripts.problems.isEmpty else { throw Failure.files(scripts.problems) }
    return scripts.files
  }

  /// Reads a script.
  static func source(_ path: String, limits: Limits = Limits()) throws -> Source {
    do throws(FileProblem) {
      let name = path == "-" ? standardInput : Paths.normalized(path)
      return Source(name: name, bytes: try Files.read(path, limit: limits.bytes))
    } catch {
      throw Failure.files([error])
    }
  }

  /// What a script is checked with, as its project wants it.
  static func engine(
    for path: String, _ projects: inout Projects, _ validator: Validator, _ variants: Variants = Variants(),
    noting: (@Sendable (String) -> Void)? = nil
  ) throws -> Engine {
    let limits = Limits()
    let project = try projects.project(of: path)
    return Engine(
      limits: limits, validator: validator, settings: project.settings, path: try projects.path(of: path),
      parameters: variants.parameters, loader: Imports.loader(limits: limits, noting: noting),
      vocabulary: projects.vocabulary)
  }
}

/// Why a command ends without having done its work.
enum Failure: Error, CustomStringConvertible {
  /// A wrong call: exit code 2.
  case usage(String)
  /// Paths that are missing or cannot be read: exit code 2.
  case files([FileProblem])

  var description: String {
    switch self {
    // Names come from the call and from scripts: nothing of them may steer the terminal.
    case .usage(let message):
      message.split(separator: "\n").map { Display.plain(String($0), limit: 400) }.joined(separator: "\n")
    case .files(let problems): problems.map(\.text).joined(separator: "\njourney: ")
    }
  }
}

/// The exit codes that pipelines rely on.
enum ExitStatus {
  static let clean: Int32 = 0
  static let findings: Int32 = 1
  static let usage: Int32 = 2
  static let internalError: Int32 = 3
}
