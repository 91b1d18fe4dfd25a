import JourneySyntax

/// Cells of comma-separated values.
enum CSV {
  /// A cell, quoted where it has to be (RFC 4180). A name that a spreadsheet would take for a formula has an apostrophe
  /// before it, as one types it there.
  static func quoted(_ text: String) -> String {
    // A name has one line, and steers no terminal.
    var text = Display.plain(text, limit: 2_000)
    if let first = text.unicodeScalars.first, "=+-@".unicodeScalars.contains(first) { text = "'" + text }
    guard text.unicodeScalars.contains(where: { ",\"".unicodeScalars.contains($0) }) else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
