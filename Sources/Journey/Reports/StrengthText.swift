public import JourneyModel
public import JourneySyntax

/// The sum behind a strength, in words: of a touchpoint line by line, of a layer, a stage and a journey by their parts.
public struct StrengthText: Sendable {
  private let model: Model
  private let item: ItemID

  /// The explanation of a touchpoint, a layer, a stage or a journey.
  public init(of item: ItemID, in model: Model) {
    self.model = model
    self.item = item
  }

  /// The kinds of item that have a strength.
  public static let kinds: [ItemKind] = [.touchpoint, .stage, .layer, .journey]

  /// The sum as lines, the last one ended.
  public var text: String {
    switch model[item].kind {
    case .touchpoint: touchpoint(item)
    case .stage: stage
    case .layer: layer
    default: journey
    }
  }

  private func percent(_ strength: Double) -> String { "\(Int((strength * 100).rounded()))%" }

  private func touchpoint(_ id: ItemID) -> String {
    let parts = model.strengthParts(of: id)
    var lines = ["\(model.path(of: id)) has a strength of \(percent(model.strengths.of(id)))", ""]
    let width = parts.map(\.reason.count).max() ?? 0
    func row(_ reason: String, _ points: Int) -> String {
      let figure = points > 0 ? "+\(points)" : "\(points)"
      return
        "  \(reason)\(String(repeating: " ", count: width - reason.count))  \(String(repeating: " ", count: max(0, 4 - figure.count)))\(figure)"
    }
    lines += parts.map { row($0.reason, $0.points) }
    if parts.isEmpty { lines.append("  nothing is said that would make it strong") }
    let sum = parts.reduce(0) { $0 + $1.points }
    if parts.count > 1 {
      lines.append("  " + String(repeating: "─", count: width + 6))
      lines.append(row("", sum))
      if sum < 0 || sum > 100 { lines.append("  kept between 0 and 100") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var stage: String {
    var lines = ["\(model.path(of: item)) has a strength of \(percent(model.strength(ofStage: item)))", ""]
    lines.append("The strongest touchpoint on each channel counts; each adds its part of what is left to 100%:")
    let touchpoints = model.touchpoints(of: item)
    let counting = model.countingTouchpoints(ofStage: item)
    lines += steps(counting)
    for touchpoint in touchpoints where !counting.contains(touchpoint) {
      let reason = model.isInteraction(touchpoint) ? "its channel has a stronger one" : "it is no interaction"
      lines.append("  \(model.reference(to: touchpoint)) does not count: \(reason)")
    }
    if touchpoints.isEmpty { lines.append("  it has no touchpoint") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Touchpoints, strongest first, with what each adds and how far that gets.
  private func steps(_ touchpoints: [ItemID]) -> [String] {
    let sorted = touchpoints.sorted { (-model.strengths.of($0), $0) < (-model.strengths.of($1), $1) }
    let names = sorted.map { touchpoint in
      let channels = model.channels(of: touchpoint).map { model.reference(to: $0) }.joined(separator: ", ")
      return model.reference(to: touchpoint) + (channels.isEmpty ? "" : " on \(channels)")
    }
    let width = names.map(\.count).max() ?? 0
    var total = 0.0
    return zip(sorted, names).map { touchpoint, name in
      let own = model.strengths.of(touchpoint)
      let left = 1 - total
      let said = total == 0 ? percent(own) : "\(percent(own)) of the \(percent(left)) that is left"
      total += left * own
      let margin = String(repeating: " ", count: width - name.count)
      return "  \(name)\(margin)  \(said)\(said == percent(total) ? "" : ", together \(percent(total))")"
    }
  }

  private var layer: String {
    var lines = [
      "The layer \(model.path(of: item)), stage by stage; each touchpoint adds its part of what is left to 100%:", "",
    ]
    let needing = model.stages(needing: item)
    let stages = model[item].parent.map { model.contents(around: $0).stages } ?? model.journeys.flatMap(\.stages)
    for stage in stages {
      let members = model.touchpoints(of: stage).filter { model.isIn(layer: item, $0) && model.isInteraction($0) }
      guard !members.isEmpty || needing.contains(stage) else { continue }
      let least =
        needing.contains(stage)
        ? model.value(.atLeast, of: item).magnitude.map { ", needs \(Value.percent($0))" } ?? ", needed" : ""
      lines.append(
        "  \(model.reference(to: stage)): \(members.isEmpty ? "missing" : percent(model.strength(ofMatching: members)))\(least)"
      )
      lines += steps(members).map { "  " + $0 }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var journey: String {
    let stages = model.contents(around: item).stages
    let strengths = stages.map { model.strength(ofStage: $0) }
    let mean = strengths.isEmpty ? 0 : strengths.reduce(0, +) / Double(strengths.count)
    var lines = [
      "\(model.path(of: item)) is as strong as its weakest stage: \(percent(strengths.min() ?? 0)); the mean is \(percent(mean))",
      "",
    ]
    for (stage, strength) in zip(stages, strengths) {
      lines.append("  \(percent(strength))  \(model.reference(to: stage))")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
