import JourneyModel
public import JourneySyntax

/// A finding that an `allow` of the script waives: it is counted, and not shown among what is to be mended.
public struct WaivedFinding: Sendable, Hashable {
  public let finding: Finding
  /// Why it is waived, as the script says.
  public let reason: String
  /// The `allow` line.
  public let place: Place

  /// A finding with the reason why it is waived, and where that stands.
  public init(finding: Finding, reason: String, place: Place) {
    self.finding = finding
    self.reason = reason
    self.place = place
  }
}

/// The waivers of a script: `allow RULE [on ITEM] because REASON [until DATE]`.
struct Waivers {
  /// One `allow` line.
  struct Waiver {
    let rule: String
    let reason: String
    /// The last day on which it waives.
    let until: Day?
    let node: NodeID
    let place: Place
    /// Where the date stands.
    let datePlace: Place?
    /// Its word and the rule's name.
    let head: Place
    /// Whether it is judged here: it stands in the script itself, and is no line of a journey that a scenario changes.
    let isOwn: Bool
    var items: [ItemID]
  }

  private(set) var waivers: [Waiver] = []
  /// What is wrong with the lines themselves.
  private(set) var problems: [Finding] = []
  private let model: Model
  /// The journeys that scenarios make of others.
  private var variants: Set<ItemID> = []
  /// By rule, the numbers of its waivers on the items that they are for.
  private var marks: [String: ItemMarks] = [:]

  /// The waivers of rules that exist; of others it is said elsewhere that they do not.
  init(_ model: Model, rules: Set<String>) {
    self.model = model
    guard !model.waiverLines.isEmpty else { return }
    variants = Set(model.journeys.filter(\.isVariant).compactMap(\.journey))
    let names = Set(model.waiverLines.compactMap { line in Waivers.name(in: line, model) })
    let items = ItemName.items(called: names, in: model)
    var numbers: [Line: Int] = [:]
    for line in model.waiverLines {
      if let number = numbers[Line(line)] {
        // A block repeats a line for each of its items.
        if Waivers.name(in: line, model) == nil { waivers[number].items.append(line.item) }
      } else if let waiver = read(line, rules, items) {
        numbers[Line(line)] = waivers.count
        waivers.append(waiver)
      }
    }
    mark()
  }

  /// Notes each waiver on its items; of several for one item the one that lasts longest, and the others waive nothing.
  private mutating func mark() {
    var longest: [String: [ItemID: Int]] = [:]
    for (number, waiver) in waivers.enumerated() {
      for item in waiver.items {
        if let other = longest[waiver.rule]?[item], !lasts(waiver, longerThan: waivers[other]) { continue }
        longest[waiver.rule, default: [:]][item] = number
      }
    }
    let empty = ItemMarks(in: model)
    marks = longest.mapValues { numbers in
      var marks = empty
      for (item, number) in numbers { marks.mark(item, number) }
      return marks
    }
  }

  private func lasts(_ waiver: Waiver, longerThan other: Waiver) -> Bool {
    guard let until = other.until else { return false }
    return waiver.until.map { $0 > until } ?? true
  }

  private struct Line: Hashable {
    let file: Int
    let node: NodeID

    init(_ line: WaiverLine) { (file, node) = (line.file, line.node) }
  }

  /// The item that a line names, where it does not mean the one that it stands in.
  private static func name(in line: WaiverLine, _ model: Model) -> ItemName? {
    let tree = model.trees[line.file]
    return tree.clause(line.node, .on).flatMap { tree.itemName(in: $0) }
  }

  // MARK: Reading

  private mutating func read(_ line: WaiverLine, _ rules: Set<String>, _ items: [ItemName: [ItemID]]) -> Waiver? {
    let tree = model.trees[line.file]
    guard !tree[line.node].flags.contains(.broken), let name = tree.child(line.node, .name) else { return nil }
    let rule = tree.unquoted(name).lowercased()
    guard rules.contains(rule), let reason = reason(of: line, tree) else { return nil }
    let until = part(of: line, .until)
    let day = until.flatMap { self.day($0, tree) }
    var meant = [line.item]
    if let clause = tree.clause(line.node, .on), let name = tree.itemName(in: clause) {
      guard let named = unambiguous(name, items[name] ?? [], from: line.item, at: tree.place(tree.last(of: clause)))
      else {
        return nil
      }
      meant = named
    }
    return Waiver(
      rule: rule, reason: reason, until: day, node: line.node, place: tree.place(line.node),
      datePlace: until.map { tree.place($0) },
      head: Place(tree.source.name, ByteRange(Int(tree[line.node].start), Int(tree[name].end))),
      isOwn: line.file == 0 && !isOfOriginal(line), items: meant)
  }

  /// Whether a line is one of the journey of which a scenario makes another: there it may well be needed.
  private func isOfOriginal(_ line: WaiverLine) -> Bool {
    guard let journey = model.journey(of: line.item), variants.contains(journey), model.file(of: journey) == line.file
    else { return false }
    let (whole, part) = (model.trees[line.file][model[journey].node].range, model.trees[line.file][line.node].range)
    return whole.lower <= part.lower && part.upper <= whole.upper
  }

  /// What stands behind a word of the line.
  private func part(of line: WaiverLine, _ word: Keyword) -> NodeID? {
    let tree = model.trees[line.file]
    guard let clause = tree.clause(line.node, word) else { return nil }
    return tree.children(clause).first(where: { _ in true })
  }

  private mutating func reason(of line: WaiverLine, _ tree: Tree) -> String? {
    guard let text = part(of: line, .because) else { return nil }
    guard tree[text].kind == .text else {
      report(
        .wrongKindOfValue, "The reason of a waiver is a text in quotes", at: tree.place(text),
        help: "Write `because \"…\"`, so that the next reader knows why this is allowed.")
      return nil
    }
    let reason = tree.unquoted(text)
    guard reason.contains(where: { $0 != " " }) else {
      report(
        .missingReason, "A waiver needs its reason", at: tree.place(text),
        help: "Write between the quotes why this is allowed, for the next reader.")
      return nil
    }
    return reason
  }

  private mutating func day(_ node: NodeID, _ tree: Tree) -> Day? {
    if case .date(let day)? = tree.value(ofLiteral: node) { return day }
    let written = Display.plain(tree.text(node))
    if tree[node].kind == .date {
      report(.outOfRange, "The calendar has no day `\(written)`", at: tree.place(node), help: "Mend the date.")
    } else {
      report(
        .wrongKindOfValue, "A waiver ends on a date, not on `\(written)`", at: tree.place(node),
        help: "Write a date such as `2026-11-21`.")
    }
    return nil
  }

  /// The one item that a name means from where a line stands; where there are none or several, that is said.
  private mutating func unambiguous(
    _ name: ItemName, _ items: [ItemID], from item: ItemID, at place: Place
  ) -> [ItemID]? {
    let journey = model.journey(of: item)
    let visible = items.filter { model.journey(of: $0) == journey || model.journey(of: $0) == nil }
    if visible.count == 1 { return visible }
    guard !visible.isEmpty else {
      // A script of slips is answered all the same: near names are looked for some times only.
      let near = problems.count < 20 ? name.near(in: model) : []
      report(
        .unknownName, "There is no \(name.kind?.word ?? "item") \(Model.reference(name.name)) in this journey",
        at: place,
        help: near.isEmpty
          ? "Name an item of the journey, or leave `on` out and write the line below that item."
          : "Did you mean \(Suggestion.list(near.map { "`\(Model.reference($0))`" }))?",
        fix: name.stage == nil ? near.first.map { Model.reference($0) } : nil)
      return nil
    }
    let ways = visible.prefix(5).map { id in
      let stage =
        model.kind(of: id) == .touchpoint ? model.parent(of: id).map { model.reference(to: $0) + "." } ?? "" : ""
      return "`\(model.kind(of: id).word) \(stage)\(model.reference(to: id))`"
    }
    report(
      .ambiguousName, "\(Model.reference(name.name)) is the name of several items", at: place,
      help: "Write \(Suggestion.list(ways)).")
    return nil
  }

  private mutating func report(_ code: Code, _ title: String, at place: Place, help: String, fix: String? = nil) {
    problems.append(
      Finding(
        code.rawValue, .error, title, at: place, help: help,
        fix: fix.map { Fix("Write `\($0)`", [Edit(place, $0)], isSafe: false) }))
  }
}

// MARK: What they waive

extension Waivers {
  /// The rules that are waived somewhere.
  var rules: Set<String> { Set(waivers.map(\.rule)) }

  /// Parts findings into those to be mended and those that are waived; a waiver that is over waives nothing.
  func parted(_ findings: [Finding], today: Day?) -> (open: [Finding], waived: [WaivedFinding]) {
    var parts: (open: [Finding], waived: [WaivedFinding]) = ([], [])
    for finding in findings {
      if let number = numbers(on: finding).filter({ !isOver(waivers[$0], today) }).min() {
        let waiver = waivers[number]
        parts.waived.append(WaivedFinding(finding: finding, reason: waiver.reason, place: waiver.place))
      } else {
        parts.open.append(finding)
      }
    }
    return parts
  }

  /// The numbers of the waivers that one of some findings is meant by.
  func used(by findings: [Finding]) -> Set<Int> {
    findings.reduce(into: []) { $0.formUnion(numbers(on: $1)) }
  }

  private func numbers(on finding: Finding) -> Set<Int> {
    finding.isRule ? marks[finding.code]?.numbers(on: finding) ?? [] : []
  }

  private func isOver(_ waiver: Waiver, _ today: Day?) -> Bool {
    guard let today, let until = waiver.until else { return false }
    return until < today
  }

  /// The waivers of the script itself that are over.
  func expired(_ rule: Rule, today: Day?, used: Set<Int>) -> [Finding] {
    let lines = ScriptLines(model.trees[0], below: model.trees[0].file)
    return waivers.indices.filter { waivers[$0].isOwn && isOver(waivers[$0], today) }.map { number in
      let waiver = waivers[number]
      let until = waiver.until?.text ?? ""
      return finding(
        rule, waiver, "The waiver of \(waiver.rule) ended on \(until)", at: waiver.datePlace ?? waiver.place,
        help: used.contains(number)
          ? "Agree on a later date; or take the line out, which waives nothing any more, and mend what it was for."
          : "Take the line out: there is nothing to waive any more.",
        fix: removal(of: waiver, lines))
    }
  }

  /// The waivers of the script itself that no finding was meant by.
  func unused(_ rule: Rule, today: Day?, used: Set<Int>) -> [Finding] {
    let lines = ScriptLines(model.trees[0], below: model.trees[0].file)
    return waivers.indices.filter { waivers[$0].isOwn && !used.contains($0) && !isOver(waivers[$0], today) }.map {
      number in
      let waiver = waivers[number]
      return finding(
        rule, waiver, "There is no finding of \(waiver.rule) here to waive", at: waiver.head,
        help: "Take the line out, or name the item that it is for: `allow \(waiver.rule) on …`.",
        fix: removal(of: waiver, lines))
    }
  }

  /// Takes a line out, which in a block is for nothing in all that the block makes. It needs a look, since the reason that
  /// somebody gave goes with it.
  private func removal(of waiver: Waiver, _ lines: ScriptLines) -> Fix? {
    lines.removing(shared: waiver.node).map { Fix("Take the line out", $0, isSafe: false) }
  }

  private func finding(
    _ rule: Rule, _ waiver: Waiver, _ title: String, at place: Place, help: String, fix: Fix?
  ) -> Finding {
    Finding(
      rule.name, isRule: true, rule.severity, title, at: place, why: rule.why, help: help, fix: fix,
      item: waiver.items.first.map { model.itemReference($0) })
  }

  /// Says once that dates are not compared, where there are some and nobody said which day it is.
  func undated(today: Day?) -> [Finding] {
    guard today == nil, let place = waivers.first(where: { $0.isOwn && $0.until != nil })?.datePlace else { return [] }
    return [
      Finding(
        Code.unknownToday.rawValue, .info, "Whether this waiver is over is not known", at: place,
        help: "Say which day it is: `journey check --today 2026-11-21`, with the date of the day.")
    ]
  }
}

extension Tree {
  /// The last part of a node, or the node itself.
  fileprivate func last(of node: NodeID) -> NodeID { Array(children(node)).last ?? node }
}
