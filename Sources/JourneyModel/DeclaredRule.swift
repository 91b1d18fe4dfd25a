public import JourneySyntax

/// A rule that a script declares: what it goes over, what it expects of each item, and where that does not hold.
///
/// The validator makes of it the same rule as a built-in one; the script's words stand here.
public struct DeclaredRule: Sendable {
  /// The name in small letters, as `allow` and settings spell it.
  public let name: String
  /// The title, or an empty text.
  public let title: String
  /// How bad a breach is; a warning where nothing is said.
  public let severity: Severity
  /// Why it matters, or an empty text.
  public let reason: String
  /// The kind of item that it goes over.
  public let kind: ItemKind
  /// Which items of the kind, as written behind `where`; empty where it is all of them.
  public let filter: String
  /// What is expected of each, as written.
  public let condition: String
  /// The scripts that it flags, and those that it passes, as the script shows them.
  public let bad: [String]
  public let good: [String]
  /// Whether it looks beyond a touchpoint and its stage, so that one unreadable line anywhere may change the verdict.
  public let looksFar: Bool
  /// Its word and its name.
  public let place: Place
  /// The items of which the condition does not hold, in the order of journeys and items.
  public internal(set) var breaches: [Breach] = []

  /// An item of which the condition does not hold.
  public struct Breach: Sendable {
    /// The journey in which it was looked at.
    public let journey: ItemID
    public let item: ItemID
    /// What is wrong, and what to do, in the words of the rule.
    public let title: String
    public let help: String
    /// What the parts of the condition came to.
    public let parts: [Related]
  }
}

extension Model {
  /// The sections of all files that declare rules, as places: what is wrong there says nothing of a journey.
  public var ruleSections: PlaceIndex {
    PlaceIndex(
      trees.flatMap { tree in
        tree.children(tree.file).filter { tree[$0].kind == .rule }.map { tree.place($0) }
      })
  }
}
