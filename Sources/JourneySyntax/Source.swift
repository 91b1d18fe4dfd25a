/// A script as bytes, with the name that people know it by.
///
/// The bytes need not be valid UTF-8: whatever comes in can be parsed, shown and written back. Behind the text stand
/// a few zero bytes, so that the lexer may look ahead without asking where the end is.
public struct Source: Sendable {
  /// The path, or another name, that findings show.
  public let name: String
  /// The text, followed by `padding` zero bytes.
  public let padded: [UInt8]
  /// The length of the text in bytes.
  public var count: Int { padded.count - Source.padding }

  /// How many zero bytes stand behind the text.
  public static let padding = 8

  /// A source from text.
  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// A source from bytes; an array with spare capacity is taken over without a copy.
  public init(name: String, bytes: consuming [UInt8]) {
    bytes.append(contentsOf: repeatElement(0, count: Source.padding))
    self.name = name
    self.padded = bytes
  }

  /// The same text under another name.
  public func named(_ name: String) -> Source { Source(name: name, padded: padded) }

  private init(name: String, padded: [UInt8]) {
    self.name = name
    self.padded = padded
  }

  /// The whole text's range.
  public var range: ByteRange { ByteRange(0, count) }

  /// The text of a range; bytes that are not UTF-8 come out as U+FFFD.
  public func text(_ range: ByteRange) -> String {
    String(decoding: padded[range.lower..<min(range.upper, count)], as: UTF8.self)
  }
}

/// A range of bytes in a source: the one kind of position that Journey computes with.
public struct ByteRange: Hashable, Sendable {
  /// The first byte's offset.
  public let start: UInt32
  /// The offset behind the last byte.
  public let end: UInt32

  /// A range between two offsets.
  public init(_ start: Int, _ end: Int) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: max(start, end))
  }

  /// The first byte's offset, to count with.
  public var lower: Int { Int(start) }
  /// The offset behind the last byte, to count with.
  public var upper: Int { Int(end) }
  /// The number of bytes.
  public var count: Int { upper - lower }
}

/// Where a byte stands for people and for editors.
public struct Position: Hashable, Sendable {
  /// The line, counted from 1.
  public let line: Int
  /// The column in Unicode scalars, counted from 1.
  public let column: Int
  /// The column in UTF-16 code units, counted from 0, as editors' protocols count.
  public let utf16: Int

  /// A position from its parts.
  public init(line: Int, column: Int, utf16: Int) {
    self.line = line
    self.column = column
    self.utf16 = utf16
  }
}

/// The line starts of a source: made only when a position is shown.
public struct LineIndex: Sendable {
  private let source: Source
  private let starts: [UInt32]

  /// Finds the lines of a source; a line ends at LF, CR LF or a lone CR.
  public init(_ source: Source) {
    self.source = source
    var starts: [UInt32] = [0]
    var offset = 0
    while offset < source.count {
      let byte = source.padded[offset]
      offset += 1
      if byte == 0x0A || (byte == 0x0D && source.padded[offset] != 0x0A) { starts.append(UInt32(offset)) }
    }
    self.starts = starts
  }

  /// The number of lines.
  public var count: Int { starts.count }

  /// The line (from 1) that holds an offset.
  public func line(of offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The bytes of a line (from 1), without its end.
  public func range(ofLine line: Int) -> ByteRange {
    let start = Int(starts[line - 1])
    var end = line < starts.count ? Int(starts[line]) : source.count
    while end > start, source.padded[end - 1] == 0x0A || source.padded[end - 1] == 0x0D { end -= 1 }
    return ByteRange(start, end)
  }

  /// The position of an offset.
  public func position(of offset: Int) -> Position {
    let line = line(of: min(offset, source.count))
    let start = Int(starts[line - 1])
    var scalars = 0
    var units = 0
    for scalar in source.text(ByteRange(start, min(offset, source.count))).unicodeScalars {
      scalars += 1
      units += scalar.value > 0xFFFF ? 2 : 1
    }
    return Position(line: line, column: scalars + 1, utf16: units)
  }
}
