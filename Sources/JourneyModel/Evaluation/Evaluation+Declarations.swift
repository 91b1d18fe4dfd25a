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
    /// The stage that a scenario takes away, and this stands in: names are noted, and nothing is declared.
    var goneStage = Symbol.none
    var isGone: Bool { goneStage != .none }
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
  private mutating func isOfOriginal(_ line: NodeID, _ item: Item, _ position: Position) -> Bool {
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
        parent: kind == .touchpoint ? outer.stage ?? outer.journey : outer.journey, symbol: name.symbol,
        scope: position.scope))
    if let given = name.given { model.givenNames[id] = given }
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
    keepLines(of: id, node, position)
    if let variant {
      var shared = position
      shared.frame = outer.frame
      copyShared(for: variant, shared)
    }
    if kind == .journey { declareSimple(node, position) }
    walk(node, position, .items)
    return id
  }

  /// Puts an item's lines aside, or notes that they are read where they stand.
  private mutating func keepLines(of id: ItemID, _ node: NodeID, _ position: Position) {
    let first = Int32(lines.count)
    lineRanges.append(LineRange(start: first, end: first))
    if !reusesAnything, let count = plainLines(of: node, model.trees[position.file]) {
      guard spend(count, at: node, in: position.file) else { return }
      lineRanges[id.index] = LineRange(inPlace: count)
      return
    }
    walk(node, position, .lines)
    lineRanges[id.index] = LineRange(start: first, end: Int32(lines.count))
  }

  /// Whether the script has templates, kinds, scenarios, copies or a test's changes, which lay lines over lines.
  private var reusesAnything: Bool { hasCopies || hasKinds || selection != .own || !sections.isEmpty }

  /// How many lines an item has, if each is to be read as it stands; nothing where a block or the like is among them.
  private func plainLines(of item: NodeID, _ tree: Tree) -> Int? {
    var count = 0
    for child in tree.children(item) {
      switch tree[child].kind {
      case .item: return count
      case .forEach, .conditional, .useLine, .withoutLine, .allowLine, .rule: return nil
      case .attribute, .customAttribute, .expectLine: count += 1
      default: continue
      }
    }
    return count
  }

  /// Whether items stand in a block, or in one within it; looked at once, however many rounds go through it.
  mutating func holdsItems(_ block: NodeID, _ file: Int) -> Bool {
    let key = LineKey(file: file, node: block)
    if let known = blocksOfItems[key] { return known }
    // A template in a circle is never filled in.
    blocksOfItems[key] = false
    let tree = model.trees[file]
    guard noteStack(block, file) else { return false }
    var isSo = false
    for child in tree.children(block) where !isSo {
      switch tree[child].kind {
      case .item: isSo = true
      case .forEach, .conditional, .alternative: isSo = holdsItems(child, file)
      case .useLine: isSo = addsItems(child, file)
      default: break
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
}

extension String {
  /// The string with its first letter in upper case, to begin a sentence.
  var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
