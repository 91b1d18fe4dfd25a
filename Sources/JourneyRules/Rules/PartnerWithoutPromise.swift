import JourneyModel
import JourneySyntax

extension Rule {
  /// A partner of whom nobody knows who it is, or how fast it has to be.
  public static let partnerWithoutPromise: Rule = Rule(
    "partner-without-promise", .warning, isRecommended: false,
    flags:
      "touchpoints of a partner without a name, or one whom customers ask and who has not promised how soon to answer",
    because: "customers blame the brand for what its partners do, and what was not agreed cannot be asked for",
    source: "Tax, McCutcheon and Wilkinson, The Service Delivery Network, 2013",
    bad: [
      """
      journey Phone
        ↓channel hotline
          two-way
          owned by partner "Helpline United"
        stage Service
          touchpoint Question on hotline
            reactive
          touchpoint Complaint on hotline
            reactive
      """,
      """
      journey Phone
        channel post
        stage Purchase
          ↓touchpoint Delivery on post
            proactive
            owned by partner
      """,
    ],
    good: [
      """
      journey Phone
        channel hotline
          two-way
          owned by partner "Helpline United"
          answers within 5 min
        stage Service
          touchpoint Question on hotline
            reactive
      """,
      """
      journey Phone
        channel social
          two-way
          owned by partner "The network"
        channel post
          owned by partner
        channel counter
          mode physical, human
          owned by partner "Handling United"
        stage Service
          touchpoint Advert on social
            proactive
          touchpoint "Bag drop" on counter
            reactive
          touchpoint Return on post
            owner "Parcel desk"
          touchpoint Delivery on post
            owned by partner "Parcel United"
      """,
    ]
  ) { journey in
    let model = journey.model
    // What makes a touchpoint a partner's: a line of its own, or of its channel; there both lacks are mended.
    var places: [ItemID: [ItemID]] = [:]
    for touchpoint in journey.interactionsOfAllStages {
      if model.mentions(.ownedBy, touchpoint) {
        places[touchpoint] = [touchpoint]
      } else {
        for channel in model.channels(of: touchpoint) { places[channel, default: []].append(touchpoint) }
      }
    }
    let waiting = Set(journey.interactionsOfAllStages.filter { journey.waitsForAPartner($0) })
    return places.keys.sorted().compactMap { item -> Finding? in
      guard model.value(.ownedBy, of: item) == .word("partner"), let touchpoints = places[item] else { return nil }
      let nameless = model.partnerIsNamed(at: item) ? [] : touchpoints.filter { !model.says(.owner, $0) }
      let open = touchpoints.filter { waiting.contains($0) }
      guard let first = nameless.first ?? open.first else { return nil }
      let lacks = (nameless.isEmpty ? [] : ["who the partner is"]) + (open.isEmpty ? [] : ["how soon it answers"])
      let name = model.reference(to: item)
      let channel = open.first.flatMap { model.channels(of: $0).first }
      // What journeys share stands in another file: there it is told at the touchpoint.
      let isShared = model.file(of: item) != model.file(of: journey.whole)
      return journey.finding(
        .partnerWithoutPromise, on: isShared ? first : item,
        "A partner runs \(name), and nothing says \(Suggestion.list(lacks, "or"))",
        related: touchpoints.contains(item)
          ? []
          : [Related(model.place(of: isShared ? item : first), isShared ? "the partner's" : "customers meet it here")],
        help: Suggestion.list(
          (nameless.isEmpty ? [] : ["Name it: `owned by partner \"…\"`"])
            + (channel.map {
              [
                "\(nameless.isEmpty ? "Agree" : "agree") on a time and say it below "
                  + "\(model.reference(to: $0)): `answers within 24 h`"
              ]
            } ?? []), "and") + ".")
    }
  }
}

extension Model {
  /// Whether an item that a partner owns says which one.
  fileprivate func partnerIsNamed(at item: ItemID) -> Bool {
    return attributes(of: item).contains {
      $0.attribute == .ownedBy && Array(trees[$0.file].children($0.node)).count > 1
    }
      || says(.owner, item)
  }
}

extension Examination {
  /// Whether customers ask at a touchpoint, and none of its channels promises an answer.
  ///
  /// What the brand starts owes none, nor what takes no answers; and at a counter one stands and waits.
  fileprivate func waitsForAPartner(_ touchpoint: ItemID) -> Bool {
    let channels = model.channels(of: touchpoint)
    return model.has(.reactive, touchpoint)
      && channels.contains { model.has(.twoWay, $0) || model.isHuman($0) }
      && !channels.contains {
        model.mentions(.answersWithin, $0) || model.value(.mode, of: $0).elements.contains(.word("physical"))
      }
  }
}
