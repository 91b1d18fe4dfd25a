import ArgumentParser
import Journey

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The command `journey`.
@main
struct JourneyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journey",
    abstract: "Checks customer journeys: which layers are missing, which are weak, where the way breaks.",
    discussion: """
      Begin with `journey new "My journey"`, or check what you have: `journey check FOLDER`. The exit code is 0 where nothing is to mend, 1 where something is, 2 where \
      the call or a path is wrong, and 3 where Journey itself failed.
      """,
    version: Engine.version,
    subcommands: [
      NewCommand.self, CheckCommand.self, TestCommand.self, LayersCommand.self, AnalyzeCommand.self, QueryCommand.self,
      CompareCommand.self, ShowCommand.self, FormatCommand.self, ExplainCommand.self, ReplCommand.self,
      MeasureCommand.self,
      UnknownCommand.self,
    ], defaultSubcommand: UnknownCommand.self)

  /// Parses the arguments and runs; a synchronous entry, since an asynchronous one costs a static binary 10 ms.
  static func main() {
    do {
      if let check = Check(plain: Array(CommandLine.arguments.dropFirst())) {
        try check.run()
      } else {
        var command = try parseAsRoot()
        try command.run()
      }
    } catch let failure as Failure {
      // Names in it may have several lines, and pipelines read commands from both streams.
      Files.write(GitHubReport.defused("journey: \(failure)\n"), to: STDERR_FILENO)
      leave(ExitStatus.usage)
    } catch {
      let code = exitCode(for: error)
      let message = fullMessage(for: error)
      if code == .validationFailure {
        Files.write(message + "\n", to: STDERR_FILENO)
        leave(ExitStatus.usage)
      }
      if !message.isEmpty { Files.write(message + "\n") }
      leave(code.rawValue)
    }
  }
}

/// Ends the program with an exit code.
func leave(_ code: Int32) -> Never { exit(code) }
