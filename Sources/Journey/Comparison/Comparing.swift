import JourneyModel
import JourneySyntax

/// Two models side by side, with the way from the items of one to those of the other.
struct Comparing {
  let before: Model
  let after: Model
  let matching: Matching
  let limits: Limits
  private let linesBefore: ItemLines
  private let linesAfter: ItemLines

  init(_ before: Model, _ after: Model, limits: Limits) {
    self.before = before
    self.after = after
    self.limits = limits
    (linesBefore, linesAfter) = (ItemLines(before), ItemLines(after))
    matching = Matching(of: before, with: after, lines: (linesBefore, linesAfter))
  }

  // MARK: Journeys

  /// What differs in a journey; nothing where nothing does.
  func change(of pair: Matching.JourneyPair) -> JourneyChange? {
    guard limits.interruption == nil else { return nil }
    let (a, b) = (pair.before?.journey, pair.after?.journey)
    let isVariant = pair.before.map(\.isVariant) != pair.after.map(\.isVariant)
    let isWhole = a != nil && b != nil
    let strengths = isWhole ? self.strengths(of: pair) : []
    let names = names(a, b)
    let isScenario = isWhole && isVariant && pair.after?.isVariant == true
    guard let name = isScenario ? names.before : names.after ?? names.before else { return nil }
    let change = JourneyChange(
      journey: names, name: name, isRenamed: isWhole && !isVariant && names.before?.name != names.after?.name,
      // A scenario is called as it is called: its title says nothing of the journey.
      lines: lines(a, b).filter { !(isWhole && isVariant && $0.line == "title") },
      items: changes(of: inOrder(pair.items)),
      weakest: Change(
        before: isWhole ? weakest(of: pair.before, before) : nil, after: isWhole ? weakest(of: pair.after, after) : nil),
      stages: strengths, outcomes: isWhole ? outcomes(of: pair) : [])
    let isSame =
      isWhole && !change.isRenamed && change.lines.isEmpty && change.items.isEmpty && !change.isStrengthChanged
      && !change.outcomes.contains { $0.isChanged }
    return isSame ? nil : change
  }

  /// The items of a journey, each stage followed by its touchpoints; those that went stand where their stage does.
  private func inOrder(_ items: [Matching.ItemPair]) -> [Matching.ItemPair] {
    let (touchpoints, others) = (items.filter { $0.kind == .touchpoint }, items.filter { $0.kind != .touchpoint })
    var below = Dictionary(grouping: touchpoints) { stage(of: $0) }
    let ordered = others.flatMap { pair -> [Matching.ItemPair] in
      guard pair.kind == .stage else { return [pair] }
      let stage = pair.after.map { matching.standIn(after: $0) } ?? pair.before.map { matching.standIn(before: $0) }
      return [pair] + (below.removeValue(forKey: stage) ?? [])
    }
    // A touchpoint whose stage could not be read stands in the journey.
    return ordered + touchpoints.filter { below.keys.contains(stage(of: $0)) }
  }

  /// The stage in which a touchpoint is told, as both models call it.
  private func stage(of pair: Matching.ItemPair) -> ItemID? {
    if let after = pair.after { return self.after.parent(of: after).map { matching.standIn(after: $0) } }
    return pair.before.flatMap { before.parent(of: $0) }.map { matching.standIn(before: $0) }
  }

  // MARK: Items

  /// What differs in some items.
  func changes(of pairs: [Matching.ItemPair]) -> [ItemChange] {
    var changes: [ItemChange] = []
    for (number, pair) in pairs.enumerated() {
      if number % 256 == 255, limits.interruption != nil { break }
      if let change = change(of: pair) { changes.append(change) }
    }
    return changes
  }

  private func change(of pair: Matching.ItemPair) -> ItemChange? {
    let names = names(pair.before, pair.after)
    let isWhole = pair.before != nil && pair.after != nil
    let stages = (pair.before.flatMap { before.parent(of: $0) }, pair.after.flatMap { after.parent(of: $0) })
    let isMoved =
      isWhole && pair.kind == .touchpoint
      && stages.0.map { matching.standIn(before: $0) } != stages.1.map { matching.standIn(after: $0) }
    let change = ItemChange(
      item: names, stage: pair.kind == .touchpoint ? self.names(stages.0, stages.1) : nil,
      isRenamed: isWhole && names.before?.name != names.after?.name, isMoved: isMoved,
      lines: lines(pair.before, pair.after))
    return isWhole && !change.isRenamed && !isMoved && change.lines.isEmpty ? nil : change
  }

  func names(_ a: ItemID?, _ b: ItemID?) -> Change<ComparedItem> {
    Change(before: a.map { Comparing.name(of: $0, before) }, after: b.map { Comparing.name(of: $0, after) })
  }

  static func name(of id: ItemID, _ model: Model) -> ComparedItem {
    ComparedItem(
      kind: model.kind(of: id), id: model.id(of: id), name: model.name(of: id), title: model.title(of: id))
  }

  // MARK: Lines

  /// The lines of an item that differ: what is there now in its order, then what went.
  private func lines(_ a: ItemID?, _ b: ItemID?) -> [LineChange] {
    let old = a.map { linesBefore.lines(of: $0) { matching.standIn(before: $0) } } ?? []
    let new = b.map { linesAfter.lines(of: $0) { matching.standIn(after: $0) } } ?? []
    let partners = Comparing.partners(of: new, among: old)
    var changes: [LineChange] = []
    for (number, line) in new.enumerated() {
      guard let b else { continue }
      let rest = linesAfter.rest(of: line, on: b)
      if let partner = partners[number] {
        guard old[partner].content != line.content, let a else { continue }
        changes.append(change(from: old[partner], of: a, to: line, of: b))
      } else {
        changes.append(
          LineChange(
            kind: .added, line: linesAfter.head(of: line), before: nil, after: rest, removed: [], added: []))
      }
    }
    let kept = Set(partners.values)
    for (number, line) in old.enumerated() where !kept.contains(number) {
      guard let a else { continue }
      changes.append(
        LineChange(
          kind: .removed, line: linesBefore.head(of: line), before: linesBefore.rest(of: line, on: a), after: nil,
          removed: [], added: []))
    }
    return changes
  }

  private struct Saying: Hashable {
    let identity: ItemLine.Identity
    let content: ItemLine.Content
  }

  /// For each line the one that it was: one that says the same, else one under the same condition, else any about the same.
  private static func partners(of new: [ItemLine], among old: [ItemLine]) -> [Int: Int] {
    var partners: [Int: Int] = [:]
    var kept: Set<Int> = []
    func match<Key: Hashable>(_ key: (ItemLine) -> Key) {
      let rest = old.indices.filter { !kept.contains($0) }
      var open = Dictionary(grouping: rest.reversed()) { key(old[$0]) }
      for number in new.indices where partners[number] == nil {
        guard let partner = open[key(new[number])]?.popLast() else { continue }
        partners[number] = partner
        kept.insert(partner)
      }
    }
    match { Saying(identity: $0.identity, content: $0.content) }
    match { Saying(identity: $0.identity, content: ItemLine.Content(condition: $0.content.condition)) }
    match { $0.identity }
    return partners
  }

  private func change(from old: ItemLine, of a: ItemID, to new: ItemLine, of b: ItemID) -> LineChange {
    var (was, now) = (linesBefore.rest(of: old, on: a), linesAfter.rest(of: new, on: b))
    if was == now,
      let (old, new) = linesBefore.asWritten(old).flatMap({ old in
        linesAfter.asWritten(new).map { (old, $0) }
      })
    {
      (was, now) = (old, new)
    }
    var (removed, added): ([String], [String]) = ([], [])
    if let old = linesBefore.members(of: old, naming: { matching.standIn(before: $0) }),
      let new = linesAfter.members(of: new, naming: { matching.standIn(after: $0) })
    {
      let (known, present) = (Set(old.map(\.member)), Set(new.map(\.member)))
      removed = old.filter { !present.contains($0.member) }.map(\.text)
      added = new.filter { !known.contains($0.member) }.map(\.text)
    }
    return LineChange(
      kind: .changed, line: linesAfter.head(of: new), before: was, after: now, removed: removed, added: added)
  }
}
