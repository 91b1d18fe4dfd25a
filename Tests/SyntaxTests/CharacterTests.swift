import JourneySyntax
import Testing

/// Characters beyond ASCII, and what the lexer does where a text has no end.
struct CharacterTests {
  private func codes(_ text: String) -> [String] { Tree(Source(name: "a.journey", text: text)).findings.map(\.code) }

  @Test(arguments: [
    "\u{AD}", "\u{61C}", "\u{180E}", "\u{200B}", "\u{202E}", "\u{2060}", "\u{FEFF}", "\u{E0001}", "\u{E0041}",
  ])
  func `a character that nobody sees is found in a text and between words`(character: String) {
    #expect(codes("journey J\n  note \"News\(character)letter\"\n") == ["hidden-character"])
    #expect(codes("journey J\n  stage A\(character)\n").contains("hidden-character"))
  }

  @Test(arguments: ["\u{1F469}\u{200D}\u{1F4BB}", "\u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}"])
  func `what joins the parts of an emoji is seen with it`(emoji: String) {
    #expect(codes("journey J\n  note \"Hello \(emoji)\"\n") == [])
  }

  @Test(arguments: [("Caf\u{C9}", "caf\u{E9}"), ("STORE  visit", "store visit"), ("\u{3A3}\u{3A3}", "\u{3C3}\u{3C3}")])
  func `a name has one folded spelling`(name: String, spelling: String) {
    var names = NameTable(Source(name: "a.journey", text: ""))
    for other in ["\u{E4}", "\u{F6}", "plain"] { _ = names.intern(other) }
    let symbol = names.intern(name)
    #expect(names.spelling(symbol) == spelling)
    #expect(names.symbol(of: spelling) == symbol)
  }

  @Test func `marks beyond thirty still tell names apart, in whatever order they stand`() {
    let marks = String(repeating: "\u{301}", count: 29) + "\u{323}"
    #expect(
      NameTable.fold("a\(marks)")
        == NameTable.fold("A\u{323}" + marks.unicodeScalars.dropLast().map(String.init).joined()))
    let many = String(repeating: "\u{301}", count: 100)
    #expect(NameTable.fold("a\(many)") != NameTable.fold("a\(many)\u{301}"))
  }

  @Test func `a text block without an end leaves the items below it, and so does the next one`() {
    let text = "journey J\n  stage A\n  note \\\"\"\"\n  stage B\n  note \\\"\"\"\n  stage C\n"
    let tree = Tree(Source(name: "a.journey", text: text))
    #expect(tree.nodes.filter { $0.kind == .item }.count == 4)
  }
}
