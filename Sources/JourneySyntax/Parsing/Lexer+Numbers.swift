/// Numbers, and what is written with digits: dates, times, shares and money.
extension Lexer {
  mutating func scanNumber(from start: Int) {
    let digits = position
    skipDigits()
    let count = position - digits
    if count == 4, bytes[position] == 0x2D, isDigits(position + 1, 2), bytes[position + 3] == 0x2D,
      isDigits(position + 4, 2), !Lexer.isWordByte(bytes[position + 6])
    {
      position += 6
      return finish(.date, from: start)
    }
    if count <= 2, bytes[position] == 0x3A, isDigits(position + 1, 2), !Lexer.isDigit(bytes[position + 3]) {
      position += 3
      return finish(.time, from: start)
    }
    while bytes[position] == 0x2C, count <= 3, isDigits(position + 1, 3), !Lexer.isDigit(bytes[position + 4]) {
      position += 4
    }
    if bytes[position] == 0x2C, Lexer.isDigit(bytes[position + 1]), position < end {
      // A decimal comma, or groups that are not of three.
      let comma = position
      position += 1
      skipDigits()
      let isDecimal = position - comma - 1 != 3
      let whole = String(decoding: bytes[start..<comma], as: UTF8.self)
      let rest = String(decoding: bytes[comma + 1..<position], as: UTF8.self)
      let plain = isDecimal ? "\(whole).\(rest)" : whole + rest
      note(.numberFormat(plain), start, position)
    } else if bytes[position] == 0x2E, Lexer.isDigit(bytes[position + 1]), position < end {
      position += 1
      skipDigits()
    }
    position = min(position, end)
    // The percent sign may stand apart, as word processors write it.
    let blank = position < end ? blankWidth(at: position) : 0
    if position < end, bytes[position + blank] == 0x25 {
      if blank > 1 { notePlain("", position, position + blank) }
      position += blank + 1
      return finish(.share, from: start)
    }
    let letter = bytes[position]
    if letter == 0x6B || letter == 0x4D, position < end, !Lexer.isWordByte(bytes[position + 1]) { position += 1 }
    if letter | 0x20 == 0x65, position < end,
      Lexer.isDigit(bytes[position + 1])
        || ((bytes[position + 1] == 0x2B || bytes[position + 1] == 0x2D) && Lexer.isDigit(bytes[position + 2]))
    {
      position += 2
      skipDigits()
      note(.numberFormat(""), start, position)
    }
    finish(.number, from: start)
  }

  mutating func scanMoneySign(from start: Int, width: Int) {
    position = start + width
    let sign = position
    while blankWidth(at: position) > 0 {
      let width = blankWidth(at: position)
      if width > 1 { notePlain("", position, position + width) }
      position += width
    }
    if bytes[position] == 0x2D || bytes[position] == 0x2B, Lexer.isDigit(bytes[position + 1]) { position += 1 }
    guard Lexer.isDigit(bytes[position]), position < end else {
      position = sign
      return finish(.foreign, from: start)
    }
    scanNumber(from: position)
    finish(token.kind == .number ? .money : .foreign, from: start)
  }

  /// The width of a blank or a no-break space at an offset, 0 where there is none.
  @inline(__always)
  private func blankWidth(at offset: Int) -> Int {
    switch bytes[offset] {
    case 0x20: 1
    case 0xC2 where bytes[offset + 1] == 0xA0: 2
    case 0xE2 where bytes[offset + 1] == 0x80 && bytes[offset + 2] == 0xAF: 3
    default: 0
    }
  }

  private mutating func skipDigits() {
    while Lexer.isDigit(bytes[position]), position < end { position += 1 }
  }

  private func isDigits(_ offset: Int, _ count: Int) -> Bool {
    guard offset + count <= end else { return false }
    for index in offset..<offset + count where !Lexer.isDigit(bytes[index]) { return false }
    return true
  }
}
