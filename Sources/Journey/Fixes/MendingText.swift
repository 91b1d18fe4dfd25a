import JourneySyntax

extension Mending {
  /// What was done in words, a line for each kind of fix: `Write plain characters (plain-characters), 3 times`.
  public var lines: [String] { Mending.lines(of: made) }

  /// Some fixes in words, each kind once, in their order.
  static func lines(of findings: [Finding]) -> [String] {
    var counts: [String: Int] = [:]
    var kinds: [String] = []
    for finding in findings {
      let kind = "\(Display.plain(finding.fix?.title ?? "", limit: 200)) (\(Display.plain(finding.code)))"
      if counts[kind] == nil { kinds.append(kind) }
      counts[kind, default: 0] += 1
    }
    return kinds.map { kind in
      let count = counts[kind] ?? 0
      return count == 1 ? kind : "\(kind), \(count) times"
    }
  }

  /// The fixes that were left out, as a sentence; empty where none was.
  public var refusal: String {
    guard !refused.isEmpty else { return "" }
    let (fixes, them) = refused.count == 1 ? ("1 fix was", "it") : ("\(refused.count) fixes were", "them")
    return
      "\(fixes) left out, since more would be wrong with \(them): \(Mending.lines(of: refused).joined(separator: "; "))."
  }
}
