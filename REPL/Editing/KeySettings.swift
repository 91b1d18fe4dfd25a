/// What a person has set for editors of lines in `~/.editrc`, as far as it concerns us.
///
/// libedit reads that file itself, but trips over an unmatched quote; so it is read here, and what was understood is
/// handed over a line at a time.
public struct KeySettings: Sendable, Hashable {
  /// The keys of a command line: those of emacs or of vi.
  public enum Style: String, Sendable, Hashable { case emacs, vi }

  /// The keys that were asked for; the last word counts.
  public private(set) var style = Style.emacs
  /// The lines in words, in order, each to be obeyed by libedit.
  public private(set) var lines: [[String]] = []
  /// The numbers of lines that could not be read, from 1.
  public private(set) var badLines: [Int] = []
  /// The sequences of ESC and more that a key is bound by: those mean what the file says, not what we say.
  public private(set) var sequences: Set<[UInt8]> = []

  /// Settings without any.
  public init() {}

  /// The settings in the text of a file, for a program of a name. A line may begin with `NAME:`, and then holds for
  /// programs of that name only.
  public init(_ text: String, program: String) {
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard let words = KeySettings.words(line) else {
        badLines.append(number + 1)
        continue
      }
      guard var command = words.first, !command.hasPrefix("#") else { continue }
      if let colon = command.firstIndex(of: ":") {
        guard command[..<colon] == program else { continue }
        command = String(command[command.index(after: colon)...])
      }
      // What else the file may say is about a history and an output that are not libedit's here.
      guard ["bind", "setty", "settc"].contains(command) else { continue }
      add([command] + words.dropFirst())
    }
  }

  private mutating func add(_ words: [String]) {
    guard words[0] == "bind" else {
      lines.append(words)
      return
    }
    switch words.dropFirst().first {
    // These two would throw away all that was bound before; the style is set first of all instead.
    case "-v": style = .vi
    case "-e": style = .emacs
    default:
      lines.append(words)
      if let key = words.dropFirst().first(where: { !$0.hasPrefix("-") }) { note(key) }
    }
  }

  private mutating func note(_ key: String) {
    var rest = key[...]
    guard let lead = ["^[", "\\e", "\\E", "\\033"].first(where: { rest.hasPrefix($0) }) else { return }
    rest = rest.dropFirst(lead.count)
    if rest.first == "[" || rest.first == "O", rest.count > 1 { sequences.insert([0x1B] + Array(rest.utf8)) }
  }

  /// The words of a line, quoted as in a shell; nothing where a quote is not closed.
  static func words(_ line: some StringProtocol) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in line {
      if isEscaped {
        // `\e` and its like are for libedit to read.
        word = (word ?? "") + (character == "\"" || character == "'" ? "" : "\\") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        word = word ?? ""
      } else if character.isWhitespace {
        if let finished = word { words.append(finished) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    guard quote == nil, !isEscaped else { return nil }
    if let finished = word { words.append(finished) }
    return words
  }
}
