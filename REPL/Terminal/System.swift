internal import CTerminal

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The calls of the operating system that the terminal needs, each with what makes it safe.
enum System {
  /// A variable of the environment; nothing where it is empty.
  static func variable(_ name: String) -> String? {
    // SAFETY: the text is copied at once; nothing in the program changes the environment.
    let value = unsafe getenv(name).map { unsafe String(cString: $0) }
    return value.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Writes all bytes; gives up where nobody reads any more.
  static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var place = 0
      while place < bytes.count {
        // SAFETY: the range lies within the bytes, which stand until the closure ends.
        let rest = unsafe UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[place...])
        let count = unsafe systemWrite(descriptor, rest.baseAddress, rest.count)
        if count > 0 {
          place += count
        } else if errno == EAGAIN {
          _ = wait(for: [(descriptor, Int16(POLLOUT))], milliseconds: -1)
        } else if errno != EINTR {
          return
        }
      }
    }
  }

  /// The bytes that can be read now; empty at the end, nothing where reading failed.
  static func read(_ descriptor: Int32, limit: Int = 65_536) -> [UInt8]? {
    var count = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, initialized in
      repeat {
        // SAFETY: at most as many bytes are written as the buffer has room for.
        count = unsafe systemRead(descriptor, buffer.baseAddress, limit)
      } while count < 0 && errno == EINTR
      initialized = max(0, count)
    }
    return count < 0 ? nil : bytes
  }

  /// Waits until one of some descriptors is ready; gives the events of each, or nothing after the time.
  static func wait(for descriptors: [(Int32, Int16)], milliseconds: Int32) -> [Int16]? {
    var polled = descriptors.map { pollfd(fd: $0.0, events: $0.1, revents: 0) }
    // SAFETY: the count is that of the array.
    let count = unsafe poll(&polled, nfds_t(polled.count), milliseconds)
    return count > 0 ? polled.map(\.revents) : nil
  }

  /// The columns and lines of the terminal; 80 × 24 where it does not know.
  static func windowSize() -> (columns: Int, lines: Int) {
    windowSize(of: [STDOUT_FILENO, STDIN_FILENO]) ?? (80, 24)
  }

  /// The columns and lines of the first stream that is a terminal; nothing where none is.
  static func windowSize(of descriptors: [Int32]) -> (columns: Int, lines: Int)? {
    var (columns, lines) = (Int32(0), Int32(0))
    for descriptor in descriptors {
      // SAFETY: both numbers outlive the call.
      if unsafe journey_window_size(descriptor, &columns, &lines) { return (Int(columns), Int(lines)) }
    }
    return nil
  }
}

/// The window that a person looks at, for commands that only write.
public enum Window {
  /// Its columns; nothing where no terminal is there.
  ///
  /// What goes through a pipe is nearly always read on the terminal behind it, which the other streams know.
  public static var columns: Int? {
    System.windowSize(of: [STDOUT_FILENO, STDERR_FILENO, STDIN_FILENO])?.columns
  }
}

// The system's names are taken within `System`; outside of it they are not.
// SAFETY: the caller gives the bytes' own count.
private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  unsafe read(descriptor, bytes, count)
}
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  unsafe write(descriptor, bytes, count)
}
