import JourneySyntax
import Testing

/// What the author decides: lines of long statements, comments, texts, and what cannot be read.
@Suite struct FormatterKeepsTests {
  @Test func `a statement is joined where it fits and broken after commas where it does not`() {
    let long = (1...12).map { "topic_number_\($0)" }
    expectLine("tells price,\n\n   range,\n stock", "tells price, range, stock")
    expectLine("expect count(\n  a,\n  b\n) > 1", "expect count(a, b) > 1")
    let broken = """
      tells \(long[..<5].joined(separator: ", ")),
          \(long[5..<10].joined(separator: ", ")),
          \(long[10...].joined(separator: ", "))
      """
    expectLine("tells " + long.joined(separator: ","), broken)
    expectLine("tells " + long.joined(separator: ",\n"), broken)
    // A hundred columns fit.
    let wide = String(repeating: "w", count: 74)
    expectLine("tells price, \(wide), stock", "tells price, \(wide), stock")
    expectLine("tells price, \(wide)w, stock", "tells price, \(wide)w,\n    stock")
    expectLine("tells price, \(wide), range, stock", "tells price, \(wide),\n    range, stock")
    // What might begin a line of its own stays behind its comma.
    expectLine(
      "tells " + long[..<5].joined(separator: ",") + ",cost,wait",
      "tells \(long[..<4].joined(separator: ", ")),\n    topic_number_5, cost, wait")
  }

  @Test func `a comment inside a statement keeps its place, and the statement its lines`() {
    expectLine(
      "tells price,# the first\n\n range, stock,\n    # alone\n  colour   # last",
      "tells price,  # the first\n    range, stock,\n    # alone\n    colour  # last")
  }

  @Test func `otherwise keeps its line, or gets one where the line is too long`() {
    let text = String(repeating: "word ", count: 17)
    expectLine("expect a\n    otherwise \"b\"", "expect a\notherwise \"b\"")
    expectLine("expect a; otherwise \"b\"", "expect a\notherwise \"b\"")
    expectLine("expect a otherwise \"b\"", "expect a otherwise \"b\"")
    expectLine("expect a; # why\n\n# then\notherwise \"b\"", "expect a  # why\n# then\notherwise \"b\"")
    expectLine("expect a otherwise \"\(text)\"", "expect a\notherwise \"\(text)\"")
    expectLayout("rule r\nexpect a otherwise \"\(text)\"", "rule r\n  expect a otherwise \"\(text)\"")
    expectLayout("rule r\nexpect a\n otherwise \"b\"", "rule r\n  expect a\n  otherwise \"b\"")
  }

  @Test func `a comment goes with what follows, unless it is set as deep as what stands above`() {
    expectLayout(
      """
      #!/usr/bin/env journey
        # First
      journey A   # trailing
            # deep
        stage B
          touchpoint T
            wait 1 h
            # of T
          # of the stage
        stage C
          touchpoint T
            if x
              wait 1 h
              # inside
            # outside
            end
            # last of T
      # last of all
      """,
      """
      #!/usr/bin/env journey
      # First
      journey A  # trailing

        # deep
        stage B
          touchpoint T
            wait 1 h
            # of T

        # of the stage
        stage C
          touchpoint T
            if x
              wait 1 h
              # inside
            # outside
            end
            # last of T
      # last of all
      """)
  }

  @Test func `documentation stays with its item`() {
    let source = Source(name: "", text: "journey A; ## About B\nstage B; important ## not C\nstage C")
    let text = expectLayout(
      source,
      """
      journey A

        ## About B
        stage B
          important  ## not C

        stage C
      """)
    let items = Tree(Source(name: "", text: text)).nodes.filter { $0.kind == .item }
    #expect(items.map { $0.flags.contains(.documented) } == [false, true, false])
  }

  @Test func `texts and blocks stay as they are`() {
    expectLine("says \"  two   blanks \\\" – \u{A0}{ x }  \"", "says \"  two   blanks \\\" – \u{A0}{ x }  \"")
    expectLayout(
      "journey A\r\nnote \"\"\"\r\n      Deep\r\n\r\n\r\n\tand  tabbed  \r\n   \"\"\"\r\n  planned\r\n",
      "journey A\n  note \"\"\"\n      Deep\n\n\n\tand  tabbed  \n   \"\"\"\n  planned\n")
  }

  @Test func `what cannot be read stays as it stands`() {
    expectLayout(
      """
      journey A
         Whatever   this  is   # and  this
      owner   "b"; nonsense  here;  planned
      stage B
            purpose advise
      wait   6min ;  important
      """,
      """
      journey A
         Whatever   this  is   # and  this
      owner   "b"; nonsense  here;  planned

        stage B
            purpose advise
      wait   6min ;  important
      """)
  }

  @Test func `an unclosed block keeps all below it`() {
    expectLayout(
      "journey A\nplanned\nstage B\n  goal \"\"\"\n  x\n\n\n stage  C\ntouchpoint   T",
      "journey A\n  planned\n\n  stage B\n  goal \"\"\"\n  x\n\n\n stage  C\ntouchpoint   T\n")
  }

  @Test func `bytes that are no text come out as they went in`() {
    let bytes = Array("journey A\n owner  \"".utf8) + [0xFF, 0xC0] + Array("\"\nplanned\n  # ".utf8) + [0x80]
    let wanted = Array("journey A\n owner  \"".utf8) + [0xFF, 0xC0] + Array("\"\n  planned\n# ".utf8) + [0x80, 0x0A]
    let result = Layout.bytes(Tree(Source(name: "", bytes: bytes)))
    #expect(result == wanted)
    #expect(Layout.bytes(Tree(Source(name: "", bytes: result))) == result)
    #expect(Layout.bytes(Tree(Source(name: "", text: ""))).isEmpty)
    #expect(Layout.text(Tree(Source(name: "", text: " \n;\n\t"))) == "")
  }
}
