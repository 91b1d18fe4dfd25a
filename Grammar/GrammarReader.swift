/// Reads the notation that the head of `Journey.ebnf` describes, by recursive descent.
struct GrammarReader {
  /// A name, a sign, or a keyword with its quotes: quotes tell it from the other two.
  private typealias Part = (text: String, line: Int)

  private let parts: [Part]
  private var position = 0

  init(_ text: String) throws(Grammar.Malformation) {
    parts = try Self.split(text)
  }

  private static func split(_ text: String) throws(Grammar.Malformation) -> [Part] {
    var parts: [Part] = []
    var line = 1
    var rest = text[...]
    while let first = rest.first {
      let begin = (rest: rest, line: line)
      if first.isWhitespace {
        line += first.isNewline ? 1 : 0
        rest.removeFirst()
      } else if rest.hasPrefix("(*") {
        while !rest.hasPrefix("*)") {
          guard let next = rest.popFirst() else {
            throw Grammar.Malformation(line: begin.line, reason: .unclosed("(*"))
          }
          line += next.isNewline ? 1 : 0
        }
        rest.removeFirst(2)
      } else if first == "\"" {
        let word = rest.dropFirst().prefix { $0 != "\"" && !$0.isNewline }
        rest = rest[word.endIndex...]
        guard rest.popFirst() == "\"", !word.isEmpty else {
          throw Grammar.Malformation(line: line, reason: .unclosed("\""))
        }
        parts.append(("\"\(word)\"", line))
      } else if first.isLetter {
        let name = rest.prefix { $0.isLetter || $0.isNumber }
        rest = rest[name.endIndex...]
        parts.append((String(name), line))
      } else {
        parts.append((String(rest.removeFirst()), line))
      }
    }
    return parts
  }

  mutating func readProductions() throws(Grammar.Malformation) -> [Grammar.Production] {
    var productions: [Grammar.Production] = []
    while let (name, line) = next {
      guard name.first?.isLetter == true else { throw malformation(.unexpected(name)) }
      let start = position
      position += 1
      try expect("=")
      let expression = try readChoice()
      try expect(";")
      let source = parts[start..<position].map(\.text).joined(separator: " ")
      productions.append(
        Grammar.Production(name: name, expression: expression, source: source, line: line))
    }
    return productions
  }

  private mutating func readChoice() throws(Grammar.Malformation) -> Grammar.Expression {
    var alternatives = [try readSequence()]
    while next?.text == "|" {
      position += 1
      alternatives.append(try readSequence())
    }
    return alternatives.count == 1 ? alternatives[0] : .choice(alternatives)
  }

  private mutating func readSequence() throws(Grammar.Malformation) -> Grammar.Expression {
    var items: [Grammar.Expression] = []
    while let text = next?.text, !["|", ";", "]", "}", ")"].contains(text), !beginsProduction {
      items.append(try readItem(text))
    }
    guard let first = items.first else { throw malformation(.missing("an expression")) }
    return items.count == 1 ? first : .sequence(items)
  }

  private mutating func readItem(
    _ text: String
  ) throws(Grammar.Malformation) -> Grammar.Expression {
    switch text.first {
    case "[": return .option(try readEnclosed(until: "]"))
    case "{": return .repetition(try readEnclosed(until: "}"))
    case "(": return .group(try readEnclosed(until: ")"))
    case "\"":
      position += 1
      return .keyword(String(text.dropFirst().dropLast()))
    case let first? where first.isLetter:
      position += 1
      // A name in capitals that is no token is left to `undefinedReferences`.
      return Grammar.tokens.contains(text) ? .token(text) : .reference(text)
    default: throw malformation(.unexpected(text))
    }
  }

  private mutating func readEnclosed(
    until end: String
  ) throws(Grammar.Malformation) -> Grammar.Expression {
    position += 1
    let inside = try readChoice()
    try expect(end)
    return inside
  }

  private mutating func expect(_ sign: String) throws(Grammar.Malformation) {
    guard next?.text == sign else { throw malformation(.missing(sign)) }
    position += 1
  }

  private var next: Part? { position < parts.count ? parts[position] : nil }

  /// Whether a `;` was forgotten: only a production's name stands before `=`.
  private var beginsProduction: Bool {
    position + 1 < parts.count && parts[position + 1].text == "="
  }

  /// What is missing is missing after the part read last, not where the next one happens to be.
  private func malformation(_ reason: Grammar.Malformation.Reason) -> Grammar.Malformation {
    let part = if case .missing = reason, position > 0 { parts[position - 1] } else { next }
    return Grammar.Malformation(line: part?.line ?? 1, reason: reason)
  }
}
