import Journey

/// What a change did to a journey: layers that came, went or grew stronger, and findings that did.
struct Changes {
  /// All of it in one line.
  let sentence: String
  /// The same, a line for each thing, without what was declared.
  let lines: [String]

  /// Compares two checks.
  ///
  /// - Parameters:
  ///   - old: The check before.
  ///   - new: The check after.
  ///   - declared: What the change itself was.
  ///   - fresh: What was just declared. What is found there is no news: it has only been begun.
  ///   - limit: How many layers and stages are named.
  init(from old: Check, to new: Check, declared: String, fresh: Place? = nil, limit: Int = 2) {
    // A journey and its scenario have two names.
    let isOne = old.model.journeys.count == 1 && new.model.journeys.count == 1
    var parts = Changes.layers(old.model, new.model, isOne)
    if parts.isEmpty { parts = Changes.stages(old.model, new.model, isOne) }
    if parts.count > limit { parts = parts.prefix(limit) + ["\(parts.count - limit) more changed"] }
    parts += Changes.promises(new, isNewTo: old)
    if let findings = Changes.findings(old, new, fresh) { parts.append(findings) }
    lines = parts
    sentence = ([declared] + parts).filter { !$0.isEmpty }.joined(separator: "; ")
  }

  // MARK: Layers and stages

  /// A layer in a stage, by names: numbers change when a script is read anew.
  private struct Cell: Hashable {
    let journey: String
    let stage: String
    let layer: String
  }

  private static let pairLimit = 20_000

  private static func layers(_ old: Model, _ new: Model, _ isOne: Bool) -> [String] {
    let before = Dictionary(strengths(old, isOne), uniquingKeysWith: { first, _ in first })
    let after = strengths(new, isOne)
    let afterByPlace = Dictionary(after, uniquingKeysWith: { first, _ in first })
    var sentences: [String] = []
    for (place, strength) in after {
      let was = before[place] ?? nil
      guard was != strength else { continue }
      switch (was, strength) {
      case (.none, .some(let now)):
        sentences.append("\(place.stage) now has \(article(place.layer)) \(place.layer) layer (\(percent(now)))")
      case (_, .none): sentences.append("\(place.stage) has no \(place.layer) layer any more")
      case (.some(let was), .some(let now)):
        sentences.append("the \(place.layer) layer of \(place.stage) is now \(percent(now)), was \(percent(was))")
      }
    }
    for (place, strength) in strengths(old, isOne) where strength != nil && afterByPlace[place] == nil {
      sentences.append("\(place.stage) has no \(place.layer) layer any more")
    }
    return sentences
  }

  private static func strengths(_ model: Model, _ isOne: Bool) -> [(Cell, Double?)] {
    var found: [(Cell, Double?)] = []
    for journey in model.journeys {
      guard let id = journey.journey else { continue }
      let layers = model.visible(.layer, in: journey)
      guard layers.count * journey.stages.count <= pairLimit else { continue }
      for stage in journey.stages {
        let touchpoints = model.touchpoints(of: stage).filter { model.isInteraction($0) }
        for layer in layers {
          let members = touchpoints.filter { model.isIn(layer: layer, $0) }
          let place = Cell(
            journey: isOne ? "" : model.name(of: id), stage: model.reference(to: stage),
            layer: model.reference(to: layer))
          found.append((place, members.isEmpty ? nil : model.strength(ofMatching: members)))
        }
      }
    }
    return found
  }

  private static func stages(_ old: Model, _ new: Model, _ isOne: Bool) -> [String] {
    let before = Dictionary(stageStrengths(old, isOne), uniquingKeysWith: { first, _ in first })
    return stageStrengths(new, isOne).compactMap { place, now in
      let was = percent(before[place] ?? 0)
      guard was != percent(now) else { return nil }
      return "\(place.stage) is now \(percent(now)) strong" + (was == "0%" ? "" : ", was \(was)")
    }
  }

  private static func stageStrengths(_ model: Model, _ isOne: Bool) -> [(Cell, Double)] {
    model.journeys.flatMap { journey in
      journey.stages.map { stage in
        let name = isOne ? "" : journey.journey.map { model.name(of: $0) } ?? ""
        return (
          Cell(journey: name, stage: model.reference(to: stage), layer: ""), model.strength(ofStage: stage)
        )
      }
    }
  }

  static func percent(_ strength: Double) -> String { "\(Int((strength * 100).rounded()))%" }

  private static func article(_ word: String) -> String {
    guard let first = word.lowercased().unicodeScalars.first(where: { $0 != "\"" }) else { return "a" }
    return "aeiou".unicodeScalars.contains(first) ? "an" : "a"
  }

  // MARK: Findings

  /// `1 finding fewer`, `2 new findings: dead-end, thin-stage`; nothing where none came or went, where there was no
  /// journey, or where a name that is still to be declared keeps the rules from speaking.
  private static func findings(_ old: Check, _ new: Check, _ place: Place?) -> String? {
    guard !old.findings.contains(where: { Session.isError($0) }),
      !new.findings.contains(where: { Session.isError($0) }), !old.model.items.isEmpty
    else { return nil }
    var before: [String: Int] = [:]
    for print in Fingerprint.all(old.findings, sources: old.sources) { before[print, default: 0] += 1 }
    var fresh: [String] = []
    var come = 0
    for (finding, print) in zip(new.findings, Fingerprint.all(new.findings, sources: new.sources)) {
      if let count = before[print], count > 0 {
        before[print] = count - 1
        continue
      }
      if let place, place.file == finding.place.file, place.range.lower <= finding.place.range.lower,
        finding.place.range.upper <= place.range.upper
      {
        continue
      }
      come += 1
      if !fresh.contains(finding.code) { fresh.append(finding.code) }
    }
    let gone = before.values.reduce(0, +)
    let names = fresh.prefix(3).joined(separator: ", ") + (fresh.count > 3 ? " …" : "")
    switch (gone, come) {
    case (0, 0): return nil
    case (_, 0): return "\(Summary.counted(gone, "finding")) fewer"
    case (0, _): return "\(Summary.counted(come, "new finding")): \(names)"
    default:
      return "\(Summary.counted(gone, "finding")) fewer, \(Summary.counted(come, "new one")): \(names)"
    }
  }

  private static func begunRules(_ check: Check) -> [Finding] {
    check.findings.filter { Session.isBegunRule($0, in: check.model.trees[0]) }
  }

  /// The names that are used and still to be declared, as far as they are new.
  private static func promises(_ new: Check, isNewTo old: Check) -> [String] {
    func open(_ check: Check) -> [String] {
      let tree = check.model.trees[0]
      return check.findings.filter { Session.isError($0) && Session.isPromise($0, in: tree) }.map {
        tree.source.text($0.place.range)
      }
    }
    let before = open(old)
    let now = open(new)
    var sentences = begunRules(new).count > begunRules(old).count ? ["it still needs `every …` and `expect …`"] : []
    var said: Set<String> = []
    for name in now where !before.contains(name) && said.insert(name).inserted {
      sentences.append("\(Display.plain(name)) is still to be declared")
    }
    // What was promised may turn out to be something else.
    let errors = new.findings.filter { Session.isError($0) }
    let tree = new.model.trees[0]
    for error in errors where !Session.isPromise(error, in: tree) && error.code == Code.unknownName.rawValue {
      let name = tree.source.text(error.place.range)
      if before.contains(name), said.insert(name).inserted { sentences.append(Display.plain(error.title, limit: 200)) }
    }
    if !before.isEmpty, errors.isEmpty { sentences.append("every name is declared now") }
    return sentences
  }
}
