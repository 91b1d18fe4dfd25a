/// A line of a `.gitignore`, read as git reads it: https://git-scm.com/docs/gitignore.
///
/// Bytes, not characters, as in git. Where git looks for a way through a pattern by trying, which may take a time that
/// doubles with each `**`, all ways are followed at once: the work is the product of the lengths at most.
package struct IgnorePattern: Sendable {
  /// Whether it takes back what a line before it has ignored.
  package let isNegative: Bool
  private let isForFolders: Bool
  /// Whether it is compared with names, wherever they stand, and not with paths.
  private let isForNames: Bool
  private let steps: [Step]
  /// The whole pattern, where it stands for itself alone.
  private let literal: [UInt8]?

  private enum Step: Sendable {
    case byte(UInt8)
    /// `?`: any byte but a slash.
    case any
    case set([ClosedRange<UInt8>], isNegative: Bool)
    /// `*`: as many bytes as one likes, none of them a slash.
    case run
    /// `**`: as many bytes as one likes.
    case deepRun
    /// Either what follows, or what stands that many steps further on.
    case skip(Int)
  }

  /// The pattern of a line; nothing for a comment, an empty line, and what git never finds to match.
  package init?(line: [UInt8]) {
    var rest = IgnorePattern.trimmed(line)[...]
    guard let first = rest.first, first != UInt8(ascii: "#") else { return nil }
    isNegative = first == UInt8(ascii: "!")
    if isNegative { rest = rest.dropFirst() }
    isForFolders = rest.last == UInt8(ascii: "/")
    if isForFolders { rest = rest.dropLast() }
    isForNames = !rest.contains(UInt8(ascii: "/"))
    if rest.first == UInt8(ascii: "/") { rest = rest.dropFirst() }
    // In git the beginning of a path that stands for itself is compared first, and what follows is a pattern of its own:
    // so in `a**/b` the stars stand at a beginning.
    let plain = isForNames ? 0 : rest.prefix { !IgnorePattern.special.contains($0) }.count
    var reader = Reader(bytes: Array(rest.dropFirst(plain)))
    guard !rest.isEmpty, reader.read() else { return nil }
    steps = rest.prefix(plain).map { .byte($0) } + reader.steps
    let bytes = steps.compactMap { step in if case .byte(let byte) = step { byte } else { nil } }
    literal = bytes.count == steps.count ? bytes : nil
  }

  /// Whether it means an entry of a folder.
  ///
  /// - Parameters:
  ///   - path: The path of the entry from the folder of the file that the pattern stands in.
  ///   - name: The last part of it.
  package func matches(_ path: ArraySlice<UInt8>, name: ArraySlice<UInt8>, isFolder: Bool) -> Bool {
    guard isFolder || !isForFolders else { return false }
    let text = isForNames ? name : path
    if let literal { return literal.elementsEqual(text) }
    return matches(text)
  }

  private static let special = Array("*?[\\".utf8)

  /// A line without the blanks at its end that no backslash keeps.
  private static func trimmed(_ line: [UInt8]) -> [UInt8] {
    var end = 0
    var index = 0
    while index < line.count {
      if line[index] == UInt8(ascii: "\\") {
        index += 1
        end = min(index + 1, line.count)
      } else if line[index] != UInt8(ascii: " ") {
        end = index + 1
      }
      index += 1
    }
    return Array(line[..<end])
  }

  // MARK: Matching

  private func matches(_ text: ArraySlice<UInt8>) -> Bool {
    let none = [Bool](repeating: false, count: steps.count + 1)
    var here = none
    reach(0, &here)
    for byte in text {
      var next = none
      for (index, step) in steps.enumerated() where here[index] {
        switch step {
        case .byte(let wanted): if byte == wanted { reach(index + 1, &next) }
        case .any: if byte != UInt8(ascii: "/") { reach(index + 1, &next) }
        case .set(let ranges, let isNegative):
          if byte != UInt8(ascii: "/"), ranges.contains(where: { $0.contains(byte) }) != isNegative {
            reach(index + 1, &next)
          }
        case .run: if byte != UInt8(ascii: "/") { reach(index, &next) }
        case .deepRun: reach(index, &next)
        case .skip: break
        }
      }
      here = next
    }
    return here[steps.count]
  }

  /// Marks a step, and those that are reached from there without a byte.
  private func reach(_ start: Int, _ marks: inout [Bool]) {
    var index = start
    // Those beyond a `**/`: a pattern may have a hundred thousand of these.
    var beyond: [Int] = []
    while true {
      if !marks[index] {
        marks[index] = true
        if index < steps.count {
          switch steps[index] {
          case .run, .deepRun:
            index += 1
            continue
          case .skip(let count):
            beyond.append(index + count)
            index += 1
            continue
          default: break
          }
        }
      }
      guard let next = beyond.popLast() else { return }
      index = next
    }
  }
}

extension IgnorePattern {
  /// Reads the signs of a pattern.
  private struct Reader {
    let bytes: [UInt8]
    private(set) var steps: [Step] = []
    private var place = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    private func byte(at index: Int) -> UInt8? { bytes.indices.contains(index) ? bytes[index] : nil }

    /// Reads all of it; no where a bracket is open, or nothing follows a backslash: git finds nothing by that.
    mutating func read() -> Bool {
      while place < bytes.count {
        let byte = bytes[place]
        switch byte {
        case UInt8(ascii: "*"): readStars()
        case UInt8(ascii: "?"): steps.append(.any)
        case UInt8(ascii: "["): guard readSet() else { return false }
        case UInt8(ascii: "\\"):
          place += 1
          guard let next = self.byte(at: place) else { return false }
          steps.append(.byte(next))
        default: steps.append(.byte(byte))
        }
        place += 1
      }
      return true
    }

    private mutating func readStars() {
      let start = place
      while byte(at: place + 1) == UInt8(ascii: "*") { place += 1 }
      let before = byte(at: start - 1)
      let after = byte(at: place + 1)
      let isEscapedSlash = after == UInt8(ascii: "\\") && byte(at: place + 2) == UInt8(ascii: "/")
      guard place > start, before == nil || before == UInt8(ascii: "/"),
        after == nil || after == UInt8(ascii: "/") || isEscapedSlash
      else { return steps.append(.run) }
      // `**/` may stand for nothing at all.
      if after == UInt8(ascii: "/") { steps.append(.skip(3)) }
      steps.append(.deepRun)
    }

    /// Reads `[…]`; the place is at the bracket that closes it afterwards.
    private mutating func readSet() -> Bool {
      place += 1
      let isNegative = byte(at: place) == UInt8(ascii: "!") || byte(at: place) == UInt8(ascii: "^")
      if isNegative { place += 1 }
      var ranges: [ClosedRange<UInt8>] = []
      // What a hyphen would begin a range with.
      var before: UInt8?
      repeat {
        guard var byte = byte(at: place) else { return false }
        if byte == UInt8(ascii: "-"), let low = before, let next = self.byte(at: place + 1), next != UInt8(ascii: "]") {
          place += 1
          guard let high = escaped() else { return false }
          if low <= high { ranges.append(low...high) }
          before = nil
        } else if byte == UInt8(ascii: "["), self.byte(at: place + 1) == UInt8(ascii: ":") {
          guard let end = bytes[(place + 2)...].firstIndex(of: UInt8(ascii: "]")) else { return false }
          if end > place + 2, bytes[end - 1] == UInt8(ascii: ":") {
            let name = String(decoding: bytes[(place + 2)..<(end - 1)], as: UTF8.self)
            guard let kind = IgnorePattern.kinds[name] else { return false }
            ranges += kind
            place = end
            before = nil
          } else {
            ranges.append(byte...byte)
            before = byte
          }
        } else {
          guard let plain = escaped() else { return false }
          byte = plain
          ranges.append(byte...byte)
          before = byte
        }
        place += 1
      } while byte(at: place) != UInt8(ascii: "]")
      steps.append(.set(ranges, isNegative: isNegative))
      return true
    }

    /// The byte here, or the one behind a backslash.
    private mutating func escaped() -> UInt8? {
      if byte(at: place) == UInt8(ascii: "\\") { place += 1 }
      return byte(at: place)
    }
  }

  /// What `[[:alpha:]]` and its like mean.
  private static let kinds: [String: [ClosedRange<UInt8>]] = [
    "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A], "alpha": [0x41...0x5A, 0x61...0x7A],
    "blank": [0x09...0x09, 0x20...0x20], "cntrl": [0x00...0x1F, 0x7F...0x7F], "digit": [0x30...0x39],
    "graph": [0x21...0x7E], "lower": [0x61...0x7A], "print": [0x20...0x7E],
    "punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E],
    "space": [0x09...0x0A, 0x0D...0x0D, 0x20...0x20], "upper": [0x41...0x5A],
    "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
  ]
}
