import JourneyModel
import JourneySyntax
import Testing

/// What shapes the table of a list: `show`, `sort by`, `group by` and `first`, in the order in which they stand.
struct QueryTests {
  private static let model = Model.evaluating(
    Tree(
      Source(
        name: "a",
        text: """
          journey Phone
            channel store
            channel email
            stage Search
              phase during
              touchpoint Advert on email
                wait 5 min
                tags spring, Pilot
                pain "Too long", severe, answered by Call
              touchpoint Visit on store
                wait 2 min
                tags pilot
                pain "Crowded", mild
            stage Purchase
              phase before
              touchpoint Call on store, email
                wait 5 min
                cost €2
              touchpoint Basket
                wait unknown
              touchpoint advice on store
                cost $3
          """))
  ).0

  /// The rows of a table as texts.
  private func rows(_ query: String) -> [[String]] {
    let (result, findings) = QueryTests.model.answer(to: query)
    #expect(findings.map(\.title) == [], "\(query)")
    return result.table?.rows.map { $0.map { $0 == .none ? "" : $0.text(in: QueryTests.model) } } ?? []
  }

  private func names(_ query: String) -> [String] { rows("\(query) show name").map { $0[0] } }

  private func problem(_ query: String) -> [String] {
    let (result, findings) = QueryTests.model.answer(to: query)
    #expect(result.table == nil)
    return findings.map { "\($0.code): \($0.title)" }
  }

  // MARK: Order

  @Test func `equal ones stay as they were, and who says nothing comes last either way`() {
    #expect(names("touchpoints sort by wait") == ["Visit", "Advert", "Call", "Basket", "advice"])
    #expect(names("touchpoints sort by wait descending") == ["Advert", "Call", "Visit", "Basket", "advice"])
  }

  @Test func `the last order counts first, and the one before it among equals`() {
    #expect(
      names("touchpoints sort by name descending sort by wait descending") == [
        "Call", "Advert", "Visit", "Basket", "advice",
      ])
  }

  @Test func `names go by the alphabet, words by their own list, items as they are declared`() {
    #expect(names("touchpoints sort by name") == ["Advert", "advice", "Basket", "Call", "Visit"])
    #expect(names("stages sort by phase") == ["Purchase", "Search"])
    #expect(names("stages sort by name") == ["Purchase", "Search"])
    #expect(names("touchpoints sort by stage descending first 3") == ["Call", "Basket", "advice"])
    #expect(names("touchpoints sort by channel") == ["Visit", "advice", "Call", "Advert", "Basket"])
    #expect(names("touchpoints sort by (wait is none) first 2") == ["Advert", "Visit"])
  }

  @Test func `first counts where it stands`() {
    #expect(names("touchpoints first 2 sort by wait") == ["Visit", "Advert"])
    #expect(names("touchpoints sort by wait first 2") == ["Visit", "Advert"])
    #expect(names("touchpoints sort by wait descending first 1") == ["Advert"])
    #expect(names("touchpoints first 100").count == 5)
  }

  // MARK: Groups

  @Test func `an item counts under each of its members, and who has none in the last group`() {
    #expect(
      rows("touchpoints group by channel") == [
        ["email", "2", "Advert, Call"], ["store", "3", "Visit, Call, advice"], ["", "1", "Basket"],
      ])
  }

  @Test func `capitals do not part words`() {
    #expect(rows("touchpoints group by tags show count") == [["spring", "1"], ["Pilot", "2"], ["", "3"]])
  }

  @Test func `behind group by, words speak of all members of the group`() {
    #expect(
      rows("touchpoints group by stage show count, average(wait), count(touchpoints where wait > 2 min), name") == [
        ["Search", "2", "3 min 30 s", "1", "Advert, Visit"], ["Purchase", "3", "5 min", "1", "Call, Basket, advice"],
      ])
    #expect(rows("touchpoints group by stage show stage.phase, max(wait)").map { $0[1] } == ["during", "before"])
  }

  @Test func `a group is sorted and cut like a member, and show may name what it is grouped by`() {
    #expect(
      rows("touchpoints group by channel sort by count descending first 1 show count, channel") == [["3", "store"]])
    #expect(rows("touchpoints show count group by channel sort by channel").map { $0[0] } == ["store", "email", ""])
    #expect(
      rows("touchpoints sort by wait group by stage show name") == [
        ["Search", "Visit, Advert"], ["Purchase", "Call, Basket, advice"],
      ])
  }

  @Test func `the value of a grouped list is its members, each once`() {
    let (result, _) = QueryTests.model.answer(to: "touchpoints group by channel first 2")
    #expect(result.value.text(in: QueryTests.model) == "Advert, Call, Visit, advice")
    #expect(result.table?.keyColumn == 0)
  }

  @Test func `a text of a column is filled in from its member`() {
    #expect(rows("touchpoints show \"{name} in {stage}\" first 1") == [["Advert in Search"]])
  }

  // MARK: Other lists

  @Test func `pains make tables too`() {
    #expect(rows("touchpoints.pains sort by severity descending show text") == [["Too long"], ["Crowded"]])
    #expect(rows("touchpoints.pains group by severity") == [["severe", "1", "Too long"], ["mild", "1", "Crowded"]])
    #expect(
      rows("touchpoints.pains") == [["Too long", "severe", "Advert", "Call"], ["Crowded", "mild", "Visit", ""]])
  }

  @Test func `a list of plain values has a beginning, and no columns`() {
    #expect(QueryTests.model.value(of: "touchpoints.wait first 2").0.text() == "5 min, 2 min")
    #expect(problem("touchpoints.wait sort by wait").count == 1)
    #expect(problem("touchpoints.name show name").count == 1)
  }

  @Test func `no more rows are made than are wanted`() {
    let (result, _) = QueryTests.model.answer(to: "touchpoints show name", rows: 2)
    #expect(result.table?.rows.count == 2)
    #expect(result.table?.hidden == 3)
    #expect(result.value.elements.count == 5)
  }

  // MARK: Mistakes

  @Test(arguments: [
    ("touchpoints show nmae", "unknown-name: `nmae` is nothing that this journey knows"),
    ("touchpoints where wait > 9 h show nmae", "unknown-name: `nmae` is nothing that this journey knows"),
    ("touchpoints where wait > 9 h sort by nmae", "unknown-name: `nmae` is nothing that this journey knows"),
    ("touchpoints where wait > 9 h group by nmae", "unknown-name: `nmae` is nothing that this journey knows"),
    ("touchpoints group by channel show nmae", "unknown-name: `nmae` is nothing that this journey knows"),
    ("touchpoints show emotion + 5%", "wrong-kind-of-value: A number and a share do not add"),
    ("touchpoints show phase", "unknown-name: A touchpoint has no `phase`; a stage does"),
    ("touchpoints show count", "unknown-name: `count` is nothing that this journey knows"),
    ("touchpoints sort by cost", "currency-mismatch: Amounts in EUR and USD cannot be sorted"),
    (
      "touchpoints sort by if(wait > 2 min, wait, strength)",
      "wrong-kind-of-value: A time span and a share have no order"
    ),
    (
      "touchpoints.pains sort by (answered-by.wait > 3)",
      "wrong-kind-of-value: A time span and a number cannot be compared"
    ),
    ("touchpoints first 0", "out-of-range: `first` takes a whole number from 1, and this is 0"),
    ("touchpoints first -1", "out-of-range: `first` takes a whole number from 1, and this is -1"),
    ("touchpoints first 2.5", "out-of-range: `first` takes a whole number from 1, and this is 2.5"),
    ("touchpoints first 5 min", "wrong-kind-of-value: `first` takes a number, and this is a time span"),
    ("touchpoints order by wait", "unknown-word: `order` is not known here"),
    ("touchpoints sort by wait desc", "unknown-word: `desc` is not known here"),
    ("touchpoints limit 3", "unknown-word: `limit` is not known here"),
    ("touchpoints shwo name", "unknown-word: `shwo` is not known here"),
    ("touchpoints group by wait > 3 min", "unexpected-text: A comparison stands in parentheses here"),
    ("touchpoints show name wait", "missing-comma: The columns are separated by commas"),
    ("select name", "unexpected-text: A question begins with a list or a value"),
    ("show touchpoints", "unexpected-text: A question begins with a list or a value"),
    ("touchpoints please", "unexpected-text: `please` is more than this question takes"),
    ("touchpoints group by stage group by channel", "unexpected-text: `group by` stands twice"),
    ("touchpoints show name show wait", "unexpected-text: `show` stands twice"),
    ("count(touchpoints) show name", "wrong-kind-of-value: Only a list makes a table, and this is a number"),
    (
      "touchpoints group by channel show average(name)",
      "wrong-kind-of-value: `average` takes numbers, shares, time spans or amounts, and this is a text"
    ),
    ("touchpoints group by channel show wait + 1", "wrong-kind-of-value: A list and a number do not add"),
  ])
  func `a clause that cannot be meant is one finding`(query: String, title: String) {
    #expect(problem(query) == [title])
  }

  /// Words of questions put together by chance, a thousand times: each is answered, or told what is wrong with it.
  @Test func `no question is too odd for an answer`() {
    let words = [
      "touchpoints", "stages", "channels", "(", ")", ",", "where", "show", "sort by", "group by", "first", "2", "5 min",
      "€2", "30%", "name", "wait", "channel", "stage", "count", "count(", "average(", "sum(", "max(", "is", ">", "has",
      "in", "not", "and", "or", "+", "*", "/", ".", "descending", "none", "unknown", "\"x\"", "pains", "severity",
      "if(",
      "next", "layers(", "paths(", "probability(", "it", "yes", "evidence", "1 to 2 days", "strength",
    ]
    var state: UInt64 = 7
    func chance(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    var answered = 0
    for _ in 0..<1_000 {
      // Most begin like a question, so that some get beyond the parser.
      var parts = ["touchpoints"]
      for _ in 0..<chance(4) {
        parts += [
          ["show name", "sort by wait", "group by channel", "where", "first 2", "."][chance(6)],
          words[chance(words.count)],
        ]
      }
      for _ in 0..<chance(3) { parts.append(words[chance(words.count)]) }
      let (result, findings) = QueryTests.model.answer(to: parts.joined(separator: " "))
      if findings.isEmpty { answered += 1 }
      for row in result.table?.rows ?? [] { #expect(row.count == result.table?.columns.count) }
    }
    #expect(answered > 50)
  }

  @Test func `a table costs work, and ends where the budget does`() {
    var limits = Limits()
    limits.steps = 60
    let (result, findings) = QueryTests.model.answer(
      to: "touchpoints sort by wait group by channel show name, wait, stage", limits: limits)
    #expect(findings.map(\.code) == ["too-much-work"])
    #expect(result.table == nil)
  }
}
