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
    var rewrite: Rewrite
    let mending: Mending
    /// How many more fixes could be made, if they were asked for.
    let needingALook: Int
  }

  func run() throws {
    try refuseContradictions()
    var (outcomes, unread, scripts) = try check.each { path, source, engine in outcome(of: path, source, engine) }
    // Before anything is written: a wrong call changes nothing.
    var selection = check.selection
    for outcome in outcomes { selection.note(outcome.mending.check) }
    try selection.finish()
    if showsDiff { return show(outcomes, unread) }
    if scripts.passesOverInput { try Rewrite.passOverInput() }
    for index in outcomes.indices { outcomes[index].rewrite.write(again: "mend") }
    let results = selection.shown(Rewrite.results(of: outcomes.map { ($0.rewrite, $0.mending.check) }))
    let output = Rewrite.output(beside: outcomes.map(\.rewrite), scripts)
    let reported = Result { try check.write(results, to: output) }
    tell(outcomes, done: "made")
    tellOfOthers(results.findings, outcomes)
    Rewrite.tell(of: unread)
    try reported.get()
    if !unread.isEmpty || outcomes.contains(where: { $0.rewrite.problem != nil }) { leave(ExitStatus.usage) }
    if check.bar.fails(results.counts) { leave(ExitStatus.findings) }
  }

  private func say(_ line: String) { Rewrite.say(line) }

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

  private func outcome(of path: String, _ source: Source, _ engine: Engine) -> Outcome {
    let mending = engine.mend(source, scope)
    // Asked, not counted: a fix that makes more wrong is none that one could have.
    let hasOthers = scope == .safe && mending.check.findings.contains { $0.fix?.isSafe == false }
    let needingALook = hasOthers ? engine.mend(mending.source, .all).made.count : 0
    let rewrite = Rewrite(path: path, engine: engine, before: source, after: mending.source)
    return Outcome(rewrite: rewrite, mending: mending, needingALook: needingALook)
  }

  // MARK: What is said

  private func show(_ outcomes: [Outcome], _ unread: [FileProblem]) {
    for outcome in outcomes { outcome.rewrite.show(as: "(mended)") }
    let isAnyChanged = outcomes.contains { $0.rewrite.isChanged }
    tell(
      outcomes, done: "to make; nothing was changed yet",
      next: isAnyChanged ? "To change it:\n  \(check.mendingCall("--fix", scope))" : nil)
    tellOfOthers(outcomes.flatMap(\.mending.check.findings), outcomes)
    Rewrite.tell(of: unread)
    if !unread.isEmpty { leave(ExitStatus.usage) }
    let left = FindingCounts(outcomes.flatMap(\.mending.check.findings))
    if check.bar.fails(left) || isAnyChanged && !check.bar.exitZero { leave(ExitStatus.findings) }
  }

  /// What was made of each file, then what more there is to do.
  private func tell(_ outcomes: [Outcome], done: String, next: String? = nil) {
    for outcome in outcomes {
      let mending = outcome.mending
      let name = outcome.rewrite.name
      guard outcome.rewrite.problem == nil else {
        outcome.rewrite.tellOfProblem()
        continue
      }
      if !mending.made.isEmpty { say("\(name): \(Rewrite.counted(mending.made.count, "fix", "fixes")) \(done).") }
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
      "\(Rewrite.counted(count, "more fix needs", "more fixes need")) a look, since \(they) may change what the script means. "
        + "To see \(them):")
    say("  \(check.mendingCall("--diff", .all))")
  }

  /// What could be mended in files that were imported, and not named.
  private func tellOfOthers(_ findings: [Finding], _ outcomes: [Outcome]) {
    let named = Set(outcomes.map { Files.real($0.rewrite.before.name) ?? $0.rewrite.before.name })
    let others = Set(findings.flatMap { $0.fix?.edits.map(\.place.file) ?? [] })
      .filter { !named.contains(Files.real($0) ?? $0) }.sorted()
    guard !others.isEmpty else { return }
    let names = others.prefix(5).map { Display.plain($0, limit: 400) } + (others.count > 5 ? ["others"] : [])
    say(
      "There is something to mend in \(Suggestion.list(Array(names), "and")), too, which only \(others.count == 1 ? "is" : "are") "
        + "imported here: name \(others.count == 1 ? "it" : "them") in the call to have that done.")
  }
}
