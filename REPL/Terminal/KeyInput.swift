internal import CTerminal

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Keys and signals, in the order in which they come.
struct KeyInput {
  /// What came.
  enum Event {
    case key(Key)
    /// The number of a signal.
    case signal(Int32)
    /// The terminal is gone, or the input is at its end.
    case end
  }

  private var decoder = KeyDecoder()
  private var pushedBack: [Key] = []
  private let signals: Int32

  /// How long a lone ESC waits for the rest of a sequence; over a slow line the rest comes late.
  private static let patience: Int32 = 50

  init() { signals = journey_signals_open() }

  /// Whether keys can be had at once, so that painting can wait.
  mutating func hasMore() -> Bool {
    if !pushedBack.isEmpty { return true }
    let isReady = System.wait(for: [(STDIN_FILENO, Int16(POLLIN))], milliseconds: 0) != nil
    return isReady || decoder.isWaiting && !decoder.isPasting
  }

  /// Gives a key back, to come again next.
  mutating func pushBack(_ key: Key) { pushedBack.append(key) }

  /// Drops what was typed ahead.
  mutating func reset() {
    decoder.reset()
    pushedBack = []
  }

  /// The next key or signal, however long it takes.
  mutating func next() -> Event {
    while true {
      let signal = journey_signals_take()
      if signal != 0 { return .signal(signal) }
      if let key = pushedBack.popLast() { return .key(key) }
      if let key = decoder.next() { return .key(key) }
      let isLone = decoder.isWaiting && !decoder.isPasting
      let ready = System.wait(
        for: [(STDIN_FILENO, Int16(POLLIN)), (signals, Int16(POLLIN))], milliseconds: isLone ? KeyInput.patience : -1)
      guard let ready else {
        if isLone, let key = decoder.next(isFinal: true) { return .key(key) }
        continue
      }
      guard ready[0] != 0 else { continue }
      guard let bytes = System.read(STDIN_FILENO), !bytes.isEmpty else { return .end }
      decoder.feed(bytes)
    }
  }
}
