import JourneyRules
import JourneySyntax

/// Findings one a line, as editors and `grep` read them: `file:line:column: error unknown-name: title (help)`.
///
/// Lines count from 1, columns from 1 in Unicode scalars. Whatever a script contains, a finding stays on its line.
public struct ShortReport: Report {
  /// A report without choices.
  public init() {}

  public func text(_ results: CheckResults) -> String {
    let texts = SourceTexts(results.sources, pointedAtBy: results.findings)
    var text = ""
    for group in results.grouped {
      let finding = group.finding
      // A file that is not at hand, since it cannot be read, is meant as a whole.
      text += texts.location(of: finding.place) + (texts[finding.place.file] == nil ? ":1:1: " : ": ")
      text += "\(finding.severity.rawValue) \(Display.plain(finding.code)): \(Display.plain(finding.title, limit: 400))"
      let help = finding.help.isEmpty ? finding.fix?.title ?? "" : finding.help
      if !help.isEmpty { text += " (\(Display.plain(help, limit: 1_000)))" }
      if !group.others.isEmpty { text += " [\(group.others.count + 1) times]" }
      text += "\n"
    }
    return text
  }
}
