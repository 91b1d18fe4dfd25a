/// What a value of a host's function is, as scripts and the vocabulary file call it.
public indirect enum HostType: Sendable, Hashable {
  case text, number, share, duration, money, date, yesNo
  /// An amount in a registered unit, by its dimension: `distance`.
  case quantity(String)
  /// A list whose members are of one type.
  case list(HostType)
  /// A value that may be missing.
  case optional(HostType)

  /// The word that stands for the type in kinds and in the vocabulary file: `number`, `list of text`.
  ///
  /// A type that may be missing has the word of what it is when it is there.
  public var word: String {
    switch self {
    case .text: "text"
    case .number: "number"
    case .share: "share"
    case .duration: "duration"
    case .money: "money"
    case .date: "date"
    case .yesNo: "yes-no"
    case .quantity(let dimension): dimension
    case .list(let member): "list of \(member.word)"
    case .optional(let type): type.word
    }
  }

  private static let plain: [HostType] = [.text, .number, .share, .duration, .money, .date, .yesNo]

  /// The type with a word; any other than those of the language is taken for a dimension.
  public init(word: String) {
    let list = "list of "
    let member = word.hasPrefix(list) ? String(word.dropFirst(list.count)) : word
    let type = HostType.plain.first { $0.word == member } ?? .quantity(member)
    self = member == word ? type : .list(type)
  }

  /// What is taken, as messages call it.
  var words: String {
    switch self {
    case .text: "a text"
    case .number: "a number"
    case .share: "a share"
    case .duration: "a time span"
    case .money: "an amount of money"
    case .date: "a date"
    case .yesNo: "yes or no"
    case .quantity(let dimension): Unit.withArticle(dimension)
    case .list(let member): "a list with \(member.plural)"
    case .optional(let type): type.words
    }
  }

  private var plural: String {
    switch self {
    case .text: "texts"
    case .number: "numbers"
    case .share: "shares"
    case .duration: "time spans"
    case .money: "amounts of money"
    case .date: "dates"
    case .yesNo: "yes and no"
    case .quantity(let dimension): "values of \(dimension)"
    case .list(let member), .optional(let member): member.plural
    }
  }

  /// A value of it as a script writes it.
  func example(_ words: HostWords) -> String {
    switch self {
    case .text: "\"…\""
    case .number: "12"
    case .share: "30%"
    case .duration: "6 min"
    case .money: "€4.50"
    case .date: "2026-11-21"
    case .yesNo: "yes"
    case .quantity(let dimension): "5 \(words.unit(of: dimension)?.plural ?? dimension)"
    case .list(let member):
      "(\(member.example(words)), \(member.example(words)))"
    case .optional(let type): type.example(words)
    }
  }

  /// A value of it, to see whether what stands around a call makes sense; none where that cannot be told.
  func sample(_ words: HostWords) -> Value {
    switch self {
    case .text: .text("")
    case .number: .number(.one)
    case .share: .share(.one)
    case .duration: .duration(.one)
    case .yesNo: .flag(true)
    case .quantity(let dimension):
      words.unit(of: dimension).flatMap { Quantity(.one, $0) }.map { .quantity($0) } ?? .none
    // An amount has some currency, and a day no neutral one.
    case .money: .none
    case .date: Day(year: 2000, month: 1, day: 1).map { .date($0) } ?? .none
    case .list(let member): member.sample(words) == .none ? .none : .list([member.sample(words)])
    case .optional(let type): type.sample(words)
    }
  }

  /// Whether a value may be missing.
  public var mayBeMissing: Bool { if case .optional = self { true } else { false } }

  /// The dimension that it is of, be it in a list.
  public var dimension: String? {
    switch self {
    case .quantity(let dimension): dimension
    case .list(let type), .optional(let type): type.dimension
    default: nil
    }
  }
}
