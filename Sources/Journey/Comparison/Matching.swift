import JourneyModel
import JourneySyntax

/// Which items of two models are the same: by machine id, by name, and where nothing else can be meant also where an item
/// was renamed or moved.
struct Matching {
  /// A journey with what it was; one of the two where it came or went.
  struct JourneyPair {
    let before: Model.JourneyContents?
    let after: Model.JourneyContents?
    /// The items that the journey sees, in the order of the later one; those that went stand at the end of their kind.
    var items: [ItemPair] = []
  }

  /// An item with what it was; one of the two where it came or went.
  struct ItemPair {
    let kind: ItemKind
    let before: ItemID?
    let after: ItemID?
  }

  let before: Model
  let after: Model
  /// From an item to the one that it has become, and back.
  private(set) var forth: [ItemID: ItemID] = [:]
  private(set) var back: [ItemID: ItemID] = [:]
  private(set) var journeys: [JourneyPair] = []
  /// What the journeys of a file share, unless one of them sees nothing of it: then each journey tells what it sees.
  private(set) var shared: [ItemPair] = []
  private var isShared = true

  private let linesBefore: ItemLines
  private let linesAfter: ItemLines

  init(of before: Model, with after: Model, lines: (before: ItemLines, after: ItemLines)) {
    self.before = before
    self.after = after
    (linesBefore, linesAfter) = lines
    let pairs = journeyPairs()
    for (a, b) in pairs { if let a = a?.journey, let b = b?.journey { note(a, b) } }
    isShared = ![before, after].contains { model in model.journeys.contains { hidesAll($0, in: model) } }
    if isShared {
      for kind in Matching.sharedKinds { shared += pair(before.shared.items(kind), after.shared.items(kind), kind) }
    }
    journeys = pairs.map { a, b in
      var pair = JourneyPair(before: a, after: b)
      pair.items = items(of: a, b)
      return pair
    }
    dropTwiceTold()
  }

  private static let sharedKinds: [ItemKind] = [.outcome, .persona, .channel, .layer]

  private mutating func note(_ a: ItemID, _ b: ItemID) {
    if forth[a] == nil { forth[a] = b }
    if back[b] == nil { back[b] = a }
  }

  /// What an item of the model before is called in both: itself as it is after, or a number that nothing has there.
  func standIn(before id: ItemID) -> ItemID { forth[id] ?? ItemID(-2 - id.index) }

  /// What an item of the model after is called in both.
  func standIn(after id: ItemID) -> ItemID { back[id].flatMap { forth[$0] } ?? id }

  /// Whether a journey sees nothing of what is shared, since a scenario gave it all of that as its own.
  private func hidesAll(_ contents: Model.JourneyContents, in model: Model) -> Bool {
    Matching.sharedKinds.contains { !model.shared.items($0).isEmpty }
      && Matching.sharedKinds.allSatisfy { model.visible($0, in: contents).count == contents.items($0).count }
  }

  /// What came or went among what is shared is told there, unless a journey gave it or took it over.
  private mutating func dropTwiceTold() {
    let whole = journeys.flatMap(\.items).filter { $0.before != nil && $0.after != nil }
    let (given, taken) = (Set(whole.compactMap(\.before)), Set(whole.compactMap(\.after)))
    shared.removeAll { item in
      item.before == nil && item.after.map { taken.contains($0) } ?? false
        || item.after == nil && item.before.map { given.contains($0) } ?? false
    }
    let gone = Set(shared.filter { $0.after == nil }.compactMap(\.before))
    let come = Set(shared.filter { $0.before == nil }.compactMap(\.after))
    for number in journeys.indices {
      journeys[number].items.removeAll { item in
        item.before == nil && item.after.map { come.contains($0) } ?? false
          || item.after == nil && item.before.map { gone.contains($0) } ?? false
      }
    }
  }

  // MARK: Journeys

  /// Journeys by id, then by name, then a scenario with the journey that it changes, then one against one.
  private func journeyPairs() -> [(Model.JourneyContents?, Model.JourneyContents?)] {
    let (a, b) = (before.journeys, after.journeys)
    var partners: [Int: Int] = [:]
    func match<Key: Hashable>(_ key: (Model.JourneyContents, Model) -> Key?) {
      let taken = Set(partners.values)
      let pairs = Matching.unique(
        a.indices.filter { !taken.contains($0) }, b.indices.filter { partners[$0] == nil },
        { key(a[$0], before) }, { key(b[$0], after) })
      for (a, b) in pairs { partners[b] = a }
    }
    match { contents, model in contents.journey.map { model.id(of: $0) } }
    match { contents, model in contents.journey.map { NameTable.fold(model.name(of: $0)) } }
    let bases = [before, after].map { model in
      Dictionary(
        model.scenarios.map { (NameTable.fold($0.name), $0.journey.map { NameTable.fold($0) }) },
        uniquingKeysWith: { first, _ in first })
    }
    if a.allSatisfy(\.isVariant) != b.allSatisfy(\.isVariant) {
      let (isA, isB) = (a.allSatisfy(\.isVariant), b.allSatisfy(\.isVariant))
      let taken = Set(partners.values)
      func base(_ contents: Model.JourneyContents, _ model: Model, _ bases: [String: String?], _ isAll: Bool) -> String?
      {
        guard let name = contents.journey.map({ NameTable.fold(model.name(of: $0)) }) else { return nil }
        return isAll ? bases[name] ?? nil : name
      }
      let pairs = Matching.unique(
        a.indices.filter { !taken.contains($0) }, b.indices.filter { partners[$0] == nil },
        { base(a[$0], before, bases[0], isA) }, { base(b[$0], after, bases[1], isB) })
      for (a, b) in pairs { partners[b] = a }
    }
    if a.count == 1, b.count == 1 { partners[0] = 0 }
    match { contents, model in
      contents.stages.isEmpty ? nil : Set(contents.stages.map { NameTable.fold(model.name(of: $0)) })
    }
    return Matching.withoutPassedOver(a, b, partners)
  }

  /// The pairs, and the journeys that came and went. A scenario is one journey of a file: that the others are not in it is
  /// no difference.
  private static func withoutPassedOver(
    _ a: [Model.JourneyContents], _ b: [Model.JourneyContents], _ partners: [Int: Int]
  ) -> [(Model.JourneyContents?, Model.JourneyContents?)] {
    let isScenarioA = a.allSatisfy(\.isVariant) && !b.allSatisfy(\.isVariant) && !partners.isEmpty
    let isScenarioB = b.allSatisfy(\.isVariant) && !a.allSatisfy(\.isVariant) && !partners.isEmpty
    let taken = Set(partners.values)
    let kept = b.indices.filter { partners[$0] != nil || !isScenarioA }
    let gone = isScenarioB ? [] : a.indices.filter { !taken.contains($0) }
    return kept.map { (partners[$0].map { a[$0] }, b[$0]) } + gone.map { (a[$0], nil) }
  }

  // MARK: Items

  /// What two journeys see, paired; what both share is told once, elsewhere.
  private mutating func items(
    of a: Model.JourneyContents?, _ b: Model.JourneyContents?
  ) -> [ItemPair] {
    let kinds: [ItemKind] = [.stage, .touchpoint, .outcome, .persona, .channel, .layer]
    var found: [ItemKind: [ItemPair]] = [:]
    for kind in kinds {
      let (all, others) = told(kind, a, b)
      found[kind] = pair(all, others, kind)
    }
    if let a, let b { findRenamed(&found, a, b) }
    return ItemKind.allCases.flatMap { found[$0] ?? [] }
  }

  /// The items of a kind that two journeys see and that are not compared among what is shared.
  private func told(
    _ kind: ItemKind, _ a: Model.JourneyContents?, _ b: Model.JourneyContents?
  ) -> (before: [ItemID], after: [ItemID]) {
    // What is shared does not come or go with one of several journeys.
    guard let a, let b else { return (a?.items(kind) ?? [], b?.items(kind) ?? []) }
    guard !isShared || !a.items(kind).isEmpty || !b.items(kind).isEmpty else { return ([], []) }
    let (all, others) = (before.visible(kind, in: a), after.visible(kind, in: b))
    // Of what is shared on both sides only what one of them hides is left to tell.
    let both = Set(others).intersection(all.compactMap { forth[$0] })
    return (all.filter { !(forth[$0].map { both.contains($0) } ?? false) }, others.filter { !both.contains($0) })
  }

  /// Pairs items of a kind by what names them.
  private mutating func pair(_ a: [ItemID], _ b: [ItemID], _ kind: ItemKind) -> [ItemPair] {
    var partners: [ItemID: ItemID] = [:]
    var (restA, restB) = (a, b)
    func match(_ keys: (ItemID, Model, _ isBefore: Bool) -> String?) {
      let pairs = Matching.unique(restA, restB, { keys($0, before, true) }, { keys($0, after, false) })
      for (a, b) in pairs { partners[b] = a }
      let taken = Set(pairs.map(\.0))
      restA.removeAll { taken.contains($0) }
      restB.removeAll { partners[$0] != nil }
    }
    if kind == .touchpoint {
      match { id, model, isBefore in
        guard let stage = model.parent(of: id), let stage = isBefore ? forth[stage] : stage else { return nil }
        return "\(stage.rawValue).\(NameTable.fold(model.name(of: id)))"
      }
    }
    match { id, model, _ in model.id(of: id) }
    match { id, model, _ in NameTable.fold(model.name(of: id)) }
    if kind == .stage { for (a, b) in renamedStages(restA, restB) { partners[b] = a } }
    for (b, a) in partners { note(a, b) }
    let taken = Set(partners.values)
    return b.map { ItemPair(kind: kind, before: partners[$0], after: $0) }
      + a.filter { !taken.contains($0) }.map { ItemPair(kind: kind, before: $0, after: nil) }
  }

  /// The pairs that agree in a key which nothing else on either side has.
  private static func unique<Element, Key: Hashable>(
    _ a: [Element], _ b: [Element], _ keyA: (Element) -> Key?, _ keyB: (Element) -> Key?
  ) -> [(Element, Element)] {
    guard !a.isEmpty, !b.isEmpty else { return [] }
    func table(_ elements: [Element], _ key: (Element) -> Key?) -> [Key: Element?] {
      elements.reduce(into: [:]) { table, element in
        guard let key = key(element) else { return }
        table.updateValue(table.keys.contains(key) ? nil : element, forKey: key)
      }
    }
    let others = table(b, keyB)
    return table(a, keyA).compactMap { key, item in
      guard let item, let other = others[key] ?? nil else { return nil }
      return (item, other)
    }
  }

  // MARK: Renamed

  /// Stages under another name: most of their touchpoints are the same, and none of those stands in any other stage.
  private func renamedStages(_ a: [ItemID], _ b: [ItemID]) -> [(ItemID, ItemID)] {
    guard !a.isEmpty, !b.isEmpty else { return [] }
    /// The only stage that has a touchpoint of a name; nothing where there are several.
    func stages(_ all: [ItemID], _ model: Model) -> [String: ItemID?] {
      var stages: [String: ItemID?] = [:]
      for stage in all {
        for touchpoint in model.touchpoints(of: stage) {
          let name = NameTable.fold(model.name(of: touchpoint))
          stages.updateValue(stages.keys.contains(name) ? nil : stage, forKey: name)
        }
      }
      return stages
    }
    let (stagesA, stagesB) = (stages(a, before), stages(b, after))
    var common: [ItemID: [ItemID?: Int]] = [:]
    var commonBack: [ItemID: Set<ItemID?>] = [:]
    for (name, a) in stagesA {
      guard let b = stagesB[name] else { continue }
      if let a { common[a, default: [:]][b, default: 0] += 1 }
      if let b { commonBack[b, default: []].insert(a) }
    }
    return a.compactMap { stage in
      guard let sharing = common[stage], sharing.count == 1, let (other, count) = sharing.first, let other,
        commonBack[other]?.count == 1,
        2 * count >= max(before.touchpoints(of: stage).count, after.touchpoints(of: other).count)
      else { return nil }
      return (stage, other)
    }
  }

  /// What an item says and what names it, with what those are called after: two that agree are one under two names.
  private struct Likeness: Hashable {
    let stage: ItemID?
    let lines: [LineLikeness: Int]
    let users: Set<Use>
  }
  private struct LineLikeness: Hashable {
    let identity: ItemLine.Identity
    let content: ItemLine.Content
  }
  private struct Use: Hashable {
    let user: ItemID
    let attribute: Attribute
  }

  /// Joins items that went with items that came where both say the same lines and the same others name them.
  private mutating func findRenamed(
    _ found: inout [ItemKind: [ItemPair]], _ a: Model.JourneyContents, _ b: Model.JourneyContents
  ) {
    for kind in [.channel, .outcome, .persona, .layer, .touchpoint] as [ItemKind] {
      let pairs = found[kind] ?? []
      let gone = pairs.filter { $0.after == nil }.compactMap(\.before)
      let come = pairs.filter { $0.before == nil }.compactMap(\.after)
      guard !gone.isEmpty, !come.isEmpty else { continue }
      let usersA = users(of: gone, in: a, before) { forth[$0] }
      let usersB = users(of: come, in: b, after) { back[$0] == nil ? nil : standIn(after: $0) }
      let renamed = Matching.unique(
        gone, come, { likeness($0, before, usersA[$0], isBefore: true) },
        { likeness($0, after, usersB[$0], isBefore: false) })
      for (a, b) in renamed { note(a, b) }
      let goneNow = Set(renamed.map(\.0))
      found[kind] = pairs.compactMap { pair in
        if let a = pair.before, pair.after == nil { return goneNow.contains(a) ? nil : pair }
        guard pair.before == nil, let b = pair.after, let a = back[b], goneNow.contains(a) else { return pair }
        return ItemPair(kind: kind, before: a, after: b)
      }
    }
  }

  /// Nothing where an item says hardly anything and nobody names it: then many are alike.
  private func likeness(_ id: ItemID, _ model: Model, _ users: Set<Use>?, isBefore: Bool) -> Likeness? {
    var lines: [LineLikeness: Int] = [:]
    // Two that were renamed together may name each other: what has no counterpart yet is alike.
    let unknown = ItemID(-1)
    let all =
      isBefore
      ? linesBefore.lines(of: id) { forth[$0] ?? unknown }
      : linesAfter.lines(of: id) { back[$0] == nil ? unknown : standIn(after: $0) }
    for line in all {
      // A machine id goes with the name.
      guard line.identity.word != Attribute.id.rawValue else { continue }
      lines[LineLikeness(identity: line.identity, content: line.content), default: 0] += 1
    }
    let users = users ?? []
    // One line alone may well be said of two things.
    guard !users.isEmpty || lines.count > 1 else { return nil }
    let stage = model.kind(of: id) == .touchpoint ? model.parent(of: id) : nil
    return Likeness(stage: isBefore ? stage.flatMap { forth[$0] } : stage, lines: lines, users: users)
  }

  /// Which items of a journey name some others, and by which lines; those that have no counterpart do not count.
  private func users(
    of items: [ItemID], in contents: Model.JourneyContents, _ model: Model, _ counterpart: (ItemID) -> ItemID?
  ) -> [ItemID: Set<Use>] {
    let wanted = Set(items)
    var users: [ItemID: Set<Use>] = [:]
    func note(_ value: Value, _ user: ItemID, _ attribute: Attribute) {
      for case .item(let id) in value.elements where wanted.contains(id) {
        users[id, default: []].insert(Use(user: user, attribute: attribute))
      }
    }
    let kinds: [ItemKind] = [.persona, .layer, .stage, .touchpoint]
    for id in kinds.flatMap({ model.visible($0, in: contents) }) {
      guard let user = counterpart(id) else { continue }
      for entry in model.attributes(of: id) { note(entry.value, user, entry.attribute) }
      for arrow in model.arrows(from: id) {
        if case .item(let target) = arrow.target { note(.item(target), user, .leadsTo) }
      }
    }
    return users
  }
}
