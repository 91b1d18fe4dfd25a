/// Lays scenes out for a screen of some columns and lines.
///
/// All rows of a text begin in the same column, behind the prompt or the gutter below it, since by their indentation
/// they say what they mean. Long rows go on in the next line. What is taller than the screen is shown around the
/// cursor, and the part that is shown moves only when the cursor would leave it; so a layout remembers where it was.
public struct Layout: Sendable, Hashable {
  /// The columns of the screen.
  public private(set) var width: Int
  /// The lines of the screen.
  public private(set) var height: Int
  /// The first line that is shown, as a row and a line in it.
  private var top = Place(row: 0, line: 0)

  private struct Place: Hashable, Comparable {
    var row: Int
    var line: Int
    static func < (a: Place, b: Place) -> Bool { (a.row, a.line) < (b.row, b.line) }
  }

  /// A screen of some columns and lines.
  public init(width: Int, height: Int) {
    (self.width, self.height) = (max(width, 4), max(height, 1))
  }

  /// Makes the screen another size.
  public mutating func resize(width: Int, height: Int) {
    (self.width, self.height) = (max(width, 4), max(height, 1))
    top = Place(row: 0, line: 0)
  }

  /// The columns that may be written to. A terminal that writes its last column disagrees with others about where
  /// it is then; so we never do.
  private var room: Int { width - 1 }

  /// Lays a scene out, in at most as many lines as the screen has.
  public mutating func frame(_ scene: Scene) -> Frame {
    var rows = Rows(scene, room: room)
    let below = extras(of: scene)
    let available = height - below.count
    scroll(&rows, available)
    var lines: [[Cell]] = []
    var place = top
    while lines.count < available, place.row < rows.count {
      let row = rows.lines(of: place.row)
      lines += row[place.line...].prefix(available - lines.count)
      place = lines.count < available ? Place(row: place.row + 1, line: 0) : place
    }
    let isCutBelow = rows.hasMore(than: lines.count, from: top.row, top.line)
    markCut(&lines, rows.gutter, isCutAbove: top > Place(row: 0, line: 0), isCutBelow: isCutBelow)
    let (cursor, column) = rows.cursor
    var cursorLine = cursor.line - top.line
    for row in top.row..<max(top.row, cursor.row) { cursorLine += rows.lines(of: row).count }
    return Frame(lines: lines + below, cursorLine: cursorLine, cursorColumn: min(column, width - 1))
  }

  /// All lines of a scene, however tall the screen is, for what stays when the text is handed over.
  public func everything(_ scene: Scene) -> Frame {
    var rows = Rows(scene, room: room)
    let lines = (0..<rows.count).flatMap { rows.lines(of: $0) }
    return Frame(lines: lines, cursorLine: lines.count - 1, cursorColumn: 0)
  }

  /// The menu and the notes, which leave the text at least half of the screen.
  private func extras(of scene: Scene) -> [[Cell]] {
    let limit = height / 2
    let notes = scene.notes.prefix(limit).map { Cells.line($0, .note, width: room) }
    let menu = scene.menu?.lines(height: min(8, limit - notes.count), width: room) ?? []
    return menu + notes
  }

  /// Moves the first line that is shown so that the cursor is shown, and no line stays empty without need.
  private mutating func scroll(_ rows: inout Rows, _ available: Int) {
    let (cursor, _) = rows.cursor
    if top.row >= rows.count { top = Place(row: rows.count - 1, line: 0) }
    top.line = min(top.line, rows.lines(of: top.row).count - 1)
    let target = Place(row: cursor.row, line: cursor.line)
    if target < top { top = target }
    // The lowest place from which the cursor is in view, and the lowest from which the screen is full.
    let earliest = back(from: target, by: available - 1, &rows)
    if top < earliest { top = earliest }
    let last = Place(row: rows.count - 1, line: rows.lines(of: rows.count - 1).count - 1)
    let full = back(from: last, by: available - 1, &rows)
    if full < top { top = full }
  }

  private func back(from place: Place, by count: Int, _ rows: inout Rows) -> Place {
    var (place, count) = (place, count)
    while count > 0 {
      if place.line >= count { return Place(row: place.row, line: place.line - count) }
      guard place.row > 0 else { return Place(row: 0, line: 0) }
      count -= place.line + 1
      place = Place(row: place.row - 1, line: rows.lines(of: place.row - 1).count - 1)
    }
    return place
  }

  /// Says in the gutter that there is more above or below.
  private func markCut(_ lines: inout [[Cell]], _ gutter: Int, isCutAbove: Bool, isCutBelow: Bool) {
    guard gutter > 0 else { return }
    if isCutAbove, !lines.isEmpty { lines[0] = Layout.marked(lines[0], "↑", gutter) }
    if isCutBelow, lines.count > 1 { lines[lines.count - 1] = Layout.marked(lines[lines.count - 1], "↓", gutter) }
  }

  private static func marked(_ line: [Cell], _ sign: Character, _ gutter: Int) -> [Cell] {
    var column = 0
    let rest = line.drop { cell in
      defer { column += cell.width }
      return column < gutter
    }
    let blank = Cell(" ", width: 1, role: .gutter)
    return [Cell(sign, width: 1, role: .gutter)] + Array(repeating: blank, count: gutter - 1) + rest
  }
}

/// The rows of a scene, each laid out in lines when it is asked for.
private struct Rows {
  let gutter: Int
  private let scene: Scene
  private let text: String
  /// The role of each byte.
  private let roles: [Role]
  private let ranges: [Range<Int>]
  private let prompt: [Cell]
  private let room: Int
  private let cursorRow: Int
  private var laid: [Int: [[Cell]]] = [:]
  private var cursorPlace = (line: 0, column: 0)

  init(_ scene: Scene, room: Int) {
    self.scene = scene
    self.room = room
    text = scene.text + scene.hint
    var roles = [Role](repeating: .plain, count: text.utf8.count)
    for colour in scene.colours {
      for offset in colour.range.clamped(to: 0..<scene.text.utf8.count) { roles[offset] = colour.role }
    }
    for offset in scene.text.utf8.count..<roles.count { roles[offset] = .hint }
    self.roles = roles
    // A prompt leaves the text most of the line; of a long one the end counts, for it says where one stands.
    let limit = room * 2 / 5
    var cells = Cells.line(scene.prompt, .prompt, width: .max)
    if cells.reduce(0, { $0 + $1.width }) > limit {
      while !cells.isEmpty, cells.reduce(0, { $0 + $1.width }) > limit - 1 { cells.removeFirst() }
      if limit > 0 { cells.insert(Cell("…", width: 1, role: .prompt), at: 0) }
    }
    prompt = cells
    gutter = cells.reduce(0) { $0 + $1.width }
    var ranges: [Range<Int>] = []
    var start = 0
    var offset = 0
    for byte in text.utf8 {
      if byte == 0x0A {
        ranges.append(start..<offset)
        start = offset + 1
      }
      offset += 1
    }
    ranges.append(start..<offset)
    self.ranges = ranges
    // The last row that begins at the cursor or before it.
    var (low, high) = (0, ranges.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if ranges[middle].lowerBound <= scene.cursor { low = middle } else { high = middle }
    }
    cursorRow = low
  }

  var count: Int { ranges.count }

  /// Where the cursor stands: its row, the line in it, and the column.
  var cursor: (place: (row: Int, line: Int), column: Int) {
    mutating get {
      _ = lines(of: cursorRow)
      return ((cursorRow, cursorPlace.line), cursorPlace.column)
    }
  }

  /// Whether there are more lines than some, from a place.
  mutating func hasMore(than shown: Int, from row: Int, _ line: Int) -> Bool {
    var left = shown + line
    for row in row..<count {
      left -= lines(of: row).count
      if left < 0 { return true }
    }
    return false
  }

  mutating func lines(of row: Int) -> [[Cell]] {
    if let lines = laid[row] { return lines }
    let lines = lay(row)
    laid[row] = lines
    return lines
  }

  private mutating func lay(_ row: Int) -> [[Cell]] {
    let margin = Array(repeating: Cell(" ", width: 1, role: .gutter), count: gutter)
    var dotted = margin
    if gutter >= 2 { dotted[gutter - 2] = Cell("·", width: 1, role: .gutter) }
    var line = row == 0 ? prompt : dotted
    var column = gutter
    var lines: [[Cell]] = []
    let range = ranges[row]
    var offset = range.lowerBound
    let first = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
    for character in text[first..<text.utf8.index(first, offsetBy: range.count)] {
      if offset == scene.cursor { cursorPlace = (lines.count, column) }
      let role = roles[offset]
      let start = line.count
      Cells.append(character, role, to: &line)
      var width = 0
      for cell in line[start...] { width += cell.width }
      if column + width > room {
        let moved = Array(line[start...])
        line.removeSubrange(start...)
        lines.append(line)
        line = margin + moved
        if offset == scene.cursor { cursorPlace = (lines.count, gutter) }
        column = gutter
      }
      column += width
      offset += character.utf8.count
    }
    if row == cursorRow, scene.cursor >= offset { cursorPlace = (lines.count, column) }
    return lines + [line]
  }
}
