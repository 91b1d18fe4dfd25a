import JourneyModel
import JourneySyntax
import Testing

/// What lines mean beside what they say: each line stands in one small journey, with what is said of it.
struct MeaningTests {
  private func said(_ line: String) -> [String] {
    let text = """
      channel phone
      journey Buying
        currency EUR
        persona Explorer
        channel store
        stage Purchase
          touchpoint Visit on store
            captures email_address
            wait 6 min
            \(line)
          touchpoint Pay on store

      """
    return Script.findings(in: text).filter { $0.severity != .info }.map { "\($0.title): \($0.help)" }
  }

  @Test(arguments: [
    (
      "leads to Pay when emial_address",
      "`emial_address` is nothing that decides which way a customer goes: Did you mean `known has email_address`?"
    ),
    (
      "leads to Pay when Explorr",
      "`Explorr` is nothing that decides which way a customer goes: Did you mean `persona is Explorer`?"
    ),
    (
      "leads to Pay when wait > 5 min",
      "`wait` is nothing that decides which way a customer goes: "
        + "Ask for `persona` or for `known` data: `when persona is NAME`, `when known has email_address`."
    ),
    (
      "leads to Pay when Explorer",
      "`Explorer` is nothing that decides which way a customer goes: Did you mean `persona is Explorer`?"
    ),
    (
      "leads to Pay when email_address",
      "`email_address` is nothing that decides which way a customer goes: Did you mean `known has email_address`?"
    ),
    (
      "cost €1.200",
      "`€1.200` is between 1 and 2: the point divides, and the comma groups: "
        + "For thousands write `€1,200`; else write two decimals."
    ),
    ("expect lower(3) is \"x\"", "`lower` takes a text, and this is a number: For example: `lower(name)`"),
    (
      "expect sum(touchpoints.name) > 3",
      "`sum` takes numbers, shares, time spans or amounts, and this is a text: For example: `sum(touchpoints.wait)`"
    ),
    (
      "expect round(\"2.4\") > 2",
      "`round` takes a number, a share, a time span or an amount, and this is a text: "
        + "For example: `round(average(touchpoints.effort), 1)`"
    ),
    // Nobody says `takes` here: the mistake is there all the same.
    ("expect takes > 5", "A time span and a number cannot be compared: Give the number a unit: `5 min`."),
    (
      "let store = 3",
      "`store` is the name of a channel and cannot be a variable too: Choose another word, for example `my-store`."
    ),
  ])
  func `what cannot be meant is said once, with what to write`(line: String, message: String) {
    #expect(said(line) == [message])
  }

  @Test(arguments: [
    "leads to Pay when persona is Explorer", "leads to Pay when known has email_address",
    "leads to Pay when not (persona is Explorer)", "expect wait < 10 min", "expect takes < 5 min",
    "expect all(touchpoints where wait < 10 min)", "expect all(touchpoints where takes < 10 min)",
    "cost €0.002 per message", "cost €1.20",
    "expect Buying.strength >= 0%", "let shop = 3; expect shop is 3",
  ])
  func `what can be meant is not remarked on`(line: String) {
    #expect(said(line) == [])
  }

  @Test func `one member that fails settles all, whatever the others do not say`() {
    #expect(said("expect all(touchpoints where wait < 5 min)").count == 1)
  }

  @Test func `a journey's own item that hides a shared one gives a hint`() {
    let findings = Script.findings(in: "channel web\njourney J\n  channel web\n")
    #expect(findings.map { "\($0.severity) \($0.title)" } == ["info Channel web hides the one that all journeys share"])
  }

  @Test func `what a let says wrongly is said, even where it is first asked for ahead of its line`() {
    let findings = Script.findings(
      in: """
        journey J
          let limit = 5 min + 3
          stage S
            touchpoint A
              note "{count(touchpoints where wait > limit)}"
            touchpoint B
              wait limit

        """)
    #expect(findings.map(\.code) == ["wrong-kind-of-value"])
  }
}
