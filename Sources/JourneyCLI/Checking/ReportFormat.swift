import Journey

/// How findings are written.
enum ReportFormat: String, CaseIterable {
  case pretty, short, json, github, gitlab, junit, sarif, markdown

  /// The report of this format.
  ///
  /// - Parameter palette: The colours of what a person reads.
  func report(_ palette: Palette = .none) -> any Report {
    switch self {
    case .pretty: PrettyReport(palette: palette)
    case .short: ShortReport()
    case .json: JSONReport()
    case .github: GitHubReport()
    case .gitlab: GitLabReport()
    case .junit: JUnitReport()
    case .sarif: SARIFReport()
    case .markdown: MarkdownReport()
    }
  }

  /// Whether it is lines for people, and no one form that a program reads.
  var isForPeople: Bool { self == .pretty || self == .short || self == .markdown }

  static let names = Suggestion.list(allCases.map { "`\($0)`" }, "and")

  /// The format of a name, or a sentence that helps where there is none.
  static func named(_ name: String) throws -> ReportFormat {
    if let format = ReportFormat(rawValue: name) { return format }
    let near = others[name.lowercased()].map { [$0.rawValue] } ?? Suggestion.near(name, among: allCases.map(\.rawValue))
    let hint = near.isEmpty ? "" : "; did you mean \(Suggestion.list(near.map { "`\($0)`" }))?"
    throw Failure.usage(
      "there is no format \(Display.plain(name, limit: 80))\(hint)\nThe formats are \(names); "
        + "`--format sarif=FILE` writes one into a file")
  }

  /// What other tools call them.
  private static let others: [String: ReportFormat] = [
    "text": .pretty, "human": .pretty, "full": .pretty, "compact": .short, "concise": .short, "unix": .short,
    "xml": .junit, "md": .markdown, "actions": .github, "github-actions": .github, "codequality": .gitlab,
    "code-quality": .gitlab, "codeclimate": .gitlab, "code-climate": .gitlab,
  ]
}
