import JourneyGrammar
import Testing

/// The grammar as a text: that it reads, and that it is all of one piece.
struct GrammarTests {
  @Test func `the grammar of Journey reads, from File to AttributeName`() {
    let names = Grammar.journey.productions.map(\.name)
    #expect(names.first == "File")
    #expect(names.last == "AttributeName")
    #expect(Set(names).count == names.count)
  }

  @Test func `every reference is defined`() {
    #expect(Grammar.journey.undefinedReferences == [])
  }

  @Test func `every production is reachable from a file or a query`() {
    #expect(Grammar.journey.unreachableProductions() == [])
  }

  @Test func `every token is used`() {
    let text = Grammar.journey.productions.map(\.source).joined(separator: " ")
    let used = Set(text.split(separator: " ").map(String.init))
    #expect(Grammar.tokens.subtracting(used) == [])
  }

  @Test func `a production's source has one blank between its parts`() throws {
    let evidence = try #require(Grammar.journey["Evidence"])
    #expect(evidence.source == #"Evidence = "evidence" Text [ "," Quantity ] ;"#)
    for production in Grammar.journey.productions {
      #expect(try Grammar(production.source).productions.map(\.source) == [production.source])
    }
  }

  @Test func `a production quoted over several lines compares by its source`() throws {
    let quoted = """
      StagePart
                =   Touchpoint (* an item *)
                |   StageEach|StageIf ;
      """
    let production = try Grammar(quoted).productions.first
    #expect(production?.source == Grammar.journey["StagePart"]?.source)
    #expect(production?.expression == Grammar.journey["StagePart"]?.expression)
  }

  @Test func `an expression is read as it is written`() throws {
    let grammar = try Grammar(#"A = "a" [ B ] { WORD } | ( B | NL ) ;"#)
    #expect(
      grammar["A"]?.expression
        == .choice([
          .sequence([.keyword("a"), .option(.reference("B")), .repetition(.token("WORD"))]),
          .group(.choice([.reference("B"), .token("NL")])),
        ]))
    #expect(grammar["B"] == nil)
    #expect(grammar.undefinedReferences == ["B"])
  }

  @Test func `a production that nothing leads to is found`() throws {
    let grammar = try Grammar(#"File = A ; A = "a" [ A ] ; B = C ; C = A ;"#)
    #expect(grammar.unreachableProductions() == ["B", "C"])
    #expect(grammar.unreachableProductions(from: ["C"]) == ["File", "B"])
  }

  @Test(arguments: [
    ("A = \"a\" ;\n\n(* never\nclosed", 3, Grammar.Malformation.Reason.unclosed("(*")),
    ("A = \"a\" ;\nB = \"b ;\n", 2, .unclosed("\"")),
    ("A = \"a\" ;\n\nB = [ \"b\" ;", 3, .missing("]")),
    ("A = \"a\"\n\n\nB = \"b\" ;", 1, .missing(";")),
    ("A = ;", 1, .missing("an expression")),
    ("A = { } ;", 1, .missing("an expression")),
    ("A \"a\" ;", 1, .missing("=")),
    ("A = \"a\" ;\n] ;", 2, .unexpected("]")),
    ("A = \"a\" ;\nB = \"b\"\n  ? \"c\" ;", 3, .unexpected("?")),
    ("A = \"a\" ;\nA = \"b\" ;", 2, .repeated("A")),
  ])
  func `a malformed grammar names the line`(
    text: String, line: Int, reason: Grammar.Malformation.Reason
  ) {
    let error = #expect(throws: Grammar.Malformation.self) { try Grammar(text) }
    #expect(error?.line == line)
    #expect(error?.reason == reason)
    #expect(error?.description.hasPrefix("line \(line): ") == true)
  }
}
