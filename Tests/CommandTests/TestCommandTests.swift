import Testing

/// `journey test`: what it prints, and how it ends.
struct TestCommandTests {
  private let good = "journey A\n  stage X\ntest good\n  expect count(stages) is 1\n"
  private let bad = "journey A\n  stage X\ntest bad\n  expect count(stages) is 2\n"

  @Test func `all tests of a folder are tried, and those that fail are shown with their values`() throws {
    let folder = try Folder()
    try folder.write("a.journey", good)
    try folder.write("b/b.journey", bad)
    try folder.write("c.journey", "channel email\n")
    let result = try Command("test", in: folder.url)
    #expect(result.code == 1)
    #expect(
      result.output == """
        a.journey
          ✓ good

        b/b.journey
          ✗ bad

            error[not-true]: This does not hold: `count(stages) is 2`
              --> b/b.journey:4:10
               |
             4 |   expect count(stages) is 2
               |          -------------^^^^^
               |          |
               |          is 1
                 in:   A
                 help: Change the journey so that it holds, or the expectation where it asks too much.

        2 tests in 2 files: 1 passed, 1 failed.

        """)
  }

  @Test func `the exit code says whether all hold`() throws {
    let folder = try Folder()
    try folder.write("a.journey", good)
    try folder.write("b.journey", bad)
    try folder.write("c.journey", "channel email\n")
    #expect(try Command("test", "a.journey", in: folder.url).code == 0)
    #expect(try Command("test", "b.journey", in: folder.url).code == 1)
    #expect(try Command("test", ".", "--filter", "GOOD", in: folder.url).code == 0)
    let none = try Command("test", "c.journey", in: folder.url)
    #expect(none.code == 0 && none.output == "There are no tests in this file.\n")
    let lost = try Command("test", "d.journey", in: folder.url)
    #expect(lost.code == 2 && lost.errors.contains("d.journey"))
    let filtered = try Command("test", ".", "--filter", "xyz", in: folder.url)
    #expect(filtered.code == 2 && filtered.errors == "journey: none of 2 tests has xyz in its name\n")
  }

  @Test func `a scenario and parameters are looked at instead`() throws {
    let folder = try Folder()
    try folder.write(
      "a.journey",
      """
      journey A
        parameter market = "DE"
        channel web
        stage X
          touchpoint T on web
            owner "Sales {market}"
      scenario B of A
        without channel web
      test market
        expect T.owner is "Sales FR"
      """)
    #expect(try Command("test", "a.journey", "--set", "market=FR", in: folder.url).code == 0)
    #expect(try Command("test", "a.journey", in: folder.url).code == 1)
    #expect(try Command("show", "a.journey", "--set", "market=CH", in: folder.url).output.contains("Sales CH"))
    #expect(!(try Command("show", "a.journey", "--scenario", "b", in: folder.url).output.contains("touchpoint")))
    let unknown = try Command("check", "a.journey", "--scenario", "C", in: folder.url)
    #expect(unknown.code == 2 && unknown.errors == "journey: there is no scenario C; there is B\n")
    let wrong = try Command("check", "a.journey", "--set", "markt=FR", in: folder.url)
    #expect(wrong.code == 2 && wrong.errors == "journey: no script has a parameter markt; did you mean market?\n")
    let nothing = try Command("check", "a.journey", "--set", "market", in: folder.url)
    #expect(nothing.code == 2 && nothing.errors == "journey: --set takes NAME=VALUE, and here stands market\n")
  }
}
