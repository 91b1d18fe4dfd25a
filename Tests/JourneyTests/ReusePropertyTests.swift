import Journey
import Testing

/// What holds of all scripts that share: damage gives findings, two runs give the same, and the layout keeps the meaning.
@Suite(.serialized)
struct ReusePropertyTests {
  /// A script that uses whatever can be used again.
  static let script =
    ScenarioTests.base + """
      template "By way" (way, span = 2 days, text = "After {span}")
        touchpoint "By {way}" "Sent {text}" on way
          after span
          use Told (text)
      end
      template Whole
        persona Guest
        stage Late
          use "By way" (email)
          for each n in 1, 2
            touchpoint "Copy {n}" like "By email"
              without after
              use Lines
          end
      end
      template Lines
        note "x"
        expect name is not "Nobody"
        tags a, b
      end
      journey Second
        use Lines
        use Whole
        outcome Done
          use Lines
      scenario S "What if" of Phone
        parameter gap = 3 days
        parameter queue = 1 h
        without channel email
        without persona Old
        change touchpoint Buy.Visit on store
          without pain
          wait 3 min
        change stage Use
          touchpoint New on store
            use Lines
          use "By way" (store)
        change channel store
          mode digital
      scenario T of S
        change journey Phone
          owner "Me"
          stage Last
            touchpoint End on store
      test "one"
        given T
        with change touchpoint Visit
          wait 1 h
          expect wait is 1 h
        without stage Last
        expect count(stages) is 2
        expect finding single-channel-stage on stage Buy
      test "two"
        given \"\"\"
          journey Small
            stage A
              use "By way" (email, 1 day)
          \"\"\"
        expect count(touchpoints) is 1

      """

  static let market = """
    import Phone, S, "By way" from "base.journey"
    import "more.journey"
    parameter size = 3
    scenario Italy of Phone
      parameter gap = 4 days
      without channel store
      change stage Use
        use "By way" (email)
        use More (size)
    scenario Spain of S
      change touchpoint Visit
        wait 3 min
    test "Italy"
      given Italy
      expect count(touchpoints) >= 1

    """

  private static let more = "import \"base.journey\"\ntemplate More (n)\n  touchpoint \"More {n}\"\nend\n"

  private static let engine = Engine(
    loader: Loader { path, _ in
      switch path {
      case "base.journey": .source(Source(name: path, text: script))
      case "more.journey": .source(Source(name: path, text: more))
      default: .missing
      }
    })

  /// Everything that can be told of a script.
  @discardableResult
  private func look(at bytes: some Collection<UInt8>) -> String {
    let source = Source(name: "main.journey", bytes: Array(bytes))
    let check = Self.engine.check(source, .all)
    let tests = Self.engine.test(source)
    let report = TestReport(tests, files: 1)
    return ModelJSON.text(of: check.model)
      + PrettyReport().text(
        findings: check.findings, sources: check.sources, checkedFiles: ["main.journey"]) + report.text()
      + report.json()
  }

  /// Where the words of a text end.
  private func ends(_ bytes: [UInt8]) -> [Int] {
    bytes.indices.filter { $0 > 0 && bytes[$0] <= 0x20 && bytes[$0 - 1] > 0x20 }
  }

  @Test func `the scripts are whole, and their tests hold`() {
    for text in [Self.script, Self.market] {
      let source = Source(name: "main.journey", text: text)
      let errors = Self.engine.check(source, .all).findings.filter { $0.severity == .error && !$0.isRule }
      #expect(errors.map(\.title) == [])
      #expect(Self.engine.test(source).flatMap { $0.findings.map(\.title) } == [])
    }
  }

  @Test(arguments: [script, market])
  func `every beginning of a script gives a model and findings`(text: String) {
    let bytes = Array(text.utf8)
    for end in ends(bytes) { look(at: bytes[..<end]) }
  }

  @Test(arguments: [script, market])
  func `a script without any one of its words gives a model and findings`(text: String) {
    let bytes = Array(text.utf8)
    var start = 0
    for end in ends(bytes) {
      let word = bytes[start..<end].lastIndex { $0 <= 0x20 }.map { $0 + 1 } ?? start
      look(at: bytes[..<word] + bytes[end...])
      start = end
    }
  }

  @Test func `two runs tell the same`() {
    #expect(look(at: Self.script.utf8) == look(at: Self.script.utf8))
    #expect(look(at: Self.market.utf8) == look(at: Self.market.utf8))
  }

  @Test(arguments: [script, market])
  func `the layout is stable, and keeps the meaning`(text: String) {
    let laidOut = Layout.bytes(Tree(Source(name: "main.journey", text: text)))
    #expect(Layout.bytes(Tree(Source(name: "main.journey", bytes: laidOut))) == laidOut)
    func model(_ bytes: [UInt8]) -> String {
      ModelJSON.text(of: Self.engine.check(Source(name: "main.journey", bytes: bytes), .all).model)
    }
    #expect(model(Array(text.utf8)) == model(laidOut))
  }
}
