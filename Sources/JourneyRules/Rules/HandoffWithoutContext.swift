import JourneyModel
import JourneySyntax

extension Rule {
  /// Touchpoints where customers come into other hands, and begin again.
  public static let handoffWithoutContext: Rule = Rule(
    "handoff-without-context", .warning, isRecommended: false,
    flags:
      "touchpoints where the owner, the company or the mode of the channel changes, and that use nothing of what was "
      + "captured before",
    because: "whoever has to tell the story again from the beginning was not handed over, but sent away",
    source: "Dixon, Freeman and Toman, Stop Trying to Delight Your Customers, 2010: having to repeat information",
    needsWholeJourney: true,
    bad: [
      """
      journey Phone
        channel web
          mode digital
        channel hotline
          mode human
        stage Service
          touchpoint Form on web
            captures problem, email_address
            leads to Call
          ↓touchpoint Call on hotline
            purpose support
            leads to Summary
          touchpoint Summary on web
            leads to Letter
          touchpoint Letter
            uses email_address
      """,
      """
      journey Phone
        channel hotline
        stage Purchase
          touchpoint Order on hotline
            captures first_name, model
            owner "Sales"
            leads to Activation
          touchpoint Activation on hotline
            uses first_name
            purpose transact
            owner "Sales"
            leads to Help
          ↓touchpoint Help on hotline
            purpose support
            owned by partner "Helpline United"
            owner "Helpline United"
      """,
    ],
    good: [
      """
      journey Phone
        channel web
          mode digital
        channel hotline
          mode human
        stage Service
          touchpoint Form on web
            captures problem
            leads to Call
          touchpoint Call on hotline
            purpose support
            uses problem
            leads to Check
          touchpoint Check on hotline
            purpose check
      """,
      """
      journey Phone
        channel web
          mode digital
        channel hotline
          mode human
        stage Service
          touchpoint Form on web
            captures problem
            leads to Call
          touchpoint Call on hotline
            purpose support
          touchpoint Offer on web
            purpose advise
            leads to "Second call"
          touchpoint "Second call" on hotline
            purpose advise
            captures summary
      """,
    ]
  ) { journey in
    let model = journey.model
    let contents = journey.journey
    // A script that does not say what is used anywhere does not say it here either.
    guard contents.touchpoints.contains(where: { journey.usesData($0) }) else { return [] }
    let capturing = contents.touchpoints.filter { model.mentions(.captures, $0) }
    var known = ItemSet(for: contents.touchpoints)
    for touchpoint in capturing + journey.touchpoints(after: capturing) { known.insert(touchpoint) }
    var asking = ItemSet(for: contents.touchpoints)
    for touchpoint in contents.touchpoints where journey.asksForContext(touchpoint) { asking.insert(touchpoint) }
    var lost: [(touchpoint: ItemID, before: ItemID, change: String)] = []
    var said = ItemSet(for: contents.touchpoints)
    for touchpoint in contents.touchpoints where known.contains(touchpoint) {
      for next in journey.next(touchpoint) where asking.contains(next) && !said.contains(next) {
        guard let change = journey.change(from: touchpoint, to: next) else { continue }
        said.insert(next)
        lost.append((next, touchpoint, change))
      }
    }
    lost.sort { $0.touchpoint < $1.touchpoint }
    guard let first = lost.first else { return [] }
    let names = Suggestion.list(lost.prefix(5).map { model.reference(to: $0.touchpoint) }, "and")
    return [
      journey.finding(
        .handoffWithoutContext, on: first.touchpoint,
        "At \(names)\(lost.count > 5 ? ", and at \(lost.count - 5) more," : "") customers begin again: nothing known of "
          + "them is used",
        label: "\(first.change) after \(model.reference(to: first.before))",
        related: lost.dropFirst().prefix(20).map {
          Related(model.place(of: $0.touchpoint), "\($0.change) after \(model.reference(to: $0.before))")
        },
        help: "Hand over what was captured, and say what is used of it there: `uses \(journey.someData)`.")
    ]
  }
}

extension Examination {
  /// Whether customers would have to explain themselves at a touchpoint: it is about their own case, and uses no data.
  fileprivate func asksForContext(_ touchpoint: ItemID) -> Bool {
    switch purpose(touchpoint) {
    case "advise", "support", "recover", "transact", "check": break
    default: return false
    }
    guard !usesData(touchpoint) else { return false }
    return !next(touchpoint).contains { usesData($0) && change(from: touchpoint, to: $0) == nil }
  }

  /// What changes hands between two touchpoints, where both say it.
  fileprivate func change(from touchpoint: ItemID, to next: ItemID) -> String? {
    if let before = model.value(.owner, of: touchpoint).string, let after = model.value(.owner, of: next).string,
      before != after
    {
      return "another owner"
    }
    if differ(owners(of: touchpoint), owners(of: next)) { return "another company" }
    return differ(modes(of: touchpoint), modes(of: next)) ? "another mode" : nil
  }

  private func differ(_ before: [String], _ after: [String]) -> Bool {
    !before.isEmpty && !after.isEmpty && !before.contains { after.contains($0) }
  }

  /// The modes of a touchpoint's channels; none where one of them does not say it.
  private func modes(of touchpoint: ItemID) -> [String] {
    let modes = model.channels(of: touchpoint).map { model.value(.mode, of: $0).elements.compactMap(\.string) }
    return modes.contains([]) ? [] : modes.flatMap { $0 }
  }

  /// A piece of data that the journey captures.
  fileprivate var someData: String {
    let data = journey.touchpoints.lazy.compactMap { self.model.value(.captures, of: $0).elements.first?.string }.first
    return data.map { Display.plain($0, limit: 40) } ?? "email_address"
  }
}
