import Journey

/// What follows an expression to make its list a table: `show`, `sort by`, `group by`, `first`.
struct Shaping {
  private let steps: [Step]
  /// The columns that `show` asks for, each as it is written.
  private let columns: [String]

  private enum Step {
    case sort(String, isDescending: Bool)
    case group(String)
    case first(Int)
  }

  /// A list in its order, and the table that shows it.
  struct Shaped {
    let value: Value
    let table: TextTable?
  }

  /// Why a table could not be made.
  struct Problem: Error {
    let text: String
  }

  var isEmpty: Bool { steps.isEmpty && columns.isEmpty }

  /// Reads the clauses of a query.
  init(_ tree: Tree, _ query: NodeID) {
    var steps: [Step] = []
    var columns: [String] = []
    for clause in tree.children(query) where tree[clause].kind == .clause {
      let parts = tree.children(clause).map { $0 }
      let texts = parts.map { tree.text($0) }
      switch Keyword(detail: tree[clause].detail) {
      case .show: columns += texts
      case .sort:
        let words = tree.text(clause).lowercased().split(separator: " ")
        if let first = texts.first { steps.append(.sort(first, isDescending: words.last == "descending")) }
      case .group: if let first = texts.first { steps.append(.group(first)) }
      case .first: if let count = texts.first.flatMap({ Int($0.filter(\.isNumber)) }) { steps.append(.first(count)) }
      default: break
      }
    }
    self.steps = steps
    self.columns = columns
  }

  /// Sorts, groups and cuts a list, and draws what was asked for.
  func apply(to value: Value, _ session: Session) -> Result<Shaped, Problem> {
    var members = value.elements
    var group: String?
    let items = members.compactMap(\.itemID)
    guard items.count == members.count else {
      return .failure(Problem(text: "Only a list of items makes a table: touchpoints show name, wait"))
    }
    var asked = Columns(session)
    for step in steps {
      switch step {
      case .sort(let by, let isDescending):
        let keyed = members.map { (asked.value(by, of: $0), $0) }
        members = keyed.enumerated().sorted { left, right in
          let order = Shaping.order(left.element.0, right.element.0)
          return order == 0
            ? left.offset < right.offset : order == 2 || order == -2 ? order < 0 : (order < 0) != isDescending
        }.map(\.element.1)
      case .group(let by): group = by
      case .first(let count): members = Array(members.prefix(count))
      }
      if let problem = asked.problem { return .failure(Problem(text: problem)) }
    }
    let shaped = Value.list(members)
    guard !columns.isEmpty || group != nil else {
      return .success(Shaped(value: shaped, table: nil))
    }
    let table = group.map { grouped(members, by: $0, &asked) } ?? plain(members, &asked)
    if let problem = asked.problem { return .failure(Problem(text: problem)) }
    return .success(Shaped(value: shaped, table: table))
  }

  private func plain(_ members: [Value], _ asked: inout Columns) -> TextTable {
    var rows: [[String]] = []
    var isRight = [Bool](repeating: !members.isEmpty, count: columns.count)
    // Nobody sees more rows than are shown, and each cell is an evaluation.
    for member in members.prefix(asked.session.settings.rows) {
      var row: [String] = []
      for (number, column) in columns.enumerated() {
        let value = asked.value(column, of: member)
        if value.magnitude == nil, value != .none, value != .unknown { isRight[number] = false }
        row.append(value.said(in: asked.model))
      }
      rows.append(row)
    }
    var table = TextTable(zip(columns, isRight).map { TextTable.Column(title: $0, isRight: $1) }, rows)
    table.hidden = members.count - rows.count
    return table
  }

  /// A row for each group: what its members share, how many they are, and their names or what `show` asks for.
  private func grouped(_ members: [Value], by expression: String, _ asked: inout Columns) -> TextTable {
    var order: [String] = []
    var groups: [String: [Value]] = [:]
    for member in members {
      let value = asked.value(expression, of: member)
      let keys = value == .none ? ["(none)"] : value.elements.map { $0.text(in: asked.model) }
      for key in keys {
        if groups[key] == nil { order.append(key) }
        groups[key, default: []].append(member)
      }
    }
    let shown = columns.isEmpty ? ["name"] : columns
    let rows = order.map { key -> [String] in
      let members = groups[key] ?? []
      return [key, "\(members.count)"]
        + shown.map { column in
          members.map { asked.value(column, of: $0).said(in: asked.model) }.filter { !$0.isEmpty }.joined(
            separator: ", ")
        }
    }
    return TextTable(
      [TextTable.Column(title: expression), TextTable.Column(title: "count", isRight: true)]
        + shown.map { TextTable.Column(title: $0) }, rows)
  }

  /// −1, 0 or 1; −2 or 2 where one of them says nothing, which stands last either way.
  private static func order(_ left: Value, _ right: Value) -> Int {
    switch (left.isKnown, right.isKnown) {
    case (false, false): return 0
    case (false, true): return 2
    case (true, false): return -2
    default: break
    }
    if let a = left.magnitude, let b = right.magnitude { return a < b ? -1 : b < a ? 1 : 0 }
    let (a, b) = (left.text(), right.text())
    return a < b ? -1 : b < a ? 1 : 0
  }

  /// Asks expressions of items, and remembers the first thing that is wrong with one.
  private struct Columns {
    let session: Session
    var problem: String?
    var model: Model { session.model }

    init(_ session: Session) { self.session = session }

    mutating func value(_ expression: String, of member: Value) -> Value {
      guard problem == nil, let id = member.itemID else { return .none }
      let (value, findings) = model.value(
        of: expression, about: id, variables: session.variables, limits: session.host.limits)
      let errors = findings.filter { $0.severity == .error }
      if !errors.isEmpty {
        problem = Session.report(errors, [Source(name: "query", text: expression)], session.settings.palette)
      }
      return value
    }
  }
}
