public import JourneySyntax

/// A journey made of another: by a scenario, by one of a scenario, or by a test.
///
/// A variant is the journey itself declared once more, with what is taken away left out and what is changed laid over
/// it. So it is a journey like any other, with a scope of its own, and whatever looks at journeys looks at it.
struct Variant {
  /// The scenario or test that says a part of it; the one that stands nearest to the journey first.
  struct Layer {
    let section: Sections.Section
    var frame: Int32
  }
  let journey: Sections.Section
  var layers: [Layer]
  let name: String
  /// The name of the journey that it is made of.
  var original = Symbol.none
  /// Its journey's number in the model from 1, once it is declared.
  var scope: Int32 = 0
  /// The scenario that gives it its name, and maybe a title; nothing where only a test changes the journey.
  var scenario: Sections.Section?
  /// The first of the frames of all files once more, where parameters are as it says; -1 where it sets none of files.
  var fileFrames: Int32 = -1
  /// What it takes away.
  var removals: [Removal] = []
  /// The numbers of the removals of each name.
  var removalsByName: [GoneName: [Int]] = [:]
  /// Whether it takes channels away, or personas.
  var takesChannels = false
  var takesPersonas = false
  /// The touchpoints that are moved to other channels, by name.
  var moved: Set<UInt32> = []
  /// The touchpoints that are for other personas than before, by name.
  var readdressed: Set<UInt32> = []
  /// The names of all that is gone.
  var gone: Set<GoneName> = []

  /// An item that is taken away.
  struct Removal {
    let kind: ItemKind
    let symbol: Symbol
    /// The stage that is named with a touchpoint.
    let stage: Symbol?
    let file: Int
    let node: NodeID
    /// The stages in which something of that name was found, or 1 for what stands in none.
    var stages: Set<Int32> = []
  }
  struct GoneName: Hashable {
    let space: UInt8
    let symbol: UInt32

    init(_ kind: ItemKind, _ symbol: Symbol) { (space, self.symbol) = (Evaluation.space(kind), symbol.rawValue) }
    init(space: UInt8, _ symbol: Symbol) { (self.space, self.symbol) = (space, symbol.rawValue) }
  }
}

/// A scenario of a script, as it is offered.
public struct ScenarioSummary: Sendable {
  public let name: String
  /// The title, or an empty text.
  public let title: String
  /// Where its header stands.
  public let place: Place
  /// The name of the journey that it changes in the end; nothing where there is none.
  public let journey: String?
  /// Whether it is of a journey of another file, so that it is a journey of this one.
  public let isOwn: Bool
}

extension Evaluation {
  /// Whether journeys of the script itself are declared, or only what a scenario or test makes of one.
  var declaresJourneys: Bool { selection == .own || selection == .all }

  /// Whether journeys are looked for by their names.
  var isReused: Bool { isScenarioOrTest || sectionsOfMain(.scenario) }

  private var isScenarioOrTest: Bool { !declaresJourneys }

  private func sectionsOfMain(_ kind: NodeKind) -> Bool {
    let tree = model.trees[0]
    return tree.children(tree.file).contains { tree[$0].kind == kind }
  }

  // MARK: Choosing

  /// Declares the journeys that scenarios and tests make.
  mutating func declareVariants() {
    noteScenarios()
    switch selection {
    case .own, .all:
      for scenario in sections.all(.scenario) where scenario.file == 0 {
        // What is wrong with the header is said whether the scenario is looked at or not.
        guard let variant = variant(of: scenario) else { continue }
        if selection == .all || variant.journey.file > 0 { declare(variant) }
      }
    case .scenario(let name):
      let symbol = names.symbol(of: name) ?? .none
      if let scenario = section(symbol, .scenario, in: 0), let variant = variant(of: scenario) {
        declare(variant)
      }
    case .test(let node):
      let test = Sections.Section(file: 0, node: node)
      if var variant = basis(of: test) {
        variant.layers.append(Variant.Layer(section: test, frame: 0))
        declare(variant)
      }
    }
  }

  private mutating func noteScenarios() {
    for scenario in knownSections(.scenario) {
      let tree = model.trees[scenario.file]
      guard let name = tree.child(scenario.node, .name) else { continue }
      let journey = self.journey(of: scenario)
      model.scenarios.append(
        ScenarioSummary(
          name: rawText(name, tree), title: tree.child(scenario.node, .text).map { rawText($0, tree) } ?? "",
          place: head(of: scenario), journey: journey.map { self.name(of: $0) },
          isOwn: scenario.file == 0 && journey.map { $0.file > 0 } ?? false))
    }
  }

  /// The journey at the end of a scenario's `of`, without a word where there is none.
  private mutating func journey(of scenario: Sections.Section) -> Sections.Section? {
    var current = scenario
    for _ in 0..<limits.depth {
      let tree = model.trees[current.file]
      guard let clause = tree.clause(current.node, .of), let name = tree.firstChild(clause),
        let symbol = names.symbol(of: rawText(name, tree))
      else { return nil }
      if let journey = section(symbol, .item, in: current.file) { return journey }
      guard let next = section(symbol, .scenario, in: current.file) else { return nil }
      current = next
    }
    return nil
  }

  /// What a scenario makes of a journey, with the scenarios that it is of; nothing where a name is wrong, which is said.
  private mutating func variant(of scenario: Sections.Section) -> Variant? {
    var layers = [Variant.Layer(section: scenario, frame: 0)]
    var seen: Set<Sections.Section> = [scenario]
    var current = scenario
    while spend(32, at: current.node, in: current.file) {
      let tree = model.trees[current.file]
      guard let clause = tree.clause(current.node, .of), let name = tree.firstChild(clause) else { return nil }
      let symbol = nameSymbol(name, fileScope(current.file))
      if let journey = section(symbol, .item, in: current.file) {
        note(name, in: current.file, means: journey)
        let own = model.trees[scenario.file]
        let title = own.child(scenario.node, .name).map { rawText($0, own) } ?? ""
        return Variant(journey: journey, layers: layers.reversed(), name: title, scenario: scenario)
      }
      guard let next = section(symbol, .scenario, in: current.file) else {
        reportUnknownBasis(name, current.file)
        return nil
      }
      guard seen.insert(next).inserted else {
        let circle = layers.map(\.section).drop { $0 != next }
        let first = circle.min { ($0.file, $0.node) < ($1.file, $1.node) } ?? next
        // One circle is one finding, wherever it is entered.
        if sectionsInCircles.isDisjoint(with: circle.map { Evaluation.key($0) }) {
          reportCircle(
            of: circle + [next],
            at: model.trees[first.file].clause(first.node, .of).flatMap {
              model.trees[first.file].firstChild($0)
            } ?? name, in: first.file)
        }
        sectionsInCircles.formUnion(circle.map { Evaluation.key($0) })
        return nil
      }
      note(name, in: current.file, means: next)
      layers.append(Variant.Layer(section: next, frame: 0))
      current = next
    }
    return nil
  }

  private mutating func reportUnknownBasis(_ name: NodeID, _ file: Int) {
    guard !hasFailedImport else { return restraint.add(errors: 1) }
    let written = rawText(name, model.trees[file])
    let names = sectionNames(.item) + sectionNames(.scenario)
    let near = Suggestion.near(written, among: names)
    report(
      .unknownName, "There is no journey `\(Model.reference(written))`", at: name, in: file,
      help: near.isEmpty
        ? names.isEmpty
          ? "Declare the journey above, or import the file that has it."
          : "A scenario is of \(Suggestion.list(names.prefix(5).map { "`\(Model.reference($0))`" }))."
        : suggestion(near), fix: replacement(near, name, fileScope(file)))
  }

  private mutating func reportCircle(of circle: ArraySlice<Sections.Section>, at name: NodeID, in file: Int) {
    let names = circle.map { section -> String in
      let tree = model.trees[section.file]
      return tree.child(section.node, .name).map { Display.plain(tree.text($0)) } ?? "?"
    }
    report(
      .scenarioCycle,
      circle.count == 2
        ? "Scenario \(names[0]) is of itself"
        : "These scenarios are of each other: \(names.prefix(8).joined(separator: " → "))",
      at: name, in: file, help: "Name the journey that is changed: `of \"…\"`.")
  }

  /// The journey or scenario that a test begins with.
  private mutating func basis(of test: Sections.Section) -> Variant? {
    let tree = model.trees[test.file]
    if let given = tree.given(of: test.node), let value = tree.firstChild(given), givenFile < 0 {
      let written = rawText(value, tree)
      let symbol = names.symbol(of: written) ?? .none
      if let journey = section(symbol, .item, in: test.file) {
        note(value, in: test.file, means: journey)
        return Variant(journey: journey, layers: [], name: name(of: journey))
      }
      if let scenario = section(symbol, .scenario, in: test.file) {
        note(value, in: test.file, means: scenario)
        return variant(of: scenario)
      }
      reportUnknownBasis(value, test.file)
      return nil
    }
    // A block of script was put in the place of this file's journeys.
    let journeys = knownSections(.item)
    guard let journey = givenFile < 0 ? journeys.first : journeys.first(where: { $0.file == givenFile }) else {
      report(
        .missingValue,
        givenFile < 0 ? "This test does not say what it begins with" : "The script of this test has no journey",
        at: head(of: test),
        help: "Write `given \"NAME\"` with a journey or a scenario, or `given` and a block of script.")
      return nil
    }
    if givenFile < 0, journeys.count > 1 {
      let names = journeys.prefix(5).map { "`given \(Model.reference(name(of: $0)))`" }
      report(
        .ambiguousName, "This test does not say which journey it begins with", at: head(of: test),
        help: "Write \(Suggestion.list(names)).")
      return nil
    }
    return Variant(journey: journey, layers: [], name: name(of: journey))
  }

  private func name(of section: Sections.Section) -> String {
    let tree = model.trees[section.file]
    return tree.child(section.node, .name).map { rawText($0, tree) } ?? ""
  }

  // MARK: Declaring

  private mutating func declare(_ draft: Variant) {
    var variant = draft
    let number = variants.count
    variant.scope = Int32(model.journeys.count + 1)
    if let name = model.trees[draft.journey.file].child(draft.journey.node, .name) {
      variant.original = nameSymbol(name, fileScope(draft.journey.file))
    }
    noteRemovals(&variant)
    for index in variant.layers.indices {
      let section = variant.layers[index].section
      frames.append(Frame(parent: Int32(section.file), bindings: [:]))
      let frame = Int32(frames.count - 1)
      variant.layers[index].frame = newFrame(of: section.node, in: section.file, parent: frame)
    }
    if setsParametersOfFiles(variant) { variant.fileFrames = copyFileFrames(at: variant.journey) }
    variants.append(variant)
    variantNumbers[variant.scope] = number
    var position = Position(
      file: variant.journey.file, frame: fileFrame(variant.journey.file, variant.scope), scope: 0)
    variantBeingDeclared = number
    let journey = declare(variant.journey.node, .journey, position)
    guard let journey else { return }
    position.scope = variants[number].scope
    position.journey = journey
    model.journeys[Int(variants[number].scope) - 1].goesByArrows = hasArrows(variants[number].journey)
    for layer in variants[number].layers { apply(layer, to: journey, position) }
    checkRemovals(number)
    model.journeys[Int(variants[number].scope) - 1].takenAway = Set(variants[number].gone.map(\.symbol))
  }

  /// Whether a journey says where touchpoints lead, so that without these lines it does not go from stage to stage.
  private func hasArrows(_ journey: Sections.Section) -> Bool {
    let tree = model.trees[journey.file]
    let extent = journey.node.index..<journey.node.index + Int(tree[journey.node].size)
    return tree.nodes[extent].contains { $0.kind == .attribute && $0.detail == Attribute.leadsTo.detail }
  }

  // MARK: Parameters

  /// The frame of a file, as a journey sees it: where a variant sets parameters of files, it has frames of its own.
  func fileFrame(_ file: Int, _ scope: Int32) -> Int32 {
    guard scope > 0, let number = variantNumbers[scope], variants[number].fileFrames >= 0 else { return Int32(file) }
    return variants[number].fileFrames + Int32(file)
  }

  /// Whether a variant says what a parameter is that stands in no journey.
  private func setsParametersOfFiles(_ variant: Variant) -> Bool {
    let tree = model.trees[variant.journey.file]
    let own = tree.children(variant.journey.node).filter { tree[$0].kind == .parameterLine }
      .compactMap { line in tree.child(line, .name).map { symbols.symbol(tree[$0].symbol, in: variant.journey.file) } }
    return variant.layers.contains { layer in
      parameters(of: layer).contains { parameter in
        !own.contains(parameter.symbol) && frames[variant.journey.file].bindings[parameter.symbol] != nil
      }
    }
  }

  /// The frames of all files once more, next to each other; gives the first.
  private mutating func copyFileFrames(at journey: Sections.Section) -> Int32 {
    let first = Int32(frames.count)
    let files = model.trees.count
    let count = frames.prefix(files).reduce(0) { $0 + 1 + $1.bindings.count }
    guard spend(4 * count, at: journey.node, in: journey.file) else { return -1 }
    var copies = Array(frames.prefix(files))
    // What blocks have asked for already is read anew.
    for (frame, symbol, binding) in early where frame < files { copies[Int(frame)].bindings[symbol] = binding }
    for index in copies.indices {
      copies[index].bindings = copies[index].bindings.mapValues { binding in
        if case .elsewhere(let file) = binding { .elsewhere(first + file) } else { binding }
      }
    }
    frames += copies
    for file in copies.indices { noteFrame(first + Int32(file), of: model.trees[file].file, in: file) }
    return first
  }

  private func parameters(of layer: Variant.Layer) -> [(symbol: Symbol, name: NodeID)] {
    let tree = model.trees[layer.section.file]
    return tree.children(layer.section.node).filter { tree[$0].kind == .parameterLine }.compactMap { line in
      tree.child(line, .name).map { (symbols.symbol(tree[$0].symbol, in: layer.section.file), $0) }
    }
  }

  /// Lets a variant's journey know what its layers say of parameters, and the layers what the journey knows.
  ///
  /// - Parameter frame: The journey's, with its own parameters.
  mutating func joinFrames(_ frame: Int32, of number: Int) {
    for layer in variants[number].layers {
      let file = layer.section.file
      var base = layer.frame
      // The frame that was made first lies between the layer's and its file's.
      while frames[Int(base)].parent >= Int32(model.trees.count) { base = frames[Int(base)].parent }
      if file != variants[number].journey.file {
        for symbol in frames[file].bindings.keys where frames[Int(base)].bindings[symbol] == nil {
          frames[Int(base)].bindings[symbol] = .elsewhere(fileFrame(file, variants[number].scope))
        }
      }
      frames[Int(base)].parent = frame
    }
    for layer in variants[number].layers {
      for (symbol, name) in parameters(of: layer) { set(symbol, name, layer, around: frame) }
    }
  }

  /// Puts what a layer says in the place of a parameter; what the host says holds before it.
  private mutating func set(_ symbol: Symbol, _ name: NodeID, _ layer: Variant.Layer, around frame: Int32) {
    var around = frame
    while around >= 0, frames[Int(around)].bindings[symbol] == nil { around = frames[Int(around)].parent }
    guard around >= 0 else { return reportNoParameter(name, layer.section.file) }
    // The variable of an imported file is set there.
    var (holder, line) = (around, frames[Int(around)].bindings[symbol])
    while case .elsewhere(let next)? = line {
      if frames[Int(next)].parent < 0 { holder = next }
      line = frames[Int(next)].bindings[symbol]
    }
    note(name, in: layer.section.file, variable: symbol, of: holder)
    switch line {
    case .given: return
    case .expression(let node, let file) where model.trees[file][node].kind != .parameterLine:
      reportNoParameter(name, layer.section.file, variable: model.trees[file].place(node))
    case let usual?:
      frames.append(Frame(parent: holder, bindings: [symbol: usual]))
      if let place = record?.frames[holder] { record?.frames[Int32(frames.count - 1)] = place }
      frames[Int(holder)].bindings[symbol] = .replaced(
        by: layer.frame, usual: Int32(frames.count - 1), name: name, file: layer.section.file)
    case nil: return
    }
  }

  private mutating func reportNoParameter(_ name: NodeID, _ file: Int, variable: Place? = nil) {
    let tree = model.trees[file]
    let written = Display.plain(tree.text(name))
    if let variable {
      return report(
        .unknownName, "`\(written)` is no parameter, and cannot be set", at: name, in: file,
        related: [Related(variable, "a `let`")], help: "Write `parameter \(written) = …` there instead of `let`.")
    }
    let near = Suggestion.near(tree.text(name), among: model.parameters.map(\.name))
    report(
      .unknownName, "The journey has no parameter `\(written)`", at: name, in: file,
      help: near.isEmpty
        ? "A scenario sets what the journey declares by `parameter`; what only the scenario knows is a `let`."
        : suggestion(near), fix: replacement(near, name, fileScope(file)))
  }

  // MARK: Changing

  /// Lays what a scenario or test says over the journey.
  private mutating func apply(_ layer: Variant.Layer, to journey: ItemID, _ journeyPosition: Position) {
    let (file, node) = (layer.section.file, layer.section.node)
    let tree = model.trees[file]
    var position = journeyPosition
    (position.file, position.frame, position.owner) = (file, layer.frame, journey)
    keepChange(of: journey, in: node, position)
    for child in tree.children(node) where tree[child].kind == .change {
      guard step(at: child, in: file) else { return }
      change(child, journey, position)
    }
  }

  private mutating func change(_ node: NodeID, _ journey: ItemID, _ outer: Position) {
    let tree = model.trees[outer.file]
    guard let kind = ItemKind(rawValue: UInt8(truncatingIfNeeded: tree[node].detail)), let name = tree.firstChild(node),
      !tree[node].flags.contains(.broken)
    else { return }
    var scope = fileScope(outer.file)
    (scope.number, scope.frame) = (outer.scope, outer.frame)
    let errors = restraint.errors
    let wasExpanding = isExpanding
    isExpanding = false
    let id = kind == .journey ? journey : reference(name, kind, scope)
    if kind == .journey { note(name, in: outer.file, means: journey) }
    isExpanding = wasExpanding
    guard let id else {
      if restraint.errors == errors { reportChangeOfGone(name, kind, outer.file) }
      return
    }
    var position = outer
    position.owner = id
    position.frame = newFrame(of: node, in: outer.file, parent: outer.frame)
    if kind == .stage { position.stage = id }
    keepChange(of: id, in: node, position)
    if kind == .journey { declareSimple(node, position) }
    walk(node, position, .items)
  }

  private mutating func reportChangeOfGone(_ name: NodeID, _ kind: ItemKind, _ file: Int) {
    report(
      .contradiction, "This \(kind.word) is changed and taken away", at: name, in: file,
      help:
        "Keep the one that is meant; a touchpoint that is to stay without its channel goes on another: `change touchpoint NAME on CHANNEL`."
    )
  }

  /// Puts aside the lines that a section or a `change` says of an item.
  private mutating func keepChange(of id: ItemID, in node: NodeID, _ position: Position) {
    let first = Int32(lines.count)
    let tree = model.trees[position.file]
    changing = Revision.Change()
    walk(node, position, .lines)
    var change = changing ?? Revision.Change()
    changing = nil
    change.lines = first..<Int32(lines.count)
    if tree[node].kind == .change, tree.clause(node, .on) != nil {
      change.header = Revision.Header(file: position.file, node: node, frame: position.frame)
    }
    // Lines of another place are read there, also where their frame is the item's.
    for number in change.lines where lineContexts[number] == nil {
      lineContexts[number] = LineContext(file: position.file, frame: position.frame, addition: addition)
    }
    guard !change.lines.isEmpty || !change.without.isEmpty || change.header != nil else { return }
    revisions[id.index, default: Revision()].changes.append(change)
  }
}
