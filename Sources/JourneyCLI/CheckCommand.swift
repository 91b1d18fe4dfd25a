public import ArgumentParser
public import Journey

/// `journey check PATH…`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Checks scripts and says what is missing, weak or broken.")

  @Argument(help: "Files, folders, or - for standard input.")
  var paths: [String]

  @Option(help: "How findings are written: pretty, short or json.")
  var format: ReportFormat = .pretty

  @Option(help: "The mildest finding that makes the exit code 1: error, warning or info.")
  var failOn: Severity = .warning

  @Option(help: "Which rules apply: draft, recommended or strict.")
  var profile: Validator.Profile = .recommended

  @Flag(help: "End with exit code 0 whatever is found.")
  var exitZero = false

  mutating func run() throws {
    let files = try Script.files(paths)
    let limits = Limits()
    let engine = Engine(limits: limits, validator: Validator(profile), loader: Imports.loader(limits: limits))
    var findings: [Finding] = []
    var sources: [Source] = []
    var names: [String] = []
    for file in files {
      let source = try Script.source(file, limits: limits)
      names.append(source.name)
      let check = engine.check(source)
      guard !check.findings.isEmpty else { continue }
      findings += check.findings
      sources += check.sources
    }
    Files.write(format.report.text(findings: findings, sources: sources, checkedFiles: names))
    let fails = findings.contains { $0.severity >= failOn }
    if fails, !exitZero { leave(ExitStatus.findings) }
  }
}

/// How findings are written.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case pretty, short, json

  var report: any Report {
    switch self {
    case .pretty: PrettyReport(palette: Terminal.hasColours ? .ansi : .none)
    case .short: ShortReport()
    case .json: JSONReport()
    }
  }
}

extension Severity: ExpressibleByArgument {}
extension Validator.Profile: ExpressibleByArgument {}
