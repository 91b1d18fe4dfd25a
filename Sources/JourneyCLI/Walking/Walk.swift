import Journey

/// The scripts in a folder, and what in it could not be looked at.
///
/// Hidden entries and links to folders are passed over, and so no links lead in a circle; so is what `.gitignore` or the
/// caller passes over, and a folder of that kind is not entered.
struct Walk {
  /// A script with its path without links and dots.
  struct Found {
    let path: String
    let real: String
  }

  private struct Pending {
    let path: String
    let real: String
    let rules: IgnoreRules?
  }

  private(set) var found: [Found] = []
  private(set) var problems: [FileProblem] = []
  private let asksGit: Bool

  /// Walks through a folder.
  ///
  /// - Parameters:
  ///   - asksGit: Whether `.gitignore` counts.
  ///   - entering: Is told of each folder before that is read.
  ///   - isExcluded: Whether a script or a folder is passed over for another reason; its path, then that without links
  ///     and dots.
  init(
    _ folder: String, asksGit: Bool, entering: (String) -> Void, isExcluded: (String, String) throws -> Bool
  ) throws {
    self.asksGit = asksGit
    let real = Files.real(folder) ?? folder
    let rules = asksGit ? noting { () throws(FileProblem) in try IgnoreRules(in: real) } ?? nil : nil
    var pending = [Pending(path: folder, real: real, rules: rules)]
    while let next = pending.popLast() {
      entering(next.path)
      pending += try look(into: next, isExcluded)
    }
    found.sort { $0.path < $1.path }
    problems.sort { $0.path < $1.path }
  }

  /// Takes the scripts of a folder, and gives the folders in it that are to be walked through.
  private mutating func look(
    into folder: Pending, _ isExcluded: (String, String) throws -> Bool
  ) throws -> [Pending] {
    let entries = noting { () throws(FileProblem) in try Files.entries(in: folder.path) } ?? []
    let rules = rules(of: folder, entries)
    var folders: [Pending] = []
    for entry in entries where !entry.name.hasPrefix(".") {
      let isFolder = entry.kind == .folder
      guard isFolder || Paths.isScript(entry.name) && entry.kind != .other,
        rules?.ignores(entry.name, isFolder: isFolder) != true
      else { continue }
      let path = Paths.joined(folder.path, entry.name)
      let real = Paths.joined(folder.real, entry.name)
      guard try !isExcluded(path, real) else { continue }
      if !entry.isReadable {
        problems.append(FileProblem(path: path, reason: "its name is not written in UTF-8: give it another one"))
      } else if Paths.joinsNeighbours(entry.name) {
        problems.append(FileProblem(path: path, reason: Paths.joiningReason))
      } else if isFolder {
        folders.append(Pending(path: path, real: real, rules: rules?.entering(entry.name)))
      } else if entry.kind == .link {
        if let script = noting({ () throws(FileProblem) in try Walk.following(path) }) ?? nil { found.append(script) }
      } else {
        found.append(Found(path: path, real: real))
      }
    }
    return folders
  }

  /// What git ignores in a folder, by what is in it as well.
  private mutating func rules(of folder: Pending, _ entries: [Files.Entry]) -> IgnoreRules? {
    guard asksGit else { return nil }
    var rules = folder.rules
    // A repository in a repository has rules of its own.
    if entries.contains(where: { $0.name == ".git" }) {
      rules = noting { () throws(FileProblem) in try IgnoreRules(top: folder.real) }
    }
    guard var inner = rules, entries.contains(where: { $0.name == IgnoreRules.fileName }) else { return rules }
    return noting { () throws(FileProblem) in
      try inner.addFile(of: folder.path)
      return inner
    } ?? rules
  }

  /// The script that a link leads to, if it is no folder; one that leads nowhere is a problem like any path that cannot
  /// be read.
  private static func following(_ path: String) throws(FileProblem) -> Found? {
    do throws(FileProblem) {
      return try Files.kind(of: path) == .file ? Found(path: path, real: Files.real(path) ?? path) : nil
    } catch {
      throw error.isMissing ? FileProblem(path: path, reason: "it is a link to what is not there") : error
    }
  }

  /// What a body gives; a problem is noted, and then there is nothing.
  private mutating func noting<Value>(_ body: () throws(FileProblem) -> Value) -> Value? {
    do throws(FileProblem) {
      return try body()
    } catch {
      problems.append(error)
      return nil
    }
  }
}
