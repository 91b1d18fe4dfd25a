import JourneySyntax

/// What bare words mean where a condition is compiled: kinds, since the items differ from row to row.
struct PlanScope {
  var scope: Scope
  /// The kind of the item that the check is about, if there is one, and that item where it is the same for all rows.
  var about: ItemKind?
  var aboutItem: ItemID?
  /// The kind of the item being filtered.
  var subject: ItemKind?
  /// Whether pains are being filtered.
  var isOfRecords = false
  /// Whether something of the item that the check is about was asked for.
  var hasAskedAbout = false
}

/// Conditions to plans. What is not compiled is odd, and no finding is made here: the walk makes them.
extension Evaluation {
  mutating func plan(_ node: NodeID, _ place: inout PlanScope) -> ConditionPlan {
    guard !limits.isOutOfStack else { return .constant(.odd) }
    let tree = model.trees[place.scope.file]
    switch tree[node].kind {
    case .and, .or:
      let parts = tree.children(node).map { plan($0, &place) }
      return .junction(isAnd: tree[node].kind == .and, parts)
    case .not: return tree.firstChild(node).map { .not(plan($0, &place)) } ?? .constant(.odd)
    case .comparison: return comparisonPlan(node, &place) ?? .constant(.odd)
    case .call: return callPlan(node, &place) ?? .constant(.odd)
    case .name, .member: return flagPlan(node, &place) ?? .constant(.odd)
    default: return .constant(.odd)
    }
  }

  // MARK: Words

  /// What a name or a member asks of which item.
  private mutating func asked(
    _ node: NodeID, _ place: inout PlanScope
  ) -> (accessor: Accessor, source: RowSource, kind: ItemKind?)? {
    let tree = model.trees[place.scope.file]
    guard tree[node].kind == .member else { return accessor(node, &place) }
    // `stage.important`: one thing of one item.
    guard let (first, second) = tree.twoChildren(node), !tree[second].flags.contains(.quoted),
      let outer = accessor(first, &place), case .stage = outer.accessor, outer.source.stages == nil,
      let inner = accessors[symbols.symbol(tree[second].symbol, in: place.scope.file)], has(inner, .stage)
    else { return nil }
    return (inner, RowSource(row: outer.source.row, stages: columns.stages(in: model)), .stage)
  }

  private mutating func accessor(
    _ node: NodeID, _ place: inout PlanScope
  ) -> (accessor: Accessor, source: RowSource, kind: ItemKind?)? {
    let tree = model.trees[place.scope.file]
    guard isPlainName(node, place.scope), binding(of: node, place.scope) == nil,
      let accessor = accessors[symbols.symbol(tree[node].symbol, in: place.scope.file)]
    else { return nil }
    if place.isOfRecords {
      switch accessor {
      case .severity, .answeredBy: return (accessor, RowSource(row: .record), nil)
      case .text: return nil
      default: break
      }
    }
    if let kind = place.subject {
      if has(accessor, kind) { return (accessor, RowSource(row: .subject), kind) }
      if isAside(accessor, place) { return nil }
    }
    guard let kind = place.about, has(accessor, kind) else { return nil }
    place.hasAskedAbout = true
    return (accessor, RowSource(row: .about), kind)
  }

  /// Whether what comes next may be of two kinds, and this one has nothing of what is asked: then it says nothing.
  private mutating func isAside(_ accessor: Accessor, _ place: PlanScope) -> Bool {
    guard place.scope.isMixed, let kind = place.subject, !has(accessor, kind) else { return false }
    return has(accessor, .touchpoint) || has(accessor, .outcome)
  }

  /// Whether a word, or the first of `channel.mode`, is aside; such a condition comes to none.
  private mutating func isAside(_ node: NodeID, _ place: PlanScope) -> Bool {
    let tree = model.trees[place.scope.file]
    let word = tree[node].kind == .member ? tree.firstChild(node) ?? node : node
    guard !place.isOfRecords, isPlainName(word, place.scope), binding(of: word, place.scope) == nil,
      let accessor = accessors[symbols.symbol(tree[word].symbol, in: place.scope.file)]
    else { return false }
    return isAside(accessor, place)
  }

  /// Whether a node is a bare word to which neither the language nor a kind of the script gives a meaning of its own.
  private mutating func isPlainName(_ node: NodeID, _ scope: Scope) -> Bool {
    let tree = model.trees[scope.file]
    guard tree[node].kind == .name, !tree[node].flags.contains(.quoted),
      !ownNames.contains(symbols.symbol(tree[node].symbol, in: scope.file).rawValue)
    else { return false }
    switch Keyword(tree[node].symbol) {
    case .yes, .no, .unknown, Keyword.none?: return false
    default: return true
    }
  }

  /// What a bare word stands for as a variable.
  private mutating func binding(of node: NodeID, _ scope: Scope) -> Binding? {
    guard hasVariables else { return nil }
    let symbol = symbols.symbol(model.trees[scope.file][node].symbol, in: scope.file)
    var frame = scope.frame
    while frame >= 0 {
      if let binding = frames[Int(frame)].bindings[symbol] { return binding }
      frame = frames[Int(frame)].parent
    }
    return nil
  }

  // MARK: Flags and comparisons

  private mutating func flagPlan(_ node: NodeID, _ place: inout PlanScope) -> ConditionPlan? {
    if isAside(node, place) { return .constant(.none) }
    guard let (accessor, source, _) = asked(node, &place), case .attribute(let rule) = accessor, !rule.isMany else {
      return nil
    }
    switch rule.shape {
    case .flag: return .flags(columns.flags(rule.attribute, isEntry: false, in: model), source)
    case .entry: return .flags(columns.flags(rule.attribute, isEntry: true, in: model), source)
    default: return nil
    }
  }

  private mutating func comparisonPlan(_ node: NodeID, _ place: inout PlanScope) -> ConditionPlan? {
    let tree = model.trees[place.scope.file]
    guard let (first, second) = tree.twoChildren(node), let comparator = Comparator(rawValue: tree[node].detail) else {
      return nil
    }
    if comparator == .is || comparator == .isNot, tree[second].kind == .name, !tree[second].flags.contains(.quoted) {
      switch Keyword(tree[second].symbol) {
      case Keyword.none?: return askedPlan(first, isUnknown: false, comparator, &place)
      case .unknown: return askedPlan(first, isUnknown: true, comparator, &place)
      default: break
      }
    }
    if isAside(first, place) { return .constant(.none) }
    if comparator == .has { return hasPlan(first, second, &place) }
    if let column = codes(first, &place) { return oneOfPlan(column, first, comparator, second, &place) }
    guard comparator != .in, comparator != .notIn, words(of: second, place.scope) == nil,
      let left = numberPlan(first, &place), let right = numberPlan(second, &place), left.dimension == right.dimension
    else { return nil }
    return .order(left.plan, comparator, right.plan)
  }

  /// `wait is none`, `severity is not unknown`.
  private mutating func askedPlan(
    _ node: NodeID, isUnknown: Bool, _ comparator: Comparator, _ place: inout PlanScope
  ) -> ConditionPlan? {
    let plan: ConditionPlan
    if let (column, source) = codes(node, &place) {
      plan = .codeAsked(column, source, isUnknown ? CodeColumn.unknown : CodeColumn.none)
    } else if let number = numberPlan(node, &place) {
      plan = .numberAsked(number.plan, isUnknown ? .unknown : .none)
    } else {
      return nil
    }
    return comparator == .is ? plan : .not(plan)
  }

  /// A column of words or of single items.
  private mutating func codes(_ node: NodeID, _ place: inout PlanScope) -> (column: CodeColumn, source: RowSource)? {
    guard let (accessor, source, kind) = asked(node, &place) else { return nil }
    switch accessor {
    case .severity: return (columns.severities(in: model), source)
    case .answeredBy: return (columns.answers(in: model), source)
    case .stage where kind == .touchpoint && source.stages == nil: return (columns.stages(in: model), source)
    case .attribute(let rule) where !rule.isMany:
      guard case .choice = rule.shape else { return nil }
      return (columns.words(rule.attribute, in: model), source)
    default: return nil
    }
  }

  private mutating func oneOfPlan(
    _ left: (column: CodeColumn, source: RowSource), _ first: NodeID, _ comparator: Comparator, _ second: NodeID,
    _ place: inout PlanScope
  ) -> ConditionPlan? {
    let tree = model.trees[place.scope.file]
    let isList = comparator == .in || comparator == .notIn
    guard isList || comparator == .is || comparator == .isNot else { return nil }
    let parts = isList && tree[second].kind == .list ? Array(tree.children(second)) : [second]
    guard isList == (tree[second].kind == .list) else { return nil }
    let codes: Set<Int>?
    if let words = words(of: first, place.scope) {
      codes = wordCodes(parts, words, left.column.words, place.scope)
    } else {
      codes = itemCodes(parts, place)
    }
    guard let codes else { return nil }
    let plan = ConditionPlan.oneOf(left.column, left.source, codes)
    return comparator == .is || comparator == .in ? plan : .not(plan)
  }

  /// The numbers of the words that some nodes spell, of those that occur.
  private mutating func wordCodes(
    _ parts: [NodeID], _ beside: Scope.Words, _ known: [String], _ scope: Scope
  ) -> Set<Int>? {
    let tree = model.trees[scope.file]
    var codes: Set<Int> = []
    for part in parts {
      guard isPlainName(part, scope) else { return nil }
      let written = tree.text(part)
      switch beside {
      case .fixed(let words, _): if !words.contains(written) { return nil }
      case .free:
        // A word that could be something else is for the walk to tell.
        guard Keyword(tree[part].symbol) == nil, binding(of: part, scope) == nil,
          accessors[symbols.symbol(tree[part].symbol, in: scope.file)] == nil
        else { return nil }
      }
      for (code, word) in known.enumerated() where NameTable.isSame(word, written) { codes.insert(code) }
    }
    return codes
  }

  /// The numbers of the items that some nodes name.
  private mutating func itemCodes(_ parts: [NodeID], _ place: PlanScope) -> Set<Int>? {
    let tree = model.trees[place.scope.file]
    var codes: Set<Int> = []
    for part in parts {
      let symbol = symbols.symbol(tree[part].symbol, in: place.scope.file)
      guard isPlainName(part, place.scope), Keyword(tree[part].symbol) == nil, binding(of: part, place.scope) == nil,
        accessors[symbol] == nil, let id = anyItem(symbol, place.scope), model.items[id.index].homonym < 0
      else { return nil }
      codes.insert(id.index)
    }
    return codes
  }

  private mutating func hasPlan(_ first: NodeID, _ second: NodeID, _ place: inout PlanScope) -> ConditionPlan? {
    let tree = model.trees[place.scope.file]
    // `channel.mode has human`
    if tree[first].kind == .member, let (outer, inner) = tree.twoChildren(first),
      !tree[inner].flags.contains(.quoted), let items = itemList(outer, &place), items.kind == .channel,
      case .attribute(let rule)? = accessors[symbols.symbol(tree[inner].symbol, in: place.scope.file)],
      has(.attribute(rule), .channel)
    {
      guard let lists = wordList(rule), let words = words(of: first, place.scope),
        let codes = wordCodes([second], words, lists.words, place.scope)
      else { return nil }
      return .hasWithin(items.lists, items.source, lists, codes)
    }
    if let items = itemList(first, &place) {
      return itemCodes([second], place).map { .has(items.lists, items.source, $0) }
    }
    guard let (accessor, source, _) = asked(first, &place), source.stages == nil,
      case .attribute(let rule) = accessor, let lists = wordList(rule), let words = words(of: first, place.scope),
      let codes = wordCodes([second], words, lists.words, place.scope)
    else { return nil }
    return .has(lists, source, codes)
  }

  private mutating func wordList(_ rule: AttributeRule) -> ListColumn? {
    guard !rule.isMany else { return nil }
    switch rule.shape {
    case .choices, .data, .topics, .words: return columns.wordLists(rule.attribute, in: model)
    default: return nil
    }
  }

  // MARK: Numbers

  private mutating func numberPlan(
    _ node: NodeID, _ place: inout PlanScope
  ) -> (plan: NumberPlan, dimension: Dimension)? {
    guard !limits.isOutOfStack else { return nil }
    let tree = model.trees[place.scope.file]
    switch tree[node].kind {
    case .number, .share, .countedShare, .duration:
      guard case .value(let value) = Literal(tree[node], in: tree.source) else { return nil }
      return constant(value)
    case .sum, .product: return chainPlan(node, &place)
    case .call:
      guard let (name, argument) = function(node, tree), name == "count" else { return nil }
      return countPlan(argument, &place).map { ($0, .number) }
    case .name, .member:
      if tree[node].kind == .name, let binding = binding(of: node, place.scope) {
        if case .value(let value) = binding { return constant(value) }
        return nil
      }
      guard let (accessor, source, kind) = asked(node, &place) else { return nil }
      switch accessor {
      case .strength where kind == .touchpoint: return (.column(columns.strengths(in: model), source), .share)
      case .attribute(let rule) where !rule.isMany:
        guard let dimension = Dimension(rule.shape) else { return nil }
        return (.column(columns.numbers(rule.attribute, dimension, in: model), source), dimension)
      default: return nil
      }
    default: return nil
    }
  }

  private func constant(_ value: Value) -> (plan: NumberPlan, dimension: Dimension)? {
    guard let dimension = Dimension(value.upper), let number = value.upper.magnitude,
      NumberColumn.commonScale(number.denominator, 1) != nil
    else { return nil }
    return (.constant(number.numerator, scale: number.denominator), dimension)
  }

  private mutating func chainPlan(
    _ node: NodeID, _ place: inout PlanScope
  ) -> (plan: NumberPlan, dimension: Dimension)? {
    let tree = model.trees[place.scope.file]
    var result: (plan: NumberPlan, dimension: Dimension)?
    var sign: UInt8 = 0x2B
    for part in tree.children(node) {
      if tree[part].kind == .sign {
        sign = tree.source.padded[Int(tree[part].start)]
        continue
      }
      guard let operand = numberPlan(part, &place) else { return nil }
      guard let left = result else {
        result = operand
        continue
      }
      switch sign {
      case 0x2B, 0x2D:
        guard left.dimension == operand.dimension else { return nil }
        result = (.sum(left.plan, operand.plan, isAdding: sign == 0x2B), left.dimension)
      case 0x2A:
        // A share of a share is a share; of a number it is a number.
        guard let dimension = left.dimension * operand.dimension else { return nil }
        result = (.product(left.plan, operand.plan), dimension)
      default: return nil
      }
    }
    return result
  }

  // MARK: Lists

  private func function(_ node: NodeID, _ tree: Tree) -> (name: String, argument: NodeID)? {
    guard let (callee, argument) = tree.twoChildren(node) else { return nil }
    return (tree.text(callee).lowercased(), argument)
  }

  private mutating func callPlan(_ node: NodeID, _ place: inout PlanScope) -> ConditionPlan? {
    let tree = model.trees[place.scope.file]
    guard let (name, argument) = function(node, tree), name == "some" || name == "all" else { return nil }
    if name == "some" {
      if let (lists, source, filter) = filtered(argument, &place) { return .some(lists, source, filter) }
      return constantCount(argument, &place).map { .constant(Truth($0 > 0)) }
    }
    guard tree[argument].kind == .filter, let (lists, source, filter) = filtered(argument, &place), let filter else {
      return nil
    }
    return .all(lists, source, filter)
  }

  private mutating func countPlan(_ argument: NodeID, _ place: inout PlanScope) -> NumberPlan? {
    if let (lists, source, filter) = filtered(argument, &place) { return .count(lists, source, filter) }
    return constantCount(argument, &place).map { .constant(Int64($0), scale: 1) }
  }

  /// A list of each row's item, and the condition on its members if there is one.
  private mutating func filtered(
    _ node: NodeID, _ place: inout PlanScope
  ) -> (lists: ListColumn, source: RowSource, filter: FilterPlan?)? {
    let tree = model.trees[place.scope.file]
    guard tree[node].kind == .filter else {
      return list(node, &place).map { ($0.lists, $0.source, nil) }
    }
    guard let (first, condition) = tree.twoChildren(node), let list = list(first, &place) else { return nil }
    var inner = place
    inner.scope.words = nil
    inner.isOfRecords = list.kinds.isEmpty
    inner.scope.isMixed = isNext(first, place.scope)
    var plans: [(kind: ItemKind?, plan: ConditionPlan)] = []
    for kind in list.kinds.isEmpty ? [nil] : list.kinds.map({ Optional($0) }) {
      inner.subject = kind
      plans.append((kind, plan(condition, &inner)))
    }
    if inner.hasAskedAbout { place.hasAskedAbout = true }
    guard !plans.allSatisfy({ $0.plan.isOdd }) else { return nil }
    return (list.lists, list.source, FilterPlan(isOfRecords: list.kinds.isEmpty, plans: plans))
  }

  /// A list that each item has, and the kinds of its members; none of them where they are pains.
  private mutating func list(
    _ node: NodeID, _ place: inout PlanScope
  ) -> (lists: ListColumn, source: RowSource, kinds: [ItemKind])? {
    if let items = itemList(node, &place) {
      return (items.lists, items.source, items.kind.map { [$0] } ?? [.touchpoint, .outcome])
    }
    guard let (accessor, source, _) = asked(node, &place), source.stages == nil,
      case .attribute(let rule) = accessor, rule.attribute == .pain
    else { return nil }
    return (columns.pains(in: model), source, [])
  }

  /// A list of items, and their kind where it is one.
  private mutating func itemList(
    _ node: NodeID, _ place: inout PlanScope
  ) -> (lists: ListColumn, source: RowSource, kind: ItemKind?)? {
    guard let (accessor, source, kind) = asked(node, &place), source.stages == nil else { return nil }
    switch accessor {
    case .next: return (columns.next(in: model), source, nil)
    case .previous: return (columns.previous(in: model), source, .touchpoint)
    case .channel: return (columns.itemLists(.on, in: model), source, .channel)
    case .items(.touchpoint) where kind == .stage: return (columns.touchpoints(in: model), source, .touchpoint)
    case .attribute(let rule) where !rule.isMany:
      guard case .items(let kind) = rule.shape else { return nil }
      return (columns.itemLists(rule.attribute, in: model), source, kind)
    default: return nil
    }
  }

  /// How many items of a kind the journey has, or how many of them meet a condition that asks nothing of the row's item:
  /// counted once, for all rows.
  private mutating func constantCount(_ node: NodeID, _ place: inout PlanScope) -> Int? {
    let tree = model.trees[place.scope.file]
    var (name, condition) = (node, NodeID?.none)
    if tree[node].kind == .filter {
      guard let (first, second) = tree.twoChildren(node) else { return nil }
      (name, condition) = (first, second)
    }
    guard let items = collection(name, &place) else { return nil }
    guard let condition else { return items.count }
    guard let kind = items.first.map({ model.items[$0.index].kind }) else { return 0 }
    var inner = place
    inner.scope.words = nil
    (inner.subject, inner.isOfRecords, inner.hasAskedAbout) = (kind, false, false)
    let plan = plan(condition, &inner)
    guard !plan.isOdd, !inner.hasAskedAbout || place.aboutItem != nil else { return nil }
    let about = Batch.Ids.one(place.aboutItem?.rawValue ?? CodeColumn.odd)
    let truths = truths(plan, condition, in: place.scope.file, over: items.count) { part in
      Batch(count: part.count, about: about, subject: .many(items[part].map(\.rawValue)))
    }
    return truths.contains(.odd) ? nil : truths.count { $0 == .yes }
  }

  /// All items of a kind that the journey sees, by the kind's plural.
  private mutating func collection(_ node: NodeID, _ place: inout PlanScope) -> [ItemID]? {
    let tree = model.trees[place.scope.file]
    let word = symbols.symbol(tree[node].symbol, in: place.scope.file)
    guard isPlainName(node, place.scope), binding(of: node, place.scope) == nil,
      let kind = ItemKind.allCases.first(where: { name(word, is: $0.plural) })
    else { return nil }
    if let (_, source, owner) = accessor(node, &place) {
      // Of a journey it is the same for all rows where the journey is.
      guard owner == .journey, source.row == .about, place.aboutItem != nil else { return nil }
    } else if anyItem(word, place.scope) != nil {
      return nil
    }
    let contents = place.scope.number > 0 ? model.journeys[Int(place.scope.number) - 1] : model.shared
    return kind == .journey ? model.journeys.compactMap(\.journey) : model.visible(kind, in: contents)
  }
}
