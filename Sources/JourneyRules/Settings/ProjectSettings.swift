public import JourneyModel
public import JourneySyntax

/// What a project asks of the checks of its scripts: a list of settings, the later of which win.
///
/// `ProjectSettings.reading` takes them from a `project` section. A host can as well make them by hand, and needs no file:
/// `ProjectSettings([Setting(.severity(of: "dead-end", .error)), Setting(.weight(of: .human, 20))])`.
public struct ProjectSettings: Sendable, Hashable {
  public var settings: [Setting]

  /// Settings in their order; none leaves everything as it is.
  public init(_ settings: [Setting] = []) { self.settings = settings }

  /// These settings with others behind them, which win.
  public func adding(_ others: ProjectSettings) -> ProjectSettings {
    settings.isEmpty ? others : ProjectSettings(settings + others.settings)
  }

  /// The profile that is asked for.
  public var profile: Validator.Profile? {
    settings.lazy.reversed().compactMap { if case .profile(let profile) = $0.change { profile } else { nil } }.first
  }

  /// The number of the setting by which a path is not checked when its folder is.
  public func exclusion(of path: String) -> Int? {
    settings.firstIndex { $0.change == .exclude && $0.pattern?.matches(path) == true }
  }
}

/// One setting of a project: what it changes, and for which scripts and items.
public struct Setting: Sendable, Hashable {
  /// What a setting changes.
  public enum Change: Sendable, Hashable {
    case profile(Validator.Profile)
    /// How much a rule's findings weigh; none turns the rule off.
    case severity(of: String, Severity?)
    /// A figure of a rule.
    case parameter(String, of: String, Int)
    case weight(of: StrengthWeights.Quality, Int)
    /// What the pattern means is not checked when its folder is.
    case exclude
  }

  public var change: Change
  /// The scripts that it is for; all where there is none.
  public var pattern: PathPattern?
  /// The item that it is for, with what stands in it; all where there is none.
  public var item: ItemName?
  /// Where it is written.
  public var place: Place?
  /// Who set it, where it is written nowhere.
  public var origin: String

  /// A setting; without a pattern and an item it is for everything.
  public init(
    _ change: Change, in pattern: PathPattern? = nil, on item: ItemName? = nil, at place: Place? = nil,
    origin: String = "the program"
  ) {
    self.change = change
    self.pattern = pattern
    self.item = item
    self.place = place
    self.origin = origin
  }

  /// Whether a script is among those it is for.
  func isFor(_ path: String) -> Bool { pattern?.matches(path) ?? true }

  /// The setting as a script has it.
  public var text: String {
    var text: String
    switch change {
    case .profile(let profile): text = "profile \(profile)"
    case .severity(let rule, let severity): text = "severity of \(rule) is \(severity?.rawValue ?? "off")"
    case .parameter(let name, let rule, let value):
      let parameter = Rule.named(rule)?.parameters.first { $0.name == name }
      text = "set \(name) of \(rule) to \(parameter?.text(value) ?? "\(value)")"
    case .weight(let quality, let value): text = "set weight of \(quality.rawValue) to \(value)"
    case .exclude: return "exclude \(TextContent.quoted(pattern?.text ?? ""))"
    }
    if let pattern { text += " in \(TextContent.quoted(pattern.text))" }
    if let item { text += " on \(item.text)" }
    return text
  }
}

/// An item as settings and waivers name it: `touchpoint Checkout`, `Purchase.Checkout`.
public struct ItemName: Sendable, Hashable {
  public var kind: ItemKind?
  /// The stage before the dot.
  public var stage: String?
  public var name: String

  /// A name, with the kind and the stage where they are said.
  public init(_ name: String, kind: ItemKind? = nil, stage: String? = nil) {
    self.name = name
    self.kind = kind
    self.stage = stage
  }

  /// The name as a script has it.
  public var text: String {
    let path = (stage.map { Model.reference($0) + "." } ?? "") + Model.reference(name)
    return (kind.map { $0.word + " " } ?? "") + path
  }

  /// Whether it means an item.
  func means(_ id: ItemID, in model: Model) -> Bool {
    let item = model[id]
    guard kind == nil || item.kind == kind, NameTable.isSame(model.name(of: id), name) else { return false }
    guard let stage else { return true }
    return item.parent.map { NameTable.isSame(model.name(of: $0), stage) } ?? false
  }

  /// The names of a model that one may have meant by it.
  func near(in model: Model) -> [String] {
    let items = model.items.indices.lazy.map { ItemID($0) }.filter { kind == nil || model.kind(of: $0) == kind }
    return Suggestion.near(name, among: items.map { model.name(of: $0) })
  }
}
