public import JourneyRules
public import JourneySyntax

/// A script that allows from now on what rules find in it: what it became, and what was written.
public struct Waiving: Sendable {
  /// What came of checking the script as it is now.
  public let check: Check
  /// The lines that were written, in the order of what they are for.
  public let written: [NewWaiver]

  /// The script as it is now.
  public var source: Source { check.model.trees[0].source }
}

extension Engine {
  /// Writes an `allow` line for each finding of a rule, one for each rule and item.
  ///
  /// What the lines lead to is checked before they are taken: each waives what it is for, and brings no error. Only the
  /// script itself is changed, never what it imports. A script that allows everything stays as it is.
  ///
  /// - Parameters:
  ///   - source: The script.
  ///   - reason: Why it is allowed.
  ///   - until: The last day on which it is.
  ///   - checks: How often the script may be checked anew.
  ///   - isMeant: Which of the findings are to be waived.
  public func waive(
    _ source: Source, because reason: String, until: Day? = nil, checks: Int = 1_000,
    where isMeant: (Finding) -> Bool = { _ in true }
  ) -> Waiving {
    let engine = begun.seeingAll
    var work = WaivingWork(engine: engine, check: engine.check(source), reason: reason, until: until, checks: checks)
    while work.round(isMeant) {}
    // What limits hide is waived all the same; shown, it is as a check shows it.
    let isLong = work.check.findings.count > limits.findings
    return Waiving(check: isLong ? check(work.check.model.trees[0].source) : work.check, written: work.written)
  }
}

/// The rounds of writing waivers. In each, a line is written for all that is open, and the script is checked anew; a line
/// that does not help is tried in another way.
private struct WaivingWork {
  let engine: Engine
  private(set) var check: Check
  let reason: String
  let until: Day?
  var checks: Int
  private(set) var written: [NewWaiver] = []
  /// The lines that do not help, by their words and what they are for.
  private var refused: Set<String> = []

  init(engine: Engine, check: Check, reason: String, until: Day?, checks: Int) {
    (self.engine, self.check, self.reason, self.until, self.checks) = (engine, check, reason, until, checks)
  }

  /// Writes what can be written at once; no where nothing is left to try.
  mutating func round(_ isMeant: (Finding) -> Bool) -> Bool {
    guard checks > 0, engine.limits.interruption == nil else { return false }
    let writer = NewWaivers(in: check.model, because: reason, until: until)
    var seen: Set<NewWaiver> = []
    let wanted = check.findings.filter { $0.isRule && isMeant($0) }.compactMap { finding in
      writer.ways(to: finding).first { !refused.contains(key(of: $0)) }
    }.filter { seen.insert($0).inserted }
    guard !wanted.isEmpty else { return false }
    var set: [NewWaiver] = []
    let base = check
    settle(writer.needed(of: wanted)[...], besides: &set, in: base, writer)
    written += set
    return true
  }

  private func key(of waiver: NewWaiver) -> String { "\(check.model.path(of: waiver.item)) \(waiver.line)" }

  /// Writes those of some lines that help, together with those that were found to help before.
  private mutating func settle(
    _ waivers: ArraySlice<NewWaiver>, besides set: inout [NewWaiver], in base: Check, _ writer: NewWaivers
  ) {
    guard checks > 0 else { return }
    checks -= 1
    if let source = base.model.trees[0].source.making(writer.edits(for: set + waivers)) {
      let trial = engine.check(source)
      if WaivingWork.helps(trial, set + waivers, after: base) {
        check = trial
        set += waivers
        return
      }
    }
    guard waivers.count > 1 else {
      for waiver in waivers { refused.insert("\(base.model.path(of: waiver.item)) \(waiver.line)") }
      return
    }
    let middle = waivers.startIndex + waivers.count / 2
    settle(waivers[..<middle], besides: &set, in: base, writer)
    settle(waivers[middle...], besides: &set, in: base, writer)
  }

  /// Whether some lines bring no error, and each waives something.
  private static func helps(_ trial: Check, _ waivers: [NewWaiver], after base: Check) -> Bool {
    guard errors(trial) <= errors(base) else { return false }
    let lines = Dictionary(grouping: waivers, by: \.rule)
    let (open, before) = (counts(trial), counts(base))
    return lines.allSatisfy { rule, lines in open[rule, default: 0] <= before[rule, default: 0] - lines.count }
      && NewWaivers.upkeep.allSatisfy { open[$0, default: 0] <= before[$0, default: 0] }
  }

  private static func errors(_ check: Check) -> Int { check.findings.count { !$0.isRule && $0.severity == .error } }

  private static func counts(_ check: Check) -> [String: Int] {
    check.findings.reduce(into: [:]) { if $1.isRule { $0[$1.code, default: 0] += 1 } }
  }
}
