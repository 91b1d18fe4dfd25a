/// What people write as they speak: names and texts without quotes, numbers in words, shares without `for`.
///
/// Each is recognised where the line goes on although it should not, answered with the spelling that was meant, and
/// read as if that had been written.
extension Parser {
  /// Whether the last node is a bare word that the current token goes on from.
  private var goesOnFromWord: Bool {
    guard let last = nodes.last, last.kind == .name, !last.flags.contains(.quoted), last.end == previousEnd else {
      return false
    }
    return !lineIsBroken && (token.kind == .word || token.kind == .number)
  }

  /// Takes words behind a bare name into it, and says that several words stand in quotes.
  ///
  /// Where an item has a title, a second word that begins in upper case begins the title.
  mutating func takeUnquotedWords(until stops: [String], titled: Bool = false) {
    guard goesOnFromWord, !stops.contains(spelling(token).lowercased()) else { return }
    let node = nodes.count - 1
    let start = Int(nodes[node].start)
    let rest = token.start
    var end = token.end
    while token.kind == .number || (token.kind == .word && !stops.contains(spelling(token).lowercased())) {
      end = token.end
      advance()
    }
    let isTitle = titled && (0x41...0x5A).contains(lexer.bytes[rest])
    let range = ByteRange(isTitle ? rest : start, end)
    let quoted = "\"\(source.text(range))\""
    report(
      .habitQuotes, range, isTitle ? "A title stands in quotes" : "Several words that belong together stand in quotes",
      fix: fix("Write `\(Display.plain(quoted))`", range, quoted, isSafe: false))
    guard !isTitle else { return }
    nodes[node].end = UInt32(end)
    nodes[node].symbol = lexer.names.intern(source.text(range))
  }

  /// Says that a number is written in digits: `wait six min`.
  mutating func reportNumberInWords(_ rule: AttributeRule) {
    guard goesOnFromWord, let name = nodes.last, !startsLineOfThisItem() else { return }
    report(
      .wrongKindOfValue, name.range, "`\(Display.plain(source.text(name.range)))` is no number",
      help: "Write it in digits, for example `\(rule.example)`")
    skipLine()
  }

  /// Says that `to` stands between two amounts: `5-10 min`, `09:00-18:00`.
  mutating func reportRangeWithDash() -> Bool {
    guard !lineIsBroken, token.kind == .number || token.kind == .time || token.kind == .minus,
      [0x2D, 0xE2].contains(lexer.bytes[token.start]), let last = nodes.last,
      [.number, .time, .duration, .share, .money].contains(last.kind)
    else { return false }
    let dash = ByteRange(token.start, token.start + (lexer.bytes[token.start] == 0x2D ? 1 : 3))
    report(
      .habitOperator, dash, "A range is written with `to`", help: "For example: `5 to 10 min`, `09:00 to 18:00`",
      fix: fix("Write `to`", ByteRange(previousEnd, dash.upper), " to ", isSafe: false))
    skipLine()
    return true
  }

  /// Reads a share that stands without `for` behind an arrow's target or an entry.
  mutating func takeShareWithoutFor() {
    guard token.kind == .share || token.kind == .number, !lineIsBroken else { return }
    report(
      .incompletePhrase, range, "`for` stands before the share",
      fix: fix("Insert `for`", ByteRange(token.start, token.start), "for ", isSafe: false))
    let clause = start(.clause, detail: detail(.for))
    parseSum()
    finish(clause)
  }

  /// Reads on behind `and` in a list as behind a comma.
  mutating func takeAnd() -> Bool {
    guard !lineIsBroken, at(.and) || (token.kind == .foreign && spelling(token) == "&") else { return false }
    report(
      .missingComma, range, "The parts of a list are separated by commas",
      fix: fix("Write a comma", ByteRange(previousEnd, token.end), ","))
    advance()
    return true
  }

  /// Says that names and texts stand in double quotes, where another kind of quote begins.
  mutating func reportOtherQuotes() -> Bool {
    guard token.kind == .foreign, let first = source.text(range).first, "'`´‘’‚‹›«»".contains(first) else {
      return false
    }
    report(.habitQuotes, range, "Names and texts stand between double quotes", help: "Write `\"…\"`.")
    skipLine()
    return true
  }

  /// Where a text that lacks its closing quote probably ends: before what the line may say behind it.
  func probableEnd(of text: Token) -> Int {
    let written = source.text(ByteRange(text.start, text.end))
    let followers = [" on ", ", failure", ", success", ", severe", ", mild", ", answered by"]
    let ends = followers.compactMap { follower in
      written.utf8.count > follower.utf8.count ? Parser.offset(of: follower, in: written) : nil
    }
    return ends.min().map { text.start + $0 } ?? text.end
  }

  private static func offset(of part: String, in text: String) -> Int? {
    let (bytes, wanted) = (Array(text.utf8), Array(part.utf8))
    guard bytes.count >= wanted.count else { return nil }
    return (1...(bytes.count - wanted.count)).first { bytes[$0..<$0 + wanted.count].elementsEqual(wanted) }
  }

  /// Whether a source is UTF-16, as spreadsheets and editors save "Unicode": then nothing else is worth saying.
  var isUTF16: Bool {
    guard source.count >= 4 else { return false }
    let bytes = source.padded
    return (bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF)
      || (bytes[1] == 0 && bytes[3] == 0 && bytes[0] != 0) || (bytes[0] == 0 && bytes[2] == 0 && bytes[1] != 0)
  }
}
