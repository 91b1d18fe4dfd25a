import JourneySyntax

/// The functions of the language, as in a spreadsheet, with how many arguments each takes.
enum Functions {
  struct Signature: Sendable {
    let arguments: ClosedRange<Int>
    let example: String
    /// Whether it asks for the flow of customers.
    var isFlow = false
  }

  static let all: [String: Signature] = [
    "count": Signature(arguments: 1...1, example: "count(touchpoints)"),
    "sum": Signature(arguments: 1...1, example: "sum(touchpoints.wait)"),
    "average": Signature(arguments: 1...1, example: "average(touchpoints.effort)"),
    "min": Signature(arguments: 1...9, example: "min(touchpoints.wait)"),
    "max": Signature(arguments: 1...9, example: "max(touchpoints.wait)"),
    "some": Signature(arguments: 1...1, example: "some(touchpoints where important)"),
    "all": Signature(arguments: 1...1, example: "all(touchpoints where wait < 5 min)"),
    "round": Signature(arguments: 1...2, example: "round(average(touchpoints.effort), 1)"),
    "join": Signature(arguments: 1...2, example: "join(touchpoints.name, \", \")"),
    "lower": Signature(arguments: 1...1, example: "lower(name)"),
    "if": Signature(arguments: 3...3, example: "if(important, 2, 1)"),
    "layers": Signature(arguments: 1...1, example: "layers(Awareness)"),
    "paths": Signature(arguments: 2...2, example: "paths(\"Sponsored post\", Checkout)", isFlow: true),
    "probability": Signature(arguments: 1...1, example: "probability(Advocate)", isFlow: true),
    "visits": Signature(arguments: 1...1, example: "visits(Checkout)", isFlow: true),
    "duration": Signature(arguments: 2...2, example: "duration(\"Sponsored post\", Checkout)", isFlow: true),
    "cost": Signature(arguments: 2...2, example: "cost(\"Sponsored post\", Checkout)", isFlow: true),
    "removal": Signature(arguments: 1...1, example: "removal(email)", isFlow: true),
  ]
}

extension Functions {
  /// What spreadsheets and other languages call them.
  static let synonyms = [
    "avg": "average", "mean": "average", "total": "sum", "length": "count", "size": "count", "counta": "count",
    "any": "some", "exists": "some", "every": "all", "minimum": "min", "maximum": "max", "concat": "join",
    "textjoin": "join", "lowercase": "lower",
  ]
}

extension Evaluation {
  mutating func call(_ node: NodeID, _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    let parts = Array(tree.children(node))
    guard let callee = parts.first else { return .none }
    let name = tree.text(callee).lowercased()
    guard let signature = Functions.all[name] else {
      reportUnknownFunction(name, callee, scope)
      return .none
    }
    let arguments = Array(parts.dropFirst())
    guard signature.arguments.contains(arguments.count) else {
      let low = signature.arguments.lowerBound
      let count = low == signature.arguments.upperBound ? "\(low)" : "\(low) to \(signature.arguments.upperBound)"
      report(
        .wrongArguments,
        "`\(name)` takes \(count) value\(count == "1" ? "" : "s"), and here \(arguments.count == 1 ? "is 1" : "are \(arguments.count)")",
        at: node, in: scope.file, help: "For example: `\(signature.example)`", item: scope.about)
      return .none
    }
    var inner = scope
    inner.words = nil
    if signature.isFlow { return flow(name, arguments, node, inner) }
    return apply(name, arguments, node, inner)
  }

  private mutating func reportUnknownFunction(_ name: String, _ callee: NodeID, _ scope: Scope) {
    let near = Functions.synonyms[name].map { [$0] } ?? Suggestion.near(name, among: Functions.all.keys)
    let some = ["count", "sum", "average", "some", "all"].map { "`\($0)`" }
    report(
      .unknownFunction, "There is no function `\(Display.plain(name))`", at: callee, in: scope.file,
      help: near.isEmpty ? "There are \(Suggestion.list(some, "and")), for example." : suggestion(near),
      fix: replacement(near, callee, scope), item: scope.about)
  }

  private mutating func apply(_ name: String, _ arguments: [NodeID], _ node: NodeID, _ scope: Scope) -> Value {
    switch name {
    case "if":
      let before = restraint.errors
      let isMet = condition(arguments[0], scope) == .flag(true)
      guard restraint.errors == before else { return .none }
      return value(arguments[isMet ? 1 : 2], scope)
    case "all": return all(arguments[0], scope)
    case "some":
      guard let values = list(arguments[0], name, scope) else { return .none }
      steps += values.count / 8
      return .flag(values.contains { $0 != .flag(false) && $0.isKnown })
    case "count": return list(arguments[0], name, scope).map { .number(Rational($0.count)) } ?? .none
    case "join":
      let elements = value(arguments[0], scope).elements
      guard spend(elements.count, at: node, in: scope.file) else { return .none }
      let values = elements.map { $0.text(in: model, limit: limits.text) }
      var separator = ", "
      if arguments.count > 1 {
        let given = value(arguments[1], scope)
        guard given.string != nil || !given.isKnown else {
          return unfit(given, name, "a text between the members", arguments[1], scope)
        }
        separator = given.string ?? separator
      }
      let size = values.reduce(0) { $0 + $1.utf8.count + separator.utf8.count }
      guard bounded(size, node, scope) else { return .none }
      return weighed(.text(values.joined(separator: separator)), at: node, in: scope.file)
    case "lower":
      let given = value(arguments[0], scope)
      if let text = given.string { return .text(text.lowercased()) }
      return unfit(given, name, "a text", arguments[0], scope)
    case "round": return round(arguments, scope)
    case "layers": return layers(arguments[0], scope)
    default: return aggregate(name, arguments, node, scope)
    }
  }

  /// `all(touchpoints where C)`: every touchpoint meets C; of a list of yes and no, every one is yes. One no settles it;
  /// else, where a member does not say, nobody knows.
  private mutating func all(_ argument: NodeID, _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    guard tree[argument].kind == .filter else {
      let before = restraint.errors
      let given = value(argument, scope)
      for element in given.isList || !given.isKnown ? given.elements : [given] {
        guard restraint.errors == before else { return .none }
        if case .flag = element, given.isList { continue }
        if given.isList, !element.isKnown { continue }
        return unfit(
          given.isList ? element : given, "all", "a list of yes and no, or a list with `where`", argument, scope)
      }
      return given.isKnown ? .flag(given.elements.allSatisfy { $0 != .flag(false) }) : .none
    }
    let parts = Array(tree.children(argument))
    var result = Value.flag(true)
    let elements = value(parts[0], scope).elements
    var inner = scope
    inner.isMixed = isNext(parts[0], scope)
    for element in elements {
      for condition in parts.dropFirst() {
        switch self.condition(condition, on: element, inner) {
        case .flag(true): continue
        case .flag: return .flag(false)
        default: result = .none
        }
      }
    }
    return result
  }

  private mutating func round(_ arguments: [NodeID], _ scope: Scope) -> Value {
    var places = 0
    if arguments.count > 1 {
      let given = value(arguments[1], scope)
      guard case .number(let number) = given else {
        return unfit(given, "round", "a number of places", arguments[1], scope)
      }
      guard number.isWhole, number >= .zero, number <= Rational(9) else {
        report(
          .outOfRange, "`round` takes 0 to 9 places, and this is \(given.text())", at: arguments[1], in: scope.file,
          help: "For example: `\(Functions.all["round"]?.example ?? "")`", item: scope.about)
        return .none
      }
      places = Int(number.numerator)
    }
    func rounded(_ number: Rational, _ wrap: (Rational) -> Value) -> Value {
      number.rounded(places: places).map(wrap) ?? .none
    }
    let given = value(arguments[0], scope).upper
    switch given {
    case .number(let number): return rounded(number) { .number($0) }
    case .money(let amount, let currency): return rounded(amount) { .money($0, currency) }
    case .duration(let seconds): return rounded(seconds) { .duration($0) }
    case .share(let share):
      // A share is rounded as it is shown: in percent.
      guard let hundred = share.multiplied(by: Rational(100)), let whole = hundred.rounded(places: places) else {
        return .none
      }
      return whole.divided(by: Rational(100)).map { .share($0) } ?? .none
    default: return unfit(given, "round", "a number, a share, a time span or an amount", arguments[0], scope)
    }
  }

  /// Says that a function does not take a value of this kind; what is not known fits everywhere.
  private mutating func unfit(
    _ value: Value, _ name: String, _ wanted: String, _ argument: NodeID, _ scope: Scope
  ) -> Value {
    guard value.isKnown else { return .none }
    let example = Functions.all[name]?.example ?? name
    report(
      .wrongKindOfValue, "`\(name)` takes \(wanted), and this is \(describe(value))", at: argument, in: scope.file,
      help: "For example: `\(example)`", item: scope.about)
    return .none
  }

  /// The members of a list; nothing where it is none, which is reported.
  private mutating func list(_ argument: NodeID, _ name: String, _ scope: Scope) -> [Value]? {
    let given = value(argument, scope)
    guard given.isKnown, !given.isList else { return given.isKnown ? given.elements : [] }
    _ = unfit(given, name, "a list", argument, scope)
    return nil
  }

  private mutating func layers(_ argument: NodeID, _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    let given = value(argument, scope)
    var id = given.itemID
    if id == nil, let name = given.string, let symbol = names.symbol(of: name) {
      id = lookup(symbol, ItemKind.stage.rawValue, scope)
      if let id { noteLeaves(below: argument, in: scope.file, called: id) }
    }
    guard let id, let layers = value(.layers, of: id) else {
      report(
        .wrongArguments, "`layers` takes a stage, and `\(Display.plain(tree.text(argument)))` is none", at: argument,
        in: scope.file, help: "For example: `layers(Awareness)`", item: scope.about)
      return .none
    }
    return layers
  }

  /// `sum`, `average`, `min` and `max` skip what is not said.
  private mutating func aggregate(_ name: String, _ arguments: [NodeID], _ node: NodeID, _ scope: Scope) -> Value {
    var values: [Value] = []
    for argument in arguments {
      let more = value(argument, scope).elements
      steps += more.count / 8
      values += more.filter(\.isKnown)
    }
    // The sum of nothing said is not known either: a zero would have no unit, and would claim too much.
    guard var result = values.first?.upper else { return .none }
    guard name == "min" || name == "max" ? order(result, result) != nil : result.adds else {
      return unfit(result, name, "numbers, shares, time spans or amounts", arguments[0], scope)
    }
    for value in values.dropFirst() {
      guard step(at: node, in: scope.file) else { return .none }
      if name == "min" || name == "max" {
        guard let order = order(value, result) else {
          if let one = result.currency, let other = value.currency, one != other {
            reportCurrencies(one, other, "cannot be compared", node, scope)
          } else {
            report(
              .wrongKindOfValue, "`\(name)` compares \(describe(result)) with \(describe(value))", at: node,
              in: scope.file, help: "All values must be of one kind.", item: scope.about)
          }
          return .none
        }
        if (order < 0) == (name == "min"), order != 0 { result = value.upper }
      } else {
        result = sum(result, value, isAdding: true, node, scope)
        if result == .none { return .none }
      }
    }
    guard name == "average" else { return result }
    return checked(result.divided(by: Rational(values.count)), node, scope)
  }
}

extension Value {
  /// Whether values of its kind add up.
  fileprivate var adds: Bool {
    switch self {
    case .number, .share, .duration, .money: true
    case .per(let amount, _): amount.adds
    default: false
    }
  }

  /// An amount divided by how many there are; nothing where that does not fit.
  fileprivate func divided(by count: Rational) -> Value? {
    switch self {
    case .number(let sum): sum.divided(by: count).map { .number($0) }
    case .share(let sum): sum.divided(by: count).map { .share($0) }
    case .duration(let sum): sum.divided(by: count).map { .duration($0) }
    case .money(let sum, let currency): sum.divided(by: count).map { .money($0, currency) }
    case .per(let amount, let unit): amount.divided(by: count).map { .per($0, unit) }
    default: nil
    }
  }
}
