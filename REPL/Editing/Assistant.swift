/// What an editor asks about the language of the text that it edits.
///
/// The editor knows rows, keys and colours, and nothing of any language; a host answers for its own. All offsets and
/// ranges count bytes of UTF-8. Every answer is asked for after each key, so each should take well under a millisecond
/// for a text of some rows.
public protocol Assistant {
  /// What stands before the first row.
  var prompt: String { get }

  /// Whether Enter hands the text over; otherwise it adds a row.
  func isComplete(_ text: String) -> Bool

  /// The columns by which a row that follows the text begins.
  func indentation(ofRowAfter text: String) -> Int

  /// The columns by which the last row of the text should begin, now that its first word is known; nothing to leave it.
  func indentation(ofLastRowOf text: String) -> Int?

  /// What the parts of the text are; what no range covers is plain, and of two that overlap the later one counts.
  func colours(of text: String) -> [Coloured]

  /// What could stand at an offset, best first.
  func completions(of text: String, at offset: Int) -> Completions
}

extension Assistant {
  /// Leaves rows where they are.
  public func indentation(ofLastRowOf text: String) -> Int? { nil }
}

/// What a part of a picture is, which says how it is drawn.
public enum Role: Sendable, Hashable, CaseIterable {
  // What a text is made of.
  case plain, keyword, name, text, number, comment, sign, command, error
  // What the editor adds.
  case prompt, gutter, hint, bracket, candidate, description, chosen, note
}

/// A part of a text, and what it is.
public struct Coloured: Sendable, Hashable {
  /// The bytes of UTF-8.
  public var range: Range<Int>
  /// What they are.
  public var role: Role

  /// A range with its role.
  public init(_ range: Range<Int>, _ role: Role) {
    self.range = range
    self.role = role
  }
}

/// What could stand at a place of a text.
public struct Completions: Sendable, Hashable {
  /// One of the things that could stand there.
  public struct Candidate: Sendable, Hashable {
    /// What replaces the range.
    public var text: String
    /// A few words that say what it is; may be empty.
    public var description: String

    /// A candidate with its description.
    public init(_ text: String, _ description: String = "") {
      self.text = text
      self.description = description
    }
  }

  /// The bytes of UTF-8 that a candidate replaces.
  public var range: Range<Int>
  /// The candidates, best first.
  public var candidates: [Candidate]

  /// Candidates for a range.
  public init(replacing range: Range<Int>, with candidates: [Candidate]) {
    self.range = range
    self.candidates = candidates
  }

  /// The longest text that all candidates begin with.
  public var commonPrefix: String {
    guard var prefix = candidates.first?.text[...] else { return "" }
    for candidate in candidates.dropFirst() {
      while !candidate.text.hasPrefix(prefix) { prefix.removeLast() }
    }
    return String(prefix)
  }
}
