import Foundation
import Testing

/// `journey query`: an answer in each of its forms, and what is said beside it.
struct QueryTests {
  private let script = """
    journey Phone
      channel store
      channel email
      stage Search
        touchpoint Advert on email
          wait 1 min
      stage Purchase
        touchpoint Visit on store
          wait 10 min
        touchpoint Call on store

    journey Tablet
      stage Browse

    """

  private func ask(_ arguments: String..., script: String? = nil) throws -> Command {
    let folder = try Folder()
    try folder.write("a.journey", script ?? self.script)
    return try Command(["query", "a.journey"] + arguments, in: folder.url, environment: ["COLUMNS": "80"])
  }

  @Test func `the answer is a table`() throws {
    let result = try ask("touchpoints group by channel show count, average(wait)")
    #expect(
      result.output == """
        channel  count  average(wait)
        ─────────────────────────────
        email        1          1 min
        store        2         10 min

        """)
    #expect(result.code == 0)
    #expect(result.errors == "journey: this is Phone, the first of Phone and Tablet; `--journey NAME` asks another\n")
  }

  @Test func `a journey of a file can be named`() throws {
    let result = try ask("stages", "--journey", "tablet")
    #expect(
      result.output == "name    touchpoints  strength\n─────────────────────────────\nBrowse            0        0%\n")
    #expect(result.errors == "")
    let wrong = try ask("stages", "--journey", "Tabelt")
    #expect(wrong.code == 2)
    #expect(wrong.errors == "journey: a.journey: no journey is called Tabelt. There are Phone and Tablet.\n")
  }

  @Test func `a value stands alone, and so do the members of a list`() throws {
    #expect(try ask("max(touchpoints.wait)").output == "10 min\n")
    #expect(try ask("touchpoints.wait").output == "1 min\n10 min\n")
    #expect(try ask("touchpoints where wait > 1 h").output == "nothing\n")
  }

  @Test func `spreadsheets, pages and programs get the same`() throws {
    let query = "touchpoints show name, wait sort by wait descending first 2"
    #expect(try ask(query, "--format", "csv").output == "name,wait (seconds)\nVisit,600\nAdvert,60\n")
    #expect(
      try ask(query, "--format", "markdown").output
        == "| name | wait |\n| --- | ---: |\n| Visit | 10 min |\n| Advert | 1 min |\n")
    let json = try ask(query, "--format", "json").output
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(object["version"] as? Int == 1)
    #expect(object["journey"] as? String == "phone")
    let rows = try #require((object["table"] as? [String: Any])?["rows"] as? [[[String: Any]]])
    #expect(rows.map { $0[1]["seconds"] as? Int } == [600, 60])
  }

  @Test func `a query that cannot be read is the call's fault, and is shown where it is wrong`() throws {
    let result = try ask("touchpoints where wait > 5", "--format", "csv")
    #expect(result.code == 2)
    #expect(result.output == "")
    #expect(
      result.errors.hasSuffix(
        """
        error[wrong-kind-of-value]: A time span and a number cannot be compared
          --> query:1:19
           |
         1 | touchpoints where wait > 5
           |                   ^^^^^^^^
             in:   Phone
             help: Give the number a unit: `5 min`.

        """))
    #expect(try ask("").code == 2)
    #expect(try ask("touchpoints show").code == 2)
  }

  @Test func `an answer from a script with errors says that it may not be complete`() throws {
    let result = try ask("touchpoints.name", script: script.replacing("on email", with: "on emial"))
    #expect(result.code == 1)
    #expect(result.output == "\"Advert\"\n\"Visit\"\n\"Call\"\n")
    #expect(
      result.errors.hasSuffix(
        "journey: what is shown is not complete, `journey check` says why: Checked 1 file: 1 error.\n"))
  }

  @Test func `a scenario is asked like the journey itself`() throws {
    let scenario = script + "scenario \"No email\" of Phone\n  without channel email\n"
    let result = try ask("count(channels)", "--scenario", "No email", script: scenario)
    #expect(result.output == "1\n")
    #expect(try ask("1", "--scenario", "No", script: scenario).code == 2)
  }

  @Test func `a script comes by standard input too, and a path that is none is said`() throws {
    #expect(try Command("query", "-", "count(touchpoints)", input: script).output == "3\n")
    let result = try Command("query", "nowhere.journey", "1")
    #expect(result.code == 2)
    #expect(result.errors == "journey: nowhere.journey: there is no such file or folder\n")
  }
}
