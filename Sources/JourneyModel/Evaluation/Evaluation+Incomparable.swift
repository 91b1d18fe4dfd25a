import JourneySyntax

/// What is said where two values cannot be compared.
extension Evaluation {
  /// `purpose has advise`, `name has "Store"`: only lists have something in them.
  mutating func reportNoList(_ value: Value, _ node: NodeID, _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    guard let (first, second) = tree.twoChildren(node) else { return .none }
    let between = ByteRange(Int(tree[first].end), Int(tree[second].start))
    report(
      .wrongKindOfValue, "`has` asks what is in a list, and this is \(describe(value))", at: node, in: scope.file,
      help: "Ask with `is` whether the two are the same.",
      fix: Fix("Write `is`", [Edit(Place(tree.source.name, between), " is ")], isSafe: false), item: scope.about)
    return .none
  }

  mutating func reportList(_ node: NodeID, _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    guard let (first, second) = tree.twoChildren(node) else { return .none }
    let between = ByteRange(Int(tree[first].end), Int(tree[second].start))
    report(
      .wrongKindOfValue, "`\(Display.plain(tree.text(first)))` is a list", at: node, in: scope.file,
      help: "Ask with `has` whether something is in it.",
      fix: Fix("Write `has`", [Edit(Place(tree.source.name, between), " has ")], isSafe: false), item: scope.about)
    return .none
  }

  mutating func reportIncomparable(_ a: Value, _ b: Value, _ node: NodeID, _ scope: Scope) {
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
    case (.quantity(let quantity), .number): help = "Give the number a unit: `\(number) \(quantity.unit.plural)`."
    case (.quantity(let quantity), _):
      help = "Compare it with \(quantity.unit.dimensionName), for example `5 \(quantity.unit.plural)`."
    case (.list, .number) where parts.count == 2:
      help = "Count what is in the list: `count(\(Display.plain(tree.text(parts[0]))))`."
      fix = self.fix("Count them", parts[0], "count(\(tree.text(parts[0])))", scope)
    case (_, .list) where parts.count == 2:
      help = "Ask with `in` whether it is in the list."
      let between = ByteRange(Int(tree[parts[0]].end), Int(tree[parts[1]].start))
      if Comparator(rawValue: tree[node].detail) == .is {
        fix = Fix("Write `in`", [Edit(Place(tree.source.name, between), " in ")], isSafe: false)
      }
    default: break
    }
    if let one = a.currency, let other = b.currency, one != other {
      return reportCurrencies(one, other, "cannot be compared", node, scope)
    }
    let (first, second) = (describe(a.upper), describe(b.upper))
    let isSameKind = first == second && a.currency == b.currency
    if isSameKind { help = "Ask with `is` whether they are the same." }
    report(
      .wrongKindOfValue,
      isSameKind
        ? "`\(comparator(of: node, tree))` compares amounts, dates and texts, and this is \(first)"
        : "\(first.capitalized) and \(second) cannot be compared", at: node, in: scope.file,
      help: help, fix: fix, item: scope.about)
  }

  private func comparator(of node: NodeID, _ tree: Tree) -> String {
    Comparator(rawValue: tree[node].detail)?.spelling ?? ""
  }

  /// Amounts in two currencies, of which nothing can be made.
  mutating func reportCurrencies(
    _ one: Currency, _ other: Currency, _ problem: String, _ node: NodeID, _ scope: Scope
  ) {
    report(
      .currencyMismatch, "Amounts in \(one.code) and \(other.code) \(problem)", at: node, in: scope.file,
      why: "Rates change from day to day; a guess would be wrong tomorrow.",
      help: "Write both in \(one.code), or both in \(other.code).", item: scope.about)
  }

  /// What kind of value it is, an item by its kind, an amount per something by what that is.
  mutating func describe(_ value: Value) -> String {
    switch value {
    case .item(let id): model.items[id.index].kind.withArticle
    case .per(let amount, let unit):
      "\(amount.isMoney ? "an amount of money" : "a rate") per \(Display.plain(unit, limit: 40))"
    case .range(let low, _): describe(low)
    default: value.kindName
    }
  }
}
