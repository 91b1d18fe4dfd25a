import JourneySyntax

/// Comparisons: what is the same, what is more, and what cannot be compared.
extension Evaluation {
  mutating func comparison(_ node: NodeID, _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    guard let (first, second) = tree.twoChildren(node), let comparator = Comparator(rawValue: tree[node].detail) else {
      return .none
    }
    var inner = scope
    let words = words(of: first, scope)
    if words == nil { inner.words = self.words(of: second, scope) }
    let before = restraint.errors
    let a = value(first, inner)
    if comparator == .is || comparator == .isNot, let asked = askedFor(second, tree) {
      let isSo = asked == .none ? a == .none || a == .list([]) : a == .unknown
      return .flag(isSo == (comparator == .is))
    }
    inner.words = words
    var b = fixedValue(second, inner) ?? value(second, inner)
    if b == .none, let gone = goneName(second, scope) { b = gone }
    // What could not be read has no order.
    guard restraint.errors == before else { return .none }
    if a == .none, let sample = sample(of: first, b, scope), Value.order(sample, b) == nil {
      reportIncomparable(sample, b, node, scope)
    }
    return compare(a, comparator, b, node, scope)
  }

  /// The name of what a scenario takes away: nothing is that, and nobody.
  private mutating func goneName(_ node: NodeID, _ scope: Scope) -> Value? {
    let tree = model.trees[scope.file]
    guard !variants.isEmpty, tree[node].kind == .name else { return nil }
    return isGone(symbols.symbol(tree[node].symbol, in: scope.file), scope.number) ? .word(tree.text(node)) : nil
  }

  /// A value of the kind that an attribute takes, to see whether a comparison makes sense where nothing is said.
  mutating func sample(of node: NodeID, _ other: Value, _ scope: Scope) -> Value? {
    let tree = model.trees[scope.file]
    guard other.isKnown, tree[node].kind == .member || tree[node].kind == .name else { return nil }
    var last = node
    for child in tree.children(node) { last = child }
    guard case .attribute(let rule)? = accessors[symbols.symbol(tree[last].symbol, in: scope.file)] else { return nil }
    switch rule.shape {
    case .share: return .share(.zero)
    case .duration: return .duration(.zero)
    case .number: return .number(.zero)
    case .money:
      if case .money(_, let currency) = other.upper { return .money(.zero, currency) }
      // A cost may be one for each of something.
      if case .per = other.upper { return nil }
      return Currency(code: "EUR").map { .money(.zero, $0) }
    default: return nil
    }
  }

  /// Words beside an attribute whose words are fixed, such as `(support, recover)`. They are read once, since a layer's
  /// condition is asked of every touchpoint; the steps are counted all the same.
  private mutating func fixedValue(_ node: NodeID, _ scope: Scope) -> Value? {
    guard case .fixed(let words, _)? = scope.words else { return nil }
    let tree = model.trees[scope.file]
    guard steps + Int(tree[node].size) <= limits.steps else { return nil }
    let key = LineKey(file: scope.file, node: node)
    if let known = fixedValues[key] {
      steps += Int(tree[node].size)
      return known
    }
    let parts = tree[node].kind == .list ? Array(tree.children(node)) : [node]
    for part in parts where tree[part].kind != .name || !words.contains(tree.text(part)) { return nil }
    let value = value(node, scope)
    fixedValues[key] = value
    return value
  }

  /// `is none` and `is unknown` ask for what other comparisons pass over.
  private func askedFor(_ node: NodeID, _ tree: Tree) -> Value? {
    guard tree[node].kind == .name, !tree[node].flags.contains(.quoted) else { return nil }
    switch Keyword(tree[node].symbol) {
    case Keyword.none?: return Value.none
    case .unknown: return .unknown
    default: return nil
    }
  }

  mutating func compare(
    _ a: Value, _ comparator: Comparator, _ b: Value, _ node: NodeID, _ scope: Scope
  ) -> Value {
    switch comparator {
    case .has, .in, .notIn: return contains(a, comparator, b, node, scope)
    case .is, .isNot:
      guard a.isKnown, b.isKnown else { return .none }
      if case .list(let values) = a, case .list(let others) = b {
        guard let isSame = equal(values, others, node, scope) else { return .none }
        return .flag(isSame == (comparator == .is))
      }
      if case .list = a { return reportList(node, scope) }
      guard let isSame = equal(a, b, node, scope) else { return .none }
      return .flag(isSame == (comparator == .is))
    default:
      guard a.isKnown, b.isKnown else { return .none }
      guard let order = Value.order(a, b) else {
        reportIncomparable(a, b, node, scope)
        return .none
      }
      switch comparator {
      case .less: return .flag(order < 0)
      case .lessOrEqual: return .flag(order <= 0)
      case .greater: return .flag(order > 0)
      default: return .flag(order >= 0)
      }
    }
  }

  /// Whether a list holds something; a value that is no list has nothing in it, and is reported.
  private mutating func contains(
    _ a: Value, _ comparator: Comparator, _ b: Value, _ node: NodeID, _ scope: Scope
  ) -> Value {
    let (list, element) = comparator == .has ? (a, b) : (b, a)
    if list == .unknown || element == .none || element == .unknown { return .none }
    if comparator == .has, list.isKnown, !list.isList { return reportNoList(list, node, scope) }
    steps += list.elements.count / 4
    let before = restraint.errors
    // A list that is not said is empty: it has nothing.
    var isSo = false
    for member in list.elements where !isSo {
      isSo = equal(member, element, node, scope) == true
      guard restraint.errors == before else { return .none }
    }
    return .flag(isSo != (comparator == .notIn))
  }

  /// Whether two lists hold the same in the same order; nothing, and a finding, where members are of different kinds.
  private mutating func equal(_ a: [Value], _ b: [Value], _ node: NodeID, _ scope: Scope) -> Bool? {
    steps += min(a.count, b.count) / 8
    var isSame = a.count == b.count
    for (one, other) in zip(a, b) {
      guard let isEqual = equal(one, other, node, scope) else { return nil }
      guard isEqual else { return false }
      isSame = isSame && isEqual
    }
    return isSame
  }

  /// Whether two values are the same; nothing, and a finding, where they are of different kinds.
  private mutating func equal(_ a: Value, _ b: Value, _ node: NodeID, _ scope: Scope) -> Bool? {
    switch (a.upper, b.upper) {
    case (.item(let one), .item(let other)): return isSameItem(one, other, node, scope)
    case (.item(let id), .text(let text)), (.item(let id), .word(let text)), (.text(let text), .item(let id)),
      (.word(let text), .item(let id)):
      let isSame = NameTable.isSame(model.name(of: id), text)
      if isSame { noteLeaves(below: node, in: scope.file, called: id) }
      return isSame
    case (.word(let one), .word(let other)), (.word(let one), .text(let other)), (.text(let one), .word(let other)):
      return NameTable.isSame(one, other)
    case (.text(let one), .text(let other)): return one == other
    case (.flag(let one), .flag(let other)): return one == other
    default:
      if let order = Value.order(a, b) { return order == 0 }
      reportIncomparable(a, b, node, scope)
      return nil
    }
  }

  /// Whether two items are the same. A bare word may name items of several kinds: it means the one of the kind that it
  /// is compared with. Outcomes and touchpoints are both where arrows lead.
  private mutating func isSameItem(_ one: ItemID, _ other: ItemID, _ node: NodeID, _ scope: Scope) -> Bool? {
    if one == other { return true }
    let (kind, second) = (model.items[one.index].kind, model.items[other.index].kind)
    guard Evaluation.space(kind) != Evaluation.space(second) else { return false }
    if let twin = lookup(model.items[other.index].symbol, Evaluation.space(kind), scope) { return twin == one }
    if let twin = lookup(model.items[one.index].symbol, Evaluation.space(second), scope) { return twin == other }
    reportIncomparable(.item(one), .item(other), node, scope)
    return nil
  }
}

extension Value {
  /// The value that counts in checks: of a range its upper end.
  var upper: Value { if case .range(_, let high) = self { high } else { self } }

  /// The order of two values of one dimension: below 0, 0, or above 0.
  static func order(_ a: Value, _ b: Value) -> Int? {
    func order(_ one: Rational, _ other: Rational) -> Int { one < other ? -1 : one == other ? 0 : 1 }
    switch (a.upper, b.upper) {
    case (.number(let one), .number(let other)), (.share(let one), .share(let other)),
      (.duration(let one), .duration(let other)):
      return order(one, other)
    case (.money(let one, let currency), .money(let other, let second)):
      return currency == second ? order(one, other) : nil
    case (.quantity(let one), .quantity(let other)): return one.isLike(other) ? order(one.base, other.base) : nil
    case (.per(let one, let unit), .per(let other, let second)): return unit == second ? Value.order(one, other) : nil
    case (.time(let one), .time(let other)): return one - other
    case (.date(let one), .date(let other)): return one < other ? -1 : one == other ? 0 : 1
    case (.text(let one), .text(let other)): return one < other ? -1 : one == other ? 0 : 1
    default: return nil
    }
  }

  var isList: Bool { if case .list = self { true } else { false } }
}
