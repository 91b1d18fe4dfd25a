import Journey

/// A terminal without a window: bytes go in, and the lines that a person would see can be read.
///
/// It knows the escape codes that the REPL writes and calls any other one a mistake. A line that is written beyond its
/// last column is a mistake too, since terminals disagree about what happens then.
public struct Screen {
  struct Cell: Equatable {
    var text: Character
    var style: String
  }

  /// A line: cells, a wide character followed by an empty one; and whether the line below goes on with it.
  private struct Line {
    var cells: [Cell?] = []
    var isBroken = false
  }

  private var lines: [Line]
  /// The line of the cursor among all lines, and its column.
  private var row = 0
  private var column = 0
  private var first = 0
  private var style = ""
  private var pending: [UInt8] = []
  private var run = String.UnicodeScalarView()
  /// The columns and lines.
  public private(set) var width: Int
  public private(set) var height: Int
  /// Whether lines that have become too long are broken anew when the width changes, or cut off.
  public var reflows = true
  /// What the REPL did that it should not do.
  public private(set) var mistakes: [String] = []
  /// Whether pasted text is to be marked, and whether the cursor is hidden.
  public private(set) var marksPaste = false
  public private(set) var isCursorHidden = false
  /// How often the bell rang.
  public private(set) var bells = 0

  /// An empty screen.
  public init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    lines = Array(repeating: Line(), count: height)
  }

  // MARK: Reading

  /// The lines of the screen, without the blanks at their ends.
  public var text: [String] {
    let screen = settled
    return screen.lines[screen.first..<screen.first + height].map(Screen.text)
  }

  /// The lines of the screen with their styles, as `[code]text` where a style begins.
  public var styled: [String] {
    let screen = settled
    return screen.lines[screen.first..<screen.first + height].map { line in
      var (result, style) = ("", "")
      for case let cell? in line.cells {
        if cell.style != style { result += "[\(cell.style)]" }
        style = cell.style
        result.append(cell.text)
      }
      while result.last == " " { result.removeLast() }
      return result
    }
  }

  /// All lines, with those that scrolled off.
  public var history: [String] {
    settled.lines.map(Screen.text)
  }

  /// Where the cursor is on the screen, from 0.
  public var cursor: (line: Int, column: Int) {
    let screen = settled
    return (screen.row - screen.first, min(screen.column, width - 1))
  }

  /// The screen with the character that may still be written on.
  private var settled: Screen {
    var screen = self
    screen.flush()
    return screen
  }

  private static func text(_ line: Line) -> String {
    var text = String(line.cells.compactMap { $0?.text })
    while text.last == " " { text.removeLast() }
    return text
  }

  // MARK: Writing

  public mutating func feed(_ text: String) { feed(Array(text.utf8)) }

  /// Takes bytes as a program wrote them; a code or a character may be cut in two.
  public mutating func feed(_ bytes: [UInt8]) {
    pending += bytes
    var place = 0
    while place < pending.count {
      let byte = pending[place]
      switch byte {
      case 0x1B:
        guard let end = escape(from: place) else {
          pending.removeFirst(place)
          return
        }
        place = end
      case 0x0A:
        flush()
        lineFeed()
        place += 1
      case 0x0D:
        flush()
        column = 0
        place += 1
      case 0x08:
        flush()
        column = max(0, min(column, width - 1) - 1)
        place += 1
      case 0x07:
        bells += 1
        place += 1
      case 0x09:
        flush()
        column = min(width - 1, (column / 8 + 1) * 8)
        place += 1
      case 0..<0x20, 0x7F:
        mistakes.append("control \(byte)")
        place += 1
      default:
        let count = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        guard place + count <= pending.count else {
          pending.removeFirst(place)
          return
        }
        run.append(contentsOf: String(decoding: pending[place..<place + count], as: UTF8.self).unicodeScalars)
        place += count
      }
    }
    pending = []
  }

  /// Puts what was written so far on the screen, character by character.
  private mutating func flush() {
    guard !run.isEmpty else { return }
    let text = String(run)
    run = String.UnicodeScalarView()
    for character in text { put(character) }
  }

  private mutating func put(_ character: Character) {
    let count = DisplayWidth.of(character)
    if count == 0 { return }
    if column + count > width {
      lines[row].isBroken = true
      column = 0
      lineFeed()
    }
    while lines[row].cells.count < column + count { lines[row].cells.append(Cell(text: " ", style: "")) }
    // Writing over half of a wide character leaves no half of it.
    if lines[row].cells[column] == nil, column > 0 { lines[row].cells[column - 1] = Cell(text: " ", style: "") }
    let end = column + count
    if end < lines[row].cells.count, lines[row].cells[end] == nil { lines[row].cells[end] = Cell(text: " ", style: "") }
    lines[row].cells[column] = Cell(text: character, style: style)
    for place in column + 1..<max(end, column + 1) { lines[row].cells[place] = nil }
    column = end
  }

  private mutating func lineFeed() {
    row += 1
    if row == first + height {
      lines.append(Line())
      first += 1
    }
  }

  /// Obeys the code at a place and gives the place behind it; nothing where its end is not there yet.
  private mutating func escape(from start: Int) -> Int? {
    guard start + 1 < pending.count else { return nil }
    guard pending[start + 1] == 0x5B else {
      mistakes.append("ESC \(pending[start + 1])")
      return start + 2
    }
    guard let end = pending[(start + 2)...].firstIndex(where: { $0 >= 0x40 }) else { return nil }
    flush()
    let text = String(decoding: pending[start + 2..<end], as: UTF8.self)
    let number = Int(text) ?? 1
    column = min(column, width - 1)
    switch (pending[end], text) {
    case (UInt8(ascii: "A"), _): row = max(first, row - number)
    case (UInt8(ascii: "B"), _): row = min(first + height - 1, row + number)
    case (UInt8(ascii: "C"), _): column = min(width - 1, column + number)
    case (UInt8(ascii: "D"), _): column = max(0, column - number)
    case (UInt8(ascii: "G"), _): column = min(width, number) - 1
    case (UInt8(ascii: "H"), ""): (row, column) = (first, 0)
    case (UInt8(ascii: "J"), ""), (UInt8(ascii: "J"), "0"):
      erase(from: column)
      for line in row + 1..<max(row + 1, first + height) { lines[line] = Line() }
    case (UInt8(ascii: "J"), "2"): for line in first..<first + height { lines[line] = Line() }
    case (UInt8(ascii: "K"), ""), (UInt8(ascii: "K"), "0"): erase(from: column)
    case (UInt8(ascii: "m"), _): style = text == "0" ? "" : text.hasPrefix("0;") ? String(text.dropFirst(2)) : text
    case (UInt8(ascii: "h"), "?2004"): marksPaste = true
    case (UInt8(ascii: "l"), "?2004"): marksPaste = false
    case (UInt8(ascii: "h"), "?25"): isCursorHidden = false
    case (UInt8(ascii: "l"), "?25"): isCursorHidden = true
    default: mistakes.append("ESC [ \(text)\(Character(Unicode.Scalar(pending[end])))")
    }
    return end + 1
  }

  private mutating func erase(from column: Int) {
    lines[row].isBroken = false
    guard column < lines[row].cells.count else { return }
    if lines[row].cells[column] == nil, column > 0 { lines[row].cells[column - 1] = Cell(text: " ", style: "") }
    lines[row].cells.removeSubrange(column...)
  }

  // MARK: Another size

  /// Makes the window another size, as tmux and most terminals do: what no longer fits below scrolls off above.
  public mutating func resize(width newWidth: Int, height newHeight: Int) {
    flush()
    if newWidth != width {
      if reflows { reflow(to: newWidth) } else { cut(to: newWidth) }
      width = newWidth
    }
    // Empty lines below the cursor go first, then lines scroll off above.
    while lines.count > max(row + 1, newHeight), lines.count > first + newHeight, lines[lines.count - 1].cells.isEmpty {
      lines.removeLast()
    }
    while lines.count < newHeight { lines.append(Line()) }
    height = newHeight
    first = max(0, lines.count - height)
    if row < first { row = first }
    column = min(column, width - 1)
  }

  private mutating func cut(to width: Int) {
    for line in lines.indices where lines[line].cells.count > width {
      lines[line].cells.removeSubrange(width...)
      lines[line].isBroken = false
    }
  }

  private mutating func reflow(to width: Int) {
    var new: [Line] = []
    var place: (Int, Int)?
    var whole: [Cell?] = []
    var at: Int?
    for (number, line) in lines.enumerated() {
      // A cursor behind the last character is at the end, wherever that comes to be.
      if number == row { at = column >= line.cells.count ? Int.max : whole.count + column }
      whole += line.cells
      guard !line.isBroken else { continue }
      var parts = [Line()]
      var offset = 0
      for (index, cell) in whole.enumerated() where cell != nil {
        let count = index + 1 < whole.count && whole[index + 1] == nil ? 2 : 1
        if parts[parts.count - 1].cells.count + count > width {
          parts[parts.count - 1].isBroken = true
          parts.append(Line())
        }
        if let aim = at, aim <= index {
          place = (new.count + parts.count - 1, parts[parts.count - 1].cells.count)
          at = nil
        }
        parts[parts.count - 1].cells.append(cell)
        if count == 2 { parts[parts.count - 1].cells.append(nil) }
        offset += count
      }
      if at != nil {
        place = (new.count + parts.count - 1, parts[parts.count - 1].cells.count)
        at = nil
      }
      new += parts
      whole = []
    }
    lines = new
    (row, column) = place ?? (lines.count - 1, 0)
  }
}
