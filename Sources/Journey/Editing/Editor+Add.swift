import JourneyModel
public import JourneySyntax

/// An item to be added: its header and its lines.
public struct NewItem: Hashable, Sendable {
  /// What it is.
  public var kind: ItemKind
  /// Its name, without quotes.
  public var name: String
  /// What it is called besides, without quotes; empty for nothing.
  public var title: String
  /// What it says, in this order. Channels, `success` and `failure` come to stand in the header.
  public var lines: [Line]

  /// An attribute, with what stands behind its words as a script writes it: `6 min`, `"Ask first"`; or nothing.
  public struct Line: Hashable, Sendable {
    public var attribute: Attribute
    public var value: String

    /// A line that says an attribute.
    public init(_ attribute: Attribute, _ value: String = "") { (self.attribute, self.value) = (attribute, value) }
  }

  /// An item with what it says of itself.
  public init(_ kind: ItemKind, _ name: String, title: String = "", _ lines: [Line] = []) {
    self.kind = kind
    self.name = name
    self.title = title
    self.lines = lines
  }
}

extension Editor {
  /// Adds an item in a place, with the layout of those around it.
  public func add(_ item: NewItem, at place: ItemPlace) -> Result<ScriptEdit, EditProblem> {
    let anchor: ItemID
    switch place {
    case .before(let id), .after(let id), .last(in: let id): anchor = id
    }
    guard case .success(let tree) = own(anchor) else { return own(anchor).map { _ in ScriptEdit("", []) } }
    let new = NewName(item.name)
    if let problem = new.problem(for: .item(item.kind)) ?? unfit(item.kind, place) ?? Editor.problem(with: item) {
      return .failure(problem)
    }
    guard let slot = slot(place, tree) else {
      return .failure(Editor.sharedLine(model.reference(to: anchor), model.place(of: anchor)))
    }
    let text = Editor.lines(of: item, new, tree.step).map { slot.margin + $0 }.joined(separator: "\n")
    let gap = slot.gap.utf8.contains(0x0A) || slot.gap.utf8.contains(0x0D) ? slot.gap : "\n"
    let edit = Edit(
      Place(tree.source.name, ByteRange(slot.offset, slot.offset)), slot.isBefore ? text + gap : gap + text)
    let title = "Add \(item.kind.word) \(Model.reference(item.name))"
    guard let after = trees(after: [edit]), let changed = after[tree.source.name] else {
      return .failure(EditProblem(.layout, "The item cannot be written there"))
    }
    let errors = newErrors(after: after)
    // Where a name is taken, what names it is in doubt as well.
    if let error = errors.first(where: { $0.code == Code.declaredTwice.rawValue }) ?? errors.first {
      return .failure(EditProblem(.unfit, error.title, help: error.help))
    }
    let before = tree.nodes.count { $0.kind == .item }
    let isThere = changed.nodes.count { $0.kind == .item } == before + 1
    let lines = item.lines.count { !Editor.isOfHeader($0.attribute) }
    let attributes = { (tree: Tree) in tree.nodes.count { $0.kind == .attribute } }
    guard isThere, attributes(changed) == attributes(tree) + lines else {
      return .failure(
        EditProblem(
          .unfit, "What the item says is not one line each", help: "Give each attribute one value, on one line."))
    }
    return .success(ScriptEdit(title, [edit]))
  }

  private static func isOfHeader(_ attribute: Attribute) -> Bool {
    attribute == .on || attribute == .success || attribute == .failure
  }

  private static func problem(with item: NewItem) -> EditProblem? {
    for (attribute, value) in item.lines.map({ ($0.attribute, $0.value) }) {
      let isKnown = attribute == .on && item.kind == .touchpoint || AttributeRule.of(attribute, on: item.kind) != nil
      guard isKnown else {
        let kind = item.kind.withArticle
        return EditProblem(
          .unfit, "\(kind.prefix(1).uppercased() + kind.dropFirst()) has no `\(attribute.rawValue)`",
          help: "Leave it out.")
      }
      guard !value.utf8.contains(0x0A), !value.utf8.contains(0x0D) else {
        return EditProblem(
          .unfit, "What stands behind `\(attribute.rawValue)` goes over several lines", help: "Write it on one line.")
      }
    }
    return nil
  }

  /// An item's lines, its header first.
  private static func lines(of item: NewItem, _ name: NewName, _ step: String) -> [String] {
    var header = "\(item.kind.word) \(name.declared)"
    if !item.title.isEmpty { header += " \(TextContent.quoted(item.title))" }
    var lines: [String] = []
    for (attribute, value) in item.lines.map({ ($0.attribute, $0.value) }) {
      let words = value.isEmpty ? attribute.rawValue : "\(attribute.rawValue) \(value)"
      switch attribute {
      case .on: header += " \(words)"
      case .success, .failure: header += ", \(words)"
      default: lines.append(step + words)
      }
    }
    return [header] + lines
  }
}
