import JourneySession
import Testing

/// What `:help` teaches can be typed as it stands.
struct HelpTests {
  @Test func `the examples of help run, topic by topic`() {
    var session = Session(host: TestHost().host)
    for topic in ["", "questions", "statements", "changes"] {
      let text = session.answer(to: ":help \(topic)").text
      let rows = text.split(separator: "\n").filter { $0.hasPrefix("    ") }.map { String($0.dropFirst(4)) }
      #expect(rows.count >= 5, "\(topic)")
      var typed = ""
      for row in rows {
        typed += (typed.isEmpty ? "" : "\n") + row
        guard session.isComplete(typed) else { continue }
        let answer = session.answer(to: typed)
        #expect(!answer.isProblem, ":help \(topic): \(typed)\n\(answer.text)")
        typed = ""
      }
      #expect(typed.isEmpty, "\(typed)")
    }
  }

  @Test func `every command says what it does, and shows a call of itself`() {
    var session = Session(host: TestHost().host)
    for command in Command.all {
      let text = session.answer(to: ":help \(command.name)").text
      #expect(text.contains(command.summary))
      #expect(!command.examples.isEmpty && command.examples.allSatisfy { $0.hasPrefix(":\(command.name)") })
      #expect(command.summary.hasSuffix(".") && !command.summary.contains("\n"))
      #expect(session.answer(to: ":help commands").text.contains(":\(command.name)"))
    }
  }

  @Test func `as many letters as tell a command from the others are enough`() {
    for command in Command.all {
      #expect(Command.named(command.name).map(\.name) == [command.name])
      let shortest = (1...command.name.count).map { String(command.name.prefix($0)) }.first {
        Command.named($0).count == 1
      }
      #expect(Command.named(shortest ?? "").map(\.name) == [command.name])
    }
    var session = Session(host: TestHost().host)
    #expect(session.answer(to: ":s").text.contains("may be `:"))
    #expect(session.answer(to: ":hepl").text.contains("`:help`"))
  }

  @Test func `help takes no more than a screen`() {
    var session = Session(host: TestHost().host)
    #expect(session.answer(to: ":help").text.split(separator: "\n", omittingEmptySubsequences: false).count <= 42)
  }
}
