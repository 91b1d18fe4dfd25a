import JourneyModel
import JourneySyntax

/// A comparison as a person reads it: an outline of what differs, with a sign before each line, then figures and findings.
///
///       journey "Buying a phone"
///         stage Purchase
///           touchpoint Checkout
///     ~       wait: 5 min → 20 min
///     -     touchpoint "Welcome email"
public struct ComparisonText: Sendable {
  private let comparison: Comparison
  private let heading: String
  private let palette: Palette
  private let width: Int

  /// A comparison of two scripts for a terminal of some columns.
  public init(
    _ comparison: Comparison, _ before: Comparison.Side, _ after: Comparison.Side, palette: Palette = .none, width: Int
  ) {
    self.comparison = comparison
    heading = "\(before.words) → \(after.words)"
    self.palette = palette
    self.width = width
  }

  /// What is said where nothing differs.
  static let nothing = "No differences."

  /// The lines, each ended.
  public var text: String {
    var blocks: [[String]] = [[palette.paint(heading, .title)]]
    if comparison.isEmpty { blocks.append([ComparisonText.nothing]) }
    let outline = ComparisonOutline(comparison)
    if !outline.shared.isEmpty { blocks.append(outline.shared.map(drawn)) }
    for (journey, lines) in zip(comparison.journeys, outline.journeys) {
      blocks.append(lines.map(drawn))
      for table in ComparisonTables.all(of: journey) { blocks.append(FlowText.headed(table, palette, width)) }
    }
    if !comparison.findings.isEmpty {
      blocks.append([ComparisonOutline.heading(of: comparison.findings)] + outline.findings.map(drawn))
    }
    return blocks.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private func drawn(_ line: ComparisonOutline.Line) -> String {
    let role: Palette.Role =
      switch line.kind {
      case .added: .added
      case .removed: .removed
      case .changed: .warning
      case nil: .plain
      }
    return palette.paint(line.text, role)
  }

  /// The comparison as a page of GitHub-flavoured Markdown, for a review.
  public static func markdown(_ comparison: Comparison, _ before: Comparison.Side, _ after: Comparison.Side) -> String {
    var blocks = ["### \(Markdown.escaped("\(before.words) → \(after.words)", limit: 400))"]
    if comparison.isEmpty { blocks.append(nothing) }
    // Each line begins with a sign or a blank and stands for itself, so none of them can end the block.
    func fenced(_ lines: [ComparisonOutline.Line]) -> String {
      "```diff\n" + lines.map { $0.text + "\n" }.joined() + "```"
    }
    let outline = ComparisonOutline(comparison)
    if !outline.shared.isEmpty { blocks.append(fenced(outline.shared)) }
    for (journey, lines) in zip(comparison.journeys, outline.journeys) {
      blocks.append(fenced(lines))
      for table in ComparisonTables.all(of: journey) {
        let rows =
          [table.columns.map { Markdown.escaped($0.title) }, table.columns.map { $0.isRight ? "---:" : "---" }]
          + table.rows.map { row in row.map { Markdown.escaped($0) } }
        blocks.append(rows.map { Markdown.row($0) }.joined(separator: "\n"))
      }
    }
    if !comparison.findings.isEmpty {
      blocks.append("\(ComparisonOutline.heading(of: comparison.findings))\n\n\(fenced(outline.findings))")
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }
}
