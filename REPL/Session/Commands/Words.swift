/// The words of a command's line: between blanks, or between quotes; a `#` that begins a word begins a remark.
struct Words {
  /// The words without their quotes.
  let all: [String]
  /// Whether the last one is still being typed: no blank stands behind it.
  let endsOpen: Bool

  init(_ text: String) {
    var words: [String] = []
    var word: String.UnicodeScalarView?
    var isQuoted = false
    var isOver = false
    for scalar in text.unicodeScalars where !isOver {
      switch scalar {
      case "\"":
        isQuoted.toggle()
        if word == nil { word = String.UnicodeScalarView() }
      case " ", "\t", "\n":
        if isQuoted {
          word?.append(scalar)
        } else if let done = word {
          words.append(String(done))
          word = nil
        }
      case "#" where word == nil && !isQuoted: isOver = true
      default:
        if word == nil { word = String.UnicodeScalarView() }
        word?.append(scalar)
      }
    }
    endsOpen = word != nil
    if let word { words.append(String(word)) }
    all = words
  }
}

/// What is wrong with what a command was given, in words for people.
struct CommandProblem: Error {
  let text: String
  init(_ text: String) { self.text = text }
}
