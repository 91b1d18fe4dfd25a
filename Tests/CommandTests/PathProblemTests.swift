import Foundation
import Testing

/// What file systems do: none of it passes in silence, and none of it stops the check of what is there.
struct PathProblemTests {
  @Test func `paths that are not there are all said, and the others are checked`() throws {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.error)
    for more in [[], ["--exit-zero"], ["--fix"]] {
      let result = try Command(["check"] + more + ["no.journey", "a.journey", "nor this"], in: folder.url)
      #expect(result.output.contains("Checked 1 file: 1 error."))
      #expect(
        result.errors.contains(
          """
          journey: no.journey: there is no such file or folder
          journey: nor this: there is no such file or folder

          """))
      #expect(result.code == 2)
    }
  }

  @Test func `a name cannot steer the terminal or feign a line`() throws {
    let result = try Command("check", "a\u{1B}[2J\nb")
    #expect(result.errors.count { $0 == "\n" } == 1)
    #expect(!result.errors.contains("\u{1B}"))
  }

  @Test
  func `files that texts cannot tell apart, or whose names swallow a slash or a dot, are said and not passed over`()
    throws
  {
    let folder = try Folder()
    let names = ["caf\u{E9}.journey", "cafe\u{301}.journey", "x\u{600}.journey", "\u{301}y.journey", "ok.journey"]
    for name in names {
      // A URL may write both names of one word into one file.
      #expect(
        FileManager.default.createFile(
          atPath: folder.url.path + "/" + name, contents: Data(Scripts.clean.utf8)))
    }
    let result = try Command("check", ".", in: folder.url)
    #expect(result.code == 2 && result.output.contains("Checked 2 files"), "\(result.output)")
    #expect(result.errors.components(separatedBy: "its letters written otherwise").count == 2, "\(result.errors)")
    #expect(result.errors.components(separatedBy: "give it another name").count == 3, "\(result.errors)")
    #expect(try Command("check", names[3], in: folder.url).code == 2)
  }

  @Test func `links that lead in a circle or nowhere are said, and end`() throws {
    let folder = try Folder()
    try folder.write("sub/a.journey", Scripts.clean)
    func link(_ name: String, to target: String) throws {
      try FileManager.default.createSymbolicLink(
        atPath: folder.url.appending(path: name).path, withDestinationPath: target)
    }
    try link("sub/up", to: "..")
    try link("sub/here", to: ".")
    #expect(try Command("check", ".", in: folder.url).output == "Checked 1 file: nothing to mend.\n")
    try link("x.journey", to: "y.journey")
    try link("y.journey", to: "x.journey")
    try link("z.journey", to: "gone.journey")
    let result = try Command("check", ".", "x.journey", in: folder.url)
    #expect(
      result.errors == """
        journey: x.journey: its links lead in a circle
        journey: y.journey: its links lead in a circle
        journey: z.journey: it is a link to what is not there
        journey: x.journey: its links lead in a circle

        """)
    #expect(result.output == "Checked 1 file: nothing to mend.\n")
    #expect(result.code == 2)
  }

  @Test func `a path that is longer than the system takes is said`() throws {
    let long = String(repeating: "a", count: 300) + ".journey"
    let result = try Command("check", long)
    #expect(result.code == 2)
    #expect(result.errors.hasSuffix(": File name too long\n"))
  }

  @Test func `a name that is not text is said`() throws {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.clean)
    let made = try Process.run(
      URL(filePath: "/bin/sh"), arguments: ["-c", "cd \"$0\" && : > \"$(printf 'b\\377.journey')\"", folder.url.path])
    made.waitUntilExit()
    let result = try Command("check", ".", in: folder.url)
    #expect(result.output == "Checked 1 file: nothing to mend.\n")
    #expect(result.errors.contains("its name is not written in UTF-8"))
    #expect(result.code == 2)
  }

  // MARK: Pipes

  private func makePipe(_ name: String, in folder: Folder) throws {
    let made = try Process.run(
      URL(filePath: "/usr/bin/env"), arguments: ["mkfifo", folder.url.appending(path: name).path])
    made.waitUntilExit()
    try #require(made.terminationStatus == 0)
  }

  @Test func `a pipe in a folder is passed over, and one that is named is read`() throws {
    let folder = try Folder()
    try folder.write("a.journey", Scripts.clean)
    try makePipe("b.journey", in: folder)
    #expect(try Command("check", ".", in: folder.url).output == "Checked 1 file: nothing to mend.\n")
    let command = try Live("check", "--format", "short", "b.journey", in: folder)
    let pipe = try FileHandle(forWritingTo: folder.url.appending(path: "b.journey"))
    try pipe.write(contentsOf: Data(Scripts.error.utf8))
    try pipe.close()
    #expect(command.rest().hasPrefix("b.journey:5:28: error unknown-name"))
    #expect(command.end() == 1)
  }

  @Test func `a file that vanishes meanwhile is said, and the others are checked`() throws {
    let folder = try Folder()
    try makePipe("first", in: folder)
    try folder.write("sub/a.journey", Scripts.error)
    try folder.write("sub/b.journey", Scripts.clean)
    let command = try Live("check", "--jobs", "1", "first", "sub", in: folder)
    // This goes on only once the command reads the pipe: by then it has seen what is in the folder.
    let pipe = try FileHandle(forWritingTo: folder.url.appending(path: "first"))
    try FileManager.default.removeItem(at: folder.url.appending(path: "sub/b.journey"))
    try pipe.write(contentsOf: Data(Scripts.clean.utf8))
    try pipe.close()
    let text = command.rest()
    #expect(text.contains("journey: sub/b.journey: it was there when this began, and is gone now\n"))
    #expect(text.contains("Checked 2 files: 1 error."))
    #expect(command.end() == 2)
  }

  // MARK: Permissions

  @Test(.enabled(if: Unprivileged.isThere, "nobody else can be had to run the command"))
  func `what may not be read is said, and the others are checked`() throws {
    let folder = try Folder()
    for name in ["a", "closed/b", "c", "d/e"] { try folder.write("\(name).journey", Scripts.error) }
    func close(_ name: String, _ mode: Int) throws {
      try FileManager.default.setAttributes(
        [.posixPermissions: mode], ofItemAtPath: folder.url.appending(path: name).path)
    }
    try close("closed", 0o000)
    try close("c.journey", 0o000)
    defer { try? close("closed", 0o755) }
    let result = try Unprivileged.run("check", "--exit-zero", ".", in: folder)
    #expect(result.output.contains("Checked 2 files: 2 errors."))
    #expect(
      result.errors == """
        journey: closed: reading it is not allowed
        journey: c.journey: reading it is not allowed

        """)
    #expect(result.code == 2)
    let alone = try Unprivileged.run("check", "closed", in: folder)
    #expect(alone.output == "")
    #expect(alone.code == 2)
    #expect(try Unprivileged.run("fmt", ".", in: folder).code == 2)
    #expect(try folder.text("a.journey") == Scripts.error)
  }
}

/// The command as somebody who may not read everything: the superuser may.
enum Unprivileged {
  private static let isRoot = getuid() == 0

  static let isThere: Bool = {
    guard isRoot else { return true }
    guard let folder = try? Folder() else { return false }
    return (try? run("--version", in: folder).code) == 0
  }()

  static func run(_ arguments: String..., in folder: Folder) throws -> Command {
    guard isRoot else { return try Command(arguments, in: folder.url) }
    let other = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    return try Command(arguments, by: other, in: folder.url)
  }
}
