import Foundation
import JourneyModel
import JourneySyntax
import Synchronization
import Testing

/// The figures of the flow, against what is known of the same chains by other means.
struct FlowTests {
  private func analysis(_ text: String, limits: Limits = Limits()) throws -> FlowAnalysis {
    let (model, findings) = Model.evaluating(Tree(Source(name: "test", text: text)))
    try #require(findings.allSatisfy { $0.severity != .error }, "\(findings.map(\.title))")
    return try FlowAnalysis(model, model.journeys[0], limits: limits)
  }

  private func twelveChannels() throws -> String {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    return try String(contentsOf: folder.appendingPathComponent("TwelveChannels.journey"), encoding: .utf8)
  }

  private func item(_ name: String, _ analysis: FlowAnalysis, _ kind: ItemKind? = nil) throws -> ItemID {
    let (model, items) = (analysis.model, analysis.model.items.indices.map { ItemID($0) })
    return try #require(items.first { model.name(of: $0) == name && (kind == nil || model.kind(of: $0) == kind) })
  }

  /// The removal effects that solving the same counts by numpy gives.
  private let removals: [(channel: String, effect: Double)] = [
    ("alpha", 0.558399489507747), ("beta", 0.2640385357412368), ("delta", 0.00048199575803897776),
    ("epsilon", 0.0626385822754908), ("eta", 0.3490263318711462), ("gamma", 0.017879974419969358),
    ("iota", 0.4058350044719444), ("kappa", 0.028663386655466416), ("lambda", 0.1340221228097005),
    ("mi", 0.00017994581989433378), ("theta", 0.20601046277037515), ("zeta", 0.039810517817383984),
  ]

  @Test func `published counts of twelve channels give the removal effects that are known for them`() throws {
    var analysis = try analysis(twelveChannels())
    let conversion = try analysis.probability(of: [item("Conversion", analysis)])
    #expect(abs(conversion - 0.2238451355968638) < 1e-9)
    for (channel, effect) in removals {
      let touchpoint = try item("\(channel) touch", analysis)
      let found = try #require(try analysis.removal(of: [touchpoint]))
      #expect(abs(found - effect) < 1e-9, "\(channel): \(found)")
    }
  }

  @Test func `endings add up to everybody`() throws {
    let analysis = try analysis(twelveChannels())
    #expect(abs(analysis.endings.values.reduce(0, +) - 1) < 1e-12)
  }

  /// A walk of `n` touchpoints that goes up for a share and down else: the gambler's ruin.
  private func ruin(_ n: Int, up share: String, down: String) -> String {
    var text = "journey Ruin\n  outcome Top, success\n  outcome Bottom, failure\n  channel web\n  stage All\n"
    for place in 1...n {
      text += "    touchpoint t\(place) on web\n\(place == n / 2 ? "      entry\n" : "")"
      text += "      leads to \(place == n ? "Top" : "t\(place + 1)") for \(share)\n"
      text += "      leads to \(place == 1 ? "Bottom" : "t\(place - 1)") for \(down)\n"
    }
    return text
  }

  @Test(arguments: [(10, "50%", "50%", 1.0), (40, "60%", "40%", 2.0 / 3), (200, "45%", "55%", 55.0 / 45)])
  func `a walk up and down ends as the gambler's ruin does`(n: Int, up: String, down: String, ratio: Double) throws {
    var analysis = try analysis(ruin(n, up: up, down: down))
    let start = Double(n / 2)
    var expected = start / Double(n + 1)
    if ratio != 1 {
      func power(_ exponent: Int) -> Double { (0..<exponent).reduce(1.0) { value, _ in value * ratio } }
      expected = (1 - power(n / 2)) / (1 - power(n + 1))
    }
    let found = try analysis.probability(of: [item("Top", analysis)])
    #expect(abs(found - expected) <= 1e-9 * max(expected, 1e-6), "\(found) for \(expected)")
  }

  @Test func `a way back from the end to the start of a long journey is solved`() throws {
    let count = 20_000
    var text = "journey Long\n  outcome Done, success\n  channel web\n  stage All\n"
    for place in 0..<count {
      text += "    touchpoint t\(place) on web\n\(place == 0 ? "      entry\n" : "")"
      if place + 1 < count {
        text += "      leads to t\(place + 1)\n"
      } else {
        text += "      leads to t0 for 50%\n      leads to Done for 50%\n"
      }
    }
    var analysis = try analysis(text)
    #expect(abs(try analysis.probability(of: [item("Done", analysis)]) - 1) < 1e-12)
    let visits = analysis.visits
    #expect(abs(visits[try item("t7", analysis), default: 0] - 2) < 1e-9)
  }

  @Test func `what is known of a customer decides the way`() throws {
    var analysis = try analysis(
      """
      journey Data
        outcome Reached, success
        channel web
        channel mail
        stage All
          touchpoint Visit on web
            leads to Form for 40%
            leads to Ask
          touchpoint Form on web
            captures email_address
            leads to Ask
          touchpoint Ask on web
            leads to Letter when known has email_address
            leads to exit when not (known has email_address)
          touchpoint Letter on mail
            leads to Reached for 50%
      """)
    #expect(abs(try analysis.probability(of: [item("Reached", analysis)]) - 0.2) < 1e-12)
    #expect(analysis.assumptions == [])
    #expect(abs(analysis.endings[.dropout, default: 0] - 0.2) < 1e-12)
    #expect(abs(analysis.endings[.exit, default: 0] - 0.6) < 1e-12)
  }

  @Test func `an arrow that is limited is taken so often and no more`() throws {
    var analysis = try analysis(
      """
      journey Retries
        outcome Done, success
        outcome Lost, failure
        channel web
        stage All
          touchpoint Start on web
            leads to Try
          touchpoint Try on web
            leads to Try for 50% again at most 2 times
            leads to Done for 20%
            leads to Lost
      """)
    // Before the last try half goes on and 30% is lost; then all who are not done.
    #expect(abs(try analysis.probability(of: [item("Done", analysis)]) - 0.2 * (1 + 0.5 + 0.25)) < 1e-12)
    #expect(abs(analysis.visits[try item("Try", analysis), default: 0] - 1.75) < 1e-12)
    #expect(analysis.endings[.dropout] == nil)
  }

  @Test func `personas go their own ways, by their shares`() throws {
    var analysis = try analysis(
      """
      journey Two
        outcome Done, success
        persona Explorer
          share 60%
        persona Upgrader
          share 40%
        channel web
        channel store
        stage All
          touchpoint Visit on web
            leads to Shop when persona is Explorer
            leads to Club
          touchpoint Shop on store
            leads to Done for 10%
          touchpoint Club on store
            only for Upgrader
            leads to Done for 50%
      """)
    #expect(abs(try analysis.probability(of: [item("Done", analysis)]) - (0.6 * 0.1 + 0.4 * 0.5)) < 1e-12)
  }

  @Test func `a loop that nobody leaves is an ending of its own`() throws {
    var analysis = try analysis(
      """
      journey Round
        outcome Done, success
        channel web
        stage All
          touchpoint Start on web
            leads to Here for 25%
            leads to Done for 75%
          touchpoint Here on web
            leads to There
          touchpoint There on web
            leads to Here
      """)
    #expect(analysis.endings[.endless] == 0.25)
    #expect(try analysis.probability(of: [item("Done", analysis)]) == 0.75)
    #expect(try analysis.probability(of: FlowAnalysis.Goal.touchpoints([item("There", analysis)])) == 0.25)
  }

  @Test func `an outcome on the way counts for all who come by`() throws {
    var analysis = try analysis(
      """
      journey Passing
        outcome Bought, success
        outcome Fan, success
        channel web
        stage All
          touchpoint Shop on web
            leads to Checkout for 30%
            leads to exit
          touchpoint Checkout on web
            reaches Bought
            leads to Shop for 50%
            leads to Fan for 10%
            leads to exit
      """)
    #expect(abs(try analysis.probability(of: [item("Bought", analysis)]) - 0.3) < 1e-12)
    #expect(abs(try analysis.probability(of: [item("Fan", analysis)]) - 0.03 / 0.85) < 1e-12)
    let removal = try #require(try analysis.removal(of: [item("Checkout", analysis)]))
    #expect(removal == 1)
  }

  @Test func `time and cost are those of the ways that arrive`() throws {
    var analysis = try analysis(
      """
      journey Costs
        currency EUR
        outcome Bought, success
        channel web
        stage All
          touchpoint Advert on web
            cost €2 per click
            takes 1 min
            leads to Advert for 50%
            leads to Shop for 10%
            leads to exit
          touchpoint Shop on web
            wait 10 min
            leads to Bought for 50%
            leads to exit
      """)
    let bought = try item("Bought", analysis)
    let passage = try #require(try analysis.passage(to: .outcomes([bought])))
    #expect(abs(passage.share - 0.1) < 1e-12)
    #expect(abs(passage.duration.value - 720) < 1e-9)
    #expect(!passage.duration.isLeast)
    let cost = try #require(passage.cost)
    #expect(abs(cost.value - 4) < 1e-12)
    #expect(cost.isLeast, "the shop does not say what it costs")
  }

  @Test func `a journey without arrows goes from stage to stage, and says so`() throws {
    var analysis = try analysis(
      """
      journey Stages
        outcome Bought, success
        channel web
        stage One
          touchpoint a on web
          touchpoint b on web
        stage Two
          touchpoint c on web
            reaches Bought
          touchpoint d on web
          touchpoint e on web
          touchpoint f on web
      """)
    #expect(abs(try analysis.probability(of: [item("Bought", analysis)]) - 0.25) < 1e-12)
    #expect(analysis.assumptions == [.stages, .entries])
    #expect(analysis.endings == [.stop: 1])
  }

  @Test func `too many states are said to be too many`() throws {
    var text = "journey Wide\n  channel web\n  stage All\n"
    for place in 0..<12 {
      text += "    touchpoint t\(place) on web\n      leads to t\((place + 1) % 12) again at most 9 times\n"
      text += "      leads to t\((place + 5) % 12) again at most 9 times\n"
    }
    var limits = Limits()
    limits.states = 10_000
    #expect(throws: FlowProblem.tooManyStates(10_000)) { try analysis(text, limits: limits) }
  }

  @Test func `loops within loops end when the work is used up`() throws {
    var text = "journey Dense\n  outcome Done, success\n  channel web\n  stage All\n"
    for place in 0..<60 {
      text += "    touchpoint t\(place) on web\n"
      for other in 0..<60 { text += "      leads to t\(other) for 1%\n" }
      text += "      leads to Done\n"
    }
    var limits = Limits()
    limits.elimination = 10_000
    #expect(throws: FlowProblem.tooEntangled) { try analysis(text, limits: limits) }
    var dense = try analysis(text)
    #expect(abs(try dense.probability(of: [item("Done", dense)]) - 1) < 1e-12)
  }

  private let threeWays = """
    journey Ways
      outcome Done, success
      channel web
      stage All
        touchpoint Start on web
          takes 1 min
          leads to Direct for 10%
          leads to Round for 60%
          leads to exit
        touchpoint Direct on web
          leads to Done for 50%
        touchpoint Round on web
          takes 2 min
          leads to Round for 50%
          leads to More for 40%
        touchpoint More on web
          cost €3
          leads to Done for 90%
    """

  @Test func `the shortest way is not the likeliest`() throws {
    let analysis = try analysis(threeWays)
    let goal = FlowAnalysis.Goal.outcomes([try item("Done", analysis)])
    let likeliest = try #require(analysis.likeliestPath(to: goal))
    #expect(likeliest.touchpoints.map { analysis.model.name(of: $0) } == ["Start", "Round", "More"])
    #expect(abs(likeliest.share - 0.6 * 0.4 * 0.9) < 1e-12)
    let shortest = try #require(analysis.shortestPath(to: goal))
    #expect(shortest.touchpoints.map { analysis.model.name(of: $0) } == ["Start", "Direct"])
    #expect(abs(shortest.share - 0.05) < 1e-12)
  }

  @Test func `customers who walk by chance agree with the exact figures, and the same seed walks the same`() throws {
    for text in [threeWays, try twelveChannels()] {
      var analysis = try analysis(text)
      let simulation = Simulation(analysis, customers: 20_000, seed: 7)
      #expect(simulation.customers == 20_000)
      for (ending, share) in analysis.endings {
        let count = simulation.endings[ending, default: 0]
        // Three times the half-width: one time in a billion by chance, and the seed is fixed.
        #expect(abs(Double(count) / 20_000 - share) < 3 * simulation.error(of: count), "\(ending)")
      }
      let success = try analysis.probability(of: analysis.successes)
      #expect(abs(Double(simulation.successes) / 20_000 - success) < 3 * simulation.error(of: simulation.successes))
      #expect(simulation.endings == Simulation(analysis, customers: 20_000, seed: 7).endings)
      #expect(simulation.endings != Simulation(analysis, customers: 20_000, seed: 8).endings)
    }
  }

  @Test func `the times of those who walk have the exact mean`() throws {
    var analysis = try analysis(threeWays)
    let simulation = Simulation(analysis, customers: 100_000, seed: 1)
    let exact = try #require(try analysis.passage(to: .outcomes(analysis.successes)))
    let mean = simulation.durations.reduce(0, +) / Double(simulation.successes)
    #expect(abs(mean / exact.duration.value - 1) < 0.02)
    let cost = simulation.costs.reduce(0, +) / Double(simulation.successes)
    #expect(abs(cost / (exact.cost?.value ?? 0) - 1) < 0.02)
    #expect(Simulation.quantile(0.5, of: simulation.durations) == 180)
  }

  @Test func `a simulation that is stopped counts the walks that are done`() throws {
    let asked = Mutex<Int?>(nil)
    var limits = Limits()
    limits.isCancelled = {
      asked.withLock { asked in
        asked = asked.map { $0 + 1 }
        return asked ?? 0 >= 3
      }
    }
    let analysis = try analysis(threeWays, limits: limits)
    asked.withLock { $0 = 0 }
    let simulation = Simulation(analysis, customers: 50_000, seed: 1)
    #expect(simulation.customers == 2_999)
    #expect(simulation.endings.values.reduce(0, +) == 2_999)
  }

  /// Any journey of some touchpoints gives what solving its equations without any order gives.
  @Test(arguments: 0..<60)
  func `random journeys agree with plain elimination`(seed: Int) throws {
    var random = Random(state: UInt64(seed) &* 977 &+ 1)
    let count = 2 + random.next(14)
    var shares = [[Double]](repeating: [Double](repeating: 0, count: count + 1), count: count)
    var text = "journey Random\n  outcome Done, success\n  channel web\n  stage All\n"
    for from in 0..<count {
      text += "    touchpoint t\(from) on web\n\(from == 0 ? "      entry\n" : "")"
      var rest = 100
      for _ in 0..<random.next(5) + 1 where rest > 1 {
        let share = 1 + random.next(rest - 1)
        rest -= share
        let target = random.next(count + 1)
        shares[from][target] += Double(share) / 100
        text += "      leads to \(target == count ? "Done" : "t\(target)") for \(share)%\n"
      }
    }
    var analysis = try analysis(text)
    let done = try item("Done", analysis)
    #expect(abs(try analysis.probability(of: [done]) - chance(shares, without: nil)) < 1e-9)
    let visits = analysis.visits
    let all = visits.reduce(0) { $0 + $1.value * shares[Int(analysis.model.name(of: $1.key).dropFirst()) ?? 0][count] }
    #expect(abs(all - chance(shares, without: nil)) < 1e-9, "who comes to the last touchpoints goes on from there")
    let gone = 1 + random.next(count - 1)
    let touchpoint = try item("t\(gone)", analysis)
    let without = try analysis.probability(of: [done], without: [touchpoint])
    #expect(abs(without - chance(shares, without: gone)) < 1e-9)
  }

  /// The chance to come from the first place to the last column, by Gauss's elimination with pivots.
  private func chance(_ shares: [[Double]], without gone: Int?) -> Double {
    let count = shares.count
    var rows = shares.enumerated().map { from, row -> [Double] in
      (0...count).map { column in
        if from == gone { return column == from ? 1 : 0 }
        return column == count ? row[count] : (column == from ? 1 : 0) - row[column]
      }
    }
    for column in 0..<count {
      guard let pivot = (column..<count).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }) else { continue }
      rows.swapAt(column, pivot)
      guard abs(rows[column][column]) > 1e-12 else { continue }
      for row in 0..<count where row != column {
        let factor = rows[row][column] / rows[column][column]
        for place in column...count { rows[row][place] -= factor * rows[column][place] }
      }
    }
    return rows[0][count] / rows[0][0]
  }

  /// Marsaglia's xorshift: the same numbers everywhere.
  private struct Random {
    var state: UInt64

    mutating func next(_ limit: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(max(1, limit)))
    }
  }
}
