import JourneyModel
import JourneyRules
import JourneySyntax
import Testing

/// What is said of messages in a short time holds for every way: all ways of small journeys are walked to compare.
struct ContactPressureTests {
  @Test(arguments: 0..<400)
  func `a burst is found where some way has one, and nowhere else`(seed: Int) throws {
    let network = Network(seed: UInt64(seed))
    let rule = try #require(Rule.named("contact-pressure"))
    let (model, language) = Model.evaluating(Tree(Source(name: "network", text: network.script)))
    #expect(language.map(\.title) == [])
    let found = Validator(rules: [rule]).findings(in: model, besides: language)
    #expect(found.isEmpty == !network.hasBurst, "\(network.script)\n\(found.map(\.label))")
  }

  @Test func `there are enough journeys of both sorts`() {
    let bursts = (0..<400).count { Network(seed: UInt64($0)).hasBurst }
    #expect((100...300).contains(bursts))
  }
}

/// A journey at random on one channel, with a limit, and arrows on and back.
private struct Network {
  private struct Step {
    let target: Int
    /// How often it may be taken if it goes back.
    let turns: Int
  }
  private let hours: [Int]
  private let isMessage: [Bool]
  private let most: Int
  private var steps: [[Step]]

  init(seed: UInt64) {
    var dice = Dice(state: seed)
    let count = 3 + dice.roll(5)
    hours = (0..<count).map { _ in dice.roll(7) * 24 }
    isMessage = (0..<count).map { _ in dice.roll(3) > 0 }
    most = 1 + dice.roll(5)
    steps = (0..<count).map { source in
      (0..<count).filter { _ in dice.roll(4) == 0 }.map { Step(target: $0, turns: $0 > source ? 0 : 1 + dice.roll(3)) }
    }
    // Everything can be come to.
    for source in 0..<count - 1 where !steps[source].contains(where: { $0.target == source + 1 }) {
      steps[source].append(Step(target: source + 1, turns: 0))
    }
  }

  var script: String {
    var lines = ["journey J", "  channel email", "    at most \(most) per week", "  stage S"]
    for place in steps.indices {
      lines += ["    touchpoint T\(place) on email", "      after \(hours[place]) h"]
      if isMessage[place] { lines.append("      proactive") }
      lines += steps[place].map {
        "      leads to T\($0.target)" + ($0.turns > 0 ? " again at most \($0.turns) times" : "")
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Whether some way has more messages in less than a week than the limit allows.
  var hasBurst: Bool { steps.indices.contains { isMessage[$0] && hasBurst(from: $0, messages: 1, hours: 0, back: 0) } }

  private func hasBurst(from place: Int, messages: Int, hours spent: Int, back: Int) -> Bool {
    if messages > most { return true }
    return steps[place].contains { step in
      let spent = spent + hours[step.target]
      guard spent < 7 * 24, step.turns == 0 || back < step.turns else { return false }
      return hasBurst(
        from: step.target, messages: messages + (isMessage[step.target] ? 1 : 0), hours: spent,
        back: back + (step.turns > 0 ? 1 : 0))
    }
  }
}

/// Numbers that look like chance, the same each time.
private struct Dice {
  var state: UInt64

  mutating func roll(_ sides: Int) -> Int {
    state = state &+ 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ mixed >> 31) % UInt64(sides))
  }
}
