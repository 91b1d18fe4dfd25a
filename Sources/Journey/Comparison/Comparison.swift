public import JourneyModel
public import JourneySyntax

/// What two checked scripts differ in, in the words of the language: what was added, removed and changed, how strong the
/// layers became, where customers get, and which findings came and went.
///
/// Layout, the order of lines and of items, capitals and comments make no difference. A scenario is compared with the
/// journey that it changes as any other two journeys are.
public struct Comparison: Sendable {
  /// The journeys that differ, in the order of the script after; those that went stand at the end.
  public let journeys: [JourneyChange]
  /// What differs among the items that the journeys of a file share.
  public let shared: [ItemChange]
  /// The findings that came, went, or say something else now.
  public let findings: FindingChanges
  /// Why not all was compared, where the host ended it; what is told of journeys then is not the whole.
  public let interruption: Interruption?

  /// Whether there is no difference.
  public var isEmpty: Bool { journeys.isEmpty && shared.isEmpty && findings.isEmpty }

  /// One of the two scripts, as a call names it.
  public struct Side: Sendable {
    public let file: String
    /// The revision in version control; nothing for the file as it is.
    public let revision: String?
    public let scenario: String?
    /// What parameters were set to.
    public let parameters: [String: String]

    /// A script at a revision or as it is, and what was made of it.
    public init(file: String, revision: String? = nil, scenario: String? = nil, parameters: [String: String] = [:]) {
      self.file = file
      self.revision = revision
      self.scenario = scenario
      self.parameters = parameters
    }

    /// The side in words: `phone.journey at main, scenario "No email", market=FR`.
    public var words: String {
      let parts =
        [file + (revision.map { " at \($0)" } ?? "")] + (scenario.map { ["scenario \(Model.reference($0))"] } ?? [])
        + parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      return Display.plain(parts.joined(separator: ", "), limit: 400)
    }
  }

  /// Compares what was with what is.
  public init(of before: Check, with after: Check, limits: Limits = Limits()) {
    let comparing = Comparing(before.model, after.model, limits: limits.begun)
    journeys = comparing.matching.journeys.compactMap { comparing.change(of: $0) }
    shared = comparing.changes(of: comparing.matching.shared)
    findings = FindingChanges(before.findings, after.findings, comparing.matching)
    interruption = comparing.limits.interruption
  }
}

/// How something differs.
public enum ChangeKind: String, Sendable {
  case added, removed, changed
}

/// What was and what is; nothing where it was not, or is no more.
public struct Change<Value: Sendable>: Sendable {
  public let before: Value?
  public let after: Value?

  /// Whether it came, went, or is another one.
  public var kind: ChangeKind { before == nil ? .added : after == nil ? .removed : .changed }
}

extension Change: Equatable where Value: Equatable {}

/// What an item is called.
public struct ComparedItem: Sendable, Hashable {
  public let kind: ItemKind
  /// The machine id.
  public let id: String
  public let name: String
  public let title: String
}

/// An item that came, went or says something else.
public struct ItemChange: Sendable {
  public let item: Change<ComparedItem>
  /// The stages of a touchpoint.
  public let stage: Change<ComparedItem>?
  /// Whether it is the same item under another name, or in another stage.
  public let isRenamed: Bool
  public let isMoved: Bool
  /// The lines that differ; of an item that came or went, all of them.
  public let lines: [LineChange]
}

/// A line of an item that came, went or says something else.
public struct LineChange: Sendable, Hashable {
  public let kind: ChangeKind
  /// What begins the line: `wait`, `leads to Bought`, `pain "Long queue"`.
  public let line: String
  /// What followed, and what follows now; empty where the line ends there, nothing where there is no such line.
  public let before: String?
  public let after: String?
  /// Of a list that has changed, the members that went and those that came.
  public let removed: [String]
  public let added: [String]
}

/// A journey that came, went or differs.
public struct JourneyChange: Sendable {
  public let journey: Change<ComparedItem>
  /// What it is called where it is told: a scenario by the journey that it changes.
  public let name: ComparedItem
  /// Whether it is the same journey under another name; a scenario is called otherwise in any case.
  public let isRenamed: Bool
  /// The journey's own lines that differ.
  public let lines: [LineChange]
  /// The items that differ: outcomes, personas, channels and layers, then each stage with its touchpoints.
  public let items: [ItemChange]
  /// The weakest stage, which limits the journey.
  public let weakest: Change<StrengthOf>
  /// The stages, each with its layers, as they were and are.
  public let stages: [StageStrength]
  /// The share of customers who come to each outcome, and of those who leave otherwise; empty where neither journey has
  /// figures.
  public let outcomes: [OutcomeShare]

  /// Whether its strength differs anywhere, as it is shown.
  public var isStrengthChanged: Bool { weakest.isShown || stages.contains { $0.isChanged } }
}

/// A stage and its strength, from 0 to 1.
public struct StrengthOf: Sendable, Equatable {
  public let stage: ComparedItem
  public let strength: Double
}

/// The strength of a stage before and after.
public struct StageStrength: Sendable {
  public let stage: Change<ComparedItem>
  /// From 0 to 1.
  public let strength: Change<Double>
  public let layers: [LayerStrength]

  /// Whether the stage or one of its layers differs, as it is shown.
  public var isChanged: Bool { strength.isShown || layers.contains { $0.isChanged } }
}

/// How a layer stands in a stage, before and after.
public struct LayerStrength: Sendable {
  /// How a layer stands: a word for it, and its strength from 0 to 1 where any touchpoint belongs to it.
  public struct Standing: Sendable, Equatable {
    public let state: LayerStanding.State
    public let strength: Double?
  }
  public let layer: ComparedItem
  public let standing: Change<Standing>

  /// Whether it differs, as it is shown; where a stage or a layer is new, what is absent from it is no news.
  public var isChanged: Bool {
    guard let before = standing.before, let after = standing.after else {
      return [standing.before, standing.after].compactMap(\.self).contains {
        $0.state != .absent && $0.state != .unknown
      }
    }
    return before.state != after.state || Change(before: before.strength, after: after.strength).isShown
  }
}

/// The share of customers who come to an outcome, before and after.
public struct OutcomeShare: Sendable {
  /// The machine id; nothing for an ending that is no outcome.
  public let id: String?
  public let name: String
  /// `success`, `failure`, or `neutral`; `exit`, `dropout`, `stop` or `endless` for an ending that is no outcome.
  public let kind: String
  /// From 0 to 1.
  public let share: Change<Double>

  /// Whether it differs by more than the noise of floating point.
  public var isChanged: Bool { abs((share.before ?? 0) - (share.after ?? 0)) > 1e-9 }
}

extension Change where Value == Double {
  /// Whether the two differ in whole percent.
  var isShown: Bool {
    guard let before, let after else { return (before == nil) != (after == nil) }
    return (before * 100).rounded() != (after * 100).rounded()
  }
}

extension Change where Value == StrengthOf {
  var isShown: Bool {
    before?.stage.id != after?.stage.id && before?.stage.name != after?.stage.name
      || Change<Double>(before: before?.strength, after: after?.strength).isShown
  }
}
