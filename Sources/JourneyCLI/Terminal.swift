import Journey
import JourneyREPL

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the command knows of where it writes to and reads from.
enum Terminal {
  /// Whether people type the input.
  static var isInput: Bool { isatty(STDIN_FILENO) == 1 }

  /// Whether people read the output.
  static var isOutput: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Whether people read the output, and want colours: https://no-color.org.
  static var hasColours: Bool {
    guard isatty(STDOUT_FILENO) == 1, (variable("NO_COLOR") ?? "").isEmpty else { return false }
    let kind = variable("TERM") ?? ""
    return !kind.isEmpty && kind != "dumb"
  }

  /// The colours of what is written.
  static var palette: Palette { hasColours ? .ansi : .none }

  /// The columns that a line of output may take: what `COLUMNS` says, else the window, else 100.
  static var width: Int {
    if let columns = variable("COLUMNS").flatMap({ Int($0) }), columns > 0 { return columns }
    return Window.columns ?? 100
  }

  static func variable(_ name: String) -> String? {
    // SAFETY: the text is copied at once; nothing in the command changes the environment.
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}
