/// How many columns of a terminal a text takes.
///
/// Measured by `Character`, since that is what a terminal draws: a letter with its accents is one column, a family of
/// emoji joined by ZWJ is two. East Asian wide and full-width characters take two columns (Unicode Standard Annex 11);
/// ambiguous ones take one, as terminals outside East Asia draw them. Emoji come from Unicode's own properties, so
/// that new ones need no table here.
public enum DisplayWidth {
  /// The columns of a text on one line.
  public static func of(_ text: some StringProtocol) -> Int { text.reduce(0) { $0 + of($1) } }

  /// The columns of a character: 0, 1, 2, and more only where a script writes syllables in several cells.
  public static func of(_ character: Character) -> Int {
    if let byte = character.asciiValue { return byte < 0x20 || byte == 0x7F ? 0 : 1 }
    let scalars = character.unicodeScalars
    if let first = scalars.first, isEmoji(first, in: scalars) { return 2 }
    return scalars.reduce(0) { $0 + of($1) }
  }

  /// A text that fits into some columns, with `…` for what was cut.
  public static func fitted(_ text: String, _ width: Int) -> String {
    guard of(text) > width else { return text }
    var result = ""
    var used = 0
    for character in text {
      let columns = of(character)
      guard used + columns <= width - 1 else { break }
      result.append(character)
      used += columns
    }
    return result + "…"
  }

  /// A text filled up with blanks to some columns.
  public static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - of(text)))
  }

  private static func isEmoji(_ first: Unicode.Scalar, in scalars: Character.UnicodeScalarView) -> Bool {
    // A lone half of a flag is a letter in a box, one column wide; two are a flag.
    if (0x1F1E6...0x1F1FF).contains(first.value) { return scalars.count > 1 }
    return first.properties.isEmojiPresentation || first.properties.isEmoji && scalars.contains("\u{FE0F}")
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .control, .lineSeparator, .paragraphSeparator: return 0
    // Of all format characters, a terminal draws only the soft hyphen.
    case .format: return scalar.value == 0xAD ? 1 : 0
    default: break
    }
    // Vowels and finals of a Korean syllable are drawn into the cell of its first letter.
    if (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FB).contains(scalar.value) { return 0 }
    return isWide(scalar.value) ? 2 : 1
  }

  private static func isWide(_ value: UInt32) -> Bool {
    guard value >= wide[0].lowerBound else { return false }
    var low = 0
    var high = wide.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if wide[middle].lowerBound <= value { low = middle } else { high = middle }
    }
    return wide[low].contains(value)
  }

  /// The blocks that UAX 11 calls wide or full-width, emoji left out; what is not assigned in them counts as wide.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]
}
