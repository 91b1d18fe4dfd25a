public import JourneyModel
public import JourneySyntax

/// A rule of the validator: what it flags, why that matters, examples of both, and the check itself.
///
/// All that is ever said of a rule comes from this one value: its findings, `journey explain`, the reference, and the
/// tests, which run every example of every rule. A host's rule is the very same thing.
///
/// A reference to what never changes, since rules are handed around in each check and have many parts.
public final class Rule: Sendable {
  /// The kebab-case name for what it flags; it reads well after `allow`.
  public let name: String
  public let severity: Severity
  /// Whether the profile `recommended` has it; `strict` has every rule, `draft` those that are errors.
  public let isRecommended: Bool
  /// What it flags, in one sentence.
  public let summary: String
  /// Why that matters, in one sentence.
  public let reason: String
  /// The paper, book or practice behind it.
  public let source: String
  /// The title that a script gives a rule of its own; empty for others, whose name says it all.
  public let title: String
  public let parameters: [Parameter]
  /// Scripts that it flags; `↓` stands before what each finding points at.
  public let bad: [String]
  /// Scripts that it passes, some of them just so.
  public let good: [String]
  /// Whether one unreadable line anywhere may change the verdict, so that it waits until all lines can be read.
  public let needsWholeJourney: Bool
  /// Whether only its words are known, from a vocabulary file: it finds nothing, and a waiver for it may be of use.
  public var isDescription: Bool { origin == .description }
  /// Whether a script declares it.
  public var isDeclared: Bool { origin == .script }
  private let origin: Origin
  private let check: @Sendable (Examination) -> [Finding]

  /// Where a rule comes from: a program, Journey among them, a script, or a file that only describes it.
  enum Origin { case program, script, description }

  /// A figure that a project may set.
  public struct Parameter: Sendable {
    /// What a figure counts: things, or hundredths, which a script writes as `40%`.
    public enum Unit: Sendable { case number, percent }

    public let name: String
    public let value: Int
    public let unit: Unit
    /// What it may be set to.
    public let range: ClosedRange<Int>
    public let summary: String

    /// A figure with its default; a percentage lies between 0 and 100.
    public init(
      _ name: String, _ value: Int, _ summary: String, unit: Unit = .number, in range: ClosedRange<Int>? = nil
    ) {
      self.name = name
      self.value = value
      self.unit = unit
      self.range = range ?? (unit == .percent ? 0...100 : 0...100_000)
      self.summary = summary
    }

    /// A figure as a script writes it.
    public func text(_ value: Int) -> String { unit == .percent ? "\(value)%" : "\(value)" }
  }

  /// A rule with everything that there is to say of it.
  public convenience init(
    _ name: String, _ severity: Severity, isRecommended: Bool = true, flags summary: String, because reason: String,
    source: String, title: String = "", parameters: [Parameter] = [], needsWholeJourney: Bool = false,
    bad: [String], good: [String], check: @escaping @Sendable (Examination) -> [Finding]
  ) {
    self.init(
      .program, name, severity, isRecommended: isRecommended, flags: summary, because: reason, source: source,
      title: title, parameters: parameters, needsWholeJourney: needsWholeJourney, bad: bad, good: good, check: check)
  }

  init(
    _ origin: Origin, _ name: String, _ severity: Severity, isRecommended: Bool = true, flags summary: String,
    because reason: String, source: String, title: String, parameters: [Parameter] = [], needsWholeJourney: Bool,
    bad: [String], good: [String], check: @escaping @Sendable (Examination) -> [Finding]
  ) {
    self.origin = origin
    self.name = name
    self.severity = severity
    self.isRecommended = isRecommended
    self.summary = summary
    self.reason = reason
    why = Rule.sentence(reason)
    self.source = source
    self.title = title
    self.parameters = parameters
    self.needsWholeJourney = needsWholeJourney
    self.bad = bad
    self.good = good
    self.check = check
  }

  /// What the rule finds in a journey.
  public func findings(in examination: Examination) -> [Finding] { check(examination) }

  /// The reason as a sentence of its own.
  public let why: String

  /// Some words as a sentence: with a capital and a full stop, where they have none.
  public static func sentence(_ words: String) -> String {
    guard let last = words.last else { return "" }
    return words.prefix(1).uppercased() + words.dropFirst() + (".!?…".contains(last) ? "" : ".")
  }

  /// The default of a parameter. A check asks its examination instead, which knows what the project has set.
  public func parameter(_ name: String) -> Int { parameters.first { $0.name == name }?.value ?? 0 }
}

/// One journey as rules look at it.
///
/// A reference to what never changes: each rule hands it on, and a model has many parts.
public final class Examination: Sendable {
  public let model: Model
  public let journey: Model.JourneyContents
  public let flow: Flow
  /// The lines of the script that edits may change; nothing where the journey stands in another file.
  let lines: ScriptLines?
  /// The stages' interactions and the channels of those, in the order of stages.
  private let interactions: [[ItemID]]
  private let channels: [[ItemID]]
  /// The figures that the project has set, by rule and name.
  private let parameters: [String: [String: Int]]
  let memo = FlowMemo()
  /// The date that the host gives; without one, nothing is known to be long ago.
  public let today: Day?
  /// What the flow of customers may ask for, and when to end. A rule that takes long asks for their `interruption` as it
  /// goes, and gives up with whatever it has: it is not shown.
  public let limits: Limits

  /// Prepares what several rules ask for.
  public init(
    _ model: Model, _ journey: Model.JourneyContents, parameters: [String: [String: Int]] = [:], today: Day? = nil,
    limits: Limits = Limits()
  ) {
    self.limits = limits.begun
    self.today = today
    self.parameters = parameters
    flow = Flow(model, journey)
    if let id = journey.journey, model.file(of: id) == 0, !journey.isVariant {
      lines = ScriptLines(model.trees[0], below: model[id].node)
    } else {
      lines = nil
    }
    var interactions: [[ItemID]] = []
    var channels: [[ItemID]] = []
    interactions.reserveCapacity(journey.stages.count)
    channels.reserveCapacity(journey.stages.count)
    for stage in journey.stages {
      // A closure over a model copies all its parts.
      let touchpoints = model.interactions(of: stage)
      var onThem: [ItemID] = []
      for touchpoint in touchpoints { onThem += model.channels(of: touchpoint) }
      interactions.append(touchpoints)
      channels.append(onThem.withoutRepeats())
    }
    // Handed over at the end: until then they would be copied.
    self.model = model
    self.journey = journey
    self.interactions = interactions
    self.channels = channels
  }

  /// A figure of a rule: what the project has set, else its default.
  public func parameter(_ name: String, of rule: Rule) -> Int {
    guard let value = parameters[rule.name]?[name], let known = rule.parameters.first(where: { $0.name == name }) else {
      return rule.parameter(name)
    }
    return min(max(value, known.range.lowerBound), known.range.upperBound)
  }

  /// The touchpoints of a stage of this journey that are interactions.
  public func interactions(of stage: ItemID) -> [ItemID] { place(of: stage).map { interactions[$0] } ?? [] }

  /// The channels that a stage's interactions are on, each once, in their order.
  public func channels(of stage: ItemID) -> [ItemID] { place(of: stage).map { channels[$0] } ?? [] }

  /// Where a stage stands among the journey's; they are in the order of their numbers.
  private func place(of stage: ItemID) -> Int? {
    var low = 0
    var high = journey.stages.count
    while low < high {
      let middle = (low + high) / 2
      if journey.stages[middle] < stage { low = middle + 1 } else { high = middle }
    }
    return low < journey.stages.count && journey.stages[low] == stage ? low : nil
  }

  /// A finding of a rule on an item.
  public func finding(
    _ rule: Rule, on item: ItemID, _ title: String, at place: Place? = nil, label: String = "",
    related: [Related] = [], help: String, fix: Fix? = nil
  ) -> Finding {
    Finding(
      rule.name, isRule: true, rule.severity, title, at: place ?? model.place(of: item), label: label,
      related: related + model.additions(behind: item), why: rule.why, help: help, fix: fix,
      item: model.itemReference(item))
  }

  /// One finding for all the places that show the same: on the first, with the others beside it.
  public func grouped(
    _ rule: Rule, on items: [ItemID], _ title: (String) -> String, label: String, help: String
  ) -> [Finding] {
    guard let first = items.first else { return [] }
    let names = Suggestion.list(items.prefix(5).map { model.reference(to: $0) }, "and")
    let more = items.count > 5 ? " and \(items.count - 5) more" : ""
    return [
      finding(
        rule, on: first, title(names + more), label: label,
        related: items.dropFirst().prefix(20).map { Related(model.place(of: $0), label) }, help: help)
    ]
  }
}
