/// A conversation as a text: each prompt with what was typed behind it, then the answer.
///
///     phone › count(touchpoints)
///     2
///
/// It is what `journey repl --transcript` prints, what the documentation shows, and what tests replay.
public struct Transcript: Sendable {
  /// The conversation so far.
  public private(set) var text = ""

  /// A conversation that begins.
  public init() {}

  /// Adds what was typed and what came back.
  public mutating func add(prompt: String, typed: String, answer: Answer) {
    text += Transcript.lines(prompt: prompt, typed: typed)
    if !answer.text.isEmpty { text += answer.text + "\n" }
  }

  /// What was typed as it stands on a screen: rows after the first behind dots as wide as the prompt.
  public static func lines(prompt: String, typed: String) -> String {
    let rows = typed.split(separator: "\n", omittingEmptySubsequences: false)
    return rows.enumerated().map { number, row in
      let line = (number == 0 ? prompt : margin) + row
      return line.hasSuffix(" ") ? String(line.dropLast(line.reversed().prefix { $0 == " " }.count)) : line
    }.joined(separator: "\n") + "\n"
  }

  /// What stands before a row that goes on.
  public static let margin = "… "

  /// Replays a transcript: takes what was typed out of it, and asks a session the same.
  ///
  /// - Parameters:
  ///   - text: The transcript.
  ///   - session: The session that answers.
  /// - Returns: The transcript as it is now. It equals the text where the session answers as it did.
  public static func replayed(_ text: String, with session: inout Session) -> String {
    var transcript = Transcript()
    var rows = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let row = rows.popFirst() {
      // A prompt without anything behind it has lost its last blank.
      guard row.hasPrefix(session.prompt) || row + " " == session.prompt else { continue }
      var typed = String(row.dropFirst(session.prompt.count))
      while let next = rows.first, next.hasPrefix(margin) || next + " " == margin {
        typed += "\n" + next.dropFirst(margin.count)
        rows.removeFirst()
      }
      let prompt = session.prompt
      transcript.add(prompt: prompt, typed: typed, answer: session.answer(to: typed))
    }
    return transcript.text
  }
}
