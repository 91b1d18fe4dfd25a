import JourneyModel
import JourneySyntax

/// A line that an item says, so that it can be found and compared in another model.
struct ItemLine {
  /// Which line of its item it is: of an attribute that is said once the word alone, else what it is about as well.
  struct Identity: Hashable {
    let word: String
    var subject = Value.none
  }

  /// What it says, exactly; the order of a list says nothing.
  struct Content: Hashable {
    var value = Value.none
    var members: Set<Value> = []
    /// A condition, or what else stands there besides a value.
    var condition = ""
  }

  /// Where it is read from.
  enum Origin {
    case title
    case documentation
    case kind
    case attribute(AttributeEntry)
    case own(OwnEntry)
    case arrow(Arrow)
    case statement(file: Int, node: NodeID)
  }

  let identity: Identity
  let content: Content
  let origin: Origin
}

/// What the items of a model say, line by line.
struct ItemLines {
  private let model: Model
  /// The lines that say nothing of the item itself: `expect` and `allow`.
  private var statements: [ItemID: [(file: Int, node: NodeID)]] = [:]

  init(_ model: Model) {
    self.model = model
    for line in model.expectations { statements[line.subject, default: []].append((line.file, line.node)) }
    for line in model.waiverLines { statements[line.item, default: []].append((line.file, line.node)) }
  }

  /// The lines of an item, in the order written.
  ///
  /// - Parameter standIn: What an item that a line names is called, in both models alike.
  func lines(of id: ItemID, naming standIn: (ItemID) -> ItemID) -> [ItemLine] {
    var lines: [ItemLine] = []
    func add(_ origin: ItemLine.Origin, _ word: String, _ subject: Value = .none, _ content: ItemLine.Content) {
      lines.append(
        ItemLine(identity: ItemLine.Identity(word: word, subject: subject), content: content, origin: origin))
    }
    let title = model.title(of: id)
    if !title.isEmpty { add(.title, "title", .none, ItemLine.Content(value: .text(title))) }
    if let text = model.documentation(of: id) { add(.documentation, "##", .none, ItemLine.Content(value: .text(text))) }
    if let kind = model.ownKind(of: id) {
      add(.kind, "as", .none, ItemLine.Content(value: .word(NameTable.fold(kind.name))))
    }
    let kind = model.kind(of: id)
    for entry in model.attributes(of: id) {
      let (subject, content) = parts(of: entry, on: kind, standIn)
      add(.attribute(entry), entry.attribute.rawValue, subject, content)
    }
    for entry in model.ownAttributes(of: id) {
      add(.own(entry), "own \(NameTable.fold(entry.name))", .none, content(of: entry.value, isList: true, standIn))
    }
    for arrow in model.arrows(from: id) {
      let (target, content) = parts(of: arrow, standIn)
      add(.arrow(arrow), Attribute.leadsTo.rawValue, target, content)
    }
    for (file, node) in statements[id] ?? [] {
      add(.statement(file: file, node: node), "statement", .text(key(of: node, in: model.trees[file])), .init())
    }
    return lines
  }

  // MARK: What is compared

  private func parts(
    of entry: AttributeEntry, on kind: ItemKind, _ standIn: (ItemID) -> ItemID
  ) -> (subject: Value, content: ItemLine.Content) {
    let tree = model.trees[entry.file]
    switch (entry.value, AttributeRule.of(entry.attribute, on: kind)) {
    case (.pain(let index), _):
      let pain = model.pains[index]
      let answer = pain.answeredBy.map { Value.item(standIn($0)) } ?? .none
      return (.text(pain.text), ItemLine.Content(value: answer, condition: pain.severity ?? ""))
    case (.evidence(let index), _):
      let evidence = model.evidence[index]
      return (.text(evidence.text), ItemLine.Content(value: evidence.date.map { .date($0) } ?? .none))
    case (.flag, let rule?) where rule.shape == .condition || rule.shape == .stages:
      return (
        .none,
        ItemLine.Content(condition: tree.children(entry.node).first { _ in true }.map { key(of: $0, in: tree) } ?? "")
      )
    case (let value, let rule?) where rule.shape == .ownership:
      return (.none, ItemLine.Content(value: value, condition: owner(entry)))
    case (let value, let rule?) where rule.isMany: return (value, .init())
    // The channels of a touchpoint stand in its header, and are a list.
    case (let value, let rule): return (.none, content(of: value, isList: rule?.shape.isList ?? true, standIn))
    }
  }

  private func parts(of arrow: Arrow, _ standIn: (ItemID) -> ItemID) -> (target: Value, content: ItemLine.Content) {
    let target: Value =
      switch arrow.target {
      case .item(let id): .item(standIn(id))
      case .exit: .word("exit")
      }
    var condition = arrow.condition.map { key(of: $0, in: model.trees[arrow.file]) } ?? ""
    if arrow.isLoop { condition += " again \(arrow.limit?.decimal() ?? "")" }
    return (target, ItemLine.Content(value: arrow.share.map { .share($0) } ?? .none, condition: condition))
  }

  private func content(of value: Value, isList: Bool, _ standIn: (ItemID) -> ItemID) -> ItemLine.Content {
    func named(_ value: Value) -> Value { if case .item(let id) = value { .item(standIn(id)) } else { value } }
    return isList
      ? ItemLine.Content(members: Set(value.elements.map(named))) : ItemLine.Content(value: named(value))
  }

  /// Whose something is, by name: the model keeps the kind of owner only.
  private func owner(_ entry: AttributeEntry) -> String {
    let tree = model.trees[entry.file]
    return tree.children(entry.node).first { tree[$0].kind == .text }.map { tree.unquoted($0) } ?? ""
  }

  /// A part of a script without its layout: kinds of nodes and what their leaves say, so that blanks, capitals, comments
  /// and spellings of units make no difference.
  private func key(of node: NodeID, in tree: Tree) -> String {
    let end = min(node.index + Int(tree[node].size), tree.nodes.count)
    return (node.index..<end).map { index in
      let id = NodeID(index)
      let node = tree[id]
      let leaf =
        switch node.kind {
        case .text: tree.unquoted(id)
        case .name: NameTable.fold(tree.unquoted(id))
        default:
          node.size > 1 ? "" : tree.value(ofLiteral: id).map { "\($0)" } ?? NameTable.fold(tree.text(id))
        }
      return "\(node.kind.rawValue) \(node.detail) \(node.size) \(leaf)"
    }.joined(separator: "\n")
  }

  // MARK: In words

  /// What begins a line, in the words of the language: `wait`, `leads to Bought`, `pain "Long queue"`.
  func head(of line: ItemLine) -> String {
    switch line.origin {
    case .title: return "title"
    case .documentation: return "##"
    case .kind: return "as"
    case .own(let entry): return entry.name
    case .statement(let file, let node): return ItemLines.words(of: model.trees[file].text(node))
    case .arrow(let arrow):
      guard case .item(let id) = arrow.target else { return "leads to exit" }
      return "leads to \(model.reference(to: id))"
    case .attribute(let entry):
      return line.identity.subject == .none
        ? entry.attribute.rawValue : "\(entry.attribute.rawValue) \(line.identity.subject.written(in: model))"
    }
  }

  /// What follows: `6 min`, `for 60% when important`; empty where the head says it all.
  func rest(of line: ItemLine, on id: ItemID) -> String {
    switch line.origin {
    case .title, .documentation: return line.content.value.written(in: model)
    case .kind: return model.ownKind(of: id).map { Model.reference($0.name) } ?? ""
    case .own(let entry): return ItemLines.list(entry.value, in: model)
    case .statement: return ""
    case .arrow(let arrow): return rest(of: arrow)
    case .attribute(let entry): return rest(of: entry)
    }
  }

  private func rest(of arrow: Arrow) -> String {
    var parts = arrow.share.map { ["for \(Value.percent($0))"] } ?? []
    if let condition = arrow.condition {
      parts.append("when \(ItemLines.words(of: model.trees[arrow.file].text(condition)))")
    }
    if arrow.isLoop { parts.append("again\(arrow.limit.map { " at most \($0.decimal()) times" } ?? "")") }
    return parts.joined(separator: " ")
  }

  private func rest(of entry: AttributeEntry) -> String {
    let tree = model.trees[entry.file]
    switch entry.value {
    case .pain(let index):
      let pain = model.pains[index]
      let answer = pain.answeredBy.map { "answered by \(model.reference(to: $0))" }
      return [pain.severity, answer].compactMap(\.self).joined(separator: ", ")
    case .evidence(let index): return model.evidence[index].date?.text ?? ""
    case .flag:
      let isCondition = entry.attribute == .matches || entry.attribute == .neededIn
      return isCondition
        ? tree.children(entry.node).first { _ in true }.map { ItemLines.words(of: tree.text($0)) } ?? "" : ""
    case let value where entry.attribute == .ownedBy:
      let owner = owner(entry)
      return owner.isEmpty ? value.written(in: model) : "\(value.written(in: model)) \"\(owner)\""
    case let value where entry.attribute == .entry: return "for \(value.written(in: model))"
    case let value: return ItemLines.isText(entry) ? "" : ItemLines.list(value, in: model)
    }
  }

  /// Whether a line's text is in its head already, since there may be several.
  private static func isText(_ entry: AttributeEntry) -> Bool {
    AttributeRule.all.contains { $0.attribute == entry.attribute && $0.isMany }
  }

  /// The members of a list as a script writes them, by what they are compared by; nothing for a line that has no list.
  func members(of line: ItemLine, naming standIn: (ItemID) -> ItemID) -> [(member: Value, text: String)]? {
    guard !line.content.members.isEmpty else { return nil }
    let value: Value
    switch line.origin {
    case .attribute(let entry): value = entry.value
    case .own(let entry): value = entry.value
    default: return nil
    }
    return value.elements.map { element in
      let member: Value = if case .item(let id) = element { .item(standIn(id)) } else { element }
      return (member, element.written(in: model))
    }
  }

  /// The line as it stands, where two lines that differ have the same words: a share of `1 of 3`, and one of `33.33%`.
  func asWritten(_ line: ItemLine) -> String? {
    switch line.origin {
    case .attribute(let entry): ItemLines.words(of: model.trees[entry.file].text(entry.node))
    case .arrow(let arrow): ItemLines.words(of: model.trees[arrow.file].text(arrow.node))
    default: nil
    }
  }

  private static func list(_ value: Value, in model: Model) -> String {
    value.elements.map { $0.written(in: model) }.joined(separator: ", ")
  }

  /// A piece of a script on one line: without comments, and with one blank where there were several or a new line.
  static func words(of text: String) -> String {
    var result = String.UnicodeScalarView()
    var (isQuoted, isComment, isBlank) = (false, false, false)
    for scalar in text.unicodeScalars {
      if isComment {
        isComment = scalar != "\n" && scalar != "\r"
        continue
      }
      if scalar == "\"" { isQuoted.toggle() }
      if !isQuoted, scalar == "#" {
        (isComment, isBlank) = (true, true)
      } else if !isQuoted, scalar.properties.isWhitespace {
        isBlank = true
      } else {
        if isBlank, !result.isEmpty { result.append(" ") }
        result.append(scalar)
        isBlank = false
      }
    }
    return String(result)
  }
}
