import JourneySyntax
import Testing

/// Expects a script to be laid out in one way, and that way to be stable and to mean the same.
@discardableResult
func expectLayout(_ source: Source, _ wanted: String, at location: SourceLocation = #_sourceLocation) -> String {
  let tree = Tree(source)
  let result = Layout.text(tree)
  #expect(result == (wanted.hasSuffix("\n") ? wanted : wanted + "\n"), sourceLocation: location)
  let again = Tree(Source(name: "", text: result))
  #expect(Layout.text(again) == result, "laid out twice", sourceLocation: location)
  #expect(TreeShape.of(again) == TreeShape.of(tree), "the same tree", sourceLocation: location)
  return result
}

/// Expects a text to be laid out in one way.
func expectLayout(_ text: String, _ wanted: String, at location: SourceLocation = #_sourceLocation) {
  expectLayout(Source(name: "", text: text), wanted, at: location)
}

/// Expects a line of a touchpoint to be laid out in one way; further lines are indented with it.
func expectLine(_ line: String, _ wanted: String, at location: SourceLocation = #_sourceLocation) {
  let head = "journey A\n\n  stage B\n    touchpoint T\n"
  let lines = wanted.split(separator: "\n", omittingEmptySubsequences: false)
  let text = head + line
  let errors = Tree(Source(name: "", text: text)).findings.filter { $0.severity == .error }
  #expect(errors == [], sourceLocation: location)
  expectLayout(Source(name: "", text: text), head + lines.map { "      \($0)" }.joined(separator: "\n"), at: location)
}

/// What a tree says, apart from how it is laid out: to compare a script with its formatted self.
enum TreeShape {
  /// A line for each node: what it is, how much it holds, and what is written there in its one spelling.
  static func of(_ tree: Tree) -> [String] {
    tree.nodes.indices.map { index in
      let node = tree.nodes[index]
      let flags = node.flags.subtracting([.wide])
      return "\(node.kind) \(node.detail) \(node.size) \(flags.rawValue) \(spelling(NodeID(index), tree))"
    }
  }

  private static func spelling(_ id: NodeID, _ tree: Tree) -> String {
    let node = tree[id]
    let text = tree.text(id)
    switch node.kind {
    case .name:
      return node.symbol == .none && node.size == 1 ? "" : NameTable.fold(unquoted(text, node))
    case .text, .interpolation, .mergeTag:
      return unquoted(text, node)
    case .number, .share, .countedShare, .money, .date, .time:
      return plain(text)
    case .duration:
      return words(text).map { word in
        Keyword(rawValue: word.lowercased()).flatMap(TimeUnit.init).map { "\($0.seconds) s" } ?? plain(word)
      }.joined(separator: " ")
    default: return ""
    }
  }

  /// Numbers and units, one by one: `1h 30min`.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    for character in text where !character.isWhitespace {
      if let last = words.last?.last, last.isLetter == character.isLetter {
        words[words.count - 1].append(character)
      } else {
        words.append(String(character))
      }
    }
    return words
  }

  /// What stands between quotes; by scalars, since what follows a quote may join it to one character.
  private static func unquoted(_ text: String, _ node: Node) -> String {
    // The name of an argument has the flag, and no quotes.
    guard node.flags.contains(.quoted), let first = text.unicodeScalars.first, ["\"", "“", "”"].contains(first) else {
      return text
    }
    let quotes = node.flags.contains(.block) ? 3 : 1
    let inner = String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(quotes).dropLast(quotes)))
    return node.flags.contains(.block) ? TextContent.blockContent(inner) : inner
  }

  private static func plain(_ text: String) -> String {
    String(text.lowercased().compactMap { $0.isWhitespace ? nil : $0 == "–" || $0 == "−" ? "-" : $0 })
  }
}
