import ArgumentParser
import Journey

/// `journey test [PATH…]`
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Tries the tests that scripts hold: `test NAME` with what it begins with, changes and expects.",
    discussion: """
      The exit code is 0 where all hold, 1 where one does not or could not be tried, 2 where the call or a path is \
      wrong. Without a path, the scripts of this folder are looked at.
      """)

  /// How the results are written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case pretty, short, json, junit
  }

  @Argument(help: "Files, folders, or - for standard input.")
  var paths: [String] = ["."]

  @Option(help: "Only tests with this in their names, in small or capital letters.")
  var filter: String?

  @Option(
    help: "How the results are written: pretty, short, json (Grammar/tests.schema.json describes it) or junit.")
  var format: Format = .pretty

  @Option(
    name: .customLong("set"),
    help: "NAME=VALUE: what a parameter of the scripts is, written as its default is. May be said several times.")
  var settings: [String] = []

  @Option(help: "The day, such as 2026-11-21, that dates are compared with.")
  var today: Day?

  @OptionGroup var project: ProjectOptions

  mutating func run() throws {
    var projects = try Projects(config: project.config, vocabulary: project.words.vocabulary)
    let variants = try Variants(settings: settings)
    let files = try Script.files(paths, &projects)
    var results: [TestResult] = []
    var passedOver = 0
    let wanted = filter?.lowercased()
    for file in files {
      let engine = try Script.engine(for: file, &projects, Validator(today: today), variants)
      results += engine.test(try Script.source(file)) { name in
        guard let wanted, !name.lowercased().contains(wanted) else { return true }
        passedOver += 1
        return false
      }
    }
    if results.isEmpty, passedOver > 0, let filter {
      throw Failure.usage("none of \(passedOver) tests has \(Display.plain(filter, limit: 80)) in its name")
    }
    let report = TestReport(results, files: files.count)
    switch format {
    case .pretty: Files.write(report.text(palette: Terminal.palette))
    case .short: Files.write(report.shortText())
    case .json: Files.write(report.json())
    case .junit: Files.write(report.junit())
    }
    if results.contains(where: { !$0.isPassed }) { leave(ExitStatus.findings) }
  }
}
