import ArgumentParser
import Journey
import JourneyREPL

/// `journey repl FILE`
struct ReplCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl", abstract: "Answers expressions over a journey, line by line.")

  @Argument(help: "The script.")
  var path: String

  mutating func run() throws {
    let check = Engine(loader: Imports.loader(limits: Limits())).check(try Script.source(path))
    let errors = check.findings.filter { $0.severity == .error }.count
    if errors > 0 {
      Files.write(
        "\(Display.plain(path, limit: 400)) has \(errors) error\(errors == 1 ? "" : "s"), which `journey check` shows.\n",
        to: 2)
    }
    let session = Session(check.model)
    let reader = LineReader()
    var hadProblem = false
    while let line = reader.next() {
      switch session.answer(to: line) {
      case .text(let text): if !text.isEmpty { Files.write(text + "\n") }
      case .problem(let text):
        hadProblem = true
        Files.write(text + "\n", to: 2)
      case .end: return
      }
    }
    if hadProblem, !Terminal.isInput { leave(ExitStatus.findings) }
  }
}
