import JourneyModel
import JourneySyntax
import Testing

/// Kinds of touchpoint that a script declares, and what they add.
struct KindTests {
  private static let kind = """
    kind webinar is touchpoint
      attribute seats number, required
      attribute level one of beginner, expert
      attribute topics list of text
      attribute recorded yes-no
      attribute host persona
      attribute fee money
      default purpose advise
      default recorded

    journey A
      currency EUR
      persona Expert
      channel web
      channel store
      stage S

    """

  private func model(_ touchpoints: String) -> (model: Model, messages: [String]) {
    let (model, findings) = Model.evaluating(Tree(Source(name: "a.journey", text: Self.kind + touchpoints)))
    return (model, findings.map { "\($0.code): \($0.title)" })
  }

  private func own(_ touchpoints: String) -> [[String]] {
    let (model, messages) = model(touchpoints)
    #expect(messages.isEmpty)
    return model.journeys[0].touchpoints.map { id in model.ownAttributes(of: id).map { $0.written(in: model) } }
  }

  @Test func `values are read as the kind says`() {
    let written = own(
      """
          touchpoint T as webinar on web
            fee 12
            topics "a", "b"
            seats 40
            level Beginner
            host Expert
      """)
    #expect(
      written == [["recorded", "fee €12", "topics \"a\", \"b\"", "seats 40", "level beginner", "host Expert"]])
  }

  @Test func `a default holds until the touchpoint says otherwise`() {
    let (model, messages) = model(
      """
          touchpoint T as webinar on web
            seats 1
          touchpoint U as webinar on web
            seats 1
            purpose support
            recorded no
      """)
    #expect(messages.isEmpty)
    let purposes = model.journeys[0].touchpoints.map { model.value(.purpose, of: $0).string }
    #expect(purposes == ["advise", "support"])
    #expect(
      model.journeys[0].touchpoints.map { model.ownAttributes(of: $0).first?.value } == [
        .flag(true), .number(Rational(1)),
      ])
  }

  @Test func `a copy is of the same kind, and may be of another`() {
    let (model, messages) = model(
      """
          touchpoint T as webinar on web
            seats 7
          touchpoint U like T
          touchpoint V like T
            seats 8
      """)
    #expect(messages.isEmpty)
    let touchpoints = model.journeys[0].touchpoints
    #expect(touchpoints.map { model.kindWord(of: $0) } == ["webinar", "webinar", "webinar"])
    #expect(
      touchpoints.map { model.ownAttributes(of: $0).last?.value } == [
        .number(Rational(7)), .number(Rational(7)), .number(Rational(8)),
      ])
  }

  @Test func `expressions ask for what a kind adds`() {
    let (model, _) = model(
      """
          touchpoint T as webinar on web
            seats 7
            level expert
          touchpoint U as webinar on web
            seats 8
            recorded no
          touchpoint W on web
      """)
    func value(_ query: String) -> Value {
      let (value, findings) = model.value(of: query)
      #expect(findings.isEmpty, "\(query)")
      return value
    }
    #expect(value("sum(touchpoints.seats)") == .number(Rational(15)))
    #expect(value("count(touchpoints where level is expert)") == .number(Rational(1)))
    #expect(value("count(touchpoints where recorded)") == .number(Rational(1)))
    #expect(value("count(touchpoints where kind is webinar)") == .number(Rational(2)))
    #expect(value("U.seats - T.seats") == .number(Rational(1)))
    #expect(value("W.seats") == Value.none)
  }

  @Test(arguments: [
    ("seats 40 min", "wrong-kind-of-value: `seats` takes a number, and this is a time span"),
    ("level exprt", "unknown-choice: `level` cannot be `exprt`"),
    ("host Expret", "unknown-name: There is no persona `Expret`"),
    ("sites 3", "unknown-word: A webinar has no `sites`"),
    ("level beginner, expert", "wrong-kind-of-value: `level` takes one value, and here are 2"),
    ("fee", "missing-value: `fee` takes an amount of money"),
  ])
  func `a wrong value is one finding`(line: String, message: String) {
    let seats = line.hasPrefix("seats") ? "" : "      seats 4\n"
    #expect(model("    touchpoint T as webinar on web\n\(seats)      \(line)\n").messages == [message])
  }

  @Test func `what is required must be said, unless it is copied`() {
    #expect(
      model("    touchpoint T as webinar on web\n").messages == ["missing-value: T does not say its `seats`"])
  }

  @Test func `a kind may not take the name of a kind, nor an attribute that of another`() {
    let text =
      "kind stage is touchpoint\nkind demo is touchpoint\n  attribute wait number\n  attribute a number\n  attribute A text\n"
    let (_, findings) = Model.evaluating(Tree(Source(name: "a", text: text + "journey J\n  stage S\n")))
    #expect(findings.map(\.code) == ["reserved-name", "reserved-name", "declared-twice"])
  }
}
