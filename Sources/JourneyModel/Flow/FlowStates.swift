import JourneySyntax

/// How a journey ends for a customer.
public enum Ending: Hashable, Sendable {
  /// In an outcome.
  case outcome(ItemID)
  /// By `exit`.
  case exit
  /// With those of whom the shares of a touchpoint do not say where they go.
  case dropout
  /// At a touchpoint from which no arrow leads on: neither success nor failure.
  case stop
  /// In a loop that nobody leaves.
  case endless
}

/// Something that an analysis rests on, and that the script does not say.
public enum FlowAssumption: Hashable, Sendable {
  /// Customers split evenly over the entries that say no share.
  case entries
  /// Customers split evenly over the arrows that say no share.
  case arrows(ItemID)
  /// A journey without arrows goes from stage to stage, through any one touchpoint of each.
  case stages
  /// The shares of personas do not add up to 100%, or are not said.
  case personas
  /// A condition that cannot be decided is taken as met.
  case condition(ItemID)
}

/// Why there are no figures.
public enum FlowProblem: Error, Hashable, Sendable {
  case empty
  /// The shares of a touchpoint's arrows are above 100%.
  case sharesAbove100(ItemID)
  /// Touchpoints, data and counters combine to more states than the limit.
  case tooManyStates(Int)
  /// Loops within loops that take more work than the limit allows.
  case tooEntangled
}

/// The states of a journey for some customers: where they are, with what is known of them and how often they took arrows
/// that are limited.
///
/// Data counts as far as a condition asks for it, and an arrow is counted as far as `at most` limits it. So most
/// journeys have one state for each touchpoint.
struct FlowStates: Sendable {
  private(set) var chain = Chain()
  /// The touchpoint of each state; nothing for those between two stages.
  private(set) var touchpoints: [ItemID?] = []
  /// The shares of customers who begin in each state.
  private(set) var begins: [Double] = []
  /// The states from which customers end, with how and the share of those there.
  private(set) var endings: [(state: Int, ending: Ending, share: Double)] = []
  private(set) var assumptions: Set<FlowAssumption> = []

  /// What is known of customers, and how often they took each limited arrow: by the numbers of data and arrows in what
  /// surrounds them.
  private struct Context: Hashable {
    var known: UInt64 = 0
    var counts: [Int32] = []
  }

  /// What does not change while states are found.
  private struct Surroundings {
    let model: Model
    let journey: Model.JourneyContents
    let persona: ItemID?
    let limit: Int
    /// The data that conditions ask for, at most as many as a word has bits.
    let asked: [String]
    /// The arrows that are limited, with their numbers among these.
    let limited: [Int: Int]
    var conditions: ConditionReader

    /// The data behind the bits of a word.
    func names(_ known: UInt64) -> [String] { asked.indices.filter { known & 1 << $0 != 0 }.map { asked[$0] } }

    /// The bits of what an item says, by `captures` or `knows`, as far as it is asked for.
    func bits(_ attribute: Attribute, of item: ItemID) -> UInt64 {
      guard !asked.isEmpty, model.mentions(attribute, item) else { return 0 }
      return model.value(attribute, of: item).elements.reduce(0) { bits, data in
        asked.firstIndex(of: data.string?.lowercased() ?? "").map { bits | 1 << $0 } ?? bits
      }
    }
  }

  private var contexts: [Context] = []
  private var contextNumbers: [Context: Int32] = [:]
  private var numbers: [Int: Int32] = [:]
  private var plain: [Int32]
  private let first: Int
  private var pending: [(touchpoint: ItemID, context: Int32)] = []

  /// Finds the states of a journey for a persona, or for everybody where they do not differ.
  init(_ model: Model, _ journey: Model.JourneyContents, _ flow: Flow, for persona: ItemID?, limit: Int)
    throws(FlowProblem)
  {
    first = journey.touchpoints.first?.index ?? 0
    plain = [Int32](repeating: -1, count: (journey.touchpoints.last?.index ?? first - 1) - first + 1)
    let asked = FlowStates.askedData(model, journey).sorted()
    guard asked.count <= UInt64.bitWidth else { throw .tooManyStates(limit) }
    var around = Surroundings(
      model: model, journey: journey, persona: persona, limit: limit, asked: asked,
      limited: FlowStates.limitedArrows(model, journey), conditions: ConditionReader(model))
    let entries = flow.entries.filter { model.admits(persona, $0) }
    guard !entries.isEmpty else { throw .empty }
    if flow.isStageByStage {
      assumptions.insert(.stages)
      goThroughStages(entries, around)
    } else {
      try follow(entries, &around)
    }
  }

  /// The shares of the entries: what they say, and evenly what is left for the others.
  private mutating func shares(of entries: [ItemID], _ model: Model) -> [Double] {
    let said = entries.map { entry -> Double? in
      if case .share(let share) = model.value(.entry, of: entry) { share.double } else { nil }
    }
    let sum = said.reduce(0) { $0 + ($1 ?? 0) }
    let silent = said.count { $0 == nil }
    if silent > 1 || (silent == 0 && abs(sum - 1) > 1e-9) { assumptions.insert(.entries) }
    let rest = silent > 0 ? max(0, 1 - sum) / Double(silent) : 0
    let shares = said.map { $0 ?? rest }
    let total = shares.reduce(0, +)
    return total > 0 ? shares.map { $0 / total } : shares.map { _ in 1 / Double(shares.count) }
  }

  // MARK: Along arrows

  private mutating func follow(_ entries: [ItemID], _ around: inout Surroundings) throws(FlowProblem) {
    let start = Context(
      known: around.persona.map { around.bits(.knows, of: $0) } ?? 0,
      counts: [Int32](repeating: 0, count: around.limited.count))
    for (entry, share) in zip(entries, shares(of: entries, around.model)) {
      let state = try self.state(entry, number(of: arriving(at: entry, start, around)), around)
      begins[Int(state)] += share
    }
    var next = 0
    while next < pending.count {
      let (touchpoint, context) = pending[next]
      try addRow(of: touchpoint, in: context, next, &around)
      next += 1
    }
  }

  /// What is known after a touchpoint that may capture something.
  private func arriving(at touchpoint: ItemID, _ context: Context, _ around: Surroundings) -> Context {
    Context(known: context.known | around.bits(.captures, of: touchpoint), counts: context.counts)
  }

  private mutating func number(of context: Context) -> Int32 {
    if let number = contextNumbers[context] { return number }
    contexts.append(context)
    contextNumbers[context] = Int32(contexts.count - 1)
    return Int32(contexts.count - 1)
  }

  private mutating func state(_ touchpoint: ItemID, _ context: Int32, _ around: Surroundings) throws(FlowProblem)
    -> Int32
  {
    let place = touchpoint.index - first
    // Context 0 is nearly always the only one.
    if context == 0, plain[place] >= 0 { return plain[place] }
    let key = Int(context) * plain.count + place
    if context > 0, let number = numbers[key] { return number }
    let number = Int32(touchpoints.count)
    guard context == 0 || numbers.count < around.limit else { throw .tooManyStates(around.limit) }
    if context == 0 { plain[place] = number } else { numbers[key] = number }
    touchpoints.append(touchpoint)
    begins.append(0)
    pending.append((touchpoint, context))
    return number
  }

  private mutating func addRow(
    of touchpoint: ItemID, in number: Int32, _ state: Int, _ around: inout Surroundings
  ) throws(FlowProblem) {
    let model = around.model
    let all = model.arrowNumbers(from: touchpoint)
    guard !all.isEmpty else {
      endings.append((state, .stop, 1))
      return chain.endRow(leaving: 1)
    }
    let open = all.filter { isOpen($0, in: number, &around) }
    let said = open.reduce(0.0) { $0 + (model.arrows[$1].share?.double ?? 0) }
    let silent = open.count { model.arrows[$0].share == nil }
    guard said < 1 + 1e-9 else { throw .sharesAbove100(touchpoint) }
    if silent > 1 { assumptions.insert(.arrows(touchpoint)) }
    let rest = max(0, 1 - said)
    var leaving = 0.0
    if silent == 0, rest > 1e-12 {
      endings.append((state, .dropout, rest))
      leaving += rest
    }
    for arrow in open {
      let share = model.arrows[arrow].share?.double ?? rest / Double(silent)
      guard share > 0 else { continue }
      switch model.arrows[arrow].target {
      case .exit:
        endings.append((state, .exit, share))
        leaving += share
      case .item(let target) where model.kind(of: target) == .outcome:
        endings.append((state, .outcome(target), share))
        leaving += share
      case .item(let target):
        chain.add(try self.state(target, context(after: arrow, to: target, number, around), around), share)
      }
    }
    chain.endRow(leaving: leaving)
  }

  /// The context behind an arrow, which may be counted, at a touchpoint that may capture something.
  private mutating func context(
    after arrow: Int, to target: ItemID, _ number: Int32, _ around: Surroundings
  ) -> Int32 {
    let limited = around.limited[arrow]
    let captured = around.bits(.captures, of: target)
    let before = contexts[Int(number)]
    guard limited != nil || captured & ~before.known != 0 else { return number }
    var context = Context(known: before.known | captured, counts: before.counts)
    if let limited { context.counts[limited] += 1 }
    return self.number(of: context)
  }

  /// Whether an arrow is there for a customer: not taken too often, its condition met, its target not for others.
  private mutating func isOpen(_ arrow: Int, in number: Int32, _ around: inout Surroundings) -> Bool {
    let model = around.model
    if let limited = around.limited[arrow], let limit = model.arrows[arrow].limit {
      guard Rational(Int(contexts[Int(number)].counts[limited])) < limit else { return false }
    }
    guard !model.isOpenToAll(arrow) else { return true }
    if case .item(let target) = model.arrows[arrow].target, !model.admits(around.persona, target) { return false }
    guard model.arrows[arrow].condition != nil else { return true }
    if around.persona != nil, let answer = model.isOpen(arrow, to: around.persona) { return answer }
    let known = contexts[Int(number)].known
    let names = around.names(known)
    if let answer = around.conditions.isMet(arrow, around.persona, known, names) { return answer }
    assumptions.insert(.condition(model.arrows[arrow].from))
    return true
  }

  /// The journey's arrows that can be taken so often and no more, numbered.
  private static func limitedArrows(_ model: Model, _ journey: Model.JourneyContents) -> [Int: Int] {
    var limited: [Int: Int] = [:]
    for touchpoint in journey.touchpoints {
      for arrow in model.arrowNumbers(from: touchpoint) where model.arrows[arrow].limit != nil {
        limited[arrow] = limited.count
      }
    }
    return limited
  }

  /// The data that some condition of the journey may ask for: what its conditions name, or all that is captured where
  /// one asks for more than names.
  private static func askedData(_ model: Model, _ journey: Model.JourneyContents) -> Set<String> {
    var asked: Set<String> = []
    for touchpoint in journey.touchpoints {
      for arrow in model.arrowNumbers(from: touchpoint) where !model.isOpenToAll(arrow) {
        guard let condition = model.arrows[arrow].condition else { continue }
        let tree = model.trees[model[touchpoint].file]
        let nodes = (condition.index..<condition.index + Int(tree[condition].size)).map { NodeID($0) }
        guard nodes.contains(where: { tree.text($0).lowercased() == "known" }) else { continue }
        if nodes.contains(where: { tree[$0].kind == .call }) { return captured(model, journey) }
        for node in nodes where tree[node].kind == .name || tree[node].kind == .text {
          asked.insert(tree.text(node).lowercased().filter { $0 != "\"" })
        }
      }
    }
    return asked.isEmpty ? [] : asked.intersection(captured(model, journey))
  }

  private static func captured(_ model: Model, _ journey: Model.JourneyContents) -> Set<String> {
    var captured: Set<String> = []
    for touchpoint in journey.touchpoints {
      for data in model.value(.captures, of: touchpoint).elements { captured.insert(data.string?.lowercased() ?? "") }
    }
    for persona in model.visible(.persona, in: journey) {
      for data in model.value(.knows, of: persona).elements { captured.insert(data.string?.lowercased() ?? "") }
    }
    return captured
  }

  // MARK: From stage to stage

  /// A state between each two stages, where customers choose among the touchpoints of the next.
  private mutating func goThroughStages(_ entries: [ItemID], _ around: Surroundings) {
    let model = around.model
    let begun = entries.compactMap { model[$0].parent }.max() ?? entries[0]
    var stages = [entries]
    for stage in around.journey.stages where stage > begun {
      let open = model.touchpoints(of: stage).filter { model.admits(around.persona, $0) }
      if !open.isEmpty { stages.append(open) }
    }
    for (place, stage) in stages.enumerated() {
      // The state before a stage stands behind the touchpoints of the stage before.
      let between = Int32(touchpoints.count + stage.count)
      let shares = place == 0 ? self.shares(of: stage, model) : stage.map { _ in 0 }
      for (touchpoint, share) in zip(stage, shares) {
        let state = touchpoints.count
        touchpoints.append(touchpoint)
        begins.append(share)
        if place + 1 < stages.count {
          chain.add(between, 1)
          chain.endRow(leaving: 0)
        } else {
          endings.append((state, .stop, 1))
          chain.endRow(leaving: 1)
        }
      }
      guard place + 1 < stages.count else { return }
      touchpoints.append(nil)
      begins.append(0)
      let next = stages[place + 1]
      for number in next.indices { chain.add(between + 1 + Int32(number), 1 / Double(next.count)) }
      chain.endRow(leaving: 0)
    }
  }
}

/// Decides conditions that rest on what is known of a customer, each question once.
struct ConditionReader {
  private struct Question: Hashable {
    let arrow: Int
    let persona: ItemID?
    let known: UInt64
  }

  private let model: Model
  private var evaluation: Evaluation?
  private var answers: [Question: Bool?] = [:]

  init(_ model: Model) { self.model = model }

  /// Whether an arrow's condition is met; nothing where that cannot be told.
  mutating func isMet(_ arrow: Int, _ persona: ItemID?, _ known: UInt64, _ names: [String]) -> Bool? {
    let question = Question(arrow: arrow, persona: persona, known: known)
    if let answer = answers[question] { return answer }
    if evaluation == nil {
      evaluation = model.names.map { Evaluation(of: model, $0, limits: Limits()) }
      // What is wrong with the conditions was said when their lines were read.
      evaluation?.restraint.isQuiet = true
    }
    let data = Value.list(names.map { .word($0) })
    let answer = evaluation?.isOpen(model.arrows[arrow], to: persona, knowing: data) ?? nil
    answers[question] = .some(answer)
    return answer
  }
}
