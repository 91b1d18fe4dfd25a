import JourneyModel
import JourneyRules
import JourneySyntax
import Testing

/// Every example of every rule is a test: what a rule says of itself holds.
struct RuleExampleTests {
  @Test(arguments: Rule.all.flatMap { rule in rule.bad.map { (rule.name, $0) } })
  func `a bad example is flagged at its arrow, and nowhere else`(name: String, script: String) throws {
    let rule = try #require(Rule.named(name))
    let (text, marks) = unmarked(script)
    let found = findings(of: rule, in: text)
    #expect(found.map(\.place.range.lower) == marks, "\(script)\n\(found.map(\.title))")
  }

  @Test(arguments: Rule.all.flatMap { rule in rule.good.map { (rule.name, $0) } })
  func `a good example passes`(name: String, script: String) throws {
    let rule = try #require(Rule.named(name))
    #expect(findings(of: rule, in: script).map(\.title) == [], "\(script)")
  }

  @Test(arguments: Rule.all.map(\.name))
  func `a rule says everything that there is to say of it`(name: String) throws {
    let rule = try #require(Rule.named(name))
    #expect(rule.bad.count >= 2 && rule.good.count >= 2)
    #expect(!rule.summary.isEmpty && !rule.reason.isEmpty && !rule.source.isEmpty)
    #expect(name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
    for script in rule.bad {
      let found = findings(of: rule, in: unmarked(script).text)
      #expect(found.allSatisfy { !$0.help.isEmpty && $0.why == rule.why && $0.isRule })
    }
  }

  @Test func `rules have names of their own, and no diagnostic has one of them`() {
    let names = Rule.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { Code(rawValue: $0) == nil })
  }

  @Test func `a profile is a set of rules that grows`() {
    let draft = Set(Validator(.draft).rules.map(\.name))
    let recommended = Set(Validator(.recommended).rules.map(\.name))
    #expect(draft.isSubset(of: recommended))
    #expect(recommended.isSubset(of: Set(Validator(.strict).rules.map(\.name))))
    #expect(Validator(.draft).rules.allSatisfy { $0.severity == .error })
  }

  private func findings(of rule: Rule, in text: String) -> [Finding] {
    let (model, language) = Model.evaluating(Tree(Source(name: "example", text: text)))
    #expect(language.map(\.title) == [], "\(text)")
    return Validator(rules: [rule], today: Day("2026-11-21")).findings(in: model, besides: language)
  }

  /// The script without its arrows, and the offsets they stood at.
  private func unmarked(_ script: String) -> (text: String, marks: [Int]) {
    var text = ""
    var marks: [Int] = []
    for character in script {
      if character == "↓" { marks.append(text.utf8.count) } else { text.append(character) }
    }
    return (text, marks)
  }
}
