import Foundation
import Testing

/// `journey check --watch`: nothing here waits for a time, only for what the command says.
struct WatchTests {
  /// Reads up to the first round that has a text.
  private func round(_ watch: Live, with text: String, _ location: SourceLocation = #_sourceLocation) {
    var seen = ""
    while let round = watch.next(until: "Ctrl-C ends.\n") {
      if round.contains(text) { return }
      seen = round
    }
    Issue.record("waited for a round with “\(text)”, saw last:\n\(seen)", sourceLocation: location)
  }

  @Test func `each way in which a script is saved is seen`() throws {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.error)
    let watch = try Live("check", "--watch", ".", in: folder)
    round(watch, with: "Checked 1 file: 1 error.")

    // Into the file itself, as some editors write.
    let file = try FileHandle(forWritingTo: folder.url.appending(path: "a.journey"))
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: Data(Scripts.clean.utf8))
    try file.close()
    round(watch, with: "Checked 1 file: nothing to mend.")

    // Beside it and then into its place, as most do.
    try folder.write("a.journey~", Scripts.warning)
    #expect(unsafe rename(folder.url.path + "/a.journey~", folder.url.path + "/a.journey") == 0)
    round(watch, with: "Checked 1 file: 1 warning.")

    try folder.write("b.journey", Scripts.error)
    round(watch, with: "Checked 2 files: 1 error, 1 warning.")
    try folder.write("new/er/c.journey", Scripts.error)
    round(watch, with: "Checked 3 files: 2 errors, 1 warning.")
    try folder.write("new/er/c.journey", Scripts.clean)
    round(watch, with: "Checked 3 files: 1 error, 1 warning.")
    try FileManager.default.removeItem(at: folder.url.appending(path: "new"))
    round(watch, with: "Checked 2 files: 1 error, 1 warning.")
    try FileManager.default.removeItem(at: folder.url.appending(path: "b.journey"))
    round(watch, with: "Checked 1 file: 1 warning.")
  }

  @Test func `what a script imports and what its project says counts, wherever it is`() throws {
    let folder = try Folder()
    try folder.write("project.journey", "project\n  profile recommended\n")
    try folder.write(
      "markets/a.journey",
      "import \"../shared/channels.journey\"\n\n"
        + Scripts.clean.replacingOccurrences(of: "  channel store\n", with: ""))
    let watch = try Live("check", "--watch", "markets/a.journey", in: folder)
    // Neither the file nor its folder is there yet.
    round(watch, with: "import-missing")
    try folder.write("shared/channels.journey", "channel store\n")
    round(watch, with: "Checked 1 file: nothing to mend.")
    try folder.write("shared/channels.journey", "channel shop\n")
    round(watch, with: "error[unknown-name]")
    try folder.write("project.journey", "project\n  nonsense\n")
    round(watch, with: "project.journey:2")
    try FileManager.default.removeItem(at: folder.url.appending(path: "markets/a.journey"))
    round(watch, with: "journey: markets/a.journey: there is no such file or folder")
    try folder.write("markets/a.journey", Scripts.warning)
    round(watch, with: "unused-declaration")
  }

  @Test func `what is no script wakes nobody`() throws {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.error)
    let watch = try Live("check", "--watch", "--format", "short", ".", in: folder)
    round(watch, with: "a.journey:5:28: error")
    for name in ["notes.txt", ".a.journey.swp", "4913", ".#a.journey"] { try folder.write(name, Scripts.error) }
    // Whoever was woken by these has said so by the time that all this is done.
    for _ in 0..<10 { _ = try Command("check", ".", in: folder.url) }
    try folder.write("b.journey", Scripts.error)
    #expect(watch.next(until: "Ctrl-C ends.\n")?.contains("b.journey:5:28: error") == true)
  }

  @Test(arguments: [
    ["--watch", "-"], ["--watch", "--fix", "."], ["--watch", "--diff", "."], ["--watch", "--unsafe-fixes", "."],
    ["--watch", "--show-settings", "."], ["--watch", "no-such-file.journey"], ["--watch", "@no-such-list"],
  ])
  func `what does not go together with watching is a wrong call`(arguments: [String]) throws {
    let result = try Command(["check"] + arguments)
    #expect(result.code == 2)
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("journey: "))
  }
}
