import CTerminal
import Journey

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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

  /// A revision of the repository that a path is in; the path itself need not be there any more.
  init(_ name: String, around path: String) throws {
    let shown = Display.plain(name, limit: 80)
    let folder = Paths.existing(path).folder
    let found = try Revision.git(["-C", folder, "rev-parse", "--show-toplevel"], joinsErrors: true)
    guard found.status == 0, let top = Files.real(Revision.line(found.output)) else {
      let said = Revision.line(found.output)
      throw Failure.usage(
        said.contains("not a git repository") || said.isEmpty
          ? "\(path): there is no git repository, and so no revision \(shown)" : "\(path): git says: \(said)")
    }
    // What begins with a hyphen names no revision.
    let commit =
      name.hasPrefix("-") || name.isEmpty
      ? nil : try Revision.git(["-C", top, "rev-parse", "--verify", "--quiet", "\(name)^{commit}"])
    guard let commit, commit.status == 0, Revision.isHash(Revision.line(commit.output)) else {
      throw Failure.usage("git knows no revision \(shown); `main`, a tag, and `HEAD~3` are such")
    }
    self.name = name
    self.top = top
    self.commit = Revision.line(commit.output)
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
      guard let absolute = Revision.absolute(joined), Imports.isInside(absolute, project),
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
    guard let absolute = Revision.absolute(path), absolute != top, Imports.isInside(absolute, top) else {
      return .failure(missing)
    }
    do {
      let inside = String(absolute.dropFirst(top.hasSuffix("/") ? top.count : top.count + 1))
      let listed = try Revision.git(["-C", top, "--literal-pathspecs", "ls-tree", "-z", commit, "--", inside])
      // A mode, a kind and a hash: `100644 blob 3b18e5…`, then a tab and the path.
      let entry = String(decoding: listed.output.prefix { $0 != 0x09 }, as: UTF8.self).split(separator: " ")
      guard listed.status == 0, entry.count == 3 else { return .failure(missing) }
      guard entry[1] == "blob" else { return .failure(Problem(reason: "it was a folder at \(shown)")) }
      guard entry[0] != "120000" else {
        return .failure(Problem(reason: "it was a link at \(shown), and links of the past are not followed"))
      }
      guard Revision.isHash(String(entry[2])) else { return .failure(missing) }
      let blob = try Revision.git(["-C", top, "cat-file", "blob", String(entry[2])], limit: limits.bytes)
      guard blob.output.count <= limits.bytes else {
        return .failure(Problem(reason: "it has more than \(limits.bytes) bytes"))
      }
      guard blob.status == 0 else { return .failure(Problem(reason: "git cannot read it at \(shown)")) }
      return .success(Source(name: Paths.normalized(path), bytes: blob.output))
    } catch {
      return .failure(Problem(reason: "\(error)"))
    }
  }

  // MARK: Paths

  /// A path from the root, links of the folders that are there followed; nothing where it climbs out of what is not there.
  private static func absolute(_ path: String) -> String? {
    let (folder, rest) = Paths.existing(path)
    guard let real = Files.real(folder), !rest.split(separator: "/").contains("..") else { return nil }
    return Paths.normalized("\(real)/\(rest)")
  }

  // MARK: Git

  private static func line(_ output: [UInt8]) -> String {
    String(decoding: output.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
  }

  private static func isHash(_ text: String) -> Bool {
    (40...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  private static func git(
    _ arguments: [String], joinsErrors: Bool = false, limit: Int = 1 << 16
  ) throws -> (status: Int32, output: [UInt8]) {
    var output: Int32 = -1
    // SAFETY: the texts are copied by `strdup` and live until the child has begun, which has a copy of them.
    var texts = unsafe (["git"] + arguments).map { unsafe strdup($0) }
    let child = unsafe (texts.map { unsafe UnsafePointer($0) } + [nil]).withUnsafeBufferPointer { list in
      unsafe journey_start(list.baseAddress, joinsErrors, &output)
    }
    while let text = unsafe texts.popLast() { unsafe free(text) }
    guard child > 0 else { throw Failure.usage("git could not be started") }
    let bytes = try? Files.rest(of: output, limit: limit)
    // A git that has more to say than is wanted ends by itself when nobody listens.
    _ = close(output)
    let status = journey_wait(child)
    guard status != 127 else {
      throw Failure.usage("revisions take git, and there is none here: compare two files, or install git")
    }
    return (status, bytes ?? [])
  }
}
