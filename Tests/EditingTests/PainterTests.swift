import JourneyREPL
import Screen
import Testing

/// What is painted, as a terminal shows it.
struct PainterTests {
  /// A screen, and what paints on it.
  private struct Easel {
    var screen: Screen
    var layout: Layout
    var painter = Painter(theme: .coloured)
    var bytes = 0

    init(width: Int, height: Int) {
      screen = Screen(width: width, height: height)
      layout = Layout(width: width, height: height)
    }

    mutating func show(_ scene: Scene) {
      let output = painter.paint(layout.frame(scene))
      bytes = output.utf8.count
      screen.feed(output)
    }

    mutating func resize(width: Int, height: Int) {
      screen.resize(width: width, height: height)
      layout.resize(width: width, height: height)
      screen.feed(painter.resize(toWidth: width, reflows: screen.reflows))
    }
  }

  @Test func `rows begin in one column, whatever the prompt`() {
    var easel = Easel(width: 30, height: 5)
    easel.show(Scene(text: "stage A\n  wait 5", cursor: 10, prompt: "phone › "))
    #expect(easel.screen.text == ["phone › stage A", "      ·   wait 5", "", "", ""])
    #expect(easel.screen.cursor == (1, 10))
  }

  @Test func `a letter costs a few bytes`() {
    var easel = Easel(width: 80, height: 24)
    var scene = Scene(text: "stage A\n  wait 5\n  actor b", cursor: 26, prompt: "> ")
    easel.show(scene)
    scene.text += "c"
    scene.cursor += 1
    easel.show(scene)
    #expect(easel.bytes < 10)
    #expect(easel.screen.text[2] == "·   actor bc")
  }

  @Test func `a long row goes on in the next line, and the last column stays empty`() {
    var easel = Easel(width: 10, height: 4)
    easel.show(Scene(text: "abcdefghijk日本", cursor: 14, prompt: "> "))
    #expect(easel.screen.text == ["> abcdefg", "  hijk日", "  本", ""])
    #expect(easel.screen.cursor == (2, 2))
  }

  @Test func `a long prompt leaves the text its room, and shows where one stands`() {
    var easel = Easel(width: 21, height: 2)
    easel.show(Scene(text: "count", cursor: 5, prompt: "phone › Awareness › "))
    #expect(easel.screen.text[0] == "…ness › count")
  }

  @Test func `what is taller than the screen is shown around the cursor`() {
    var easel = Easel(width: 12, height: 3)
    let text = (1...9).map(String.init).joined(separator: "\n")
    easel.show(Scene(text: text, cursor: text.utf8.count, prompt: ">> "))
    #expect(easel.screen.text == ["↑  7", " · 8", " · 9"])
    easel.show(Scene(text: text, cursor: 8, prompt: ">> "))
    #expect(easel.screen.text == ["↑  5", " · 6", "↓  7"])
    easel.show(Scene(text: text, cursor: 0, prompt: ">> "))
    #expect(easel.screen.text == [">> 1", " · 2", "↓  3"])
    let end = easel.painter.finish(easel.layout.everything(Scene(text: text, cursor: 0, prompt: ">> ")))
    easel.screen.feed(end)
    #expect(easel.screen.history.prefix(9) == [">> 1", " · 2", " · 3", " · 4", " · 5", " · 6", " · 7", " · 8", " · 9"])
    #expect(easel.screen.mistakes.isEmpty)
  }

  @Test func `a menu stands below the text with descriptions, and vanishes`() {
    var easel = Easel(width: 40, height: 8)
    var scene = Scene(text: "st", cursor: 2, prompt: "> ")
    let completions = Completions(replacing: 0..<2, with: [.init("stage", "a step"), .init("strength", "in percent")])
    scene.menu = Menu(completions)
    scene.menu?.step(by: 1)
    easel.show(scene)
    #expect(easel.screen.text.prefix(3) == ["> st", "› stage     a step", "  strength  in percent"])
    #expect(easel.screen.styled[1].contains("[7]stage"))
    #expect(easel.screen.cursor == (0, 4))
    scene.menu = nil
    easel.show(scene)
    #expect(easel.screen.text == ["> st", "", "", "", "", "", "", ""])
  }

  @Test func `a menu that is too long says how long it is`() {
    var easel = Easel(width: 40, height: 8)
    var scene = Scene(text: "", cursor: 0, prompt: "> ")
    scene.menu = Menu(Completions(replacing: 0..<0, with: (1...30).map { .init("name\($0)") }))
    for _ in 0..<30 { scene.menu?.step(by: 1) }
    easel.show(scene)
    #expect(easel.screen.text[3] == "› name30")
    #expect(easel.screen.text[4] == "  30 of 30")
  }

  @Test func `colours, hints and brackets have their styles`() {
    var easel = Easel(width: 40, height: 2)
    var scene = Scene(text: "count(a)", cursor: 8, prompt: "> ")
    scene.colours = [Coloured(0..<5, .keyword), Coloured(5..<6, .bracket), Coloured(7..<8, .bracket)]
    scene.hint = " + 1"
    easel.show(scene)
    #expect(easel.screen.styled[0] == "[1]> [1;34]count[1;4]([]a[1;4])[90] + 1")
    easel.painter.theme = .plain
    easel.painter.forget()
    easel.show(scene)
    #expect(!easel.screen.styled[0].contains("34"))
  }

  @Test func `nothing in a text can move the cursor or hide`() {
    var easel = Easel(width: 60, height: 2)
    easel.show(Scene(text: "a\u{1B}[2Jb\u{7}\u{202E}c\u{200B}\u{301}", cursor: 0, prompt: "> "))
    #expect(easel.screen.mistakes.isEmpty && easel.screen.bells == 0)
    #expect(easel.screen.text[0] == "> a�[2Jb��c��" || easel.screen.text[0].hasPrefix("> a�[2Jb��c"))
  }

  @Test func `brackets are matched outside of texts`() throws {
    let text = #"count("(" + (b))"#
    let pair = try #require(Brackets.pair(in: text, at: 16, colours: [Coloured(6..<9, .text)]))
    #expect(pair == (5, 15))
    #expect(Brackets.pair(in: "(", at: 1, colours: []) == nil)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `what changed is painted as if everything were painted anew`(seed: UInt64) {
    var random = Random(seed: seed)
    var easel = Easel(width: 40, height: 12)
    easel.screen.reflows = seed % 2 == 0
    easel.screen.feed((0..<random.below(14)).map { _ in "above\r\n" }.joined())
    var buffer = EditBuffer()
    var prompt = "phone › "
    var hasLeft = false
    let pieces = ["a", "word ", "\n", "\n    ", "é", "日本語", "👩‍👩‍👧", "🇩🇪", "\t", "\u{1B}", "e\u{301}", "❤️"]
    for step in 0..<200 {
      switch random.below(14) {
      case 0...5: buffer.insert(random.pick(pieces))
      case 6: buffer.eraseLeft()
      case 7: buffer.move(to: random.below(buffer.count + 1))
      case 8: _ = random.below(2) == 0 ? buffer.moveUp() : buffer.moveDown()
      case 9: buffer.killWordLeft()
      case 10: buffer.killToRowEnd()
      case 11: buffer.yank()
      case 12: prompt = random.pick(["> ", "phone › ", "", "Reise › 認知 › \"Gesponserter Beitrag\" › "])
      default:
        easel.resize(width: 8 + random.below(60), height: 1 + random.below(16))
        if easel.screen.history.dropLast(easel.layout.height).contains(where: { $0 != "above" }) { hasLeft = true }
      }
      var scene = Scene(text: buffer.text, cursor: buffer.cursor, prompt: prompt)
      let end = random.below(buffer.count + 1)
      scene.colours = [Coloured(0..<end, .keyword), Coloured(end..<buffer.count, random.pick(Role.allCases))]
      if random.below(4) == 0 { scene.hint = random.pick([" hint", "日\n  row", "x"]) }
      if random.below(4) == 0 {
        let all = (0..<random.below(12)).map { Completions.Candidate("name\($0)", "日本 \($0)") }
        scene.menu = Menu(Completions(replacing: 0..<0, with: all))
        scene.menu?.step(by: random.below(5))
      }
      if random.below(6) == 0 { scene.notes = ["a note"] }
      easel.show(scene)

      var fresh = Screen(width: easel.layout.width, height: easel.layout.height)
      var painter = Painter(theme: .coloured)
      var layout = easel.layout
      fresh.feed(painter.paint(layout.frame(scene)))
      let top = easel.screen.cursor.line - fresh.cursor.line
      #expect(top >= 0, "seed \(seed), step \(step)")
      guard top >= 0 else { return }
      let seen = Array(easel.screen.styled[top...])
      #expect(seen == Array(fresh.styled.prefix(seen.count)), "seed \(seed), step \(step)")
      #expect(easel.screen.cursor.column == fresh.cursor.column, "seed \(seed), step \(step)")
      #expect(easel.screen.mistakes.isEmpty && fresh.mistakes.isEmpty && !easel.screen.isCursorHidden)
      // What a smaller window pushed off above cannot be taken back, and a larger one brings it into view again.
      let isIntact = easel.screen.history.dropLast(easel.layout.height).allSatisfy { $0 == "above" }
      if !isIntact { hasLeft = true }
      #expect(hasLeft || !easel.screen.reflows || easel.screen.text[..<top].allSatisfy { $0 == "above" })
      if seen != Array(fresh.styled.prefix(seen.count)) { return }
    }
  }
}
