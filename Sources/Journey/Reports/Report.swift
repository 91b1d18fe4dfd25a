public import JourneyModel
public import JourneyRules
public import JourneySyntax

/// What came of a run over some files: everything that a report may want to tell.
public struct CheckResults: Sendable {
  /// The names of the files that were asked for, in that order.
  public var checkedFiles: [String]
  /// What is to be mended, in any order.
  public var findings: [Finding]
  /// What was found, and the scripts allow.
  public var waived: [WaivedFinding]
  /// The sources that places name, imported ones included; a place in any other file is named, not shown.
  public var sources: [Source]
  /// The rules that the scripts declare themselves; a report may tell more of a rule than its name.
  public var declaredRules: [Rule] = []
  /// The mildest finding that makes the run fail.
  public var failOn = Severity.warning
  /// Where the names of files lead from; without it they lead from the project's folder.
  public var root: SourceRoot?
  /// The mildest findings that a report lists; milder ones are only counted.
  public var leastShown = Severity.info
  /// What was found, and the baseline has: it is counted, and not shown among what is to be mended.
  public var known: [Finding] = []
  /// Whether there is a baseline; what is not known is new then.
  public var hasBaseline = false
  /// What was found on items that did not change, where only changes are asked for.
  public var unchanged: [Finding] = []
  /// How many files were not checked, since neither they nor what they use changed.
  public var unchangedFiles = 0

  /// The results of a run; without arguments, of one that looked at nothing yet.
  public init(
    checkedFiles: [String] = [], findings: [Finding] = [], waived: [WaivedFinding] = [], sources: [Source] = []
  ) {
    self.checkedFiles = checkedFiles
    self.findings = findings
    self.waived = waived
    self.sources = sources
  }

  /// Takes note of the rules that a script declares, each name once: scripts of a project share them.
  public mutating func noteRules(of model: Model) {
    let known = Set(declaredRules.map(\.name))
    guard model.rules.contains(where: { !known.contains($0.name) }) else { return }
    declaredRules += Rule.declared(in: model).filter { !known.contains($0.name) }
  }

  /// Takes note of the rules of a host.
  public mutating func note(rules: [Rule]) {
    let known = Set(declaredRules.map(\.name))
    declaredRules += rules.filter { !known.contains($0.name) }
  }

  /// Takes out what was found again in a file that several scripts import: one cause is one finding.
  public mutating func dropRepeats() {
    var seen: Set<Finding> = []
    findings.removeAll { !seen.insert($0).inserted }
    var seenWaived: Set<WaivedFinding> = []
    waived.removeAll { !seenWaived.insert($0).inserted }
  }

  /// What a report lists, as one reads it.
  public var ordered: [Finding] { all.filter { $0.severity >= leastShown } }
  /// What is to be mended, be it listed or not, as one reads it.
  var all: [Finding] { inReadingOrder(findings) }
  /// All that was found and is not waived, also what is known or did not change, as one reads it.
  var everything: [Finding] { known.isEmpty && unchanged.isEmpty ? all : inReadingOrder(findings + known + unchanged) }

  /// Findings as one reads them.
  func inReadingOrder(_ findings: [Finding]) -> [Finding] {
    findings.inReadingOrder(files: checkedFiles + sources.map(\.name))
  }

  /// The fingerprints of some findings, which do not depend on what else is listed.
  ///
  /// - Parameter make: The fingerprints of a list.
  func fingerprints(of listed: [Finding], _ make: ([Finding]) -> [String]) -> [String] {
    guard !known.isEmpty || !unchanged.isEmpty || leastShown > .info else { return make(listed) }
    let all = everything + waived.map(\.finding)
    let prints = Dictionary(zip(all, make(all)), uniquingKeysWith: { first, _ in first })
    return listed.map { prints[$0] ?? "" }
  }

  /// How many findings there are of each severity, be they listed or not.
  public var counts: FindingCounts { FindingCounts(findings) }
  /// How many of them are milder than what a report lists.
  public var unshown: FindingCounts { FindingCounts(findings.filter { $0.severity < leastShown }) }

  /// What was checked and found, and what of it is not listed, as a sentence or two.
  public var sentence: String {
    let sentence = counts.sentence(
      files: checkedFiles.count, waived: waived.count, known: known.count, unchanged: unchanged.count,
      unchangedFiles: unchangedFiles)
    return unshown.all == 0 ? sentence : "\(sentence) Not shown: \(unshown.parts.joined(separator: ", "))."
  }
}

/// A way to put results into text: for a person at a terminal, for an editor's list, for a machine.
///
/// A report is a pure function: the same results give the same bytes, wherever and whenever it is made.
public protocol Report: Sendable {
  /// The results as text, in reading order, each line of it ended.
  func text(_ results: CheckResults) -> String
}

extension Report {
  /// Findings as text, where nothing is waived.
  public func text(findings: [Finding], sources: [Source], checkedFiles: [String]) -> String {
    text(CheckResults(checkedFiles: checkedFiles, findings: findings, sources: sources))
  }
}

/// How many findings there are of each severity.
public struct FindingCounts: Hashable, Sendable {
  public var errors = 0
  public var warnings = 0
  public var infos = 0

  /// Counts findings.
  public init(_ findings: some Sequence<Finding>) {
    for finding in findings {
      switch finding.severity {
      case .error: errors += 1
      case .warning: warnings += 1
      case .info: infos += 1
      }
    }
  }

  /// All of them together.
  public var all: Int { errors + warnings + infos }

  /// What was checked and found, as a sentence: `Checked 3 files: 2 errors, 1 warning, 4 notes, 1 waived.`
  ///
  /// - Parameters:
  ///   - files: How many files were checked.
  ///   - waived: How many findings the scripts allow.
  ///   - known: How many findings the baseline has.
  ///   - unchanged: How many findings are on items that did not change.
  ///   - unchangedFiles: How many files were not checked, since nothing in them changed.
  public func sentence(
    files: Int, waived: Int = 0, known: Int = 0, unchanged: Int = 0, unchangedFiles: Int = 0
  ) -> String {
    var parts = parts
    let others = [(waived, "waived"), (known, "in the baseline"), (unchanged, "on what did not change")]
      .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    if parts.isEmpty, !others.isEmpty { parts.append("nothing to mend") }
    parts += others
    // Findings without a file come from the project's settings, say: they are not to be lost.
    if files == 0, parts.isEmpty {
      let same = FindingCounts.counted(unchangedFiles, "file")
      return unchangedFiles == 0
        ? "No files to check."
        : "Nothing to check: \(same) did not change, nor what \(unchangedFiles == 1 ? "it uses" : "they use")."
    }
    let checked =
      unchangedFiles == 0 ? FindingCounts.counted(files, "file") : "\(files) of \(files + unchangedFiles) files"
    return "Checked \(checked): \(parts.isEmpty ? "nothing to mend" : parts.joined(separator: ", "))."
  }

  /// The numbers with their words, those that are not 0: `2 errors`, `1 note`.
  var parts: [String] {
    [(errors, "error"), (warnings, "warning"), (infos, "note")]
      .filter { $0.0 > 0 }.map { FindingCounts.counted($0.0, $0.1) }
  }

  /// A number with its word: `1 file`, `2 files`.
  static func counted(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
}

extension Sequence<Finding> {
  /// The findings as one reads them: by file, then by position, then the heavier first; otherwise as they came.
  ///
  /// - Parameter files: The names of the files in their order; any other file comes after them, by name.
  public func inReadingOrder(files: [String]) -> [Finding] {
    let ranks = Dictionary(files.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let ranked = enumerated().map { number, finding in
      (rank: ranks[finding.place.file] ?? files.count, number: number, finding: finding)
    }
    return ranked.sorted { left, right in
      let (first, second) = (left.finding, right.finding)
      if left.rank != right.rank { return left.rank < right.rank }
      if first.place.file != second.place.file { return first.place.file < second.place.file }
      if first.place.range.start != second.place.range.start {
        return first.place.range.start < second.place.range.start
      }
      if first.severity != second.severity { return first.severity > second.severity }
      return left.number < right.number
    }.map(\.finding)
  }
}
