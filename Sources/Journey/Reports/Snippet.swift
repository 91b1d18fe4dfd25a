import JourneySyntax

/// A row of a finding's picture; how wide its gutter is, is known when all rows are.
enum SnippetRow {
  /// `--> file:line:column`
  case location(String)
  case line(Int, String)
  /// What stands under a line, behind an empty gutter.
  case under(String)
  /// Lines left out.
  case gap
  case removed(Int, String)
  case added(Int, String)
  case more(String)

  /// The number in the gutter.
  var number: Int {
    switch self {
    case .line(let number, _), .removed(let number, _), .added(let number, _): number
    default: 0
    }
  }
}

/// The lines of one file that a finding points at, with their marks.
struct Snippet {
  /// A place with what is said of it.
  struct Pointer {
    let place: Place
    let message: String
    let isPrimary: Bool
  }

  /// The rows, from the location down.
  let rows: [SnippetRow]
  /// The lines of script that are shown.
  let lines: Set<Int>

  /// Draws places of one file; the first gives the location.
  init(_ pointers: [Pointer], in texts: SourceTexts, role: Palette.Role, _ palette: Palette) {
    let file = pointers[0].place.file
    guard let (source, index) = texts[file] else {
      rows = [.location(texts.location(of: pointers[0].place))]
      lines = []
      return
    }
    var rows: [SnippetRow] = [.location(texts.location(of: pointers[0].place)), .under("")]
    var ranges: [Int: [(range: ByteRange, pointer: Pointer)]] = [:]
    for pointer in pointers {
      for (line, range, isLast) in Snippet.parts(pointer.place.range, source, index) {
        let message = isLast ? pointer.message : ""
        let part = Pointer(place: pointer.place, message: message, isPrimary: pointer.isPrimary)
        ranges[line, default: []].append((range, part))
      }
    }
    var last = 0
    for (number, parts) in ranges.sorted(by: { $0.key < $1.key }) {
      if last > 0, number == last + 2 {
        // One line is shown rather than left out: it takes no more room.
        let between = DisplayLine(source, index.range(ofLine: last + 1), around: 0)
        rows.append(.line(last + 1, between.window(around: 0..<0).text))
      } else if last > 0, number > last + 2 {
        rows.append(.gap)
      }
      last = number
      rows += Snippet.rows(of: number, parts, source, index, role, palette)
    }
    self.rows = rows
    lines = Set(ranges.keys)
  }

  /// A line and what stands under it.
  private static func rows(
    of number: Int, _ parts: [(range: ByteRange, pointer: Pointer)], _ source: Source, _ index: LineIndex,
    _ role: Palette.Role, _ palette: Palette
  ) -> [SnippetRow] {
    let main = parts.first { $0.pointer.isPrimary } ?? parts[0]
    let line = DisplayLine(source, index.range(ofLine: number), around: main.range.lower)
    let columns = parts.map { line.columns($0.range) }
    var focus = line.columns(main.range)
    if let low = columns.map(\.lowerBound).min(), let high = columns.map(\.upperBound).max(),
      high - low < DisplayLine.limit
    {
      focus = low..<high
    }
    let window = line.window(around: focus)
    let marks = zip(parts, columns).map { part, columns in
      Mark(
        columns: window.drawn(columns.lowerBound)..<window.drawn(columns.upperBound),
        message: Display.plain(part.pointer.message, limit: 200), isPrimary: part.pointer.isPrimary,
        role: part.pointer.isPrimary ? role : .related)
    }
    return [.line(number, window.text)] + MarkLayout.rows(marks, palette).map { .under($0) }
  }

  /// A range's part on its first line and its part on its last; the message goes with the last.
  private static func parts(
    _ range: ByteRange, _ source: Source, _ index: LineIndex
  ) -> [(line: Int, range: ByteRange, isLast: Bool)] {
    var start = min(range.lower, source.count)
    var end = min(range.upper, source.count)
    let first = index.line(of: start)
    if index.line(of: end) == first { return [(first, ByteRange(start, end), true)] }
    // Blank ends would point at nothing.
    while end > start, isBlank(source.padded[end - 1]) { end -= 1 }
    while start < end, isBlank(source.padded[start]) { start += 1 }
    let (top, bottom) = (index.line(of: start), index.line(of: end))
    if top == bottom { return [(top, ByteRange(start, end), true)] }
    var begin = index.range(ofLine: bottom).lower
    while begin < end, isBlank(source.padded[begin]) { begin += 1 }
    return [
      (top, ByteRange(start, index.range(ofLine: top).upper), false), (bottom, ByteRange(begin, end), true),
    ]
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
}
