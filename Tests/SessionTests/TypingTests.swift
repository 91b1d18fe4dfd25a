import JourneySession
import Testing

/// What an editor asks while rows are typed.
struct TypingTests {
  private static let session = Session.after(
    "journey Phone\nchannel store\nstage Purchase\ntouchpoint Checkout on store")
  private var session: Session { TypingTests.session }

  @Test(arguments: [
    "", "wait 3 min", "count(touchpoints)", ":what-if", "stage Loyalty", "# a remark", "wait 6 pigs", "tells \"price",
    "for each way in store\n  touchpoint T on way\nend", "note \"\"\"\n  Cards only.\n\"\"\"",
    "tells price,\n  warranty",
    "## Said of it.\ntouchpoint Till", "tells price,\n", "count(touchpoints\n", "end", "-> Bought", "if(yes, 1, 2)",
    "if yes\n  note \"x\"\nelse\n  note \"y\"\nend",
  ])
  func `a text is whole`(text: String) { #expect(session.isComplete(text)) }

  @Test(arguments: [
    "for each way in store", "for each way in store\n  touchpoint T on way", "if yes\n  note \"x\"\nelse", "count(",
    "count(touchpoints\n  where wait > 3 min", "tells price,", "note \"\"\"", "note \"\"\"\n  Cards only,\n\n",
    "## Said of it.", "expect count(touchpoints", "touchpoint Till on store,", "for each way in store\n\n",
  ])
  func `a text waits for more`(text: String) { #expect(!session.isComplete(text)) }

  @Test(arguments: [
    ("wait 3 min", 0), ("stage Loyalty", 2), ("stage Loyalty\n  touchpoint Letter", 4),
    ("stage Loyalty\n  touchpoint Letter\n    wait 3 min", 4), ("for each way in store", 2),
    ("for each way in store\n  touchpoint T on way", 4), ("for each way in store\n  touchpoint T on way\nend", 0),
    ("if yes\n  note \"x\"\nelse", 2), ("tells price,", 4), ("tells price,\n    warranty,", 4),
    ("count(touchpoints", 4),
    ("note \"\"\"", 2), ("note \"\"\"\n  Cards only.", 2), ("  stage Loyalty", 4), (":help", 0), ("journey Other", 2),
    ("journey Other\n  stage A\n    touchpoint B\n      wait 1 min\n  stage C", 4),
  ])
  func `the next row begins where it belongs`(text: String, column: Int) {
    #expect(session.indentation(ofRowAfter: text) == column)
  }

  @Test(
    arguments: [
      ("for each way in store\n    touchpoint T on way\n    end", 0), ("if yes\n  note \"x\"\n    else", 0),
      ("stage A\n  touchpoint B\n    stage C", 0), ("stage A\n  touchpoint B\n    wait 3 min", 4),
      ("stage A\n  touchpoint B\n    touchpoint", 2), ("stage A\n  for each x in store\n    note \"x\"\n    end", 2),
      ("tells price,\n    warranty", nil), ("stage A", nil), ("note \"\"\"\n  stage", nil),
      ("stage A\n  phase before", 2),
    ] as [(String, Int?)])
  func `a row whose first word is known goes where it belongs`(text: String, column: Int?) {
    #expect(session.indentation(ofLastRowOf: text) == column)
  }

  @Test(arguments: [
    ("wait 3 min", "kkkk nnnnn"), ("leads to \"Store visit\" for 20%", "kkkkk kk ttttttttttttt kkk nnn"),
    ("touchpoint Till on store # x", "kkkkkkkkkk aaaa kk aaaaa ccc"),
    ("touchpoints where wait > 3 min", "aaaaaaaaaaa kkkkk aaaa   nnnnn"), (":open Till", "kkkkk     "),
    (":opne Till", "eeeee     "), ("wait 3 pigs", "kkkk n eeee"), ("purpose advise", "kkkkkkk aaaaaa"),
  ])
  func `the parts of a line have their colours`(text: String, expected: String) {
    var drawn = [Character](repeating: " ", count: text.utf8.count)
    for part in session.colours(of: text) {
      let letter: Character =
        switch part.role {
        case .keyword: "k"
        case .name: "a"
        case .text: "t"
        case .number: "n"
        case .comment: "c"
        case .error: "e"
        }
      for index in part.range { drawn[index] = letter }
    }
    #expect(String(drawn) == expected)
  }

  @Test func `what is open is said in words`() {
    #expect(session.whatIsOpen(in: "for each way in store\n  touchpoint T") == "This `for each` has no `end`.")
    #expect(session.whatIsOpen(in: "note \"\"\"\n  Cards") == "`\"\"\"` is not closed.")
    #expect(session.whatIsOpen(in: "count(touchpoints") == "The parenthesis is not closed.")
  }
}
