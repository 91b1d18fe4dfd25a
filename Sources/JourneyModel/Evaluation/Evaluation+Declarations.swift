import JourneySyntax

/// Items from trees: blocks are expanded, names are registered, and each item's lines are put aside.
extension Evaluation {
  /// Where a walk through the tree stands.
  struct Position {
    var file: Int
    var frame: Int32
    /// The journey's number in the model from 1, 0 for what is shared.
    var scope: Int32
    var journey: ItemID?
    var stage: ItemID?
    /// The item whose lines are being walked.
    var owner: ItemID?
    /// Whether what stands here is taken away by a scenario: its names are noted, and nothing is declared.
    var isGone = false
  }

  /// The namespace of a kind; touchpoints and outcomes share one, since arrows lead to both.
  static func space(_ kind: ItemKind) -> UInt8 {
    kind == .outcome ? ItemKind.touchpoint.rawValue : kind.rawValue
  }

  mutating func declareFiles() {
    // The first frames are those of the files, in their order.
    for file in model.trees.indices { _ = newFrame(of: model.trees[file].file, in: file, parent: -1) }
    shareVariables()
    findSections()
    readKinds()
    // Imported files first: what they declare is shared by this script's journeys.
    for file in model.trees.indices.reversed() {
      let root = model.trees[file].file
      let position = Position(file: file, frame: Int32(file), scope: 0)
      declareSimple(root, position)
      walk(root, position, .items)
    }
    declareVariants()
    // Each journey sees all that is shared.
    let shared = ItemKind.allCases.reduce(0) { $0 + model.shared.items($1).count }
    let (work, overflows) = shared.multipliedReportingOverflow(by: model.journeys.count)
    if overflows || model.journeys.count > 1 && !spend(work, at: model.trees[0].file, in: 0) { return }
  }

  // MARK: Walking

  /// Which of an item's children a walk looks at.
  enum Part {
    /// Its own lines, and the blocks of such lines.
    case lines
    /// The items in it, but for those that `declareSimple` has declared, and the blocks that hold items.
    case items
    /// Everything in a block of items.
    case blockOfItems
    /// Everything.
    case all
  }

  /// Declares the personas, channels, outcomes and layers that stand in no block, so that blocks may see them.
  mutating func declareSimple(_ node: NodeID, _ position: Position) {
    let tree = model.trees[position.file]
    for child in tree.children(node) where tree[child].kind == .item {
      guard let kind = ItemKind(rawValue: UInt8(tree[child].detail)), Evaluation.isSimple(kind) else { continue }
      declare(child, kind, position)
    }
  }

  static func isSimple(_ kind: ItemKind) -> Bool {
    kind == .persona || kind == .channel || kind == .outcome || kind == .layer
  }

  /// Walks what stands in a node: declares items, expands blocks, and puts the owner's lines aside.
  mutating func walk(_ node: NodeID, _ position: Position, _ part: Part) {
    let tree = model.trees[position.file]
    for child in tree.children(node) {
      guard step(at: child, in: position.file) else { return }
      switch tree[child].kind {
      case .item:
        if part == .lines { return }
        guard let kind = ItemKind(rawValue: UInt8(tree[child].detail)) else { continue }
        if part == .items, Evaluation.isSimple(kind) { continue }
        // An imported file gives what it shares; its journeys are its own.
        if kind == .journey, position.file > 0 || !declaresJourneys { continue }
        declare(child, kind, position)
      case .forEach, .conditional:
        let holdsItems = holdsItems(child, position.file)
        if part == .lines && holdsItems || part == .items && !holdsItems { continue }
        let inner: Part = holdsItems ? .blockOfItems : .all
        if tree[child].kind == .forEach { expandEach(child, position, inner) } else { expandIf(child, position, inner) }
      case .useLine:
        let addsItems = addsItems(child, position.file)
        if part == .blockOfItems, !addsItems { reportMixedBlock(child, position) }
        if part == .lines && addsItems || part == .items && !addsItems { continue }
        expandUse(child, position, holdsItems: addsItems)
      case .attribute, .customAttribute, .expectLine:
        if part == .blockOfItems { reportMixedBlock(child, position) }
        if part == .lines || part == .all { keepLine(child, position) }
      case .withoutLine:
        if part == .lines || part == .all { keepWithout(child, position) }
      case .allowLine:
        if part == .blockOfItems { reportMixedBlock(child, position) }
        keepWaiver(child, position, isLine: part == .lines || part == .all)
      case .rule: keepRule(child, position)
      default: break
      }
    }
  }

  /// Puts a line aside until attributes are read.
  private mutating func keepLine(_ line: NodeID, _ position: Position) {
    guard !position.isGone, let owner = position.owner else { return }
    let item = model.items[owner.index]
    if isOfOriginal(line, item, position) { return }
    if !uses.isEmpty, !fits(line, item.kind, position) { return }
    if itemFrames[owner.index] != position.frame || item.file != position.file
      || addition != model.additions.number(of: owner)
    {
      guard spend(Evaluation.weightOfLine, at: line, in: position.file) else { return }
      lineContexts[Int32(lines.count)] = LineContext(file: position.file, frame: position.frame, addition: addition)
    }
    lines.append(line)
  }

  /// Whether a line is the `id` of the journey that a scenario changes: what differs has an id of its own.
  private func isOfOriginal(_ line: NodeID, _ item: Item, _ position: Position) -> Bool {
    guard item.kind == .journey, changing == nil, let number = variantNumbers[item.scope] else { return false }
    let node = model.trees[position.file][line]
    return variants[number].scenario != nil && node.kind == .attribute && node.detail == Attribute.id.detail
  }

  /// Whether an item takes a line of a template; the parser cannot know where that will be used.
  private mutating func fits(_ line: NodeID, _ kind: ItemKind, _ position: Position) -> Bool {
    let node = model.trees[position.file][line]
    guard node.kind == .attribute else { return true }
    let attribute = Attribute(detail: node.detail)
    let rules = AttributeRule.all.filter { $0.attribute == attribute }
    guard !rules.contains(where: { $0.kinds.contains(ItemKinds(kind)) }) else { return true }
    let others = ItemKind.allCases.filter { other in rules.contains { $0.kinds.contains(ItemKinds(other)) } }
    report(
      .attributeElsewhere, "\(kind.withArticle.capitalized) has no `\(attribute.rawValue)`", at: line,
      in: position.file,
      help: "It belongs to \(Suggestion.list(others.map(\.withArticle))): use the template there.")
    return false
  }

  private mutating func keepWaiver(_ line: NodeID, _ position: Position, isLine: Bool) {
    if let owner = position.owner {
      if isLine { model.waiverLines.append(WaiverLine(file: position.file, node: line, item: owner)) }
    } else {
      report(
        .outsideItsPlace, "A waiver stands in what it is about", at: line, in: position.file,
        help: "Write it below a journey, or below one of its items.")
    }
  }

  private mutating func reportMixedBlock(_ line: NodeID, _ position: Position) {
    let tree = model.trees[position.file]
    let isOfTemplate = uses.last.map { use in
      use.file == position.file && tree.children(use.node).contains(line)
    }
    report(
      .attributeTooLate,
      isOfTemplate == true
        ? "This template holds items, and this line is of an item" : "This line stands in a block that holds items",
      at: line, in: position.file,
      help: isOfTemplate == true
        ? "Make two templates of it: one of lines, and one of items."
        : "A block holds either lines of the item around it or items: move the line out of the block.")
  }

  /// Declares an item, then what stands in it.
  ///
  /// - Parameter isCopy: Whether it is declared once more for a variant, and so hides what it is a copy of.
  @discardableResult
  mutating func declare(_ node: NodeID, _ kind: ItemKind, _ outer: Position, isCopy: Bool = false) -> ItemID? {
    guard model.items.count < limits.items else {
      reportTooMany(node, outer.file)
      return nil
    }
    guard let name = declaredName(node, outer) else { return nil }
    if !variants.isEmpty, isTakenAway(node, kind, name.symbol, outer) {
      noteGone(node, kind, name.symbol, outer)
      return nil
    }
    let id = ItemID(model.items.count)
    var position = outer
    let variant = variantBeingDeclared
    let title = title(of: node, outer)
    variantBeingDeclared = nil
    // What an import leaves out is known in its own file alone.
    if outer.scope == 0, kind != .journey, !isKnown(name.symbol, of: outer.file) { position.scope = -Int32(outer.file) }
    if kind == .journey {
      model.journeys.append(Model.JourneyContents(journey: id))
      model.journeys[model.journeys.count - 1].isVariant = variant != nil
      position.scope = Int32(model.journeys.count)
      position.journey = id
    }
    model.items.append(
      Item(
        kind: kind, file: outer.file, node: node,
        parent: kind == .touchpoint ? outer.stage ?? outer.journey : outer.journey, name: name.text,
        symbol: name.symbol, scope: position.scope))
    if let title, !title.isEmpty { model.titles[id] = title }
    if position.scope == 0 {
      model.shared.append(id, kind)
    } else if position.scope > 0 {
      model.journeys[Int(position.scope) - 1].append(id, kind)
    }
    if kind == .stage { position.stage = id }
    if kind == .touchpoint, let stage = outer.stage { model.stageTouchpoints[stage, default: []].append(id) }
    model.additions.note(id, addition)
    register(id, position, name: name.node, isCopy: isCopy)
    position.owner = id
    position.frame = newFrame(of: node, in: outer.file, parent: outer.frame)
    if let variant { joinFrames(position.frame, of: variant) }
    if kind == .touchpoint, hasKinds { noteKind(of: id, node, outer.file) }
    itemFrames.append(position.frame)
    used.append(false)
    let firstLine = Int32(lines.count)
    lineRanges.append(firstLine..<firstLine)
    walk(node, position, .lines)
    lineRanges[id.index] = firstLine..<Int32(lines.count)
    if let variant {
      var shared = position
      shared.frame = outer.frame
      copyShared(for: variant, shared)
    }
    if kind == .journey { declareSimple(node, position) }
    walk(node, position, .items)
    return id
  }

  /// Whether items stand in a block, or in one within it; looked at once, however many rounds go through it.
  mutating func holdsItems(_ block: NodeID, _ file: Int) -> Bool {
    let key = LineKey(file: file, node: block)
    if let known = blocksOfItems[key] { return known }
    // A template in a circle is never filled in.
    blocksOfItems[key] = false
    let tree = model.trees[file]
    let isSo = tree.children(block).contains { child in
      switch tree[child].kind {
      case .item: true
      case .forEach, .conditional, .alternative: holdsItems(child, file)
      case .useLine: addsItems(child, file)
      default: false
      }
    }
    blocksOfItems[key] = isSo
    return isSo
  }

  private mutating func reportTooMany(_ node: NodeID, _ file: Int) {
    exhaust(
      "The script makes more than \(limits.items) items", at: node, in: file,
      help: "Look for blocks inside blocks that multiply, or split the script.", code: .tooManyItems)
  }

  // MARK: Names

  private mutating func declaredName(_ node: NodeID, _ position: Position) -> (
    text: String, symbol: Symbol, node: NodeID
  )? {
    let tree = model.trees[position.file]
    guard let name = tree.child(node, .name) else { return nil }
    if let variant = variantBeingDeclared {
      return (variants[variant].name, names.intern(variants[variant].name), name)
    }
    let flags = tree[name].flags
    guard flags.contains(.quoted) || flags.contains(.block) else {
      return (tree.text(name), symbol(tree[name].symbol, in: position.file), name)
    }
    if flags.contains(.braced), tree.child(name, .interpolation) != nil {
      if !isInBlock(position) {
        report(
          .outsideItsPlace, "A name is filled in only inside `for each` or a template", at: name, in: position.file,
          help: "Write the name out, or `\\{` for a brace that is only a sign.")
        let text = rawText(name, tree)
        return (text, names.intern(text), name)
      }
      let text = filledIn(name, position.file, position.frame, subject: nil)
      return text.isEmpty ? nil : (text, names.intern(text), name)
    }
    let text = rawText(name, tree)
    // A name with a merge tag in it has no symbol in the tree.
    let global = tree[name].size > 1 ? names.intern(text) : symbol(tree[name].symbol, in: position.file)
    return global == .none ? nil : (text, global, name)
  }

  private func isInBlock(_ position: Position) -> Bool {
    var frame = position.frame
    while frame >= 0 {
      if frames[Int(frame)].isBody { return true }
      frame = frames[Int(frame)].parent
    }
    return false
  }

  private mutating func title(of node: NodeID, _ position: Position) -> String? {
    if let number = variantBeingDeclared, let scenario = variants[number].scenario,
      let title = model.trees[scenario.file].child(scenario.node, .text)
    {
      return filledIn(title, scenario.file, Int32(scenario.file), subject: nil)
    }
    return model.trees[position.file].child(node, .text).map {
      filledIn($0, position.file, position.frame, subject: nil)
    }
  }

  private mutating func register(_ id: ItemID, _ position: Position, name: NodeID, isCopy: Bool) {
    let item = model.items[id.index]
    if item.kind == .touchpoint || item.kind == .outcome, self.name(item.symbol, is: "exit") {
      report(
        .reservedName, "`exit` is where customers drop out; nothing else can have this name", at: name,
        in: position.file, help: "Choose another name.")
    }
    // A touchpoint needs to be the only one of its name in its stage.
    if item.kind == .touchpoint, let stage = item.parent {
      let key = NameIndex.Key(in: stage, item.symbol)
      if let first = declared.find(key, model.items) { return reportTwice(id, first, name, position) }
      declared.insert(id, key, model.items)
    }
    let key = NameIndex.Key(space: Evaluation.space(item.kind), scope: position.scope, symbol: item.symbol)
    guard let first = declared.find(key, model.items) else {
      declared.insert(id, key, model.items)
      if !isCopy { reportHiding(id, key, name, position) }
      return
    }
    if item.kind == .touchpoint, model.items[first.index].kind == .touchpoint {
      // Same name, another stage: both can be named with their stage.
      model.items[id.index].homonym = model.items[first.index].homonym
      model.items[first.index].homonym = id.rawValue
    } else {
      reportTwice(id, first, name, position)
    }
  }

  func name(_ symbol: Symbol, is word: String) -> Bool { names.symbol(of: word) == symbol }

  private mutating func reportTwice(_ id: ItemID, _ first: ItemID, _ name: NodeID, _ position: Position) {
    let item = model.items[id.index]
    let other = model.items[first.index].kind
    let title =
      other == item.kind
      ? "\(item.kind.word.capitalized) `\(model.reference(to: id))` is declared twice"
      : "`\(model.reference(to: id))` is the name of \(other.withArticle) already"
    report(
      .declaredTwice, title, at: name, in: position.file,
      related: [Related(model.place(of: first), "declared here first")],
      help: other == item.kind
        ? "Give one of them another name, or remove it."
        : "Touchpoints and outcomes share their names, since arrows lead to both: rename one.")
  }

  private mutating func reportHiding(_ id: ItemID, _ key: NameIndex.Key, _ name: NodeID, _ position: Position) {
    let kind = model.items[id.index].kind
    guard position.scope > 0, !model.shared.items(kind).isEmpty else { return }
    let outer = NameIndex.Key(space: key.space, scope: 0, symbol: key.symbol)
    guard let hidden = declared.find(outer, model.items), !isLikeItsName(id) else { return }
    let other = model.items[hidden.index].file > 0 ? "the imported one" : "the one that all journeys share"
    report(
      .declaredTwice,
      "\(kind.word.capitalized) \(model.reference(to: id)) hides \(other)", at: name, in: position.file,
      related: [Related(model.place(of: hidden), other)],
      help: "Rename it if both are meant.", severity: .info)
  }

  /// Two items of a kind whose machine ids are the same need an `id`.
  mutating func checkIds() {
    // By a hash first: the ids themselves are made only where two may be the same.
    var seen = IdTable(capacity: model.items.count)
    var hashes = [UInt64](repeating: 0, count: model.items.count)
    for index in model.items.indices {
      let id = ItemID(index)
      let item = model.items[index]
      let given = model.row(.id, of: id).flatMap { model.attributes[$0].value.string }
      var hash = Model.hash(ofID: given ?? Model.slug(item.name))
      if given == nil, item.kind == .touchpoint, let stage = item.parent { hash = hash &* 31 &+ hashes[stage.index] }
      hashes[index] = hash
      guard let first = seen.replace(id, hashes, model.items) else { continue }
      // Only names that differ can surprise with one id; equal names were reported as such.
      let other = model.items[first.index]
      guard other.symbol != item.symbol || !isSameParent(other.parent, item.parent) else { continue }
      let text = model.id(of: id)
      guard model.id(of: first) == text else { continue }
      report(
        .sameId, "\(item.kind.word.capitalized) \(model.reference(to: id)) has the same id as another: `\(text)`",
        at: model.place(of: id), related: [Related(model.place(of: first), "has this id too")],
        why: "Results and event logs tell items apart by their ids.",
        help: "Below it, add a line such as `id \(Model.slug(item.name))-2`.", item: id)
    }
  }

  /// Whether two parents are one, or have one name, which was reported as such.
  private func isSameParent(_ one: ItemID?, _ other: ItemID?) -> Bool {
    guard let one, let other, one != other else { return one == other }
    return model.items[one.index].symbol == model.items[other.index].symbol
  }

  /// The last item for each hash of an id, kind and scope: an open table of numbers.
  private struct IdTable {
    private var slots: [Int32]

    init(capacity: Int) {
      var size = 64
      while size < capacity * 3 / 2 { size *= 2 }
      slots = [Int32](repeating: -1, count: size)
    }

    /// Puts an item in the place of the one with the same hash, kind and scope, and gives that.
    mutating func replace(_ id: ItemID, _ hashes: [UInt64], _ items: [Item]) -> ItemID? {
      let hash = hashes[id.index]
      let mask = slots.count - 1
      var place = Int(truncatingIfNeeded: hash &* 0x9E37_79B9_7F4A_7C15 >> 24) & mask
      while slots[place] >= 0 {
        let other = Int(slots[place])
        if hashes[other] == hash, items[other].kind == items[id.index].kind, items[other].scope == items[id.index].scope
        {
          slots[place] = id.rawValue
          return ItemID(other)
        }
        place = (place + 1) & mask
      }
      slots[place] = id.rawValue
      return nil
    }
  }

  // MARK: Blocks

  /// A frame with the `let` lines among a node's children, or the parent where there are none.
  mutating func newFrame(of node: NodeID, in file: Int, parent: Int32) -> Int32 {
    let tree = model.trees[file]
    var bindings: [Symbol: Binding] = [:]
    for child in tree.children(node) where tree[child].kind == .letLine || tree[child].kind == .parameterLine {
      if tree[child].kind == .parameterLine, !keepParameter(child, of: node, in: file) { continue }
      guard let name = tree.child(child, .name) else { continue }
      let global = symbol(tree[name].symbol, in: file)
      guard isVariableName(name, file) else { continue }
      if case .expression(let first, _)? = bindings[global] {
        report(
          .declaredTwice, "`\(tree.text(name))` is given a value twice", at: name, in: file,
          related: [Related(tree.place(first), "first here")], help: "Remove one of the two.")
        continue
      }
      bindings[global] = .expression(node: child, file: file)
    }
    guard !bindings.isEmpty || parent < 0 else { return parent }
    frames.append(Frame(parent: parent, bindings: bindings))
    let frame = Int32(frames.count - 1)
    if !bindings.isEmpty {
      hasVariables = true
      setParameters(of: node, in: file, frame: frame)
    }
    return frame
  }

  /// Whether a variable may have a name; where it may not, that is said, and the word keeps its meaning.
  mutating func isVariableName(_ name: NodeID, _ file: Int) -> Bool {
    guard isWordOfLanguage(name, file) else {
      variables[LineKey(file: file, node: name)] = symbol(model.trees[file][name].symbol, in: file)
      return true
    }
    reportReserved(name, file)
    return false
  }

  func isWordOfLanguage(_ name: NodeID, _ file: Int) -> Bool {
    let tree = model.trees[file]
    return Keyword(tree[name].symbol) != nil || Functions.all[tree.text(name).lowercased()] != nil
  }

  mutating func reportReserved(_ name: NodeID, _ file: Int) {
    let written = model.trees[file].text(name)
    report(
      .reservedName, "`\(written)` is a word of the language and cannot be a variable", at: name, in: file,
      help: "Choose another word, for example `my-\(written)`.")
  }

  /// Says which variables have the name of an item that they stand beside: there the word would mean two things.
  mutating func checkVariables() {
    guard !variables.isEmpty else { return }
    let symbols = Set(variables.values)
    var items: [Symbol: [ItemID]] = [:]
    for index in model.items.indices where symbols.contains(model.items[index].symbol) {
      items[model.items[index].symbol, default: []].append(ItemID(index))
    }
    var taken: Set<Symbol> = []
    for (key, symbol) in variables.sorted(by: { ($0.key.file, $0.key.node) < ($1.key.file, $1.key.node) }) {
      let tree = model.trees[key.file]
      let around = model.journeys.first { contents in
        contents.journey.map {
          model.items[$0.index].file == key.file && contains(model.items[$0.index].node, key.node, key.file)
        }
          ?? false
      }
      let scope = around?.journey.map { model.items[$0.index].scope }
      let other = items[symbol]?.first {
        scope == nil || model.items[$0.index].scope == 0 || model.items[$0.index].scope == scope
      }
      guard let other else { continue }
      let kind = model.items[other.index].kind
      taken.insert(symbol)
      report(
        .reservedName, "`\(tree.text(key.node))` is the name of \(kind.withArticle) and cannot be a variable too",
        at: key.node, in: key.file, related: [Related(model.place(of: other), "the \(kind.word)")],
        help: "Choose another word, for example `my-\(tree.text(key.node))`.")
    }
    // The word means the item.
    guard !taken.isEmpty else { return }
    for index in frames.indices { for symbol in taken { frames[index].bindings[symbol] = nil } }
  }

  private mutating func expandEach(_ block: NodeID, _ position: Position, _ part: Part) {
    let tree = model.trees[position.file]
    guard let name = tree.child(block, .name), let list = tree.child(block, .list) else { return }
    guard isVariableName(name, position.file) else { return }
    let variable = symbol(tree[name].symbol, in: position.file)
    var scope = scope(of: position)
    scope.namesAreWords = true
    let values = tree.children(list).flatMap { value($0, scope).elements }
    for value in values {
      guard step(at: block, in: position.file), expand(block, position.file) else { return }
      frames.append(Frame(parent: position.frame, bindings: [variable: .value(value)], isBody: true))
      hasVariables = true
      var inner = position
      inner.frame = newFrame(of: block, in: position.file, parent: Int32(frames.count - 1))
      walk(block, inner, part)
    }
  }

  /// Counts one more repetition of a body; false when there are too many, which is said once.
  mutating func expand(_ block: NodeID, _ file: Int) -> Bool {
    expansions += 1
    guard expansions > limits.expansions else { return true }
    exhaust(
      "Blocks are repeated more than \(limits.expansions) times", at: block, in: file,
      help: "Look for blocks inside blocks, which multiply.")
    return false
  }

  private mutating func expandIf(_ block: NodeID, _ position: Position, _ part: Part) {
    let tree = model.trees[position.file]
    guard let condition = tree.firstChild(block) else { return }
    let isMet = value(condition, scope(of: position)) == .flag(true)
    guard let branch = isMet ? block : tree.child(block, .alternative) else { return }
    var inner = position
    inner.frame = newFrame(of: branch, in: position.file, parent: position.frame)
    walk(branch, inner, part)
  }

  func scope(of position: Position) -> Scope {
    Scope(file: position.file, frame: position.frame, number: position.scope, subject: nil, about: position.owner)
  }
}

extension String {
  /// The string with its first letter in upper case, to begin a sentence.
  var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
