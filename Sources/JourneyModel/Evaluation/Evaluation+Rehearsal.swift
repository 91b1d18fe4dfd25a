import JourneySyntax

/// Rehearsals: an expression is read once with a value of the right kind in each place, so that a wrong kind is found
/// also where nobody says anything yet, where a list is empty, or where `and` and `or` were settled before.
///
/// A rehearsal reports what cannot be compared, added or asked for, and nothing else: where the kind of a part cannot
/// be told, it is silent. It stops at the first thing that is wrong.
extension Evaluation {
  /// Rehearses a condition or another expression.
  mutating func rehearse(_ node: NodeID, _ scope: Scope) {
    rehearsalErrors = restraint.errors
    _ = rehearsed(node, scope)
  }

  /// What stands for a value that only the host knows, of the kind that it has, so that a wrong kind shows without the
  /// host; unknown where that cannot be told, or no host was in it.
  mutating func sampleOfHost(_ node: NodeID, _ scope: Scope) -> Value {
    guard hasNotedHost, model.trees[scope.file][node].kind != .name else { return .unknown }
    rehearsalErrors = restraint.errors
    let sample = rehearsed(node, scope)
    return sample.isKnown ? sample : .unknown
  }

  /// Rehearses a condition on the members of a list, with one of them.
  mutating func rehearse(_ condition: NodeID, on member: Value, _ scope: Scope) {
    rehearsalErrors = restraint.errors
    rehearseCondition(condition, scope.about(member: member))
  }

  /// Rehearses a query; where its list is empty, its clauses are tried on an item of the right kind.
  mutating func rehearse(_ query: NodeID, _ value: Value, _ shaping: Shaping, _ scope: Scope) {
    guard let root = model.trees[scope.file].firstChild(query) else { return }
    rehearsalErrors = restraint.errors
    let sample = rehearsed(root, scope)
    guard restraint.errors == rehearsalErrors else { return }
    guard value.elements.isEmpty, let member = sample.elements.first else {
      // A group's words are lists, whose kinds are told when they are read.
      guard shaping.key == nil, let member = first(of: sample) else { return }
      for column in shaping.columns ?? [] { _ = rehearsed(column, scope.about(member: member)) }
      return
    }
    for case .sort(let key, _) in shaping.steps where shaping.key == nil { _ = cell(key, of: member, scope) }
    if let key = shaping.key {
      let group = Group(key: cell(key, of: member, scope), keyNode: key, members: [member])
      for column in shaping.columns ?? [] where restraint.errors == rehearsalErrors {
        _ = cell(column, of: group, scope)
      }
    } else {
      for column in shaping.columns ?? [] where restraint.errors == rehearsalErrors {
        _ = cell(column, of: member, scope)
      }
    }
  }

  /// A value of the kind that an expression gives; none where that cannot be told.
  private mutating func rehearsed(_ node: NodeID, _ scope: Scope) -> Value {
    guard restraint.errors == rehearsalErrors, step(at: node, in: scope.file) else { return .none }
    let tree = model.trees[scope.file]
    let parts = Array(tree.children(node))
    switch tree[node].kind {
    case .text: return .text("")
    case .number, .share, .countedShare, .duration, .quantity, .money, .date, .time, .range, .per:
      return quietly { $0.value(node, scope) } ?? .none
    case .name, .member: return rehearsedName(node, scope)
    case .call: return rehearsedCall(node, parts, scope)
    case .list: return .list(parts.flatMap { rehearsed($0, scope).elements })
    case .sum, .product: return rehearsedChain(parts, scope)
    case .comparison: return rehearsedComparison(node, parts, scope)
    case .and, .or, .not:
      for part in parts { rehearseCondition(part, scope) }
      return .flag(true)
    case .filter:
      guard let member = first(of: rehearsed(parts[0], scope)) else { return .none }
      for condition in parts.dropFirst() { rehearseCondition(condition, scope.about(member: member)) }
      return .list([member])
    default: return .none
    }
  }

  private mutating func rehearseCondition(_ node: NodeID, _ scope: Scope) {
    let value = rehearsed(node, scope)
    guard restraint.errors == rehearsalErrors, value.isKnown else { return }
    if case .flag = value { return }
    reportNoCondition(value, node, scope)
  }

  /// The first member of a list whose members are all of one kind.
  private mutating func first(of list: Value) -> Value? {
    let elements = list.elements
    steps += elements.count / 8
    guard let first = elements.first else { return nil }
    switch first {
    case .item(let id):
      let kind = model.items[id.index].kind
      return elements.allSatisfy { $0.itemID.map { model.items[$0.index].kind } == kind } ? first : nil
    case .pain, .evidence: return first
    default: return nil
    }
  }

  // MARK: Parts

  private mutating func rehearsedName(_ node: NodeID, _ scope: Scope) -> Value {
    guard let given = quietly({ $0.value(node, scope) }) else { return .none }
    if given.isKnown, given != .list([]) { return given }
    let tree = model.trees[scope.file]
    var last = node
    if tree[node].kind == .member { for child in tree.children(node) { last = child } }
    let name = symbols.symbol(tree[last].symbol, in: scope.file)
    guard tree[last].kind == .name, !tree[last].flags.contains(.quoted), let accessor = accessors[name] else {
      return .none
    }
    // A variable of the same spelling says nothing of the attribute's kind.
    if last == node, quietly({ $0.variable(node, scope) ?? .none }) != Value.none { return .none }
    let sample = sample(of: accessor)
    if case .list = given { return .list(sample.elements) }
    return sample
  }

  private mutating func rehearsedCall(_ node: NodeID, _ parts: [NodeID], _ scope: Scope) -> Value {
    guard let callee = parts.first else { return .none }
    var inner = scope
    inner.words = nil
    let arguments = Array(parts.dropFirst())
    switch self.callee(callee, in: scope.file) {
    case .own(let function) where function.arguments.contains(arguments.count):
      return rehearsedCall(function, arguments, inner)
    case .host(let function) where function.arguments.contains(arguments.count):
      // A host is never asked about values that nobody said.
      let samples = arguments.map { rehearsed($0, inner).upper }
      guard restraint.errors == rehearsalErrors, areFitting(samples, function, node, inner) else { return .none }
      return function.result.sample(model.words)
    default: return .none
    }
  }

  private mutating func rehearsedCall(_ function: Function, _ arguments: [NodeID], _ scope: Scope) -> Value {
    if function == .if {
      rehearseCondition(arguments[0], scope)
      let (one, other) = (rehearsed(arguments[1], scope), rehearsed(arguments[2], scope))
      return one.kindName == other.kindName ? one : .none
    }
    // What the flow's functions take are places, which are no values of their own.
    let values = function.isFlow ? [] : arguments.map { rehearsed($0, scope) }
    switch function {
    case .count, .visits: return .number(.one)
    case .probability, .removal: return .share(.one)
    case .duration: return .duration(.one)
    case .some, .all: return .flag(true)
    case .join, .lower: return .text("")
    case .sum, .average, .min, .max, .round: return values[0].elements.first { $0.isKnown }?.upper ?? .none
    default: return .none
    }
  }

  private mutating func rehearsedChain(_ parts: [NodeID], _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    var result: Value?
    var sign: UInt8 = 0x2B
    for part in parts {
      if tree[part].kind == .sign {
        sign = tree.source.padded[Int(tree[part].start)]
        continue
      }
      let operand = rehearsed(part, scope).ofSizeOne
      // What one part is cannot be told: neither can the whole.
      guard operand != .none, restraint.errors == rehearsalErrors else { return .none }
      result = result.map { combine($0, sign, operand, part, scope).ofSizeOne } ?? operand
    }
    return result ?? .none
  }

  private mutating func rehearsedComparison(_ node: NodeID, _ parts: [NodeID], _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    guard parts.count == 2, let comparator = Comparator(rawValue: tree[node].detail) else { return .none }
    var inner = scope
    let words = words(of: parts[0], scope)
    if words == nil { inner.words = self.words(of: parts[1], scope) }
    let a = rehearsed(parts[0], inner)
    inner.words = words
    let b = rehearsed(parts[1], inner)
    guard restraint.errors == rehearsalErrors, a.isKnown, b.isKnown else {
      // An amount of money has the currency of what it is compared with.
      if a == .none, let sample = sample(of: parts[0], b, scope), Value.order(sample, b) == nil {
        reportIncomparable(sample, b, node, scope)
      }
      return .flag(true)
    }
    _ = compare(a, comparator, b, node, scope)
    return .flag(true)
  }

  /// What comes of reading something whose findings were said elsewhere, or are none; nothing where there are any.
  private mutating func quietly(_ read: (inout Evaluation) -> Value) -> Value? {
    let before = restraint
    restraint.isQuiet = true
    let value = read(&self)
    let isFine = restraint.errors == before.errors
    restraint = before
    return isFine ? value : nil
  }

  // MARK: Samples

  /// A value of the kind that an accessor gives; none where it may give several kinds, or there is none such.
  private mutating func sample(of accessor: Accessor) -> Value {
    func item(_ kind: ItemKind) -> Value {
      model.items.indices.first { model.items[$0].kind == kind }.map { .item(ItemID($0)) } ?? .none
    }
    func list(_ value: Value) -> Value { value == .none ? .none : .list([value]) }
    switch accessor {
    case .attribute(let rule):
      let one = sample(of: rule.shape, item)
      return rule.isMany ? list(one) : one
    case .name, .title, .text: return .text("")
    case .stage: return item(.stage)
    case .channel: return list(item(.channel))
    case .strength: return .share(.one)
    case .items(let kind): return list(item(kind))
    case .journey: return item(.journey)
    case .id, .kind, .severity, .next, .previous, .layers, .answeredBy: return .none
    }
  }

  private func sample(of shape: Shape, _ item: (ItemKind) -> Value) -> Value {
    switch shape {
    case .flag, .entry: .flag(true)
    case .text: .text("")
    case .texts: .list([.text("")])
    case .share: .share(.one)
    case .duration: .duration(.one)
    case .number: .number(.one)
    case .item(let kind): item(kind)
    case .items(let kind): item(kind) == .none ? .none : .list([item(kind)])
    case .pain: model.pains.isEmpty ? .none : .pain(0)
    case .evidence: model.evidence.isEmpty ? .none : .evidence(0)
    default: .none
    }
  }
}

extension Scope {
  /// The scope of a condition on a member of a list.
  func about(member: Value) -> Scope {
    var inner = self
    inner.words = nil
    if case .item(let id) = member {
      inner.subject = id
      inner.record = .none
    } else {
      inner.subject = nil
      inner.record = member
    }
    return inner
  }
}

extension Value {
  /// The same kind of value, of a size that neither vanishes nor grows when it is calculated with.
  fileprivate var ofSizeOne: Value {
    switch self {
    case .number: .number(.one)
    case .share: .share(.one)
    case .duration: .duration(.one)
    case .money(_, let currency): .money(.one, currency)
    case .quantity(let quantity): Quantity(.one, quantity.unit).map { .quantity($0) } ?? .none
    case .per(let amount, let unit): .per(amount.ofSizeOne, unit)
    case .range(_, let high): high.ofSizeOne
    case .unknown: .none
    default: self
    }
  }
}
