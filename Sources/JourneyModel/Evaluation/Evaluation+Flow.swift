import JourneySyntax

/// The functions that ask for the flow of customers.
extension Evaluation {
  /// `probability(Advocate)`, `visits(Checkout)`, `duration(a, b)`, `cost(a, b)`, `removal(email)`, `paths(a, b)`.
  mutating func flow(_ function: Function, _ arguments: [NodeID], _ node: NodeID, _ scope: Scope) -> Value {
    guard isComplete else {
      report(
        .tooEarly, "`\(function.rawValue)` is known only when the whole journey has been read", at: node,
        in: scope.file,
        help: "Ask for it in `expect`.", item: scope.about)
      return .none
    }
    var places: [Place] = []
    for (number, argument) in arguments.enumerated() {
      guard let place = place(argument, function, isLast: number > 0, scope) else { return .none }
      places.append(place)
    }
    if function == .paths { return paths(places[0], places[1], node, scope) }
    guard var analysis = analysis(node, scope) else { return .none }
    goals[LineKey(file: scope.file, node: node)] =
      function == .removal ? .outcomes(analysis.successes) : places[places.count - 1].goal
    // What the work left is, the next question has.
    defer { analyses[scope.number] = analysis }
    do throws(FlowProblem) {
      return try figure(function, places, &analysis)
    } catch {
      report(error, node, scope)
      return .none
    }
  }

  /// What an argument names: outcomes, or the touchpoints that it stands for.
  private enum Place {
    case outcome(ItemID)
    case touchpoints(Set<ItemID>)

    var goal: FlowAnalysis.Goal {
      switch self {
      case .outcome(let id): .outcomes([id])
      case .touchpoints(let ids): .touchpoints(ids)
      }
    }
  }

  private mutating func place(_ argument: NodeID, _ function: Function, isLast: Bool, _ scope: Scope) -> Place? {
    let before = findings.count
    let given = named(argument, Evaluation.kinds(of: function), scope) ?? value(argument, scope)
    if let id = given.itemID {
      switch model.kind(of: id) {
      case .outcome where function == .probability || (isLast && function != .paths): return .outcome(id)
      case .touchpoint: return .touchpoints([id])
      case .stage where function != .removal && function != .probability:
        return .touchpoints(Set(model.touchpoints(of: id)))
      case .channel where function == .removal || function == .visits:
        return .touchpoints(touchpoints(on: id, alone: function == .removal, scope))
      default: break
      }
    }
    // One that means nothing was reported as such.
    guard findings.count == before else { return nil }
    let wanted =
      switch function {
      case .probability: "an outcome or a touchpoint"
      case .visits: "a touchpoint, a stage or a channel"
      case .removal: "a channel or a touchpoint"
      case .paths: "touchpoints or stages"
      default: isLast ? "a touchpoint, a stage or an outcome" : "a touchpoint or a stage"
      }
    report(
      .wrongArguments, "`\(function.rawValue)` takes \(wanted), and this is \(describe(given))", at: argument,
      in: scope.file,
      help: "For example: `\(function.example)`", item: scope.about)
    return nil
  }

  /// The kinds of item that a function asks for, those first that it is mostly asked of; outcomes are named as
  /// touchpoints are.
  private static func kinds(of function: Function) -> [ItemKind] {
    switch function {
    case .removal: [.channel, .touchpoint]
    case .visits: [.touchpoint, .stage, .channel]
    default: [.touchpoint, .stage]
    }
  }

  /// The item that a word or a phrase in quotes names here.
  private mutating func named(_ argument: NodeID, _ kinds: [ItemKind], _ scope: Scope) -> Value? {
    let tree = model.trees[scope.file]
    guard tree[argument].kind == .name || tree[argument].kind == .text else { return nil }
    let name = TextContent.decoded(tree.text(argument))
    let isQuoted = tree[argument].kind == .text && name.count > 1
    guard let symbol = names.symbol(of: isQuoted ? String(name.dropFirst().dropLast()) : name) else { return nil }
    for kind in kinds {
      if let id = lookup(symbol, Evaluation.space(kind), scope) {
        note(argument, in: scope.file, means: id)
        return unambiguousItem(id, argument, scope)
      }
    }
    return nil
  }

  private func touchpoints(on channel: ItemID, alone: Bool, _ scope: Scope) -> Set<ItemID> {
    let all = model.contents(around: scope.about ?? channel).touchpoints
    return Set(
      all.filter { alone ? model.channels(of: $0) == [channel] : model.channels(of: $0).contains(channel) })
  }

  /// The analysis of the journey that an expression is in, made when it is first asked for.
  private mutating func analysis(_ node: NodeID, _ scope: Scope) -> FlowAnalysis? {
    if let analysis = analyses[scope.number] { return analysis }
    let number = max(1, Int(scope.number))
    guard number <= model.journeys.count, !failedAnalyses.contains(scope.number) else { return nil }
    if model.names == nil { model.names = modelNames }
    do throws(FlowProblem) {
      let analysis = try FlowAnalysis(model, model.journeys[number - 1], limits: limits)
      analyses[scope.number] = analysis
      return analysis
    } catch {
      failedAnalyses.insert(scope.number)
      report(error, node, scope)
      return nil
    }
  }

  private mutating func report(_ problem: FlowProblem, _ node: NodeID, _ scope: Scope) {
    // In a script shares above 100% are a finding where they stand.
    if case .sharesAbove100 = problem, !isQuery { return }
    if case .interrupted = problem {
      _ = lookUp(node, scope.file)
      return
    }
    let (title, help) = problem.words(in: model)
    report(.noFigures, title, at: node, in: scope.file, help: help, item: scope.about, severity: .warning)
  }

  private func figure(
    _ function: Function, _ places: [Place], _ analysis: inout FlowAnalysis
  ) throws(FlowProblem) -> Value {
    switch (function, places[0]) {
    case (.probability, let place): return Evaluation.share(try analysis.probability(of: place.goal))
    case (.visits, .touchpoints(let touchpoints)):
      let visits = analysis.visits
      return Rational(rounding: touchpoints.sorted().reduce(0) { $0 + visits[$1, default: 0] }, places: 9).map {
        .number($0)
      }
        ?? .none
    case (.removal, .touchpoints(let touchpoints)):
      return try analysis.removal(of: touchpoints).map { Evaluation.share($0) } ?? .none
    case (_, .touchpoints(let starts)) where places.count == 2:
      guard let passage = try analysis.passage(from: starts, to: places[1].goal) else { return .none }
      if function == .duration {
        return Rational(rounding: passage.duration.value, places: 0).map { .duration($0) } ?? .none
      }
      guard let cost = passage.cost, let currency = analysis.currency else { return .none }
      return Rational(rounding: cost.value, places: 6).map { .money($0, currency) } ?? .none
    default: return .none
    }
  }

  private static func share(_ share: Double) -> Value {
    Rational(rounding: share, places: 12).map { .share($0) } ?? .none
  }

  // MARK: Paths

  /// The ways from one place to another that pass no touchpoint twice, each as a text; the shortest first.
  private mutating func paths(_ from: Place, _ to: Place, _ node: NodeID, _ scope: Scope) -> Value {
    guard case .touchpoints(let starts) = from, case .touchpoints(let goals) = to else { return .none }
    var found: [[ItemID]] = []
    var pending = starts.sorted().map { [$0] }
    var next = 0
    while next < pending.count {
      let path = pending[next]
      next += 1
      guard let last = path.last, spend(path.count, at: node, in: scope.file) else { return .none }
      if goals.contains(last), path.count > 1 || !starts.isSubset(of: goals) {
        found.append(path)
        guard found.count < limits.findings else { break }
        continue
      }
      for arrow in model.arrows(from: last) {
        guard case .item(let target) = arrow.target, model.kind(of: target) == .touchpoint, !path.contains(target)
        else {
          continue
        }
        pending.append(path + [target])
      }
      guard pending.count < 200_000 else { break }
    }
    let texts = found.map { path in Value.text(path.map { model.name(of: $0) }.joined(separator: " → ")) }
    return weighed(.list(texts), at: node, in: scope.file)
  }
}

extension FlowAssumption {
  /// What is assumed, as the end of a sentence that begins with `assumed that`.
  public func words(in model: Model) -> String {
    switch self {
    case .entries: "customers come in evenly where no share is said"
    case .arrows(let touchpoint):
      "those at \(model.reference(to: touchpoint)) split evenly over its arrows without a share"
    case .stages: "customers go from stage to stage, evenly over the touchpoints of each"
    case .personas: "personas are equally many where their shares do not say"
    case .condition(let touchpoint): "a condition at \(model.reference(to: touchpoint)) is met"
    }
  }
}

extension FlowProblem {
  /// What is the matter, and what to do about it, in words for people.
  public func words(in model: Model) -> (title: String, help: String) {
    switch self {
    case .empty:
      (
        "No customer comes into this journey, so there are no figures of its flow",
        "Declare touchpoints and their arrows."
      )
    case .sharesAbove100(let touchpoint):
      (
        "The shares of \(model.reference(to: touchpoint)) add up to more than 100%, so there are no figures of the flow",
        "Lower one of its shares."
      )
    case .tooManyStates(let limit):
      (
        "What is known of customers and how often arrows were taken combine to more than \(limit) states, too many for figures",
        "Ask for less data in `when`, or limit fewer arrows by `at most`."
      )
    case .tooMuchData(let count):
      (
        "The conditions of this journey ask for \(count) pieces of data, too many for figures of its flow",
        "Ask for 64 at most in `when`."
      )
    case .tooEntangled:
      (
        "The loops of this journey are too entangled to compute its flow exactly",
        "Make several journeys of it, or lead fewer arrows back."
      )
    case .interrupted(let interruption): interruption.words()
    }
  }
}
