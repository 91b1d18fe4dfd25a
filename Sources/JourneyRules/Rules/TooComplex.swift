import JourneyModel
import JourneySyntax

extension Rule {
  /// A journey that nobody can take in.
  public static let tooComplex: Rule = Rule(
    "too-complex", .warning, isRecommended: false,
    flags: "a journey with more touchpoints, stages or branches than a person can take in",
    because: "a map that nobody can follow is not used, and its errors are not found",
    source: "Mendling, Reijers and van der Aalst, Seven Process Modeling Guidelines, 2010; McCabe, 1976",
    parameters: [
      Parameter("touchpoints", 50, "touchpoints that a journey may have"),
      Parameter("stages", 8, "stages that a journey may have"),
      Parameter("branches", 15, "the cyclomatic number: arrows, less touchpoints and outcomes, and two"),
    ],
    needsWholeJourney: true,
    bad: [
      """
      ↓journey Phone
        stage A
        stage B
        stage C
        stage D
        stage E
        stage F
        stage G
        stage H
        stage I
          touchpoint T
      """,
      """
      ↓journey Phone
        stage A
          touchpoint T
            leads to A1 for 5%; leads to A2 for 5%; leads to A3 for 5%; leads to A4 for 5%; leads to A5 for 5%
          touchpoint A1; leads to A2 for 5%; leads to A3 for 5%; leads to A4 for 5%; leads to A5 for 5%
          touchpoint A2; leads to A3 for 5%; leads to A4 for 5%; leads to A5 for 5%; leads to A1 for 5% again
          touchpoint A3; leads to A4 for 5%; leads to A5 for 5%; leads to A1 for 5% again; leads to A2 for 5% again
          touchpoint A4; leads to A5 for 5%; leads to A1 for 5% again; leads to A2 for 5% again
          touchpoint A5
      """,
    ],
    good: [
      """
      journey Phone
        stage A
        stage B
        stage C
        stage D
        stage E
        stage F
        stage G
        stage H
          touchpoint T
      """,
      """
      journey Phone
        stage A
          touchpoint T
            leads to A1 for 5%; leads to A2 for 5%; leads to A3 for 5%; leads to A4 for 5%; leads to A5 for 5%
          touchpoint A1; leads to A2 for 5%; leads to A3 for 5%; leads to A4 for 5%; leads to A5 for 5%
          touchpoint A2; leads to A3 for 5%; leads to A4 for 5%; leads to A5 for 5%; leads to A1 for 5% again
          touchpoint A3; leads to A4 for 5%; leads to A5 for 5%; leads to A1 for 5% again; leads to A2 for 5% again
          touchpoint A4; leads to A5 for 5%; leads to A1 for 5% again
          touchpoint A5
      """,
    ]
  ) { journey in
    let model = journey.model
    let contents = journey.journey
    let arrows = contents.touchpoints.reduce(0) { $0 + model.arrows(from: $1).count }
    let branches = arrows - contents.touchpoints.count - contents.outcomes.count + 2
    let sizes = [
      (contents.touchpoints.count, "touchpoints"), (contents.stages.count, "stages"), (branches, "branches"),
    ]
    let over = sizes.filter { $0.0 > journey.parameter($0.1, of: .tooComplex) }.map { "\($0.0) \($0.1)" }
    guard !over.isEmpty else { return [] }
    return [
      journey.finding(
        .tooComplex, on: journey.whole, "The journey has \(Suggestion.list(over, "and"))",
        help: "Make two journeys of it, each for one phase or one persona; what they share, they can import.")
    ]
  }
}
