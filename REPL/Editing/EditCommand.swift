/// What a key can be bound to beyond what libedit does itself; in `~/.editrc` each is called `journey-` and its name.
public enum EditCommand: String, Sendable, Hashable, CaseIterable {
  // Moving.
  case left, right, up, down
  case wordLeft = "word-left"
  case wordRight = "word-right"
  case rowStart = "row-start"
  case rowEnd = "row-end"
  case indentation
  case textStart = "text-start"
  case textEnd = "text-end"
  // Editing.
  case enter
  case addRow = "add-row"
  case blank
  case paste
  case eraseLeft = "erase-left"
  case eraseRight = "erase-right"
  case leave = "leave-or-erase"
  case cutToRowEnd = "cut-to-row-end"
  case cutToRowStart = "cut-to-row-start"
  case cutWordLeft = "cut-word-left"
  case cutWordRight = "cut-word-right"
  case cutToBlank = "cut-to-blank"
  case cutRow = "cut-row"
  case yank
  case yankEarlier = "yank-earlier"
  case undo, redo
  case rowBelow = "row-below"
  case rowAbove = "row-above"
  case appendToRow = "append-to-row"
  case insertInRow = "insert-in-row"
  case changeToRowEnd = "change-to-row-end"
  // Looking things up.
  case complete
  case completeBack = "complete-back"
  case older, newer
  case olderAlike = "older-alike"
  case newerAlike = "newer-alike"
  case search
  case edit
  case clear

  /// What libedit's own commands mean here, where ours do their work: `~/.editrc` may name them.
  public static let replacements: [String: EditCommand] = [
    "ed-prev-char": .left, "ed-next-char": .right, "ed-prev-line": .up, "ed-next-line": .down,
    "ed-prev-word": .wordLeft, "em-next-word": .wordRight, "ed-move-to-beg": .rowStart, "ed-move-to-end": .rowEnd,
    "ed-newline": .enter, "ed-delete-prev-char": .eraseLeft, "em-delete-prev-char": .eraseLeft,
    "ed-delete-next-char": .eraseRight, "em-delete-or-list": .leave, "vi-list-or-eof": .leave,
    "ed-kill-line": .cutToRowEnd, "em-kill-line": .cutToRowStart, "vi-kill-line-prev": .cutToRowStart,
    "ed-delete-prev-word": .cutWordLeft, "em-delete-next-word": .cutWordRight, "em-yank": .yank, "vi-undo": .undo,
    "ed-prev-history": .older, "ed-next-history": .newer, "ed-search-prev-history": .olderAlike,
    "ed-search-next-history": .newerAlike, "em-inc-search-prev": .search, "em-inc-search-next": .search,
    "vi-search-prev": .search, "vi-search-next": .search, "vi-histedit": .edit, "ed-clear-screen": .clear,
    "rl_complete": .complete, "_rl_complete": .complete,
  ]
}

/// What is left to do, once a command was performed, for those who have a terminal.
public enum EditEffect: Sendable, Hashable {
  /// Nothing.
  case none
  /// The text is complete and handed over.
  case submit
  /// The reader wants to leave.
  case leave
  /// The text is to be edited in the reader's own editor.
  case edit
  /// The screen is to be cleared.
  case clear
  /// Letters are to be inserted from now on, in vi's terms.
  case insert
}

/// Which operator of vi waits for the motion that says how far it goes: followed by reading along.
///
/// libedit does not tell; without it, motions of our own could not be combined with `d` and `c`.
public struct ViOperator: Sendable, Hashable {
  /// The operator, `d` or `c`; nothing where none waits.
  public private(set) var pending: Character?
  private var isLiteral = false

  /// No operator.
  public init() {}

  /// Takes note of a key that was pressed.
  public mutating func note(_ key: Key) {
    guard case .scalar(let scalar) = key.kind else {
      self = ViOperator()
      return
    }
    // The key behind these is looked for or put in; it commands nothing.
    if isLiteral {
      self = ViOperator()
      return
    }
    switch scalar {
    case "f", "F", "t", "T", "r":
      isLiteral = true
      pending = nil
    case "d", "c": pending = pending == nil ? Character(scalar) : nil
    case "1"..."9": break
    default: pending = nil
    }
  }
}
