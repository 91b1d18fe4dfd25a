import Foundation
import Testing

/// Which files a call means: `--exclude`, `@FILE`, `--stdin-filename`.
struct FileTests {
  private func checked(_ arguments: String..., in folder: Folder) throws -> [String] {
    let output = try Command(["check", "--format", "short"] + arguments, in: folder.url).output
    return output.split(separator: "\n").map { String($0.split(separator: ":")[0]) }
  }

  // MARK: Exclusions

  @Test func `what a call excludes is passed over besides what the project excludes`() throws {
    let folder = try Folder()
    try folder.write("project.journey", "project\n  exclude \"old\"\n")
    for name in ["a", "old/b", "drafts/c", "sub/x.draft", "sub/d"] {
      try folder.write("\(name).journey", Scripts.error)
    }
    #expect(try checked(".", in: folder) == ["a.journey", "drafts/c.journey", "sub/d.journey", "sub/x.draft.journey"])
    #expect(
      try checked("--exclude", "drafts", "--exclude", "**/*.draft.journey", ".", in: folder) == [
        "a.journey", "sub/d.journey",
      ])
    #expect(try checked("--exclude", "drafts", "drafts/c.journey", in: folder) == ["drafts/c.journey"])
  }

  @Test func `a folder that is excluded is not entered`() throws {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.clean)
    try folder.write("drafts/keep", "")
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: "drafts/b.journey"), withDestinationURL: URL(filePath: "/no/such/script"))
    #expect(try Command("check", ".", in: folder.url).code == 2)
    #expect(try Command("check", "--exclude", "drafts", ".", in: folder.url).code == 0)
  }

  @Test(arguments: ["", "../other", "/"])
  func `an exclusion that means nothing here is a wrong call`(pattern: String) throws {
    let result = try Command("check", "--exclude", pattern, ".")
    #expect(result.code == 2)
    #expect(result.errors.contains("--exclude takes a path below this folder"))
  }

  @Test(arguments: [["test"], ["fmt", "--check"], ["layers"], ["analyze"]])
  func `other commands pass over the same`(command: [String]) throws {
    let folder = try Folder()
    try folder.write("project.journey", "project\n  exclude \"old\"\n")
    let script = Scripts.error + "    this is no line\n"
    try folder.write("old/a.journey", script)
    let result = try Command(command + ["."], in: folder.url)
    #expect(!(result.output + result.errors).contains("old/a.journey"))
    #expect(!result.errors.contains("not complete"))
  }

  // MARK: Lists

  @Test func `paths may stand in a file, a line each`() throws {
    let folder = try Folder()
    for name in ["a", "b c", "d", "@e", "#f"] { try folder.write("\(name).journey", Scripts.error) }
    try folder.write("list", "b c.journey\n\n#f.journey\r\n@e.journey")
    #expect(
      try checked("a.journey", "@list", "d.journey", in: folder)
        == ["a.journey", "b c.journey", "#f.journey", "@e.journey", "d.journey"])
    try folder.write("zeros", "a.journey\0b c.journey\0")
    #expect(try checked("@zeros", in: folder) == ["a.journey", "b c.journey"])
    #expect(try checked("./@e.journey", in: folder) == ["@e.journey"])
    let short = try Command("check", "@list", in: folder.url)
    #expect(short.output.contains("Checked 3 files: 3 errors."))
    #expect(short.code == 1)
  }

  @Test func `a line of a list is a path, and never an option or standard input`() throws {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.error)
    try folder.write("--exit-zero", Scripts.error)
    try folder.write("list", "a.journey\n--exit-zero\n-\n")
    let result = try Command("check", "@list", in: folder.url)
    #expect(result.output.contains("Checked 2 files: 2 errors."))
    #expect(result.errors == "journey: ./-: there is no such file or folder\n")
    #expect(result.code == 2)
  }

  @Test(arguments: ["@", "@-", "@missing", "@."])
  func `a list that is not there is a wrong call`(list: String) throws {
    let folder = try Folder()
    let result = try Command("check", list, in: folder.url)
    #expect(result.code == 2)
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("journey: \(list): "))
  }

  // MARK: Standard input

  @Test func `standard input may be called like a file, and is read as that file would be`() throws {
    let folder = try Folder()
    try folder.write(
      "project.journey", "project\n  severity of unused-declaration is error in \"shop\"\n  exclude \"drafts\"\n")
    try folder.write("shop/channels.journey", "channel store\n")
    let script =
      "import \"channels.journey\"\n\n"
      + Scripts.clean.replacingOccurrences(of: "  channel store\n", with: "  channel web\n")
    let shop = try Command(
      "check", "--format", "short", "--stdin-filename", "./shop/new.journey", "-", in: folder.url, input: script)
    #expect(shop.output.hasPrefix("shop/new.journey:4:3: error unused-declaration"))
    #expect(shop.code == 1)
    let elsewhere = try Command(
      "check", "--format", "short", "--stdin-filename", "no/such/folder/new.journey", "-", in: folder.url,
      input: Scripts.warning)
    #expect(elsewhere.output.hasPrefix("no/such/folder/new.journey:3:3: warning unused-declaration"))
    let other = try Command(
      "check", "--stdin-filename", folder.url.path + "/shop/new.journey", "-", input: script)
    #expect(other.output.contains("error[unused-declaration]"))
  }

  @Test func `a name that is excluded passes, and comes back as it was`() throws {
    let folder = try Folder()
    try folder.write("project.journey", "project\n  exclude \"drafts\"\n")
    let name = ["--stdin-filename", "drafts/new.journey", "-"]
    let passed = try Command(["check"] + name, in: folder.url, input: Scripts.error)
    #expect(passed.output == "No files to check.\n")
    #expect(passed.code == 0)
    let mended = try Command(["check", "--fix"] + name, in: folder.url, input: Scripts.info)
    #expect(mended.output == Scripts.info)
    #expect(mended.code == 0)
    let byCall = ["check", "--exclude", "a", "--stdin-filename", "a/b.journey", "-"]
    #expect(try Command(byCall, in: folder.url, input: Scripts.error).code == 0)
  }

  @Test func `a name for standard input that is not read is a wrong call`() throws {
    let result = try Command("check", "--stdin-filename", "a.journey", ".")
    #expect(result.code == 2)
    #expect(result.errors == "journey: --stdin-filename says what standard input is called: add - to read that\n")
    #expect(try Command("check", "--stdin-filename", "", "-").code == 2)
  }
}
