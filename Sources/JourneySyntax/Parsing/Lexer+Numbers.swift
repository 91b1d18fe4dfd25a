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
    if position < end, bytes[position] == 0x25 || (bytes[position] == 0x20 && bytes[position + 1] == 0x25) {
      position += bytes[position] == 0x25 ? 1 : 2
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
    while bytes[position] == 0x20 { position += 1 }
    if bytes[position] == 0x2D || bytes[position] == 0x2B, Lexer.isDigit(bytes[position + 1]) { position += 1 }
    guard Lexer.isDigit(bytes[position]), position < end else {
      position = sign
      return finish(.foreign, from: start)
    }
    scanNumber(from: position)
    finish(token.kind == .number ? .money : .foreign, from: start)
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
