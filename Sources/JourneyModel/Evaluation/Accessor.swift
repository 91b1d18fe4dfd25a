import JourneySyntax

/// What a word behind a dot, or a bare word in a condition, asks of an item.
enum Accessor {
  /// What the script says of itself.
  case attribute(AttributeRule)
  case name, title, id, kind
  /// A touchpoint's stage, and its neighbours along arrows.
  case stage, next, previous
  /// A touchpoint's channels: its `on`.
  case channel
  /// The layers that a touchpoint belongs to, or that are found in a stage.
  case layers
  /// Always the computed one.
  case strength
  /// What belongs to a stage or a journey.
  case items(ItemKind)
  /// The journey that an item stands in.
  case journey
  /// The parts of a pain and of a piece of evidence.
  case text, severity, answeredBy

  /// Every accessor with the words that ask for it.
  static let all: [(word: String, accessor: Accessor)] =
    [
      ("name", .name), ("title", .title), ("id", .id), ("kind", .kind), ("stage", .stage), ("next", .next),
      ("previous", .previous), ("channel", .channel), ("layers", .layers), ("strength", .strength),
      ("touchpoints", .items(.touchpoint)), ("stages", .items(.stage)), ("channels", .items(.channel)),
      ("personas", .items(.persona)), ("outcomes", .items(.outcome)), ("journey", .journey), ("text", .text),
      ("severity", .severity), ("answered-by", .answeredBy),
    ]
    + AttributeRule.all.filter { ![.id, .strength, .leadsTo].contains($0.attribute) }
    .map { ($0.expressionName, .attribute($0)) }

  /// The words that values of it are, where they are words at all.
  var words: Scope.Words? {
    switch self {
    case .attribute(let rule):
      switch rule.shape {
      case .choice(let words), .choices(let words): .fixed(words, of: rule.expressionName)
      case .ownership: .fixed(AttributeRule.owners, of: rule.expressionName)
      case .data, .topics, .words, .word, .currency: .free
      default: nil
      }
    case .severity: .fixed(["mild", "severe"], of: "severity")
    case .kind: .fixed(ItemKind.allCases.map(\.word), of: "kind")
    case .id: .free
    default: nil
    }
  }
}
