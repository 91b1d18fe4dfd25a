import Journey

/// The ways along arrows from one touchpoint to another or to an outcome, none of them by one touchpoint twice.
///
/// A stage stands for its touchpoints. The shortest ways come first; the search is breadth first over ways, so that it
/// can stop as soon as enough are found.
struct Ways {
  let model: Model
  let from: ItemID
  let to: ItemID

  /// How many ways are shown, and how many steps are taken to find them.
  private static let limit = 12
  private static let steps = 50_000

  func lines(width: Int) -> [String] {
    let (ways, isCut) = find()
    let (a, b) = (model.reference(to: from), model.reference(to: to))
    guard !ways.isEmpty else {
      return ["No way leads from \(a) to \(b)." + (isCut ? " The search was long and was stopped." : "")]
    }
    var lines = ["\(Summary.counted(ways.count, "way")) from \(a) to \(b)\(isCut ? ", the shortest ones" : ""):"]
    for way in ways { lines += draw(way, width) }
    return lines
  }

  private func ends(_ id: ItemID) -> [ItemID] { model[id].kind == .stage ? model.touchpoints(of: id) : [id] }

  private func find() -> (ways: [[ItemID]], isCut: Bool) {
    let goals = Set(ends(to))
    let useful = reaching(goals)
    var pending = ends(from).filter { useful.contains($0) }.map { [$0] }
    var ways: [[ItemID]] = []
    var next = 0
    var steps = 0
    while next < pending.count {
      let way = pending[next]
      next += 1
      if let last = way.last, goals.contains(last), way.count > 1 || from == to {
        ways.append(way)
        if ways.count == Ways.limit { return (ways, next < pending.count) }
        continue
      }
      for target in targets(of: way[way.count - 1]) where useful.contains(target) && !way.contains(target) {
        steps += 1
        if steps > Ways.steps { return (ways, true) }
        pending.append(way + [target])
      }
    }
    return (ways, false)
  }

  private func targets(of touchpoint: ItemID) -> [ItemID] {
    var found: [ItemID] = []
    for arrow in model.arrows(from: touchpoint) {
      if case .item(let target) = arrow.target, !found.contains(target) { found.append(target) }
    }
    return found
  }

  /// All touchpoints from which some way leads to a goal: others need not be tried.
  private func reaching(_ goals: Set<ItemID>) -> Set<ItemID> {
    var sources: [ItemID: [ItemID]] = [:]
    for arrow in model.arrows {
      if case .item(let target) = arrow.target { sources[target, default: []].append(arrow.from) }
    }
    var found = goals
    var pending = Array(goals)
    while let id = pending.popLast() {
      for source in sources[id] ?? [] where found.insert(source).inserted { pending.append(source) }
    }
    return found
  }

  // MARK: Drawing

  private func draw(_ way: [ItemID], _ width: Int) -> [String] {
    var text = "  " + model.reference(to: way[0])
    var lines: [String] = []
    var share: Rational? = Rational(1)
    for (here, next) in zip(way, way.dropFirst()) {
      let arrow = model.arrows(from: here).first { $0.target == .item(next) }
      if let said = arrow?.share { share = share.flatMap { $0.multiplied(by: said) } } else { share = nil }
      let step = " → \(arrow?.share.map { "(\(Value.percent($0))) " } ?? "")\(model.reference(to: next))"
      if DisplayWidth.of(text) + DisplayWidth.of(step) > width {
        lines.append(text)
        text = "   "
      }
      text += step
    }
    var facts: [String] = []
    if let share, way.count > 2 { facts.append(Value.percent(share)) }
    if let time = time(of: way) { facts.append(Value.duration(time).text()) }
    let end = facts.isEmpty ? "" : "  (\(facts.joined(separator: ", ")))"
    if DisplayWidth.of(text) + DisplayWidth.of(end) > width { return lines + [text, "   " + end] }
    return lines + [text + end]
  }

  /// What is said to pass on a way: before it happens, waiting, and being busy; nothing where nothing is said.
  private func time(of way: [ItemID]) -> Rational? {
    var sum: Rational?
    for id in way where model[id].kind == .touchpoint {
      for attribute in [Attribute.after, .wait, .takes] {
        guard let part = model.value(attribute, of: id).magnitude else { continue }
        sum = sum.map { $0.adding(part) ?? $0 } ?? part
      }
    }
    return sum
  }
}
