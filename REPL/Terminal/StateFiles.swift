internal import CTerminal

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Where the REPL keeps what outlives it: the XDG state folder.
public enum StateFolder {
  /// The folder of this program, which need not be there yet; nothing where the user has no home.
  public static var path: String? {
    let base = System.variable("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (base ?? System.variable("HOME").map { $0 + "/.local/state" }).map { $0 + "/journey" }
  }
}

/// A file that blocks are remembered in, an entry a line, by any number of REPLs at once.
///
/// Entries are only ever added at the end, under a lock, so that none is lost. The file is for the user alone.
public struct HistoryFile: Sendable {
  /// Where it is.
  public let path: String

  /// A file at a path; it and its folder are made when the first entry is added.
  public init(path: String) { self.path = path }

  /// What it remembers. A file with many entries that count no more is written anew.
  public func load() -> History {
    guard let text = System.text(ofFile: path) else { return History() }
    let history = History(file: text)
    if text.utf8.count(where: { $0 == 0x0A }) > 2 * History.limit { compact() }
    return history
  }

  /// Adds an entry; whoever loads the file later sees it.
  public func append(_ block: String) {
    guard History.isKept(block), let descriptor = locked() else { return }
    // One write of one line: even where locks do not work, lines stay whole.
    System.write(History.line(for: block) + "\n", to: descriptor)
    System.close(descriptor)
  }

  /// The file, open for appending and locked; the lock goes when it is closed.
  private func locked() -> Int32? {
    System.makeFolder(of: path)
    // Another REPL may put a compacted file in its place while this one waits for the lock: then the new one counts.
    for _ in 0..<8 {
      guard let descriptor = System.open(path, for: .appending) else { return nil }
      if System.lock(descriptor, waits: true), System.isFile(descriptor, at: path) {
        System.makePrivate(descriptor)
        return descriptor
      }
      System.close(descriptor)
    }
    return nil
  }

  private func compact() {
    guard let descriptor = locked() else { return }
    defer { System.close(descriptor) }
    guard let text = System.text(of: descriptor) else { return }
    if System.write(History(file: text).file, toFile: path + ".new") { System.move(path + ".new", to: path) }
  }
}

/// A file that keeps unsaved work while a REPL runs, so that a crash or a closed terminal loses nothing.
///
/// It is written whenever the host says so and removed when the REPL is left; whatever is found at a later start was
/// left by one that did not end well. A lock says which belong to a REPL that still runs.
public final class RecoveryFile {
  /// Work that was left behind.
  public struct Leftover: Sendable, Hashable {
    /// Where it is.
    public let path: String
    /// What it holds.
    public let text: String
    /// Removes it.
    public func remove() {
      System.remove(path)
      System.remove(path + ".lock")
    }
  }

  private let path: String
  private var lock: Int32?

  /// A file in a folder, of a name that no other REPL uses; it is made when something is first kept.
  public init(folder: String) { path = folder + "/recovery/\(getpid()).journey" }

  deinit { if let lock { System.close(lock) } }

  /// Keeps a text in place of what was kept before: all of it, or none.
  public func keep(_ text: String) {
    if lock == nil {
      System.makeFolder(of: path)
      lock = System.open(path + ".lock", for: .appending)
      if let lock { _ = System.lock(lock, waits: false) }
    }
    if System.write(text, toFile: path + ".new") { System.move(path + ".new", to: path) }
  }

  /// Removes the file: everything is saved, or is not to be kept.
  public func remove() {
    for name in [path, path + ".new", path + ".lock"] { System.remove(name) }
    if let lock { System.close(lock) }
    lock = nil
  }

  /// What REPLs left behind that run no more, in a folder.
  public static func leftovers(in folder: String) -> [Leftover] {
    let folder = folder + "/recovery"
    var found: [Leftover] = []
    for name in System.names(in: folder) where name.hasSuffix(".journey") {
      let path = folder + "/" + name
      let lock = System.open(path + ".lock", for: .reading)
      defer { if let lock { System.close(lock) } }
      // Whoever holds the lock still runs.
      if let lock, !System.lock(lock, waits: false) { continue }
      if let text = System.text(ofFile: path) { found.append(Leftover(path: path, text: text)) }
    }
    return found.sorted { $0.path < $1.path }
  }
}

/// A file for another program to edit, which goes when it is no longer needed.
final class TemporaryFile {
  let path: String

  /// A file with a text; nothing where none can be made.
  init?(_ text: String) {
    let folder = System.variable("TMPDIR") ?? "/tmp"
    path = folder + "/journey-\(UInt64.random(in: 0...UInt64.max)).journey"
    guard System.write(text + "\n", toFile: path, for: .making) else { return nil }
  }

  deinit { System.remove(path) }

  /// Lets it be edited, and gives the status of the editor.
  func edit() -> Int32 { run((System.variable("VISUAL") ?? System.variable("EDITOR") ?? "vi") + " \"$1\"") }

  /// Lets it be read page by page, and gives the status of the pager.
  func page() -> Int32 { run((System.variable("PAGER") ?? "less -FRX -P 'q goes back, blank goes on'") + " <\"$1\"") }

  private func run(_ command: String) -> Int32 {
    // SAFETY: both texts end with 0 and live until the call is over.
    let status = unsafe journey_run_shell(command, path)
    // A Ctrl-C was for the other program.
    journey_forget_interrupt()
    return status
  }

  /// What it holds now, without the end of its last row.
  var text: String? { System.text(ofFile: path).map { $0.hasSuffix("\n") ? String($0.dropLast()) : $0 } }
}
