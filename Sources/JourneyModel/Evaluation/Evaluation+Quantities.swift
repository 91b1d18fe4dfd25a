import JourneySyntax

/// Amounts as attributes hold them: of the dimension that is asked for, and within their bounds.
extension Evaluation {
  mutating func quantity(_ node: NodeID, _ shape: Shape, _ rule: AttributeRule, _ scope: Scope) -> Value {
    guard !reportedSpelling(node, shape, scope) else { return .none }
    var wanting = scope
    wanting.wanted = rule.attribute
    var value = value(node, wanting)
    let isUnknown = value == .unknown
    if isUnknown { value = sampleOfHost(node, wanting) }
    switch value {
    case .none: return .none
    case .unknown: return .unknown
    default: break
    }
    guard let fitting = fitting(value, shape, node, scope) else {
      if !reportedBareMoney(value, shape, node, scope) {
        let percent = percent(value, shape)
        report(
          .wrongKindOfValue,
          "`\(rule.attribute.rawValue)` takes \(Evaluation.name(of: shape)), and this is \(describe(value))",
          at: node, in: scope.file,
          help: percent.map { "Write `\($0)`." } ?? help(forUnitOf: value, shape, node, scope)
            ?? "For example: `\(rule.example)`",
          fix: percent.map { fix("Write `\($0)`", node, $0, scope) }, item: scope.about)
      }
      return .none
    }
    return isUnknown ? .unknown : checkBounds(fitting, shape, rule, node, scope)
  }

  /// What a bare number lacks where a time span or times of the day are asked for.
  private mutating func help(forUnitOf value: Value, _ shape: Shape, _ node: NodeID, _ scope: Scope) -> String? {
    let written = Display.plain(model.trees[scope.file].text(node), limit: 40)
    switch (shape, value) {
    case (.duration, .number), (.duration, .range(.number, .number)):
      return "Write its unit behind it, for example `\(written) min` or `\(written) days`."
    case (.times, .range(.number(let low), .number(let high))):
      return "Write times with minutes: `\(Value.number(low).text()):00 to \(Value.number(high).text()):00`."
    case (_, .text(let text)) where text.contains(where: \.isNumber) && text.count < 20:
      return "Numbers stand without quotes: `\(Display.plain(text))`."
    case (.share, .item(let id)) where model.items[id.index].kind == .persona:
      return "Who goes there is said by `when persona is \(model.reference(to: id))`."
    case (.times, _) where written == "24/7": return "Write `00:00 to 24:00`."
    default: return nil
    }
  }

  static func name(of shape: Shape) -> String {
    switch shape {
    case .share, .arrow, .entry: "a share"
    case .duration: "a time span"
    case .money: "an amount of money"
    case .rate: "a rate"
    case .date, .evidence: "a date"
    case .number(let low, let high, _): "a number from \(low) to \(high)"
    case .times: "times of the day"
    default: "a number"
    }
  }

  /// The value as the shape wants it; nothing where it is of another dimension.
  private mutating func fitting(_ value: Value, _ shape: Shape, _ node: NodeID, _ scope: Scope) -> Value? {
    if case .range(let low, let high) = value {
      guard let low = fitting(low, shape, node, scope), let high = fitting(high, shape, node, scope) else {
        // `2 to 5 days`: the unit behind the second number holds for both.
        return nil
      }
      return .range(low, high)
    }
    switch (shape, value) {
    case (.share, .share), (.duration, .duration), (.money, .money), (.date, .date), (.number, .number),
      (.times, .time):
      return value
    case (.money, .number(let amount)):
      return journeyCurrency(scope).map { .money(amount, $0) }
    case (.money, .per(.money, _)): return value
    case (.money, .per(.number(let amount), let unit)):
      return journeyCurrency(scope).map { .per(.money(amount, $0), unit) }
    case (.rate, .per(.number, _)): return value
    default: return nil
    }
  }

  func journeyCurrency(_ scope: Scope) -> Currency? {
    guard scope.number > 0, let journey = model.journeys[Int(scope.number) - 1].journey else { return nil }
    return model.value(.currency, of: journey).string.flatMap { Currency(code: $0) }
  }

  private mutating func reportedBareMoney(_ value: Value, _ shape: Shape, _ node: NodeID, _ scope: Scope) -> Bool {
    guard shape == .money, value.magnitude != nil, !value.isMoney else { return false }
    switch value {
    case .number, .per(.number, _), .range(.number, .number): break
    default: return false
    }
    report(
      .missingCurrency, "This amount has no currency", at: node, in: scope.file,
      help: "Write `€4.50` or `4.50 EUR`, or say `currency EUR` in the journey.", item: scope.about)
    return true
  }

  private mutating func checkBounds(
    _ value: Value, _ shape: Shape, _ rule: AttributeRule, _ node: NodeID, _ scope: Scope
  ) -> Value {
    if case .range(let low, let high) = value, let first = low.magnitude, let last = high.magnitude, first > last,
      shape != .times
    {
      report(
        .outOfRange, "The range runs backwards: \(value.text())", at: node, in: scope.file,
        help: "Write the smaller amount first.", item: scope.about)
    }
    let low: Rational
    let high: Rational
    switch shape {
    case .share: (low, high) = (.zero, .one)
    case .number(let from, let to, _): (low, high) = (Rational(from), Rational(to))
    default: return value
    }
    let isWithin = { (end: Value) in end.magnitude.map { $0 >= low && $0 <= high } ?? true }
    let fits =
      switch value {
      case .range(let first, let last): isWithin(first) && isWithin(last)
      default: isWithin(value)
      }
    guard fits else {
      let bounds =
        shape == .share
        ? "A share is between 0% and 100%"
        : "`\(rule.attribute.rawValue)` is between \(Value.number(low).text()) and \(Value.number(high).text())"
      report(
        .outOfRange, "\(bounds), and this is \(value.text())", at: node, in: scope.file,
        help: "For example: `\(rule.example)`", item: scope.about)
      return .none
    }
    return value
  }
}
