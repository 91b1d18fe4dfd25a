import JourneyREPL
import Testing

/// What was written before, and how it is found again.
struct HistoryTests {
  @Test(arguments: ["count(touchpoints)", "stage A\n  wait 5 min", #"text "a\nb\\""#, "a\\", "日\r\nb", "\\n\n\\\\n"])
  func `a block is one line of the file, and comes back`(block: String) {
    let line = History.line(for: block)
    #expect(!line.unicodeScalars.contains("\n") && !line.unicodeScalars.contains("\r"))
    #expect(History.block(from: line) == block)
  }

  @Test func `of equal blocks the last one is kept`() {
    #expect(History(file: "a\nb\na\n\nc").entries == ["b", "a", "c"])
    var history = History(["a", "b"])
    history.add("a")
    #expect(history.entries == ["b", "a"])
    #expect(history.file == "b\na\n")
  }

  @Test func `a leading blank keeps a block private`() {
    var history = History()
    history.add(" secret")
    history.add("")
    history.add("\n")
    #expect(history.entries.isEmpty)
  }

  @Test func `a walk keeps what was changed on the way`() {
    var walk = HistoryWalk(History(["a", "b"]))
    let back = [walk.older(than: "draft"), walk.older(than: "b2"), walk.older(than: "a")]
    #expect(back == ["b", "a", nil])
    let on = [walk.newer(than: "a"), walk.newer(than: "b2"), walk.newer(than: "draft")]
    #expect(on == ["b2", "draft", nil])
  }

  @Test func `a hint goes on with the latest block that begins so`() {
    let history = History(["count(stages)", "count(touchpoints)\n  where x", "e\u{301}t"])
    #expect(history.hint(for: "count(") == "touchpoints)\n  where x")
    #expect(history.hint(for: "count(s") == "tages)")
    #expect(history.hint(for: "") == "")
    #expect(history.hint(for: "e") == "")
    #expect(history.hint(for: "count(stages)") == "")
  }

  @Test func `a search goes back through whole blocks`() {
    var search = HistorySearch(History(["stage A\n  Wait 1", "stage B\n  wait 2", "count(x)"]))
    search.type("wa")
    #expect(search.block == "stage B\n  wait 2")
    #expect(search.offset == 10)
    search.step(older: true)
    #expect(search.block == "stage A\n  Wait 1")
    search.step(older: true)
    #expect(search.block == "stage A\n  Wait 1")
    search.step(older: false)
    #expect(search.block == "stage B\n  wait 2")
    search.type("x")
    #expect(search.hasFailed && search.block == nil)
    search.erase()
    search.erase()
    search.erase()
    search.type("Wa")
    #expect(search.block == "stage A\n  Wait 1")
  }
}
