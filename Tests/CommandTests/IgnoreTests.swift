import Foundation
import Testing

/// Which scripts of a folder are looked at: what git ignores is not, and git itself is asked which those are.
@Suite(.enabled(if: Git.isThere, "git is not there"))
struct IgnoreTests {
  /// `fmt --check` names each file that it would lay out anew; these all are.
  private static let script = "journey   Phone\n"

  @Test(arguments: 0..<60)
  func `trees and patterns made by chance are read as git reads them`(seed: UInt64) throws {
    var dice = Dice(seed: seed)
    let folder = try Folder()
    try Git.make(in: folder)
    var folders = [""]
    for _ in 0..<8 { folders.append(dice.pick(folders) + dice.pick(Self.names) + "/") }
    var files: Set<String> = []
    for _ in 0..<40 { files.insert(dice.pick(folders) + dice.pick(Self.names) + ".journey") }
    // What is a folder already is no file besides.
    for file in files { try folder.write(file, Self.script) }
    for place in Set([""] + (0..<3).map { _ in dice.pick(folders) }) {
      let lines = (0..<dice.number(1...6)).map { _ in dice.pattern() }
      try folder.write(
        "\(place).gitignore", lines.joined(separator: dice.pick(["\n", "\n", "\r\n"])) + dice.pick(["", "\n"]))
    }
    if dice.number(0...1) == 0 { try folder.write(".git/info/exclude", dice.pattern() + "\n") }

    let ignored = try Git.ignored(files, in: folder)
    let looked = try Command("fmt", "--check", ".", in: folder.url).output
    let rules = try Self.rules(in: folder)
    #expect(Set(looked.split(separator: "\n").map(String.init)) == files.subtracting(ignored), "\(rules)")
  }

  /// The lines that decided, where a comparison fails.
  private static func rules(in folder: Folder) throws -> String {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.url.path)
    return try paths.filter { $0.hasSuffix(".gitignore") || $0.hasSuffix("info/exclude") }.sorted()
      .map { "\($0):\n\(try folder.text($0))" }.joined(separator: "\n")
  }

  fileprivate static let names = ["a", "b", "ab", "abc", "c", "x-y", "#a", "!b", "a b", "[a]", "a*b", "ä", "B", "a\\b"]

  @Test func `a line is a pattern for names, for paths or for folders, and may take back what was ignored`() throws {
    let folder = try Folder()
    try Git.make(in: folder)
    try folder.write(".gitignore", "# drafts\n*.old.journey\n/top.journey\nbuild/\ndocs/**/v1\n!keep.old.journey\n")
    try folder.write("deep/.gitignore", "/*\n!kept.journey\n")
    let kept = [
      "keep.old.journey", "deep/kept.journey", "sub/top.journey", "docs/build.journey", "docs/a/v2/x.journey",
    ]
    let ignored = [
      "x.old.journey", "sub/x.old.journey", "top.journey", "build/keep.old.journey", "sub/build/x.journey",
      "docs/v1/x.journey", "docs/a/b/v1/x.journey", "deep/other.journey", "deep/er/kept.journey",
    ]
    for file in kept + ignored { try folder.write(file, Self.script) }
    func looked(_ arguments: String...) throws -> [String] {
      try Command(["fmt", "--check"] + arguments, in: folder.url).output.split(separator: "\n").map(String.init)
    }
    #expect(try looked(".") == kept.sorted())
    // What is named is looked at, and so is a folder that is named, by the lines that mean what is in it.
    #expect(try looked("top.journey", "build") == ["top.journey", "build/keep.old.journey"])
    #expect(try looked("deep") == ["deep/kept.journey"])
    let all = try Command("check", "--no-gitignore", ".", in: folder.url).output
    #expect(all.contains("Checked \(kept.count + ignored.count) files"))
  }

  @Test func `without a repository no line counts, and a repository in another has its own`() throws {
    let folder = try Folder()
    try folder.write(".gitignore", "*\n")
    try folder.write("a.journey", Self.script)
    #expect(try Command("fmt", "--check", ".", in: folder.url).output == "a.journey\n")
    try folder.write("inner/b.journey", Self.script)
    try folder.write("inner/c.journey", Self.script)
    try folder.write("inner/.gitignore", "c.journey\n")
    try Git.make(in: folder, at: "inner")
    #expect(try Command("fmt", "--check", ".", in: folder.url).output == "a.journey\ninner/b.journey\n")
    try Git.make(in: folder)
    #expect(try Command("fmt", "--check", ".", in: folder.url).output == "")
    #expect(try Command("fmt", "--check", "inner", in: folder.url).output == "inner/b.journey\n")
  }

  @Test func `a second work tree goes by what its repository excludes`() throws {
    let folder = try Folder()
    try Git.make(in: folder, at: "main")
    try folder.write("main/a.journey", Self.script)
    try folder.write("main/b.journey", Self.script)
    let who = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
    _ = try Git.run(who + ["-C", "main", "add", "."], in: folder.url)
    _ = try Git.run(who + ["-C", "main", "commit", "-qm", "Begin"], in: folder.url)
    _ = try Git.run(["-C", "main", "worktree", "add", "-q", "../second"], in: folder.url)
    try folder.write("main/.git/info/exclude", "b.journey\n")
    #expect(try Command("fmt", "--check", "second", in: folder.url).output == "second/a.journey\n")
  }

  @Test func `a pattern that is longer than any path is said, and the scripts are checked`() throws {
    let folder = try Folder()
    try Git.make(in: folder)
    try folder.write(".gitignore", String(repeating: "**/", count: 150_000) + "x\n")
    try folder.write("a.journey", Self.script)
    let result = try Command("check", ".", in: folder.url)
    #expect(result.code == 2 && result.output.contains("Checked 1 file"))
    #expect(result.errors == "journey: .gitignore: it has a line of more than 4096 bytes, and no path is that long\n")
    try folder.write(".gitignore", String(repeating: "**/", count: 1_300) + "x\n")
    #expect(try Command("fmt", "--check", ".", in: folder.url).output == "a.journey\n")
  }

  @Test func `a pattern with which others take for ever takes no time`() throws {
    let folder = try Folder()
    try Git.make(in: folder)
    try folder.write(
      ".gitignore",
      String(repeating: "**/a*", count: 200) + "\n" + String(repeating: "*a", count: 400) + "\n")
    let name = String(repeating: "a", count: 200)
    let path = (0..<10).map { _ in name }.joined(separator: "/") + "/\(name).journey"
    try folder.write(path, Self.script)
    #expect(try Command("fmt", "--check", ".", in: folder.url).output == path + "\n")
  }
}

/// Numbers that a seed decides.
private struct Dice: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
  mutating func pick(_ list: [String]) -> String { list[number(0...list.count - 1)] }

  /// A line as people write them, and some that nobody would.
  mutating func pattern() -> String {
    let signs = [
      "a", "b", "ab", "c", "*", "*", "**", "***", "?", "/", "/", "/", "**/", "/**", "[ab]", "[!a]", "[^a]", "[a-c]",
      "[]a]",
      "[a-]", "[[:alpha:]]", "[[:punct:]b]", "[[:nonsense:]]", "[[:]", "[a", "\\", "\\*", "\\a", "\\[", "#", "!", " ",
      "\\ ",
      "x-y", ".journey", "*.journey", "journey", "ä", "[\\]a]", "[b-a]", "[\\a-c]", "B", "\t",
    ]
    var line = (0..<number(1...5)).map { _ in pick(signs) }.joined()
    if number(0...3) == 0 { line = "!" + line }
    if number(0...3) == 0 { line += "/" }
    if number(0...7) == 0 { line = pick(IgnoreTests.names) + pick(["", "/", "*", ".journey"]) }
    return line
  }
}

/// git, as the tests ask it.
enum Git {
  static let isThere = (try? run(["--version"], in: URL(filePath: "/")).code) == 0

  static func make(in folder: Folder, at path: String = ".") throws {
    _ = try run(["init", "-q", "-b", "main", path], in: folder.url)
  }

  /// The files that git ignores.
  static func ignored(_ files: Set<String>, in folder: Folder) throws -> Set<String> {
    let asked = files.sorted().joined(separator: "\0") + "\0"
    let answer = try run(["check-ignore", "--no-index", "-z", "--stdin"], in: folder.url, input: asked)
    return Set(answer.output.split(separator: "\0").map(String.init))
  }

  static func run(_ arguments: [String], in folder: URL, input: String = "") throws -> (output: String, code: Int32) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "-c", "core.excludesFile=/dev/null", "-c", "core.ignoreCase=false"] + arguments
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "GIT_CONFIG_NOSYSTEM": "1", "HOME": "/",
    ]
    let (standardInput, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (standardInput, output)
    process.standardError = FileHandle.nullDevice
    try process.run()
    standardInput.fileHandleForWriting.write(Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: text, as: UTF8.self), process.terminationStatus)
  }
}
