import JourneySyntax

/// What an attribute holds and an expression gives.
///
/// Only what is wide or holds other values lies in a box: there are as many values as lines, and most of them are small.
public enum Value: Hashable, Sendable {
  /// Nothing is said.
  case none
  /// It exists, and its size is not known: never zero.
  case unknown
  case flag(Bool)
  case number(Rational)
  /// A part of a whole: 30% is 3/10.
  case share(Rational)
  /// A span of time in seconds.
  case duration(Rational)
  /// An amount of money in whole units of its currency.
  indirect case money(Rational, Currency)
  /// An amount in a unit of the host: `5 km`.
  indirect case quantity(Quantity)
  /// An amount for each of something: `€4.50 per click`, `3 per week`.
  indirect case per(Value, String)
  /// From one amount to another of the same dimension; in checks the upper end counts.
  indirect case range(Value, Value)
  case date(Day)
  /// A time of the day, in minutes since midnight.
  case time(Int)
  case text(String)
  /// A fixed word, a data field or a topic.
  case word(String)
  case item(ItemID)
  /// One of the model's pains, by its number.
  case pain(Int)
  /// One of the model's pieces of evidence, by its number.
  case evidence(Int)
  case list([Value])

  /// What kind of value it is, as messages call it.
  public var kindName: String {
    switch self {
    case .none: "nothing"
    case .unknown: "an unknown amount"
    case .flag: "yes or no"
    case .number: "a number"
    case .share: "a share"
    case .duration: "a time span"
    case .money: "an amount of money"
    case .quantity(let quantity): quantity.unit.dimensionName
    case .per(let amount, _): amount.isMoney ? "an amount of money per something" : "a rate"
    case .range(let low, _): low.kindName
    case .date: "a date"
    case .time: "a time of the day"
    case .text: "a text"
    case .word: "a word"
    case .item: "an item"
    case .pain: "a pain"
    case .evidence: "a piece of evidence"
    case .list: "a list"
    }
  }

  var isMoney: Bool { if case .money = self { true } else { false } }

  /// The number that it is compared and summed by, whatever its dimension.
  public var magnitude: Rational? {
    switch self {
    case .number(let value), .share(let value), .duration(let value), .money(let value, _): value
    case .quantity(let quantity): quantity.base
    case .per(let amount, _): amount.magnitude
    case .range(_, let high): high.magnitude
    case .time(let minutes): Rational(minutes)
    default: nil
    }
  }

  /// The currency of an amount of money, also where it is per something or a range.
  var currency: Currency? {
    switch self {
    case .money(_, let currency): currency
    case .per(let amount, _), .range(_, let amount): amount.currency
    default: nil
    }
  }

  /// Whether it says something: neither none nor unknown.
  public var isKnown: Bool {
    switch self {
    case .none, .unknown: false
    default: true
    }
  }

  /// The members of a list; of a single value itself; of none nothing.
  public var elements: [Value] {
    switch self {
    case .none: []
    case .list(let values): values
    default: [self]
    }
  }

  /// The text of a text or a word.
  public var string: String? {
    switch self {
    case .text(let text), .word(let text): text
    default: nil
    }
  }

  public var itemID: ItemID? { if case .item(let id) = self { id } else { nil } }
}
