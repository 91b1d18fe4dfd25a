import ArgumentParser
import Journey

/// `journey layers PATH…`
struct LayersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "layers", abstract: "Shows which layers each stage has, how strong, and which are missing or weak.",
    discussion: """
      A row for each stage, a column for each `layer` of the journey. `journey explain FILE LAYER` shows what a figure \
      is made of.
      """)

  /// How the matrix is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv, markdown
  }

  @Argument(help: "Files, folders, or - for standard input.")
  var paths: [String]

  @Option(help: "How it is written: table, json (Grammar/layers.schema.json describes it), csv or markdown.")
  var format: Format = .table

  @OptionGroup var variant: VariantOptions

  @OptionGroup var project: ProjectOptions

  mutating func run() throws {
    var projects = try Projects(config: project.config, vocabulary: project.words.vocabulary)
    var matrices: [LayerMatrix] = []
    var errors: [Finding] = []
    var variants = try Variants(variant)
    let files = try Script.files(paths, &projects)
    for file in files {
      let check = try Script.engine(for: file, &projects, Validator(rules: []), variants).check(
        try Script.source(file), variants.selection)
      guard variants.note(check.model) else { continue }
      let found = LayerMatrix.all(of: check)
      if found.isEmpty { LayersCommand.tellOfNone(check.sources[0].name) }
      matrices += found
      errors += check.findings.filter { $0.severity == .error }
    }
    try variants.finish()
    Files.write(text(of: matrices))
    guard !errors.isEmpty else { return }
    Files.write(
      "journey: what is shown is not complete, `journey check` says why: "
        + "\(FindingCounts(errors).sentence(files: files.count))\n", to: 2)
    leave(ExitStatus.findings)
  }

  private func text(of matrices: [LayerMatrix]) -> String {
    switch format {
    case .table: table(of: matrices)
    case .json: LayersJSON.text(of: matrices)
    case .csv: LayerLists.csv(matrices)
    case .markdown: LayerLists.markdown(matrices) { LayersCommand.advice($0) }
    }
  }

  private func table(of matrices: [LayerMatrix]) -> String {
    return matrices.map { matrix in
      let heading = "\(Display.plain(matrix.file, limit: 400)): \(Display.plain(matrix.name, limit: 80))"
      let table = LayerTable(
        matrix, palette: Terminal.palette, width: Terminal.width, advice: LayersCommand.advice(matrix))
      return "\(heading)\n\n\(table.text)"
    }.joined(separator: "\n")
  }

  private static func advice(_ matrix: LayerMatrix) -> String {
    "`journey check \(Display.plain(matrix.file == Script.standardInput ? "-" : matrix.file, limit: 400))`"
  }

  /// Says that a file has no journey; beside the output, which stays one table.
  private static func tellOfNone(_ name: String) {
    Files.write("\(Display.plain(name, limit: 400)): there is no journey in it, and so no stages.\n", to: 2)
  }
}
