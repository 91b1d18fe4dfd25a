import JourneySyntax

/// The functions of the language, as in a spreadsheet.
enum Function: String, CaseIterable, Sendable {
  case count, sum, average, min, max, some, all, round, join, lower, `if`
  /// Those that ask what layers there are, and for the flow of customers.
  case layers, paths, probability, visits, duration, cost, removal

  /// How many arguments it takes.
  var arguments: ClosedRange<Int> {
    switch self {
    case .min, .max: 1...9
    case .round, .join: 1...2
    case .if: 3...3
    case .paths, .duration, .cost: 2...2
    default: 1...1
    }
  }

  /// Whether it asks for the flow of customers.
  var isFlow: Bool {
    switch self {
    case .paths, .probability, .visits, .duration, .cost, .removal: true
    default: false
    }
  }

  /// A call that shows it.
  var example: String {
    switch self {
    case .count: "count(touchpoints)"
    case .sum: "sum(touchpoints.wait)"
    case .average: "average(touchpoints.effort)"
    case .min: "min(touchpoints.wait)"
    case .max: "max(touchpoints.wait)"
    case .some: "some(touchpoints where important)"
    case .all: "all(touchpoints where wait < 5 min)"
    case .round: "round(average(touchpoints.effort), 1)"
    case .join: "join(touchpoints.name, \", \")"
    case .lower: "lower(name)"
    case .`if`: "if(important, 2, 1)"
    case .layers: "layers(Awareness)"
    case .paths: "paths(\"Sponsored post\", Checkout)"
    case .probability: "probability(Advocate)"
    case .visits: "visits(Checkout)"
    case .duration: "duration(\"Sponsored post\", Checkout)"
    case .cost: "cost(\"Sponsored post\", Checkout)"
    case .removal: "removal(email)"
    }
  }

  /// What spreadsheets and other languages call them.
  static let synonyms = [
    "avg": "average", "mean": "average", "total": "sum", "length": "count", "size": "count", "counta": "count",
    "any": "some", "exists": "some", "every": "all", "minimum": "min", "maximum": "max", "concat": "join",
    "textjoin": "join", "lowercase": "lower",
  ]
}

extension Evaluation {
  mutating func call(_ node: NodeID, _ scope: Scope) -> Value {
    guard scope.words == nil else {
      var inner = scope
      inner.words = nil
      return call(node, inner)
    }
    guard let name = model.trees[scope.file].firstChild(node) else { return .none }
    switch callee(name, in: scope.file) {
    case .own(let function): return call(function, node, scope)
    case .host(let function): return call(function, node, scope)
    case .unknown:
      reportUnknownFunction(name, scope)
      return .none
    }
  }

  private mutating func call(_ function: Function, _ node: NodeID, _ scope: Scope) -> Value {
    let arguments = Array(model.trees[scope.file].children(node).dropFirst())
    guard function.arguments.contains(arguments.count) else {
      return reportCount(function.rawValue, function.arguments, function.example, node, scope)
    }
    return function.isFlow ? flow(function, arguments, node, scope) : apply(function, arguments, node, scope)
  }

  private mutating func reportUnknownFunction(_ callee: NodeID, _ scope: Scope) {
    let name = model.trees[scope.file].text(callee).lowercased()
    let own = model.words.functions.map(\.name)
    let near =
      Function.synonyms[name].map { [$0] }
      ?? Suggestion.near(name, among: Function.allCases.map(\.rawValue) + own)
    let some = own.prefix(3) + ["count", "sum", "average", "some", "all"]
    report(
      .unknownFunction, "There is no function `\(Display.plain(name))`", at: callee, in: scope.file,
      help: near.isEmpty
        ? "There are \(Suggestion.list(some.map { "`\($0)`" }, "and")), for example." : suggestion(near),
      fix: replacement(near, callee, scope), item: scope.about)
  }

  private mutating func apply(_ function: Function, _ arguments: [NodeID], _ node: NodeID, _ scope: Scope) -> Value {
    switch function {
    case .if:
      let before = restraint.errors
      let isMet = condition(arguments[0], scope) == .flag(true)
      guard restraint.errors == before else { return .none }
      return value(arguments[isMet ? 1 : 2], scope)
    case .all: return all(arguments[0], scope)
    case .some:
      guard let values = list(arguments[0], function, scope) else { return .none }
      steps += values.count / 8
      return .flag(values.contains { $0 != .flag(false) && $0.isKnown })
    case .count: return list(arguments[0], function, scope).map { .number(Rational($0.count)) } ?? .none
    case .join:
      let elements = value(arguments[0], scope).elements
      guard spend(elements.count, at: node, in: scope.file) else { return .none }
      let values = elements.map { $0.text(in: model, limit: limits.text) }
      var separator = ", "
      if arguments.count > 1 {
        let given = value(arguments[1], scope)
        guard given.string != nil || !given.isKnown else {
          return unfit(given, function, "a text between the members", arguments[1], scope)
        }
        separator = given.string ?? separator
      }
      let size = values.reduce(0) { $0 + $1.utf8.count + separator.utf8.count }
      guard bounded(size, node, scope) else { return .none }
      return weighed(.text(values.joined(separator: separator)), at: node, in: scope.file)
    case .lower:
      let given = value(arguments[0], scope)
      if let text = given.string { return .text(text.lowercased()) }
      return unfit(given, function, "a text", arguments[0], scope)
    case .round: return round(arguments, scope)
    case .layers: return layers(arguments[0], scope)
    default: return aggregate(function, arguments, node, scope)
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
          given.isList ? element : given, .all, "a list of yes and no, or a list with `where`", argument, scope)
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
        return unfit(given, .round, "a number of places", arguments[1], scope)
      }
      guard number.isWhole, number >= .zero, number <= Rational(9) else {
        report(
          .outOfRange, "`round` takes 0 to 9 places, and this is \(given.text())", at: arguments[1], in: scope.file,
          help: "For example: `\(Function.round.example)`", item: scope.about)
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
    case .quantity(let quantity):
      return checked(
        quantity.amount.rounded(places: places).flatMap { Quantity($0, quantity.unit) }.map { .quantity($0) },
        arguments[0], scope)
    case .share(let share):
      // A share is rounded as it is shown: in percent.
      guard let hundred = share.multiplied(by: Rational(100)), let whole = hundred.rounded(places: places) else {
        return .none
      }
      return whole.divided(by: Rational(100)).map { .share($0) } ?? .none
    default: return unfit(given, .round, "a number, a share, a time span or an amount", arguments[0], scope)
    }
  }

  /// Says that a function does not take a value of this kind; what is not known fits everywhere.
  private mutating func unfit(
    _ value: Value, _ function: Function, _ wanted: String, _ argument: NodeID, _ scope: Scope
  ) -> Value {
    guard value.isKnown else { return .none }
    report(
      .wrongKindOfValue, "`\(function.rawValue)` takes \(wanted), and this is \(describe(value))", at: argument,
      in: scope.file,
      help: "For example: `\(function.example)`", item: scope.about)
    return .none
  }

  /// The members of a list; nothing where it is none, which is reported.
  private mutating func list(_ argument: NodeID, _ function: Function, _ scope: Scope) -> [Value]? {
    let given = value(argument, scope)
    guard given.isKnown, !given.isList else { return given.isKnown ? given.elements : [] }
    _ = unfit(given, function, "a list", argument, scope)
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
  private mutating func aggregate(_ function: Function, _ arguments: [NodeID], _ node: NodeID, _ scope: Scope) -> Value
  {
    let isOrdered = function == .min || function == .max
    var values: [Value] = []
    for argument in arguments {
      let more = value(argument, scope).elements
      steps += more.count / 8
      values += more.filter(\.isKnown)
    }
    // The sum of nothing said is not known either: a zero would have no unit, and would claim too much.
    guard var result = values.first?.upper else { return .none }
    guard isOrdered ? Value.order(result, result) != nil : result.adds else {
      return unfit(result, function, "numbers, shares, time spans or amounts", arguments[0], scope)
    }
    for value in values.dropFirst() {
      guard step(at: node, in: scope.file) else { return .none }
      if isOrdered {
        guard let order = Value.order(value, result) else {
          if let one = result.currency, let other = value.currency, one != other {
            reportCurrencies(one, other, "cannot be compared", node, scope)
          } else {
            report(
              .wrongKindOfValue, "`\(function.rawValue)` compares \(describe(result)) with \(describe(value))",
              at: node,
              in: scope.file, help: "All values must be of one kind.", item: scope.about)
          }
          return .none
        }
        if (order < 0) == (function == .min), order != 0 { result = value.upper }
      } else {
        result = sum(result, value, isAdding: true, node, scope)
        if result == .none { return .none }
      }
    }
    guard function == .average else { return result }
    return checked(result.divided(by: Rational(values.count)), node, scope)
  }
}

extension Value {
  /// Whether values of its kind add up.
  fileprivate var adds: Bool {
    switch self {
    case .number, .share, .duration, .money, .quantity: true
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
    case .quantity(let sum):
      sum.base.divided(by: count).flatMap { Quantity(base: $0, in: sum.unit) }.map { .quantity($0) }
    case .per(let amount, let unit): amount.divided(by: count).map { .per($0, unit) }
    default: nil
    }
  }
}
