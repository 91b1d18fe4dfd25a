public import JourneySyntax

extension Source {
  /// The source with some edits made; nothing where they overlap, lie outside, or mean another source.
  ///
  /// The bytes around the edits stay as they are. What is written takes the line ends of the script: an edit that was
  /// thought out with LF does not leave a lone one in a script of CR LF.
  public func making(_ edits: some Sequence<Edit>) -> Source? {
    let edits = edits.sorted {
      ($0.place.range.start, $0.place.range.end) < ($1.place.range.start, $1.place.range.end)
    }
    let hasCarriageReturns = endsLinesWithCarriageReturn
    var bytes: [UInt8] = []
    bytes.reserveCapacity(padded.count)
    var offset = 0
    for edit in edits {
      let (start, end) = (beforeLineEnd(edit.place.range.lower), beforeLineEnd(edit.place.range.upper))
      guard edit.place.file == name, edit.place.range.upper <= count, start >= offset else { return nil }
      bytes += padded[offset..<start]
      append(edit.replacement, to: &bytes, withCarriageReturns: hasCarriageReturns)
      offset = end
    }
    bytes += padded[offset..<count]
    return Source(name: name, bytes: bytes)
  }

  /// An offset, or the one before it where it would part a CR from its LF.
  private func beforeLineEnd(_ offset: Int) -> Int {
    offset > 0 && offset < count && padded[offset - 1] == 0x0D && padded[offset] == 0x0A ? offset - 1 : offset
  }

  private var endsLinesWithCarriageReturn: Bool {
    guard let end = padded[..<count].firstIndex(of: 0x0A) else { return false }
    return end > 0 && padded[end - 1] == 0x0D
  }

  private func append(_ text: String, to bytes: inout [UInt8], withCarriageReturns: Bool) {
    for byte in text.utf8 {
      if byte == 0x0A, withCarriageReturns, bytes.last != 0x0D { bytes.append(0x0D) }
      bytes.append(byte)
    }
  }
}
