public import Journey

/// What the reader of a session may set, by `:set`.
public struct Settings: Sendable {
  /// The columns that answers may fill, as far as the reader chose none; for a host to set, before each answer even.
  public var width = 100
  /// The columns that the reader chose.
  var chosenWidth: Int?
  /// The columns that answers fill.
  var columns: Int { chosenWidth ?? max(width, 20) }
  /// How many rows of a table are shown.
  public var rows = 40
  /// Which rules apply; where the reader chose none, those that the project asks for.
  public var profile: Validator.Profile?
  /// The profile of the script's project.
  var projectProfile: Validator.Profile?
  /// Whether each answer says how long it took.
  public var showsTime = false
  /// Whether the reader is asked once before changes are lost; a setting of the host, for where nobody is there to ask.
  public var asksBeforeLoss = true
  /// The colours of answers; a setting of the host, not of the reader.
  public var palette = Palette.none

  /// The defaults.
  public init() {}
}

extension Settings {
  /// A setting by its word, with what it may be.
  struct Entry: Sendable {
    let name: String
    let values: String
    let summary: String
    let get: @Sendable (Settings) -> String
    /// Sets it; says no where the value is none that it takes.
    let set: @Sendable (inout Settings, String) -> Bool
  }

  static let entries: [Entry] = [
    Entry(
      name: "profile", values: "draft, recommended or strict", summary: "Which rules look at the journey.",
      get: { ($0.profile ?? $0.projectProfile ?? .recommended).rawValue },
      set: { settings, value in
        guard let profile = Validator.Profile(rawValue: value) else { return false }
        settings.profile = profile
        return true
      }),
    Entry(
      name: "rows", values: "1 to 10000", summary: "How many rows of a table are shown.", get: { "\($0.rows)" },
      set: { settings, value in
        guard let rows = Int(value), (1...10_000).contains(rows) else { return false }
        settings.rows = rows
        return true
      }),
    Entry(
      name: "time", values: "on or off", summary: "Whether each answer says how long it took.",
      get: { $0.showsTime ? "on" : "off" },
      set: { settings, value in
        guard value == "on" || value == "off" else { return false }
        settings.showsTime = value == "on"
        return true
      }),
    Entry(
      name: "width", values: "20 to 1000", summary: "The columns that answers may fill.", get: { "\($0.columns)" },
      set: { settings, value in
        guard let width = Int(value), (20...1_000).contains(width) else { return false }
        settings.chosenWidth = width
        return true
      }),
  ]
}
