import JourneyModel
public import JourneySyntax

extension ProjectSettings {
  /// The settings of a script's `project` sections, with what is wrong with them; nothing where it has no such section.
  ///
  /// - Parameters:
  ///   - tree: The script.
  ///   - rules: The rules that settings may name, those of a host included.
  public static func reading(_ tree: Tree, rules: [Rule] = Rule.all) -> SettingsReading? {
    let sections = tree.children(tree.file).filter { tree[$0].kind == .project }
    guard !sections.isEmpty else { return nil }
    var reader = SettingsReader(tree, rules)
    for line in sections.flatMap({ Array(tree.children($0)) }) { reader.read(line) }
    reader.reportSetForNothing()
    return SettingsReading(
      settings: ProjectSettings(reader.settings), problems: reader.findings, unknownRules: reader.unknownRules)
  }
}

/// What was read from `project` sections.
public struct SettingsReading: Sendable {
  public let settings: ProjectSettings
  /// What is wrong with the lines, whatever rules there are.
  let problems: [Finding]
  /// What is wrong with lines on rules that nobody knows yet: a script may declare them.
  let unknownRules: [UnknownRule]

  struct UnknownRule {
    let name: String
    /// Whether a rule that is known has nearly that name.
    let isSlip: Bool
    let finding: Finding
  }

  /// What is wrong with the lines, where no script declares rules.
  public var findings: [Finding] { findings(besides: []) }

  /// What is wrong with the lines, once it is known which rules scripts declare.
  ///
  /// - Parameters:
  ///   - rules: The rules that scripts declare.
  ///   - isWhole: Whether all scripts are known for which the settings are; where they are not, only a slip shows.
  public func findings(besides rules: Set<String>, isWhole: Bool = true) -> [Finding] {
    problems + unknownRules.filter { !rules.contains($0.name) && (isWhole || $0.isSlip) }.map(\.finding)
  }
}

/// Lines of a `project` section to settings. A line that is wrong is said to be, and sets nothing.
struct SettingsReader {
  let tree: Tree
  let rules: [Rule]
  /// The rules that the script itself declares.
  private let declared: Set<String>
  var unknownRules: [SettingsReading.UnknownRule] = []
  var settings: [Setting] = []
  var findings: [Finding] = []
  /// Where each thing was set first, by what it is.
  private var seen: [String: Place] = [:]
  /// More lines than this are not read: each is compared with each script.
  private static let limit = 10_000

  init(_ tree: Tree, _ rules: [Rule]) {
    self.tree = tree
    self.rules = rules
    declared = Set(Rule.names(declaredIn: tree))
  }

  mutating func read(_ line: NodeID) {
    guard !tree[line].flags.contains(.broken), tree[line].kind != .skipped else { return }
    guard tree[line].kind == .setting else { return readOther(line) }
    guard settings.count < SettingsReader.limit else { return reportTooMany(line) }
    switch Keyword(detail: tree[line].detail) {
    case .profile: readProfile(line)
    case .severity: readSeverity(line)
    case .set: readSet(line)
    case .exclude: readExclude(line)
    default: break
    }
  }

  /// What is neither a setting nor a remark is not evaluated in a project, and must not look as if it were.
  private mutating func readOther(_ line: NodeID) {
    let kind = tree[line].kind
    if kind == .attribute || kind == .name || kind == .text { return }
    let word = tree.text(line).prefix { !" \t\r\n".contains($0) }.lowercased()
    report(
      .outsideItsPlace, "`\(Display.plain(word))` means nothing in a project", word.utf8.count, at: line,
      help: "A project takes `profile`, `severity of`, `set` and `exclude`; the line belongs in a journey.")
  }

  // MARK: Lines

  private mutating func readProfile(_ line: NodeID) {
    guard let value = tree.children(line).first(where: { _ in true }) else { return }
    let written = word(value)
    guard let profile = Validator.Profile(rawValue: written) else {
      let words = Validator.Profile.allCases.map(\.rawValue)
      return reportChoice("There is no profile `\(Display.plain(written))`", written, words, at: value)
    }
    add(Setting(.profile(profile), at: tree.place(line)), as: "profile")
  }

  private mutating func readSeverity(_ line: NodeID) {
    let names = tree.children(line).filter { tree[$0].kind == .name }
    guard names.count == 2, let rule = ruleName(names[0]) else { return }
    let written = word(names[1])
    let severity = Severity(rawValue: written)
    guard severity != nil || written == "off" else {
      let words = ["error", "warning", "info", "off"]
      let meant = [
        "note": "info", "none": "off", "ignore": "off", "disabled": "off", "critical": "error", "warn": "warning",
      ]
      return reportChoice(
        "`\(Display.plain(written))` is no severity", meant[written] ?? written, words, at: names[1])
    }
    guard let reach = reach(of: line) else { return }
    let setting = Setting(.severity(of: rule, severity), in: reach.pattern, on: reach.item, at: tree.place(line))
    add(setting, as: "severity of \(rule)")
  }

  private mutating func readSet(_ line: NodeID) {
    let parts = Array(tree.children(line))
    guard parts.count >= 3, tree[parts[0]].kind == .name, tree[parts[1]].kind == .name else { return }
    guard let change = change(parts[0], parts[1], parts[2]), let reach = reach(of: line) else { return }
    if let item = reach.item, let clause = tree.clause(line, .on) {
      return report(
        .outsideItsPlace, "A figure is set for whole scripts, not for \(item.text)", at: clause,
        help: "Say for which scripts with `in \"…\"`, or turn the rule off there: `severity of … is off on …`.")
    }
    add(Setting(change, in: reach.pattern, at: tree.place(line)), as: "\(word(parts[0])) of \(word(parts[1]))")
  }

  /// What `set FIGURE of RULE to VALUE` changes.
  private mutating func change(_ figure: NodeID, _ owner: NodeID, _ value: NodeID) -> Setting.Change? {
    if word(figure) == "severity" {
      reportSetSeverity(owner, value)
      return nil
    }
    if word(figure) == "weight" {
      guard let quality = StrengthWeights.Quality(rawValue: word(owner)) else {
        reportUnknown(
          "There is no weight of `\(Display.plain(word(owner)))`", word(owner),
          StrengthWeights.Quality.allCases.map(\.rawValue), at: owner)
        return nil
      }
      let weight = Rule.Parameter("weight", StrengthWeights()[quality], "points of a hundred", in: 0...100)
      return whole(value, for: weight, of: quality.rawValue).map { .weight(of: quality, $0) }
    }
    guard let rule = rule(named: owner) else { return nil }
    guard let parameter = rule.parameters.first(where: { $0.name == word(figure) }) else {
      let title = "Rule \(rule.name) has no figure `\(Display.plain(word(figure)))`"
      reportUnknown(
        title, word(figure), rule.parameters.map(\.name), at: figure,
        help: rule.parameters.isEmpty
          ? "It has none to set; `severity of \(rule.name) is …` sets how much it weighs." : nil)
      return nil
    }
    return whole(value, for: parameter, of: rule.name).map { .parameter(parameter.name, of: rule.name, $0) }
  }

  private mutating func readExclude(_ line: NodeID) {
    guard let value = tree.children(line).first(where: { _ in true }), let pattern = pattern(value) else { return }
    add(Setting(.exclude, in: pattern, at: tree.place(line)), as: "exclude \(pattern.text)")
  }

  // MARK: Parts of lines

  /// The rule that has a figure to set. Those of scripts have none.
  private mutating func rule(named node: NodeID) -> Rule? {
    guard let name = ruleName(node) else { return nil }
    if let rule = rules.first(where: { $0.name == name }) { return rule }
    // Where no script declares it, that is what is wrong.
    if declared.contains(name) {
      report(
        .unknownName, "Rule \(name) has no figure to set", at: node,
        help: "It is a rule of the script: change the line `expect` below it.")
    }
    return nil
  }

  /// The name of a rule. One that nobody knows may be that of a rule which a script declares.
  private mutating func ruleName(_ node: NodeID) -> String? {
    let written = word(node)
    if declared.contains(written) || rules.contains(where: { $0.name == written }) { return written }
    let count = findings.count
    if Code(rawValue: written) != nil {
      report(
        .unknownName, "`\(written)` is an error of the language, not a rule", at: node,
        help: "Only rules can be set, and `journey explain` lists them; what cannot be read has to be mended.")
      return nil
    }
    reportUnknown(
      "There is no rule `\(Display.plain(written, limit: 80))`", written, rules.map(\.name) + declared.sorted(),
      at: node,
      help: "`journey explain` lists the rules.")
    for finding in findings[count...] {
      unknownRules.append(
        SettingsReading.UnknownRule(name: written, isSlip: finding.fix != nil, finding: finding))
    }
    findings.removeSubrange(count...)
    return written
  }

  /// A figure: a whole number, or a percentage where it is one.
  private mutating func whole(_ node: NodeID, for figure: Rule.Parameter, of owner: String) -> Int? {
    let written = tree.value(ofLiteral: node)
    let number: Rational? = if case .number(let number)? = written { number } else { nil }
    let hundredths: Rational? =
      if case .share(let share)? = written { share.multiplied(by: Rational(100)) } else { nil }
    let isPercent = figure.unit == .percent
    guard let value = (isPercent ? hundredths : number)?.whole else {
      reportKind(node, for: figure, of: owner, meant: (isPercent ? number : hundredths)?.whole)
      return nil
    }
    guard figure.range.contains(value) else {
      let (least, most) = (figure.text(figure.range.lowerBound), figure.text(figure.range.upperBound))
      report(
        .outOfRange, "`\(figure.name) of \(owner)` cannot be \(figure.text(value))", at: node,
        help: "Write \(least) to \(most); where nothing is set, it is \(figure.text(figure.value)).")
      return nil
    }
    return value
  }

  private mutating func reportKind(_ node: NodeID, for figure: Rule.Parameter, of owner: String, meant: Int?) {
    let kind = figure.unit == .percent ? "a share" : "a whole number"
    let fitting = meant.flatMap { figure.range.contains($0) ? figure.text($0) : nil }
    report(
      .wrongKindOfValue, "`\(figure.name) of \(owner)` is \(kind), not `\(Display.plain(tree.text(node)))`", at: node,
      help: "Write \(kind) such as \(fitting ?? figure.text(figure.value)): \(figure.summary).",
      fix: fitting.map { ("Write `\($0)`", node, $0) })
  }

  private mutating func reach(of line: NodeID) -> (pattern: PathPattern?, item: ItemName?)? {
    var pattern: PathPattern?
    if let clause = tree.clause(line, .in) {
      guard let text = tree.children(clause).first(where: { _ in true }), let read = self.pattern(text) else {
        return nil
      }
      pattern = read
    }
    return (pattern, tree.clause(line, .on).flatMap { tree.itemName(in: $0) })
  }

  private mutating func pattern(_ node: NodeID) -> PathPattern? {
    guard tree[node].kind == .text, tree.child(node, .interpolation) == nil else {
      report(
        .wrongKindOfValue, "Which scripts are meant is a text in quotes", at: node,
        help: "Write a path from the project's folder, such as `\"markets/de/**\"`.")
      return nil
    }
    let text = tree.unquoted(node)
    if let pattern = PathPattern(text) { return pattern }
    let isLong = text.utf8.count > PathPattern.longest
    report(
      .outOfRange,
      isLong
        ? "This path has more than \(PathPattern.longest) letters" : "This path means nothing in the project's folder",
      at: node, help: "Write a path from the project's folder, such as `\"markets/de/**\"`.")
    return nil
  }

  /// A name as rules and choices are spelt.
  private func word(_ node: NodeID) -> String { tree.unquoted(node).lowercased() }

  /// Adds a setting; where the same was set for the same before, the earlier one counts for nothing.
  private mutating func add(_ setting: Setting, as what: String) {
    let place = setting.place ?? tree.place(tree.file)
    let pattern = setting.change == .exclude ? nil : setting.pattern
    if let first = seen.updateValue(place, forKey: "\(what) \(pattern?.text ?? "") \(setting.item?.text ?? "")") {
      return report(
        .attributeTwice, "`\(what)` is set twice", at: place, related: [Related(first, "set here already")],
        help: "Keep one of the two lines.")
    }
    settings.append(setting)
  }
}

// MARK: Findings

extension SettingsReader {
  /// Says which figures belong to rules that no setting and not the profile turns on.
  mutating func reportSetForNothing() {
    let profile = ProjectSettings(settings).profile ?? .recommended
    var on = Set(rules.filter { $0.isIn(profile) }.map(\.name))
    for setting in settings {
      switch setting.change {
      case .severity(let rule, .some): on.insert(rule)
      case .severity(let rule, nil) where setting.pattern == nil && setting.item == nil: on.remove(rule)
      default: break
      }
    }
    for setting in settings {
      guard case .parameter(let name, let rule, _) = setting.change, !on.contains(rule), let place = setting.place,
        let known = rules.first(where: { $0.name == rule })
      else { continue }
      report(
        .unusedSetting, "`\(rule)` is off, so `\(name)` counts for nothing", at: place,
        help: "Turn the rule on, `severity of \(rule) is \(known.severity)`, or take this line out.", severity: .warning
      )
    }
  }

  private mutating func reportSetSeverity(_ rule: NodeID, _ value: NodeID) {
    let line = "severity of \(Display.plain(tree.text(rule))) is \(Display.plain(tree.text(value)))"
    report(.unknownWord, "A severity has a line of its own, without `set`", at: rule, help: "Write `\(line)`.")
  }

  private mutating func reportTooMany(_ line: NodeID) {
    guard !findings.contains(where: { $0.code == Code.tooMuchWork.rawValue }) else { return }
    report(
      .tooMuchWork, "A project has more than \(SettingsReader.limit) settings", at: line,
      help: "Those from here on are not read: say with one pattern what many lines say.")
  }

  private mutating func reportUnknown(
    _ title: String, _ written: String, _ known: [String], at node: NodeID, help: String? = nil
  ) {
    let near = Suggestion.near(written, among: known)
    report(
      .unknownName, title, at: node,
      help: near.isEmpty
        ? help ?? "There \(known.count == 1 ? "is" : "are") \(Suggestion.list(known.map { "`\($0)`" }, "and"))."
        : "Did you mean \(Suggestion.list(near.map { "`\($0)`" }))?",
      fix: near.first.map { ("Write `\($0)`", node, $0) })
  }

  private mutating func reportChoice(_ title: String, _ written: String, _ words: [String], at node: NodeID) {
    let near = words.contains(written) ? written : Suggestion.near(written, among: words).first
    report(
      .unknownChoice, title, at: node,
      help: near.map { "Did you mean `\($0)`?" } ?? "Write \(Suggestion.list(words.map { "`\($0)`" })).",
      fix: near.map { ("Write `\($0)`", node, $0) })
  }

  private mutating func report(
    _ code: Code, _ title: String, _ length: Int? = nil, at node: NodeID, help: String,
    fix: (title: String, node: NodeID, text: String)? = nil
  ) {
    var place = tree.place(node)
    if let length { place.range = ByteRange(place.range.lower, place.range.lower + length) }
    report(
      code, title, at: place, help: help,
      fix: fix.map { Fix($0.title, [Edit(tree.place($0.node), $0.text)], isSafe: false) })
  }

  private mutating func report(
    _ code: Code, _ title: String, at place: Place, related: [Related] = [], help: String, fix: Fix? = nil,
    severity: Severity = .error
  ) {
    findings.append(Finding(code.rawValue, severity, title, at: place, related: related, help: help, fix: fix))
  }
}

extension Tree {
  /// The item that stands behind `on` in a setting or a waiver: `touchpoint Checkout`, `Purchase.Checkout`.
  func itemName(in clause: NodeID) -> ItemName? {
    let parts = Array(children(clause))
    guard let name = parts.last else { return nil }
    let kind = parts.first.flatMap { self[$0].kind == .clause ? Keyword(detail: self[$0].detail) : nil }
    let names = self[name].kind == .qualifiedName ? children(name).map { unquoted($0) } : [unquoted(name)]
    guard let last = names.last, !last.isEmpty else { return nil }
    return ItemName(last, kind: kind.flatMap { ItemKind($0) }, stage: names.count == 2 ? names[0] : nil)
  }
}

extension Rational {
  /// The number as a whole one, if it is.
  fileprivate var whole: Int? { isWhole ? Int(numerator) : nil }
}
