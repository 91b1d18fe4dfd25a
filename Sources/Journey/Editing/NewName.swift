import JourneyModel
import JourneySyntax

/// A name that something is to have, as it is written in each place.
struct NewName {
  let text: String
  /// Whether it is written without quotes where nothing else needs them.
  let isWord: Bool

  /// The longest name, in bytes: what is longer is a text, and no name.
  private static let longest = 500

  /// A name; a word of the language stands in quotes.
  init(_ text: String) { self.init(text, isWord: NewName.isWord(text) && !NewName.isOfLanguage(text)) }

  private init(_ text: String, isWord: Bool) { (self.text, self.isWord) = (text, isWord) }

  /// The ways to write a name, the plainest first: a word of the language may well stand without quotes.
  static func ways(to text: String) -> [NewName] {
    let name = NewName(text)
    return isWord(text) && !name.isWord ? [NewName(text, isWord: true), name] : [name]
  }

  /// The name as a script declares it.
  var declared: String { isWord ? text : TextContent.quoted(text) }

  /// The name in the place of another: in quotes where that has them.
  func written(for node: NodeID, in tree: Tree) -> String {
    let isQuoted = tree[node].kind == .text || tree[node].flags.contains(.quoted)
    return isQuoted ? TextContent.quoted(text) : declared
  }

  /// Why it is no name for something of a kind.
  func problem(for kind: Declaration.Kind) -> EditProblem? {
    let shown = Display.plain(text)
    if NameTable.fold(text).isEmpty {
      return EditProblem(.unfit, "A name needs at least one letter", help: "Write what the \(kind.word) is called.")
    }
    if text.utf8.count > NewName.longest {
      return EditProblem(.unfit, "This name is longer than \(NewName.longest) bytes", help: "Choose a shorter one.")
    }
    // What is shown otherwise than it is written hides something.
    if Display.plain(text, limit: NewName.longest) != text {
      return EditProblem(
        .unfit, "A name stands on one line, and has no hidden characters", help: "Write it in plain letters.")
    }
    if NameTable.fold(text) == "exit", kind == .item(.touchpoint) || kind == .item(.outcome) {
      return EditProblem(
        .taken, "`exit` is where customers drop out; nothing else can have this name", help: "Choose another name.")
    }
    switch kind {
    case .variable, .parameter, .rule:
      guard !isWord else { return nil }
      let word = Keyword(rawValue: text.lowercased()) != nil
      return EditProblem(
        .unfit,
        word
          ? "`\(shown)` is a word of the language and cannot be the name of a \(kind.word)"
          : "The name of a \(kind.word) is one word, and `\(shown)` is not",
        help: "Join words by hyphens or underscores: `\(Model.slug(text))-1`.")
    default: return nil
    }
  }

  /// Whether a text is one word.
  private static func isWord(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.first, first.properties.isAlphabetic || first == "_", scalars.last != "-" else {
      return false
    }
    var previous = first
    for scalar in scalars {
      guard
        scalar.properties.isAlphabetic || scalar == "_" || ("0"..."9").contains(scalar)
          || scalar == "-" && previous != "-"
      else { return false }
      previous = scalar
    }
    return true
  }

  private static func isOfLanguage(_ text: String) -> Bool {
    let folded = NameTable.fold(text)
    return Keyword(rawValue: folded) != nil || words.contains(folded)
  }

  /// The words of expressions that a name without quotes would be taken for.
  private static let words = Set(
    Vocabulary.members + Vocabulary.functions.map(\.name) + ItemKind.allCases.map(\.plural))
}
