import JourneySyntax

/// Kinds of the script's own: read before anything is declared, and asked when a touchpoint's lines are.
extension Evaluation {
  /// Reads the `kind` sections of all files.
  mutating func readKinds() {
    for section in sections.all(.kind) {
      let tree = model.trees[section.file]
      guard let name = tree.child(section.node, .name) else { continue }
      if Keyword(tree[name].symbol).map({ ItemKind($0) != nil }) ?? false {
        report(
          .reservedName, "`\(tree.text(name))` is a kind of the language already", at: name, in: section.file,
          help: "Choose another name, for example `my-\(tree.text(name))`.")
        continue
      }
      kindNumbers[Evaluation.key(section)] = model.kinds.count
      let defaults = tree.children(section.node).filter { line in
        tree[line].kind == .setting && Keyword(detail: tree[line].detail) == .default
      }.compactMap { tree.firstChild($0) }
      model.kinds.append(
        OwnKind(
          name: rawText(name, tree), title: tree.child(section.node, .text).map { rawText($0, tree) } ?? "",
          attributes: attributes(of: section), place: head(of: section), defaults: defaults, file: section.file))
    }
    noteOwnNames()
  }

  /// Remembers the words that kinds add, which expressions may ask for.
  mutating func noteOwnNames() {
    guard !model.kinds.isEmpty else { return }
    for kind in model.kinds { for attribute in kind.attributes { ownNames.insert(attribute.symbol.rawValue) } }
    if let symbol = names.symbol(of: "kind") {
      accessorWords[symbol] = .fixed(ItemKind.allCases.map(\.word) + model.kinds.map(\.name), of: "kind")
    }
  }

  private mutating func attributes(of section: Sections.Section) -> [OwnAttribute] {
    let tree = model.trees[section.file]
    var attributes: [OwnAttribute] = []
    for line in tree.children(section.node)
    where tree[line].kind == .setting && Keyword(detail: tree[line].detail) == .attribute
      && !tree[line].flags.contains(.broken)
    {
      guard let name = tree.child(line, .name), let kind = kind(of: line, section.file) else { continue }
      let written = tree.text(name)
      let symbol = symbols.symbol(tree[name].symbol, in: section.file)
      guard spend(Evaluation.weight(ofSearching: attributes.count), at: line, in: section.file) else { break }
      if let first = attributes.first(where: { $0.symbol == symbol }) {
        report(
          .declaredTwice, "`\(first.name)` is declared twice", at: name, in: section.file,
          help: "Rename or remove one of the two.")
        continue
      }
      guard accessors[symbol] == nil, AttributeRule.all.allSatisfy({ $0.attribute.rawValue != written.lowercased() })
      else {
        report(
          .reservedName, "`\(Display.plain(written))` is an attribute of the language already", at: name,
          in: section.file, help: "Choose another word, for example `my-\(Display.plain(written))`.")
        continue
      }
      attributes.append(
        OwnAttribute(name: written, kind: kind, isRequired: tree.clause(line, .required) != nil, symbol: symbol))
    }
    return attributes
  }

  /// What an `attribute` line says that its values are.
  private mutating func kind(of line: NodeID, _ file: Int) -> OwnAttribute.Kind? {
    let tree = model.trees[file]
    let parts = Array(tree.children(line)).dropFirst()
    let lists = parts.count { tree[$0].kind == .clause && Keyword(detail: tree[$0].detail) == .list }
    var kind: OwnAttribute.Kind
    if let one = tree.clause(line, .one) {
      kind = .one(of: tree.children(one).map { rawText($0, tree) })
    } else {
      guard let name = parts.first(where: { tree[$0].kind == .name }) else { return nil }
      let written = tree.text(name).lowercased()
      let known =
        OwnAttribute.Kind.words.first { $0.word == written }?.kind
        ?? model.words.unit(of: written).map { OwnAttribute.Kind.quantity($0) }
      guard let known else {
        let words = OwnAttribute.Kind.words.map(\.word) + model.words.dimensions
        let near = Suggestion.near(written, among: words)
        report(
          .unknownChoice, "There is no type `\(Display.plain(written))`", at: name, in: file,
          help: near.isEmpty
            ? "It is one of \(Suggestion.list(words.map { "`\($0)`" })), `one of WORD, …` or `list of` one of these."
            : suggestion(near), fix: replacement(near, name, fileScope(file)))
        return nil
      }
      kind = known
    }
    if lists > 0 { kind = .list(of: kind) }
    return kind
  }

  // MARK: Touchpoints

  /// Notes the kind that a touchpoint's header gives it.
  mutating func noteKind(of id: ItemID, _ node: NodeID, _ file: Int) {
    let tree = model.trees[file]
    guard let clause = tree.clause(node, .as), let name = tree.firstChild(clause) else { return }
    if let section = section(nameSymbol(name, fileScope(file)), .kind, in: file),
      let number = kindNumbers[Evaluation.key(section)]
    {
      note(name, in: file, means: section)
      model.itemKinds[id.index] = number
      if !model.kinds[number].defaults.isEmpty, revisions[id.index] == nil { revisions[id.index] = Revision() }
      return
    }
    guard !hasFailedImport, section(nameSymbol(name, fileScope(file)), .kind, in: file) == nil else {
      return restraint.add(errors: 1)
    }
    let known = model.kinds.map(\.name)
    let near = Suggestion.near(rawText(name, tree), among: known)
    report(
      .unknownName, "There is no kind `\(Model.reference(rawText(name, tree)))`", at: name, in: file,
      help: near.isEmpty
        ? known.isEmpty
          ? "Declare it at the level of the file: `kind \(Model.reference(rawText(name, tree))) is touchpoint`."
          : "There \(known.count == 1 ? "is" : "are") \(Suggestion.list(known.prefix(8).map { "`\($0)`" }, "and"))."
        : suggestion(near), fix: replacement(near, name, fileScope(file)))
  }

  /// The lines that a touchpoint's kind says for it, as lines that its own lie over.
  mutating func defaultLines(of id: ItemID) -> [Int32] {
    guard let number = model.itemKinds[id.index] else { return [] }
    let kind = model.kinds[number]
    let first = Int32(lines.count)
    for line in kind.defaults {
      lineContexts[Int32(lines.count)] = LineContext(
        file: kind.file, frame: fileFrame(kind.file, model.items[id.index].scope),
        addition: model.additions.number(of: id))
      lines.append(line)
    }
    return Array(first..<Int32(lines.count))
  }

  /// Reads a line of an attribute that a kind adds.
  mutating func readOwn(_ line: NodeID, of id: ItemID, _ scope: Scope) {
    let tree = model.trees[scope.file]
    guard !tree[line].flags.contains(.broken), let name = tree.firstChild(line) else { return }
    let symbol = symbols.symbol(tree[name].symbol, in: scope.file)
    guard spend(weightOfOwn(of: id), at: line, in: scope.file) else { return }
    guard let kind = model.ownKind(of: id), let attribute = kind.attributes.first(where: { $0.symbol == symbol }) else {
      return reportUnknownAttribute(name, of: id, scope)
    }
    if let first = model.ownEntries[id.index]?.first(where: { $0.symbol == symbol }) {
      return report(
        .attributeTwice, "`\(attribute.name)` is said twice", at: line, in: scope.file,
        related: [Related(first.place, "first here")], help: "Keep one of the two lines.",
        fix: removal(of: line, in: scope.file), item: id)
    }
    let nodes = Array(tree.children(line).dropFirst())
    guard !nodes.isEmpty || attribute.kind == .yesNo else {
      return report(
        .missingValue, "`\(attribute.name)` takes \(attribute.kind.words)", at: line, in: scope.file,
        help: "For example: `\(attribute.name) \(attribute.kind.example)`", item: id)
    }
    guard nodes.count <= 1 || attribute.kind.isList else {
      return report(
        .wrongKindOfValue, "`\(attribute.name)` takes one value, and here are \(nodes.count)", at: nodes[1],
        in: scope.file, help: "Keep one of them; or let the kind say `list of`.", item: id)
    }
    var values: [Value] = []
    for node in nodes {
      let value = ownValue(node, attribute, scope)
      guard value != .none else { return }
      values += value.elements
    }
    let value =
      nodes.isEmpty ? Value.flag(true) : attribute.kind.isList ? Value.list(values) : values.first ?? Value.none
    guard value != .none else { return }
    model.ownEntries[id.index, default: []].append(
      OwnEntry(name: attribute.name, value: value, place: tree.place(line), symbol: symbol))
  }

  private mutating func ownValue(_ node: NodeID, _ attribute: OwnAttribute, _ scope: Scope) -> Value {
    let tree = model.trees[scope.file]
    switch attribute.kind.single {
    case .item(let kind): return reference(node, kind, scope).map { .item($0) } ?? .none
    case .data: return .word(nameText(node, scope))
    case .one(let words):
      let written = variable(node, scope)?.text(in: model) ?? nameText(node, scope)
      if let word = words.first(where: { NameTable.isSame($0, written) }) { return .word(word) }
      let near = Suggestion.near(written, among: words)
      report(
        .unknownChoice, "`\(attribute.name)` cannot be `\(Display.plain(written))`", at: node, in: scope.file,
        help: near.isEmpty ? "It is \(attribute.kind.single.words)." : suggestion(near),
        fix: replacement(near, node, scope), item: scope.about)
      return .none
    case .text where tree[node].kind == .text:
      return .text(filledIn(node, scope.file, scope.frame, subject: scope.about))
    default: break
    }
    let errors = restraint.errors
    var inner = scope
    inner.namesAreWords = true
    var value = value(node, inner)
    let isUnknown = value == .unknown
    if isUnknown { value = sampleOfHost(node, inner) }
    if value == .unknown { return value }
    guard restraint.errors == errors else { return .none }
    if let fitting = fitting(value, attribute.kind.single, scope) { return isUnknown ? .unknown : fitting }
    let isWord = attribute.kind.single == .text && tree[node].kind == .name
    report(
      .wrongKindOfValue, "`\(attribute.name)` takes \(attribute.kind.words), and this is \(describe(value))", at: node,
      in: scope.file, help: "For example: `\(attribute.name) \(attribute.kind.example)`",
      fix: isWord ? fix("Put it in quotes", node, "\"\(tree.text(node))\"", scope) : nil, item: scope.about)
    return .none
  }

  /// A value as an attribute holds it; nothing where it is of another dimension.
  private func fitting(_ value: Value, _ kind: OwnAttribute.Kind, _ scope: Scope) -> Value? {
    switch (kind, value) {
    case (.text, .text), (.number, .number), (.share, .share), (.duration, .duration), (.money, .money),
      (.money, .per(.money, _)), (.rate, .per(.number, _)), (.date, .date), (.yesNo, .flag):
      return value
    case (_, .range(let low, let high)):
      guard let low = fitting(low, kind, scope), let high = fitting(high, kind, scope) else { return nil }
      return .range(low, high)
    case (.quantity(let unit), .quantity(let quantity)): return quantity.unit.dimension == unit.dimension ? value : nil
    case (.money, .number(let amount)): return journeyCurrency(scope).map { .money(amount, $0) }
    default: return nil
    }
  }

  private mutating func reportUnknownAttribute(_ name: NodeID, of id: ItemID, _ scope: Scope) {
    let written = model.trees[scope.file].text(name)
    let kind = model.ownKind(of: id)
    let own = kind?.attributes.map(\.name) ?? []
    let known = own + AttributeRule.all.filter { $0.kinds.contains(.touchpoint) }.map(\.attribute.rawValue)
    let near = Suggestion.near(written, among: known)
    report(
      .unknownWord,
      kind.map { "A \($0.name) has no `\(Display.plain(written))`" }
        ?? "`\(Display.plain(written))` begins no line of a touchpoint", at: name, in: scope.file,
      related: kind.map { [Related($0.place, "the kind")] } ?? [],
      help: near.isEmpty
        ? own.isEmpty
          ? "Remove the line."
          : "It has \(Suggestion.list(own.prefix(8).map { "`\($0)`" }, "and")), and what every touchpoint has."
        : suggestion(near), fix: replacement(near, name, scope), item: id)
  }

  /// Says which attributes a touchpoint lacks that its kind asks for.
  mutating func checkRequired(_ id: ItemID) {
    guard let kind = model.ownKind(of: id) else { return }
    let item = model.items[id.index]
    let tree = model.trees[item.file]
    // A line that could not be read may have said it.
    guard !tree.children(item.node).contains(where: { tree[$0].flags.contains(.broken) }) else { return }
    let said = Set(lineRanges[id.index].numbers.compactMap { customSymbol(of: $0, in: id) })
    for attribute in kind.attributes where attribute.isRequired && !said.contains(attribute.symbol) {
      report(
        .missingValue, "\(model.reference(to: id)) does not say its `\(attribute.name)`", at: model.place(of: id),
        related: [Related(kind.place, "asked for by this kind")],
        help: "Below it, add a line, for example `\(attribute.name) \(attribute.kind.example)`.", item: id)
    }
  }

  private func customSymbol(of number: Int32, in id: ItemID) -> Symbol? {
    let file = context(of: number, in: id).file
    let tree = model.trees[file]
    guard tree[lines[Int(number)]].kind == .customAttribute, let name = tree.firstChild(lines[Int(number)]) else {
      return nil
    }
    return symbols.symbol(tree[name].symbol, in: file)
  }

  // MARK: Asking

  /// What a touchpoint says of an attribute that some kind adds; none where it says nothing.
  mutating func ownAttribute(_ symbol: Symbol, of id: ItemID) -> Value {
    steps += weightOfOwn(of: id)
    let entry = model.ownAttributes(of: id).first { $0.symbol == symbol }
    if let entry { return entry.value }
    let attribute = model.ownKind(of: id)?.attributes.first { $0.symbol == symbol }
    // A flag that is not written is no.
    return attribute?.kind == .yesNo ? .flag(false) : .none
  }

  /// The steps that looking for one of the attributes of a touchpoint's kind counts for.
  private func weightOfOwn(of id: ItemID) -> Int {
    Evaluation.weight(ofSearching: model.ownAttributes(of: id).count + (model.ownKind(of: id)?.attributes.count ?? 0))
  }

  /// The words that an attribute of the script's own may be, for what stands beside it.
  mutating func ownWords(_ symbol: Symbol) -> Scope.Words? {
    guard ownNames.contains(symbol.rawValue) else { return nil }
    let all = model.kinds.flatMap(\.attributes).filter { $0.symbol == symbol }
    var words: [String] = []
    for attribute in all {
      switch attribute.kind.single {
      case .one(let some): words += some
      case .data: return .free
      default: return nil
      }
    }
    return .fixed(words, of: all.first?.name ?? "")
  }
}
