import JourneyModel
import JourneySyntax

extension Rule {
  /// A journey that is hard work even for those who go the easiest way.
  public static let tooMuchEffort: Rule = Rule(
    "too-much-effort", .warning, isRecommended: false,
    flags: "a journey whose easiest way to success asks too much effort of customers, or too many steps of their own",
    because: "effort drives customers away more surely than delight keeps them",
    source: "Dixon, Freeman and Toman, Stop Trying to Delight Your Customers, 2010: the customer effort score",
    parameters: [
      Parameter("effort", 20, "the sum of `effort` on the easiest way"),
      Parameter("actions", 12, "touchpoints that customers start on the way with the fewest of them"),
    ],
    needsWholeJourney: true,
    bad: [
      """
      journey Phone
        outcome Bought, success
        stage Purchase
          touchpoint Search
            effort 5
            leads to Form for 50%
            leads to Call for 50%
          touchpoint Form
            effort 6
            leads to Papers
          touchpoint Call
            effort 7
            leads to Papers
          touchpoint Papers
            ↓effort 7
            leads to Signature
          touchpoint Signature
            effort 2.5
            leads to Bought
      """,
      """
      ↓journey Phone
        outcome Bought, success
        stage Purchase
          touchpoint T1; reactive; leads to T2
          touchpoint T2; reactive; leads to T3
          touchpoint T3; reactive; leads to T4
          touchpoint T4; reactive; leads to T5
          touchpoint T5; reactive; leads to T6
          touchpoint T6; reactive; leads to T7
          touchpoint T7; reactive; leads to T8
          touchpoint T8; reactive; leads to T9
          touchpoint T9; reactive; leads to T10
          touchpoint T10; reactive; leads to T11
          touchpoint T11; reactive; leads to T12
          touchpoint T12; reactive; leads to T13
          touchpoint T13; reactive; leads to Bought
      """,
    ],
    good: [
      """
      journey Phone
        outcome Bought, success
        stage Purchase
          touchpoint Search
            effort 5
            leads to Form for 50%
            leads to Call for 50%
          touchpoint Form
            effort 6
            leads to Papers
          touchpoint Call
            effort 7
            leads to Papers
          touchpoint Papers
            effort 7
            leads to Signature
          touchpoint Signature
            effort 2
            leads to Bought
      """,
      """
      journey Phone
        outcome Bought, success
        outcome Lost, failure
        stage Purchase
          touchpoint Search
            effort 7
            leads to Form
            leads to Shop
          touchpoint Form
            effort 7
            leads to Papers
          touchpoint Papers
            effort 7
            leads to Bought for 50%
            leads to Lost
          touchpoint Shop
            reaches Bought
      """,
    ]
  ) { journey in
    guard !journey.flow.isStageByStage else { return [] }
    let model = journey.model
    // Tenths, so that efforts are whole; what is not said counts as none, and so it is as much as this at least.
    let hardest = journey.hardestWay { touchpoint in
      model.value(.effort, of: touchpoint).magnitude.map { Int(min(max($0.double, 0), 7) * 10) } ?? 0
    }
    if let hardest, hardest.weight > journey.parameter("effort", of: .tooMuchEffort) * 10 {
      return [journey.finding(ofEffort: hardest)]
    }
    let longest = journey.hardestWay { model.has(.reactive, $0) ? 1 : 0 }
    guard let longest, longest.weight > journey.parameter("actions", of: .tooMuchEffort) else { return [] }
    let steps = longest.way.filter { model.has(.reactive, $0) }
    return [
      journey.finding(
        .tooMuchEffort, on: journey.whole,
        "The journey asks customers to start \(longest.weight) things themselves before they succeed",
        label: "even on the way \(journey.text(of: longest.way, longest.persona))",
        related: steps.prefix(20).map { Related(model.place(of: $0), "started by the customer") },
        help: "Join some of them, or let the brand start them: `proactive`.")
    ]
  }
}

/// A way with the sum of what it takes, and whose it is.
private struct WeighedWay {
  let weight: Int
  let way: [ItemID]
  let persona: ItemID?
}

extension Examination {
  fileprivate func finding(ofEffort hardest: WeighedWay) -> Finding {
    func effort(_ touchpoint: ItemID) -> Rational { model.value(.effort, of: touchpoint).magnitude ?? .zero }
    let said = hardest.way.filter { effort($0) > .zero }.sorted { (effort($1), $0) < (effort($0), $1) }
    let worst = said.first ?? hardest.way[0]
    let sum = Rational(Int128(hardest.weight), over: 10)?.decimal() ?? "?"
    return finding(
      .tooMuchEffort, on: worst,
      "Even the easiest way to success takes an effort of \(sum), the most of it at \(model.reference(to: worst))",
      at: model.place(of: .effort, in: worst), label: "on the way \(text(of: hardest.way, hardest.persona))",
      related: said.dropFirst().prefix(20).map {
        Related(model.place(of: .effort, in: $0), "\(effort($0).decimal()) here")
      },
      help: "Make \(model.reference(to: worst)) easier: ask for less, fill in what is known, or offer a shorter way.")
  }

  /// The easiest way to success of the persona for whom it is hardest; nothing where nobody succeeds.
  fileprivate func hardestWay(_ weight: (ItemID) -> Int) -> WeighedWay? {
    guard journey.touchpoints.contains(where: { weight($0) > 0 }) else { return nil }
    return walkers.compactMap { easiestWay(weight, for: $0) }.max { $0.weight < $1.weight }
  }

  /// The way to success on which the weights of touchpoints add up to least.
  private func easiestWay(_ weight: (ItemID) -> Int, for persona: ItemID?) -> WeighedWay? {
    let (first, count) = (journey.touchpointNumbers.lowerBound, journey.touchpointNumbers.count)
    var best = [(weight: Int, before: ItemID?)](repeating: (.max, nil), count: count)
    // Those to look at next, by the sum up to there: a ring with room for the greatest weight, so nothing is sorted.
    var ring = [[ItemID]](repeating: [], count: 72)
    var pending = 0
    func put(_ touchpoint: ItemID, _ sum: Int, after before: ItemID?) {
      guard sum < best[touchpoint.index - first].weight else { return }
      best[touchpoint.index - first] = (sum, before)
      ring[sum % ring.count].append(touchpoint)
      pending += 1
    }
    for entry in flow.entries where model.admits(persona, entry) { put(entry, weight(entry), after: nil) }
    var sum = 0
    while pending > 0 {
      guard let touchpoint = ring[sum % ring.count].popLast() else {
        sum += 1
        continue
      }
      pending -= 1
      guard best[touchpoint.index - first].weight == sum else { continue }
      if isSuccess(touchpoint, persona) {
        var way = [touchpoint]
        while let before = best[way[way.count - 1].index - first].before { way.append(before) }
        return WeighedWay(weight: sum, way: way.reversed(), persona: persona)
      }
      for number in model.arrowNumbers(from: touchpoint) where isOpen(number, to: persona) {
        guard case .item(let target) = model.arrows[number].target, model.kind(of: target) == .touchpoint,
          model.admits(persona, target)
        else { continue }
        put(target, sum + weight(target), after: touchpoint)
      }
    }
    return nil
  }
}
