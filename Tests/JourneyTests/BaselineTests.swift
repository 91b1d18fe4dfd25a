import Foundation
import Journey
import JourneyRules
import Testing

/// What is known and kept in a file: it stays the same while scripts are laid out anew, and is said to be stale when it is.
struct BaselineTests {
  private static let phone = """
    journey Phone
      channel store
      channel web
      outcome Bought
      stage Browsing
      stage Purchase
        touchpoint Checkout on store
          leads to Bought

    """

  /// A run over some scripts, by name.
  private static func run(_ scripts: [(name: String, text: String)], imports: [String: String] = [:]) -> BaselineRun {
    var run = BaselineRun { $0 }
    for script in scripts { run.note(check(script.text, script.name, imports)) }
    return run
  }

  private static func check(_ text: String, _ name: String, _ imports: [String: String] = [:]) -> Check {
    let loader = Loader { path, _ in imports[path].map { .source(Source(name: path, text: $0)) } ?? .missing }
    return Engine(validator: JourneyRules.Validator(.strict), loader: loader).check(Source(name: name, text: text))
  }

  private static func outcome(
    _ scripts: [(name: String, text: String)], beside baseline: Baseline, there: Set<String>? = nil,
    looked: (String) -> Bool = { _ in true }
  ) -> BaselineRun.Outcome {
    let there = there ?? Set(scripts.map(\.name))
    return run(scripts).compared(with: baseline, isThere: { there.contains($0) }, looked: looked)
  }

  // MARK: The file

  @Test func `a baseline is sorted, has an entry a line, and is read as it was written`() throws {
    let baseline = Self.run([("b.journey", Self.phone), ("a.journey", Self.phone)]).baseline
    let lines = baseline.text.split(separator: "\n")
    #expect(lines.prefix(3) == ["{", "  \"version\": 1,", "  \"findings\": ["])
    let entries = lines.filter { $0.hasPrefix("    {\"file\": ") }
    #expect(entries.count == baseline.count && baseline.count > 4)
    #expect(entries.map { $0.split(separator: ",")[0] } == entries.map { $0.split(separator: ",")[0] }.sorted())
    #expect(try Baseline(reading: Array(baseline.text.utf8)) == baseline)
    #expect(Self.run([("a.journey", Self.phone), ("b.journey", Self.phone)]).baseline.text == baseline.text)
    #expect(Baseline().text == "{\n  \"version\": 1,\n  \"findings\": []\n}\n")
  }

  @Test func `names with quotes, line ends and other scripts come back`() throws {
    let odd = "journey \"A \\\"b\\\" ü 😀 \u{202E}\"\n  stage \"C\"\n"
    let baseline = Self.run([("a \"b\"\n\\ü😀.journey", odd)]).baseline
    #expect(baseline.count > 0)
    #expect(try Baseline(reading: Array(baseline.text.utf8)) == baseline)
    let escaped =
      #"{"findings": [{"file": "a\/\u00fc\ud83d\ude00\n", "rule": "r", "item": null, "#
      + #""hash": "0123456789abcdef", "count": 1}], "version": 1}"#
    #expect(try Baseline(reading: Array(escaped.utf8)).text.contains("\"a/ü😀\\n\""))
  }

  @Test(arguments: [
    ("moved", "\n\n# A comment.\n" + phone.replacing("  channel web", with: "\n  # The shop.\n  channel web")),
    ("laid out", phone.replacing("  ", with: "\t ").replacing("on store", with: "on   store")),
    ("with other items", phone.replacing("  outcome", with: "  persona Ada\n  outcome")),
    ("with a line more", phone.replacing("      leads", with: "      wait 3 min\n      leads")),
  ])
  func `what is known stays known in a script that is`(_ way: (how: String, text: String)) {
    let baseline = Self.run([("a.journey", Self.phone)]).baseline
    let before = Self.check(Self.phone, "a.journey").findings
    let outcome = Self.outcome([("a.journey", way.text)], beside: baseline)
    #expect(outcome.stale == [], "\(way.how)")
    #expect(outcome.known.count >= before.count)
  }

  @Test(arguments: [
    ("", 1, "it is no JSON: it ends too early"), ("journey Phone\n", 1, "it is no JSON: there is no JSON here"),
    ("[]", 1, "it is no baseline: an object with `version` and `findings` is expected"),
    ("{}", 1, "it does not say its `version`"), ("{\"version\": 1}", 1, "it has no list `findings`"),
    ("{\n\"version\": 2,\n\"findings\": []}", 2, "its version is another than 1, which this Journey reads"),
    ("{\n\"version\": 1,\n\"findings\": {}}", 3, "`findings` is no list"),
    ("{\"version\": 1, \"findings\": [],\n\"notes\": 1}", 2, "`notes` is no part of a baseline"),
    ("{\"version\": 1, \"findings\": [\n1]}", 2, "an entry is an object"),
    ("{\"version\": 1, \"findings\": [\n{\"file\": \"a\"}]}", 2, "an entry lacks its `hash`"),
    ("{\"version\": 1,\n\n\"findings\": [] x", 3, "it is no JSON: a comma or } is missing"),
    ("{\"version\": 1, \"findings\": []}\n\n{}", 3, "it is no JSON: something stands behind the end"),
    ("{\"version\": 01, \"findings\": []}", 1, "it is no JSON: a number is wrong"),
    ("{\"version\": 1, \"findings\": [\n\"\\ud800\"]}", 2, "it is no JSON: half a character is missing"),
    ("{\"version\": 1,\n<<<<<<< HEAD\n", 2, "a merge left its marks here; keep the lines of both sides"),
    (String(repeating: "[", count: 100_000), 1, "it is no JSON: it is nested more than 64 deep"),
  ])
  func `a file that is no baseline is refused with its line`(_ file: (text: String, line: Int, reason: String)) {
    #expect(throws: Baseline.Problem.self) { try Baseline(reading: Array(file.text.utf8)) }
    do throws(Baseline.Problem) { _ = try Baseline(reading: Array(file.text.utf8)) } catch {
      #expect(error.reason == file.reason)
      #expect(error.line == file.line)
    }
  }

  @Test func `an entry says each of its parts as it should`() throws {
    let entry = "{\"file\": \"a\", \"rule\": \"r\", \"item\": null, \"hash\": \"0123456789abcdef\", \"count\": 1}"
    func read(_ entry: String) throws -> Baseline {
      try Baseline(reading: Array("{\"version\": 1, \"findings\": [\(entry)]}".utf8))
    }
    #expect(try read(entry).count == 1)
    #expect(try read("\(entry), \(entry)").count == 2, "as a merge leaves it")
    for (right, wrong) in [
      ("\"a\"", "\"\""), ("\"a\"", "1"), ("\"r\"", "null"), ("\"item\": null, ", ""), ("null", "1"),
      ("abcdef", "abcde"), ("abcdef", "ABCDEF"), ("\"count\": 1", "\"count\": 0"), ("\"count\": 1", "\"count\": 1.5"),
      ("\"count\": 1", "\"count\": 99999999999999999999"), ("\"count\": 1", "\"count\": 1, \"via\": \"\""),
      ("\"count\": 1", "\"count\": 1, \"line\": 3"),
    ] {
      #expect(throws: Baseline.Problem.self, "\(wrong)") { try read(entry.replacing(right, with: wrong)) }
    }
  }

  @Test func `damaged files are read or refused, and nothing else`() throws {
    let text = Array(Self.run([("a.journey", Self.phone)]).baseline.text.utf8)
    var (refused, read) = (0, 0)
    for place in text.indices {
      for byte in [0x00, 0x22, 0x5C, 0x7B, 0x30, 0x2C, 0xFF] as [UInt8] {
        var damaged = text
        damaged[place] = byte
        if (try? Baseline(reading: damaged)) == nil { refused += 1 } else { read += 1 }
      }
      #expect(throws: Baseline.Problem.self) { try Baseline(reading: Array(text[..<place].dropLast())) }
    }
    #expect(refused > read && read > 0)
  }

  // MARK: What is known

  @Test func `of findings that are alike there may be as many as are known`() {
    let two = Self.phone.replacing("  stage Browsing\n", with: "  stage Browsing\n  stage Browsing\n")
    let baseline = Self.run([("a.journey", Self.phone)]).baseline
    let findings = Self.check(two, "a.journey").findings.filter { Baseline.holds($0) }
    let known = Self.outcome([("a.journey", two)], beside: baseline).known
    let more = findings.filter { !known.contains($0) }
    #expect(more.allSatisfy { $0.item?.path.contains("Browsing") ?? true })
    let again = Self.outcome([("a.journey", two)], beside: Self.run([("a.journey", two)]).baseline)
    #expect(Set(findings) == again.known)
  }

  @Test func `a file that has another name now keeps its entries, also those about no item`() {
    let text = Self.phone + "\nchannel unused\n"
    let baseline = Self.run([("old.journey", text)]).baseline
    #expect(baseline.text.contains("\"item\": null") || baseline.count > 3)
    let moved = Self.outcome([("markets/new.journey", text)], beside: baseline)
    #expect(moved.stale == [])
    #expect(moved.known.count == baseline.count)
    #expect(moved.pruned == Self.run([("markets/new.journey", text)]).baseline)
    // Where the old file is there still, the other one is new.
    let copied = Self.outcome(
      [("markets/new.journey", text)], beside: baseline, there: ["old.journey", "markets/new.journey"])
    #expect(copied.known.isEmpty && copied.stale == [])
  }

  @Test func `what is not found again is stale where the rules could have found it`() throws {
    let baseline = Self.run([("a.journey", Self.phone), ("b.journey", Self.phone)]).baseline
    let mended = Self.phone.replacing("  channel web\n", with: "")
    let there: Set = ["a.journey", "b.journey"]
    let outcome = Self.outcome([("a.journey", mended)], beside: baseline, there: there)
    #expect(outcome.stale.count == 1)
    let stale = try #require(outcome.stale.first)
    #expect(stale.file == "a.journey" && stale.item == "Phone › web" && stale.count == 1)
    #expect(outcome.pruned.count == baseline.count - 1)
    // Neither where another rule was asked for, nor where an error keeps rules from looking.
    #expect(Self.outcome([("a.journey", mended)], beside: baseline, there: there) { $0 != stale.rule }.stale == [])
    let broken = mended.replacing("on store", with: "on stor")
    #expect(Self.outcome([("a.journey", broken)], beside: baseline, there: there).stale == [])
    // A file that is gone takes its entries along.
    let gone = Self.outcome([], beside: baseline, there: ["a.journey"])
    #expect(Set(gone.stale.map(\.file)) == ["b.journey"])
    #expect(gone.pruned == Self.run([("a.journey", Self.phone)]).baseline)
  }

  @Test func `what several scripts import is known once, and stale when the one that found it looks`() {
    let module = Self.phone
    let imports = ["phone.journey": module]
    func market(_ name: String) -> (name: String, text: String) {
      (
        "\(name).journey",
        "import \"phone.journey\"\nscenario \(name) of Phone\n  change stage Purchase\n    touchpoint \(name) on web\n"
      )
    }
    let (italy, spain) = (market("italy"), market("spain"))
    let all = Self.run([("phone.journey", module), italy, spain], imports: imports)
    let baseline = all.baseline
    #expect(baseline.text.contains("\"via\": \"italy.journey\""))
    let there: Set = ["phone.journey", "italy.journey", "spain.journey"]
    for part in [[("phone.journey", module)], [italy], [spain, italy], [spain]] {
      let outcome = Self.run(part, imports: imports)
        .compared(with: baseline, isThere: { there.contains($0) }, looked: { _ in true })
      #expect(outcome.stale == [], "\(part.map(\.0))")
      let found = Set(part.flatMap { Self.check($0.1, $0.0, imports).findings.filter { Baseline.holds($0) } })
      #expect(outcome.known == found)
    }
    let changed = (italy.name, "import \"phone.journey\"\n")
    let outcome = Self.run([changed], imports: imports)
      .compared(with: baseline, isThere: { there.contains($0) }, looked: { _ in true })
    #expect(!outcome.stale.isEmpty)
  }

  @Test func `a baseline that is written over keeps what the run could not know`() {
    let old = Self.run([("a.journey", Self.phone), ("b.journey", Self.phone)]).baseline
    let mended = Self.phone.replacing("  channel web\n", with: "")
    let there: Set = ["a.journey", "b.journey"]
    let new = Self.run([("a.journey", mended)])
      .baseline(keeping: old, isThere: { there.contains($0) }, looked: { _ in true })
    #expect(new == Self.run([("a.journey", mended), ("b.journey", Self.phone)]).baseline)
  }

  @Test func `errors of the language are in no baseline`() {
    let broken = Self.phone.replacing("on store", with: "on stor")
    let findings = Self.check(broken, "a.journey").findings
    let errors = findings.filter { !$0.isRule && $0.severity == .error }
    #expect(!errors.isEmpty)
    let outcome = Self.outcome([("a.journey", broken)], beside: Self.run([("a.journey", broken)]).baseline)
    #expect(outcome.known.isDisjoint(with: errors))
  }
}
