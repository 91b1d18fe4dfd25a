public import Journey

/// A conversation about one script: text in, answer out.
///
/// What the session knows is a source text and the place in it where one stands. A statement extends the text there,
/// and the whole is read and checked anew, which takes milliseconds; so a session can say nothing about a journey that
/// `journey check` would not say, and saving writes the text as it is, comments and all. It is a value: it reads no file
/// and no clock, what it needs of those its `SessionHost` gives, and a copy of it is a second conversation.
public struct Session: Sendable {
  /// What the reader may set.
  public var settings = Settings() {
    didSet {
      guard settings.profile != oldValue.profile else { return }
      check = examine(source)
      numbered = []
    }
  }
  /// What the program around it gives.
  public let host: SessionHost
  /// What the project of the script sets.
  var project = SessionProject() {
    didSet { settings.projectProfile = project.settings.profile }
  }
  /// What came of checking the script as it is now.
  public internal(set) var check: Check
  var standing = Standing()
  /// Where the script was loaded from or saved to.
  public internal(set) var path: String?
  /// The bytes as they were loaded or saved last.
  var saved: [UInt8]
  /// What `:diff` compares with: the script as it was loaded.
  var loaded: [UInt8]
  /// What was before each change that `:undo` takes back, the oldest first, and after each that `:redo` brings again.
  var past: [Moment] = []
  var future: [Moment] = []
  /// The session as it was before `:what-if`.
  var beforeWhatIf: WhatIf?
  /// The scenario that is looked at instead of the journeys.
  var scenario: String?
  /// The last value, which is known as `it`.
  var it: Value?
  /// Whether the reader was told that leaving loses changes, and nothing was typed since.
  var hasWarnedOfLoss = false
  /// The findings in the order in which `:check` numbered them last.
  var numbered: [Finding] = []

  /// A script at some time, with the place where one stood, and what was typed next.
  struct Moment: Sendable {
    var bytes: [UInt8]
    var standing: Standing
    var entry: String
  }

  /// What `:drop` goes back to.
  struct WhatIf: Sendable {
    var bytes: [UInt8]
    var standing: Standing
    var past: [Moment]
    var future: [Moment]
  }

  /// A session with an empty script.
  public init(host: SessionHost = SessionHost(), settings: Settings = Settings()) {
    self.host = host
    self.settings = settings
    project = host.project(nil)
    check = Engine(limits: host.limits).check(Source(name: Session.unnamed, text: ""))
    saved = []
    loaded = []
    self.settings.projectProfile = project.settings.profile
    check = engine.check(Source(name: Session.unnamed, text: ""))
  }

  /// What a script is called that was never saved.
  static let unnamed = "new.journey"

  /// What scripts are checked with, as the session's own.
  var engine: Engine {
    Engine(
      limits: host.limits, validator: Validator(settings.profile, today: host.today), settings: project.settings,
      path: project.path, loader: host.loader, vocabulary: host.vocabulary)
  }

  // MARK: What a host may ask

  /// The journey as it is understood now.
  public var model: Model { check.model }
  /// The script as it is now.
  public var source: Source { check.model.trees[0].source }
  /// Whether the script differs from what was loaded or saved last.
  public var hasUnsavedChanges: Bool { bytes != saved }

  var tree: Tree { check.model.trees[0] }
  var bytes: [UInt8] { Array(source.padded[..<source.count]) }

  /// What stands before the line that is typed next: the place where one stands, `phone › Awareness › `.
  public var prompt: String {
    (beforeWhatIf == nil ? "" : "what if ") + (scenario.map { "\(Model.reference($0)): " } ?? "")
      + placeNames.map { $0 + " › " }.joined()
  }

  /// The names from the script down to the place where one stands.
  private var placeNames: [String] {
    let places = tree.places(to: standing.node)
    let stem = path.map { Session.stem(of: $0) }
    let hasSeveral = model.journeys.count > 1
    guard let first = places.first else { return [stem.map { $0 + ".journey" } ?? "journey"] }
    var names = places.map { tree.headerName($0) }
    if let stem {
      if hasSeveral || tree.itemKind(first) != .journey { names.insert(stem, at: 0) } else { names[0] = stem }
    }
    return names
  }

  /// A path's last part without its ending.
  static func stem(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return Display.plain(name.hasSuffix(".journey") ? String(name.dropLast(8)) : name, limit: 40)
  }

  // MARK: Answering

  /// The answer to a text of one row or several: a command, a statement or a question.
  ///
  /// A text that begins with `:` is a command. One whose first word is a statement at the place where one stands
  /// extends the script, unless `(` or `.` follows that word directly; anything else asks for a value.
  public mutating func answer(to text: String) -> Answer {
    let typed = Session.trimmed(text)
    guard !typed.isEmpty else { return Answer("") }
    let start = host.seconds()
    let warned = hasWarnedOfLoss
    var answer: Answer
    if typed.hasPrefix(":") {
      answer = run(command: typed)
    } else if Session.isRemark(typed) {
      answer = Answer("")
    } else {
      answer = say(typed)
    }
    if warned { hasWarnedOfLoss = false }
    if answer.isProblem, answer.giveBack == nil { answer.giveBack = text }
    if settings.showsTime, !answer.isProblem {
      answer.text += (answer.text.isEmpty ? "" : "\n") + Session.took(host.seconds() - start)
    }
    return answer
  }

  /// `took 12 ms`
  static func took(_ seconds: Double) -> String {
    let milliseconds = seconds * 1_000
    if milliseconds >= 10_000 { return "took \(Int(seconds.rounded())) s" }
    let tenths = Int((milliseconds * 10).rounded())
    return milliseconds >= 10 ? "took \(Int(milliseconds.rounded())) ms" : "took \(tenths / 10).\(tenths % 10) ms"
  }

  /// The answer to the reader's wish to leave, by `:quit` or Ctrl-D: asks once where changes would be lost.
  public mutating func leave() -> Answer {
    guard settings.asksBeforeLoss, hasUnsavedChanges || beforeWhatIf != nil, !hasWarnedOfLoss else {
      return Answer("", effect: .leave)
    }
    hasWarnedOfLoss = true
    return Answer("Not all is saved: `:save` keeps it, and leaving again loses it.")
  }

  /// A statement, or else a question.
  private mutating func say(_ text: String) -> Answer {
    if let answer = takeOtherwise(text) ?? takeChannels(text) { return answer }
    return switch reading(of: text) {
    case .statement(let fit): state(text, fit)
    case .question: ask(text)
    case .slip(let fit): state(text, fit)
    }
  }

  /// Whether a text is nothing but a remark for people, which changes nothing.
  private static func isRemark(_ text: String) -> Bool {
    text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).allSatisfy { row in
      let start = row.drop { $0 == 0x20 || $0 == 0x09 }
      return start.isEmpty || start.first == 0x23
    }
  }

  /// A text without blank rows around it, and without the blanks behind it.
  static func trimmed(_ text: String) -> String {
    var bytes = Array(text.utf8)[...]
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
    while let last = bytes.last, isBlank(last) { bytes.removeLast() }
    // The first row keeps its indentation, from which the others' is told.
    guard let first = bytes.firstIndex(where: { !isBlank($0) }) else { return "" }
    let rowStart = bytes[..<first].lastIndex { $0 == 0x0A || $0 == 0x0D }
    let isSingle = !bytes[first...].contains(0x0A)
    return String(decoding: bytes[(isSingle ? first : rowStart.map { $0 + 1 } ?? bytes.startIndex)...], as: UTF8.self)
  }
}
