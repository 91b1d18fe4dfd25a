import Foundation
import JourneyGrammar
import JourneySyntax
import Testing

/// What holds for every input: any bytes give a tree, and the tree loses nothing.
struct ParserPropertyTests {
  @Test(arguments: 0..<40)
  func `sentences of the grammar parse without a syntax error`(batch: Int) throws {
    let sentences = Sentences(of: .journey)
    let starts = ["File", "Journey", "Stage", "Section", "Rule", "Test", "Scenario", "Template", "Kind"]
    for number in 0..<25 {
      let start = starts[number % starts.count]
      let seed = UInt64(batch * 1_000 + number)
      guard var text = sentences.sentence(of: start, seed: seed) else { continue }
      if start == "Stage" { text = "journey J\n" + text }
      let tree = Tree(Source(name: "sentence", text: text))
      let errors = tree.findings.filter { $0.severity == .error && $0.code != Code.missingReason.rawValue }
      // A generated touchpoint may have a line of a kind of its own without saying which kind it is, and what a line
      // may say twice is not a matter of grammar.
      let real = errors.filter { ![Code.unknownWord.rawValue, Code.attributeTwice.rawValue].contains($0.code) }
      #expect(real.map { "\($0.code) \($0.place.range.lower): \($0.title)" } == [], "\(start) \(seed)\n\(text)")
    }
  }

  @Test(arguments: 0..<20)
  func `expressions of the grammar parse without a syntax error`(batch: Int) throws {
    let sentences = Sentences(of: .journey)
    for number in 0..<50 {
      guard let text = sentences.sentence(of: "Expression", seed: UInt64(batch * 1_000 + number)) else { continue }
      let tree = Tree(Source(name: "sentence", text: "journey J\n  expect \(text)\n"))
      #expect(tree.findings.filter { $0.severity == .error }.map(\.title) == [], "\(text)")
    }
  }

  @Test(arguments: Samples.examples)
  func `a tree nests, and with its source loses nothing`(name: String, text: String) {
    expectSound(Tree(Source(name: name, text: text)))
  }

  @Test(arguments: Samples.examples)
  func `every prefix of an example gives a sound tree`(name: String, text: String) {
    let bytes = Array(text.utf8)
    for count in stride(from: 0, through: bytes.count, by: 7) {
      expectSound(Tree(Source(name: name, bytes: Array(bytes.prefix(count)))))
    }
  }

  @Test(arguments: Samples.examples)
  func `an example without any one of its words gives a sound tree`(name: String, text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: true)
    for word in words {
      let rest = text[..<word.startIndex] + text[word.endIndex...]
      expectSound(Tree(Source(name: name, text: String(rest))))
    }
  }

  @Test(arguments: 0..<60)
  func `random bytes give a sound tree`(seed: UInt64) {
    var random = SplitMix(seed: seed)
    for _ in 0..<40 {
      let count = Int(random.next() % 300)
      expectSound(
        Tree(Source(name: "random", bytes: (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) })))
    }
  }

  @Test(arguments: 0..<60)
  func `random pieces of scripts give a sound tree`(seed: UInt64) {
    var random = SplitMix(seed: seed)
    for _ in 0..<40 {
      var text = ""
      for _ in 0..<Int(random.next() % 60) { text += Samples.pieces[Int(random.next() % UInt64(Samples.pieces.count))] }
      expectSound(Tree(Source(name: "random", text: text)))
    }
  }

  /// Children lie in their parents, in order, and sizes agree; ranges lie in the text.
  private func expectSound(_ tree: Tree) {
    var problems: [String] = []
    func visit(_ id: NodeID) {
      var last = Int(tree[id].start)
      for child in tree.children(id) {
        let node = tree[child]
        if Int(node.start) < last { problems.append("\(node.kind) begins before its sibling ends") }
        if node.end > tree[id].end { problems.append("\(node.kind) ends behind its parent \(tree[id].kind)") }
        if node.start > node.end { problems.append("\(node.kind) ends before it begins") }
        if child.index + Int(node.size) > id.index + Int(tree[id].size) { problems.append("\(node.kind) is too large") }
        last = Int(node.end)
        visit(child)
      }
    }
    visit(tree.file)
    if tree[tree.file].range != tree.source.range { problems.append("the file is not the whole text") }
    for finding in tree.findings where finding.place.range.upper > tree.source.count || finding.title.isEmpty {
      problems.append("a finding lies outside the text: \(finding.code)")
    }
    let text = tree.source.text(tree.source.range)
    #expect(problems == [], "\(text.prefix(500))")
  }
}

/// A small random generator with a seed, so that a failure can be repeated.
struct SplitMix {
  private var state: UInt64
  init(seed: UInt64) {
    state = seed &* 0xD134_2543_DE82_EF95 &+ 0x2545_F491_4F6C_DD1D
    state = next()
  }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Scripts to test with.
enum Samples {
  /// The repository's examples, by name.
  static let examples: [(String, String)] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Examples")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".journey") }.sorted().compactMap { name in
      (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)).map { (name, $0) }
    }
  }()

  /// Pieces of which scripts are made, and some of which they are not.
  static let pieces = [
    "journey ", "stage ", "touchpoint ", "channel ", "persona ", "outcome ", "layer ", "rule ", "test ", "scenario ",
    "template ", "kind ", "project ", "import ", "let ", "for each x in ", "if ", "else", "end", "use ", "expect ",
    "allow ", "without ", "change ", "with ", "given ", "example good ", "every ", "on ", "like ", "as ", "is ", "not ",
    "in ", "has ", "and ", "or ", "where ", "leads to ", "for ", "when ", "again ", "at most ", "3 times", "pain ",
    "severe", "answered by ", "evidence ", "owned by ", "purpose ", "wait ", "cost ", "needs to know ", "needed in ",
    "matches ", "A", "B", "\"Store visit\"", "\"\"\"", "\"open", "{", "}", "{{", "}}", "\"{a}\"", "\"{{b}}\"", "12",
    "10,000", "4,50", "1e999", "30%", "36 of 51", "6 min", "2 to 5 days", "€4.50", "4.50 USD", "2026-11-21", "09:00",
    "(", ")", ",", ".", "+", "-", " - ", "*", "/", "<", "<=", "=", "==", "->", ":", ";", "\n", "\n", "\n", "\n  ", "\t",
    "\r\n", "# note", "## doc", "#!", " ", " ", "\u{FEFF}", "\u{201C}smart\u{201D}", "\u{2013}", "\u{A0}", "\u{202E}",
    "Größe", "日本", "👩‍👩‍👧", "\0", "severity warning", "because ", "until ", "required", "one of ", "list of ",
  ]
}
