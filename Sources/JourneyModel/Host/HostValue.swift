/// A type of Swift that a host's function may take and give.
///
/// `Int`, `Double`, `Bool`, `String`, `Duration`, `Rational`, `Share`, `Money` and `Day` are such, optionals and arrays of
/// them; a type of the host's own is one by saying which type of the language it is, and how it is read and written.
public protocol HostValue: Sendable {
  /// What it is in the language.
  static var hostType: HostType { get }
  /// Reads an argument; nothing where it does not fit, which is said to who wrote the script.
  init?(hostValue: Value)
  /// Writes a result; nothing where the language cannot hold it, such as a number with too many digits.
  var hostValue: Value? { get }
  /// Reads an argument as `init(hostValue:)` does, and throws where that gives nothing. No type needs one of its own: this
  /// one is there since an optional of a type that is not known before takes longer to make than a call does.
  static func argument(_ value: Value) throws(HostMismatch) -> Self
}

extension HostValue {
  @inlinable
  public static func argument(_ value: Value) throws(HostMismatch) -> Self {
    guard let argument = Self(hostValue: value) else { throw HostMismatch() }
    return argument
  }
}

/// An argument that is of another type than a parameter; scripts are told in words of their own.
public struct HostMismatch: Error, Sendable, Hashable {
  public init() {}
}

extension Int: HostValue {
  public static var hostType: HostType { .number }

  /// A whole number; one with decimals does not fit.
  public init?(hostValue value: Value) {
    guard case .number(let number) = value, number.isWhole else { return nil }
    self = Int(number.numerator)
  }
  public var hostValue: Value? { .number(Rational(self)) }
}

extension Double: HostValue {
  public static var hostType: HostType { .number }

  /// The number nearest to the fraction that the script means.
  public init?(hostValue value: Value) {
    guard case .number(let number) = value else { return nil }
    self = number.double
  }

  /// The shortest decimal number that it is: 0.1 is a tenth. Nothing for what is no number, or has too many digits.
  public var hostValue: Value? { Rational(decimal: self).map { .number($0) } }
}

extension Rational: HostValue {
  public static var hostType: HostType { .number }
  public init?(hostValue value: Value) {
    guard case .number(let number) = value else { return nil }
    self = number
  }
  public var hostValue: Value? { .number(self) }
}

extension Bool: HostValue {
  public static var hostType: HostType { .yesNo }
  public init?(hostValue value: Value) {
    guard case .flag(let isSo) = value else { return nil }
    self = isSo
  }
  public var hostValue: Value? { .flag(self) }
}

extension String: HostValue {
  public static var hostType: HostType { .text }

  /// A text, or a fixed word, data field or topic by its name.
  public init?(hostValue value: Value) {
    guard let text = value.string else { return nil }
    self = text
  }
  public var hostValue: Value? { .text(self) }
}

extension Share: HostValue {
  public static var hostType: HostType { .share }
  public init?(hostValue value: Value) {
    guard case .share(let part) = value else { return nil }
    self.init(part)
  }
  public var hostValue: Value? { .share(part) }
}

extension Duration: HostValue {
  public static var hostType: HostType { .duration }

  /// A span of time, cut off behind the attosecond.
  public init?(hostValue value: Value) {
    guard case .duration(let seconds) = value else { return nil }
    let (whole, rest) = seconds.numerator.quotientAndRemainder(dividingBy: seconds.denominator)
    let part = Int128(rest) * 1_000_000_000_000_000_000 / Int128(seconds.denominator)
    self.init(secondsComponent: whole, attosecondsComponent: Int64(truncatingIfNeeded: part))
  }
  public var hostValue: Value? {
    let (seconds, attoseconds) = components
    let scale: Int128 = 1_000_000_000_000_000_000
    return Rational(Int128(seconds) * scale + Int128(attoseconds), over: scale).map { .duration($0) }
  }
}

extension Money: HostValue {
  public static var hostType: HostType { .money }
  public init?(hostValue value: Value) {
    guard case .money(let amount, let currency) = value else { return nil }
    self.init(amount, currency)
  }
  public var hostValue: Value? { .money(amount, currency) }
}

extension Day: HostValue {
  public static var hostType: HostType { .date }
  public init?(hostValue value: Value) {
    guard case .date(let day) = value else { return nil }
    self = day
  }
  public var hostValue: Value? { .date(self) }
}

extension Optional: HostValue where Wrapped: HostValue {
  /// A value that may be missing: of an argument that nobody says, and of a result that there is none.
  public static var hostType: HostType {
    Wrapped.hostType.mayBeMissing ? Wrapped.hostType : .optional(Wrapped.hostType)
  }
  public init?(hostValue value: Value) {
    if value == .none {
      self = .none
    } else {
      guard let wrapped = Wrapped(hostValue: value) else { return nil }
      self = wrapped
    }
  }
  public var hostValue: Value? {
    switch self {
    case .none: Value.none
    case .some(let wrapped): wrapped.hostValue
    }
  }
}

extension Array: HostValue where Element: HostValue {
  /// A list; lists in lists are one.
  public static var hostType: HostType {
    if case .list = Element.hostType { Element.hostType } else { .list(Element.hostType) }
  }

  /// A list; members that say nothing are passed over, as aggregates do, and a single value is a list of one.
  public init?(hostValue value: Value) {
    self = []
    let members = value.elements
    reserveCapacity(members.count)
    for member in members where member.isKnown {
      guard let element = Element(hostValue: member.upper) else { return nil }
      append(element)
    }
  }

  /// A list of what the members are; lists in lists are one list, as everywhere in the language.
  public var hostValue: Value? {
    var members: [Value] = []
    members.reserveCapacity(count)
    for element in self {
      guard let value = element.hostValue else { return nil }
      if case .list(let inner) = value { members += inner } else if value != .none { members.append(value) }
    }
    return .list(members)
  }
}

extension Rational {
  /// The shortest decimal number that is read as a floating-point number; nothing for what is none, or does not fit.
  public init?(decimal value: Double) {
    guard value.isFinite else { return nil }
    if let whole = Int64(exactly: value) {
      self.init(whole)
      return
    }
    let parts = value.description.split(separator: "e")
    let digits = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let decimals = digits.count > 1 ? digits[1] : ""
    guard let number = Int128(String(digits[0] + decimals)) else { return nil }
    let exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) - decimals.count
    // Beyond these no number fits.
    guard (-18...18).contains(exponent) else { return nil }
    var scale: Int128 = 1
    for _ in 0..<exponent.magnitude { scale *= 10 }
    self.init(exponent > 0 ? number * scale : number, over: exponent > 0 ? 1 : scale)
  }
}
