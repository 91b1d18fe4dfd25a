/// An amount of money as a host's function takes and gives it: `€4.50`.
public struct Money: Sendable, Hashable {
  /// In whole units of the currency: 9/2 for `€4.50`.
  public let amount: Rational
  public let currency: Currency

  /// An amount in whole units of a currency.
  public init(_ amount: Rational, _ currency: Currency) {
    self.amount = amount
    self.currency = currency
  }
}

/// A part of a whole as a host's function takes and gives it: `30%` is 3/10.
public struct Share: Sendable, Hashable {
  /// The part of one.
  public let part: Rational

  /// A part of one: 3/10 is `30%`.
  public init(_ part: Rational) { self.part = part }
}
