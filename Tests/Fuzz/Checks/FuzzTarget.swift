import Journey

/// A part of the engine that is fuzzed, with what must hold there whatever the input is.
///
/// libFuzzer calls the checks millions of times with inputs that it grows, and a test calls them with every input that
/// was kept. A check gives what does not hold, in words; that it comes back at all is half of what it is for.
public enum FuzzTarget: String, CaseIterable, Sendable {
  /// The lexer alone: each byte is in one token, or between two.
  case lexer
  /// Lexer and parser: the tree is sound and loses nothing.
  case parser
  /// The formatter: laid out again, a script stays as it is, and it means the same.
  case formatter
  /// The whole of `Engine.check`, under small limits.
  case evaluator
  /// Several files that import each other, one after the other in the input.
  case imports
  /// Scenarios, tests, flow and comparison: everything that is made of a model that was checked.
  case variants
  /// Questions to a model, one a line.
  case queries
  /// What is said of a parameter from outside, one a line.
  case parameters
  /// Fixes and waivers.
  case mending
  /// The reports of a check, for people and for pipelines.
  case reports
  /// What reads JSON.
  case json
  /// A host's words from a file, and a script that uses them.
  case vocabulary
  /// What C calls.
  case calls
  /// Patterns of paths: a pattern, then a path a line.
  case patterns
  /// Lines of a `.gitignore`: one, then a path a line.
  case ignores
  /// A conversation, a line or block an input.
  case session

  /// What does not hold for an input; nothing where all does.
  public func problems(in bytes: [UInt8]) -> [String] {
    switch self {
    case .lexer: LexerChecks.tokens(bytes)
    case .parser: SyntaxChecks.tree(bytes)
    case .formatter: SyntaxChecks.layout(bytes)
    case .evaluator: EvaluationChecks.script(bytes)
    case .imports: EvaluationChecks.files(bytes)
    case .variants: EvaluationChecks.variants(bytes)
    case .queries: EvaluationChecks.queries(bytes)
    case .parameters: EvaluationChecks.parameters(bytes)
    case .mending: MendingChecks.script(bytes)
    case .reports: ReportChecks.script(bytes)
    case .json: JSONChecks.baseline(bytes)
    case .vocabulary: VocabularyChecks.file(bytes)
    case .calls: CallChecks.calls(bytes)
    case .patterns: PatternChecks.paths(bytes)
    case .ignores: IgnoreChecks.paths(bytes)
    case .session: SessionChecks.conversation(bytes)
    }
  }

  /// Limits that a small input can reach: each diagnostic of a limit is met, and none takes a second.
  static let limits: Limits = {
    var limits = Limits()
    limits.items = 2_000
    limits.expansions = 1_000
    limits.steps = 100_000
    limits.imports = 6
    limits.findings = 60
    limits.text = 1 << 14
    limits.states = 2_000
    limits.elimination = 1_000_000
    limits.batch = 3
    return limits
  }()

  /// The input cut at lines of equal signs; there is always a first part.
  static func parts(of bytes: [UInt8]) -> [[UInt8]] {
    var parts: [[UInt8]] = [[]]
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.elementsEqual("=====".utf8) { parts.append([]) } else { parts[parts.count - 1] += line + [0x0A] }
    }
    return parts
  }

  /// The input cut at its lines.
  static func lines(of bytes: [UInt8]) -> [String] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
  }
}
