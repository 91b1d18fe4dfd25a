import JourneySyntax

/// Quantities as other tools and countries write them: `21.11.2026`, `€5/click`, `09:00 - 18:00`.
extension Evaluation {
  /// Reports a quantity that is clear to people and not to the language; says no where it shows no such habit.
  mutating func reportedSpelling(_ node: NodeID, _ shape: Shape, _ scope: Scope) -> Bool {
    switch shape {
    case .date: reportedDate(node, scope)
    case .times: reportedTimes(node, scope)
    case .money, .rate: reportedSlash(node, scope)
    default: false
    }
  }

  // MARK: Dates

  private mutating func reportedDate(_ node: NodeID, _ scope: Scope) -> Bool {
    let tree = model.trees[scope.file]
    guard tree[node].kind != .date, tree[node].kind != .name else { return false }
    let written = tree[node].kind == .text ? rawText(node, tree) : tree.text(node)
    guard written.utf8.count <= 12 else { return false }
    let parts = written.split { $0 == "." || $0 == "/" || $0 == "-" || $0 == " " }
    guard parts.count == 3, parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else {
      return false
    }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == 3 else { return false }
    // Day and month in either order: where both can be the month, only a person knows.
    let readings: [Day?]
    if parts[0].count == 4 {
      readings = [Day(year: numbers[0], month: numbers[1], day: numbers[2])]
    } else if parts[2].count == 4 {
      readings = [
        Day(year: numbers[2], month: numbers[1], day: numbers[0]),
        Day(year: numbers[2], month: numbers[0], day: numbers[1]),
      ]
    } else {
      return false
    }
    var days = readings.compactMap { $0 }
    if days.count == 2, days[0] == days[1] { days.removeLast() }
    // A point between the numbers puts the day first everywhere.
    if days.count == 2, written.contains(".") { days.removeLast() }
    guard let first = days.first else { return false }
    report(
      .wrongKindOfValue, "A date is written as year-month-day", at: node, in: scope.file,
      why: "Day and month change places from country to country.",
      help: "Write \(Suggestion.list(days.map { "`\($0.text)`" })).",
      fix: fix("Write `\(first.text)`", node, first.text, scope), item: scope.about)
    return true
  }

  // MARK: Times and rates

  private mutating func reportedTimes(_ node: NodeID, _ scope: Scope) -> Bool {
    let tree = model.trees[scope.file]
    let parts = Array(tree.children(node))
    guard tree[node].kind == .sum, parts.count == 3, tree[parts[0]].kind == .time, tree[parts[2]].kind == .time else {
      return false
    }
    report(
      .habitOperator, "Between two times stands `to`", at: parts[1], in: scope.file,
      help: "Write `\(tree.text(parts[0])) to \(tree.text(parts[2]))`.", fix: fix("Write `to`", parts[1], "to", scope),
      item: scope.about)
    return true
  }

  private mutating func reportedSlash(_ node: NodeID, _ scope: Scope) -> Bool {
    let tree = model.trees[scope.file]
    let parts = Array(tree.children(node))
    guard tree[node].kind == .product, parts.count == 3, tree[parts[2]].kind == .name,
      tree.source.padded[Int(tree[parts[1]].start)] == 0x2F, variable(parts[2], scope) == nil
    else { return false }
    let between = ByteRange(Int(tree[parts[0]].end), Int(tree[parts[2]].start))
    report(
      .habitOperator, "Journey writes `per` for `/`", at: parts[1], in: scope.file,
      help: "Write `\(Display.plain(tree.text(parts[0]))) per \(Display.plain(tree.text(parts[2])))`.",
      fix: Fix("Write `per`", [Edit(Place(tree.source.name, between), " per ")], isSafe: true), item: scope.about)
    return true
  }

  // MARK: Shares

  /// The share that a bare number was meant to be: one that lacks its sign, a part of one, `80 per cent`.
  func percent(_ value: Value, _ shape: Shape) -> String? {
    guard shape == .share else { return nil }
    switch value {
    case .number(let number) where number >= .zero:
      return number > .one ? "\(value.text())%" : Value.share(number).text()
    case .per(.number(let number), "cent"): return "\(Value.number(number).text())%"
    default: return nil
    }
  }

  func percentFix(_ value: Value, _ shape: Shape, _ node: NodeID, _ scope: Scope) -> Fix? {
    percent(value, shape).map { fix("Write `\($0)`", node, $0, scope) }
  }

  /// The share that a word says.
  static let fractions = [
    "half": "50%", "third": "33%", "quarter": "25%", "all": "100%", "everybody": "100%", "everyone": "100%",
    "nobody": "0%", "none": "0%",
  ]
}
