import Foundation
import Journey
import JourneyRules
import Testing

/// Fixes made all by themselves: a script never becomes worse by them.
struct MendingTests {
  /// Every wrong script there is: those of the explanations, the rules, and the book of mistakes, and damaged examples.
  static let scripts: [String] = {
    let explained = Explanation.all.map { $0.wrong.replacing("↓", with: "") }
    let flagged = Rule.all.flatMap(\.bad).map { $0.replacing("↓", with: "") }
    return explained + flagged + ((try? mistakes()) ?? []) + ((try? damaged()) ?? [])
  }()

  private static func mistakes() throws -> [String] {
    let book = repository.appending(path: "Tests/LanguageTests/Mistakes.md")
    let parts = try String(contentsOf: book, encoding: .utf8).components(separatedBy: "```journey")
    return parts.dropFirst().compactMap { part in
      let script = part.components(separatedBy: "\n").dropFirst().joined(separator: "\n")
      return script.components(separatedBy: "```").first
    }
  }

  /// The examples, each with slips of the pen, and with every tenth line lost.
  private static func damaged() throws -> [String] {
    let folder = repository.appending(path: "Examples")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".journey") }
    return try names.sorted().flatMap { name in
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return [
        text, text.replacing("leads to", with: "->").replacing(" min", with: "min"),
        text.replacing("pro", with: "por").replacing("on ", with: "no "), text.replacing(" \"", with: ": “"),
        lines.enumerated().filter { $0.offset % 10 != 7 }.map(\.element).joined(separator: "\n"),
      ]
    }
  }

  private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  // MARK: Never worse

  @Test(arguments: scripts)
  func `mending adds no error, leaves less to mend, and is done once it is done`(script: String) {
    let engine = Engine(validator: JourneyRules.Validator(.strict))
    let source = Source(name: "a.journey", text: script)
    let before = engine.check(source)
    for scope in [MendingScope.safe, .all] {
      let mending = engine.mend(source, scope)
      let after = mending.check
      #expect(mending.isFinished)
      #expect(unread(after) <= unread(before))
      if mending.made.isEmpty {
        #expect(mending.source.padded == source.padded)
      } else if unread(after) == unread(before) {
        // What is read only now may be wrong in other ways, which the rules could not say before.
        #expect(after.findings.count < before.findings.count)
        #expect(errors(after) <= errors(before))
      }
      if scope == .safe { #expect(mending.made.allSatisfy { $0.fix?.isSafe == true }) }
      // What it says of the script is what a check says.
      #expect(engine.check(mending.source).findings == after.findings)
      let again = engine.mend(mending.source, scope)
      #expect(again.made.isEmpty && again.source.padded == mending.source.padded)
      #expect(again.refused == mending.refused)
    }
  }

  @Test(arguments: scripts)
  func `line ends and the mark at the beginning stay as they are`(script: String) {
    let lines = script.split(separator: "\n", omittingEmptySubsequences: false)
    let source = Source(name: "a.journey", text: "\u{FEFF}" + lines.joined(separator: "\r\n"))
    let engine = Engine()
    let mended = engine.mend(source, .all).source.padded
    #expect(mended.starts(with: [0xEF, 0xBB, 0xBF]))
    for (offset, byte) in mended.enumerated() where byte == 0x0A || byte == 0x0D {
      let isPair = byte == 0x0A ? offset > 0 && mended[offset - 1] == 0x0D : mended[offset + 1] == 0x0A
      guard !isPair else { continue }
      Issue.record("a lone line end at \(offset): \(String(decoding: mended, as: UTF8.self))")
      return
    }
  }

  private func unread(_ check: Check) -> Int {
    check.findings.count { $0.severity == .error && !$0.isRule && $0.code != Code.notTrue.rawValue }
  }

  private func errors(_ check: Check) -> Int { check.findings.count { $0.severity == .error } }

  // MARK: What is made

  private let mixed = """
    journey Phone
      channel\u{A0}store
        mode physcial
      stage Purchase
        touchpoint Checkout on stor
          wait\u{A0}5 min

    """

  @Test func `safe fixes are made by themselves, the others when they are asked for`() {
    let source = Source(name: "a.journey", text: mixed)
    let safe = Engine().mend(source)
    #expect(text(safe) == mixed.replacing("\u{A0}", with: " "))
    #expect(safe.lines == ["Write plain characters (plain-characters)"])
    let all = Engine().mend(source, .all)
    #expect(text(all) == text(safe).replacing("physcial", with: "physical").replacing("stor\n", with: "store\n"))
    #expect(all.made.map(\.code).sorted() == ["plain-characters", "unknown-choice", "unknown-name"])
  }

  @Test func `one check more is the price of mending what the first check would hide`() {
    let lines = (0..<30).map { "    touchpoint T\($0) on stor\n" }.joined()
    var limits = Limits()
    limits.findings = 5
    let source = Source(name: "a.journey", text: "journey Phone\n  channel store\n  stage Purchase\n\(lines)")
    let mending = Engine(limits: limits, validator: JourneyRules.Validator(rules: [])).mend(source, .all)
    #expect(mending.made.count == 30)
    #expect(mending.check.findings.isEmpty)
  }

  @Test func `work that is ended says so, and leaves a script that is better`() {
    let mending = Engine().mend(Source(name: "a.journey", text: mixed), .all, checks: 1)
    #expect(!mending.isFinished)
    #expect(!mending.made.isEmpty)
    #expect(Engine().mend(Source(name: "a.journey", text: mixed), .all, checks: 0).made.isEmpty)
  }

  @Test func `what is imported is not changed`() {
    let shared = Source(name: "shared.journey", text: "channel\u{A0}store\n")
    let script = "import \"shared.journey\"\njourney Phone\n  stage\u{A0}A\n    touchpoint T on store\n"
    let engine = Engine(validator: JourneyRules.Validator(rules: []), loader: Loader { _, _ in .source(shared) })
    let mending = engine.mend(Source(name: "a.journey", text: script))
    #expect(text(mending) == script.replacing("\u{A0}", with: " "))
    #expect(mending.check.findings.map(\.place.file) == ["shared.journey"])
  }

  private func text(_ mending: Mending) -> String { mending.source.text(mending.source.range) }

  // MARK: Edits

  @Test func `edits are made together, in any order, and overlapping ones not at all`() throws {
    let source = Source(name: "a", text: "one two three")
    func edit(_ start: Int, _ end: Int, _ text: String) -> Edit { Edit(Place("a", ByteRange(start, end)), text) }
    let made = try #require(source.making([edit(8, 13, "3"), edit(0, 3, "1"), edit(4, 4, "+ ")]))
    #expect(made.text(made.range) == "1 + two 3")
    #expect(source.making([edit(0, 5, ""), edit(4, 6, "")]) == nil)
    #expect(source.making([edit(10, 14, "")]) == nil)
    #expect(source.making([Edit(Place("b", ByteRange(0, 1)), "")]) == nil)
  }

  @Test func `an edit between the two bytes of a line end stands before both`() throws {
    let source = Source(name: "a", text: "one\r\ntwo\r\n")
    let made = try #require(source.making([Edit(Place("a", ByteRange(4, 4)), "\n  more")]))
    #expect(made.text(made.range) == "one\r\n  more\r\ntwo\r\n")
  }
}

/// Scripts that chance has damaged: what no book of mistakes thinks of.
struct MendingByChanceTests {
  @Test(arguments: 0..<40)
  func `whatever stands in a script, mending ends, and makes it no worse`(seed: Int) {
    var chance = Chance(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    let scripts = MendingTests.scripts
    var bytes = Array(scripts[chance.below(scripts.count)].utf8.prefix(3_000))
    let other = Array(scripts[chance.below(scripts.count)].utf8)
    for _ in 0..<(1 + chance.below(8)) where !bytes.isEmpty {
      let start = chance.below(bytes.count)
      let end = min(bytes.count, start + chance.below(12))
      switch chance.below(4) {
      case 0: bytes.removeSubrange(start..<end)
      case 1: bytes.insert(contentsOf: bytes[start..<end], at: chance.below(bytes.count))
      case 2: bytes[start] = UInt8(truncatingIfNeeded: chance.below(256))
      default:
        let from = chance.below(other.count)
        bytes.insert(contentsOf: other[from..<min(other.count, from + 20)], at: start)
      }
    }
    let source = Source(name: "a.journey", bytes: bytes)
    let before = Engine().check(source).findings
    for scope in [MendingScope.safe, .all] {
      let mending = Engine().mend(source, scope)
      let after = mending.check.findings
      #expect(mending.isFinished)
      #expect(unread(after) <= unread(before))
      #expect(mending.made.isEmpty || unread(after) < unread(before) || after.count < before.count)
      #expect(Engine().mend(mending.source, scope).source.padded == mending.source.padded)
      if mending.made.isEmpty { #expect(mending.source.padded == source.padded) }
    }
  }

  private func unread(_ findings: [Finding]) -> Int {
    findings.count { $0.severity == .error && !$0.isRule && $0.code != Code.notTrue.rawValue }
  }

  /// Numbers that look like chance, and are the same in every run.
  private struct Chance {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return limit > 0 ? Int(state % UInt64(limit)) : 0
    }
  }
}
