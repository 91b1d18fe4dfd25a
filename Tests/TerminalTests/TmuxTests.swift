import Foundation
import Testing

/// The command under tmux, which is another program's idea of a terminal than ours; only where tmux is there.
@Suite(.serialized, .enabled(if: Tmux.path != nil))
struct TmuxTests {
  @Test func `what is typed and answered stands on the screen of tmux`() throws {
    let tmux = try Tmux(width: 80, height: 20)
    // What is typed before the prompt is there, the terminal itself echoes: so one line after the other.
    tmux.type("journey Coffee")
    tmux.see("Coffee ›")
    tmux.type("channel shop")
    tmux.see("Coffee › shop ›")
    tmux.type("stage Awareness")
    tmux.see("Coffee › Awareness ›")
    tmux.type("touchpoint Tasting on shop")
    tmux.see("touchpoint Tasting in Awareness")
    tmux.see("Coffee › Awareness › Tasting ›")
    tmux.type("count(touchpoints)")
    let screen = tmux.see("Coffee › Awareness › Tasting › count(touchpoints)\n1\nCoffee › Awareness › Tasting ›")
    #expect(
      screen.hasPrefix("Type a line, or `:help`.\njourney › journey Coffee\njourney Coffee\nCoffee › channel shop\n"))
  }

  @Test func `a block that is being written survives a narrow window and a paste`() throws {
    let tmux = try Tmux(width: 200, height: 20)
    tmux.type("journey Coffee", "channel shop")
    tmux.see("Coffee › shop ›")
    tmux.keys("-l", "for each way in shop")
    tmux.keys("Enter")
    tmux.paste("touchpoint \"Tasting by {way}\" on way\n  purpose advise")
    tmux.see("purpose advise")
    tmux.run("resize-window", "-x", "20", "-y", "20")
    tmux.see("purpose")
    tmux.run("resize-window", "-x", "200", "-y", "20")
    let screen = tmux.see("touchpoint \"Tasting by {way}\" on way")
    #expect(screen.components(separatedBy: "for each way in shop").count == 2, "it is painted once:\n\(screen)")
    tmux.keys("C-c")
    tmux.type("1 + 1")
    tmux.see("\n2\n")
  }

  @Test func `wide characters stand where tmux thinks they stand`() throws {
    let tmux = try Tmux(width: 60, height: 10)
    tmux.keys("-l", "journey \"日本 ☕ コーヒー\"")
    tmux.see("日本 ☕ コーヒー")
    tmux.keys("C-a")
    tmux.keys("-l", "x")
    tmux.keys("DC")
    tmux.see("xourney \"日本 ☕ コーヒー\"")
  }
}

/// A tmux of its own with the command in it.
private final class Tmux {
  static let path = ["/usr/bin/tmux", "/opt/homebrew/bin/tmux", "/usr/local/bin/tmux"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  private let name = "journey-\(UUID().uuidString.prefix(8))"
  private let folder: URL
  /// What tmux is attached to; its server outlives whoever starts it, so Foundation would wait for it.
  private let outer: Terminal

  init(width: Int, height: Int) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let command = try Terminal.products.appending(path: "journey").path
    outer = try Terminal(
      Tmux.path ?? "", ["-u", "-L", name, "-f", "/dev/null", "new-session", "'\(command)' repl"],
      width: width, height: height + 1, in: folder, environment: ["LC_ALL": "C.UTF-8"], waitsForPrompt: false)
    see("journey ›")
  }

  deinit { run("kill-server") }

  @discardableResult func run(_ arguments: String...) -> String { Tmux.run(["-u", "-L", name] + arguments) }

  private static func run(_ arguments: [String]) -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: path ?? "/usr/bin/false")
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return "" }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  func keys(_ keys: String...) { _ = Tmux.run(["-u", "-L", name, "send-keys"] + keys) }

  /// Types lines, each at its own prompt.
  func type(_ lines: String...) {
    for line in lines {
      wait(for: "a prompt") { $0.hasSuffix("›") }
      keys("-l", line)
      keys("Enter")
    }
  }

  func paste(_ text: String) {
    run("set-buffer", text)
    run("paste-buffer", "-p")
  }

  private var screen: String {
    let lines = run("capture-pane", "-p").split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
    return String(lines.joined(separator: "\n").reversed().drop { $0 == "\n" }.reversed())
  }

  /// Waits until the screen shows a text, and gives the screen.
  @discardableResult func see(_ text: String, location: SourceLocation = #_sourceLocation) -> String {
    wait(for: text, location) { $0.contains(text) }
  }

  @discardableResult private func wait(
    for what: String, _ location: SourceLocation = #_sourceLocation, until isThere: (String) -> Bool
  ) -> String {
    let deadline = Date.now.addingTimeInterval(Terminal.patience)
    var seen = screen
    while !isThere(seen) {
      guard Date.now < deadline else {
        Issue.record("waited for \(what), saw:\n\(seen)", sourceLocation: location)
        return seen
      }
      outer.read(milliseconds: 10)
      seen = screen
    }
    return seen
  }
}
