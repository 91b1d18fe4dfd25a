import ArgumentParser
import Journey

/// What stands behind `journey` where none of its commands does: nothing, a script, or a slip.
struct UnknownCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "unknown", shouldDisplay: false)

  @Argument(parsing: .allUnrecognized)
  var words: [String] = []

  mutating func run() throws {
    guard let word = words.first else { throw CleanExit.helpRequest(JourneyCommand.self) }
    let help = "`journey --help` lists the commands"
    if Files.isFolder(word) != nil || word.hasSuffix(".journey") {
      throw Failure.usage("what is to be done with \(word)? To check it, write: journey check \(word)\n\(help)")
    }
    if ["version", "-v", "-V", "--v"].contains(word) {
      throw Failure.usage("there is no command \(word); the version is shown by: journey --version\n\(help)")
    }
    let commands = ["new", "check", "test", "layers", "analyze", "query", "compare", "show", "fmt", "explain", "repl"]
    let near = Suggestion.near(word, among: commands)
    let meant = UnknownCommand.others[word.lowercased()].map { [$0] } ?? near
    let hint =
      meant.isEmpty ? "to check a script, write: journey check FILE" : "did you mean \(Suggestion.list(meant))?"
    throw Failure.usage("there is no command \(word); \(hint)\n\(help)")
  }

  /// What other tools call it.
  private static let others = [
    "fix": "check --fix", "mend": "check --fix", "format": "fmt", "lint": "check", "validate": "check",
    "run": "check", "build": "check",
    "init": "new", "create": "new", "start": "new", "begin": "new", "template": "new", "add": "new",
    "matrix": "layers", "view": "show", "print": "show", "why": "explain", "shell": "repl", "console": "repl",
    "diff": "compare", "changes": "compare",
  ]
}
