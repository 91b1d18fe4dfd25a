import Journey

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

#if os(Linux)
  /// Waits until something happens in folders; the system tells.
  ///
  /// Folders are watched, not files: most editors write a new file and give it the name of the old one.
  final class Watcher {
    private let descriptor: Int32
    private var folders: [Int32: String] = [:]

    init() throws {
      descriptor = inotify_init1(Int32(IN_CLOEXEC))
      guard descriptor >= 0 else { throw Failure.usage("files cannot be watched here: \(Files.message(errno))") }
    }

    deinit { _ = close(descriptor) }

    /// Watches a folder, or what there is of the way to it; says whether that is new.
    @discardableResult func add(_ folder: String) throws -> Bool {
      let mask = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF
      let number = unsafe inotify_add_watch(descriptor, folder, UInt32(mask) | UInt32(IN_ONLYDIR))
      guard number >= 0 else {
        guard errno != ENOSPC else {
          throw Failure.usage(
            "this system lets nobody watch more than \(folders.count) folders; its setting fs.inotify.max_user_watches does"
          )
        }
        let parent = String(Imports.folder(of: folder).dropLast())
        return parent.isEmpty || ![ENOENT, ENOTDIR].contains(errno) ? false : try add(parent)
      }
      return folders.updateValue(folder, forKey: number) == nil
    }

    /// Waits until something happened that matters, and then until nothing more does for a moment: a program that saves
    /// one file often saves several.
    func wait(matters: (_ folder: String, _ name: String, _ isFolder: Bool) -> Bool) throws {
      while try !happened(within: -1, matters) {}
      // Not for ever, where something is written all the time.
      for _ in 0..<20 where try !happened(within: 50, { _, _, _ in true }) { return }
    }

    /// Whether something that matters happened within some milliseconds.
    private func happened(within milliseconds: Int32, _ matters: (String, String, Bool) -> Bool) throws -> Bool {
      var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      // SAFETY: `polled` outlives the call.
      guard unsafe poll(&polled, 1, milliseconds) > 0 else { return false }
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      // SAFETY: the array has as many bytes as is said.
      let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else {
        guard count < 0, errno == EINTR || errno == EAGAIN else {
          throw Failure.usage("files cannot be watched any more: \(Files.message(errno))")
        }
        return false
      }
      var isOfInterest = false
      var place = 0
      while place + MemoryLayout<inotify_event>.size <= count {
        // SAFETY: a whole event lies there, as was just made sure of, and its numbers may have any value.
        let event = unsafe bytes.withUnsafeBytes {
          unsafe $0.loadUnaligned(fromByteOffset: place, as: inotify_event.self)
        }
        let start = place + MemoryLayout<inotify_event>.size
        place = min(start + Int(event.len), count)
        let name = String(decoding: bytes[start..<place].prefix { $0 != 0 }, as: UTF8.self)
        if take(event, name, matters) { isOfInterest = true }
      }
      return isOfInterest
    }

    private func take(_ event: inotify_event, _ name: String, _ matters: (String, String, Bool) -> Bool) -> Bool {
      func has(_ flag: Int32) -> Bool { event.mask & UInt32(bitPattern: flag) != 0 }
      // More has happened than the system could remember.
      if has(IN_Q_OVERFLOW) { return true }
      if has(IN_IGNORED) {
        folders[event.wd] = nil
        return false
      }
      guard let folder = folders[event.wd] else { return false }
      // A folder that goes elsewhere is another one by now.
      if has(IN_MOVE_SELF) { _ = inotify_rm_watch(descriptor, event.wd) }
      return has(IN_DELETE_SELF) || has(IN_MOVE_SELF) || matters(folder, name, has(IN_ISDIR))
    }
  }
#else
  /// Waits until something happens in folders. This one looks twice a second; it could be told by kqueue, which nobody has
  /// been able to try yet.
  final class Watcher {
    private var folders: Set<String> = []
    private var before: [String: [Int]] = [:]

    init() throws {}

    /// Watches a folder; says whether that is new.
    @discardableResult func add(_ folder: String) throws -> Bool {
      guard folders.insert(folder).inserted else { return false }
      before.merge(Watcher.state(of: folder)) { $1 }
      return true
    }

    /// Waits until something happened that matters.
    func wait(matters: (_ folder: String, _ name: String, _ isFolder: Bool) -> Bool) throws {
      while true {
        let now = folders.reduce(into: [:]) { $0.merge(Watcher.state(of: $1)) { $1 } }
        let changed = Set(now.keys).union(before.keys).filter { now[$0] != before[$0] }
        before = now
        let isOfInterest = changed.contains { path in
          let folder = Imports.folder(of: path)
          let name = String(path.dropFirst(folder.count))
          return matters(folder == "/" ? folder : String(folder.dropLast()), name, Files.isFolder(path) == true)
        }
        if isOfInterest { return }
        usleep(500_000)
      }
    }

    /// When each entry of a folder was written, and how large it is.
    private static func state(of folder: String) -> [String: [Int]] {
      let names = (try? Files.names(in: folder)) ?? []
      return names.reduce(into: [:]) { state, name in
        let path = Paths.joined(folder, name)
        var status = stat()
        // SAFETY: `status` outlives the call, which fills it.
        guard unsafe stat(path, &status) == 0 else { return }
        let written = status.st_mtimespec
        state[path] = [Int(status.st_ino), Int(status.st_size), written.tv_sec, written.tv_nsec]
      }
    }
  }
#endif
