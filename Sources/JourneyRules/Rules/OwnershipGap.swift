import JourneyModel
import JourneySyntax

extension Rule {
  /// A phase without the kind of owner that customers listen to in it.
  public static let ownershipGap: Rule = Rule(
    "ownership-gap", .warning, isRecommended: false,
    flags: "a journey that says whose touchpoints are, with nothing independent before the decision, or nothing of the "
      + "customers' own after it",
    because: "before they buy, people ask those who sell nothing, and afterwards they tell others: a map of the "
      + "brand's own touchpoints shows neither",
    source: "Lemon and Verhoef, Understanding Customer Experience Throughout the Customer Journey, 2016: brand-owned, "
      + "partner-owned, customer-owned and independent touchpoints",
    needsWholeJourney: true,
    bad: [
      """
      journey Phone
        channel social
          owned by partner "The network"
        channel website
          owned by brand
        ↓stage Awareness
          phase before
          touchpoint Advert on social
          touchpoint "Product page" on website
      """,
      """
      journey Phone
        channel portal
          owned by independent
        channel website
        stage Awareness
          phase before
          touchpoint Reviews on portal
        ↓stage Loyalty
          phase after
          touchpoint Tips on website
      """,
    ],
    good: [
      """
      journey Phone
        channel portal
          owned by independent
        channel website
        stage Awareness
          phase before
          touchpoint "Product page" on website
          touchpoint Reviews on portal
        stage Loyalty
          phase after
          touchpoint "Word to a friend"
            owned by customer
      """,
      """
      journey Phone
        channel website
        channel store
          owned by partner "Phones United"
        stage Awareness
          phase before
          touchpoint "Product page" on website
          touchpoint Advice on store
        stage Loyalty
          phase after
          touchpoint Tips on website
      """,
    ]
  ) { journey in
    let model = journey.model
    // That a partner runs something tells of the work, not of whose voice customers hear.
    guard journey.journey.touchpoints.contains(where: { journey.owners(of: $0).contains { $0 != "partner" } }) else {
      return []
    }
    return [
      journey.ownershipGap(
        in: "before", of: "independent", "Before the decision nothing is independent of the brand",
        help: "Add where customers ask others, a review portal or a test, on a channel `owned by independent`."),
      journey.ownershipGap(
        in: "after", of: "customer", "After the purchase customers have no touchpoint of their own",
        // Telling others is the customers' own, wherever they do it.
        unless: { model.value(.moment, of: $0) == .word("ultimate") },
        help: "Add where customers tell others, a review or a word to a friend, `owned by customer`."),
    ].compactMap { $0 }
  }
}

extension Examination {
  /// Whose a touchpoint is, brand, partner, customer or independent: as it says, or else as its channels say.
  func owners(of touchpoint: ItemID) -> [String] {
    if let own = model.value(.ownedBy, of: touchpoint).string { return [own] }
    return model.channels(of: touchpoint).compactMap { model.value(.ownedBy, of: $0).string }
  }

  /// A finding where the touchpoints of a phase have each an owner of another kind, or none that is said.
  fileprivate func ownershipGap(
    in phase: String, of kind: String, _ title: String, unless isExempt: (ItemID) -> Bool = { _ in false }, help: String
  ) -> Finding? {
    let stages = journey.stages.filter { stage in
      model.value(.phase, of: stage).string == phase && !interactions(of: stage).isEmpty
    }
    let touchpoints = stages.flatMap { interactions(of: $0) }
    // One that names no channel may be anybody's.
    guard let first = stages.first,
      touchpoints.allSatisfy({ model.says(.on, $0) && !owners(of: $0).contains(kind) && !isExempt($0) })
    else { return nil }
    return finding(
      .ownershipGap, on: first, title, label: "nothing in this phase is `owned by \(kind)`",
      related: stages.dropFirst().prefix(20).map { Related(model.place(of: $0), "nor here") }, help: help)
  }
}
