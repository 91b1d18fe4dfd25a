import Journey

/// What must hold for findings, whatever they are about.
enum FindingChecks {
  /// Each points into a source that is there, to characters and not into them, and says something.
  static func places(of findings: [Finding], in sources: [Source]) -> [String] {
    let known = Dictionary(sources.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var problems: [String] = []
    func look(_ place: Place, _ what: String) {
      // What the library says of itself, and what a call says, has no source here.
      guard let source = known[place.file] else { return }
      if place.range.upper > source.count { problems.append("\(what) points behind the end of \(place.file)") }
    }
    for finding in findings {
      if finding.title.isEmpty { problems.append("\(finding.code) says nothing") }
      look(finding.place, finding.code)
      for related in finding.related { look(related.place, "\(finding.code), related,") }
      for edit in finding.fix?.edits ?? [] { look(edit.place, "the fix of \(finding.code)") }
      guard let fix = finding.fix, let file = fix.edits.first?.place.file, let source = known[file] else { continue }
      if source.making(fix.edits.filter { $0.place.file == file }) == nil {
        problems.append("the fix of \(finding.code) cannot be made")
      }
    }
    return Array(problems.prefix(4))
  }

  /// Whether a check ended early, left findings out, or came near to a limit: that depends on the steps that it took.
  static func isCut(_ findings: [Finding]) -> Bool {
    let others: [Code] = [.tooManyFindings, .tooDeep, .tooManyImports, .textTooLong, .nearLimit]
    let ends = Code.ends.union(others.map(\.rawValue))
    return findings.contains { ends.contains($0.code) }
  }

  /// A check in bytes: its model, its findings, its waived findings.
  static func text(of check: Check) -> String {
    let results = CheckResults(
      checkedFiles: ["fuzz"], findings: check.findings, waived: check.waived, sources: check.sources)
    return ModelJSON.text(of: check.model) + JSONReport().text(results)
  }
}
