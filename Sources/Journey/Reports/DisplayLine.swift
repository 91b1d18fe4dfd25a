import JourneySyntax

/// One line of a script as a terminal may show it, and where its bytes come to stand.
///
/// Tabs are expanded; controls, hidden characters and bytes that are not UTF-8 are shown as U+FFFD, so that no script
/// can move the cursor or turn the direction of the text. Columns count from 0.
struct DisplayLine {
  /// A character as it is drawn, with the byte and the column where it begins.
  private struct Cell {
    let text: String
    let offset: Int
    let column: Int
  }

  private let cells: [Cell]
  private let end: Int
  /// The columns of the whole line.
  let width: Int
  /// Whether text before or behind was left out already, because the line is very long.
  private let isCutBefore: Bool
  private let isCutBehind: Bool

  static let tabWidth = 4
  /// Lines longer than this are shown in part.
  static let limit = 160
  /// Lines of more bytes than this are decoded in part: a script may be one line of megabytes.
  private static let byteLimit = 4_096

  /// A line of a source; of a very long one the part around an offset.
  init(_ source: Source, _ range: ByteRange, around offset: Int) {
    var start = range.lower
    var end = range.upper
    if range.count > DisplayLine.byteLimit {
      start = max(start, min(offset, end) - DisplayLine.byteLimit / 4)
      end = min(end, start + DisplayLine.byteLimit)
      while start > range.lower, source.padded[start] & 0xC0 == 0x80 { start -= 1 }
      while end < range.upper, source.padded[end] & 0xC0 == 0x80 { end += 1 }
    }
    self.init(bytes: source.padded[start..<end], isCut: (start > range.lower, end < range.upper))
  }

  /// A line of a text.
  init(_ text: some StringProtocol) {
    self.init(bytes: Array(text.utf8)[...], isCut: (false, false))
  }

  private init(bytes: ArraySlice<UInt8>, isCut: (before: Bool, behind: Bool)) {
    let (text, offsets) = DisplayLine.decode(bytes)
    var cells: [Cell] = []
    cells.reserveCapacity(offsets.count)
    var column = 0
    var scalar = 0
    for character in text {
      var drawn = String(character)
      var width = DisplayWidth.of(character)
      if character == "\t" {
        width = DisplayLine.tabWidth - column % DisplayLine.tabWidth
        drawn = String(repeating: " ", count: width)
      } else if drawn.unicodeScalars.count > 16 {
        // No writing needs more; a heap of accents would run over the lines above.
        drawn = String(String.UnicodeScalarView(drawn.unicodeScalars.prefix(16)))
      }
      cells.append(Cell(text: drawn, offset: offsets[scalar], column: column))
      column += width
      scalar += character.unicodeScalars.count
    }
    self.cells = cells
    end = bytes.endIndex
    width = column
    (isCutBefore, isCutBehind) = isCut
  }

  /// The text of some bytes as it may be shown, and the offset of each of its scalars.
  private static func decode(_ bytes: ArraySlice<UInt8>) -> (String, [Int]) {
    var text = String.UnicodeScalarView()
    var offsets: [Int] = []
    var offset = bytes.startIndex
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    while true {
      let scalar: Unicode.Scalar
      let count: Int
      switch parser.parseScalar(from: &rest) {
      case .valid(let encoded):
        (scalar, count) = (Unicode.UTF8.decode(encoded), encoded.count)
      case .error(let length): (scalar, count) = ("\u{FFFD}", length)
      case .emptyInput: return (String(text), offsets)
      }
      offsets.append(offset)
      text.append(shown(scalar))
      offset += count
    }
  }

  private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.properties.generalCategory {
    case .control where scalar == "\t": scalar
    case .control, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
    case .format: Display.plain(String(scalar)).unicodeScalars.first ?? "\u{FFFD}"
    default: scalar
    }
  }

  // MARK: Columns

  /// The columns that a range of bytes takes; an empty range has one place, and no columns.
  func columns(_ range: ByteRange) -> Range<Int> {
    let start = column(of: range.lower, roundingUp: false)
    return start..<max(start, column(of: range.upper, roundingUp: true))
  }

  /// The column of the first character that is not a blank.
  var indentation: Int { cells.first { !$0.text.allSatisfy { $0 == " " } }?.column ?? width }

  private func column(of offset: Int, roundingUp: Bool) -> Int {
    guard offset < end else { return width }
    // The last cell that begins at the offset or before it.
    var low = 0
    var high = cells.count
    while low < high {
      let middle = (low + high) / 2
      if cells[middle].offset <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return 0 }
    let cell = cells[low - 1]
    guard cell.offset < offset, roundingUp else { return cell.column }
    return low < cells.count ? cells[low].column : width
  }

  // MARK: Cutting

  /// A part of the line that fits, and how its columns follow from the line's.
  struct Window {
    let text: String
    /// The line's columns that are shown.
    let columns: Range<Int>
    /// What to add to a column of the line: the sign for what was cut, minus what was cut.
    let shift: Int

    /// Where a column of the line is drawn; one outside the window at its edge.
    func drawn(_ column: Int) -> Int { min(max(column, columns.lowerBound), columns.upperBound) + shift }
  }

  /// The line, or the part around some columns where it is too long; `…` stands for what is left out.
  func window(around focus: Range<Int>) -> Window {
    var (first, last) = (0, width)
    if width > DisplayLine.limit {
      // What comes before tells more than what comes behind, but the end of the focus counts, where both fit.
      first = max(0, min(focus.lowerBound - DisplayLine.limit / 4, width - DisplayLine.limit))
      if focus.upperBound > first + DisplayLine.limit, focus.count < DisplayLine.limit {
        first = focus.upperBound - DisplayLine.limit
      }
      last = first + DisplayLine.limit
    }
    let shown = cells.filter { $0.column >= first && $0.column < last }
    let start = shown.first?.column ?? first
    let before = isCutBefore || start > 0
    let behind = isCutBehind || last < width
    let text = (before ? "…" : "") + shown.map(\.text).joined() + (behind ? "…" : "")
    // A wide character at the edge is shown whole.
    let stop = cells.first { $0.column >= last }?.column ?? width
    return Window(text: text, columns: start..<max(start, stop), shift: (before ? 1 : 0) - start)
  }
}
