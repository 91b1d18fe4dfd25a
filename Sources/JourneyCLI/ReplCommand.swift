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
    let folder = StateFolder.path
    let reader = BlockReader(historyPath: folder.map { $0 + "/history" })
    var hadProblem = false
    while true {
      switch reader.next(with: QueryAssistant()) {
      case .interrupted: continue
      case .ended(let signal): leave(128 + signal)
      case .end, .unfinished:
        if hadProblem, reader.mode == .piped { leave(ExitStatus.findings) }
        return
      case .block(let line):
        switch session.answer(to: line) {
        case .text(let text): if !text.isEmpty { reader.write(text + "\n") }
        case .problem(let text):
          hadProblem = true
          Files.write(text + "\n", to: 2)
        case .end: return
        }
      }
    }
  }
}

/// Queries are one row each; nothing else is known of them yet.
private struct QueryAssistant: Assistant {
  let prompt = "journey> "
  func isComplete(_ text: String) -> Bool { true }
  func indentation(ofRowAfter text: String) -> Int { 0 }
  func colours(of text: String) -> [Coloured] { [] }
  func completions(of text: String, at offset: Int) -> Completions { Completions(replacing: offset..<offset, with: []) }
}
