public import ArgumentParser
public import Journey

/// `journey check PATH…`
struct CheckCommand: ParsableCommand {
  static let name = "check"
  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Checks scripts and says what is missing, weak or broken.")

  @Argument(help: "Files, folders, @FILE for the paths in a file, or - for standard input.")
  var paths: [String]

  @OptionGroup var report: ReportOptions

  @Option(help: "The mildest finding that makes the exit code 1: error, warning or info.")
  var failOn = Check.standard.bar.failOn

  @Option(help: "Which rules apply: draft, recommended or strict; it wins over what project.journey says.")
  var profile: Validator.Profile?

  @Option(help: "The day, such as 2026-11-21, that the dates of waivers are compared with.")
  var today: Day?

  @OptionGroup var files: FileOptions

  @OptionGroup var selection: SelectionOptions

  @OptionGroup var variant: VariantOptions

  @OptionGroup var project: ProjectOptions

  @OptionGroup var known: BaselineOptions

  @OptionGroup var change: ChangeOptions

  @Flag(help: "Check nothing, and show every setting that applies, with the file and the line it is from.")
  var showSettings = false

  @Flag(help: "End with exit code 0 whatever is found.")
  var exitZero = false

  @Flag(help: "Make the safe fixes, which cannot change what a script means; then say what is left.")
  var fix = false

  @Flag(help: "Make the fixes, too, that need a look (with --fix or --diff).")
  var unsafeFixes = false

  @Flag(help: "Change nothing; show what --fix would change.")
  var diff = false

  @OptionGroup var waivers: WaiverOptions

  mutating func run() throws {
    let selected = try Selection(selection)
    let check = Check(
      paths: paths, reporting: try Reporting(report),
      bar: Bar(failOn: failOn, maxWarnings: selected.maxWarnings, exitZero: exitZero), profile: profile, today: today,
      config: project.config, vocabulary: project.words.vocabulary, selection: selected,
      variants: try Variants(variant), choice: try files.choice,
      jobs: try files.threads, baseline: try BaselineUse(known), changes: try change.scope())
    if selected.isStatistics { try refuseStatistics(check.reporting) }
    try check.refuseContradictions(rewrites: fix || unsafeFixes || diff || waivers.addWaivers)
    try files.refuseContradictions(self)
    if files.watch { return try Watching(check: check).run() }
    if showSettings { return try check.showSettings() }
    if let adding = try waivers.adding(to: check, diff: diff, fix: fix || unsafeFixes) { return try adding.run() }
    guard fix || unsafeFixes || diff else { return try check.run() }
    guard check.variants.isPlain else {
      throw Failure.usage("fixes change journeys as they stand: leave --scenario and --set out, or leave --fix out")
    }
    try Mend(check: check, scope: unsafeFixes ? .all : .safe, changesFiles: fix, showsDiff: diff).run()
  }
}

extension CheckCommand {
  private func refuseStatistics(_ reporting: Reporting) throws {
    if diff { throw Failure.usage("--diff shows changes and no findings: leave --statistics out, or leave --diff out") }
    guard let format = reporting.chosenOutput, format != .pretty else { return }
    throw Failure.usage(
      "--statistics is a table for people: leave --format \(format) out"
        + (format == .json ? "; JSON has the figures anyway, as `summary.byRule`" : ", or give it a file"))
  }
}

extension Severity: ExpressibleByArgument {}
extension Validator.Profile: ExpressibleByArgument {}

extension Day: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
