import Foundation
import Screen
import Testing

/// The command itself on a terminal: what is typed, what is answered, and what outlives it.
@Suite(.serialized)
struct ConversationTests {
  /// The command, with an empty script, ready for a line.
  private func command(in home: URL? = nil, _ arguments: [String] = ["repl"], height: Int = 24) throws -> Terminal {
    try Terminal("journey", arguments, width: 80, height: height, in: home)
  }

  private func say(_ lines: String..., to terminal: Terminal, seeing text: String) {
    for line in lines { terminal.type(line + "\r") }
    terminal.see(text)
  }

  /// Waits for an empty prompt: what is typed before is taken by the terminal itself.
  private func prompt(of terminal: Terminal) {
    terminal.wait(for: "an empty prompt") { $0.marksPaste && $0.text[$0.cursor.line].hasSuffix("›") }
  }

  @Test func `a journey is described and checked line by line`() throws {
    let terminal = try command()
    say("journey Coffee", to: terminal, seeing: "Coffee ›")
    say("channel shop", to: terminal, seeing: "Coffee › shop ›")
    say("stage Awareness", to: terminal, seeing: "Coffee › Awareness ›")
    say("touchpoint Tasting on shop", to: terminal, seeing: "touchpoint Tasting in Awareness")
    say("count(touchpoints)", to: terminal, seeing: "1")
    say(":check", to: terminal, seeing: "Nothing to mend.")
    #expect(terminal.screen.mistakes.isEmpty)
  }

  @Test func `a line that is not taken comes back to be mended`() throws {
    let terminal = try command()
    say("journey Coffee", to: terminal, seeing: "Coffee ›")
    say("stge Awareness", to: terminal, seeing: "Did you mean `stage`?")
    terminal.wait(for: "the line again") { $0.text[$0.cursor.line] == "Coffee › stge Awareness" }
    // To the `g`, and the letter that was missing.
    terminal.type("\u{1}\u{6}\u{6}a\r")
    terminal.see("Coffee › Awareness ›")
  }

  @Test func `Tab offers what may stand there, with what it is`() throws {
    let terminal = try command()
    say("journey Coffee", "channel shop", "channel sms", "stage Awareness", to: terminal, seeing: "Awareness ›")
    terminal.type("touchpoint Tasting on s\t")
    terminal.see("shop")
    terminal.see("sms")
    terminal.type("\u{3}")
    terminal.wait(for: "an empty prompt") { $0.text[$0.cursor.line] == "Coffee › Awareness ›" }
  }

  @Test func `Ctrl-C stops an evaluation that runs for long`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "journey-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let touchpoints = (0..<2_000).map { "    touchpoint T\($0)\n" }.joined()
    let file = folder.appending(path: "long.journey")
    try "journey Long\n  stage S\n\(touchpoints)".write(to: file, atomically: true, encoding: .utf8)
    let terminal = try command(in: folder, ["repl", file.path])
    terminal.see("long ›")
    let inner = "count(touchpoints where count(touchpoints where name is \"x\") > 1) > 1"
    terminal.type("count(touchpoints where \(inner))\r")
    // It is being evaluated once what was typed has gone to a line of its own.
    terminal.wait(for: "the evaluation") { !$0.marksPaste }
    terminal.type("\u{3}")
    terminal.see("stopped before it was done")
    terminal.wait(for: "a prompt") { $0.marksPaste }
    terminal.type("\u{1}\u{B}count(touchpoints)\r")
    terminal.see("2000")
  }

  @Test func `what is not saved survives kill -9, and is taken up again`() throws {
    let first = try command()
    say("journey Coffee", "stage Awareness", to: first, seeing: "Coffee › Awareness ›")
    first.signal(SIGKILL)
    #expect(first.end() == 128 + SIGKILL)
    let home = first.folder
    let second = try Terminal("journey", ["repl"], width: 80, height: 24, in: home)
    second.see("Take them up again?")
    prompt(of: second)
    second.type("yes\r")
    second.see("They are here")
    say(":show Awareness", to: second, seeing: "stage Awareness")
    prompt(of: second)
    second.type("\u{4}")
    second.see("leaving again loses it")
    prompt(of: second)
    second.type("\u{4}")
    #expect(second.end() == 0)
    // Left on purpose: nothing is offered.
    let third = try Terminal("journey", ["repl"], width: 80, height: 24, in: home)
    #expect(!third.screen.text.contains { $0.contains("Take them up again?") })
  }
}
