import Foundation
import FuzzChecks
import Journey
import Testing

/// The scripts of `Attacks.md`: circles of every kind that the language has, and what else brought engines down.
struct AttackScriptTests {
  /// A script of the page, with the errors that it says.
  struct Attack: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let script: String
    let errors: Set<String>
  }

  private static let attacks: [Attack] = {
    let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Attacks.md")
    let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
    return text.components(separatedBy: "\n## ").dropFirst().map { part in
      let pieces = part.components(separatedBy: "```")
      let codes = pieces[2].matches(of: /`([a-z-]+)`/).map { String($0.output.1) }
      return Attack(
        testDescription: String(part.prefix { $0 != "\n" }), script: String(pieces[1].dropFirst("journey\n".count)),
        errors: Set(codes))
    }
  }()

  @Test func `the page has an attack of each kind of circle`() {
    #expect(Self.attacks.count > 30)
    let said = Set(Self.attacks.flatMap(\.errors))
    #expect(said.isSuperset(of: ["let-cycle", "template-cycle", "like-cycle", "scenario-cycle"]))
  }

  @Test(arguments: attacks)
  func `an attack has its errors and no others`(attack: Attack) {
    let check = Engine().check(Source(name: "attack", text: attack.script))
    #expect(Set(check.findings.filter { $0.severity == .error }.map(\.code)) == attack.errors)
  }

  @Test(arguments: attacks)
  func `what holds for every script holds for an attack`(attack: Attack) {
    let targets: [FuzzTarget] = [
      .lexer, .parser, .formatter, .evaluator, .imports, .variants, .mending, .reports, .calls,
    ]
    for target in targets { #expect(target.problems(in: Array(attack.script.utf8)) == [], "\(target)") }
  }

  // MARK: Files and hosts

  @Test(arguments: [
    ["import \"a\"\n"], ["import \"b\"\n", "import \"c\"\n", "import \"a\"\n"],
    ["import x from \"b\"\nlet y = x\n", "import y from \"a\"\nlet x = y\n"],
    ["import \"b\"\nscenario S of T\n", "import \"a\"\nscenario T of S\n"],
  ])
  func `files that import each other are said to`(files: [String]) {
    let loader = Loader { path, _ in
      let number = Int(path.utf8.first ?? 0) - 0x61
      return files.indices.contains(number) ? .source(Source(name: path, text: files[number])) : .missing
    }
    let check = Engine(loader: loader).check(Source(name: "a", text: files[0]))
    #expect(check.findings.contains { $0.code == "import-cycle" })
  }

  @Test func `a host's modules that import each other are said to, and its kinds that rest on themselves`() {
    var vocabulary = HostVocabulary()
    vocabulary.module("shop/a", "import \"shop/b\"\nlet a = b\n")
    vocabulary.module("shop/b", "import \"shop/a\"\nlet b = a\n")
    vocabulary.kind(
      HostKind(
        "branch", attributes: [.init("size", "number"), .init("area", "number")], defaults: ["size area", "area size"]))
    let script =
      "import \"shop/a\"\njourney J\n  channel c\n  stage S\n    touchpoint T on c as branch\n      effort a\n"
    let check = Engine(vocabulary: vocabulary).check(Source(name: "attack", text: script))
    #expect(check.findings.contains { $0.code == "import-cycle" })
  }

  @Test(arguments: [(1_000, true), (1_001, false)])
  func `as many files as the limit lets through are imported, and one more is not`(count: Int, isEnough: Bool) {
    let loader = Loader { path, _ in .source(Source(name: path, text: "channel c\(path)\n")) }
    let script =
      (0..<count).map { "import \"\($0)\"\n" }.joined() + "journey J\n  stage S\n    touchpoint T on c999\n"
    let check = Engine(loader: loader).check(Source(name: "attack", text: script))
    #expect(check.findings.contains { $0.code == "too-many-imports" } == !isEnough)
    #expect(check.findings.contains { $0.code == "unknown-name" } == false)
    #expect(check.model.items.count { $0.kind == .channel } == 1_000)
  }

  @Test func `65,536 files end at a limit that a host has set wide, in bounded memory`() {
    let loader = Loader { path, _ in .source(Source(name: path, text: "channel c\(path)\n")) }
    var limits = Limits()
    limits.imports = 100_000
    limits.memory = 100 << 20
    let script = (0..<65_536).map { "import \"\($0)\"\n" }.joined() + "journey J\n"
    let check = Engine(limits: limits, loader: loader).check(Source(name: "attack", text: script))
    #expect(check.findings.contains { $0.code == "too-much-memory" })
  }

  // MARK: Depth

  @Test(arguments: [("not ", ""), ("(1 + ", ")"), ("count(", ")"), ("count(touchpoints where 1 is ", ")")])
  func `what rests on each other and is nested besides is too deep`(open: String, close: String) {
    let nested = { (name: String) in String(repeating: open, count: 90) + name + String(repeating: close, count: 90) }
    let lets = (1...150).map { "let a\($0) = \(nested("a\($0 - 1)"))\n" }.joined()
    let script = "let a0 = 1\n\(lets)journey J\n  channel c\n  stage S\n    touchpoint T on c\n      effort a150\n"
    #expect(!Engine().check(Source(name: "attack", text: script)).findings.isEmpty)
  }

  @Test func `300 lines that each rest on the next one are too deep, and 30 are not`() {
    func codes(_ count: Int) -> [String] {
      let lines = (0..<count).map { "    touchpoint T\($0) on c\n      wait T\($0 + 1).wait + 1 min\n" }.joined()
      let script = "journey J\n  channel c\n  stage S\n\(lines)    touchpoint T\(count) on c\n      wait 1 min\n"
      let check = Engine(validator: Validator(rules: [])).check(Source(name: "attack", text: script))
      return check.findings.filter { $0.severity == .error }.map(\.code)
    }
    #expect(codes(30) == [])
    #expect(Set(codes(300)) == ["too-deep"])
  }

  // MARK: Names

  @Test func `names that look alike and are written with other letters are two names`() {
    let script =
      "journey J\n  channel email\n  channel em\u{430}il\n  stage S\n    touchpoint T on em\u{430}il, email\n"
    let check = Engine(validator: Validator(rules: [])).check(Source(name: "attack", text: script))
    #expect(check.findings.filter { $0.severity == .error } == [])
    #expect(check.model.items.count { $0.kind == .channel } == 2)
  }

  @Test func `of names that look alike the one that is there is proposed`() {
    let script = "journey J\n  channel email\n  stage S\n    touchpoint T on em\u{430}il\n"
    let findings = Engine().check(Source(name: "attack", text: script)).findings
    #expect(findings.contains { $0.code == "unknown-name" && $0.help.contains("`email`") })
  }
}
