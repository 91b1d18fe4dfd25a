public import JourneyModel
public import JourneySyntax

/// An `allow` line that a script may get.
public struct NewWaiver: Sendable, Hashable {
  /// The rule that it waives.
  public let rule: String
  /// The item for which it does.
  public let item: ItemID
  /// The line as it stands in the script.
  public let line: String
  /// The item below whose header it stands.
  let owner: NodeID

  /// Whether a reason can stand in a script as it is.
  public static func canSay(_ reason: String) -> Bool {
    let tree = Tree(Source(name: "", text: "journey A\n  allow dead-end because \(TextContent.quoted(reason))\n"))
    return tree.findings.isEmpty
  }
}

/// The `allow` lines that may be written for findings: each below the item that it is for, or in its journey with that
/// item's name, where the item does not stand in the script itself, or stands there for several.
public struct NewWaivers: Sendable {
  private let model: Model
  private let ending: String
  private let lines: ScriptLines
  /// The items of each path.
  private let byPath: [String: [ItemID]]
  /// Those of each name, in small letters.
  private let byName: [String: [ItemID]]

  /// What waives in a script from now on, for a reason and up to a day.
  public init(in model: Model, because reason: String, until: Day? = nil) {
    self.model = model
    ending = "because \(TextContent.quoted(reason))\(until.map { " until \($0.text)" } ?? "")"
    lines = ScriptLines(model.trees[0], below: model.trees[0].file)
    let items = model.items.indices.map { ItemID($0) }
    byPath = Dictionary(grouping: items, by: { model.path(of: $0) })
    byName = Dictionary(grouping: items, by: { NameTable.fold(model.name(of: $0)) })
  }

  /// The rules that look after the waivers themselves, and are not waived.
  public static let upkeep: Set<String> = [Rule.unusedWaiver.name, Rule.expiredWaiver.name]

  /// The lines by any one of which a finding is waived, the best first.
  public func ways(to waive: Finding) -> [NewWaiver] {
    guard waive.isRule, !NewWaivers.upkeep.contains(waive.code), let item = item(of: waive) else { return [] }
    var ways: [NewWaiver] = []
    func add(_ line: String, below owner: NodeID) {
      guard lines.addingFirst([""], to: owner) != nil else { return }
      ways.append(NewWaiver(rule: waive.code, item: item, line: "allow \(waive.code) \(line)", owner: owner))
    }
    if model.file(of: item) == 0, model.additions(behind: item).isEmpty { add(ending, below: model[item].node) }
    guard let section = section(for: item) else { return ways }
    if model.kind(of: item) == .journey {
      if ways.isEmpty { add(ending, below: section.node) }
    } else if let name = name(of: item, in: section.journey) {
      add("on \(name) \(ending)", below: section.node)
    }
    return ways
  }

  /// Those of some lines that are needed: not those for what stands in an item that another is for.
  public func needed(of waivers: [NewWaiver]) -> [NewWaiver] {
    var items: [String: Set<ItemID>] = [:]
    for waiver in waivers { items[waiver.rule, default: []].insert(waiver.item) }
    return waivers.filter { waiver in
      var next = model.parent(of: waiver.item)
      while let item = next {
        if items[waiver.rule]?.contains(item) == true { return false }
        next = model.parent(of: item)
      }
      return true
    }
  }

  /// What writes some lines: one edit for all that stand below one item.
  public func edits(for waivers: [NewWaiver]) -> [Edit] {
    var order: [NodeID] = []
    var texts: [NodeID: [String]] = [:]
    for waiver in waivers {
      if texts[waiver.owner] == nil { order.append(waiver.owner) }
      texts[waiver.owner, default: []].append(waiver.line)
    }
    return order.flatMap { lines.addingFirst(texts[$0] ?? [], to: $0) ?? [] }
  }

  // MARK: Items

  /// The item that a finding is about, or the innermost one in which its place lies.
  private func item(of finding: Finding) -> ItemID? {
    func holds(_ item: ItemID) -> Bool {
      let extent = Validator.extent(of: item, model)
      return extent.file == finding.place.file && extent.range.lower <= finding.place.range.lower
        && finding.place.range.upper <= extent.range.upper
    }
    if let reference = finding.item {
      let items = byPath[reference.path] ?? []
      return items.first(where: holds) ?? items.first
    }
    return model.items.indices.lazy.map { ItemID($0) }.filter(holds).max {
      Validator.extent(of: $0, model).range.lower < Validator.extent(of: $1, model).range.lower
    }
  }

  /// The journey of the script in which a line for an item may stand, or the scenario that makes one of an imported
  /// journey: its own, or for what journeys share the first one.
  private func section(for item: ItemID) -> (node: NodeID, journey: ItemID)? {
    let own = model.journey(of: item)
    for contents in model.journeys {
      guard let journey = contents.journey, own == nil || own == journey else { continue }
      if contents.isVariant {
        if let scenario = scenario(called: model.name(of: journey)) { return (scenario, journey) }
      } else if model.file(of: journey) == 0 {
        return (model[journey].node, journey)
      }
    }
    return nil
  }

  private func scenario(called name: String) -> NodeID? {
    let tree = model.trees[0]
    return tree.children(tree.file).first { node in
      tree[node].kind == .scenario
        && tree.child(node, .name).map { NameTable.fold(tree.unquoted($0)) } == NameTable.fold(name)
    }
  }

  /// An item's name as a line of a journey has it, with its kind and its stage where it needs them.
  private func name(of item: ItemID, in journey: ItemID) -> String? {
    let name = model.name(of: item)
    let kind = model.kind(of: item)
    let stage = model.parent(of: item).flatMap { model.kind(of: $0) == .stage ? model.name(of: $0) : nil }
    let names =
      [ItemName(name), ItemName(name, kind: kind)] + (stage.map { [ItemName(name, kind: kind, stage: $0)] } ?? [])
    let visible = (byName[NameTable.fold(name)] ?? []).filter {
      model.journey(of: $0) == journey || model.journey(of: $0) == nil
    }
    return names.first { name in visible.filter { name.means($0, in: model) } == [item] }?.written
  }
}

extension ItemName {
  /// The name as a script has it, whatever stands in it.
  fileprivate var written: String {
    (kind.map { $0.word + " " } ?? "") + (stage.map { ItemName.word($0) + "." } ?? "") + ItemName.word(name)
  }

  private static func word(_ name: String) -> String {
    // A word of the language is no name without its quotes.
    Model.reference(name) == name && Keyword(rawValue: name.lowercased()) == nil ? name : TextContent.quoted(name)
  }
}
