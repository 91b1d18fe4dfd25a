/// A script that is damaged as people do it: lines and words are taken out, doubled, swapped and put in elsewhere.
public struct EditedScript {
  private var lines: [[UInt8]]

  /// A script cut at its lines.
  public init(_ bytes: [UInt8]) {
    lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
  }

  /// The script as it is now.
  public var bytes: [UInt8] { Array(lines.joined(separator: [0x0A])) }

  /// Makes one change.
  public mutating func edit(_ dice: inout Dice) {
    let place = dice.roll(lines.count)
    switch dice.roll(10) {
    case 0 where lines.count > 1: lines.remove(at: place)
    case 1: lines.insert(lines[place], at: dice.roll(lines.count + 1))
    case 2: lines.swapAt(place, dice.roll(lines.count))
    case 3:
      let range = place..<min(lines.count, place + 1 + dice.roll(6))
      lines.insert(contentsOf: lines[range], at: dice.roll(lines.count + 1))
    case 4: lines.insert(Array(Phrases.lines[dice.roll(Phrases.lines.count)].utf8), at: place)
    default: editWords(of: place, &dice)
    }
  }

  /// Puts some lines of another script among its own.
  public mutating func splice(_ other: EditedScript, _ dice: inout Dice) {
    let place = dice.roll(other.lines.count)
    let range = place..<min(other.lines.count, place + 1 + dice.roll(8))
    let target = dice.roll(lines.count)
    let end = min(lines.count, target + dice.roll(3))
    lines.replaceSubrange(target..<end, with: other.lines[range])
  }

  private mutating func editWords(of line: Int, _ dice: inout Dice) {
    var words = EditedScript.words(of: lines[line])
    guard !words.isEmpty else {
      lines[line] = Array(Phrases.lines[dice.roll(Phrases.lines.count)].utf8)
      return
    }
    let place = dice.roll(words.count)
    switch dice.roll(6) {
    case 0: words.remove(at: place)
    case 1: words.swapAt(place, dice.roll(words.count))
    case 2: words.insert(words[dice.roll(words.count)], at: place)
    case 3:
      // A word of another line: most often a name that means something there.
      let others = EditedScript.words(of: lines[dice.roll(lines.count)])
      if !others.isEmpty { words[place] = others[dice.roll(others.count)] }
    case 4: words.insert([0x20] + Array(Phrases.words[dice.roll(Phrases.words.count)].utf8) + [0x20], at: place)
    default: words[place] = Array(Phrases.words[dice.roll(Phrases.words.count)].utf8)
    }
    lines[line] = Array(words.joined())
  }

  /// A line cut into runs of letters and digits, and single signs.
  private static func words(of line: [UInt8]) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var isWord = false
    for byte in line {
      let isLetter =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
      if isLetter, isWord { words[words.count - 1].append(byte) } else { words.append([byte]) }
      isWord = isLetter
    }
    return words
  }
}

/// Random numbers with a seed.
public struct Dice {
  private var state: UInt64
  /// Dice that always fall the same for a seed.
  public init(seed: UInt32) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// A number below a bound.
  public mutating func roll(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 11) % bound
  }
}
