import Journey
import JourneySession

/// What must hold for a conversation: what is wrong changes nothing, and every line can be taken back.
enum SessionChecks {
  static func conversation(_ bytes: [UInt8]) -> [String] {
    var session = Session(host: SessionHost(limits: FuzzTarget.limits))
    var problems: [String] = []
    for line in FuzzTarget.lines(of: bytes).prefix(12) where line.utf8.count <= 400 {
      let (source, prompt) = (session.source.padded, session.prompt)
      _ = session.isComplete(line)
      let answer = session.answer(to: line)
      if answer.isProblem, session.source.padded != source || session.prompt != prompt {
        problems.append("a problem has changed something: \(line)")
      }
      if answer.text.unicodeScalars.contains("\u{1B}") { problems.append("an answer steers the terminal: \(line)") }
      problems += FindingChecks.places(of: Tree(session.source).findings, in: [session.source])
    }
    // `:new` and `:open` begin something else, which was never another.
    guard !FuzzTarget.lines(of: bytes).contains(where: { $0.contains(":") }) else { return problems }
    var left = 40
    while left > 0, !session.answer(to: ":undo").isProblem { left -= 1 }
    if session.source.count > 0, left > 0 { problems.append("not everything can be taken back") }
    return problems
  }
}
