/// The kinds of item that a journey is made of.
public enum ItemKind: UInt8, CaseIterable, Sendable {
  case journey, outcome, persona, channel, layer, stage, touchpoint

  /// The word that declares an item of this kind.
  public var keyword: Keyword {
    switch self {
    case .journey: .journey
    case .outcome: .outcome
    case .persona: .persona
    case .channel: .channel
    case .layer: .layer
    case .stage: .stage
    case .touchpoint: .touchpoint
    }
  }

  /// The kind that a word declares.
  public init?(_ keyword: Keyword) {
    switch keyword {
    case .journey: self = .journey
    case .outcome: self = .outcome
    case .persona: self = .persona
    case .channel: self = .channel
    case .layer: self = .layer
    case .stage: self = .stage
    case .touchpoint: self = .touchpoint
    default: return nil
    }
  }

  /// How deep the kind stands: a journey 0, what stands in a journey 1, a touchpoint 2.
  public var level: Int {
    switch self {
    case .journey: 0
    case .touchpoint: 2
    default: 1
    }
  }

  /// The word in the language: `stage`.
  public var word: String { keyword.rawValue }
  /// The word for several: `stages`.
  public var plural: String { word + "s" }
  /// The word with its article: `an outcome`.
  public var withArticle: String { (self == .outcome ? "an " : "a ") + word }
}

/// A set of item kinds.
public struct ItemKinds: OptionSet, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The set of one kind.
  public init(_ kind: ItemKind) { self.init(rawValue: 1 << kind.rawValue) }

  public static let journey = ItemKinds(.journey)
  public static let outcome = ItemKinds(.outcome)
  public static let persona = ItemKinds(.persona)
  public static let channel = ItemKinds(.channel)
  public static let layer = ItemKinds(.layer)
  public static let stage = ItemKinds(.stage)
  public static let touchpoint = ItemKinds(.touchpoint)
  /// Sections that are no items but take a note, tags and an id like them: rules, tests, scenarios.
  static let section = ItemKinds(rawValue: 0x80)
  /// Everything that an attribute may belong to.
  public static let all = ItemKinds(rawValue: 0xFF)

  /// The kinds of the set, from the journey down.
  public var kinds: [ItemKind] { ItemKind.allCases.filter { contains(ItemKinds($0)) } }
}
