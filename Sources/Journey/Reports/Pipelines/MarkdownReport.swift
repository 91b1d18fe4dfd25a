import JourneyRules
import JourneySyntax

/// Findings as a reviewer reads them below a pull request: a sentence, then a table for each file, the worst file first.
public struct MarkdownReport: Report {
  /// How many bytes it may have; whole tables are left out where it would have more.
  private let limit: Int

  /// How many bytes GitHub keeps of the summary that a step writes.
  public static let summaryLimit = 1 << 20

  /// A report of at most so many bytes.
  public init(limit: Int = .max) { self.limit = limit }

  public func text(_ results: CheckResults) -> String {
    let results = results.namedFromRoot
    let ordered = results.ordered
    let texts = SourceTexts(results.sources, pointedAtBy: ordered + results.waived.map(\.finding))
    var text = "**\(Markdown.escaped(results.sentence))**\n"
    var sections = MarkdownReport.byFile(results.grouped).map { groups in
      (text: table(groups, texts), findings: groups.reduce(0) { $0 + 1 + $1.others.count })
    }
    if !results.waived.isEmpty { sections.append((table(results.waived, texts), 0)) }
    var left = (tables: sections.count, findings: ordered.count)
    for section in sections {
      let note = MarkdownReport.note(tables: left.tables, findings: left.findings)
      // What is left out needs room for the line that says so.
      let reserve = left.tables == 1 ? 0 : note.utf8.count
      guard text.utf8.count + section.text.utf8.count + reserve <= limit else { return text + note }
      text += section.text
      left = (left.tables - 1, left.findings - section.findings)
    }
    return text
  }

  private static func note(tables: Int, findings: Int) -> String {
    "\n*There is no room for \(FindingCounts.counted(tables, "more table")) with \(FindingCounts.counted(findings, "finding")) here.*\n"
  }

  /// The findings of each file, the files with the gravest findings first, and otherwise as one reads them.
  private static func byFile(_ ordered: [FindingGroup]) -> [[FindingGroup]] {
    var files: [String] = []
    var groups: [String: [FindingGroup]] = [:]
    for group in ordered {
      let file = group.finding.place.file
      if groups[file] == nil { files.append(file) }
      groups[file, default: []].append(group)
    }
    let tables = files.compactMap { groups[$0] }
    let worst = tables.map { $0.map(\.finding.severity).max() ?? .info }
    return [Severity.error, .warning, .info].flatMap { severity in
      tables.indices.filter { worst[$0] == severity }.map { tables[$0] }
    }
  }

  // MARK: Tables

  private func table(_ groups: [FindingGroup], _ texts: SourceTexts) -> String {
    let rows = groups.map { group in
      let finding = group.finding
      return Markdown.row([
        texts.spots(of: finding.place).map { "\($0.start.line)" } ?? "",
        MarkdownReport.word(finding.severity),
        MarkdownReport.cell(finding, also: group.also),
        Markdown.prose(finding.help.isEmpty ? finding.fix?.title ?? "" : finding.help),
      ])
    }
    let file = Markdown.escaped(groups.first?.finding.place.file ?? "", limit: 400)
    let head = [
      "", "### \(file)", "", Markdown.row(["Line", "", "Finding", "What to do"]), "| ---: | --- | --- | --- |",
    ]
    return (head + rows).joined(separator: "\n") + "\n"
  }

  /// What is waived, folded away: a reviewer wants to know how much, and why.
  private func table(_ waived: [WaivedFinding], _ texts: SourceTexts) -> String {
    let rows = waived.map { waived in
      let line = texts.spots(of: waived.finding.place).map { ":\($0.start.line)" } ?? ""
      return Markdown.row([
        Markdown.escaped(waived.finding.place.file, limit: 400) + line,
        MarkdownReport.cell(waived.finding),
        Markdown.escaped(waived.reason, limit: 1_000),
      ])
    }
    let head = [
      "", "<details>", "<summary>\(waived.count) waived</summary>", "",
      Markdown.row(["Where", "Finding", "Why it may stay"]),
      "| --- | --- | --- |",
    ]
    return (head + rows + ["", "</details>"]).joined(separator: "\n") + "\n"
  }

  /// What was found, of which rule, and in which item, since a line may stand for items of several journeys.
  private static func cell(_ finding: Finding, also: String = "") -> String {
    let path = finding.item.map { also.isEmpty ? $0.path : "\($0.path); \(also)" }
    let item = path.map { " in \(Markdown.escaped($0, limit: 400))" } ?? ""
    return "\(Markdown.prose(finding.title, limit: 400))<br>\(Markdown.code(Display.plain(finding.code)))\(item)"
  }

  private static func word(_ severity: Severity) -> String {
    switch severity {
    case .error: "**error**"
    case .warning: "warning"
    case .info: "note"
    }
  }
}
