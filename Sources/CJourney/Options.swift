import Journey

/// Why options or parameters are refused, in a sentence for the programmer who wrote them.
struct BadOptions: Error {
  let message: String

  init(_ message: String) { self.message = message }
}

/// The options of an engine, from JSON.
struct Options {
  private(set) var limits = Limits()
  private(set) var parameters: [String: String] = [:]
  private(set) var settings = ProjectSettings()
  private(set) var profile: Validator.Profile?
  private(set) var today: Day?
  private(set) var path: String?
  private(set) var vocabulary = HostVocabulary()

  /// Reads options; no bytes are none.
  init(_ bytes: [UInt8]) throws(BadOptions) {
    for (name, value) in try Options.members(bytes, "The options") { try read(name, value) }
  }

  /// Reads parameters; no bytes are none.
  static func parameters(_ bytes: [UInt8]) throws(BadOptions) -> [String: String] {
    try parameters(members(bytes, "The parameters"))
  }

  // MARK: Members

  private mutating func read(_ name: String, _ value: JSONValue) throws(BadOptions) {
    switch name {
    case "limits": for (name, value) in try Options.members(value, name) { try readLimit(name, value) }
    case "parameters": parameters = try Options.parameters(Options.members(value, name))
    case "settings": settings = try Options.settings(Options.text(value, name))
    case "profile": profile = try Options.profile(Options.text(value, name), value.line)
    case "today": today = try Options.day(Options.text(value, name), value.line)
    case "path": path = try Options.text(value, name)
    case "vocabulary": vocabulary = try Options.vocabulary(Options.text(value, name))
    default:
      throw Options.unknown(
        "an option", name, value, ["limits", "parameters", "settings", "profile", "today", "path", "vocabulary"])
    }
  }

  private mutating func readLimit(_ name: String, _ value: JSONValue) throws(BadOptions) {
    guard let limit = Options.limits.first(where: { $0.name == name }) else {
      throw Options.unknown("a limit", name, value, Options.limits.map(\.name))
    }
    guard let number = value.integer, (0...limit.most).contains(number) else {
      throw BadOptions(
        "The limit `\(name)` is a whole number from 0 to \(limit.most) (line \(value.line) of the options)")
    }
    limits[keyPath: limit.path] = number
  }

  /// The limits by name, each with what it may be raised to: beyond that, memory would be the limit.
  private static let limits: [(name: String, path: any WritableKeyPath<Limits, Int> & Sendable, most: Int)] = [
    ("bytes", \.bytes, mostBytes), ("depth", \.depth, Limits().depth), ("stack", \.stack, mostBytes),
    ("items", \.items, mostBytes),
    ("expansions", \.expansions, mostBytes), ("steps", \.steps, Int.max >> 8), ("imports", \.imports, mostBytes),
    ("findings", \.findings, mostBytes), ("text", \.text, mostBytes), ("memory", \.memory, Int.max >> 8),
    ("states", \.states, mostBytes),
    ("elimination", \.elimination, Int.max >> 8),
  ]

  private static func parameters(_ members: [(name: String, value: JSONValue)]) throws(BadOptions) -> [String: String] {
    var parameters: [String: String] = [:]
    for (name, value) in members {
      guard let text = value.text ?? value.integer.map({ String($0) }) else {
        throw BadOptions(
          "The parameter `\(Display.plain(name, limit: 80))` is a text as a script writes it, for example \"2 days\", "
            + "or a whole number (line \(value.line))")
      }
      parameters[name] = text
    }
    return parameters
  }

  private static func settings(_ text: String) throws(BadOptions) -> ProjectSettings {
    let source = Source(name: "settings", text: text)
    let tree = Tree(source)
    guard let reading = ProjectSettings.reading(tree) else {
      throw BadOptions("The settings are not those of a project: they stand below a line `project`")
    }
    let findings = tree.findings + reading.findings(besides: [], isWhole: false)
    if let first = findings.first(where: { $0.severity > .info }) {
      let line = LineIndex(source).line(of: first.place.range.lower)
      let help = first.help.isEmpty ? "" : ". \(first.help)"
      throw BadOptions("The settings are wrong in line \(line) of them: \(first.title)\(help)")
    }
    return reading.settings
  }

  private static func vocabulary(_ text: String) throws(BadOptions) -> HostVocabulary {
    let source = Source(name: "vocabulary", text: text)
    let vocabulary = HostVocabulary(file: source)
    guard let first = vocabulary.findings.first(where: { $0.severity == .error }) else { return vocabulary }
    let line = LineIndex(source).line(of: first.place.range.lower)
    throw BadOptions("The vocabulary is wrong in line \(line) of it: \(first.title). \(first.help)")
  }

  private static func profile(_ text: String, _ line: Int) throws(BadOptions) -> Validator.Profile {
    if let profile = Validator.Profile(rawValue: text) { return profile }
    let words = Validator.Profile.allCases.map { "`\($0.rawValue)`" }
    throw BadOptions(
      "There is no profile `\(Display.plain(text, limit: 80))`: write \(Suggestion.list(words)) (line \(line) of the options)"
    )
  }

  private static func day(_ text: String, _ line: Int) throws(BadOptions) -> Day {
    if let day = Day(text) { return day }
    throw BadOptions("`today` is a day of the calendar, for example \"2026-11-22\" (line \(line) of the options)")
  }

  // MARK: JSON

  private static func members(_ bytes: [UInt8], _ what: String) throws(BadOptions) -> [(name: String, value: JSONValue)]
  {
    guard !bytes.isEmpty else { return [] }
    let value: JSONValue
    do throws(JSONProblem) { value = try JSONReader.value(bytes) } catch {
      throw BadOptions("\(what) cannot be read as JSON, line \(error.line): \(error.reason)")
    }
    guard case .object(let members) = value.kind else { throw BadOptions("\(what) are no JSON object: {…}") }
    return try once(members)
  }

  private static func members(_ value: JSONValue, _ name: String) throws(BadOptions) -> [(
    name: String, value: JSONValue
  )] {
    guard case .object(let members) = value.kind else {
      throw BadOptions("`\(name)` is an object: {…} (line \(value.line) of the options)")
    }
    return try once(members)
  }

  /// The members, none of which may be said twice: nobody could tell which is meant.
  private static func once(_ members: [(name: String, value: JSONValue)]) throws(BadOptions) -> [(
    name: String, value: JSONValue
  )] {
    var seen: Set<String> = []
    for (name, value) in members where !seen.insert(name).inserted {
      throw BadOptions("`\(Display.plain(name, limit: 80))` is said twice, again in line \(value.line)")
    }
    return members
  }

  private static func text(_ value: JSONValue, _ name: String) throws(BadOptions) -> String {
    if let text = value.text { return text }
    throw BadOptions("`\(name)` is a text in quotes (line \(value.line) of the options)")
  }

  private static func unknown(_ what: String, _ name: String, _ value: JSONValue, _ known: [String]) -> BadOptions {
    let near = Suggestion.near(name, among: known)
    let hint = Suggestion.list((near.isEmpty ? known : near).map { "`\($0)`" })
    return BadOptions(
      "`\(Display.plain(name, limit: 80))` is not \(what) (line \(value.line) of the options); "
        + (near.isEmpty ? "there are \(hint)" : "did you mean \(hint)?"))
  }
}

extension Engine {
  /// An engine as options have it.
  init(options: [UInt8], loader: Loader?) throws(BadOptions) {
    let options = try Options(options)
    self.init(
      limits: options.limits, validator: Validator(options.profile, today: options.today), settings: options.settings,
      path: options.path, parameters: options.parameters, loader: loader, vocabulary: options.vocabulary)
  }
}
