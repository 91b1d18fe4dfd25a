import Journey
import Testing

/// Scenarios: a journey that differs is as good as one that is written out.
struct ScenarioTests {
  static let base = """
    parameter market = "DE"
    parameter gap = 2 days
    let edition = 2026
    channel email
      answers within gap
      needs consent
    channel store
      mode human
    template Told (what)
      says "{what} in {market}"
    end
    journey Phone "Buying a phone"
      id phone
      owner "Sales {market}"
      parameter queue = 5 min
      let longest = queue * 2
      expect Phone.strength >= 0%
      outcome Won, success
      outcome Lost, failure
      persona Old
        share 50%
        prefers email, store
        consents to email
      persona New
        share 50%
      layer talk
        matches channel.mode has human
        needed in Buy, Use
      stage Buy
        touchpoint Visit on store
          entry
          wait queue
          takes longest
          pain "Slow", answered by Thanks
          use Told ("News")
          leads to Pay when persona is Old
          leads to Lost when persona is not Old
        touchpoint Pay on store
          leads to Use.Thanks for 80%
          leads to Lost for 20%
      stage Use
        touchpoint Thanks on email
          after gap
          leads to Won
        touchpoint Call on store
          only for Old

    """

  private func text(_ lines: String) -> String { Self.base + "scenario S of Phone\n" + lines + "\n" }

  private func json(_ lines: String) -> String { Reuse.json(text(lines), scenario: "S") }

  /// The base with some texts replaced, as the scenario `S` would name it.
  private func written(_ changes: (String, String)...) -> String {
    let named = Self.base.replacing(
      "journey Phone \"Buying a phone\"\n  id phone\n", with: "journey S \"Buying a phone\"\n"
    )
    .replacing("Phone.strength", with: "S.strength")
    return Reuse.json(changes.reduce(named) { $0.replacing($1.0, with: $1.1) })
  }

  // MARK: Changing

  @Test(arguments: [
    (
      "change touchpoint Visit\n    takes 1 min\n    says \"Hello\"",
      "takes longest\n      pain \"Slow\", answered by Thanks\n      use Told (\"News\")",
      "pain \"Slow\", answered by Thanks\n      takes 1 min\n      says \"Hello\""
    ),
    ("change touchpoint Pay on email", "touchpoint Pay on store", "touchpoint Pay on email"),
    ("change outcome Won\n    target 3%", "outcome Won, success", "outcome Won, success\n    target 3%"),
    (
      "change persona New\n    prefers store", "persona New\n    share 50%",
      "persona New\n    share 50%\n    prefers store"
    ),
    ("change persona Old\n    without consents to", "    consents to email\n", ""),
    (
      "change layer talk\n    matches channel has store\n    needed in Buy",
      "matches channel.mode has human\n    needed in Buy, Use", "matches channel has store\n    needed in Buy"
    ),
    ("change stage Buy\n    phase before", "stage Buy", "stage Buy\n    phase before"),
    ("change journey Phone\n    owner \"Me\"", "owner \"Sales {market}\"", "owner \"Me\""),
    (
      "change stage Use\n    touchpoint Gift on store\n      leads to Won", "      only for Old",
      "      only for Old\n    touchpoint Gift on store\n      leads to Won"
    ),
    (
      "change journey Phone\n    persona Third\n    stage More\n      touchpoint Extra on store", "      only for Old",
      "      only for Old\n  persona Third\n  stage More\n    touchpoint Extra on store"
    ),
    (
      "change touchpoint Pay\n    leads to Won", "leads to Use.Thanks for 80%\n      leads to Lost for 20%",
      "leads to Won"
    ),
    ("parameter queue = 1 h", "parameter queue = 5 min", "parameter queue = 1 h"),
  ])
  func `what is changed is as if it were written`(lines: String, old: String, new: String) {
    #expect(Reuse.said(text("  " + lines), scenario: "S") == [])
    #expect(json("  " + lines) == written((old, new)))
  }

  // MARK: Taking away

  @Test(arguments: [
    (
      "touchpoint Thanks",
      [
        ", answered by Thanks", "      leads to Use.Thanks for 80%\n",
        "    touchpoint Thanks on email\n      after gap\n      leads to Won\n",
      ]
    ),
    (
      "touchpoint Use.Thanks",
      [
        ", answered by Thanks", "      leads to Use.Thanks for 80%\n",
        "    touchpoint Thanks on email\n      after gap\n      leads to Won\n",
      ]
    ),
    (
      "outcome Lost",
      ["  outcome Lost, failure\n", "      leads to Lost for 20%\n", "      leads to Lost when persona is not Old\n"]
    ),
    ("layer talk", ["  layer talk\n    matches channel.mode has human\n    needed in Buy, Use\n"]),
    (
      "stage Use",
      [
        ", Use", ", answered by Thanks", "      leads to Use.Thanks for 80%\n",
        "  stage Use\n    touchpoint Thanks on email\n      after gap\n      leads to Won\n    touchpoint Call on store\n      only for Old\n",
      ]
    ),
  ])
  func `with an item goes what is said of it elsewhere`(item: String, gone: [String]) {
    #expect(Reuse.said(text("  without \(item)"), scenario: "S") == [])
    let rest = gone.reduce(
      Self.base.replacing("journey Phone \"Buying a phone\"\n  id phone\n", with: "journey S \"Buying a phone\"\n")
        .replacing("Phone.strength", with: "S.strength")
    ) { $0.replacing($1, with: "") }
    #expect(json("  without \(item)") == Reuse.json(rest))
  }

  @Test func `with a channel go the touchpoints that are on no other, and who prefers it prefers the rest`() {
    let script = text("  without channel email")
    #expect(Reuse.said(script, scenario: "S") == [])
    #expect(Reuse.value("touchpoints.name", in: script, scenario: "S") == "Visit, Pay, Call")
    #expect(Reuse.value("channels", in: script, scenario: "S") == "store")
    #expect(Reuse.value("Old.prefers", in: script, scenario: "S") == "store")
    #expect(Reuse.value("Old.consents-to", in: script, scenario: "S") == "")
    #expect(Reuse.value("channels", in: script) == "email, store")
  }

  @Test func `a touchpoint that is moved stays when its channel goes`() {
    let script = text("  without channel email\n  change touchpoint Thanks on store")
    #expect(Reuse.value("Thanks.channel", in: script, scenario: "S") == "store")
  }

  @Test func `nobody is a persona that is gone`() {
    #expect(Reuse.value("probability(Lost)", in: Self.base) == "60%")
    #expect(Reuse.value("probability(Lost)", in: text("  without persona Old"), scenario: "S") == "100%")
    #expect(Reuse.value("probability(Lost)", in: text("  without persona New"), scenario: "S") == "20%")
  }

  @Test func `what was only for a persona goes with it`() {
    #expect(Reuse.value("touchpoints.name", in: text("  without persona Old"), scenario: "S") == "Visit, Pay, Thanks")
  }

  @Test func `a journey whose arrows are all gone does not go from stage to stage`() {
    let script =
      "journey J\n  outcome Won, success\n  stage A\n    touchpoint X\n      entry\n      leads to Y\n    touchpoint Y\n  stage B\n    touchpoint Z\nscenario S of J\n  without touchpoint Y\n"
    #expect(Reuse.value("visits(Z)", in: script, scenario: "S") == "0")
  }

  // MARK: Parameters

  @Test func `a scenario sets parameters of the journey and of files, wherever they are asked for`() {
    let script = text("  parameter market = \"FR\"\n  parameter gap = 9 days\n  parameter queue = 1 h")
    let asked = "(Visit.says, Thanks.after, email.answers-within, Visit.takes, journey.owner)"
    #expect(Reuse.said(script, scenario: "S") == [])
    #expect(Reuse.value(asked, in: script, scenario: "S") == "News in FR, 9 days, 9 days, 2 h, Sales FR")
    #expect(Reuse.value(asked, in: script) == "News in DE, 2 days, 2 days, 10 min, Sales DE")
  }

  @Test func `what a call says of a parameter holds before what a scenario says`() {
    let script = text("  parameter market = \"FR\"\n  parameter queue = 1 h")
    let set = ["market": "IT", "queue": "7 min", "gap": "4 days"]
    #expect(
      Reuse.value("(Visit.says, Visit.wait, Thanks.after)", in: script, scenario: "S", set: set)
        == "News in IT, 7 min, 4 days")
  }

  @Test func `a scenario of a scenario says the last word`() {
    let script =
      text("  parameter queue = 1 h\n  parameter gap = 9 days\n  change touchpoint Pay\n    wait 1 min")
      + "scenario T of S\n  parameter queue = 2 h\n  parameter gap = 8 days\n  change touchpoint Pay\n    wait 2 min\n"
    #expect(Reuse.value("(Visit.wait, Thanks.after, Pay.wait)", in: script, scenario: "T") == "2 h, 8 days, 2 min")
    #expect(Reuse.value("(Visit.wait, Thanks.after, Pay.wait)", in: script, scenario: "S") == "1 h, 9 days, 1 min")
  }

  @Test func `parameters of imported files are set as well`() {
    let files = [
      "p.journey": "parameter gap = 1 day\nlet twice = gap * 2\nchannel mail\n  answers within twice\n",
      "j.journey": "import \"p.journey\"\njourney J\n  stage A\n    touchpoint X on mail\n      after gap\n",
    ]
    let script = "import \"j.journey\"\nscenario S of J\n  parameter gap = 3 days\n"
    #expect(Reuse.said(script, files: files) == [])
    #expect(Reuse.value("(X.after, mail.answers-within)", in: script, files: files) == "3 days, 6 days")
  }

  @Test func `a journey's own item hides the shared one in its scenarios too`() {
    let journey =
      "channel mail\n  mode digital\nchannel fax\njourney J\n  channel mail like mail\n    answers within 1 h\n  stage A\n    touchpoint X on mail\n    touchpoint Y on fax\n"
    let script = journey + "scenario S of J\n  without channel fax\n"
    #expect(Reuse.said(script, scenario: "S") == [])
    #expect(
      Reuse.value("(mail.answers-within, mail.mode, count(channels))", in: script, scenario: "S") == "1 h, digital, 1")
  }

  // MARK: Side by side

  @Test func `scenarios disturb neither each other nor their journey`() {
    let lines = "  without channel email\n  parameter gap = 7 days\n  change touchpoint Visit\n    wait 1 h\n"
    let both = Self.base + "scenario A of Phone\n\(lines)scenario B of Phone\n  change touchpoint Visit\n    wait 2 h\n"
    let model = Engine().check(Source(name: "main.journey", text: both), .all).model
    let values = model.journeys.compactMap {
      $0.journey.map { Reuse.value("(Visit.wait, count(touchpoints))", of: $0, model) }
    }
    #expect(values == ["5 min, 4", "1 h, 3", "2 h, 4"])
    #expect(Reuse.json(both) == Reuse.json(Self.base))
  }

  @Test func `a scenario has its own name, title and id`() throws {
    let script = Self.base + "scenario \"No email\" \"What if nobody wrote\" of Phone\n  without channel email\n"
    let model = Reuse.check(script, scenario: "No email").model
    let journey = try #require(model.journeys.first?.journey)
    #expect(
      [model.name(of: journey), model.title(of: journey), model.id(of: journey)] == [
        "No email", "What if nobody wrote", "no-email",
      ])
    #expect(Reuse.check(script, scenario: "no EMAIL").model.journeys.count == 1)
  }

  @Test func `a market's file is a journey of its own, and points at both files`() throws {
    let files = ["base.journey": Self.base]
    let script =
      "import \"base.journey\"\nscenario Italy of Phone\n  parameter gap = 4 days\n  change touchpoint Visit\n    wait 3 h\n"
    let check = Reuse.check(script, files: files)
    #expect(check.model.journeys.count == 1)
    let slow = try #require(check.findings.first { $0.code == "slow-answer" })
    #expect(slow.place.file == "main.journey")
    #expect(slow.item?.path == "Italy › Buy › Visit")
  }

  @Test func `who asks for what is gone is told that it was taken away`() {
    let gone = "unknown-name: `Thanks` is taken away in S"
    for question in ["Thanks.channel", "visits(Thanks)", "touchpoints where next has Thanks", "Use.Thanks"] {
      #expect(Reuse.value(question, in: text("  without touchpoint Thanks"), scenario: "S") == gone)
    }
    #expect(Reuse.value("Thanks.channel", in: text("  without touchpoint Thanks")) == "email")
  }

  // MARK: Mistakes

  @Test(arguments: [
    ("  parameter edition = 2027", "unknown-name: `edition` is no parameter, and cannot be set"),
    ("  parameter longest = 1 h", "unknown-name: `longest` is no parameter, and cannot be set"),
    ("  parameter quue = 1 h", "unknown-name: The journey has no parameter `quue`"),
    ("  parameter queue = \"long\"", "wrong-kind-of-value: `queue` is set to a text, and takes a time span"),
    ("  parameter gap = 20%", "wrong-kind-of-value: `gap` is set to a share, and takes a time span"),
    ("  without channel fax", "unknown-name: There is no channel `fax`"),
    ("  without journey Phone", "outside-its-place: A scenario changes a journey and cannot take it away"),
    ("  change touchpoint Visit on fax", "unknown-name: There is no channel `fax`"),
    (
      "  change touchpoint Visit\n    phase before",
      "attribute-elsewhere: A touchpoint does not take `phase`; a stage does"
    ),
    ("  change stage Use\n    touchpoint Thanks on store", "declared-twice: Touchpoint `Thanks` is declared twice"),
    (
      "  without touchpoint Thanks\n  change touchpoint Thanks\n    wait 1 min",
      "contradiction: This touchpoint is changed and taken away"
    ),
    (
      "  change touchpoint Visit\n    without goal",
      "unknown-name: Visit says nothing of `goal`, so there is nothing to take away"
    ),
    ("  change Visit\n    wait 3 min", "unknown-word: The kind of what is changed is missing"),
    ("  change touchpiont Visit\n    wait 3 min", "unknown-word: A kind of item is expected here"),
    ("  touchpoint Visit\n    wait 3 min", "outside-its-place: A touchpoint stands in a stage"),
    ("  remove channel email", "unknown-word: `remove` begins no line here"),
    ("scenario X\n  without channel email", "incomplete-phrase: This scenario does not say which journey it changes"),
    ("  without email", "unknown-name: `without` takes an item away by its kind: `without channel email`"),
  ])
  func `a mistake is said once`(lines: String, message: String) {
    #expect(Reuse.said(text(lines), scenario: "S") == [message])
    #expect(Reuse.said(text(lines)) == [message])
  }
}
