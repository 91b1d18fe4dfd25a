import JourneyModel
import JourneySyntax

/// How strong the stages and layers of a journey were and are, and where its customers came and come.
extension Comparing {
  // MARK: Strength

  func weakest(of contents: Model.JourneyContents?, _ model: Model) -> StrengthOf? {
    let stages = contents?.stages.map { (stage: $0, strength: model.strength(ofStage: $0)) } ?? []
    return stages.min { $0.strength < $1.strength }.map {
      StrengthOf(stage: Comparing.name(of: $0.stage, model), strength: $0.strength)
    }
  }

  /// Each stage with its layers, in the order after; those that went stand at the end.
  func strengths(of pair: Matching.JourneyPair) -> [StageStrength] {
    let (old, new) = (standings(of: pair.before, before), standings(of: pair.after, after))
    let stages = pairs(pair.before?.stages ?? [], pair.after?.stages ?? [])
    let layers = pairs(old.layers, new.layers)
    return stages.map { a, b in
      let strengths = layers.map { oldLayer, newLayer in
        LayerStrength(
          layer: newLayer.map { Comparing.name(of: $0, after) } ?? Comparing.name(of: oldLayer ?? ItemID(0), before),
          standing: Change(
            before: a.flatMap { stage in oldLayer.flatMap { old.cells[Cell(stage: stage, layer: $0)] } },
            after: b.flatMap { stage in newLayer.flatMap { new.cells[Cell(stage: stage, layer: $0)] } }))
      }
      return StageStrength(
        stage: names(a, b),
        strength: Change(
          before: a.map { before.strength(ofStage: $0) }, after: b.map { after.strength(ofStage: $0) }),
        layers: strengths)
    }
  }

  private struct Cell: Hashable {
    let stage: ItemID
    let layer: ItemID
  }

  private func standings(
    of contents: Model.JourneyContents?, _ model: Model
  ) -> (layers: [ItemID], cells: [Cell: LayerStrength.Standing]) {
    guard let contents else { return ([], [:]) }
    let layers = model.visible(.layer, in: contents)
    var cells: [Cell: LayerStrength.Standing] = [:]
    for layer in layers {
      for standing in model.standings(of: layer, in: contents.stages) {
        cells[Cell(stage: standing.stage, layer: layer)] = LayerStrength.Standing(
          state: standing.state, strength: standing.strength)
      }
    }
    return (layers, cells)
  }

  /// Items with what they were, in the order after; those that went stand at the end.
  private func pairs(_ old: [ItemID], _ new: [ItemID]) -> [(before: ItemID?, after: ItemID?)] {
    let names = Dictionary(old.map { (matching.standIn(before: $0), $0) }, uniquingKeysWith: { first, _ in first })
    let kept = Set(new.map { matching.standIn(after: $0) })
    return new.map { (names[matching.standIn(after: $0)], $0) }
      + old.filter { !kept.contains(matching.standIn(before: $0)) }.map { ($0, nil) }
  }

  // MARK: Outcomes

  /// The share of customers for each outcome; none where neither journey has figures.
  func outcomes(of pair: Matching.JourneyPair) -> [OutcomeShare] {
    let (old, new) = (analysis(of: pair.before, before), analysis(of: pair.after, after))
    guard old != nil || new != nil else { return [] }
    var oldShares = Comparing.shares(old)
    var newShares = Comparing.shares(new)
    let outcomes = pairs(
      pair.before.map { before.visible(.outcome, in: $0) } ?? [],
      pair.after.map { after.visible(.outcome, in: $0) } ?? [])
    let named = outcomes.map { a, b in
      let (model, id) = b.map { (after, $0) } ?? (before, a ?? ItemID(0))
      let kind = model.has(.success, id) ? "success" : model.has(.failure, id) ? "failure" : "neutral"
      return OutcomeShare(
        id: model.id(of: id), name: model.name(of: id), kind: kind,
        share: Change(
          before: a.flatMap { oldShares.removeValue(forKey: .outcome($0)) },
          after: b.flatMap { newShares.removeValue(forKey: .outcome($0)) }))
    }
    let others = FlowReport.otherEndings.compactMap { ending, kind, name -> OutcomeShare? in
      let share = Change(before: oldShares[ending], after: newShares[ending])
      guard share.before ?? 0 > 0 || share.after ?? 0 > 0 else { return nil }
      return OutcomeShare(
        id: nil, name: name, kind: kind,
        share: Change(before: old.map { _ in share.before ?? 0 }, after: new.map { _ in share.after ?? 0 }))
    }
    return named + others
  }

  private func analysis(of contents: Model.JourneyContents?, _ model: Model) -> FlowAnalysis? {
    contents.flatMap { contents in
      // A journey without arrows goes nowhere: there is nothing to tell of its customers.
      guard contents.touchpoints.contains(where: { !model.arrows(from: $0).isEmpty }) else { return nil }
      return try? FlowAnalysis(model, contents, limits: limits)
    }
  }

  private static func shares(_ given: FlowAnalysis?) -> [Ending: Double] {
    guard var analysis = given else { return [:] }
    var shares = analysis.endings.filter { if case .outcome = $0.key { false } else { true } }
    for outcome in analysis.model.visible(.outcome, in: analysis.journey) {
      // An outcome may be reached on the way, so that more come to it than end there.
      shares[.outcome(outcome)] = (try? analysis.probability(of: [outcome])) ?? 0
    }
    return shares
  }
}
