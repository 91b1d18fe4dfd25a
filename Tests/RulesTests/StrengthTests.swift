import JourneyModel
import JourneyRules
import JourneySyntax
import Testing

/// The strength model: what adds, what takes, and how strengths combine.
struct StrengthTests {
  /// Lines that add a quality to the touchpoint below, each by itself.
  static let qualities = [
    "purpose advise", "uses interest", "owner \"Shop team\"", "measure \"visits\"", "evidence \"Survey\", 2026-05-01",
  ]

  @Test(arguments: 0..<(1 << 5))
  func `adding a quality never lowers a strength`(set: Int) {
    let chosen = StrengthTests.qualities.indices.filter { set >> $0 & 1 == 1 }.map { StrengthTests.qualities[$0] }
    let before = strength(of: chosen)
    for quality in StrengthTests.qualities where !chosen.contains(quality) {
      #expect(strength(of: chosen + [quality]) >= before)
    }
    #expect((0...1).contains(before))
  }

  @Test(arguments: StrengthWeights.Quality.allCases, [Int.min, -20, 0, 7, 100, .max])
  func `whatever the weights, a quality never lowers a strength`(weighed: StrengthWeights.Quality, weight: Int) {
    var weights = StrengthWeights()
    weights[weighed] = weight
    var chosen = ["effort 7", "emotion -2"]
    var before = strength(of: chosen, weights)
    for quality in StrengthTests.qualities {
      chosen.append(quality)
      let after = strength(of: chosen, weights)
      #expect(after >= before && (0...1).contains(after))
      before = after
    }
  }

  @Test func `a weight moves the sum, its lines and every strength that rests on it alike`() {
    var weights = StrengthWeights()
    weights[.purpose] = 50
    weights[.human] = 5
    let model = model(["purpose advise"], weights)
    let touchpoint = model.journeys[0].touchpoints[0]
    #expect(model.strengthParts(of: touchpoint).map(\.points) == [50, 15, 5])
    #expect(model.strengths.of(touchpoint) == 0.7)
    #expect(abs(model.strength(ofStage: model.journeys[0].stages[0]) - 0.7) < 1e-12)
    #expect(model.value(of: "count(touchpoints where strength is 70%)").0 == .number(Rational(1)))
  }

  @Test func `the order of lines does not matter`() {
    let lines = StrengthTests.qualities + ["effort 6", "emotion -1"]
    #expect(strength(of: lines) == strength(of: lines.reversed()))
  }

  @Test func `a strength is the sum of its parts, kept between 0 and 100 percent`() {
    let model = model(["purpose advise", "emotion -2", "effort 7"])
    let touchpoint = model.journeys[0].touchpoints[0]
    let sum = model.strengthParts(of: touchpoint).reduce(0) { $0 + $1.points }
    #expect(sum == 30 + 15 + 15 - 20 - 15)
    #expect(model.strengths.of(touchpoint) == Double(sum) / 100)
  }

  @Test func `what the script says of a strength counts instead of the sum`() {
    #expect(strength(of: ["strength 70%", "purpose advise"]) == 0.7)
  }

  @Test func `a second touchpoint helps less than the first`() {
    #expect(abs(Strengths.combined([0.5]) - 0.5) < 1e-12)
    #expect(abs(Strengths.combined([0.5, 0.5]) - 0.75) < 1e-12)
    #expect(Strengths.combined([Double]()) == 0)
  }

  @Test func `a second channel helps a stage more than a second message on the same one`() {
    func stage(_ second: String) -> Double {
      let text = """
        journey J
          channel a
          channel b
          stage S
            touchpoint One on a
              strength 40%
            touchpoint Two on \(second)
              strength 40%
        """
      let (model, _) = Model.evaluating(Tree(Source(name: "t", text: text)))
      return model.strength(ofStage: model.journeys[0].stages[0])
    }
    #expect(abs(stage("a") - 0.4) < 1e-9)
    #expect(abs(stage("b") - 0.64) < 1e-9)
  }

  private func strength(of lines: [String], _ weights: StrengthWeights = StrengthWeights()) -> Double {
    let model = model(lines, weights)
    return model.strengths.of(model.journeys[0].touchpoints[0])
  }

  private func model(_ lines: [String], _ weights: StrengthWeights = StrengthWeights()) -> Model {
    let text = """
      journey J
        channel store
          mode human
          two-way
        stage S
          touchpoint T on store
      \(lines.map { "      " + $0 }.joined(separator: "\n"))
      """
    let (model, findings) = Model.evaluating(Tree(Source(name: "t", text: text)), weights: weights)
    #expect(findings.map(\.title) == [])
    return model
  }
}
