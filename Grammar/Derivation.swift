/// One sentence in the making.
///
/// Three places of the grammar can be read in two ways by a reader that goes line by line, and no
/// sentence should rest on which way it takes. Each is kept out by one of the conditions below.
struct Derivation {
  private(set) var text = ""
  private let sentences: Sentences
  private var random: SplitMix64
  private var count = 0
  /// The parts written since the last line break.
  private var line: [String] = []
  /// Whether the next line is the first in a block, and has to tell what the block holds.
  private var opensBlock = false
  /// Whether a number or another literal was just written: in `4.5.price` its point would be lost.
  private var endsInLiteral = false

  /// The lines that blocks of more than one level may hold, and so tell nothing of the level.
  private static let levelless: Set = [
    "CommonLine", "Let", "Use", "SharedEach", "SharedIf", "JourneyEach", "JourneyIf", "StageEach",
    "StageIf", "LineEach", "LineIf",
  ]

  init(of sentences: Sentences, seed: UInt64) {
    self.sentences = sentences
    random = SplitMix64(seed: seed)
  }

  /// Writes what `expression` derives; below no `room`, by the shortest way.
  mutating func derive(_ expression: Grammar.Expression, in production: String, room: Int) {
    let room = count < sentences.length ? room : 0
    switch expression {
    case .keyword(let word):
      write(word, glued: word == "(" && production == "Call")
    case .token(let name):
      let isElse = line == ["else"]
      write(Wording.spelling(of: name, in: production, words: sentences.words, using: &random))
      opensBlock = isElse && name == "NL"
    case .reference(let name):
      guard let target = sentences.grammar[name] else { return }
      derive(target.expression, in: name, room: room - 1)
      if name == "EachHead" || name == "IfHead" { opensBlock = true }
      if name == "Literal" { endsInLiteral = true }
    case .group(let part):
      derive(part, in: production, room: room)
    case .sequence(let parts):
      for part in parts { derive(part, in: production, room: room) }
    case .choice(let alternatives):
      var choice = choose(from: alternatives, room: room)
      // Fewer of those that lead straight back here, or conditions are all `not not not`.
      if choice.references.contains(production), random.below(3) > 0 {
        choice = choose(from: alternatives, room: room)
      }
      derive(choice, in: production, room: room)
    case .option(let part):
      if takes(part, room: room, once: true) { derive(part, in: production, room: room) }
    case .repetition(let part):
      var isOwed = opensBlock
      while isOwed || takes(part, room: count < sentences.length ? room : 0, once: false) {
        isOwed = false
        derive(part, in: production, room: room)
      }
    }
  }

  private mutating func choose(
    from alternatives: [Grammar.Expression], room: Int
  ) -> Grammar.Expression {
    let finite = alternatives.compactMap { alternative in
      alternative.depth(knowing: sentences.shortest).map { (alternative: alternative, depth: $0) }
    }
    let telling = finite.filter { candidate in
      guard opensBlock, case .reference(let name) = candidate.alternative else { return true }
      return !Self.levelless.contains(name)
    }
    let allowed = telling.isEmpty ? finite : telling
    let limit = max(room, allowed.map(\.depth).min() ?? 0)
    return random.pick(from: allowed.filter { $0.depth <= limit }).alternative
  }

  /// Lines come in numbers; a repetition inside a line is rare, or no expression would ever end.
  private mutating func takes(_ part: Grammar.Expression, room: Int, once: Bool) -> Bool {
    guard let depth = part.depth(knowing: sentences.shortest), depth < room else { return false }
    if case .sequence(let parts) = part {
      if endsInLiteral, parts.first == .keyword(".") { return false }
      // In `one of a, b, required` the last word is an allowed word as well as the keyword.
      if parts.last == .keyword("required"), line.contains("one") { return false }
    }
    if once { return random.below(3) == 0 }
    return part.breaksLine(knowing: sentences.breaking)
      ? random.below(3) > 0 : random.below(8) == 0
  }

  private mutating func write(_ part: String, glued: Bool = false) {
    let isGlued = glued || [",", ")", ".", ";", "\n"].contains(part)
    if let last = text.last, !isGlued, !["(", ".", "\n"].contains(last) { text += " " }
    text += part
    count += 1
    endsInLiteral = false
    opensBlock = false
    if part == "\n" || part == ";" { line = [] } else { line.append(part) }
  }
}
