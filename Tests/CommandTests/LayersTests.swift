import Foundation
import Testing

/// `journey layers`: the table on a terminal or in a pipe, and its other forms.
struct LayersTests {
  private let script = """
    journey Phone
      channel store
        mode human
      layer human
        matches channel.mode has human
        needed in every stage
        at least 50%
      stage Purchase
        touchpoint Checkout on store
          purpose transact
      stage Care

    """

  @Test func `stages and layers are a table, with what follows from it`() throws {
    let folder = try Folder()
    try folder.write("a.journey", script)
    let result = try Command("layers", "a.journey", in: folder.url, environment: ["COLUMNS": "80"])
    #expect(result.code == 0)
    #expect(
      result.output == """
        a.journey: Phone

        Stage     Strength  human
                            ≥ 50%
        ─────────────────────────────
        Purchase       45%  ! 45%
        Care            0%  ✗ missing
        (! needed, and weak; ✗ needed, and missing)

        The journey is as strong as its weakest stage, Care: 0%. The mean of its stages
        is 22%.
        A needed layer is missing in 1 place and weak in 1: `journey check a.journey`
        says what to do.

        """)
  }

  @Test func `several journeys of several files come in their order`() throws {
    let folder = try Folder()
    try folder.write("b.journey", script + script.replacingOccurrences(of: "Phone", with: "Tablet"))
    try folder.write("a.journey", "journey Tea\n  stage A\n    touchpoint T\n      purpose inform\n")
    try folder.write("c.journey", "channel store\n")
    let result = try Command("layers", "b.journey", ".", in: folder.url)
    let headings = result.output.components(separatedBy: "\n").filter { $0.contains(".journey: ") }
    #expect(headings == ["b.journey: Phone", "b.journey: Tablet", "a.journey: Tea"])
    #expect(result.errors == "c.journey: there is no journey in it, and so no stages.\n")
    #expect(result.code == 0)
    let rows = try Command("layers", "--format", "csv", ".", in: folder.url).output
    #expect(rows.components(separatedBy: "\n").filter { $0.hasPrefix("file,") }.count == 1)
  }

  @Test(arguments: [
    ("csv", "file,journey,stage,stage strength,layer,needed,at least,strength,state\n"),
    ("markdown", "## Phone\n\n| Stage | Strength | human (≥ 50%) |\n"), ("json", "{\n  \"version\": 1,\n"),
  ])
  func `a format is one text for other programs`(format: String, start: String) throws {
    let result = try Command("layers", "--format", format, "-", input: script)
    #expect(result.output.hasPrefix(start))
    #expect(result.errors == "")
    #expect(result.code == 0)
  }

  @Test func `what cannot be read is said, and the rest is shown`() throws {
    let result = try Command("layers", "-", input: script + "    touchpint Help on store\n")
    #expect(result.output.hasPrefix("<stdin>: Phone\n\nStage     Strength  human\n"))
    #expect(
      result.errors.hasPrefix("journey: what is shown is not complete, `journey check` says why: Checked 1 file: "))
    #expect(result.code == 1)
  }

  @Test func `a wrong call is an error of the call`() throws {
    #expect(try Command("layers").code == 2)
    #expect(try Command("layers", "missing.journey").code == 2)
    #expect(try Command("layers", "--format", "html", "-", input: "").code == 2)
    #expect(try Command("layer", "a.journey").errors.contains("did you mean layers?"))
  }

  @Test func `output that no terminal reads has no colours`() throws {
    let result = try Command("layers", "-", input: script, environment: ["TERM": "xterm-256color"])
    #expect(!result.output.contains("\u{1B}"))
  }
}
