public import JourneySyntax

/// Why an edit was not made, in words for the person who asked for it.
public struct EditProblem: Error, Hashable, Sendable {
  /// What stands in the way.
  public enum Reason: String, Sendable, CaseIterable {
    /// What is to be edited is not there, or not in this script.
    case notFound
    /// A template, a loop, another item, a kind or the standard library makes it: no line of its own says it.
    case made
    /// The name or the value is none that may stand there.
    case unfit
    /// Something else has the name already.
    case taken
    /// The script would mean something else, or could not be understood.
    case breaks
    /// The lines share one line of text with others, so that they cannot be told apart.
    case layout
    /// It would take more work than the engine's limits allow.
    case limit
  }

  /// What stands in the way, for programs.
  public let reason: Reason
  /// What is wrong, in a sentence without a full stop.
  public let message: String
  /// What to do instead, in a sentence; empty where nothing helps.
  public let help: String
  /// Where in the scripts as they are the reason stands, if it stands anywhere.
  public let place: Place?

  /// A reason, in words.
  public init(_ reason: Reason, _ message: String, help: String = "", at place: Place? = nil) {
    self.reason = reason
    self.message = message
    self.help = help
    self.place = place
  }
}
