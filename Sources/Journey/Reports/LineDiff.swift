import JourneySyntax

/// The lines that change between two texts, as a unified diff with three lines around each change.
public struct LineDiff: Sendable {
  private let name: String
  private let suffix: String
  private let old: [Substring]
  private let new: [Substring]

  /// Compares two texts.
  ///
  /// - Parameters:
  ///   - name: The file that both are.
  ///   - old: The text before.
  ///   - new: The text after.
  ///   - suffix: What is said of the second in the header, such as `(laid out)`.
  public init(of name: String, from old: String, to new: String, suffix: String = "") {
    self.name = name
    self.suffix = suffix
    self.old = LineDiff.lines(old)
    self.new = LineDiff.lines(new)
  }

  private static func lines(_ text: String) -> [Substring] {
    // By scalars: as a Character, CR LF is one, and would not be seen as a line end.
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { Substring($0) }
    return lines.last?.isEmpty == true ? lines.dropLast() : lines
  }

  private enum Change {
    case keep(Substring)
    case remove(Substring)
    case add(Substring)

    var isKept: Bool { if case .keep = self { true } else { false } }
    var role: Palette.Role {
      switch self {
      case .keep: .plain
      case .remove: .removed
      case .add: .added
      }
    }
    var text: String {
      switch self {
      case .keep(let line): " \(line)"
      case .remove(let line): "-\(line)"
      case .add(let line): "+\(line)"
      }
    }
  }

  private var changes: [Change] {
    // `difference` gives removals and insertions by offset, which are woven into one list here.
    let difference = new.difference(from: old)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var changes: [Change] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, removed.contains(i) {
        changes.append(.remove(old[i]))
        i += 1
      } else if j < new.count, inserted.contains(j) {
        changes.append(.add(new[j]))
        j += 1
      } else {
        changes.append(.keep(old[i]))
        i += 1
        j += 1
      }
    }
    return changes
  }

  /// The diff as text; empty where nothing changes.
  public var text: String { text(.none) }

  /// The diff as text, in some colours; empty where nothing changes.
  public func text(_ palette: Palette) -> String {
    let changes = changes
    let touched = changes.indices.filter { !changes[$0].isKept }
    guard !touched.isEmpty else { return "" }
    var lines = [
      "--- \(Display.plain(name, limit: 400))",
      "+++ \(Display.plain(name, limit: 400))\(suffix.isEmpty ? "" : " " + suffix)",
    ].map { palette.paint($0, .title) }
    var index = 0
    while index < touched.count {
      let start = max(0, touched[index] - 3)
      var last = touched[index]
      while index + 1 < touched.count, touched[index + 1] - last <= 6 {
        index += 1
        last = touched[index]
      }
      let end = min(changes.count, last + 4)
      lines.append(palette.paint(header(changes, start, end), .gutter))
      lines += changes[start..<end].map { palette.paint(LineDiff.shown($0), $0.role) }
      index += 1
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A line as it may be shown; its CR is part of the line's end. Blanks that are none of the plain ones are made
  /// visible where something changes: a line would seem to be replaced by itself.
  private static func shown(_ change: Change) -> String {
    var scalars = change.text.unicodeScalars
    if scalars.last == "\r" { scalars.removeLast() }
    let line = String(scalars)
    let seen = change.isKept ? line : String(line.map { $0 != " " && $0.isWhitespace && $0 != "\t" ? "␣" : $0 })
    return Display.plain(seen, limit: 2_000, keepsTabs: true)
  }

  private func header(_ changes: [Change], _ start: Int, _ end: Int) -> String {
    func counts(_ range: Range<Int>) -> (old: Int, new: Int) {
      var (old, new) = (0, 0)
      for change in changes[range] {
        switch change {
        case .keep:
          old += 1
          new += 1
        case .remove: old += 1
        case .add: new += 1
        }
      }
      return (old, new)
    }
    let before = counts(0..<start)
    let here = counts(start..<end)
    return "@@ -\(before.old + 1),\(here.old) +\(before.new + 1),\(here.new) @@"
  }
}
