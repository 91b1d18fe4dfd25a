import ArgumentParser
import Journey

/// `journey compare FILE [FILE]`
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compares two scripts, a journey with its scenario, or a script with what it was.",
    discussion: """
      journey compare old.journey new.journey              two files
      journey compare phone.journey --scenario "No email"  a journey and its scenario; named twice, two scenarios
      journey compare phone.journey --set market=FR        a journey and what a parameter makes of it
      journey compare phone.journey --since main           the file at a git revision, and as it is
      journey compare phone.journey --since v1 --until v2  the file at two revisions

      Layout, order and comments are no differences. With two files or revisions, --scenario and --set hold for both.
      """)

  /// How the comparison is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, markdown
  }

  @Argument(help: "The script before, or - for standard input; alone, the script after, too.")
  var path: String

  @Argument(help: "The script after.")
  var other: String?

  @Option(help: "The git revision of the script before, such as main, v1.2 or HEAD~3.")
  var since: String?

  @Option(help: "The git revision of the script after, instead of the file as it is.")
  var until: String?

  @Option(help: "A scenario to compare, instead of the journey that it changes; may be said twice.")
  var scenario: [String] = []

  @Option(
    name: .customLong("set"),
    help: "NAME=VALUE: what a parameter of the scripts is, written as its default is. May be said several times.")
  var settings: [String] = []

  @Option(help: "How it is written: text, json (Grammar/comparison.schema.json describes it) or markdown.")
  var format: Format = .text

  @Option(help: "Which rules apply: draft, recommended or strict; it wins over what project.journey says.")
  var profile: Validator.Profile?

  @Option(help: "The day, such as 2026-11-21, that the dates of waivers are compared with.")
  var today: Day?

  @OptionGroup var project: ProjectOptions

  @Flag(help: "End with exit code 1 where there are differences.")
  var exitCode = false

  mutating func run() throws {
    let (before, after) = try sides()
    var projects = try Projects(config: project.config, vocabulary: project.words.vocabulary)
    let old = try before.check(&projects, Validator(profile, today: today))
    let new = try after.check(&projects, Validator(profile, today: today))
    try CompareCommand.finish([before.variants(of: old), after.variants(of: new)])
    let comparison = Comparison(of: old, with: new)
    Files.write(text(of: comparison, before.side, after.side))
    let errors = [old, new].map {
      $0.findings.filter { $0.severity == .error && !$0.isRule && $0.code != Code.notTrue.rawValue }
    }
    for (side, errors) in zip([before, after], errors) where !errors.isEmpty {
      Files.write(
        "journey: what is shown is not complete, `journey check` says why: \(side.side.words) has "
          + "\(errors.count) error\(errors.count == 1 ? "" : "s")\n", to: 2)
    }
    if errors.contains(where: { !$0.isEmpty }) || exitCode && !comparison.isEmpty { leave(ExitStatus.findings) }
  }

  private func text(of comparison: Comparison, _ before: Comparison.Side, _ after: Comparison.Side) -> String {
    switch format {
    case .text: ComparisonText(comparison, before, after, palette: Terminal.palette, width: Terminal.width).text
    case .json: ComparisonJSON.text(of: comparison, before, after)
    case .markdown: ComparisonText.markdown(comparison, before, after)
    }
  }

  // MARK: What is compared

  /// One of the two scripts that a call names.
  private struct Compared {
    let path: String
    let since: String?
    let settings: [String]
    let scenario: String?
    let side: Comparison.Side

    init(_ path: String, at revision: String?, _ settings: [String], _ scenario: String?) throws {
      self.path = path
      since = revision
      self.settings = settings
      self.scenario = scenario
      side = Comparison.Side(
        file: path == "-" ? Script.standardInput : Paths.normalized(path), revision: revision, scenario: scenario,
        parameters: try Variants(settings: settings).parameters)
    }

    /// Reads and checks it as its project wants it today, so that only what the scripts say can differ.
    func check(_ projects: inout Projects, _ validator: Validator) throws -> Journey.Check {
      let variants = try Variants(settings: settings, scenario: scenario)
      let engine = try Script.engine(for: path, &projects, validator, variants)
      guard let since else { return engine.check(try Script.source(path), variants.selection) }
      let revision = try Revision(since, around: path)
      let past = engine.importing(by: revision.loader(limits: engine.limits))
      return past.check(try revision.source(path, limits: engine.limits), variants.selection)
    }

    /// What it asked for, with what its script has.
    func variants(of check: Journey.Check) throws -> Variants {
      var variants = try Variants(settings: settings, scenario: scenario)
      _ = variants.note(check.model)
      return variants
    }
  }

  /// The two scripts; a call that names one of them only, or too much, is refused.
  private func sides() throws -> (before: Compared, after: Compared) {
    guard scenario.count <= 2 else { throw Failure.usage("--scenario may be said twice: before and after") }
    guard since != nil || until == nil || other != nil else {
      throw Failure.usage("--until says where a comparison ends; say where it begins: --since REVISION")
    }
    guard path != "-" || since == nil, other ?? path != "-" || until == nil else {
      throw Failure.usage("standard input has no revisions: name the file")
    }
    let isAlone = other == nil && since == nil
    if isAlone {
      guard !scenario.isEmpty || !settings.isEmpty else {
        throw Failure.usage(
          "what is \(path) to be compared with? Name a second file, a scenario (--scenario NAME), or a git revision "
            + "(--since main)")
      }
      guard path != "-" else {
        throw Failure.usage("standard input can be read once only: save the script to a file, and name that")
      }
    }
    guard other != "-" || path != "-" else { throw Failure.usage("standard input can be one of the two only") }
    // Of one text, what is asked for is compared with the journey as it stands.
    let isPlain = isAlone && scenario.count < 2
    return (
      try Compared(path, at: since, isPlain ? [] : settings, isPlain ? nil : scenario.first),
      try Compared(other ?? path, at: until, settings, scenario.last)
    )
  }

  /// Refuses a scenario or a parameter that a side lacks.
  private static func finish(_ variants: [Variants]) throws { for side in variants { try side.finish() } }
}
