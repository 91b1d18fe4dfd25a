import JourneyModel
import JourneySyntax

extension Rule {
  /// Something declared that nothing uses.
  public static let unusedDeclaration: Rule = Rule(
    "unused-declaration", .warning,
    flags: "a channel, layer or `let` that nothing uses",
    because: "what is declared and not used is either forgotten or left over, and readers cannot tell which",
    source: "Practice of every checked language",
    needsWholeJourney: true,
    bad: [
      """
      journey Phone
        channel web
        ↓channel store
        stage Purchase
          touchpoint A on web
      """,
      """
      journey Phone
        let ↓gap = 2 days
        channel web
        stage Purchase
          touchpoint A on web
            after 3 days
      """,
      """
      journey Phone
        channel web
        ↓layer human
          matches channel.mode has human
        stage Purchase
          touchpoint A on web
      """,
    ],
    good: [
      """
      journey Phone
        let gap = 2 days
        channel web
        channel store
        stage Purchase
          touchpoint A on web
            after gap
            asks consent for store
      """,
      """
      journey Phone
        channel web
          mode human
        layer human
          matches channel.mode has human
          needed in Purchase
        stage Purchase
          touchpoint A on web
      """,
    ]
  ) { journey in
    let model = journey.model
    // A scenario takes away, and what it leaves unused is used in the journey itself.
    guard !journey.journey.isVariant else { return [] }
    let declared =
      journey.journey.channels.filter { !model.isUsed($0) } + journey.journey.layers.filter { isIdle($0, model) }
    return declared.map { id in
      journey.finding(
        .unusedDeclaration, on: id, "Nothing uses the \(model.kind(of: id).word) \(model.reference(to: id))",
        help: model.kind(of: id) == .channel
          ? "Put a touchpoint on it (`touchpoint NAME on \(model.reference(to: id))`), or remove it."
          : "Say where it is needed (`needed in every stage`), or remove it.",
        fix: journey.fix("Remove the \(model.kind(of: id).word)", journey.removing(id)))
    }
  }

  /// A layer that no stage needs and no expression names.
  private static func isIdle(_ layer: ItemID, _ model: Model) -> Bool {
    !model.isUsed(layer) && !model.value(.neededIn, of: layer).isKnown
  }

  /// What journeys share and nothing uses, and the `let` lines and templates that nothing asks for.
  ///
  /// A file without a journey is a module for others; what it imports is theirs to use.
  static func unusedShared(in model: Model, _ rule: Rule) -> [Finding] {
    guard !model.journeys.isEmpty else { return [] }
    let shared = (model.shared.channels + model.shared.layers).filter { id in
      model.file(of: id) == 0 && !model.isUsed(id) && (model.kind(of: id) == .channel || isIdle(id, model))
    }
    let tree = model.trees[0]
    let lines = ScriptLines(tree, below: tree.file)
    func removal(_ node: NodeID, _ what: String) -> Fix? {
      lines.removing(node).map { Fix("Remove the \(what)", $0, isSafe: false) }
    }
    let items = shared.map { id in
      Finding(
        rule.name, isRule: true, rule.severity,
        "Nothing uses the \(model.kind(of: id).word) \(model.reference(to: id))", at: model.place(of: id),
        why: rule.why,
        help: "Use it in a journey of this file, or remove it.", fix: removal(model[id].node, model.kind(of: id).word),
        item: model.itemReference(id))
    }
    return items
      + model.unusedBindings.compactMap { line in
        guard let name = tree.child(line, .name) else { return nil }
        let isTemplate = tree[line].kind == .template
        let written = Display.plain(tree.text(name))
        return Finding(
          rule.name, isRule: true, rule.severity, "Nothing uses \(isTemplate ? "the template " : "")`\(written)`",
          at: tree.place(name), why: rule.why,
          help: isTemplate ? "Use it (`use \(written)`), or remove it." : "Use it, or remove the line.",
          fix: removal(line, isTemplate ? "template" : "line"))
      }
  }
}
