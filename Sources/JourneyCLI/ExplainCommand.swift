import ArgumentParser
import Journey

/// `journey explain RULE`, `journey explain CODE`, `journey explain FILE RULE`, `journey explain FILE ITEM`
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains a rule, a diagnostic, or the strength of an item.",
    discussion: """
      journey explain layer-weak             what the rule looks at and why, with examples
      journey explain unknown-name           what the diagnostic means, and how to mend it
      journey explain FILE "Store visit"     the sum behind a strength, line by line
      journey explain FILE my-rule           a rule that the script declares, or imports
      """)

  @Argument(help: "A rule, a diagnostic, or a script.")
  var subject: String?

  @Argument(
    help: """
      A rule of the script; or a touchpoint, stage, layer or journey of it, `Stage.Touchpoint` where a name is not the \
      only one.
      """)
  var item: String?

  @OptionGroup var variant: VariantOptions

  @OptionGroup var project: ProjectOptions

  mutating func run() throws {
    if let subject, let item {
      return Files.write(try ExplainCommand.explanation(of: item, in: subject, project, try Variants(variant)))
    }
    let ofProgram = try project.words.read().rules
    guard let subject else { return Files.write(ExplainCommand.overview(ofProgram)) }
    // A name is taken as a finding shows it, too: `error[layer-missing]`.
    let name = ExplainCommand.name(in: subject)
    if let rule = Rule.named(name) { return Files.write(ExplanationText.of(rule)) }
    if let rule = ofProgram.first(where: { $0.name == name }) { return Files.write(ExplanationText.of(rule)) }
    if let code = Code(rawValue: name) { return Files.write(ExplanationText.of(code)) }
    if Files.isFolder(subject) == false {
      throw Failure.usage("name an item of the script: journey explain \(subject) \"Store visit\"")
    }
    if let words = ExplainCommand.word(subject) {
      throw Failure.usage(
        "\(subject) is a word of the language, and no finding: \(words) "
          + "Grammar/Language.md has its paragraph, and `:doc \(subject)` in `journey repl` shows it")
    }
    let near = Suggestion.near(name, among: (Rule.all + ofProgram).map(\.name) + Code.allCases.map(\.rawValue))
    let hint = near.isEmpty ? "`journey explain` lists them" : "did you mean \(Suggestion.list(near))?"
    throw Failure.usage(
      "there is no rule or diagnostic \(Display.plain(subject)); \(hint). "
        + "One that a script declares is shown by `journey explain FILE \(Display.plain(name, limit: 40))`")
  }

  /// The name of a rule or diagnostic in what somebody copied: `Layer-Missing`, `error[layer-missing]:`.
  private static func name(in subject: String) -> String {
    var name = subject[...]
    if let open = name.firstIndex(of: "["), let close = name[open...].firstIndex(of: "]") {
      name = name[name.index(after: open)..<close]
    }
    return name.lowercased()
  }

  /// What a word of the language says, if it is one.
  private static func word(_ subject: String) -> String? {
    let word = subject.lowercased()
    if let rule = AttributeRule.all.first(where: { $0.attribute.rawValue == word }) { return rule.summary }
    guard let kind = ItemKind.allCases.first(where: { $0.word == word || $0.plural == word }) else { return nil }
    return "`\(kind.word) NAME` opens \(kind.withArticle)."
  }

  private static func overview(_ ofProgram: [Rule]) -> String {
    var lines = ["Rules of the validator:"]
    let width = ((Rule.all + ofProgram).map(\.name.count) + Code.allCases.map(\.rawValue.count)).max() ?? 0
    func padded(_ name: String) -> String { name + String(repeating: " ", count: width - name.count + 2) }
    lines += Rule.all.map { "  \(padded($0.name))\($0.severity): \($0.summary)" }
    if !ofProgram.isEmpty { lines += ["", "Rules of the program:"] }
    lines += ofProgram.map { "  \(padded($0.name))\($0.severity): \($0.summary)" }
    lines += ["", "Diagnostics of the language:"]
    lines += Code.allCases.map { "  \(padded($0.rawValue))\(Explanation.of($0).summary)" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A rule that a script declares, or the sum behind the strength of an item of it.
  private static func explanation(
    of name: String, in path: String, _ options: ProjectOptions, _ chosen: Variants
  ) throws -> String {
    var variants = chosen
    var projects = try Projects(config: options.config, vocabulary: options.words.vocabulary)
    let model = try Script.engine(for: path, &projects, Validator(rules: []), variants).check(
      try Script.source(path), variants.selection
    ).model
    _ = variants.note(model)
    try variants.finish()
    let rules = Rule.declared(in: model) + projects.vocabulary.rules
    let ruleName = self.name(in: name)
    let found = model.items(called: name, of: StrengthText.kinds)
    if found.isEmpty, let rule = rules.first(where: { $0.name == ruleName }) ?? Rule.named(ruleName) {
      return ExplanationText.of(rule)
    }
    if found.count > 1 {
      let paths = found.prefix(5).map { model.path(of: $0) }
      throw Failure.usage(
        "\(Display.plain(name)) is the name of several items:\n  \(paths.joined(separator: "\n  "))\nName the stage too: Stage.Touchpoint"
      )
    }
    guard let item = found.first else {
      let all = model.items.indices.lazy.map { ItemID($0) }
      if let other = all.first(where: { NameTable.isSame(model.name(of: $0), name) }) {
        throw Failure.usage(
          "\(Display.plain(name)) is \(model.kind(of: other).withArticle); a strength is that of a touchpoint, stage, layer or journey"
        )
      }
      let near = Suggestion.near(name, among: all.map { model.name(of: $0) } + rules.map(\.name))
      throw Failure.usage(
        "\(path) has no item and no rule \(Display.plain(name))"
          + (near.isEmpty ? "" : "; did you mean \(Suggestion.list(near))?"))
    }
    return StrengthText(of: item, in: model).text
  }
}
