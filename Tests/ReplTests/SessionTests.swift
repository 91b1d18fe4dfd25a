import Journey
import JourneyREPL
import Testing

/// The conversation, without a terminal.
struct SessionTests {
  private let session: Session = {
    let text = """
      journey Phone
        channel store
          mode human
        stage Purchase
          touchpoint Checkout on store
            wait 6 min
          touchpoint Question on store
      """
    return Session(Engine().check(Source(name: "phone", text: text)).model)
  }()

  @Test func `an expression is answered with its value`() {
    #expect(session.answer(to: "count(touchpoints)") == .text("2"))
    #expect(session.answer(to: "touchpoints.wait") == .text("6 min"))
    #expect(session.answer(to: "") == .text(""))
  }

  @Test func `items are listed with where they stand`() {
    #expect(session.answer(to: "touchpoints") == .text("Phone › Purchase › Checkout\nPhone › Purchase › Question"))
    #expect(session.answer(to: "touchpoints where wait > 1 h") == .text("nothing"))
  }

  @Test func `a mistake is shown at its place, and the session goes on`() {
    guard case .problem(let text) = session.answer(to: "count(touchpionts)") else {
      Issue.record("no problem was reported")
      return
    }
    #expect(text.hasPrefix("count(touchpionts)\n      ^\n"))
    #expect(text.contains("`touchpoints`"))
    #expect(session.answer(to: "1 + 1") == .text("2"))
  }

  @Test func `the reader can leave`() {
    #expect(session.answer(to: ":quit") == .end)
  }
}
