#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Blocks of text from whoever sits at the terminal, edited with libedit; from anything else, as they come.
///
/// One reader a process: it takes over standard input and output, and the signals of the terminal while it reads. All
/// output should go through `write`, which sees to it that the prompt begins on a line of its own.
public final class BlockReader {
  /// What came of reading a block.
  public enum Event: Sendable, Hashable {
    /// A complete block.
    case block(String)
    /// The reader dropped what was there: Ctrl-C.
    case interrupted
    /// The input ended within a block, which is an error.
    case unfinished(String)
    /// The reader wants to leave, or the input is at its end.
    case end
    /// The terminal is gone, or the process was asked to end: the number of the signal. The exit code is 128 more.
    case ended(signal: Int32)
  }

  /// How the reader speaks with people.
  public enum Mode: Sendable, Hashable {
    /// Blocks are edited and painted.
    case edited
    /// People type, on a terminal that knows no escape codes: a prompt and nothing else.
    case prompted
    /// A program writes: nothing is shown.
    case piped
  }

  /// How this one speaks.
  public let mode: Mode
  /// What was handed over before, in this REPL and in those before it.
  public private(set) var history: History

  /// What is asked when the reader wants to leave; nothing where there is nothing to lose. The second time is granted.
  public var askBeforeLeaving: () -> String? = { nil }
  /// Told of an unfinished block when it has gained or lost a row, and when the terminal is gone.
  public var keepDraft: (String) -> Void = { _ in }

  private let historyFile: HistoryFile?
  private let theme: Theme
  private var plain: PlainReader
  private var isAtLineStart = true
  #if LibEdit
    private var editor: LineEditor?
  #endif

  /// A reader that remembers blocks in a file, or nowhere.
  ///
  /// TERM says what the terminal knows, NO_COLOR (https://no-color.org) whether colours are wanted.
  public init(historyPath: String?) {
    historyFile = historyPath.map { HistoryFile(path: $0) }
    let isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    let kind = System.variable("TERM") ?? "dumb"
    #if LibEdit
      mode = !isTerminal ? .piped : kind == "dumb" ? .prompted : .edited
    #else
      mode = isTerminal ? .prompted : .piped
    #endif
    history = mode == .piped ? History() : historyFile?.load() ?? History()
    theme = System.variable("NO_COLOR") == nil && kind != "dumb" ? .coloured : .plain
    plain = PlainReader(isPrompting: mode != .piped)
  }

  /// Whether output is to be coloured.
  public var hasColours: Bool { mode == .edited && theme == .coloured }

  /// Waits for a block, which begins with a text where one is given.
  public func next(with assistant: some Assistant, initial: String = "") -> Event {
    if mode != .piped, !isAtLineStart { write("\n") }
    let event = read(with: assistant, initial)
    if case .block(let text) = event, mode != .piped {
      history.add(text)
      historyFile?.append(text)
    }
    return event
  }

  private func read(with assistant: some Assistant, _ initial: String) -> Event {
    #if LibEdit
      if mode == .edited, editor == nil { editor = LineEditor(assistant: assistant, theme: theme) }
      if let editor {
        editor.assistant = assistant
        editor.editor.history = history
        (editor.askBeforeLeaving, editor.keepDraft) = (askBeforeLeaving, keepDraft)
        switch editor.read(from: initial) {
        case .submitted: return .block(editor.editor.buffer.text)
        case .interrupted: return .interrupted
        case .left: return .end
        case .ended(let signal): return .ended(signal: signal)
        }
      }
    #endif
    let (ending, text) = plain.read(with: assistant)
    switch ending {
    case .submitted: return .block(text)
    case .interrupted: return .interrupted
    case .left: return .end
    case .unfinished: return .unfinished(text)
    }
  }

  /// Writes to standard output.
  public func write(_ text: String) {
    guard let last = text.utf8.last else { return }
    isAtLineStart = last == 0x0A
    System.write(text, to: STDOUT_FILENO)
  }

  /// Lets a text be edited in the reader's own editor: $VISUAL, $EDITOR, or vi. Nothing where there is no terminal, or
  /// the editor failed.
  public func edit(_ text: String) -> String? {
    guard mode != .piped, let file = TemporaryFile(text) else { return nil }
    return file.edit() == 0 ? file.text : nil
  }

  /// Writes an answer; one that is taller than the screen goes through $PAGER, or less.
  public func page(_ text: String) {
    let size = System.windowSize()
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let count = lines.reduce(0) { $0 + max(1, (Cells.width(of: $1) + size.columns - 1) / max(1, size.columns)) }
    guard mode == .edited, count > size.lines, let file = TemporaryFile(text) else {
      write(text)
      return
    }
    // Where there is no such program, the answer is shown all the same.
    if file.page() != 0 { write(text) }
  }

  /// The columns that an answer may take: those of the terminal, and 80 where there is none.
  public var width: Int { mode == .piped ? 80 : System.windowSize().columns }
}
