/// A grammar in EBNF, read from its text; `Grammar.journey` is that of Journey.
///
/// The parser is written by hand, for the sake of its messages and its speed. What keeps it honest
/// is that tests can read the grammar as well: they compare the productions quoted above the parse
/// functions with it, and give the parser the `Sentences` derived from it.
public struct Grammar: Sendable {
  /// A name, and what may be written for it.
  public struct Production: Sendable, Hashable {
    /// The name on the left of `=`.
    public let name: String
    /// What stands on the right of `=`.
    public let expression: Expression
    /// The whole production on one line with one blank between its parts: `Name = … ;`.
    public let source: String
    /// The line on which the production begins, counted from 1.
    public let line: Int
  }

  /// What a production, or a part of one, allows.
  public indirect enum Expression: Sendable, Hashable {
    /// Two or more parts, one after the other.
    case sequence([Expression])
    /// One of two or more alternatives: `a | b`.
    case choice([Expression])
    /// A part that may be left out: `[ a ]`.
    case option(Expression)
    /// A part written any number of times, or not at all: `{ a }`.
    case repetition(Expression)
    /// A part in parentheses: `( a )`.
    case group(Expression)
    /// A word or a sign that stands for itself: `"stage"`, without its quotes here.
    case keyword(String)
    /// One of `Grammar.tokens`.
    case token(String)
    /// The name of a production.
    case reference(String)
  }

  /// The names of tokens, which the grammar describes in prose instead of defining them.
  public static let tokens: Set = [
    "WORD", "TEXT", "NUMBER", "SHARE", "DURATION", "MONEY", "DATE", "TIME", "NL",
  ]

  /// The grammar of Journey, as `Journey.ebnf` has it.
  public static let journey: Grammar = {
    // The text is part of the build, so that no script and no host can make this fail: a test does.
    do throws(Malformation) {
      return try Grammar(String(decoding: PackageResources.Journey_ebnf, as: UTF8.self))
    } catch {
      preconditionFailure("Journey.ebnf, \(error)")
    }
  }()

  /// The productions in the order of the text.
  public let productions: [Production]
  private let positions: [String: Int]

  /// Reads a grammar; one production alone, as a comment quotes it, is a grammar too.
  public init(_ text: String) throws(Malformation) {
    var reader = try GrammarReader(text)
    productions = try reader.readProductions()
    var positions: [String: Int] = [:]
    for (position, production) in productions.enumerated() {
      guard positions.updateValue(position, forKey: production.name) == nil else {
        throw Malformation(line: production.line, reason: .repeated(production.name))
      }
    }
    self.positions = positions
  }

  /// The production of that name, if there is one.
  public subscript(name: String) -> Production? {
    positions[name].map { productions[$0] }
  }
}

extension Grammar {
  /// Every keyword and sign, as the grammar spells it.
  public var keywords: Set<String> {
    Set(
      productions.flatMap(\.expression.leaves).compactMap { leaf in
        if case .keyword(let word) = leaf { word } else { nil }
      })
  }

  /// The references that no production defines, each once, in alphabetical order.
  public var undefinedReferences: [String] {
    Set(productions.flatMap(\.expression.references)).filter { self[$0] == nil }.sorted()
  }

  /// The productions that no derivation from `roots` comes to, in the order of the text.
  public func unreachableProductions(from roots: [String] = ["File", "Query"]) -> [String] {
    var reached = Set(roots)
    var open = roots
    while let name = open.popLast() {
      for reference in self[name]?.expression.references ?? []
      where reached.insert(reference).inserted {
        open.append(reference)
      }
    }
    return productions.map(\.name).filter { !reached.contains($0) }
  }
}

extension Grammar.Expression {
  /// The keywords, tokens and references in the expression, from left to right.
  var leaves: [Self] {
    switch self {
    case .sequence(let parts), .choice(let parts): parts.flatMap(\.leaves)
    case .option(let part), .repetition(let part), .group(let part): part.leaves
    case .keyword, .token, .reference: [self]
    }
  }

  /// The names of the productions that the expression mentions.
  var references: [String] {
    leaves.compactMap { if case .reference(let name) = $0 { name } else { nil } }
  }
}
