/// The blocks that were handed over before, the oldest first, each once.
public struct History: Sendable, Hashable {
  /// The blocks.
  public private(set) var entries: [String]

  /// How many blocks are kept.
  public static let limit = 5_000

  /// A history of some blocks; of equal ones the last counts.
  public init(_ entries: [String] = []) {
    var seen: Set<String> = []
    var kept: [String] = []
    for entry in entries.reversed() where kept.count < History.limit && seen.insert(entry).inserted {
      kept.append(entry)
    }
    self.entries = kept.reversed()
  }

  /// Whether a block is to be remembered: not where it is blank, or begins with a blank, which keeps it private.
  public static func isKept(_ block: String) -> Bool {
    guard let first = block.first else { return false }
    return !first.isWhitespace
  }

  /// Remembers a block as the latest.
  public mutating func add(_ block: String) {
    guard History.isKept(block) else { return }
    if let old = entries.lastIndex(of: block) { entries.remove(at: old) }
    entries.append(block)
    if entries.count > History.limit { entries.removeFirst() }
  }

  /// What the latest block that begins with a text goes on with; nothing for an empty text.
  public func hint(for text: String) -> String {
    guard !text.isEmpty, let entry = entries.last(where: { $0.utf8.count > text.utf8.count && $0.hasPrefix(text) })
    else { return "" }
    // A letter whose accent the hint would bring is another letter.
    let rest = String(entry.unicodeScalars.dropFirst(text.unicodeScalars.count))
    return text + rest == entry && rest.first.map { (text + String($0)).count == text.count + 1 } == true ? rest : ""
  }

  // MARK: The file

  /// The line of a file that a block is kept in, without its end: `\` and the ends of rows are escaped.
  public static func line(for block: String) -> String {
    var line = ""
    for scalar in block.unicodeScalars {
      switch scalar {
      case "\\": line += "\\\\"
      case "\n": line += "\\n"
      case "\r": line += "\\r"
      case "\0": line += "\\0"
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line
  }

  /// The block that a line of a file keeps; what nobody escaped is taken as it stands.
  public static func block(from line: some StringProtocol) -> String {
    var block = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in line.unicodeScalars {
      guard isEscaped else {
        if scalar == "\\" { isEscaped = true } else { block.append(scalar) }
        continue
      }
      isEscaped = false
      switch scalar {
      case "n": block.append("\n")
      case "r": block.append("\r")
      case "0": break
      case "\\": block.append("\\")
      default: block.append(contentsOf: ["\\", scalar])
      }
    }
    if isEscaped { block.append("\\") }
    return String(block)
  }

  /// The history that a file keeps, an entry a line.
  public init(file text: String) {
    self.init(text.split(whereSeparator: { $0 == "\n" }).map { History.block(from: $0) })
  }

  /// The text of a file that keeps this history.
  public var file: String { entries.map { History.line(for: $0) + "\n" }.joined() }
}

/// A walk through a history with the text that is being written as its end; what is changed on the way is kept.
public struct HistoryWalk: Sendable, Hashable {
  private let entries: [String]
  private var changed: [Int: String] = [:]
  private var place: Int

  /// A walk that begins behind the latest entry.
  public init(_ history: History) {
    entries = history.entries
    place = entries.count
  }

  /// The entry before, for the text that now stands there; nothing at the oldest.
  public mutating func older(than text: String) -> String? { step(-1, from: text) }
  /// The entry behind, for the text that now stands there; nothing at the end.
  public mutating func newer(than text: String) -> String? { step(1, from: text) }

  private mutating func step(_ distance: Int, from text: String) -> String? {
    let next = place + distance
    guard (0...entries.count).contains(next) else { return nil }
    changed[place] = text
    place = next
    return changed[place] ?? (place < entries.count ? entries[place] : "")
  }
}

/// A search through whole blocks, from the latest back. Small letters find capitals as well.
public struct HistorySearch: Sendable, Hashable {
  private let entries: [String]
  /// What is looked for.
  public private(set) var query = ""
  /// The entry that was found; nothing before the first letter, and where nothing is found.
  public private(set) var found: Int?
  /// Whether nothing has what is looked for.
  public var hasFailed: Bool { found == nil && !query.isEmpty }

  /// A search through a history.
  public init(_ history: History) { entries = history.entries }

  /// The block that was found.
  public var block: String? { found.map { entries[$0] } }

  /// Where in the block it was found: an offset in bytes.
  public var offset: Int? { block.flatMap { match(in: $0) } }

  /// Looks for a longer text, from the entry found so far.
  public mutating func type(_ text: String) {
    query += text
    found = search(from: found ?? entries.count - 1)
  }

  /// Looks for a text that is one character shorter, from the latest entry.
  public mutating func erase() {
    guard !query.isEmpty else { return }
    query.removeLast()
    found = query.isEmpty ? nil : search(from: entries.count - 1)
  }

  /// Goes to the next older entry that has it, or newer one; stays where there is none.
  public mutating func step(older: Bool) {
    guard let found else { return }
    if older {
      self.found = search(from: found - 1) ?? found
    } else {
      self.found = entries.indices.dropFirst(found + 1).first { match(in: entries[$0]) != nil } ?? found
    }
  }

  private func search(from start: Int) -> Int? {
    entries.indices.prefix(max(0, start + 1)).last { match(in: entries[$0]) != nil }
  }

  private func match(in entry: String) -> Int? {
    let isExact = query.contains { $0.isUppercase }
    let needle = Array((isExact ? query : query.lowercased()).utf8)
    let hay = Array((isExact ? entry : entry.lowercased()).utf8)
    guard !needle.isEmpty, hay.count >= needle.count else { return nil }
    return (0...(hay.count - needle.count)).first { hay[$0..<$0 + needle.count].elementsEqual(needle) }
  }
}
