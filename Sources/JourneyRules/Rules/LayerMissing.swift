import JourneyModel
import JourneySyntax

extension Rule {
  /// A needed layer that no touchpoint of the stage matches.
  public static let layerMissing: Rule = Rule(
    "layer-missing", .error,
    flags: "a needed layer (`layer … needed in …`) that no touchpoint of the stage matches",
    because: "the team has said that customers need this layer here, and nothing in the stage gives it",
    source: "Zomerdijk and Voss, Service Design for Experience-Centric Services, 2010",
    bad: [
      """
      journey Phone
        channel store
          mode physical
        layer human
          matches channel.mode has human
          needed in Purchase
        ↓stage Purchase
          touchpoint Checkout on store
      """,
      """
      journey Phone
        channel store
          mode human
        channel email
          mode digital
        layer human
          matches channel.mode has human
          needed in every stage where important
        stage Purchase
          important
          touchpoint Checkout on store
        ↓stage Loyalty
          important
          touchpoint Letter on email
      """,
    ],
    good: [
      """
      journey Phone
        channel store
          mode physical, human
        layer human
          matches channel.mode has human
          needed in Purchase
        stage Purchase
          touchpoint Checkout on store
      """,
      """
      journey Phone
        channel email
          mode digital
        channel store
          mode human
        layer human
          matches channel.mode has human
          needed in every stage where important
        stage Purchase
          important
          touchpoint Checkout on store
        stage Loyalty
          touchpoint Letter on email
      """,
    ]
  ) { journey in
    needs(journey).filter { $0.members.isEmpty }.map { need in
      let model = journey.model
      let title = model.title(of: need.layer)
      let name = model.reference(to: need.layer) + (title.isEmpty ? "" : " (\(Display.plain(title)))")
      return journey.finding(
        .layerMissing, on: need.stage,
        "Stage \(model.reference(to: need.stage)) has no touchpoint in the layer \(name)",
        related: [Related(model.place(of: .neededIn, in: need.layer), "needed here")],
        help:
          "Add a touchpoint that matches it (`\(matchText(need.layer, journey))`), or say that this stage does not need it."
      )
    }
  }

  /// A layer that a stage needs, and the touchpoints there that belong to it.
  struct Need {
    let layer: ItemID
    let stage: ItemID
    let members: [ItemID]
  }

  /// What the stages of a journey need, but for those in which nothing happens at all.
  static func needs(_ journey: Examination) -> [Need] {
    let model = journey.model
    return model.visible(.layer, in: journey.journey).flatMap { layer in
      model.stages(needing: layer).filter { model.journey(of: $0) == journey.journey.journey }.compactMap {
        stage -> Need? in
        guard model.value(.matches, of: layer).isKnown, !model.touchpoints(of: stage).isEmpty else { return nil }
        let members = journey.interactions(of: stage).filter { model.isIn(layer: layer, $0) }
        return Need(layer: layer, stage: stage, members: members)
      }
    }
  }

  static func matchText(_ layer: ItemID, _ journey: Examination) -> String {
    let model = journey.model
    // The line may be that of another layer, in another file.
    guard let entry = model.attributes(of: layer).first(where: { $0.attribute == .matches }) else { return "" }
    return Display.plain(model.trees[entry.file].text(entry.node), limit: 80)
  }
}
