import JourneyModel
import JourneySyntax
import Testing

/// Provokes the diagnostics that a short text alone cannot give: with tiny limits, other files, and raw bytes.
struct LimitExplanationTests {
  /// The findings of an explanation's first script under limits of one's own.
  private func codes(_ code: Code, setting: (inout Limits) -> Void) -> [String] {
    var limits = Limits()
    setting(&limits)
    let text = Explanation.of(code).wrong.filter { $0 != "↓" }
    return Script.findings(in: text, limits: limits).map(\.code)
  }

  @Test func `a file beyond the limit is not read`() {
    #expect(codes(.tooLong) { $0.bytes = 20 } == ["too-long"])
  }

  @Test func `an expression or a block that nests beyond the limit is passed over`() {
    #expect(codes(.tooDeep) { $0.depth = 3 } == ["too-deep"])
    #expect(codes(.tooManyItems) { $0.depth = 3 }.contains("too-deep"))
  }

  @Test func `items beyond the limit are not made`() {
    #expect(codes(.tooManyItems) { $0.items = 5 } == ["too-many-items"])
  }

  @Test func `work beyond the limit is not done`() {
    #expect(codes(.tooMuchWork) { $0.steps = 20 } == ["too-much-work"])
  }

  @Test func `findings beyond the limit are counted`() {
    let codes = codes(.tooManyFindings) { $0.findings = 2 }
    #expect(codes == ["unknown-word", "unknown-word", "too-many-findings"])
  }

  @Test func `bytes that are no text are found where they stand`() {
    let text = Explanation.of(.invalidBytes).wrong
    let bytes = text.unicodeScalars.flatMap { $0 == "\u{FFFD}" ? [0xE9] : Array(String($0).utf8) }
    let findings = Script.findings(in: Source(name: "main.journey", bytes: bytes))
    #expect(findings.map(\.code) == ["invalid-bytes"])
    #expect(findings.first?.place.range == ByteRange(12, 13))
  }

  @Test(arguments: [
    (Code.importMissing, "shared/chanels.journey"), (.importOutside, "../../channels.journey"),
  ])
  func `a file that cannot be imported is one error`(code: Code, path: String) throws {
    let script = try Marked(Explanation.of(code).wrong)
    let findings = Script.findings(in: script.text, loader: Script.shared)
    #expect(findings.map(\.code) == [code.rawValue])
    #expect(findings.first?.place.range.lower == script.arrow)
    #expect(findings.first?.title.contains(path) == true)
  }

  @Test func `files that import each other are one error`() throws {
    let script = try Marked(Explanation.of(.importCycle).wrong)
    let loader = Loader { path, importer in
      importer == "main.journey"
        ? .source(Source(name: path, text: "import \"../main.journey\"\n"))
        : .source(Source(name: "main.journey", text: script.text))
    }
    let findings = Script.findings(in: script.text, loader: loader)
    #expect(findings.map(\.code) == ["import-cycle"])
  }
}
