/// An amount or a day as banks, spreadsheets and other countries write it, with the spelling of the language.
///
/// Asked only where a value could not be read: `1.200,50 €`, `CHF 1'200.-`, `21.11.2026`, `21 November 2026`.
struct ForeignAmount {
  /// The same in the language.
  let plain: String
  /// How many bytes of the text it takes.
  let length: Int
  let isDay: Bool
  /// Whether it could mean something else as well.
  var isAmbiguous = false

  /// Reads what a text begins with; nothing where that is no amount and no day.
  init?(_ text: String) {
    var scan = Scan(Array(text.unicodeScalars.prefix(80)))
    if let day = scan.day() {
      plain = day.text
      isAmbiguous = day.isAmbiguous
      isDay = true
    } else if let amount = scan.amount() {
      plain = amount
      isDay = false
    } else {
      return nil
    }
    length = scan.scalars[..<scan.offset].reduce(0) { $0 + UTF8.width($1) }
  }

  /// The code of a currency by its sign, its name or a slip in its code.
  static func currency(_ word: String) -> String? {
    let lowered = word.lowercased()
    if let known = names[lowered] { return known }
    let upper = word.uppercased()
    return word.count == 3 && codes.contains(upper) ? upper : nil
  }

  private static let codes: Set<String> = [
    "EUR", "USD", "GBP", "CHF", "JPY", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "TRY", "INR", "CNY", "AUD",
    "CAD", "NZD", "BRL", "MXN", "ZAR", "SGD", "HKD", "KRW", "ILS", "AED",
  ]

  private static let names = [
    "€": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "dollar": "USD", "dollars": "USD", "us$": "USD",
    "£": "GBP", "pound": "GBP", "pounds": "GBP", "sterling": "GBP", "fr": "CHF", "sfr": "CHF", "franc": "CHF",
    "francs": "CHF", "franken": "CHF", "¥": "JPY", "yen": "JPY", "₹": "INR", "rupee": "INR", "rupees": "INR",
    "₩": "KRW", "₺": "TRY", "zł": "PLN",
  ]

  private static let signs = ["EUR": "€", "USD": "$", "GBP": "£"]

  /// An amount as the language writes it.
  private static func written(_ number: String, _ currency: String?) -> String {
    guard let currency else { return number }
    return signs[currency].map { $0 + number } ?? "\(number) \(currency)"
  }

  private struct Scan {
    let scalars: [Unicode.Scalar]
    var offset = 0

    init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

    private var current: Unicode.Scalar? { offset < scalars.count ? scalars[offset] : nil }
    private func isDigit(_ index: Int) -> Bool {
      index < scalars.count && ("0"..."9").contains(scalars[index])
    }

    private mutating func skipBlanks() {
      while let scalar = current, " \u{A0}\u{202F}\u{2009}\t".unicodeScalars.contains(scalar) { offset += 1 }
    }

    private mutating func digits() -> String {
      let start = offset
      while isDigit(offset) { offset += 1 }
      return string(start..<offset)
    }

    private mutating func letters() -> String {
      let start = offset
      while let scalar = current, scalar.properties.isAlphabetic { offset += 1 }
      return string(start..<offset)
    }

    private func string(_ range: Range<Int>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[range])
      return String(view)
    }

    // MARK: Days

    /// `21.11.2026`, `11/21/26`, `2026-1-5`, `21 November 2026`, `Nov 21st, 2026`.
    mutating func day() -> (text: String, isAmbiguous: Bool)? {
      let start = offset
      if let found = numberedDay() ?? namedDay() { return found }
      offset = start
      return nil
    }

    private mutating func numberedDay() -> (text: String, isAmbiguous: Bool)? {
      let first = digits()
      guard (1...4).contains(first.count), let separator = current, "./-".unicodeScalars.contains(separator) else {
        return reset()
      }
      offset += 1
      if separator == "." { skipBlanks() }
      let second = digits()
      guard (1...2).contains(second.count), current == separator else { return reset() }
      offset += 1
      if separator == "." { skipBlanks() }
      let third = digits()
      guard [1, 2, 4].contains(third.count), !isDigit(offset), let one = Int(first), let two = Int(second),
        let three = Int(third)
      else { return reset() }
      if first.count == 4 { return written(one, two, three, false) ?? reset() }
      guard third.count == 4 || (third.count == 2 && separator != "-") else { return reset() }
      let year = third.count == 4 ? three : 2000 + three
      // Only America puts the month first, and never with points.
      if separator != ".", two > 12 { return written(year, one, two, false) ?? reset() }
      return written(year, two, one, separator != "." && one <= 12 && one != two) ?? reset()
    }

    private mutating func namedDay() -> (text: String, isAmbiguous: Bool)? {
      var day = Int(digits())
      if day != nil {
        if current == "." { offset += 1 }
        _ = ordinal()
        skipBlanks()
      }
      guard let month = month() else { return reset() }
      if current == "." { offset += 1 }
      skipBlanks()
      let rest = offset
      if day == nil {
        day = Int(digits())
        _ = ordinal()
        if current == "," { offset += 1 }
        skipBlanks()
      }
      var year = digits()
      // `October 2026`
      if year.isEmpty, let number = day, number > 31 {
        offset = rest
        year = digits()
        day = 1
      }
      guard let day, year.count == 4, let number = Int(year) else { return reset() }
      return written(number, month, day, false) ?? reset()
    }

    private mutating func ordinal() -> Bool {
      let start = offset
      if ["st", "nd", "rd", "th"].contains(letters().lowercased()) { return true }
      offset = start
      return false
    }

    private mutating func month() -> Int? {
      let word = letters().lowercased()
      guard word.count >= 3 else { return nil }
      let months = [
        "jan": 1, "feb": 2, "fév": 2, "mar": 3, "mär": 3, "apr": 4, "avr": 4, "may": 5, "mai": 5, "jun": 6, "juin": 6,
        "jul": 7, "juil": 7, "aug": 8, "aoû": 8, "sep": 9, "oct": 10, "okt": 10, "nov": 11, "dec": 12, "dez": 12,
        "déc": 12,
      ]
      return months[String(word.prefix(4))] ?? months[String(word.prefix(3))]
    }

    private func written(_ year: Int, _ month: Int, _ day: Int, _ isAmbiguous: Bool) -> (String, Bool)? {
      guard (1...12).contains(month), (1...31).contains(day) else { return nil }
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      return ("\(year)-\(two(month))-\(two(day))", isAmbiguous)
    }

    private mutating func reset<T>() -> T? {
      offset = 0
      return nil
    }

    // MARK: Amounts

    /// `CHF 1'200.-`, `1.200,50 €`, `10.000.000`, `1,20 euros`.
    mutating func amount() -> String? {
      let before = currency()
      skipBlanks()
      guard let number = number(hasCurrency: before != nil) else { return nil }
      guard before == nil else { return ForeignAmount.written(number.plain, before) }
      let end = offset
      skipBlanks()
      if let behind = currency() {
        let plain = number.isDoubtful ? number.grouped : number.plain
        return ForeignAmount.written(plain, behind)
      }
      offset = end
      return number.plain
    }

    private mutating func currency() -> String? {
      let start = offset
      var word = letters()
      if word.isEmpty || current == "$", let sign = current, !isDigit(offset) {
        word.unicodeScalars.append(sign)
        offset += 1
      }
      if let known = ForeignAmount.currency(word) {
        if word.lowercased().hasSuffix("fr"), current == "." { offset += 1 }
        return known
      }
      offset = start
      return nil
    }

    private struct Number {
      /// With a point for the decimals.
      let plain: String
      /// With the last point or comma read as one that groups thousands.
      let grouped: String
      /// Whether a point may group thousands: three digits follow it, as in `1.200 €`.
      let isDoubtful: Bool
    }

    private mutating func number(hasCurrency: Bool) -> Number? {
      var sign = ""
      if let scalar = current, "-−–+".unicodeScalars.contains(scalar) {
        sign = scalar == "+" ? "" : "-"
        offset += 1
      }
      var groups = [digits()]
      guard !groups[0].isEmpty else { return nil }
      var separators: [Unicode.Scalar] = []
      while let scalar = current, ".,'’ \u{A0}\u{202F}\u{2009}".unicodeScalars.contains(scalar), isDigit(offset + 1) {
        let isGap = !".,".unicodeScalars.contains(scalar)
        if isGap, !(isDigit(offset + 2) && isDigit(offset + 3) && !isDigit(offset + 4)) { break }
        separators.append(scalar)
        offset += 1
        groups.append(digits())
      }
      // `20.-`, `20,–`
      if let scalar = current, ".,".unicodeScalars.contains(scalar), offset + 1 < scalars.count,
        "-–—".unicodeScalars.contains(scalars[offset + 1]), !isDigit(offset + 2)
      {
        offset += 2
      }
      let whole = groups.joined()
      guard let last = separators.last, ".,".unicodeScalars.contains(last) else {
        return Number(plain: sign + grouped(whole), grouped: sign + grouped(whole), isDoubtful: false)
      }
      let isRepeated = separators.filter { $0 == last }.count > 1
      let hasOther = separators.contains { $0 != last }
      let tail = groups[groups.count - 1]
      let allGrouped = sign + grouped(whole)
      if isRepeated { return Number(plain: allGrouped, grouped: allGrouped, isDoubtful: false) }
      let isGrouping = !hasOther && last == "," && tail.count == 3
      let head = groups.dropLast().joined()
      let decimal = sign + (hasOther ? grouped(head) : head) + "." + tail
      return Number(
        plain: isGrouping ? allGrouped : decimal, grouped: allGrouped,
        isDoubtful: !hasOther && last == "." && tail.count == 3 && head != "0")
    }

    /// Digits in groups of three, where there are more than four.
    private func grouped(_ digits: String) -> String {
      guard digits.count > 3 else { return digits }
      var result = ""
      for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { result += "," }
        result.append(digit)
      }
      return result
    }
  }
}
