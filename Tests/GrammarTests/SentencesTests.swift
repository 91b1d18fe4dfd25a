import JourneyGrammar
import Testing

/// The sentences derived from a grammar: they end, stay the same, and rest on one reading alone.
struct SentencesTests {
  private let short = Sentences(depth: 20, length: 80)

  @Test(arguments: Grammar.journey.productions.map(\.name))
  func `sentences of every production end within bounds`(production: String) throws {
    for seed in 0..<200 as Range<UInt64> {
      let sentence = try #require(short.sentence(of: production, seed: seed))
      #expect(sentence.utf8.count < 2_000, "seed \(seed)")
    }
  }

  @Test func `without any depth a sentence is the shortest there is`() throws {
    let shortest = Sentences(depth: 0)
    for seed in 0..<20 as Range<UInt64> {
      #expect(shortest.sentence(of: "File", seed: seed) == "")
      let variable = try #require(shortest.sentence(of: "Let", seed: seed))
      // A word for the name and a word or a text for the value: no call, no operator.
      #expect(variable.hasPrefix("let "))
      #expect(![" + ", "()", "not ", " where "].contains { variable.contains($0) })
    }
  }

  @Test func `a seed always gives the same sentence, and another seed another one`() {
    var files: Set<String?> = []
    for seed in 0..<200 as Range<UInt64> {
      let file = Sentences().sentence(of: "File", seed: seed)
      #expect(file == Sentences().sentence(of: "File", seed: seed))
      files.insert(file)
    }
    #expect(files.count > 150)
  }

  @Test func `the choices of a seed are the same on every machine`() throws {
    let bits = Sentences(of: try Grammar(#"Line = Bit Bit Bit Bit { Bit } ; Bit = "0" | "1" ;"#))
    #expect(
      (1...4).map { bits.sentence(of: "Line", seed: $0) } == [
        "1 1 0 1", "0 0 1 0", "1 1 1 1", "0 0 1 0",
      ])
  }

  @Test func `every keyword and every kind of line turns up`() {
    var missing = Grammar.journey.keywords.subtracting(["(", ")", ",", "."])
    for production in Grammar.journey.productions {
      for seed in 0..<120 as Range<UInt64> {
        let sentence = short.sentence(of: production.name, seed: seed) ?? ""
        missing.subtract(sentence.split { " \n(),.;".contains($0) }.map(String.init))
      }
    }
    #expect(missing == [])
  }

  @Test func `a name without a finite sentence has none`() throws {
    let sentences = Sentences(of: try Grammar(#"A = "a" A ; B = "b" [ A ] | A | "b" B ; C = D ;"#))
    #expect(sentences.sentence(of: "A", seed: 1) == nil)
    #expect(sentences.sentence(of: "C", seed: 1) == nil)
    #expect(sentences.sentence(of: "Other", seed: 1) == nil)
    for seed in 0..<100 as Range<UInt64> {
      #expect(sentences.sentence(of: "B", seed: seed)?.contains("a") == false)
    }
  }

  @Test func `a word is never a keyword of the grammar`() throws {
    let sentences = Sentences(of: try Grammar(#"Line = WORD ; Other = "Price" | "interest" ;"#))
    for seed in 0..<200 as Range<UInt64> {
      let word = sentences.sentence(of: "Line", seed: seed)
      #expect(word != "price" && word != "interest")
    }
  }

  @Test func `signs stand as one writes them`() throws {
    let grammar = try Grammar(
      #"""
      Line = "use" "a" "(" Call "," "b" ")" "." "c" "=" "-" "one-way" NL "end" ;
      Call = "f" "(" "d" ")" ;
      """#)
    let written = Set((0..<100).map { Sentences(of: grammar).sentence(of: "Line", seed: $0) })
    let line = "use a (f(d), b).c = - one-way"
    #expect(written == [line + "\nend", line + "; end"])
  }
}

/// What the grammar allows in two readings, and no sentence holds.
struct AmbiguityTests {
  private func sentences(of grammar: String) throws -> [String] {
    let sentences = Sentences(of: try Grammar(grammar))
    return (0..<200).compactMap { sentences.sentence(of: "Line", seed: $0) }
  }

  @Test func `a block opens with a line that tells what it holds`() throws {
    let blocks = try sentences(
      of: #"""
        Line = IfHead { JourneyPart } [ "else" NL { JourneyPart } ] "end" ;
        JourneyPart = Let | JourneyEach | Stage ;
        JourneyEach = EachHead { JourneyPart } "end" NL ;
        EachHead = "for" NL ;
        IfHead = "if" NL ;
        Let = "let" NL ;
        Stage = "stage" NL ;
        """#)
    var openers = 0
    for block in blocks {
      let lines = block.split { " ;\n".contains($0) }
      for (line, next) in zip(lines, lines.dropFirst()) where ["if", "for", "else"].contains(line) {
        #expect(next == "stage")
        openers += 1
      }
    }
    #expect(openers > 300)
  }

  @Test func `a literal has no members`() throws {
    let members = Set(
      try sentences(
        of: #"Line = Primary { "." "name" } ; Primary = Literal | "item" ; Literal = "none" ;"#))
    #expect(members.contains("none"))
    #expect(members.contains("item.name"))
    #expect(!members.contains("none.name"))
  }

  @Test func `a list of allowed words is not followed by required`() throws {
    let types = Set(
      try sentences(of: #"Line = ( "date" | "one" "of" "a" ) [ "," "required" ] ;"#))
    #expect(types == ["date", "date, required", "one of a"])
  }

  @Test func `names hold neither blocks nor holes`() throws {
    let names = try sentences(of: #"Line = Name ; Name = TEXT ;"#)
    #expect(!names.contains { $0.contains("{") || $0.hasPrefix(#"""""#) })
    let texts = try sentences(of: #"Line = Primary ; Primary = TEXT ;"#)
    #expect(texts.contains { $0.contains("{") } && texts.contains { $0.hasPrefix(#"""""#) })
  }
}
