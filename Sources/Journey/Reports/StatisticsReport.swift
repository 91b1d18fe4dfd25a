import JourneyRules
public import JourneySyntax

/// How many findings there are of each rule, and of each error of the language.
public struct FindingStatistics: Sendable {
  /// The findings of one rule that weigh the same.
  public struct Row: Sendable {
    /// The name of the rule, or of the error.
    public let code: String
    public let isRule: Bool
    public let severity: Severity
    public fileprivate(set) var findings = 0
    /// How many of them have a fix, and how many one that cannot change what the script means.
    public fileprivate(set) var fixes = 0
    public fileprivate(set) var safeFixes = 0
    /// What the first of them says.
    public let title: String
  }

  private struct Key: Hashable {
    let code: String
    let severity: Severity
  }

  /// The most findings first, then the heavier, then by name.
  public let rows: [Row]

  /// Counts findings.
  public init(_ findings: some Sequence<Finding>) {
    var rows: [Key: Row] = [:]
    for finding in findings {
      let key = Key(code: finding.code, severity: finding.severity)
      var row =
        rows[key]
        ?? Row(code: finding.code, isRule: finding.isRule, severity: finding.severity, title: finding.title)
      row.findings += 1
      if let fix = finding.fix {
        row.fixes += 1
        if fix.isSafe { row.safeFixes += 1 }
      }
      rows[key] = row
    }
    self.rows = rows.values.sorted { left, right in
      if left.findings != right.findings { return left.findings > right.findings }
      if left.severity != right.severity { return left.severity > right.severity }
      return left.code < right.code
    }
  }
}

/// Findings counted by rule, for a person who wants to know where to begin.
///
///     Findings  Severity  Fixes       Rule                      It flags
///     ────────────────────────────────────────────────────────────────────────────
///           12  warning   5 (2 safe)  single-channel-stage      a stage on one channel
///            3  error                 dead-end                  a touchpoint that …
///           15            5 (2 safe)  2 rules
///
///     Checked 3 files: 3 errors, 12 warnings.
public struct StatisticsReport: Report {
  private let palette: Palette
  private let width: Int

  /// A report in some colours, no wider than some columns.
  public init(palette: Palette = .none, width: Int = 100) {
    self.palette = palette
    self.width = width
  }

  public func text(_ results: CheckResults) -> String {
    let rows = FindingStatistics(results.ordered).rows
    let sentence = palette.paint(results.sentence, .title) + "\n"
    guard !rows.isEmpty else { return sentence }
    typealias Column = TextTable.Column
    // The names are to be copied into a call; where there is no room for what they mean, they stand alone.
    let names = 40 + (rows.map(\.code.count).max() ?? 0)
    let isWide = width >= names + 12
    var table = TextTable(
      [
        Column(title: "Findings", isRight: true), Column(title: "Severity"), Column(title: "Fixes"),
        Column(title: "Rule"),
      ] + (isWide ? [Column(title: "What it flags")] : []))
    table.rows = rows.map { row in
      ["\(row.findings)", word(row.severity), fixes(row.fixes, row.safeFixes), row.code]
        + (isWide ? [meaning(of: row)] : [])
    }
    if rows.count > 1 {
      let fixes = fixes(rows.reduce(0) { $0 + $1.fixes }, rows.reduce(0) { $0 + $1.safeFixes })
      table.rows.append(["\(rows.reduce(0) { $0 + $1.findings })", "", fixes, "in all"] + (isWide ? [""] : []))
    }
    return table.lines(width: max(width, names)).joined(separator: "\n") + "\n\n" + sentence
  }

  private func word(_ severity: Severity) -> String { severity == .info ? "note" : severity.rawValue }

  private func fixes(_ all: Int, _ safe: Int) -> String {
    all == 0 ? "" : safe == 0 ? "\(all)" : "\(all) (\(safe) safe)"
  }

  /// What a rule flags, or an error means; of a script's own rule, what it says.
  private func meaning(of row: FindingStatistics.Row) -> String {
    if row.isRule { return Rule.named(row.code)?.summary ?? row.title }
    return Code(rawValue: row.code).map { Explanation.of($0).summary } ?? row.title
  }
}
