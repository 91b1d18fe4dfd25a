import JourneyModel
import JourneySyntax

extension Rule {
  /// Pains of a stage that nothing answers.
  public static let painUnanswered: Rule = Rule(
    "pain-unanswered", .warning,
    flags: "a pain without an answer: no `answered by`, and no touchpoint right after it that supports or recovers",
    because: "a pain that everybody knows of and nobody answers is where customers leave",
    source: "Richardson, Using Customer Journey Maps to Improve Customer Experience, 2010", needsWholeJourney: true,
    bad: [
      """
      journey Phone
        stage Purchase
          ↓pain "Delivery dates are vague"
          touchpoint Checkout
            purpose transact
        stage Service
          touchpoint Hotline
            purpose support
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            pain "The form is long"
            ↓pain "Card declined without a reason", severe
            leads to Delivery
          touchpoint Delivery
            purpose deliver
      """,
    ],
    good: [
      """
      journey Phone
        stage Purchase
          pain "Delivery dates are vague", answered by Tracking
          touchpoint Checkout
            purpose transact
            pain "Card declined", severe
            leads to Help
          touchpoint Help
            purpose support
          touchpoint Tracking
      """,
      """
      journey Phone
        stage Purchase
          pain "Delivery dates are vague"
          touchpoint Tracking
            purpose reassure
      """,
    ]
  ) { journey in
    let model = journey.model
    var open: [ItemID: [(owner: ItemID, pain: Pain)]] = [:]
    for (owner, pain) in journey.pains where pain.answeredBy == nil {
      let isStage = model.kind(of: owner) == .stage
      // That a touchpoint is there to help is no answer to what hurts at it.
      let after = isStage ? journey.interactions(of: owner) : journey.next(owner).filter { $0 != owner }
      guard !after.contains(where: { journey.isCare($0) }), let stage = isStage ? owner : model.parent(of: owner) else {
        continue
      }
      open[stage, default: []].append((owner, pain))
    }
    guard !open.isEmpty else { return [] }
    let weight = ["severe": 0, "mild": 2]
    return journey.journey.stages.compactMap { stage in
      guard
        let pains = open[stage]?.enumerated().sorted(by: {
          (weight[$0.element.pain.severity ?? ""] ?? 1, $0.offset)
            < (weight[$1.element.pain.severity ?? ""] ?? 1, $1.offset)
        }).map(\.element), let worst = pains.first
      else { return nil }
      let count = pains.count == 1 ? "A pain" : "\(pains.count) pains"
      return journey.finding(
        .painUnanswered, on: worst.owner,
        "\(count) in stage \(model.reference(to: stage)) \(pains.count == 1 ? "has" : "have") no answer: "
          + "“\(Display.plain(worst.pain.text))”\(pains.count == 1 ? "" : " first of all")",
        at: model.place(of: worst.pain),
        related: pains.dropFirst().prefix(20).map { Related(model.place(of: $0.pain), "and this") },
        help:
          "Name what answers it: `pain \"…\", answered by NAME`, or add a touchpoint with `purpose support` or `reassure`.",
        fix: pains.count == 1 ? journey.answering(worst.pain, in: stage) : nil)
    }
  }
}

extension Examination {
  /// Names the one touchpoint of a stage, or else of the journey, that is there to help.
  fileprivate func answering(_ pain: Pain, in stage: ItemID) -> Fix? {
    guard isSmall else { return nil }
    let near = interactions(of: stage).filter(isCare)
    let helping = near.isEmpty ? interactionsOfAllStages.filter(isCare) : near
    guard helping.count == 1, let help = helping.first, let name = targetName(of: help) else { return nil }
    return fix(
      "Name \(model.reference(to: help)) as what answers it",
      lines(of: pain.owner)?.appending(", answered by \(name)", to: pain.node, of: model[pain.owner].node))
  }
}
