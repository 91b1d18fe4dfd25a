import Journey
import Testing

/// The figures that `journey analyze` shows, where not all can be had.
struct FlowReportTests {
  /// Touchpoints in a circle, of which each also leads to success.
  private func circle(of count: Int, elimination: Int) throws -> FlowReport {
    var text = "journey Round\n  outcome Done, success\n  channel web\n  stage All\n"
    for place in 0..<count {
      text += "    touchpoint t\(place) on web\n      leads to t\((place + 1) % count) for 90%\n      leads to Done\n"
    }
    let model = Model.evaluating(Tree(Source(name: "round", text: text))).0
    var limits = Limits()
    limits.elimination = elimination
    return try FlowReport(try FlowAnalysis(model, model.journeys[0], limits: limits))
  }

  @Test func `where loops take too much work to take each touchpoint away, the other figures are there`() throws {
    let report = try circle(of: 60, elimination: 5_000)
    #expect(report.omitsRemovals)
    #expect(report.success > 0.999_999)
    #expect(report.touchpoints.allSatisfy { $0.removal == nil && $0.visits > 0 })
    #expect(FlowText(report, width: 80).text.contains("too many touchpoints or loops"))
  }

  @Test func `else each touchpoint says what is lost without it`() throws {
    let report = try circle(of: 60, elimination: 1_000_000)
    #expect(!report.omitsRemovals)
    let first = try #require(report.touchpoints[0].removal)
    #expect(first == 1, "all come in at the first one")
    let second = try #require(report.touchpoints[1].removal)
    #expect(second > 0.89 && second < 0.91)
  }
}
