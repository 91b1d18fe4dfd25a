import JourneySyntax

extension Value {
  /// The value as the language writes it; items need their model to have a name.
  ///
  /// A list whose text is longer than the limit, in bytes, ends behind the member that reaches it: small lists of long
  /// texts would fill the memory.
  public func text(in model: Model? = nil, limit: Int = .max) -> String {
    switch self {
    case .none: "none"
    case .unknown: "unknown"
    case .flag(let isSo): isSo ? "yes" : "no"
    case .number(let value): value.decimal()
    case .share(let value): Value.percent(value)
    case .duration(let seconds): Value.durationText(seconds)
    case .money(let amount, let currency): Value.moneyText(amount, currency)
    case .quantity(let quantity): quantity.text
    case .per(let amount, let unit): "\(amount.text(in: model)) per \(unit)"
    case .range(let low, let high): Value.rangeText(low, high)
    case .date(let day): day.text
    case .time(let minutes): Value.timeText(minutes)
    case .text(let text), .word(let text): text
    case .item(let id): model?.name(of: id) ?? "item \(id.index)"
    case .pain(let index): model?.pains[index].text ?? "pain"
    case .evidence(let index): model?.evidence[index].text ?? "evidence"
    case .list(let values): Value.listText(values, model, limit)
    }
  }

  private static func listText(_ values: [Value], _ model: Model?, _ limit: Int) -> String {
    var text = ""
    for (index, value) in values.enumerated() {
      if index > 0 { text += ", " }
      text += value.text(in: model, limit: limit)
      if text.utf8.count > limit { break }
    }
    return text
  }

  /// The value as a script writes it: text in quotes, lists in parentheses, names as references.
  public func written(in model: Model) -> String {
    switch self {
    case .text(let text): "\"\(text)\""
    case .item(let id): model.reference(to: id)
    case .list(let values): "(" + values.map { $0.written(in: model) }.joined(separator: ", ") + ")"
    default: text(in: model)
    }
  }

  /// A share in percent, to two places.
  public static func percent(_ share: Rational) -> String {
    guard let hundred = share.multiplied(by: Rational(100)) else { return "?" }
    return (hundred.rounded(places: 2) ?? hundred).decimal(places: 2) + "%"
  }

  /// A computed share in percent, with as many places as tell it from none, from all, and from another one.
  public static func percent(_ share: Double, unlike other: Double = 0) -> String {
    let distance = [share, 1 - share, share - other].map(\.magnitude).filter { $0 > 1e-9 }.min() ?? 1
    var places = 1
    var step = 0.001
    while distance < step, places < 7 { (places, step) = (places + 1, step / 10) }
    return (Rational(rounding: share * 100, places: places)?.decimal(places: places) ?? "?") + "%"
  }

  private static func durationText(_ seconds: Rational) -> String {
    guard seconds.isWhole, seconds.numerator != 0 else { return partText(seconds) }
    var rest = seconds.numerator.magnitude
    var parts: [String] = []
    // Months and years are 30 and 365 days: a whole number of them only where it comes out even.
    for unit in [TimeUnit.year, .week, .day, .hour, .minute, .second] {
      let length = UInt64(unit.seconds)
      if unit == .year || unit == .week, rest % length != 0 { continue }
      let count = rest / length
      rest %= length
      if count > 0 { parts.append("\(count) \(unit.spelling(isOne: count == 1))") }
    }
    return (seconds.numerator < 0 ? "-" : "") + parts.joined(separator: " ")
  }

  /// A time that is no whole number of seconds, such as a mean: whole minutes, and decimals of what is left.
  private static func partText(_ seconds: Rational) -> String {
    let minutes = seconds.numerator / seconds.denominator / 60
    guard minutes != 0, let rest = seconds.subtracting(Rational(minutes * 60)) else { return seconds.decimal() + " s" }
    let part = rest < .zero ? Rational.zero.subtracting(rest) ?? rest : rest
    return "\(durationText(Rational(minutes * 60))) \(part.decimal()) s"
  }

  static func moneyText(_ amount: Rational, _ currency: Currency) -> String {
    let places = max(currency.places, amount.exactPlaces ?? currency.places)
    var digits = (amount.rounded(places: min(places, 6)) ?? amount).decimal(places: min(places, 6))
    if amount.isWhole { return currency.sign.map { $0 + digits } ?? "\(digits) \(currency.code)" }
    let decimals = digits.split(separator: ".").dropFirst().first?.count ?? 0
    if decimals < currency.places { digits += String(repeating: "0", count: currency.places - decimals) }
    return currency.sign.map { $0 + digits } ?? "\(digits) \(currency.code)"
  }

  private static func timeText(_ minutes: Int) -> String {
    let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
    return "\(hours < 10 ? "0" : "")\(hours):\(rest < 10 ? "0" : "")\(rest)"
  }

  private static func rangeText(_ low: Value, _ high: Value) -> String {
    let (first, last) = (low.text(), high.text())
    // `2 to 5 days`, not `2 days to 5 days`, where both have one unit.
    let (lowParts, highParts) = (first.split(separator: " "), last.split(separator: " "))
    if lowParts.count == 2, highParts.count == 2, lowParts[1] == highParts[1] { return "\(lowParts[0]) to \(last)" }
    return "\(first) to \(last)"
  }
}
