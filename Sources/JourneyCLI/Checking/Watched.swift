import Journey
import Synchronization

/// What the results of a check depend on: folders that were walked through, and files wherever they are.
///
/// Scripts are checked by several threads, which all take note of what they import. All paths are without links and dots,
/// but for a file that is a link: then both count, the link and what it leads to.
final class Watched: Sendable {
  private struct Noted {
    var walked: Set<String> = []
    var files: Set<String> = []
    /// The walked ones, and all that hold such a file.
    var folders: Set<String> = []
  }

  private let noted = Mutex(Noted())

  /// The folders to watch; some of them may not be there.
  var folders: Set<String> { noted.withLock { $0.folders } }

  /// Takes note of a folder whose scripts are checked.
  func note(folder: String) {
    guard let folder = Paths.absolute(folder) else { return }
    noted.withLock {
      $0.walked.insert(folder)
      $0.folders.insert(folder)
    }
  }

  /// Takes note of a file.
  func note(file: String) {
    let folder = Imports.folder(of: file)
    guard let folder = Paths.absolute(folder.isEmpty ? "." : folder) else { return }
    let path = Paths.joined(folder, String(file.dropFirst(Imports.folder(of: file).count)))
    let real = Files.real(path)
    noted.withLock {
      $0.files.insert(path)
      $0.folders.insert(folder)
      guard let real, real != path else { return }
      $0.files.insert(real)
      $0.folders.insert(String(Imports.folder(of: real).dropLast()))
    }
  }

  /// Takes note of what a call names, of its scripts, and of where their settings and `.gitignore` are or may come to be.
  func note(_ scripts: Scripts, _ check: Check) {
    for path in check.paths { note(file: path.hasPrefix("@") ? String(path.dropFirst()) : path) }
    for path in scripts.paths + scripts.files { note(file: path) }
    for file in [check.config, check.vocabulary].compactMap(\.self) { note(file: file) }
    for folder in folders {
      guard let top = IgnoreRules.top(above: folder) ?? Project.root(above: folder) else { continue }
      note(file: Paths.joined(top, ".git/info/exclude"))
      var current = folder
      while true {
        let isNew = noted.withLock { noted in noted.folders.insert(current).inserted }
        guard current != top, isNew || current == folder, let slash = current.lastIndex(of: "/") else { break }
        current = slash == current.startIndex ? "/" : String(current[..<slash])
      }
    }
  }

  /// Whether what happened to an entry of a folder may change the results.
  func matters(_ folder: String, _ name: String, isFolder: Bool) -> Bool {
    let path = Paths.joined(folder, name)
    return noted.withLock { noted in
      if noted.files.contains(path) || [IgnoreRules.fileName, Project.fileName].contains(name) { return true }
      if isFolder, noted.folders.contains(where: { Imports.isInside($0, path) }) { return true }
      return noted.walked.contains(folder) && !name.hasPrefix(".") && (isFolder || name.hasSuffix(".journey"))
    }
  }
}
