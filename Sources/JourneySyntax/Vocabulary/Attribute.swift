/// What an item can say of itself; the raw value is how a script spells it.
public enum Attribute: String, CaseIterable, Sendable {
  case id, note, tags
  case owner, goal, currency, version, reviewed, framework, covers, planned, actual
  case success, failure, target
  case share, prefers
  case cannotUse = "cannot use"
  case needs, knows
  case consentsTo = "consents to"
  case mode
  case oneWay = "one-way"
  case twoWay = "two-way"
  case ownedBy = "owned by"
  case needsConsent = "needs consent"
  case identifiesBy = "identifies by"
  case open
  case answersWithin = "answers within"
  case atMost = "at most"
  case suits
  case matches
  case neededIn = "needed in"
  case atLeast = "at least"
  case phase, step, important
  case successWhen = "success when"
  case measure, lasts, pain
  case proactive, reactive, purpose, entry, moment, strength, emotion, effort, after, wait, takes, cost, says, tells
  case needsToKnow = "needs to know"
  case captures, uses
  case asksConsentFor = "asks consent for"
  case offersOptOut = "offers opt-out"
  case thinks, backstage
  case supportedBy = "supported by"
  case evidence
  case onlyFor = "only for"
  case event, status, reaches
  case leadsTo = "leads to"
  /// The channels of a touchpoint: written in its header, after `on`.
  case on

  /// The keywords that spell it.
  var keywords: [Keyword] {
    rawValue.utf8.split(separator: UInt8(ascii: " ")).compactMap { Keyword(rawValue: String(Substring($0))) }
  }
}

/// What may stand behind an attribute's words.
public enum Shape: Sendable, Equatable {
  /// Nothing: writing it says yes.
  case flag
  /// A text in quotes, or an expression that gives one.
  case text
  /// Several texts.
  case texts
  /// A free word or quoted phrase.
  case word
  /// Free words or quoted phrases.
  case words
  /// One of these words.
  case choice([String])
  /// Some of these words.
  case choices([String])
  /// Data about the customer, by name.
  case data
  /// Topics, by name.
  case topics
  /// Declared items of a kind.
  case items(ItemKind)
  /// One declared item of a kind.
  case item(ItemKind)
  /// A touchpoint, an outcome or `exit`, and the arrow's clauses.
  case arrow
  case share, duration, money, rate, date
  /// A number between two bounds, a whole one where `whole` says so.
  case number(from: Int, to: Int, whole: Bool)
  /// Times of the day, each usually from … to.
  case times
  /// A condition on a touchpoint.
  case condition
  /// Stages by name, or every stage that meets a condition.
  case stages
  /// A text, how bad it is, and what answers it.
  case pain
  /// A text and the day it is from.
  case evidence
  /// Nothing, or the share of people who come in here.
  case entry
  /// A kind of owner, and who it is.
  case ownership
  /// A code of three letters from ISO 4217.
  case currency
}

/// One row of the attribute table: where an attribute may stand and what it takes.
///
/// A reference, since a row is looked at for every line of a script and has many parts.
public final class AttributeRule: Sendable {
  public let attribute: Attribute
  public let kinds: ItemKinds
  public let shape: Shape
  /// Whether an item may say it several times.
  public let isMany: Bool
  /// What it means, in a sentence.
  public let summary: String
  /// A line that shows it.
  public let example: String

  init(
    _ attribute: Attribute, _ kinds: ItemKinds, _ shape: Shape, many: Bool = false, _ summary: String, _ example: String
  ) {
    self.attribute = attribute
    self.kinds = kinds
    self.shape = shape
    isMany = many
    self.summary = summary
    self.example = example
  }

  /// The name in expressions: hyphenated, plural where there may be many.
  public var expressionName: String {
    let bytes = attribute.rawValue.utf8.map { $0 == UInt8(ascii: " ") ? UInt8(ascii: "-") : $0 }
    let base = String(decoding: bytes, as: UTF8.self)
    guard isMany else { return base }
    switch attribute {
    case .note, .measure, .pain, .backstage: return base + "s"
    default: return base
    }
  }
}

extension AttributeRule {
  /// The kinds of owner that a channel or touchpoint may have.
  public static let owners = ["brand", "partner", "customer", "independent"]
  /// The phases of a journey around the purchase.
  public static let phases = ["before", "during", "after"]

  /// The attribute table of the language.
  public static let all: [AttributeRule] = [
    .init(.id, .all, .word, "The machine id, instead of one made from the name.", "id store-visit"),
    .init(.note, .all, .text, many: true, "A remark for the next reader.", "note \"Ask legal first\""),
    .init(.tags, .all, .words, "Words to find the item by.", "tags pilot, spring"),
    .init(.owner, [.journey, .stage, .touchpoint], .text, "Who looks after it.", "owner \"Lifecycle marketing\""),
    .init(.goal, [.journey, .stage], .text, "What it is there to reach.", "goal \"A second purchase\""),
    .init(.currency, .journey, .currency, "The currency of amounts that name none.", "currency EUR"),
    .init(.version, .journey, .text, "The version of the journey's text.", "version \"2.1\""),
    .init(.reviewed, .journey, .date, "The day someone last checked it against reality.", "reviewed 2026-09-30"),
    .init(
      .framework, .journey, .choice(Framework.allCases.map(\.rawValue)),
      "The framework whose steps the stages follow.", "framework RACE"),
    .init(.covers, .journey, .choices(phases), "The phases that an excerpt shows.", "covers before, during"),
    .init(.planned, .journey, .flag, "The journey is a plan.", "planned"),
    .init(.actual, .journey, .flag, "The journey is how it is today.", "actual"),
    .init(.success, .outcome, .flag, "The outcome is what the journey is for.", "outcome Advocate, success"),
    .init(.failure, .outcome, .flag, "The outcome is what the journey should avoid.", "outcome Lost, failure"),
    .init(.target, .outcome, .share, "The share of customers who should end here.", "target 5%"),
    .init(.share, .persona, .share, "The share of customers who are like this.", "share 60%"),
    .init(.prefers, .persona, .items(.channel), "The channels they like best.", "prefers email, store"),
    .init(.cannotUse, .persona, .items(.channel), "The channels that are closed to them.", "cannot use hotline"),
    .init(.needs, .persona, .text, many: true, "What they cannot do without.", "needs \"step-free access\""),
    .init(.knows, .persona, .data, "Data that the brand has of them from the start.", "knows email_address"),
    .init(
      .consentsTo, .persona, .items(.channel), "Channels they have agreed to before the journey.", "consents to email"),
    .init(
      .mode, .channel, .choices(["digital", "physical", "human"]), "How one meets the brand there.",
      "mode physical, human"),
    .init(.oneWay, .channel, .flag, "Only the brand speaks.", "one-way"),
    .init(.twoWay, .channel, .flag, "The customer can answer.", "two-way"),
    .init(
      .ownedBy, [.channel, .touchpoint], .ownership, "Whose it is, and by what name.",
      "owned by partner \"Corner shops\""),
    .init(.needsConsent, .channel, .flag, "The brand may only speak there after the customer agreed.", "needs consent"),
    .init(.identifiesBy, .channel, .data, "The data by which it finds a person.", "identifies by email_address"),
    .init(.open, .channel, .times, "When somebody is there.", "open 09:00 to 18:00"),
    .init(.answersWithin, .channel, .duration, "How soon an answer is promised.", "answers within 24 h"),
    .init(.atMost, [.channel, .touchpoint], .rate, "How often the brand may speak.", "at most 2 per week"),
    .init(.suits, .channel, .texts, "The needs of personas that it serves.", "suits \"step-free access\""),
    .init(.matches, .layer, .condition, "Which touchpoints belong to the layer.", "matches channel.mode has human"),
    .init(.neededIn, .layer, .stages, "The stages that must have it.", "needed in every stage where important"),
    .init(.atLeast, .layer, .share, "The strength below which it is weak.", "at least 50%"),
    .init(.phase, .stage, .choice(phases), "Where it stands around the purchase.", "phase before"),
    .init(.step, .stage, .word, "The step of the journey's framework.", "step Reach"),
    .init(.important, [.stage, .touchpoint], .flag, "What matters most here.", "important"),
    .init(.successWhen, .stage, .text, "How one sees that it worked.", "success when \"the order is placed\""),
    .init(
      .measure, [.stage, .touchpoint], .text, many: true, "What is counted to know how it goes.",
      "measure \"calls answered in 30 s\""),
    .init(.lasts, .stage, .duration, "How long it usually takes.", "lasts 2 weeks"),
    .init(
      .pain, [.stage, .touchpoint], .pain, many: true, "What hurts, how much, and what answers it.",
      "pain \"Long queue\", severe, answered by \"Call back\""),
    .init(.proactive, .touchpoint, .flag, "The brand starts it.", "proactive"),
    .init(.reactive, .touchpoint, .flag, "The customer starts it.", "reactive"),
    .init(
      .purpose, .touchpoint,
      .choice([
        "inform", "attract", "advise", "transact", "deliver", "check", "remind", "support", "reassure", "listen",
        "thank", "recover", "invite", "measure", "research", "develop", "profile",
      ]), "What it is for.", "purpose advise"),
    .init(.entry, .touchpoint, .entry, "Customers come in here.", "entry for 30%"),
    .init(
      .moment, .touchpoint, .choice(["zero", "first", "second", "ultimate"]), "Which moment of truth it is.",
      "moment first"),
    .init(.strength, .touchpoint, .share, "Its strength as an expert judges it, instead of the sum.", "strength 70%"),
    .init(
      .emotion, .touchpoint, .number(from: -2, to: 2, whole: false), "How satisfied people are with it.", "emotion +1"),
    .init(.effort, .touchpoint, .number(from: 1, to: 7, whole: false), "How hard it is for the customer.", "effort 3"),
    .init(.after, .touchpoint, .duration, "How long after what led here it happens.", "after 2 days"),
    .init(.wait, .touchpoint, .duration, "How long the customer waits for an answer.", "wait 6 min"),
    .init(.takes, .touchpoint, .duration, "How long the customer is busy with it.", "takes 10 min"),
    .init(.cost, .touchpoint, .money, "What it costs the brand.", "cost €4.50 per click"),
    .init(.says, .touchpoint, .text, "The words of the message.", "says \"Hello {{first_name}}\""),
    .init(.tells, .touchpoint, .topics, "The topics that the customer learns of.", "tells price, range"),
    .init(.needsToKnow, .touchpoint, .topics, "The topics that must have been told before.", "needs to know price"),
    .init(.captures, .touchpoint, .data, "The data that the customer gives here.", "captures email_address"),
    .init(.uses, .touchpoint, .data, "The data that it takes to be personal.", "uses interest"),
    .init(
      .asksConsentFor, .touchpoint, .items(.channel), "The channels for which the customer agrees here.",
      "asks consent for email"),
    .init(.offersOptOut, .touchpoint, .flag, "The customer can say no to more.", "offers opt-out"),
    .init(.thinks, .touchpoint, .text, many: true, "What the customer thinks.", "thinks \"Is it worth it?\""),
    .init(.backstage, .touchpoint, .text, many: true, "What happens behind the scenes.", "backstage \"Stock check\""),
    .init(.supportedBy, .touchpoint, .text, many: true, "The system behind it.", "supported by \"CRM\""),
    .init(
      .evidence, .touchpoint, .evidence, many: true, "Where one knows this from, and since when.",
      "evidence \"Exit survey\", 2026-05-01"),
    .init(.onlyFor, .touchpoint, .items(.persona), "The personas who can come here.", "only for Upgrader"),
    .init(.event, .touchpoint, .text, "Its name in event logs.", "event \"store_visit\""),
    .init(
      .status, .touchpoint, .choice(["idea", "planned", "live", "retired"]), "Whether it is there yet, or still.",
      "status live"),
    .init(.reaches, .touchpoint, .item(.outcome), "An outcome reached here, the journey going on.", "reaches Customer"),
    .init(.leadsTo, .touchpoint, .arrow, many: true, "Where the customer goes next.", "leads to Checkout for 25%"),
  ]

  /// The row of an attribute on a kind of item, if that kind takes it.
  public static func of(_ attribute: Attribute, on kind: ItemKind) -> AttributeRule? {
    let place = places[Int(attribute.detail) * kindCount + Int(kind.rawValue)]
    return place < all.count ? all[place] : nil
  }

  private static let kindCount = ItemKind.allCases.count
  /// Where each attribute's row stands, for each kind of item; behind all where it has none.
  private static let places: [Int] = {
    var places = [Int](repeating: all.count, count: Attribute.allCases.count * kindCount)
    // From behind, since the first of several rows counts.
    for place in all.indices.reversed() {
      let row = Int(all[place].attribute.detail) * kindCount
      for kind in ItemKind.allCases where all[place].kinds.contains(ItemKinds(kind)) {
        places[row + Int(kind.rawValue)] = place
      }
    }
    return places
  }()
}
