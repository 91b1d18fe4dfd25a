/// A function of the expressions, as completion and help show it.
public struct FunctionSummary: Sendable {
  /// The name: `count`.
  public let name: String
  /// A call that shows it: `count(touchpoints)`.
  public let example: String
  /// What it gives, in a sentence.
  public let summary: String
  /// Whether it is understood, and waits for a later version.
  public let isPending: Bool
}

/// The words of expressions that are neither keywords nor names of a script.
public enum Vocabulary {
  /// All functions, by name.
  public static let functions: [FunctionSummary] = Function.allCases.map { function in
    FunctionSummary(
      name: function.rawValue, example: function.example, summary: summaries[function.rawValue] ?? "",
      isPending: function.isFlow)
  }.sorted { $0.name < $1.name }

  /// What may stand behind a dot, or in a condition: attributes as expressions spell them, and what is computed.
  public static let members: [String] = Accessor.all.map(\.word)

  private static let summaries = [
    "count": "How many there are.", "sum": "All of them added up.", "average": "Their mean.",
    "min": "The smallest.", "max": "The largest.", "some": "Whether there is one at all.",
    "all": "Whether every one meets the condition.", "round": "Rounded, to as many places as you say.",
    "join": "Texts put together, with something between.", "lower": "The text in small letters.",
    "if": "The second value where the first is yes, else the third.", "layers": "The layers found in a stage.",
    "paths": "The ways from one touchpoint to another.", "probability": "How likely a journey ends there.",
    "visits": "How often a journey comes by.", "duration": "How long it takes from one to the other.",
    "cost": "What it costs from one to the other.", "removal": "How much success is lost without it.",
  ]
}
