/// How much a finding weighs.
public enum Severity: String, Sendable, Comparable, CaseIterable {
  case info, warning, error

  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// A range in a named source.
public struct Place: Hashable, Sendable {
  /// The source's name.
  public var file: String
  /// The bytes meant.
  public var range: ByteRange

  /// A place in a source.
  public init(_ file: String, _ range: ByteRange) {
    self.file = file
    self.range = range
  }
}

/// A place with what it has to do with a finding: "needed here".
public struct Related: Hashable, Sendable {
  public var place: Place
  public var message: String

  /// A second place of a finding.
  public init(_ place: Place, _ message: String) {
    self.place = place
    self.message = message
  }
}

/// A replacement of some bytes by a text.
public struct Edit: Hashable, Sendable {
  public var place: Place
  public var replacement: String

  /// A replacement at a place.
  public init(_ place: Place, _ replacement: String) {
    self.place = place
    self.replacement = replacement
  }
}

/// One way to mend a finding, whole: all its edits are made, or none.
public struct Fix: Hashable, Sendable {
  /// What it does, as a button would say it.
  public var title: String
  /// The replacements; their ranges do not overlap.
  public var edits: [Edit]
  /// Whether it cannot change what the script means beyond mending the finding.
  public var isSafe: Bool

  /// A fix of one or more edits.
  public init(_ title: String, _ edits: [Edit], isSafe: Bool) {
    self.title = title
    self.edits = edits
    self.isSafe = isSafe
  }
}

/// The item of a journey that a finding is about.
public struct ItemReference: Hashable, Sendable {
  /// The item word: `stage`, `touchpoint` …
  public var kind: String
  /// The names from the journey down: `"Buying a phone" › Awareness › "Sponsored post"`.
  public var path: String
  /// The machine id.
  public var id: String

  /// A reference to an item.
  public init(kind: String, path: String, id: String) {
    self.kind = kind
    self.path = path
    self.id = id
  }
}

/// Something that a person should know about a script: the one way in which Journey reports a problem.
public struct Finding: Hashable, Sendable {
  /// The stable kebab-case name: a rule's, or a language diagnostic's.
  public var code: String
  /// Whether `code` names a rule of the validator, rather than a diagnostic of the language.
  public var isRule: Bool
  public var severity: Severity
  /// One line that stands alone.
  public var title: String
  /// The smallest range that shows the cause.
  public var place: Place
  /// A few words beside the range; empty where the title says it all.
  public var label: String
  public var related: [Related]
  /// Why it matters, in one sentence.
  public var why: String
  /// What to do next, in one sentence.
  public var help: String
  public var fix: Fix?
  public var item: ItemReference?

  /// A finding; all but the first four parts may be left out.
  public init(
    _ code: String, isRule: Bool = false, _ severity: Severity, _ title: String, at place: Place, label: String = "",
    related: [Related] = [], why: String = "", help: String = "", fix: Fix? = nil, item: ItemReference? = nil
  ) {
    self.code = code
    self.isRule = isRule
    self.severity = severity
    self.title = title
    self.place = place
    self.label = label
    self.related = related
    self.why = why
    self.help = help
    self.fix = fix
    self.item = item
  }
}
