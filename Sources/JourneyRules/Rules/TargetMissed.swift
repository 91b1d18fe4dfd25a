import JourneyModel
import JourneySyntax

extension Rule {
  /// An outcome that fewer customers come to than the journey sets out to bring there.
  public static let targetMissed: Rule = Rule(
    "target-missed", .error,
    flags:
      "an outcome that is less likely than its `target`, or a failure that is likelier, by the shares of the arrows",
    because: "a plan whose own figures do not add up to its goal will miss it however well it is carried out",
    source:
      "Anderl, Becker, von Wangenheim and Schumann, Mapping the Customer Journey, 2016 (journeys as Markov chains)",
    needsWholeJourney: true,
    bad: [
      """
      journey Phone
        outcome Bought, success
          ↓target 5%
        stage Purchase
          touchpoint Advert
            leads to Checkout for 10%
            leads to exit
          touchpoint Checkout
            leads to Bought for 40%
            leads to exit
      """,
      """
      journey Phone
        outcome Bought, success
        outcome Lost, failure
          ↓target 10%
        stage Purchase
          touchpoint Checkout
            leads to Bought
            leads to Lost for 11%
      """,
      """
      journey Phone
        outcome Fan, success
          ↓target 50%
        stage Purchase
          touchpoint Checkout
            leads to Fan for 49.9%
            leads to exit
      """,
    ],
    good: [
      """
      journey Phone
        outcome Bought, success
          target 4%
        stage Purchase
          touchpoint Advert
            leads to Checkout for 10%
            leads to exit
          touchpoint Checkout
            leads to Bought for 40%
            leads to exit
      """,
      """
      journey Phone
        outcome Bought, success
          target 100%
        stage Purchase
          touchpoint Form
            leads to Form for 50%
            leads to Bought for 50%
      """,
      """
      journey Phone
        outcome Bought, success
          target 40%
        stage Purchase
          touchpoint Advert
            leads to Checkout for 80%
            leads to exit
          touchpoint Checkout
            leads to Bought
            leads to exit
      """,
      """
      journey Phone
        outcome Bought, success
          target 40%
        stage Awareness
          touchpoint Advert
            leads to Bought for 40%
            leads to exit
        stage Care
          touchpoint Question
      """,
    ]
  ) { journey in
    let model = journey.model
    let targets = model.visible(.outcome, in: journey.journey).compactMap { outcome -> (ItemID, Rational)? in
      guard case .share(let target) = model.value(.target, of: outcome) else { return nil }
      return (outcome, target)
    }
    guard !targets.isEmpty, journey.saysShares else { return [] }
    return journey.figures(for: .targetMissed) { analysis throws(FlowProblem) in
      let losses = analysis.losses
      var findings: [Finding] = []
      for (outcome, target) in targets {
        let share = try analysis.probability(of: [outcome])
        let name = model.reference(to: outcome)
        // Of a failure the target is the most that one would bear.
        if model.has(.failure, outcome) {
          guard share > target.double + 1e-9 else { continue }
          findings.append(
            journey.finding(
              .targetMissed, on: outcome,
              "\(Value.percent(share, unlike: target.double)) of customers come to \(name), and at most "
                + "\(Value.share(target).text()) are meant to" + journey.assumed(analysis, .outcomes([outcome])),
              at: model.place(of: .target, in: outcome),
              help: "Lower a share on the way there, or raise the target."))
          continue
        }
        guard share < target.double - 1e-9 else { continue }
        let worst = losses.max { ($0.value, $1.key) < ($1.value, $0.key) }
        let place = worst.map { "most are lost at \(model.reference(to: $0.key)), \(Value.percent($0.value)) of all" }
        findings.append(
          journey.finding(
            .targetMissed, on: outcome,
            "\(Value.percent(share, unlike: target.double)) of customers come to \(name), and its target is \(Value.share(target).text())"
              + journey.assumed(analysis, .outcomes([outcome])),
            at: model.place(of: .target, in: outcome),
            help: "Raise a share on the way there\(place.map { " (\($0))" } ?? ""), or lower the target."))
      }
      return findings
    }
  }
}
