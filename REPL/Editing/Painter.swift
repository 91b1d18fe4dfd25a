/// Brings frames onto a screen: a frame goes in, and the escape codes that change the last frame into it come out.
///
/// The painter owns the lines from the prompt down and knows where the cursor is in them; it never looks at the screen.
/// It never writes the last column, so no terminal ever wraps a line; and it says the column anew behind every
/// character whose width terminals disagree about.
public struct Painter: Sendable {
  /// How roles are drawn.
  public var theme: Theme

  /// What is on the screen; nothing before the first frame.
  private var shown: Frame?
  /// The lines that were there at some time, so that moving down to them needs no scrolling.
  private var lineCount = 1

  /// A painter whose cursor stands at the start of an empty line.
  public init(theme: Theme) { self.theme = theme }

  /// The codes that turn what is shown into a frame; empty where nothing changes.
  public mutating func paint(_ frame: Frame) -> String {
    guard frame != shown else { return "" }
    var pen = Pen(theme: theme, line: shown?.cursorLine ?? 0, column: shown?.cursorColumn ?? -1, lineCount: lineCount)
    if shown == nil { pen.eraseBelow() }
    let old = shown?.lines ?? []
    let changed = frame.lines.indices.filter { $0 >= old.count || old[$0] != frame.lines[$0] }
    // One line changes while one types; where more do, a cursor that runs about is hidden.
    let isHidden = changed.count > 1
    if isHidden { pen.output += "\u{1B}[?25l" }
    for line in changed { pen.draw(frame.lines[line], over: line < old.count ? old[line] : [], line) }
    if old.count > frame.lines.count {
      pen.move(to: frame.lines.count, 0)
      pen.eraseBelow()
    }
    pen.move(to: frame.cursorLine, frame.cursorColumn)
    if isHidden { pen.output += "\u{1B}[?25h" }
    lineCount = max(pen.lineCount, frame.lines.count)
    shown = frame
    return pen.output
  }

  /// The codes that leave a frame on the screen for good, with the cursor at the start of the line below it.
  ///
  /// The frame may be taller than the screen: it then scrolls through, so that all of it can be read above.
  public mutating func finish(_ frame: Frame) -> String {
    // Lines are drawn from the top down, so those that scroll off are never gone back to.
    let output = paint(Frame(lines: frame.lines, cursorLine: frame.lines.count - 1, cursorColumn: 0)) + "\r\n"
    forget()
    return output
  }

  /// The codes that take the frame off the screen, with the cursor where its first line began.
  public mutating func erase() -> String {
    guard let shown else { return "" }
    var pen = Pen(theme: theme, line: shown.cursorLine, column: shown.cursorColumn, lineCount: lineCount)
    pen.move(to: 0, 0)
    pen.eraseBelow()
    forget()
    return pen.output
  }

  /// Begins anew where the cursor stands, at the start of a line, with nothing known of the screen.
  public mutating func forget() {
    shown = nil
    lineCount = 1
  }

  /// The codes that take the frame off a screen that was made another size, with the cursor at the first line's start.
  ///
  /// Most terminals then break lines anew that have become too long (`reflows`), and the frame takes more lines than
  /// it was drawn with; others cut them off.
  public mutating func resize(toWidth width: Int, reflows: Bool) -> String {
    guard let shown, width > 0 else { return "" }
    var above = shown.cursorLine
    if reflows {
      above = 0
      for line in shown.lines[..<shown.cursorLine] { above += Painter.breaks(in: line, width, upTo: .max) + 1 }
      let line = shown.lines[shown.cursorLine]
      above += Painter.breaks(in: line, width, upTo: shown.cursorColumn)
    }
    forget()
    return (above > 0 ? "\u{1B}[\(above)A" : "") + "\r\u{1B}[J"
  }

  /// How often a line is broken before a column on a screen of some columns.
  ///
  /// A cursor behind the last character stays in the line of that character.
  private static func breaks(in line: [Cell], _ width: Int, upTo column: Int) -> Int {
    var (breaks, place, drawn) = (0, 0, 0)
    for cell in line {
      if place + cell.width > width { (breaks, place) = (breaks + 1, 0) }
      guard drawn < column else { break }
      place += cell.width
      drawn += cell.width
    }
    return breaks
  }
}

/// Where the cursor is, how it draws, and what was written to bring it there.
private struct Pen {
  let theme: Theme
  var output = ""
  var line: Int
  /// The column, or -1 where it is not known.
  var column: Int
  var lineCount: Int
  private var code: String?

  init(theme: Theme, line: Int, column: Int, lineCount: Int) {
    (self.theme, self.line, self.column, self.lineCount) = (theme, line, column, lineCount)
  }

  mutating func eraseBelow() {
    move(to: line, 0)
    output += "\u{1B}[J"
  }

  mutating func move(to newLine: Int, _ newColumn: Int) {
    if newLine < line {
      output += newLine == line - 1 ? "\u{1B}[A" : "\u{1B}[\(line - newLine)A"
    } else if newLine > line {
      // Down to a line that was never there, only a line feed leads: it scrolls where the screen ends.
      let reachable = min(newLine, lineCount - 1)
      if reachable > line { output += reachable == line + 1 ? "\u{1B}[B" : "\u{1B}[\(reachable - line)B" }
      if newLine > reachable {
        output += "\r" + String(repeating: "\n", count: newLine - max(line, reachable))
        column = 0
        lineCount = newLine + 1
      }
    }
    line = newLine
    guard newColumn != column else { return }
    output += newColumn == 0 ? "\r" : "\u{1B}[\(newColumn + 1)G"
    column = newColumn
  }

  /// Draws a line over what stands there, from the first cell that differs.
  mutating func draw(_ cells: [Cell], over old: [Cell], _ number: Int) {
    var same = 0
    while same < cells.count, same < old.count, cells[same] == old[same] { same += 1 }
    // A terminal that draws a doubtful character otherwise shows it in columns that we do not know of.
    if let doubtful = (cells + old).contains(where: \.isDoubtful) ? cells.firstIndex(where: \.isDoubtful) ?? 0 : nil {
      same = min(same, doubtful)
    }
    var start = 0
    for cell in cells[..<same] { start += cell.width }
    move(to: number, start)
    // What is longer than the new line, or stands where doubtful characters were, is erased first or last.
    let isDoubtful = old.contains(where: \.isDoubtful) || cells.contains(where: \.isDoubtful)
    if isDoubtful, !old.isEmpty { output += "\u{1B}[K" }
    for cell in cells[same...] {
      let next = theme.code(of: cell.role)
      if next != code {
        output += next.map { "\u{1B}[\(code == nil ? "" : "0;")\($0)m" } ?? "\u{1B}[m"
        code = next
      }
      output.append(cell.character)
      column += cell.width
      if cell.isDoubtful { output += "\u{1B}[\(column + 1)G" }
    }
    if code != nil {
      output += "\u{1B}[m"
      code = nil
    }
    let width = old.reduce(0) { $0 + $1.width }
    if !isDoubtful, width > column { output += "\u{1B}[K" }
  }
}
