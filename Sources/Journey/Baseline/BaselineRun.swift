public import JourneySyntax

/// The findings of a run beside a baseline: which of them are known, and which entries are not found again.
public struct BaselineRun: Sendable {
  /// A finding that a baseline may hold.
  private struct Observation {
    let finding: Finding
    let key: Baseline.Key
    /// What it flags, where its file's name is part of what it is known by.
    let flagged: String?
  }

  /// What was found from one script, itself and what it imports.
  private struct Script {
    let path: String
    var observations: [Observation] = []
  }

  private var scripts: [Script] = []
  /// The scripts in which the rules could look at everything.
  private var complete: Set<String> = []
  private let path: @Sendable (String) -> String
  private var paths: [String: String] = [:]

  /// A run that looked at nothing yet.
  ///
  /// - Parameter path: The path from the baseline's folder of a file, by its name.
  public init(_ path: @escaping @Sendable (String) -> String) { self.path = path }

  /// Takes note of a script that was checked. Where it has errors, rules may have been silent, and nothing is concluded
  /// from what they did not say.
  public mutating func note(_ check: Check) {
    let name = check.sources[0].name
    var script = Script(path: known(name))
    if !check.hasErrors { complete.insert(script.path) }
    let findings = check.findings.filter { Baseline.holds($0) }
    let texts = SourceTexts(check.sources, pointedAtBy: findings)
    var seen: Set<Finding> = []
    for finding in findings where seen.insert(finding).inserted {
      let flagged = texts.text(of: finding.place)
      let key = Baseline.Key(
        file: known(finding.place.file), rule: finding.code, item: finding.item?.path,
        hash: Fingerprint.digits(Fingerprint.hash(finding, flagged)))
      script.observations.append(
        Observation(finding: finding, key: key, flagged: finding.item == nil ? flagged : nil))
    }
    scripts.append(script)
  }

  private mutating func known(_ name: String) -> String {
    if let known = paths[name] { return known }
    let path = path(name)
    paths[name] = path
    return path
  }

  /// All that was found.
  ///
  /// A finding in a file that several scripts import is one, however many there are.
  public var baseline: Baseline {
    var baseline = Baseline()
    for script in scripts {
      let counts = script.observations.reduce(into: [:]) { $0[$1.key, default: 0] += 1 }
      for (key, count) in counts {
        let via = script.path == key.file ? nil : script.path
        guard let other = baseline.amounts[key] else {
          baseline.amounts[key] = Baseline.Amount(count: count, via: via)
          continue
        }
        let first = other.via.flatMap { other in via.map { min($0, other) } }
        baseline.amounts[key] = Baseline.Amount(count: max(count, other.count), via: first)
      }
    }
    return baseline
  }

  /// What came of comparing a run with a baseline.
  public struct Outcome: Sendable {
    /// The findings that the baseline has.
    public var known: Set<Finding> = []
    /// The entries that were not found again, in order.
    public var stale: [StaleEntry] = []
    /// The baseline without what is stale, and with what moved where it is now.
    public var pruned: Baseline
  }

  /// An entry of a baseline that was not found again.
  public struct StaleEntry: Sendable, Equatable {
    public let file: String
    public let rule: String
    public let item: String?
    /// How often less than the baseline says.
    public let count: Int
  }

  /// Compares the run with a baseline.
  ///
  /// - Parameters:
  ///   - baseline: What was known before.
  ///   - isThere: Whether a file is there, by its path from the baseline's folder. Entries of one that is not are for what
  ///     is found of the same item in another file, since that may be the same file.
  ///   - looked: Whether a rule looked; what other rules do not find is not stale.
  public func compared(
    with baseline: Baseline, isThere: (String) -> Bool, looked: (String) -> Bool
  ) -> Outcome {
    var matching = EntryMatching(baseline, Set(baseline.amounts.keys.map(\.file).filter { !isThere($0) }))
    for script in scripts { matching.match(script.observations.map { ($0.finding, $0.key) }) }
    for script in scripts { matching.matchMoved(script.observations.map { ($0.finding, $0.key, $0.flagged) }) }
    return matching.outcome { isJudged($0, via: $1, isThere, looked) }
  }

  /// All that was found, and what a baseline has besides of which this run cannot know.
  public func baseline(keeping old: Baseline, isThere: (String) -> Bool, looked: (String) -> Bool) -> Baseline {
    var baseline = baseline
    for (key, amount) in old.amounts where !isJudged(key, via: amount.via, isThere, looked) {
      let found = baseline.amounts[key]
      baseline.amounts[key] = Baseline.Amount(
        count: max(amount.count, found?.count ?? 0), via: found.map { $0.via } ?? amount.via)
    }
    return baseline
  }

  /// Whether this run would have found what an entry is for.
  private func isJudged(
    _ key: Baseline.Key, via: String?, _ isThere: (String) -> Bool, _ looked: (String) -> Bool
  ) -> Bool {
    guard looked(key.rule) else { return false }
    return complete.contains(via ?? key.file) || !isThere(key.file) || via.map { !isThere($0) } ?? false
  }
}

/// The pairing of findings with the entries of a baseline.
private struct EntryMatching {
  private let baseline: Baseline
  /// The files that are not there any more.
  let gone: Set<String>
  /// How much of each entry was found: of several scripts, where most was.
  private var used: [Baseline.Key: Int] = [:]
  /// What was found in another file than its entry says.
  private var moved: [Baseline.Key: (key: Baseline.Key, count: Int)] = [:]
  private var matched: Set<Finding> = []
  private var open: Set<Finding> = []

  /// What is left of an entry's key without its file.
  private struct Subject: Hashable {
    let rule: String
    let item: String?
    let hash: String
  }

  init(_ baseline: Baseline, _ gone: Set<String>) { (self.baseline, self.gone) = (baseline, gone) }

  /// Pairs what one script gave with the entries of the same file.
  mutating func match(_ observations: [(finding: Finding, key: Baseline.Key)]) {
    var counts: [Baseline.Key: Int] = [:]
    for (finding, key) in observations {
      let count = counts[key, default: 0] + 1
      counts[key] = count
      guard count <= baseline.amounts[key]?.count ?? 0 else {
        open.insert(finding)
        continue
      }
      used[key] = max(count, used[key, default: 0])
      matched.insert(finding)
    }
  }

  /// Pairs what is left of one script with what is left of entries whose file is gone.
  mutating func matchMoved(_ observations: [(finding: Finding, key: Baseline.Key, flagged: String?)]) {
    guard !gone.isEmpty, !open.isEmpty else { return }
    let left = baseline.amounts.filter { gone.contains($0.key.file) && $0.value.count > used[$0.key, default: 0] }.keys
      .sorted()
    let entries = Dictionary(grouping: left) { Subject(rule: $0.rule, item: $0.item, hash: $0.hash) }
    let unnamed = Dictionary(grouping: left.filter { $0.item == nil }, by: \.rule)
    var counts: [Baseline.Key: Int] = [:]
    for (finding, key, flagged) in observations where open.contains(finding) {
      let candidates =
        flagged.map { flagged in
          // The name of its file is part of such a finding's hash.
          (unnamed[key.rule] ?? []).filter {
            Fingerprint.digits(Fingerprint.hash(finding, flagged, file: $0.file)) == $0.hash
          }
        } ?? entries[Subject(rule: key.rule, item: key.item, hash: key.hash)] ?? []
      let entry = candidates.first {
        counts[$0, default: 0] + used[$0, default: 0] < baseline.amounts[$0]?.count ?? 0
      }
      guard let entry else { continue }
      counts[entry, default: 0] += 1
      open.remove(finding)
      matched.insert(finding)
      moved[entry] = (key, max(counts[entry, default: 0], moved[entry]?.count ?? 0))
    }
  }

  /// - Parameter isJudged: Whether it is stale what was not found.
  func outcome(_ isJudged: (Baseline.Key, String?) -> Bool) -> BaselineRun.Outcome {
    var outcome = BaselineRun.Outcome(known: matched.subtracting(open), pruned: Baseline())
    for (key, amount) in baseline.amounts.sorted(by: { $0.key < $1.key }) {
      let here = used[key, default: 0]
      let there = moved[key]?.count ?? 0
      let isStale = here + there < amount.count && isJudged(key, amount.via)
      if isStale {
        outcome.stale.append(
          BaselineRun.StaleEntry(
            file: key.file, rule: key.rule, item: key.item, count: amount.count - here - there))
      }
      let kept = isStale ? here : amount.count - there
      outcome.pruned.add(kept, to: key, via: amount.via)
      if let moved = moved[key] { outcome.pruned.add(moved.count, to: moved.key, via: nil) }
    }
    return outcome
  }
}

extension Baseline {
  fileprivate mutating func add(_ count: Int, to key: Key, via: String?) {
    guard count > 0 else { return }
    let known = amounts[key]
    amounts[key] = Amount(count: count + (known?.count ?? 0), via: known.map { $0.via } ?? via)
  }
}
