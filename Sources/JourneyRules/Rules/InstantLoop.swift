import JourneyModel
import JourneySyntax

extension Rule {
  /// A loop that takes no time at all.
  public static let instantLoop: Rule = Rule(
    "instant-loop", .error,
    flags: "a cycle of touchpoints whose every time is stated, and is zero",
    because: "whoever walks it never gets older: no simulation ends, and no customer lives like this",
    source: "Zeno behaviour, as known of timed systems (Alur and Dill 1994)",
    needsWholeJourney: true,
    bad: [
      """
      journey Phone
        channel web
        stage Purchase
          ↓touchpoint A on web
            after 0 min
            wait 0 min
            takes 0 min
            leads to B
          touchpoint B on web
            after 0 min
            wait 0 min
            takes 0 min
            leads to A again
      """,
      """
      journey Phone
        channel web
        outcome Bought
        stage Purchase
          ↓touchpoint A on web
            after 0 s
            wait 0 s
            takes 0 s
            leads to A again for 10%
            leads to Bought
      """,
    ],
    good: [
      """
      journey Phone
        channel web
        stage Purchase
          touchpoint A on web
            after 0 min
            wait 0 min
            takes 0 min
            leads to B
          touchpoint B on web
            after 0 min
            wait 1 min
            takes 0 min
            leads to A again
      """,
      """
      journey Phone
        channel web
        stage Purchase
          touchpoint A on web
            after 0 min
            wait 0 min
            takes 0 min
            leads to A again at most 3 times
      """,
    ]
  ) { journey in
    let model = journey.model
    let instant = journey.journey.touchpoints.filter { touchpoint in
      [Attribute.after, .wait, .takes].allSatisfy { model.value($0, of: touchpoint).magnitude == .zero }
    }
    guard !instant.isEmpty else { return [] }
    return cycles(among: instant, journey).map { cycle in
      let names = (cycle + [cycle[0]]).map { model.reference(to: $0) }.joined(separator: " → ")
      return journey.finding(
        .instantLoop, on: cycle[0], "This loop takes no time at all: \(names)",
        related: cycle.dropFirst().map { Related(model.place(of: $0), "part of the loop") },
        help: "Say how long a round takes (`takes 5 min`), or how often it happens (`again at most 3 times`).")
    }
  }

  /// One cycle for each knot of touchpoints that lead to each other without a limit, by their order.
  private static func cycles(among touchpoints: [ItemID], _ journey: Examination) -> [[ItemID]] {
    let model = journey.model
    let members = Set(touchpoints)
    var finished: Set<ItemID> = []
    var told: Set<ItemID> = []
    var cycles: [[ItemID]] = []
    var budget = 10_000_000
    var steps = 0
    for start in touchpoints where !finished.contains(start) {
      // A depth-first walk with a stack of its own: a way back to what is on the stack is a cycle.
      var stack: [(id: ItemID, targets: [ItemID])] = [(start, targets(of: start, members, model))]
      var places: [ItemID: Int] = [start: 0]
      while let top = stack.last, budget > 0 {
        steps += 1
        if steps % 4_096 == 0, journey.limits.interruption != nil { return [] }
        guard let next = top.targets.last else {
          finished.insert(top.id)
          places[top.id] = nil
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].targets.removeLast()
        if let place = places[next] {
          guard !told.contains(next), !told.contains(top.id) else { continue }
          // Knots of thousands are looked through as far as the work allows; one cycle of each is enough to say so.
          budget -= stack.count - place
          let cycle = stack[place...].map(\.id)
          guard !cycle.contains(where: { told.contains($0) }) else { continue }
          told.formUnion(cycle)
          cycles.append(cycle)
        } else if !finished.contains(next) {
          places[next] = stack.count
          stack.append((next, targets(of: next, members, model)))
        }
      }
    }
    return cycles
  }

  private static func targets(of touchpoint: ItemID, _ members: Set<ItemID>, _ model: Model) -> [ItemID] {
    model.arrows(from: touchpoint).reversed().compactMap { arrow in
      guard arrow.limit == nil, case .item(let target) = arrow.target, members.contains(target) else { return nil }
      return target
    }
  }
}
