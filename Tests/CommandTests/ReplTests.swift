import Foundation
import Testing

/// `journey repl` without a terminal.
struct ReplTests {
  @Test func `lines that come through a pipe are answered without prompts`() throws {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.clean)
    let result = try Command(
      "repl", "a.journey", in: folder.url, input: "count(touchpoints)\n\n# a remark\nstage Loyalty\n:quit\nnever\n")
    #expect(result.output == "1\nstage Loyalty\n")
    #expect(result.errors.isEmpty)
    #expect(result.code == 0)
    #expect(try folder.text("a.journey") == Scripts.clean)
  }

  @Test func `the first mistake ends it, unless it is to go on`() throws {
    let input = "journey Phone\nstge Purchase\ncount(stages)\n"
    let stopped = try Command("repl", input: input)
    #expect(stopped.code == 1)
    #expect(stopped.output == "journey Phone\n")
    #expect(stopped.errors.contains("Did you mean `stage`?"))
    let whole = try Command("repl", "--keep-going", input: input)
    #expect(whole.code == 1)
    #expect(whole.output == "journey Phone\n0\n")
  }

  @Test func `blocks are collected, and their end must come`() throws {
    let block = "journey Phone\nstage A\nfor each day_name in Monday, Friday\n  touchpoint \"Visit on {day_name}\"\n"
    let whole = try Command("repl", input: block + "end\ncount(touchpoints)\n")
    #expect(whole.code == 0)
    #expect(whole.output.hasSuffix("2\n"))
    let cut = try Command("repl", input: block)
    #expect(cut.code == 1)
    #expect(cut.errors == "The input ends inside a block: This `for each` has no `end`.\n")
  }

  @Test func `a transcript shows what was typed, too`() throws {
    let result = try Command("repl", "--transcript", input: "journey Phone\nif yes\n  stage A\nend\ncount(stages)\n")
    #expect(
      result.output == """
        journey › journey Phone
        journey Phone
        Phone › if yes
        …   stage A
        … end
        if yes … (3 lines)
        Phone › A › count(stages)
        1

        """)
    #expect(result.errors.isEmpty)
  }

  @Test func `what is saved is what check reads`() throws {
    let folder = try Folder()
    let lines = Scripts.clean.split(separator: "\n").joined(separator: "\n")
    let result = try Command("repl", in: folder.url, input: lines + "\n:save phone\n")
    #expect(result.code == 0, "\(result.errors)")
    let (saved, written) = (try folder.text("phone.journey"), Scripts.clean)
    #expect(Set(saved.split(separator: "\n")) == Set(written.split(separator: "\n")))
    #expect(try Command("fmt", "--check", "phone.journey", in: folder.url).code == 0)
    #expect(try Command("check", "phone.journey", in: folder.url).code == 0)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(files == ["phone.journey"], "nothing is left beside it")
  }

  @Test func `a path that is not there is a wrong call`() throws {
    let result = try Command("repl", "nowhere.journey")
    #expect(result.code == 2)
    #expect(result.errors.contains("there is no such file or folder"))
  }

  @Test func `every example can be said line by line, and reads the same`() throws {
    let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Examples")
    for name in try FileManager.default.contentsOfDirectory(atPath: examples.path).sorted()
    where name.hasSuffix(".journey") {
      let folder = try Folder()
      try FileManager.default.copyItem(
        at: examples.appending(path: "shared"), to: folder.url.appending(path: "shared"))
      let text = try String(contentsOf: examples.appending(path: name), encoding: .utf8)
      let said = try Command("repl", in: folder.url, input: text + "\n:save said\n")
      #expect(said.code == 0, "\(name): \(said.errors)")
      try folder.write("written.journey", text)
      let model = try Command("show", "said.journey", in: folder.url).output
      #expect(model == (try Command("show", "written.journey", in: folder.url)).output, "\(name)")
    }
  }
}
