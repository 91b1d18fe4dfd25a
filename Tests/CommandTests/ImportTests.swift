import Foundation
import Testing

/// Imports, which only the command's loader may follow.
struct ImportTests {
  private let journey = """
    import "shared/channels.journey"
    journey Phone
      outcome Bought
      stage Purchase
        touchpoint Checkout on store
          leads to Bought
    """

  @Test func `what a file shares is there for the file that imports it`() throws {
    let folder = try Folder()
    try folder.write("phone.journey", journey)
    try folder.write("shared/channels.journey", "channel store\n")
    #expect(try Command("check", "phone.journey", in: folder.url).code == 0)
  }

  @Test func `a missing file is said once, and not each name that it would have given`() throws {
    let folder = try Folder()
    try folder.write("phone.journey", journey)
    let result = try Command("check", "--format", "short", "phone.journey", in: folder.url)
    #expect(result.code == 1)
    #expect(result.output.contains("import-missing"))
    #expect(!result.output.contains("unknown-name"))
  }

  @Test func `a rule that a missing file may have declared is not unknown besides`() throws {
    let folder = try Folder()
    let script = """
      import "rules.journey"
      journey A
        allow house-rule because "Agreed"
        stage X
      test T
        expect finding house-rule
      """
    try folder.write("a.journey", script)
    let result = try Command("check", "--format", "short", "a.journey", in: folder.url)
    #expect(result.output.contains("import-missing"))
    #expect(!result.output.contains("house-rule"))
  }

  @Test func `files that import each other are told so`() throws {
    let folder = try Folder()
    try folder.write("a.journey", "import \"b.journey\"\n")
    try folder.write("b.journey", "import \"a.journey\"\n")
    let result = try Command("check", "--format", "short", "a.journey", in: folder.url)
    #expect(result.output.contains("import-cycle"))
    #expect(result.code == 1)
  }

  @Test(arguments: ["../secret.journey", "/etc/passwd", "link.journey", "folder/link.journey", "../nothing.journey"])
  func `no path and no link leads out of the project`(path: String) throws {
    let outside = try Folder()
    try outside.write("secret.journey", "channel store\n")
    try outside.write("project/phone.journey", journey.replacingOccurrences(of: "shared/channels.journey", with: path))
    try outside.write("project/folder/keep", "")
    let project = outside.url.appending(path: "project")
    let manager = FileManager.default
    for link in ["link.journey", "folder/link.journey"] {
      try manager.createSymbolicLink(
        at: project.appending(path: link), withDestinationURL: outside.url.appending(path: "secret.journey"))
    }
    let result = try Command("check", "--format", "short", "phone.journey", in: project)
    #expect(result.output.contains("import-outside"), "\(result.output)")
    #expect(result.code == 1)
  }

  @Test func `a link that leads to itself is an error, not a hang`() throws {
    let folder = try Folder()
    try folder.write("phone.journey", journey)
    try FileManager.default.createDirectory(at: folder.url.appending(path: "shared"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "shared/channels.journey").path, withDestinationPath: "channels.journey")
    #expect(try Command("check", "phone.journey", in: folder.url).code == 1)
  }
}
