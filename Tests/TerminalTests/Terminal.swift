import CTerminal
import Foundation
import Screen
import Testing

/// A program on a terminal of its own, and the screen that it writes to.
///
/// A test types and then waits for what it wants to see, at most for a while; it never sleeps and hopes.
final class Terminal {
  private(set) var screen: Screen
  private let child: pid_t
  private let descriptor: Int32
  private var status: Int32?
  let folder: URL

  /// How long a test waits before it gives up: far more than anything takes, on a machine that has other work too.
  static let patience: TimeInterval = 60

  /// Starts a program beside the tests' own bundle. The folder is its home; without one it has a home of its own.
  init(
    _ program: String = "repl-probe", _ arguments: [String] = [], width: Int = 60, height: Int = 12,
    in home: URL? = nil,
    environment: [String: String] = [:], waitsForPrompt: Bool = true
  ) throws {
    screen = Screen(width: width, height: height)
    folder = home ?? FileManager.default.temporaryDirectory.appending(path: "journey-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = program.hasPrefix("/") ? program : try Terminal.products.appending(path: program).path
    var variables = [
      "TERM": "xterm-256color", "HOME": folder.path, "XDG_STATE_HOME": folder.path, "PATH": "/usr/bin:/bin",
    ]
    variables.merge(environment) { $1 }
    var master: Int32 = -1
    // SAFETY: the texts are copied by `strdup` and live until the child has begun, which copies them again.
    var argv = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
    var envp = unsafe variables.map { unsafe strdup("\($0)=\($1)") } + [nil]
    child = unsafe journey_spawn_on_terminal(path, &argv, &envp, Int32(width), Int32(height), &master)
    descriptor = master
    var texts = unsafe argv + envp
    while let text = unsafe texts.popLast() { unsafe free(text) }
    try #require(child > 0)
    guard waitsForPrompt else { return }
    // What is typed before the program listens would be shown by the terminal itself.
    wait(for: "a prompt") { screen in
      screen.text.contains { $0.hasSuffix(">") || $0.hasSuffix("›") || $0.hasSuffix("$") }
    }
  }

  deinit {
    if status == nil {
      kill(child, SIGKILL)
      var ignored: Int32 = 0
      _ = unsafe waitpid(child, &ignored, 0)
    }
    close(descriptor)
  }

  static var products: URL {
    get throws {
      let bundle = try #require(CommandLine.arguments.last { $0.contains(".xctest") })
      var folder = URL(filePath: bundle)
      while folder.path.contains(".xctest") { folder.deleteLastPathComponent() }
      return folder
    }
  }

  // MARK: Typing

  func type(_ text: String) { type(Array(text.utf8)) }

  func type(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      // A terminal that nobody reads from fills up: what the program writes is taken meanwhile.
      let count = unsafe Array(rest.prefix(512)).withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
      read(milliseconds: 0)
    }
  }

  /// Pastes as a terminal does that marks pastes.
  func paste(_ text: String) { type("\u{1B}[200~\(text)\u{1B}[201~") }

  func resize(width: Int, height: Int) {
    read(milliseconds: 0)
    screen.resize(width: width, height: height)
    journey_set_window_size(descriptor, Int32(width), Int32(height))
  }

  func signal(_ number: Int32) { kill(child, number) }

  // MARK: Seeing

  /// Takes what the program has written within a time; false where there was nothing.
  @discardableResult func read(milliseconds: Int32) -> Bool {
    var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&polled, 1, milliseconds) > 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe receive(descriptor, $0.baseAddress, $0.count) }
    guard count > 0 else { return false }
    screen.feed(Array(bytes[..<count]))
    return true
  }

  /// Waits until the screen is as wanted; after a while it gives up, and says what the screen was instead.
  func wait(
    for what: String, _ location: SourceLocation = #_sourceLocation, until isThere: (Screen) -> Bool
  ) {
    let deadline = Date.now.addingTimeInterval(Terminal.patience)
    while !isThere(screen) {
      guard Date.now < deadline else {
        Issue.record("waited for \(what), saw:\n\(screen.text.joined(separator: "\n"))", sourceLocation: location)
        return
      }
      read(milliseconds: 20)
    }
  }

  /// Whether the screen becomes as wanted within some seconds.
  func becomes(within seconds: TimeInterval, until isThere: (Screen) -> Bool) -> Bool {
    let deadline = Date.now.addingTimeInterval(seconds)
    while !isThere(screen) {
      guard Date.now < deadline else { return false }
      read(milliseconds: 20)
    }
    return true
  }

  /// Waits until the lines of the screen are some lines, and empty ones below.
  func expect(_ lines: String..., location: SourceLocation = #_sourceLocation) {
    wait(for: "\n\(lines.joined(separator: "\n"))\nand", location) { screen in
      screen.text == lines + Array(repeating: "", count: max(0, screen.height - lines.count))
    }
    #expect(screen.mistakes.isEmpty, sourceLocation: location)
  }

  /// Waits until there is an empty prompt: what is typed earlier, the terminal itself shows.
  func prompt(location: SourceLocation = #_sourceLocation) {
    wait(for: "a prompt", location) { $0.marksPaste && $0.text[$0.cursor.line] == ">" }
  }

  /// Waits until a line of the screen has a text.
  func see(_ text: String, location: SourceLocation = #_sourceLocation) {
    wait(for: text, location) { $0.text.contains { $0.contains(text) } }
  }

  /// Waits until the program has ended, and gives its exit code; 128 and more for a signal.
  func end(location: SourceLocation = #_sourceLocation) -> Int32 {
    let deadline = Date.now.addingTimeInterval(Terminal.patience)
    while status == nil {
      guard Date.now < deadline else {
        Issue.record("it did not end, and shows:\n\(screen.text.joined(separator: "\n"))", sourceLocation: location)
        return -1
      }
      read(milliseconds: 20)
      var ended: Int32 = 0
      if unsafe waitpid(child, &ended, WNOHANG) == child { status = ended }
    }
    while read(milliseconds: 0) {}
    let ended = status ?? 0
    return ended & 0x7F == 0 ? (ended >> 8) & 0xFF : 128 + (ended & 0x7F)
  }

  /// The resident memory of the program in kilobytes; 0 where the system does not tell.
  var memory: Int {
    let text = (try? String(contentsOfFile: "/proc/\(child)/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "") } ?? 0
  }
}

/// `read` of the system, whose name is taken within `Terminal`.
private func receive(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  unsafe read(descriptor, bytes, count)
}
