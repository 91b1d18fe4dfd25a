/// Which brackets of a text belong together.
public enum Brackets {
  private static let pairs: [UInt8: UInt8] = [0x28: 0x29, 0x5B: 0x5D, 0x7B: 0x7D]

  /// The offsets of the bracket at the cursor, or right before it, and of its partner; nothing where there is no pair.
  ///
  /// Brackets in texts and comments are words, and do not count.
  public static func pair(in text: String, at cursor: Int, colours: [Coloured]) -> (Int, Int)? {
    let bytes = Array(text.utf8)
    var isWord = [Bool](repeating: false, count: bytes.count)
    for colour in colours where colour.role == .text || colour.role == .comment {
      for offset in colour.range.clamped(to: 0..<bytes.count) { isWord[offset] = true }
    }
    for place in [cursor, cursor - 1] where bytes.indices.contains(place) && !isWord[place] {
      let byte = bytes[place]
      if let partner = pairs[byte], let end = find(partner, byte, in: bytes, isWord, from: place, by: 1) {
        return (place, end)
      }
      if let partner = pairs.first(where: { $0.value == byte })?.key,
        let start = find(partner, byte, in: bytes, isWord, from: place, by: -1)
      {
        return (start, place)
      }
    }
    return nil
  }

  private static func find(
    _ partner: UInt8, _ own: UInt8, in bytes: [UInt8], _ isWord: [Bool], from place: Int, by step: Int
  ) -> Int? {
    var depth = 0
    var place = place
    while bytes.indices.contains(place) {
      if !isWord[place] {
        if bytes[place] == own { depth += 1 }
        if bytes[place] == partner { depth -= 1 }
        if depth == 0 { return place }
      }
      place += step
    }
    return nil
  }
}
