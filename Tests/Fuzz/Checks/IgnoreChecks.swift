import GitIgnore

/// What must hold for a line of a `.gitignore`: it means what git's own way of looking, written down plainly, says.
///
/// The input is the line, then a path a line; one that ends in a slash is a folder.
enum IgnoreChecks {
  static func paths(_ bytes: [UInt8]) -> [String] {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    let pattern = IgnorePattern(line: lines[0])
    // To git, a zero ends a pattern as it ends a line.
    guard lines[0].count <= 200, !lines[0].contains(0) else { return [] }
    return lines.dropFirst().prefix(8).filter { $0.count <= 200 && !$0.contains(0) }.compactMap { line in
      let isFolder = line.last == slash
      let path = isFolder ? line.dropLast() : line[...]
      let name = path.lastIndex(of: slash).map { path[($0 + 1)...] } ?? path
      guard !name.isEmpty, path.first != slash else { return nil }
      let isMeant = pattern?.matches(path, name: name, isFolder: isFolder) == true
      guard isMeant != PlainIgnoreLine(lines[0]).means(Array(path), Array(name), isFolder: isFolder) else { return nil }
      return "`\(String(decoding: lines[0], as: UTF8.self))` and `\(String(decoding: line, as: UTF8.self))`: "
        + "is it meant or not?"
    }
  }

  private static let slash = UInt8(ascii: "/")
}

/// A line of a `.gitignore` as git looks at it: it tries each way through the pattern, and reads the pattern on the way.
/// Which ways led nowhere is remembered, so that it ends.
private struct PlainIgnoreLine {
  private var pattern: [UInt8]
  private var isForFolders = false
  private let isComment: Bool

  init(_ line: [UInt8]) {
    isComment = line.first == UInt8(ascii: "#")
    pattern = line
    // Blanks at the end go, unless a backslash stands before the first of them.
    while pattern.last == UInt8(ascii: " ") {
      let escapes = pattern.dropLast().reversed().prefix { $0 == UInt8(ascii: "\\") }.count
      if escapes % 2 == 1 { break }
      pattern.removeLast()
    }
    if pattern.first == UInt8(ascii: "!") { pattern.removeFirst() }
    if pattern.last == UInt8(ascii: "/") {
      isForFolders = true
      pattern.removeLast()
    }
  }

  func means(_ path: [UInt8], _ name: [UInt8], isFolder: Bool) -> Bool {
    guard !isComment, !pattern.isEmpty, isFolder || !isForFolders else { return false }
    guard pattern.contains(UInt8(ascii: "/")) else { return matches(pattern, name) }
    let pattern = self.pattern.first == UInt8(ascii: "/") ? Array(self.pattern.dropFirst()) : self.pattern
    guard !pattern.isEmpty else { return false }
    // What stands for itself is compared first; the rest is a pattern that begins there.
    let plain = pattern.prefix { !"*?[\\".utf8.contains($0) }.count
    guard path.starts(with: pattern[..<plain]) else { return false }
    return matches(Array(pattern.dropFirst(plain)), Array(path.dropFirst(plain)))
  }

  private func matches(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
    var way = Way(pattern: pattern, text: text)
    return way.leads(0, 0)
  }

  /// A place in a pattern and one in a text, and which of them lead nowhere.
  private struct Way {
    let pattern: [UInt8]
    let text: [UInt8]
    private var isDead: [Bool]

    init(pattern: [UInt8], text: [UInt8]) {
      self.pattern = pattern
      self.text = text
      isDead = [Bool](repeating: false, count: (pattern.count + 1) * (text.count + 1))
    }

    mutating func leads(_ place: Int, _ at: Int) -> Bool {
      let way = place * (text.count + 1) + at
      if isDead[way] { return false }
      isDead[way] = !tries(place, at)
      return !isDead[way]
    }

    private mutating func tries(_ place: Int, _ at: Int) -> Bool {
      guard place < pattern.count else { return at == text.count }
      if pattern[place] == UInt8(ascii: "*") { return triesStars(place, at) }
      guard at < text.count else { return false }
      switch pattern[place] {
      case UInt8(ascii: "?"): return text[at] != UInt8(ascii: "/") && leads(place + 1, at + 1)
      case UInt8(ascii: "\\"):
        return place + 1 < pattern.count && pattern[place + 1] == text[at] && leads(place + 2, at + 1)
      case UInt8(ascii: "["):
        guard let (isIn, next) = PlainIgnoreSet(pattern, place).has(text[at]) else { return false }
        return isIn && text[at] != UInt8(ascii: "/") && leads(next, at + 1)
      default: return pattern[place] == text[at] && leads(place + 1, at + 1)
      }
    }

    private mutating func triesStars(_ place: Int, _ at: Int) -> Bool {
      let rest = pattern[place...].drop { $0 == UInt8(ascii: "*") }
      let isAlone = place == 0 || pattern[place - 1] == UInt8(ascii: "/")
      let endsPart = rest.first.map { $0 == UInt8(ascii: "/") } ?? true
      let isDeep = rest.startIndex - place > 1 && isAlone && (endsPart || rest.starts(with: Array("\\/".utf8)))
      // `**/` may stand for nothing at all.
      if isDeep, rest.first == UInt8(ascii: "/"), leads(rest.startIndex + 1, at) { return true }
      for end in at...text.count {
        if leads(rest.startIndex, end) { return true }
        if !isDeep, end < text.count, text[end] == UInt8(ascii: "/") { return false }
      }
      return false
    }
  }
}

/// What stands in brackets, read by the letter of git's wildmatch.c.
private struct PlainIgnoreSet {
  private let pattern: [UInt8]
  private let place: Int

  init(_ pattern: [UInt8], _ place: Int) {
    self.pattern = pattern
    self.place = place
  }

  private func sign(_ place: Int) -> UInt8? { place < pattern.count ? pattern[place] : nil }

  /// Whether a byte is in the set, and where the pattern goes on; nothing where the set is none.
  func has(_ byte: UInt8) -> (Bool, Int)? {
    var place = place + 1
    let isNegative = sign(place) == UInt8(ascii: "!") || sign(place) == UInt8(ascii: "^")
    if isNegative { place += 1 }
    var (isIn, before) = (false, UInt8?.none)
    repeat {
      guard let first = sign(place) else { return nil }
      var last: UInt8? = first
      switch first {
      case UInt8(ascii: "\\"):
        place += 1
        guard let escaped = sign(place) else { return nil }
        last = escaped
        isIn = isIn || byte == escaped
      case UInt8(ascii: "-") where before != nil && sign(place + 1) != nil && sign(place + 1) != UInt8(ascii: "]"):
        place += 1
        if sign(place) == UInt8(ascii: "\\") { place += 1 }
        guard let low = before, let high = sign(place) else { return nil }
        isIn = isIn || low <= byte && byte <= high
        last = nil
      case UInt8(ascii: "[") where sign(place + 1) == UInt8(ascii: ":"):
        guard let end = pattern[(place + 2)...].firstIndex(of: UInt8(ascii: "]")) else { return nil }
        guard end > place + 2, pattern[end - 1] == UInt8(ascii: ":") else {
          isIn = isIn || byte == first
          break
        }
        guard let isOfKind = isKind(String(decoding: pattern[(place + 2)..<(end - 1)], as: UTF8.self), byte) else {
          return nil
        }
        isIn = isIn || isOfKind
        (place, last) = (end, nil)
      default: isIn = isIn || byte == first
      }
      before = last
      place += 1
    } while sign(place) != UInt8(ascii: "]")
    return (isIn != isNegative, place + 1)
  }

  /// What C says of a byte in its plainest locale.
  private func isKind(_ name: String, _ byte: UInt8) -> Bool? {
    let character = Character(Unicode.Scalar(byte))
    let isPlain = byte < 0x80
    let isShown = byte > 0x20 && byte < 0x7F
    switch name {
    case "alnum": return isPlain && (character.isLetter || character.isNumber)
    case "alpha": return isPlain && character.isLetter
    case "blank": return character == " " || character == "\t"
    case "cntrl": return byte < 0x20 || byte == 0x7F
    case "digit": return isPlain && character.isNumber
    case "graph": return isShown
    case "lower": return isPlain && character.isLowercase
    case "print": return isShown || byte == 0x20
    case "punct": return isShown && !character.isLetter && !character.isNumber
    // Git's own isspace knows no form feed and no vertical tab.
    case "space": return [0x20, 0x09, 0x0A, 0x0D].contains(byte)
    case "upper": return isPlain && character.isUppercase
    case "xdigit": return isPlain && character.isHexDigit
    default: return nil
    }
  }
}
