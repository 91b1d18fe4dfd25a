public import JourneySyntax

/// What a literal of the tree is worth, or what is wrong with it.
enum Literal {
  case value(Value)
  case tooLarge
  case unknownCurrency(String)
  case noSuchDay
  case noSuchTime
  /// A share whose whole is zero: `3 of 0`.
  case zeroWhole

  /// Reads a number, share, duration, amount of money, date or time.
  init(_ node: Node, in source: Source) {
    if let value = Literal.plain(node, source) {
      self = .value(value)
      return
    }
    let text = source.text(node.range)
    switch node.kind {
    case .number: self = Literal.wrap(text) { .number($0) }
    case .share:
      let digits = text.dropLast().filter { $0 != " " }
      guard let number = Literal.number(String(digits)), let share = number.divided(by: Rational(100)) else {
        self = .tooLarge
        return
      }
      self = .value(.share(share))
    case .countedShare: self = Literal.countedShare(text)
    case .duration: self = Literal.duration(text)
    case .money: self = Literal.money(text)
    case .date: self = Day(text).map { .value(.date($0)) } ?? .noSuchDay
    case .time:
      let parts = text.split(separator: ":").compactMap { Int($0) }
      self =
        parts.count == 2 && parts[0] <= 24 && parts[1] < 60 && parts[0] * 60 + parts[1] <= 1440
        ? .value(.time(parts[0] * 60 + parts[1])) : .noSuchTime
    default: self = .tooLarge
    }
  }

  /// The value of a literal in plain ASCII, read where it stands; nothing where it takes a closer look.
  private static func plain(_ node: Node, _ source: Source) -> Value? {
    let range = node.range
    guard range.upper <= source.count, range.count > 0 else { return nil }
    let bytes = source.padded
    if node.kind == .number, let whole = shortWhole(bytes, range) { return .number(Rational(whole)) }
    for offset in range.lower..<range.upper where bytes[offset] >= 0x80 { return nil }
    switch node.kind {
    case .number: return number(bytes[range.lower..<range.upper]).map { .number($0) }
    case .share:
      guard bytes[range.upper - 1] == 0x25, let number = number(bytes[range.lower..<range.upper - 1]) else {
        return nil
      }
      return number.divided(by: Rational(100)).map { .share($0) }
    case .duration: return plainDuration(bytes, range).map { .duration($0) }
    default: return nil
    }
  }

  /// A number of a few digits and nothing else, as most are.
  private static func shortWhole(_ bytes: [UInt8], _ range: ByteRange) -> Int? {
    guard range.count <= 9 else { return nil }
    var whole = 0
    for offset in range.lower..<range.upper {
      let digit = bytes[offset] &- 0x30
      guard digit <= 9 else { return nil }
      whole = whole * 10 + Int(digit)
    }
    return whole
  }

  /// `93 s`, `2 days 4 h`: pairs of a number and a unit, glued or not.
  private static func plainDuration(_ bytes: [UInt8], _ range: ByteRange) -> Rational? {
    var total = Rational.zero
    var offset = range.lower
    while offset < range.upper {
      let start = offset
      while offset < range.upper, (0x30...0x39).contains(bytes[offset]) || bytes[offset] == 0x2E { offset += 1 }
      guard offset > start, let amount = number(bytes[start..<offset]) else { return nil }
      while offset < range.upper, bytes[offset] == 0x20 { offset += 1 }
      var word: UInt64 = 0
      let letters = offset
      while offset < range.upper, (0x61...0x7A).contains(bytes[offset]) {
        word = word << 8 | UInt64(bytes[offset])
        offset += 1
      }
      guard offset > letters, offset - letters <= 8, let unit = units.first(where: { $0.word == word })?.unit,
        let seconds = amount.multiplied(by: Rational(unit.seconds)), let sum = total.adding(seconds)
      else { return nil }
      total = sum
      while offset < range.upper, bytes[offset] == 0x20 { offset += 1 }
    }
    return total
  }

  /// The words of units, each as the number that its bytes make.
  private static let units: [(word: UInt64, unit: TimeUnit)] = Keyword.allCases.compactMap { keyword in
    TimeUnit(keyword).map { (keyword.rawValue.utf8.reduce(0) { $0 << 8 | UInt64($1) }, $0) }
  }

  private static func wrap(_ text: some StringProtocol, _ value: (Rational) -> Value) -> Literal {
    number(text).map { .value(value($0)) } ?? .tooLarge
  }

  /// Digits with grouping commas, a decimal point, a sign and `k` or `M`; at most 18 digits in all.
  static func number(_ text: some StringProtocol) -> Rational? { number(text.utf8) }

  private static func number(_ bytes: some Sequence<UInt8>) -> Rational? {
    var digits: Int64 = 0
    var scale: Int128 = 1
    var factor: Int128 = 1
    var isNegative = false
    var isFraction = false
    for byte in bytes {
      switch byte {
      case 0x30...0x39:
        let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
        let (sum, more) = product.addingReportingOverflow(Int64(byte - 0x30))
        if overflow || more { return nil }
        digits = sum
        if isFraction {
          guard scale < 1_000_000_000_000_000_000 else { return nil }
          scale *= 10
        }
      case 0x2E: isFraction = true
      // A hyphen, or the last byte of a typographic minus.
      case 0x2D, 0x92, 0x93, 0x94: isNegative = true
      case 0x6B: factor = 1_000
      case 0x4D: factor = 1_000_000
      default: break
      }
    }
    return Rational(Int128(isNegative ? -digits : digits) * factor, over: scale)
  }

  private static func countedShare(_ text: String) -> Literal {
    let parts = text.split(separator: " ").filter { $0.lowercased() != "of" }
    guard parts.count == 2, let part = number(parts[0]), let whole = number(parts[1]) else { return .tooLarge }
    guard whole != .zero else { return .zeroWhole }
    return part.divided(by: whole).map { .value(.share($0)) } ?? .tooLarge
  }

  private static func duration(_ text: String) -> Literal {
    var total = Rational.zero
    var pending: Rational?
    for part in words(text) {
      if let unit = Keyword(rawValue: part.lowercased()).flatMap(TimeUnit.init) {
        guard let amount = pending, let seconds = amount.multiplied(by: Rational(unit.seconds)),
          let sum = total.adding(seconds)
        else { return .tooLarge }
        total = sum
        pending = nil
      } else {
        pending = number(part)
        if pending == nil { return .tooLarge }
      }
    }
    return .value(.duration(total))
  }

  /// The numbers and words of a duration; they may be glued: `6min`.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var last = 0
    for character in text {
      let kind =
        character.isNumber || character == "." || character == "," || character == "-" || character == "+"
        ? 1
        : character.isLetter ? 2 : 0
      if kind == 0 {
        last = 0
      } else if kind == last, !words.isEmpty {
        words[words.count - 1].append(character)
      } else {
        words.append(String(character))
        last = kind
      }
    }
    return words
  }

  private static func money(_ text: String) -> Literal {
    var currency: Currency?
    var digits = ""
    var letters = ""
    for character in text {
      switch character {
      case "€": currency = .euro
      case "$": currency = .dollar
      case "£": currency = .pound
      case " ", "\t", "\u{A0}", "\u{202F}": continue
      case "A"..."Z" where !(character == "M" && letters.isEmpty && !digits.isEmpty && text.last == "M"):
        letters.append(character)
      default: digits.append(character)
      }
    }
    if !letters.isEmpty {
      guard let known = Currency(code: letters) else { return .unknownCurrency(letters) }
      currency = known
    }
    guard let currency, let amount = number(digits) else { return .tooLarge }
    return .value(.money(amount, currency))
  }
}

extension Tree {
  /// The value of a number, share, duration, amount of money, date or time; nothing where a node is none such, or where
  /// its value cannot be told.
  public func value(ofLiteral node: NodeID) -> Value? {
    switch self[node].kind {
    case .number, .share, .countedShare, .duration, .money, .date, .time:
      guard case .value(let value) = Literal(self[node], in: source) else { return nil }
      return value
    default: return nil
    }
  }

  /// What stands between a text's or a name's quotes, escapes replaced, nothing filled in; a word as it stands.
  public func unquoted(_ node: NodeID) -> String {
    let (source, kind, flags, range) = (source, self[node].kind, self[node].flags, self[node].range)
    guard kind != .name || flags.contains(.quoted) else { return source.text(range) }
    if !flags.contains(.block), let inner = Tree.between(plainQuotes: range, source) {
      let text = source.text(inner)
      return flags.contains(.escaped) ? TextContent.decoded(text) : text
    }
    let quotes = flags.contains(.block) ? 3 : 1
    // By scalars: a mark behind a quote is none of its own to a Character, and to compare those takes the square of
    // the marks on one letter.
    var inner = source.text(range).unicodeScalars.dropFirst(quotes)
    // A typographic quote is wider than a plain one; an unclosed text has none at its end.
    let closing = flags.contains(.block) ? ["\"\"\""] : ["\"", "\u{201D}", "\u{201C}"]
    if let close = closing.first(where: { inner.reversed().starts(with: $0.unicodeScalars.reversed()) }) {
      inner = inner.dropLast(close.unicodeScalars.count)
    }
    var text = String(inner)
    if flags.contains(.block) { text = TextContent.blockContent(text) }
    return flags.contains(.escaped) ? TextContent.decoded(text) : text
  }

  /// What stands between two plain quotes, where ASCII stands beside both, so that each is a character of its own.
  private static func between(plainQuotes range: ByteRange, _ source: Source) -> ByteRange? {
    let bytes = source.padded
    let (first, last) = (range.lower, range.upper - 1)
    guard first < last, last < source.count, bytes[first] == 0x22, bytes[last] == 0x22, bytes[first + 1] < 0x80,
      bytes[last - 1] < 0x80
    else { return nil }
    return ByteRange(first + 1, last)
  }
}
