import Foundation
import Testing

/// `journey fmt`, `show`, `explain` and `repl`.
struct OtherCommandTests {
  private let untidy =
    "journey  Phone\n channel store # here\n stage Purchase;touchpoint Checkout  on store\n   wait 6min\n"
  private let tidy = """
    journey Phone
      channel store  # here

      stage Purchase
        touchpoint Checkout on store
          wait 6 min

    """

  @Test func `fmt lays out standard input`() throws {
    let result = try Command("fmt", "-", input: untidy)
    #expect(result.output == tidy)
    #expect(result.code == 0)
  }

  @Test func `fmt changes files in place, and the second time nothing`() throws {
    let folder = try Folder()
    try folder.write("a.journey", untidy)
    #expect(try Command("fmt", "a.journey", in: folder.url).errors == "1 of 1 file laid out anew.\n")
    #expect(try folder.text("a.journey") == tidy)
    #expect(try Command("fmt", "a.journey", in: folder.url).errors == "0 of 1 file laid out anew.\n")
  }

  @Test func `fmt can look without changing`() throws {
    let folder = try Folder()
    try folder.write("a.journey", untidy)
    let check = try Command("fmt", "--check", ".", in: folder.url)
    #expect(check.code == 1)
    #expect(check.output == "a.journey\n")
    let diff = try Command("fmt", "--diff", ".", in: folder.url)
    #expect(diff.code == 1)
    #expect(diff.output.contains("-   wait 6min\n"))
    #expect(diff.output.contains("+      wait 6 min\n"))
    #expect(try folder.text("a.journey") == untidy)
  }

  @Test func `show writes the model, the same bytes each time`() throws {
    let result = try Command("show", "--format", "json", "-", input: tidy)
    #expect(result.code == 0)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(object["version"] as? Int == 1)
    #expect(result.output == (try Command("show", "--format", "json", "-", input: tidy)).output)
    #expect(try Command("show", "-", input: tidy).output.contains("wait 6 min"))
  }

  @Test func `show of a script with errors says that it is not complete`() throws {
    let result = try Command("show", "-", input: Scripts.error)
    #expect(result.code == 1)
    #expect(result.errors.contains("not complete"))
  }

  @Test func `explain knows rules, messages and strengths`() throws {
    #expect(try Command("explain").output.contains("layer-missing"))
    let rule = try Command("explain", "layer-missing")
    #expect(rule.output.contains("Flagged, at the arrow:"))
    #expect(try Command("explain", "unknown-name").output.contains("Write:"))
    let folder = try Folder()
    try folder.write("a.journey", tidy.replacingOccurrences(of: "wait 6 min", with: "purpose transact"))
    let sum = try Command("explain", "a.journey", "Checkout", in: folder.url)
    #expect(
      sum.output == """
        Phone › Purchase › Checkout has a strength of 30%

          it is on a channel and has a purpose   +30

        """)
    #expect(try Command("explain", "a.journey", "Purchase", in: folder.url).output.contains("strength of 30%"))
    #expect(try Command("explain", "layer-mising").errors.contains("did you mean layer-missing?"))
    #expect(try Command("explain", "layer-mising").code == 2)
    #expect(try Command("explain", "a.journey", "Chekout", in: folder.url).errors.contains("Checkout"))
  }

  @Test func `repl answers lines that come through a pipe`() throws {
    let folder = try Folder()
    try folder.write("a.journey", tidy)
    let result = try Command("repl", "a.journey", in: folder.url, input: "count(touchpoints)\ntouchpoints\n")
    #expect(result.output == "1\nPhone › Purchase › Checkout\n")
    #expect(result.code == 0)
    #expect(try Command("repl", "a.journey", in: folder.url, input: "nothing-here\n").code == 1)
  }
}
