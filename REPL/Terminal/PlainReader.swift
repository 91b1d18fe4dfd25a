internal import CTerminal

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Blocks from anything that is no terminal to edit on: a pipe, a file, or one that knows no escape codes.
struct PlainReader {
  /// What came.
  enum Ending: Hashable { case submitted, interrupted, left, unfinished }

  /// Whether people type, and are to be told what is expected.
  let isPrompting: Bool
  private var bytes: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  private let signals = journey_signals_open()

  init(isPrompting: Bool) { self.isPrompting = isPrompting }

  /// The next block: rows until the host calls them complete.
  mutating func read(with assistant: some Assistant) -> (Ending, String) {
    while journey_signals_take() != 0 {}
    journey_forget_interrupt()
    var text = ""
    var isFirst = true
    while true {
      if isPrompting {
        let prompt = assistant.prompt
        System.write(isFirst ? prompt : String(repeating: " ", count: Cells.width(of: prompt)), to: STDOUT_FILENO)
      }
      switch line() {
      case .interrupted:
        System.write("\n", to: STDOUT_FILENO)
        return (.interrupted, text)
      case .end:
        if isPrompting { System.write("\n", to: STDOUT_FILENO) }
        return (isFirst ? .left : .unfinished, text)
      case .line(let line):
        text += (isFirst ? "" : "\n") + line
        isFirst = false
        if assistant.isComplete(text) { return (.submitted, text) }
      }
    }
  }

  private enum Line {
    case line(String)
    case interrupted, end
  }

  private mutating func line() -> Line {
    var searched = start
    while true {
      if let end = bytes[searched...].firstIndex(of: 0x0A) {
        let isCarriage = end > start && bytes[end - 1] == 0x0D
        let text = String(decoding: bytes[start..<(isCarriage ? end - 1 : end)], as: UTF8.self)
        start = end + 1
        return .line(text)
      }
      searched = bytes.count
      if isAtEnd {
        guard start < bytes.count else { return .end }
        defer { start = bytes.count }
        return .line(String(decoding: bytes[start...], as: UTF8.self))
      }
      let ready = System.wait(for: [(STDIN_FILENO, Int16(POLLIN)), (signals, Int16(POLLIN))], milliseconds: -1)
      if journey_signals_take() == SIGINT {
        journey_forget_interrupt()
        bytes = []
        start = 0
        return .interrupted
      }
      guard let ready, ready[0] != 0 else { continue }
      bytes.removeFirst(start)
      searched -= start
      start = 0
      let new = System.read(STDIN_FILENO) ?? []
      isAtEnd = new.isEmpty
      bytes += new
    }
  }
}
