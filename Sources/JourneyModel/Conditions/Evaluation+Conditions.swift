import JourneySyntax

/// A condition of many items: by its plan where it has one, by the walk where that is odd.
extension Evaluation {
  /// Which of the words of a condition its items answer.
  enum Role {
    /// They are filtered.
    case subject
    /// The check is about them.
    case about
  }

  /// How many items a plan goes over at once: what fits near the processor.
  private static let batchSize = 2_048

  /// What a condition comes to for each of some items.
  ///
  /// - Parameter walk: What it comes to for one of them, by walking its tree.
  mutating func truths(
    of condition: NodeID, for items: [ItemID], as role: Role, _ scope: Scope,
    walk: (inout Evaluation, ItemID) -> Truth
  ) -> [Truth] {
    var truths: [Truth] = []
    truths.reserveCapacity(items.count)
    let isMany = items.count >= limits.batch && readCount == model.items.count && !isExpanding && !scope.isOnTheWay
    // The first is walked in any case: what is read once, such as a `let`, is read as ever.
    for item in items.prefix(isMany ? 1 : items.count) {
      truths.append(walk(&self, item))
      if isExhausted { return truths }
    }
    guard isMany else { return truths }
    let rest = items.dropFirst()
    guard let plan = plan(of: condition, for: items, as: role, scope) else {
      for item in rest where !isExhausted { truths.append(walk(&self, item)) }
      return truths
    }
    let found = self.truths(plan, condition, in: scope.file, over: rest.count) { rows in
      Evaluation.batch(rest[rest.startIndex + rows.lowerBound..<rest.startIndex + rows.upperBound], as: role, scope)
    }
    for (item, truth) in zip(rest, found) where !isExhausted {
      truths.append(truth == .odd ? walk(&self, item) : truth)
    }
    return truths
  }

  /// What a plan comes to for some rows, in batches; the work is counted.
  mutating func truths(
    _ plan: ConditionPlan, _ node: NodeID, in file: Int, over count: Int, _ batch: (Range<Int>) -> Batch
  ) -> [Truth] {
    var truths: [Truth] = []
    truths.reserveCapacity(count)
    var run = conditionRun ?? ConditionRun(model)
    conditionRun = nil
    while truths.count < count {
      let rows = truths.count..<min(truths.count + Evaluation.batchSize, count)
      run.work = 0
      truths += run.truths(plan, batch(rows))
      // A row of a plan is less than a step of the walk.
      guard spend(1 + run.work / 4, at: node, in: file) else { return truths }
    }
    conditionRun = run
    return truths
  }

  private static func batch(_ items: ArraySlice<ItemID>, as role: Role, _ scope: Scope) -> Batch {
    let ids = Batch.Ids.many(items.map(\.rawValue))
    let other = Batch.Ids.one(scope.about?.rawValue ?? CodeColumn.odd)
    return role == .about
      ? Batch(count: items.count, about: ids, subject: .one(CodeColumn.odd))
      : Batch(count: items.count, about: other, subject: ids)
  }

  /// The plan of a condition on items of one kind; nothing where only the walk can tell.
  private mutating func plan(
    of condition: NodeID, for items: [ItemID], as role: Role, _ scope: Scope
  ) -> ConditionPlan? {
    guard let kind = items.first.map({ model.items[$0.index].kind }),
      items.allSatisfy({ model.items[$0.index].kind == kind })
    else { return nil }
    var place =
      role == .about
      ? PlanScope(scope: scope, about: kind)
      : PlanScope(
        scope: scope, about: scope.about.map { model.items[$0.index].kind }, aboutItem: scope.about, subject: kind)
    place.scope.words = nil
    let plan = plan(condition, &place)
    return plan.isOdd ? nil : plan
  }
}
