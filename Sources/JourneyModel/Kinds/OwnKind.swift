public import JourneySyntax

/// A kind of touchpoint that a script declares: `kind webinar is touchpoint`.
public struct OwnKind: Sendable {
  /// Its name, as written.
  public let name: String
  /// The title, or an empty text.
  public let title: String
  /// The attributes that it adds, in the order written.
  public let attributes: [OwnAttribute]
  /// Where its header stands.
  public let place: Place
  /// The lines that its touchpoints say unless they say otherwise.
  let defaults: [NodeID]
  let file: Int
}

/// An attribute that a kind adds.
public struct OwnAttribute: Sendable {
  /// What it holds.
  public indirect enum Kind: Sendable, Equatable {
    case text, number, share, duration, money, rate, date, yesNo, data
    /// An amount in a unit of the host, of the dimension of this one.
    case quantity(Unit)
    /// One of these words.
    case one(of: [String])
    /// A declared item of a kind.
    case item(ItemKind)
    /// Several of these.
    case list(of: Kind)

    /// What it takes, as messages call it.
    var words: String {
      switch self {
      case .text: "a text"
      case .number: "a number"
      case .share: "a share"
      case .duration: "a time span"
      case .money: "an amount of money"
      case .rate: "a rate"
      case .date: "a date"
      case .yesNo: "`yes` or `no`"
      case .quantity(let unit): unit.dimensionName
      case .data: "the name of a piece of data"
      case .one(let words): "one of \(Suggestion.list(words.prefix(8).map { "`\($0)`" }))"
      case .item(let kind): "the name of \(kind.withArticle)"
      case .list(let kind): "\(kind.words), or several"
      }
    }

    /// A value that it takes.
    var example: String {
      switch self {
      case .text: "\"…\""
      case .number: "12"
      case .share: "30%"
      case .duration: "6 min"
      case .money: "€4.50"
      case .rate: "3 per week"
      case .date: "2026-11-21"
      case .yesNo: "yes"
      case .quantity(let unit): "5 \(unit.plural)"
      case .data: "email_address"
      case .one(let words): words.first ?? "…"
      case .item(let kind): kind.word.uppercased()
      case .list(let kind): "\(kind.example), \(kind.example)"
      }
    }

    /// The words that stand for it in a script.
    static let words: [(word: String, kind: Kind)] =
      [
        ("text", .text), ("number", .number), ("share", .share), ("duration", .duration), ("money", .money),
        ("rate", .rate), ("date", .date), ("yes-no", .yesNo), ("data", .data),
      ] + ItemKind.allCases.map { ($0.word, .item($0)) }

    var isList: Bool { if case .list = self { true } else { false } }
    /// What one value of it is.
    var single: Kind { if case .list(let kind) = self { kind.single } else { self } }
  }

  /// Its name, as written.
  public let name: String
  public let kind: Kind
  /// Whether every touchpoint of the kind must say it.
  public let isRequired: Bool
  let symbol: Symbol
}

/// What a touchpoint says of an attribute that its kind adds.
public struct OwnEntry: Sendable {
  /// The attribute's name, as the kind writes it.
  public let name: String
  public let value: Value
  /// The line.
  public let place: Place
  let symbol: Symbol
}

extension OwnEntry {
  /// The line as a script writes it.
  public func written(in model: Model) -> String {
    let values = value == .flag(true) ? [] : value.elements.map { $0.written(in: model) }
    return values.isEmpty ? name : "\(name) \(values.joined(separator: ", "))"
  }
}

extension Model {
  /// The kind that the script gave a touchpoint by `as`.
  public func ownKind(of id: ItemID) -> OwnKind? { itemKinds.isEmpty ? nil : itemKinds[id.index].map { kinds[$0] } }

  /// What a touchpoint says of the attributes that its kind adds, in the order written.
  public func ownAttributes(of id: ItemID) -> [OwnEntry] { ownEntries.isEmpty ? [] : ownEntries[id.index] ?? [] }

  /// The word for an item's kind: its own, where the script gave it one.
  public func kindWord(of id: ItemID) -> String { ownKind(of: id)?.name ?? items[id.index].kind.word }
}
