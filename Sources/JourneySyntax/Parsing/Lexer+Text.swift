/// Text, and characters beyond ASCII.
extension Lexer {
  /// Reads a text that begins with the quote at `start`; three quotes open a block.
  mutating func scanText(from start: Int) {
    if bytes[start + 1] == 0x22, bytes[start + 2] == 0x22 { return scanBlock(from: start) }
    scanLineText(from: start, opening: 1)
  }

  private mutating func scanLineText(from start: Int, opening: Int) {
    var flags: Node.Flags = .quoted
    position = start + opening
    while position < stop {
      position += Chunk(bytes, position).plainText
      switch bytes[position] {
      case 0x22:
        position += 1
        return finishText(.text, start, flags)
      case 0x5C:
        flags.insert(.escaped)
        position += bytes[position + 1] == 0x0A || bytes[position + 1] == 0x0D ? 1 : 2
      case 0x7B, 0x7D:
        flags.insert(.braced)
        position += 1
      case 0x0A, 0x0D:
        return finishText(.unclosedText, start, flags)
      case 0x80...:
        flags.insert(.wide)
        if isClosingQuote(at: position), opening > 1 {
          notePlain("\"", position, position + 3)
          position += 3
          return finishText(.text, start, flags)
        }
        position += 1
      default: position += 1
      }
    }
    position = max(start + opening, stop)
    finishText(.unclosedText, start, flags)
  }

  private mutating func scanBlock(from start: Int) {
    let isKnown = start >= unclosedBlock
    let last = isKnown ? min(endOfUnclosedBlock(from: start), stop) : stop
    var flags: Node.Flags = [.quoted, .block]
    position = start + 3
    while position < last {
      position += Chunk(bytes, position).plainText
      switch bytes[position] {
      case 0x22 where bytes[position + 1] == 0x22 && bytes[position + 2] == 0x22 && position + 3 <= end:
        position += 3
        return finishText(.block, start, flags)
      case 0x5C:
        flags.insert(.escaped)
        position += 2
      case 0x7B, 0x7D:
        flags.insert(.braced)
        position += 1
      case 0x80...:
        flags.insert(.wide)
        position += 1
      default: position += 1
      }
    }
    if stop == end, !isKnown {
      // What looks like a block behind this one would have closed it.
      unclosedBlock = start
      return scanBlock(from: start)
    }
    position = max(start + 3, last)
    finishText(.unclosedText, start, flags)
  }

  /// An unclosed block ends before the next item line that stands no deeper than the line it opened on.
  private func endOfUnclosedBlock(from start: Int) -> Int {
    var line = start
    while line > 0, bytes[line - 1] != 0x0A { line -= 1 }
    let indentation = indentation(at: line).width
    var offset = start
    while offset < stop {
      if bytes[offset] == 0x0A {
        let (width, first) = self.indentation(at: offset + 1)
        if width <= indentation, Lexer.isLetter(bytes[first]), startsItem(at: first) { return offset }
      }
      offset += 1
    }
    return stop
  }

  private func indentation(at line: Int) -> (width: Int, first: Int) {
    var offset = line
    while bytes[offset] == 0x20 || bytes[offset] == 0x09 { offset += 1 }
    return (offset - line, offset)
  }

  private func startsItem(at offset: Int) -> Bool {
    var last = offset
    while Lexer.isWordByte(bytes[last]) || bytes[last] == 0x2D { last += 1 }
    guard bytes[last] == 0x20, let symbol = names.symbol(of: String(decoding: bytes[offset..<last], as: UTF8.self)),
      let keyword = Keyword(symbol)
    else { return false }
    return ItemKind(keyword) != nil || [.rule, .test, .scenario, .template, .kind, .project].contains(keyword)
  }

  private mutating func finishText(_ kind: TokenKind, _ start: Int, _ flags: Node.Flags) {
    position = min(position, end)
    if flags.contains(.wide) { inspect(ByteRange(start, position)) }
    finish(kind, from: start, flags)
  }

  /// Looks for bytes that are not UTF-8, and for characters that nobody sees.
  private mutating func inspect(_ range: ByteRange) {
    var offset = range.lower
    while offset < range.upper {
      guard let (scalar, width) = scalar(at: offset) else {
        let first = offset
        while offset < range.upper, self.scalar(at: offset) == nil { offset += 1 }
        note(.invalidBytes, first, offset)
        continue
      }
      offset += width
      if scalar.value == 0x1F3F4 {
        // The flags of England, Scotland and Wales: a black flag, and letters that nobody sees.
        while let (letter, width) = self.scalar(at: offset), 0xE0020...0xE007F ~= letter.value { offset += width }
      } else if Lexer.isHidden(scalar) {
        note(.hiddenCharacterInText, offset - width, offset)
      }
    }
  }

  /// Controls of direction and characters without width; the joiners of emoji and scripts are left alone.
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF,
      0xE0000...0xE007F:
      true
    default: false
    }
  }

  private func isClosingQuote(at offset: Int) -> Bool {
    bytes[offset] == 0xE2 && bytes[offset + 1] == 0x80 && (bytes[offset + 2] == 0x9D || bytes[offset + 2] == 0x9C)
  }

  /// Whether a text of ASCII has words between single blanks and nothing else, so that it is folded as it stands.
  @inline(__always)
  func isSinglySpaced(_ text: ByteRange) -> Bool {
    var offset = text.lower
    // The blank that stood last, as the mask of a chunk shows it; one at the start is one too many.
    var blankBefore: UInt64 = 0x80
    while offset < text.upper {
      let count = min(text.upper - offset, 8)
      let chunk = Chunk(bytes, offset)
      let inside = Chunk(bits: Chunk.high).prefix(count).bits
      let blanks = ~chunk.from(0x21) & inside
      guard blanks & ~chunk.from(0x20) == 0, blanks & (blanks &<< 8 | blankBefore) == 0 else { return false }
      blankBefore = blanks &>> UInt64(truncatingIfNeeded: 8 * count - 8)
      offset += count
    }
    return blankBefore == 0
  }

  // MARK: Beyond ASCII, outside text

  /// Reads what begins with a byte above 127: a word, money, or a typographic form of a plain sign.
  mutating func scanWide(from start: Int) {
    guard let (scalar, width) = scalar(at: start) else {
      position = start + 1
      while position < end, bytes[position] >= 0x80, self.scalar(at: position) == nil { position += 1 }
      note(.invalidBytes, start, position)
      return finish(.stray, from: start)
    }
    switch scalar.value {
    case 0xA3, 0x20AC: return scanMoneySign(from: start, width: width)
    case 0x201C...0x201F:
      notePlain("\"", start, start + width)
      return scanLineText(from: start, opening: width)
    case 0x85, 0x2028, 0x2029: return plain(.newline, width, "\n")
    case 0x2010...0x2015, 0x2212:
      if Lexer.isDigit(bytes[start + width]) {
        notePlain("-", start, start + width)
        position = start + width
        return scanNumber(from: start)
      }
      return plain(.minus, width, "-")
    case 0xFF08: return plain(.openParenthesis, width, "(")
    case 0xFF09: return plain(.closeParenthesis, width, ")")
    case 0xFF0C, 0x3001: return plain(.comma, width, ",")
    case 0xFF0E: return plain(.dot, width, ".")
    case 0xFF1B: return plain(.newline, width, ";")
    case 0xFF1D: return plain(.equals, width, "=")
    case 0xFF1C: return plain(.less, width, "<")
    case 0xFF1E: return plain(.greater, width, ">")
    default: break
    }
    position = start + width
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber:
      return wideWord(from: start)
    default: break
    }
    if Lexer.isHidden(scalar) {
      note(.hiddenCharacter, start, position)
      return finish(.stray, from: start)
    }
    finish(.foreign, from: start, .wide)
  }

  /// Passes over a no-break space or one of its kin.
  mutating func skipTypographicBlank() -> Bool {
    guard let (scalar, width) = scalar(at: position) else { return false }
    switch scalar.value {
    case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000:
      notePlain(" ", position, position + width)
      position += width
      return true
    default: return false
    }
  }

  private mutating func plain(_ kind: TokenKind, _ width: Int, _ plain: String) {
    let start = position
    notePlain(plain, start, start + width)
    position += width
    finish(kind, from: start)
  }
}
