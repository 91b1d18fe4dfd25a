import JourneySyntax

/// How findings are kept apart from their echoes: one cause gives one finding.
///
/// A condition is read once for each touchpoint, a block once for each round, and a line that the parser could not read
/// gives values that nobody wrote. So what was said is not said again, what stands on a line with an error is not
/// judged, and neither is what rests on a value that could not be read.
struct Restraint {
  /// What was said, and where.
  private var said: Set<Said> = []
  private struct Said: Hashable {
    let code: Code
    let place: Place
    let title: String
  }
  /// How many errors were met, said or not: when it grows while an expression is read, its value means nothing.
  private(set) var errors = 0
  /// Whether findings wait, since what is read now is read again when its turn comes; errors are counted all the same.
  var isQuiet = false
  /// How many findings the limit kept back.
  var suppressed = 0
  /// By file, where the parser's errors begin, in order.
  private var broken: [String: [Int]] = [:]
  private var sources: [String: Source] = [:]

  /// Remembers which lines of a file could not be read.
  mutating func note(_ tree: Tree) {
    let offsets = tree.findings.filter { $0.severity == .error }.map(\.place.range.lower)
    guard !offsets.isEmpty else { return }
    // The script that a test holds has the name of the file that it stands in, and its lines as far as it goes.
    broken[tree.source.name, default: []] += offsets
    broken[tree.source.name]?.sort()
    if tree.source.count > sources[tree.source.name]?.count ?? -1 { sources[tree.source.name] = tree.source }
  }

  /// Whether a finding is news.
  mutating func isNews(_ code: Code, _ title: String, _ place: Place, _ severity: Severity) -> Bool {
    if severity == .error { errors += 1 }
    guard !standsOnBrokenLine(place) else { return false }
    return said.insert(Said(code: code, place: place, title: title)).inserted
  }

  /// Counts errors whose findings wait.
  mutating func add(errors count: Int) { errors += count }

  /// How far from an error its echo may stand.
  private static let reach = 400

  private func standsOnBrokenLine(_ place: Place) -> Bool {
    guard let offsets = broken[place.file], let source = sources[place.file] else { return false }
    let start = place.range.lower
    var low = 0
    var high = offsets.count
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] < start { low = middle + 1 } else { high = middle }
    }
    for index in [low - 1, low] where offsets.indices.contains(index) {
      let (from, to) = (min(offsets[index], start), max(offsets[index], start))
      guard to - from <= Restraint.reach, to <= source.count else { continue }
      if !source.padded[from..<to].contains(0x0A) { return true }
    }
    return false
  }
}

extension Evaluation {
  // Never in its callers: what a finding is made of would be in the frame of each function that calls itself.
  @inline(never)
  mutating func report(
    _ code: Code, _ title: String, at node: NodeID, in file: Int, label: String = "",
    related: [Related] = [], why: String = "", help: String = "", fix: Fix? = nil, item: ItemID? = nil,
    severity: Severity = .error
  ) {
    report(
      code, title, at: model.trees[file].place(node), label: label, related: related, why: why, help: help, fix: fix,
      item: item, severity: severity)
  }

  @inline(never)
  mutating func report(
    _ code: Code, _ title: String, at place: Place, label: String = "",
    related: [Related] = [], why: String = "", help: String = "", fix: Fix? = nil, item: ItemID? = nil,
    severity: Severity = .error
  ) {
    guard !restraint.isQuiet else {
      if severity == .error { restraint.add(errors: 1) }
      return
    }
    guard restraint.isNews(code, title, place, severity) else { return }
    guard findings.count / 2 < limits.findings else {
      restraint.suppressed += 1
      return
    }
    findings.append(
      Finding(
        code.rawValue, severity, title, at: place, label: label,
        related: addition < 0 ? related : related + model.additions.related(addition), why: why, help: help, fix: fix,
        item: item.map { model.itemReference($0) }))
  }

  /// Says how many findings the limit kept back, if any.
  mutating func countSuppressed() {
    guard restraint.suppressed > 0 else { return }
    let source = model.trees[0].source
    findings.append(
      Finding(
        Code.tooManyFindings.rawValue, .info, "\(restraint.suppressed) more findings are not shown",
        at: Place(source.name, ByteRange(source.count, source.count)), help: "Mend the first ones, then look again."))
  }
}
