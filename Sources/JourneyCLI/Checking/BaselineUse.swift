import Journey

/// What a call does with a baseline.
struct BaselineUse {
  private enum Use {
    case none
    case write(String)
    case compare(String)
  }

  private var use = Use.none
  private var prunes = false
  private var isStrict = false

  /// The largest file that is read.
  private static let limit = 16 << 20

  /// No baseline.
  init() {}

  /// What a call says.
  init(_ options: BaselineOptions) throws {
    prunes = options.pruneBaseline
    isStrict = options.strictBaseline
    switch (options.writeBaseline, options.baseline) {
    case (let file?, nil): use = .write(try BaselineUse.file(file, of: "--write-baseline"))
    case (nil, let file?): use = .compare(try BaselineUse.file(file, of: "--baseline"))
    case (_?, _?):
      throw Failure.usage(
        "--write-baseline writes what is found now, and --baseline leaves out what was written: say one of them; "
          + "--baseline FILE --prune-baseline takes out what is not found any more")
    case (nil, nil): break
    }
    guard prunes || isStrict else { return }
    guard case .compare = use else {
      throw Failure.usage("\(prunes ? "--prune-baseline" : "--strict-baseline") takes a baseline: add --baseline FILE")
    }
  }

  private static func file(_ name: String, of option: String) throws -> String {
    guard !name.isEmpty, name != "-" else { throw Failure.usage("\(option) takes the name of a file") }
    guard !name.hasSuffix(".journey") else {
      throw Failure.usage("\(option) \(name): a baseline is no script; name it journey-baseline.json, say")
    }
    return name
  }

  /// Whether the rules are to tell all that they find, however much.
  var isOn: Bool { if case .none = use { false } else { true } }
  private var isWriting: Bool { if case .write = use { true } else { false } }

  /// Refuses what cannot be done together.
  func refuseContradictions(_ variants: Variants, _ changes: Repository.Scope?, rewrites: Bool) throws {
    guard isOn else { return }
    if rewrites {
      throw Failure.usage(
        "scripts are changed, or a baseline is used: leave \(isWriting ? "--write-baseline" : "--baseline") out to mend "
          + "what it has, too")
    }
    guard isWriting else { return }
    if !variants.isPlain {
      throw Failure.usage("a baseline has what is found in journeys as they stand: leave --scenario and --set out")
    }
    if let changes {
      throw Failure.usage("a baseline has what is found in whole scripts: leave \(changes.option) out")
    }
  }

  // MARK: A run

  /// The findings of a run beside the baseline that a call names.
  struct Run {
    fileprivate let file: String
    fileprivate let old: Baseline
    fileprivate let isWriting: Bool
    fileprivate var findings: BaselineRun
    private let folder: String

    fileprivate init(_ file: String, _ old: Baseline, isWriting: Bool) throws {
      let name = Imports.folder(of: Files.real(file) ?? file)
      guard let folder = Files.real(name.isEmpty ? "." : name) else {
        throw Failure.usage("\(file): there is no such folder")
      }
      (self.file, self.old, self.isWriting, self.folder) = (file, old, isWriting, folder)
      findings = BaselineRun { Paths.relative(Paths.absolute($0) ?? $0, from: folder) }
    }

    /// Takes note of a script that was checked.
    mutating func note(_ check: Journey.Check) throws {
      guard check.sources[0].name != Script.standardInput else {
        throw Failure.usage("standard input has no name that a baseline could know: name the file")
      }
      findings.note(check)
    }

    fileprivate func isThere(_ path: String) -> Bool { Files.isFolder("\(folder)/\(path)") == false }
  }

  /// What is left to say and do once the findings are reported.
  struct Outcome {
    /// How many findings were written, where they were.
    fileprivate var written: Int?
    fileprivate var comparison: BaselineRun.Outcome?
    fileprivate var isPruned = false
    /// Whether the file is another one than before.
    fileprivate var isRewritten = false
  }

  /// Reads the baseline, if there is to be one.
  func begin() throws -> Run? {
    switch use {
    case .none: nil
    case .compare(let file): try Run(file, try BaselineUse.read(file), isWriting: false)
    case .write(let file):
      try Run(file, Files.isFolder(file) == nil ? Baseline() : try BaselineUse.read(file), isWriting: true)
    }
  }

  private static func read(_ file: String) throws -> Baseline {
    guard Files.isFolder(file) != nil else {
      throw Failure.usage(
        "\(file): there is no such baseline; to write what is found now into it, say --write-baseline \(file)")
    }
    let bytes: [UInt8]
    do throws(FileProblem) { bytes = try Files.read(file, limit: limit, allowsPipes: false) } catch {
      throw Failure.usage("\(file): \(error.reason)")
    }
    do throws(Baseline.Problem) { return try Baseline(reading: bytes) } catch {
      throw Failure.usage(
        "\(file):\(error.line): this is no baseline that can be read: \(error.reason)\n"
          + "Mend it, or delete it and have it written anew by --write-baseline")
    }
  }

  /// Parts what is known from the results of a run, and writes what is to be written.
  ///
  /// - Parameters:
  ///   - isWhole: Whether the rules looked at the journeys as they stand.
  ///   - looked: Whether a rule looked.
  func finish(
    _ run: Run?, _ results: inout CheckResults, isWhole: Bool, looked: (String) -> Bool = { _ in true }
  ) throws -> Outcome {
    guard let run else { return Outcome() }
    let looked = { isWhole && looked($0) }
    var baseline = run.old
    var outcome = Outcome()
    if run.isWriting {
      baseline = run.findings.baseline(keeping: run.old, isThere: run.isThere, looked: looked)
      outcome.written = baseline.count
    }
    let comparison = run.findings.compared(with: baseline, isThere: run.isThere, looked: looked)
    results.hasBaseline = true
    results.known = results.findings.filter { comparison.known.contains($0) }
    results.findings.removeAll { comparison.known.contains($0) }
    outcome.comparison = comparison
    if prunes { baseline = comparison.pruned }
    (outcome.isPruned, outcome.isRewritten) = (prunes, baseline != run.old)
    if outcome.isRewritten || run.isWriting { try write(baseline, run.file) }
    return outcome
  }

  private func write(_ baseline: Baseline, _ file: String) throws {
    do throws(FileProblem) { try Files.replace(file, with: Array(baseline.text.utf8)) } catch {
      throw Failure.usage("\(file): it cannot be written: \(error.reason)")
    }
  }

  // MARK: What is said

  /// How many stale entries are named.
  private static let named = 5

  /// Says what became of the baseline.
  ///
  /// - Parameter call: The call that takes stale entries out.
  func tell(_ outcome: Outcome, to descriptor: Int32, call: (_ options: [String]) -> String) {
    if let count = outcome.written, case .write(let file) = use {
      let errors = "errors of the language are in no baseline"
      Files.write(
        "\(Display.plain(file, limit: 400)): \(count) finding\(count == 1 ? "" : "s") written; \(errors).\n"
          + "To be told what is new:\n  \(call(["--baseline", file]))\n", to: descriptor)
      return
    }
    guard let stale = outcome.comparison?.stale, case .compare(let file) = use else { return }
    let name = Display.plain(file, limit: 400)
    guard !stale.isEmpty else {
      if outcome.isRewritten {
        Files.write("\(name): entries went along with files that have other names now.\n", to: descriptor)
      }
      return
    }
    let count = stale.reduce(0) { $0 + $1.count }
    let one = count == 1
    var text =
      outcome.isPruned
      ? "\(count) \(one ? "entry was" : "entries were") taken out of \(name), since \(one ? "it is" : "they are") not found any more:\n"
      : "\(count) \(one ? "entry" : "entries") of \(name) \(one ? "is" : "are") stale, since \(one ? "it is" : "they are") not found any more:\n"
    for entry in stale.prefix(BaselineUse.named) {
      let times = entry.count == 1 ? "" : " (\(entry.count) times)"
      let item = entry.item.map { ", \(Display.plain($0, limit: 200))" } ?? ""
      text += "  \(Display.plain(entry.file, limit: 400)): \(Display.plain(entry.rule))\(item)\(times)\n"
    }
    let more = stale.dropFirst(BaselineUse.named).reduce(0) { $0 + $1.count }
    if more > 0 { text += "  … and \(more) more\n" }
    if !outcome.isPruned {
      text += "To take \(one ? "it" : "them") out:\n  \(call(["--baseline", file, "--prune-baseline"]))\n"
    }
    // In GitHub Actions a line may be a command, and a file may be called like one.
    Files.write(GitHubReport.defused(text), to: descriptor)
  }

  /// Whether the command fails for what the baseline has and nobody finds.
  func fails(_ outcome: Outcome) -> Bool {
    isStrict && !outcome.isPruned && outcome.comparison.map { !$0.stale.isEmpty } ?? false
  }
}
