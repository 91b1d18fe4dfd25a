import JourneyREPL
import Testing

/// What commands do to a text at a prompt, without a terminal.
struct EditorTests {
  /// A language in which a colon opens a block and a blank row ends it.
  private struct Blocks: Assistant {
    let prompt = "> "
    func isComplete(_ text: String) -> Bool { !text.contains(":") || text.hasSuffix("\n") }
    func indentation(ofRowAfter text: String) -> Int { text.hasSuffix(":") ? 2 : 0 }
    func indentation(ofLastRowOf text: String) -> Int? { text.hasSuffix("back ") ? 0 : nil }
    func colours(of text: String) -> [Coloured] { [] }
    func completions(of text: String, at offset: Int) -> Completions {
      let all = ["stage", "status", "wait"].filter { text.isEmpty || $0.hasPrefix(text) }
      return Completions(replacing: 0..<offset, with: all.map { .init($0) })
    }
  }

  private let language = Blocks()
  private let tab = Key(.scalar("\t"))

  private func editor(_ text: String = "", _ history: [String] = []) -> Editor {
    Editor(text, history: History(history))
  }

  @Test func `Enter hands over what is complete, and adds a row to what is not`() {
    var editor = editor("a:")
    let first = editor.perform(.enter, with: language)
    #expect(first == .none && editor.buffer.text == "a:\n  ")
    _ = editor.perform(.cutToRowStart, with: language)
    let second = editor.perform(.enter, with: language)
    #expect(second == .submit)
  }

  @Test func `a blank behind the first word may move its row`() {
    var editor = editor("a:\n  back")
    _ = editor.perform(.blank, with: language)
    #expect(editor.buffer.text == "a:\nback ")
    #expect(editor.buffer.cursor == editor.buffer.count)
  }

  @Test func `erasing in the blanks of a row goes back a level`() {
    var editor = editor("a:\n  b:\n     ")
    _ = editor.perform(.eraseLeft, with: language)
    #expect(editor.buffer.text == "a:\n  b:\n  ")
    _ = editor.perform(.eraseLeft, with: language)
    #expect(editor.buffer.text == "a:\n  b:\n")
  }

  @Test func `Tab completes as far as all agree, then offers a menu`() {
    var editor = editor("s")
    _ = editor.perform(.complete, with: language)
    #expect(editor.buffer.text == "sta")
    guard case .menu = editor.mode else {
      Issue.record("no menu")
      return
    }
    let taken = [editor.take(tab, with: language), editor.take(tab, with: language)]
    #expect(taken == [true, true] && editor.buffer.text == "status")
    let isTaken = editor.take(Key(.scalar("!")), with: language)
    #expect(!isTaken && editor.mode == .text && editor.buffer.text == "status")
    _ = editor.perform(.undo, with: language)
    #expect(editor.buffer.text == "sta")
  }

  @Test func `letters narrow a menu down until nothing is left`() {
    var editor = editor("")
    _ = editor.perform(.complete, with: language)
    let first = editor.take(Key(.scalar("w")), with: language)
    guard case .menu(let menu, _) = editor.mode else {
      Issue.record("no menu")
      return
    }
    #expect(first && menu.completions.candidates.map(\.text) == ["wait"])
    let second = editor.take(Key(.scalar("x")), with: language)
    #expect(second && editor.mode == .text && editor.buffer.text == "wx")
  }

  @Test func `the history is searched by what a text begins with`() {
    var editor = editor("a", ["a1", "b", "a2"])
    for expected in ["a2", "a1", "a1"] {
      _ = editor.perform(.olderAlike, with: language)
      #expect(editor.buffer.text == expected)
    }
    _ = editor.perform(.newerAlike, with: language)
    #expect(editor.buffer.text == "a2")
  }

  @Test func `a hint is taken at the end only`() {
    var editor = editor("co", ["count all"])
    _ = editor.perform(.left, with: language)
    _ = editor.perform(.right, with: language)
    #expect(editor.buffer.text == "co")
    _ = editor.perform(.wordRight, with: language)
    #expect(editor.buffer.text == "count")
    _ = editor.perform(.rowEnd, with: language)
    #expect(editor.buffer.text == "count all")
  }

  @Test func `a search that is given up leaves the text as it was`() {
    var editor = editor("draft", ["one", "two"])
    _ = editor.perform(.search, with: language)
    for scalar in "tw".unicodeScalars { _ = editor.take(Key(.scalar(scalar)), with: language) }
    #expect(editor.buffer.text == "two")
    _ = editor.take(Key(.scalar("\u{7}")), with: language)
    #expect(editor.buffer.text == "draft" && editor.mode == .text)
  }

  @Test func `vi's operators reach as far as a motion of ours`() {
    var editor = editor("one two")
    _ = editor.perform(.wordLeft, with: language)
    let effect = editor.perform("c", to: .rowStart, with: language)
    #expect(effect == .insert && editor.buffer.text == "two")
  }
}
