public import JourneySyntax

/// A script mended by the fixes that its own findings offer: what it became, and what was done.
public struct Mending: Sendable {
  /// What came of checking the script as it is now.
  public let check: Check
  /// The findings whose fixes were made, in the order in which they were.
  public let made: [Finding]
  /// The findings whose fixes were not made, since more would have been wrong after them.
  public let refused: [Finding]
  /// Whether nothing is left to make; no where the work was ended before, and mending again would go on.
  public let isFinished: Bool

  /// The script as it is now.
  public var source: Source { check.model.trees[0].source }
}

/// Which fixes are made without anybody looking at each.
public enum MendingScope: Sendable {
  /// Those that cannot change what a script means beyond mending the finding.
  case safe
  /// All of them.
  case all
}

extension Engine {
  /// Makes the fixes that the findings of a script offer, until none is left that makes it better.
  ///
  /// A script never becomes worse: what a set of fixes leads to is checked before it is taken, and of a set that does
  /// not help the fixes are tried in ever smaller parts. Only the script itself is changed, never what it imports. The
  /// same script gives the same result, and a mended one gives itself.
  ///
  /// - Parameters:
  ///   - source: The script.
  ///   - scope: Which fixes are made.
  ///   - checks: How often the script may be checked anew; after that many the mending ends where it is. It does so as
  ///     well when the engine's deadline is over, which all checks share, or it is cancelled.
  public func mend(_ source: Source, _ scope: MendingScope = .safe, checks: Int = 1_000) -> Mending {
    var work = MendingWork(engine: begun, source: source, scope: scope, checks: checks)
    while work.round() {}
    // What limits hide was counted while mending; shown, it is as a check shows it.
    let isLong = work.check.findings.count > limits.findings
    return Mending(
      check: isLong ? check(work.source) : work.check, made: work.made,
      refused: work.check.findings.filter { work.refused.contains($0) }, isFinished: !work.isEnded)
  }
}

/// The rounds of a mending. In each, all fixes are made that do not touch each other, and the script is checked anew.
private struct MendingWork {
  /// Sees all findings: where the limit hid some, mending those that are shown would only bring up the next.
  private let engine: Engine
  private let scope: MendingScope
  private var checksLeft: Int
  private(set) var check: Check
  private(set) var made: [Finding] = []
  /// What does not help as the script is now.
  private(set) var refused: Set<Finding> = []

  init(engine: Engine, source: Source, scope: MendingScope, checks: Int) {
    self.engine = engine.seeingAll
    self.scope = scope
    checksLeft = checks
    check = self.engine.check(source)
  }

  var source: Source { check.model.trees[0].source }
  var isEnded: Bool { checksLeft <= 0 || engine.limits.interruption != nil }

  /// Makes what can be made at once; false where nothing is left to try.
  mutating func round() -> Bool {
    let candidates = candidates
    guard !candidates.isEmpty, !isEnded else { return false }
    var set: [Finding] = []
    let base = source
    settle(candidates[...], besides: &set, in: base)
    if !set.isEmpty {
      made += set
      // What did not help before may help now.
      refused = []
    }
    return true
  }

  /// Makes those of some fixes that help, together with those that were found to help before.
  private mutating func settle(_ findings: ArraySlice<Finding>, besides set: inout [Finding], in base: Source) {
    guard !isEnded else { return }
    checksLeft -= 1
    let edits = (set + findings).flatMap { $0.fix?.edits ?? [] }
    if let source = base.making(edits) {
      let trial = engine.check(source)
      if MendingWork.isBetter(trial.findings, than: check.findings) {
        check = trial
        set += findings
        return
      }
    }
    guard findings.count > 1 else { return refused.formUnion(findings) }
    let middle = findings.startIndex + findings.count / 2
    settle(findings[..<middle], besides: &set, in: base)
    settle(findings[middle...], besides: &set, in: base)
  }

  /// The findings whose fixes may be made, none touching another: the safe ones first, else as they stand in the script.
  private var candidates: [Finding] {
    let name = source.name
    let open = check.findings.filter { finding in
      guard let fix = finding.fix, fix.isSafe || scope == .all, !fix.edits.isEmpty else { return false }
      return fix.edits.allSatisfy { $0.place.file == name } && !refused.contains(finding)
    }
    var taken = TakenRanges()
    return (open.filter { $0.fix?.isSafe == true } + open.filter { $0.fix?.isSafe == false })
      .filter { taken.take($0.fix?.edits.map(\.place.range) ?? []) }
  }

  /// Whether a change is one for the better: fewer lines that cannot be understood; or else no new error, and less to
  /// mend in all.
  ///
  /// The rules are silent about what cannot be understood, so they may say more once it is.
  private static func isBetter(_ new: [Finding], than old: [Finding]) -> Bool {
    // A check that ended early has fewer findings, and says nothing.
    guard !new.contains(where: { Code.ends.contains($0.code) }) else { return false }
    let (unread, unreadBefore) = (new.count { isUnread($0) }, old.count { isUnread($0) })
    guard unread == unreadBefore else { return unread < unreadBefore }
    let (errors, errorsBefore) = (new.count { $0.severity == .error }, old.count { $0.severity == .error })
    return errors <= errorsBefore && new.count < old.count
  }

  /// Whether a finding says that something cannot be understood.
  private static func isUnread(_ finding: Finding) -> Bool {
    finding.severity == .error && !finding.isRule && finding.code != Code.notTrue.rawValue
  }
}

/// The ranges that edits have taken; two that touch are kept apart too, for which comes first would be open.
private struct TakenRanges {
  /// Apart from each other, and sorted.
  private var ranges: [ByteRange] = []

  /// Takes the ranges of one fix, all or none.
  mutating func take(_ wanted: [ByteRange]) -> Bool {
    guard wanted.allSatisfy({ isFree($0) }) else { return false }
    for range in wanted { ranges.insert(range, at: place(of: range)) }
    return true
  }

  private func isFree(_ range: ByteRange) -> Bool {
    let place = place(of: range)
    if place > 0, ranges[place - 1].upper >= range.lower { return false }
    return place == ranges.count || ranges[place].lower > range.upper
  }

  /// The number of the first range that begins at a range's start or behind it.
  private func place(of range: ByteRange) -> Int {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].start < range.start { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
