import Foundation
import Testing

/// `journey analyze`: the figures of the flow as a table and in its other forms.
struct AnalyzeTests {
  private let script = """
    journey Phone
      currency EUR
      outcome Bought, success
      outcome Lost, failure
      channel web
      channel store
      stage Awareness
        touchpoint Advert on web
          cost €2 per click
          takes 1 min
          leads to Visit for 20%
          leads to Lost
      stage Purchase
        touchpoint Visit on store
          cost €0
          wait 10 min
          leads to Bought for 25%

    """

  @Test func `the figures are tables, and sentences below them`() throws {
    let folder = try Folder()
    try folder.write("a.journey", script)
    let result = try Command("analyze", "a.journey", in: folder.url, environment: ["COLUMNS": "80"])
    #expect(result.code == 0)
    #expect(
      result.output == """
        a.journey: Phone

        Outcome                 Customers  Mean time  Mean cost
        ───────────────────────────────────────────────────────
        Bought         success         5%     11 min         €2
        Lost           failure        80%      1 min         €2
        leave, unsaid                 15%

        Touchpoint  Stage      Visits by 100  Lost there  Success lost without
        ──────────────────────────────────────────────────────────────────────
        Advert      Awareness            100         80%                  100%
        Visit       Purchase              20         15%                  100%

        Channel  Visits by 100  Success lost without
        ────────────────────────────────────────────
        web                100                  100%
        store               20                  100%

        A customer costs €2, and each that comes to a success €40.
        The likeliest way to Bought, 5% of customers: Advert → Visit

        """)
  }

  @Test func `a simulation says what it found beside what is exact`() throws {
    let folder = try Folder()
    try folder.write("a.journey", script)
    let result = try Command(
      "analyze", "a.journey", "--simulate", "10000", "--seed", "3", in: folder.url, environment: ["COLUMNS": "80"])
    #expect(result.code == 0)
    #expect(result.output.contains("10000 customers walked, with seed 3."))
    let again = try Command(
      "analyze", "a.journey", "--simulate", "10000", "--seed", "3", in: folder.url, environment: ["COLUMNS": "80"])
    #expect(result.output == again.output)
  }

  @Test func `a spreadsheet gets a row for each outcome, touchpoint and channel`() throws {
    let folder = try Folder()
    try folder.write("a.journey", script)
    let result = try Command("analyze", "a.journey", "--format", "csv", in: folder.url)
    #expect(
      result.output == """
        file,journey,kind,id,name,stage,share,visits,lost,removal,seconds,cost,currency
        a.journey,Phone,success,bought,Bought,,0.05,,,,660.0,2.0,EUR
        a.journey,Phone,failure,lost,Lost,,0.8,,,,60.0,2.0,EUR
        a.journey,Phone,dropout,,"leave, unsaid",,0.15,,,,,,EUR
        a.journey,Phone,touchpoint,awareness.advert,Advert,Awareness,,1.0,0.8,1.0,,,
        a.journey,Phone,touchpoint,purchase.visit,Visit,Purchase,,0.2,0.15,1.0,,,
        a.journey,Phone,channel,web,web,,,1.0,,1.0,,,
        a.journey,Phone,channel,store,store,,,0.2,,1.0,,,

        """)
  }

  @Test func `what has no figures is said, and the others are shown`() throws {
    let folder = try Folder()
    try folder.write("a.journey", script.replacing("for 20%", with: "for 120 of 100"))
    try folder.write("b.journey", script.replacing("leads to Lost", with: "leads to Lost for 90%"))
    try folder.write("c.journey", script)
    let result = try Command("analyze", ".", in: folder.url)
    #expect(result.code == 1)
    #expect(result.output.contains("c.journey: Phone"))
    #expect(
      result.errors.contains(
        "journey: Phone: The shares of Advert add up to more than 100%, so there are no figures of the flow."))
    #expect(result.errors.contains("what is shown is not complete"))
  }

  @Test(arguments: ["0", "99999999", "-3"])
  func `a simulation has a size`(customers: String) throws {
    let folder = try Folder()
    try folder.write("a.journey", script)
    let result = try Command("analyze", "a.journey", "--simulate=\(customers)", in: folder.url)
    #expect(result.code == 2)
    #expect(result.errors.contains("from 1 to 10,000,000"))
  }
}
