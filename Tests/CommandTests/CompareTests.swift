import Foundation
import Testing

/// `journey compare`: two files, a journey and its scenario, a file and what it was.
struct CompareTests {
  private static let script = """
    journey Phone
      parameter market = "DE"
      outcome Bought, success
      channel store
      channel email
      stage Purchase
        owner "Sales {market}"
        touchpoint Checkout on store
          wait 5 min
          leads to Bought
        touchpoint Reminder on email

    scenario "No email" of Phone
      without channel email

    """
  private static var slower: String { script.replacing("wait 5 min", with: "wait 20 min") }

  private static let outline = """
      journey Phone
        stage Purchase
          touchpoint Checkout
    ~       wait: 5 min → 20 min

    """

  private func compare(_ arguments: String..., files: [String: String] = [:]) throws -> Command {
    let folder = try Folder()
    for (name, text) in files { try folder.write(name, text) }
    return try Command(["compare"] + arguments, in: folder.url, environment: ["COLUMNS": "100"])
  }

  // MARK: Files and scenarios

  @Test func `two files are compared, and that they differ is no failure unless asked`() throws {
    let files = ["a.journey": Self.script, "b.journey": Self.slower]
    let result = try compare("a.journey", "b.journey", files: files)
    #expect(result.output.hasPrefix("a.journey → b.journey\n\n\(Self.outline)"), "\(result.output)")
    #expect(result.errors == "")
    #expect(result.code == 0)
    #expect(try compare("a.journey", "b.journey", "--exit-code", files: files).code == 1)
    let same = try compare("a.journey", "a.journey", "--exit-code", files: files)
    #expect(same.output == "a.journey → a.journey\n\nNo differences.\n")
    #expect(same.code == 0)
  }

  @Test func `a file alone is compared with its scenario, or with what a parameter makes of it`() throws {
    let files = ["a.journey": Self.script + "scenario Slow of Phone\n  change touchpoint Checkout\n    wait 20 min\n"]
    let scenario = try compare("a.journey", "--scenario", "No email", files: files)
    #expect(
      scenario.output.hasPrefix(
        """
        a.journey → a.journey, scenario "No email"

          journey Phone
        -   channel email
            stage Purchase
        -     touchpoint Reminder on email

        """), "\(scenario.output)")
    let parameter = try compare("a.journey", "--set", "market=FR", files: files)
    #expect(parameter.output.hasPrefix("a.journey → a.journey, market=FR\n"))
    #expect(parameter.output.contains("~     owner: \"Sales DE\" → \"Sales FR\"\n"))
    let two = try compare("a.journey", "--scenario", "No email", "--scenario", "Slow", files: files)
    #expect(two.output.contains("+   channel email\n") && two.output.contains("~       wait: 5 min → 20 min\n"))
    let wrong = try compare("a.journey", "--scenario", "No emial", files: files)
    #expect(wrong.code == 2)
    #expect(wrong.errors == "journey: there is no scenario No emial; did you mean No email?\n")
  }

  @Test func `one side may come by standard input`() throws {
    let folder = try Folder()
    try folder.write("b.journey", Self.slower)
    let result = try Command("compare", "-", "b.journey", in: folder.url, input: Self.script)
    #expect(result.output.hasPrefix("<stdin> → b.journey\n\n\(Self.outline)"))
    #expect(try Command("compare", "-", "-", in: folder.url, input: Self.script).code == 2)
  }

  @Test func `a call that says too little or too much is told what is missing`() throws {
    let files = ["a.journey": Self.script]
    for (arguments, message) in [
      (["a.journey"], "what is a.journey to be compared with?"),
      (["a.journey", "--until", "main"], "--since REVISION"),
      (["a.journey", "nowhere.journey"], "nowhere.journey: there is no such file or folder"),
      (["a.journey", "--set", "markt=FR"], "no script has a parameter markt; did you mean market?"),
      (["a.journey", "--scenario", "a", "--scenario", "b", "--scenario", "c"], "may be said twice"),
      (["-", "--since", "main"], "standard input has no revisions"), (["-", "--set", "a=b"], "can be read once only"),
      (["a.journey", "."], "it is a folder"),
    ] {
      let folder = try Folder()
      for (name, text) in files { try folder.write(name, text) }
      let result = try Command(["compare"] + arguments, in: folder.url)
      #expect(result.code == 2, "\(arguments)")
      #expect(result.errors.contains(message), "\(arguments): \(result.errors)")
      #expect(result.output == "")
    }
  }

  @Test func `a side with errors is compared as far as it goes, and that is said`() throws {
    let files = ["a.journey": Self.script, "b.journey": Self.slower.replacing("on store", with: "on stor")]
    let result = try compare("a.journey", "b.journey", files: files)
    #expect(result.code == 1)
    #expect(result.output.contains("~       wait: 5 min → 20 min"))
    #expect(
      result.errors
        == "journey: what is shown is not complete, `journey check` says why: b.journey has 1 error\n")
  }

  @Test func `programs and reviews get the same`() throws {
    let files = ["a.journey": Self.script, "b.journey": Self.slower]
    let json = try compare("a.journey", "b.journey", "--format", "json", files: files).output
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(object["differs"] as? Bool == true)
    let journey = try #require((object["journeys"] as? [[String: Any]])?.first)
    let lines = try #require((journey["items"] as? [[String: Any]])?.first?["lines"] as? [[String: Any]])
    #expect(lines.map { $0["before"] as? String } == ["5 min"])
    let markdown = try compare("a.journey", "b.journey", "--format", "markdown", files: files).output
    #expect(markdown.hasPrefix("### a.journey → b.journey\n\n```diff\n\(Self.outline)```\n"), "\(markdown)")
    let less = [
      "a.journey": Self.script,
      "b.journey": Self.script.replacing("Bought\n    touch", with: "Bought for 50%\n    touch"),
    ]
    let table = try compare("a.journey", "b.journey", "--format", "markdown", files: less).output
    #expect(table.contains("| Customers come to | before | after |\n| --- | ---: | ---: |\n| Bought |"), "\(table)")
  }

  // MARK: Revisions

  /// A repository with two revisions, `v1` and the last one, of a script and of what it imports.
  private static func repository() throws -> Folder {
    let folder = try Folder()
    try git(["init", "-q"], in: folder)
    try folder.write(
      "journeys/phone.journey",
      "import \"../shared/channels.journey\"\n" + script.replacing("  channel store\n", with: ""))
    try folder.write("shared/channels.journey", "channel store\n  mode human\n")
    try commit(folder)
    try git(["tag", "v1"], in: folder)
    try folder.write("shared/channels.journey", "channel store\n  mode physical\n")
    try folder.write(
      "journeys/phone.journey",
      "import \"../shared/channels.journey\"\n" + slower.replacing("  channel store\n", with: ""))
    return folder
  }

  private static func commit(_ folder: Folder) throws {
    try git(["add", "-A"], in: folder)
    try git(["-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-q", "-m", "A revision"], in: folder)
  }

  private static let hasGit = (try? git(["--version"], in: Folder())) != nil

  private static func git(_ arguments: [String], in folder: Folder) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.currentDirectoryURL = folder.url
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  @Test(.enabled(if: hasGit, "git is not there"))
  func `a file is compared with what it was, and so is what it imports`() throws {
    let folder = try Self.repository()
    let result = try Command("compare", "journeys/phone.journey", "--since", "v1", in: folder.url)
    #expect(result.output.hasPrefix("journeys/phone.journey at v1 → journeys/phone.journey\n"), "\(result.errors)")
    #expect(result.output.contains("~     mode: human → physical\n"), "\(result.output)")
    #expect(result.output.contains("~       wait: 5 min → 20 min\n"))
    #expect(result.code == 0)
    try Self.commit(folder)
    let both = try Command(
      "compare", "phone.journey", "--since", "v1", "--until", "HEAD", in: folder.url.appending(path: "journeys"))
    #expect(both.output.hasPrefix("phone.journey at v1 → phone.journey at HEAD\n"), "\(both.errors)")
    #expect(
      both.output.contains("~     mode: human → physical\n") && both.output.contains("~       wait: 5 min → 20 min\n"))
  }

  @Test(.enabled(if: hasGit, "git is not there"))
  func `a file that has another name now, or is gone, is read from its revision`() throws {
    let folder = try Self.repository()
    let manager = FileManager.default
    try manager.removeItem(at: folder.url.appending(path: "journeys"))
    try folder.write(
      "new.journey", "import \"shared/channels.journey\"\n" + Self.slower.replacing("  channel store\n", with: ""))
    let result = try Command("compare", "journeys/phone.journey", "new.journey", "--since", "v1", in: folder.url)
    #expect(result.output.contains("~       wait: 5 min → 20 min\n"), "\(result.errors)")
  }

  @Test(.enabled(if: hasGit, "git is not there"))
  func `a revision or a file that is not there is said`() throws {
    let folder = try Self.repository()
    try folder.write("other.journey", Self.script)
    for (file, revision, message) in [
      ("journeys/phone.journey", "v2", "git knows no revision v2"),
      ("journeys/phone.journey", "--output=stolen", "git knows no revision --output=stolen"),
      ("journeys/phone.journey", "v1:journeys", "git knows no revision"),
      ("other.journey", "v1", "other.journey: it was not there at v1"),
      ("journeys", "v1", "journeys: it was a folder at v1"),
      (":(top)journeys/phone.journey", "v1", "it was not there at v1"),
    ] {
      let result = try Command("compare", file, "--since=\(revision)", in: folder.url)
      #expect(result.code == 2, "\(file) \(revision)")
      #expect(result.errors.contains(message), "\(file) \(revision): \(result.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "stolen").path))
  }

  @Test(.enabled(if: hasGit, "git is not there"))
  func `what is imported at a revision stands in the project, and is no link`() throws {
    let folder = try Self.repository()
    try folder.write("journeys/project.journey", "project \"Phone shop\"\n")
    try folder.write("now.journey", Self.script)
    let outside = try Command("compare", "journeys/phone.journey", "now.journey", "--since", "v1", in: folder.url)
    #expect(outside.output.contains("- error import-outside") && outside.code == 1, "\(outside.output)")
    try FileManager.default.removeItem(at: folder.url.appending(path: "journeys/project.journey"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "link.journey").path, withDestinationPath: "shared/channels.journey")
    try Self.commit(folder)
    let link = try Command("compare", "link.journey", "--since", "HEAD", in: folder.url)
    #expect(link.errors == "journey: link.journey: it was a link at HEAD, and links of the past are not followed\n")
  }

  @Test(.enabled(if: hasGit, "git is not there"))
  func `the repository is the one around the script, whatever a hook of another one says`() throws {
    let (folder, other) = (try Self.repository(), try Self.repository())
    try folder.write("journeys/phone.journey", Self.script)
    let result = try Command(
      "compare", "phone.journey", "--since", "v1", in: folder.url.appending(path: "journeys"),
      environment: ["GIT_DIR": other.url.appending(path: ".git").path, "GIT_INDEX_FILE": "nowhere", "GIT_TRACE": "1"])
    #expect(result.output.hasPrefix("phone.journey at v1 → phone.journey\n"), "\(result.errors)")
  }

  @Test func `without a repository, or without git, that is said`() throws {
    let folder = try Folder()
    try folder.write("a.journey", Self.script)
    let without = try Command(
      "compare", "a.journey", "--since", "main", in: folder.url, environment: ["PATH": "/nowhere"])
    #expect(without.code == 2)
    #expect(
      without.errors == "journey: revisions take git, and there is none here: compare two files, or install git\n")
    guard Self.hasGit else { return }
    let result = try Command("compare", "a.journey", "--since", "main", in: folder.url)
    #expect(result.errors == "journey: a.journey: there is no git repository, and so no revision main\n")
  }
}
