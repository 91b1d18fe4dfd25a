import ArgumentParser
import Journey
import JourneyREPL
import JourneySession

/// `journey repl [FILE…]`
struct ReplCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl", abstract: "Describes and explores a journey, line by line.",
    discussion: """
      What is typed extends the journey or asks something of it; `:help` shows how. Lines that come through a pipe are \
      answered one by one; the first that is wrong ends it with exit code 1.
      """)

  @Argument(help: "The script to begin with, or several: the first is opened, and of each it is said how it stands.")
  var paths: [String] = []

  @Option(help: "The day, such as 2026-11-21, that the dates of waivers are compared with.")
  var today: Day?

  @OptionGroup var project: ProjectOptions

  @Flag(help: "Go on after a line that is wrong; the exit code is 1 all the same.")
  var keepGoing = false

  @Flag(help: "Print what is typed, too, behind the prompt: for documentation.")
  var transcript = false

  @Flag(help: "Do not run the lines of the startup file.")
  var noStartup = false

  mutating func run() throws {
    var limits = Limits()
    // Ctrl-C ends what is being evaluated, and nothing else.
    limits.isCancelled = { Interrupt.isRequested }
    // A file that was named and cannot be read is an error of the call.
    let projects = try Projects(config: project.config, vocabulary: project.words.vocabulary, limits: limits)
    var host = CommandHost.host(config: project.config, limits: limits)
    host.vocabulary = projects.vocabulary
    host.today = today
    host.hasEditor = Terminal.isInput && Terminal.isOutput && !transcript
    var session = Session(host: host)
    var opening = Answer("")
    // The first is opened last, and so stays open; `:load` goes to another.
    for path in paths.reversed() {
      let answer = session.load(path)
      if answer.isProblem { throw Failure.usage(answer.text) }
      opening.text = answer.text + (opening.text.isEmpty ? "" : "\n" + opening.text)
    }
    guard Terminal.isInput, Terminal.isOutput, !transcript else { return pipe(&session) }
    var conversation = Conversation(session, greeting: paths.isEmpty ? "Type a line, or `:help`." : opening.text)
    if !noStartup, let file = CommandHost.startupFile { conversation.runStartup(file) }
    conversation.run()
  }

  // MARK: Pipes

  /// Answers what comes through a pipe, text by text.
  private func pipe(_ session: inout Session) {
    // Nobody is there to be asked twice: who says `:quit` means it. A transcript is what a person would have seen.
    session.settings.asksBeforeLoss = transcript
    var typed: String?
    var hadProblem = false
    while let line = readLine() {
      let text = typed.map { $0 + "\n" + line } ?? line
      guard session.isComplete(text) else {
        typed = text
        continue
      }
      typed = nil
      let prompt = session.prompt
      let answer = session.answer(to: text)
      let isEmpty = text.allSatisfy { $0 == " " || $0 == "\t" }
      if transcript, !isEmpty { Files.write(Transcript.lines(prompt: prompt, typed: text)) }
      if !answer.text.isEmpty { Files.write(answer.text + "\n", to: answer.isProblem && !transcript ? 2 : 1) }
      if answer.isProblem {
        hadProblem = true
        if !keepGoing { leave(ExitStatus.findings) }
      }
      if answer.effect == .leave { break }
    }
    if let typed {
      if transcript { Files.write(Transcript.lines(prompt: session.prompt, typed: typed)) }
      Files.write("The input ends inside a block: \(session.whatIsOpen(in: typed))\n", to: transcript ? 1 : 2)
      leave(ExitStatus.findings)
    }
    if hadProblem { leave(ExitStatus.findings) }
  }
}
