import ArgumentParser
import Journey

/// Which files are looked at, and how.
struct FileOptions: ParsableArguments {
  @Option(
    help:
      "What is passed over in folders, besides what project.journey excludes, such as drafts or '**/*.old.journey'. May be said several times."
  )
  var exclude: [String] = []

  @Flag(help: "Check what git ignores, too.")
  var noGitignore = false

  @Option(help: "The file whose text comes by standard input: findings, settings and imports go by it.")
  var stdinFilename: String?

  @Option(help: "How many threads check scripts; without it, as many as there are cores.")
  var jobs: Int?

  @Flag(help: "Check again whenever a file is saved that matters, until Ctrl-C.")
  var watch = false

  var choice: FileChoice {
    get throws {
      let patterns = try exclude.map { text in
        guard let pattern = PathPattern(text) else {
          throw Failure.usage(
            "--exclude takes a path below this folder, such as drafts or '**/*.old.journey'; here stands \(text)")
        }
        return pattern
      }
      if let name = stdinFilename, name.isEmpty || name == "-" || name.hasSuffix("/") {
        throw Failure.usage(
          "--stdin-filename takes the name of a file, and here stands \(name.isEmpty ? "nothing" : name)")
      }
      return FileChoice(excluded: patterns, asksGit: !noGitignore, standardInputName: stdinFilename)
    }
  }

  var threads: Int? {
    get throws {
      guard let jobs else { return nil }
      guard (1...1_000).contains(jobs) else { throw Failure.usage("--jobs takes a number from 1 to 1000") }
      return jobs
    }
  }

  /// Refuses what does not go together with watching.
  func refuseContradictions(_ call: CheckCommand) throws {
    guard watch else { return }
    let others = [
      ("--fix", call.fix), ("--unsafe-fixes", call.unsafeFixes), ("--diff", call.diff),
      ("--show-settings", call.showSettings), ("--add-waivers", call.waivers.addWaivers),
      ("--write-baseline", call.known.writeBaseline != nil), ("--prune-baseline", call.known.pruneBaseline),
      ("--changed", call.change.changed), ("--staged", call.change.staged),
    ]
    if let (option, _) = others.first(where: \.1) {
      throw Failure.usage("--watch checks again and again, and \(option) is for once: leave one of them out")
    }
    if call.paths.contains("-") {
      throw Failure.usage(
        "--watch looks at files, and standard input is read once: name the files or folders instead of -")
    }
  }
}
