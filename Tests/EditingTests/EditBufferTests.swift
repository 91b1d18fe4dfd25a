import JourneyREPL
import Screen
import Testing

/// The text that is edited, as a value.
struct EditBufferTests {
  private let family = "👩‍👩‍👧"

  @Test func `the cursor moves by what a reader calls a character`() {
    var buffer = EditBuffer("a\(family)e\u{301}z")
    buffer.moveLeft()
    buffer.moveLeft()
    #expect(buffer.text(in: buffer.cursor..<buffer.count) == "e\u{301}z")
    buffer.eraseLeft()
    #expect(buffer.text == "ae\u{301}z")
    buffer.eraseRight()
    #expect(buffer.text == "az")
  }

  @Test func `up and down keep the column they came from`() {
    var buffer = EditBuffer("long row\nab\n日本語 long")
    buffer.move(to: 7)
    var moves = [buffer.moveUp(), buffer.moveDown()]
    #expect(buffer.cursor == 11)
    moves.append(buffer.moveDown())
    // Seven columns are three wide characters and a blank.
    #expect(buffer.text(in: 12..<buffer.cursor) == "日本語 ")
    moves += [buffer.moveDown(), buffer.moveUp(), buffer.moveUp()]
    #expect(moves == [false, true, true, false, true, true])
    #expect(buffer.cursor == 7)
  }

  @Test func `what is cut in one go is put in as one text`() {
    var buffer = EditBuffer("one two three")
    buffer.killWordLeft()
    buffer.killWordLeft()
    #expect(buffer.text == "one ")
    buffer.yank()
    #expect(buffer.text == "one two three")
  }

  @Test func `an earlier cut can be put in instead`() {
    var buffer = EditBuffer("one two")
    buffer.killWordLeft()
    buffer.moveLeft()
    buffer.killToRowStart()
    buffer.moveToRowEnd()
    buffer.yank()
    #expect(buffer.text == " one")
    buffer.yankEarlier()
    #expect(buffer.text == " two")
    buffer.yankEarlier()
    #expect(buffer.text == " one")
    buffer.moveLeft()
    buffer.yankEarlier()
    #expect(buffer.text == " one")
  }

  @Test func `a row is cut up to its end, and at its end what ends it`() {
    var buffer = EditBuffer("one\ntwo", cursor: 1)
    buffer.killToRowEnd()
    #expect(buffer.text == "o\ntwo")
    buffer.killToRowEnd()
    #expect(buffer.text == "otwo")
    buffer.yank()
    #expect(buffer.text == "one\ntwo")
    buffer.killRow()
    #expect(buffer.text == "one")
  }

  @Test func `undo takes words back, and redo brings them again`() {
    var buffer = EditBuffer()
    for letter in "count touch" { buffer.insert(String(letter)) }
    buffer.undo()
    #expect(buffer.text == "count ")
    buffer.undo()
    #expect(buffer.text == "")
    let (hasMore, first, second, third) = (buffer.undo(), buffer.redo(), buffer.redo(), buffer.redo())
    #expect(!hasMore && first && second && !third)
    #expect(buffer.text == "count touch")
    buffer.undo()
    buffer.insert("x")
    let isBack = buffer.redo()
    #expect(!isBack)
  }

  @Test func `a paste is one step, with its ends of rows made one kind`() {
    var buffer = EditBuffer("a")
    buffer.insert("b\r\nc\rd")
    #expect(buffer.text == "ab\nc\nd")
    buffer.undo()
    #expect(buffer.text == "a")
  }

  @Test func `a row is added with its blanks, and indented anew`() {
    var buffer = EditBuffer("stage A  b", cursor: 7)
    buffer.insertRow(indentedBy: 4)
    #expect(buffer.text == "stage A\n    b")
    buffer.moveRight()
    buffer.indentRow(to: 2)
    #expect(buffer.text == "stage A\n  b")
    #expect(buffer.cursor == buffer.count)
  }

  @Test func `what another editor did can be undone`() {
    var buffer = EditBuffer("wait 5 min")
    buffer.adopt("wait 5 days", cursor: 11)
    #expect(buffer.text == "wait 5 days")
    buffer.undo()
    #expect(buffer.text == "wait 5 min")
    // A cursor inside a character is put where the move led.
    buffer.adopt("a\(family)", cursor: 1)
    buffer.adopt("a\(family)", cursor: 5)
    #expect(buffer.cursor == buffer.count)
    buffer.adopt("a\(family)", cursor: 5)
    #expect(buffer.cursor == 1)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `any edits leave a sound text, and undo leads back through all of them`(seed: UInt64) {
    var random = Random(seed: seed)
    let pieces = ["a", " ", "word", "\n", "é", "e\u{301}", "\u{301}", "日", family, "🇩", "🇪", "\r", "\t"]
    var buffer = EditBuffer("start")
    for _ in 0..<400 {
      switch random.below(16) {
      case 0...5: buffer.insert(random.pick(pieces))
      case 6: buffer.eraseLeft()
      case 7: buffer.eraseRight()
      case 8: buffer.moveLeft()
      case 9: buffer.move(to: random.below(buffer.count + 1))
      case 10: _ = random.below(2) == 0 ? buffer.moveUp() : buffer.moveDown()
      case 11: buffer.killWordLeft()
      case 12: buffer.killToRowEnd()
      case 13: buffer.yank()
      case 14:
        buffer.adopt(String(buffer.text.dropLast()) + random.pick(pieces), cursor: random.below(buffer.count + 1))
      default: _ = random.below(3) == 0 ? buffer.redo() : buffer.undo()
      }
      #expect(buffer.cursor == buffer.boundary(atOrBefore: buffer.cursor), "seed \(seed)")
      #expect(!buffer.text.unicodeScalars.contains("\r"), "seed \(seed)")
    }
    let end = buffer.text
    var count = 0
    while buffer.undo() { count += 1 }
    #expect(buffer.text == "start", "seed \(seed)")
    for _ in 0..<count { buffer.redo() }
    #expect(buffer.text == end, "seed \(seed)")
  }
}
