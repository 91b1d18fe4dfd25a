public import JourneyRules
public import JourneySyntax

/// Every setting that applies to a script, as a `project` section that says the same, and behind each line where it is
/// from.
public struct SettingsText: Sendable {
  private let applied: AppliedSettings
  private let lines: [String: LineIndex]

  /// The settings of a script; `sources` are the files that they may stand in.
  public init(_ applied: AppliedSettings, sources: [Source]) {
    self.applied = applied
    lines = Dictionary(sources.map { ($0.name, LineIndex($0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The section, each line of it ended.
  public var text: String {
    let rows = profile + applied.known.flatMap { severities(of: $0) } + figures + weights + exclusions
    let width = min(rows.map(\.text.count).max() ?? 0, 60)
    let written = rows.map { row in
      let margin = String(repeating: " ", count: max(0, width - row.text.count))
      return "  \(Display.plain(row.text, limit: 2_000))\(margin)  # \(Display.plain(row.origin, limit: 400))\n"
    }
    return "project\n" + written.joined()
  }

  private typealias Row = (text: String, origin: String)

  private var profile: [Row] {
    guard let profile = applied.profile else { return [] }
    let asked = last { if case .profile = $0 { true } else { false } }
    let text = Setting(.profile(profile)).text
    if let asked, asked.text == text { return [asked] }
    return [(text, asked == nil && profile == .recommended ? "default" : "asked for by the call")]
  }

  private func severities(of rule: Rule) -> [Row] {
    let (severity, setting) = applied.severity(of: rule)
    let given = setting.map { row($0) }
    let off = applied.profile.map { "not in the profile \($0)" } ?? "default"
    let first = given ?? (Setting(.severity(of: rule.name, severity)).text, severity == nil ? off : "default")
    let onItems = applied.settings.filter { other in
      if case .severity(rule.name, _) = other.change { other.item != nil } else { false }
    }
    return [first] + onItems.map { row($0) }
  }

  private var figures: [Row] {
    applied.known.flatMap { rule in
      rule.parameters.map { parameter in
        last { if case .parameter(parameter.name, rule.name, _) = $0 { true } else { false } }
          ?? (Setting(.parameter(parameter.name, of: rule.name, parameter.value)).text, "default")
      }
    }
  }

  private var weights: [Row] {
    StrengthWeights.Quality.allCases.map { quality in
      last { if case .weight(quality, _) = $0 { true } else { false } }
        ?? (Setting(.weight(of: quality, applied.weights[quality])).text, "default")
    }
  }

  private var exclusions: [Row] { applied.settings.filter { $0.change == .exclude }.map { row($0) } }

  /// The last setting of a sort, which wins.
  private func last(_ isMeant: (Setting.Change) -> Bool) -> Row? {
    applied.settings.last { isMeant($0.change) }.map { row($0) }
  }

  private func row(_ setting: Setting) -> Row { (setting.text, origin(of: setting)) }

  /// `project.journey:3`
  private func origin(of setting: Setting) -> String {
    guard let place = setting.place else { return "set by \(setting.origin)" }
    let line = lines[place.file]?.position(of: place.range.lower).line
    return place.file + (line.map { ":\($0)" } ?? "")
  }
}
