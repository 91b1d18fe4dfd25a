import JourneyModel
import JourneyRules
import JourneySyntax
import Testing

/// Good examples stand near the border: one small change, and the rule speaks.
struct MutationTests {
  @Test(arguments: Rule.all.flatMap { rule in rule.good.map { (rule.name, $0) } })
  func `some small change of a good example is flagged`(name: String, script: String) throws {
    let rule = try #require(Rule.named(name))
    #expect(Mutations(of: script).texts.contains { isFlagged($0, by: rule) }, "\(name)\n\(script)")
  }

  private func isFlagged(_ text: String, by rule: Rule) -> Bool {
    let (model, language) = Model.evaluating(Tree(Source(name: "example", text: text)))
    guard !language.contains(where: { $0.severity == .error }) else { return false }
    return Validator(rules: [rule], today: Day("2026-11-21")).findings(in: model, besides: language)
      .contains { $0.code == rule.name }
  }
}
