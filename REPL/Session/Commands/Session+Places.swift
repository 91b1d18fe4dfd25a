import Journey

/// Where one stands, and what is there.
extension Session {
  /// Goes to an item that a command's words name.
  mutating func open(_ argument: String) -> Answer {
    guard !argument.isEmpty else { return .problem("Say which item, by its name: :open Checkout. `:list` shows them.") }
    switch item(in: argument) {
    case .failure(let problem): return .problem(problem.text)
    case .success(let id): return open(id)
    }
  }

  /// Goes to the item of some kind with a name.
  mutating func open(_ name: String, _ kinds: [ItemKind]) -> Answer {
    switch find(name, kinds) {
    case .failure(let problem): return .problem(problem.text)
    case .success(let id): return open(id)
    }
  }

  private mutating func open(_ id: ItemID) -> Answer {
    guard model[id].file == 0 else {
      let file = model.trees[model[id].file].source.name
      return .problem("\(model.reference(to: id)) stands in \(Display.plain(file)): `:load` that to change it.")
    }
    standing.node = model[id].node
    noteWay(tree.places(to: standing.node))
    return Answer(ItemCard(model: model, id: id).lines.joined(separator: "\n"))
  }

  /// Goes to the stage or touchpoint where one stood before a channel or the like was declared.
  mutating func goBack() -> Answer {
    guard let way = standing.way, let item = item(of: way) else {
      return .problem("You stood in no stage yet. `stage NAME` begins one.")
    }
    return open(item)
  }

  /// Goes one level out.
  mutating func goUp() -> Answer {
    let places = tree.places(to: standing.node)
    guard !places.isEmpty else { return Answer("You stand at the top of the script.") }
    standing.node = places.dropLast().last
    guard let item = standing.node.flatMap({ item(of: $0) }) else { return tellPlace() }
    return Answer(ItemCard(model: model, id: item).lines.joined(separator: "\n"))
  }

  /// Says where one stands, and what can be said there.
  func tellPlace() -> Answer {
    guard let place = tree.places(to: standing.node).last else {
      let hint = model.journeys.isEmpty ? "`journey NAME` begins a journey." : "`:open` goes to a journey."
      return Answer("At the top of the script. \(hint)")
    }
    guard let kind = tree.itemKind(place) else { return Answer(Display.plain(tree.text(place), limit: 72)) }
    let said = Set(
      tree.children(place).filter { tree[$0].kind == .attribute }.map { Attribute(detail: tree[$0].detail) })
    let open = AttributeRule.all.filter {
      $0.kinds.contains(ItemKinds(kind)) && $0.kinds != .all && !said.contains($0.attribute)
        && ![.success, .failure, .on].contains($0.attribute)
    }.map(\.attribute.rawValue)
    var line = item(of: place).map { ItemCard(model: model, id: $0).lines } ?? [tree.headerName(place)]
    if !open.isEmpty {
      line += TextTable.wrapped("Not said yet: \(open.joined(separator: ", "))", width: settings.columns)
    }
    return Answer(line.joined(separator: "\n"))
  }

  /// The lines of an item as they stand in the script, or the whole script.
  func show(_ argument: String) -> Answer {
    let places = tree.places(to: standing.node)
    if argument.isEmpty, places.isEmpty {
      let text = Display.lines(source.text(source.range))
      return Answer(text.isEmpty ? "The script is empty. `journey NAME` begins a journey." : text)
    }
    switch item(in: argument) {
    case .failure(let problem):
      guard argument.isEmpty, let place = places.last else { return .problem(problem.text) }
      return Answer(Display.lines(tree.source.text(tree.wholeLines(of: place))))
    case .success(let id):
      let tree = model.trees[model[id].file]
      return Answer(Display.lines(tree.source.text(tree.wholeLines(of: model[id].node))))
    }
  }

  /// The items of the journey where one stands, or of one kind.
  func list(_ argument: String) -> Answer {
    let word = argument.lowercased()
    let tables = ItemTables(model: model)
    let contents = itemStoodIn.map { model.contents(around: $0) } ?? model.journeys.first ?? model.shared
    if word.isEmpty {
      let kinds: [ItemKind] = [.outcome, .persona, .channel, .layer, .stage, .touchpoint]
      var lines: [String] = []
      for kind in kinds {
        let items = model.visible(kind, in: contents)
        guard !items.isEmpty else { continue }
        lines += (lines.isEmpty ? [] : [""]) + table(tables.table(of: items))
      }
      return Answer(
        lines.isEmpty ? "There is nothing yet. `journey NAME` begins a journey." : lines.joined(separator: "\n"))
    }
    guard let kind = ItemKind.allCases.first(where: { $0.word == word || $0.plural == word }) else {
      let kinds = ItemKind.allCases.map { "`\($0.plural)`" }
      return .problem("`:list` takes a kind of item: \(Suggestion.list(kinds)).")
    }
    let items = kind == .journey ? model.journeys.compactMap(\.journey) : model.visible(kind, in: contents)
    return Answer(
      items.isEmpty ? "There are no \(kind.plural)." : table(tables.table(of: items)).joined(separator: "\n"))
  }
}

extension Display {
  /// Lines of a script as they may be shown: none steers the terminal, and those around them all share no blanks.
  static func lines(_ text: String) -> String {
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      Display.plain(String(line.last == "\r" ? line.dropLast() : line), limit: 2_000, keepsTabs: true)
    }
    while lines.last?.allSatisfy({ $0 == " " }) == true { lines.removeLast() }
    let margin = lines.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    return lines.map { String($0.dropFirst(margin)) }.joined(separator: "\n")
  }
}
