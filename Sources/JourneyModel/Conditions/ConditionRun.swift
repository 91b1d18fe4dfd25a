import JourneySyntax

/// A plan on its way over batches of items.
struct ConditionRun {
  let kinds: [ItemKind]
  /// Rows that were looked at, to be counted as work.
  var work = 0

  init(_ model: Model) { kinds = model.items.map(\.kind) }

  mutating func truths(_ plan: ConditionPlan, _ batch: Batch) -> [Truth] {
    work += batch.count
    switch plan {
    case .constant(let truth): return [Truth](repeating: truth, count: batch.count)
    case .flags(let flags, let source): return map(source, batch, .none) { flags[$0] }
    case .not(let plan):
      var result = truths(plan, batch)
      for row in result.indices { result[row] = result[row].negated }
      return result
    case .junction(let isAnd, let plans): return junction(isAnd ? Truth.and : Truth.or, plans, batch)
    case .order(let left, let comparator, let right):
      return ordered(numbers(left, batch), comparator, numbers(right, batch), batch.count)
    case .numberAsked(let plan, let presence):
      let states = numbers(plan, batch).states
      let truths = states.map { $0 == .odd ? Truth.odd : Truth($0 == presence) }
      return truths.count == 1 ? [Truth](repeating: truths[0], count: batch.count) : truths
    case .codeAsked(let column, let source, let code):
      return map(source, batch, Truth(code == CodeColumn.none)) {
        let found = column.codes[$0]
        return found == CodeColumn.odd ? .odd : Truth(found == code)
      }
    case .oneOf(let column, let source, let codes):
      let table = column.words.indices.map { codes.contains($0) }
      return map(source, batch, .none) {
        let code = column.codes[$0]
        guard code >= 0 else { return code == CodeColumn.odd ? .odd : .none }
        return Truth(table.isEmpty ? codes.contains(Int(code)) : table[Int(code)])
      }
    case .has(let lists, let source, let codes): return has(lists, source, codes, batch)
    case .hasWithin(let outer, let source, let inner, let codes): return has(outer, source, inner, codes, batch)
    case .some(let lists, let source, let filter):
      return counts(lists, source, filter, batch).map { $0 < 0 ? .odd : Truth($0 > 0) }
    case .all(let lists, let source, let filter): return all(lists, source, filter, batch)
    }
  }

  private mutating func junction(_ table: [Truth], _ plans: [ConditionPlan], _ batch: Batch) -> [Truth] {
    guard let first = plans.first else { return [] }
    var result = truths(first, batch)
    for plan in plans.dropFirst() {
      let next = truths(plan, batch)
      for row in result.indices { result[row] = table[Int(result[row].rawValue) * 4 + Int(next[row].rawValue)] }
    }
    return result
  }

  // MARK: Rows

  /// What something is for the item of each row; `missing` where there is none.
  private func map(_ source: RowSource, _ batch: Batch, _ missing: Truth, _ truth: (Int) -> Truth) -> [Truth] {
    let ids = batch.ids(source.row)
    if case .one(let id) = ids {
      return [Truth](repeating: one(id, source, missing, truth), count: batch.count)
    }
    guard case .many(let many) = ids else { return [] }
    var result: [Truth] = []
    result.reserveCapacity(many.count)
    if source.stages == nil {
      for id in many { result.append(truth(Int(id))) }
    } else {
      for id in many { result.append(one(id, source, missing, truth)) }
    }
    return result
  }

  private func one(_ id: Int32, _ source: RowSource, _ missing: Truth, _ truth: (Int) -> Truth) -> Truth {
    let id = found(id, source)
    return id >= 0 ? truth(Int(id)) : id == CodeColumn.none ? missing : .odd
  }

  /// The number of the item that a row means.
  private func found(_ id: Int32, _ source: RowSource) -> Int32 {
    guard id >= 0 else { return CodeColumn.odd }
    return source.stages.map { $0.codes[Int(id)] } ?? id
  }

  // MARK: Numbers

  private mutating func numbers(_ plan: NumberPlan, _ batch: Batch) -> NumberColumn {
    work += batch.count
    switch plan {
    case .constant(let value, let scale):
      var column = NumberColumn(scale: scale, count: 1)
      (column.values[0], column.states[0]) = (value, .known)
      return column
    case .column(let column, let source):
      var result = NumberColumn(scale: column.scale, count: batch.count)
      let ids = batch.ids(source.row)
      for row in 0..<batch.count {
        let id = if case .many(let many) = ids { found(many[row], source) } else { found(ids.first, source) }
        guard id >= 0 else {
          result.states[row] = id == CodeColumn.none ? .none : .odd
          continue
        }
        result.values[row] = column.values[Int(id)]
        result.states[row] = column.states[Int(id)]
      }
      return result
    case .sum(let left, let right, let isAdding):
      let (a, b) = (numbers(left, batch), numbers(right, batch))
      return combined(a, b, batch.count, scale: NumberColumn.commonScale(a.scale, b.scale)) { one, other in
        isAdding ? one.addingReportingOverflow(other) : one.subtractingReportingOverflow(other)
      }
    case .product(let left, let right):
      let (a, b) = (numbers(left, batch), numbers(right, batch))
      return product(a, b, batch.count)
    case .count(let lists, let source, let filter):
      var result = NumberColumn(scale: 1, count: batch.count)
      for (row, count) in counts(lists, source, filter, batch).enumerated() {
        result.values[row] = Int64(count)
        result.states[row] = count < 0 ? .odd : .known
      }
      return result
    }
  }

  /// Two columns as one, brought to one denominator.
  private func combined(
    _ left: NumberColumn, _ right: NumberColumn, _ count: Int, scale: Int64?,
    _ operation: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
  ) -> NumberColumn {
    guard let scale else { return NumberColumn.odd(count) }
    var result = NumberColumn(scale: scale, count: count)
    let (leftFactor, rightFactor) = (scale / left.scale, scale / right.scale)
    let (leftStep, rightStep) = (left.values.count == 1 ? 0 : 1, right.values.count == 1 ? 0 : 1)
    for row in 0..<count {
      let (i, j) = (row * leftStep, row * rightStep)
      let state = NumberColumn.both(left.states[i], right.states[j])
      result.states[row] = state
      guard state == .known else { continue }
      let a = left.values[i].multipliedReportingOverflow(by: leftFactor)
      let b = right.values[j].multipliedReportingOverflow(by: rightFactor)
      let c = operation(a.partialValue, b.partialValue)
      result.values[row] = c.partialValue
      if a.overflow || b.overflow || c.overflow { result.states[row] = .odd }
    }
    return result
  }

  private func product(_ left: NumberColumn, _ right: NumberColumn, _ count: Int) -> NumberColumn {
    let (scale, overflow) = left.scale.multipliedReportingOverflow(by: right.scale)
    guard !overflow, NumberColumn.commonScale(scale, 1) != nil else { return NumberColumn.odd(count) }
    var (a, b) = (left, right)
    (a.scale, b.scale) = (1, 1)
    var result = combined(a, b, count, scale: 1) { $0.multipliedReportingOverflow(by: $1) }
    result.scale = scale
    return result
  }

  private func ordered(
    _ left: NumberColumn, _ comparator: Comparator, _ right: NumberColumn, _ count: Int
  ) -> [Truth] {
    // The difference tells the order, and where it does not fit the walk does.
    let scale = NumberColumn.commonScale(left.scale, right.scale)
    let difference = combined(left, right, count, scale: scale) { $0.subtractingReportingOverflow($1) }
    var result = [Truth](repeating: .none, count: count)
    for row in 0..<count {
      switch difference.states[row] {
      case .known: result[row] = Truth(comparator.holds(difference.values[row]))
      case .odd: result[row] = .odd
      default: break
      }
    }
    return result
  }

  // MARK: Lists

  private func has(_ lists: ListColumn, _ source: RowSource, _ codes: Set<Int>, _ batch: Batch) -> [Truth] {
    let single = codes.count == 1 ? codes.first.map { Int32($0) } : nil
    return map(source, batch, .odd) { id in
      if !lists.odd.isEmpty, lists.odd.contains(Int32(id)) { return .odd }
      for place in lists.range(of: Int32(id)) {
        let member = lists.members[place]
        if single.map({ $0 == member }) ?? codes.contains(Int(member)) { return .yes }
      }
      return .no
    }
  }

  private func has(
    _ outer: ListColumn, _ source: RowSource, _ inner: ListColumn, _ codes: Set<Int>, _ batch: Batch
  ) -> [Truth] {
    // There are few channels: each is asked once in a batch.
    var known: [Int: Truth] = [:]
    return map(source, batch, .odd) { id in
      if !outer.odd.isEmpty, outer.odd.contains(Int32(id)) { return .odd }
      var result = Truth.no
      for place in outer.range(of: Int32(id)) {
        let member = outer.members[place]
        let truth: Truth
        if let before = known[Int(member)] {
          truth = before
        } else {
          truth =
            inner.odd.contains(member)
            ? .odd : Truth(inner.members[inner.range(of: member)].contains { codes.contains(Int($0)) })
          known[Int(member)] = truth
        }
        if truth == .odd { return .odd }
        if truth == .yes { result = .yes }
      }
      return result
    }
  }

  /// How many members of each row's list meet a condition, or how many there are; below zero where that is odd.
  private mutating func counts(
    _ lists: ListColumn, _ source: RowSource, _ filter: FilterPlan?, _ batch: Batch
  ) -> [Int] {
    var counts = [Int](repeating: 0, count: batch.count)
    guard let filter else {
      for row in 0..<batch.count {
        let id = item(row, source, batch)
        counts[row] = id < 0 || lists.odd.contains(id) ? -1 : lists.range(of: id).count
      }
      return counts
    }
    let members = unfolded(lists, source, filter, batch)
    let truths = self.truths(filter, members.batch)
    for (place, row) in members.rows.enumerated() {
      let row = Int(row)
      switch truths[place] {
      case .yes: if counts[row] >= 0 { counts[row] += 1 }
      case .odd: counts[row] = -1
      default: break
      }
    }
    for row in members.odd { counts[row] = -1 }
    return counts
  }

  private mutating func all(
    _ lists: ListColumn, _ source: RowSource, _ filter: FilterPlan, _ batch: Batch
  ) -> [Truth] {
    var result = [Truth](repeating: .yes, count: batch.count)
    let members = unfolded(lists, source, filter, batch)
    let truths = self.truths(filter, members.batch)
    // The first no ends the walk; before it, what is odd is.
    for (place, row) in members.rows.enumerated() where result[Int(row)] != .no && result[Int(row)] != .odd {
      if truths[place] != .yes { result[Int(row)] = truths[place] }
    }
    for row in members.odd { result[row] = .odd }
    return result
  }

  private func item(_ row: Int, _ source: RowSource, _ batch: Batch) -> Int32 {
    let ids = batch.ids(source.row)
    return if case .many(let many) = ids { many[row] } else { ids.first }
  }

  /// A row for each member of each list, and the rows that they are from.
  private func unfolded(
    _ lists: ListColumn, _ source: RowSource, _ filter: FilterPlan, _ batch: Batch
  ) -> (rows: [Int32], batch: Batch, odd: [Int]) {
    var rows: [Int32] = []
    var members: [Int32] = []
    var odd: [Int] = []
    for row in 0..<batch.count {
      let id = item(row, source, batch)
      guard id >= 0, !lists.odd.contains(id) else {
        odd.append(row)
        continue
      }
      for place in lists.range(of: id) {
        rows.append(Int32(row))
        members.append(lists.members[place])
      }
    }
    var about = batch.about
    if case .many(let ids) = batch.about { about = .many(rows.map { ids[Int($0)] }) }
    let none = Batch.Ids.one(CodeColumn.odd)
    return (
      rows,
      Batch(
        count: rows.count, about: about, subject: filter.isOfRecords ? none : .many(members),
        record: filter.isOfRecords ? .many(members) : none), odd
    )
  }

  /// What a filter comes to for the members of lists, which may be of several kinds.
  private mutating func truths(_ filter: FilterPlan, _ batch: Batch) -> [Truth] {
    if filter.plans.count == 1, filter.plans[0].kind == nil { return truths(filter.plans[0].plan, batch) }
    guard case .many(let subjects) = batch.subject else { return [] }
    var result = [Truth](repeating: .odd, count: batch.count)
    for (kind, plan) in filter.plans {
      let places = subjects.indices.filter { kinds[Int(subjects[$0])] == kind }
      guard !places.isEmpty else { continue }
      if places.count == subjects.count { return truths(plan, batch) }
      var part = Batch(count: places.count, about: batch.about, subject: .many(places.map { subjects[$0] }))
      if case .many(let ids) = batch.about { part.about = .many(places.map { ids[$0] }) }
      for (place, truth) in zip(places, truths(plan, part)) { result[place] = truth }
    }
    return result
  }
}

extension Batch.Ids {
  /// The only item, where there is one for all rows.
  fileprivate var first: Int32 {
    switch self {
    case .one(let id): id
    case .many(let ids): ids.first ?? CodeColumn.odd
    }
  }
}

extension NumberColumn {
  fileprivate static func odd(_ count: Int) -> NumberColumn {
    var column = NumberColumn(scale: 1, count: count)
    for row in 0..<count { column.states[row] = .odd }
    return column
  }

  /// What two numbers come to together: what is odd is, what is not said comes before what is not known.
  fileprivate static func both(_ left: Presence, _ right: Presence) -> Presence {
    if left == .known, right == .known { return .known }
    if left == .odd || right == .odd { return .odd }
    return left == .none || right == .none ? .none : .unknown
  }
}

extension Comparator {
  /// Whether it holds where the left less the right is a number.
  fileprivate func holds(_ difference: Int64) -> Bool {
    switch self {
    case .is: difference == 0
    case .isNot: difference != 0
    case .less: difference < 0
    case .lessOrEqual: difference <= 0
    case .greater: difference > 0
    default: difference >= 0
    }
  }
}
