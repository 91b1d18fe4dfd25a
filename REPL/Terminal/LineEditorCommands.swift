#if LibEdit
  internal import CLibEdit
  internal import CTerminal

  extension LineEditor {
    /// A command as C calls it.
    typealias Function = @convention(c) (OpaquePointer?, Int32) -> UInt8

    /// Does what a command says, for libedit.
    private static func run(_ handle: OpaquePointer?, _ command: EditCommand) -> UInt8 {
      // SAFETY: libedit calls its commands with its own state.
      guard let handle = unsafe handle else { return UInt8(CC_ERROR) }
      return unsafe of(handle).run(command)
    }

    private func run(_ command: EditCommand) -> UInt8 {
      adopt()
      let effect: EditEffect
      if let pending = lastOperator, LineEditor.motions.contains(command) {
        effect = editor.perform(pending, to: command, with: assistant)
      } else {
        effect = editor.perform(command, with: assistant)
      }
      switch effect {
      case .none: break
      case .submit:
        store()
        end(.submitted)
        // An empty text would look like the end of the input.
        // SAFETY: the text ends with 0, and is copied.
        _ = unsafe el_winsertstr(handle, [0x0A, 0])
        return UInt8(CC_NEWLINE)
      case .leave: if leave() { return UInt8(CC_EOF) }
      case .edit: editElsewhere()
      case .clear: clearScreen()
      case .insert:
        // Behind the last character, libedit steps back onto it first.
        let isAtEnd = editor.buffer.cursor == editor.buffer.count && !editor.buffer.text.isEmpty
        // SAFETY: the text ends with 0, and is copied.
        unsafe el_wpush(handle, [isAtEnd ? Codes.append : Codes.insert, 0])
      }
      return finishDialog()
    }

    private static let motions: Set<EditCommand> = [.rowStart, .rowEnd, .indentation, .textEnd, .left, .right]

    /// Gives keys to the menu or the search, while there is one.
    private func finishDialog() -> UInt8 {
      while editor.mode != .text {
        if !hasMoreKeys() { paint() }
        guard let key = waitForKey() else {
          editor.close()
          return UInt8(CC_EOF)
        }
        if !editor.take(key, with: assistant) { pushBack(key) }
      }
      store()
      return UInt8(CC_REFRESH)
    }

    /// Lets the text be edited in the reader's own editor: $VISUAL, $EDITOR, or vi.
    private func editElsewhere() {
      guard let file = TemporaryFile(editor.buffer.text) else {
        editor.notes = ["No file could be made to edit"]
        return
      }
      release()
      let status = file.edit()
      takeOver()
      if status == 0, let text = file.text {
        editor.replace(with: text)
      } else {
        editor.notes = ["The editor ended with status \(status); the text is as it was"]
      }
    }

    /// The function of C for a command: it cannot take a context along, so each command has its own.
    static func function(for command: EditCommand) -> Function {
      switch command {
      case .left: return { handle, _ in unsafe LineEditor.run(handle, .left) }
      case .right: return { handle, _ in unsafe LineEditor.run(handle, .right) }
      case .up: return { handle, _ in unsafe LineEditor.run(handle, .up) }
      case .down: return { handle, _ in unsafe LineEditor.run(handle, .down) }
      case .wordLeft: return { handle, _ in unsafe LineEditor.run(handle, .wordLeft) }
      case .wordRight: return { handle, _ in unsafe LineEditor.run(handle, .wordRight) }
      case .rowStart: return { handle, _ in unsafe LineEditor.run(handle, .rowStart) }
      case .rowEnd: return { handle, _ in unsafe LineEditor.run(handle, .rowEnd) }
      case .indentation: return { handle, _ in unsafe LineEditor.run(handle, .indentation) }
      case .textStart: return { handle, _ in unsafe LineEditor.run(handle, .textStart) }
      case .textEnd: return { handle, _ in unsafe LineEditor.run(handle, .textEnd) }
      case .enter: return { handle, _ in unsafe LineEditor.run(handle, .enter) }
      case .addRow: return { handle, _ in unsafe LineEditor.run(handle, .addRow) }
      case .blank: return { handle, _ in unsafe LineEditor.run(handle, .blank) }
      case .paste: return { handle, _ in unsafe LineEditor.run(handle, .paste) }
      case .eraseLeft: return { handle, _ in unsafe LineEditor.run(handle, .eraseLeft) }
      case .eraseRight: return { handle, _ in unsafe LineEditor.run(handle, .eraseRight) }
      case .leave: return { handle, _ in unsafe LineEditor.run(handle, .leave) }
      case .cutToRowEnd: return { handle, _ in unsafe LineEditor.run(handle, .cutToRowEnd) }
      case .cutToRowStart: return { handle, _ in unsafe LineEditor.run(handle, .cutToRowStart) }
      case .cutWordLeft: return { handle, _ in unsafe LineEditor.run(handle, .cutWordLeft) }
      case .cutWordRight: return { handle, _ in unsafe LineEditor.run(handle, .cutWordRight) }
      case .cutToBlank: return { handle, _ in unsafe LineEditor.run(handle, .cutToBlank) }
      case .cutRow: return { handle, _ in unsafe LineEditor.run(handle, .cutRow) }
      case .yank: return { handle, _ in unsafe LineEditor.run(handle, .yank) }
      case .yankEarlier: return { handle, _ in unsafe LineEditor.run(handle, .yankEarlier) }
      case .undo: return { handle, _ in unsafe LineEditor.run(handle, .undo) }
      case .redo: return { handle, _ in unsafe LineEditor.run(handle, .redo) }
      case .rowBelow: return { handle, _ in unsafe LineEditor.run(handle, .rowBelow) }
      case .rowAbove: return { handle, _ in unsafe LineEditor.run(handle, .rowAbove) }
      case .appendToRow: return { handle, _ in unsafe LineEditor.run(handle, .appendToRow) }
      case .insertInRow: return { handle, _ in unsafe LineEditor.run(handle, .insertInRow) }
      case .changeToRowEnd: return { handle, _ in unsafe LineEditor.run(handle, .changeToRowEnd) }
      case .complete: return { handle, _ in unsafe LineEditor.run(handle, .complete) }
      case .completeBack: return { handle, _ in unsafe LineEditor.run(handle, .completeBack) }
      case .older: return { handle, _ in unsafe LineEditor.run(handle, .older) }
      case .newer: return { handle, _ in unsafe LineEditor.run(handle, .newer) }
      case .olderAlike: return { handle, _ in unsafe LineEditor.run(handle, .olderAlike) }
      case .newerAlike: return { handle, _ in unsafe LineEditor.run(handle, .newerAlike) }
      case .search: return { handle, _ in unsafe LineEditor.run(handle, .search) }
      case .edit: return { handle, _ in unsafe LineEditor.run(handle, .edit) }
      case .clear: return { handle, _ in unsafe LineEditor.run(handle, .clear) }
      }
    }
  }
#endif
