public import JourneyModel
public import JourneySyntax

/// The findings that a `test` expects: `expect finding dead-end on touchpoint Checkout`.
public struct ExpectedFinding: Sendable {
  /// The rule, or the code of the language, in small letters.
  public let code: String
  /// The whole line.
  public let place: Place
  private let item: ItemName?
  private let itemPlace: Place?
  private let namePlace: Place

  /// Reads a line; nothing where it could not be read.
  init?(_ line: NodeID, in tree: Tree) {
    guard !tree[line].flags.contains(.broken), let name = tree.child(line, .name) else { return nil }
    code = tree.unquoted(name).lowercased()
    place = tree.place(line)
    namePlace = tree.place(name)
    let clause = tree.clause(line, .on)
    item = clause.flatMap { tree.itemName(in: $0) }
    itemPlace = clause.map { tree.place($0) }
  }

  /// The findings that a test expects, in the order of its lines.
  public static func all(of test: NodeID, in tree: Tree) -> [ExpectedFinding] {
    (test.index..<test.index + Int(tree[test].size)).map { NodeID($0) }.filter { tree[$0].kind == .findingLine }
      .compactMap { ExpectedFinding($0, in: tree) }
  }

  /// What is wrong with the line, or that the finding did not come; nothing where it did.
  public func problem(with findings: [Finding], in model: Model, _ rules: [Rule]) -> Finding? {
    guard rules.contains(where: { $0.name == code }) || Code(rawValue: code) != nil else {
      let near = Suggestion.near(code, among: rules.map(\.name))
      return finding(
        .unknownName, "There is no rule `\(Display.plain(code, limit: 80))`", at: namePlace,
        help: near.isEmpty
          ? "`journey explain` lists the rules." : "Did you mean \(Suggestion.list(near.map { "`\($0)`" }))?",
        fix: near.first.map { Fix("Write `\($0)`", [Edit(namePlace, $0)], isSafe: false) })
    }
    let same = findings.filter { $0.code == code }
    guard let item else { return same.isEmpty ? missing(same) : nil }
    let items = model.items.indices.map { ItemID($0) }.filter { item.means($0, in: model) }
    guard !items.isEmpty else {
      let near = item.near(in: model)
      return finding(
        .unknownName, "There is no \(item.kind?.word ?? "item") \(Model.reference(item.name)) in this journey",
        at: itemPlace ?? place,
        help: near.isEmpty
          ? "Name an item of the journey, or leave `on` out."
          : "Did you mean \(Suggestion.list(near.map { "`\(Model.reference($0))`" }))?")
    }
    var marks = ItemMarks(in: model)
    for item in items { marks.mark(item, 1) }
    return same.contains { !marks.numbers(on: $0).isEmpty } ? nil : missing(same)
  }

  private func missing(_ others: [Finding]) -> Finding {
    finding(
      .notTrue, "This finding does not come: \(code)", at: place,
      related: others.prefix(3).map { Related($0.place, "here \(code) speaks") },
      help: others.isEmpty
        ? "Change the journey so that it comes, or take the line out."
        : "It comes elsewhere: name one of those, or leave `on` out.")
  }

  private func finding(
    _ code: Code, _ title: String, at place: Place, related: [Related] = [], help: String, fix: Fix? = nil
  ) -> Finding {
    Finding(code.rawValue, .error, title, at: place, related: related, help: help, fix: fix)
  }
}
