import JourneySyntax

/// The sources of a run by name, each with its lines: what places are looked up in.
struct SourceTexts {
  /// Where a byte stands: the line from 1, the column in scalars from 1 and in UTF-16 from 0.
  struct Spot {
    var line: Int
    var column: Int
    var utf16: Int
  }

  /// A source that findings point into, and where they do.
  private struct Entry {
    let source: Source
    let lines: LineIndex
    let spots: [Int: Spot]
  }

  private let entries: [String: Entry]

  /// Indexes those sources that findings point into: of ten thousand files, a report shows a few.
  init(_ sources: [Source], pointedAtBy findings: [Finding]) {
    var offsets: [String: Set<Int>] = [:]
    func add(_ place: Place) { offsets[place.file, default: []].formUnion([place.range.lower, place.range.upper]) }
    for finding in findings {
      add(finding.place)
      for related in finding.related { add(related.place) }
      for edit in finding.fix?.edits ?? [] { add(edit.place) }
    }
    var entries: [String: Entry] = [:]
    for source in sources where entries[source.name] == nil {
      guard let offsets = offsets[source.name] else { continue }
      let lines = LineIndex(source)
      entries[source.name] = Entry(
        source: source, lines: lines, spots: SourceTexts.spots(offsets.sorted(), source, lines))
    }
    self.entries = entries
  }

  /// Counts columns in one walk: looked up one by one, a thousand findings in a line of megabytes would take minutes.
  private static func spots(_ offsets: [Int], _ source: Source, _ lines: LineIndex) -> [Int: Spot] {
    var spots: [Int: Spot] = [:]
    var spot = Spot(line: 0, column: 1, utf16: 0)
    var counted = 0
    for offset in offsets {
      let end = min(offset, source.count)
      let line = lines.line(of: end)
      // Inside a character one begins anew, since its halves do not add up.
      if line != spot.line || source.padded[counted] & 0xC0 == 0x80 {
        spot = Spot(line: line, column: 1, utf16: 0)
        counted = lines.range(ofLine: line).lower
      }
      for scalar in source.text(ByteRange(counted, end)).unicodeScalars {
        spot.column += 1
        spot.utf16 += scalar.value > 0xFFFF ? 2 : 1
      }
      counted = end
      spots[offset] = spot
    }
    return spots
  }

  /// The source with a name and its lines, if it is known.
  subscript(_ file: String) -> (source: Source, lines: LineIndex)? {
    entries[file].map { ($0.source, $0.lines) }
  }

  /// Where a place begins and ends, if its source is known; for the places of the findings only.
  func spots(of place: Place) -> (start: Spot, end: Spot)? {
    guard let spots = entries[place.file]?.spots, let start = spots[place.range.lower],
      let end = spots[place.range.upper]
    else { return nil }
    return (start, end)
  }

  /// A place as one clicks on it, `file:line:column`; the file alone where its source is not known.
  func location(of place: Place) -> String {
    let file = Display.plain(place.file, limit: 400)
    return spots(of: place).map { "\(file):\($0.start.line):\($0.start.column)" } ?? file
  }

  /// The text of a place; empty where its source is not known.
  func text(of place: Place) -> String {
    guard let source = entries[place.file]?.source, place.range.lower <= source.count else { return "" }
    return source.text(place.range)
  }
}
