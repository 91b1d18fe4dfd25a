import JourneyModel
import JourneySyntax
import Testing

/// Runs the scripts of every explanation: what is said of a diagnostic is what it does.
struct ExplanationTests {
  static let shown = Explanation.all.filter(\.isSelfContained).map(\.code)

  // MARK: What is said

  @Test(arguments: Code.allCases)
  func `every code has an explanation of its own`(code: Code) {
    let explanation = Explanation.of(code)
    #expect(explanation.code == code)
    #expect(explanation.summary.hasSuffix("."))
    #expect(explanation.reason.hasSuffix(".") || explanation.reason.hasSuffix("`."))
    #expect(!explanation.summary.contains("\n") && !explanation.reason.contains("\n"))
    #expect(explanation.wrong != explanation.right)
  }

  @Test func `all explanations are there, in the order of their codes`() {
    #expect(Explanation.all.map(\.code) == Code.allCases)
  }

  @Test(arguments: Code.allCases)
  func `the scripts are short, and indented by two spaces`(code: Code) {
    let explanation = Explanation.of(code)
    for script in [explanation.wrong, explanation.right] {
      let lines = script.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count <= 12)
      for line in lines {
        #expect(!line.contains("\t") && line.prefix { $0 == " " }.count % 2 == 0)
        #expect(line.last != " ")
      }
    }
  }

  // MARK: What the scripts do

  @Test(arguments: shown)
  func `a wrong script gives its finding at the arrow, and no other`(code: Code) throws {
    let explanation = Explanation.of(code)
    let script = try Marked(explanation.wrong)
    let findings = script.findings
    let own = findings.filter { $0.code == explanation.code.rawValue }
    #expect(own.map(\.place.range.lower) == [script.arrow], "\(own.map(\.title))")
    let others = findings.filter { $0.severity > .info && $0.code != explanation.code.rawValue }
    #expect(others.isEmpty, "\(others.map(\.title))")
  }

  @Test(arguments: Code.allCases)
  func `a mended script gives neither that finding nor another`(code: Code) {
    let explanation = Explanation.of(code)
    let findings = Script.findings(in: explanation.right, loader: Script.shared)
    // What waits for a later version is no fault of the script.
    let left = findings.filter {
      $0.severity > .info || $0.code == explanation.code.rawValue
    }
    #expect(left.isEmpty, "\(left.map(\.title))")
  }

  @Test(arguments: shown)
  func `a finding stands alone, and says what to do next`(code: Code) throws {
    let explanation = Explanation.of(code)
    for finding in try Marked(explanation.wrong).findings {
      #expect(!finding.title.contains("\n") && !finding.title.hasSuffix(".") && finding.title.count <= 100)
      #expect(!finding.help.isEmpty || finding.fix != nil, "\(finding.title)")
      #expect(finding.place.range.count <= 80)
    }
  }

  // MARK: What the fixes do

  @Test(arguments: shown)
  func `a fix takes its finding away, and a safe one leaves nothing wrong`(code: Code) throws {
    let explanation = Explanation.of(code)
    let script = try Marked(explanation.wrong)
    for finding in script.findings {
      guard let fix = finding.fix else { continue }
      let fixed = Script.applying(fix, to: script.text)
      let left = Script.findings(in: fixed)
      #expect(!left.contains { $0.code == finding.code }, "\(fix.title): \(fixed)")
      if fix.isSafe {
        #expect(!left.contains { $0.severity == .error }, "\(fix.title): \(fixed)")
      }
    }
  }
}

/// A script with an arrow before the place that is meant.
struct Marked {
  let text: String
  /// The arrow's offset in bytes.
  let arrow: Int

  init(_ script: String) throws {
    let parts = script.split(separator: "↓", omittingEmptySubsequences: false)
    try #require(parts.count == 2, "one arrow: \(script)")
    text = String(parts[0] + parts[1])
    arrow = parts[0].utf8.count
  }

  var findings: [Finding] { Script.findings(in: text) }
}

/// Scripts as the tests read them.
enum Script {
  static func findings(in text: String, limits: Limits = Limits(), loader: Loader? = nil) -> [Finding] {
    findings(in: Source(name: "main.journey", text: text), limits: limits, loader: loader)
  }

  static func findings(in source: Source, limits: Limits = Limits(), loader: Loader? = nil) -> [Finding] {
    Model.evaluating(Tree(source, limits: limits), limits: limits, loader: loader).1
  }

  /// A loader that knows the files that explanations import.
  static let shared = Loader { path, _ in
    switch path {
    case "shared/channels.journey": .source(Source(name: path, text: "channel store\n"))
    case "campaigns/spring.journey": .source(Source(name: path, text: "journey Spring\n  stage Awareness\n"))
    default: path.hasPrefix("..") ? .outside : .missing
    }
  }

  /// A text with a fix applied.
  static func applying(_ fix: Fix, to text: String) -> String {
    var bytes = Array(text.utf8)
    for edit in fix.edits.sorted(by: { $0.place.range.lower > $1.place.range.lower }) {
      bytes.replaceSubrange(edit.place.range.lower..<edit.place.range.upper, with: Array(edit.replacement.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
