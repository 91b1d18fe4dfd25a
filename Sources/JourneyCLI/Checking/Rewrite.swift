import Journey

/// A script with what it is to become, and what became of that.
struct Rewrite {
  let path: String
  let engine: Engine
  let before: Source
  let after: Source
  /// Why the file stays as it was, where it had to.
  private(set) var problem: String?

  init(path: String, engine: Engine, before: Source, after: Source) {
    (self.path, self.engine, self.before, self.after) = (path, engine, before, after)
  }

  var isChanged: Bool { before.padded != after.padded }
  /// The script's name, for people.
  var name: String { Display.plain(before.name, limit: 400) }

  /// Writes the script if it changed; standard input comes out, changed or not.
  ///
  /// - Parameter again: What to do once more where another program was faster.
  mutating func write(again: String) {
    let bytes = Array(after.padded[..<after.count])
    if path == "-" { Files.write(bytes) }
    guard isChanged, path != "-" else { return }
    do throws(FileProblem) {
      let now = try Files.read(path, limit: Limits().bytes)
      guard now.elementsEqual(before.padded[..<before.count]) else {
        problem = "another program changed it meanwhile; call again to \(again) it as it is now"
        return
      }
      try Files.replace(path, with: bytes)
    } catch {
      problem = "it cannot be written: \(error.reason)"
    }
  }

  /// Shows what changes, or nothing where nothing does.
  func show(as suffix: String) {
    guard isChanged else { return }
    let diff = LineDiff(
      of: before.name, from: before.text(before.range), to: after.text(after.range), suffix: suffix)
    Files.write(diff.text(Terminal.palette))
  }

  func tellOfProblem() {
    if let problem { Rewrite.say("journey: \(name): nothing was changed here: \(problem)") }
  }

  // MARK: All of a call

  /// What there is now: in a file that could not be written all that was, and where files import each other, with what
  /// became of the others.
  static func results(of rewrites: [(rewrite: Rewrite, check: Journey.Check)]) -> CheckResults {
    let isAnyChanged = rewrites.contains { $0.rewrite.isChanged }
    let checks = rewrites.map { rewrite, check in
      if rewrite.problem != nil { return rewrite.engine.check(rewrite.before) }
      return isAnyChanged && check.sources.count > 1 ? rewrite.engine.check(rewrite.after) : check
    }
    var results = CheckResults(
      checkedFiles: rewrites.map(\.rewrite.before.name), findings: checks.flatMap(\.findings),
      waived: checks.flatMap(\.waived), sources: checks.flatMap(\.sources))
    for check in checks { results.noteRules(of: check.model) }
    results.dropRepeats()
    return results
  }

  /// Where a report goes: the script of standard input takes its place.
  static func output(beside rewrites: [Rewrite], _ scripts: Scripts) -> Int32 {
    scripts.passesOverInput || rewrites.contains { $0.path == "-" } ? messages : Files.standardOutput
  }

  /// Gives standard input back as it came: an editor puts in a script's place what comes out, also of one that is passed
  /// over.
  static func passOverInput() throws {
    do throws(FileProblem) {
      Files.write(try Files.read("-", limit: Limits().bytes))
    } catch {
      throw Failure.files([error])
    }
  }

  /// Says what could not be read.
  static func tell(of unread: [FileProblem]) {
    if !unread.isEmpty { say("journey: \(Failure.files(unread))") }
  }

  private static let messages = Files.standardError

  /// Says what is not part of the output.
  static func say(_ line: String) { Files.write(GitHubReport.defused(line) + "\n", to: messages) }

  static func counted(_ count: Int, _ one: String, _ several: String) -> String {
    "\(count) \(count == 1 ? one : several)"
  }
}

extension Check {
  /// What is made of each script, and what could not be read.
  func each<Outcome>(
    _ make: (_ path: String, Source, Engine) -> Outcome
  ) throws -> (outcomes: [Outcome], unread: [FileProblem], scripts: Scripts) {
    var projects = try Projects(config: config, vocabulary: vocabulary)
    let scripts = try Scripts(paths, choice, &projects)
    var unread = scripts.problems
    var outcomes: [Outcome] = []
    for file in scripts.files {
      let engine = try engine(for: scripts.place(of: file), &projects)
      switch scripts.reading(file, { make(file, $0, engine) }) {
      case .success(let outcome): outcomes.append(outcome)
      case .failure(let problem): unread.append(problem)
      }
    }
    guard unread.isEmpty || !outcomes.isEmpty else { throw Failure.files(unread) }
    return (outcomes, unread, scripts)
  }
}
