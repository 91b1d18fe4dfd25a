/// Words: letters, digits and `_`, with hyphens inside.
extension Lexer {
  /// Reads the word that begins at `start` with a chunk. Most are shorter than eight bytes: they are read, folded and
  /// found in one go, and only what else there is takes a call.
  @inline(__always)
  mutating func scanWord(from start: Int, _ chunk: Chunk) {
    let count = chunk.wordCount
    let behind = chunk.byte(at: count)
    guard count < 8, behind < 0x80, behind != 0x2D else {
      return count < 8 ? scanLongWord(from: start) : scanWord(from: start, first: chunk)
    }
    position = start &+ count
    let symbol = names.intern(short: chunk.prefix(count).lowered, at: start, count)
    finishWord(symbol, from: start)
  }

  /// Reads a word of eight bytes or more; most have less than sixteen.
  @inline(never)
  private mutating func scanWord(from start: Int, first: Chunk) {
    let second = Chunk(bytes, start &+ 8)
    let count = second.wordCount
    let behind = second.byte(at: count)
    guard count > 0, count < 8, behind < 0x80, behind != 0x2D else { return scanLongWord(from: start) }
    position = start &+ 8 &+ count
    let symbol = names.intern(first.lowered, second.prefix(count).lowered, at: start, 8 &+ count)
    finishWord(symbol, from: start)
  }

  @inline(never)
  private mutating func scanLongWord(from start: Int) {
    var offset = start
    while true {
      offset += Chunk(bytes, offset).wordCount
      let byte = bytes[offset]
      // A hyphen inside a word belongs to it; a whole chunk of word bytes has more behind it.
      if byte == 0x2D, Lexer.isWordByte(bytes[offset + 1]) {
        offset += 1
      } else if byte >= 0x80, wordScalarWidth(at: offset) > 0 {
        return wideWord(from: start)
      } else if !Lexer.isWordByte(byte) {
        break
      }
    }
    position = offset
    let symbol = names.intern(start, position)
    finishWord(symbol, from: start)
  }

  @inline(__always)
  private mutating func finishWord(_ symbol: Symbol, from start: Int, _ flags: Node.Flags = []) {
    let number = Int(symbol.rawValue)
    token = Token(
      kind: .word, flags: flags, isSpaced: token.isSpaced, start: start, end: position, symbol: symbol,
      keyword: number < keywords.count ? keywords[number] : nil)
  }

  mutating func wideWord(from start: Int) {
    position = start
    while position < end {
      let byte = bytes[position]
      if Lexer.isWordByte(byte) || (byte == 0x2D && position > start && startsWordScalar(at: position + 1)) {
        position += 1
      } else if byte >= 0x80 {
        let width = wordScalarWidth(at: position)
        if width > 0 { position += width } else { break }
      } else {
        break
      }
    }
    let symbol = names.intern(String(decoding: bytes[start..<position], as: UTF8.self))
    finishWord(symbol, from: start, .wide)
  }

  func startsWordScalar(at offset: Int) -> Bool {
    Lexer.isWordByte(bytes[offset]) || (bytes[offset] >= 0x80 && wordScalarWidth(at: offset) > 0)
  }

  /// The width of the letter, mark or digit at an offset, 0 where there is none; a dash inside a word counts.
  func wordScalarWidth(at offset: Int) -> Int {
    guard let (scalar, width) = scalar(at: offset), scalar.value >= 0x80 else { return 0 }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .decimalNumber, .letterNumber, .otherNumber, .connectorPunctuation:
      return width
    case .dashPunctuation where scalar.value <= 0x2015:
      return offset > 0 && startsWordScalarAfterDash(offset + width) && endsWordScalar(before: offset) ? width : 0
    default: return 0
    }
  }

  private func startsWordScalarAfterDash(_ offset: Int) -> Bool {
    if Lexer.isWordByte(bytes[offset]) { return true }
    guard bytes[offset] >= 0x80, let (scalar, _) = scalar(at: offset) else { return false }
    return scalar.properties.isAlphabetic
  }

  private func endsWordScalar(before offset: Int) -> Bool {
    Lexer.isWordByte(bytes[offset - 1]) || bytes[offset - 1] >= 0x80
  }

  /// The Unicode scalar at an offset with its width, nothing where the bytes are not UTF-8.
  func scalar(at offset: Int) -> (Unicode.Scalar, Int)? {
    var value: UInt32
    let width: Int
    switch bytes[offset] {
    case ..<0x80: return (Unicode.Scalar(bytes[offset]), 1)
    case 0xC2...0xDF: (value, width) = (UInt32(bytes[offset] & 0x1F), 2)
    case 0xE0...0xEF: (value, width) = (UInt32(bytes[offset] & 0x0F), 3)
    case 0xF0...0xF4: (value, width) = (UInt32(bytes[offset] & 0x07), 4)
    default: return nil
    }
    guard offset + width <= end else { return nil }
    for index in 1..<width {
      guard bytes[offset + index] & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(bytes[offset + index] & 0x3F)
    }
    if (width == 3 && value < 0x800) || (width == 4 && value < 0x10000) { return nil }
    return Unicode.Scalar(value).map { ($0, width) }
  }
}
