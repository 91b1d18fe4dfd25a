import Foundation
import Screen
import Testing

/// `journey check --watch` as a person sees it.
struct WatchOnTerminalTests {
  @Test func `a new report takes the place of the one before, and Ctrl-C ends it like any program`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "journey-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "a.journey")
    try "channel store\nthis is no line\n".write(to: file, atomically: true, encoding: .utf8)
    let terminal = try Terminal(
      "journey", ["check", "--watch", folder.path], width: 120, height: 24, in: folder, waitsForPrompt: false)
    terminal.see("this is no line")
    terminal.see("Ctrl-C ends.")
    try "channel store\n".write(to: file, atomically: true, encoding: .utf8)
    terminal.wait(for: "nothing but the new report") { screen in
      screen.text[0] == "Checked 1 file: nothing to mend." && screen.text[1].hasSuffix("Ctrl-C ends.")
        && screen.text[2...].allSatisfy(\.isEmpty)
    }
    terminal.type("\u{3}")
    #expect(terminal.end() == 128 + SIGINT)
  }
}
