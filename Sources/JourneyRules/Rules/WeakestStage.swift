import JourneyModel
import JourneySyntax

extension Rule {
  /// A stage that is much weaker than the others.
  public static let weakestStage: Rule = Rule(
    "weakest-stage", .info, isRecommended: false,
    flags: "the weakest stage, where it is far below the mean of the journey's stages",
    because: "a journey is as strong as its weakest stage: what was invested before it is lost there",
    source: "Rawson, Duncan and Jones, The Truth About Customer Experience, 2013",
    parameters: [Parameter("points", 20, "percentage points below the mean from which it is said")],
    needsWholeJourney: true,
    bad: [
      """
      journey Phone
        stage Awareness
          touchpoint Advert
            strength 60%
        ↓stage Purchase
          touchpoint Checkout
            strength 20%
      """,
      """
      journey Phone
        stage Awareness
          touchpoint Advert
            strength 60%
        stage Consideration
          touchpoint Visit
            strength 60%
        ↓stage Purchase
          touchpoint Checkout
            strength 29%
      """,
    ],
    good: [
      """
      journey Phone
        stage Awareness
          touchpoint Advert
            strength 60%
        stage Purchase
          touchpoint Checkout
            strength 22%
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            strength 10%
        stage Service
          touchpoint "Market study"
            purpose research
            strength 60%
      """,
    ]
  ) { journey in
    let model = journey.model
    // One in which nothing happens has its own finding.
    let stages = journey.journey.stages.filter { !journey.interactions(of: $0).isEmpty }
    let strengths = stages.map { model.strength(ofStage: $0) }
    guard stages.count > 1, let weakest = strengths.min(), let number = strengths.firstIndex(of: weakest) else {
      return []
    }
    let mean = strengths.reduce(0, +) / Double(strengths.count)
    guard ((mean - weakest) * 100).rounded() >= Double(journey.parameter("points", of: .weakestStage)) else {
      return []
    }
    return [
      journey.finding(
        .weakestStage, on: stages[number],
        "Stage \(model.reference(to: stages[number])) limits the journey: \(percent(weakest)), where the mean is "
          + percent(mean),
        help: advice(journey.interactions(of: stages[number]), journey))
    ]
  }
}
