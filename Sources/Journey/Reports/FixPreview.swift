import JourneySyntax

/// What a fix changes, line by line.
enum FixPreview {
  /// How many lines of a fix are shown.
  private static let limit = 8
  /// Fixes of longer passages are named, not shown.
  private static let byteLimit = 4_096

  /// The changed lines; of a line that is shown above already, only what it becomes.
  static func rows(_ fix: Fix, in texts: SourceTexts, shown: Set<Int>, of file: String) -> [SnippetRow] {
    var rows: [SnippetRow] = []
    var total = 0
    var files: [String] = []
    for edit in fix.edits where !files.contains(edit.place.file) { files.append(edit.place.file) }
    for name in files {
      guard let (source, index) = texts[name] else { continue }
      let edits = fix.edits.filter { $0.place.file == name }.sorted { $0.place.range.start < $1.place.range.start }
      guard isInOrder(edits, source) else { return [] }
      let hunks = hunks(edits, index)
      if name != file, let first = edits.first { rows.append(.location(texts.location(of: first.place))) }
      for hunk in hunks {
        let changes = changes(hunk, source, index, shown: name == file ? shown : [])
        total += changes.count
        rows += changes.prefix(max(0, limit - (total - changes.count)))
      }
    }
    if total > limit { rows.append(.more("… and \(FindingCounts.counted(total - limit, "more line"))")) }
    return rows
  }

  private static func isInOrder(_ edits: [Edit], _ source: Source) -> Bool {
    var last = 0
    for edit in edits {
      guard edit.place.range.lower >= last, edit.place.range.upper <= source.count else { return false }
      last = edit.place.range.upper
    }
    return true
  }

  /// Edits with the lines that they touch; those of one line belong together.
  private struct Hunk {
    var lines: ClosedRange<Int>
    var edits: [Edit]
  }

  private static func hunks(_ edits: [Edit], _ index: LineIndex) -> [Hunk] {
    var hunks: [Hunk] = []
    for edit in edits {
      let lines = index.line(of: edit.place.range.lower)...index.line(of: edit.place.range.upper)
      if let last = hunks.indices.last, hunks[last].lines.upperBound >= lines.lowerBound {
        hunks[last].lines = hunks[last].lines.lowerBound...max(hunks[last].lines.upperBound, lines.upperBound)
        hunks[last].edits.append(edit)
      } else {
        hunks.append(Hunk(lines: lines, edits: [edit]))
      }
    }
    return hunks
  }

  private static func changes(_ hunk: Hunk, _ source: Source, _ index: LineIndex, shown: Set<Int>) -> [SnippetRow] {
    let start = index.range(ofLine: hunk.lines.lowerBound).lower
    let end = index.range(ofLine: hunk.lines.upperBound).upper
    let written = hunk.edits.reduce(0) { $0 + $1.replacement.utf8.count }
    guard end - start <= byteLimit, written <= byteLimit else { return [] }
    var after = ""
    var offset = start
    // An edit may reach behind its last line's text, to the line break.
    for edit in hunk.edits {
      after += source.text(ByteRange(offset, edit.place.range.lower)) + edit.replacement
      offset = edit.place.range.upper
    }
    after += source.text(ByteRange(offset, max(end, offset)))
    var old = lines(source.text(ByteRange(start, end)))
    var new = lines(after)
    var first = hunk.lines.lowerBound
    while let left = old.first, left == new.first {
      old.removeFirst()
      new.removeFirst()
      first += 1
    }
    while let left = old.last, left == new.last {
      old.removeLast()
      new.removeLast()
    }
    // A line of which nothing is left is gone, as a reader sees it.
    if new.count == 1, new[0].utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { new = [] }
    let isShown = old.count == 1 && new.count == 1 && shown.contains(first)
    let column = old.count == 1 && new.count == 1 ? DisplayWidth.of(commonStart(old[0], new[0])) : 0
    func text(_ line: String) -> String { DisplayLine(line).window(around: column..<column).text }
    return (isShown ? [] : old.enumerated().map { .removed(first + $0, text($1)) })
      + new.enumerated().map { .added(first + $0, text($1)) }
  }

  private static func commonStart(_ left: String, _ right: String) -> String {
    String(zip(left, right).prefix { $0 == $1 }.map(\.0))
  }

  /// The lines of a text. By scalars: as a Character, CR LF is one.
  private static func lines(_ text: String) -> [String] {
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map {
      String(String.UnicodeScalarView($0.last == "\r" ? $0.dropLast() : $0))
    }
  }
}
