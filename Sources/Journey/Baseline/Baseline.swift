public import JourneySyntax

/// What is known to be found, and is to be mended later: a file that a project keeps, so that a check tells only what is new.
///
/// An entry is known by the file, the rule, the item and a hash of what is flagged, and not by lines: it stays the same
/// when a script is laid out anew or other lines of it change. `Grammar/baseline.schema.json` says the form.
public struct Baseline: Sendable, Equatable {
  /// What an entry is known by.
  struct Key: Hashable, Comparable {
    /// The path from the baseline's folder.
    var file: String
    let rule: String
    /// The path of the item; nothing for what is about none.
    let item: String?
    var hash: String

    static func < (left: Key, right: Key) -> Bool {
      if left.file != right.file { return left.file < right.file }
      if left.rule != right.rule { return left.rule < right.rule }
      if left.item != right.item { return (left.item ?? "") < (right.item ?? "") }
      return left.hash < right.hash
    }
  }

  /// How often something is found, and from where.
  struct Amount: Equatable {
    var count: Int
    /// The script that was checked when it was found, where that is another than the one that it stands in.
    var via: String?
  }

  var amounts: [Key: Amount] = [:]

  /// The version of the form; it grows when a reader of the older one would break.
  public static let version = 1

  /// A baseline without entries.
  public init() {}

  /// How many findings it has.
  public var count: Int { amounts.values.reduce(0) { $0 + $1.count } }

  /// Whether a baseline may hold a finding: what rules find, and what the language only remarks on. Errors of the
  /// language keep rules from looking, and what is wrong with the settings or the call is no matter of a script.
  public static func holds(_ finding: Finding) -> Bool {
    finding.isRule || finding.severity < .error && !others.contains(finding.code)
  }

  private static let others: Set<String> = [
    Code.unknownToday.rawValue, Code.unusedSetting.rawValue, Code.tooManyFindings.rawValue,
  ]

  // MARK: As text

  /// The file: sorted, an entry a line, so that what two branches add merges.
  public var text: String {
    var json = JSONWriter()
    json.object { json in
      json.write("version", Baseline.version)
      json.array("findings") { json in
        for (key, amount) in amounts.sorted(by: { $0.key < $1.key }) {
          json.object(inline: true) { json in
            json.write("file", key.file)
            json.write("rule", key.rule)
            json.write("item", key.item)
            json.write("hash", key.hash)
            json.write("count", amount.count)
            if let via = amount.via { json.write("via", via) }
          }
        }
      }
    }
    return json.text
  }

  /// Why a file is no baseline.
  public struct Problem: Error, Equatable {
    /// What is wrong, in words that follow a colon.
    public let reason: String
    /// The line of it, from 1.
    public let line: Int
  }

  /// Reads a file; equal entries, as a merge may leave them, are counted together.
  public init(reading bytes: [UInt8]) throws(Problem) {
    let root: JSONValue
    do throws(JSONProblem) { root = try JSONReader.value(bytes) } catch {
      throw Baseline.problem(error, bytes)
    }
    guard case .object(let members) = root.kind else {
      throw Problem(reason: "it is no baseline: an object with `version` and `findings` is expected", line: root.line)
    }
    guard let version = root["version"] else { throw Problem(reason: "it does not say its `version`", line: root.line) }
    guard version.integer == Baseline.version else {
      throw Problem(
        reason: "its version is another than \(Baseline.version), which this Journey reads", line: version.line)
    }
    guard let findings = root["findings"] else { throw Problem(reason: "it has no list `findings`", line: root.line) }
    guard let entries = findings.elements else { throw Problem(reason: "`findings` is no list", line: findings.line) }
    try Baseline.refuseOthers(members, besides: ["version", "findings"])
    for entry in entries { try add(entry) }
  }

  private static func problem(_ problem: JSONProblem, _ bytes: [UInt8]) -> Problem {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let line = lines[min(max(problem.line - 1, 0), lines.count - 1)]
    let marks = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].contains { line.starts(with: $0.utf8) }
    return Problem(
      reason: marks ? "a merge left its marks here; keep the lines of both sides" : "it is no JSON: \(problem.reason)",
      line: problem.line)
  }

  private static func refuseOthers(
    _ members: [(name: String, value: JSONValue)], besides known: Set<String>
  ) throws(Problem) {
    if let other = members.first(where: { !known.contains($0.name) }) {
      throw Problem(
        reason: "`\(Display.plain(other.name, limit: 40))` is no part of a baseline", line: other.value.line)
    }
  }

  private mutating func add(_ entry: JSONValue) throws(Problem) {
    guard case .object(let members) = entry.kind else {
      throw Problem(reason: "an entry is an object", line: entry.line)
    }
    try Baseline.refuseOthers(members, besides: ["file", "rule", "item", "hash", "count", "via"])
    func text(_ name: String) throws(Problem) -> String {
      guard let text = entry[name]?.text, !text.isEmpty else {
        throw Problem(reason: "an entry lacks its `\(name)`", line: entry[name]?.line ?? entry.line)
      }
      return text
    }
    let hash = try text("hash")
    guard hash.utf8.count == 16, hash.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { throw Problem(reason: "a `hash` has 16 hexadecimal digits", line: entry.line) }
    guard let item = entry["item"], item.isNull || item.text != nil else {
      throw Problem(reason: "an entry lacks its `item`, a text or null", line: entry.line)
    }
    guard let count = entry["count"]?.integer, (1...Baseline.most).contains(count) else {
      throw Problem(reason: "a `count` is a number from 1 to \(Baseline.most)", line: entry.line)
    }
    let key = Key(file: try text("file"), rule: try text("rule"), item: item.text, hash: hash)
    let known = amounts[key]
    let via = entry["via"] == nil ? nil : try text("via")
    amounts[key] = Amount(
      count: min(count + (known?.count ?? 0), Baseline.most), via: known.map { $0.via } ?? via)
  }

  private static let most = 1_000_000_000
}
