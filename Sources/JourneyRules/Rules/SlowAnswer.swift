import JourneyModel
import JourneySyntax

extension Rule {
  /// A wait that is longer than the channel promises.
  public static let slowAnswer: Rule = Rule(
    "slow-answer", .warning,
    flags: "a wait beyond what the channel promises, or beyond what people expect of it",
    because: "a promise that is broken is worse than none, and on some channels people wait minutes, not hours",
    source: "Oldroyd, McElheran and Elkington, The Short Life of Online Sales Leads, 2011; Maister, 1985",
    parameters: [
      Parameter("minutes", 5, "minutes that people wait for a person, where the channel promises nothing"),
      Parameter("chat", 2, "minutes that they wait on a channel named chat"),
      Parameter("email", 1_440, "minutes that they wait on a channel named email"),
    ],
    bad: [
      """
      journey Phone
        channel hotline
          mode human
          answers within 8 min
        stage Purchase
          touchpoint Question on hotline
            ↓wait 9 min
      """,
      """
      journey Phone
        channel chat
        stage Purchase
          touchpoint Question on chat
            ↓wait 3 min
      """,
    ],
    good: [
      """
      journey Phone
        channel hotline
          mode human
          answers within 8 min
        stage Purchase
          touchpoint Question on hotline
            wait 8 min
      """,
      """
      journey Phone
        channel web
          mode digital
        channel counter
          mode physical, human
        stage Purchase
          touchpoint Delivery on web, counter
            wait 3 h
      """,
    ]
  ) { journey in
    let model = journey.model
    return journey.interactionsOfAllStages.compactMap { touchpoint -> Finding? in
      guard let wait = model.value(.wait, of: touchpoint).magnitude else { return nil }
      for channel in model.channels(of: touchpoint) {
        let promise = model.value(.answersWithin, of: channel)
        guard let most = promise.magnitude ?? journey.patience(on: channel), wait > most else { continue }
        // What takes longer than a day is a case that is worked on, and no call that nobody takes.
        if promise.magnitude == nil, most < Rational(3_600), wait > Rational(86_400) { continue }
        let figure = Value.duration(most).text()
        return journey.finding(
          .slowAnswer, on: touchpoint,
          "\(model.reference(to: touchpoint)) keeps customers waiting for \(model.value(.wait, of: touchpoint).text())",
          at: model.place(of: .wait, in: touchpoint),
          related: promise.isKnown
            ? [Related(model.place(of: .answersWithin, in: channel), "promised here")]
            : [Related(model.place(of: channel), "people expect an answer within \(figure) here")],
          help: "Answer within \(figure), or promise what you can keep: `answers within …` below the channel.")
      }
      return nil
    }
  }
}

extension Examination {
  /// How many seconds people wait on a channel that promises nothing; nothing where that is not known.
  fileprivate func patience(on channel: ItemID) -> Rational? {
    switch model.name(of: channel).lowercased() {
    case "chat": return Rational(parameter("chat", of: .slowAnswer) * 60)
    case "email": return Rational(parameter("email", of: .slowAnswer) * 60)
    default:
      let isPhysical = model.value(.mode, of: channel).elements.contains(.word("physical"))
      return model.isHuman(channel) && !isPhysical ? Rational(parameter("minutes", of: .slowAnswer) * 60) : nil
    }
  }
}
