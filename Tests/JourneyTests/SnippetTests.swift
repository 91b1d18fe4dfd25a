import Journey
import JourneySyntax
import Testing

/// Where marks come to stand under lines of all sorts.
@Suite struct `Lines and marks` {
  /// The picture of a finding: the rows between the headline and the sum.
  private func picture(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return lines.dropFirst().prefix { !$0.isEmpty }.joined(separator: "\n")
  }

  @Test func `tabs are expanded to the next stop of four`() {
    let script = Script(bare: "\tstage A\n\t\twait\t6 min\n")
    #expect(
      picture(script.pointing(at: script.place("6 min"))) == """
          --> a.journey:2:8
           |
         2 |         wait    6 min
           |                 ^^^^^ here
        """)
  }

  @Test func `characters of East Asia take two columns`() {
    let script = Script(bare: "touchpoint \"客服中心\" on 电话 # ＡＢ 한국")
    #expect(
      picture(
        script.pointing(
          at: script.place("电话"), related: [(script.place("客服中心"), "a name"), (script.place("한국"), "Korea")]))
          == """
            --> a.journey:1:22
             |
           1 | touchpoint "客服中心" on 电话 # ＡＢ 한국
             |             --------     ^^^^        ---- Korea
             |             |            |
             |             |            here
             |             a name
          """)
  }

  @Test func `emoji are measured as they are drawn`() {
    let script = Script(bare: "says \"👍 👨‍👩‍👧‍👦 🇫🇷 👍🏽 ❤️ ok\" x")
    #expect(
      picture(script.pointing(at: script.place("ok"), related: [(script.place("👨‍👩‍👧‍👦"), "a family")])) == """
          --> a.journey:1:26
           |
         1 | says "👍 👨‍👩‍👧‍👦 🇫🇷 👍🏽 ❤️ ok" x
           |          --          ^^ here
           |          |
           |          a family
        """)
  }

  @Test func `a combining mark takes no column, and a range inside a character takes the whole of it`() {
    let script = Script(bare: "says \"e\u{301}te\u{301}\" wait")
    #expect(
      picture(script.pointing(at: script.place("wait"), related: [(script.place("\u{301}"), "an accent")])) == """
          --> a.journey:1:14
           |
         1 | says "e\u{301}te\u{301}" wait
           |       -    ^^^^ here
           |       |
           |       an accent
        """)
  }

  @Test func `several labels on a line hang below each other`() {
    let script = Script(bare: "leads to Checkout for 25% when known")
    let related = [
      (script.place("leads to"), "an arrow"), (script.place("25%"), "a share"), (script.place("when"), "a condition"),
    ]
    #expect(
      picture(script.pointing(at: script.place("Checkout"), related: related)) == """
          --> a.journey:1:10
           |
         1 | leads to Checkout for 25% when known
           | -------- ^^^^^^^^     --- ---- a condition
           | |        |            |
           | |        |            a share
           | |        here
           | an arrow
        """)
  }

  @Test func `two labels of one place stand below each other`() {
    let script = Script(bare: "wait 6")
    #expect(
      picture(script.pointing(at: script.place("6"), "a number", related: [(script.place("6"), "asked for here")]))
        == """
          --> a.journey:1:6
           |
         1 | wait 6
           |      ^ a number
           |      |
           |      asked for here
        """)
  }

  @Test func `a range over several lines shows its first and its last`() {
    let script = Script(bare: "stage A\n  touchpoint T\n    wait 6\n    takes 5\n  touchpoint U\n")
    let place = script.place("touchpoint T\n    wait 6\n    takes 5\n")
    #expect(
      picture(script.pointing(at: place)) == """
          --> a.journey:2:3
           |
         2 |   touchpoint T
           |   ^^^^^^^^^^^^
         3 |     wait 6
         4 |     takes 5
           |     ^^^^^^^ here
        """)
  }

  @Test func `a range that begins at a line's end begins on the next`() {
    let script = Script(bare: "stage A\n\n  touchpoint T\n")
    #expect(
      picture(script.pointing(at: script.place("\n\n  touchpoint"))) == """
          --> a.journey:1:8
           |
         3 |   touchpoint T
           |   ^^^^^^^^^^ here
        """)
  }

  @Test func `an empty range points between, at a line's end and at the end of the file`() {
    let script = Script(bare: "stage\nwait\n")
    #expect(
      picture(script.pointing(at: script.point(5))) == """
          --> a.journey:1:6
           |
         1 | stage
           |      ^ here
        """)
    #expect(
      picture(script.pointing(at: script.point())) == """
          --> a.journey:3:1
           |
         3 |
           | ^ here
        """)
    let open = Script(bare: "stage\nwait")
    #expect(
      picture(open.pointing(at: open.point())) == """
          --> a.journey:2:5
           |
         2 | wait
           |     ^ here
        """)
    let empty = Script(bare: "")
    #expect(
      picture(empty.pointing(at: empty.point())) == """
          --> a.journey:1:1
           |
         1 |
           | ^ here
        """)
  }

  @Test func `a range beyond the text is kept in it`() {
    let script = Script(bare: "stage A")
    #expect(
      picture(script.pointing(at: Place("a.journey", ByteRange(6, 900)))) == """
          --> a.journey:1:7
           |
         1 | stage A
           |       ^ here
        """)
  }

  @Test func `carriage returns end lines, and are not shown`() {
    let script = Script(bare: "stage A\r\n  wait 6\r\n  takes 5\rstage B")
    #expect(
      picture(script.pointing(at: script.place("wait 6\r\n  takes 5"), related: [(script.place("stage B"), "next")]))
        == """
          --> a.journey:2:3
           |
         2 |   wait 6
           |   ^^^^^^
         3 |   takes 5
           |   ^^^^^^^ here
         4 | stage B
           | ------- next
        """)
  }

  @Test func `bytes that are no text, controls and characters that turn it are replaced`() {
    let script = Script(
      bytes: Array("a".utf8) + [0xFF, 0xE2, 0x82] + Array("\u{1B}[31m\u{202E}\u{9B}\u{7}\u{2028} wait".utf8))
    #expect(
      picture(script.pointing(at: script.place("wait"), related: [(Place("a.journey", ByteRange(1, 2)), "a byte")]))
        == """
          --> a.journey:1:14
           |
         1 | a���[31m���� wait
           |  -           ^^^^ here
           |  |
           |  a byte
        """)
  }

  @Test func `what findings say cannot break the line either`() {
    var script = Script(bare: "stage A")
    script.findings = [
      Finding(
        "c", .error, "a\u{1B}[2J\nb", at: script.place("A"), label: "x\ry\u{202E}", why: "w\u{7}", help: "h\n\ni",
        fix: Fix("f\u{8}", [Edit(script.place("A"), "B\u{1B}")], isSafe: true))
    ]
    #expect(
      script.pretty() == """
        error[c]: a�[2J b
          --> a.journey:1:7
           |
         1 | stage A
           |       ^ x y�
             why:  w�
             help: h i
             fix:  f� (safe)
         1 + stage B�

        Checked 1 file: 1 error.

        """)
  }

  @Test func `a long line is cut around the range`() {
    let long = String(repeating: "ab ", count: 100)
    let script = Script(bare: "\(long)HERE \(long)")
    let rows = picture(script.pointing(at: script.place("HERE"))).split(separator: "\n").map(String.init)
    #expect(rows[2].hasPrefix(" 1 | …") && rows[2].hasSuffix("…") && rows[2].count == 5 + 162)
    let text = Array(rows[2])
    let mark = rows[3].firstIndex(of: "^").map { rows[3].distance(from: rows[3].startIndex, to: $0) } ?? 0
    #expect(String(text[mark..<mark + 4]) == "HERE")
    #expect(rows[3].hasSuffix("^^^^ here"))
  }

  @Test func `marks that a cut line cannot show stand at its edge`() {
    let long = String(repeating: "ab ", count: 100)
    let script = Script(bare: "START \(long)HERE")
    let rows = picture(script.pointing(at: script.place("HERE"), related: [(script.place("START"), "from here")]))
      .split(separator: "\n").map(String.init)
    #expect(rows[3].hasPrefix("   |  -") && rows[3].hasSuffix("^^^^ here"))
    #expect(rows[5] == "   |  from here")
  }

  @Test func `a line of megabytes is shown in part, at once`() {
    let script = Script(
      bare: String(repeating: "é", count: 1_000_000) + "HERE" + String(repeating: "日", count: 500_000))
    let rows = picture(script.pointing(at: script.place("HERE"))).split(separator: "\n").map(String.init)
    #expect(rows[0] == "  --> a.journey:1:1000001")
    #expect(rows[2].contains("éHERE日") && rows[2].hasPrefix(" 1 | …é"))
    #expect(DisplayWidth.of(rows[2]) < 5 + 165)
  }

  @Test func `many related places are counted, not all shown`() {
    let script = Script(bare: (1...12).map { "stage S\($0)\n" }.joined())
    let related = (2...12).map { (script.place("S\($0)\n"), "") }
    let text = script.pointing(at: script.place("S1"), "", related: related)
    #expect(text.contains("\n     … and 3 other places\n"))
    #expect(text.contains(" 9 | stage S9\n") && !text.contains("S10"))
  }

  @Test func `line numbers of several digits widen the gutter`() {
    let script = Script(bare: String(repeating: "\n", count: 1_000) + "wait 6")
    #expect(
      picture(script.pointing(at: script.place("6"))) == """
            --> a.journey:1001:6
             |
        1001 | wait 6
             |      ^ here
        """)
  }
}
