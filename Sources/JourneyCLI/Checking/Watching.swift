import Journey

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What `journey check --watch` does: checks, and again whenever a file is saved that matters, until it is interrupted.
///
/// An interrupt ends it as it ends any program that does not expect one, so that a shell's loop around it ends as well.
struct Watching {
  let check: Check

  func run() throws {
    let watcher = try Watcher()
    var isFirst = true
    while true {
      let watched = Watched()
      do {
        try look(watched, watcher)
      } catch let failure as Failure where !isFirst {
        Files.write("journey: \(failure)\n", to: 2)
      }
      isFirst = false
      Files.write("Checked at \(Watching.time). Waiting until a file is saved; Ctrl-C ends.\n", to: 2)
      try watcher.wait { watched.matters($0, $1, isFolder: $2) }
    }
  }

  private func look(_ watched: Watched, _ watcher: Watcher) throws {
    // Folders are known once they were read, and may have changed before they were watched: then all is done once more.
    var outcome: Result<Check.Found, any Error>
    repeat {
      outcome = Result { try check.results(noting: watched) }
    } while try watched.folders.reduce(false) { try watcher.add($1) || $0 }
    let found = try outcome.get()
    if Terminal.isOutput { Files.write("\u{1B}[H\u{1B}[2J\u{1B}[3J") }
    _ = try check.report(found)
  }

  /// The time of day, as clocks here show it.
  private static var time: String {
    var clock = timespec()
    var parts = unsafe tm()
    // SAFETY: both outlive the calls, which read and fill them.
    unsafe clock_gettime(CLOCK_REALTIME, &clock)
    unsafe localtime_r(&clock.tv_sec, &parts)
    return unsafe [parts.tm_hour, parts.tm_min, parts.tm_sec].map { ($0 < 10 ? "0" : "") + String($0) }
      .joined(separator: ":")
  }
}
