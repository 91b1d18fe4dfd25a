import JourneySyntax

/// What an item says besides its own lines: those of the item that it is like, and those of the scenarios that change it.
///
/// Both are one thing: a list of lines, over which others are laid. What is said anew replaces what was said, a *many*
/// attribute as a whole, and `without` takes away. Nothing is copied but the numbers of lines, each with the frame in
/// which it is read.
struct Revision {
  /// What the item takes away of what it is like.
  var without: [Without] = []
  /// What scenarios say of it, in their order.
  var changes: [Change] = []
  /// Whether its lines are being put together, or are.
  var state = State.open

  enum State { case open, busy, done }

  /// A `without` line.
  struct Without {
    let file: Int
    let node: NodeID
  }
  /// What one scenario says of it.
  struct Change {
    var lines: Range<Int32> = 0..<0
    var without: [Without] = []
    /// Where it says other channels.
    var header: Header?
  }
  /// A header in which an item's channels stand that is not its own.
  struct Header {
    let file: Int
    let node: NodeID
    let frame: Int32
  }
}

extension Evaluation {
  /// Puts aside what an item takes away.
  mutating func keepWithout(_ line: NodeID, _ position: Position) {
    guard !position.isGone, !model.trees[position.file][line].flags.contains(.broken) else { return }
    // What a scenario takes away as a whole was noted before it began.
    guard takenItem(line, position.file) == nil else {
      if position.scope <= 0 || !isVariant(position.scope) { reportStrayWithout(line, position) }
      return
    }
    guard let owner = position.owner else { return }
    let without = Revision.Without(file: position.file, node: line)
    if changing != nil {
      changing?.without.append(without)
    } else {
      revisions[owner.index, default: Revision()].without.append(without)
    }
  }

  private mutating func reportStrayWithout(_ line: NodeID, _ position: Position) {
    report(
      .outsideItsPlace, "Items are taken away in a scenario or a test", at: line, in: position.file,
      help: "Remove the item itself, or begin with `scenario NAME of JOURNEY` above the line.")
  }

  /// The kind of the item that a `without` line takes away; nothing where it takes away an attribute.
  func takenItem(_ line: NodeID, _ file: Int) -> ItemKind? {
    let tree = model.trees[file]
    guard let (word, _) = tree.twoChildren(line), !tree[word].flags.contains(.quoted) else { return nil }
    return Keyword(rawValue: tree.text(word).lowercased()).flatMap { ItemKind($0) }
  }

  // MARK: Putting together

  /// Gives each item that is like another, or changed, the lines that hold for it in the end.
  mutating func revise() {
    let count = model.items.count
    appendAbsentees()
    defer { forgetItems(from: count) }
    if hasCopies {
      for index in model.items.indices {
        let item = model.items[index]
        guard model.trees[item.file].clause(item.node, .like) != nil else { continue }
        if revisions[index] == nil { revisions[index] = Revision() }
      }
    }
    guard !revisions.isEmpty else { return }
    for index in revisions.keys.sorted() { revise(ItemID(index)) }
  }

  /// Puts the lines of an item together, and first those of what it is like, however long that chain is.
  private mutating func revise(_ first: ItemID) {
    var way: [(id: ItemID, source: ItemID?)] = []
    var next: ItemID? = first
    while let id = next, let revision = revisions[id.index], revision.state != .done {
      guard revision.state == .open else {
        reportCircle(way.map(\.id).drop { $0 != id } + [id])
        for (id, _) in way { revisions[id.index]?.state = .done }
        return
      }
      revisions[id.index]?.state = .busy
      next = source(of: id)
      way.append((id, next))
    }
    while let (id, source) = way.popLast() {
      putTogether(id, from: source)
      revisions[id.index]?.state = .done
    }
  }

  /// The item that an item is like; one that is not there is reported.
  private mutating func source(of id: ItemID) -> ItemID? {
    let item = model.items[id.index]
    guard let name = likeClause(of: id).flatMap({ model.trees[item.file].firstChild($0) }) else { return nil }
    addition = model.additions.number(of: id)
    defer { addition = -1 }
    return source(of: id, name)
  }

  private func likeClause(of id: ItemID) -> NodeID? {
    model.trees[model.items[id.index].file].clause(model.items[id.index].node, .like)
  }

  private mutating func putTogether(_ id: ItemID, from source: ItemID?) {
    guard let revision = revisions[id.index] else { return }
    let item = model.items[id.index]
    let defaults = defaultLines(of: id)
    var current = laid(Array(lineRanges[id.index].numbers), over: defaults, without: [], of: id)
    if let clause = likeClause(of: id) {
      if let source {
        addition = model.additions.number(of: id)
        if likeNothing.contains(source) { likeNothing.insert(id) }
        // A copy is of the same kind, unless it says another.
        let hasOwnKind = model.itemKinds[id.index] != nil
        if !hasOwnKind { model.itemKinds[id.index] = model.itemKinds[source.index] }
        current = copied(from: source, to: id, clause, under: hasOwnKind ? defaults : []) ?? current
        if !revision.without.isEmpty { checkWithout(revision.without, of: source, id) }
        addition = -1
      } else {
        likeNothing.insert(id)
      }
    } else {
      for without in revision.without { reportNothingToTake(without) }
      revisions[id.index]?.without = []
    }
    for change in revision.changes {
      if let header = change.header { headers[id.index] = header }
      checkWithout(change.without, of: id, id)
      current = laid(Array(change.lines), over: current, without: change.without, of: id)
    }
    guard spend(current.count, at: item.node, in: item.file) else { return }
    append(current, to: id)
  }

  /// What an item is like; what is not there is reported.
  ///
  /// By its own name it is like the shared item of that name: `layer human like human` changes what is imported, and is
  /// called as that is where it has no title of its own.
  private mutating func source(of id: ItemID, _ name: NodeID) -> ItemID? {
    let item = model.items[id.index]
    guard item.scope > 0, Evaluation.isShared(item.kind), isName(name, of: item) else {
      let scope = scope(id, itemFrames[id.index])
      return reference(name, item.kind, scope) ?? absentee(name, item.kind, scope)
    }
    let key = NameIndex.Key(space: Evaluation.space(item.kind), scope: 0, symbol: item.symbol)
    guard let source = declared.find(key, model.items) else {
      reportNothingShared(id, name)
      return nil
    }
    used[source.index] = true
    note(name, in: item.file, means: source)
    if model.titles[id] == nil { model.titles[id] = model.titles[source] }
    return source
  }

  /// The kinds of item that journeys can share.
  private static func isShared(_ kind: ItemKind) -> Bool { kind == .persona || kind == .channel || kind == .layer }

  private mutating func reportNothingShared(_ id: ItemID, _ name: NodeID) {
    guard !hasFailedImport else { return restraint.add(errors: 1) }
    let item = model.items[id.index]
    let written = model.reference(to: id)
    let module = Library.module(declaring: item.kind, model.name(of: id))
    report(
      .unknownName, "No \(item.kind.word) `\(written)` is shared or imported that this one could be like", at: name,
      in: item.file,
      help: module.map { "Import it at the top: `import \(written) from \"\($0.name)\"`." }
        ?? "Import it, name another \(item.kind.word), or take `like \(written)` out.", item: id)
  }

  /// Whether an item says that it is like one of its own name.
  func isLikeItsName(_ id: ItemID) -> Bool {
    let item = model.items[id.index]
    let tree = model.trees[item.file]
    guard let clause = tree.clause(item.node, .like), let name = tree.firstChild(clause) else { return false }
    return isName(name, of: item)
  }

  private func isName(_ node: NodeID, of item: Item) -> Bool {
    let tree = model.trees[item.file]
    guard tree[node].kind == .name, !tree[node].flags.contains(.braced) else { return false }
    return symbols.symbol(tree[node].symbol, in: item.file) == item.symbol
  }

  /// An item's lines over those of the item that it is like; `id` and `entry` stay behind.
  private mutating func copied(
    from source: ItemID, to id: ItemID, _ clause: NodeID, under defaults: [Int32]
  ) -> [Int32]? {
    let (item, from) = (model.items[id.index], model.items[source.index])
    let own = Array(lineRanges[id.index].numbers)
    let without = revisions[id.index]?.without ?? []
    let others = lineRanges[source.index].numbers.filter { number in
      let node = model.trees[context(of: number, in: source).file][lines[Int(number)]]
      guard node.kind == .attribute || node.kind == .customAttribute else { return false }
      return node.kind != .attribute || ![Attribute.id, .entry].contains(Attribute(detail: node.detail))
    }
    guard spend(Evaluation.weightOfLine * others.count, at: clause, in: item.file) else { return nil }
    // The lines of another item keep their file and their frame.
    let first = Int32(lines.count)
    let tree = model.trees[item.file]
    let outer = model.additions.number(of: id)
    let copy =
      others.isEmpty
      ? -1
      : model.additions.append(
        Addition(
          place: Place(tree.source.name, ByteRange(Int(tree[item.node].start), Int(tree[clause].end))),
          label: "copied here", outer: outer))
    for number in others {
      let context = context(of: number, in: source)
      lineContexts[Int32(lines.count)] = LineContext(file: context.file, frame: context.frame, addition: copy)
      lines.append(lines[Int(number)])
    }
    if item.kind == .touchpoint, tree.clause(item.node, .on) == nil, headers[id.index] == nil,
      !isTakenAway(.on, by: without)
    {
      headers[id.index] =
        headers[source.index] ?? Revision.Header(file: from.file, node: from.node, frame: itemFrames[source.index])
    }
    let copied = laid(Array(first..<Int32(lines.count)), over: defaults, without: [], of: id)
    return laid(own, over: copied, without: without, of: id)
  }

  /// Some lines over others: what they say replaces what was said.
  private func laid(_ new: [Int32], over old: [Int32], without: [Revision.Without], of id: ItemID) -> [Int32] {
    var said: Set<UInt16> = []
    for number in new {
      let node = model.trees[context(of: number, in: id).file][lines[Int(number)]]
      guard node.kind == .attribute else { continue }
      said.insert(node.detail)
      let attribute = Attribute(detail: node.detail)
      for (one, other) in Evaluation.opposites {
        if attribute == one { said.insert(other.detail) } else if attribute == other { said.insert(one.detail) }
      }
    }
    let taken = without.compactMap { attribute(of: $0)?.detail }
    let own = Set(new.compactMap { customName(of: $0, in: id) })
    let takenNames = Set(without.map { phrase(of: $0) })
    let kept = old.filter { number in
      let node = model.trees[context(of: number, in: id).file][lines[Int(number)]]
      if let name = customName(of: number, in: id) { return !own.contains(name) && !takenNames.contains(name) }
      return node.kind != .attribute || !said.contains(node.detail) && !taken.contains(node.detail)
    }
    return kept + new
  }

  /// The name of an attribute that a kind of the script adds.
  private func customName(of number: Int32, in id: ItemID) -> String? {
    let tree = model.trees[context(of: number, in: id).file]
    let line = lines[Int(number)]
    guard tree[line].kind == .customAttribute, let name = tree.firstChild(line) else { return nil }
    return NameTable.fold(tree.text(name))
  }

  /// Where a line is read: in its item, unless something else was noted.
  func context(of number: Int32, in id: ItemID) -> LineContext {
    lineContexts[number]
      ?? LineContext(
        file: model.items[id.index].file, frame: itemFrames[id.index], addition: model.additions.number(of: id))
  }

  /// Puts the lines of an item side by side, as those are that nothing changes.
  private mutating func append(_ numbers: [Int32], to id: ItemID) {
    let first = Int32(lines.count)
    let own = model.items[id.index].file
    for number in numbers {
      let context = context(of: number, in: id)
      if lineContexts[number] != nil || context.file != own { lineContexts[Int32(lines.count)] = context }
      lines.append(lines[Int(number)])
    }
    lineRanges[id.index] = LineRange(start: first, end: Int32(lines.count))
  }

  // MARK: Taking away

  /// The attribute that a `without` line names, if there is such a one.
  func attribute(of without: Revision.Without) -> Attribute? {
    let phrase = phrase(of: without)
    return AttributeRule.all.first { $0.attribute.rawValue == phrase || $0.expressionName == phrase }?.attribute
      ?? (phrase == "on" ? .on : nil)
  }

  private func phrase(of without: Revision.Without) -> String {
    let tree = model.trees[without.file]
    return NameTable.fold(tree.children(without.node).map { rawText($0, tree) }.joined(separator: " "))
  }

  private func isTakenAway(_ attribute: Attribute, by lines: [Revision.Without]) -> Bool {
    lines.contains { self.attribute(of: $0) == attribute }
  }

  /// Says which `without` lines take away what was not there.
  private mutating func checkWithout(_ lines: [Revision.Without], of source: ItemID, _ id: ItemID) {
    for line in lines {
      let tree = model.trees[line.file]
      let written = phrase(of: line)
      let isSaid =
        attribute(of: line).map { attribute in
          attribute == .on && hasChannels(source)
            || lineRanges[source.index].numbers.contains { number in
              let node = model.trees[context(of: number, in: source).file][self.lines[Int(number)]]
              return node.kind == .attribute && node.detail == attribute.detail
            }
        } ?? lineRanges[source.index].numbers.contains { customName(of: $0, in: source) == written }
      guard !isSaid, !reportItemWithoutKind(line, of: source) else { continue }
      let kind = model.items[source.index].kind
      let known = AttributeRule.all.filter { $0.kinds.contains(ItemKinds(kind)) }.map(\.attribute.rawValue)
      let near = attribute(of: line) == nil ? Suggestion.near(written, among: known) : []
      report(
        .unknownName,
        attribute(of: line) == nil
          ? "\(kind.withArticle.capitalized) has no `\(Display.plain(written))` that could be taken away"
          : "\(model.reference(to: source)) says nothing of `\(written)`, so there is nothing to take away",
        at: line.node, in: line.file, related: [Related(model.place(of: source), "the \(kind.word)")],
        help: near.isEmpty
          ? "Take the line out." : "Did you mean \(Suggestion.list(near.map { "`without \($0)`" }))?",
        fix: near.first.map {
          Fix("Write `without \($0)`", [Edit(tree.place(line.node), "without \($0)")], isSafe: false)
        }
          ?? removal(of: line.node, in: line.file), item: id)
    }
  }

  /// Says that an item of a scenario's journey is taken away by its kind and its name: `without channel email`.
  private mutating func reportItemWithoutKind(_ line: Revision.Without, of source: ItemID) -> Bool {
    let item = model.items[source.index]
    let tree = model.trees[line.file]
    let names = Array(tree.children(line.node))
    guard item.kind == .journey, isVariant(item.scope), attribute(of: line) == nil, names.count == 1,
      let other = anyItem(nameSymbol(names[0], fileScope(line.file)), scope(source, itemFrames[source.index]))
    else { return false }
    let written = "without \(model.items[other.index].kind.word) \(model.reference(to: other))"
    report(
      .unknownName, "`without` takes an item away by its kind: `\(written)`", at: line.node, in: line.file,
      help: "Write `\(written)`.",
      fix: Fix("Write `\(written)`", [Edit(tree.place(line.node), written)], isSafe: false))
    return true
  }

  private func hasChannels(_ id: ItemID) -> Bool {
    let item = model.items[id.index]
    return headers[id.index] != nil || model.trees[item.file].clause(item.node, .on) != nil
  }

  private mutating func reportNothingToTake(_ without: Revision.Without) {
    report(
      .outsideItsPlace, "`without` takes away what was copied, and this item is like no other", at: without.node,
      in: without.file, help: "Remove the line that says it; or write `like NAME` behind the item's name.")
  }

  private mutating func reportCircle(_ circle: some Collection<ItemID>) {
    guard let first = circle.first else { return }
    let names = circle.map { model.reference(to: $0) }
    report(
      .likeCycle,
      names.count == 2 ? "\(names[0]) is like itself" : "These are like each other: \(Evaluation.circle(names))",
      at: model.place(of: first),
      related: circle.dropFirst().dropLast().prefix(4).map { Related(model.place(of: $0), "in the circle") },
      help: "Let one of them say its lines itself.", item: first)
  }
}
