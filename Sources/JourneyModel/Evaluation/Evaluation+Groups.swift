import JourneySyntax

/// The members of a list that share something, as a row of a table.
struct Group {
  /// What they share.
  let key: Value
  /// The expression that gave it.
  let keyNode: NodeID
  var members: [Value]
}

/// Groups of members, and what words mean in a row that is one.
extension Evaluation {
  /// The groups of members that share something: who says nothing is in the last one, and who says several is in each.
  mutating func groups(of members: [Value], by key: NodeID, _ scope: Scope) -> [Group]? {
    let keys = self.keys(key, of: members, scope)
    guard keys.count == members.count else { return nil }
    var groups: [Group] = []
    var numbers: [Value: Int] = [:]
    for (member, value) in zip(members, keys) {
      let shared = value.elements.isEmpty ? [Value.none] : value.elements.distinct
      guard spend(shared.count, at: key, in: scope.file) else { return nil }
      for share in shared {
        // Capitals do not tell words apart.
        let folded = if case .word(let word) = share { Value.word(NameTable.fold(word)) } else { share }
        if let number = numbers[folded] {
          groups[number].members.append(member)
        } else {
          numbers[folded] = groups.count
          groups.append(Group(key: share, keyNode: key, members: [member]))
        }
      }
    }
    return groups.filter { $0.key != .none } + groups.filter { $0.key == .none }
  }

  /// What an expression is for a group: its words speak of all members at once.
  mutating func cell(_ node: NodeID, of group: Group, _ scope: Scope) -> Value {
    var inner = scope
    inner.words = nil
    inner.isGrouped = true
    self.group = group
    return value(node, inner)
  }

  /// Whether two expressions are written alike, blanks and capitals aside.
  func isSame(_ one: NodeID, _ other: NodeID, _ scope: Scope) -> Bool {
    let tree = model.trees[scope.file]
    func spelling(_ node: NodeID) -> String { String(NameTable.fold(tree.text(node)).filter { $0 != " " }) }
    return tree[one].kind == tree[other].kind && spelling(one) == spelling(other)
  }

  /// What a bare word means in a row that is a group: how many members it has, what it shares, all that its members say,
  /// or the members themselves.
  mutating func ofGroup(_ node: NodeID, _ symbol: Symbol, _ scope: Scope) -> Value? {
    guard let group else { return nil }
    let tree = model.trees[scope.file]
    if tree[group.keyNode].kind == .name, symbols.symbol(tree[group.keyNode].symbol, in: scope.file) == symbol {
      return group.key
    }
    if name(symbol, is: "count") { return .number(Rational(group.members.count)) }
    guard let accessor = accessors[symbol] else { return nil }
    if case .items(let kind) = accessor, group.members.allSatisfy({ self.kind(of: $0) == kind }) {
      return .list(group.members)
    }
    var all: [Value] = []
    var isThere = false
    for member in group.members {
      guard let value = value(accessor, ofMember: member) else { continue }
      isThere = true
      let more = value.elements
      guard spend(1 + more.count / 4, at: node, in: scope.file), boundedList(all.count + more.count, node, scope) else {
        return Value.none
      }
      all += more
    }
    return isThere ? .list(all) : nil
  }

  private func kind(of member: Value) -> ItemKind? { member.itemID.map { model.items[$0.index].kind } }
}

extension Array where Element: Hashable {
  /// The elements, each once, where it stands first.
  var distinct: [Element] {
    guard count > 1 else { return self }
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
