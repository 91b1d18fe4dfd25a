/// Random sentences of a grammar, the same ones for the same seed.
///
/// A derivation that has gone deep enough or grown long enough goes on by the shortest way, which
/// is known for every production; so every derivation ends.
public struct Sentences: Sendable {
  let grammar: Grammar
  /// How many productions deep a derivation chooses freely.
  let depth: Int
  /// How many tokens long a derivation chooses freely.
  let length: Int
  /// For each production, how many references its shortest derivation is deep.
  let shortest: [String: Int]
  /// The productions whose sentences may hold a line break.
  let breaking: Set<String>
  let words: [String]

  /// Prepares derivations that choose freely for that many levels and tokens.
  ///
  /// From a file down to the text of a touchpoint's attribute it is 14 levels, and one expression in
  /// another adds 9: the depth taken by default keeps expressions from using up all the length.
  public init(of grammar: Grammar = .journey, depth: Int = 20, length: Int = 240) {
    self.grammar = grammar
    self.depth = depth
    self.length = length
    let keywords = Set(grammar.keywords.map { $0.lowercased() })
    words = Wording.words.filter { !keywords.contains($0.lowercased()) }

    var shortest: [String: Int] = [:]
    var breaking: Set<String> = []
    var known = -1
    // Each round knows more productions than the last, or is the last. A depth found first is the
    // least: in round n everything that is known is less than n deep.
    while known != shortest.count + breaking.count {
      known = shortest.count + breaking.count
      let settled = shortest
      for production in grammar.productions {
        if settled[production.name] == nil {
          shortest[production.name] = production.expression.depth(knowing: settled)
        }
        if production.expression.breaksLine(knowing: breaking) {
          breaking.insert(production.name)
        }
      }
    }
    self.shortest = shortest
    self.breaking = breaking
  }

  /// A sentence of the production, or nothing where the grammar has no finite sentence of that name.
  public func sentence(of production: String, seed: UInt64) -> String? {
    guard shortest[production] != nil else { return nil }
    var derivation = Derivation(of: self, seed: seed)
    derivation.derive(.reference(production), in: production, room: depth)
    return derivation.text
  }
}

extension Grammar.Expression {
  /// How many references deep the shortest derivation is, or nothing while it is not known.
  func depth(knowing depths: [String: Int]) -> Int? {
    switch self {
    case .keyword, .token, .option, .repetition: return 0
    case .group(let part): return part.depth(knowing: depths)
    case .reference(let name): return depths[name].map { $0 + 1 }
    case .choice(let alternatives):
      return alternatives.compactMap { $0.depth(knowing: depths) }.min()
    case .sequence(let parts):
      var deepest = 0
      for part in parts {
        guard let depth = part.depth(knowing: depths) else { return nil }
        deepest = max(deepest, depth)
      }
      return deepest
    }
  }

  /// Whether a line break may be derived, as far as is known.
  func breaksLine(knowing breaking: Set<String>) -> Bool {
    leaves.contains { leaf in
      switch leaf {
      case .token(let name): name == "NL"
      case .reference(let name): breaking.contains(name)
      default: false
      }
    }
  }
}
