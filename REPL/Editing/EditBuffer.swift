/// A text of one or more rows, with a cursor, what was cut from it, and what can be undone.
///
/// A pure value: another editor (libedit) may own the text between two keys and hand its state over with `adopt`; undo
/// then covers what that editor did as well. Offsets count bytes of UTF-8, and the cursor stands between characters as
/// a reader sees them, never inside a letter and its accents. The only end of a row is U+000A.
public struct EditBuffer: Sendable, Hashable {
  /// The whole text.
  public private(set) var text: String
  /// Where the next letter goes: an offset in bytes.
  public private(set) var cursor: Int
  /// What was cut, which outlives the text.
  public var kills: KillRing

  /// The column that up and down aim at, while they follow each other.
  private var goal: Int?
  /// What was done last, where that changes what the next thing does.
  private var last = Action.other
  private var undone: [Step] = []
  private var done: [Step] = []

  private enum Action: Hashable {
    case other, type, erase, kill, vertical
    case yank(Range<Int>)
  }

  /// One edit that undo takes back.
  private struct Step: Hashable {
    var offset: Int
    var removed: String
    var inserted: String
    var cursor: Int
  }

  /// Enough for an afternoon, little enough to forget.
  private static let stepLimit = 1_000

  /// A text with the cursor at an offset, or at the end.
  public init(_ text: String = "", cursor: Int? = nil, kills: KillRing = KillRing()) {
    self.text = EditBuffer.clean(text)
    self.kills = kills
    self.cursor = 0
    self.cursor = boundary(atOrBefore: cursor ?? self.text.utf8.count)
  }

  /// The text with U+000A as the only end of a row, and without U+0000, which C would take for its end.
  private static func clean(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x0D || $0 == 0 }) else { return text }
    var scalars = String.UnicodeScalarView()
    var wasReturn = false
    for scalar in text.unicodeScalars {
      if scalar == "\r" || !(scalar == "\n" && wasReturn) && scalar != "\0" {
        scalars.append(scalar == "\r" ? "\n" : scalar)
      }
      wasReturn = scalar == "\r"
    }
    return String(scalars)
  }

  // MARK: Places

  /// The bytes of the text.
  public var count: Int { text.utf8.count }

  private func index(_ offset: Int) -> String.Index { text.utf8.index(text.startIndex, offsetBy: offset) }
  private func offset(_ index: String.Index) -> Int { text.utf8.distance(from: text.startIndex, to: index) }

  private func isBoundary(_ offset: Int) -> Bool {
    offset <= 0 || offset >= count || String.Index(index(offset), within: text) != nil
  }

  /// The end of the character before an offset, which is the offset itself where it stands between two.
  public func boundary(atOrBefore offset: Int) -> Int {
    var result = min(max(offset, 0), count)
    while !isBoundary(result) { result -= 1 }
    return result
  }

  private func boundary(atOrAfter offset: Int) -> Int {
    var result = min(max(offset, 0), count)
    while !isBoundary(result) { result += 1 }
    return result
  }

  private func before(_ offset: Int) -> Int {
    offset == 0 ? 0 : self.offset(text.index(before: index(offset)))
  }

  private func after(_ offset: Int) -> Int {
    offset >= count ? count : self.offset(text.index(after: index(offset)))
  }

  /// A part of the text.
  public func text(in range: Range<Int>) -> String { String(text[index(range.lowerBound)..<index(range.upperBound)]) }

  /// The first byte of the row that an offset stands in.
  public func rowStart(of offset: Int) -> Int {
    let bytes = text.utf8
    var place = index(offset)
    while place > bytes.startIndex {
      let previous = bytes.index(before: place)
      if bytes[previous] == 0x0A { break }
      place = previous
    }
    return self.offset(place)
  }

  /// The end of the row that an offset stands in, before what ends it.
  public func rowEnd(of offset: Int) -> Int {
    let bytes = text.utf8
    let place = bytes[index(offset)...].firstIndex(of: 0x0A) ?? bytes.endIndex
    return self.offset(place)
  }

  /// Whether the text has one row only.
  public var isOneRow: Bool { !text.utf8.contains(0x0A) }
  /// Whether the cursor stands in the first row.
  public var isInFirstRow: Bool { rowStart(of: cursor) == 0 }
  /// Whether the cursor stands in the last row.
  public var isInLastRow: Bool { rowEnd(of: cursor) == count }
  /// The row of the cursor, up to it.
  public var rowBeforeCursor: String { text(in: rowStart(of: cursor)..<cursor) }

  // MARK: Moving

  /// Moves to an offset, or to the end of the character before it.
  public mutating func move(to offset: Int) {
    cursor = boundary(atOrBefore: offset)
    last = .other
    goal = nil
  }

  /// Moves a character back.
  public mutating func moveLeft() { move(to: before(cursor)) }
  /// Moves a character on.
  public mutating func moveRight() { move(to: after(cursor)) }
  /// Moves to the start of the row.
  public mutating func moveToRowStart() { move(to: rowStart(of: cursor)) }
  /// Moves to the end of the row.
  public mutating func moveToRowEnd() { move(to: rowEnd(of: cursor)) }
  /// Moves to the first character of the row that is not a blank.
  public mutating func moveToIndentation() {
    let start = rowStart(of: cursor)
    move(to: start + text(in: start..<rowEnd(of: cursor)).utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count)
  }
  /// Moves to the start of the word before the cursor.
  public mutating func moveWordLeft() { move(to: wordStart(before: cursor)) }
  /// Moves to the end of the word behind the cursor.
  public mutating func moveWordRight() { move(to: wordEnd(after: cursor)) }

  /// Moves to the row above, to the same column; false at the first row, where nothing moves.
  public mutating func moveUp() -> Bool {
    let start = rowStart(of: cursor)
    guard start > 0 else { return false }
    moveVertically(from: start, to: rowStart(of: start - 1))
    return true
  }

  /// Moves to the row below, to the same column; false at the last row, where nothing moves.
  public mutating func moveDown() -> Bool {
    let end = rowEnd(of: cursor)
    guard end < count else { return false }
    moveVertically(from: rowStart(of: cursor), to: end + 1)
    return true
  }

  private mutating func moveVertically(from start: Int, to other: Int) {
    let aim = last == .vertical ? goal ?? 0 : Cells.width(of: text(in: start..<cursor))
    var place = other
    let end = rowEnd(of: other)
    var column = 0
    while place < end {
      column += Cells.width(of: text[index(place)])
      guard column <= aim else { break }
      place = after(place)
    }
    cursor = place
    goal = aim
    last = .vertical
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  private func wordStart(before offset: Int) -> Int {
    var place = index(offset)
    while place > text.startIndex, !EditBuffer.isWord(text[text.index(before: place)]) {
      place = text.index(before: place)
    }
    while place > text.startIndex, EditBuffer.isWord(text[text.index(before: place)]) {
      place = text.index(before: place)
    }
    return self.offset(place)
  }

  private func wordEnd(after offset: Int) -> Int {
    var place = index(offset)
    while place < text.endIndex, !EditBuffer.isWord(text[place]) { place = text.index(after: place) }
    while place < text.endIndex, EditBuffer.isWord(text[place]) { place = text.index(after: place) }
    return self.offset(place)
  }

  // MARK: Editing

  /// Puts a text in at the cursor, which then stands behind it.
  public mutating func insert(_ new: String) {
    let new = EditBuffer.clean(new)
    guard !new.isEmpty else { return }
    let isTyped = new.count == 1 && new != "\n"
    edit(cursor..<cursor, new, as: isTyped ? .type : .other)
  }

  /// Puts a text in the place of a range; the cursor then stands behind it.
  public mutating func replace(_ range: Range<Int>, with new: String) {
    let lower = boundary(atOrBefore: range.lowerBound)
    edit(lower..<max(lower, boundary(atOrAfter: range.upperBound)), EditBuffer.clean(new), as: .other)
  }

  /// Makes the text another one, as one step of undo, with the cursor at its end.
  public mutating func replaceAll(with new: String) { replace(0..<count, with: new) }

  /// Adds a row at the cursor, which begins with some blanks in place of those that stand there.
  public mutating func insertRow(indentedBy columns: Int) {
    let end = rowEnd(of: cursor)
    let blanks = text(in: cursor..<end).utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count
    edit(cursor..<cursor + blanks, "\n" + String(repeating: " ", count: max(0, columns)), as: .other)
  }

  /// Makes the row of the cursor begin with so many blanks; the cursor keeps its place in what follows them.
  public mutating func indentRow(to columns: Int) {
    let start = rowStart(of: cursor)
    let blanks = text(in: start..<rowEnd(of: cursor)).utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count
    let behind = max(0, cursor - start - blanks)
    edit(start..<start + blanks, String(repeating: " ", count: max(0, columns)), as: .other)
    cursor += behind
  }

  /// Removes the character before the cursor.
  public mutating func eraseLeft() { edit(before(cursor)..<cursor, "", as: .erase) }
  /// Removes the character behind the cursor.
  public mutating func eraseRight() { edit(cursor..<after(cursor), "", as: .erase) }

  /// Cuts what stands behind the cursor in its row; at the row's end, what ends it.
  public mutating func killToRowEnd() {
    let end = rowEnd(of: cursor)
    kill(cursor..<(end == cursor ? after(cursor) : end), .forward)
  }
  /// Cuts what stands before the cursor in its row; at the row's start, what ends the row above.
  public mutating func killToRowStart() {
    let start = rowStart(of: cursor)
    kill((start == cursor ? before(cursor) : start)..<cursor, .backward)
  }
  /// Cuts back to the start of a word.
  public mutating func killWordLeft() { kill(wordStart(before: cursor)..<cursor, .backward) }
  /// Cuts up to the end of a word.
  public mutating func killWordRight() { kill(cursor..<wordEnd(after: cursor), .forward) }
  /// Cuts back to a blank.
  public mutating func killToBlank() {
    var place = index(cursor)
    while place > text.startIndex, text[text.index(before: place)].isWhitespace { place = text.index(before: place) }
    while place > text.startIndex, !text[text.index(before: place)].isWhitespace { place = text.index(before: place) }
    kill(offset(place)..<cursor, .backward)
  }
  /// Cuts the whole row of the cursor, with what ends it.
  public mutating func killRow() {
    let start = rowStart(of: cursor)
    let end = rowEnd(of: cursor)
    kill(end < count ? start..<end + 1 : max(0, start - 1)..<end, .forward)
    if cursor == count { moveToRowStart() }
  }

  /// Cuts a range.
  public mutating func kill(_ range: Range<Int>, _ direction: KillRing.Direction = .forward) {
    kills.keep(text(in: range), direction, joining: last == .kill)
    edit(range, "", as: .kill)
  }

  /// Puts in what was cut last.
  public mutating func yank() {
    guard let new = kills.current else { return }
    let start = cursor
    edit(cursor..<cursor, new, as: .other)
    last = .yank(start..<cursor)
  }

  /// Puts what was cut before in the place of what was just put in; nothing happens elsewhere.
  public mutating func yankEarlier() {
    guard case .yank(let range) = last else { return }
    kills.rotate()
    guard let new = kills.current else { return }
    edit(range, new, as: .other)
    last = .yank(range.lowerBound..<cursor)
  }

  /// Takes over what another editor made of the text and the cursor, as an edit that can be undone.
  public mutating func adopt(_ other: String, cursor place: Int) {
    let old = cursor
    let new = EditBuffer.clean(other)
    if new != text {
      let (range, inserted) = difference(to: new)
      let isTyped = range.isEmpty && inserted.count == 1 && inserted != "\n"
      edit(range, inserted, as: isTyped ? .type : inserted.isEmpty && range.count == 1 ? .erase : .other)
    } else if place != cursor {
      last = .other
      goal = nil
    }
    cursor = place < old ? boundary(atOrBefore: place) : boundary(atOrAfter: place)
  }

  /// The smallest range whose replacement makes another text of this one, in whole scalars.
  private func difference(to new: String) -> (Range<Int>, String) {
    let (old, other) = (Array(text.utf8), Array(new.utf8))
    var start = 0
    while start < old.count, start < other.count, old[start] == other[start] { start += 1 }
    while start > 0,
      start < old.count && old[start] & 0xC0 == 0x80 || start < other.count && other[start] & 0xC0 == 0x80
    { start -= 1 }
    var (end, otherEnd) = (old.count, other.count)
    while end > start, otherEnd > start, old[end - 1] == other[otherEnd - 1] {
      (end, otherEnd) = (end - 1, otherEnd - 1)
    }
    while end < old.count, old[end] & 0xC0 == 0x80 { (end, otherEnd) = (end + 1, otherEnd + 1) }
    return (start..<end, String(decoding: other[start..<otherEnd], as: UTF8.self))
  }

  /// The one place where the text changes, so that all changes can be undone.
  private mutating func edit(_ range: Range<Int>, _ new: String, as action: Action) {
    guard !(range.isEmpty && new.isEmpty) else {
      last = .other
      goal = nil
      return
    }
    let step = Step(offset: range.lowerBound, removed: text(in: range), inserted: new, cursor: cursor)
    text.replaceSubrange(index(range.lowerBound)..<index(range.upperBound), with: new)
    cursor = boundary(atOrAfter: range.lowerBound + new.utf8.count)
    goal = nil
    undone = []
    if !(action == last && join(step, action)) {
      done.append(step)
      if done.count > EditBuffer.stepLimit { done.removeFirst() }
    }
    last = action
  }

  /// Lets a letter typed or erased right after another be one step with it, word by word.
  private mutating func join(_ step: Step, _ action: Action) -> Bool {
    guard var previous = done.last else { return false }
    switch action {
    case .type where previous.offset + previous.inserted.utf8.count == step.offset && step.removed.isEmpty:
      if previous.inserted.last?.isWhitespace == true, step.inserted.first?.isWhitespace != true { return false }
      previous.inserted += step.inserted
    case .erase where previous.inserted.isEmpty && step.offset + step.removed.utf8.count == previous.offset:
      previous.removed = step.removed + previous.removed
      previous.offset = step.offset
    case .erase where previous.inserted.isEmpty && step.offset == previous.offset:
      previous.removed += step.removed
    default: return false
    }
    done[done.count - 1] = previous
    return true
  }

  /// Takes the last edit back; false where there is none.
  @discardableResult public mutating func undo() -> Bool {
    guard let step = done.popLast() else { return false }
    let range = index(step.offset)..<index(step.offset + step.inserted.utf8.count)
    text.replaceSubrange(range, with: step.removed)
    cursor = boundary(atOrBefore: step.cursor)
    undone.append(step)
    (last, goal) = (.other, nil)
    return true
  }

  /// Does again what undo took back; false where there is nothing.
  @discardableResult public mutating func redo() -> Bool {
    guard let step = undone.popLast() else { return false }
    let range = index(step.offset)..<index(step.offset + step.removed.utf8.count)
    text.replaceSubrange(range, with: step.inserted)
    cursor = boundary(atOrAfter: step.offset + step.inserted.utf8.count)
    done.append(step)
    (last, goal) = (.other, nil)
    return true
  }
}
