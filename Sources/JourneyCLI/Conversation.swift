import Journey
import JourneyREPL
import JourneySession

/// A session with somebody at a terminal: blocks are edited, answers painted, and unsaved work outlives a crash.
struct Conversation {
  private var session: Session
  private let reader: BlockReader
  private let recovery: RecoveryFile?
  /// What was typed and not taken, to be mended.
  private var givenBack = ""

  /// A conversation that begins with a session, and says something first.
  init(_ session: Session, greeting: String) {
    let folder = StateFolder.path
    self.session = session
    reader = BlockReader(historyPath: folder.map { $0 + "/history" })
    recovery = folder.map { RecoveryFile(folder: $0) }
    self.session.settings.palette = reader.hasColours ? .ansi : .none
    reader.write(greeting + "\n")
    if let folder { offerLeftovers(in: folder) }
  }

  /// Runs the lines of the startup file; what is wrong with them is said, and the others run all the same.
  mutating func runStartup(_ path: String) {
    guard case .success(let source) = CommandHost.read(path, limits: Limits()) else { return }
    for line in source.text(source.range).split(separator: "\n") {
      let answer = session.answer(to: String(line))
      if answer.isProblem { reader.write("\(Display.plain(path, limit: 400)): \(answer.text)\n") }
    }
  }

  /// Answers until the reader leaves.
  mutating func run() {
    while true {
      keep(draft: "")
      session.settings.width = reader.width
      reader.askBeforeLeaving = { [session] in
        var asked = session
        let answer = asked.leave()
        return answer.effect == .leave ? nil : answer.text
      }
      reader.keepDraft = { [session, recovery] in Conversation.keep(session, draft: $0, in: recovery) }
      switch reader.next(with: SessionAssistant(session: session), initial: givenBack) {
      case .block(let text):
        givenBack = ""
        if !respond(to: session.answer(to: text)) { return recovery?.remove() ?? () }
      case .interrupted: givenBack = ""
      case .ended(let signal): leave(128 + signal)
      case .end, .unfinished: return recovery?.remove() ?? ()
      }
    }
  }

  /// Shows an answer and does what it asks for; false where the reader leaves.
  private mutating func respond(to answer: Answer) -> Bool {
    if !answer.text.isEmpty { reader.page(answer.text + "\n") }
    givenBack = answer.giveBack ?? ""
    switch answer.effect {
    case .leave: return false
    case .edit(let text):
      guard let edited = reader.edit(text) else {
        reader.write("The editor ended with an error; nothing was changed.\n")
        return true
      }
      return respond(to: session.take(edited: edited))
    case nil: return true
    }
  }

  // MARK: Recovery

  private func keep(draft: String) { Conversation.keep(session, draft: draft, in: recovery) }

  /// Keeps what is not saved: the script, and the block that is being written as remarks at its end.
  private static func keep(_ session: Session, draft: String, in recovery: RecoveryFile?) {
    guard session.hasUnsavedChanges || !draft.isEmpty else { return recovery?.remove() ?? () }
    var text = session.source.text(session.source.range)
    if !draft.isEmpty {
      if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
      text += draft.split(separator: "\n", omittingEmptySubsequences: false).map { "# unfinished: \($0)\n" }.joined()
    }
    recovery?.keep(text)
  }

  /// Offers what REPLs left behind that ended badly, the last one first.
  private mutating func offerLeftovers(in folder: String) {
    for leftover in RecoveryFile.leftovers(in: folder).reversed() {
      let lines = leftover.text.split(separator: "\n", omittingEmptySubsequences: true)
      let first = lines.first.map { Display.plain(String($0)) } ?? ""
      reader.write(
        "A REPL ended without saving \(lines.count) line\(lines.count == 1 ? "" : "s") that begin with `\(first)`.\n"
          + "Take them up again? `yes`, `no` to be asked next time, or `drop` to lose them.\n")
      switch reader.next(with: Question(prompt: "yes, no, drop › ")) {
      case .block(let text) where "yes".hasPrefix(text.lowercased()) && !text.isEmpty:
        session.take(recovered: leftover.text)
        keep(draft: "")
        leftover.remove()
        reader.write("They are here, and not saved yet: `:save PATH` keeps them.\n")
        return
      case .block(let text) where text.lowercased() == "drop": leftover.remove()
      // Who types a line of a journey has not read the question, and shall not lose the line.
      case .block(let text) where text.lowercased() != "no": givenBack = text
      default: break
      }
    }
  }
}

/// What an editor asks about the language, answered by a session.
private struct SessionAssistant: Assistant {
  let session: Session

  var prompt: String { session.prompt }
  func isComplete(_ text: String) -> Bool { session.isComplete(text) }
  func indentation(ofRowAfter text: String) -> Int { session.indentation(ofRowAfter: text) }
  func indentation(ofLastRowOf text: String) -> Int? { session.indentation(ofLastRowOf: text) }

  func colours(of text: String) -> [JourneyREPL.Coloured] {
    session.colours(of: text).map { part in
      let role: Role =
        switch part.role {
        case .keyword: .keyword
        case .name: .name
        case .text: .text
        case .number: .number
        case .comment: .comment
        case .error: .error
        }
      return JourneyREPL.Coloured(part.range, role)
    }
  }

  func completions(of text: String, at offset: Int) -> JourneyREPL.Completions {
    let found = session.completions(of: text, at: offset)
    return JourneyREPL.Completions(
      replacing: found.range, with: found.candidates.map { JourneyREPL.Completions.Candidate($0.text, $0.summary) })
  }
}

/// A question that is answered with a word.
private struct Question: Assistant {
  let prompt: String
  func isComplete(_ text: String) -> Bool { true }
  func indentation(ofRowAfter text: String) -> Int { 0 }
  func colours(of text: String) -> [JourneyREPL.Coloured] { [] }
  func completions(of text: String, at offset: Int) -> JourneyREPL.Completions {
    JourneyREPL.Completions(replacing: offset..<offset, with: [])
  }
}
