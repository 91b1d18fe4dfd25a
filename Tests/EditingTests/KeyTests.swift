import JourneyREPL
import Screen
import Testing

/// What keys mean, byte by byte.
struct KeyTests {
  private func keys(_ bytes: [UInt8], isFinal: Bool = true) -> [Key.Kind] {
    var decoder = KeyDecoder()
    decoder.feed(bytes)
    var keys: [Key.Kind] = []
    while let key = decoder.next(isFinal: isFinal) { keys.append(key.kind) }
    return keys
  }

  private func keys(_ text: String) -> [Key.Kind] { keys(Array(text.utf8)) }

  @Test func `letters and controls are themselves`() {
    #expect(keys("aé日\u{1}") == [.scalar("a"), .scalar("é"), .scalar("日"), .scalar("\u{1}")])
  }

  @Test(arguments: [
    ("\u{1B}[A", Key.Name.up), ("\u{1B}OA", .up), ("\u{1B}[1;5C", .wordRight), ("\u{1B}[1;2D", .left),
    ("\u{1B}[3~", .delete),
    ("\u{1B}[Z", .backTab), ("\u{1B}\r", .addRow), ("\u{1B}\n", .addRow), ("\u{1B}[13;3u", .addRow),
    ("\u{1B}[H", .home),
  ])
  func `sequences are keys`(bytes: String, name: Key.Name) { #expect(keys(bytes) == [.named(name)]) }

  @Test func `a sequence that means nothing leaves nothing behind`() {
    #expect(keys("\u{1B}[15;7~\u{1B}[?1;2c\u{1B}[[Ax") == [.unknown, .unknown, .unknown, .scalar("x")])
  }

  @Test func `ESC waits for what may follow, and no longer`() {
    #expect(keys([0x1B], isFinal: false) == [])
    #expect(keys([0x1B]) == [.scalar("\u{1B}")])
    #expect(keys("\u{1B}f") == [.scalar("\u{1B}"), .scalar("f")])
    #expect(keys([0x1B, 0x5B]) == [.scalar("\u{1B}"), .scalar("[")])
  }

  @Test func `bytes that are no UTF-8 are shown as such`() {
    #expect(keys([0xFF, 0x61]) == [.scalar("\u{FFFD}"), .scalar("a")])
    #expect(keys([0xC3, 0x28]) == [.scalar("\u{FFFD}"), .scalar("(")])
    #expect(keys([0xE6, 0x97]) == [.scalar("\u{FFFD}")])
    // A surrogate, and a control that could be taken for one of our own signs.
    #expect(!keys([0xED, 0xA0, 0x80]).isEmpty && keys([0xC2, 0x85]) == [.scalar("\u{FFFD}")])
  }

  @Test func `a paste is one key, whatever is in it`() {
    let paste = "\u{1B}[200~a\r\nb\rc\u{1B}[A\t\u{3}\u{1B}[201~x"
    #expect(keys(paste) == [.paste("a\nb\nc[A\t"), .scalar("x")])
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `where bytes are cut makes no difference`(seed: UInt64) {
    var random = Random(seed: seed)
    let parts = ["a", "日", "\u{1B}[A", "\u{1B}[200~x\r\ny\u{1B}[201~", "\u{1B}OB", "é", "\r", "\u{1B}[99;9~"]
    let bytes = Array((0..<60).map { _ in random.pick(parts) }.joined().utf8)
    var decoder = KeyDecoder()
    var cut: [Key.Kind] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = rest.prefix(1 + random.below(5))
      rest = rest.dropFirst(part.count)
      decoder.feed(part)
      while let key = decoder.next() { cut.append(key.kind) }
    }
    #expect(cut == keys(bytes), "seed \(seed)")
  }

  @Test func `settings are read line by line, and a bad one is named`() {
    let settings = KeySettings(
      """
      # comment
      bind -v
      bind "^X^F" em-next-word
      journey:bind ^[[5~ journey-older
      bash:bind ^A ed-insert
      bind 'open
      edit off
      setty -a +ixon
      """, program: "journey")
    #expect(settings.style == .vi)
    #expect(settings.badLines == [6])
    #expect(
      settings.lines == [
        ["bind", "^X^F", "em-next-word"], ["bind", "^[[5~", "journey-older"], ["setty", "-a", "+ixon"],
      ])
    #expect(settings.sequences == [[0x1B, 0x5B, 0x35, 0x7E]])
  }

  @Test func `an operator of vi waits for its motion`() {
    var operation = ViOperator()
    func note(_ keys: String) -> Character? {
      for scalar in keys.unicodeScalars { operation.note(Key(.scalar(scalar))) }
      return operation.pending
    }
    let pending = [note("d"), note("w"), note("fd"), note("c"), note("c"), note("3d"), note("\u{1B}")]
    #expect(pending == ["d", nil, nil, "c", nil, "d", nil])
  }
}
