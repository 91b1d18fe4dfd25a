public import ArgumentParser
public import Journey

/// `journey check PATH…`
struct CheckCommand: ParsableCommand {
  static let name = "check"
  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Checks scripts and says what is missing, weak or broken.")

  @Argument(help: "Files, folders, or - for standard input.")
  var paths: [String]

  @Option(help: "How findings are written: pretty, short or json.")
  var format = Check.standard.format

  @Option(help: "The mildest finding that makes the exit code 1: error, warning or info.")
  var failOn = Check.standard.failOn

  @Option(help: "Which rules apply: draft, recommended or strict; it wins over what project.journey says.")
  var profile: Validator.Profile?

  @Option(help: "The day, such as 2026-11-21, that the dates of waivers are compared with.")
  var today: Day?

  @OptionGroup var variant: VariantOptions

  @OptionGroup var project: ProjectOptions

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

  mutating func run() throws {
    let check = Check(
      paths: paths, format: format, failOn: failOn, profile: profile, today: today, config: project.config,
      exitZero: exitZero, variants: try Variants(variant))
    if showSettings { return try check.showSettings() }
    guard fix || unsafeFixes || diff else { return try check.run() }
    guard check.variants.isPlain else {
      throw Failure.usage("fixes change journeys as they stand: leave --scenario and --set out, or leave --fix out")
    }
    try Mend(check: check, scope: unsafeFixes ? .all : .safe, changesFiles: fix, showsDiff: diff).run()
  }
}

/// What `journey check` does, with what stands where its options are left out.
struct Check {
  var paths: [String]
  var format = ReportFormat.pretty
  var failOn = Severity.warning
  var profile: Validator.Profile?
  var today: Day?
  var config: String?
  var exitZero = false
  var variants = Variants()

  static let standard = Check(paths: [])

  func run() throws {
    var projects = try Projects(config: config)
    let files = try Script.files(paths) { try projects.excludes($0) }
    var findings: [Finding] = []
    var waived: [WaivedFinding] = []
    var sources: [Source] = []
    var names: [String] = []
    var variants = variants
    for file in files {
      let source = try Script.source(file)
      let check = try engine(for: file, &projects).check(source, variants.selection)
      guard variants.note(check.model) else { continue }
      names.append(source.name)
      try projects.note(check.model, of: file)
      guard !check.findings.isEmpty || !check.waived.isEmpty else { continue }
      // That no day was given is one thing, however many scripts have dates.
      let isSaid = findings.contains { $0.code == Code.unknownToday.rawValue }
      let found = variants.shown(check.findings)
      findings += isSaid ? found.filter { $0.code != Code.unknownToday.rawValue } : found
      waived += check.waived
      sources += check.sources
    }
    try variants.finish()
    let ofSettings = try projects.findings(whole: paths, besides: files)
    findings += ofSettings.findings
    sources += ofSettings.sources
    Files.write(format.report.text(findings: findings, waived: waived, sources: sources, checkedFiles: names))
    if format == .pretty, Terminal.isOutput { tellOfFixes(findings) }
    if fails(findings) { leave(ExitStatus.findings) }
  }

  /// Says how to have done what can be done without a person, where one reads the report.
  private func tellOfFixes(_ findings: [Finding]) {
    let fixes = findings.compactMap(\.fix)
    guard !fixes.isEmpty else { return }
    let count = fixes.count == 1 ? "1 of them has a fix" : "\(fixes.count) of them have fixes"
    let call = MendingCall(self, .diff, fixes.contains { $0.isSafe } ? .safe : .all)
    Files.write("\(count). To see what would change:\n  \(call.text)\n")
  }

  /// What a script is checked with.
  func engine(for script: String, _ projects: inout Projects) throws -> Engine {
    try Script.engine(for: script, &projects, Validator(profile, today: today), variants)
  }

  /// Whether the command fails for some findings.
  func fails(_ findings: [Finding]) -> Bool { !exitZero && findings.contains { $0.severity >= failOn } }

  /// Shows the settings of each script, without checking it.
  func showSettings() throws {
    var projects = try Projects(config: config)
    for file in try Script.files(paths, excluding: { try projects.excludes($0) }) {
      let source = try Script.source(file)
      let applied = try engine(for: file, &projects).appliedSettings(for: source)
      let sources = [source] + [try projects.project(of: file).source].compactMap { $0 }
      Files.write("# \(Display.plain(source.name, limit: 400))\n\(SettingsText(applied, sources: sources).text)")
    }
  }
}

extension Check {
  /// The check that a call means which has paths only, as editors and hooks make it; nothing for any other call.
  ///
  /// ArgumentParser looks at every declaration before it reads the first argument, which takes longer than to check a
  /// small script. Words without a hyphen are to it what they are here.
  init?(plain arguments: [String]) {
    let paths = arguments.dropFirst()
    guard arguments.first == CheckCommand.name, !paths.isEmpty, !paths.contains(where: { $0.hasPrefix("-") }) else {
      return nil
    }
    self.init(paths: Array(paths))
  }
}

/// How findings are written.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case pretty, short, json

  var report: any Report {
    switch self {
    case .pretty: PrettyReport(palette: Terminal.palette)
    case .short: ShortReport()
    case .json: JSONReport()
    }
  }
}

extension Severity: ExpressibleByArgument {}
extension Validator.Profile: ExpressibleByArgument {}

extension Day: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
