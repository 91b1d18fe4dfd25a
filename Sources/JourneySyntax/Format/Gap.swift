/// What stands between two tokens: comments and line ends. All else there is blanks, and semicolons.
struct Gap {
  /// A comment with all that its author said by placing it.
  struct Comment {
    /// From `#` to the last byte that is no blank.
    var range: ByteRange
    /// Whether it stands behind a statement, on its line.
    var isTrailing: Bool
    /// How far it is indented.
    var column: Int
    /// Whether a blank line stands above it.
    var followsBlankLine: Bool
  }

  private(set) var comments: [Comment] = []
  /// Whether a line ends here.
  private(set) var breaksLine = false
  /// Whether a blank line stands above what follows.
  private(set) var endsWithBlankLine = false

  /// Reads a gap; at a line's start no comment is a trailing one.
  init(_ bytes: [UInt8], _ range: ByteRange, atLineStart: Bool = false) {
    var offset = range.lower
    var lineEnds = 0
    var column = 0
    var followsSemicolon = false
    while offset < range.upper {
      switch bytes[offset] {
      case 0x23:
        let start = offset
        while offset < range.upper, bytes[offset] != 0x0A, bytes[offset] != 0x0D || bytes[offset + 1] == 0x0A {
          offset += 1
        }
        var end = offset
        while end > start, [0x20, 0x09, 0x0D].contains(Int(bytes[end - 1])) { end -= 1 }
        // Behind a semicolon `##` documents the next item, and goes to that.
        let isAlone = atLineStart || breaksLine || !comments.isEmpty || (followsSemicolon && bytes[start + 1] == 0x23)
        comments.append(
          Comment(
            range: ByteRange(start, end), isTrailing: !isAlone, column: breaksLine || atLineStart ? column : 0,
            followsBlankLine: lineEnds > 1))
        lineEnds = 0
        continue
      case 0x0D where bytes[offset + 1] == 0x0A: break
      case 0x0A, 0x0D: lineEnds += 1
      case 0xC2 where bytes[offset + 1] == 0x85: lineEnds += 1
      case 0xE2 where bytes[offset + 1] == 0x80 && bytes[offset + 2] & 0xFE == 0xA8: lineEnds += 1
      case 0x3B: followsSemicolon = true
      case 0xEF where bytes[offset + 1] == 0xBC: followsSemicolon = true
      default: break
      }
      if lineEnds > 0 { breaksLine = true }
      switch bytes[offset] {
      case 0x20, 0x09: column += 1
      case 0x0A, 0x0D: column = 0
      default: break
      }
      offset += 1
    }
    endsWithBlankLine = lineEnds > 1
  }
}
