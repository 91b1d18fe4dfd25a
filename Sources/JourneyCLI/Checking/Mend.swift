import Journey

/// What `journey check --fix` does: mends each file by the fixes of its findings, and says what is left.
struct Mend {
  let check: Check
  let scope: MendingScope
  /// Whether `--fix` was said, and whether `--diff` was, which changes nothing whatever else is said.
  let changesFiles: Bool
  let showsDiff: Bool

  /// A file with what became of it.
  private struct Outcome {
    let path: String
    let engine: Engine
    let before: Source
    let mending: Mending
    /// How many more fixes could be made, if they were asked for.
    let needingALook: Int
    /// Why the file stays as it was, where it had to.
    var problem: String?
    var isChanged: Bool { before.padded != mending.source.padded }
  }

  func run() throws {
    try refuseContradictions()
    var projects = try Projects(config: check.config)
    let files = try Script.files(check.paths) { try projects.excludes($0) }
    var outcomes = try files.map { try outcome(of: $0, try check.engine(for: $0, &projects)) }
    if showsDiff { return show(outcomes) }
    for index in outcomes.indices { outcomes[index].problem = write(outcomes[index]) }
    let checks = recheck(outcomes)
    let results = results(outcomes, checks)
    // The mended script of standard input takes the place of the report.
    let output: Int32 = outcomes.contains { $0.path == "-" } ? Mend.messages : 1
    let reported = Result { try check.reporting.write(results, output: output) }
    tell(outcomes, done: "made")
    tellOfOthers(results.findings, outcomes)
    try reported.get()
    if outcomes.contains(where: { $0.problem != nil }) { leave(ExitStatus.usage) }
    if check.fails(results.findings) { leave(ExitStatus.findings) }
  }

  private func results(_ outcomes: [Outcome], _ checks: [Journey.Check]) -> CheckResults {
    var results = CheckResults(
      checkedFiles: outcomes.map(\.before.name), findings: checks.flatMap(\.findings), waived: checks.flatMap(\.waived),
      sources: checks.flatMap(\.sources))
    results.failOn = check.failOn
    for check in checks { results.noteRules(of: check.model) }
    results.dropRepeats()
    return results
  }

  private static let messages: Int32 = 2

  private func say(_ line: String) { Files.write(GitHubReport.defused(line) + "\n", to: Mend.messages) }

  private func refuseContradictions() throws {
    guard changesFiles || showsDiff else {
      throw Failure.usage(
        "--unsafe-fixes says which fixes, and not what to do with them: add --diff to see what they would change, or "
          + "--fix to make them")
    }
    guard !showsDiff || !check.reporting.isSpecial else {
      throw Failure.usage("--diff shows changes and no findings: leave --format out, or leave --diff out")
    }
  }

  private func outcome(of path: String, _ engine: Engine) throws -> Outcome {
    let source = try Script.source(path, limits: engine.limits)
    let mending = engine.mend(source, scope)
    // Asked, not counted: a fix that makes more wrong is none that one could have.
    let hasOthers = scope == .safe && mending.check.findings.contains { $0.fix?.isSafe == false }
    let needingALook = hasOthers ? engine.mend(mending.source, .all).made.count : 0
    return Outcome(path: path, engine: engine, before: source, mending: mending, needingALook: needingALook)
  }

  // MARK: Files

  /// Writes a script if it changed; gives the problem with that, where there is one.
  private func write(_ outcome: Outcome) -> String? {
    let bytes = Array(outcome.mending.source.padded[..<outcome.mending.source.count])
    if outcome.path == "-" { Files.write(bytes) }
    guard outcome.isChanged, outcome.path != "-" else { return nil }
    do throws(FileProblem) {
      let now = try Files.read(outcome.path, limit: Limits().bytes)
      guard now.elementsEqual(outcome.before.padded[..<outcome.before.count]) else {
        return "another program changed it meanwhile; call again to mend it as it is now"
      }
      try Files.replace(outcome.path, with: bytes)
      return nil
    } catch {
      return "it cannot be written: \(error.reason)"
    }
  }

  /// What is left to mend: in a file that could not be written all that was, and where files import each other, with
  /// what became of the others.
  private func recheck(_ outcomes: [Outcome]) -> [Journey.Check] {
    let isAnyChanged = outcomes.contains { $0.isChanged }
    return outcomes.map { outcome in
      if outcome.problem != nil { return outcome.engine.check(outcome.before) }
      let check = outcome.mending.check
      return isAnyChanged && check.sources.count > 1 ? outcome.engine.check(outcome.mending.source) : check
    }
  }

  // MARK: What is said

  private func show(_ outcomes: [Outcome]) {
    for outcome in outcomes where outcome.isChanged {
      let (old, new) = (outcome.before, outcome.mending.source)
      Files.write(
        LineDiff(of: old.name, from: old.text(old.range), to: new.text(new.range), suffix: "(mended)").text(
          Terminal.palette))
    }
    let isAnyChanged = outcomes.contains { $0.isChanged }
    tell(
      outcomes, done: "to make; nothing was changed yet",
      next: isAnyChanged ? "To change it:\n  \(MendingCall(check, .fix, scope).text)" : nil)
    tellOfOthers(outcomes.flatMap(\.mending.check.findings), outcomes)
    let fails = isAnyChanged || outcomes.contains { check.fails($0.mending.check.findings) }
    if fails, !check.exitZero { leave(ExitStatus.findings) }
  }

  /// What was made of each file, then what more there is to do.
  private func tell(_ outcomes: [Outcome], done: String, next: String? = nil) {
    for outcome in outcomes {
      let mending = outcome.mending
      let name = Display.plain(outcome.before.name, limit: 400)
      if let problem = outcome.problem {
        say("journey: \(name): nothing was changed here: \(problem)")
        continue
      }
      if !mending.made.isEmpty { say("\(name): \(Mend.counted(mending.made.count, "fix", "fixes")) \(done).") }
      for line in mending.lines.prefix(10) { say("  \(line)") }
      if mending.lines.count > 10 { say("  … and \(mending.lines.count - 10) other kinds") }
      if !mending.refused.isEmpty { say("\(name): \(mending.refusal)") }
    }
    if let next { say(next) }
    if outcomes.contains(where: { !$0.mending.isFinished && !$0.mending.made.isEmpty }) {
      say("There is more to mend: call again to go on.")
    }
    tellOfLooks(outcomes.reduce(0) { $0 + $1.needingALook }, outcomes)
  }

  /// How many fixes wait for a person, and how to see them.
  private func tellOfLooks(_ count: Int, _ outcomes: [Outcome]) {
    let isNothing = outcomes.allSatisfy { $0.mending.made.isEmpty }
    guard count > 0 else {
      if isNothing, outcomes.contains(where: { !$0.mending.check.findings.isEmpty }) {
        say("Nothing here can be mended without you: the help of each finding says what to do.")
      }
      return
    }
    if isNothing { say("No safe fix to make.") }
    let (they, them) = count == 1 ? ("it", "it") : ("they", "them")
    say(
      "\(Mend.counted(count, "more fix needs", "more fixes need")) a look, since \(they) may change what the script means. "
        + "To see \(them):")
    say("  \(MendingCall(check, .diff, .all).text)")
  }

  /// What could be mended in files that were imported, and not named.
  private func tellOfOthers(_ findings: [Finding], _ outcomes: [Outcome]) {
    let named = Set(outcomes.map { Files.real($0.path) ?? $0.before.name })
    let others = Set(findings.flatMap { $0.fix?.edits.map(\.place.file) ?? [] })
      .filter { !named.contains(Files.real($0) ?? $0) }.sorted()
    guard !others.isEmpty else { return }
    let names = others.prefix(5).map { Display.plain($0, limit: 400) } + (others.count > 5 ? ["others"] : [])
    say(
      "There is something to mend in \(Suggestion.list(Array(names), "and")), too, which only \(others.count == 1 ? "is" : "are") "
        + "imported here: name \(others.count == 1 ? "it" : "them") in the call to have that done.")
  }

  private static func counted(_ count: Int, _ one: String, _ several: String) -> String {
    "\(count) \(count == 1 ? one : several)"
  }
}

/// The call that makes fixes or shows them, as a person can copy it.
struct MendingCall {
  enum Option: String {
    case fix, diff
  }

  let text: String

  init(_ check: Check, _ option: Option, _ scope: MendingScope) {
    var options = "--\(option.rawValue)" + (scope == .all ? " --unsafe-fixes" : "")
    if let profile = check.profile { options += " --profile \(profile)" }
    if let today = check.today { options += " --today \(today.text)" }
    if let config = check.config { options += " --config \(config.contains(" ") ? "'\(config)'" : config)" }
    let paths = check.paths
    let shown = paths.prefix(3).map { $0.contains(" ") ? "'\($0)'" : $0 } + (paths.count > 3 ? ["…"] : [])
    text = Display.plain("journey check \(options) \(shown.joined(separator: " "))", limit: 400)
  }
}
