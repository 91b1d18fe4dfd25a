import Foundation
import Testing

/// The command while it runs: what it writes to either output is read as it comes.
final class Live {
  private let process = Process()
  private let output = Pipe()
  private var text = ""

  /// How long a test waits before it gives up: far more than anything takes, on a machine that has other work too.
  private static let patience: TimeInterval = 20

  init(_ arguments: String..., in folder: Folder) throws {
    process.executableURL = try Command.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    process.standardInput = FileHandle.nullDevice
    (process.standardOutput, process.standardError) = (output, output)
    try process.run()
    try output.fileHandleForWriting.close()
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  /// Waits until a text comes, and gives all up to its end that was not given before; nothing where it does not come.
  func next(until end: String) -> String? {
    let deadline = Date.now.addingTimeInterval(Live.patience)
    while Date.now < deadline {
      if let range = text.range(of: end) {
        defer { text.removeSubrange(..<range.upperBound) }
        return String(text[..<range.upperBound])
      }
      take(milliseconds: 50)
    }
    return nil
  }

  /// What is still written until it ends.
  func rest() -> String { text + String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) }

  private func take(milliseconds: Int32) {
    let descriptor = output.fileHandleForReading.fileDescriptor
    var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    // SAFETY: `polled` outlives the call.
    guard unsafe poll(&polled, 1, milliseconds) > 0 else { return }
    text += String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
  }

  /// Waits until it ends, and gives the exit code.
  func end() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }
}
