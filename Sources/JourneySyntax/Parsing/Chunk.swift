/// Eight bytes of a script in one word, the first byte lowest, to be looked at together.
///
/// Each test gives a mask with the highest bit of a byte set where it holds. Sums and differences may spill into the
/// bytes above, so a test for bytes from 128 on tells reliably only which byte is the *first* that holds.
struct Chunk: Equatable {
  var bits: UInt64

  @inline(__always) init(bits: UInt64) { self.bits = bits }

  /// The eight bytes from an offset.
  ///
  /// SAFETY: the load counts as unsafe because of what other types it could make up. Of an integer every pattern of bits is a
  /// value, and that the bytes are there it checks itself. Eight reads of a byte take four times as many instructions
  /// wherever one of the bytes is used for something else, too.
  @inline(__always) init(_ bytes: [UInt8], _ offset: Int) {
    bits = UInt64(littleEndian: unsafe bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// A byte in all eight places.
  @inline(__always) static func all(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }
  /// The highest bit of each byte.
  static var high: UInt64 { 0x8080_8080_8080_8080 }

  /// Only the first bytes, zeros behind them; `count` is 1 to 8.
  @inline(__always) func prefix(_ count: Int) -> Chunk {
    Chunk(bits: bits & (.max &>> UInt64(truncatingIfNeeded: 64 &- count &* 8)))
  }

  /// One byte; `index` is 0 to 7, and what 8 gives means nothing.
  @inline(__always) func byte(at index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: bits &>> UInt64(truncatingIfNeeded: index &* 8))
  }

  /// The place of the first byte in a mask, 8 where it is empty.
  @inline(__always) static func first(in mask: UInt64) -> Int { mask.trailingZeroBitCount &>> 3 }

  // MARK: Tests

  /// Bytes that equal one, exactly up to the first that does.
  @inline(__always) func equal(_ byte: UInt8) -> UInt64 {
    let difference = bits ^ Chunk.all(byte)
    return (difference &- Chunk.all(1)) & ~difference & Chunk.high
  }

  /// Bytes below a bound of at most 128, exactly up to the first.
  @inline(__always) func below(_ bound: UInt8) -> UInt64 { (bits &- Chunk.all(bound)) & ~bits & Chunk.high }

  /// Bytes from a bound of at most 128 on, exactly up to the first that is beyond ASCII.
  @inline(__always) func from(_ bound: UInt8) -> UInt64 { ((bits &+ Chunk.all(0x80 - bound)) | bits) & Chunk.high }

  /// Where the highest bit of each byte says whether it is at or beyond a bound, all below the first that is beyond ASCII.
  @inline(__always) private func reaches(_ bound: UInt8) -> UInt64 { bits &+ Chunk.all(0x80 - bound) }

  /// How many bytes in front may stand in a word: letters, digits and `_`.
  @inline(__always) var wordCount: Int {
    let lowered = Chunk(bits: bits | Chunk.all(0x20))
    let letters = lowered.reaches(0x61) & ~lowered.reaches(0x7B)
    let digits = reaches(0x30) & ~reaches(0x3A)
    let lines = ~Chunk(bits: bits ^ Chunk.all(0x5F)).reaches(1)
    return Chunk.first(in: (~(letters | digits | lines) | bits) & Chunk.high)
  }

  /// How many bytes in front are text in which nothing is to be seen: no quote, backslash, brace or line end.
  @inline(__always) var plainText: Int {
    Chunk.first(in: below(0x20) | equal(0x22) | equal(0x5C) | from(0x7B))
  }

  /// How many blanks stand in front.
  @inline(__always) var blanks: Int { Chunk.first(in: bits ^ Chunk.all(0x20)) }

  // MARK: Folding

  /// The bytes with ASCII capitals in lower case; all must be ASCII.
  @inline(__always) var lowered: Chunk {
    Chunk(bits: bits | ((reaches(0x41) & ~reaches(0x5B) & Chunk.high) &>> 2))
  }
}
