import Journey

/// What may stand where somebody types, and which bytes it takes the place of.
public struct Completions: Hashable, Sendable {
  /// The bytes of the text, in UTF-8, that a candidate replaces.
  public var range: Range<Int>
  /// What may stand there, the likeliest first.
  public var candidates: [Candidate]

  /// One thing that may stand there.
  public struct Candidate: Hashable, Sendable {
    /// The text that is put in, as a script writes it.
    public let text: String
    /// What it is, in a few words.
    public let summary: String

    /// A text with what it is.
    public init(_ text: String, _ summary: String) {
      self.text = text
      self.summary = summary
    }
  }

  /// No more than these are offered at once.
  static let limit = 200
}

/// A place in a text where somebody types: what stands before it, and the part of a word or name that is there already.
struct Cursor {
  /// The text up to the part.
  let before: String
  /// The part, without the quote that may open it.
  let part: String
  let isQuoted: Bool
  /// The bytes of the part, its quote included.
  let range: Range<Int>
  /// Where the row begins.
  let rowStart: Int

  init(_ text: String, at offset: Int) {
    let bytes = Array(text.utf8.prefix(max(0, offset)))
    let rowStart = bytes.lastIndex { $0 == 0x0A }.map { $0 + 1 } ?? 0
    var start = bytes.count
    let quotes = bytes[rowStart...].indices.filter { bytes[$0] == 0x22 && (!($0 > 0 && bytes[$0 - 1] == 0x5C)) }
    if quotes.count % 2 == 1, let quote = quotes.last {
      start = quote
      isQuoted = true
      part = String(decoding: bytes[(quote + 1)...], as: UTF8.self)
    } else {
      while start > rowStart,
        Session.isWordByte(bytes[start - 1]) || bytes[start - 1] == 0x2D || bytes[start - 1] >= 0x80
      {
        start -= 1
      }
      isQuoted = false
      part = String(decoding: bytes[start...], as: UTF8.self)
    }
    before = String(decoding: bytes[..<start], as: UTF8.self)
    range = start..<bytes.count
    self.rowStart = rowStart
  }

  /// The row up to the part.
  var row: Substring {
    Substring(String(decoding: Array(before.utf8)[rowStart...], as: UTF8.self)).drop { $0 == " " || $0 == "\t" }
  }
}

extension Session {
  /// What may stand at a place of a text that is typed.
  ///
  /// - Parameters:
  ///   - text: The whole text, of one row or several.
  ///   - offset: The place in it, in bytes of UTF-8.
  public func completions(of text: String, at offset: Int) -> Completions {
    let cursor = Cursor(text, at: offset)
    let found = Session.trimmed(text).hasPrefix(":") ? candidates(inCommand: text, at: offset) : candidates(at: cursor)
    return found
  }

  private func candidates(at cursor: Cursor) -> Completions {
    if cursor.row.lowercased().hasPrefix("on "), itemStoodIn.map({ model[$0].kind == .touchpoint }) == true {
      return Completions(
        range: cursor.range,
        candidates: Session.matching(items([.channel], cursor.part), cursor.part, isQuoted: cursor.isQuoted))
    }
    let spot = Spot(cursor, self)
    // Words of several: `leads to` is found by `leads t`.
    if !cursor.isQuoted, spot.isLineStart || !cursor.row.isEmpty {
      let typed = (cursor.row + cursor.part).lowercased()
      let phrases = spot.statements(self).filter { $0.text.lowercased().hasPrefix(typed) }
      if typed.contains(" "), !phrases.isEmpty {
        let start = cursor.range.lowerBound - cursor.row.utf8.count
        return Completions(range: start..<cursor.range.upperBound, candidates: phrases)
      }
    }
    let all = wanted(spot, cursor)
    return Completions(range: cursor.range, candidates: Session.matching(all, cursor.part, isQuoted: cursor.isQuoted))
  }

  /// The candidates that begin with what is typed; where none does, those that hold it.
  static func matching(
    _ all: [Completions.Candidate], _ part: String, isQuoted: Bool
  ) -> [Completions.Candidate] {
    let wanted = NameTable.fold(part)
    var seen: Set<String> = []
    func plain(_ candidate: Completions.Candidate) -> String { NameTable.fold(candidate.text.filter { $0 != "\"" }) }
    var found: [Completions.Candidate] = []
    var others: [Completions.Candidate] = []
    for candidate in all {
      let name = wanted.isEmpty ? "" : plain(candidate)
      if name.hasPrefix(wanted) {
        if found.count < Completions.limit, seen.insert(candidate.text).inserted { found.append(candidate) }
      } else if others.count < 20, name.contains(wanted), seen.insert(candidate.text).inserted {
        others.append(candidate)
      }
    }
    let result = found.isEmpty ? others : found
    // What is there already needs no offer.
    if result.count == 1, !isQuoted, result[0].text == part { return [] }
    return result.map { candidate in
      guard isQuoted, !candidate.text.hasPrefix("\"") else { return candidate }
      return Completions.Candidate("\"\(candidate.text)\"", candidate.summary)
    }
  }
}
