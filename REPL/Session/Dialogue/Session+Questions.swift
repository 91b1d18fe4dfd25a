import Journey

/// Questions: expressions over the journey, and what follows them to shape a table.
extension Session {
  /// The value of an expression: an item with what is known of it, a table, or the value as a script writes it.
  mutating func ask(_ text: String) -> Answer {
    let source = Source(name: "query", text: text)
    let tree = Tree(query: source, limits: host.limits)
    let query = tree.child(tree.file, .query)
    let isReadable = !tree.findings.contains { $0.severity == .error }
    guard isReadable, let query, let root = tree.children(query).first(where: { _ in true }) else {
      let findings = tree.findings.filter { $0.severity == .error }
      return .problem(Session.report(findings, [source], settings.palette) + Session.hint(forCommand: text))
    }
    // The expression alone is asked; how its table is to look comes after.
    let expression = tree.text(root)
    let (value, findings) = model.value(
      of: padded(expression, Int(tree[root].start)), about: itemStoodIn, variables: variables, limits: host.limits)
    let errors = findings.filter { $0.severity == .error }
    guard errors.isEmpty else {
      return .problem(Session.report(errors, [source], settings.palette) + Session.hint(forCommand: text))
    }
    let shaping = Shaping(tree, query)
    var lines: [String]
    if shaping.isEmpty {
      it = value
      lines = self.lines(of: value, columns: Session.attributes(in: tree, root))
    } else {
      let outcome = shaping.apply(to: value, self)
      switch outcome {
      case .failure(let problem): return .problem(problem.text)
      case .success(let shaped):
        it = shaped.value
        lines = shaped.table.map { table($0) } ?? self.lines(of: shaped.value, columns: [])
      }
    }
    // What a later version will answer is said, not passed over.
    let notes = findings.filter { $0.code == Code.notYet.rawValue }
    lines += notes.map { "(\($0.title))" }
    return Answer(lines.joined(separator: "\n"))
  }

  /// What to type instead, where somebody means a command.
  private static func hint(forCommand text: String) -> String {
    let words = Words(text).all
    let word = words.first?.lowercased() ?? ""
    let name = ["exit", "bye", "q", "close"].contains(word) && words.count == 1 ? "quit" : word == "?" ? "help" : word
    guard let command = Command.all.first(where: { $0.name == name }) else { return "" }
    return "\n     here: Commands begin with a colon: `:\(command.name)`."
  }

  /// A text with blanks before it, so that places in it are places in what was typed.
  private func padded(_ text: String, _ count: Int) -> String { String(repeating: " ", count: count) + text }

  /// What expressions know besides the journey.
  var variables: [String: Value] { it.map { ["it": $0] } ?? [:] }

  /// The item where one stands, as the model knows it.
  var itemStoodIn: ItemID? {
    for place in tree.places(to: standing.node).reversed() {
      if let item = item(of: place) { return item }
    }
    return nil
  }

  /// The item that a node of the script declares.
  func item(of node: NodeID) -> ItemID? {
    // Items of a file stand in the order of their nodes, but for the simple ones, which come first.
    model.items.indices.lazy.map { ItemID($0) }.first { model[$0].node == node && model[$0].file == 0 }
  }

  // MARK: Showing

  /// A value as lines for the reader.
  func lines(of value: Value, columns: [AttributeRule]) -> [String] {
    switch value {
    case .item(let id): return ItemCard(model: model, id: id).lines
    case .list(let values):
      guard !values.isEmpty else { return ["nothing"] }
      let items = values.compactMap(\.itemID)
      if items.count == values.count { return table(ItemTables(model: model).table(of: items, besides: columns)) }
      if let records = records(values) { return table(records) }
      return list(values)
    case .pain, .evidence: return records([value]).map { table($0) } ?? []
    default: return TextTable.wrapped(Display.plain(value.written(in: model), limit: 4_000), width: settings.columns)
    }
  }

  /// Values one beside the other where they fit on a line, else one below the other.
  private func list(_ values: [Value]) -> [String] {
    let texts = values.map { Display.plain($0.written(in: model), limit: 400) }
    let line = texts.joined(separator: ", ")
    if values.count <= 12, DisplayWidth.of(line) <= settings.columns { return [line] }
    return cut(texts.map { DisplayWidth.fitted($0, settings.columns) })
  }

  /// Pains and pieces of evidence as a table; nothing for other values.
  private func records(_ values: [Value]) -> TextTable? {
    let pains = values.compactMap { if case .pain(let index) = $0 { model.pains[index] } else { nil } }
    if pains.count == values.count {
      return TextTable(
        ["pain", "severity", "at", "answered by"].map { TextTable.Column(title: $0) },
        pains.map { pain in
          [
            pain.text, pain.severity ?? "", model.reference(to: pain.owner),
            pain.answeredBy.map { model.reference(to: $0) } ?? "",
          ]
        })
    }
    let evidence = values.compactMap { if case .evidence(let index) = $0 { model.evidence[index] } else { nil } }
    guard evidence.count == values.count else { return nil }
    return TextTable(
      ["evidence", "from"].map { TextTable.Column(title: $0) }, evidence.map { [$0.text, $0.date?.text ?? ""] })
  }

  /// A table's lines, no more rows than the reader wants.
  func table(_ table: TextTable) -> [String] {
    var short = table
    let hidden = table.rows.count + table.hidden - settings.rows
    if hidden > 0 { short.rows = Array(table.rows.prefix(settings.rows)) }
    let lines = short.lines(width: settings.columns)
    return hidden > 0 ? lines + [more(hidden)] : lines
  }

  private func cut(_ lines: [String]) -> [String] {
    let hidden = lines.count - settings.rows
    return hidden > 0 ? lines.prefix(settings.rows) + [more(hidden)] : lines
  }

  private func more(_ count: Int) -> String { "… and \(count) more (`:set rows \(settings.rows * 5)` shows more)" }

  /// The attributes that an expression's conditions ask for: one wants to see them.
  private static func attributes(in tree: Tree, _ root: NodeID) -> [AttributeRule] {
    guard tree[root].kind == .filter else { return [] }
    var rules: [AttributeRule] = []
    for index in root.index..<root.index + Int(tree[root].size) where tree[NodeID(index)].kind == .name {
      let word = tree.text(NodeID(index)).lowercased()
      guard let rule = AttributeRule.all.first(where: { $0.expressionName == word && $0.shape != .flag }),
        rule.kinds != .all, !rules.contains(where: { $0 === rule })
      else { continue }
      rules.append(rule)
    }
    return rules
  }
}
