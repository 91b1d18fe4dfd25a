import ArgumentParser
import Journey

/// The scripts that a command is asked to look at.
enum Script {
  /// The name of a script that comes by standard input.
  static let standardInput = SourceRoot.standardInput

  /// The files that paths mean: files themselves, and the `.journey` files of folders; each once.
  ///
  /// - Parameter isExcluded: Whether a file of a folder is passed over.
  static func files(_ paths: [String], excluding isExcluded: (String) throws -> Bool = { _ in false }) throws
    -> [String]
  {
    var files: [String] = []
    var seen: Set<String> = []
    for path in paths {
      if path == "-" {
        files.append(path)
        continue
      }
      guard let isFolder = Files.isFolder(path) else {
        throw Failure.usage("\(path): there is no such file or folder")
      }
      let found: [String]
      do throws(FileProblem) {
        found = isFolder ? try Files.journeys(in: path) : [path]
      } catch {
        throw Failure.usage("\(error.path): \(error.reason)")
      }
      for file in found where try !(isFolder && isExcluded(file)) && seen.insert(Files.real(file) ?? file).inserted {
        files.append(file)
      }
    }
    return files
  }

  /// Reads a script.
  static func source(_ path: String, limits: Limits = Limits()) throws -> Source {
    do throws(FileProblem) {
      let name = path == "-" ? standardInput : Paths.normalized(path)
      return Source(name: name, bytes: try Files.read(path, limit: limits.bytes))
    } catch {
      throw Failure.usage("\(error.path): \(error.reason)")
    }
  }

  /// What a script is checked with, as its project wants it.
  static func engine(
    for path: String, _ projects: inout Projects, _ validator: Validator, _ variants: Variants = Variants()
  ) throws -> Engine {
    let limits = Limits()
    let project = try projects.project(of: path)
    return Engine(
      limits: limits, validator: validator, settings: project.settings, path: project.path(of: path),
      parameters: variants.parameters, loader: Imports.loader(limits: limits))
  }
}

/// Why a command ends without having done its work.
enum Failure: Error, CustomStringConvertible {
  /// A wrong call, or a path that is missing or cannot be read: exit code 2.
  case usage(String)

  var description: String {
    switch self {
    // Names come from the call and from scripts: nothing of them may steer the terminal.
    case .usage(let message):
      message.split(separator: "\n").map { Display.plain(String($0), limit: 400) }.joined(separator: "\n")
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
