import Journey

/// What `journey check` does, with what stands where its options are left out.
struct Check {
  var paths: [String]
  var reporting = Reporting()
  var bar = Bar()
  var profile: Validator.Profile?
  var today: Day?
  var config: String?
  /// The file with the words of the program that the scripts are for.
  var vocabulary: String?
  var selection = Selection()
  var variants = Variants()
  var choice = FileChoice()
  /// How many threads check scripts; as many as there are cores, where nothing is said.
  var jobs: Int?
  var baseline = BaselineUse()
  /// What changed is told, and nothing else; without it, all is.
  var changes: Repository.Scope?

  static let standard = Check(paths: [])

  func run() throws {
    let status = try report(try results())
    if status != ExitStatus.clean { leave(status) }
  }

  /// Says what was found, and what could not be looked at; gives the exit code.
  func report(_ found: Found) throws -> Int32 {
    let (results, unread) = (selection.shown(found.results), found.unread)
    let written = Result { try write(results) }
    if reporting.isConversation { tellOfFixes(results.ordered) }
    baseline.tell(found.baseline, to: reporting.isForPeople ? 1 : 2) { call($0) }
    if !unread.isEmpty { Files.write("journey: \(Failure.files(unread))\n", to: Files.standardError) }
    try written.get()
    if !unread.isEmpty { return ExitStatus.usage }
    return bar.fails(results.counts) || !bar.exitZero && baseline.fails(found.baseline)
      ? ExitStatus.findings : ExitStatus.clean
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

  /// What came of a check.
  struct Found {
    var results: CheckResults
    /// The paths that could not be looked at.
    var unread: [FileProblem]
    /// What is to be said of the baseline.
    var baseline: BaselineUse.Outcome
  }

  /// What the scripts have, and their projects' settings; and the paths that could not be looked at.
  ///
  /// - Parameter watched: Is told of all that the results depend on.
  func results(noting watched: Watched? = nil) throws -> Found {
    let paths = try PathList.expanded(paths)
    var changed = try changes.map { try ChangedScripts($0, paths) }
    var projects = try Projects(config: config, vocabulary: vocabulary, staged: changed?.staged)
    var scripts = try Scripts(expanded: paths, choice, &projects, staged: changed?.staged) { watched?.note(folder: $0) }
    watched?.note(scripts, self)
    if let chosen = try changed?.chosen(scripts.files, because: [config, vocabulary].compactMap(\.self)) {
      scripts.keep(chosen)
    }
    let files = scripts
    let engines = try files.files.map {
      try engine(for: files.place(of: $0), &projects, noting: watched, staged: changed?.staged)
    }
    var unread = files.problems
    var results = CheckResults()
    results.note(rules: projects.vocabulary.rules)
    var (variants, chosen) = (variants, selection)
    chosen.know(rules: projects.vocabulary.rules.map(\.name))
    var run = try baseline.begin()
    var known: Set<String> = []
    var saysNoDay = false
    let wanted = variants.selection
    try Parallel.forEach(files.files.count, jobs: jobs) { number in
      files.reading(files.files[number]) { engines[number].check($0, wanted) }
    } take: { number, outcome in
      let check: Journey.Check
      switch outcome {
      case .success(let done): check = done
      case .failure(let problem): return unread.append(problem)
      }
      chosen.note(check)
      guard variants.note(check.model) else { return }
      results.checkedFiles.append(check.sources[0].name)
      try projects.note(check.model, of: files.place(of: files.files[number]))
      try run?.note(check)
      try changed?.note(check, of: files.files[number]) { engines[number].check($0, wanted) }
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
    // What was not looked at may have the scenario, declare the rule, and meet the settings.
    if changed == nil { try variants.finish() } else { chosen.noteUnseen() }
    try chosen.finish()
    let ofSettings = try projects.findings(whole: changed == nil ? files.paths : [], besides: files.files)
    results.findings += try changed?.changed(ofSettings.findings) ?? ofSettings.findings
    results.sources += ofSettings.sources
    results.dropRepeats()
    let outcome = try baseline.finish(run, &results, isWhole: variants.isPlain, looked: looked)
    changed?.finish(&results)
    return Found(results: results, unread: unread, baseline: outcome)
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
  ///
  /// - Parameters:
  ///   - watched: Is told of what the script imports.
  ///   - staged: Where scripts are meant as they are staged, what they are.
  func engine(
    for script: String, _ projects: inout Projects, noting watched: Watched? = nil, staged: StagedFiles? = nil
  ) throws -> Engine {
    let validator = Validator(profile, today: today, choices: selection.choices)
    let note = watched.map { watched in { @Sendable (file: String) in watched.note(file: file) } }
    let engine = try Script.engine(for: script, &projects, validator, variants, noting: note)
    // Where a limit hides some, mending what is known would bring up what seems to be new.
    let all = baseline.isOn || selection.isStatistics ? engine.seeingAll : engine
    guard let staged else { return all }
    return all.importing(by: staged.loader(limits: all.limits))
  }

  /// Whether a rule looks in this call, unless settings say otherwise.
  private func looked(_ rule: String) -> Bool {
    let choices = selection.choices
    if choices.ignoresWaivers, [Rule.unusedWaiver.name, Rule.expiredWaiver.name].contains(rule) { return false }
    if choices.skipped.contains(where: { $0.matches(rule) }) { return false }
    if !choices.only.isEmpty { return choices.only.contains { $0.matches(rule) } }
    if let weight = choices.weights.last(where: { $0.rules.matches(rule) }) { return weight.severity != nil }
    guard let profile, Rule.all.contains(where: { $0.name == rule }) else { return true }
    return Validator(profile).rules.contains { $0.name == rule }
  }

  /// Shows the settings of each script, without checking it.
  func showSettings() throws {
    var projects = try Projects(config: config, vocabulary: vocabulary)
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
