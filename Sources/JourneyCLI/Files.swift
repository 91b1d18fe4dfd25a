import CMemory
import Journey

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What can go wrong with a file, in words for people.
struct FileProblem: Error {
  let path: String
  let reason: String
  /// Whether there is nothing of that name.
  var isMissing = false

  init(path: String, reason: String) { (self.path, self.reason) = (path, reason) }

  /// What the system says by a number.
  init(path: String, code: Int32) {
    self.init(path: path, reason: Files.message(code))
    isMissing = code == ENOENT
  }

  /// What is said of it. Names come from the call and from folders: nothing of them may steer the terminal.
  var text: String {
    let shown = path.hasPrefix("./") && path != "./-" ? Paths.normalized(path) : path
    return "\(Display.plain(shown, limit: 400)): \(Display.plain(reason, limit: 400))"
  }
}

/// The command's only way to files: plain system calls, each checked.
enum Files {
  /// Reads a whole file, or standard input for `-`; nothing larger than `limit` bytes.
  ///
  /// A pipe is opened without waiting for somebody who writes into it, and read only where `allowsPipes` says so.
  static func read(_ path: String, limit: Int, allowsPipes: Bool = true) throws(FileProblem) -> [UInt8] {
    let flags = O_RDONLY | O_CLOEXEC | (allowsPipes ? 0 : O_NONBLOCK)
    let descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, flags)
    guard descriptor >= 0 else { throw FileProblem(path: path, code: errno) }
    defer { if path != "-" { _ = close(descriptor) } }
    var status = stat()
    // SAFETY: `status` outlives the call, which fills it.
    guard unsafe fstat(descriptor, &status) == 0 else { throw FileProblem(path: path, code: errno) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw FileProblem(path: path, reason: "it is a folder") }
    guard allowsPipes || status.st_mode & S_IFMT == S_IFREG else {
      throw FileProblem(path: path, reason: "it is no file")
    }
    let size = min(max(Int(status.st_size), 0), limit)
    // A large text, its names and its tree take two and a half times its bytes.
    if size >= 1 << 20 { journey_expect_memory(size / 2 * 5) }
    // Room for the text, one byte to see the end, and the padding: the source takes the array over without a copy.
    var bytes = try chunk(descriptor, size + 1, path)
    var isAtEnd = bytes.count <= size && status.st_mode & S_IFMT == S_IFREG
    while !isAtEnd {
      guard bytes.count <= limit else { throw FileProblem(path: path, reason: "it has more than \(limit) bytes") }
      let more = try chunk(descriptor, 1 << 18, path)
      bytes.append(contentsOf: more)
      isAtEnd = more.isEmpty
    }
    return bytes
  }

  /// Up to `count` bytes; fewer only at the end, or when a terminal or pipe has no more for now.
  private static func chunk(_ descriptor: Int32, _ count: Int, _ path: String) throws(FileProblem) -> [UInt8] {
    var problem: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count + Source.padding) { buffer, filled in
      filled = 0
      while filled < count {
        // SAFETY: `filled` is below `count`, so the part of the buffer that is given away lies within it.
        let got = unsafe Self.read(descriptor, buffer.baseAddress.map { unsafe $0 + filled }, count - filled)
        if got < 0, errno == EINTR { continue }
        if got < 0 { problem = errno }
        guard got > 0 else { return }
        filled += got
      }
    }
    guard problem == 0 else { throw FileProblem(path: path, code: problem) }
    return bytes
  }

  /// Reads what comes from a descriptor up to its end, and no more than one byte beyond a limit.
  static func rest(of descriptor: Int32, limit: Int) throws(FileProblem) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count <= limit {
      let more = try chunk(descriptor, min(1 << 18, limit + 1 - bytes.count), "")
      if more.isEmpty { break }
      bytes.append(contentsOf: more)
    }
    return bytes
  }

  /// The path without links and dots; nothing where it does not exist.
  static func real(_ path: String) -> String? {
    // SAFETY: `realpath` allocates the result, which is freed once it is copied.
    guard let result = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(result) }
    return unsafe String(cString: result)
  }

  /// Writes a text.
  static func write(_ text: String, to descriptor: Int32 = STDOUT_FILENO) {
    write(Array(text.utf8), to: descriptor)
  }

  static let standardOutput = STDOUT_FILENO
  static let standardError = STDERR_FILENO

  /// Writes a text to a stream. Where nobody reads it any more, as behind `| head`, the rest is dropped in silence:
  /// what a check came to does not depend on who reads it.
  static func tell(_ text: String, to descriptor: Int32) throws(FileProblem) {
    _ = signal(SIGPIPE, SIG_IGN)
    guard writeAll(Array(text.utf8), to: descriptor) || errno == EPIPE else {
      let name = descriptor == STDOUT_FILENO ? "standard output" : "standard error"
      throw FileProblem(path: name, reason: message(errno))
    }
  }

  /// Writes all bytes; an error ends the program, since there is no one left to tell.
  static func write(_ bytes: [UInt8], to descriptor: Int32 = STDOUT_FILENO) {
    var rest = bytes[...]
    while !rest.isEmpty {
      // SAFETY: the slice's bytes are valid through the call.
      let count = unsafe rest.withUnsafeBytes { unsafe Self.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        if errno == EPIPE { return }
        exit(3)
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Writes a file whole or not at all: beside it first, then moved into its place.
  ///
  /// Links are written through, and a file keeps its permissions; one that may not be written to stays as it is.
  static func replace(_ path: String, with bytes: [UInt8]) throws(FileProblem) {
    let target = real(path) ?? path
    let temporary = "\(target).\(getpid()).tmp"
    var status = stat()
    // SAFETY: `status` outlives the call, which fills it.
    let isThere = unsafe stat(target, &status) == 0
    let kind = status.st_mode & S_IFMT
    guard !isThere || kind != S_IFDIR else { throw FileProblem(path: path, reason: "it is a folder") }
    // A device or a pipe is no file that another could take the place of.
    guard !isThere || kind == S_IFREG else { return try write(bytes, into: target, path) }
    if isThere, unsafe access(target, W_OK) != 0 {
      throw FileProblem(path: path, reason: "writing it is not allowed")
    }
    let mode = isThere ? status.st_mode & 0o777 : 0o644
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else {
      throw FileProblem(path: path, reason: creationMessage(errno))
    }
    // What is new follows the user's mask; what was there keeps what it had.
    if isThere { _ = fchmod(descriptor, mode) }
    guard writeAll(bytes, to: descriptor) else {
      let reason = message(errno)
      _ = close(descriptor)
      _ = unsafe unlink(temporary)
      throw FileProblem(path: path, reason: reason)
    }
    guard close(descriptor) == 0, unsafe rename(temporary, target) == 0 else {
      let reason = message(errno)
      _ = unsafe unlink(temporary)
      throw FileProblem(path: path, reason: reason)
    }
  }

  private static func write(_ bytes: [UInt8], into device: String, _ path: String) throws(FileProblem) {
    let descriptor = unsafe open(device, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw FileProblem(
        path: path, reason: [EACCES, EPERM].contains(errno) ? "writing it is not allowed" : message(errno))
    }
    let isWritten = writeAll(bytes, to: descriptor)
    let reason = message(errno)
    guard close(descriptor) == 0, isWritten else { throw FileProblem(path: path, reason: reason) }
  }

  /// Adds bytes to a file's end, or leaves it as it is.
  ///
  /// - Parameter bytes: What to add, where the file has so many bytes.
  static func append(to path: String, _ bytes: (Int) -> [UInt8]) throws(FileProblem) {
    let descriptor = unsafe open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileProblem(path: path, reason: creationMessage(errno)) }
    defer { _ = close(descriptor) }
    var status = stat()
    // SAFETY: `status` outlives the call, which fills it.
    guard unsafe fstat(descriptor, &status) == 0 else { throw FileProblem(path: path, reason: message(errno)) }
    guard writeAll(bytes(Int(status.st_size)), to: descriptor) else {
      let reason = message(errno)
      if status.st_mode & S_IFMT == S_IFREG { _ = ftruncate(descriptor, status.st_size) }
      throw FileProblem(path: path, reason: reason)
    }
  }

  /// Why a file cannot be made, in words.
  private static func creationMessage(_ code: Int32) -> String {
    switch code {
    case EACCES, EPERM, EROFS: "writing into its folder is not allowed"
    case ENOENT, ENOTDIR: "there is no such folder"
    case EISDIR: "it is a folder"
    default: message(code)
    }
  }

  /// Writes all bytes to an open file; no where that fails, and `errno` says why.
  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      // SAFETY: the slice's bytes are valid through the call.
      let count = unsafe rest.withUnsafeBytes { unsafe Self.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Writes a file that is not there yet; what has the name already, be it a link to nothing, stays as it is.
  ///
  /// - Returns: No where something has the name.
  static func create(_ path: String, with bytes: [UInt8]) throws(FileProblem) -> Bool {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      if errno == EEXIST { return false }
      throw FileProblem(path: path, reason: creationMessage(errno))
    }
    guard writeAll(bytes, to: descriptor) else {
      let reason = message(errno)
      _ = close(descriptor)
      _ = unsafe unlink(path)
      throw FileProblem(path: path, reason: reason)
    }
    guard close(descriptor) == 0 else {
      let reason = message(errno)
      _ = unsafe unlink(path)
      throw FileProblem(path: path, reason: reason)
    }
    return true
  }

  /// A system error in words.
  static func message(_ code: Int32) -> String {
    switch code {
    case ENOENT: "there is no such file or folder"
    case EACCES, EPERM: "reading it is not allowed"
    case ELOOP: "its links lead in a circle"
    case ENOSPC: "the disk is full"
    // SAFETY: the text is copied before another call may replace it.
    default: unsafe String(cString: strerror(code))
    }
  }

  private static func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.read(descriptor, buffer, count)
    #elseif canImport(Musl)
      unsafe Musl.read(descriptor, buffer, count)
    #else
      unsafe Darwin.read(descriptor, buffer, count)
    #endif
  }

  private static func write(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.write(descriptor, buffer, count)
    #elseif canImport(Musl)
      unsafe Musl.write(descriptor, buffer, count)
    #else
      unsafe Darwin.write(descriptor, buffer, count)
    #endif
  }
}
