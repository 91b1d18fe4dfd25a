import Foundation
import Journey
import Testing

/// Every example of `Grammar/Language.md` is a test: the findings that stand below a script are those that it gives.
///
/// `UPDATE=1 make test` writes what the engine says into the reference; read the difference before it is committed.
struct LanguageReferenceTests {
  @Test func `every script of the reference gives the findings that stand below it`() throws {
    try compare(reference, showingHelp: false)
  }

  @Test func `likely mistakes are answered as their book says`() throws {
    try compare(mistakes, showingHelp: true)
  }

  @Test func `eleven mistakes in one script give eleven messages`() throws {
    let text = try String(contentsOf: mistakes, encoding: .utf8)
    let part = try #require(text.components(separatedBy: "## Eleven mistakes in one script").last)
    let script = try #require(part.components(separatedBy: "```journey\n").dropFirst().first)
    let source = Source(name: "example", text: try #require(script.components(separatedBy: "```").first))
    let findings = Engine(validator: Validator(rules: [])).check(source).findings
    #expect(findings.count == 11)
    #expect(findings.allSatisfy { $0.severity == .error && (!$0.help.isEmpty || $0.fix != nil) })
    // One a line: no mistake speaks twice.
    let index = LineIndex(source)
    #expect(Set(findings.map { index.position(of: $0.place.range.lower).line }).count == 11)
  }

  @Test func `the reference of rules says what the rules say`() throws {
    let book = reference.deletingLastPathComponent().appending(path: "Rules.md")
    try compare(book, with: RuleReference.markdown)
  }

  private func compare(_ book: URL, showingHelp: Bool) throws {
    let text = try String(contentsOf: book, encoding: .utf8)
    try compare(book, with: ReferenceBook(text, showingHelp: showingHelp).rewritten)
  }

  private func compare(_ book: URL, with updated: String) throws {
    let text = (try? String(contentsOf: book, encoding: .utf8)) ?? ""
    if ProcessInfo.processInfo.environment["UPDATE"] != nil {
      try updated.write(to: book, atomically: true, encoding: .utf8)
      return
    }
    let (old, new) = (text.components(separatedBy: "\n"), updated.components(separatedBy: "\n"))
    for (number, pair) in zip(old, new).enumerated() where pair.0 != pair.1 {
      let name = book.lastPathComponent
      Issue.record("\(name), line \(number + 1), says:\n  \(pair.0)\nand the engine says:\n  \(pair.1)")
      return
    }
    #expect(old.count == new.count)
  }

  @Test func `every attribute of the table is in the reference`() throws {
    let text = try String(contentsOf: reference, encoding: .utf8)
    for rule in AttributeRule.all {
      #expect(text.contains("`\(rule.attribute.rawValue)"), "\(rule.attribute.rawValue) is missing")
    }
  }

  @Test func `every expression of the reference has the value that stands beside it`() throws {
    let text = try String(contentsOf: reference, encoding: .utf8)
    let expressions = ReferenceBook(text).expressions
    #expect(expressions.count >= 20)
    for (script, line) in expressions {
      let parts = line.components(separatedBy: "→")
      guard parts.count == 2 else {
        Issue.record("`\(line)` needs the form `expression  → value`")
        continue
      }
      let (model, _) = Model.evaluating(Tree(Source(name: "example", text: script)))
      let (value, findings) = model.value(of: parts[0].trimmingCharacters(in: .whitespaces))
      #expect(findings.map(\.title) == [], "\(line)")
      #expect(value.written(in: model) == parts[1].trimmingCharacters(in: .whitespaces), "\(line)")
    }
  }

  @Test func `the reference shows tables, and what is wrong with a question`() throws {
    let text = try String(contentsOf: reference, encoding: .utf8)
    let blocks = text.components(separatedBy: "\n```query\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    #expect(blocks.count >= 3)
    #expect(blocks.contains { $0.contains("───") } && blocks.contains { $0.contains("error ") })
  }

  @Test func `the journeys of the README have the findings that it says, and are laid out`() throws {
    let readme = reference.deletingLastPathComponent().deletingLastPathComponent().appending(path: "README.md")
    let text = try String(contentsOf: readme, encoding: .utf8)
    let scripts = text.components(separatedBy: "```journey\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    try #require(scripts.count == 3)
    // The second has a layer, and the one finding that stands below it; the third a scenario and a test.
    for (script, expected) in zip(scripts, [[], ["layer-missing"], []]) {
      let check = Engine().check(Source(name: "coffee.journey", text: script))
      #expect(check.findings.map(\.code) == expected, "\(check.findings.map(\.title))")
      #expect(check.findings.allSatisfy { text.contains("error[\($0.code)]: \($0.title)") })
      #expect(Layout.text(check.model.trees[0]) == script)
    }
    #expect(Engine().test(Source(name: "coffee.journey", text: scripts[2])).map(\.isPassed) == [true])
  }

  private var reference: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Grammar/Language.md")
  }

  private var mistakes: URL { URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Mistakes.md") }
}

/// The reference as blocks of prose and examples.
struct ReferenceBook {
  /// The text with the findings that the engine gives.
  private(set) var rewritten = ""
  /// The expressions, each with the script that it is asked of.
  private(set) var expressions: [(script: String, line: String)] = []

  init(_ text: String, showingHelp: Bool = false) {
    var lines = text.components(separatedBy: "\n")[...]
    var result: [String] = []
    var script = ""
    while let line = lines.popFirst() {
      guard line.hasPrefix("```") else {
        result.append(line)
        continue
      }
      let block = Array(lines.prefix { $0 != "```" })
      lines = lines.dropFirst(block.count + 1)
      switch line {
      case "```journey", "```journey rules":
        script = block.joined(separator: "\n")
        result += [line] + block + ["```"]
        // The old findings make room for the new ones.
        let isFollowed = lines.first == "```findings" || (lines.first == "" && lines.dropFirst().first == "```findings")
        if isFollowed {
          lines = lines.drop { $0 != "```findings" }.dropFirst().drop { $0 != "```" }.dropFirst()
        }
        let findings = ReferenceBook.findings(of: script, withRules: line.hasSuffix("rules"), showingHelp)
        if !findings.isEmpty { result += ["", "```findings"] + findings + ["```"] }
      case "```expression":
        expressions += block.filter { !$0.isEmpty }.map { (script, $0) }
        result += [line] + block + ["```"]
      case "```query":
        result += [line] + ReferenceBook.answers(to: block, in: script) + ["```"]
      default:
        result += [line] + block + ["```"]
      }
    }
    rewritten = result.joined(separator: "\n")
  }

  /// The questions of a block, lines that begin with `?`, each with what it gives.
  private static func answers(to block: [String], in script: String) -> [String] {
    let (model, _) = Model.evaluating(Tree(Source(name: "example", text: script)))
    let answers = block.filter { $0.hasPrefix("? ") }.map { line in
      let (result, findings) = model.answer(to: String(line.dropFirst(2)))
      guard findings.isEmpty else {
        return [line] + findings.map { "\($0.severity) \($0.code): \($0.title) (\($0.help))" }
      }
      return [line] + QueryText(result, of: model, width: 100).lines
    }
    return Array(answers.joined(separator: [""]))
  }

  private static func findings(of script: String, withRules: Bool, _ showingHelp: Bool) -> [String] {
    let source = Source(name: "example", text: script)
    let check = Engine(validator: withRules ? Validator() : Validator(rules: [])).check(source)
    let index = LineIndex(source)
    return check.findings.map {
      let position = index.position(of: $0.place.range.lower)
      let help = $0.help.isEmpty ? $0.fix?.title ?? "" : $0.help
      return "\(position.line):\(position.column) \($0.severity) \($0.code): \($0.title)"
        + (showingHelp ? " (\(help))" : "")
    }
  }
}
