import JourneyModel
import JourneyRules
public import JourneySyntax

extension HostVocabulary {
  /// Reads a vocabulary file, as `file` gives it. Any bytes give a vocabulary; what is wrong is among its `findings`.
  ///
  /// Its functions are known by their signatures: their arguments are checked, and their values are `unknown`. Its rules
  /// are known by their words: they can be set, waived and explained, and find nothing.
  public init(file: Source, limits: Limits = Limits()) {
    var reader = VocabularyReader(file)
    reader.read(limits)
    self = reader.vocabulary
  }
}

/// A vocabulary file to a vocabulary. An entry that is wrong is said to be, and left out.
struct VocabularyReader {
  private(set) var vocabulary: HostVocabulary
  private let source: Source
  private var problems = 0
  /// More mistakes than this nobody reads.
  private static let most = 100

  init(_ source: Source) {
    self.source = source
    vocabulary = HostVocabulary(reading: source)
  }

  private mutating func report(_ title: String, line: Int, _ help: String = "") {
    problems += 1
    guard problems <= VocabularyReader.most else { return }
    vocabulary.note(
      Finding(
        Code.wrongVocabulary.rawValue, .error, title, at: source.place(ofLine: line),
        help: help.isEmpty ? "The program that it is of writes the file anew." : help))
  }

  mutating func read(_ limits: Limits) {
    guard source.count <= limits.bytes else {
      return report("The vocabulary has more than \(limits.bytes) bytes", line: 1, "Register less.")
    }
    let root: JSONValue
    do throws(JSONProblem) { root = try JSONReader.value(Array(source.padded[..<source.count])) } catch {
      return report("The vocabulary is no JSON: \(error.reason)", line: error.line)
    }
    guard case .object = root.kind, let version = root["version"] else {
      return report("This is no vocabulary: it does not say its `version`", line: root.line)
    }
    guard version.integer == HostVocabulary.version else {
      return report(
        "The vocabulary has another version than \(HostVocabulary.version), which this Journey reads",
        line: version.line, "Write it with a program of the same version as this Journey.")
    }
    refuseOthers(root, besides: ["version", "units", "kinds", "functions", "rules", "modules"])
    for entry in list("units", of: root) { readUnit(entry) }
    for entry in list("kinds", of: root) { readKind(entry) }
    for entry in list("functions", of: root) { readFunction(entry) }
    for entry in list("rules", of: root) { readRule(entry) }
    for entry in list("modules", of: root) { readModule(entry) }
  }

  // MARK: Entries

  private mutating func readUnit(_ entry: JSONValue) {
    refuseOthers(entry, besides: ["name", "plural", "dimension", "is", "over"])
    guard let name = text("name", of: entry), let dimension = text("dimension", of: entry),
      let numerator = integer("is", of: entry, else: 1), let denominator = integer("over", of: entry, else: 1)
    else { return }
    vocabulary.note(line: entry.line, of: .units, vocabulary.units.count)
    vocabulary.unit(
      name, plural: entry["plural"] == nil ? nil : text("plural", of: entry), of: dimension, is: numerator,
      over: denominator)
  }

  private mutating func readKind(_ entry: JSONValue) {
    refuseOthers(entry, besides: ["name", "title", "attributes", "defaults"])
    guard let name = text("name", of: entry) else { return }
    var attributes: [HostKind.Attribute] = []
    for attribute in list("attributes", of: entry) {
      refuseOthers(attribute, besides: ["name", "type", "required"])
      guard let name = text("name", of: attribute), let type = text("type", of: attribute) else { return }
      attributes.append(HostKind.Attribute(name, type, isRequired: flag("required", of: attribute)))
    }
    vocabulary.note(line: entry.line, of: .kinds, vocabulary.kinds.count)
    vocabulary.kind(
      HostKind(
        name, entry["title"]?.text ?? "", attributes: attributes, defaults: texts("defaults", of: entry)))
  }

  private mutating func readFunction(_ entry: JSONValue) {
    refuseOthers(entry, besides: ["name", "summary", "example", "parameters", "result"])
    guard let name = text("name", of: entry), let result = entry["result"], let resultType = type(of: result) else {
      if entry["result"] == nil { report("An entry lacks its `result`", line: entry.line) }
      return
    }
    refuseOthers(result, besides: ["type", "optional"])
    var parameters: [HostFunction.Parameter] = []
    for parameter in list("parameters", of: entry) {
      refuseOthers(parameter, besides: ["name", "type", "optional"])
      guard let name = text("name", of: parameter), let type = type(of: parameter) else { return }
      parameters.append(HostFunction.Parameter(name, type))
    }
    vocabulary.note(line: entry.line, of: .functions, vocabulary.functions.count)
    vocabulary.function(
      HostFunction(
        signatureOf: name, entry["summary"]?.text ?? "", parameters: parameters, result: resultType,
        example: entry["example"]?.text))
  }

  private mutating func type(of value: JSONValue) -> HostType? {
    guard let word = text("type", of: value) else { return nil }
    let type = HostType(word: word)
    return flag("optional", of: value) ? .optional(type) : type
  }

  private mutating func readRule(_ entry: JSONValue) {
    refuseOthers(
      entry,
      besides: [
        "name", "severity", "recommended", "summary", "reason", "source", "title", "parameters", "bad", "good",
      ])
    guard let name = text("name", of: entry), let severity = text("severity", of: entry),
      let summary = text("summary", of: entry), let reason = text("reason", of: entry)
    else { return }
    guard let severity = Severity.allCases.first(where: { $0.rawValue == severity }) else {
      return report(
        "`\(Display.plain(severity))` is no severity", line: entry["severity"]?.line ?? entry.line,
        "It is `error`, `warning` or `info`.")
    }
    var parameters: [Rule.Parameter] = []
    for parameter in list("parameters", of: entry) {
      refuseOthers(parameter, besides: ["name", "value", "unit", "from", "to", "summary"])
      guard let name = text("name", of: parameter), let value = integer("value", of: parameter, else: nil),
        let low = integer("from", of: parameter, else: 0), let high = integer("to", of: parameter, else: 100_000)
      else { return }
      guard low <= value, value <= high else {
        return report("`\(Display.plain(name))` is beyond what it may be set to", line: parameter.line)
      }
      parameters.append(
        Rule.Parameter(
          name, value, parameter["summary"]?.text ?? "",
          unit: parameter["unit"]?.text == "percent" ? .percent : .number,
          in: low...high))
    }
    vocabulary.note(line: entry.line, of: .rules, vocabulary.rules.count)
    vocabulary.rule(
      Rule(
        describing: name, severity, isRecommended: entry["recommended"] == nil || flag("recommended", of: entry),
        flags: summary, because: reason, source: entry["source"]?.text ?? "", title: entry["title"]?.text ?? "",
        parameters: parameters, bad: texts("bad", of: entry), good: texts("good", of: entry)))
  }

  private mutating func readModule(_ entry: JSONValue) {
    refuseOthers(entry, besides: ["path", "text"])
    guard let path = text("path", of: entry), let text = text("text", of: entry) else { return }
    vocabulary.note(line: entry.line, of: .modules, vocabulary.modules.count)
    vocabulary.module(path, text)
  }

  // MARK: Members

  private mutating func refuseOthers(_ value: JSONValue, besides known: Set<String>) {
    guard case .object(let members) = value.kind else { return }
    for other in members where !known.contains(other.name) {
      report("`\(Display.plain(other.name, limit: 40))` is no part of a vocabulary here", line: other.value.line)
    }
  }

  private mutating func list(_ name: String, of value: JSONValue) -> [JSONValue] {
    guard let member = value[name] else { return [] }
    guard let elements = member.elements else {
      report("`\(name)` is no list", line: member.line)
      return []
    }
    return elements
  }

  private mutating func texts(_ name: String, of value: JSONValue) -> [String] {
    var texts: [String] = []
    for element in list(name, of: value) {
      guard let text = element.text else {
        report("`\(name)` holds texts", line: element.line)
        continue
      }
      texts.append(text)
    }
    return texts
  }

  private mutating func text(_ name: String, of entry: JSONValue) -> String? {
    guard let text = entry[name]?.text else {
      report("An entry lacks its `\(name)`, a text", line: entry[name]?.line ?? entry.line)
      return nil
    }
    return text
  }

  private mutating func integer(_ name: String, of entry: JSONValue, else missing: Int?) -> Int? {
    guard let member = entry[name] else {
      if missing == nil { report("An entry lacks its `\(name)`, a whole number", line: entry.line) }
      return missing
    }
    if member.integer == nil { report("`\(name)` is a whole number", line: member.line) }
    return member.integer
  }

  private mutating func flag(_ name: String, of entry: JSONValue) -> Bool {
    guard let member = entry[name] else { return false }
    guard case .bool(let isSo) = member.kind else {
      report("`\(name)` is true or false", line: member.line)
      return false
    }
    return isSo
  }
}
