import JourneySyntax

/// Cells of comma-separated values.
enum CSV {
  /// A cell of text, quoted where it has to be (RFC 4180). One that a spreadsheet would take for a formula has an
  /// apostrophe before it, as one types it there.
  ///
  /// - Parameters:
  ///   - text: What the cell says.
  ///   - limit: How many characters of it are written; a spreadsheet's cell holds 32,767.
  static func quoted(_ text: String, limit: Int = 2_000) -> String {
    // A cell has one line, and steers no terminal.
    var text = Display.plain(text, limit: limit)
    if isFormula(text) { text = "'" + text }
    // Where commas are for decimals, a spreadsheet parts cells at semicolons.
    let isPlain = !text.unicodeScalars.contains { ",;\"".unicodeScalars.contains($0) }
    guard !isPlain || text.first == " " || text.last == " " else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  /// Whether a spreadsheet might run a text: it begins with one of the signs of a formula, or their wide forms, blanks
  /// before it passed over.
  private static func isFormula(_ text: String) -> Bool {
    let first = text.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\u{FFFD}" }
    return first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
  }
}
