import JourneySyntax

/// Where the rules of a script do not hold, and whether their examples show what they say.
extension Evaluation {
  /// The items of which a rule's condition does not hold, with what is to be said of each.
  mutating func breaches(
    of rule: DeclaredRule, _ section: RuleSection, _ lines: RuleLines
  ) -> [DeclaredRule.Breach] {
    guard let condition = lines.expect.flatMap({ model.trees[section.file].firstChild($0) }) else { return [] }
    var breaches: [DeclaredRule.Breach] = []
    for found in failures(of: rule, section, lines) {
      guard !isExhausted else { return [] }
      for item in found.failed {
        prepare(section)
        var scope = found.scope
        scope.about = item
        let isShown = breaches.count < limits.findings
        breaches.append(breach(rule, item, of: found.journey, condition, lines, scope, isShown))
      }
      if found.failed.isEmpty, let item = found.first { readAhead(condition, item, lines, section, found.scope) }
    }
    // Each journey looks for its own among them.
    let looked = Evaluation.weight(ofSearching: breaches.count) * model.journeys.count
    return spend(looked, at: section.node, in: section.file) ? breaches : []
  }

  /// By journey, the items of which a rule's condition does not hold, and the first that it is asked of. What comes to
  /// none does not count as failed.
  mutating func failures(
    of rule: DeclaredRule, _ section: RuleSection, _ lines: RuleLines
  ) -> [(journey: ItemID, scope: Scope, failed: [ItemID], first: ItemID?)] {
    let tree = model.trees[section.file]
    guard let every = lines.every.flatMap({ tree.firstChild($0) }),
      let condition = lines.expect.flatMap({ tree.firstChild($0) })
    else { return [] }
    // What journeys share is looked at once.
    var seen: Set<ItemID> = []
    return model.journeys.compactMap { contents in
      // A journey without items is looked at too, and the rule is asked of it again.
      guard let journey = contents.journey, spend(8, at: section.node, in: section.file) else { return nil }
      let items = model.visible(rule.kind, in: contents).filter {
        model.items[$0.index].scope > 0 || seen.insert($0).inserted
      }
      let scope = Scope(
        file: section.file, frame: section.frame, number: model.items[journey.index].scope, about: journey)
      let asked = tree.firstChild(every).map { met($0, by: items, section, scope).yes } ?? items
      return (journey, scope, met(condition, by: asked, section, scope).no, asked.first ?? items.first)
    }
  }

  /// The variables of a rule mean something else for each item.
  private mutating func prepare(_ section: RuleSection) {
    if let bindings = section.bindings { frames[Int(section.frame)].bindings = bindings }
  }

  /// The items of which a condition holds, and those of which it does not; of the others it is not known.
  private mutating func met(
    _ condition: NodeID, by items: [ItemID], _ section: RuleSection, _ scope: Scope
  ) -> (yes: [ItemID], no: [ItemID]) {
    let truths = truths(of: condition, for: items, as: .about, scope) { evaluation, item in
      evaluation.prepare(section)
      var scope = scope
      scope.about = item
      let before = evaluation.restraint.errors
      let value = evaluation.condition(condition, scope)
      return evaluation.restraint.errors == before ? Truth(value) : .none
    }
    var result: (yes: [ItemID], no: [ItemID]) = ([], [])
    guard !isExhausted else { return result }
    for (item, truth) in zip(items, truths) {
      if truth == .yes { result.yes.append(item) } else if truth == .no { result.no.append(item) }
    }
    return result
  }

  private mutating func breach(
    _ rule: DeclaredRule, _ item: ItemID, of journey: ItemID, _ condition: NodeID, _ lines: RuleLines, _ scope: Scope,
    _ isShown: Bool
  ) -> DeclaredRule.Breach {
    let name = model.reference(to: item)
    let meant = rule.title.isEmpty ? "`\(rule.condition)`" : "“\(rule.title)”"
    return DeclaredRule.Breach(
      journey: journey, item: item,
      title: text(otherwise(lines, scope.file), scope) ?? "\(name) does not meet \(meant)",
      help: text(lines.suggest.flatMap { model.trees[scope.file].firstChild($0) }, scope)?.asSentence
        ?? "Change \(name) so that `\(rule.condition)` holds, or say why it may stay: `allow \(rule.name) because \"…\"`.",
      // Of more findings than are shown nobody sees the parts.
      parts: isShown ? partValues(condition, scope) : [])
  }

  /// The text that stands for a breach: on a line of its own, or behind the condition.
  private func otherwise(_ lines: RuleLines, _ file: Int) -> NodeID? {
    let tree = model.trees[file]
    let line = lines.otherwise ?? lines.expect.flatMap { tree.clause($0, .otherwise) }
    return line.flatMap { tree.firstChild($0) }
  }

  private mutating func text(_ node: NodeID?, _ scope: Scope) -> String? {
    guard let node else { return nil }
    let text = Display.plain(value(node, scope).text(in: model, limit: 1_000), limit: 200)
    return text.isEmpty ? nil : text
  }

  /// Reads what a rule without breaches has not read: a slip in it must not wait for the first breach.
  private mutating func readAhead(
    _ condition: NodeID, _ item: ItemID, _ lines: RuleLines, _ section: RuleSection, _ scope: Scope
  ) {
    prepare(section)
    var scope = scope
    scope.about = item
    let count = findings.count
    _ = value(condition, scope)
    _ = text(otherwise(lines, section.file), scope)
    _ = text(lines.suggest.flatMap { model.trees[section.file].firstChild($0) }, scope)
    // What an item that is not asked for gives is no slip of the rule.
    let slips: [Code] = [.unknownName, .unknownFunction, .wrongArguments, .ambiguousName]
    let kept = findings[count...].filter { finding in slips.contains { $0.rawValue == finding.code } }
    findings.replaceSubrange(count..., with: kept)
  }

  // MARK: Examples

  /// Tries each example as a script of its own, with this one rule.
  mutating func tryExamples(of rule: DeclaredRule, _ section: RuleSection, _ lines: RuleLines) {
    let tree = model.trees[section.file]
    for line in lines.examples where !isExhausted {
      guard let (word, text) = example(line, tree) else {
        if let value = Array(tree.children(line)).last, tree[value].kind != .text {
          report(
            .wrongKindOfValue, "An example is a script between three quotes", at: value, in: section.file,
            help: "Write `example good \"\"\"`, then the script on lines of its own, then `\"\"\"`.")
        }
        continue
      }
      let quotes = tree[text].flags.contains(.block) ? 3 : 1
      let range = ByteRange(tree[text].range.lower + quotes, tree[text].range.upper - quotes)
      // To read it, and the names of this script for it, is work.
      guard spend(range.count / 8 + tree.names.count, at: line, in: section.file) else { return }
      tryExample(word, range, of: rule, section, lines, at: line)
    }
  }

  private mutating func tryExample(
    _ word: Keyword, _ range: ByteRange, of rule: DeclaredRule, _ section: RuleSection, _ lines: RuleLines,
    at line: NodeID
  ) {
    let outer = model.trees[section.file]
    let bytes = Array(outer.source.padded[range.lower..<range.upper])
    var rest = limits
    rest.steps = max(0, limits.steps - steps)
    var inner = Evaluation(
      Tree(Source(name: outer.source.name, bytes: bytes), limits: rest, dialect: model.words.dialect), limits: rest,
      loader: loader, words: model.words)
    inner.load()
    inner.makeModel()
    let problems = inner.findings.filter { $0.severity == .error }
    var found: [DeclaredRule.Breach] = []
    if problems.isEmpty {
      let file = inner.addFile(outer)
      let root = inner.newFrame(of: outer.file, in: file, parent: -1)
      inner.keepRule(section.node, Position(file: file, frame: root, scope: 0))
      if let moved = inner.ruleSections.last { found = inner.breaches(of: rule, moved, lines) }
    }
    guard spend(inner.steps, at: line, in: section.file) else { return }
    for problem in problems.prefix(3) where findings.count < limits.findings {
      findings.append(problem.moved(by: range.lower, in: outer.source.name))
    }
    guard problems.isEmpty, (word == .bad) == found.isEmpty else { return }
    let slip = inner.findings.first { $0.severity == .error }
    reportExample(
      word, of: rule, at: line, in: section.file, slip: slip?.title,
      found.first.map { breach in
        (breach.title, Related(inner.model.place(of: breach.item), "flagged here").moved(by: range.lower))
      })
  }

  private mutating func reportExample(
    _ word: Keyword, of rule: DeclaredRule, at line: NodeID, in file: Int, slip: String?,
    _ breach: (title: String, related: Related)?
  ) {
    let tree = model.trees[file]
    let end = tree.firstChild(line).map { tree[$0].end } ?? tree[line].end
    let place = Place(tree.source.name, ByteRange(Int(tree[line].start), Int(end)))
    if let breach {
      report(
        .wrongExample, "This example is called good, and \(rule.name) flags it: \(breach.title)", at: place,
        related: [breach.related], help: "Mend the example, or what the rule expects.")
    } else {
      report(
        .wrongExample, "This example is called bad, and \(rule.name) does not flag it", at: place,
        help: slip.map { "There, the condition means something else: \($0)." }
          ?? "Change the example until the rule flags it, or mend what the rule expects.")
    }
  }
}

extension String {
  /// The text with a capital at its beginning and a full stop at its end.
  fileprivate var asSentence: String {
    let text = capitalized
    return text.last.map { ".!?…".contains($0) } ?? true ? text : text + "."
  }
}

extension Finding {
  /// The finding of a part of a file as one of the whole file: what stands in the part lies further down.
  fileprivate func moved(by offset: Int, in file: String) -> Finding {
    var moved = self
    if place.file == file { moved.place = place.moved(by: offset) }
    moved.related = related.map { $0.place.file == file ? $0.moved(by: offset) : $0 }
    moved.fix?.edits = (fix?.edits ?? []).map {
      $0.place.file == file ? Edit($0.place.moved(by: offset), $0.replacement) : $0
    }
    return moved
  }
}

extension Related {
  fileprivate func moved(by offset: Int) -> Related { Related(place.moved(by: offset), message) }
}

extension Place {
  fileprivate func moved(by offset: Int) -> Place {
    Place(file, ByteRange(range.lower + offset, range.upper + offset))
  }
}
