import JourneySyntax

/// The rows and columns of a query's table.
extension Evaluation {
  /// A row for each group: what it shares, then what `show` asks for, or else how many it has and their names.
  mutating func grouped(_ groups: [Group], _ shaping: Shaping, _ scope: Scope) -> QueryTable {
    let tree = model.trees[scope.file]
    let columns = shaping.columns ?? []
    let keyColumn = columns.firstIndex { column in shaping.key.map { isSame(column, $0, scope) } ?? false }
    var titles = keyColumn == nil ? shaping.key.map { [title($0, tree)] } ?? [] : []
    titles += shaping.columns?.map { title($0, tree) } ?? ["count", "name"]
    let before = restraint.errors
    var rows: [[Value]] = []
    for group in groups.prefix(shaping.rows) {
      var row = keyColumn == nil ? [group.key] : []
      if shaping.columns == nil {
        row += [.number(Rational(group.members.count)), .list(group.members.map { name(ofMember: $0) })]
      }
      for (number, column) in columns.enumerated() {
        row.append(number == keyColumn ? group.key : cell(column, of: group, scope))
      }
      guard restraint.errors == before, spend(weight(of: row), at: group.keyNode, in: scope.file) else { break }
      rows.append(row)
    }
    return QueryTable(titles: titles, rows: rows, hidden: groups.count - rows.count, keyColumn: keyColumn ?? 0)
  }

  /// A row for each member: what `show` asks for, or else what one asks of its kind first.
  mutating func plain(_ members: [Value], _ root: NodeID, _ shaping: Shaping, _ scope: Scope) -> QueryTable {
    let tree = model.trees[scope.file]
    let usual = shaping.columns == nil ? usualColumns(of: members, root, shaping, tree, scope) : []
    let before = restraint.errors
    var rows: [[Value]] = []
    for member in members.prefix(shaping.rows) {
      var row: [Value] = []
      for column in shaping.columns ?? [] { row.append(cell(column, of: member, scope)) }
      for column in usual { row.append(value(column, of: member)) }
      guard restraint.errors == before, spend(weight(of: row), at: root, in: scope.file) else { break }
      rows.append(row)
    }
    var titles = shaping.columns?.map { title($0, tree) } ?? usual.map(\.title)
    if shaping.columns == nil, !rows.isEmpty {
      // A column in which nobody says anything tells nothing.
      let filled = titles.indices.filter { column in
        column == 0 || rows.contains { $0[column] != .none && $0[column] != .list([]) }
      }
      titles = filled.map { titles[$0] }
      rows = rows.map { row in filled.map { row[$0] } }
    }
    return QueryTable(titles: titles, rows: rows, hidden: members.count - rows.count)
  }

  /// The work of showing a row: a step for each value, those in lists counted one by one.
  private func weight(of row: [Value]) -> Int {
    row.reduce(0) { sum, value in if case .list(let values) = value { sum + 1 + values.count } else { sum + 1 } }
  }

  /// An expression as the heading of its column: as it is written, on one line.
  private func title(_ node: NodeID, _ tree: Tree) -> String {
    Display.plain(tree.text(node), limit: 80).split(separator: " ").joined(separator: " ")
  }

  // MARK: Usual columns

  /// A column that nobody asked for by name.
  private enum UsualColumn {
    case asked(String, Accessor)
    case count(ItemKind)
    /// How many touchpoints are on a channel, and whether an outcome is a success or a failure.
    case use, sort
    /// Where a pain is, and from when a piece of evidence.
    case owner, date

    var title: String {
      switch self {
      case .asked(let word, _): word
      case .count(let kind): kind.plural
      case .use: "touchpoints"
      case .sort: "is a"
      case .owner: "at"
      case .date: "date"
      }
    }
  }

  private static let words: [String: Accessor] = Dictionary(
    Accessor.all.map { ($0.word, $0.accessor) }, uniquingKeysWith: { first, _ in first })

  private func usualColumns(
    of members: [Value], _ root: NodeID, _ shaping: Shaping, _ tree: Tree, _ scope: Scope
  ) -> [UsualColumn] {
    func asked(_ words: [String]) -> [UsualColumn] {
      words.compactMap { word in Evaluation.words[word].map { .asked(word, $0) } }
    }
    switch members.first {
    case .pain: return asked(["text", "severity"]) + [.owner] + asked(["answered-by"])
    case .evidence: return asked(["text"]) + [.date]
    default: break
    }
    let kinds = Set(members.compactMap(\.itemID).map { model.items[$0.index].kind })
    var columns: [UsualColumn]
    switch kinds.count == 1 ? kinds.first : nil {
    case .journey: columns = asked(["name", "title"]) + [.count(.stage), .count(.touchpoint)]
    case .stage: columns = asked(["name", "title", "phase"]) + [.count(.touchpoint)] + asked(["strength"])
    case .touchpoint: columns = asked(["name", "stage", "channel", "purpose", "strength"])
    case .channel: columns = asked(["name", "title", "mode"]) + [.use]
    case .persona: columns = asked(["name", "title", "share", "prefers"])
    case .outcome: columns = asked(["name", "title"]) + [.sort] + asked(["target"])
    case .layer: columns = asked(["name", "title", "at-least"])
    case nil: columns = asked(["name", "kind"])
    }
    let journeys = Set(members.compactMap(\.itemID).map { model.journey(of: $0) })
    if journeys.count > 1, kinds != [.journey] { columns += asked(["journey"]) }
    if kinds.count == 1, let kind = kinds.first {
      // What a condition or an order asks for, one wants to see.
      let more = asked(wordsAsked(root, shaping, tree)).filter { column in
        guard case .asked(let word, .attribute(let rule)) = column else { return false }
        return rule.shape != .flag && has(.attribute(rule), kind) && !columns.contains { $0.title == word }
      }
      columns += more
    }
    return columns
  }

  /// The bare words of a query's conditions and orders, each once.
  private func wordsAsked(_ root: NodeID, _ shaping: Shaping, _ tree: Tree) -> [String] {
    var nodes = tree[root].kind == .filter ? [root] : []
    for case .sort(let key, _) in shaping.steps { nodes.append(key) }
    let words = nodes.flatMap { node in
      (node.index..<node.index + Int(tree[node].size)).lazy.map { NodeID($0) }
        .filter { tree[$0].kind == .name && !tree[$0].flags.contains(.quoted) }.map { tree.text($0).lowercased() }
    }
    return words.distinct
  }

  private mutating func value(_ column: UsualColumn, of member: Value) -> Value {
    switch (column, member) {
    case (.asked(_, let accessor), _): return value(accessor, ofMember: member) ?? .none
    case (.count(let kind), .item(let id)):
      return .number(Rational(value(.items(kind), of: id)?.elements.count ?? 0))
    case (.use, .item(let id)):
      let touchpoints = model.contents(around: id).touchpoints
      steps += touchpoints.count / 4
      return .number(Rational(touchpoints.count { model.channels(of: $0).contains(id) }))
    case (.sort, .item(let id)):
      return model.has(.success, id) ? .word("success") : model.has(.failure, id) ? .word("failure") : .none
    case (.owner, .pain(let index)): return .item(model.pains[index].owner)
    case (.date, .evidence(let index)): return model.evidence[index].date.map { .date($0) } ?? .none
    default: return .none
    }
  }

  private func name(ofMember member: Value) -> Value { .text(member.text(in: model, limit: limits.text)) }
}
