#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Files, as the system sees them.
///
/// SAFETY: all these calls read texts that end with 0 and live until the call is over; they keep none of them.
extension System {
  /// What a file is opened for. All are for the user alone, and closed in children.
  enum Purpose {
    /// To be read.
    case reading
    /// To be read and added to at its end; made where it is missing.
    case appending
    /// To be written anew.
    case writing
    /// To be written, where no such file is there.
    case making

    fileprivate var flags: Int32 {
      switch self {
      case .reading: O_RDONLY
      case .appending: O_RDWR | O_CREAT | O_APPEND
      case .writing: O_WRONLY | O_CREAT | O_TRUNC
      case .making: O_WRONLY | O_CREAT | O_EXCL
      }
    }
  }

  /// The descriptor of a file; nothing where it cannot be opened.
  static func open(_ path: String, for purpose: Purpose) -> Int32? {
    let descriptor = systemOpen(path, purpose.flags | O_CLOEXEC)
    return descriptor < 0 ? nil : descriptor
  }

  /// Closes a descriptor, and gives up its lock.
  static func close(_ descriptor: Int32) { systemClose(descriptor) }

  /// Locks an open file; false where another has the lock, and it is not waited for.
  static func lock(_ descriptor: Int32, waits: Bool) -> Bool {
    while flock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
      guard errno == EINTR else { return false }
    }
    return true
  }

  /// Whether a path still leads to an open file.
  static func isFile(_ descriptor: Int32, at path: String) -> Bool {
    var (opened, named) = (stat(), stat())
    return unsafe fstat(descriptor, &opened) == 0 && stat(path, &named) == 0 && opened.st_ino == named.st_ino
      && opened.st_dev == named.st_dev
  }

  /// Takes from others the right to read an open file.
  static func makePrivate(_ descriptor: Int32) { fchmod(descriptor, 0o600) }

  /// Removes a file, where it is there.
  static func remove(_ path: String) { _ = unsafe unlink(path) }

  /// Puts a file in the place of another, at once.
  static func move(_ path: String, to other: String) { _ = unsafe rename(path, other) }

  /// Writes a file anew; false where that cannot be.
  @discardableResult static func write(_ text: String, toFile path: String, for purpose: Purpose = .writing) -> Bool {
    guard let descriptor = open(path, for: purpose) else { return false }
    write(text, to: descriptor)
    close(descriptor)
    return true
  }

  /// All of a file as text; nothing where it cannot be read.
  static func text(ofFile path: String) -> String? {
    guard let descriptor = open(path, for: .reading) else { return nil }
    defer { close(descriptor) }
    return text(of: descriptor)
  }

  /// All that is left of an open file as text.
  static func text(of descriptor: Int32) -> String? {
    var bytes: [UInt8] = []
    while let part = read(descriptor) {
      if part.isEmpty { return String(decoding: bytes, as: UTF8.self) }
      bytes += part
    }
    return nil
  }

  /// Makes the folder that a file is to stand in, and those above it, for the user alone.
  static func makeFolder(of path: String) {
    var place = path.startIndex
    while let slash = path[place...].firstIndex(of: "/") {
      if slash > path.startIndex { _ = unsafe mkdir(String(path[..<slash]), 0o700) }
      place = path.index(after: slash)
    }
  }

  /// The names in a folder, in no order.
  static func names(in folder: String) -> [String] {
    // SAFETY: the folder is closed before the function ends; each name is copied before the next is asked for.
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { place in
        unsafe place.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: place.pointee)) {
          unsafe String(cString: $0)
        }
      }
      names.append(name)
    }
    return names
  }
}

// The system's names are taken within `System`; outside of it they are not.
private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { unsafe open(path, flags, 0o600) }
private func systemClose(_ descriptor: Int32) { _ = close(descriptor) }
