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
  var all: [Finding] { findings.inReadingOrder(files: checkedFiles + sources.map(\.name)) }

  /// How many findings there are of each severity, be they listed or not.
  public var counts: FindingCounts { FindingCounts(findings) }
  /// How many of them are milder than what a report lists.
  public var unshown: FindingCounts { FindingCounts(findings.filter { $0.severity < leastShown }) }

  /// What was checked and found, and what of it is not listed, as a sentence or two.
  public var sentence: String {
    let sentence = counts.sentence(files: checkedFiles.count, waived: waived.count)
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
  public func sentence(files: Int, waived: Int = 0) -> String {
    var parts = parts
    if parts.isEmpty, waived > 0 { parts.append("nothing to mend") }
    if waived > 0 { parts.append("\(waived) waived") }
    // Findings without a file come from the project's settings, say: they are not to be lost.
    if files == 0, parts.isEmpty { return "No files to check." }
    return
      "Checked \(FindingCounts.counted(files, "file")): \(parts.isEmpty ? "nothing to mend" : parts.joined(separator: ", "))."
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
