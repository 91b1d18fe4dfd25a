import Journey
import JourneyRules
import Testing

/// The edits that rules offer: each mends its finding, all by itself, and breaks nothing.
struct RuleEditTests {
  /// The rules that know in some case what to write; one that is lost here has lost its edit.
  private static let rulesWithEdits: Set<String> = [
    "asks-again", "backward-stage", "captured-never-used", "contact-before-consent", "contact-pressure",
    "dead-end", "duplicate-touchpoint", "expired-waiver", "framework-gap", "identical-arrows",
    "identity-missing", "misleading-indentation", "no-opt-out", "outcome-unreachable",
    "pain-unanswered", "personal-without-data", "retired-in-use", "shares-incomplete", "told-too-late",
    "transact-without-next", "unreachable-touchpoint", "unused-declaration", "unused-waiver",
  ]

  /// The same script as people lay it out.
  enum Layout: CaseIterable {
    case plain, carriageReturns, tabs, comments, flush, oneLine

    func text(_ script: String) -> String {
      let lines = script.split(separator: "\n", omittingEmptySubsequences: false)
      return switch self {
      case .plain: script + "\n"
      case .carriageReturns: lines.joined(separator: "\r\n") + "\r\n"
      case .tabs: script.replacing("  ", with: "\t")
      case .comments: lines.map { $0 + " # as it is" }.joined(separator: "\n")
      case .flush: lines.map { String($0.drop { $0 == " " }) }.joined(separator: "\n")
      case .oneLine: lines.map { String($0.drop { $0 == " " }) }.joined(separator: "; ")
      }
    }
  }

  private let engine = Engine(validator: JourneyRules.Validator(.strict, today: Day("2026-11-21")))

  @Test(arguments: Layout.allCases)
  func `an edit made alone mends its finding, and brings no error`(layout: Layout) throws {
    for rule in Rule.all {
      for example in rule.bad {
        let source = Source(name: "a.journey", text: layout.text(example.replacing("↓", with: "")))
        let before = engine.check(source).findings
        for finding in before where finding.isRule {
          guard let fix = finding.fix else { continue }
          let mended = try #require(source.making(fix.edits))
          let after = engine.check(mended).findings
          let text = "\(finding.code), \(fix.title):\n\(mended.text(mended.range))\n\(after.map(\.title))"
          #expect(after.count { $0.code == finding.code } < before.count { $0.code == finding.code }, "\(text)")
          #expect(errors(after).isSubset(of: errors(before)), "\(text)")
        }
      }
    }
  }

  @Test func `rules keep the edits that they have`() {
    let offered = Rule.all.filter { rule in
      rule.bad.contains { example in
        let source = Source(name: "a.journey", text: example.replacing("↓", with: ""))
        return engine.check(source).findings.contains { $0.code == rule.name && $0.fix != nil }
      }
    }
    #expect(Set(offered.map(\.name)) == RuleEditTests.rulesWithEdits)
  }

  @Test(arguments: [
    ("leads to Bought for 60%; leads to exit; leads to exit", true),
    // The comment would be lost.
    ("leads to Bought for 60%; leads to exit; leads to exit # where they go", false),
    // Three share what is left differently from two.
    ("leads to Bought; leads to exit; leads to exit", false),
    ("leads to Bought for 60%; leads to Bought for 20%", false),
  ])
  func `of two arrows that say the same one goes by itself where that changes nothing`(arrows: String, isSafe: Bool) {
    let lines = arrows.replacing("; ", with: "\n      ")
    let script = "journey Phone\n  outcome Bought\n  stage Purchase\n    touchpoint Checkout\n      \(lines)\n"
    let found = engine.check(Source(name: "a.journey", text: script)).findings.first { $0.code == "identical-arrows" }
    #expect(found?.fix?.isSafe == isSafe)
  }

  @Test func `comments stay with the lines that they are about`() {
    let script = """
      let gap = 2 days # how long we wait
      journey Phone
        owner "Shop team"

        ## Long gone.
        channel telex
          mode digital

        # The one at the station.
        channel store

        stage Purchase
          touchpoint Form on store # at the till
            captures first_name, # for the letter
              shoe_size
            leads to Letter # on paper
          touchpoint Letter on store; captures first_name, tax_id; uses tax_id; leads to Call # done
          touchpoint Call; uses first_name

      """
    let mended = """
      journey Phone
        owner "Shop team"

        # The one at the station.
        channel store

        stage Purchase
          touchpoint Form on store # at the till
            captures first_name, # for the letter
              shoe_size
            leads to Letter # on paper
          touchpoint Letter on store; captures tax_id; uses tax_id, first_name; leads to Call # done
          touchpoint Call; uses first_name

      """
    let rules: [Rule] = [.unusedDeclaration, .asksAgain, .capturedNeverUsed]
    let engine = Engine(validator: JourneyRules.Validator(rules: rules))
    let source = engine.mend(Source(name: "a.journey", text: script), .all).source
    #expect(source.text(source.range) == mended)
  }

  // MARK: No edit

  @Test(arguments: [
    // A line of a block stands there for each.
    """
    journey Phone
      outcome Bought, success
      stage Purchase
        for each place in "Town", "Village"
          touchpoint "{place}" on web
            leads to Bought for 60%
        end
      channel web
    """,
    // A template's lines are those of all that use it.
    """
    template Sale
      touchpoint Checkout
        leads to exit for 60%
    end
    journey Phone
      stage Purchase
        use Sale
    """,
    """
    journey Phone
      stage Purchase
        touchpoint Checkout
          if 1 < 2
            captures shoe_size
          end
        touchpoint Letter
          uses first_name
    """,
  ])
  func `what a block or a template makes is not edited`(script: String) {
    let findings = engine.check(Source(name: "a.journey", text: script)).findings
    #expect(findings.filter { $0.isRule && $0.fix != nil }.map(\.title) == [])
  }

  @Test func `what an imported file says is not edited`() {
    let shared = Source(name: "shared.journey", text: "channel email\n  needs consent\n")
    let script = """
      import "shared.journey"
      journey Phone
        stage Loyalty
          touchpoint Newsletter on email
            proactive
            purpose attract
      """
    let engine = Engine(validator: JourneyRules.Validator(.strict), loader: Loader { _, _ in .source(shared) })
    let fixes = engine.check(Source(name: "a.journey", text: script)).findings.filter(\.isRule).compactMap(\.fix)
    #expect(fixes.map(\.title) == ["Offer an opt-out"])
    #expect(fixes.flatMap(\.edits).allSatisfy { $0.place.file == "a.journey" })
  }

  private func errors(_ findings: [Finding]) -> Set<String> {
    Set(findings.filter { $0.severity == .error }.map { "\($0.code) \($0.title)" })
  }
}
