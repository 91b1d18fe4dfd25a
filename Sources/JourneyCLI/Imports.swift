import Journey

/// How the command finds what scripts import: beside the importing file, and never outside the project's folder.
enum Imports {
  /// A loader for a script; links are followed before a path is judged, so that none leads out.
  ///
  /// - Parameters:
  ///   - instead: What is to be read in place of some files, by their paths without links and dots.
  ///   - noting: Is told of each file that is asked for, be it there or not.
  static func loader(
    limits: Limits, instead: [String: Source] = [:], noting: (@Sendable (String) -> Void)? = nil
  ) -> Loader {
    Loader { path, importer in
      guard !path.isEmpty, !path.hasPrefix("/"), !path.utf8.contains(0) else { return .outside }
      let script = importer == Script.standardInput ? "./" : importer
      let joined = folder(of: script) + path
      noting?(joined)
      guard let root = root(of: script) else { return .missing }
      guard let real = Files.real(joined) else {
        // A missing file outside is outside all the same.
        return climbsOut(joined, of: root) ? .outside : .missing
      }
      guard isInside(real, root) else { return .outside }
      if let source = instead[real] {
        return .source(Source(name: Paths.normalized(joined), bytes: Array(source.padded[..<source.count])))
      }
      guard Files.isFolder(real) == false else { return .missing }
      do throws(FileProblem) {
        return .source(
          Source(name: Paths.normalized(joined), bytes: try Files.read(joined, limit: limits.bytes, allowsPipes: false))
        )
      } catch {
        return .unreadable(error.reason)
      }
    }
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[...slash])
  }

  /// Whether a path is a folder or leads into it; both without links and dots.
  static func isInside(_ path: String, _ folder: String) -> Bool {
    path == folder || path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
  }

  private static func climbsOut(_ path: String, of root: String) -> Bool {
    guard let here = Files.real(".") else { return true }
    let absolute = Paths.normalized(path.hasPrefix("/") ? path : "\(here)/\(path)")
    return !isInside(absolute, root)
  }

  /// The project's folder: the nearest one above the script with `.git` or `project.journey`, else the working folder
  /// where the script is in it, else the script's own.
  static func root(of script: String) -> String? {
    let folder = folder(of: script)
    guard let start = Paths.absolute(folder.isEmpty ? "." : folder) else { return nil }
    if let root = Project.root(above: start) { return root }
    guard let here = Files.real("."), start.hasPrefix(here) else { return start }
    return here
  }
}
