import CLibEdit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Lines from a terminal, edited with libedit; from anything else, as they come.
///
/// A class, since libedit's editor and its history are things with an identity, to be ended exactly once. Safe to use,
/// since nothing else holds the two.
@safe public final class LineReader {
  private let editor: OpaquePointer?
  private let history: OpaquePointer?

  /// Takes over standard input.
  public init() {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      unsafe (editor, history) = (nil, nil)
      return
    }
    // Without a locale libedit drops all that is not ASCII.
    // SAFETY: the text is a constant; no other thread runs yet.
    _ = unsafe setlocale(LC_CTYPE, "")
    // SAFETY: the standard streams live as long as the program; both handles are ended in `deinit`, once.
    unsafe history = history_init()
    unsafe editor = journey_editor()
    if let editor = unsafe editor, let history = unsafe history { unsafe journey_set_up(editor, history) }
  }

  deinit {
    // SAFETY: each handle was made in `init` and is ended here only; the editor first, since it holds the history.
    if let editor = unsafe editor { unsafe el_end(editor) }
    if let history = unsafe history { unsafe history_end(history) }
  }

  /// The next line without its end; nothing at the end of the input.
  public func next() -> String? {
    guard let editor = unsafe editor else { return readLine() }
    var count: Int32 = 0
    // SAFETY: libedit owns the line, which stands until its next call; it is copied at once.
    guard let bytes = unsafe el_gets(editor, &count), count > 0 else { return nil }
    let line = unsafe String(cString: bytes)
    let text = line.hasSuffix("\n") ? String(line.dropLast()) : line
    if !text.isEmpty, let history = unsafe history { unsafe journey_remember(history, line) }
    return text
  }
}
