import Foundation
import Screen
import Testing

/// Keys that nobody would press, in numbers that nobody could.
@Suite(.serialized) struct KeyRobustnessTests {
  #if DEBUG
    private static let count = 4_000
  #else
    private static let count = 50_000
  #endif

  /// 100,000 keys in all, half of them with vi's. KEYS_SEED=… in the environment tries the same ones again.
  @Test(arguments: ["", "bind -v\n"])
  func `random keys and sizes end in a live prompt`(settings: String) throws {
    let given = ProcessInfo.processInfo.environment["KEYS_SEED"].flatMap { UInt64($0) }
    let seed = given ?? UInt64.random(in: 0...UInt64.max)
    print("random keys: seed \(seed)")
    var random = Random(seed: seed)
    let folder = FileManager.default.temporaryDirectory.appending(path: "journey-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try settings.write(to: folder.appending(path: ".editrc"), atomically: true, encoding: .utf8)
    // An editor that changes nothing, so that a key that starts it does not wait for anybody.
    let terminal = try Terminal(in: folder, environment: ["EDITOR": "true"])
    var memory = 0
    for number in 0..<KeyRobustnessTests.count {
      terminal.type(key(&random))
      // Ctrl-C drops what waits in the terminal; let it be seen before more is typed. A block that only grows would
      // be what the test is about.
      if number % 50 == 49 {
        while terminal.read(milliseconds: 8) {}
        terminal.type("\u{3}")
      }
      if random.below(300) == 0 {
        terminal.resize(width: 4 + random.below(120), height: 1 + random.below(40))
      }
      if number == KeyRobustnessTests.count / 4 {
        settle(terminal)
        memory = terminal.memory
      }
    }
    settle(terminal)
    #expect(terminal.memory < memory + memory / 4 + 4_096, "seed \(seed): \(memory) kB became \(terminal.memory) kB")
    terminal.type("alive\r")
    terminal.see("said: alive")
    terminal.prompt()
    #expect(terminal.screen.mistakes.isEmpty, "seed \(seed): \(terminal.screen.mistakes.prefix(5))")
    #expect(!terminal.screen.isCursorHidden, "seed \(seed)")
    terminal.type("bye\r")
    #expect(terminal.end() == 0)
  }

  /// Gives up what is being written, however many menus and searches are open, until the prompt answers.
  ///
  /// Ctrl-C makes the terminal drop what waits in it, and so perhaps what is typed right behind it: it is tried again.
  private func settle(_ terminal: Terminal) {
    terminal.resize(width: 60, height: 12)
    for attempt in 1...20 {
      terminal.type("\u{3}")
      while terminal.read(milliseconds: 100) {}
      terminal.type("answer\(attempt)")
      if terminal.becomes(within: 1, until: { $0.text.contains("> answer\(attempt)") }) { break }
    }
    terminal.type("\u{15}")
    terminal.prompt()
  }

  private func key(_ random: inout Random) -> [UInt8] {
    switch random.below(20) {
    case 0...6:
      return Array(
        "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ:()[]\"'0123456789".utf8.shuffled(using: &random).prefix(
          1))
    case 7: return Array(random.pick(["é", "日", "👩‍👩‍👧", "🇩🇪", "\u{301}", "\u{202E}", "st", "\t"]).utf8)
    case 8...10:
      return Array("\u{1B}[\(random.pick(["A", "B", "C", "D", "H", "F", "3~", "5~", "6~", "Z", "1;5C", "99~"]))".utf8)
    case 11, 12: return [UInt8(ascii: "\r")]
    case 13: return [0x1B]
    case 14: return [0x1B, UInt8(0x20 + random.below(0x5F))]
    case 15: return Array("\u{1B}[200~\(random.pick(["x\ny", "日本\r\n  z", "", "a:\n  b\n"]))\u{1B}[201~".utf8)
    case 16: return [UInt8(random.below(256))].filter { ![0x03, 0x04, 0x1A, 0x1C].contains($0) }
    // Ctrl-D leaves and Ctrl-Z stops; what Ctrl-\ does is no matter of ours.
    default: return [UInt8(1 + random.below(31))].filter { ![0x03, 0x04, 0x1A, 0x1C].contains($0) }
    }
  }
}
