import ArgumentParser
import Journey

/// `journey show FILE`
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows a journey as the engine understands it, or a module of the standard library.",
    discussion: """
      journey show phone.journey     each item with what it says of itself
      journey show std               the modules of the standard library
      journey show std/layers        one of them, as it is written
      """)

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
    let module = try ShowCommand.module(path)
    if let module, format == .text { return Files.write(module.text) }
    if ["std", Library.prefix].contains(path), Files.isFolder(path) != false {
      return Files.write(ShowCommand.contents)
    }
    var projects = try Projects(config: project.config, vocabulary: project.words.vocabulary)
    var variants = try Variants(variant)
    let check = try Script.engine(for: path, &projects, Validator(rules: []), variants).check(
      try module?.source ?? Script.source(path), variants.selection)
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

  /// The module that a path means where no file of that name is there.
  private static func module(_ path: String) throws -> Library.Module? {
    guard path.hasPrefix(Library.prefix), path != Library.prefix, Files.isFolder(path) == nil else { return nil }
    if let module = Library.module(path) { return module }
    let near = Library.near(path)
    let hint = near.isEmpty ? "" : "; did you mean \(Suggestion.list(near))?"
    throw Failure.usage("the standard library has no \(path)\(hint)\n`journey show std` lists what it has")
  }

  /// What the standard library has, a line for each module.
  private static var contents: String {
    let width = Library.modules.map(\.name.count).max() ?? 0
    let lines = Library.modules.map { module in
      "\(module.name)\(String(repeating: " ", count: width - module.name.count + 2))\(module.summary)"
    }
    return lines.joined(separator: "\n") + """


      A script imports one with `import "std/layers"`, or some of it: `import human from "std/layers"`.
      `journey show std/layers` shows one as it is written; `journey new --framework RACE "My journey"` begins with one.

      """
  }
}
