import Journey

/// How much may be found until a run fails.
struct Bar {
  var failOn = Severity.warning
  /// How many warnings are allowed, whatever `failOn` says of them.
  var maxWarnings: Int?
  var exitZero = false

  /// Whether a run fails with so many findings.
  func fails(_ counts: FindingCounts) -> Bool { !exitZero && isReached(counts) }

  private func isReached(_ counts: FindingCounts) -> Bool {
    let warningsFail = maxWarnings.map { counts.warnings > $0 } ?? (failOn <= .warning && counts.warnings > 0)
    return counts.errors > 0 || warningsFail || (failOn == .info && counts.infos > 0)
  }

  /// Why a run fails, where the report does not show it; a line each.
  func reasons(_ results: CheckResults) -> [String] {
    let counts = results.counts
    guard fails(counts) else { return [] }
    var reasons: [String] = []
    if let most = maxWarnings, counts.warnings > most {
      let warnings = counts.warnings == 1 ? "1 warning" : "\(counts.warnings) warnings"
      reasons.append("\(warnings), more than the \(most) that --max-warnings allows")
    }
    if reasons.isEmpty, !isReached(FindingCounts(results.ordered)) {
      reasons.append("what --min-severity does not show makes the exit code 1, since --fail-on is \(failOn)")
    }
    return reasons
  }
}
