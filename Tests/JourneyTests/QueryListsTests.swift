import Journey
import Testing

/// Answers to queries for spreadsheets, for pages of text and for terminals: values that calculate, and names that only
/// name.
struct QueryListsTests {
  private func model(_ text: String) -> Model { Model.evaluating(Tree(Source(name: "a", text: text))).0 }

  private func csv(_ query: String, of model: Model) -> [String] {
    let (result, findings) = model.answer(to: query)
    #expect(findings.map(\.title) == [])
    return QueryLists.csv(result, of: model).split(separator: "\n").map(String.init)
  }

  private func markdown(_ query: String, of model: Model) -> [String] {
    QueryLists.markdown(model.answer(to: query).0, of: model).split(separator: "\n").map(String.init)
  }

  private let amounts = """
    journey J
      currency EUR
      channel store
        open 09:00 to 18:00
        at most 3 per week
      stage S
        touchpoint A on store
          wait 2 to 5 min
          cost 1,200.50
          emotion -2
          strength 62.5%
          evidence "Survey", 2026-05-01
        touchpoint B
          wait unknown
          cost €0.10
          important
    """

  @Test func `amounts are plain numbers, and the heading says what they count`() {
    let lines = csv("touchpoints show name, wait, cost, emotion, strength, important", of: model(amounts))
    #expect(
      lines == [
        "name,wait (seconds),cost (EUR),emotion,strength,important", "A,300,1200.5,-2,0.625,no",
        "B,unknown,0.1,,0.15,yes".replacing("0.15", with: "0"),
      ])
    #expect(csv("channels show name, at-most, open", of: model(amounts))[0] == "name,at-most (per week),open")
    #expect(csv("channels show name, at-most, open", of: model(amounts))[1] == "store,3,09:00 to 18:00")
  }

  @Test func `negative numbers stay numbers, whatever a formula begins with`() {
    #expect(csv("touchpoints show emotion * 3 first 1", of: model(amounts)) == ["emotion * 3", "-6"])
    #expect(csv("€2 - €3", of: model(amounts)) == ["value (EUR)", "-1"])
    #expect(csv("(1, \"a\", -2)", of: model(amounts)) == ["value", "1", "a", "-2"])
    #expect(csv("1 min - 2 min", of: model(amounts)) == ["value (seconds)", "-60"])
  }

  @Test func `values of several kinds stand as the script writes them`() {
    let lines = csv("(€2, $3, 5 min)", of: model(amounts))
    #expect(lines == ["value", "€2", "$3", "5 min"])
  }

  @Test(arguments: [
    "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", " =1", "\\t=1", "\\n=1", "＝1", "＋1", "－1", "＠A1",
  ])
  func `what a spreadsheet would run is text`(name: String) {
    let model = model("journey J\n  stage \"S\" \"\(name)\"\n")
    let cell = csv("stages show title", of: model).last ?? ""
    #expect(cell.hasPrefix("'") || cell.hasPrefix("\"'"), "\(cell)")
  }

  @Test func `cells are quoted where they have to be`() {
    let model = model("journey J\n  stage A \"one, two\"\n  stage B \"say \\\"yes\\\"\"\n  stage C \"x;=1\"\n")
    #expect(csv("stages show title", of: model) == ["title", "\"one, two\"", "\"say \"\"yes\"\"\"", "\"x;=1\""])
  }

  @Test func `a line break or a control in a text breaks no row, and steers no terminal`() {
    let model = model("journey J\n  stage A \"one\\ntwo\\u{1B}[31m\\u{202E}x\"\n")
    let (result, _) = model.answer(to: "stages show title")
    for text in [
      QueryLists.csv(result, of: model), QueryLists.markdown(result, of: model),
      QueryText(result, of: model, width: 80).text,
      QueryText(model.answer(to: "stages.title").0, of: model, width: 80).text,
      QueryText(model.answer(to: "join(stages.title)").0, of: model, width: 80).text,
    ] {
      #expect(!text.unicodeScalars.contains("\u{1B}") && !text.unicodeScalars.contains("\u{202E}"))
      #expect(text.contains("one two"))
    }
  }

  @Test func `a page of text gets a table in which names are only names`() {
    let model = model("journey J\n  stage \"a|b\" \"<b>`x`</b> *y*\"\n    lasts 2 days\n")
    #expect(
      markdown("stages show name, title, lasts", of: model) == [
        "| name | title | lasts |", "| --- | --- | ---: |",
        "| a\\|b | \\<b\\>\\`x\\`\\</b\\> \\*y\\* | 2 days |",
      ])
  }

  @Test func `who says nothing is an empty cell, and their group is called none`() {
    let model = model(amounts)
    #expect(
      markdown("touchpoints group by channel show count", of: model).suffix(2) == ["| store | 1 |", "| none | 1 |"])
    #expect(csv("touchpoints show channel", of: model) == ["channel", "store"])
  }
}
