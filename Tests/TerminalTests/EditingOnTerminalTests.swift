import Foundation
import Screen
import Testing

/// Editing on a terminal, as a person sees it.
struct EditingOnTerminalTests {
  @Test func `a block is edited as one text`() throws {
    let terminal = try Terminal()
    terminal.type("\u{15}let a:\rb 5\rc:\rd")
    terminal.expect("> let a:", "·   b 5", "·   c:", "·     d")
    #expect(terminal.screen.styled[0] == "[1]> [1;34]let[] a:")
    // Up goes through the rows; what is typed there is typed there.
    terminal.type("\u{1B}[A\u{1B}[A\u{5}!")
    terminal.expect("> let a:", "·   b 5!", "·   c:", "·     d")
    #expect(terminal.screen.cursor == (1, 8))
    terminal.type("\u{1B}\rnew")
    terminal.expect("> let a:", "·   b 5!", "·   new", "·   c:", "·     d")
    terminal.type("\u{1F}\u{1F}\u{1F}")
    terminal.expect("> let a:", "·   b 5", "·   c:", "·     d")
    terminal.type("\u{1B}>\rend\r")
    terminal.see("said: let a:|  b 5|  c:|    d|    end")
    terminal.type("bye\r")
    #expect(terminal.end() == 0)
  }

  @Test func `a row finds its indentation by its first word`() throws {
    let terminal = try Terminal()
    terminal.type("a:\rb:\rc\rback x\r")
    terminal.expect("> a:", "·   b:", "·     c", "·   back x", "·")
    #expect(terminal.screen.cursor == (4, 4))
  }

  @Test func `completions come with descriptions, and go`() throws {
    let terminal = try Terminal()
    terminal.type("st\t")
    terminal.expect(
      "> st", "  stage     a step of the journey", "  stages    all of them", "  strength  in percent")
    terminal.type("\t")
    terminal.see("› stage ")
    #expect(terminal.screen.text[0] == "> stage")
    terminal.type("\u{1B}[B\u{1B}[B")
    terminal.expect(
      "> strength", "  stage     a step of the journey", "  stages    all of them", "› strength  in percent")
    // A letter takes what is chosen, and the menu is gone without a trace.
    terminal.type(" x")
    terminal.expect("> strength x")
    terminal.type("\u{15}st\ta")
    terminal.expect("> sta", "  stage   a step of the journey", "  stages  all of them")
    terminal.type("\u{7}\u{8}\u{8}to\t")
    terminal.wait(for: "the only word that fits") { $0.text[0].hasPrefix("> s") }
    terminal.type("\u{15}to\t")
    terminal.expect("> touchpoint")
  }

  @Test func `a menu that is left with ESC leaves the text as it was`() throws {
    let terminal = try Terminal()
    terminal.type("st\t\t")
    terminal.see("› stage ")
    terminal.type("\u{1B}")
    terminal.expect("> st")
  }

  @Test func `a paste is one edit, and runs nothing`() throws {
    let terminal = try Terminal()
    terminal.paste("let a:\r\n  b\r\n\r\nbye\r\n\u{1B}[31mx")
    terminal.expect("> let a:", "·   b", "·", "· bye", "· [31mx")
    terminal.type("\u{1F}")
    terminal.expect(">")
    #expect(terminal.screen.marksPaste)
    terminal.type("bye\r")
    #expect(terminal.end() == 0)
    #expect(!terminal.screen.marksPaste)
  }

  @Test func `a large paste is shown around the cursor`() throws {
    let terminal = try Terminal(width: 40, height: 6)
    terminal.paste("a:\n" + (1...2_000).map { "  row \($0)" }.joined(separator: "\n"))
    terminal.expect("↑   row 1995", "·   row 1996", "·   row 1997", "·   row 1998", "·   row 1999", "·   row 2000")
    terminal.type("\u{1B}<")
    terminal.expect("> a:", "·   row 1", "·   row 2", "·   row 3", "·   row 4", "↓   row 5")
  }

  @Test func `the window may become narrow and wide again`() throws {
    let terminal = try Terminal(width: 200, height: 10)
    terminal.type("one\r")
    terminal.see("said")
    terminal.prompt()
    let text = "let " + (1...24).map { "word\($0)" }.joined(separator: " ")
    terminal.type(text)
    terminal.wait(for: "the row") { $0.text[2] == "> " + text }
    terminal.resize(width: 20, height: 10)
    terminal.wait(for: "lines of 19 columns") { screen in
      screen.text.allSatisfy { $0.count <= 19 } && screen.text.contains { $0.hasSuffix("word24") }
    }
    terminal.resize(width: 200, height: 10)
    terminal.wait(for: "one row") { $0.text.contains("> " + text) && $0.text.filter { $0.contains("word") }.count == 1 }
    terminal.type("\r")
    terminal.see("said: let word1 word2")
    #expect(terminal.screen.mistakes.isEmpty)
  }

  @Test func `wide characters keep their columns`() throws {
    let terminal = try Terminal("repl-probe", ["--wide"])
    terminal.type("日本語👩‍👩‍👧é|")
    terminal.expect("日本 › 日本語👩‍👩‍👧é|")
    #expect(terminal.screen.cursor == (0, 17))
    // Left over the sign, the letter and the family, and out with what stands before: a wide character each.
    terminal.type("\u{1B}[D\u{1B}[D\u{1B}[D\u{7F}")
    terminal.expect("日本 › 日本👩‍👩‍👧é|")
    #expect(terminal.screen.cursor == (0, 11))
    terminal.type("\u{1B}[3~x")
    terminal.expect("日本 › 日本xé|")
    terminal.type("\u{5}\r")
    terminal.see("said: 日本xé|")
  }

  @Test func `bytes that are no UTF-8 harm nothing`() throws {
    let terminal = try Terminal()
    terminal.type([0x61, 0xFF, 0xC3, 0x28, 0x62])
    terminal.expect("> a��(b")
  }

  @Test func `hints come from the history and are taken with the right key`() throws {
    let terminal = try Terminal()
    terminal.type("let alpha beta\r")
    terminal.see("said: let")
    terminal.prompt()
    terminal.type("le")
    terminal.wait(for: "a hint") { $0.styled[2] == "[1]> []le[90]t alpha beta" }
    terminal.type("\u{1B}f")
    terminal.wait(for: "a word of it") { $0.styled[2] == "[1]> [1;34]let[90] alpha beta" }
    terminal.type("\u{1B}[C")
    terminal.wait(for: "all of it") { $0.styled[2] == "[1]> [1;34]let[] alpha beta" }
  }

  @Test func `rows come before the history, and a changed entry keeps its change`() throws {
    let terminal = try Terminal()
    terminal.type("first\rx:\ry\r\r")
    terminal.see("said: x:|  y|")
    terminal.prompt()
    terminal.type("draft\u{1B}[A")
    terminal.wait(for: "the block") { $0.text[6...8] == ["> x:", "·   y", "·"] }
    terminal.type("\u{1B}[A\u{1B}[A\u{1B}[A")
    terminal.wait(for: "the entry before") { $0.text[6] == "> first" }
    terminal.type("!\u{1B}[B\u{1B}[B")
    terminal.wait(for: "the draft") { $0.text[6] == "> draft" }
  }

  @Test func `a search looks through whole blocks`() throws {
    let terminal = try Terminal()
    terminal.type("x:\rneedle\r\rother\r")
    terminal.see("said: other")
    terminal.prompt()
    terminal.type("\u{12}need")
    terminal.wait(for: "the block") { $0.text[6...9] == ["> x:", "·   needle", "·", "search: need"] }
    terminal.type("\u{7}")
    terminal.wait(for: "the prompt") { $0.text[6...9] == [">", "", "", ""] }
    terminal.type("\u{12}need\r!")
    terminal.wait(for: "the block to edit") { $0.text[7] == "·   !needle" }
  }

  @Test func `the prompt stands on a line of its own`() throws {
    let terminal = try Terminal()
    terminal.type("dirty\r")
    terminal.expect("> dirty", "no end of line", ">")
  }

  @Test func `a text to begin with can be edited`() throws {
    let terminal = try Terminal()
    terminal.type("again\r")
    terminal.see("> again what")
    terminal.type("\u{17}x")
    terminal.expect("> again", "> again x")
  }

  @Test func `the screen can be cleared`() throws {
    let terminal = try Terminal()
    terminal.type("one\r")
    terminal.see("said")
    terminal.prompt()
    terminal.type("tw")
    terminal.see("> tw")
    terminal.type("\u{C}o")
    terminal.expect("> two")
  }

  @Test func `without colours nothing is coloured`() throws {
    let terminal = try Terminal(environment: ["NO_COLOR": "1"])
    terminal.type("let 5")
    terminal.wait(for: "the text") { $0.styled[0] == "[1]> []let 5" }
  }
}
