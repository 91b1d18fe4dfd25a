/// A way of writing that comes from another language, with what Journey writes instead.
struct Habit {
  let code: Code
  let title: String
  let help: String
  /// What the line becomes, where that is plain.
  var replacement: String?
  var fixTitle = "Write it as Journey does"

  /// The habit that a line shows, if it shows one.
  static func of(line: String, hasJourney: Bool) -> Habit? {
    let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
    guard let first = words.first else { return nil }
    return braces(line) ?? comments(line) ?? gherkin(line, first) ?? title(first, hasJourney)
      ?? mermaid(words, line, hasJourney) ?? arrows(line)
  }

  private static func braces(_ line: String) -> Habit? {
    guard line == "{" || line == "}" || line == "};" || line == "}," else { return nil }
    return Habit(
      code: .habitBraces, title: "Journey needs no braces",
      help: "What belongs to an item stands on the lines below it; the next item word ends it.", replacement: "",
      fixTitle: "Remove the braces")
  }

  private static func comments(_ line: String) -> Habit? {
    guard
      line.hasPrefix("//") || line.hasPrefix("/*") || line.hasPrefix("*/") || line.hasPrefix("<!--")
        || line.hasPrefix("-->") && line.count == 3 || line.hasPrefix("%%")
        || line.hasPrefix("--") && !line.hasPrefix("-->")
    else { return nil }
    var text = line.drop { "/*-<!%> ".contains($0) }
    for end in ["-->", "*/"] where text.hasSuffix(end) { text = text.dropLast(end.count) }
    while text.last == " " { text = text.dropLast() }
    return Habit(
      code: .habitComment, title: "A comment begins with `#`",
      help: "`##` makes it the documentation of the next item.",
      replacement: "# \(text)", fixTitle: "Write `#`")
  }

  private static func gherkin(_ line: String, _ first: Substring) -> Habit? {
    let words = ["feature:", "scenario:", "background:", "given", "when", "and", "but", "examples:", "rule:"]
    // `then NAME` alone is rather an arrow.
    let spoken = line.split(separator: " ")
    let isThen =
      first.lowercased() == "then" && spoken.count > 1
      && (spoken.count > 3 || ["I", "the", "she", "he", "they", "we", "a"].contains(spoken[1]))
    // `when persona is Explorer` belongs to an arrow.
    if first.lowercased() == "when", line.contains("persona") || line.contains("known") { return nil }
    guard isThen || words.contains(first.lowercased()) else { return nil }
    return Habit(
      code: .habitGherkin, title: "`\(first)` is Gherkin's way to tell a story",
      help: "A journey is declared: `stage NAME`, `touchpoint NAME on CHANNEL`; a check is `expect CONDITION`.")
  }

  /// `title "…"` as an attribute.
  private static func title(_ first: Substring, _ hasJourney: Bool) -> Habit? {
    guard hasJourney, ["title", "title:"].contains(first.lowercased()) else { return nil }
    return Habit(
      code: .unexpectedText, title: "A title stands behind the name, on the item's first line",
      help: "For example: `touchpoint Checkout \"At the till\" on store`.")
  }

  private static func mermaid(_ words: [Substring], _ line: String, _ hasJourney: Bool) -> Habit? {
    let first = words[0].lowercased()
    if ["graph", "flowchart", "sequencediagram", "statediagram", "statediagram-v2"].contains(first) {
      return Habit(
        code: .habitMermaid, title: "`\(words[0])` begins a Mermaid diagram",
        help: "Begin with `journey NAME`; arrows are `leads to` lines of a touchpoint.")
    }
    if first == "section" {
      let name = words.dropFirst().joined(separator: " ")
      return Habit(
        code: .habitMermaid, title: "Mermaid's `section` is Journey's `stage`", help: "Write `stage \"\(name)\"`.",
        replacement: "stage \"\(name)\"", fixTitle: "Write `stage`")
    }
    if (first == "title" && !hasJourney) || (first == "journey" && words.count == 1) {
      return Habit(
        code: .habitMermaid, title: "This is how Mermaid begins a journey",
        help: "Name and title stand on one line: `journey NAME \"Title\"`.")
    }
    // `Task: 5: Me, You`
    let parts = line.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 3, Int(parts[1].filter { $0 != " " }) != nil {
      return Habit(
        code: .habitMermaid, title: "This is how Mermaid writes a task and its score",
        help: "Write `touchpoint \"\(parts[0])\" on CHANNEL`, and the score as `emotion +1` (from -2 to +2).")
    }
    return nil
  }

  private static func arrows(_ line: String) -> Habit? {
    // Each has a `>` or is a character whose first byte is this one; most lines have neither.
    guard line.utf8.contains(where: { $0 == 0x3E || $0 == 0xE2 }) else { return nil }
    for arrow in ["-->", "->>", "==>", "=>", "->", "→", "⟶", "⇒"] {
      guard let range = line.range(of: arrow) else { continue }
      if let quote = line.firstIndex(of: "\""), quote < range.lowerBound,
        line[..<range.lowerBound].filter({ $0 == "\"" }).count % 2 == 1
      {
        continue
      }
      let target = line[range.upperBound...].drop { $0 == " " }
      let isAlone = range.lowerBound == line.startIndex
      let written = inWords(String(target))
      let name = target.isEmpty ? "NAME" : Display.plain(written)
      return Habit(
        code: .habitArrow, title: "Journey writes an arrow in words",
        help: isAlone ? "Write `leads to \(name)`." : "Below the touchpoint where it begins, write `leads to \(name)`.",
        replacement: isAlone && !target.isEmpty ? "leads to \(written)" : nil, fixTitle: "Write `leads to`")
    }
    return nil
  }

  /// An arrow's target with its label in words: `Checkout: 80%` and `|80%| Checkout` are `Checkout for 80%`.
  private static func inWords(_ target: String) -> String {
    var name = target[...]
    var label = ""[...]
    if name.first == "|", let close = name.dropFirst().firstIndex(of: "|") {
      label = name[..<close]
      name = name[name.index(after: close)...].drop { $0 == " " }
    }
    let start = name.first == "\"" ? name.dropFirst().firstIndex(of: "\"") ?? name.startIndex : name.startIndex
    if let end = name[start...].firstIndex(where: { ":([{,;".contains($0) }) {
      label += name[end...]
      name = name[..<end]
    }
    while name.last == " " { name = name.dropLast() }
    let digits = label.drop { !$0.isNumber }.prefix { $0.isNumber || $0 == "." }
    return digits.isEmpty || !label.contains("%") ? String(name) : "\(name) for \(digits)%"
  }

  /// How many bytes the bullet or number of a list takes at the beginning of a line, with the blanks behind it.
  static func marker(_ line: String) -> Int {
    let scalars = Array(line.unicodeScalars.prefix(12))
    guard let first = scalars.first else { return 0 }
    var count = 0
    if "-*+•–—·▪◦‣".unicodeScalars.contains(first) {
      count = 1
    } else {
      while count < scalars.count, ("0"..."9").contains(scalars[count]) { count += 1 }
      if count == 0, ("a"..."z").contains(first) { count = 1 }
      guard count > 0, count < scalars.count, ".)".unicodeScalars.contains(scalars[count]) else { return 0 }
      // `a.` may be a name, `a)` is none.
      if ("a"..."z").contains(first), scalars[count] == "." { return 0 }
      count += 1
    }
    guard count < scalars.count, scalars[count] == " " || scalars[count] == "\t" else { return 0 }
    while count < scalars.count, scalars[count] == " " || scalars[count] == "\t" { count += 1 }
    guard count < scalars.count else { return 0 }
    return scalars[..<count].reduce(0) { $0 + UTF8.width($1) }
  }
}

extension String {
  func range(of part: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
      start = index(after: start)
    }
    return nil
  }
}
