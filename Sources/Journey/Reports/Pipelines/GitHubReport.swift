import JourneyRules
import JourneySyntax

/// Findings as GitHub Actions shows them beside the lines of a pull request: workflow commands, the worst first.
///
/// GitHub keeps ten annotations of each kind from a step. So many are written; one line sums up the rest, and a last
/// one sums up all. What stands in a script or in a file's name begins no command.
public struct GitHubReport: Report {
  /// How many annotations of a kind GitHub keeps from a step.
  static let limit = 10

  /// A report without choices.
  public init() {}

  public func text(_ results: CheckResults) -> String {
    let results = results.namedFromRoot
    let ordered = results.ordered
    let texts = SourceTexts(results.sources, pointedAtBy: ordered)
    var lines: [String] = []
    var rest: [String: Int] = [:]
    for (severity, command) in [(Severity.error, "error"), (.warning, "warning"), (.info, "notice")] {
      let own = results.grouped.filter { $0.finding.severity == severity }
      lines += own.prefix(GitHubReport.limit).map { annotation(command, $0, texts) }
      for group in own.dropFirst(GitHubReport.limit) { rest[group.finding.code, default: 0] += 1 + group.others.count }
    }
    if !rest.isEmpty { lines.append(GitHubReport.sum(of: rest)) }
    return (lines + [results.sentence]).joined(separator: "\n") + "\n"
  }

  /// A text whose lines begin no workflow command, so that a log may show it.
  public static func defused(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      // The runner looks for the one behind blanks, and for the older one anywhere.
      let blanks = line.prefix { $0.isWhitespace }
      let rest = line.dropFirst(blanks.count)
      let safe = rest.hasPrefix("::") ? "\(blanks): :\(rest.dropFirst(2))" : String(line)
      return safe.replacing("##[", with: "# #[")
    }.joined(separator: "\n")
  }

  private static func sum(of rest: [String: Int]) -> String {
    let count = rest.values.reduce(0, +)
    let rules = rest.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
      .map { "\($0.value) \(Display.plain($0.key))" }
    return defused(
      "\(FindingCounts.counted(count, "more finding")) without an annotation, since GitHub keeps \(limit) of a kind: "
        + rules.joined(separator: ", ") + ".")
  }

  // MARK: Annotations

  private func annotation(_ command: String, _ group: FindingGroup, _ texts: SourceTexts) -> String {
    let finding = group.finding
    var properties: [(String, String)] = []
    if finding.place.file != SourceRoot.standardInput {
      properties.append(("file", GitHubReport.property(finding.place.file)))
      properties.append(contentsOf: lines(finding, texts))
    }
    properties.append(("title", GitHubReport.property(finding.code)))
    let item = finding.item.map { "in: \($0.path)\(group.also.isEmpty ? "" : "; \(group.also)")" } ?? ""
    let parts = [finding.title, item, finding.why, finding.help]
    let message = parts.filter { !$0.isEmpty }.map { Display.plain($0, limit: 1_000) }.joined(separator: "\n")
    return "::\(command) \(properties.map { "\($0)=\($1)" }.joined(separator: ","))::\(GitHubReport.data(message))"
  }

  /// Where it is; columns only within a line, since GitHub knows them in no other way.
  private func lines(_ finding: Finding, _ texts: SourceTexts) -> [(String, String)] {
    // A file that is not at hand is meant as a whole.
    guard let (start, end) = texts.spots(of: finding.place) else { return [("line", "1")] }
    // A range that ends before a line's first character ends with the line before.
    let last = end.column == 1 && end.line > start.line ? end.line - 1 : end.line
    var lines = [("line", "\(start.line)"), ("endLine", "\(last)")]
    if start.line == end.line { lines += [("col", "\(start.column)"), ("endColumn", "\(end.column)")] }
    return lines
  }

  // MARK: Escaping

  /// A text behind a command, as GitHub's own toolkit writes it.
  private static func data(_ text: String) -> String { escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A"]) }

  /// The value of a property of a command.
  private static func property(_ text: String) -> String {
    escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"])
  }

  private static func escaped(_ text: String, _ signs: [Unicode.Scalar: String]) -> String {
    var result = ""
    for scalar in text.unicodeScalars { result += signs[scalar] ?? Display.plain(String(scalar)) }
    return result
  }
}
