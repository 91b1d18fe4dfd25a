public import JourneyModel
import JourneySyntax

/// The figures of a journey's flow, as `journey analyze` shows them.
public struct FlowReport: Sendable {
  /// An outcome, or a way to end without one.
  public struct Outcome: Sendable {
    /// The machine id; nothing for an ending that is no outcome.
    public let id: String?
    public let name: String
    /// `success`, `failure`, or `neutral`; `exit`, `dropout`, `stop` or `endless` for an ending that is no outcome.
    public let kind: String
    /// The share of customers who come there.
    public let share: Double
    /// What its ways take, where customers come there.
    public let passage: FlowAnalysis.Passage?
    /// Whether the share rests on something that the script does not say.
    public let isAssumed: Bool
  }

  /// A touchpoint or a channel.
  public struct Part: Sendable {
    public let id: String
    public let name: String
    /// The stage of a touchpoint.
    public let stage: String?
    /// How often a customer comes there, on average.
    public let visits: Double
    /// The share of all customers who are lost there; nothing for a channel.
    public let lost: Double?
    /// The share of all success that is lost without it; nothing where there is no success, or it was not computed.
    public let removal: Double?
  }

  /// A way to an outcome.
  public struct Way: Sendable {
    public let outcome: String
    public let isShortest: Bool
    public let touchpoints: [String]
    public let share: Double
    public let persona: String?
  }

  /// The name of the file that the journey was read from.
  public let file: String
  public let id: String
  public let name: String
  public let currency: Currency?
  /// The share of customers who come to any success.
  public let success: Double
  /// What a customer costs on average, whether they come to a success or not; nothing where nothing or several
  /// currencies are said.
  public let cost: FlowAnalysis.Figure?
  public let outcomes: [Outcome]
  public let touchpoints: [Part]
  public let channels: [Part]
  public let ways: [Way]
  /// What the figures rest on, each as the end of a sentence that begins with `assumed that`.
  public let assumptions: [String]
  /// Whether there are too many touchpoints, or too many loops, to take each touchpoint away in turn.
  public let omitsRemovals: Bool

  /// What it costs to bring one customer to a success: what all cost, by the share of those who get there.
  public var costOfSuccess: FlowAnalysis.Figure? {
    guard let cost, success > 0 else { return nil }
    return FlowAnalysis.Figure(value: cost.value / success, isLeast: cost.isLeast)
  }

  /// How many states the touchpoints may be taken away from in turn.
  private static let mostStates = 20_000_000

  /// Puts the figures of an analysed journey together.
  public init(_ given: FlowAnalysis) throws(FlowProblem) {
    var analysis = given
    let (model, journey) = (analysis.model, analysis.journey)
    let whole = journey.journey ?? journey.stages.first ?? ItemID(0)
    file = model.trees[model[whole].file].source.name
    id = model.id(of: whole)
    name = model.name(of: whole)
    currency = analysis.currency
    let successes = analysis.successes
    success = successes.isEmpty ? 0 : try analysis.probability(of: successes)
    cost = analysis.meanCost
    outcomes = try FlowReport.outcomes(&analysis)
    let removals = success > 0 ? FlowReport.removals(of: analysis) : [:]
    omitsRemovals = removals == nil
    touchpoints = FlowReport.touchpoints(analysis, removals ?? [:])
    channels = try FlowReport.channels(&analysis, hasSuccess: success > 0)
    ways = FlowReport.ways(analysis)
    assumptions = analysis.assumptions.map { $0.words(in: model) }
  }

  /// The ways to end that are no outcome, each with its kind and what customers do then.
  static let otherEndings: [(ending: Ending, kind: String, name: String)] = [
    (.exit, "exit", "leave, by exit"), (.dropout, "dropout", "leave, unsaid"), (.stop, "stop", "end with no outcome"),
    (.endless, "endless", "go round for ever"),
  ]

  private static func outcomes(_ analysis: inout FlowAnalysis) throws(FlowProblem) -> [Outcome] {
    let model = analysis.model
    var outcomes: [Outcome] = []
    for outcome in model.visible(.outcome, in: analysis.journey) {
      let kind = model.has(.success, outcome) ? "success" : model.has(.failure, outcome) ? "failure" : "neutral"
      let passage = try analysis.passage(to: .outcomes([outcome]))
      outcomes.append(
        Outcome(
          id: model.id(of: outcome), name: model.name(of: outcome), kind: kind, share: passage?.share ?? 0,
          passage: passage, isAssumed: !analysis.assumptions(behind: .outcomes([outcome])).isEmpty))
    }
    let isAssumed = outcomes.contains { $0.isAssumed }
    let endings = analysis.endings
    for (ending, kind, name) in otherEndings {
      guard let share = endings[ending], share > 0 else { continue }
      outcomes.append(Outcome(id: nil, name: name, kind: kind, share: share, passage: nil, isAssumed: isAssumed))
    }
    return outcomes
  }

  /// What is lost without each touchpoint; nothing where they are too many, or loops take too much work to take each away.
  private static func removals(of given: FlowAnalysis) -> [ItemID: Double]? {
    var analysis = given
    let touchpoints = analysis.journey.touchpoints
    guard touchpoints.count * touchpoints.count <= mostStates else { return nil }
    var removals: [ItemID: Double] = [:]
    for touchpoint in touchpoints {
      guard let loss = try? analysis.removal(of: [touchpoint]) else { return nil }
      removals[touchpoint] = loss
    }
    return removals
  }

  private static func touchpoints(_ analysis: FlowAnalysis, _ removals: [ItemID: Double]) -> [Part] {
    let (model, visits, losses) = (analysis.model, analysis.visits, analysis.losses)
    return analysis.journey.touchpoints.map { touchpoint in
      Part(
        id: model.id(of: touchpoint), name: model.name(of: touchpoint),
        stage: model.parent(of: touchpoint).map { model.name(of: $0) }, visits: visits[touchpoint, default: 0],
        lost: losses[touchpoint, default: 0], removal: removals[touchpoint])
    }
  }

  private static func channels(_ analysis: inout FlowAnalysis, hasSuccess: Bool) throws(FlowProblem) -> [Part] {
    let (model, visits) = (analysis.model, analysis.visits)
    var sums: [ItemID: Double] = [:]
    var alone: [ItemID: Set<ItemID>] = [:]
    for touchpoint in analysis.journey.touchpoints {
      let channels = model.channels(of: touchpoint)
      for channel in channels { sums[channel, default: 0] += visits[touchpoint, default: 0] }
      if channels.count == 1 { alone[channels[0], default: []].insert(touchpoint) }
    }
    var parts: [Part] = []
    for channel in model.visible(.channel, in: analysis.journey) {
      guard let count = sums[channel] else { continue }
      parts.append(
        Part(
          id: model.id(of: channel), name: model.name(of: channel), stage: nil, visits: count, lost: nil,
          removal: hasSuccess ? try analysis.removal(of: alone[channel] ?? []) : nil))
    }
    return parts
  }

  private static func ways(_ analysis: FlowAnalysis) -> [Way] {
    let model = analysis.model
    return model.visible(.outcome, in: analysis.journey).filter { model.has(.success, $0) }.flatMap { outcome in
      let goal = FlowAnalysis.Goal.outcomes([outcome])
      let (likeliest, shortest) = (analysis.likeliestPath(to: goal), analysis.shortestPath(to: goal))
      return [(likeliest, false), (shortest == likeliest ? nil : shortest, true)].compactMap { path, isShortest in
        path.map {
          Way(
            outcome: model.name(of: outcome), isShortest: isShortest,
            touchpoints: $0.touchpoints.map { model.name(of: $0) }, share: $0.share,
            persona: $0.persona.map { model.name(of: $0) })
        }
      }
    }
  }
}
