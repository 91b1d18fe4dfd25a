public import JourneyModel
public import JourneySyntax

/// Which settings met a script and an item: once all scripts of a project were checked, the others are left over.
public struct SettingsUse: Sendable {
  private let settings: ProjectSettings
  private var met: Set<Int>

  /// Settings that have met nothing yet.
  public init(of settings: ProjectSettings) {
    self.settings = settings
    met = Set(settings.settings.indices.filter { settings.settings[$0].isForAll })
  }

  /// Takes note of a script that was checked; the path begins at the project's folder.
  public mutating func note(_ model: Model, at path: String) {
    let open = settings.settings.indices.filter { !met.contains($0) && settings.settings[$0].isOpen(to: path) }
    let items = ItemName.items(called: Set(open.compactMap { settings.settings[$0].item }), in: model)
    met.formUnion(open.filter { number in settings.settings[number].item.map { items[$0] != nil } ?? true })
  }

  /// Whether a path is left out when its folder is checked; takes note of it.
  public mutating func excludes(_ path: String) -> Bool {
    guard let number = settings.exclusion(of: path) else { return false }
    met.insert(number)
    return true
  }

  /// The settings that met nothing, each with what to do about it.
  public var findings: [Finding] {
    settings.settings.indices.filter { !met.contains($0) }.compactMap { number in
      let setting = settings.settings[number]
      guard let place = setting.place else { return nil }
      // What is excluded may come and go: a folder that is empty is in no repository.
      let severity = setting.change == .exclude ? Severity.info : .warning
      let whom =
        setting.item.map { "there is no \($0.kind == nil ? "item " : "")\($0.text)" }
        ?? "no script lies in \(Display.plain(setting.pattern?.text ?? ""))"
      let inPattern = setting.item == nil ? "" : setting.pattern.map { " in \(Display.plain($0.text))" } ?? ""
      return Finding(
        Code.unusedSetting.rawValue, severity, "This setting counts for nothing: \(whom)\(inPattern)", at: place,
        help: "Mend what it names, or take the line out.")
    }
  }
}

extension Setting {
  /// Whether it needs no script and no item of a name.
  fileprivate var isForAll: Bool { pattern == nil && item == nil }

  fileprivate func isOpen(to path: String) -> Bool { change != .exclude && isFor(path) }
}
