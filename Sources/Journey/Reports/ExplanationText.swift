public import JourneyRules
public import JourneySyntax

/// Rules and diagnostics in words, as `journey explain` prints them.
public enum ExplanationText {
  /// What a rule looks at and why, with examples; each line ended.
  public static func of(_ rule: Rule) -> String {
    var lines = ["\(rule.name) (\(rule.severity)\(rule.isRecommended ? "" : ", in the profile strict"))", ""]
    if !rule.title.isEmpty { lines += ["\(rule.title).", ""] }
    lines.append("It flags \(rule.summary).")
    if !rule.reason.isEmpty { lines.append("Why: \(rule.why)") }
    lines.append("Source: \(rule.source).")
    for parameter in rule.parameters {
      let text = parameter.text(parameter.value)
      lines.append("Parameter \(parameter.name) = \(text): \(parameter.summary).")
      lines.append("  In project.journey: `set \(parameter.name) of \(rule.name) to \(text)`.")
    }
    for script in rule.bad {
      lines += ["", script.contains("↓") ? "Flagged, at the arrow:" : "Flagged:", ""] + indented(script)
    }
    for script in rule.good { lines += ["", "Passed:", ""] + indented(script) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What a diagnostic means and how to mend it, with a script before and after; each line ended.
  public static func of(_ code: Code) -> String {
    let explanation = Explanation.of(code)
    var lines = [code.rawValue, "", explanation.summary, "Why: \(explanation.reason)"]
    lines += ["", "Instead of:", ""] + indented(explanation.wrong)
    lines += ["", "Write:", ""] + indented(explanation.right)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func indented(_ script: String) -> [String] {
    script.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    \($0)" }
  }
}
