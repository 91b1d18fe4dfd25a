/// What stands for the tokens in a sentence.
enum Wording {
  /// Words that mean nothing to the language: no keywords, units, currencies or functions.
  ///
  /// A keyword could stand in most of these places too, but not in all: at the head of a line it
  /// would make another line of it.
  static let words = [
    "price", "interest", "alpha-2", "Größe", "email_address", "loyalty", "follow-up", "Café", "x1",
    "newsletter", "Awareness", "διάρκεια",
  ]

  /// Names and titles: no block, and no `{…}`, which a name may only hold inside a loop.
  private static let phrases = [
    "Store visit", "Buying a phone", "Größe wählen", "Ask, then wait", "It's 5; buy now",
    "#1 (of 2)", "stage",
  ]

  /// What only a text may hold.
  private static let prose = [
    "Hello {{first_name}}, enjoy your phone", "Only {price} today", "€4.50 – “today” -> here",
    #"She said \"yes\" \u{1F600}\n"#, #"\{no hole} and \\ no escape"#,
  ]

  private static let blocks = [
    #"On one line, with "quotes" inside"#, "\nDear customer,\n  thank you for {price}; see you\n",
  ]

  /// A spelling of the token in that production.
  static func spelling(
    of token: String, in production: String, words: [String], using random: inout SplitMix64
  ) -> String {
    let small = 2 + random.below(8)
    let large = 10 + random.below(49)
    return switch token {
    case "NL": random.below(12) == 0 ? ";" : "\n"
    case "WORD": random.pick(from: words)
    case "TEXT" where production == "Primary" && random.below(8) == 0:
      "\"\"\"\(random.pick(from: blocks))\"\"\""
    case "TEXT":
      "\"\(random.pick(from: production == "Primary" ? phrases + prose : phrases))\""
    // The query's `first` counts rows.
    case "NUMBER" where production == "Shaping": "\(large)"
    case "NUMBER":
      random.pick(from: [
        "\(large)", "\(large),000", "\(small).5", "\(large)k", "\(small).5M", "+\(small)",
        "-\(small)",
      ])
    case "SHARE": random.pick(from: ["\(large)%", "\(small).5%", "\(small) of \(large)"])
    case "DURATION":
      random.pick(from: [
        "\(large) s", "\(large) min", "\(small) h", "\(small) days", "\(small) weeks",
        "\(small) months", "\(small) years", "\(small) h \(large) min",
      ])
    case "MONEY":
      random.pick(from: ["€\(small).\(large)", "$\(large)", "£\(small)", "\(small).\(large) USD"])
    case "DATE": "20\(large)-0\(small)-\(10 + random.below(18))"
    case "TIME": random.pick(from: ["0\(small):\(large)", "1\(small):\(large)"])
    default: token
    }
  }
}

/// Steele, Lea and Flood's SplitMix64: small, good enough, and the same on every machine.
///
/// The standard library's `random(in:using:)` may change what it makes of a generator from one
/// release to the next; a seed in a test's report has to outlive that.
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to, but not including, `limit`; the bias is far below what a test sees.
  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  /// One of the elements, of which there is at least one.
  mutating func pick<Element>(from elements: [Element]) -> Element {
    elements[below(elements.count)]
  }
}
