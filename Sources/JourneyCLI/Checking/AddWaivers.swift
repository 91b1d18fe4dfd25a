import Journey

/// What `journey check --add-waivers` does: allows in each file what rules find there, and says what is left.
struct AddWaivers {
  let check: Check
  let reason: String
  let until: Day?
  let showsDiff: Bool

  /// A file with what became of it.
  private struct Outcome {
    var rewrite: Rewrite
    let waiving: Waiving
  }

  func run() throws {
    var (outcomes, unread, scripts) = try check.each { path, source, engine in outcome(path, source, engine) }
    regardImports(&outcomes)
    // Before anything is written: a wrong call changes nothing.
    var selection = check.selection
    for outcome in outcomes { selection.note(outcome.waiving.check) }
    try selection.finish()
    if showsDiff { return show(outcomes, unread) }
    if scripts.passesOverInput { try Rewrite.passOverInput() }
    for index in outcomes.indices { outcomes[index].rewrite.write(again: "do") }
    let results = selection.shown(Rewrite.results(of: outcomes.map { ($0.rewrite, $0.waiving.check) }))
    let output = Rewrite.output(beside: outcomes.map(\.rewrite), scripts)
    let reported = Result { try check.write(results, to: output) }
    tell(outcomes, results.findings, done: "written")
    Rewrite.tell(of: unread)
    try reported.get()
    if !unread.isEmpty || outcomes.contains(where: { $0.rewrite.problem != nil }) { leave(ExitStatus.usage) }
    if check.bar.fails(results.counts) { leave(ExitStatus.findings) }
  }

  private func outcome(_ path: String, _ source: Source, _ engine: Engine) -> Outcome {
    let waiving = engine.waive(source, because: reason, until: until) { $0.severity >= check.selection.leastShown }
    return Outcome(
      rewrite: Rewrite(path: path, engine: engine, before: source, after: waiving.source), waiving: waiving)
  }

  /// Waives anew where an imported file got lines: what is allowed there need not be allowed here.
  private func regardImports(_ outcomes: inout [Outcome]) {
    let numbers = Dictionary(
      outcomes.indices.map { (Files.real(outcomes[$0].rewrite.path) ?? "", $0) },
      uniquingKeysWith: { first, _ in first })
    // A file imports all that those import which it imports, and so has more of them.
    let importing = outcomes.indices.filter { outcomes[$0].waiving.check.sources.count > 1 }
      .sorted { outcomes[$0].waiving.check.sources.count < outcomes[$1].waiving.check.sources.count }
    for number in importing {
      let rewrite = outcomes[number].rewrite
      var instead: [String: Source] = [:]
      for source in outcomes[number].waiving.check.sources.dropFirst() {
        guard let path = Files.real(source.name), let other = numbers[path], outcomes[other].rewrite.isChanged else {
          continue
        }
        instead[path] = outcomes[other].rewrite.after
      }
      guard !instead.isEmpty else { continue }
      let loader = Imports.loader(limits: rewrite.engine.limits, instead: instead)
      let anew = outcome(rewrite.path, rewrite.before, rewrite.engine.importing(by: loader))
      outcomes[number] = Outcome(
        rewrite: Rewrite(path: rewrite.path, engine: rewrite.engine, before: rewrite.before, after: anew.rewrite.after),
        waiving: anew.waiving)
    }
  }

  // MARK: What is said

  private func show(_ outcomes: [Outcome], _ unread: [FileProblem]) {
    for outcome in outcomes { outcome.rewrite.show(as: "(with waivers)") }
    let findings = outcomes.flatMap(\.waiving.check.findings)
    tell(outcomes, findings, done: "to write; nothing was changed yet")
    let isAnyChanged = outcomes.contains { $0.rewrite.isChanged }
    if isAnyChanged {
      var options = ["--add-waivers", "--because", reason]
      if let until { options += ["--until", until.text] }
      if check.selection.leastShown > .info { options += ["--min-severity", check.selection.leastShown.rawValue] }
      Rewrite.say("To write them:\n  \(check.call(options))")
    }
    Rewrite.tell(of: unread)
    if !unread.isEmpty { leave(ExitStatus.usage) }
    if check.bar.fails(FindingCounts(findings)) || isAnyChanged && !check.bar.exitZero { leave(ExitStatus.findings) }
  }

  /// What was written into each file, then what cannot be waived.
  private func tell(_ outcomes: [Outcome], _ findings: [Finding], done: String) {
    for outcome in outcomes {
      guard outcome.rewrite.problem == nil else {
        outcome.rewrite.tellOfProblem()
        continue
      }
      let written = outcome.waiving.written
      guard !written.isEmpty else { continue }
      Rewrite.say("\(outcome.rewrite.name): \(Rewrite.counted(written.count, "waiver", "waivers")) \(done).")
      let rules = Dictionary(grouping: written, by: \.rule).mapValues(\.count)
      for (rule, count) in rules.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
        Rewrite.say("  \(Display.plain(rule))\(count == 1 ? "" : ", \(count) times")")
      }
    }
    if outcomes.allSatisfy({ $0.waiving.written.isEmpty }) { Rewrite.say("No waiver to write.") }
    tellOfLeft(findings)
  }

  /// What is there still, and why.
  private func tellOfLeft(_ findings: [Finding]) {
    let errors = findings.count { !$0.isRule && $0.severity == .error }
    if errors > 0 {
      Rewrite.say(
        "\(Rewrite.counted(errors, "error of the language is", "errors of the language are")) left: only what rules find "
          + "can be waived, and some rules are silent until such errors are mended.")
    }
    let rules = findings.filter { $0.isRule && $0.severity >= check.selection.leastShown }
    let outdated = rules.count { NewWaivers.upkeep.contains($0.code) }
    if outdated > 0 {
      let upkeep =
        check.selection.choices.only.isEmpty ? ["--only", NewWaivers.upkeep.sorted().joined(separator: ",")] : []
      Rewrite.say(
        "\(Rewrite.counted(outdated, "waiver is", "waivers are")) over or for nothing, and cannot be waived. To see what "
          + "would go:\n  \(check.call(["--diff", "--unsafe-fixes"] + upkeep))")
    }
    let left = rules.filter { !NewWaivers.upkeep.contains($0.code) }
    guard !left.isEmpty else { return }
    Rewrite.say(
      "\(Rewrite.counted(left.count, "finding is", "findings are")) left for which no line can be written here, in what is "
        + "imported or outside all items:")
    for finding in left.prefix(10) {
      Rewrite.say(
        "  \(Display.plain(finding.place.file, limit: 400)): \(Display.plain(finding.code)): "
          + Display.plain(finding.title, limit: 200))
    }
    if left.count > 10 { Rewrite.say("  … and \(left.count - 10) more") }
  }
}
