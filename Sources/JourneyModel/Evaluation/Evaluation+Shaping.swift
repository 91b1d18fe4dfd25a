import JourneySyntax

/// What follows an expression to make its list a table: `sort by`, `group by`, `first`, each done where it stands, and
/// `show`, which names the columns of what is left.
struct Shaping {
  enum Step {
    case sort(NodeID, isDescending: Bool)
    case group(NodeID)
    case first(Int)
  }
  var steps: [Step] = []
  /// The columns that `show` asks for; nothing where it does not stand there.
  var columns: [NodeID]?
  /// What the list is grouped by.
  var key: NodeID?
  /// How many rows are wanted at most.
  var rows = Int.max
}

extension Evaluation {
  /// What a query gives: its expression is read once, and then shaped by its clauses.
  mutating func result(of query: NodeID, _ scope: Scope, rows: Int) -> QueryResult {
    let tree = model.trees[scope.file]
    guard let root = tree.firstChild(query) else { return QueryResult(value: .none) }
    let before = restraint.errors
    let value = value(root, scope)
    guard restraint.errors == before, var shaping = shaping(of: query, scope) else {
      return QueryResult(value: value)
    }
    shaping.rows = rows
    rehearse(query, value, shaping, scope)
    guard restraint.errors == before else { return QueryResult(value: value) }
    let isShaped = !shaping.steps.isEmpty || shaping.columns != nil
    guard isTabular(value, root, isShaped, shaping, scope) else {
      return QueryResult(value: shaping.cut(value), isShaped: isShaped)
    }
    var shaped = shape(value.elements, shaping, scope)
    guard restraint.errors == before else { return QueryResult(value: value) }
    if case .list = value {} else { shaped.value = value }
    let table = shaped.groups.map { grouped($0, shaping, scope) } ?? plain(shaped.value.elements, root, shaping, scope)
    guard restraint.errors == before else { return QueryResult(value: value) }
    return QueryResult(value: shaped.value, table: table, isShaped: isShaped)
  }

  // MARK: Clauses

  /// The clauses of a query, in their order; nothing where one of them cannot be meant, which is said.
  private mutating func shaping(of query: NodeID, _ scope: Scope) -> Shaping? {
    let tree = model.trees[scope.file]
    var shaping = Shaping()
    for clause in tree.children(query).dropFirst() {
      let parts = Array(tree.children(clause))
      guard let first = parts.first else { continue }
      switch Keyword(detail: tree[clause].detail) {
      case .show:
        guard shaping.columns == nil else { return twice("show", "show name, stage, wait", clause, scope) }
        shaping.columns = parts
      case .sort:
        let isDescending = parts.count > 1 && tree.text(parts[1]).lowercased() == "descending"
        shaping.steps.append(.sort(first, isDescending: isDescending))
      case .group:
        guard shaping.key == nil else { return twice("group by", "group by channel", clause, scope) }
        shaping.key = first
        shaping.steps.append(.group(first))
      case .first:
        guard let count = count(first, scope) else { return nil }
        shaping.steps.append(.first(count))
      default: continue
      }
    }
    return shaping
  }

  private mutating func twice(_ words: String, _ example: String, _ clause: NodeID, _ scope: Scope) -> Shaping? {
    report(
      .unexpectedText, "`\(words)` stands twice", at: clause, in: scope.file,
      help: "Once is enough, for example `\(example)`.", fix: fix("Remove the second", clause, "", scope))
    return nil
  }

  /// How many rows `first` asks for.
  private mutating func count(_ node: NodeID, _ scope: Scope) -> Int? {
    let before = restraint.errors
    let given = value(node, scope)
    guard restraint.errors == before else { return nil }
    guard case .number(let number) = given else {
      report(
        .wrongKindOfValue, "`first` takes a number, and this is \(describe(given))", at: node, in: scope.file,
        help: "Say how many rows you want: `first 10`.")
      return nil
    }
    guard number.isWhole, number >= .one else {
      report(
        .outOfRange, "`first` takes a whole number from 1, and this is \(given.text())", at: node, in: scope.file,
        help: "Say how many rows you want: `first 10`.")
      return nil
    }
    return Int(number.numerator)
  }

  /// Whether the members of a value have attributes, which make columns; clauses that ask for some where they have none
  /// are reported.
  private mutating func isTabular(
    _ value: Value, _ root: NodeID, _ isShaped: Bool, _ shaping: Shaping, _ scope: Scope
  ) -> Bool {
    let odd = value.elements.first { element in
      switch element {
      case .item, .pain, .evidence: false
      default: true
      }
    }
    guard let odd else { return value != .none }
    guard isShaped, odd != .unknown else { return false }
    if case .list = value {
      // Any list has a beginning; to sort and to group one has to ask its members for something.
      guard shaping.needsMembers else { return false }
      report(
        .wrongKindOfValue, "A table shows items, pains or evidence, and this list holds \(describe(odd))", at: root,
        in: scope.file, help: "Ask the items themselves: `touchpoints show name, wait sort by wait`.")
    } else {
      report(
        .wrongKindOfValue, "Only a list makes a table, and this is \(describe(value))", at: root, in: scope.file,
        help: "Begin with a list: `touchpoints show name, wait`.")
    }
    return false
  }

  // MARK: Steps

  /// Members in the order that the steps ask for, and the groups that they make.
  private struct Shaped {
    var value: Value
    var groups: [Group]?
  }

  private mutating func shape(_ given: [Value], _ shaping: Shaping, _ scope: Scope) -> Shaped {
    let before = restraint.errors
    var members = given
    var groups: [Group]?
    for step in shaping.steps {
      switch step {
      case .first(let count):
        if let made = groups { groups = Array(made.prefix(count)) } else { members = Array(members.prefix(count)) }
      case .group(let key): groups = self.groups(of: members, by: key, scope)
      case .sort(let key, let isDescending):
        if let made = groups {
          let isKey = shaping.key.map { isSame(key, $0, scope) } ?? false
          let keys = made.map { isKey ? $0.key : cell(key, of: $0, scope) }
          groups = order(of: keys, by: key, isDescending, scope)?.map { made[$0] }
        } else {
          let keys = self.keys(key, of: members, scope)
          members = order(of: keys, by: key, isDescending, scope)?.map { members[$0] } ?? members
        }
      }
      guard restraint.errors == before else { break }
    }
    if let groups { members = groups.flatMap(\.members).distinct }
    return Shaped(value: .list(members), groups: groups)
  }

  /// What each member says, up to the first that cannot be asked.
  mutating func keys(_ key: NodeID, of members: [Value], _ scope: Scope) -> [Value] {
    let before = restraint.errors
    var keys: [Value] = []
    keys.reserveCapacity(members.count)
    for member in members {
      keys.append(cell(key, of: member, scope))
      guard restraint.errors == before else { break }
    }
    return keys
  }

  // MARK: Cells

  /// What an expression is for a member of a list.
  mutating func cell(_ node: NodeID, of member: Value, _ scope: Scope) -> Value {
    var inner = scope
    inner.words = nil
    if case .item(let id) = member { inner.subject = id } else { inner.record = member }
    return value(node, inner)
  }
}

extension Shaping {
  /// Whether a clause asks the members for something.
  var needsMembers: Bool {
    columns != nil
      || steps.contains {
        if case .first = $0 { false } else { true }
      }
  }

  /// The beginning of a list of plain values, which `first` asks for.
  func cut(_ value: Value) -> Value {
    guard case .list(var values) = value else { return value }
    for case .first(let count) in steps { values = Array(values.prefix(count)) }
    return .list(values)
  }
}
