import JourneyModel
public import JourneySyntax

/// The findings that came, went, or say something else of the same item.
///
/// Findings are the same where they have one code and one title, and are about one item, whatever that was called before;
/// where they stand does not matter.
public struct FindingChanges: Sendable {
  public let added: [Finding]
  public let removed: [Finding]
  /// Findings of one rule about one item that say something else: another figure, another severity.
  public let changed: [(before: Finding, after: Finding)]

  /// Whether no finding came, went or changed.
  public var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

  private struct Subject: Hashable {
    let code: String
    let item: String
  }
  private struct Saying: Hashable {
    let subject: Subject
    let title: String
    let severity: Severity
  }

  init(_ old: [Finding], _ new: [Finding], _ matching: Matching) {
    let names = NamesNow(matching)
    func subject(_ finding: Finding) -> Subject { Subject(code: finding.code, item: finding.item?.path ?? "") }
    func saying(_ finding: Finding) -> Saying {
      Saying(subject: subject(finding), title: finding.title, severity: finding.severity)
    }
    // What was found before, by the names of today.
    let translated = old.map { names.translated($0) }
    var open = Dictionary(grouping: old.indices) { saying(translated[$0]) }
    var rest: [Finding] = []
    var isKept = [Bool](repeating: false, count: old.count)
    for finding in new {
      if let number = open[saying(finding)]?.popLast() { isKept[number] = true } else { rest.append(finding) }
    }
    let gone = old.indices.filter { !isKept[$0] }
    var openSubjects = Dictionary(grouping: gone.reversed()) { subject(translated[$0]) }
    var added: [Finding] = []
    var changed: [(before: Finding, after: Finding)] = []
    for finding in rest {
      // Of what is about no item, another sentence is another matter.
      if finding.item != nil, let number = openSubjects[subject(finding)]?.popLast() {
        isKept[number] = true
        changed.append((old[number], finding))
      } else {
        added.append(finding)
      }
    }
    self.added = added
    self.changed = changed
    removed = gone.filter { !isKept[$0] }.map { old[$0] }
  }
}

/// What the items of a script before are called after.
private struct NamesNow {
  private var paths: [String: String] = [:]
  /// The names that changed, as texts refer to them, the longest first.
  private var names: [(before: String, after: String)] = []

  init(_ matching: Matching) {
    var renamed: [String: String] = [:]
    for (a, b) in matching.forth {
      let (was, now) = (matching.before.path(of: a), matching.after.path(of: b))
      if was != now { paths[was] = now }
      let (name, newName) = (matching.before.reference(to: a), matching.after.reference(to: b))
      if name != newName { renamed[name] = newName }
    }
    names = renamed.map { (before: $0.key, after: $0.value) }.sorted {
      ($1.before.utf8.count, $0.before) < ($0.before.utf8.count, $1.before)
    }
  }

  /// How many names are looked for in a title.
  private static let most = 40

  /// The names on the way to an item that changed.
  private static func parts(of was: String, _ now: String) -> [(before: String, after: String)] {
    let (old, new) = (was.split(separator: " › "), now.split(separator: " › "))
    return zip(old, new).filter { $0 != $1 }.map { (String($0), String($1)) }.reversed()
  }

  /// A finding as it would read with the names of today.
  func translated(_ finding: Finding) -> Finding {
    guard !paths.isEmpty else { return finding }
    var finding = finding
    var names = names
    if let item = finding.item, let now = paths[item.path] {
      finding.item = ItemReference(kind: item.kind, path: now, id: item.id)
      // Of very many names only those of the item itself are looked for in the title.
      if names.count > NamesNow.most { names = NamesNow.parts(of: item.path, now) }
    }
    guard names.count <= NamesNow.most else { return finding }
    for (before, after) in names where finding.title.contains(before) {
      finding.title = finding.title.replacing(before, with: after)
    }
    return finding
  }
}
