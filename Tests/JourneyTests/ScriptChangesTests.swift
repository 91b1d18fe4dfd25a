import Foundation
import Journey
import JourneyRules
import Testing

/// Which findings concern a change: those on what changed, those that it brought, and nothing else.
struct ScriptChangesTests {
  private static let script = """
    journey Phone
      outcome Bought
      channel store
      channel web
      stage Browsing
        touchpoint Search on web
          leads to Checkout
      stage Purchase
        touchpoint Checkout on store
          leads to Bought
        touchpoint Reminder on web

    """

  private static func check(_ text: String) -> Check {
    Engine(validator: JourneyRules.Validator(.strict)).check(Source(name: "a.journey", text: text))
  }

  /// The items of the findings that concern a change, and those of the others.
  private static func parts(_ old: String, _ new: String) -> (concerned: [Finding], others: [Finding]) {
    let check = check(new)
    let changes = ScriptChanges(from: Self.check(old), to: check)
    return (check.findings.filter { changes.concerns($0) }, check.findings.filter { !changes.concerns($0) })
  }

  private static func items(_ findings: [Finding]) -> Set<String> { Set(findings.compactMap { $0.item?.path }) }

  /// The touchpoints that are too weak, of which each has a finding of its own.
  private static func change(_ line: String, to other: String) -> (concerned: Set<String>, others: Set<String>) {
    let parts = parts(script, script.replacing(line, with: other))
    return (
      items(parts.concerned.filter { $0.code == "touchpoint-weak" }),
      items(parts.others.filter { $0.code == "touchpoint-weak" })
    )
  }

  @Test func `a changed line concerns its innermost item, and no other`() {
    let parts = Self.change("touchpoint Reminder on web", to: "touchpoint Reminder on web\n      wait 3 min")
    #expect(parts.concerned == ["Phone › Purchase › Reminder"])
    #expect(parts.others == ["Phone › Browsing › Search", "Phone › Purchase › Checkout"])
  }

  @Test func `layout, blank lines and comments are no change`() {
    for text in [
      "# A new head.\n\n" + Self.script, Self.script.replacing("  touchpoint", with: "\n   # Look.\n     touchpoint"),
      Self.script.replacing("\n", with: "\r\n"), Self.script.replacing("Reminder on web", with: "Reminder  on\tweb"),
    ] {
      let changes = ScriptChanges(from: Self.check(Self.script), to: Self.check(text))
      #expect(changes.isEmpty)
      #expect(Self.parts(Self.script, text).concerned.filter { $0.isRule } == [])
    }
  }

  @Test func `a line taken out concerns what stands around it`() {
    let gone = Self.change("      leads to Bought\n", to: "")
    #expect(gone.concerned == ["Phone › Purchase › Checkout", "Phone › Purchase › Reminder"])
    let touchpoint = Self.change("    touchpoint Search on web\n      leads to Checkout\n", to: "")
    #expect(
      touchpoint.concerned == [] && touchpoint.others == ["Phone › Purchase › Checkout", "Phone › Purchase › Reminder"])
  }

  @Test func `a finding that points at a changed line as well concerns it`() {
    let parts = Self.parts(
      Self.script, Self.script.replacing("touchpoint Reminder on web", with: "touchpoint Reminder on store"))
    let shared = parts.concerned.first { $0.code == "touchpoint-without-owner" }
    #expect(shared?.item?.path == "Phone › Browsing › Search" && shared?.related.isEmpty == false)
  }

  @Test func `a new item concerns the one around it`() {
    let parts = Self.parts(
      Self.script, Self.script.replacing("  stage Purchase", with: "  stage Waiting\n  stage Purchase"))
    #expect(Self.items(parts.concerned).contains("Phone › Waiting"))
    #expect(Self.items(parts.concerned).contains("Phone"))
  }

  @Test(arguments: [
    "import \"std/layers\"\n", "let gap = 3 min\n", "template T (x)\n  wait 3 min\n",
    "rule r \"R\"\n  every stage\n  expect true\n", "scenario S of Phone\n  without channel web\n",
    "test \"T\"\n  expect count(stages) is 2\n", "project \"P\"\n",
  ])
  func `what reaches everywhere concerns all, coming or going`(section: String) {
    let more = section.hasPrefix("import") || section.hasPrefix("let") ? section + Self.script : Self.script + section
    for (old, new) in [(Self.script, more), (more, Self.script)] {
      let parts = Self.parts(old, new)
      #expect(parts.others == [] && parts.concerned.count > 3, "\(section)")
    }
  }

  @Test func `what a change brings elsewhere in the file concerns it`() {
    // The channel loses the one touchpoint that it had: nothing of the channel's own lines changed.
    let script = Self.script.replacing("  channel web\n", with: "  channel web\n  channel app\n")
      .replacing("Reminder on web", with: "Reminder on app")
    let parts = Self.parts(script, script.replacing("Reminder on app", with: "Reminder on web"))
    #expect(Self.items(parts.concerned).contains("Phone › app"))
  }

  @Test func `errors of the language concern every change`() {
    let old = Self.script.replacing("Search on web", with: "Search on wbe")
    let parts = Self.parts(old, old.replacing("Reminder on web", with: "Reminder on store"))
    #expect(parts.concerned.contains { $0.title.contains("wbe") })
  }

  @Test func `what a block makes of a line concerns its change`() {
    let script = """
      journey Phone
        outcome Bought
        channel web
        stage Purchase
          for each way in A, B
            touchpoint "{way}" on web
              leads to Bought
          end
          touchpoint Other on web

      """
    let line = Self.parts(
      script, script.replacing("        leads to Bought", with: "        wait 3 min\n        leads to Bought"))
    #expect(Self.items(line.concerned).isSuperset(of: ["Phone › Purchase › A", "Phone › Purchase › B"]))
    let head = Self.parts(script, script.replacing("in A, B", with: "in A, B, C"))
    #expect(Self.items(head.concerned).isSuperset(of: ["Phone › Purchase › A", "Phone › Purchase › C"]))
  }

  // MARK: Every example, every line

  private static let examples: [String] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Examples")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".journey") }.sorted().compactMap {
      try? String(contentsOf: folder.appending(path: $0), encoding: .utf8)
    }
  }()

  @Test(arguments: examples)
  func `whatever a change of one line brings concerns it`(example: String) {
    let lines = example.split(separator: "\n", omittingEmptySubsequences: false)
    let before = Self.check(example)
    let known = Set(Fingerprint.all(before.findings, sources: before.sources))
    var brought = 0
    for number in lines.indices where !lines[number].isEmpty {
      var without = lines
      without.remove(at: number)
      var twice = lines
      twice.insert(lines[number], at: number)
      for edited in number % 4 == 0 ? [twice] : [without] {
        let after = Self.check(edited.joined(separator: "\n"))
        let changes = ScriptChanges(from: before, to: after)
        for (finding, print) in zip(after.findings, Fingerprint.all(after.findings, sources: after.sources))
        where !known.contains(print) {
          brought += 1
          #expect(changes.concerns(finding), "line \(number + 1): \(finding.title)")
        }
      }
    }
    #expect(brought > 10)
  }

  @Test func `texts of tens of thousands of lines are compared at once`() {
    let stages = (1...10_000).map { "  stage S\($0)\n    touchpoint T\($0) on web\n" }
    let script = "journey Phone\n  channel web\n"
    let other = stages.enumerated().map { $0.offset % 2 == 0 ? $0.element : "  stage R\($0.offset)\n" }
    let (old, new) = (script + stages.joined(), script + other.reversed().joined())
    let check = Engine(validator: JourneyRules.Validator(.draft)).check(Source(name: "a.journey", text: new))
    let before = Engine(validator: JourneyRules.Validator(.draft)).check(Source(name: "a.journey", text: old))
    #expect(!ScriptChanges(from: before, to: check).isEmpty)
  }
}
