import Foundation
import Testing

/// Scripts of a program, checked by the command with the file of its words alone.
@Suite struct `The words of a program` {
  private static let vocabulary = """
    {
      "version": 1,
      "units": [{"name": "km", "dimension": "distance"}],
      "kinds": [
        {"name": "branch", "attributes": [{"name": "catchment", "type": "distance", "required": true}], "defaults": []}
      ],
      "functions": [
        {
          "name": "stock_left", "summary": "How many are on the shelf.",
          "parameters": [{"name": "sku", "type": "text", "optional": false}],
          "result": {"type": "number", "optional": false}
        }
      ],
      "rules": [
        {
          "name": "no-branch", "severity": "warning", "recommended": true, "summary": "A journey without a branch",
          "reason": "people want to touch what they buy", "source": "", "parameters": [], "bad": [], "good": []
        }
      ],
      "modules": [{"path": "shop/channels", "text": "channel counter\\n  mode human\\n"}]
    }

    """

  private static let script = """
    import "shop/channels"

    journey Purchase
      allow no-branch because "We sell online"
      expect stock_left("A-1") > 3

      stage Buy
        touchpoint Visit as branch on counter
          catchment 5 km

    """

  private func folder() throws -> Folder {
    let folder = try Folder()
    try folder.write("shop.json", Self.vocabulary)
    try folder.write("shop.journey", Self.script)
    return folder
  }

  @Test func `a script is checked with the file alone`() throws {
    let folder = try folder()
    let with = try Command(
      "check", "shop.journey", "--vocabulary", "shop.json", "--format", "short", "--only", "no-branch", in: folder.url)
    #expect(with.code == 0, "\(with.output)\(with.errors)")
    #expect(
      with.output.hasPrefix(
        "shop.journey:5:10: info host-not-asked: `stock_left` is known here and was not asked"), "\(with.output)")
    let without = try Command("check", "shop.journey", "--format", "short", in: folder.url)
    #expect(without.code == 1 && without.output.contains("`km` is not a unit"))
  }

  @Test func `every command that reads scripts takes the file`() throws {
    let folder = try folder()
    let words = ["--vocabulary", "shop.json"]
    let shown = try Command(["show", "shop.journey"] + words, in: folder.url)
    #expect(shown.code == 0 && shown.output.contains("catchment 5 km"), "\(shown.errors)")
    let asked = try Command(["query", "shop.journey", "Visit.catchment + 2 km"] + words, in: folder.url)
    #expect(asked.code == 0 && asked.output == "7 km\n", "\(asked.output)\(asked.errors)")
    #expect(try Command(["layers", "shop.journey"] + words, in: folder.url).code == 0)
    #expect(try Command(["analyze", "shop.journey"] + words, in: folder.url).code == 0)
    let explained = try Command(["explain", "no-branch"] + words, in: folder.url)
    #expect(explained.code == 0 && explained.output.contains("A journey without a branch"), "\(explained.errors)")
    let laidOut = try Command(
      ["fmt", "-"] + words, in: folder.url, input: Self.script.replacing("5 km", with: "5   KM"))
    #expect(laidOut.output == Self.script && laidOut.errors.isEmpty)
    try folder.write(
      "test.journey", Self.script + "\ntest \"It is near\"\n  given \"Purchase\"\n  expect Visit.catchment < 6 km\n")
    let tested = try Command(["test", "test.journey"] + words, in: folder.url)
    #expect(tested.code == 0, "\(tested.output)\(tested.errors)")
  }

  @Test func `the prompt knows the words`() throws {
    let folder = try folder()
    let repl = try Command(
      "repl", "shop.journey", "--vocabulary", "shop.json", "--no-startup", in: folder.url,
      input: "Visit.catchment is 5000 km\n:doc stock_left\n:explain no-branch\n")
    #expect(repl.code == 0, "\(repl.errors)")
    #expect(repl.output.contains("no\n") && repl.output.contains("How many are on the shelf."))
    #expect(repl.output.contains("A journey without a branch"))
  }

  @Test func `a mistake in the file is shown where it stands, and nothing is checked`() throws {
    let folder = try folder()
    try folder.write("shop.json", Self.vocabulary.replacing("\"km\"", with: "\"min\""))
    let check = try Command("check", "shop.journey", "--vocabulary", "shop.json", in: folder.url)
    #expect(check.code == 2 && check.output.isEmpty)
    #expect(check.errors.contains("`min` cannot be a unit") && check.errors.contains("shop.json:3:"), "\(check.errors)")
    let missing = try Command("check", "shop.journey", "--vocabulary", "gone.json", in: folder.url)
    #expect(missing.code == 2 && missing.errors.contains("gone.json"))
  }

  @Test func `settings of a project may name the rules of the program`() throws {
    let folder = try folder()
    try folder.write("project.journey", "project\n  severity of no-branch is error\n")
    let check = try Command("check", ".", "--vocabulary", "shop.json", "--format", "short", in: folder.url)
    #expect(!check.output.contains("no-branch"), "\(check.output)")
    let without = try Command("check", ".", "--format", "short", in: folder.url)
    #expect(without.output.contains("no rule `no-branch`"), "\(without.output)")
  }
}
