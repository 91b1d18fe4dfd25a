import ArgumentParser
import Journey

/// `journey analyze PATH…`
struct AnalyzeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Shows how customers flow: outcomes, visits, times and costs, and what is lost without a part.",
    discussion: """
      The figures follow from the shares of the arrows, and are exact. With --simulate, customers walk through the \
      journey by chance besides, which shows how times and costs spread.
      """)

  /// How the figures are written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv
  }

  @Argument(help: "Files, folders, or - for standard input.")
  var paths: [String]

  @Option(help: "How they are written: table, json (Grammar/analysis.schema.json describes it) or csv.")
  var format: Format = .table

  @Option(help: "How many customers are to walk through by chance, up to 10,000,000.")
  var simulate: Int?

  @Option(help: "What chance begins with: the same seed walks the same ways.")
  var seed: UInt64 = 1

  @OptionGroup var variant: VariantOptions

  @OptionGroup var project: ProjectOptions

  mutating func validate() throws {
    guard let simulate else { return }
    guard (1...10_000_000).contains(simulate) else {
      throw ValidationError("--simulate takes a number from 1 to 10,000,000.")
    }
    guard format != .csv else { throw ValidationError("--simulate is shown as a table or as JSON.") }
  }

  mutating func run() throws {
    let limits = Limits()
    var variants = try Variants(variant)
    var projects = try Projects(config: project.config, vocabulary: project.words.vocabulary)
    var reports: [(flow: FlowReport, simulation: SimulationReport?)] = []
    var errors: [Finding] = []
    var problems = 0
    let files = try Script.files(paths, &projects)
    for file in files {
      let engine = try Script.engine(for: file, &projects, Validator(rules: []), variants)
      let check = engine.check(try Script.source(file, limits: limits), variants.selection)
      guard variants.note(check.model) else { continue }
      errors += variants.shown(check.findings).filter { $0.severity == .error && $0.code != Code.notTrue.rawValue }
      for journey in check.model.journeys where journey.journey != nil {
        do throws(FlowProblem) {
          let analysis = try FlowAnalysis(check.model, journey, limits: limits)
          reports.append(
            (
              try FlowReport(analysis),
              try simulate.map { customers throws(FlowProblem) in
                try SimulationReport(analysis, customers: customers, seed: seed)
              }
            ))
        } catch {
          problems += 1
          tell(error, of: journey, in: check.model)
        }
      }
    }
    try variants.finish()
    Files.write(text(of: reports))
    guard !errors.isEmpty || problems > 0 else { return }
    if !errors.isEmpty {
      Files.write(
        "journey: what is shown is not complete, `journey check` says why: "
          + "\(FindingCounts(errors).sentence(files: files.count))\n", to: 2)
    }
    leave(ExitStatus.findings)
  }

  private func text(of reports: [(flow: FlowReport, simulation: SimulationReport?)]) -> String {
    switch format {
    case .table:
      reports.map { report, simulation in
        let heading = "\(Display.plain(report.file, limit: 400)): \(Display.plain(report.name, limit: 80))"
        let text = FlowText(report, simulation, palette: Terminal.palette, width: Terminal.width)
        return "\(heading)\n\n\(text.text)"
      }.joined(separator: "\n")
    case .json: FlowJSON.text(of: reports)
    case .csv: FlowLists.csv(reports.map(\.flow))
    }
  }

  /// Says why a journey has no figures; beside the output, which stays whole.
  private func tell(_ problem: FlowProblem, of journey: Model.JourneyContents, in model: Model) {
    let (title, help) = problem.words(in: model)
    let name = journey.journey.map { model.reference(to: $0) } ?? ""
    Files.write("journey: \(name): \(title). \(help)\n", to: 2)
  }
}
