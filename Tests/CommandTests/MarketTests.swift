import Foundation
import Testing

/// The journeys of `Examples/markets`: one journey, five markets, and what happens when one of them loses a channel.
struct MarketTests {
  private static let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Examples/markets")

  private func copy() throws -> Folder {
    let folder = try Folder()
    try FileManager.default.copyItem(at: Self.examples, to: folder.url.appending(path: "markets"))
    return folder
  }

  @Test func `every market is checked, and every test of theirs holds`() throws {
    let folder = try copy()
    let check = try Command("check", "markets", in: folder.url)
    #expect(check.code == 0)
    #expect(check.output == "Checked 7 files: nothing to mend, 5 waived.\n")
    let tests = try Command("test", "markets", in: folder.url)
    #expect(tests.code == 0)
    #expect(tests.output.hasSuffix("9 tests in 6 files: all passed.\n"))
  }

  @Test func `a market that loses a channel breaks, and says which layer it lacks`() throws {
    let folder = try copy()
    let file = folder.url.appending(path: "markets/netherlands.journey")
    let text = try String(contentsOf: file, encoding: .utf8)
    let lost = text.replacing("  without channel store\n", with: "  without channel store\n  without channel hotline\n")
      .replacing("  change persona Regular\n    prefers hotline\n", with: "")
      .replacing(" on website, hotline", with: " on website").replacing("\" on hotline", with: "\" on website")
    #expect(lost != text)
    try lost.write(to: file, atomically: true, encoding: .utf8)
    let check = try Command("check", "--format", "short", "markets", in: folder.url)
    #expect(check.code == 1)
    #expect(
      check.output.contains(
        "error layer-missing: Stage Choice has no touchpoint in the layer human (Someone to talk to)"))
    #expect(try Command("test", "markets", in: folder.url).code == 1)
  }

  @Test func `the market is a parameter of the journey itself, too`() throws {
    let folder = try copy()
    let shown = try Command("show", "markets/phone.journey", "--set", "market=Belgium", in: folder.url)
    #expect(shown.code == 0)
    #expect(shown.output.contains("owner \"Sales Belgium\""))
  }

  @Test func `nothing is said twice`() throws {
    let files = try FileManager.default.subpathsOfDirectory(atPath: Self.examples.path).filter {
      $0.hasSuffix(".journey")
    }
    var seen: [String: String] = [:]
    for file in files {
      let text = try String(contentsOf: Self.examples.appending(path: file), encoding: .utf8)
      for line in text.split(separator: "\n").map({ $0.trimmingCharacters(in: .whitespaces) })
      where line.count > 40 && !line.hasPrefix("#") {
        #expect(seen[line] == nil, "\(line) stands in \(file) and \(seen[line] ?? "")")
        seen[line] = file
      }
    }
    #expect(seen.count > 20)
  }
}
