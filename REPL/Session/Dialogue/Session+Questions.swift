import Journey

/// Questions: expressions over the journey, and what follows them to shape a table.
extension Session {
  /// The answer to a query: an item with what is known of it, a table, or the value as a script writes it.
  mutating func ask(_ text: String) -> Answer {
    let (result, findings) = model.answer(
      to: text, about: itemStoodIn, variables: variables, limits: host.limits, rows: settings.rows)
    let errors = findings.filter { $0.severity == .error }
    guard errors.isEmpty else {
      let source = Source(name: "query", text: text)
      return .problem(Session.report(errors, [source], settings.palette) + Session.hint(forCommand: text))
    }
    it = result.value
    return Answer(lines(of: result).joined(separator: "\n"))
  }

  /// What to type instead, where somebody means a command.
  private static func hint(forCommand text: String) -> String {
    let words = Words(text).all
    let word = words.first?.lowercased() ?? ""
    let name = ["exit", "bye", "q", "close"].contains(word) && words.count == 1 ? "quit" : word == "?" ? "help" : word
    guard let command = Command.all.first(where: { $0.name == name }) else { return "" }
    return "\n     here: Commands begin with a colon: `:\(command.name)`."
  }

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

  /// What a query gave, as lines for the reader.
  private func lines(of result: QueryResult) -> [String] {
    if case .item(let id) = result.value, !result.isShaped {
      return ItemCard(model: model, id: id).lines
    }
    if let table = result.table { return table.rows.isEmpty ? ["nothing"] : self.table(table.textTable(in: model)) }
    guard case .list(let values) = result.value else {
      let text = Display.plain(result.value.written(in: model), limit: 4_000)
      return TextTable.wrapped(text, width: settings.columns)
    }
    return values.isEmpty ? ["nothing"] : list(values)
  }

  /// Values one beside the other where they fit on a line, else one below the other.
  private func list(_ values: [Value]) -> [String] {
    let texts = values.map { Display.plain($0.written(in: model), limit: 400) }
    let line = texts.joined(separator: ", ")
    if values.count <= 12, DisplayWidth.of(line) <= settings.columns { return [line] }
    return cut(texts.map { DisplayWidth.fitted($0, settings.columns) })
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
}
