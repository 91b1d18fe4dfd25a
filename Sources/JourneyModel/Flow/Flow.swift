import JourneySyntax

/// The ways of one journey as a graph: where customers come in, and what can be reached from where.
///
/// Conditions count as open: what a persona cannot reach, only an analysis for that persona tells.
public struct Flow: Sendable {
  /// The touchpoints where customers come in.
  public let entries: [ItemID]
  /// Whether a script says where that is, or it follows from the arrows.
  public let entriesAreSaid: Bool
  /// Whether no touchpoint has an arrow, so that the journey is read as going from stage to stage.
  public let isStageByStage: Bool
  private let reached: ItemSet
  private let finals: Set<ItemID>

  /// Follows all arrows of a journey from its entries.
  public init(_ model: borrowing Model, _ journey: borrowing Model.JourneyContents) {
    let touchpoints = journey.touchpoints
    // A closure over a model copies all its parts.
    var hasArrows = journey.goesByArrows
    var said: [ItemID] = []
    for touchpoint in touchpoints {
      hasArrows = hasArrows || !model.arrows(from: touchpoint).isEmpty
      if model.row(.entry, of: touchpoint) != nil { said.append(touchpoint) }
    }
    isStageByStage = !hasArrows
    entriesAreSaid = !said.isEmpty
    if isStageByStage {
      var first: [ItemID] = []
      for stage in journey.stages where first.isEmpty { first = model.touchpoints(of: stage) }
      entries = said.isEmpty ? first : said
    } else if said.isEmpty {
      var targets = ItemSet(for: touchpoints)
      for touchpoint in touchpoints {
        for arrow in model.arrows(from: touchpoint) {
          // An arrow onto itself brings nobody in.
          if case .item(let target) = arrow.target, target != touchpoint { targets.insert(target) }
        }
      }
      let open = touchpoints.filter { !targets.contains($0) }
      entries = open.isEmpty ? Array(touchpoints.prefix(1)) : open
    } else {
      entries = said
    }
    (reached, finals) = Flow.follow(model, journey, from: entries, isStageByStage)
  }

  private static func follow(
    _ model: borrowing Model, _ journey: borrowing Model.JourneyContents, from entries: [ItemID], _ isStageByStage: Bool
  ) -> (ItemSet, Set<ItemID>) {
    var reached = ItemSet(for: journey.touchpoints)
    var finals: Set<ItemID> = []
    var pending = isStageByStage ? journey.touchpoints : entries
    for touchpoint in pending { reached.insert(touchpoint) }
    while let touchpoint = pending.popLast() {
      if let row = model.row(.reaches, of: touchpoint), let outcome = model.attributes[row].value.itemID {
        finals.insert(outcome)
      }
      for arrow in model.arrows(from: touchpoint) {
        guard case .item(let target) = arrow.target else { continue }
        if model[target].kind == .outcome {
          finals.insert(target)
        } else if reached.insert(target) {
          pending.append(target)
        }
      }
    }
    return (reached, finals)
  }

  /// Whether some way leads from an entry to a touchpoint.
  public func reaches(_ touchpoint: ItemID) -> Bool { reached.contains(touchpoint) }

  /// Whether some way leads from an entry to an outcome.
  public func reaches(outcome: ItemID) -> Bool { finals.contains(outcome) }
}
