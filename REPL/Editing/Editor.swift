/// A text that is being written at a prompt, with all that keys do to it: a value without a terminal.
///
/// Keys of letters and what libedit knows are its business, and come in through `adopt`; everything else is a command.
/// While a menu or a search is open, keys go to `take` first.
public struct Editor: Sendable {
  /// The text.
  public private(set) var buffer: EditBuffer
  /// What was handed over before.
  public var history: History
  /// What takes the keys now.
  public private(set) var mode = Mode.text
  /// What stands below the text until the next key.
  public var notes: [String] = []

  /// What takes the keys.
  public enum Mode: Sendable, Hashable {
    /// The text itself.
    case text
    /// A menu of completions, over the text as it was before one was chosen.
    case menu(Menu, EditBuffer)
    /// A search through the history, over the text as it was before.
    case search(HistorySearch, EditBuffer)
  }

  private var walk: HistoryWalk
  /// What an alike entry of the history has to begin with, while one looks for it.
  private var stem: String?
  /// Seconds are not told here; a text that was pasted waits for the command that puts it in.
  private var pasted = ""

  /// An editor over a text to begin with.
  public init(_ text: String = "", history: History, kills: KillRing = KillRing()) {
    buffer = EditBuffer(text, kills: kills)
    self.history = history
    walk = HistoryWalk(history)
  }

  /// Keeps a text for the command `paste`.
  public mutating func prepare(paste text: String) { pasted = text }

  /// Takes over what another editor made of the text.
  public mutating func adopt(_ text: String, cursor: Int) {
    if text != buffer.text { stem = nil }
    buffer.adopt(text, cursor: cursor)
  }

  /// Puts a text that was edited elsewhere in the place of this one.
  public mutating func replace(with text: String) { buffer.replaceAll(with: text) }

  // MARK: What is to be seen

  /// What is to be seen, for what the host says of the text.
  public func scene(with assistant: some Assistant, colours: [Coloured]) -> Scene {
    var scene = Scene(text: buffer.text, cursor: buffer.cursor, prompt: assistant.prompt)
    scene.colours = colours
    scene.notes = notes
    switch mode {
    case .text:
      scene.hint = hint
      if let (open, close) = Brackets.pair(in: buffer.text, at: buffer.cursor, colours: colours) {
        scene.colours += [Coloured(open..<open + 1, .bracket), Coloured(close..<close + 1, .bracket)]
      }
    case .menu(let menu, _): scene.menu = menu
    case .search(let search, _):
      if let offset = search.offset {
        scene.colours.append(Coloured(offset..<offset + search.query.utf8.count, .chosen))
      }
      scene.notes = ["search: \(search.query)\(search.hasFailed ? "  (nothing has it)" : "")"]
    }
    return scene
  }

  /// What the history suggests behind the cursor.
  private var hint: String {
    guard mode == .text, buffer.cursor == buffer.count else { return "" }
    return history.hint(for: buffer.text)
  }

  // MARK: Commands

  /// Does what a key is bound to, and says what is left to do.
  public mutating func perform(_ command: EditCommand, with assistant: some Assistant) -> EditEffect {
    notes = []
    if command != .olderAlike && command != .newerAlike { stem = nil }
    switch command {
    case .left: buffer.moveLeft()
    case .right: if !takeHint(whole: true) { buffer.moveRight() }
    case .up: if !buffer.moveUp() { recall(walk.older(than: buffer.text)) }
    case .down: if !buffer.moveDown() { recall(walk.newer(than: buffer.text)) }
    case .wordLeft: buffer.moveWordLeft()
    case .wordRight: if !takeHint(whole: false) { buffer.moveWordRight() }
    case .rowStart: buffer.moveToRowStart()
    case .rowEnd: if !takeHint(whole: true) { buffer.moveToRowEnd() }
    case .indentation: buffer.moveToIndentation()
    case .textStart: buffer.move(to: 0)
    case .textEnd: buffer.move(to: buffer.count)
    case .enter:
      if assistant.isComplete(buffer.text) { return .submit }
      addRow(with: assistant)
    case .addRow: addRow(with: assistant)
    case .blank:
      buffer.insert(" ")
      if isBehindFirstWord { indentAnew(with: assistant) }
    case .paste: buffer.insert(pasted)
    case .eraseLeft: eraseLeft()
    case .eraseRight: buffer.eraseRight()
    case .leave:
      if buffer.text.isEmpty { return .leave }
      buffer.eraseRight()
    case .cutToRowEnd: buffer.killToRowEnd()
    case .cutToRowStart: buffer.killToRowStart()
    case .cutWordLeft: buffer.killWordLeft()
    case .cutWordRight: buffer.killWordRight()
    case .cutToBlank: buffer.killToBlank()
    case .cutRow: buffer.killRow()
    case .yank: buffer.yank()
    case .yankEarlier: buffer.yankEarlier()
    case .undo: buffer.undo()
    case .redo: buffer.redo()
    case .rowBelow, .rowAbove, .appendToRow, .insertInRow, .changeToRowEnd: return performVi(command, with: assistant)
    case .complete, .completeBack: complete(with: assistant, step: command == .complete ? 1 : -1)
    case .older: recall(walk.older(than: buffer.text))
    case .newer: recall(walk.newer(than: buffer.text))
    case .olderAlike: recallAlike { walk, text in walk.older(than: text) }
    case .newerAlike: recallAlike { walk, text in walk.newer(than: text) }
    case .search: mode = .search(HistorySearch(history), buffer)
    case .edit: return .edit
    case .clear: return .clear
    }
    return .none
  }

  /// Deletes or changes up to where a motion leads, as vi's `d` and `c` before it say.
  public mutating func perform(_ pending: Character, to motion: EditCommand, with assistant: some Assistant)
    -> EditEffect
  {
    let start = buffer.cursor
    _ = perform(motion, with: assistant)
    let end = buffer.cursor
    buffer.kill(min(start, end)..<max(start, end), start < end ? .forward : .backward)
    return pending == "c" ? .insert : .none
  }

  private mutating func performVi(_ command: EditCommand, with assistant: some Assistant) -> EditEffect {
    switch command {
    case .rowBelow:
      buffer.moveToRowEnd()
      addRow(with: assistant)
    case .rowAbove:
      buffer.moveToIndentation()
      let columns = Cells.width(of: buffer.rowBeforeCursor)
      buffer.moveToRowStart()
      buffer.insert(String(repeating: " ", count: columns) + "\n")
      buffer.moveLeft()
    case .appendToRow: buffer.moveToRowEnd()
    case .insertInRow: buffer.moveToIndentation()
    default: buffer.kill(buffer.cursor..<buffer.rowEnd(of: buffer.cursor))
    }
    return .insert
  }

  /// Lets the hint become text, where the cursor stands before it: all of it, or its first word.
  private mutating func takeHint(whole: Bool) -> Bool {
    let hint = hint
    guard !hint.isEmpty else { return false }
    guard !whole else {
      buffer.insert(hint)
      return true
    }
    var ahead = EditBuffer(hint, cursor: 0)
    ahead.moveWordRight()
    buffer.insert(ahead.text(in: 0..<ahead.cursor))
    return true
  }

  private mutating func recall(_ text: String?) {
    guard let text else { return }
    buffer.replaceAll(with: text)
  }

  private mutating func recallAlike(_ step: (inout HistoryWalk, String) -> String?) {
    let stem = stem ?? buffer.text
    var ahead = walk
    var text = buffer.text
    while let next = step(&ahead, text) {
      text = next
      guard next.hasPrefix(stem) else { continue }
      walk = ahead
      recall(next)
      break
    }
    self.stem = stem
  }

  // MARK: Rows

  private mutating func addRow(with assistant: some Assistant) {
    // A row of one word shows only now what it is.
    if isBehindFirstWord { indentAnew(with: assistant) }
    buffer.insertRow(indentedBy: assistant.indentation(ofRowAfter: buffer.text(in: 0..<buffer.cursor)))
  }

  /// Whether the cursor stands at the end of a row that has one word, with a blank behind it or none.
  private var isBehindFirstWord: Bool {
    guard buffer.rowEnd(of: buffer.cursor) == buffer.cursor else { return false }
    let row = buffer.rowBeforeCursor
    return row.split(whereSeparator: \.isWhitespace).count == 1 && (row.last != " " || !row.hasSuffix("  "))
  }

  private mutating func indentAnew(with assistant: some Assistant) {
    guard let columns = assistant.indentation(ofLastRowOf: buffer.text(in: 0..<buffer.cursor)) else { return }
    let row = buffer.rowBeforeCursor
    guard columns != row.prefix(while: { $0 == " " }).count else { return }
    buffer.indentRow(to: columns)
  }

  /// Erases a character; in the blanks that a row begins with, back to where a row above begins.
  private mutating func eraseLeft() {
    let row = buffer.rowBeforeCursor
    guard !buffer.isInFirstRow, row.count > 1, row.allSatisfy({ $0 == " " }) else {
      buffer.eraseLeft()
      return
    }
    let above = buffer.text(in: 0..<buffer.rowStart(of: buffer.cursor)).split(separator: "\n")
    let stop = above.map { $0.prefix { $0 == " " }.count }.filter { $0 < row.count }.max() ?? 0
    buffer.replace(buffer.cursor - (row.count - stop)..<buffer.cursor, with: "")
  }

  // MARK: Completion

  private mutating func complete(with assistant: some Assistant, step: Int) {
    let completions = assistant.completions(of: buffer.text, at: buffer.cursor)
    switch completions.candidates.count {
    case 0:
      // Where nothing can be completed, a row may at least be indented.
      if buffer.rowBeforeCursor.allSatisfy({ $0 == " " }) { buffer.insert("  ") }
    case 1: buffer.replace(completions.range, with: completions.candidates[0].text)
    default:
      let prefix = completions.commonPrefix
      let isLonger = prefix.utf8.count > completions.range.count
      var menu = Menu(completions)
      if isLonger {
        buffer.replace(completions.range, with: prefix)
        let start = completions.range.lowerBound
        menu = Menu(Completions(replacing: start..<start + prefix.utf8.count, with: completions.candidates))
      } else if step < 0 {
        menu.step(by: -1)
      }
      mode = .menu(menu, buffer)
      show(menu, over: buffer)
    }
  }

  private mutating func show(_ menu: Menu, over base: EditBuffer) {
    mode = .menu(menu, base)
    var text = base
    if let chosen = menu.chosen { text.replace(menu.completions.range, with: menu.completions.candidates[chosen].text) }
    buffer = text
  }

  // MARK: Menus and searches

  /// Gives a key to the menu or the search that is open. False where the key is for the text: what was open is closed.
  public mutating func take(_ key: Key, with assistant: some Assistant) -> Bool {
    switch mode {
    case .text: return false
    case .menu(let menu, let base): return take(key, menu, base, assistant)
    case .search(let search, let base): return take(key, search, base)
    }
  }

  /// Closes what is open, and leaves the text as it then is.
  public mutating func close() { mode = .text }

  private mutating func take(_ key: Key, _ menu: Menu, _ base: EditBuffer, _ assistant: some Assistant) -> Bool {
    var menu = menu
    switch key.kind {
    case .scalar("\t"), .named(.down), .scalar("\u{E}"): menu.step(by: 1)
    case .named(.backTab), .named(.up), .scalar("\u{10}"): menu.step(by: -1)
    case .scalar("\u{1B}"), .scalar("\u{7}"):
      buffer = base
      mode = .text
      return true
    case .scalar("\r"), .scalar("\n"):
      mode = .text
      return menu.chosen != nil
    case .scalar(let scalar) where menu.chosen == nil && scalar.value > 0x20 && scalar.value != 0x7F:
      // While nothing is chosen, letters narrow the menu down.
      buffer.insert(String(scalar))
      let completions = assistant.completions(of: buffer.text, at: buffer.cursor)
      mode = completions.candidates.isEmpty ? .text : .menu(Menu(completions), buffer)
      return true
    default:
      mode = .text
      return false
    }
    show(menu, over: base)
    return true
  }

  private mutating func take(_ key: Key, _ search: HistorySearch, _ base: EditBuffer) -> Bool {
    var search = search
    switch key.kind {
    case .scalar("\u{12}"), .named(.up): search.query.isEmpty ? () : search.step(older: true)
    case .scalar("\u{13}"), .named(.down): search.step(older: false)
    case .scalar("\u{7F}"), .scalar("\u{8}"): search.erase()
    case .scalar("\u{1B}"), .scalar("\u{7}"):
      buffer = base
      mode = .text
      return true
    case .scalar("\r"), .scalar("\n"):
      mode = .text
      return true
    case .scalar(let scalar) where scalar.value >= 0x20: search.type(String(scalar))
    case .paste(let text): search.type(text)
    default:
      mode = .text
      return false
    }
    buffer = base
    if let block = search.block {
      buffer.replaceAll(with: block)
      buffer.move(to: search.offset ?? 0)
    }
    mode = .search(search, base)
    return true
  }
}
