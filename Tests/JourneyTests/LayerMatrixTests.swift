import Foundation
import Journey
import JourneyRules
import Testing

/// The matrix of layers: that it agrees with the rules, and what it looks like.
struct LayerMatrixTests {
  /// The repository's journeys, the examples of all rules, and some of layers at their edges.
  static let scripts: [String] = {
    let rules = Rule.all.flatMap { $0.bad + $0.good }.map { $0.replacing("↓", with: "") }
    return ((try? examples()) ?? []) + rules + [everything, shared]
  }()

  private static func examples() throws -> [String] {
    let folder = Validator.repository.appending(path: "Examples")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".journey") }
    return try names.sorted().map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }
  }

  // MARK: Agreement

  @Test(arguments: scripts)
  func `what is missing or weak in the matrix is what the rules say, and no more`(script: String) {
    let rules = [Rule.layerMissing, Rule.layerWeak]
    let source = Source(name: "a.journey", text: script)
    let check = Engine(validator: JourneyRules.Validator(rules: rules)).check(source)
    // Where something cannot be read, the rules are silent on it.
    guard !check.hasErrors else { return }
    for (state, rule) in [(LayerStanding.State.missing, Rule.layerMissing), (.weak, .layerWeak)] {
      let cells = LayerMatrix.all(of: check).flatMap(\.stages).flatMap(\.cells).filter { cell in
        // In a stage in which nothing happens, that is what is wrong.
        cell.state == state && !check.model.touchpoints(of: cell.stage).isEmpty
      }
      let found = check.findings.filter { $0.code == rule.name }
      #expect(cells.map { check.model.path(of: $0.stage) }.sorted() == found.compactMap(\.item?.path).sorted())
    }
  }

  @Test func `the scripts show every state`() {
    let states = Self.scripts.flatMap { script in
      LayerMatrix.all(of: Engine().check(Source(name: "a", text: script))).flatMap(\.stages).flatMap(\.cells)
        .map(\.state)
    }
    #expect(Set(states) == Set(LayerStanding.State.allCases))
  }

  @Test func `a layer that journeys share is judged in each`() {
    let matrices = LayerMatrix.all(of: Engine().check(Source(name: "a.journey", text: Self.shared)))
    #expect(matrices.map(\.name) == ["One", "Two"])
    #expect(matrices.map { $0.layers.map(\.name) } == [["human"], ["human"]])
    #expect(matrices.map { $0.stages[0].cells[0].state } == [.enough, .missing])
  }

  // MARK: The table

  static let everything = """
    journey "Everything, \\"all\\" of it" "What there is"
      channel shop
        mode human
        two-way
      channel mail
        mode digital
      layer human "Someone to talk to"
        matches channel.mode has human
        needed in Purchase, Care, Nothing
        at least 60%
      layer written
        matches channel.mode has digital
        needed in Awareness
      layer vague
      stage Awareness
        touchpoint Letter on mail
          purpose inform
      stage Purchase
        touchpoint Checkout on shop
          purpose transact
      stage Care
        touchpoint Help on shop
          purpose support
          strength 59.99%
      stage "A | stage, =1"
        touchpoint Visit on shop
      stage Nothing

    """
  static let shared = """
    channel shop
      mode human
    layer human
      matches channel.mode has human
      needed in every stage
    journey One
      stage A
        touchpoint T on shop
    journey Two
      stage A
        touchpoint T

    """

  private func matrix(_ script: String = everything) throws -> LayerMatrix {
    try #require(LayerMatrix.all(of: Engine().check(Source(name: "a.journey", text: script))).first)
  }

  @Test func `the table tells states by signs`() throws {
    #expect(
      LayerTable(try matrix(), width: 80, advice: "`:check`").text == """
        Stage          Strength  human      written  vague
                                 ≥ 60%
        ──────────────────────────────────────────────────
        Awareness           30%  ·          ✓ 30%    ?
        Purchase            60%  ✓ 60%      ·        ?
        Care                60%  ! 60%      ·        ?
        A | stage, =1       45%    45%      ·        ?
        Nothing              0%  ✗ missing  ·        ?
        (✓ needed, and there; ! needed, and weak; ✗ needed, and missing; no sign: there,
        though not needed; · neither needed nor there; ? not said what belongs to it)

        The journey is as strong as its weakest stage, Nothing: 0%. The mean of its
        stages is 39%.
        A needed layer is missing in 1 place and weak in 1: `:check` says what to do.

        """)
  }

  @Test func `colour comes besides the signs, and takes no room`() throws {
    let plain = LayerTable(try matrix(), width: 80, advice: "").text
    let coloured = LayerTable(try matrix(), palette: .ansi, width: 80, advice: "").text
    #expect(coloured.contains("\u{1B}[1;31m✗ missing\u{1B}[0m"))
    #expect(coloured.contains("\u{1B}[1;33m! 60%\u{1B}[0m"))
    #expect(coloured.contains("\u{1B}[32m✓ 60%\u{1B}[0m"))
    let bare = coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(withoutBlanks(bare) == withoutBlanks(plain))
  }

  private func withoutBlanks(_ text: String) -> [String] {
    text.components(separatedBy: "\n").map { $0.replacing(/[ ]+$/, with: "") }
  }

  /// A journey of many layers, some of them with wide and with long names.
  private func wide(layers: Int) -> String {
    var script = "journey Many\n  channel shop\n    mode human\n"
    for number in 0..<layers {
      let name = ["日本語の長い名前の層\(number)", "layer-with-a-long-name-\(number)", "e\(number)"][number % 3]
      script += "  layer \"\(name)\"\n    matches channel.mode has human\n    at least 50%\n"
      if number % 2 == 0 { script += "    needed in every stage\n" }
    }
    for name in ["Awareness", "検討する段階はとても長い名前を持っています", "A stage with a name that never ends at all"] {
      script += "  stage \"\(name)\"\n    touchpoint \"To \(name)\" on shop\n"
    }
    return script + "  stage Empty\n"
  }

  @Test(arguments: [20, 25, 40, 80, 100, 200, 1_000], [0, 1, 3, 40])
  func `no line is wider than the terminal, and the columns of a table stand below each other`(width: Int, layers: Int)
    throws
  {
    let lines = LayerTable(try matrix(wide(layers: layers)), width: width, advice: "`:check`").lines
    let end = lines.firstIndex { $0.hasPrefix("(") || $0.hasPrefix("The journey") } ?? lines.count
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= max(width, 20) || $0.hasPrefix("  ") })
    // Every table begins with its own heading; each layer has a column in one of them.
    let tables = lines[..<end].split(separator: "").map(Array.init)
    #expect(tables.allSatisfy { $0.first?.hasPrefix("Stage") == true && $0.count >= 6 })
    let cells = lines[..<end].joined().count { "✓!✗·".contains($0) }
    #expect(cells >= layers)
    if layers == 40, width >= 80 { #expect(lines[..<end].joined().contains("layer-with-a-long…")) }
  }

  @Test func `a journey without layers has its stages' strengths, and is told what a layer is`() throws {
    let text = LayerTable(
      try matrix("journey Phone\n  channel shop\n  stage Purchase\n    touchpoint Checkout on shop\n"), width: 80,
      advice: "`:check`"
    ).text
    #expect(text.hasPrefix("Stage     Strength\n──────────────────\nPurchase       15%\n\n"))
    #expect(text.contains("It declares no layers. A layer is a quality of contact that you want"))
    #expect(text.contains("  layer human \"Someone to talk to\"\n"))
    let empty = LayerTable(try matrix("journey Phone\n"), width: 80, advice: "").text
    #expect(empty == "There are no stages yet: `stage NAME` begins one.\n")
  }

  @Test func `the table of the README is that of its journey`() throws {
    let text = try String(contentsOf: Validator.repository.appending(path: "README.md"), encoding: .utf8)
    let scripts = text.components(separatedBy: "```journey\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    let script = try #require(scripts.first { $0.contains("\n  layer ") })
    let lines = LayerTable(try matrix(script), width: 100, advice: "").lines
    #expect(text.contains("```text\n\(lines[..<6].joined(separator: "\n"))\n```"))
  }

  // MARK: Other forms

  @Test func `csv is quoted, and no name is a formula`() throws {
    let rows = LayerLists.csv([try matrix()]).components(separatedBy: "\n")
    #expect(rows.count == 1 + 5 * 3 + 1)
    #expect(rows[0] == "file,journey,stage,stage strength,layer,needed,at least,strength,state")
    #expect(rows[1] == "a.journey,\"Everything, \"\"all\"\" of it\",Awareness,30%,human,no,60%,,absent")
    #expect(rows[7].hasSuffix("Care,60%,human,yes,60%,60%,weak"))
    #expect(rows[10].contains(",\"A | stage, =1\",45%,human,no,60%,45%,present"))
    let formula = try matrix("journey \"=1+1\"\n  stage \"-5 days\"\n    touchpoint T\n      purpose inform\n")
    #expect(LayerLists.csv([formula]).hasSuffix("\na.journey,'=1+1,'-5 days,15%,,,,,\n"))
  }

  @Test func `markdown is a table whose bars are its own`() throws {
    let text = LayerLists.markdown([try matrix()]) { "`journey check \($0.file)`" }
    #expect(
      text == """
        ## Everything, "all" of it

        | Stage | Strength | human (≥ 60%) | written | vague |
        | --- | ---: | --- | --- | --- |
        | Awareness | 30% | · | ✓ 30% | ? |
        | Purchase | 60% | ✓ 60% | · | ? |
        | Care | 60% | ! 60% (weak) | · | ? |
        | A \\| stage, =1 | 45% | 45% | · | ? |
        | Nothing | 0% | ✗ missing | · | ? |

        The journey is as strong as its weakest stage, Nothing: 0%. The mean of its stages is 39%.
        A needed layer is missing in 1 place and weak in 1: `journey check a.journey` says what to do.

        """)
  }

  @Test func `json has the figures as they are`() throws {
    let data = Data(LayersJSON.text(of: [try matrix()]).utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let journey = try #require((object["journeys"] as? [[String: Any]])?.first)
    #expect(journey["strength"] as? Double == 0 && journey["weakest"] as? String == "nothing")
    let care = try #require((journey["stages"] as? [[String: Any]])?[2])
    let human = try #require((care["layers"] as? [[String: Any]])?.first)
    #expect(human["strength"] as? Double == 0.5999 && human["state"] as? String == "weak")
    #expect(human["touchpoints"] as? [String] == ["care.help"])
  }
}
