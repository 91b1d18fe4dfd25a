import Journey

/// Scripts that share what they have in common, and what is told of them: for the tests of reuse.
enum Reuse {
  /// Looks at a script beside which other files stand.
  static func check(
    _ text: String, files: [String: String] = [:], scenario: String? = nil, set: [String: String] = [:]
  ) -> Check {
    let loader = Loader { path, _ in files[path].map { .source(Source(name: path, text: $0)) } ?? .missing }
    return Engine(parameters: set, loader: loader).check(
      Source(name: "main.journey", text: text), scenario.map { .scenario($0) } ?? .own)
  }

  /// The model that a script makes, as JSON.
  static func json(
    _ text: String, files: [String: String] = [:], scenario: String? = nil, set: [String: String] = [:]
  ) -> String {
    ModelJSON.text(of: check(text, files: files, scenario: scenario, set: set).model)
  }

  /// The findings of the language, without those of rules: `code: title`.
  static func said(
    _ text: String, files: [String: String] = [:], scenario: String? = nil, set: [String: String] = [:]
  ) -> [String] {
    check(text, files: files, scenario: scenario, set: set).findings.filter { !$0.isRule && $0.severity == .error }
      .map { "\($0.code): \($0.title)" }
  }

  /// The value of an expression in a journey, in words.
  static func value(
    _ expression: String, in text: String, files: [String: String] = [:], scenario: String? = nil,
    set: [String: String] = [:]
  ) -> String {
    let model = check(text, files: files, scenario: scenario, set: set).model
    guard let journey = model.journeys.first?.journey else { return "no journey" }
    return value(expression, of: journey, model)
  }

  static func value(_ expression: String, of journey: ItemID, _ model: Model) -> String {
    let (value, findings) = model.value(of: expression, about: journey)
    return findings.first.map { "\($0.code): \($0.title)" } ?? value.text(in: model)
  }
}
