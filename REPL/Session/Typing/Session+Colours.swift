import Journey

/// A part of a typed text and what it is.
public struct Coloured: Hashable, Sendable {
  /// What a part of a text is, which says how it is drawn.
  public enum Role: Hashable, Sendable {
    /// A word of the language, or a command.
    case keyword
    /// The name of an item, or a word that somebody chose.
    case name
    case text
    /// A number with its unit, a date, a time.
    case number
    case comment
    /// What cannot be read.
    case error
  }

  /// The bytes of the part, in UTF-8.
  public let range: Range<Int>
  public let role: Role
}

extension Session {
  /// The parts of a text that have a colour, in their order; told from the parser's tree.
  public func colours(of text: String) -> [Coloured] {
    guard !Session.trimmed(text).hasPrefix(":") else { return Session.colours(ofCommand: text) }
    let (tree, skeleton): (Tree, Int)
    switch reading(of: text) {
    case .statement(let fit), .slip(let fit): (tree, skeleton) = (fit.tree, fit.skeleton.count)
    case .question: (tree, skeleton) = (queryTree(text), 0)
    }
    return Painting(tree, from: skeleton).parts
  }

  private static func colours(ofCommand text: String) -> [Coloured] {
    let bytes = Array(text.utf8)
    guard let start = bytes.firstIndex(of: 0x3A) else { return [] }
    let end = bytes[start...].firstIndex { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A } ?? bytes.count
    let word = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
    // While it is typed, a command is the beginning of one; with a blank behind it, it has to be one.
    let found = Command.named(word)
    let isWrong = !word.isEmpty && (found.isEmpty || (end < bytes.count && found.count > 1))
    return [Coloured(range: start..<end, role: isWrong ? .error : .keyword)]
  }
}

/// The parts of a text with their roles: leaves of the tree, and between them keywords and comments.
private struct Painting {
  private(set) var parts: [Coloured] = []
  private let tree: Tree
  private let skeleton: Int

  init(_ tree: Tree, from skeleton: Int) {
    self.tree = tree
    self.skeleton = skeleton
    var position = skeleton
    let errors = tree.findings.filter { $0.severity == .error && $0.place.range.lower >= skeleton }.map(\.place.range)
    for node in tree.nodes where node.start >= skeleton {
      guard let role = Painting.role(node), Int(node.end) > position else { continue }
      let start = max(position, Int(node.start))
      gap(position, start)
      add(start, Int(node.end), role)
      position = Int(node.end)
    }
    gap(position, tree.source.count)
    // Of a long text that is no script at all, the first errors say it.
    for error in errors.prefix(20) { mark(error) }
  }

  private static func role(_ node: Node) -> Coloured.Role? {
    switch node.kind {
    case .name: node.flags.contains(.quoted) ? .text : .name
    case .text: .text
    case .number, .share, .countedShare, .duration, .quantity, .money, .date, .time: .number
    default: nil
    }
  }

  private mutating func add(_ start: Int, _ end: Int, _ role: Coloured.Role) {
    guard end > start else { return }
    parts.append(Coloured(range: start - skeleton..<end - skeleton, role: role))
  }

  /// What stands between two leaves: words are keywords, `#` begins a comment, signs have no colour.
  private mutating func gap(_ start: Int, _ end: Int) {
    let bytes = tree.source.padded
    var offset = start
    while offset < end {
      let begin = offset
      if bytes[offset] == 0x23 {
        while offset < end, bytes[offset] != 0x0A { offset += 1 }
        add(begin, offset, .comment)
      } else if Session.isWordByte(bytes[offset]) || bytes[offset] >= 0x80 {
        while offset < end, Session.isWordByte(bytes[offset]) || bytes[offset] == 0x2D || bytes[offset] >= 0x80 {
          offset += 1
        }
        let word = String(decoding: bytes[begin..<offset], as: UTF8.self).lowercased()
        add(begin, offset, Keyword(rawValue: word) == nil ? .name : .keyword)
      } else {
        offset += 1
      }
    }
  }

  /// Gives a range the colour of an error, whatever it was.
  private mutating func mark(_ range: ByteRange) {
    let wrong = range.lower - skeleton..<min(range.upper, tree.source.count) - skeleton
    guard !wrong.isEmpty else { return }
    var kept: [Coloured] = []
    for part in parts {
      if part.range.lowerBound < wrong.lowerBound, part.range.upperBound > part.range.lowerBound {
        let end = min(part.range.upperBound, wrong.lowerBound)
        kept.append(Coloured(range: part.range.lowerBound..<end, role: part.role))
      }
      if part.range.upperBound > wrong.upperBound {
        let start = max(part.range.lowerBound, wrong.upperBound)
        kept.append(Coloured(range: start..<part.range.upperBound, role: part.role))
      }
    }
    kept.append(Coloured(range: wrong, role: .error))
    parts = kept.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}
