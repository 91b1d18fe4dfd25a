import ArgumentParser
import Journey

/// `journey show FILE`
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows a journey as the engine understands it.")

  /// How the model is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Argument(help: "The script, or - for standard input.")
  var path: String

  @Option(help: "How the journey is written: text or json (Grammar/model.schema.json describes it).")
  var format: Format = .text

  @OptionGroup var variant: VariantOptions

  @OptionGroup var project: ProjectOptions

  mutating func run() throws {
    var projects = try Projects(config: project.config)
    var variants = try Variants(variant)
    let check = try Script.engine(for: path, &projects, Validator(rules: []), variants).check(
      try Script.source(path), variants.selection)
    _ = variants.note(check.model)
    try variants.finish()
    switch format {
    case .json: Files.write(ModelJSON.text(of: check.model))
    case .text: Files.write(ModelText(check.model).text)
    }
    let errors = check.findings.filter { $0.severity == .error }
    guard !errors.isEmpty else { return }
    Files.write(
      "journey: what is shown is not complete: \(FindingCounts(errors).sentence(files: 1))\n", to: 2)
    leave(ExitStatus.findings)
  }
}
