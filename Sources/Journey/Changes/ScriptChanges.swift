import JourneyModel
public import JourneySyntax

/// What changed in a script, and so which of its findings concern whoever changed it.
///
/// Layout and comments are no changes. A finding concerns the change where it is about an item that changed, stands in a
/// line of one, or was not there before. What reaches everywhere, an import, a template, a scenario, lets every finding
/// concern it.
public struct ScriptChanges: Sendable {
  private struct Subject: Hashable {
    let kind: String
    let path: String
  }

  private let isEverywhere: Bool
  private let file: String
  private let surroundings: Surroundings
  private let nodes: Set<NodeID>
  private let subjects: Set<Subject>
  /// The first and the last byte of each new line, by order.
  private let lines: [ByteRange]
  private let brought: Set<Finding>

  /// Compares a script with what it was.
  ///
  /// - Parameters:
  ///   - old: What came of checking it as it was, under the name that it has now, with the imports of now.
  ///   - new: What came of checking it as it is.
  public init(from old: Check, to new: Check) {
    let (before, after) = (old.model.trees[0], new.model.trees[0])
    let changes = LineChanges(from: before.source, to: after.source)
    let (was, now) = (Surroundings(before), Surroundings(after))
    file = after.source.name
    surroundings = now
    isEverywhere =
      changes.added.contains { now.reachesEverywhere($0) }
      || changes.removed.contains { was.reachesEverywhere($0.offset) }
    nodes = ScriptChanges.items(changes, now)
    subjects = ScriptChanges.subjects(nodes, new.model)
    let index = LineIndex(after.source)
    lines = changes.added.map { index.range(ofLine: index.line(of: $0)) }
    brought = ScriptChanges.brought(old, new)
  }

  /// Whether nothing changed but layout and comments.
  public var isEmpty: Bool { nodes.isEmpty && lines.isEmpty && !isEverywhere }

  /// The findings of the script as it is that concern the change.
  public func concerned(_ findings: [Finding]) -> [Finding] { findings.filter { concerns($0) } }

  /// Whether a finding of the script as it is concerns the change.
  public func concerns(_ finding: Finding) -> Bool {
    if isEverywhere || !finding.isRule && finding.severity == .error { return true }
    if let item = finding.item, subjects.contains(Subject(kind: item.kind, path: item.path)) { return true }
    return isChanged(finding.place) || finding.related.contains { isChanged($0.place) } || brought.contains(finding)
  }

  private func isChanged(_ place: Place) -> Bool {
    guard place.file == file else { return false }
    if let item = surroundings.items(around: place.range.lower).first, nodes.contains(item) { return true }
    var (low, high) = (0, lines.count)
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].start <= place.range.start { low = middle + 1 } else { high = middle }
    }
    return low > 0 && place.range.start <= lines[low - 1].end
  }

  // MARK: What changed

  private static func items(_ changes: LineChanges, _ now: Surroundings) -> Set<NodeID> {
    var nodes: Set<NodeID> = []
    for offset in changes.added { nodes.formUnion(now.items(changedBy: offset)) }
    var seen: Set<Int> = []
    for (_, after, before) in changes.removed where seen.insert(after ?? -1).inserted {
      let sides = [after, before].map { $0.map { now.items(around: $0) } ?? [] }
      nodes.formUnion(sides.compactMap(\.first))
      let common = sides[0].first { sides[1].contains($0) }
      if let common { nodes.insert(common) }
    }
    return nodes
  }

  /// The changed items as findings name them; in a block, one line makes several.
  private static func subjects(_ nodes: Set<NodeID>, _ model: Model) -> Set<Subject> {
    var subjects: Set<Subject> = []
    for (number, item) in model.items.enumerated() where item.file == 0 && nodes.contains(item.node) {
      subjects.insert(Subject(kind: item.kind.word, path: model.path(of: ItemID(number))))
    }
    return subjects
  }

  /// The findings that there are more of than before; of several that are alike, all.
  private static func brought(_ old: Check, _ new: Check) -> Set<Finding> {
    func hashes(_ check: Check) -> [UInt64] {
      let texts = SourceTexts(check.sources, pointedAtBy: check.findings)
      return check.findings.map { Fingerprint.hash($0, texts.text(of: $0.place)) }
    }
    func counts(_ hashes: [UInt64]) -> [UInt64: Int] { hashes.reduce(into: [:]) { $0[$1, default: 0] += 1 } }
    let now = hashes(new)
    let (before, after) = (counts(hashes(old)), counts(now))
    return Set(
      zip(new.findings, now).filter { after[$0.1, default: 0] > before[$0.1, default: 0] }.map(\.0))
  }
}

extension Tree {
  /// The paths that a script imports, as written; those of the standard library are left out.
  public var importedPaths: [String] {
    children(file).filter { self[$0].kind == .importLine && !self[$0].flags.contains(.broken) }
      .compactMap { line in child(clause(line, .from) ?? line, .text).map { unquoted($0) } }
      .filter { !$0.hasPrefix(Library.prefix) }
  }
}
