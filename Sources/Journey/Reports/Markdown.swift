import JourneySyntax

/// Tables and texts of GitHub-flavoured Markdown.
enum Markdown {
  /// A row of cells that are safe already.
  static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  /// A text on one line that no sign in it turns into anything but text: no markup, no link, nobody who is called.
  static func escaped(_ text: String, limit: Int = 200) -> String {
    var result = ""
    for scalar in Display.plain(text, limit: limit).unicodeScalars {
      if "\\`*_[]<>|#&~".unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    // Addresses become links, and `@name` calls somebody, wherever they stand; an empty comment parts what does it.
    return result.replacing("://", with: "\\://").replacing("www.", with: "www\\.")
      .replacing("WWW.", with: "WWW\\.").replacing("@", with: "@<!-- -->")
  }

  /// A sentence whose passages between backticks are shown as they would be typed, and the rest is text.
  static func prose(_ text: String, limit: Int = 1_000) -> String {
    let parts = Display.plain(text, limit: limit).split(separator: "`", omittingEmptySubsequences: false)
    // What no sign closes is no passage.
    guard parts.count % 2 == 1 else { return escaped(text, limit: limit) }
    return parts.enumerated().map { number, part in
      number % 2 == 0 ? escaped(String(part), limit: limit) : code(String(part))
    }.joined()
  }

  /// A text without backticks as code in a table's cell.
  static func code(_ text: String) -> String {
    guard text.contains(where: { $0 != " " }) else { return escaped("`\(text)`") }
    // Blanks at both ends would be taken off.
    let inner = text.hasPrefix(" ") || text.hasSuffix(" ") ? " \(text) " : text
    return "`\(inner.replacing("|", with: "\\|"))`"
  }
}
