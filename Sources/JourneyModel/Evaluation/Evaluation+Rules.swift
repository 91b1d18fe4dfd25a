public import JourneySyntax

/// A `rule` section that was met while files were declared.
struct RuleSection {
  let file: Int
  let node: NodeID
  /// The frame of its own `let` lines, or that of its file.
  let frame: Int32
  /// What the section's own variables are before they are read; nothing where it has none.
  let bindings: [Symbol: Evaluation.Binding]?
}

/// What the lines of a section say, by their nodes.
struct RuleLines {
  var every: NodeID?
  var expect: NodeID?
  var severity: NodeID?
  var because: NodeID?
  var otherwise: NodeID?
  var suggest: NodeID?
  var examples: [NodeID] = []
  /// Whether a line could not be read, which may be the one that is missed.
  var isBroken = false
}

/// The rules of a script: read from their sections, and asked of every item that they go over.
extension Evaluation {
  mutating func keepRule(_ node: NodeID, _ position: Position) {
    // `import NAME from` takes only the rules that it names.
    if let name = model.trees[position.file].child(node, .name),
      !isKnown(nameSymbol(name, fileScope(position.file)), of: position.file)
    {
      return
    }
    let frame = newFrame(of: node, in: position.file, parent: position.frame)
    ruleSections.append(
      RuleSection(
        file: position.file, node: node, frame: frame,
        bindings: frame == position.frame ? nil : frames[Int(frame)].bindings))
  }

  /// Reads every rule, looks where it does not hold, and tries the examples of those that stand in the script itself.
  mutating func checkRules() {
    // The script's own first, then those of its imports.
    let sections = ruleSections.sorted { ($0.file, $0.node) < ($1.file, $1.node) }
    var seen: [String: Place] = [:]
    for section in sections where !isExhausted {
      let lines = readLines(of: section)
      guard var rule = declaredRule(section, lines) else { continue }
      if let first = seen[rule.name] {
        report(
          .declaredTwice, "Rule \(rule.name) is declared twice", at: rule.place,
          related: [Related(first, "declared here first")], help: "Give one of them another name, or remove it.")
        continue
      }
      seen[rule.name] = rule.place
      rule.breaches = breaches(of: rule, section, lines)
      if section.file == 0, selection == .own { tryExamples(of: rule, section, lines) }
      model.rules.append(rule)
    }
  }

  // MARK: Reading

  fileprivate mutating func readLines(of section: RuleSection) -> RuleLines {
    let tree = model.trees[section.file]
    var lines = RuleLines()
    lines.isBroken = tree[section.node].flags.contains(.broken)
    for line in tree.children(section.node) {
      guard !tree[line].flags.contains(.broken), tree[line].kind != .skipped else {
        lines.isBroken = true
        continue
      }
      switch tree[line].kind {
      case .everyLine: keep(line, \.every, "every", &lines, section)
      case .expectLine: keep(line, \.expect, "expect", &lines, section)
      case .setting: keep(setting: line, &lines, section)
      case .name, .text, .letLine, .attribute: continue
      default:
        let word = tree.text(line).prefix { !" \t\r\n".contains($0) }.lowercased()
        report(
          .outsideItsPlace, "`\(Display.plain(word, limit: 40))` means nothing in a rule", at: line, in: section.file,
          help: "A rule takes `severity`, `because`, `every`, `expect`, `otherwise`, `suggest`, `example` and `let`.")
      }
    }
    return lines
  }

  private mutating func keep(setting line: NodeID, _ lines: inout RuleLines, _ section: RuleSection) {
    switch Keyword(detail: model.trees[section.file][line].detail) {
    case .severity: keep(line, \.severity, "severity", &lines, section)
    case .because: keep(line, \.because, "because", &lines, section)
    case .otherwise: keep(line, \.otherwise, "otherwise", &lines, section)
    case .suggest: keep(line, \.suggest, "suggest", &lines, section)
    default: lines.examples.append(line)
    }
  }

  private mutating func keep(
    _ line: NodeID, _ part: WritableKeyPath<RuleLines, NodeID?>, _ word: String, _ lines: inout RuleLines,
    _ section: RuleSection
  ) {
    guard let first = lines[keyPath: part] else {
      lines[keyPath: part] = line
      return
    }
    report(
      .attributeTwice, "This rule says `\(word)` twice", at: line, in: section.file,
      related: [Related(model.trees[section.file].place(first), "said here already")],
      help: word == "expect" ? "Join the two with `and`, or write a second rule." : "Keep one of the two lines.")
  }

  /// The rule that a section declares; nothing, and a finding, where it says too little.
  fileprivate mutating func declaredRule(_ section: RuleSection, _ lines: RuleLines) -> DeclaredRule? {
    let tree = model.trees[section.file]
    guard let name = ruleName(section) else { return nil }
    let severity = severity(lines, named: name, section)
    let reason = reason(lines, section)
    let place = head(of: section)
    guard let line = lines.every, let every = tree.firstChild(line), let expect = lines.expect,
      let condition = tree.firstChild(expect), let kind = ItemKind(rawValue: UInt8(tree[every].detail))
    else {
      if !lines.isBroken { reportMissing(lines, named: name, at: place) }
      return nil
    }
    let filter = tree.firstChild(every)
    func written(_ node: NodeID) -> String { Display.plain(tree.text(node), limit: 80) }
    func examples(_ word: Keyword) -> [String] {
      lines.examples.compactMap { line in
        example(line, tree).flatMap { $0.word == word ? tree.unquoted($0.text) : nil }
      }
    }
    return DeclaredRule(
      name: name, title: tree.child(section.node, .text).map { tree.unquoted($0) } ?? "", severity: severity,
      reason: reason, kind: kind, filter: filter.map(written) ?? "", condition: written(condition), bad: examples(.bad),
      good: examples(.good), looksFar: kind != .touchpoint || looksFar([filter, condition], section.file),
      place: place)
  }

  /// The word `rule` and the name behind it.
  private func head(of section: RuleSection) -> Place {
    let tree = model.trees[section.file]
    let node = tree[section.node]
    let end = tree.child(section.node, .name).map { tree[$0].end } ?? node.end
    return Place(tree.source.name, ByteRange(Int(node.start), Int(end)))
  }

  private mutating func ruleName(_ section: RuleSection) -> String? {
    let tree = model.trees[section.file]
    guard let node = tree.child(section.node, .name) else { return nil }
    let written = tree.unquoted(node)
    let name = written.lowercased()
    guard Model.reference(written) == written else {
      let slug = Model.slug(written)
      report(
        .wrongKindOfValue, "The name of a rule is one word, and this is a title", at: node, in: section.file,
        help: "Write a short name before it, as it will stand behind `allow`: `rule \(slug) …`.",
        fix: Fix(
          "Write `\(slug)` before it",
          [Edit(Place(tree.source.name, ByteRange(Int(tree[node].start), Int(tree[node].start))), slug + " ")],
          isSafe: false))
      return nil
    }
    guard Code(rawValue: name) == nil else {
      report(
        .reservedName, "`\(name)` is the name of a message of the language", at: node, in: section.file,
        help: "Choose another name for the rule.")
      return nil
    }
    return name
  }

  private mutating func reportMissing(_ lines: RuleLines, named name: String, at place: Place) {
    let (title, help) =
      switch (lines.every, lines.expect) {
      case (nil, nil):
        (
          "Rule \(name) says neither what it looks at nor what it expects",
          "Add two lines, for example `every touchpoint where important` and `expect wait < 5 min`."
        )
      case (nil, _):
        ("Rule \(name) does not say what it looks at", "Add a line, for example `every touchpoint where important`.")
      default: ("Rule \(name) expects nothing", "Add a line, for example `expect wait < 5 min`.")
      }
    report(.missingValue, title, at: place, help: help)
  }

  private mutating func severity(_ lines: RuleLines, named name: String, _ section: RuleSection) -> Severity {
    let tree = model.trees[section.file]
    guard let line = lines.severity, let value = tree.firstChild(line) else { return .warning }
    let written = tree.text(value).lowercased()
    if tree[value].kind == .name, let severity = Severity(rawValue: written) { return severity }
    let words = Severity.allCases.reversed().map(\.rawValue)
    let near = Severity.synonyms[written] ?? Suggestion.near(written, among: words).first
    let help: String
    if written == "off" {
      help = "Take the rule out; or turn it off in a `project` section: `severity of \(name) is off`."
    } else {
      help = near.map { "Did you mean `\($0)`?" } ?? "Write \(Suggestion.list(words.map { "`\($0)`" }))."
    }
    report(
      .unknownChoice, "`\(Display.plain(written, limit: 40))` is no severity", at: value, in: section.file, help: help,
      fix: near.map { Fix("Write `\($0)`", [Edit(tree.place(value), $0)], isSafe: false) })
    return .warning
  }

  private mutating func reason(_ lines: RuleLines, _ section: RuleSection) -> String {
    let tree = model.trees[section.file]
    guard let line = lines.because, let text = tree.firstChild(line) else { return "" }
    guard tree[text].kind == .text else {
      report(
        .wrongKindOfValue, "The reason of a rule is a text in quotes", at: text, in: section.file,
        help: "Write `because \"…\"`: it stands below each finding of the rule.")
      return ""
    }
    return value(text, Scope(file: section.file, frame: section.frame, number: 0)).string ?? ""
  }

  /// Whether conditions ask for more than a touchpoint says of itself, and the stage that it stands in.
  private func looksFar(_ conditions: [NodeID?], _ file: Int) -> Bool {
    let tree = model.trees[file]
    return conditions.contains { condition in
      guard let condition else { return false }
      return (condition.index..<condition.index + Int(tree[condition].size)).contains { index in
        let node = tree[NodeID(index)]
        guard node.kind == .name || node.kind == .call else { return false }
        guard node.kind == .name else {
          return tree.firstChild(NodeID(index)).map { Function(rawValue: tree.text($0).lowercased())?.isFlow == true }
            ?? false
        }
        switch accessors[symbols.symbol(node.symbol, in: file)] {
        case .attribute, .name, .title, .id, .kind, .stage, .strength, .text, .severity, .answeredBy: return false
        case .next, .previous, .channel, .layers, .items, .journey: return true
        case nil: return ItemKind.allCases.contains { $0.plural == tree.text(NodeID(index)).lowercased() }
        }
      }
    }
  }

  /// Whether an example is good or bad, and its script.
  func example(_ line: NodeID, _ tree: Tree) -> (word: Keyword, text: NodeID)? {
    let parts = Array(tree.children(line))
    guard parts.count == 2, tree[parts[1]].kind == .text, let word = Keyword(tree[parts[0]].symbol),
      word == .good || word == .bad
    else { return nil }
    return (word, parts[1])
  }
}

extension Severity {
  /// What people write for it elsewhere.
  static let synonyms = ["note": "info", "hint": "info", "critical": "error", "severe": "error", "warn": "warning"]
}

extension Model {
  /// How many items each rule of the script does not hold of, asked anew of the finished model.
  public func countBreaches(limits: Limits = Limits()) -> [(rule: String, count: Int)] {
    guard let names else { return [] }
    var evaluation = Evaluation(of: self, names, limits: limits)
    return names.ruleSections.compactMap { section in
      let lines = evaluation.readLines(of: section)
      guard let rule = evaluation.declaredRule(section, lines) else { return nil }
      return (rule.name, evaluation.failures(of: rule, section, lines).reduce(0) { $0 + $1.failed.count })
    }
  }
}
