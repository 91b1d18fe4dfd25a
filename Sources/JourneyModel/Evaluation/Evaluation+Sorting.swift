import JourneySyntax

/// The order of rows: amounts by their size, texts by the alphabet, words of a fixed list as in that list, items as they
/// are declared; equal ones stay as they were, and who says nothing comes last either way.
extension Evaluation {
  /// The numbers of rows in the order of their keys; nothing where the keys cannot be compared, which is said.
  mutating func order(of keys: [Value], by node: NodeID, _ isDescending: Bool, _ scope: Scope) -> [Int]? {
    var choices: [String: Int] = [:]
    if case .fixed(let words, _)? = words(of: node, scope) {
      for (number, word) in words.enumerated() { choices[NameTable.fold(word)] = number }
    }
    let sortable = keys.map { Evaluation.sortable($0, choices) }
    guard areComparable(keys, sortable, node, scope) else { return nil }
    let weight = max(1, Int.bitWidth - keys.count.leadingZeroBitCount) / 4
    guard spend(keys.count * max(1, weight), at: node, in: scope.file) else { return nil }
    return keys.indices.sorted { left, right in
      let (a, b) = (sortable[left], sortable[right])
      guard !a.isEmpty, !b.isEmpty else { return a.isEmpty == b.isEmpty ? left < right : b.isEmpty }
      let order = Evaluation.lexicographic(a, b)
      return order == 0 ? left < right : (order < 0) != isDescending
    }
  }

  /// What a key is compared by, part by part; empty where it says nothing.
  private static func sortable(_ key: Value, _ choices: [String: Int]) -> [Value] {
    key.elements.filter(\.isKnown).map { value in
      switch value {
      case .word(let word):
        let folded = NameTable.fold(word)
        return choices[folded].map { .number(Rational($0)) } ?? .text(folded)
      case .text(let text): return .text(NameTable.fold(text))
      case .flag(let isSo): return .number(isSo ? .one : .zero)
      case .item(let id): return .number(Rational(id.index))
      case .pain(let index), .evidence(let index): return .number(Rational(index))
      default: return value
      }
    }
  }

  private static func lexicographic(_ a: [Value], _ b: [Value]) -> Int {
    for (one, other) in zip(a, b) {
      if let order = Value.order(one, other), order != 0 { return order }
    }
    return a.count - b.count
  }

  /// Whether all keys are of one kind; the first that is not is reported.
  private mutating func areComparable(_ keys: [Value], _ sortable: [[Value]], _ node: NodeID, _ scope: Scope) -> Bool {
    var first: Value?
    for (key, parts) in zip(keys, sortable) {
      for (value, part) in zip(key.elements.filter(\.isKnown), parts) {
        guard let sample = first else {
          first = value
          continue
        }
        let isOrdered = Value.order(part, part) != nil
        let isAlike =
          sample.upper.kindName == value.upper.kindName || (sample.string != nil && value.string != nil)
        guard isOrdered, isAlike, sample.currency == value.currency, sample.unit == value.unit else {
          reportUnsortable(sample, value, node, scope)
          return false
        }
      }
    }
    return true
  }

  private mutating func reportUnsortable(_ one: Value, _ other: Value, _ node: NodeID, _ scope: Scope) {
    if let currency = one.currency, let second = other.currency, currency != second {
      report(
        .currencyMismatch, "Amounts in \(currency.code) and \(second.code) cannot be sorted", at: node, in: scope.file,
        why: "Rates change from day to day; a guess would be wrong tomorrow.",
        help: "Write all of them in one currency.")
    } else {
      report(
        .wrongKindOfValue, "\(describe(one).capitalized) and \(describe(other)) have no order", at: node,
        in: scope.file, help: "Sort by what is of one kind for all, for example `sort by name`.")
    }
  }
}

extension Value {
  /// What an amount is for each of: `click` in `€4.50 per click`.
  var unit: String? {
    switch self {
    case .per(_, let unit): unit
    case .range(_, let high): high.unit
    default: nil
    }
  }
}
