import JourneyModel
import JourneySyntax

/// What differs as an outline of the scripts, a sign before each line: `+` for what came, `-` for what went, `~` for what
/// is otherwise, and a blank for what they stand in.
struct ComparisonOutline {
  /// A line, and how what it says differs; nothing where it only says where.
  struct Line {
    let kind: ChangeKind?
    let text: String
  }

  let shared: [Line]
  /// The lines of each journey, in the order of the comparison.
  let journeys: [[Line]]
  let findings: [Line]

  init(_ comparison: Comparison) {
    let items = comparison.shared.flatMap { ComparisonOutline.lines(of: $0, level: 1) }
    shared = items.isEmpty ? [] : [ComparisonOutline.line(nil, 0, "shared by the journeys of the file")] + items
    journeys = comparison.journeys.map { ComparisonOutline.lines(of: $0) }
    findings =
      comparison.findings.added.map { ComparisonOutline.line(.added, 0, ComparisonOutline.words(of: $0)) }
      + comparison.findings.changed.map { before, after in
        let was = before.severity == after.severity ? "" : "\(before.severity.rawValue): "
        return ComparisonOutline.line(
          .changed, 0,
          "\(ComparisonOutline.words(of: after)) (was: \(was)\(ComparisonOutline.shown(before.title)))")
      } + comparison.findings.removed.map { ComparisonOutline.line(.removed, 0, ComparisonOutline.words(of: $0)) }
  }

  /// How many characters of a text are shown.
  private static let most = 160

  private static func line(_ kind: ChangeKind?, _ level: Int, _ text: String) -> Line {
    let sign =
      switch kind {
      case .added: "+"
      case .removed: "-"
      case .changed: "~"
      case nil: " "
      }
    return Line(kind: kind, text: "\(sign) \(String(repeating: "  ", count: level))\(text)")
  }

  // MARK: Journeys

  private static func lines(of change: JourneyChange) -> [Line] {
    let header = "journey \(reference(change.name))"
    guard change.journey.kind == .changed else {
      let counts = [ItemKind.stage, .touchpoint].map { kind in
        FindingCounts.counted(change.items.count { ($0.item.after ?? $0.item.before)?.kind == kind }, kind.word)
      }
      return [line(change.journey.kind, 0, "\(header) (\(counts.joined(separator: ", ")))")]
    }
    let was = change.isRenamed ? change.journey.before.map { " (was \(reference($0)))" } : nil
    var lines = [line(was == nil ? nil : .changed, 0, header + (was ?? ""))]
    lines += change.lines.map { line($0.kind, 1, words(of: $0)) }
    var open: String?
    for item in change.items {
      if let stage = item.stage?.after ?? item.stage?.before {
        // A stage that has no line of its own is named above its touchpoints.
        if open != stage.id, stage.kind == .stage { lines.append(line(nil, 1, "stage \(reference(stage))")) }
        open = stage.id
        lines += self.lines(of: item, level: 2)
      } else {
        let own = item.item.after ?? item.item.before
        if own?.kind == .stage { open = own?.id }
        lines += self.lines(of: item, level: 1)
      }
    }
    return lines
  }

  // MARK: Items

  private static func lines(of change: ItemChange, level: Int) -> [Line] {
    guard let name = change.item.after ?? change.item.before else { return [] }
    var header = "\(name.kind.word) \(reference(name))"
    guard change.item.kind == .changed else {
      let (head, rest) = headerParts(of: change.lines)
      header += head
      // What a thing said that is gone matters less than that it is gone.
      let lines = change.item.kind == .added ? rest.map { line(.added, level + 1, words(of: $0)) } : []
      return [line(change.item.kind, level, header)] + lines
    }
    var notes: [String] = []
    if change.isRenamed, let before = change.item.before { notes.append("was \(reference(before))") }
    if change.isMoved, let stage = change.stage?.before { notes.append("moved here from \(reference(stage))") }
    let isOther = !notes.isEmpty
    if isOther { header += " (\(notes.joined(separator: ", ")))" }
    return [line(isOther ? .changed : nil, level, header)]
      + change.lines.map { line($0.kind, level + 1, words(of: $0)) }
  }

  /// What stands in the header of an item that came or went, and the lines below it.
  private static func headerParts(of lines: [LineChange]) -> (head: String, rest: [LineChange]) {
    var (title, kind, channels, ending) = ("", "", "", "")
    var rest: [LineChange] = []
    for line in lines {
      let text = shown(line.after ?? line.before ?? "")
      switch line.line {
      case "title": title = " \(text)"
      case "as": kind = " as \(text)"
      case Attribute.on.rawValue: channels = " on \(text)"
      case Attribute.success.rawValue, Attribute.failure.rawValue: ending = ", \(line.line)"
      default: rest.append(line)
      }
    }
    return (title + kind + channels + ending, rest)
  }

  private static func reference(_ name: ComparedItem) -> String { Model.reference(name.name) }
  private static func shown(_ text: String) -> String { Display.plain(text, limit: most) }

  // MARK: Lines

  /// A line in words: `wait: 5 min → 20 min`, `tells: + warranty, - price`, `owner "Store team"`.
  static func words(of change: LineChange) -> String {
    let head = shown(change.line)
    guard let before = change.before, let after = change.after else {
      let rest = change.after ?? change.before ?? ""
      if rest.isEmpty { return head }
      if change.line == "##" { return "## \(shown(String(rest.dropFirst().dropLast())))" }
      let takesComma = change.line.hasPrefix("\(Attribute.pain.rawValue) \"") || change.line.hasPrefix("evidence \"")
      return "\(head)\(takesComma ? "," : "") \(shown(rest))"
    }
    let isList = change.added.count + change.removed.count > 0
    if isList, !(change.before == change.removed.first && change.after == change.added.first) {
      let members = change.added.map { "+ \(shown($0))" } + change.removed.map { "- \(shown($0))" }
      return "\(head): \(members.joined(separator: ", "))"
    }
    let (was, now) = excerpts(withoutWord(before, after), withoutWord(after, before))
    return "\(head): \(was.isEmpty ? "not said" : was) → \(now.isEmpty ? "not said" : now)"
  }

  /// A share without its `for`, where nothing but shares stands on both sides.
  private static func withoutWord(_ text: String, _ other: String) -> String {
    let isShare = [text, other].allSatisfy { $0.isEmpty || $0.hasPrefix("for ") }
    return isShare ? String(text.dropFirst(4)) : text
  }

  /// Two texts, and of long ones the part in which they differ.
  private static func excerpts(_ before: String, _ after: String) -> (String, String) {
    let longest = 72
    guard before.count > longest || after.count > longest else { return (shown(before), shown(after)) }
    let common = zip(before, after).prefix { $0 == $1 }.count
    let start = max(0, common - 20)
    func excerpt(_ text: String) -> String {
      (start > 0 ? "…" : "") + Display.plain(String(text.dropFirst(start)), limit: longest)
    }
    return (excerpt(before), excerpt(after))
  }

  // MARK: Findings

  static func heading(of changes: FindingChanges) -> String {
    let counts = [(changes.added.count, "new"), (changes.changed.count, "changed"), (changes.removed.count, "gone")]
    return "Findings: \(counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", "))"
  }

  private static func words(of finding: Finding) -> String {
    "\(finding.severity.rawValue) \(finding.code): \(Display.plain(finding.title, limit: most))"
  }
}
