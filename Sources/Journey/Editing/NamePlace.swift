import JourneyModel
import JourneySyntax

/// What stands around a name that no evaluation has read, and so what it can mean.
struct NamePlace {
  private let node: NodeID
  /// The stage before a dot.
  private let stage: NodeID?
  private let parent: NodeID
  private let grandparent: NodeID
  /// The line or header that it stands in.
  let statement: NodeID
  private let scopes: TreeScopes
  private var tree: Tree { scopes.tree }
  private var parents: [NodeID] { scopes.parents }

  init(_ node: NodeID, _ scopes: TreeScopes) {
    (self.node, self.scopes) = (node, scopes)
    let (tree, parents) = (scopes.tree, scopes.parents)
    var around = parents[node.index]
    var stage: NodeID?
    if tree[around].kind == .qualifiedName {
      let first = NodeID(around.index + 1)
      if first != node { stage = first }
      around = parents[around.index]
    }
    self.stage = stage
    parent = around
    grandparent = parents[around.index]
    var line = around
    while line != tree.file, !tree[line].kind.beginsLine { line = parents[line.index] }
    statement = line
  }

  /// Whether the node is the part behind the dot of a name with one, or a name alone.
  private var isLast: Bool {
    let direct = parents[node.index]
    return tree[direct].kind != .qualifiedName || stage != nil
  }

  /// Whether it is a word or a text of a value, which may become a name elsewhere.
  var isValue: Bool {
    switch tree[statement].kind {
    case .forEach, .letLine, .parameterLine, .useLine, .template: true
    default: false
    }
  }

  /// Whether the language would have it mean a declaration.
  ///
  /// - Parameter named: The items that are called as it is.
  func means(_ target: Declaration, _ named: [ItemID], _ model: Model) -> Bool {
    switch target.kind {
    case .item(let kind): meansItem(kind, target, named, model)
    case .rule: isRuleName
    case .template: tree[parent].kind == .useLine && tree.child(parent, .name) == node
    case .kind: isClause(.as) || isBesideKind
    case .scenario: isClause(.of) && tree[statement].kind == .scenario
    case .variable, .parameter: isVariable(target)
    case .test, .data, .topic: false
    }
  }

  private func isClause(_ keyword: Keyword) -> Bool {
    tree[parent].kind == .clause && tree[parent].detail == keyword.detail
  }

  /// `allow RULE`, `expect finding RULE`, `severity of RULE`, `set … of RULE`.
  private var isRuleName: Bool {
    let names = tree.children(parent).filter { tree[$0].kind == .name }
    switch tree[parent].kind {
    case .allowLine, .findingLine: return names.first == node
    case .setting where tree[parent].detail == Keyword.severity.detail: return names.first == node
    case .setting where tree[parent].detail == Keyword.set.detail: return names.dropFirst().first == node
    default: return false
    }
  }

  /// Whether it stands beside the word `kind` in a comparison: `kind is webinar`.
  private var isBesideKind: Bool {
    var side = parent
    if tree[side].kind == .list { side = grandparent }
    guard tree[side].kind == .comparison, let first = tree.children(side).first(where: { _ in true }) else {
      return false
    }
    var last = first
    if tree[first].kind == .member { for child in tree.children(first) { last = child } }
    return last != node && tree[last].kind == .name && tree.text(last).lowercased() == "kind"
  }

  // MARK: Items

  private func meansItem(_ kind: ItemKind, _ target: Declaration, _ named: [ItemID], _ model: Model) -> Bool {
    guard sees(target) else { return false }
    guard isLast else { return kind == .stage && isStageOfNamed(target, named, model) }
    if isInExpression { return isMeantInExpression(target, named, model) }
    switch tree[parent].kind {
    case .clause where isAbout: return isMeant(aboutKind, kind, target, named, model)
    case .clause where isClause(.like):
      return tree[statement].detail == UInt16(kind.rawValue) && isMeant(kind, kind, target, named, model)
    case .clause where isClause(.on): return isMeant(.channel, kind, target, named, model)
    case .clause where isClause(.answered): return isMeant(.touchpoint, kind, target, named, model)
    case .change:
      return isMeant(ItemKind(rawValue: UInt8(truncatingIfNeeded: tree[parent].detail)), kind, target, named, model)
    case .withoutLine:
      guard let word = tree.children(parent).first(where: { _ in true }), word != node else { return false }
      return isMeant(Keyword(tree[word].symbol).flatMap { ItemKind($0) }, kind, target, named, model)
    case .attribute:
      guard let wanted = wantedKind else { return false }
      return isMeant(wanted, kind, target, named, model)
    default: return false
    }
  }

  /// Whether it is the stage before a dot, and the touchpoint behind that stands in the target.
  private func isStageOfNamed(_ target: Declaration, _ named: [ItemID], _ model: Model) -> Bool {
    let whole = parents[node.index]
    guard let last = tree.children(whole).first(where: { $0 != node }) else { return false }
    let name = NameTable.fold(tree.unquoted(last))
    return model.items.indices.contains { index in
      let item = model.items[index]
      return item.kind == .touchpoint && NameTable.fold(model.name(of: ItemID(index))) == name
        && (item.parent.map { Declaration.isSpot(target.spot, of: $0, model) } ?? false)
    }
  }

  // MARK: Expressions

  /// Whether it is a bare word, or what begins a path, in an expression that nothing has read.
  private var isInExpression: Bool {
    switch tree[parent].kind {
    case .sum, .product, .comparison, .not, .and, .or, .filter, .interpolation: tree[node].kind == .name
    case .list, .call: tree[node].kind == .name && tree[statement].kind != .forEach && NodeID(parent.index + 1) != node
    case .member: NodeID(parent.index + 1) == node
    default: false
    }
  }

  /// Whether an expression means an item by a word: nothing that attributes and variables are called, and no item of a
  /// kind that is looked for first.
  private func isMeantInExpression(_ target: Declaration, _ named: [ItemID], _ model: Model) -> Bool {
    let name = NameTable.fold(target.name)
    guard !Vocabulary.members.contains(name), variable(target) == nil, !isBesideWords else { return false }
    for kinds in [[ItemKind.touchpoint, .outcome], [.stage], [.channel], [.persona], [.layer], [.journey]] {
      let items = named.filter { kinds.contains(model.kind(of: $0)) }
      let own = items.filter { id in model.journey(of: id).map { stands(in: $0, model) } ?? true }
      let meant = own.isEmpty ? items : own
      if !meant.isEmpty { return meant.allSatisfy { Declaration.isSpot(target.spot, of: $0, model) } }
    }
    return false
  }

  /// Whether what it is compared with is an attribute that holds words rather than items.
  private var isBesideWords: Bool {
    var side = parent
    if tree[side].kind == .list { side = grandparent }
    guard tree[side].kind == .comparison else { return false }
    return tree.children(side).contains { other in
      var last = other
      if tree[other].kind == .member { for child in tree.children(other) { last = child } }
      guard last != node, tree[last].kind == .name else { return false }
      let word = NameTable.fold(tree.text(last))
      return AttributeRule.all.contains { rule in
        guard rule.expressionName == word else { return false }
        switch rule.shape {
        case .items, .item, .arrow: return false
        default: return true
        }
      }
    }
  }

  // MARK: Kinds of item

  /// `on` of a waiver, an expected finding or a setting: a kind, then a name.
  private var isAbout: Bool {
    guard isClause(.on) else { return false }
    switch tree[grandparent].kind {
    case .allowLine, .findingLine, .setting: return true
    default: return false
    }
  }

  private var aboutKind: ItemKind? {
    tree.children(parent).first { tree[$0].kind == .clause }
      .flatMap { Keyword(detail: tree[$0].detail) }.flatMap { ItemKind($0) }
  }

  /// What the attribute of the line takes.
  private var wantedKind: ItemKind? {
    let attribute = Attribute(detail: tree[parent].detail)
    for rule in AttributeRule.all where rule.attribute == attribute {
      switch rule.shape {
      case .items(let kind), .item(let kind): return kind
      case .arrow:
        return tree.children(parent).first { _ in true } == (stage.map { parents[$0.index] } ?? node)
          ? .touchpoint : nil
      case .stages: return .stage
      default: continue
      }
    }
    return nil
  }

  /// Whether a name is that of an item of a kind, and of no other that it could mean rather.
  private func isMeant(_ wanted: ItemKind?, _ kind: ItemKind, _ target: Declaration, _ named: [ItemID], _ model: Model)
    -> Bool
  {
    let isArrow = wanted == .touchpoint && kind == .outcome
    guard wanted == nil || wanted == kind || isArrow else { return false }
    let stageName = stage.map { NameTable.fold(tree.unquoted($0)) }
    let items = named.filter { id in
      let item = model[id]
      guard wanted == nil || item.kind == wanted || isArrow && item.kind == kind else { return false }
      guard let stageName else { return true }
      return item.parent.map { NameTable.fold(model.name(of: $0)) == stageName } ?? false
    }
    let own = items.filter { id in model.journey(of: id).map { stands(in: $0, model) } ?? true }
    let meant = own.isEmpty ? items : own
    return !meant.isEmpty
      && meant.allSatisfy { Declaration.isSpot(target.spot, of: $0, model) }
  }

  /// Whether the name stands in a journey's own text.
  private func stands(in journey: ItemID, _ model: Model) -> Bool {
    let item = model[journey]
    guard model.trees[item.file].source.name == tree.source.name else { return false }
    return item.node.index <= node.index && node.index < item.node.index + Int(tree[item.node].size)
  }

  /// Whether what a journey declares can be meant here: in the journey itself, and in sections, which name journeys.
  private func sees(_ target: Declaration) -> Bool {
    guard target.spot.file == tree.source.name else { return true }
    var outer = target.spot.node
    while parents[outer.index] != tree.file { outer = parents[outer.index] }
    guard outer != target.spot.node else { return true }
    var section = node
    while parents[section.index] != tree.file { section = parents[section.index] }
    return section == outer || tree[section].kind != .item
  }

  // MARK: Variables

  /// Whether a bare word means the variable that is declared nearest around it.
  private func isVariable(_ target: Declaration) -> Bool {
    guard tree[node].kind == .name, !tree[node].flags.contains(.quoted), target.spot.file == tree.source.name else {
      return false
    }
    switch tree[parent].kind {
    case .member: if NodeID(parent.index + 1) != node { return false }
    case .argument, .useLine, .importLine, .setting, .allowLine, .findingLine, .withoutLine, .change, .template, .kind,
      .scenario, .rule, .test, .item, .hole:
      // Of an argument the name is a hole's; its value is another node.
      if tree[parent].kind != .argument
        || NodeID(parent.index + 1) == node && tree.children(parent).reduce(0, { n, _ in n + 1 }) > 1
      {
        return false
      }
    default: break
    }
    return variable(target) == target.spot.node
  }

  /// What declares a variable of the name nearest around.
  private func variable(_ target: Declaration) -> NodeID? {
    tree.names.symbol(of: target.name).flatMap { scopes.variable(called: $0, around: node) }
  }
}
