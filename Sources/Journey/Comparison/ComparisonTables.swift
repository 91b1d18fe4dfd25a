import JourneyModel
import JourneySyntax

/// The figures of a journey that differ, as tables: how strong it was and is, and where its customers came and come.
enum ComparisonTables {
  /// The tables that have a row.
  static func all(of change: JourneyChange) -> [TextTable] {
    guard change.journey.kind == .changed else { return [] }
    return [strengths(of: change), outcomes(of: change)].filter { !$0.rows.isEmpty }
  }

  private static func columns(_ title: String) -> [TextTable.Column] {
    [
      TextTable.Column(title: title), TextTable.Column(title: "before", isRight: true),
      TextTable.Column(title: "after", isRight: true),
    ]
  }

  /// What is shown where something is not there.
  private static let nothing = "–"

  // MARK: Strength

  private static func strengths(of change: JourneyChange) -> TextTable {
    var rows: [[String]] = []
    if change.weakest.isShown {
      rows.append(["weakest stage", weakest(change.weakest.before), weakest(change.weakest.after)])
    }
    for stage in change.stages where stage.isChanged {
      let name = stage.stage.after ?? stage.stage.before
      rows.append([
        "stage \(name.map { Model.reference($0.name) } ?? "")", percent(stage.strength.before),
        percent(stage.strength.after),
      ])
      for layer in stage.layers where layer.isChanged {
        rows.append([
          "  layer \(Model.reference(layer.layer.name))", words(of: layer.standing.before),
          words(of: layer.standing.after),
        ])
      }
    }
    return TextTable(columns("Strength"), rows)
  }

  private static func weakest(_ stage: StrengthOf?) -> String {
    stage.map { "\(Model.reference($0.stage.name)), \(percent($0.strength))" } ?? nothing
  }

  private static func percent(_ share: Double?) -> String { share.map { LayerTable.percent($0) } ?? nothing }

  private static func words(of standing: LayerStrength.Standing?) -> String {
    guard let standing else { return nothing }
    return switch standing.state {
    case .missing: "missing"
    case .weak: "weak, \(percent(standing.strength))"
    case .enough, .present: percent(standing.strength)
    case .absent, .unknown: nothing
    }
  }

  // MARK: Outcomes

  private static func outcomes(of change: JourneyChange) -> TextTable {
    let rows = change.outcomes.filter(\.isChanged).map { outcome in
      let (before, after) = (outcome.share.before, outcome.share.after)
      return [
        outcome.id == nil ? outcome.name : Model.reference(outcome.name),
        before.map { Value.percent($0, unlike: after ?? 0) } ?? nothing,
        after.map { Value.percent($0, unlike: before ?? 0) } ?? nothing,
      ]
    }
    return TextTable(columns("Customers come to"), rows)
  }
}
