import JourneySyntax

/// What a host adds, where scripts use it.
extension Evaluation {
  /// What a name stands for that is called.
  enum Callee {
    case own(Function)
    case host(HostFunction)
    case unknown
  }

  /// The function that a name means: looked up once for each name of the script.
  mutating func callee(_ node: NodeID, in file: Int) -> Callee {
    let symbol = symbols.symbol(model.trees[file][node].symbol, in: file)
    // A rule calls the same one again and again.
    if let last = lastCallee, last.symbol == symbol { return last.callee }
    if let known = callees[symbol] {
      lastCallee = (symbol, known)
      return known
    }
    let name = names.spelling(symbol)
    let callee =
      Function(rawValue: name).map { Callee.own($0) } ?? model.words.function(name).map { .host($0) } ?? .unknown
    callees[symbol] = callee
    return callee
  }

  // MARK: Calls

  /// The steps that a call of the host counts for, besides what it gives.
  private static let weightOfCall = 8

  /// Calls a function of the host. What it is given must fit, what it gives must be within limits.
  mutating func call(_ function: HostFunction, _ node: NodeID, _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    // The room for arguments is kept from call to call; a call among them takes its own.
    var arguments = argumentRoom
    argumentRoom = []
    defer {
      // One by one: to remove all at once takes longer for the few there are.
      while !arguments.isEmpty { arguments.removeLast() }
      argumentRoom = arguments
    }
    var (isMissing, isUnknown) = (false, false)
    let errors = restraint.errors
    // Behind the function's name.
    var next = node.index + 1 + Int(tree[NodeID(node.index + 1)].size)
    while next < node.index + Int(tree[node].size) {
      let child = NodeID(next)
      next += Int(tree[child].size)
      let parameter = arguments.count
      guard parameter < function.parameters.count else {
        return reportCount(function.name, function.arguments, function.call(model.words), node, scope)
      }
      let value = value(child, scope).upper
      guard restraint.errors == errors else { return .none }
      switch value {
      case .unknown: isUnknown = true
      case .none: if !function.parameters[parameter].type.mayBeMissing { isMissing = true }
      default: break
      }
      arguments.append(value)
    }
    guard function.arguments.contains(arguments.count) else {
      return reportCount(function.name, function.arguments, function.call(model.words), node, scope)
    }
    guard let body = function.body, !isUnknown, !isMissing else {
      guard areFitting(arguments, function, node, scope) else { return .none }
      if function.body == nil { noteNotAsked(function, node, scope) }
      return isMissing && !isUnknown && function.body != nil ? .none : .unknown
    }
    guard spend(Evaluation.weightOfCall, at: node, in: scope.file) else { return .none }
    hasAskedHost = true
    do throws(HostCallProblem) {
      return result(try body(arguments), of: function, node, scope)
    } catch {
      switch error {
      case .unfit(let number): reportUnfit(arguments[min(number, arguments.count - 1)], number, function, node, scope)
      case .failure(let failure): reportFailure(failure, function, node, scope)
      }
      return .none
    }
  }

  /// What a call gave, if it is of its type and not too large.
  private mutating func result(
    _ value: Value?, of function: HostFunction, _ node: NodeID, _ scope: Scope
  ) -> Value {
    guard let value else {
      report(
        .numberTooLarge, "`\(function.name)` gave a number that is larger, or finer, than Journey can count with",
        at: node, in: scope.file, help: "Tell those who run the program that this script is for.", item: scope.about)
      return .none
    }
    guard function.result.takes(value) else {
      report(
        .hostFailure, "`\(function.name)` promises \(function.result.words), and gave \(value.kindName)", at: node,
        in: scope.file, help: "Tell those who run the program that this script is for.", item: scope.about)
      return .none
    }
    switch value {
    case .text(let text):
      guard bounded(text.utf8.count, node, scope) else { return .none }
    case .list(let members):
      guard boundedList(members.count, node, scope) else { return .none }
      for case .text(let text) in members where !bounded(text.utf8.count, node, scope) { return .none }
    default: return value
    }
    return weighed(value, at: node, in: scope.file)
  }

  // MARK: What is wrong with a call

  mutating func reportCount(
    _ name: String, _ wanted: ClosedRange<Int>, _ example: String, _ node: NodeID, _ scope: Scope
  ) -> Value {
    let given = model.trees[scope.file].children(node).dropFirst().reduce(0) { count, _ in count + 1 }
    let count =
      wanted.upperBound == 0
      ? "no" : wanted.count == 1 ? "\(wanted.lowerBound)" : "\(wanted.lowerBound) to \(wanted.upperBound)"
    report(
      .wrongArguments,
      "`\(name)` takes \(count) value\(count == "1" ? "" : "s"), and here \(given == 1 ? "is 1" : "are \(given)")",
      at: node, in: scope.file, help: "For example: `\(example)`", item: scope.about)
    return .none
  }

  /// Whether arguments are of the types that a function takes; what is not known fits everywhere.
  mutating func areFitting(_ arguments: [Value], _ function: HostFunction, _ node: NodeID, _ scope: Scope) -> Bool {
    for (number, value) in arguments.enumerated() where !function.parameters[number].type.takes(value) {
      reportUnfit(value, number, function, node, scope)
      return false
    }
    return true
  }

  private mutating func reportUnfit(
    _ value: Value, _ number: Int, _ function: HostFunction, _ node: NodeID, _ scope: Scope
  ) {
    var arguments = model.trees[scope.file].children(node).dropFirst().makeIterator()
    for _ in 0..<number { _ = arguments.next() }
    let parameter = function.parameters[number]
    let place = function.parameters.count > 1 ? " as its `\(Display.plain(parameter.name))`" : ""
    // A value of the right kind may be none that the function can use: a number with decimals, say.
    let title =
      parameter.type.takes(value)
      ? "`\(function.name)` cannot use \(Display.plain(value.text(in: model, limit: 80)))\(place)"
      : "`\(function.name)` takes \(parameter.type.words)\(place), and this is \(describe(unfit(value, parameter.type)))"
    report(
      .wrongKindOfValue, title, at: arguments.next() ?? node, in: scope.file,
      help: "For example: `\(function.call(model.words))`", item: scope.about)
  }

  /// The member that does not fit, of a list; else the value.
  private func unfit(_ value: Value, _ type: HostType) -> Value {
    guard case .list(let member) = type else { return value }
    return value.elements.first { !member.takes($0) } ?? value
  }

  private mutating func reportFailure(_ failure: HostFailure, _ function: HostFunction, _ node: NodeID, _ scope: Scope)
  {
    report(
      .hostFailure, "`\(function.name)` has no answer: \(Display.plain(failure.message, limit: 300))", at: node,
      in: scope.file, help: Display.plain(failure.help, limit: 300), item: scope.about)
  }

  /// Says once that figures of the host are not known here.
  private mutating func noteNotAsked(_ function: HostFunction, _ node: NodeID, _ scope: Scope) {
    guard !hasNotedHost, !restraint.isQuiet else { return }
    hasNotedHost = true
    report(
      .hostNotAsked, "`\(function.name)` is known here and was not asked: its figures come from the program",
      at: node, in: scope.file,
      why: "Only the program that a vocabulary is of can answer. Here a figure of it is `unknown`.",
      help: "What rests on such figures counts as not met, and never as failed; the program itself checks it.",
      item: scope.about, severity: .info)
  }

  // MARK: Units

  /// `5 km`: an amount in a unit of the host.
  mutating func quantityLiteral(_ node: NodeID, _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    let text = tree.text(node)
    // Behind the last digit or blank stands the unit, which has neither.
    guard let unit = model.words.unit(tree[node].detail),
      let end = text.lastIndex(where: { $0.isWhitespace || $0.isASCII && $0.isNumber })
    else { return .none }
    return checked(
      Literal.number(text[...end]).flatMap { Quantity($0, unit) }.map { .quantity($0) }, node, scope)
  }
}

extension HostType {
  /// Whether a value is of the type; what is not known is of every type.
  func takes(_ value: Value) -> Bool {
    switch (self, value) {
    case (_, .none), (_, .unknown): true
    case (.optional(let type), _): type.takes(value)
    case (.text, .text), (.text, .word), (.number, .number), (.share, .share), (.duration, .duration), (.money, .money),
      (.date, .date), (.yesNo, .flag):
      true
    case (.quantity(let dimension), .quantity(let quantity)): quantity.unit.dimension == dimension
    case (.list(let member), .list(let values)): values.allSatisfy { member.takes($0.upper) }
    case (.list(let member), _): member.takes(value)
    default: false
    }
  }
}
