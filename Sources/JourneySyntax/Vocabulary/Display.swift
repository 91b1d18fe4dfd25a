/// Text from a script as it may be shown: without controls, and not endless.
public enum Display {
  /// The text on one line, hidden and control characters shown as U+FFFD, cut after `limit` characters.
  public static func plain(_ text: String, limit: Int = 60, keepsTabs: Bool = false) -> String {
    // Nearly all texts are short and ASCII.
    if text.utf8.count <= limit, text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(limit * 4) {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator:
        result.append(
          scalar == "\t" && keepsTabs ? scalar : scalar == "\n" || scalar == "\t" || scalar == "\r" ? " " : "\u{FFFD}")
      case .format: result.append(Lexer.isHidden(scalar) ? "\u{FFFD}" : scalar)
      default: result.append(scalar)
      }
    }
    let shown = String(result)
    return shown.count > limit ? shown.prefix(limit - 1) + "…" : shown
  }
}
