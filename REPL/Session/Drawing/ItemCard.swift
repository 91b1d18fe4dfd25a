import Journey

/// An item with all that is known of it: what its script says, what leads there and where it leads, and its strength.
struct ItemCard {
  let model: Model
  let id: ItemID

  var lines: [String] {
    let title = model.title(of: id)
    let shown = title.isEmpty ? "" : " \"\(Display.plain(title, limit: 120))\""
    var lines = ["\(model.kindWord(of: id)) \(model.path(of: id))\(shown)\(strength)"]
    if let text = model.documentation(of: id) {
      lines += text.split(separator: "\n").map { "  ## \(Display.plain(String($0), limit: 200))" }
    }
    for entry in model.attributes(of: id) where entry.attribute != .leadsTo {
      let value = entry.value == .flag(true) ? "" : " \(written(entry))"
      lines.append("  \(entry.attribute.rawValue)\(value)")
    }
    lines += model.ownAttributes(of: id).map { "  \(Display.plain($0.written(in: model), limit: 200))" }
    lines += arrows
    let inside = contents
    if !inside.isEmpty { lines += inside }
    return lines
  }

  private func written(_ entry: AttributeEntry) -> String {
    if isShownAsWritten(entry.value) {
      let tree = model.trees[entry.file]
      let line = Display.plain(tree.text(entry.node), limit: 200)
      return String(line.dropFirst(entry.attribute.rawValue.count)).trimmingBlanks
    }
    let text = entry.value.text(in: model)
    let isText = if case .text = entry.value { true } else { false }
    return Display.plain(isText ? "\"\(text)\"" : text, limit: 200)
  }

  /// Conditions have no value of their own, and pains more than their text: they are shown as they stand.
  private func isShownAsWritten(_ value: Value) -> Bool {
    switch value {
    case .none, .pain, .evidence: true
    default: false
    }
  }

  private var strength: String {
    switch model[id].kind {
    case .touchpoint: " (\(Changes.percent(model.strengths.of(id))) strong)"
    case .stage: " (\(Changes.percent(model.strength(ofStage: id))) strong)"
    default: ""
    }
  }

  private var arrows: [String] {
    guard model[id].kind == .touchpoint || model[id].kind == .outcome else { return [] }
    var lines = model.arrows(from: id).map { arrow -> String in
      let share = arrow.share.map { " for \(Value.percent($0))" } ?? ""
      let target = if case .item(let id) = arrow.target { model.reference(to: id) } else { "exit" }
      return "  leads to \(target)\(share)\(arrow.isLoop ? " again" : "")"
    }
    let from = model.contents(around: id).touchpoints.filter { touchpoint in
      model.arrows(from: touchpoint).contains { $0.target == .item(id) }
    }
    if !from.isEmpty { lines.append("  reached from \(Suggestion.list(from.map { model.reference(to: $0) }, "and"))") }
    return lines
  }

  private var contents: [String] {
    func names(_ ids: [ItemID], _ word: String) -> String? {
      guard !ids.isEmpty else { return nil }
      let shown = ids.prefix(8).map { model.reference(to: $0) }
      let more = ids.count > 8 ? " and \(ids.count - 8) more" : ""
      return "  \(word): \(shown.joined(separator: ", "))\(more)"
    }
    switch model[id].kind {
    case .journey:
      let contents = model.contents(around: id)
      return [ItemKind.outcome, .persona, .channel, .layer, .stage].compactMap { names(contents.items($0), $0.plural) }
    case .stage: return [names(model.touchpoints(of: id), "touchpoints")].compactMap { $0 }
    case .channel:
      let touchpoints = model.contents(around: id).touchpoints.filter { model.channels(of: $0).contains(id) }
      return [names(touchpoints, "touchpoints")].compactMap { $0 }
    case .layer:
      let touchpoints = model.contents(around: id).touchpoints.filter { model.isIn(layer: id, $0) }
      return [names(touchpoints, "touchpoints")].compactMap { $0 }
    default: return []
    }
  }
}
