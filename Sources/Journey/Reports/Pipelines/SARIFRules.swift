import JourneyRules
import JourneySyntax

/// The rules and diagnostics that some findings are of, as SARIF describes them.
struct SARIFRules {
  private let codes: [String]
  private let numbers: [String: Int]
  private let declared: [Rule]
  private let findings: [String: Finding]

  init(of findings: [Finding], declared: [Rule]) {
    self.findings = Dictionary(findings.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    codes = self.findings.keys.sorted()
    numbers = Dictionary(codes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    self.declared = declared
  }

  /// Where a rule stands in the list.
  func number(of code: String) -> Int { numbers[code] ?? -1 }

  /// Writes the list, sorted by name.
  func write(_ json: inout JSONWriter) {
    json.array("rules") { json in
      for code in codes {
        json.object { json in
          if let rule = Rule.named(code) ?? declared.first(where: { $0.name == code }) {
            SARIFRules.write(rule, &json)
          } else if let code = Code(rawValue: code) {
            SARIFRules.write(Explanation.of(code), findings[code.rawValue]?.severity ?? .error, &json)
          } else if let finding = findings[code] {
            SARIFRules.write(finding, &json)
          }
        }
      }
    }
  }

  private static func write(_ rule: Rule, _ json: inout JSONWriter) {
    let tag =
      Rule.groups.first { $0.rules.contains { $0.name == rule.name } }?.title
      ?? (rule.isDeclared ? "Declared in a script" : "Of the program")
    let short = rule.title.isEmpty ? Rule.sentence("flags \(rule.summary)") : Rule.sentence(rule.title)
    let text = ExplanationText.of(rule)
    write(
      rule.name, short, "\(Rule.sentence("flags \(rule.summary)")) \(rule.why)", text, rule.severity,
      precision: "high", tag: tag, &json)
  }

  private static func write(_ explanation: Explanation, _ severity: Severity, _ json: inout JSONWriter) {
    write(
      explanation.code.rawValue, explanation.summary, "\(explanation.summary) \(explanation.reason)",
      ExplanationText.of(explanation.code), severity, precision: "very-high", tag: "The language", &json)
  }

  /// A rule of which nothing is known but what it found.
  private static func write(_ finding: Finding, _ json: inout JSONWriter) {
    let why = finding.why.isEmpty ? finding.title : finding.why
    write(finding.code, finding.code, why, why, finding.severity, precision: "high", tag: "A host's rule", &json)
  }

  private static func write(
    _ name: String, _ short: String, _ full: String, _ help: String, _ severity: Severity, precision: String,
    tag: String, _ json: inout JSONWriter
  ) {
    json.write("id", name)
    json.write("name", pascal(name))
    for (key, text) in [("shortDescription", short), ("fullDescription", full)] {
      json.object(key) { json in json.write("text", message(Display.plain(text, limit: 1_000))) }
    }
    json.object("help") { json in
      let shown = help.split(separator: "\n", omittingEmptySubsequences: false)
        .map { Display.plain(String($0), limit: 400) }
      json.write("text", message(shown.joined(separator: "\n")))
      json.write("markdown", withoutPlaceholders(markdown(shown)))
    }
    json.object("defaultConfiguration") { json in json.write("level", level(severity)) }
    json.object("properties") { json in
      json.array("tags", inline: true) { json in
        json.write(nil, "journey")
        json.write(nil, tag)
      }
      json.write("precision", precision)
      json.write("problem.severity", severity == .info ? "recommendation" : severity.rawValue)
    }
  }

  /// An explanation in Markdown: what is indented is a script, and stands as it is; the rest is prose.
  private static func markdown(_ lines: [String]) -> String {
    lines.map { line in
      // Two blanks at its end keep a line a line.
      line.isEmpty || line.hasPrefix("    ") ? line : Markdown.prose(line) + "  "
    }.joined(separator: "\n")
  }

  /// `unknown-name` as `UnknownName`, which SARIF asks names to be.
  private static func pascal(_ name: String) -> String {
    name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  static func level(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .info: "note"
    }
  }

  /// A text as SARIF's messages hold it: `[…](…)` would be a link, and `{0}` the place for an argument.
  static func message(_ text: String) -> String { withoutPlaceholders(text.replacing("](", with: "\\](")) }

  private static func withoutPlaceholders(_ text: String) -> String {
    guard text.contains("{") else { return text }
    return (0...9).reduce(text) { $0.replacing("{\($1)}", with: "{{\($1)}}") }
  }
}
