import JourneySyntax

/// Templates: a body with holes, which `use` fills in and puts where it stands.
///
/// A template is read where it is used, line by line, each item with the frame of that use: what the holes are. So an
/// expansion is a walk over the template's nodes and no text is made; and what is wrong in it is found with the values
/// that it has there. A template that would use itself is an error before anything is walked.
extension Evaluation {
  /// The template that a line uses; one that is not there is reported.
  private mutating func template(of use: NodeID, _ position: Position) -> Sections.Section? {
    let tree = model.trees[position.file]
    guard !tree[use].flags.contains(.broken), let name = tree.child(use, .name) else { return nil }
    let scope = fileScope(position.file)
    if let known = section(nameSymbol(name, scope), .template, in: position.file) {
      note(name, in: position.file, means: known)
      return known
    }
    guard !hasFailedImport else {
      restraint.add(errors: 1)
      return nil
    }
    let written = rawText(name, tree)
    let near = Suggestion.near(written, among: sectionNames(.template))
    let isData =
      near.isEmpty && !tree[name].flags.contains(.quoted) && tree.child(use, .argument) == nil
      && position.owner.map { model.items[$0.index].kind == .touchpoint } ?? false
    let word = Place(tree.source.name, ByteRange(Int(tree[use].start), Int(tree[use].start) + 3))
    guard !isData else {
      report(
        .unknownWord, "`use` adds a template; for data it is `uses`", at: word,
        help: "Did you mean `uses \(Display.plain(written))`?",
        fix: Fix("Write `uses`", [Edit(word, "uses")], isSafe: false))
      return nil
    }
    let some = sectionNames(.template).prefix(5).map { "`\(Model.reference($0))`" }
    report(
      .unknownName, "There is no template `\(Model.reference(written))`", at: name, in: position.file,
      help: near.isEmpty
        ? some.isEmpty
          ? "Declare it at the level of the file: `template \(Model.reference(written))` … `end`; or import it."
          : "There \(some.count == 1 ? "is" : "are") \(Suggestion.list(Array(some), "and"))."
        : suggestion(near), fix: replacement(near, name, scope))
    return nil
  }

  /// Whether what a line adds are items.
  mutating func addsItems(_ use: NodeID, _ file: Int) -> Bool {
    guard let name = model.trees[file].child(use, .name),
      let template = section(nameSymbol(name, fileScope(file)), .template, in: file)
    else { return false }
    return holdsItems(template.node, template.file)
  }

  /// Puts a template's body where a line uses it.
  mutating func expandUse(_ use: NodeID, _ position: Position, holdsItems: Bool) {
    guard let template = template(of: use, position), !sectionsInCircles.contains(Evaluation.key(template)) else {
      return
    }
    guard uses.count < limits.depth else {
      return report(
        .tooDeep, "Templates use each other over more than \(limits.depth) steps", at: use, in: position.file,
        help: "Write one of them out.")
    }
    guard step(at: use, in: position.file), expand(use, position.file) else { return }
    guard isInPlace(template, use, position) else { return }
    let tree = model.trees[position.file]
    let name = tree.child(use, .name) ?? use
    var inner = position
    inner.file = template.file
    guard let frame = fill(template, use, position) else { return }
    inner.frame = newFrame(of: template.node, in: template.file, parent: frame)
    let outer = addition
    addition = model.additions.append(
      Addition(
        place: Place(tree.source.name, ByteRange(Int(tree[use].start), Int(tree[name].end))), label: "added here",
        outer: outer))
    uses.append(template)
    walk(template.node, inner, holdsItems ? .blockOfItems : .all)
    uses.removeLast()
    addition = outer
  }

  /// Whether the items of a template may stand where it is used.
  private mutating func isInPlace(_ template: Sections.Section, _ use: NodeID, _ position: Position) -> Bool {
    guard position.stage == nil, holdsTouchpoints(template.node, template.file) else { return true }
    report(
      .outsideItsPlace, "This template holds touchpoints, and those stand in a stage", at: use, in: position.file,
      related: [Related(head(of: template), "the template")], help: "Write `stage NAME` on a line above it.")
    return false
  }

  /// Whether touchpoints stand at the top of a body.
  private func holdsTouchpoints(_ body: NodeID, _ file: Int) -> Bool {
    let tree = model.trees[file]
    return tree.children(body).contains { child in
      switch tree[child].kind {
      case .item: tree[child].detail == UInt16(ItemKind.touchpoint.rawValue)
      case .forEach, .conditional, .alternative: holdsTouchpoints(child, file)
      default: false
      }
    }
  }

  /// The header of a section.
  func head(of section: Sections.Section) -> Place { model.trees[section.file].head(of: section.node) }

  // MARK: Holes

  /// Says which holes cannot be filled: words of the language, and names that stand for something else too.
  ///
  /// A hole may have the name of an item: in the template, the word means the hole.
  mutating func checkHoles(of template: Sections.Section) {
    let tree = model.trees[template.file]
    var seen: [Symbol: NodeID] = [:]
    for child in tree.children(template.node) {
      let kind = tree[child].kind
      guard kind == .hole || kind == .letLine, let name = tree.child(child, .name) else { continue }
      if kind == .hole, isWordOfLanguage(name, template.file) {
        reportReserved(name, template.file)
        continue
      }
      let symbol = tree[name].symbol
      guard let first = seen[symbol] else {
        seen[symbol] = name
        continue
      }
      // Two variables of one name are said where they are read.
      guard tree.children(template.node).contains(where: { tree[$0].kind == .hole && tree.child($0, .name) == first })
      else { continue }
      let written = tree.text(name)
      report(
        .declaredTwice,
        kind == .hole ? "The template has two holes `\(written)`" : "`\(written)` is a hole and a variable", at: name,
        in: template.file, related: [Related(tree.place(first), kind == .hole ? "the other one" : "the hole")],
        help: "Rename one of the two.")
    }
  }

  /// A frame with what the holes of a template are; nothing where a line fills them wrongly, which is reported.
  private mutating func fill(_ template: Sections.Section, _ use: NodeID, _ position: Position) -> Int32? {
    let body = model.trees[template.file]
    let tree = model.trees[position.file]
    var lines = 0
    let holes = body.children(template.node).filter { child in
      lines += 1
      return body[child].kind == .hole
    }
    guard spend(Evaluation.weight(ofSearching: lines), at: use, in: position.file) else { return nil }
    var scope = scope(of: position)
    scope.namesAreWords = true
    var bindings: [Symbol: Binding] = [:]
    var filled: [Symbol: NodeID] = [:]
    var count = 0
    for argument in tree.children(use) where tree[argument].kind == .argument {
      let parts = Array(tree.children(argument))
      guard let last = parts.last else { continue }
      let hole: NodeID?
      if parts.count > 1 {
        hole = named(parts[0], holes, template, position)
        if hole == nil { return nil }
      } else {
        hole = count < holes.count ? holes[count] : nil
        count += 1
      }
      guard let hole, let name = body.child(hole, .name) else {
        reportTooMany(argument, holes.count, template, position)
        return nil
      }
      let symbol = symbols.symbol(body[name].symbol, in: template.file)
      if let first = filled[symbol] {
        report(
          .attributeTwice, "`\(body.text(name))` is filled in twice", at: argument, in: position.file,
          related: [Related(tree.place(first), "first here")], help: "Keep one of the two.")
        return nil
      }
      filled[symbol] = argument
      bindings[symbol] = .value(value(last, scope))
    }
    frames.append(Frame(parent: fileFrame(template.file, position.scope), bindings: bindings, isBody: true))
    hasVariables = true
    let frame = Int32(frames.count - 1)
    noteFrame(frame, of: template.node, in: template.file)
    return fillRest(of: holes, template, use, position, frame) ? frame : nil
  }

  /// Fills the holes that a line leaves with what the template says of them.
  private mutating func fillRest(
    of holes: [NodeID], _ template: Sections.Section, _ use: NodeID, _ position: Position, _ frame: Int32
  ) -> Bool {
    let body = model.trees[template.file]
    var missing: [String] = []
    for hole in holes {
      guard let name = body.child(hole, .name), !isWordOfLanguage(name, template.file) else { continue }
      let symbol = symbols.symbol(body[name].symbol, in: template.file)
      guard frames[Int(frame)].bindings[symbol] == nil else { continue }
      let parts = Array(body.children(hole))
      guard parts.count > 1 else {
        missing.append(body.text(name))
        continue
      }
      var scope = fileScope(template.file)
      scope.frame = frame
      scope.number = position.scope
      scope.namesAreWords = true
      frames[Int(frame)].bindings[symbol] = .value(value(parts[1], scope))
    }
    guard !missing.isEmpty else { return true }
    let tree = model.trees[position.file]
    let name = tree.child(use, .name)
    let written = name.map { tree.text($0) } ?? ""
    report(
      .missingValue,
      "Template \(Display.plain(written)) needs \(Suggestion.list(missing.map { "`\($0)`" }, "and"))", at: name ?? use,
      in: position.file, related: [Related(head(of: template), "the template")],
      help: "Fill in behind the name, for example `use \(Display.plain(written)) (\(example(of: holes, body)))`.")
    return false
  }

  private func example(of holes: [NodeID], _ body: Tree) -> String {
    holes.map { hole in
      let parts = Array(body.children(hole))
      guard let name = parts.first else { return "" }
      return parts.count > 1 ? "\(body.text(name)) = \(body.text(parts[1]))" : "\(body.text(name)) = …"
    }.joined(separator: ", ")
  }

  /// The hole that an argument names.
  private mutating func named(
    _ name: NodeID, _ holes: [NodeID], _ template: Sections.Section, _ position: Position
  ) -> NodeID? {
    let body = model.trees[template.file]
    let wanted = symbols.symbol(model.trees[position.file][name].symbol, in: position.file)
    guard spend(Evaluation.weight(ofSearching: holes.count), at: name, in: position.file) else { return nil }
    let names = holes.compactMap { body.child($0, .name) }
    if let hole = zip(holes, names).first(where: { symbols.symbol(body[$1].symbol, in: template.file) == wanted })?.0 {
      return hole
    }
    let written = model.trees[position.file].text(name)
    let near = Suggestion.near(written, among: names.map { body.text($0) })
    report(
      .unknownName, "The template has no hole `\(Display.plain(written))`", at: name, in: position.file,
      related: [Related(head(of: template), "the template")],
      help: near.isEmpty
        ? names.isEmpty
          ? "It has no holes: write only its name."
          : "It has \(Suggestion.list(names.map { "`\(body.text($0))`" }, "and"))."
        : suggestion(near), fix: replacement(near, name, fileScope(position.file)))
    return nil
  }

  private mutating func reportTooMany(
    _ argument: NodeID, _ count: Int, _ template: Sections.Section, _ position: Position
  ) {
    report(
      .wrongArguments,
      count == 0
        ? "This template has no holes to fill in"
        : "This template has \(count) hole\(count == 1 ? "" : "s") to fill in, and here are more values", at: argument,
      in: position.file, related: [Related(head(of: template), "the template")], help: "Remove the value.")
  }

  // MARK: Circles

  static func key(_ section: Sections.Section) -> Int { section.file << 32 | Int(section.node.rawValue) }

  /// Finds the templates that use themselves, directly or through others, and says so once for each circle.
  mutating func checkTemplateCycles() {
    var state: [Int: Bool] = [:]
    for template in sections.all(.template) where state[Evaluation.key(template)] == nil {
      follow(template, &state)
    }
  }

  /// One template whose uses are being followed.
  private struct Visit {
    let template: Sections.Section
    var lines: [(node: NodeID, target: Sections.Section)]
  }

  /// Goes from template to template without recursion, since there may be as many as lines.
  private mutating func follow(_ first: Sections.Section, _ state: inout [Int: Bool]) {
    var way = [Visit(template: first, lines: useLines(in: first))]
    state[Evaluation.key(first)] = false
    while !way.isEmpty {
      guard let (line, target) = way[way.count - 1].lines.popLast() else {
        // Those that it uses were looked at before, so that no long chain of templates is gone down at once.
        let done = way.removeLast().template
        _ = holdsItems(done.node, done.file)
        state[Evaluation.key(done)] = true
        continue
      }
      switch state[Evaluation.key(target)] {
      case nil:
        state[Evaluation.key(target)] = false
        way.append(Visit(template: target, lines: useLines(in: target)))
      case false?:
        let circle = way.drop { $0.template != target }.map(\.template)
        reportCircle(circle + [target], at: line, in: way[way.count - 1].template.file)
      case true?: continue
      }
    }
  }

  private mutating func useLines(in template: Sections.Section) -> [(node: NodeID, target: Sections.Section)] {
    let tree = model.trees[template.file]
    let extent = template.node.index..<template.node.index + Int(tree[template.node].size)
    var lines: [(node: NodeID, target: Sections.Section)] = []
    for index in extent where tree.nodes[index].kind == .useLine {
      guard let name = tree.child(NodeID(index), .name),
        let target = section(nameSymbol(name, fileScope(template.file)), .template, in: template.file)
      else { continue }
      lines.append((NodeID(index), target))
    }
    return lines.reversed()
  }

  private mutating func reportCircle(_ circle: [Sections.Section], at line: NodeID, in file: Int) {
    for template in circle { sectionsInCircles.insert(Evaluation.key(template)) }
    let names = circle.map { section -> String in
      let tree = model.trees[section.file]
      return tree.child(section.node, .name).map { Display.plain(tree.text($0)) } ?? "?"
    }
    report(
      .templateCycle,
      circle.count == 2
        ? "Template \(names[0]) uses itself" : "These templates use each other: \(Evaluation.circle(names))",
      at: line, in: file, related: circle.dropLast().prefix(4).map { Related(head(of: $0), "in the circle") },
      why: "A template that adds itself would never come to an end.",
      help: "Take the line out, or move what both need into a third template.")
  }
}
