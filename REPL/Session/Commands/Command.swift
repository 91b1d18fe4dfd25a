import Journey

/// A command of the session: all that is ever said of it, and what it does.
///
/// The table of commands is data: `:help`, completion and the tests read it, and a new command is one more row.
public struct Command: Sendable {
  /// The word behind the `:`.
  public let name: String
  /// What may follow it, as help shows it: `A B`, `[PATH]`.
  public let arguments: String
  /// What it does, in a sentence.
  public let summary: String
  /// Lines that show it.
  public let examples: [String]
  /// What its arguments are, so that they can be completed; the last one holds for those that follow.
  let takes: [Argument]
  let action: @Sendable (_ session: inout Session, _ argument: String) -> Answer

  /// What an argument of a command is.
  enum Argument: Sendable {
    case path, topic, finding, fixes, explanation, attributeOrItem, setting, settingValue, kind, statement, scenario
    case item([ItemKind])
  }

  init(
    _ name: String, _ arguments: String, takes: [Argument] = [], _ summary: String, examples: [String],
    _ action: @escaping @Sendable (_ session: inout Session, _ argument: String) -> Answer
  ) {
    self.name = name
    self.arguments = arguments
    self.summary = summary
    self.examples = examples
    self.takes = takes
    self.action = action
  }

  /// The commands that a word may mean: the one with that name, else all that begin so.
  public static func named(_ word: String) -> [Command] {
    let word = word.lowercased()
    if let exact = all.first(where: { $0.name == word }) { return [exact] }
    return word.isEmpty ? [] : all.filter { $0.name.hasPrefix(word) }
  }
}

extension Session {
  /// Runs a line that begins with `:`.
  mutating func run(command line: String) -> Answer {
    let rest = line.dropFirst()
    let end = rest.unicodeScalars.firstIndex { $0 == " " || $0 == "\t" || $0 == "\n" } ?? rest.endIndex
    let word = String(rest[..<end])
    let argument = Session.trimmed(String(rest[end...]))
    let found = Command.named(word)
    if found.count == 1 { return found[0].action(&self, argument) }
    let shown = ":" + Display.plain(word)
    if found.count > 1 {
      return .problem("\(shown) may be \(Suggestion.list(found.map { "`:\($0.name)`" })); type one letter more.")
    }
    let near = Suggestion.near(word, among: Command.all.map(\.name)).map { "`:\($0)`" }
    return .problem(
      "There is no command \(shown). "
        + (near.isEmpty ? "`:help` shows what there is." : "Did you mean \(Suggestion.list(near))?"))
  }

  /// The item that a person means by a name, if there is one and only one.
  func find(_ name: String, _ kinds: [ItemKind] = ItemKind.allCases) -> Result<ItemID, CommandProblem> {
    let found = model.items(called: name, of: kinds)
    if found.count == 1 { return .success(found[0]) }
    if found.count > 1 {
      // What one stands in is meant before what stands elsewhere.
      let around = itemStoodIn.map { stood in found.filter { model[$0].parent == stood || $0 == stood } } ?? []
      if around.count == 1 { return .success(around[0]) }
      let ways = found.prefix(5).map { id in
        model[id].kind == .touchpoint
          ? "\(model[id].parent.map { model.reference(to: $0) + "." } ?? "")\(model.reference(to: id))"
          : "\(model[id].kind.word) \(model.reference(to: id))"
      }
      return .failure(
        CommandProblem("\(Display.plain(name)) is the name of several items: say \(Suggestion.list(ways))."))
    }
    if kinds.count < ItemKind.allCases.count, let other = model.items(called: name).first {
      let wanted = Suggestion.list(kinds.map(\.withArticle))
      return .failure(
        CommandProblem("\(model.reference(to: other)) is \(model[other].kind.withArticle); here \(wanted) is meant."))
    }
    let items = model.items.indices.lazy.map { ItemID($0) }.filter { kinds.contains(model.kind(of: $0)) }
    let near = Suggestion.near(name, among: items.map { model.name(of: $0) }).map { "`\(Model.reference($0))`" }
    let what = kinds.count == ItemKind.allCases.count ? "item" : Suggestion.list(kinds.map(\.word))
    return .failure(
      CommandProblem(
        "There is no \(what) \(Model.reference(name)). "
          + (near.isEmpty ? "`:list` shows what there is." : "Did you mean \(Suggestion.list(near))?")))
  }

  /// The item that a command's words name, with or without its kind before it: `channel store`, `"Store visit"`. Without
  /// words, the one where one stands.
  func item(in argument: String, _ kinds: [ItemKind] = ItemKind.allCases) -> Result<ItemID, CommandProblem> {
    let words = Words(argument).all
    if words.isEmpty {
      guard let item = itemStoodIn, kinds.contains(model[item].kind) else {
        return .failure(CommandProblem("Say which item, by its name: `:list` shows them."))
      }
      return .success(item)
    }
    if words.count == 2, let kind = Keyword(rawValue: words[0].lowercased()).flatMap({ ItemKind($0) }),
      kinds.contains(kind)
    {
      return find(words[1], [kind])
    }
    // A name of several words may be typed without its quotes.
    return find(words.joined(separator: " "), kinds)
  }
}
