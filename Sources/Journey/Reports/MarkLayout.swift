/// A range to underline in a shown line, with what is said of it.
struct Mark {
  /// The columns; an empty range is one sign wide, for it points between two characters.
  let columns: Range<Int>
  let message: String
  let isPrimary: Bool
  let role: Palette.Role

  fileprivate var start: Int { columns.lowerBound }
  fileprivate var end: Int { max(columns.upperBound, start + 1) }
}

/// The rows under a line of script: the underlining, then the messages that do not fit beside it.
///
///     leads to Checkout for 25% when known
///     -----    ^^^^^^^^ where to
///     |
///     an arrow
///
/// The mark that ends last has its message beside it; the others hang from their marks, the rightmost first, so that
/// no message crosses the line of another.
enum MarkLayout {
  static func rows(_ marks: [Mark], _ palette: Palette) -> [String] {
    guard let end = marks.map(\.end).max() else { return [] }
    let inline = marks.indices.filter { marks[$0].end == end && !marks[$0].message.isEmpty }
      .max { marks[$0].start < marks[$1].start }
    var rows = [underline(marks, palette)]
    if let inline { rows[0] += " " + palette.paint(marks[inline].message, marks[inline].role) }

    var hanging = marks.indices.filter { $0 != inline && !marks[$0].message.isEmpty }.map { marks[$0] }
    hanging.sort { $0.start > $1.start }
    if !hanging.isEmpty { rows.append(lines(hanging, palette).text) }
    while !hanging.isEmpty {
      let mark = hanging.removeFirst()
      let (text, width) = lines(hanging.filter { $0.start < mark.start }, palette)
      rows.append(text + blanks(mark.start - width) + palette.paint(mark.message, mark.role))
    }
    return rows
  }

  /// The row of `^^^` and `---`; of two ranges over each other the shorter is on top, for it says more.
  private static func underline(_ marks: [Mark], _ palette: Palette) -> String {
    var signs: [Int] = []
    let order = marks.indices.sorted {
      let (left, right) = (marks[$0], marks[$1])
      let (first, second) = (left.end - left.start, right.end - right.start)
      return first != second ? first > second : !left.isPrimary && right.isPrimary
    }
    for index in order {
      let mark = marks[index]
      while signs.count < mark.end { signs.append(-1) }
      for column in mark.start..<mark.end { signs[column] = index }
    }
    // Neighbours of one mark are painted together.
    var row = ""
    var column = 0
    while column < signs.count {
      let index = signs[column]
      let next = signs[column...].firstIndex { $0 != index } ?? signs.count
      let sign = index < 0 ? " " : marks[index].isPrimary ? "^" : "-"
      row += palette.paint(String(repeating: sign, count: next - column), index < 0 ? .plain : marks[index].role)
      column = next
    }
    return row
  }

  /// A row of the lines that messages hang from, and its width.
  private static func lines(_ marks: [Mark], _ palette: Palette) -> (text: String, width: Int) {
    var text = ""
    var width = 0
    for mark in marks.reversed() where mark.start >= width {
      text += blanks(mark.start - width) + palette.paint("|", mark.role)
      width = mark.start + 1
    }
    return (text, width)
  }

  private static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}
