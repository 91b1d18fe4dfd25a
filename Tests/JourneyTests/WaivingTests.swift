import Foundation
import Journey
import JourneyRules
import Testing

/// Waivers written all by themselves: what rules find is allowed, and nothing else becomes of the script.
struct WaivingTests {
  private let reason = #"Agreed {"for now"} \ until spring"#

  @Test(arguments: MendingTests.scripts)
  func `what rules find is allowed, and no error comes of it`(script: String) {
    let engine = Engine(validator: JourneyRules.Validator(.strict))
    let source = Source(name: "a.journey", text: script)
    let before = engine.check(source)
    let waiving = engine.waive(source, because: reason)
    let after = engine.check(waiving.source)
    #expect(after.findings == waiving.check.findings)
    #expect(errors(after) == errors(before))
    // Only what stands outside all items cannot be waived, and what looks after the waivers.
    let open = after.findings.filter { $0.isRule && !NewWaivers.upkeep.contains($0.code) }
    #expect(open.allSatisfy { $0.item == nil }, "\(open.map(\.title))")
    let waived = Set(after.waived.map { found($0.finding) })
    let waivable = before.findings.filter { $0.isRule && !NewWaivers.upkeep.contains($0.code) && $0.item != nil }
    #expect(waivable.allSatisfy { waived.contains(found($0)) })
    #expect(before.waived.allSatisfy { waived.contains(found($0.finding)) })

    let again = engine.waive(waiving.source, because: reason)
    #expect(again.written.isEmpty && again.source.padded == waiving.source.padded)
  }

  @Test(arguments: MendingTests.scripts)
  func `only lines are added, laid out as the formatter would`(script: String) {
    let engine = Engine(validator: JourneyRules.Validator(.strict))
    let written = #"because "Agreed \{\"for now\"\} \\ until spring""#
    for text in [script, Layout.text(Tree(Source(name: "a.journey", text: script)))] where !text.contains(";") {
      let source = engine.waive(Source(name: "a.journey", text: text), because: reason).source
      let result = source.text(source.range)
      let lines = result.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.filter { !$0.contains(written) }.joined(separator: "\n") == text)
      // A line that cannot be read stays where it is, and what stands below it may as well.
      if text != script, errors(engine.check(source)).isEmpty { #expect(Layout.text(Tree(source)) == result) }
    }
  }

  private func found(_ finding: Finding) -> String { "\(finding.code) \(finding.item?.path ?? "")" }

  private func errors(_ check: Check) -> [String] {
    check.findings.filter { !$0.isRule && $0.severity == .error }.map(\.title)
  }
}
