/// What a session answers a text with.
public struct Answer: Sendable, Equatable {
  /// What to show: lines without the last one's end; empty where there is nothing to say.
  public var text: String
  /// Whether something is wrong, so that the text is a message and the session is as it was.
  public var isProblem = false
  /// What was typed, to be put back for editing; nothing where it was taken.
  public var giveBack: String?
  /// What the host is asked to do next.
  public var effect: Effect?

  /// What a session cannot do by itself.
  public enum Effect: Sendable, Equatable {
    /// The reader wants to leave.
    case leave
    /// The script is to be opened in an editor; what comes back goes to `Session.take(edited:)`.
    case edit(String)
  }

  /// An answer that says something.
  public init(_ text: String, effect: Effect? = nil) {
    self.text = text
    self.effect = effect
  }

  /// An answer that says what is wrong, and gives back what was typed.
  public static func problem(_ text: String, giveBack: String? = nil) -> Answer {
    var answer = Answer(text)
    answer.isProblem = true
    answer.giveBack = giveBack
    return answer
  }
}
