import Journey

/// Changes taken back, brought again, and tried on a copy.
extension Session {
  mutating func undo() -> Answer {
    guard let moment = past.popLast() else {
      return .problem(
        beforeWhatIf == nil ? "There is nothing to undo." : "Nothing was tried yet. `:drop` ends the what-if.")
    }
    future.append(Moment(bytes: bytes, standing: standing, entry: moment.entry))
    return goBack(to: moment, "Undid")
  }

  mutating func redo() -> Answer {
    guard let moment = future.popLast() else { return .problem("There is nothing to redo.") }
    past.append(Moment(bytes: bytes, standing: standing, entry: moment.entry))
    return goBack(to: moment, "Again")
  }

  private mutating func goBack(to moment: Moment, _ word: String) -> Answer {
    let old = check
    adopt(examine(Source(name: source.name, bytes: moment.bytes)), moment.standing)
    let changes = Changes(from: old, to: check, declared: "\(word): \(Session.oneLine(moment.entry))")
    return Answer(changes.sentence)
  }

  /// A typed text on one line.
  static func oneLine(_ text: String) -> String {
    let rows = text.split(separator: "\n")
    let first = Display.plain(String(rows.first ?? "").trimmingBlanks, limit: 72)
    return rows.count > 1 ? "\(first) … (\(rows.count) lines)" : first
  }

  func history() -> Answer {
    guard !past.isEmpty else { return Answer("Nothing has changed.") }
    let width = "\(past.count)".count
    let first = max(0, past.count - settings.rows)
    let lines = past[first...].enumerated().map { number, moment in
      let digits = "\(first + number + 1)"
      return String(repeating: " ", count: width - digits.count) + digits + "  " + Session.oneLine(moment.entry)
    }
    return Answer(lines.joined(separator: "\n"))
  }

  // MARK: What if

  mutating func whatIf(_ argument: String) -> Answer {
    switch argument.lowercased() {
    case "keep": return keep()
    case "drop": return drop()
    default: break
    }
    if let before = beforeWhatIf {
      if !argument.isEmpty { return answer(to: argument) }
      let old = examine(Source(name: source.name, bytes: before.bytes))
      let lines = Changes(from: old, to: check, declared: "", limit: 20).lines
      let verdict = "`:keep` makes this part of the journey, `:drop` goes back."
      guard bytes != before.bytes else { return Answer("Nothing was tried yet.") }
      return Answer(((lines.isEmpty ? ["Nothing is stronger or weaker."] : lines) + [verdict]).joined(separator: "\n"))
    }
    beforeWhatIf = WhatIf(bytes: bytes, standing: standing, past: past, future: future)
    past = []
    future = []
    guard !argument.isEmpty else {
      return Answer("What you change from here on is a trial. `:keep` makes it part of the journey, `:drop` goes back.")
    }
    let answer = answer(to: argument)
    // A trial that did not begin is none.
    if answer.isProblem, let before = beforeWhatIf {
      beforeWhatIf = nil
      (past, future) = (before.past, before.future)
    }
    return answer
  }

  mutating func keep() -> Answer {
    guard let before = beforeWhatIf else { return .problem("Nothing is being tried. `:what-if` begins.") }
    let count = past.count
    let old = examine(Source(name: source.name, bytes: before.bytes))
    // Kept, a trial is one change: one undo takes it back.
    past = before.past
    future = before.future
    beforeWhatIf = nil
    guard bytes != before.bytes else { return Answer("Nothing was tried.") }
    past.append(
      Moment(bytes: before.bytes, standing: before.standing, entry: ":what-if (\(Summary.counted(count, "change")))"))
    future = []
    return Answer(Changes(from: old, to: check, declared: "Kept \(Summary.counted(count, "change"))").sentence)
  }

  mutating func drop() -> Answer {
    guard let before = beforeWhatIf else { return .problem("Nothing is being tried. `:what-if` begins.") }
    beforeWhatIf = nil
    adopt(examine(Source(name: source.name, bytes: before.bytes)), before.standing)
    (past, future) = (before.past, before.future)
    return Answer("Dropped; the journey is as it was.")
  }
}

extension String {
  /// The text without blanks around it.
  var trimmingBlanks: String {
    var text = drop { $0 == " " || $0 == "\t" }
    while text.last == " " || text.last == "\t" || text.last == "\r" { text.removeLast() }
    return String(text)
  }
}
