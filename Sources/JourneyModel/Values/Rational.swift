/// An exact number: a fraction in lowest terms.
///
/// Money, percentages and counted shares are fractions by nature, and a sum of shares that is exactly 100% must come
/// out as exactly that. Every operation is checked: what does not fit gives nothing, and the caller says so.
public struct Rational: Hashable, Sendable, Comparable {
  /// The upper part, with the sign.
  public let numerator: Int64
  /// The lower part, positive.
  public let denominator: Int64

  public static let zero = Rational(0)
  public static let one = Rational(1)

  /// A whole number.
  public init(_ whole: Int64) {
    numerator = whole
    denominator = 1
  }

  /// A whole number.
  public init(_ whole: Int) { self.init(Int64(whole)) }

  /// A fraction, if it has a lower part other than zero and fits.
  public init?(_ numerator: Int128, over denominator: Int128) {
    guard denominator != 0 else { return nil }
    // Nearly always both fit in a machine word, whose division is many times as fast.
    if let upper = Int64(exactly: numerator), let lower = Int64(exactly: denominator), lower > 0, upper != .min {
      let divisor = lower == 1 ? 1 : Int64(Rational.greatestDivisor(upper.magnitude, UInt64(lower)))
      self.numerator = upper / divisor
      self.denominator = lower / divisor
      return
    }
    let divisor = Rational.greatestDivisor(numerator.magnitude, denominator.magnitude)
    let sign: Int128 = denominator < 0 ? -1 : 1
    guard let upper = Int64(exactly: sign * (numerator / Int128(divisor))),
      let lower = Int64(exactly: sign * (denominator / Int128(divisor)))
    else { return nil }
    self.numerator = upper
    self.denominator = lower
  }

  /// A computed figure as a fraction of `places` decimal places; nothing where it is no number or too large.
  public init?(rounding value: Double, places: Int = 4) {
    var scale: Int64 = 1
    for _ in 0..<places { scale *= 10 }
    guard value.isFinite, let whole = Int64(exactly: (value * Double(scale)).rounded()) else { return nil }
    self.init(Int128(whole), over: Int128(scale))
  }

  /// The nearest floating-point number.
  public var double: Double { Double(numerator) / Double(denominator) }
  /// Whether it is a whole number.
  public var isWhole: Bool { denominator == 1 }

  public static func < (left: Rational, right: Rational) -> Bool {
    Int128(left.numerator) * Int128(right.denominator) < Int128(right.numerator) * Int128(left.denominator)
  }

  /// The sum, if it fits.
  public func adding(_ other: Rational) -> Rational? {
    if denominator == other.denominator {
      return Rational(Int128(numerator) + Int128(other.numerator), over: Int128(denominator))
    }
    let left = Int128(numerator) * Int128(other.denominator)
    let right = Int128(other.numerator) * Int128(denominator)
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? nil : Rational(sum, over: Int128(denominator) * Int128(other.denominator))
  }

  /// The difference, if it fits.
  public func subtracting(_ other: Rational) -> Rational? {
    other.numerator == .min ? nil : adding(Rational(unchecked: -other.numerator, other.denominator))
  }

  /// The product, if it fits.
  public func multiplied(by other: Rational) -> Rational? {
    Rational(Int128(numerator) * Int128(other.numerator), over: Int128(denominator) * Int128(other.denominator))
  }

  /// The quotient, if it fits and the other is not zero.
  public func divided(by other: Rational) -> Rational? {
    Rational(Int128(numerator) * Int128(other.denominator), over: Int128(denominator) * Int128(other.numerator))
  }

  /// The number rounded to decimal places, halves away from zero.
  public func rounded(places: Int = 0) -> Rational? {
    var scale: Int128 = 1
    for _ in 0..<min(places, 9) { scale *= 10 }
    let scaled = Int128(numerator) * scale
    let lower = Int128(denominator)
    let half = scaled.magnitude % UInt128(lower) * 2 >= UInt128(lower) ? Int128(1) : 0
    return Rational(scaled / lower + (scaled < 0 ? -half : half), over: scale)
  }

  /// The number in decimals: exact where it has an end, else rounded to `places`.
  public func decimal(places: Int = 4) -> String {
    guard let rounded = exactPlaces.flatMap({ $0 <= 12 ? self : nil }) ?? self.rounded(places: places) else {
      return "?"
    }
    let count = rounded.exactPlaces ?? 0
    var scale: Int128 = 1
    for _ in 0..<count { scale *= 10 }
    let digits = String((Int128(rounded.numerator) * scale / Int128(rounded.denominator)).magnitude)
    let sign = rounded.numerator < 0 ? "-" : ""
    guard count > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, count + 1 - digits.count)) + digits
    return sign + padded.dropLast(count) + "." + padded.suffix(count)
  }

  /// How many decimal places it takes to write it exactly; nothing where no number of places does.
  var exactPlaces: Int? {
    var rest = denominator
    var twos = 0
    var fives = 0
    while rest % 2 == 0 {
      rest /= 2
      twos += 1
    }
    while rest % 5 == 0 {
      rest /= 5
      fives += 1
    }
    return rest == 1 ? max(twos, fives) : nil
  }

  private init(unchecked numerator: Int64, _ denominator: Int64) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The greatest divisor of two numbers, of which the second is not zero.
  private static func greatestDivisor(_ left: UInt64, _ right: UInt64) -> UInt64 {
    var (a, b) = (left, right)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  private static func greatestDivisor(_ left: UInt128, _ right: UInt128) -> UInt128 {
    var (a, b) = (left, right)
    while b != 0 { (a, b) = (b, a % b) }
    return max(a, 1)
  }
}
