import JourneyRules
import JourneySyntax

/// The reference of all rules, as `Grammar/Rules.md` has it: written from the rules themselves.
public enum RuleReference {
  /// The page, in Markdown.
  public static var markdown: String {
    var lines = [
      "# The rules", "",
      "What `journey check` looks for beside mistakes of the language. `journey explain RULE` shows one of them; this page is written from",
      "the rules themselves. What stands here as *default* is in the profile `recommended`, the errors of these in `draft`, and all in",
      "`strict`. How a project sets severities and figures, and waives a finding, is in [the reference of the language](Language.md).",
      "",
    ]
    for (title, rules) in Rule.groups {
      lines += ["- " + title + ": " + rules.map { "[\($0.name)](#\($0.name))" }.joined(separator: ", ")]
    }
    for (title, rules) in Rule.groups {
      lines += ["", "## \(title)"]
      for rule in rules { lines += section(of: rule) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func section(of rule: Rule) -> [String] {
    var lines = [
      "", "### \(rule.name)", "",
      "*\(word(rule.severity)), \(rule.isRecommended ? "default" : "strict only").* It flags \(rule.summary).", "",
      "\(rule.why) Source: \(rule.source).", "",
    ]
    if !rule.parameters.isEmpty {
      lines += ["| Figure | Default | What it is |", "|---|---|---|"]
      lines += rule.parameters.map { "| `\($0.name)` | \($0.text($0.value)) | \($0.summary) |" } + [""]
    }
    for script in rule.bad.prefix(1) { lines += ["Flagged, at the arrow:", "", "```text", script, "```", ""] }
    for script in rule.good.prefix(1) { lines += ["Passed:", "", "```text", script, "```"] }
    return lines
  }

  private static func word(_ severity: Severity) -> String {
    switch severity {
    case .error: "Error"
    case .warning: "Warning"
    case .info: "Note"
    }
  }
}
