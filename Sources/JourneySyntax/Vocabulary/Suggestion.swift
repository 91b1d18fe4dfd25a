/// Near spellings: what a person probably meant.
public enum Suggestion {
  /// The candidates nearest to a word, best first, at most `limit`; none where nothing is near enough to be meant.
  ///
  /// Near is one slip for up to five letters, two up to eight, then three, counted as by Damerau and Levenshtein:
  /// a letter missing, added, changed, or two neighbours swapped. Words of one or two letters are near only where
  /// they share all of them: `m` is not `h`, and `is` is not `id`.
  public static func near(_ word: String, among candidates: some Sequence<String>, limit: Int = 3) -> [String] {
    near(word, among: candidates.lazy.map(Candidate.init), limit: limit)
  }

  /// A word made ready to be compared with many others.
  struct Candidate {
    let word: String
    fileprivate let letters: [Unicode.Scalar]
    fileprivate let set: UInt64

    init(_ word: String) {
      self.word = word
      letters = Array(word.lowercased().unicodeScalars.prefix(48))
      set = Candidate.set(of: letters)
    }

    /// One bit for each letter that occurs; several may share one.
    fileprivate static func set(of letters: [Unicode.Scalar]) -> UInt64 {
      letters.reduce(0) { $0 | 1 << UInt64($1.value & 63) }
    }
  }

  static func near(_ word: String, among candidates: some Sequence<Candidate>, limit: Int = 3) -> [String] {
    let wanted = Array(word.lowercased().unicodeScalars.prefix(40))
    guard !wanted.isEmpty else { return [] }
    let set = Candidate.set(of: wanted)
    let slips = wanted.count <= 5 ? 1 : wanted.count <= 8 ? 2 : 3
    var found: [(distance: Int, word: String)] = []
    for candidate in candidates {
      let letters = candidate.letters
      // A letter that only one of the two has takes a slip.
      guard abs(letters.count - wanted.count) <= slips, (set & ~candidate.set).nonzeroBitCount <= slips,
        (candidate.set & ~set).nonzeroBitCount <= slips
      else { continue }
      let distance = distance(wanted, letters)
      // What is spelt the same is there, and was not what was asked for.
      if distance > 0, distance <= slips, distance < max(letters.count, 2), !areShort(wanted, letters) {
        found.append((distance, candidate.word))
      }
    }
    found.sort { $0.distance == $1.distance ? $0.word < $1.word : $0.distance < $1.distance }
    var unique: [String] = []
    // Of a hundred thousand names that are nearly alike, all may be near.
    for (_, word) in found where unique.count < limit && !unique.contains(word) { unique.append(word) }
    return unique
  }

  /// Whether two words are too short for a changed letter to be a slip.
  private static func areShort(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Bool {
    left.count == right.count && left.count <= 2 && left.sorted() != right.sorted()
  }

  /// "did you mean" in words: `a`, `a or b`, `a, b or c`.
  public static func list(_ words: [String], _ last: String = "or") -> String {
    guard words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(last) " + words[words.count - 1]
  }

  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var older = [Int](repeating: 0, count: right.count + 1)
    var previous = Array(0...right.count)
    var current = previous
    for i in 0..<left.count {
      current[0] = i + 1
      for j in 0..<right.count {
        let change = previous[j] + (left[i] == right[j] ? 0 : 1)
        current[j + 1] = min(change, previous[j + 1] + 1, current[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          current[j + 1] = min(current[j + 1], older[j - 1] + 1)
        }
      }
      (older, previous, current) = (previous, current, older)
    }
    return previous[right.count]
  }
}
