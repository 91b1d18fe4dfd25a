public import JourneyModel
public import JourneySyntax

extension Editor {
  /// Lets an item say an attribute: its line is changed, or written behind the others.
  ///
  /// Of an attribute that an item may say several times its one line is changed; `append` adds another.
  ///
  /// - Parameters:
  ///   - attribute: What is said.
  ///   - item: Of what it is said.
  ///   - value: What stands behind the attribute's words, as a script writes it: `6 min`, `"Ask first"`, `email, store`;
  ///     empty for an attribute that takes nothing.
  public func set(_ attribute: Attribute, to value: String, of item: ItemID) -> Result<ScriptEdit, EditProblem> {
    edit(attribute, value, of: item, isMore: false)
  }

  /// Lets an item say an attribute, given as a value: an item by its name, a text in quotes.
  ///
  /// `none` takes the attribute out, and so does `no` for one that takes nothing.
  public func set(_ attribute: Attribute, to value: Value, of item: ItemID) -> Result<ScriptEdit, EditProblem> {
    switch value {
    case .none, .flag(false): return unset(attribute, of: item)
    default: break
    }
    guard let words = written(value) else {
      return .failure(
        EditProblem(
          .unfit,
          "\(value.kindName.prefix(1).uppercased() + value.kindName.dropFirst()) stands in several parts of a line",
          help: "Write the line's words as a script has them."))
    }
    return set(attribute, to: words, of: item)
  }

  /// Lets an item say an attribute once more, which it may say several times: another `note`, another arrow.
  public func append(_ attribute: Attribute, _ value: String, to item: ItemID) -> Result<ScriptEdit, EditProblem> {
    edit(attribute, value, of: item, isMore: true)
  }

  /// Takes out all that an item itself says of an attribute.
  public func unset(_ attribute: Attribute, of item: ItemID) -> Result<ScriptEdit, EditProblem> {
    guard case .success(let tree) = own(item) else { return own(item).map { _ in ScriptEdit("", []) } }
    let name = "\(model.kind(of: item).word) \(model.reference(to: item))"
    let title = "Take \(attribute.rawValue) out of \(name)"
    if let clause = headerClause(attribute, item, tree) { return checked(title, [tree.removing(clause: clause)]) }
    let lines = ownLines(attribute, item, tree)
    guard !lines.isEmpty else {
      return .failure(
        model.mentions(attribute, item)
          ? EditProblem(
            .made,
            "No line of \(name) says `\(attribute.rawValue)`: it comes from what it is like, its kind or a template",
            help: "Write `without \(attribute.rawValue)` below a copy, or change it there.",
            at: model.place(of: attribute, in: item))
          : EditProblem(
            .notFound, "\(name.prefix(1).uppercased() + name.dropFirst()) says nothing of `\(attribute.rawValue)`"))
    }
    var edits: [Edit] = []
    for line in lines {
      guard let range = TextLines(tree.source).removal(of: tree[line].range) else {
        return .failure(Editor.sharedLine("`\(attribute.rawValue)`", tree.place(line)))
      }
      edits.append(Edit(Place(tree.source.name, range), ""))
    }
    return checked(title, edits)
  }

  // MARK: Lines

  private func edit(_ attribute: Attribute, _ value: String, of item: ItemID, isMore: Bool) -> Result<
    ScriptEdit, EditProblem
  > {
    guard case .success(let tree) = own(item) else { return own(item).map { _ in ScriptEdit("", []) } }
    let kind = model.kind(of: item)
    let title = "Set \(attribute.rawValue) of \(kind.word) \(model.reference(to: item))"
    let isChannel = attribute == .on && kind == .touchpoint
    let rule = AttributeRule.of(attribute, on: kind)
    guard isChannel || rule != nil else {
      let kinds = AttributeRule.all.filter { $0.attribute == attribute }.flatMap(\.kinds.kinds).map(\.withArticle)
      return .failure(
        EditProblem(
          .unfit,
          "\(kind.withArticle.prefix(1).uppercased() + kind.withArticle.dropFirst()) has no `\(attribute.rawValue)`",
          help: "It belongs to \(Suggestion.list(kinds))."))
    }
    let words = Editor.trimmed(value)
    if let problem = Editor.problem(with: words, rule) { return .failure(problem) }
    if isChannel || rule?.isHeader == true { return edit(header: attribute, words, item, tree, title) }
    let lines = ownLines(attribute, item, tree)
    let text = words.isEmpty ? attribute.rawValue : "\(attribute.rawValue) \(words)"
    guard lines.count < 2 || isMore else {
      return .failure(
        EditProblem(
          .unfit, "\(model.reference(to: item)) says `\(attribute.rawValue)` \(lines.count) times",
          help: "Take it out first, or add another line.", at: tree.place(lines[0])))
    }
    let edits: [Edit]
    if let line = lines.first, !isMore {
      edits = [Edit(tree.place(line), text)]
    } else if let added = ScriptLines(tree, below: tree.file).adding(text, attribute, to: model[item].node) {
      edits = added
    } else {
      return .failure(Editor.sharedLine(model.reference(to: item), model.place(of: item)))
    }
    return checkedLine(title, edits, attribute, text, item, tree)
  }

  /// The lines of an attribute that stand in an item itself.
  private func ownLines(_ attribute: Attribute, _ item: ItemID, _ tree: Tree) -> [NodeID] {
    tree.children(model[item].node).filter { tree[$0].kind == .attribute && tree[$0].detail == attribute.detail }
  }

  private static func trimmed(_ text: String) -> String {
    func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }
    let rest = text.unicodeScalars.drop(while: isBlank)
    return String(String.UnicodeScalarView(rest.reversed().drop(while: isBlank).reversed()))
  }

  private static func problem(with words: String, _ rule: AttributeRule?) -> EditProblem? {
    if let rule, rule.shape == .flag, !words.isEmpty {
      return EditProblem(
        .unfit, "`\(rule.attribute.rawValue)` takes nothing behind it", help: "Take it out where it is not so.")
    }
    guard words.isEmpty, rule.map({ $0.shape != .flag && $0.shape != .entry }) ?? true else { return nil }
    return EditProblem(
      .unfit, "What `\(rule?.attribute.rawValue ?? "on")` says is missing",
      help: rule.map { "For example: `\($0.example)`" } ?? "Name a channel.")
  }

  /// The edit, if what is written is read as one line of the attribute, whole, and nothing is wrong with it.
  private func checkedLine(
    _ title: String, _ edits: [Edit], _ attribute: Attribute, _ text: String, _ item: ItemID, _ tree: Tree
  ) -> Result<ScriptEdit, EditProblem> {
    guard let after = trees(after: edits), let new = after[tree.source.name] else {
      return .failure(EditProblem(.layout, "The line cannot be written there"))
    }
    if let error = newErrors(after: after).first {
      return .failure(EditProblem(.unfit, error.title, help: error.help))
    }
    let node = model[item].node
    let isThere =
      new[node].kind == .item
      && new.children(node).contains {
        new[$0].kind == .attribute && new[$0].detail == attribute.detail && new.text($0) == text
      }
    let count = tree.children(node).filter { tree[$0].kind.beginsLine }.count
    let newCount = new.children(node).filter { new[$0].kind.beginsLine }.count
    let isNew = edits.allSatisfy { $0.place.range.count == 0 }
    guard isThere, newCount == count + (isNew ? 1 : 0) else {
      return .failure(
        EditProblem(
          .unfit, "`\(Display.plain(text))` is not one line of `\(attribute.rawValue)`",
          help: AttributeRule.of(attribute, on: model.kind(of: item)).map { "For example: `\($0.example)`" } ?? ""))
    }
    return .success(ScriptEdit(title, edits))
  }

  // MARK: Headers

  /// What a header says of an attribute: `on Email`, `, success`.
  private func headerClause(_ attribute: Attribute, _ item: ItemID, _ tree: Tree) -> NodeID? {
    let node = model[item].node
    switch attribute {
    case .on: return tree.clause(node, .on)
    case .success: return tree.clause(node, .success)
    case .failure: return tree.clause(node, .failure)
    default: return nil
    }
  }

  private func edit(
    header attribute: Attribute, _ words: String, _ item: ItemID, _ tree: Tree, _ title: String
  ) -> Result<ScriptEdit, EditProblem> {
    let node = model[item].node
    let text = words.isEmpty ? attribute.rawValue : "\(attribute.rawValue) \(words)"
    let opposite = attribute == .success ? Attribute.failure : .success
    let old =
      headerClause(attribute, item, tree) ?? (attribute == .on ? nil : headerClause(opposite, item, tree))
    var end = tree.child(node, .name).map { tree[$0].range.upper } ?? tree[node].range.lower
    if let title = tree.child(node, .text), tree[title].range.lower >= end { end = tree[title].range.upper }
    let edit =
      old.map { Edit(tree.place($0), text) }
      ?? Edit(Place(tree.source.name, ByteRange(end, end)), attribute == .on ? " \(text)" : ", \(text)")
    guard let after = trees(after: [edit]), let new = after[tree.source.name] else {
      return .failure(EditProblem(.layout, "The header cannot be changed"))
    }
    if let error = newErrors(after: after).first {
      return .failure(EditProblem(.unfit, error.title, help: error.help))
    }
    guard new[node].kind == .item,
      new.children(node).contains(where: { new[$0].kind == .clause && new.text($0) == text })
    else {
      return .failure(EditProblem(.unfit, "`\(Display.plain(text))` cannot stand in a header", help: "Name a channel."))
    }
    return .success(ScriptEdit(title, [edit]))
  }

  // MARK: Values

  /// A value as a script writes it behind an attribute; nothing for what has no form of its own.
  private func written(_ value: Value) -> String? {
    switch value {
    case .flag: return ""
    case .pain, .evidence: return nil
    case .text(let text): return TextContent.quoted(text)
    case .word(let word):
      return NewName(word).isWord || Keyword(rawValue: word) != nil ? word : TextContent.quoted(word)
    case .item(let id):
      guard model.items.indices.contains(id.index) else { return nil }
      let name = NewName(model.name(of: id)).declared
      guard model.kind(of: id) == .touchpoint, let stage = model.parent(of: id), hasHomonym(id) else { return name }
      return "\(NewName(model.name(of: stage)).declared).\(name)"
    case .list(let values):
      let parts = values.compactMap { written($0) }
      return parts.count == values.count && !parts.isEmpty ? parts.joined(separator: ", ") : nil
    default: return value.written(in: model)
    }
  }

  private func hasHomonym(_ id: ItemID) -> Bool {
    let name = NameTable.fold(model.name(of: id))
    return model.contents(around: id).touchpoints.contains { $0 != id && NameTable.fold(model.name(of: $0)) == name }
  }
}

extension AttributeRule {
  /// Whether it stands in the header of an item.
  fileprivate var isHeader: Bool { attribute == .success || attribute == .failure }
}

extension Tree {
  /// An edit that takes a clause out of a header, with what parts it from the words before.
  func removing(clause node: NodeID) -> Edit {
    let bytes = source.padded
    var start = self[node].range.lower
    while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    if start > 0, bytes[start - 1] == 0x2C { start -= 1 }
    return Edit(Place(source.name, ByteRange(start, self[node].range.upper)), "")
  }
}
