import Foundation
import Testing

/// `journey check --changed` and `--staged`, in repositories that git made.
@Suite(.enabled(if: GitFolder.isThere, "git is not there"))
struct ChangedTests {
  /// Two touchpoints on channels that nobody uses otherwise, each too weak by itself.
  private static let script = """
    journey Phone
      channel store
      channel web
      outcome Bought
      stage Browsing
        touchpoint Search on web
          leads to Checkout
      stage Purchase
        touchpoint Checkout on store
          leads to Bought

    """
  private static let slower = script.replacing("on store\n", with: "on store\n      wait 20 min\n")

  private static func repository(_ files: [String: String] = ["a.journey": script]) throws -> GitFolder {
    let repository = try GitFolder()
    for (name, text) in files { try repository.write(name, text) }
    try repository.commit()
    return repository
  }

  /// The touchpoints that a check calls too weak.
  private static func weak(_ result: Command) -> [String] {
    result.output.split(separator: "\n").filter { $0.contains("touchpoint-weak") }.compactMap { line in
      ["Search", "Checkout"].first { line.contains(" \($0) ") }
    }.sorted()
  }

  private static func check(
    _ repository: GitFolder, _ arguments: String..., in sub: String = "", environment: [String: String] = [:]
  ) throws -> Command {
    try Command(
      ["check", "--profile", "strict", "--format", "short"] + arguments,
      in: sub.isEmpty ? repository.url : repository.url.appending(path: sub),
      environment: Pipelines.none.merging(environment) { $1 })
  }

  // MARK: What changed

  @Test func `nothing changed is said, and is no failure`() throws {
    let repository = try Self.repository()
    let result = try repository.check("--changed", ".")
    #expect(result.output == "Nothing to check: 1 file did not change, nor what it uses.\n")
    #expect(result.code == 0)
    let staged = try repository.check("--staged", ".")
    #expect(staged.output == result.output && staged.code == 0)
    #expect(try Self.check(repository, "--changed", ".").output == "")
  }

  @Test func `only what is found on changed items is told, and how much else there is`() throws {
    let repository = try Self.repository(["a.journey": Self.script, "b.journey": Self.script])
    try repository.write("a.journey", Self.slower)
    let result = try Self.check(repository, "--changed", ".")
    #expect(Self.weak(result) == ["Checkout"], "\(result.output)")
    #expect(!result.output.contains("b.journey"))
    let pretty = try repository.check("--profile", "strict", "--changed", ".").output
    #expect(pretty.contains("Checked 1 of 2 files: ") && pretty.contains(" on what did not change.\n"), "\(pretty)")
    try repository.git("add", "a.journey")
    #expect(Self.weak(try Self.check(repository, "--changed", ".")) == ["Checkout"])
    #expect(Self.weak(try Self.check(repository, "--staged", ".")) == ["Checkout"])
  }

  @Test func `what is staged is checked as it is staged, and what is not, as it is`() throws {
    let repository = try Self.repository()
    try repository.write("a.journey", Self.slower)
    try repository.git("add", "a.journey")
    try repository.write("a.journey", Self.script.replacing("on web\n", with: "on wbe\n"))
    let staged = try Self.check(repository, "--staged", ".")
    #expect(Self.weak(staged) == ["Checkout"] && !staged.output.contains("wbe"), "\(staged.output)")
    let changed = try Self.check(repository, "--changed", ".")
    #expect(changed.output.contains("unknown-name") && Self.weak(changed) == [], "\(changed.output)")
    // What is good on the disk does not save what is about to be committed.
    try repository.write("a.journey", Self.script.replacing("on web\n", with: "on wbe\n"))
    try repository.git("add", "a.journey")
    try repository.write("a.journey", Self.script)
    #expect(try Self.check(repository, "--staged", ".").output.contains("wbe"))
    #expect(try Self.check(repository, "--changed", ".").output == "")
  }

  @Test func `a new file is told whole, tracked or not, unless git ignores it`() throws {
    let repository = try Self.repository([".gitignore": "drafts/\n"])
    try repository.write("new.journey", Self.script)
    try repository.write("drafts/draft.journey", Self.script)
    let result = try Self.check(repository, "--changed", ".")
    #expect(Self.weak(result) == ["Checkout", "Search"] && !result.output.contains("draft"))
    let untracked = try Self.check(repository, "--staged", "new.journey")
    #expect(untracked.code == 2)
    #expect(untracked.errors == "journey: new.journey: git does not have it; `git add` it first\n")
    #expect(try Self.check(repository, "--staged", ".").output == "")
    try repository.git("add", "new.journey")
    #expect(Self.weak(try Self.check(repository, "--staged", ".")) == ["Checkout", "Search"])
  }

  @Test func `a renamed file is compared with what it was called before`() throws {
    let repository = try Self.repository()
    try repository.git("mv", "a.journey", "b c.journey")
    #expect(Self.weak(try Self.check(repository, "--changed", ".")) == [])
    try repository.write("b c.journey", Self.slower)
    #expect(Self.weak(try Self.check(repository, "--changed", ".")) == ["Checkout"])
    try repository.git("add", "-A")
    #expect(Self.weak(try Self.check(repository, "--staged", ".")) == ["Checkout"])
  }

  @Test func `before the first commit everything is new`() throws {
    let repository = try GitFolder()
    try repository.write("a.journey", Self.script)
    #expect(Self.weak(try Self.check(repository, "--changed", ".")) == ["Checkout", "Search"])
    try repository.git("add", "-A")
    #expect(Self.weak(try Self.check(repository, "--staged", ".")) == ["Checkout", "Search"])
  }

  @Test func `a branch is compared with where it began`() throws {
    let repository = try Self.repository()
    try repository.git("switch", "-q", "-c", "branch")
    try repository.write("a.journey", Self.slower)
    try repository.commit()
    try repository.git("switch", "-q", "main")
    // What others change meanwhile is not the branch's.
    try repository.write("a.journey", Self.script.replacing("on web\n", with: "on web\n      wait 9 min\n"))
    try repository.commit()
    try repository.git("switch", "-q", "branch")
    #expect(try Self.check(repository, "--changed", ".").output == "")
    #expect(Self.weak(try Self.check(repository, "--changed", "--since", "main", ".")) == ["Checkout"])
    // Without a common commit, it is the revision itself.
    try repository.git("switch", "-q", "--orphan", "other")
    try repository.write("a.journey", Self.slower)
    try repository.commit()
    try repository.git("switch", "-q", "branch")
    #expect(try Self.check(repository, "--changed", "--since", "other", ".").output == "")
  }

  // MARK: What uses it

  private static let module = "channel store\n  mode human\n"
  private static let importing =
    "import \"../shared/channels.journey\"\n" + script.replacing("  channel store\n", with: "")

  @Test func `scripts that use a changed file are told whole, directly or not`() throws {
    let repository = try Self.repository([
      "shared/channels.journey": Self.module, "shared/all.journey": "import \"channels.journey\"\n",
      "markets/near.journey": Self.importing,
      "markets/far.journey": Self.importing.replacing("channels", with: "all"), "markets/none.journey": Self.script,
    ])
    try repository.write("shared/channels.journey", Self.module + "  two-way\n")
    for mode in ["--changed", "--staged"] {
      let result = try Self.check(repository, mode, ".")
      #expect(Self.weak(result) == ["Search", "Search"], "\(result.output)")
      #expect(result.output.contains("far.journey") && !result.output.contains("none.journey"))
      try repository.git("add", "-A")
    }
    // What is only said in a comment, or laid out otherwise, reaches nobody.
    try repository.commit()
    try repository.write("shared/channels.journey", "# Ours\n\n" + Self.module + "    two-way\n")
    #expect(Self.weak(try Self.check(repository, "--changed", ".")) == [])
    try repository.write("shared/channels.journey", Self.module)
    let sub = try Self.check(repository, "--changed", "near.journey", in: "markets")
    #expect(Self.weak(sub) == ["Search"])
  }

  @Test func `imports are read as they are staged, and a file that is gone is missed`() throws {
    let repository = try Self.repository(["shared/channels.journey": Self.module, "markets/a.journey": Self.importing])
    try repository.write("shared/channels.journey", Self.module.replacing("store", with: "shop"))
    #expect(try Self.check(repository, "--changed", ".").output.contains("unknown-name"))
    #expect(try Self.check(repository, "--staged", ".").output == "")
    try repository.git("checkout", "-q", ".")
    try repository.git("rm", "-q", "--cached", "shared/channels.journey")
    let staged = try Self.check(repository, "--staged", ".")
    #expect(staged.output.contains("import-missing") && staged.code == 1, "\(staged.output)")
    try repository.git("reset", "-q")
    try repository.remove("shared/channels.journey")
    #expect(try Self.check(repository, "--changed", ".").output.contains("import-missing"))
  }

  @Test func `changed settings concern all of the project's scripts`() throws {
    let repository = try Self.repository([
      "p/project.journey": "project \"P\"\n", "p/a.journey": Self.script, "q/b.journey": Self.script,
    ])
    try repository.write("p/project.journey", "project \"P\"\n  severity touchpoint-weak warning\n")
    let result = try Self.check(repository, "--changed", ".")
    #expect(Self.weak(result) == ["Checkout", "Search"], "\(result.output)")
    #expect(!result.output.contains("b.journey"))
    let staged = try Self.check(repository, "--staged", ".")
    #expect(staged.output == "", "settings as well are meant as they are staged: \(staged.output)")
    try repository.remove("p/project.journey")
    #expect(Self.weak(try Self.check(repository, "--changed", ".")) == ["Checkout", "Search"])
  }

  // MARK: Repositories of all kinds

  @Test func `names may have any character`() throws {
    let names = [
      "a b.journey", "q\"uo'te.journey", "new\nline.journey", "täglich/ü😀.journey", "-x.journey", "t\tab.journey",
    ]
    let repository = try Self.repository(Dictionary(uniqueKeysWithValues: names.map { ($0, Self.script) }))
    for name in names { try repository.write(name, Self.slower) }
    for mode in ["--changed", "--staged"] {
      let result = try repository.check("--profile", "strict", "--format", "json", mode, ".")
      #expect(result.output.contains("\"files\": \(names.count)") || result.output.contains("touchpoint-weak"))
      #expect(result.errors == "")
      let weak = result.output.components(separatedBy: "\"rule\": \"touchpoint-weak\",\n").count - 1
      #expect(weak == names.count, "\(mode): \(result.output.prefix(2_000))")
      try repository.git("add", "-A")
    }
  }

  @Test func `a worktree and a submodule are repositories of their own`() throws {
    let repository = try Self.repository()
    try repository.git("worktree", "add", "-q", "tree", "-b", "side")
    try repository.write("tree/a.journey", Self.slower)
    #expect(Self.weak(try Self.check(repository, "--changed", ".", in: "tree")) == ["Checkout"])
    #expect(try Self.check(repository, "--changed", "a.journey").output == "")
    let outer = try Self.repository(["b.journey": Self.script])
    try outer.git("submodule", "--quiet", "add", repository.url.path, "inner")
    try outer.commit()
    #expect(try Self.check(outer, "--changed", ".").output == "")
    try outer.write("inner/a.journey", Self.slower)
    let result = try Self.check(outer, "--changed", ".")
    #expect(Self.weak(result) == ["Checkout"] && result.output.contains("inner/a.journey"), "\(result.output)")
  }

  @Test func `a hook sees the index that git is about to commit`() throws {
    let repository = try Self.repository(["a.journey": Self.script, "b.journey": Self.script])
    try repository.write("a.journey", Self.slower)
    try repository.write("b.journey", Self.slower)
    try repository.git("add", "b.journey")
    // As `git commit a.journey` has it: an index with that file alone.
    let index = repository.url.appending(path: ".git/next-index.lock").path
    try GitFolder.run(["read-tree", "--index-output=\(index)", "HEAD"], in: repository.url)
    let hash = try repository.git("hash-object", "-w", "a.journey").prefix(40)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "update-index", "--cacheinfo", "100644,\(hash),a.journey"]
    process.currentDirectoryURL = repository.url
    process.environment = ProcessInfo.processInfo.environment.merging(["GIT_INDEX_FILE": index]) { $1 }
    try process.run()
    process.waitUntilExit()
    let result = try Self.check(
      repository, "--staged", ".", environment: ["GIT_INDEX_FILE": ".git/next-index.lock", "GIT_DIR": ".git"])
    #expect(
      Self.weak(result) == ["Checkout"] && !result.output.contains("b.journey"), "\(result.output)\(result.errors)")
    let own = try Self.check(repository, "--staged", ".")
    #expect(own.output.contains("b.journey") && own.errors == "")
  }

  @Test func `nothing that a repository sets is run or changes what is told`() throws {
    let repository = try Self.repository([".gitattributes": "*.journey filter=x diff=x\n", "a.journey": Self.script])
    let mark = repository.url.appending(path: ".git/ran").path
    for (name, value) in [
      ("core.fsmonitor", "touch '\(mark)'; false"), ("filter.x.clean", "touch '\(mark)'; cat"),
      ("filter.x.smudge", "touch '\(mark)'; cat"), ("filter.x.process", "touch '\(mark)'"),
      ("filter.x.required", "true"), ("diff.x.textconv", "touch '\(mark)'; cat"), ("diff.x.command", "touch '\(mark)'"),
      ("diff.external", "touch '\(mark)'"), ("core.hooksPath", ".git/mine"), ("color.ui", "always"),
      ("diff.renames", "false"), ("diff.noprefix", "true"), ("diff.relative", "true"), ("core.quotePath", "true"),
      ("status.showUntrackedFiles", "no"), ("diff.submodule", "log"), ("core.abbrev", "4"),
    ] { try repository.git("config", name, value) }
    try repository.write(".git/mine/post-index-change", "#!/bin/sh\ntouch '\(mark)'\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: repository.url.appending(path: ".git/mine/post-index-change").path)
    try repository.write("a.journey", Self.slower)
    try repository.write("new.journey", Self.script)
    let environment = [
      "GIT_EXTERNAL_DIFF": "touch \(mark)", "GIT_TRACE": "1", "GIT_LITERAL_PATHSPECS": "1", "GIT_DIFF_OPTS": "-u9",
    ]
    let result = try Self.check(repository, "--changed", ".", environment: environment)
    #expect(Self.weak(result) == ["Checkout", "Checkout", "Search"], "\(result.output)\(result.errors)")
    #expect(try Self.check(repository, "--staged", ".", environment: environment).output == "")
    #expect(!FileManager.default.fileExists(atPath: mark))
    #expect(!FileManager.default.fileExists(atPath: repository.url.appending(path: ".git/index.lock").path))
  }

  @Test func `a filter that cannot be kept from running is no filter that runs`() throws {
    let repository = try Self.repository([".gitattributes": "*.journey filter=a=b\n", "a.journey": Self.script])
    let mark = repository.url.appending(path: ".git/ran").path
    try repository.git("config", "filter.a=b.clean", "touch '\(mark)'; cat")
    try repository.write("a.journey", Self.slower)
    let result = try Self.check(repository, "--changed", ".")
    #expect(result.code == 2 && result.errors.contains("filters that cannot be switched off"), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: mark))
  }

  @Test func `what git was told not to look at is checked as it is staged`() throws {
    for flag in ["--skip-worktree", "--assume-unchanged"] {
      let repository = try Self.repository()
      try repository.write("a.journey", Self.slower)
      try repository.git("add", "a.journey")
      try repository.git("update-index", flag, "a.journey")
      try repository.write("a.journey", Self.script)
      #expect(Self.weak(try Self.check(repository, "--staged", ".")) == ["Checkout"])
    }
  }

  @Test func `what a person's own git ignores is new all the same`() throws {
    let repository = try Self.repository()
    try repository.write("mine", "new.journey\nother.journey\n")
    try repository.git("config", "core.excludesFile", repository.url.appending(path: "mine").path)
    try repository.write(".git/info/exclude", "other.journey\n")
    try repository.write("new.journey", Self.script)
    try repository.write("other.journey", Self.script)
    let result = try Self.check(repository, "--changed", ".")
    #expect(Self.weak(result) == ["Checkout", "Search"], "\(result.output)")
  }

  @Test func `files that only look changed to git are not`() throws {
    let repository = try Self.repository()
    try repository.write("a.journey", Self.script)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_000_000)],
      ofItemAtPath: repository.url.appending(path: "a.journey").path)
    #expect(try repository.check("--changed", ".").output.hasPrefix("Nothing to check"))
    try repository.write("a.journey", Self.script.replacing("\n", with: "\r\n"))
    #expect(Self.weak(try Self.check(repository, "--changed", ".")) == [])
  }

  // MARK: With other options

  @Test func `the baseline comes first, then what changed`() throws {
    let repository = try Self.repository()
    _ = try repository.check("--profile", "strict", ".", "--write-baseline", "known.json")
    try repository.write("a.journey", Self.slower.replacing("  channel web\n", with: "  channel web\n  channel app\n"))
    let result = try Self.check(repository, "--changed", "--baseline", "known.json", ".")
    #expect(Self.weak(result) == [] && result.output.contains("app"), "\(result.output)")
    let json = try repository.check(
      "--profile", "strict", "--format", "json", "--changed", "--baseline", "known.json", ".")
    #expect(json.output.contains("\"known\": ") && !json.output.contains("\"known\": 0"))
    // What was not looked at is not stale.
    let none = try repository.check("--staged", "--baseline", "known.json", "--strict-baseline", ".")
    #expect(none.code == 0 && !none.output.contains("stale"))
  }

  @Test func `settings and scenarios that may stand elsewhere are not missed`() throws {
    let repository = try Self.repository([
      "project.journey": "project \"P\"\n  severity touchpoint-weak error for other/**\n", "a.journey": Self.script,
      "other/b.journey": Self.script + "scenario Lean of Phone\n  without channel web\n",
    ])
    try repository.write("a.journey", Self.slower)
    #expect(try !Self.check(repository, "--changed", ".").output.contains("unused-setting"))
    #expect(try Self.check(repository, "--changed", "--scenario", "Lean", ".").code == 0)
    let rule = try Self.check(repository, "--changed", "--only", "rule-of-another-script", ".")
    #expect(rule.code == 0 && rule.errors == "")
    #expect(try Self.check(repository, "--changed", "--only", "ded-end", ".").code == 2)
  }

  @Test func `settings of another place that are named may be in no repository`() throws {
    let repository = try Self.repository()
    let outside = try Folder()
    try outside.write("project.journey", "project \"P\"\n")
    let config = outside.url.appending(path: "project.journey").path
    try repository.write("a.journey", Self.slower)
    #expect(Self.weak(try Self.check(repository, "--changed", "--config", config, ".")) == ["Checkout"])
  }

  @Test func `a wrong call says what is wrong with it`() throws {
    let repository = try Self.repository()
    let outside = try Folder()
    try outside.write("a.journey", Self.script)
    for (arguments, message) in [
      (["--since", "main"], "--since says what --changed compares with: say --changed --since main"),
      (["--staged", "--since", "main"], "leave --since out, or say --changed --since main"),
      (["--changed", "--staged"], "say one of them"),
      (["--changed", "--since", "nowhere"], "git knows no revision nowhere"),
      (["--changed", "--since=--output=x"], "git knows no revision --output=x"),
      (["--changed", "--fix"], "leave --changed out"), (["--staged", "--diff"], "leave --staged out"),
    ] {
      let result = try Command(["check", "."] + arguments, in: repository.url, environment: Pipelines.none)
      #expect(result.code == 2 && result.output == "", "\(arguments)")
      #expect(result.errors.contains(message), "\(arguments): \(result.errors)")
    }
    for (arguments, message) in [
      (["a.journey"], "a.journey: there is no git repository, so what changed is not known: leave --changed out"),
      (["-"], "standard input has no history"),
    ] {
      let result = try Command(
        ["check", "--changed"] + arguments, in: outside.url, input: Self.script, environment: Pipelines.none)
      #expect(result.code == 2 && result.errors.contains(message), "\(result.errors)")
    }
    let without = try Command(
      ["check", "--changed", "."], in: repository.url, environment: Pipelines.none.merging(["PATH": "/nowhere"]) { $1 })
    #expect(without.code == 2)
    #expect(without.errors == "journey: --changed takes git, and there is none here: leave it out, or install git\n")
  }

  @Test func `a shallow clone is told to fetch its history`() throws {
    let repository = try Self.repository()
    try repository.write("b.journey", Self.script)
    try repository.commit()
    let folder = try Folder()
    try GitFolder.run(["clone", "-q", "--depth", "1", "file://\(repository.url.path)", "clone"], in: folder.url)
    let result = try Command(
      ["check", "--changed", "--since", "v1", "."], in: folder.url.appending(path: "clone"), environment: Pipelines.none
    )
    #expect(result.code == 2 && result.errors.contains("which is a shallow clone: fetch its history first"))
  }

  @Test func `two branches that changed one file are to be settled before it is staged`() throws {
    let repository = try Self.repository()
    try repository.git("switch", "-q", "-c", "branch")
    try repository.write("a.journey", Self.slower)
    try repository.commit()
    try repository.git("switch", "-q", "main")
    try repository.write("a.journey", Self.script.replacing("on store\n", with: "on store\n      wait 9 min\n"))
    try repository.commit()
    try repository.git("read-tree", "-m", "HEAD~1", "HEAD", "branch")
    let result = try Self.check(repository, "--staged", ".")
    #expect(result.code == 2 && result.errors.contains("a.journey: two branches changed it"), "\(result.errors)")
    try repository.write("a.journey", "<<<<<<< HEAD\n" + Self.script)
    #expect(try Self.check(repository, "--changed", ".").code == 1)
  }
}
