import Journey
import JourneySession
import Synchronization
import Testing

/// The conversation as a host holds it.
struct SessionTests {
  private static let phone = """
    journey Phone
    channel store
    mode human
    stage Purchase
    touchpoint Checkout on store
    wait 6 min
    touchpoint Question on store
    """

  @Test func `a statement extends the script, and the prompt shows where one stands`() {
    var session = Session(host: TestHost().host)
    #expect(session.prompt == "journey › ")
    _ = session.answer(to: "journey Phone")
    #expect(session.prompt == "Phone › ")
    _ = session.answer(to: "stage Purchase")
    #expect(session.answer(to: "touchpoint \"Till 1\"").text.hasPrefix("touchpoint \"Till 1\" in Purchase"))
    #expect(session.prompt == "Phone › Purchase › \"Till 1\" › ")
    #expect(
      session.source.text(session.source.range)
        == "journey Phone\n\n  stage Purchase\n    touchpoint \"Till 1\"\n")
  }

  @Test func `a word that begins a statement is one, unless a parenthesis or a dot follows`() {
    var session = Session.after(SessionTests.phone)
    #expect(session.answer(to: "touchpoints.wait").text == "6 min")
    #expect(session.answer(to: "stage.name").text == "\"Purchase\"")
    #expect(session.answer(to: "if(yes, 1, 2)").text == "1")
    #expect(session.answer(to: "count(touchpoints)").text == "2")
    #expect(!session.hasWords("count"))
    _ = session.answer(to: "takes 5 min")
    #expect(session.hasWords("takes 5 min"))
  }

  @Test func `a mistake leaves everything as it was, and gives the line back`() {
    var session = Session.after(SessionTests.phone)
    let before = session.source.padded
    for line in [
      "wait 6 pigs", "touchpoint Till on stor", "count(touchpionts)", "chanel web", ":opne Checkout",
      "leads to Quetsion",
    ] {
      let answer = session.answer(to: line)
      #expect(answer.isProblem, "\(line)")
      #expect(answer.giveBack == line)
      let isSame = session.source.padded == before
      #expect(isSame, "\(line)")
    }
    #expect(session.answer(to: "1 + 1").text == "2")
  }

  @Test func `an error is shown as check shows it`() {
    var session = Session.after(SessionTests.phone)
    let answer = session.answer(to: "touchpoint Till on stor")
    let script = session.source.text(session.source.range) + "    touchpoint Till on stor\n"
    let check = Engine().check(Source(name: "new.journey", text: script))
    let report = PrettyReport().text(
      findings: check.findings.filter { $0.severity == .error }, sources: check.sources, checkedFiles: [])
    #expect(report.hasPrefix(answer.text))
  }

  @Test func `an arrow may lead to what is declared next, and a slip may not`() {
    var session = Session.after(SessionTests.phone)
    let answer = session.answer(to: "leads to \"Welcome email\"")
    #expect(!answer.isProblem)
    #expect(answer.text.hasSuffix("\"Welcome email\" is still to be declared"))
    #expect(session.answer(to: "touchpoint \"Welcome email\"").text.contains("every name is declared now"))
    #expect(session.answer(to: "leads to Chekout").isProblem)
    #expect(session.answer(to: "touchpoint Till on kiosk").isProblem)
  }

  @Test func `it is the last value, and follows its items through changes`() {
    var session = Session.after(SessionTests.phone)
    _ = session.answer(to: "touchpoints where wait > 5 min")
    _ = session.answer(to: "channel web")
    #expect(session.answer(to: "count(it)").text == "1")
    #expect(session.answer(to: "it + 1").text == "2")
    #expect(session.answer(to: "it + 1").text == "3")
  }

  @Test func `undo and redo go back and forth over every change`() {
    let lines = SessionTests.phone.split(separator: "\n").map(String.init)
    var session = Session(host: TestHost().host)
    var states = [session.source.padded]
    for line in lines {
      _ = session.answer(to: line)
      states.append(session.source.padded)
    }
    for state in states.dropLast().reversed() {
      #expect(!session.answer(to: ":undo").isProblem)
      #expect(session.source.padded == state)
    }
    #expect(session.answer(to: ":undo").isProblem)
    for state in states.dropFirst() {
      #expect(!session.answer(to: ":redo").isProblem)
      #expect(session.source.padded == state)
    }
  }

  @Test func `saving keeps what one did not say, and reads back the same`() {
    let host = TestHost()
    let text = "# Agreed with sales.\njourney Phone   # the one\n stage Purchase;touchpoint Checkout\n\n# the end\n"
    host.write(text, to: "phone.journey")
    var session = Session(host: host.host)
    _ = session.load("phone.journey")
    #expect(!session.hasUnsavedChanges)
    _ = session.answer(to: ":open Checkout")
    _ = session.answer(to: "wait 3 min")
    #expect(session.hasUnsavedChanges)
    #expect(session.answer(to: ":save").text == "Saved phone.journey, 6 lines.")
    #expect(!session.hasUnsavedChanges)
    #expect(
      host.text("phone.journey")
        == "# Agreed with sales.\njourney Phone   # the one\n stage Purchase;touchpoint Checkout\n      wait 3 min\n\n# the end\n"
    )
  }

  @Test func `who leaves with changes is asked once`() {
    var session = Session.after(SessionTests.phone)
    #expect(session.answer(to: ":quit").effect == nil)
    _ = session.answer(to: "count(stages)")
    #expect(session.answer(to: ":quit").effect == nil)
    #expect(session.answer(to: ":quit").effect == .leave)
    var saved = Session.after(SessionTests.phone + "\n:save phone")
    #expect(saved.leave().effect == .leave)
  }

  @Test func `a host can stop an evaluation`() {
    let asked = Mutex(0)
    var host = SessionHost()
    host.limits.isCancelled = {
      asked.withLock { asked in
        asked += 1
        return asked > 3
      }
    }
    var session = Session(host: host)
    let stages = (0..<400).map { "  stage S\($0)\n    touchpoint T\($0)\n      wait 3 min\n" }
    session.begin(with: Source(name: "big.journey", text: "journey Big\n" + stages.joined()))
    let slow = "count(touchpoints where some(touchpoints where some(touchpoints where lower(name) is \"t\")))"
    let answer = session.answer(to: slow)
    #expect(answer.isProblem)
    #expect(answer.text.contains("The evaluation was stopped before it was done"))
    #expect(asked.withLock { $0 } < 20)
  }

  @Test func `what comes back from an editor is taken with its errors`() {
    var host = TestHost().host
    host.hasEditor = true
    var session = Session.after(SessionTests.phone, host: host)
    guard case .edit(let text)? = session.answer(to: ":edit").effect else {
      Issue.record("nothing is to be edited")
      return
    }
    #expect(session.take(edited: text).text == "Nothing changed.")
    let answer = session.take(edited: text + "    touchpoint Till on stor\n")
    #expect(answer.text.contains("1 error"))
    #expect(session.answer(to: ":check").text.contains("unknown-name"))
    #expect(!session.answer(to: ":undo").isProblem)
    #expect(session.source.text(session.source.range) == text)
  }

  @Test func `statements said one by one make the script that the formatter writes`() throws {
    let script = """
      journey Trip
        currency EUR

        outcome Booked "Has a ticket", success

        channel web
          mode digital
          two-way

        layer help
          matches channel.mode has human
          needed in Booking

        stage Search
          phase before
          touchpoint Advert on web
            purpose inform
            leads to Form

        stage Booking
          touchpoint Form on web
            purpose transact
            wait 3 min
            leads to Booked

      """
    var session = Session(host: TestHost().host)
    for line in script.split(separator: "\n") {
      let answer = session.answer(to: String(line))
      #expect(!answer.isProblem, "\(line): \(answer.text)")
    }
    #expect(session.source.text(session.source.range) == script)
  }
}

extension Session {
  func hasWords(_ words: String) -> Bool { source.text(source.range).contains(words) }
}
