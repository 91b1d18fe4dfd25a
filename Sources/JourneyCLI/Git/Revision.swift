import Journey

/// The files of a git repository as they were at a revision.
///
/// `git` is run without a shell. It is asked for the revision once; after that only for the hashes it gave, so that nothing
/// that a call or a script says can be taken for an option.
struct Revision {
  /// The revision as the call names it.
  let name: String
  private let commit: String
  /// The folder of the repository, without links and dots.
  private let top: String
  /// What is said where there is no git.
  private static let use = "revisions take git, and there is none here: compare two files, or install git"

  /// A revision of the repository that a path is in; the path itself need not be there any more.
  init(_ name: String, around path: String) throws {
    let shown = Display.plain(name, limit: 80)
    let folder = Paths.existing(path).folder
    let top = try Git.top(
      around: folder, of: path, ", and so no revision \(shown)", for: Revision.use)
    guard let commit = try Git.commit(name, in: top, for: Revision.use) else {
      throw Failure.usage("git knows no revision \(shown); `main`, a tag, and `HEAD~3` are such")
    }
    self.name = name
    self.top = top
    self.commit = commit
  }

  // MARK: Files

  /// Reads a script as it was.
  func source(_ path: String, limits: Limits) throws -> Source {
    switch read(path, limits: limits) {
    case .success(let source): return source
    case .failure(let problem):
      throw Failure.usage("\(path): \(problem.reason)")
    }
  }

  /// What the scripts of this revision import, as that was then; never outside the project's folder.
  func loader(limits: Limits) -> Loader {
    Loader { path, importer in
      guard !path.isEmpty, !path.hasPrefix("/"), !path.utf8.contains(0) else { return .outside }
      let joined = Paths.normalized(Imports.folder(of: importer) + path)
      let project = Imports.root(of: importer) ?? top
      guard let absolute = Paths.unfollowed(joined), Imports.isInside(absolute, project),
        Imports.isInside(absolute, top)
      else { return .outside }
      switch read(joined, limits: limits) {
      case .success(let source): return .source(source)
      case .failure(let problem): return problem.isMissing ? .missing : .unreadable(problem.reason)
      }
    }
  }

  /// Why a file cannot be had from a revision.
  private struct Problem: Error {
    let reason: String
    var isMissing = false
  }

  private func read(_ path: String, limits: Limits) -> Result<Source, Problem> {
    let shown = Display.plain(name, limit: 80)
    let missing = Problem(reason: "it was not there at \(shown)", isMissing: true)
    guard let absolute = Paths.unfollowed(path), absolute != top, Imports.isInside(absolute, top) else {
      return .failure(missing)
    }
    do {
      let inside = String(absolute.dropFirst(top.hasSuffix("/") ? top.count : top.count + 1))
      let listed = try Git.run(
        ["--literal-pathspecs", "ls-tree", "-z", commit, "--", inside], in: top, for: Revision.use)
      // A mode, a kind and a hash: `100644 blob 3b18e5…`, then a tab and the path.
      let entry = String(decoding: listed.output.prefix { $0 != 0x09 }, as: UTF8.self).split(separator: " ")
      guard listed.status == 0, entry.count == 3 else { return .failure(missing) }
      guard entry[1] == "blob" else { return .failure(Problem(reason: "it was a folder at \(shown)")) }
      guard entry[0] != "120000" else {
        return .failure(Problem(reason: "it was a link at \(shown), and links of the past are not followed"))
      }
      guard Git.isHash(String(entry[2])) else { return .failure(missing) }
      guard let blob = try Git.blob(String(entry[2]), in: top, limit: limits.bytes, for: Revision.use) else {
        return .failure(Problem(reason: "git cannot read it at \(shown)"))
      }
      guard blob.count <= limits.bytes else {
        return .failure(Problem(reason: "it has more than \(limits.bytes) bytes"))
      }
      return .success(Source(name: Paths.normalized(path), bytes: blob))
    } catch {
      return .failure(Problem(reason: "\(error)"))
    }
  }
}
