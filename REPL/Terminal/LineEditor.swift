#if LibEdit
  internal import CLibEdit
  internal import CTerminal

  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #else
    internal import Darwin
  #endif

  /// An editor on a terminal: libedit knows what keys mean, `Editor` what they do, and `Painter` what is seen of it.
  ///
  /// libedit believes that it edits one long line and draws it; what it draws goes nowhere. Whenever it wants a key, it
  /// asks `nextKey`: that takes over what libedit made of the text, paints, and waits. So everything happens on one
  /// thread, between two keys. A class, since C holds a pointer to it.
  @safe final class LineEditor {
    /// How a text ended.
    enum Ending {
      case submitted, interrupted, left
      case ended(signal: Int32)
    }

    /// libedit's own state.
    /// SAFETY: made in `init`, ended in `deinit`, and used by the one thread that made it.
    let handle: OpaquePointer
    private let sink: OpaquePointer
    private let history: OpaquePointer?
    var editor = Editor(history: History())
    var assistant: any Assistant
    private var input = KeyInput()
    private var painter: Painter
    private var layout: Layout
    private var ending: Ending?
    private var style = KeySettings.Style.emacs
    /// Characters for libedit that keys were made of.
    private var queue: [wchar_t] = []
    /// What libedit holds, as we know it.
    private var known: [wchar_t] = []
    private var knownCursor = 0
    private var operation = ViOperator()
    private var settings = KeySettings()
    private var colours: (text: String, spans: [Coloured])?
    /// Whether leaving was asked for and asked about, right before.
    private var hasAsked = false
    private var rowCount = 0

    /// What is asked before leaving; nothing where leaving needs no second word.
    var askBeforeLeaving: () -> String? = { nil }
    /// What is told the text whenever a row has come or gone.
    var keepDraft: (String) -> Void = { _ in }

    /// Takes over standard input and output; nothing where libedit cannot.
    init?(assistant: any Assistant, theme: Theme) {
      self.assistant = assistant
      painter = Painter(theme: theme)
      let size = System.windowSize()
      layout = Layout(width: size.columns, height: size.lines)
      // Without UTF-8, libedit takes letters for something else.
      _ = journey_use_utf8()
      // SAFETY: the sink outlives libedit, which is ended first; standard input is never closed.
      guard let sink = unsafe journey_sink_open() else { return nil }
      unsafe self.sink = sink
      let stream = unsafe journey_sink_stream(sink)
      let made = unsafe el_init_fd(
        "journey", journey_standard_input(), stream, stream, STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO)
      guard let made = unsafe made else {
        unsafe journey_sink_close(sink)
        return nil
      }
      unsafe handle = made
      unsafe history = journey_el_set_history(made)
      // SAFETY: libedit calls back only while this object reads, and so only while it is there.
      let client = unsafe Unmanaged.passUnretained(self).toOpaque()
      _ = unsafe journey_el_set_up(handle, client) { editor, character in
        guard let editor = unsafe editor, let character = unsafe character else { return -1 }
        return unsafe LineEditor.of(editor).nextKey(character)
      }
      bindKeys()
    }

    deinit {
      // SAFETY: all were made in `init`; nothing uses them any more, once libedit has ended.
      unsafe el_end(handle)
      if let history = unsafe history { unsafe history_end(history) }
      unsafe journey_sink_close(sink)
    }

    /// The object behind libedit's state.
    static func of(_ handle: OpaquePointer) -> LineEditor {
      // SAFETY: the pointer was set in `init`, to an object that ends libedit before it goes.
      guard let client = unsafe journey_el_client(handle) else { preconditionFailure("libedit has no client") }
      return unsafe Unmanaged<LineEditor>.fromOpaque(client).takeUnretainedValue()
    }

    // MARK: Reading

    /// Lets a text be edited that begins with another, until it is handed over or given up.
    func read(from initial: String) -> Ending {
      editor = Editor(initial, history: editor.history, kills: editor.buffer.kills)
      (ending, queue, known, knownCursor, hasAsked) = (nil, [], [], 0, false)
      rowCount = 0
      // The host may see the same text with other eyes now.
      colours = nil
      operation = ViOperator()
      // What came while something was evaluated is settled: a Ctrl-C was for the evaluation.
      while journey_signals_take() != 0 {}
      journey_forget_interrupt()
      journey_signals_watch(true)
      System.write("\u{1B}[?2004h", to: STDOUT_FILENO)
      measure()
      painter.forget()
      var count: Int32 = 0
      // SAFETY: the line stays libedit's; what it holds is known already.
      let line = unsafe el_wgets(handle, &count)
      // A command of libedit's own that ends a line: what it made of the text counts.
      if ending == nil, unsafe line != nil { adopt() }
      let result = ending ?? (unsafe line == nil ? .left : .submitted)
      // What stays on the screen is the text, without hints, menus and notes.
      var scene = Scene(text: editor.buffer.text, cursor: editor.buffer.count, prompt: assistant.prompt)
      scene.colours = spans()
      editor.close()
      System.write(painter.finish(layout.everything(scene)) + "\u{1B}[?2004l", to: STDOUT_FILENO)
      journey_signals_watch(false)
      return result
    }

    /// Ends the text from within a command of libedit.
    func end(_ ending: Ending) { self.ending = ending }

    /// The next character for libedit: 1 with it, 0 at the end.
    private func nextKey(_ character: UnsafeMutablePointer<wchar_t>) -> Int32 {
      // SAFETY: libedit gives a place for one character.
      if ending != nil { return 0 }
      while queue.isEmpty {
        adopt()
        noteRows()
        if !input.hasMore() { paint() }
        guard let key = waitForKey() else { return 0 }
        translate(key)
      }
      unsafe character.pointee = queue.removeFirst()
      // Without this libedit writes outside of its own buffers now and then; what it draws here goes nowhere.
      unsafe journey_el_refresh(handle)
      unsafe journey_sink_rewind(sink)
      // While vi commands, libedit puts the cursor on the last character, and off an empty last row.
      if isOnEmptyRow { unsafe el_cursor(handle, 1) }
      return 1
    }

    /// Whether the cursor stands in an empty last row.
    private var isOnEmptyRow: Bool { style == .vi && knownCursor == known.count && known.last == 0x0A }

    /// The next key, while signals are obeyed; nothing once the text is ended.
    func waitForKey() -> Key? {
      while ending == nil {
        switch input.next() {
        case .key(let key):
          if case .scalar("\u{4}") = key.kind {} else { hasAsked = false }
          return key
        case .end: ending = .ended(signal: SIGHUP)
        case .signal(let number): obey(number)
        }
      }
      if case .ended = ending { keepDraft(editor.buffer.text) }
      return nil
    }

    /// Whether keys can be had at once.
    func hasMoreKeys() -> Bool { input.hasMore() }
    /// Gives a key back, to come again next.
    func pushBack(_ key: Key) { input.pushBack(key) }

    private func obey(_ number: Int32) {
      switch number {
      case SIGINT:
        journey_forget_interrupt()
        input.reset()
        ending = .interrupted
      case SIGWINCH: resize()
      case SIGTSTP:
        release()
        journey_stop()
        // The signal that woke us says nothing new; two takings over would show the text twice.
        while journey_signals_take() == SIGCONT {}
        takeOver()
      case SIGCONT: takeOver()
      case SIGTERM, SIGHUP: ending = .ended(signal: number)
      default: break
      }
    }

    /// Makes characters for libedit of a key.
    private func translate(_ key: Key) {
      let pending = style == .vi ? operation.pending : nil
      operation.note(key)
      switch key.kind {
      case .scalar("d") where pending == "d": queue = [Codes.cutRow]
      case .scalar(let scalar): queue = [wchar_t(bitPattern: scalar.value)]
      case .paste(let text):
        editor.prepare(paste: text)
        queue = [Codes.paste]
      case .named, .unknown:
        if settings.sequences.contains(key.bytes) {
          queue = key.bytes.map { wchar_t($0) }
        } else if case .named(let name) = key.kind {
          queue = [Codes.code(of: name)]
        }
      }
      lastOperator = pending
    }

    /// The operator of vi that waits for the motion whose key was pressed last.
    private(set) var lastOperator: Character?

    // MARK: The text, here and there

    /// Takes over what libedit made of the text.
    func adopt() {
      // SAFETY: the three pointers are into one buffer, in order, and stand until libedit changes the line.
      guard let line = unsafe el_wline(handle) else { return }
      let count = unsafe line.pointee.lastchar - line.pointee.buffer
      var cursor = unsafe line.pointee.cursor - line.pointee.buffer
      let characters = unsafe UnsafeBufferPointer(start: line.pointee.buffer, count: count)
      if isOnEmptyRow, cursor == count - 1 { cursor = count }
      if cursor == knownCursor, count == known.count, unsafe characters.elementsEqual(known) {
        // A text to begin with is not yet there.
        if !isInStep { store() }
        return
      }
      known = unsafe Array(characters)
      knownCursor = cursor
      var text = String.UnicodeScalarView()
      var offset = 0
      for (place, character) in known.enumerated() {
        if place == cursor { offset = text.reduce(0) { $0 + Unicode.UTF8.width($1) } }
        text.append(Unicode.Scalar(UInt32(bitPattern: character)) ?? "\u{FFFD}")
      }
      let whole = String(text)
      editor.notes = []
      editor.adopt(whole, cursor: cursor == count ? whole.utf8.count : offset)
      if !isInStep { store() }
    }

    /// Lets the host keep the text when rows have come or gone: often enough to lose little, and not at every key.
    private func noteRows() {
      let count = editor.buffer.text.utf8.count { $0 == 0x0A }
      if count != rowCount { keepDraft(editor.buffer.text) }
      rowCount = count
    }

    /// Whether libedit holds what the editor holds.
    private var isInStep: Bool {
      let buffer = editor.buffer
      var place = 0
      var offset = 0
      var cursor = 0
      for scalar in buffer.text.unicodeScalars {
        guard place < known.count, known[place] == wchar_t(bitPattern: scalar.value) else { return false }
        if offset == buffer.cursor { cursor = place }
        offset += Unicode.UTF8.width(scalar)
        place += 1
      }
      if offset == buffer.cursor { cursor = place }
      return place == known.count && cursor == knownCursor
    }

    /// Makes libedit hold what the editor holds, changing no more than differs: what goes, vi can put in again.
    func store() {
      let new = editor.buffer.text.unicodeScalars.map { wchar_t(bitPattern: $0.value) }
      var start = 0
      while start < new.count, start < known.count, new[start] == known[start] { start += 1 }
      var (oldEnd, newEnd) = (known.count, new.count)
      while oldEnd > start, newEnd > start, known[oldEnd - 1] == new[newEnd - 1] {
        (oldEnd, newEnd) = (oldEnd - 1, newEnd - 1)
      }
      // SAFETY: libedit keeps the cursor within its text, and copies what is put in, which ends with 0.
      unsafe el_cursor(handle, Int32(oldEnd - knownCursor))
      if oldEnd > start { unsafe el_deletestr(handle, Int32(oldEnd - start)) }
      if newEnd > start { _ = unsafe el_winsertstr(handle, Array(new[start..<newEnd]) + [0]) }
      let before = editor.buffer.text(in: 0..<editor.buffer.cursor).unicodeScalars.count
      unsafe el_cursor(handle, Int32(before - newEnd))
      (known, knownCursor) = (new, before)
    }

    // MARK: What is seen

    private func spans() -> [Coloured] {
      if let colours, colours.text == editor.buffer.text { return colours.spans }
      let spans = assistant.colours(of: editor.buffer.text)
      colours = (editor.buffer.text, spans)
      return spans
    }

    /// Shows what there is to be seen.
    func paint() {
      let output = painter.paint(layout.frame(editor.scene(with: assistant, colours: spans())))
      if !output.isEmpty { System.write(output, to: STDOUT_FILENO) }
    }

    private func measure() {
      let size = System.windowSize()
      if (size.columns, size.lines) != (layout.width, layout.height) {
        layout.resize(width: size.columns, height: size.lines)
      }
    }

    private func resize() {
      let size = System.windowSize()
      // xterm and screen cut long lines off when the window becomes narrower; others break them anew.
      let reflows = System.variable("XTERM_VERSION") == nil && System.variable("STY") == nil
      System.write(painter.resize(toWidth: size.columns, reflows: reflows), to: STDOUT_FILENO)
      layout.resize(width: size.columns, height: size.lines)
      paint()
    }

    /// Empties the screen; the text then stands at its top.
    func clearScreen() {
      System.write("\u{1B}[H\u{1B}[2J", to: STDOUT_FILENO)
      painter.forget()
    }

    /// Gives the terminal back as it was, for another program.
    func release() {
      System.write(painter.erase() + "\u{1B}[?2004l", to: STDOUT_FILENO)
      unsafe journey_el_prepare_terminal(handle, 0)
    }

    /// Takes the terminal over again, as another program may have left it.
    func takeOver() {
      unsafe journey_el_prepare_terminal(handle, 0)
      unsafe journey_el_prepare_terminal(handle, 1)
      System.write("\r\u{1B}[?2004h", to: STDOUT_FILENO)
      measure()
      painter.forget()
      paint()
    }

    /// Leaves, or asks whether that is meant where something would be lost.
    func leave() -> Bool {
      if !hasAsked, let question = askBeforeLeaving() {
        hasAsked = true
        editor.notes = question.split(separator: "\n").map(String.init)
        return false
      }
      ending = .left
      return true
    }

    // MARK: Keys

    private func bindKeys() {
      if let path = System.variable("EDITRC") ?? System.variable("HOME").map({ $0 + "/.editrc" }),
        let text = System.text(ofFile: path)
      {
        settings = KeySettings(text, program: "journey")
        for line in settings.badLines {
          System.write("\(path):\(line): this line cannot be read, and is left out\n", to: STDERR_FILENO)
        }
      }
      style = settings.style
      // SAFETY: the names are constants; libedit copies them.
      _ = unsafe journey_el_set_editor(handle, style.rawValue)
      for command in EditCommand.allCases {
        _ = unsafe journey_el_add_command(handle, "journey-\(command.rawValue)", "", LineEditor.function(for: command))
      }
      for binding in Bindings.common + (style == .vi ? Bindings.vi : Bindings.emacs) { bind(binding) }
      for line in settings.lines { obey(line) }
      for binding in Bindings.required { bind(binding) }
      // With `ixon`, Ctrl-S would stop everything until Ctrl-Q; with the others, CR LF in a paste would be two rows.
      parse(["setty", "-d", "-ixon", "-ixoff", "-icrnl", "-inlcr"])
    }

    private func obey(_ words: [String]) {
      var words = words
      if words[0] == "bind", let last = words.last, let own = EditCommand.replacements[last] {
        words[words.count - 1] = "journey-\(own.rawValue)"
      }
      if parse(words) != 0 {
        System.write("~/.editrc: `\(words.joined(separator: " "))` means nothing here\n", to: STDERR_FILENO)
      }
    }

    private func bind(_ words: [String]) { _ = parse(["bind"] + words) }

    @discardableResult private func parse(_ words: [String]) -> Int32 {
      // SAFETY: libedit reads the texts, which end with 0 and live until the call is over.
      var pointers = unsafe words.map { unsafe UnsafePointer(strdup($0)) }
      defer { for index in words.indices { unsafe free(UnsafeMutableRawPointer(mutating: pointers[index])) } }
      unsafe pointers.append(nil)
      return unsafe el_parse(handle, Int32(words.count), &pointers)
    }
  }
#endif
