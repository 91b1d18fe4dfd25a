/// The words and signs of one statement, each as it is written, in one buffer.
struct Spelling {
  /// A word or a sign.
  struct Piece {
    /// Its token.
    var token: Int
    /// Its bytes in the buffer.
    var range: Range<Int>
    /// Whether it follows without a blank.
    var isGlued: Bool
  }

  private(set) var buffer: [UInt8] = []
  private(set) var pieces: [Piece] = []

  /// The keywords as they are written, by number.
  private static let keywords = Keyword.allCases.map { Array($0.rawValue.utf8) }

  /// Spells a statement that was read without an error.
  ///
  /// The tree tells what a word is: where it has a name, it is one and stays as it is; elsewhere it is a keyword.
  mutating func spell(_ statement: Statement, _ outline: Outline) {
    buffer.removeAll(keepingCapacity: true)
    pieces.removeAll(keepingCapacity: true)
    let nodes = outline.tree.nodes
    let keywordNames = KeywordNames(statement, outline.tree)
    var part = statement.parts.lowerBound
    var nameEnd = 0
    var amountEnd = 0
    var unit: Dialect.UnitName?
    var opensCall = false
    var isOne = false
    var previous: Token?
    for index in statement.tokens {
      let token = outline.scan.tokens[index]
      guard token.kind != .newline else { continue }
      var isName = token.start < nameEnd
      let continuesName = isName
      var beginsCall = false
      while part < statement.parts.upperBound, Int(nodes[part].start) <= token.start {
        if Int(nodes[part].start) == token.start {
          switch nodes[part].kind {
          case .name where !keywordNames.contains(part, nodes):
            isName = true
            nameEnd = Int(nodes[part].end)
          case .call: beginsCall = true
          case .duration: (amountEnd, unit) = (Int(nodes[part].end), nil)
          case .quantity:
            (amountEnd, unit) = (Int(nodes[part].end), outline.tree.dialect.unitName(nodes[part].detail))
          default: break
          }
        }
        part += 1
      }
      let start = buffer.count
      if token.kind == .word, !isName, token.start < amountEnd {
        append(unit: token, unit, isOne: isOne, outline.scan)
      } else {
        append(token, isName: isName, outline.scan)
      }
      isOne = token.kind == .number && isUnit(buffer[start...])
      let isGlued =
        continuesName || previous?.kind.takesNoBlankBehind ?? true || token.kind.takesNoBlankBefore
        || (opensCall && token.kind == .openParenthesis)
      pieces.append(Piece(token: index, range: start..<buffer.count, isGlued: isGlued))
      opensCall = beginsCall
      previous = token
    }
  }

  /// Whether a number is one, so that its unit stands in the singular.
  private func isUnit(_ digits: ArraySlice<UInt8>) -> Bool {
    digits.last == 0x31 && (digits.count == 1 || digits.count == 2 && !Lexer.isDigit(digits[digits.startIndex]))
  }

  private mutating func append(unit token: Token, _ own: Dialect.UnitName?, isOne: Bool, _ scan: Scan) {
    if let own {
      buffer.append(contentsOf: own.spelling(isOne: isOne).utf8)
    } else if let unit = Keyword(token.symbol).flatMap(TimeUnit.init) {
      buffer.append(contentsOf: unit.spelling(isOne: isOne).utf8)
    } else {
      append(token, isName: true, scan)
    }
  }

  private mutating func append(_ token: Token, isName: Bool, _ scan: Scan) {
    let bytes = scan.bytes
    switch token.kind {
    case .word:
      if !isName, Int(token.symbol.rawValue) < Spelling.keywords.count {
        buffer.append(contentsOf: Spelling.keywords[Int(token.symbol.rawValue)])
      } else {
        buffer.append(contentsOf: bytes[token.start..<token.end])
      }
    case .text: append(text: token, bytes)
    case .block: buffer.append(lines: bytes[token.start..<token.end])
    case .number, .share, .money, .date, .time: append(amount: token, bytes)
    default: buffer.append(contentsOf: token.kind.plain)
    }
  }

  /// A text between plain quotes. What stands between them is nobody's but the author's.
  private mutating func append(text token: Token, _ bytes: [UInt8]) {
    let opening = bytes[token.start] == 0x22 ? 1 : 3
    let closing = bytes[token.end - 1] == 0x22 ? 1 : 3
    buffer.append(0x22)
    buffer.append(contentsOf: bytes[token.start + opening..<token.end - closing])
    buffer.append(0x22)
  }

  /// A number with a plain sign, and without blanks behind a currency and before `%`.
  private mutating func append(amount token: Token, _ bytes: [UInt8]) {
    var start = token.start
    // A dash or a minus of three bytes; a euro has as many.
    if bytes[start] == 0xE2, token.kind != .money {
      buffer.append(0x2D)
      start += 3
    }
    for byte in bytes[start..<token.end] where byte != 0x20 { buffer.append(byte) }
  }
}

extension [UInt8] {
  /// Appends lines as they stand, but for their ends. Only one CR belongs to a line end; what stands before is content.
  mutating func append(lines: ArraySlice<UInt8>) {
    for offset in lines.indices {
      let next = offset + 1
      let isLineEnd =
        lines[offset] == 0x0D && next < lines.endIndex && lines[next] == 0x0A
        && (offset == lines.startIndex || lines[offset - 1] != 0x0D)
      if !isLineEnd { append(lines[offset]) }
    }
  }
}

/// Which of a statement's names are keywords to a reader: the tree keeps words as names where it must tell them apart.
private struct KeywordNames {
  private var range: Range<Int>

  init(_ statement: Statement, _ tree: Tree) {
    range = 0..<0
    guard let index = statement.node else { return }
    let node = tree.nodes[index]
    let parts = statement.parts
    switch node.kind {
    case .withoutLine:
      // `without touchpoint "Store visit"`, or the words of an attribute.
      let isItem = parts.first.flatMap { Keyword(tree.nodes[$0].symbol) }.flatMap { ItemKind($0) } != nil
      range = isItem ? parts.prefix(1) : phrase(tree, parts)
    case .setting where Keyword(detail: node.detail) == .example:
      range = parts.prefix(1)
    case .setting where Keyword(detail: node.detail) == .default:
      range = phrase(tree, parts)
    case .kind:
      // `kind webinar is touchpoint`: the name in the last clause.
      if let last = parts.last, parts.count > 1, tree.nodes[last - 1].kind == .clause { range = last..<last + 1 }
    default: break
    }
  }

  func contains(_ part: Int, _ nodes: [Node]) -> Bool { range.contains(part) && !nodes[part].flags.contains(.quoted) }

  /// The names that spell an attribute, as many as do.
  private func phrase(_ tree: Tree, _ parts: Range<Int>) -> Range<Int> {
    let words = parts.prefix(4).map { Keyword(tree.nodes[$0].symbol)?.rawValue ?? "" }
    for count in (1..<words.count + 1).reversed()
    where Attribute(rawValue: words[..<count].joined(separator: " ")) != nil {
      return parts.prefix(count)
    }
    return 0..<0
  }
}

extension TokenKind {
  /// The one form of a sign.
  fileprivate var plain: String.UTF8View {
    switch self {
    case .comma: ",".utf8
    case .openParenthesis: "(".utf8
    case .closeParenthesis: ")".utf8
    case .dot: ".".utf8
    case .plus: "+".utf8
    case .minus: "-".utf8
    case .star: "*".utf8
    case .slash: "/".utf8
    case .less: "<".utf8
    case .lessOrEqual: "<=".utf8
    case .greater: ">".utf8
    case .greaterOrEqual: ">=".utf8
    case .equals: "=".utf8
    default: "".utf8
    }
  }

  fileprivate var takesNoBlankBefore: Bool { self == .comma || self == .closeParenthesis || self == .dot }
  fileprivate var takesNoBlankBehind: Bool { self == .openParenthesis || self == .dot }
}
