import JourneySyntax

/// How a layer stands in a stage.
public struct LayerStanding: Sendable {
  /// What there is to say of it in a word.
  public enum State: String, Sendable, CaseIterable {
    /// The stage needs it, and no touchpoint gives it.
    case missing
    /// The stage needs it, and it is weaker than its `at least`.
    case weak
    /// The stage needs it, and has it.
    case enough
    /// The stage does not need it, and has it.
    case present
    /// The stage neither needs it nor has it.
    case absent
    /// Nothing says what belongs to the layer.
    case unknown
  }

  public let layer: ItemID
  public let stage: ItemID
  /// The touchpoints of the stage that belong to the layer; work inside the brand is none.
  public let members: [ItemID]
  public let isNeeded: Bool
  public let state: State
  /// From 0 to 1; nothing where no touchpoint belongs to the layer.
  public let strength: Double?
}

extension Model {
  /// How a layer stands in some stages, in their order.
  public func standings(of layer: ItemID, in stages: [ItemID]) -> [LayerStanding] {
    let needing = Set(self.stages(needing: layer))
    let least = value(.atLeast, of: layer).magnitude
    let isDefined = value(.matches, of: layer).isKnown
    return stages.map { stage in
      let members = touchpoints(of: stage).filter { isIn(layer: layer, $0) && isInteraction($0) }
      let strength = members.isEmpty ? nil : strength(ofMatching: members)
      let state: LayerStanding.State =
        switch (needing.contains(stage), strength) {
        case _ where !isDefined: .unknown
        case (true, nil): .missing
        case (true, let strength?): Model.isWeak(strength, least) ? .weak : .enough
        case (false, nil): .absent
        case (false, _?): .present
        }
      return LayerStanding(
        layer: layer, stage: stage, members: members, isNeeded: needing.contains(stage), state: state,
        strength: strength)
    }
  }

  /// Whether a strength is below what a layer asks for, if it asks for anything; compared in hundredths of a percent, so
  /// that no noise of floating point makes a layer weak.
  public static func isWeak(_ strength: Double, _ least: Rational?) -> Bool {
    guard let least else { return false }
    return (strength * 10_000).rounded() < (least.double * 10_000).rounded()
  }
}
