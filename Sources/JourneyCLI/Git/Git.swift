import CTerminal
import Journey

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The program `git`, run without a shell.
enum Git {
  /// What the environment of git is besides ours: plain English, nothing that asks at a terminal, no lock that another
  /// git would wait for, and nothing that says which repository is meant or how things are shown. Hooks have such
  /// variables; the repository of a file is the one around it.
  private static let environment = [
    "LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_OPTIONAL_LOCKS=0", "GIT_DIR", "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_PREFIX", "GIT_NAMESPACE", "GIT_INDEX_FILE", "GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS", "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_TRACE", "GIT_TRACE_SETUP", "GIT_TRACE2",
  ]

  /// What a repository may set that runs a program of its own.
  private static let settings = ["core.fsmonitor=", "core.hooksPath=/dev/null", "protocol.allow=never"]

  /// Runs git in a folder.
  ///
  /// - Parameters:
  ///   - arguments: What git is to do.
  ///   - settings: Settings that win over those of the repository.
  ///   - index: The file of the index that is meant, where that is another than the repository's.
  ///   - joinsErrors: Whether what git says of errors is part of the output.
  ///   - limit: How many bytes of the output are wanted; of more, one more is given.
  ///   - use: The sentence that is said where there is no git.
  static func run(
    _ arguments: [String], in folder: String, settings: [String] = [], index: String? = nil, joinsErrors: Bool = false,
    limit: Int = 1 << 16, for use: String
  ) throws -> (status: Int32, output: [UInt8]) {
    var output: Int32 = -1
    let chosen = (Git.settings + settings).flatMap { ["-c", $0] }
    // SAFETY: the texts are copied by `strdup` and live until the child has begun, which has a copy of them.
    var texts = unsafe (["git", "-C", folder] + chosen + arguments).map { unsafe strdup($0) }
    var changes = unsafe (environment + (index.map { ["GIT_INDEX_FILE=\($0)"] } ?? [])).map { unsafe strdup($0) }
    let child = unsafe (texts.map { unsafe UnsafePointer($0) } + [nil]).withUnsafeBufferPointer { list in
      unsafe (changes.map { unsafe UnsafePointer($0) } + [nil]).withUnsafeBufferPointer { changes in
        unsafe journey_start(list.baseAddress, changes.baseAddress, joinsErrors, &output)
      }
    }
    while let text = unsafe texts.popLast() { unsafe free(text) }
    while let text = unsafe changes.popLast() { unsafe free(text) }
    guard child > 0 else { throw Failure.usage("git could not be started") }
    let bytes = try? Files.rest(of: output, limit: limit)
    // A git that has more to say than is wanted ends by itself when nobody listens.
    _ = close(output)
    let status = journey_wait(child)
    guard status != 127 else { throw Failure.usage(use) }
    return (status, bytes ?? [])
  }

  /// The first line of an output.
  static func line(_ output: [UInt8]) -> String {
    String(decoding: output.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
  }

  /// The parts of an output that end in a zero byte.
  static func parts(_ output: [UInt8]) -> [String] {
    output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether a text is what git calls an object.
  static func isHash(_ text: String) -> Bool {
    (40...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  // MARK: What repositories are asked

  /// The top folder of the repository that a folder is in, without links and dots.
  ///
  /// - Parameters:
  ///   - path: What is said to be in no repository.
  ///   - consequence: What follows from that, behind a comma.
  static func top(around folder: String, of path: String, _ consequence: String, for use: String) throws -> String {
    let found = try run(["rev-parse", "--show-toplevel"], in: folder, joinsErrors: true, for: use)
    let said = line(found.output)
    guard found.status == 0, let top = Files.real(said) else {
      throw Failure.usage(
        said.contains("not a git repository") || said.isEmpty
          ? "\(path): there is no git repository\(consequence)" : "\(path): git says: \(said)")
    }
    return top
  }

  /// The commit that a revision names, if there is one.
  static func commit(_ name: String, in top: String, for use: String) throws -> String? {
    // What begins with a hyphen names no revision.
    guard !name.hasPrefix("-"), !name.isEmpty else { return nil }
    let found = try run(["rev-parse", "--verify", "--quiet", "\(name)^{commit}"], in: top, for: use)
    let hash = line(found.output)
    return found.status == 0 && isHash(hash) ? hash : nil
  }

  /// The bytes of a file as git keeps it; one byte more than the limit where it has more.
  static func blob(_ hash: String, in top: String, limit: Int, for use: String) throws -> [UInt8]? {
    let blob = try run(["cat-file", "blob", hash], in: top, limit: limit, for: use)
    // Where there is more, git is not heard to the end.
    return blob.output.count > limit || blob.status == 0 ? blob.output : nil
  }
}
