import JourneyRules
import JourneySyntax

/// Findings as a person reads them at a terminal: what, where in the script, why it matters, and how to mend it.
///
///     error[unknown-name]: There is no channel shop
///       --> buying.journey:12:33
///        |
///     12 |     touchpoint "Store visit" on shop
///        |                                 ^^^^
///          in:   "Buying a phone" › Consideration › "Store visit"
///          help: Did you mean `store`?
///          fix:  Write `store` (needs a look)
///     12 +     touchpoint "Store visit" on store
///
/// A last line sums up. Nothing that stands in a script can do more here than be shown: control characters and
/// characters that turn the direction of text come out as U+FFFD.
public struct PrettyReport: Report {
  private let palette: Palette
  /// How many related places a finding shows before the rest is counted.
  private static let relatedLimit = 8
  /// Where the lines of prose are broken.
  private static let proseWidth = 100

  /// A report in some colours.
  public init(palette: Palette = .none) { self.palette = palette }

  /// The findings without a line that sums them up, each with an empty line behind it.
  func lines(findings: [Finding], sources: [Source]) -> [String] {
    let texts = SourceTexts(sources, pointedAtBy: findings)
    return findings.inReadingOrder(files: sources.map(\.name)).flatMap { self.lines($0, texts) + [""] }
  }

  public func text(_ results: CheckResults) -> String {
    let texts = SourceTexts(results.sources, pointedAtBy: results.ordered)
    let list = results.grouped.map { lines($0.finding, texts, also: $0.also).joined(separator: "\n") + "\n\n" }.joined()
    return list + palette.paint(results.sentence, .title) + "\n"
  }

  /// The findings alone, in the order given, without a sum below them; the last line is not ended.
  public func text(of findings: [Finding], sources: [Source]) -> String {
    let texts = SourceTexts(sources, pointedAtBy: findings)
    return findings.map { lines($0, texts).joined(separator: "\n") }.joined(separator: "\n\n")
  }

  // MARK: One finding

  /// - Parameter also: Where it was found besides.
  func lines(_ finding: Finding, _ texts: SourceTexts, also: String = "") -> [String] {
    let (word, role): (String, Palette.Role) =
      switch finding.severity {
      case .error: ("error", .error)
      case .warning: ("warning", .warning)
      case .info: ("note", .note)
      }
    let headline =
      palette.paint("\(word)[\(Display.plain(finding.code))]", role)
      + palette.paint(": \(Display.plain(finding.title, limit: 400))", .title)

    let snippets = snippets(finding, texts, role)
    let preview = finding.fix.map {
      FixPreview.rows($0, in: texts, shown: snippets.first?.lines ?? [], of: finding.place.file)
    }
    let rows = snippets.map(\.rows)
    // A gutter of two columns fits most files, so that findings stand below each other.
    let highest = (rows.joined() + (preview ?? [])).map(\.number).max() ?? 0
    let gutter = max(2, String(highest).count)
    let indent = String(repeating: " ", count: gutter + 3)
    var lines = [headline] + rows.joined().map { draw($0, gutter) }
    if finding.related.count > PrettyReport.relatedLimit {
      lines.append(
        indent + "… and \(FindingCounts.counted(finding.related.count - PrettyReport.relatedLimit, "other place"))")
    }
    if let item = finding.item { lines += prose("in:", also.isEmpty ? item.path : "\(item.path); \(also)", indent) }
    lines += prose("why:", finding.why, indent)
    lines += prose("help:", finding.help, indent)
    if let fix = finding.fix, let preview {
      lines += prose("fix:", "\(fix.title) (\(fix.isSafe ? "safe" : "needs a look"))", indent)
      lines += preview.map { draw($0, gutter) }
    }
    return lines
  }

  /// The finding's places, a snippet for each file, its own file first.
  private func snippets(_ finding: Finding, _ texts: SourceTexts, _ role: Palette.Role) -> [Snippet] {
    var files = [finding.place.file]
    var pointers = [files[0]: [Snippet.Pointer(place: finding.place, message: finding.label, isPrimary: true)]]
    for related in finding.related.prefix(PrettyReport.relatedLimit) {
      let file = related.place.file
      if pointers[file] == nil { files.append(file) }
      pointers[file, default: []].append(
        Snippet.Pointer(place: related.place, message: related.message, isPrimary: false))
    }
    return files.compactMap { file in pointers[file].map { Snippet($0, in: texts, role: role, palette) } }
  }

  // MARK: Rows

  private func draw(_ row: SnippetRow, _ gutter: Int) -> String {
    let empty = String(repeating: " ", count: gutter)
    switch row {
    case .location(let location): return empty + palette.paint("-->", .gutter) + " " + location
    case .line(let number, let text): return palette.paint("\(padded(number, gutter)) |", .gutter) + spaced(text)
    case .under(let text): return palette.paint("\(empty) |", .gutter) + spaced(text)
    case .gap: return palette.paint("\(empty.dropLast())… |", .gutter)
    case .removed(let number, let text): return palette.paint("\(padded(number, gutter)) -\(spaced(text))", .removed)
    case .added(let number, let text): return palette.paint("\(padded(number, gutter)) +\(spaced(text))", .added)
    case .more(let text): return empty + "   " + text
    }
  }

  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: " ", count: max(0, width - digits.count)) + digits
  }

  /// A text behind a gutter; an empty one leaves no blank at the line's end.
  private func spaced(_ text: String) -> String {
    let end = text.lastIndex { $0 != " " }
    return end.map { " " + text[...$0] } ?? ""
  }

  /// A sentence behind its key, broken between words.
  private func prose(_ key: String, _ text: String, _ indent: String) -> [String] {
    let words = PrettyReport.words(Display.plain(text, limit: 1_000))
    guard !words.isEmpty else { return [] }
    let hanging = indent + "      "
    var lines = [indent + palette.paint(key, .key) + String(repeating: " ", count: 6 - key.count)]
    var width = hanging.count
    var isStart = true
    for word in words {
      let columns = DisplayWidth.of(word)
      if !isStart, width + 1 + columns > PrettyReport.proseWidth {
        lines.append(hanging)
        width = hanging.count
        isStart = true
      }
      lines[lines.count - 1] += (isStart ? "" : " ") + word
      width += columns + (isStart ? 0 : 1)
      isStart = false
    }
    return lines
  }

  /// The words of a sentence; what stands between backticks is one, for it is written as it stands.
  static func words(_ text: String) -> [String] {
    var words: [String] = []
    var isOpen = false
    for word in text.split(separator: " ") {
      if isOpen { words[words.count - 1] += " " + word } else { words.append(String(word)) }
      if word.utf8.reduce(0, { $0 + ($1 == 0x60 ? 1 : 0) }) % 2 == 1 { isOpen.toggle() }
    }
    return words
  }
}
