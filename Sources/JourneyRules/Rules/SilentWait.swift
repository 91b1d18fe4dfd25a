import JourneyModel
import JourneySyntax

extension Rule {
  /// A long wait in which nobody says where things stand.
  public static let silentWait: Rule = Rule(
    "silent-wait", .warning,
    flags: "a wait of more than two days, or of unknown length, with no touchpoint that says where things stand",
    because: "waiting without knowing feels far longer than waiting that somebody explains",
    source: "Maister, The Psychology of Waiting Lines, 1985",
    parameters: [Parameter("hours", 48, "hours that one may wait without a word")], needsWholeJourney: true,
    bad: [
      """
      journey Phone
        outcome Bought
        stage Purchase
          touchpoint Order
            purpose transact
            ↓wait 49 h
            leads to Delivery
          touchpoint Delivery
            purpose deliver
            leads to Bought
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Order
            purpose transact
            ↓wait unknown
          touchpoint Delivery
            purpose deliver
      """,
    ],
    good: [
      """
      journey Phone
        outcome Bought
        stage Purchase
          touchpoint Order
            purpose transact
            wait 5 days
            leads to Tracking
          touchpoint Tracking
            purpose inform
            leads to Bought
      """,
      """
      journey Phone
        outcome Bought
        stage Purchase
          touchpoint Order
            purpose transact
            wait 48 h
            leads to Bought
      """,
    ]
  ) { journey in
    let model = journey.model
    let longest = Rational(journey.parameter("hours", of: .silentWait) * 3_600)
    return journey.interactionsOfAllStages.compactMap { touchpoint -> Finding? in
      let wait = model.value(.wait, of: touchpoint)
      guard wait == .unknown || wait.magnitude.map({ $0 > longest }) ?? false else { return nil }
      // What comes next may say it; so may one that does not tell its purpose.
      let words = ["inform", "reassure", "support", "remind"]
      let isTold = journey.touchpoints(soonAfter: touchpoint).contains { other in
        other != touchpoint && (journey.purpose(other).map { words.contains($0) } ?? true)
      }
      guard !isTold else { return nil }
      return journey.finding(
        .silentWait, on: touchpoint,
        wait == .unknown
          ? "Nobody knows how long customers wait at \(model.reference(to: touchpoint)), and nobody tells them"
          : "Customers wait \(wait.text()) at \(model.reference(to: touchpoint)), and nobody says where things stand",
        at: model.place(of: .wait, in: touchpoint),
        help: journey.purpose(touchpoint) == "inform"
          ? "It informs before the wait; add a touchpoint that speaks in it: a message (`purpose reassure`)."
          : "Add a touchpoint that does: a status page (`purpose inform`), a message (`purpose reassure`).")
    }
  }
}

extension Examination {
  /// The touchpoints that come next, and those of the stage that they lead on to; without arrows all of the stage.
  fileprivate func touchpoints(soonAfter touchpoint: ItemID) -> [ItemID] {
    let stage = model.parent(of: touchpoint)
    if flow.isStageByStage { return stage.map { interactions(of: $0) } ?? [] }
    var found = next(touchpoint)
    var seen = Set(found)
    var place = 0
    // A stage of hundreds has so many ways that some would tell.
    while place < found.count, found.count < 200 {
      if model.parent(of: found[place]) == stage {
        for target in next(found[place]) where seen.insert(target).inserted { found.append(target) }
      }
      place += 1
    }
    return found
  }
}
