import Journey

/// What a git repository says changed: between a revision, and the files as they are or as they are staged.
///
/// Git is asked for lists of names and hashes; what is in a file is compared here. No filter, hook or monitor that the
/// repository sets is run, and nothing in the repository is written.
struct Repository {
  /// What a call means by a change.
  struct Scope: Equatable {
    /// The revision that a branch began at; without one, the last commit.
    var since: String?
    /// Whether files are meant as they are staged, not as they are.
    var isStaged = false

    /// How the call said it.
    var option: String { isStaged ? "--staged" : "--changed" }
    /// What a change is compared with, in words.
    var base: String { since.map { Display.plain($0, limit: 80) } ?? "the last commit" }
  }

  /// What became of a file.
  enum Change: Equatable {
    /// There was none of its name, and none that was renamed.
    case added
    /// It was another text, which git keeps under a hash.
    case modified(String)
    case deleted
  }

  /// A file as it is staged.
  struct Entry: Equatable {
    let isLink: Bool
    let hash: String
    /// Whether the file in the working tree is another one, or none.
    var differs = false
  }

  /// The folder of the repository, without links and dots.
  let top: String
  /// By path from the root.
  private(set) var changes: [String: Change] = [:]
  /// By path from the root; empty where files are meant as they are.
  private(set) var staged: [String: Entry] = [:]
  /// The folders that are other repositories, by path from the root; only where files are meant as they are staged.
  private(set) var inner: Set<String> = []
  private let use: String

  /// How many bytes of names are read.
  private static let limit = 256 << 20

  /// The repository around a folder.
  init(around folder: String, _ scope: Scope, for path: String) throws {
    use = Repository.use(scope)
    top = try Git.top(
      around: folder, of: path, ", so what changed is not known: leave \(scope.option) out", for: use)
    let base = try Repository.base(scope, top, use)
    let settings = try Repository.settings(top, use)
    let index = Repository.index(for: top)
    func list(_ arguments: [String]) throws -> [String] {
      let listed = try Git.run(
        arguments, in: top, settings: settings, index: index, limit: Repository.limit, for: Repository.use(scope))
      guard listed.output.count <= Repository.limit else {
        throw Failure.usage("\(top): git lists more than \(Repository.limit) bytes of names")
      }
      guard listed.status == 0 else {
        throw Failure.usage("\(top): git cannot say what changed; `git status` may say why")
      }
      return Git.parts(listed.output)
    }
    let conflict = note(try list(Repository.diff + ["-M"] + (scope.isStaged ? ["--cached"] : []) + [base, "--"]))
    if scope.isStaged {
      if let conflict {
        throw Failure.usage("\(conflict): two branches changed it: settle that, and `git add` it first")
      }
      try noteStaged(try list(["ls-files", "--stage", "-v", "-z", "--full-name"]))
      noteDiffering(try list(Repository.diff + ["--no-renames", "--"]))
    } else {
      for path in try list(try Repository.untracked(top, use)) {
        let path = absolute(path)
        // What is no longer tracked, and still there, is no new file.
        changes[path] = removed[path].map { .modified($0) } ?? .added
      }
    }
    removed = [:]
  }

  /// The sentence for where there is no git.
  static func use(_ scope: Scope) -> String {
    "\(scope.option) takes git, and there is none here: leave it out, or install git"
  }

  /// Reads a file that git keeps.
  ///
  /// - Parameter path: What the file is called, for what goes wrong.
  func blob(_ hash: String, of path: String, limits: Limits) throws(FileProblem) -> [UInt8] {
    let bytes: [UInt8]?
    do { bytes = try Git.blob(hash, in: top, limit: limits.bytes, for: use) } catch {
      throw FileProblem(path: path, reason: "\(error)")
    }
    guard let bytes else { throw FileProblem(path: path, reason: "git cannot read what it was") }
    guard bytes.count <= limits.bytes else {
      throw FileProblem(path: path, reason: "it has more than \(limits.bytes) bytes")
    }
    return bytes
  }

  // MARK: What git is asked

  /// The commit or tree that changes are counted from.
  private static func base(_ scope: Scope, _ top: String, _ use: String) throws -> String {
    let head = try Git.commit("HEAD", in: top, for: use)
    if let since = scope.since {
      guard let commit = try Git.commit(since, in: top, for: use) else { throw try unknown(since, top, use) }
      guard let head else { return commit }
      let common = try Git.run(["merge-base", commit, head], in: top, for: use)
      let hash = Git.line(common.output)
      return common.status == 0 && Git.isHash(hash) ? hash : commit
    }
    if let head { return head }
    // Before the first commit there is nothing: the tree without files, which each repository knows.
    let empty = try Git.run(["hash-object", "-t", "tree", "/dev/null"], in: top, for: use)
    let hash = Git.line(empty.output)
    guard empty.status == 0, Git.isHash(hash) else { throw Failure.usage("\(top): git has no commit here") }
    return hash
  }

  private static func unknown(_ revision: String, _ top: String, _ use: String) throws -> Failure {
    let shallow = try Git.run(["rev-parse", "--is-shallow-repository"], in: top, for: use)
    let shown = Display.plain(revision, limit: 80)
    return .usage(
      Git.line(shallow.output) == "true"
        ? "git knows no revision \(shown) in \(top), which is a shallow clone: fetch its history first "
          + "(in GitHub Actions `fetch-depth: 0`, in GitLab `GIT_DEPTH: 0`)"
        : "git knows no revision \(shown) in \(top); `main`, a tag, and `HEAD~3` are such")
  }

  /// Settings that keep git from running the filters that a repository may have.
  private static func settings(_ top: String, _ use: String) throws -> [String] {
    let found = try Git.run(
      ["config", "--name-only", "-z", "--get-regexp", #"^filter\..*\.(clean|smudge|process|required)$"#], in: top,
      limit: 1 << 18, for: use)
    // A name with a `=` or without letters cannot be said in a call, and so its program cannot be kept from running.
    let names = Git.parts(found.output)
    guard found.output.count <= 1 << 18, !names.contains(where: { $0.contains("=") || $0.contains("\u{FFFD}") }) else {
      throw Failure.usage(
        "\(top): its git settings have filters that cannot be switched off, and no program of theirs is to run: take them "
          + "out of .git/config")
    }
    return Set(names).sorted().map {
      $0.hasSuffix(".required") ? "\($0)=false" : "\($0)="
    }
  }

  /// What is about to be committed may be in an index of its own, which git names to the hooks of its repository.
  private static func index(for top: String) -> String? {
    guard let named = Terminal.variable("GIT_INDEX_FILE"), !named.isEmpty, let here = Files.real("."),
      Imports.isInside(here, top)
    else { return nil }
    guard let real = Files.real(named) ?? Files.real("\(top)/\(named)") else { return nil }
    // A repository within another is not the one that the hook is of.
    guard let git = Terminal.variable("GIT_DIR").flatMap({ Files.real($0) }) ?? Files.real("\(top)/.git") else {
      return real
    }
    return Files.isFolder(git) != true || Imports.isInside(real, git) ? real : nil
  }

  /// What is not tracked, but for what the repository itself ignores: what a person has their git ignore counts.
  private static func untracked(_ top: String, _ use: String) throws -> [String] {
    let own = Git.line(try Git.run(["rev-parse", "--git-path", "info/exclude"], in: top, for: use).output)
    let path = own.hasPrefix("/") ? own : "\(top)/\(own)"
    return ["ls-files", "--others", "--exclude-per-directory=.gitignore", "-z", "--full-name"]
      + (Files.isFolder(path) == false ? ["--exclude-from=\(path)"] : [])
  }

  /// A comparison as plain as it gets, whatever is set.
  private static let diff = [
    "diff", "--raw", "-z", "--no-abbrev", "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative",
    "--ignore-submodules=all", "-O/dev/null",
  ]

  // MARK: What git says

  /// The hashes of what is not tracked any more.
  private var removed: [String: String] = [:]

  private func absolute(_ path: String) -> String { top == "/" ? "/\(path)" : "\(top)/\(path)" }

  /// Reads the list of a comparison: modes, hashes and a letter, then a path, or two where a file was renamed.
  ///
  /// - Returns: A file that two branches changed, if there is one.
  private mutating func note(_ parts: [String]) -> String? {
    var conflict: String?
    for change in RawChange.all(parts) {
      let path = absolute(change.path)
      if change.status == "U" { conflict = conflict ?? change.path }
      if change.status == "D" {
        changes[path] = .deleted
        if change.wasFile { removed[path] = change.hash }
        continue
      }
      changes[path] = change.wasFile && change.status != "A" ? .modified(change.hash) : .added
      if let source = change.source { changes[absolute(source)] = changes[absolute(source)] ?? .deleted }
    }
    return conflict
  }

  private mutating func noteStaged(_ parts: [String]) throws {
    for part in parts {
      // A letter, a mode, a hash and a number, a tab and the path: `H 100644 3b18e5… 0\tREADME.md`.
      let halves = part.split(separator: "\t", maxSplits: 1)
      let state = (halves.first ?? "").split(separator: " ")
      guard halves.count == 2, state.count == 4 else { continue }
      let words = state.dropFirst().map { $0 }
      let path = absolute(String(halves[1]))
      guard words[0] != "160000" else {
        inner.insert(path)
        continue
      }
      if let known = staged.index(forKey: path), !staged[known].key.utf8.elementsEqual(path.utf8) {
        throw Failure.files([FileProblem(path: path, reason: Paths.twinReason)])
      }
      staged[path] = Entry(isLink: words[0] == "120000", hash: String(words[1]))
      // Of a file that it was told not to look at, git does not know whether it differs.
      if state[0] != "H" { staged[path]?.differs = true }
    }
  }

  private mutating func noteDiffering(_ parts: [String]) {
    for change in RawChange.all(parts) { staged[absolute(change.path)]?.differs = true }
  }
}

/// An entry of `git diff --raw -z`.
private struct RawChange {
  let status: Character
  /// Whether there was a file before, and no link.
  let wasFile: Bool
  let hash: String
  let path: String
  /// What it was called before.
  var source: String?

  static func all(_ parts: [String]) -> [RawChange] {
    var changes: [RawChange] = []
    var next = 0
    while next + 1 < parts.count {
      // `:100644 100644 5716ca5… 9ae3fb1… R086`
      let words = parts[next].split(separator: " ")
      guard words.count == 5, let status = words[4].first else { break }
      let isMoved = status == "R" || status == "C"
      guard next + (isMoved ? 2 : 1) < parts.count else { break }
      changes.append(
        RawChange(
          status: status, wasFile: words[0] == ":100644" || words[0] == ":100755", hash: String(words[2]),
          path: parts[next + (isMoved ? 2 : 1)], source: isMoved ? parts[next + 1] : nil))
      next += isMoved ? 3 : 2
    }
    return changes
  }
}
