import Journey

/// What `journey check` does, with what stands where its options are left out.
struct Check {
  var paths: [String]
  var reporting = Reporting()
  var bar = Bar()
  var profile: Validator.Profile?
  var today: Day?
  var config: String?
  var selection = Selection()
  var variants = Variants()

  static let standard = Check(paths: [])

  func run() throws {
    let results = selection.shown(try self.results())
    try report(results)
    if reporting.isConversation { tellOfFixes(results.ordered) }
    if bar.fails(results.counts) { leave(ExitStatus.findings) }
  }

  /// Writes the reports, and why the command fails where they do not show that.
  ///
  /// - Parameter output: What takes the place of standard output.
  func report(_ results: CheckResults, to output: Int32 = Files.standardOutput) throws {
    var results = results
    results.failOn = bar.failOn
    let table = selection.isStatistics ? StatisticsReport(palette: Terminal.palette, width: Terminal.width) : nil
    try reporting.write(results, to: output, instead: table)
    for reason in bar.reasons(results) { Files.write("journey: \(reason)\n", to: Files.standardError) }
  }

  /// What the scripts have, and their projects' settings.
  private func results() throws -> CheckResults {
    var projects = try Projects(config: config)
    let files = try Script.files(paths) { try projects.excludes($0) }
    var results = CheckResults()
    var (variants, selection) = (variants, selection)
    for file in files {
      let source = try Script.source(file)
      let check = try engine(for: file, &projects).check(source, variants.selection)
      selection.note(check)
      guard variants.note(check.model) else { continue }
      results.checkedFiles.append(source.name)
      try projects.note(check.model, of: file)
      guard !check.findings.isEmpty || !check.waived.isEmpty else { continue }
      // That no day was given is one thing, however many scripts have dates.
      let isSaid = results.findings.contains { $0.code == Code.unknownToday.rawValue }
      let found = variants.shown(check.findings)
      results.findings += isSaid ? found.filter { $0.code != Code.unknownToday.rawValue } : found
      results.waived += check.waived
      results.sources += check.sources
      results.noteRules(of: check.model)
    }
    try variants.finish()
    try selection.finish()
    let ofSettings = try projects.findings(whole: paths, besides: files)
    results.findings += ofSettings.findings
    results.sources += ofSettings.sources
    results.dropRepeats()
    return results
  }

  /// Says how to have done what can be done without a person, where one reads the report.
  private func tellOfFixes(_ findings: [Finding]) {
    let fixes = findings.compactMap(\.fix)
    guard !fixes.isEmpty else { return }
    let count = fixes.count == 1 ? "1 of them has a fix" : "\(fixes.count) of them have fixes"
    let call = mendingCall("--diff", fixes.contains { $0.isSafe } ? .safe : .all)
    Files.write("\(count). To see what would change:\n  \(call)\n")
  }

  /// What a script is checked with.
  func engine(for script: String, _ projects: inout Projects) throws -> Engine {
    let validator = Validator(profile, today: today, choices: selection.choices)
    let engine = try Script.engine(for: script, &projects, validator, variants)
    return selection.isStatistics ? engine.seeingAll : engine
  }

  /// Shows the settings of each script, without checking it.
  func showSettings() throws {
    var projects = try Projects(config: config)
    var selection = selection
    var text = ""
    for file in try Script.files(paths, excluding: { try projects.excludes($0) }) {
      let source = try Script.source(file)
      let applied = try engine(for: file, &projects).appliedSettings(for: source)
      selection.note(rules: applied.known.map(\.name))
      let sources = [source] + [try projects.project(of: file).source].compactMap { $0 }
      text += "# \(Display.plain(source.name, limit: 400))\n\(SettingsText(applied, sources: sources).text)"
    }
    try selection.finish()
    Files.write(text)
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
