import JourneySyntax

/// Tables of GitHub-flavoured Markdown.
enum Markdown {
  /// A row of cells that are safe already.
  static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  /// A text on one line that no sign in it turns into anything but text.
  static func escaped(_ text: String, limit: Int = 200) -> String {
    Display.plain(text, limit: limit).map { "\\`*_[]<>|#&~".contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}
