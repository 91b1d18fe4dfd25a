import ArgumentParser
import Journey

/// `journey explain RULE`, `journey explain CODE`, `journey explain FILE ITEM`
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains a rule, a diagnostic, or the strength of an item.",
    discussion: """
      journey explain layer-weak             what the rule looks at and why, with examples
      journey explain unknown-name           what the diagnostic means, and how to mend it
      journey explain FILE "Store visit"     the sum behind a strength, line by line
      """)

  @Argument(help: "A rule, a diagnostic, or a script.")
  var subject: String?

  @Argument(
    help: "A touchpoint, stage, layer or journey of the script; `Stage.Touchpoint` where a name is not the only one.")
  var item: String?

  mutating func run() throws {
    if let subject, let item {
      return Files.write(try StrengthExplanation(of: item, in: subject).text)
    }
    guard let subject else { return Files.write(ExplainCommand.overview) }
    if let rule = Rule.named(subject) { return Files.write(ExplainCommand.text(of: rule)) }
    if let code = Code(rawValue: subject) { return Files.write(ExplainCommand.text(of: code)) }
    if Files.isFolder(subject) == false {
      throw Failure.usage("name an item of the script: journey explain \(subject) \"Store visit\"")
    }
    let near = Suggestion.near(subject, among: Rule.all.map(\.name) + Code.allCases.map(\.rawValue))
    let hint = near.isEmpty ? "`journey explain` lists them" : "did you mean \(Suggestion.list(near))?"
    throw Failure.usage("there is no rule or diagnostic \(Display.plain(subject)); \(hint)")
  }

  private static var overview: String {
    var lines = ["Rules of the validator:"]
    let width = (Rule.all.map(\.name.count) + Code.allCases.map(\.rawValue.count)).max() ?? 0
    func padded(_ name: String) -> String { name + String(repeating: " ", count: width - name.count + 2) }
    lines += Rule.all.map { "  \(padded($0.name))\($0.severity): \($0.summary)" }
    lines += ["", "Diagnostics of the language:"]
    lines += Code.allCases.map { "  \(padded($0.rawValue))\(Explanation.of($0).summary)" }
    return lines.joined(separator: "\n") + "\n"
  }

  static func text(of rule: Rule) -> String {
    var lines = ["\(rule.name) (\(rule.severity)\(rule.isRecommended ? "" : ", in the profile strict"))", ""]
    lines.append("It flags \(rule.summary).")
    lines.append("Why: \(rule.why)")
    lines.append("Source: \(rule.source).")
    for parameter in rule.parameters {
      lines.append("Parameter \(parameter.name) = \(parameter.value): \(parameter.summary).")
    }
    for script in rule.bad { lines += ["", "Flagged, at the arrow:", ""] + indented(script) }
    for script in rule.good { lines += ["", "Passed:", ""] + indented(script) }
    return lines.joined(separator: "\n") + "\n"
  }

  static func text(of code: Code) -> String {
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
