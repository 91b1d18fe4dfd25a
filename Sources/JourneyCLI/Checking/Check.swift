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
  var choice = FileChoice()
  /// How many threads check scripts; as many as there are cores, where nothing is said.
  var jobs: Int?

  static let standard = Check(paths: [])

  func run() throws {
    let (results, unread) = try results()
    let status = try report(results, unread)
    if status != ExitStatus.clean { leave(status) }
  }

  /// Says what was found, and what could not be looked at; gives the exit code.
  func report(_ found: CheckResults, _ unread: [FileProblem]) throws -> Int32 {
    let results = selection.shown(found)
    let written = Result { try write(results) }
    if reporting.isConversation { tellOfFixes(results.ordered) }
    if !unread.isEmpty { Files.write("journey: \(Failure.files(unread))\n", to: Files.standardError) }
    try written.get()
    if !unread.isEmpty { return ExitStatus.usage }
    return bar.fails(results.counts) ? ExitStatus.findings : ExitStatus.clean
  }

  /// Writes the reports, and why the command fails where they do not show that.
  ///
  /// - Parameter output: What takes the place of standard output.
  func write(_ results: CheckResults, to output: Int32 = Files.standardOutput) throws {
    var results = results
    results.failOn = bar.failOn
    let table = selection.isStatistics ? StatisticsReport(palette: Terminal.palette, width: Terminal.width) : nil
    try reporting.write(results, to: output, instead: table)
    for reason in bar.reasons(results) { Files.write("journey: \(reason)\n", to: Files.standardError) }
  }

  /// What the scripts have, and their projects' settings; and the paths that could not be looked at.
  ///
  /// - Parameter watched: Is told of all that the results depend on.
  func results(noting watched: Watched? = nil) throws -> (results: CheckResults, unread: [FileProblem]) {
    var projects = try Projects(config: config)
    let scripts = try Scripts(paths, choice, &projects) { watched?.note(folder: $0) }
    watched?.note(scripts, self)
    let engines = try scripts.files.map { try engine(for: scripts.place(of: $0), &projects, noting: watched) }
    var unread = scripts.problems
    var results = CheckResults()
    var (variants, chosen) = (variants, selection)
    var known: Set<String> = []
    var saysNoDay = false
    let wanted = variants.selection
    try Parallel.forEach(scripts.files.count, jobs: jobs) { number in
      scripts.reading(scripts.files[number]) { engines[number].check($0, wanted) }
    } take: { number, outcome in
      let check: Journey.Check
      switch outcome {
      case .success(let done): check = done
      case .failure(let problem): return unread.append(problem)
      }
      chosen.note(check)
      guard variants.note(check.model) else { return }
      results.checkedFiles.append(check.sources[0].name)
      try projects.note(check.model, of: scripts.place(of: scripts.files[number]))
      guard !check.findings.isEmpty || !check.waived.isEmpty else { return }
      // That no day was given is one thing, however many scripts have dates.
      let found = variants.shown(check.findings).filter { !saysNoDay || $0.code != Code.unknownToday.rawValue }
      saysNoDay = saysNoDay || found.contains { $0.code == Code.unknownToday.rawValue }
      results.findings += found
      results.waived += check.waived
      // What many scripts import is held once.
      results.sources += check.sources.filter { known.insert($0.name).inserted }
      results.noteRules(of: check.model)
    }
    guard unread.isEmpty || !results.checkedFiles.isEmpty else { throw Failure.files(unread) }
    try variants.finish()
    try chosen.finish()
    let ofSettings = try projects.findings(whole: scripts.paths, besides: scripts.files)
    results.findings += ofSettings.findings
    results.sources += ofSettings.sources
    results.dropRepeats()
    return (results, unread)
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
  func engine(for script: String, _ projects: inout Projects, noting watched: Watched? = nil) throws -> Engine {
    let validator = Validator(profile, today: today, choices: selection.choices)
    let note = watched.map { watched in { @Sendable (file: String) in watched.note(file: file) } }
    let engine = try Script.engine(for: script, &projects, validator, variants, noting: note)
    return selection.isStatistics ? engine.seeingAll : engine
  }

  /// Shows the settings of each script, without checking it.
  func showSettings() throws {
    var projects = try Projects(config: config)
    let scripts = try Scripts(paths, choice, &projects)
    guard scripts.problems.isEmpty else { throw Failure.files(scripts.problems) }
    var selection = selection
    var text = ""
    for file in scripts.files {
      let source: Source
      do throws(FileProblem) { source = try scripts.source(file) } catch { throw Failure.files([error]) }
      let applied = try engine(for: scripts.place(of: file), &projects).appliedSettings(for: source)
      selection.note(rules: applied.known.map(\.name))
      let sources = [source] + [try projects.project(of: scripts.place(of: file)).source].compactMap { $0 }
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
