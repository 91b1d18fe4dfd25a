import Journey

/// A model in words: each item with what it says of itself, as the engine understood it.
struct ModelText {
  private let model: Model

  init(_ model: Model) { self.model = model }

  var text: String {
    var lines: [String] = []
    lines += section(model.shared, indentation: 0)
    for journey in model.journeys {
      guard let id = journey.journey else { continue }
      lines += item(id, indentation: 0)
      lines += section(journey, indentation: 1)
    }
    return lines.isEmpty ? "No journey, and nothing that journeys share.\n" : lines.joined(separator: "\n") + "\n"
  }

  private func section(_ contents: Model.JourneyContents, indentation: Int) -> [String] {
    let kinds: [ItemKind] = [.outcome, .persona, .channel, .layer]
    var lines = kinds.flatMap { contents.items($0) }.flatMap { item($0, indentation: indentation) }
    for stage in contents.stages {
      lines += item(stage, indentation: indentation)
      for touchpoint in model.touchpoints(of: stage) { lines += item(touchpoint, indentation: indentation + 1) }
    }
    return lines
  }

  private func item(_ id: ItemID, indentation: Int) -> [String] {
    let item = model[id]
    let margin = String(repeating: "  ", count: indentation)
    let title = item.title.isEmpty ? "" : " \"\(Display.plain(item.title, limit: 120))\""
    var lines = ["\(margin)\(item.kind.word) \(model.reference(to: id))\(title)\(strength(id))"]
    for entry in model.attributes(of: id) {
      let isFlag = entry.value == .flag(true)
      let value = isFlag ? "" : " \(Display.plain(entry.value.text(in: model), limit: 120))"
      lines.append("\(margin)  \(entry.attribute.rawValue)\(value)")
    }
    for arrow in model.arrows(from: id) {
      let share = arrow.share.map { " for \(Value.percent($0))" } ?? ""
      let target: String
      switch arrow.target {
      case .item(let id): target = model.reference(to: id)
      case .exit: target = "exit"
      }
      lines.append("\(margin)  leads to \(target)\(share)\(arrow.isLoop ? " again" : "")")
    }
    return lines
  }

  private func strength(_ id: ItemID) -> String {
    let strength: Double
    switch model[id].kind {
    case .touchpoint: strength = model.strengths.of(id)
    case .stage: strength = model.strength(ofStage: id)
    default: return ""
    }
    return "  (\(Int((strength * 100).rounded()))%)"
  }
}
