import Foundation
import Testing

/// `journey new`, and the standard library as `journey show` shows it.
struct NewTests {
  private static let frameworks = ["AIDA", "AARRR", "RACE", "5E", "STDC", "CDJ"]

  @Test func `a first script is written, found to be in order, and told what to do with`() throws {
    let folder = try Folder()
    let result = try Command("new", "Buying a phone", in: folder.url)
    #expect(result.code == 0 && result.errors.isEmpty)
    #expect(result.output.hasPrefix("Wrote buying-a-phone.journey: 3 stages, 8 touchpoints to write over.\n"))
    #expect(result.output.contains("journey check buying-a-phone.journey "))
    #expect(try folder.text("buying-a-phone.journey").contains("\njourney \"Buying a phone\"\n"))
    let check = try Command("check", "--fail-on", "info", "buying-a-phone.journey", in: folder.url)
    #expect(check.code == 0, "\(check.output)")
    #expect(try Command("fmt", "--check", "buying-a-phone.journey", in: folder.url).code == 0)
  }

  @Test(arguments: frameworks)
  func `a first script of a framework has its steps, and nothing to mend`(framework: String) throws {
    let folder = try Folder()
    let result = try Command("new", "--framework", framework.lowercased(), "Phone", in: folder.url)
    #expect(result.code == 0 && result.output.contains(" stages of \(framework), "), "\(result.output)")
    let text = try folder.text("phone.journey")
    #expect(text.contains("\njourney Phone\n  framework \(framework)\n"))
    for profile in ["draft", "recommended"] {
      let check = try Command("check", "--profile", profile, "--fail-on", "info", "phone.journey", in: folder.url)
      #expect(check.code == 0, "\(check.output)")
    }
    #expect(try Command("fmt", "--check", "phone.journey", in: folder.url).code == 0)
    let shown = try Command("show", "std/\(framework.lowercased())", in: folder.url)
    #expect(shown.output.split(separator: "\n").first == text.split(separator: "\n").first)
  }

  @Test func `a title, a file and a folder are taken as they are told`() throws {
    let folder = try Folder()
    try folder.write("plans/keep", "")
    #expect(try Command("new", "--title", "From \"A\" to B", "Phone", "plans", in: folder.url).code == 0)
    #expect(try folder.text("plans/phone.journey").contains("\njourney Phone \"From \\\"A\\\" to B\"\n"))
    #expect(try Command("new", "Phone", "plans/first", in: folder.url).code == 0)
    #expect(try folder.text("plans/first.journey").contains("\njourney Phone\n"))
    #expect(try Command("new", "plans/tea.journey", in: folder.url).code == 0)
    #expect(try folder.text("plans/tea.journey").contains("\njourney tea\n"))
    let spaced = try Command("new", "Phone", "my phone", in: folder.url)
    #expect(spaced.output.contains("journey check \"my phone.journey\" "))
  }

  @Test func `a dash prints, and writes nothing`() throws {
    let folder = try Folder()
    let result = try Command("new", "Phone", "-", in: folder.url)
    #expect(result.code == 0 && result.output.contains("\njourney Phone\n"))
    #expect(try Command("new", "-", in: folder.url).output == Command("show", "std/first", in: folder.url).output)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
  }

  @Test func `a file that is there is never written over, nor is a link`() throws {
    let folder = try Folder()
    try folder.write("phone.journey", "journey Mine\n")
    let result = try Command("new", "Phone", in: folder.url)
    #expect(result.code == 2)
    #expect(
      result.errors
        == "journey: phone.journey: it is there already, and stays as it is; name another file behind the journey's name\n"
    )
    #expect(try folder.text("phone.journey") == "journey Mine\n")
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "tea.journey").path, withDestinationPath: "nowhere.journey")
    #expect(try Command("new", "Tea", in: folder.url).code == 2)
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "nowhere.journey").path))
  }

  @Test(arguments: [
    (["new", ""], "the journey needs a name, for example: journey new \"Buying a phone\""),
    (["new", " \t"], "the journey needs a name"),
    (["new", "!!!"], "no file can be named after !!!"),
    (["new", "a\u{7}b"], "the name has a character that cannot be seen"),
    (["new", "a\u{202E}b"], "the name has a character that cannot be seen"),
    (["new", String(repeating: "x", count: 101)], "the name is longer than 100 characters"),
    (["new", String(repeating: "購", count: 100)], "no file can be named after"),
    (["new", "--title", "", "Phone"], "the journey needs a title"),
    (["new", "Project"], "project.journey is where the settings of a project stand"),
    (["new", "Buying", "a", "phone"], "a name of several words stands in quotes: journey new \"Buying a phone\""),
    (["new", "--framework", "AIDDA", "Phone"], "there is no framework AIDDA; did you mean AIDA?"),
    (["new", "--framework", "funnel", "Phone"], "there are AIDA, AARRR, RACE, 5E, STDC and CDJ"),
    (["new", "Phone", "nowhere/phone"], "nowhere/phone.journey: there is no such folder"),
    (["show", "std/layer"], "the standard library has no std/layer; did you mean std/layers?"),
    (["init"], "there is no command init; did you mean new?"),
  ])
  func `a call that cannot be meant so is told what to write instead`(call: [String], problem: String) throws {
    let folder = try Folder()
    let result = try Command(call, in: folder.url)
    #expect(result.code == 2 && result.output.isEmpty)
    #expect(result.errors.contains(problem), "\(result.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
  }

  @Test func `a folder that may not be written to is said to be so`() throws {
    guard getuid() != 0 else { return }
    let folder = try Folder()
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.url.path)
    let result = try Command("new", "Phone", in: folder.url)
    #expect(result.code == 2 && result.errors.contains("phone.journey: writing into its folder is not allowed"))
  }

  // MARK: The library

  @Test func `the library is listed with a line for each module, and each is shown as written`() throws {
    let folder = try Folder()
    let list = try Command("show", "std", in: folder.url)
    #expect(list.code == 0)
    #expect(list.output.contains("std/layers    The layers of contact that the field talks about"))
    #expect(list.output.contains("std/cdj       CDJ, the consumer decision journey"))
    let layers = try Command("show", "std/layers", in: folder.url)
    #expect(layers.code == 0 && layers.output.contains("\n## Customers are asked how it went.\n"))
    #expect(try Command("show", "--format", "json", "std/layers", in: folder.url).output.hasPrefix("{"))
  }

  @Test func `a file of one's own that is called like a module is what is shown, and the library what is imported`()
    throws
  {
    let folder = try Folder()
    try folder.write("std/layers", "journey Mine\n")
    #expect(try Command("show", "std/layers", in: folder.url).output.hasPrefix("journey Mine"))
    try folder.write("phone.journey", "import human from \"std/layers\"\n" + Scripts.clean)
    #expect(try Command("check", "phone.journey", in: folder.url).code == 0)
  }
}
