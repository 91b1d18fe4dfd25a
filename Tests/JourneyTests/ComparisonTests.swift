import Foundation
import Journey
import JourneyModel
import JourneyRules
import JourneySyntax
import Testing

/// What two scripts differ in, in words.
@Suite struct `Comparison of scripts` {
  static let script = """
    journey "Buying a phone"
      owner "Lifecycle"
      currency EUR
      outcome Bought, success
      outcome Lost, failure
      persona Explorer
        share 60%
        prefers store, email
      channel store "High street"
        mode physical, human
      channel email
        mode digital
      layer human
        matches channel.mode has human
        needed in every stage where important
      ## Where people look.
      stage Search
        important
        touchpoint Visit on store
          purpose advise
          wait 5 min
          tells price, range
          pain "Long queue", mild
          note "Ask the shop"
          leads to Checkout for 60%
          leads to Lost
      stage Purchase
        touchpoint Checkout on store
          purpose transact
          leads to Bought
        touchpoint Receipt on email
          purpose thank

    """

  static func check(_ text: String, _ selection: Model.Selection = .own, rules: Bool = false) -> Check {
    (rules ? Engine() : Engine(validator: JourneyRules.Validator(rules: []))).check(
      Source(name: "phone.journey", text: text), selection)
  }

  static func text(_ comparison: Comparison) -> String {
    let side = Comparison.Side(file: "phone.journey")
    return ComparisonText(comparison, side, side, width: 100).text
  }

  /// The signed lines of what differs between the script and an edition of it, without blanks before them.
  private func changes(_ edits: (String, String)..., of script: String = script) -> [String] {
    var edited = script
    for (old, new) in edits {
      #expect(edited.contains(old), "\(old)")
      edited = edited.replacing(old, with: new)
    }
    return Self.signed(Comparison(of: Self.check(script), with: Self.check(edited)))
  }

  private static func signed(_ comparison: Comparison) -> [String] {
    text(comparison).split(separator: "\n").filter { "+-~".contains($0.first ?? " ") }.map { line in
      "\(line.first ?? " ") \(line.dropFirst().drop { $0 == " " })"
    }
  }

  // MARK: Lines

  @Test func `a line that says something else is told with both`() {
    #expect(changes(("wait 5 min", "wait 20 min")) == ["~ wait: 5 min → 20 min"])
    #expect(changes(("owner \"Lifecycle\"", "owner \"Growth\"")) == ["~ owner: \"Lifecycle\" → \"Growth\""])
    #expect(changes(("purpose advise", "purpose inform")) == ["~ purpose: advise → inform"])
    #expect(changes(("\"High street\"", "\"Corner shop\"")) == ["~ title: \"High street\" → \"Corner shop\""])
    #expect(changes(("## Where people look.", "## Where they look.")).count == 1)
  }

  @Test func `a line that came or went is told as a script writes it`() {
    #expect(changes(("      wait 5 min\n", "")) == ["- wait 5 min"])
    #expect(changes(("    important\n", "    important\n    lasts 2 weeks\n")) == ["+ lasts 2 weeks"])
    #expect(changes(("    important\n", "")).first == "- important")
    #expect(
      changes(("      note \"Ask the shop\"", "      note \"Ask legal\"")) == [
        "+ note \"Ask legal\"", "- note \"Ask the shop\"",
      ])
    #expect(changes(("  ## Where people look.\n", "")) == ["- ## Where people look."])
    #expect(changes(("  owner", "  expect count(stages) > 1\n  owner")) == ["+ expect count(stages) > 1"])
    #expect(
      changes(("  owner", "  allow dead-end because \"Yes\"\n  owner")).first == "+ allow dead-end because \"Yes\"")
  }

  @Test func `of a list the members are told that came and went`() {
    #expect(changes(("tells price, range", "tells range, warranty, price")) == ["~ tells: + warranty"])
    #expect(changes(("tells price, range", "tells range, warranty")) == ["~ tells: + warranty, - price"])
    #expect(changes(("Receipt on email", "Receipt on store")) == ["~ on: email → store"])
    #expect(changes(("prefers store, email", "prefers email")) == ["~ prefers: - store"])
  }

  @Test func `pains, evidence and arrows are told by what they are about`() {
    #expect(
      changes(("\"Long queue\", mild", "\"Long queue\", severe, answered by Checkout"))
        == ["~ pain \"Long queue\": mild → severe, answered by Checkout"])
    #expect(
      changes(("leads to Checkout for 60%", "leads to Checkout for 70%")).first == "~ leads to Checkout: 60% → 70%")
    #expect(changes(("leads to Lost", "leads to exit")).prefix(2) == ["+ leads to exit", "- leads to Lost"])
    #expect(
      changes(("leads to Bought", "leads to Bought when wait > 1 min")).first
        == "~ leads to Bought: not said → when wait > 1 min")
    let evidence = Self.script.replacing("wait 5 min", with: "evidence \"Survey\", 2026-01-01")
    #expect(
      changes(("2026-01-01", "2026-05-01"), of: evidence) == ["~ evidence \"Survey\": 2026-01-01 → 2026-05-01"])
  }

  @Test func `arrows to one target are told apart by their conditions`() {
    let script = Self.script.replacing(
      "leads to Bought", with: "leads to Bought for 10% when wait > 1 h\n      leads to Bought for 20% when wait < 1 h")
    #expect(
      changes(("for 20%", "for 30%"), of: script).first
        == "~ leads to Bought: 20% when wait < 1 h → 30% when wait < 1 h")
  }

  @Test func `conditions are compared without their layout`() {
    #expect(changes(("channel.mode has human", "Channel.mode   HAS (human)")).allSatisfy { $0.contains("matches") })
    #expect(changes(("channel.mode has human", "Channel.mode   has human # people")).isEmpty)
    #expect(
      changes(("channel.mode has human", "purpose is advise")).first
        == "~ matches: channel.mode has human → purpose is advise")
  }

  @Test func `shares that differ by less than they show are told as they are written`() {
    #expect(changes(("for 60%", "for 1 of 3"), ("for 1 of 3", "for 33.33%")).count > 0)
    let third = Self.script.replacing("for 60%", with: "for 1 of 3")
    #expect(
      changes(("for 1 of 3", "for 33.33%"), of: third).first
        == "~ leads to Checkout: leads to Checkout for 1 of 3 → leads to Checkout for 33.33%")
  }

  @Test func `attributes of one's own kinds are compared like others`() {
    let script = """
      kind webinar is touchpoint
        attribute seats number
        attribute topics list of text
      journey X
        channel web
        stage A
          touchpoint Talk as webinar on web
            seats 40
            topics "a", "b"

      """
    #expect(changes(("seats 40", "seats 50"), of: script) == ["~ seats: 40 → 50"])
    #expect(changes(("\"a\", \"b\"", "\"b\", \"c\""), of: script) == ["~ topics: + \"c\", - \"a\""])
    #expect(changes((" as webinar", ""), ("      seats 40\n      topics \"a\", \"b\"\n", ""), of: script).count == 3)
  }

  // MARK: Items

  @Test func `an item that came is told with its lines, and one that went without`() {
    let more = "    touchpoint Call on store\n      purpose support\n      leads to Checkout\n  stage Purchase\n"
    #expect(
      changes(("  stage Purchase\n", more)).prefix(3)
        == ["+ touchpoint Call on store", "+ purpose support", "+ leads to Checkout"])
    #expect(
      changes(("    touchpoint Receipt on email\n      purpose thank\n", "")) == ["- touchpoint Receipt on email"])
    #expect(changes(("  outcome Lost, failure", "  outcome Lost, failure\n  outcome Later")) == ["+ outcome Later"])
  }

  @Test func `a touchpoint in another stage has moved`() {
    let moved = Self.script.replacing("    touchpoint Receipt on email\n      purpose thank\n", with: "").replacing(
      "  stage Purchase\n", with: "    touchpoint Receipt on email\n      purpose thank\n  stage Purchase\n")
    let comparison = Comparison(of: Self.check(Self.script), with: Self.check(moved))
    #expect(Self.signed(comparison) == ["~ touchpoint Receipt (moved here from Purchase)"])
    #expect(comparison.journeys[0].items.map(\.isMoved) == [true])
  }

  @Test func `an item that only has another name is the same, wherever it is named`() {
    #expect(changes(("store", "shop")) == ["~ channel shop (was store)"])
    #expect(changes(("Checkout", "Till")) == ["~ touchpoint Till (was Checkout)"])
    #expect(changes(("Bought", "Customer")).first == "~ outcome Customer (was Bought)")
    #expect(changes(("Explorer", "Hunter")) == ["~ persona Hunter (was Explorer)"])
    #expect(changes(("stage Purchase", "stage Till")) == ["~ stage Till (was Purchase)"])
    #expect(
      changes(("\"Buying a phone\"", "\"A new phone\"")) == ["~ journey \"A new phone\" (was \"Buying a phone\")"])
    #expect(changes(("layer human", "layer people")).first == "~ layer people (was human)")
  }

  @Test func `an item under another name that says something else is another item`() {
    #expect(
      changes(("touchpoint Receipt on email\n      purpose thank", "touchpoint Call on email\n      purpose listen"))
        == ["+ touchpoint Call on email", "+ purpose listen", "- touchpoint Receipt on email"])
  }

  @Test func `what journeys share is told once`() {
    let two = """
      channel store
        mode human
      journey A
        stage One
          touchpoint T on store
      journey B
        stage Two
          touchpoint U on store

      """
    #expect(changes(("mode human", "mode physical"), of: two) == ["~ mode: human → physical"])
    #expect(changes(("channel store", "channel web\nchannel store"), of: two) == ["+ channel web"])
    #expect(
      changes(("journey B\n  stage Two\n    touchpoint U on store\n", ""), of: two) == [
        "- journey B (1 stage, 1 touchpoint)"
      ])
    // A channel that one journey had, and that all share now.
    let own = two.replacing("channel store\n  mode human\n", with: "").replacing(
      "journey A\n", with: "journey A\n  channel store\n    mode human\n"
    ).replacing("touchpoint U on store", with: "touchpoint U")
    let shared = two.replacing("touchpoint U on store", with: "touchpoint U")
    #expect(Comparison(of: Self.check(own), with: Self.check(shared)).isEmpty)
  }

  // MARK: Scenarios

  @Test func `a scenario is compared with the journey that it changes`() {
    let scenarios =
      Self.script + """
        journey Other
          stage One
        scenario "No email" of "Buying a phone"
          without channel email
          change touchpoint Visit
            wait 20 min

        """
    let comparison = Comparison(of: Self.check(scenarios), with: Self.check(scenarios, .scenario("No email")))
    #expect(
      Self.signed(comparison) == [
        "~ prefers: - email", "- channel email", "~ wait: 5 min → 20 min", "- touchpoint Receipt on email",
      ])
    #expect(comparison.journeys.map(\.name.name) == ["Buying a phone"])
    let back = Comparison(of: Self.check(scenarios, .scenario("No email")), with: Self.check(scenarios))
    #expect(Self.signed(back).contains("+ channel email") && back.journeys.count == 1)
  }

  @Test func `a scenario may take away what journeys share`() {
    let script =
      "channel email\nchannel store\n" + """
        journey A
          stage One
            touchpoint T on store
            touchpoint U on email
        scenario "No email" of A
          without channel email

        """
    let comparison = Comparison(of: Self.check(script), with: Self.check(script, .scenario("No email")))
    #expect(Self.signed(comparison) == ["- channel email", "- touchpoint U on email"])
  }

  @Test func `channels are the same though a scenario has them once more, and its title is its own`() {
    let script =
      "channel email\nchannel store\nchannel web\n" + """
        journey A "How it is"
          stage One
            touchpoint T on store, email
            touchpoint U on web, store
        scenario "No web" "How it could be" of A
          without channel web

        """
    let comparison = Comparison(of: Self.check(script), with: Self.check(script, .scenario("No web")))
    #expect(Self.signed(comparison) == ["- channel web", "~ on: - web"])
  }

  // MARK: Figures and findings

  @Test func `what became stronger or weaker is told, and where customers get`() {
    let edited = Self.script.replacing(
      "channel store \"High street\"\n    mode physical, human",
      with: "channel store \"High street\"\n    mode physical"
    )
    .replacing("for 60%", with: "for 70%")
    let text = Self.text(Comparison(of: Self.check(Self.script), with: Self.check(edited)))
    #expect(
      text.contains(
        """
        Strength             before        after
        ────────────────────────────────────────
        weakest stage   Search, 45%  Search, 30%
        stage Search            45%          30%
          layer human           45%      missing
        stage Purchase          62%          51%
          layer human           45%            –

        Customers come to  before  after
        ────────────────────────────────
        Bought                30%    35%
        Lost                  20%    15%

        """), "\(text)")
  }

  @Test func `findings are the same though their lines move, and their items are called otherwise`() {
    let old = Self.check(Self.script, rules: true)
    #expect(!old.findings.isEmpty)
    let renamed = Self.script.replacing("Checkout", with: "Till").replacing(
      "stage Purchase", with: "# more\n\n  stage Buying")
    #expect(Comparison(of: old, with: Self.check(renamed, rules: true)).findings.isEmpty)
    let without = Self.script.replacing("  stage Purchase\n", with: "  stage Empty\n  stage Purchase\n")
    let changes = Comparison(of: old, with: Self.check(without, rules: true)).findings
    #expect(changes.added.contains { $0.code == "stage-without-touchpoint" } && changes.removed.isEmpty)
    let back = Comparison(of: Self.check(without, rules: true), with: old).findings
    #expect(back.removed.map(\.title) == changes.added.map(\.title) && back.added.isEmpty)
  }

  @Test func `a finding about one item that says something else has changed`() {
    let old = Self.script.replacing("wait 5 min", with: "wait 30 days")
    let new = Self.script.replacing("wait 5 min", with: "wait 40 days")
    let changes = Comparison(of: Self.check(old, rules: true), with: Self.check(new, rules: true)).findings
    #expect(changes.added.isEmpty && changes.removed.isEmpty)
  }

  // MARK: Properties

  private static func examples() throws -> [String] {
    let folder = Validator.repositoryExamples
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".journey") }
    #expect(names.count > 5)
    return try names.sorted().map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) } + [script]
  }

  @Test func `layout makes no difference`() throws {
    for text in try Self.examples() {
      let crooked = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.contains("\"\"\"") ? String(line) : "   \(line)   "
      }.joined(separator: "\n\n")
      for other in [text, Layout.text(Tree(Source(name: "a", text: text))), crooked] where !text.contains("\"\"\"") {
        let comparison = Comparison(of: Self.check(text), with: Self.check(other))
        #expect(comparison.journeys.isEmpty && comparison.shared.isEmpty, "\(Self.text(comparison))")
      }
    }
  }

  @Test func `the order of lines and items makes no difference`() throws {
    for text in try Self.examples() {
      let tidy = Layout.text(Tree(Source(name: "a", text: text)))
      let other = Outline(tidy).reversed
      #expect(other != tidy)
      let comparison = Comparison(of: Self.check(text), with: Self.check(other))
      let items = comparison.journeys.flatMap { $0.items } + comparison.shared
      #expect(items.isEmpty && comparison.journeys.allSatisfy(\.lines.isEmpty), "\(Self.text(comparison))")
    }
  }

  @Test(arguments: 2...9) func `what came one way went the other way`(step: Int) throws {
    for text in try Self.examples() {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let less = lines.enumerated().filter { $0.offset % 10 != step }.map(\.element).joined(separator: "\n")
      let (a, b) = (Self.check(text), Self.check(less))
      let (forth, back) = (Comparison(of: a, with: b), Comparison(of: b, with: a))
      #expect(!forth.isEmpty)
      let (told, toldBack) = (Self.told(forth, isBack: false), Self.told(back, isBack: true))
      #expect(told.count == toldBack.count)
      #expect(zip(told, toldBack).first { $0 != $1 } == nil)
      #expect(forth.findings.added.count == back.findings.removed.count)
      #expect(forth.findings.changed.count == back.findings.changed.count)
    }
  }

  /// All that a comparison tells of items, as it would be told the other way round where it is back.
  private static func told(_ comparison: Comparison, isBack: Bool) -> [String] {
    func turned<Value>(_ change: Change<Value>) -> (Value?, Value?) {
      isBack ? (change.after, change.before) : (change.before, change.after)
    }
    let journeys = comparison.journeys.map { ("\(turned($0.journey))", $0.lines) }
    let items = (comparison.journeys.flatMap(\.items) + comparison.shared).map {
      ("\(turned($0.item)) \($0.isMoved)", $0.lines)
    }
    return (journeys + items).map { name, lines in
      let told = lines.map { line in
        let (before, after) = isBack ? (line.after, line.before) : (line.before, line.after)
        let (removed, added) = isBack ? (line.added, line.removed) : (line.removed, line.added)
        return "\(line.line) \(before ?? "") \(after ?? "") \(removed) \(added)"
      }
      return "\(name) \(told.sorted())"
    }.sorted()
  }
}

/// A script as blocks of lines that stand below each other, by their indentation.
private struct Outline {
  private var lines: [String]
  private var parts: [Outline] = []

  init(_ text: String) {
    self.init([], text.split(separator: "\n", omittingEmptySubsequences: true).map { String($0) }[...], depth: -1)
  }

  private init(_ own: [String], _ rest: ArraySlice<String>, depth: Int) {
    lines = own
    var rest = rest
    var remarks: [String] = []
    while let line = rest.popFirst() {
      let indent = line.prefix { $0 == " " }.count
      if line.dropFirst(indent).hasPrefix("#") {
        remarks.append(line)
        continue
      }
      if line.contains("otherwise"), !parts.isEmpty {
        parts[parts.count - 1].lines.append(line)
        continue
      }
      let below = rest.prefix { $0.prefix { $0 == " " }.count > indent }
      rest = rest.dropFirst(below.count)
      parts.append(Outline(remarks + [line], below, depth: indent))
      remarks = []
    }
    lines += remarks
  }

  /// The text with its attributes, channels, personas and touchpoints in the opposite order; journeys, stages and sections
  /// stay where they are, and an item's lines stay above the items in it.
  var reversed: String { text(depth: 0) + "\n" }

  private var word: Substring {
    (lines.last { !$0.contains("otherwise") } ?? "").drop { $0 == " " }.prefix { $0 != " " }
  }

  private func text(depth: Int) -> String {
    let items = ["channel", "persona", "outcome", "layer", "stage", "touchpoint"]
    let isText = ["rule", "template", "kind", "project", "test", "import", "let", "for", "if", "scenario"].contains {
      $0 == word
    }
    var all = parts
    let isBlock = parts.contains { part in ["for", "if", "else", "end"].contains { $0 == part.word } }
    if (1...3).contains(depth), !isText, !isBlock {
      let own = parts.filter { part in
        !items.contains { $0 == part.word } && part.word != "let" && part.word != "parameter"
      }
      let kept = parts.filter { $0.word == "let" || $0.word == "parameter" }
      let below = parts.filter { part in items.contains { $0 == part.word } }
      let isOrdered = below.contains { $0.word == "stage" }
      all =
        kept + own.reversed()
        + (isOrdered ? below.filter { $0.word != "stage" } + below.filter { $0.word == "stage" } : below.reversed())
    }
    return (lines + all.map { $0.text(depth: depth + 1) }).joined(separator: "\n")
  }
}

extension Validator {
  static var repositoryExamples: URL { repository.appending(path: "Examples") }
}
