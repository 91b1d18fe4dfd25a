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
    var header = "\(margin)\(item.kind.word) \(model.reference(to: id))"
    let title = model.title(of: id)
    if !title.isEmpty { header += " \"\(plain(title))\"" }
    var lines: [String] = []
    if let kind = model.ownKind(of: id) { header += " as \(Model.reference(kind.name))" }
    for entry in model.attributes(of: id) {
      switch entry.attribute {
      case .on: header += " on \(plain(value(entry)))"
      case .success, .failure: header += ", \(entry.attribute.rawValue)"
      default: lines.append("\(margin)  \(line(entry, of: id))")
      }
    }
    lines += model.ownAttributes(of: id).map { "\(margin)  \(plain($0.written(in: model)))" }
    lines += model.arrows(from: id).map { "\(margin)  \(arrow($0))" }
    return [header + strength(id)] + lines
  }

  private func plain(_ text: String) -> String { Display.plain(text, limit: 120) }

  /// An attribute as a script says it.
  private func line(_ entry: AttributeEntry, of id: ItemID) -> String {
    let word = entry.attribute.rawValue
    switch entry.value {
    case .flag(true):
      // A condition is kept as it is written.
      guard entry.attribute == .matches || entry.attribute == .neededIn else { return word }
      return plain(model.trees[entry.file].text(entry.node))
    case .pain(let index):
      let pain = model.pains[index]
      let answer = pain.answeredBy.map { ", answered by \(model.reference(to: $0))" } ?? ""
      return "\(word) \"\(plain(pain.text))\"\(pain.severity.map { ", \($0)" } ?? "")\(answer)"
    case .evidence(let index):
      let evidence = model.evidence[index]
      return "\(word) \"\(plain(evidence.text))\"\(evidence.date.map { ", \($0.text)" } ?? "")"
    default:
      let separator = entry.attribute == .entry ? " for " : " "
      return "\(word)\(separator)\(plain(value(entry)))"
    }
  }

  private func value(_ entry: AttributeEntry) -> String {
    switch entry.value {
    case .list(let values): values.map { $0.written(in: model) }.joined(separator: ", ")
    default: entry.value.written(in: model)
    }
  }

  private func arrow(_ arrow: Arrow) -> String {
    let target: String
    switch arrow.target {
    case .item(let id): target = model.reference(to: id)
    case .exit: target = "exit"
    }
    var text = "leads to \(target)\(arrow.share.map { " for \(Value.percent($0))" } ?? "")"
    if let condition = arrow.condition {
      text += " when \(plain(model.trees[arrow.file].text(condition)))"
    }
    if arrow.isLoop { text += " again\(arrow.limit.map { " at most \($0.decimal()) times" } ?? "")" }
    return text
  }

  /// A strength, as a remark behind its item.
  private func strength(_ id: ItemID) -> String {
    let strength: Double
    switch model[id].kind {
    case .touchpoint: strength = model.strengths.of(id)
    case .stage: strength = model.strength(ofStage: id)
    default: return ""
    }
    return "  # strength \(Int((strength * 100).rounded()))%"
  }
}
