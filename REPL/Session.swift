public import Journey

/// A conversation about one journey, without a terminal: text in, answer out.
public struct Session: Sendable {
  private let model: Model

  /// What a line is answered with.
  public enum Answer: Sendable, Equatable {
    /// Text to show, which may be empty.
    case text(String)
    /// What is wrong with the line.
    case problem(String)
    /// The reader wants to leave.
    case end
  }

  /// A session that answers for a model.
  public init(_ model: Model) { self.model = model }

  /// The answer to a line: the value of an expression over the journey.
  public func answer(to line: String) -> Answer {
    let words = line.split(separator: " ")
    switch words.first {
    case nil: return .text("")
    case ":quit", ":q": return .end
    case ":help": return .text(Session.help)
    case let word? where word.hasPrefix(":"):
      return .problem("There is no command \(Display.plain(String(word))); see :help")
    default: break
    }
    let (value, findings) = model.value(of: line)
    if let error = findings.first(where: { $0.severity == .error }) ?? findings.first {
      let position = LineIndex(Source(name: "query", text: line)).position(of: error.place.range.lower)
      let mark = String(repeating: " ", count: position.column - 1) + "^"
      return .problem(
        "\(Display.plain(line, limit: 2_000))\n\(mark)\n\(error.title)\(error.help.isEmpty ? "" : "\n\(error.help)")")
    }
    return .text(text(of: value))
  }

  /// Items each on a line of their own, with where they stand; other values as a script writes them.
  private func text(of value: Value) -> String {
    guard case .list(let values) = value else { return Display.plain(value.written(in: model), limit: 2_000) }
    guard !values.isEmpty else { return "nothing" }
    return values.map { element in
      element.itemID.map { model.path(of: $0) } ?? Display.plain(element.written(in: model), limit: 2_000)
    }.joined(separator: "\n")
  }

  private static let help = """
    Type an expression over the journey, for example
      count(touchpoints)
      touchpoints where wait > 5 min
      stages where strength < 50%
    :quit or Ctrl-D leaves.
    """
}
