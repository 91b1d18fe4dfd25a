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
    let b = fixedValue(second, inner) ?? value(second, inner)
    // What could not be read has no order.
    guard restraint.errors == before else { return .none }
    if a == .none, let sample = sample(of: first, b, scope), order(sample, b) == nil {
      reportIncomparable(sample, b, node, scope)
    }
    return compare(a, comparator, b, node, scope)
  }

  /// A value of the kind that an attribute takes, to see whether a comparison makes sense where nothing is said.
  private func sample(of node: NodeID, _ other: Value, _ scope: Scope) -> Value? {
    let tree = model.trees[scope.file]
    guard other.isKnown, tree[node].kind == .member || tree[node].kind == .name else { return nil }
    var last = node
    for child in tree.children(node) { last = child }
    guard case .attribute(let rule)? = accessors[symbol(tree[last].symbol, in: scope.file)] else { return nil }
    switch rule.shape {
    case .share: return .share(.zero)
    case .duration: return .duration(.zero)
    case .number: return .number(.zero)
    case .money:
      if case .money(_, let currency) = other.upper { return .money(.zero, currency) }
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

  private mutating func compare(
    _ a: Value, _ comparator: Comparator, _ b: Value, _ node: NodeID, _ scope: Scope
  ) -> Value {
    switch comparator {
    case .has, .in, .notIn:
      let (list, element) = comparator == .has ? (a, b) : (b, a)
      if list == .unknown || element == .none || element == .unknown { return .none }
      steps += list.elements.count / 4
      // A list that is not said is empty: it has nothing.
      let isSo = list.elements.contains { equal($0, element, node, scope) == true }
      return .flag(isSo != (comparator == .notIn))
    case .is, .isNot:
      guard a.isKnown, b.isKnown else { return .none }
      if case .list(let values) = a, case .list(let others) = b {
        steps += min(values.count, others.count) / 8
        return .flag((values == others) == (comparator == .is))
      }
      if case .list = a { return reportList(node, scope) }
      guard let isSame = equal(a, b, node, scope) else { return .none }
      return .flag(isSame == (comparator == .is))
    default:
      guard a.isKnown, b.isKnown else { return .none }
      guard let order = order(a, b) else {
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

  private mutating func reportList(_ node: NodeID, _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    guard let (first, second) = tree.twoChildren(node) else { return .none }
    let between = ByteRange(Int(tree[first].end), Int(tree[second].start))
    report(
      .wrongKindOfValue, "`\(Display.plain(tree.text(first)))` is a list", at: node, in: scope.file,
      help: "Ask with `has` whether something is in it.",
      fix: Fix("Write `has`", [Edit(Place(tree.source.name, between), " has ")], isSafe: false), item: scope.about)
    return .none
  }

  private mutating func reportIncomparable(_ a: Value, _ b: Value, _ node: NodeID, _ scope: Scope) {
    let tree = model.trees[scope.file]
    let parts = Array(tree.children(node))
    var help = "Compare it with something of the same kind."
    var fix: Fix?
    let number = parts.count == 2 ? tree.text(parts[1]) : ""
    switch (a.upper, b.upper) {
    case (.duration, .number): help = "Give the number a unit: `\(number) min`."
    case (.share, .number):
      help = "Write it as a share: `\(number)%`."
      if parts.count == 2 { fix = percentFix(b, .share, parts[1], scope) }
    case (.money(_, let currency), .number): help = "Write it as an amount: `\(number) \(currency.code)`."
    case (.list, .number) where parts.count == 2:
      help = "Count what is in the list: `count(\(Display.plain(tree.text(parts[0]))))`."
      fix = self.fix("Count them", parts[0], "count(\(tree.text(parts[0])))", scope)
    case (.money(_, let one), .money(_, let other)): help = "Write both in \(one.code), or both in \(other.code)."
    default: break
    }
    if case (.money(_, let one), .money(_, let other)) = (a.upper, b.upper) {
      report(
        .currencyMismatch, "Amounts in \(one.code) and \(other.code) cannot be compared", at: node, in: scope.file,
        why: "Rates change from day to day; a guess would be wrong tomorrow.", help: help, item: scope.about)
      return
    }
    report(
      .wrongKindOfValue, "\(describe(a).capitalized) and \(describe(b)) cannot be compared", at: node, in: scope.file,
      help: help, fix: fix, item: scope.about)
  }

  /// What kind of value it is, an item by its kind.
  func describe(_ value: Value) -> String {
    if case .item(let id) = value { model.items[id.index].kind.withArticle } else { value.kindName }
  }

  /// Whether two values are the same; nothing, and a finding, where they are of different kinds.
  private mutating func equal(_ a: Value, _ b: Value, _ node: NodeID, _ scope: Scope) -> Bool? {
    switch (a.upper, b.upper) {
    case (.item(let one), .item(let other)): return one == other
    case (.item(let id), .text(let text)), (.item(let id), .word(let text)), (.text(let text), .item(let id)),
      (.word(let text), .item(let id)):
      return Evaluation.isSameName(model.name(of: id), text)
    case (.word(let one), .word(let other)), (.word(let one), .text(let other)), (.text(let one), .word(let other)):
      return Evaluation.isSameName(one, other)
    case (.text(let one), .text(let other)): return one == other
    case (.flag(let one), .flag(let other)): return one == other
    default:
      if let order = order(a, b) { return order == 0 }
      reportIncomparable(a, b, node, scope)
      return nil
    }
  }

  /// Whether two words are the same name, without folding them where it shows before.
  static func isSameName(_ one: String, _ other: String) -> Bool {
    var rest = other.utf8.makeIterator()
    for byte in one.utf8 {
      guard let next = rest.next(), isPlain(byte), isPlain(next) else { return isSameFolded(one, other) }
      if byte | 0x20 != next | 0x20 { return false }
      // Only letters come in two cases.
      if byte != next, !(0x61...0x7A).contains(byte | 0x20) { return false }
    }
    return rest.next() == nil || isSameFolded(one, other)
  }

  private static func isSameFolded(_ one: String, _ other: String) -> Bool {
    NameTable.fold(one) == NameTable.fold(other)
  }

  /// Whether a byte is an ASCII sign that folding leaves where it stands.
  private static func isPlain(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x80 }

  /// The order of two values of one dimension: below 0, 0, or above 0.
  func order(_ a: Value, _ b: Value) -> Int? {
    func order(_ one: Rational, _ other: Rational) -> Int { one < other ? -1 : one == other ? 0 : 1 }
    switch (a.upper, b.upper) {
    case (.number(let one), .number(let other)), (.share(let one), .share(let other)),
      (.duration(let one), .duration(let other)):
      return order(one, other)
    case (.money(let one, let currency), .money(let other, let second)):
      return currency == second ? order(one, other) : nil
    case (.per(let one, let unit), .per(let other, let second)): return unit == second ? self.order(one, other) : nil
    case (.time(let one), .time(let other)): return one - other
    case (.date(let one), .date(let other)): return one < other ? -1 : one == other ? 0 : 1
    case (.text(let one), .text(let other)): return one < other ? -1 : one == other ? 0 : 1
    default: return nil
    }
  }
}

extension Value {
  /// The value that counts in checks: of a range its upper end.
  var upper: Value { if case .range(_, let high) = self { high } else { self } }
}
