import JourneyModel
import JourneySyntax

extension Rule {
  /// Two touchpoints that tell the same thing with other figures.
  public static let inconsistentMessage: Rule = Rule(
    "inconsistent-message", .warning, isRecommended: false,
    flags: "touchpoints that tell the same topics, and whose texts name another price, share or time",
    because: "customers who hear two figures believe neither, and ask for the better one",
    source: "Kitchen and Burgmann, Integrated Marketing Communication, 2010: one message on all channels",
    bad: [
      """
      journey Phone
        stage Awareness
          touchpoint Advert
            tells price
            says "Now €499"
        stage Purchase
          touchpoint "Product page"
            tells price
            ↓says "The new phone, for 529 EUR only"
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Order
            tells delivery, returns
            says "With you in 2 days, and 10% off the next"
          touchpoint Receipt
            tells returns, delivery
            ↓says "On its way: it takes 1 week"
      """,
    ],
    good: [
      """
      journey Phone
        stage Awareness
          touchpoint Advert
            tells price
            says "Now €1,499"
          touchpoint Poster
            tells price
            says "1499.00 EUR, and 20% less for students"
          touchpoint Window
            tells range
            says "From €99"
          touchpoint Letter
            tells price, delivery
            says "Delivered for €5"
      """,
      """
      journey Phone
        persona Student
        persona Member
        stage Awareness
          touchpoint "Student letter"
            only for Student
            tells price, delivery
            says "€399, within 14 days"
          touchpoint "Member letter"
            only for Member
            tells price, delivery
            says "€449, within 2 weeks"
          touchpoint Call
            tells price, delivery
            says "{{first_name}}, €5 now or €9 later"
      """,
    ]
  ) { journey in
    journey.tellings.compactMap { telling in
      guard let first = telling.places.first,
        let other = telling.places.first(where: { $0.figure.amount != first.figure.amount })
      else { return nil }
      let model = journey.model
      let names = Suggestion.list(telling.topics.prefix(3).map { "`\(Display.plain($0))`" }, "and")
      let more = telling.places.filter { $0.figure.amount != first.figure.amount }.dropFirst()
      return journey.finding(
        .inconsistentMessage, on: other.touchpoint,
        "\(model.reference(to: other.touchpoint)) says \(other.figure.written) of \(names), and "
          + "\(model.reference(to: first.touchpoint)) says \(first.figure.written)",
        at: model.place(of: .says, in: other.touchpoint),
        related: [Related(model.place(of: .says, in: first.touchpoint), "told with another figure here")]
          + more.prefix(20).map { Related(model.place(of: .says, in: $0.touchpoint), "and \($0.figure.written) here") },
        help: "Name the same figure in all of them; with `let` it stands in one place: `let price = €499`, "
          + "`says \"{price}\"`.")
    }
  }
}

/// What touchpoints for the same people say of the same topics in one dimension.
private struct Telling {
  let topics: [String]
  var places: [(touchpoint: ItemID, figure: Figure)] = []
}

extension Examination {
  /// The figures told, by what they are about; a text that tells several topics may mean any of them.
  fileprivate var tellings: [Telling] {
    var tellings: [Telling] = []
    var numbers: [String: Int] = [:]
    for touchpoint in interactionsOfAllStages where model.mentions(.tells, touchpoint) {
      guard let text = model.value(.says, of: touchpoint).string else { continue }
      let topics = model.value(.tells, of: touchpoint).elements.compactMap { $0.string?.lowercased() }.sorted()
      let people = model.value(.onlyFor, of: touchpoint).text(in: model)
      for figure in Figure.alone(in: text) {
        let key = ([people, figure.dimension] + topics).joined(separator: "\n")
        let number = numbers[key] ?? tellings.count
        if number == tellings.count {
          numbers[key] = number
          tellings.append(Telling(topics: topics))
        }
        tellings[number].places.append((touchpoint, figure))
      }
    }
    return tellings
  }
}

/// A price, a share or a time that a text names.
private struct Figure {
  /// What it measures: a currency, `%` or time.
  let dimension: String
  let amount: Rational
  let written: String

  /// The figures of a text, of each dimension the one that stands alone: of two nobody knows which is meant.
  static func alone(in text: String) -> [Figure] {
    let all = figures(in: text)
    let counts = all.reduce(into: [:]) { $0[$1.dimension, default: 0] += 1 }
    return all.filter { counts[$0.dimension] == 1 }
  }

  private static func figures(in text: String) -> [Figure] {
    var figures: [Figure] = []
    let words = text.prefix(2_000).split { $0.isWhitespace || "()“”\"!?;:".contains($0) }
    for (index, word) in words.enumerated() {
      let digits = word.drop { !$0.isASCIIDigit }
      let number = digits.prefix { $0.isASCIIDigit || ",.'’".contains($0) }
      guard let amount = amount(number) else { continue }
      let sign = word.prefix(word.count - digits.count) + digits.dropFirst(number.count)
      let next = index + 1 < words.count ? words[index + 1] : ""
      let previous = index > 0 ? words[index - 1] : ""
      let isAlone = sign.allSatisfy { ",.".contains($0) }
      for unit in isAlone ? [next, previous] : [sign] {
        guard let (dimension, size) = dimension(of: unit, isBefore: isAlone && unit == previous),
          let value = amount.multiplied(by: size)
        else { continue }
        let words = isAlone ? (unit == next ? "\(number) \(unit)" : "\(unit) \(number)") : String(word)
        let written = String(words.reversed().drop { ",.".contains($0) }.reversed())
        figures.append(Figure(dimension: dimension, amount: value, written: Display.plain(written, limit: 40)))
        break
      }
    }
    return figures
  }

  /// What a unit measures, and how much of it one is; a unit of time stands behind its number.
  private static func dimension(of unit: Substring, isBefore: Bool) -> (String, Rational)? {
    let word = unit.filter { !",.".contains($0) }
    switch word {
    case "€": return ("EUR", .one)
    case "$": return ("USD", .one)
    case "£": return ("GBP", .one)
    case "%": return isBefore ? nil : ("%", .one)
    default:
      if let currency = Currency(code: String(word)) { return (currency.code, .one) }
      guard !isBefore, let unit = Keyword(rawValue: word.lowercased()).flatMap({ TimeUnit($0) }) else { return nil }
      return ("time", Rational(unit.seconds))
    }
  }

  /// A number with groups of three digits, and decimals behind a point or a comma.
  private static func amount(_ text: Substring) -> Rational? {
    let parts = text.split { !$0.isASCIIDigit }.map { String($0) }
    guard let first = parts.first, parts.joined().count <= 15 else { return nil }
    // What follows the first sign is decimals if it is the last part, and not three digits.
    let hasDecimals = parts.count > 1 && parts[parts.count - 1].count != 3
    let groups = hasDecimals ? parts.dropLast() : parts[...]
    guard groups.dropFirst().allSatisfy({ $0.count == 3 }), first.count <= 3 || groups.count == 1,
      let whole = Int64(groups.joined())
    else { return nil }
    guard hasDecimals, let decimals = Int64(parts[parts.count - 1]) else { return Rational(whole) }
    let scale = (0..<parts[parts.count - 1].count).reduce(Int128(1)) { scale, _ in scale * 10 }
    return Rational(Int128(whole) * scale + Int128(decimals), over: scale)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
