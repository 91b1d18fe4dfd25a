import Foundation
import Screen
import Testing

/// How the REPL behaves beside other programs: signals, ends, files, settings.
struct MannersTests {
  @Test func `Ctrl-C drops the line and never the session`() throws {
    let terminal = try Terminal()
    terminal.type("a:\rb")
    terminal.see("·   b")
    terminal.type("\u{3}")
    terminal.expect("> a:", "·   b", "dropped", ">")
    terminal.prompt()
    terminal.type("st\t")
    terminal.see("strength")
    terminal.type("\u{3}")
    terminal.wait(for: "a new prompt") { $0.text[3...5] == ["> st", "dropped", ">"] }
    terminal.type("bye\r")
    #expect(terminal.end() == 0)
  }

  @Test func `Ctrl-C stops a long evaluation and never the session`() throws {
    let terminal = try Terminal()
    terminal.type("slow\r")
    terminal.see("working")
    terminal.type("\u{3}")
    terminal.see("stopped")
    terminal.prompt()
    terminal.type("still here\r")
    terminal.see("said: still here")
  }

  @Test func `Ctrl-D leaves, and asks once where work is unsaved`() throws {
    let plain = try Terminal()
    plain.type("\u{4}")
    #expect(plain.end() == 0)
    #expect(plain.screen.text[1] == "left")
    let unsaved = try Terminal("repl-probe", ["--unsaved"])
    unsaved.type("x\u{1}\u{4}\u{4}")
    unsaved.expect(">", "Unsaved work: Ctrl-D again leaves")
    unsaved.type("y\u{8}")
    unsaved.expect(">")
    unsaved.type("\u{4}")
    unsaved.see("Unsaved")
    unsaved.type("\u{4}")
    #expect(unsaved.end() == 0)
  }

  @Test func `it can be suspended and goes on where it was`() throws {
    let shell = try Terminal("/bin/sh", ["-i"], environment: ["PS1": "$ "])
    shell.type("\(try Terminal.products.path)/repl-probe\r")
    shell.wait(for: "the prompt") { $0.marksPaste && $0.text.contains(">") }
    shell.type("a:\rb")
    shell.see("·   b")
    shell.type("\u{1A}")
    shell.wait(for: "the shell") { screen in
      !screen.marksPaste && screen.text.contains { $0.hasPrefix("$") && $0.count <= 2 }
    }
    shell.type("fg\r")
    shell.wait(for: "the text") { $0.marksPaste && $0.text.contains("·   b") }
    shell.type("c\r\r")
    shell.see("said: a:|  bc|")
    #expect(shell.screen.text.filter { $0 == "> a:" }.count == 1)
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func `a signal to end is obeyed, and what was written is kept`(number: Int32) throws {
    let terminal = try Terminal()
    terminal.type("a:\rb")
    terminal.see("·   b")
    terminal.signal(number)
    #expect(terminal.end() == 128 + number)
    let next = try Terminal(in: terminal.folder)
    next.see("recovered: a:|  b")
  }

  @Test func `what was written survives kill -9, and is offered once`() throws {
    let terminal = try Terminal()
    terminal.type("one\ra:\rtwo:\r")
    terminal.wait(for: "rows") { $0.text[3] == "·   two:" && $0.cursor == (4, 6) }
    // While it runs, its file is its own.
    let other = try Terminal(in: terminal.folder)
    #expect(!other.screen.text.contains { $0.contains("recovered") })
    other.type("bye\r")
    #expect(other.end() == 0)
    terminal.signal(SIGKILL)
    #expect(terminal.end() == 128 + 9)
    let next = try Terminal(in: terminal.folder)
    next.see("recovered: one|a:|  two:|")
    next.type("bye\r")
    #expect(next.end() == 0)
    let last = try Terminal(in: terminal.folder)
    last.expect(">")
  }

  @Test func `two REPLs write one history, and none loses what the other wrote`() throws {
    let one = try Terminal()
    let two = try Terminal(in: one.folder)
    for number in 1...20 {
      one.type("one \(number)\r")
      two.type("two \(number)\r")
    }
    one.see("said: one 20")
    two.see("said: two 20")
    one.type(" private\rtwo 3\rbye\r")
    two.type("bye\r")
    #expect(one.end() == 0 && two.end() == 0)
    let file = one.folder.appending(path: "journey/history")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    #expect(Set(lines).count == 41 && !lines.contains(" private"))
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let three = try Terminal(in: one.folder)
    three.type("\u{12}two 3")
    three.see("> two 3")
  }

  @Test func `vi keys work, with rows and words`() throws {
    let terminal = try Terminal(in: try home("bind -v\n"))
    terminal.type("a:\rone two three\u{1B}")
    terminal.see("·   one two three")
    terminal.type("bbdw")
    terminal.expect("> a:", "·   one three")
    terminal.type("u")
    terminal.expect("> a:", "·   one two three")
    terminal.type("0d$ifour\u{1B}kA!\u{1B}")
    terminal.expect("> a:!", "· four")
    terminal.type("onew\u{1B}jdd")
    terminal.expect("> a:!", "· new")
    // The right key inserts on, and a command of vi's counts characters, not their parts.
    terminal.type("A\u{1B}[Dx\u{1B}")
    terminal.expect("> a:!", "· nexw")
    terminal.type("\u{3}")
    terminal.see("dropped")
    terminal.prompt()
    terminal.type("bye\r")
    #expect(terminal.end() == 0)
  }

  @Test func `a paste works while vi commands`() throws {
    let terminal = try Terminal(in: try home("bind -v\n"))
    terminal.type("ab\u{1B}")
    terminal.see("> ab")
    terminal.wait(for: "the cursor on the last letter") { $0.cursor == (0, 3) }
    terminal.paste("x\ny")
    terminal.expect("> ax", "· yb")
  }

  @Test func `settings of other programs' editors are honoured, and a bad line is named`() throws {
    let terminal = try Terminal(
      width: 200,
      in: try home(
        """
        # mine
        bind "^T" journey-undo
        other:bind ^A ed-insert
        bind ^[[15~ ed-kill-line
        bind "unclosed
        edit off
        """))
    terminal.see(".editrc:5")
    terminal.type("one two\u{1}\u{1B}[15~")
    terminal.wait(for: "an empty row") { $0.text[1] == ">" }
    terminal.type("\u{14}")
    terminal.wait(for: "the row again") { $0.text[1] == "> one two" }
  }

  @Test func `a block can be edited in an editor of one's own`() throws {
    let folder = try home("")
    let script = folder.appending(path: "editor")
    try "#!/bin/sh\nsed -i 's/one/two/' \"$1\"\necho '  more' >>\"$1\"\n".write(
      to: script, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: script.path)
    let terminal = try Terminal(in: folder, environment: ["EDITOR": script.path])
    terminal.type("one:\u{18}\u{5}")
    terminal.expect("> two:", "·   more")
    terminal.type("!")
    terminal.expect("> two:", "·   more!")
  }

  @Test(arguments: ["dumb", ""])
  func `a terminal that knows nothing gets no escape codes`(kind: String) throws {
    let terminal = try Terminal(environment: ["TERM": kind])
    terminal.see(">")
    terminal.type("a:\n  b\n\n")
    terminal.see("said: a:|  b|")
    terminal.wait(for: "a prompt") { $0.text[$0.cursor.line] == ">" }
    terminal.type("x\u{3}")
    terminal.see("dropped")
    terminal.wait(for: "a prompt") { $0.text[$0.cursor.line] == ">" }
    terminal.type("a:\n\u{4}")
    #expect(terminal.end() == 1)
    #expect(terminal.screen.mistakes.isEmpty)
    terminal.see("unfinished: a:")
    #expect(!terminal.screen.styled.contains { $0.contains("[") })
  }

  private func home(_ settings: String) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "journey-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try settings.write(to: folder.appending(path: ".editrc"), atomically: true, encoding: .utf8)
    return folder
  }
}
