import JourneySyntax

/// Where an expression is read, and what its bare words may mean there.
struct Scope {
  var file: Int
  var frame: Int32
  /// The journey's number in the model from 1; 0 for what is shared.
  var number: Int32
  /// The item that is being filtered.
  var subject: ItemID?
  /// The item that the check is about.
  var about: ItemID?
  /// The words of the attribute beside this expression: `support` beside `purpose`.
  var words: Words?
  /// Whether a word that is nothing else stands for itself, as in `for each topic in price, range`.
  var namesAreWords = false
  /// The pain or evidence that is being filtered, which has attributes but is no item.
  var record = Value.none
  /// Whether `persona` and `known` are there, as in `when`.
  var isOnTheWay = false
  /// Whose way it is, where that is known.
  var persona: ItemID?
  /// What is known of a customer there.
  var known = Value.unknown
  /// The attribute whose value this is, for what to say of a word that means nothing.
  var wanted: Attribute?
  /// The part of a text that is being filled in.
  var filling: NodeID?
  /// Whether the list that is gone through may hold touchpoints and outcomes both, as `next` does.
  var isMixed = false
  /// Whether words speak of all members of the group whose row is being made.
  var isGrouped = false

  /// The words that an attribute's values are, with the attribute's name where they are fixed.
  enum Words {
    case fixed([String], of: String)
    case free
  }
}

/// Expressions to values, by walking the tree.
extension Evaluation {
  mutating func value(_ node: NodeID, _ scope: Scope) -> Value {
    guard step(at: node, in: scope.file) else { return .none }
    let tree = model.trees[scope.file]
    switch tree[node].kind {
    case .number, .share, .countedShare, .duration, .money, .date, .time: return literal(node, scope)
    case .quantity: return quantityLiteral(node, scope)
    case .text:
      return .text(filledIn(node, scope.file, scope.frame, subject: scope.about, filtering: scope.subject))
    case .name: return name(node, scope)
    case .range: return range(node, scope)
    case .per: return per(node, scope)
    case .member: return member(node, scope)
    case .call: return call(node, scope)
    case .list: return list(node, scope)
    case .sum, .product: return chain(node, scope)
    case .comparison: return comparison(node, scope)
    case .and, .or: return junction(node, scope)
    case .not:
      guard let part = tree.firstChild(node) else { return .none }
      if case .flag(let isSo) = condition(part, scope) { return .flag(!isSo) }
      return .none
    case .filter: return filter(node, scope)
    default: return .none
    }
  }

  /// A list of what its parts hold, as long as the work that is left allows.
  private mutating func list(_ node: NodeID, _ scope: Scope) -> Value {
    var elements: [Value] = []
    for part in model.trees[scope.file].children(node) {
      let more = value(part, scope).elements
      // Each member that is copied is work: lists of lists double.
      guard spend(1 + more.count, at: node, in: scope.file), boundedList(elements.count + more.count, node, scope)
      else { return .none }
      elements += more
    }
    return .list(elements)
  }

  // MARK: Literals

  private mutating func literal(_ node: NodeID, _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    switch Literal(tree[node], in: tree.source) {
    case .value(let value):
      if case .money = value { checkThousands(node, scope) }
      return value
    case .tooLarge:
      report(
        .numberTooLarge, "This number is larger, or finer, than Journey can count with", at: node, in: scope.file,
        help: "Numbers have at most 18 digits.")
    case .unknownCurrency(let code):
      reportCurrency(code, Suggestion.near(code, among: Currency.codes), at: node, scope)
    case .noSuchDay:
      report(
        .outOfRange, "The calendar has no day \(tree.text(node))", at: node, in: scope.file,
        help: "Write year, month and day: `2026-11-21`.")
    case .noSuchTime:
      report(
        .outOfRange, "The clock does not show \(tree.text(node))", at: node, in: scope.file,
        help: "Times go from 00:00 to 24:00.")
    case .zeroWhole:
      report(
        .divisionByZero, "A share of zero is no share", at: node, in: scope.file,
        help: "Write how many there were in all behind `of`.")
    }
    return .none
  }

  /// `€1.200`, where a comma groups thousands and a point does not: read as written, it is a thousandth of what a person
  /// from a country of decimal commas means.
  private mutating func checkThousands(_ node: NodeID, _ scope: Scope) {
    let tree = model.trees[scope.file]
    let text = tree.text(node)
    // Nearly no amount has three digits behind a point, and to take one apart takes longer than to read it.
    guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")),
      text.utf8[point...].dropFirst().prefix(while: { $0 &- 0x30 < 10 }).count == 3
    else { return }
    let number = text.drop { !$0.isNumber }.prefix { $0.isNumber || $0 == "." || $0 == "," }
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].count == 3, parts[0].count <= 3, let first = parts[0].first, first != "0" else {
      return
    }
    let meant = text.replacing(number, with: "\(parts[0]),\(parts[1])")
    report(
      .numberFormat,
      "`\(text)` is between \(parts[0]) and \(parts[0] == "999" ? "1,000" : "\((Int(parts[0]) ?? 0) + 1)"): the point divides, and the comma groups",
      at: node, in: scope.file, help: "For thousands write `\(meant)`; else write two decimals.",
      fix: fix("Write `\(meant)`", node, meant, scope), item: scope.about, severity: .warning)
  }

  private mutating func range(_ node: NodeID, _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    let parts = Array(tree.children(node))
    guard parts.count == 2 else { return .none }
    var low = value(parts[0], scope)
    var high = value(parts[1], scope)
    // `2 to 5 days`, `€20 to 30`: a unit said once holds for both.
    switch (low, high) {
    case (.number(let number), .duration):
      let word = tree.text(parts[1]).split { $0 == " " || $0.isNumber }.last.map(String.init) ?? ""
      if let unit = Keyword(rawValue: word.lowercased()).flatMap(TimeUnit.init) {
        low = number.multiplied(by: Rational(unit.seconds)).map { .duration($0) } ?? .none
      }
    case (.number(let number), .money(_, let currency)): low = .money(number, currency)
    case (.money(_, let currency), .number(let number)): high = .money(number, currency)
    case (.number(let number), .quantity(let quantity)):
      low = Quantity(number, quantity.unit).map { .quantity($0) } ?? .none
    case (.number(let number), .share):
      low = number.divided(by: Rational(100)).map { .share($0) } ?? .none
    case (.number(let number), .per(let amount, let unit)):
      if case .money(_, let currency) = amount {
        low = .per(.money(number, currency), unit)
      } else {
        low = .per(.number(number), unit)
      }
    case (.money(let amount, let currency), .per(.money, let unit)): low = .per(.money(amount, currency), unit)
    default: break
    }
    guard low != .none, high != .none else { return .none }
    guard low.kindName == high.kindName else {
      report(
        .wrongKindOfValue, "A range goes from \(low.kindName) to \(high.kindName)", at: node, in: scope.file,
        help: "Both ends are of one kind: `2 to 5 days`.")
      return .none
    }
    return .range(low, high)
  }

  private mutating func per(_ node: NodeID, _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    let parts = Array(tree.children(node))
    guard parts.count == 2 else { return .none }
    let amount = value(parts[0], scope)
    return amount == .none ? .none : .per(amount, tree.text(parts[1]))
  }

  // MARK: Conditions

  /// An expression as a condition: yes, no, or none; anything else is reported.
  mutating func condition(_ node: NodeID, _ scope: Scope) -> Value {
    let value = value(node, scope)
    switch value {
    case .flag, .none: return value
    case .unknown: return .none
    default:
      reportNoCondition(value, node, scope)
      return .none
    }
  }

  mutating func reportNoCondition(_ value: Value, _ node: NodeID, _ scope: Scope) {
    report(
      .wrongKindOfValue, "A condition is yes or no, and this is \(describe(value))", at: node, in: scope.file,
      help: "Compare it with something: `wait > 5 min`, `purpose is support`.", item: scope.about)
  }

  private mutating func junction(_ node: NodeID, _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    let isAnd = tree[node].kind == .and
    var result = Value.flag(isAnd)
    let before = restraint.errors
    for part in tree.children(node) {
      let isMet = condition(part, scope)
      guard restraint.errors == before else { return .none }
      switch isMet {
      case .flag(let isSo): if isSo != isAnd { return .flag(!isAnd) }
      default: result = .none
      }
    }
    return result
  }

  private mutating func filter(_ node: NodeID, _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    let parts = Array(tree.children(node))
    guard let first = parts.first else { return .none }
    var elements = value(first, scope).elements
    var inner = scope
    inner.isMixed = isNext(first, scope)
    for condition in parts.dropFirst() { elements = matching(condition, elements, inner) }
    return .list(elements)
  }

  /// The members of a list for which a condition holds.
  private mutating func matching(_ condition: NodeID, _ elements: [Value], _ scope: Scope) -> [Value] {
    let items = elements.compactMap(\.itemID)
    guard items.count == elements.count else { return elements.filter { matches(condition, $0, scope) } }
    let truths = truths(of: condition, for: items, as: .subject, scope) { evaluation, item in
      Truth(evaluation.condition(condition, on: .item(item), scope))
    }
    return zip(elements, truths).filter { $1 == .yes }.map(\.0)
  }

  /// Whether a condition holds for a member of a list.
  mutating func matches(_ condition: NodeID, _ element: Value, _ scope: Scope) -> Bool {
    self.condition(condition, on: element, scope) == .flag(true)
  }

  /// A condition on a member of a list: yes, no, or none where the member does not say.
  mutating func condition(_ condition: NodeID, on element: Value, _ scope: Scope) -> Value {
    var inner = scope
    inner.words = nil
    switch element {
    case .item(let id):
      inner.subject = id
      inner.record = .none
    case .pain, .evidence:
      inner.subject = nil
      inner.record = element
    default:
      report(
        .wrongKindOfValue, "`where` goes through items, and this is \(element.kindName)", at: condition, in: scope.file,
        help: "Filter touchpoints, stages, channels or pains.", item: scope.about)
      return .none
    }
    return self.condition(condition, inner)
  }

  // MARK: Arithmetic

  private mutating func chain(_ node: NodeID, _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    var result: Value?
    var sign: UInt8 = 0x2B
    for part in tree.children(node) {
      if tree[part].kind == .sign {
        sign = tree.source.padded[Int(tree[part].start)]
        continue
      }
      let operand = value(part, scope)
      guard let left = result else {
        result = operand
        continue
      }
      result = combine(left, sign, operand, part, scope)
    }
    return result ?? .none
  }

  mutating func combine(_ left: Value, _ sign: UInt8, _ right: Value, _ node: NodeID, _ scope: Scope) -> Value {
    guard left != .none, right != .none else { return .none }
    guard left != .unknown, right != .unknown else { return .unknown }
    switch sign {
    case 0x2A: return product(left, right, node, scope)
    case 0x2F: return quotient(left, right, node, scope)
    default: return sum(left, right, isAdding: sign != 0x2D, node, scope)
    }
  }

  mutating func sum(_ left: Value, _ right: Value, isAdding: Bool, _ node: NodeID, _ scope: Scope) -> Value {
    func result<Result>(_ a: Rational, _ b: Rational, _ wrap: (Rational) -> Result) -> Result? {
      (isAdding ? a.adding(b) : a.subtracting(b)).map(wrap)
    }
    let value: Value?
    switch (left.upper, right.upper) {
    case (.number(let a), .number(let b)): value = result(a, b) { .number($0) }
    case (.share(let a), .share(let b)): value = result(a, b) { .share($0) }
    case (.duration(let a), .duration(let b)): value = result(a, b) { .duration($0) }
    case (.money(let a, let one), .money(let b, let other)):
      guard one == other else {
        reportCurrencies(one, other, isAdding ? "do not add" : "do not subtract", node, scope)
        return .none
      }
      value = result(a, b) { .money($0, one) }
    case (.quantity(let a), .quantity(let b)) where a.isLike(b):
      value = result(a.base, b.base) { $0 }.flatMap { Quantity(base: $0, in: a.unit) }.map { .quantity($0) }
    case (.per(let a, let one), .per(let b, let other)) where one == other:
      let inner = sum(a, b, isAdding: isAdding, node, scope)
      return inner == .none ? .none : .per(inner, one)
    case (.text(let a), .text(let b)) where isAdding:
      guard bounded(a.utf8.count + b.utf8.count, node, scope) else { return .none }
      return weighed(.text(a + b), at: node, in: scope.file)
    default:
      report(
        .wrongKindOfValue,
        "\(describe(left).capitalized) and \(describe(right)) do not \(isAdding ? "add" : "subtract")", at: node,
        in: scope.file, help: "Both must be of one kind, for example `2 days + 3 h`.", item: scope.about)
      return .none
    }
    return checked(value, node, scope)
  }

  private mutating func product(_ left: Value, _ right: Value, _ node: NodeID, _ scope: Scope) -> Value {
    let value: Value?
    switch (left.upper, right.upper) {
    case (.number(let a), .number(let b)): value = a.multiplied(by: b).map { .number($0) }
    case (.share(let a), .share(let b)): value = a.multiplied(by: b).map { .share($0) }
    case (.number(let a), .share(let b)), (.share(let a), .number(let b)):
      value = a.multiplied(by: b).map { .number($0) }
    case (.duration(let a), .number(let b)), (.duration(let a), .share(let b)), (.number(let b), .duration(let a)),
      (.share(let b), .duration(let a)):
      value = a.multiplied(by: b).map { .duration($0) }
    case (.money(let a, let currency), .number(let b)), (.money(let a, let currency), .share(let b)),
      (.number(let b), .money(let a, let currency)), (.share(let b), .money(let a, let currency)):
      value = a.multiplied(by: b).map { .money($0, currency) }
    case (.quantity(let a), .number(let b)), (.quantity(let a), .share(let b)), (.number(let b), .quantity(let a)),
      (.share(let b), .quantity(let a)):
      value = a.base.multiplied(by: b).flatMap { Quantity(base: $0, in: a.unit) }.map { .quantity($0) }
    default:
      report(
        .wrongKindOfValue, "\(describe(left).capitalized) times \(describe(right)) means nothing", at: node,
        in: scope.file, help: "One of the two must be a plain number or a share.", item: scope.about)
      return .none
    }
    return checked(value, node, scope)
  }

  private mutating func quotient(_ left: Value, _ right: Value, _ node: NodeID, _ scope: Scope) -> Value {
    guard right.magnitude != .zero else {
      report(
        .divisionByZero, "This divides by zero", at: node, in: scope.file,
        help: "Ask first whether it is zero: `if(n is 0, 0, total / n)`.", item: scope.about)
      return .none
    }
    let value: Value?
    switch (left.upper, right.upper) {
    case (.number(let a), .number(let b)), (.duration(let a), .duration(let b)), (.share(let a), .share(let b)):
      value = a.divided(by: b).map { .number($0) }
    case (.money(let a, let one), .money(let b, let other)) where one == other:
      value = a.divided(by: b).map { .number($0) }
    case (.quantity(let a), .quantity(let b)) where a.isLike(b): value = a.base.divided(by: b.base).map { .number($0) }
    case (.quantity(let a), .number(let b)):
      value = a.base.divided(by: b).flatMap { Quantity(base: $0, in: a.unit) }.map { .quantity($0) }
    case (.duration(let a), .number(let b)): value = a.divided(by: b).map { .duration($0) }
    case (.share(let a), .number(let b)): value = a.divided(by: b).map { .share($0) }
    case (.money(let a, let currency), .number(let b)): value = a.divided(by: b).map { .money($0, currency) }
    case (.money(_, let one), .money(_, let other)):
      reportCurrencies(one, other, "cannot be divided", node, scope)
      return .none
    default:
      report(
        .wrongKindOfValue, "\(describe(left).capitalized) divided by \(describe(right)) means nothing", at: node,
        in: scope.file, help: "Divide by a plain number, or by something of the same kind.", item: scope.about)
      return .none
    }
    return checked(value, node, scope)
  }

  /// Whether a text of this many bytes may be made.
  mutating func bounded(_ count: Int, _ node: NodeID, _ scope: Scope) -> Bool {
    noteText(count, node, scope.file)
    guard count > limits.text else { return true }
    report(
      .textTooLong, "This text grows beyond \(limits.text) bytes", at: node, in: scope.file,
      help: "Fill in less, or split the text.", item: scope.about)
    return false
  }

  /// Whether a list of this many members may be made.
  mutating func boundedList(_ count: Int, _ node: NodeID, _ scope: Scope) -> Bool {
    guard count > limits.items else { return true }
    report(
      .tooMuchWork, "This list grows beyond \(limits.items) members", at: node, in: scope.file,
      help: "Ask for fewer: each member brings its own list, and those are joined.", item: scope.about)
    return false
  }

  mutating func checked(_ value: Value?, _ node: NodeID, _ scope: Scope) -> Value {
    if let value { return value }
    report(
      .numberTooLarge, "The result is larger, or finer, than Journey can count with", at: node, in: scope.file,
      help: "Use rounder numbers.", item: scope.about)
    return .none
  }
}
