/// A unit that a host registered: the word behind a number, and what it measures.
public struct Unit: Sendable, Hashable {
  /// What stands behind one: `km`, `point`.
  public let name: String
  /// What stands behind any other number: `km`, `points`.
  public let plural: String
  /// What it measures, in a word: `distance`. Amounts of one dimension add and compare, and no others.
  public let dimension: String
  /// How many of the dimension's base unit it is: more than zero.
  public let factor: Rational

  /// A unit; one without a factor is the base of its dimension.
  public init(_ name: String, plural: String? = nil, of dimension: String, factor: Rational = .one) {
    self.name = name
    self.plural = plural ?? name
    self.dimension = dimension
    self.factor = factor
  }

  /// What it measures, as messages call it: `a distance`.
  var dimensionName: String { Unit.withArticle(dimension) }

  /// A word with its article.
  static func withArticle(_ word: String) -> String {
    "\("aeiou".contains(word.lowercased().prefix(1)) && !word.isEmpty ? "an" : "a") \(word)"
  }
}

/// An amount in a unit that a host registered: `5 km`.
///
/// Two are the same where they measure the same, whatever their units: `5 km` is `5000 m`. What is calculated stays in
/// the unit of its first part.
public struct Quantity: Sendable, Hashable {
  /// How many of the unit it is.
  public let amount: Rational
  public let unit: Unit
  /// How many of the dimension's base unit it is.
  public let base: Rational

  /// So many of a unit; nothing where that is larger, or finer, than Journey counts with.
  public init?(_ amount: Rational, _ unit: Unit) {
    guard let base = amount.multiplied(by: unit.factor) else { return nil }
    self.amount = amount
    self.unit = unit
    self.base = base
  }

  /// So many of the base unit, in another one.
  init?(base: Rational, in unit: Unit) {
    guard let amount = base.divided(by: unit.factor) else { return nil }
    self.amount = amount
    self.unit = unit
    self.base = base
  }

  public static func == (left: Quantity, right: Quantity) -> Bool {
    left.base == right.base && left.unit.dimension == right.unit.dimension
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(base)
    hasher.combine(unit.dimension)
  }

  /// Whether it measures the same kind of thing as another one.
  func isLike(_ other: Quantity) -> Bool { unit.dimension == other.unit.dimension }

  /// The quantity as a script writes it: `5 km`.
  public var text: String { "\(amount.decimal()) \(amount == .one ? unit.name : unit.plural)" }
}
