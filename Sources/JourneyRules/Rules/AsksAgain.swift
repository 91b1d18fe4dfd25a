import JourneyModel
import JourneySyntax

extension Rule {
  /// Data that customers have to give twice.
  public static let asksAgain: Rule = Rule(
    "asks-again", .warning,
    flags: "the same data captured by two touchpoints on one way",
    because: "having to say the same thing twice is what customers complain of most when they change channels",
    source: "Dixon, Freeman and Toman, Stop Trying to Delight Your Customers, 2010", needsWholeJourney: true,
    bad: [
      """
      journey Phone
        stage Purchase
          touchpoint Form
            captures phone_number
            leads to Call
          touchpoint Call
            ↓captures phone_number
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Form
            captures first_name, phone_number
            leads to Letter for 50%
            leads to exit for 50%
          touchpoint Letter
            leads to Call
          touchpoint Call
            ↓captures phone_number
      """,
    ],
    good: [
      """
      journey Phone
        stage Purchase
          touchpoint Visit
            leads to Form for 50%
            leads to Call for 50%
          touchpoint Form
            captures phone_number
            leads to exit
          touchpoint Call
            captures phone_number
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Form
            captures phone_number
            leads to Form for 30% again
            leads to Call for 70%
          touchpoint Call
            captures first_name
      """,
    ]
  ) { journey in
    let model = journey.model
    guard !journey.flow.isStageByStage else { return [] }
    let captured = journey.touchpoints(saying: .captures).filter { $0.value.count > 1 }
    let (names, rest) = journey.affordable(captured.keys.sorted(), "pieces of data", for: .asksAgain, walks: 10)
    return rest
      + names.compactMap { data -> Finding? in
        let places = captured[data] ?? []
        for place in places.prefix(10) {
          let later = Set(journey.touchpoints(after: [place]))
          guard let again = places.first(where: { $0 != place && later.contains($0) }) else { continue }
          return journey.finding(
            .asksAgain, on: again,
            "\(model.reference(to: again)) asks for `\(Display.plain(data))`, which \(model.reference(to: place)) has "
              + "captured",
            at: model.place(of: .captures, in: again),
            related: [Related(model.place(of: .captures, in: place), "captured here first")],
            help: "Hand it on: write `uses \(Display.plain(data))` here instead.",
            fix: journey.handingOn(data, to: again, from: places))
        }
        return nil
      }
  }
}

extension Examination {
  /// Uses a piece of data instead of asking for it again, where every way has captured it before.
  fileprivate func handingOn(_ data: String, to touchpoint: ItemID, from places: [ItemID]) -> Fix? {
    let others = places.filter { $0 != touchpoint }
    guard evasion(of: others, to: [touchpoint], lacking: data, unless: { knows(data, $0) }) == nil else { return nil }
    let name = Display.plain(data)
    let title = "Write `uses \(name)` instead"
    if model.value(.captures, of: touchpoint).elements.count == 1, line(of: .uses, in: touchpoint) == nil,
      let captures = line(of: .captures, in: touchpoint)
    {
      return fix(
        title,
        lines(of: touchpoint)?.replacing(captures, by: "uses \(Model.reference(data))", in: model[touchpoint].node))
    }
    return fix(title, removing([data], from: .captures, of: touchpoint), listing(data, in: .uses, of: touchpoint))
  }
}
