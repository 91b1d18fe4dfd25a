import Foundation
import Testing

/// What `make check-api` says of a change, by what `Documentation/api/check` makes of two lists.
@Suite(.enabled(if: Tool.python.isThere, "python3 is not here"))
struct PublicAPITests {
  @Test func `what is gone or changed breaks a host`() throws {
    #expect(
      try said(["Engine.check(_:)  func check(_ source: Source) -> Check"], [])
        == breaks("removed: Engine.check(_:)\n    was  func check(_ source: Source) -> Check"))
    #expect(
      try said(["Check.model  let model: Model"], ["Check.model  let model: Model?"])
        == breaks("changed: Check.model\n    was  let model: Model\n    is   let model: Model?"))
    #expect(
      try said(["Limits.steps  var steps: Int"], ["Limits.steps  var steps: Int { get }"])
        == breaks("changed: Limits.steps\n    was  var steps: Int\n    is   var steps: Int { get }"))
    #expect(
      try said(["Check  struct Check: Hashable, Sendable"], ["Check  struct Check: Sendable"])
        == breaks("changed: Check\n    was  struct Check: Hashable, Sendable\n    is   struct Check: Sendable"))
  }

  @Test func `what took the place of something is named`() throws {
    #expect(
      try said(["Check.waived  let waived: [Finding]"], ["Check.allowed  let allowed: [Finding]"])
        == breaks("removed: Check.waived\n    was  let waived: [Finding]\n    new  let allowed: [Finding]")
        + new("new: Check.allowed\n    is   let allowed: [Finding]"))
    #expect(
      try said(["A.f(_:)  func f(_ a: Int)"], ["A.f(_:of:)  func f(_ a: Int, of b: Int)"])
        == breaks("removed: A.f(_:)\n    was  func f(_ a: Int)\n    new  func f(_ a: Int, of b: Int)")
        + new("new: A.f(_:of:)\n    is   func f(_ a: Int, of b: Int)"))
  }

  @Test func `a case breaks whoever switches over the cases, unless the type is new`() throws {
    let cases = ["Severity.error  case error", "Severity  enum Severity: Sendable"]
    #expect(
      try said(cases, cases + ["Severity.hint  case hint"])
        == breaks("case that a `switch` does not name: Severity.hint\n    is   case hint"))
    #expect(try !said([], cases).contains("break"))
  }

  @Test func `a requirement breaks whoever conforms, unless it is met by default`() throws {
    let report = ["Report  protocol Report: Sendable"]
    #expect(
      try said(report, report + ["Report.name  requirement: var name: String { get }"])
        == breaks("requirement that conforming types lack: Report.name\n    is   requirement: var name: String { get }")
    )
    #expect(
      try said(report, report + ["Report.name  requirement, met by default: var name: String { get }"])
        == new("new: Report.name\n    is   requirement, met by default: var name: String { get }"))
  }

  @Test func `what only adds to what there is breaks nobody`() throws {
    #expect(try said(["A  struct A"], ["A  struct A"]) == "")
    #expect(
      try said(["A.f(_:)  func f(_ a: [Int : Int]) -> Int"], ["A.f(_:b:)  func f(_ a: [Int : Int], b: Int = 1) -> Int"])
        .hasPrefix("This is only new:\n  M: has more parameters, with defaults: A.f(_:)\n"))
    #expect(
      try said(["A.b  let b: Int", "A  struct A"], ["A.b  var b: Int", "A  struct A: Sendable"])
        .hasPrefix("This is only new:\n  M: changed: A\n"))
  }

  @Test func `the functions of the C header are written down`() throws {
    let written = try String(contentsOf: Tool.root.appending(path: "Documentation/api/CJourney.txt"), encoding: .utf8)
    #expect(written.contains("\njourney_version  const char *journey_version(void)\n"))
    #expect(written.contains("\njourney_status.JOURNEY_OK  JOURNEY_OK = 0\n"))
  }

  /// What is said of two lists of declarations.
  private func said(_ before: [String], _ after: [String]) throws -> String {
    let folder = try Folder()
    for (name, lines) in [("before", before), ("after", after)] {
      try FileManager.default.createDirectory(atPath: folder.path(name), withIntermediateDirectories: true)
      try folder.write("\(name)/M.txt", lines.joined(separator: "\n"))
    }
    let check = Tool.root.appending(path: "Documentation/api/check").path
    let said = try Tool.python.run([check, "--compare", folder.path("before"), folder.path("after")])
    // It fails where it has something to say.
    let end = "python3 ended with 1\n"
    #expect(said.isEmpty || said.hasSuffix(end))
    return said.isEmpty ? "" : String(said.dropLast(end.count))
  }

  private func breaks(_ text: String) -> String { "This would break a host:\n  M: \(text)\n" }
  private func new(_ text: String) -> String { "This is only new:\n  M: \(text)\n" }
}
