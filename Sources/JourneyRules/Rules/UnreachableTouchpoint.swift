import JourneyModel
import JourneySyntax

extension Rule {
  /// A touchpoint to which no way leads.
  public static let unreachableTouchpoint: Rule = Rule(
    "unreachable-touchpoint", .error,
    flags: "a touchpoint that no path from any entry reaches",
    because: "what nobody can reach costs money and helps nobody, or a way to it was forgotten",
    source: "Reachability, as in the soundness of workflow nets (van der Aalst 1998)",
    needsWholeJourney: true,
    bad: [
      """
      journey Phone
        channel web
        stage Awareness
          touchpoint A on web
            entry
            leads to B
          touchpoint B on web
          ↓touchpoint C on web
            leads to B
      """,
      """
      journey Phone
        channel web
        stage Awareness
          touchpoint A on web
            leads to B
          touchpoint B on web
        stage Service
          ↓touchpoint C on web
            leads to D
          touchpoint D on web
            leads to C
      """,
    ],
    good: [
      """
      journey Phone
        channel web
        stage Awareness
          touchpoint A on web
            leads to B
          touchpoint B on web
          touchpoint C on web
            leads to D
          touchpoint D on web
            leads to B
      """,
      """
      journey Phone
        channel web
        stage Awareness
          touchpoint A on web
            entry for 50%
            leads to B
          touchpoint B on web
          touchpoint C on web
            entry for 50%
      """,
    ]
  ) { journey in
    let model = journey.model
    let unreached = journey.journey.touchpoints.filter { !journey.flow.reaches($0) }
    // Those that only other unreachable ones lead to are reached as soon as the first of them is.
    var led = ItemSet(for: unreached)
    for touchpoint in unreached {
      for arrow in model.arrows(from: touchpoint) {
        if case .item(let target) = arrow.target, target != touchpoint { led.insert(target) }
      }
    }
    var roots = unreached.filter { !led.contains($0) }
    if roots.isEmpty { roots = Array(unreached.prefix(1)) }
    return roots.map { touchpoint in
      let name = model.reference(to: touchpoint)
      let entries = journey.flow.entries.prefix(3).map {
        Related(model.place(of: $0), "customers come in here")
      }
      return journey.finding(
        .unreachableTouchpoint, on: touchpoint, "No way leads to \(name)", related: Array(entries),
        help:
          "Let another touchpoint lead to it (`leads to \(name)`), or mark it as `entry` if customers come in there.",
        fix: journey.entering(at: touchpoint))
    }
  }
}

extension Examination {
  /// Lets customers come in at a touchpoint to which nothing leads, as well as where they do now.
  fileprivate func entering(at touchpoint: ItemID) -> Fix? {
    // Where the brand speaks in the midst of a journey, an arrow was forgotten.
    guard !model.has(.proactive, touchpoint) || model.parent(of: touchpoint) == journey.stages.first else { return nil }
    // Where the entries follow from the arrows, saying one would close the others.
    guard flow.entriesAreSaid || flow.entries.count <= 3 else { return nil }
    let entries = flow.entriesAreSaid ? [touchpoint] : flow.entries + [touchpoint]
    let edits = entries.map { adding(.entry, to: $0) }
    guard edits.allSatisfy({ $0 != nil }) else { return nil }
    return fix("Let customers come in at \(model.reference(to: touchpoint))", edits.flatMap { $0 ?? [] })
  }
}
