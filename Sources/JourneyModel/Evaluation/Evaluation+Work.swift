import JourneySyntax

/// How much work a script may ask for: steps are counted, and when the budget is spent everything stops.
///
/// What is not one step is weighed: a list that is copied or searched by its members, a text that is made or kept by
/// its bytes. So the budget bounds time and memory both, and neither a list of lists nor a long text in a block of many
/// rounds gets round it.
extension Evaluation {
  /// Counts a step of work; false when the budget is spent, which is said once.
  mutating func step(at node: NodeID, in file: Int) -> Bool { spend(1, at: node, in: file) }

  /// Counts several steps of work; false when the budget is spent, which is said once.
  mutating func spend(_ count: Int, at node: NodeID, in file: Int) -> Bool {
    steps += count
    if steps >= nextLook { lookUp(node, file) }
    guard steps > limits.steps else { return true }
    exhaust(
      "The script asks for more than \(limits.steps) steps of work", at: node, in: file,
      help: "Look for blocks inside blocks, or conditions that go through all touchpoints for each touchpoint.")
    return false
  }

  /// Asks the host, now and then, whether somebody wants it to stop.
  private mutating func lookUp(_ node: NodeID, _ file: Int) {
    nextLook = steps + 4_096
    guard !isExhausted, limits.isCancelled?() == true else { return }
    exhaust(
      "The evaluation was stopped before it was done", at: node, in: file,
      help: "Ask for less at once, or let it run to its end.")
    steps = limits.steps + 1
  }

  /// Ends the evaluation and says why, once; also where other findings wait.
  mutating func exhaust(_ title: String, at node: NodeID, in file: Int, help: String, code: Code = .tooMuchWork) {
    steps = max(steps, limits.steps)
    guard !isExhausted else { return }
    isExhausted = true
    restraint.add(errors: 1)
    findings.append(
      Finding(code.rawValue, .error, title, at: model.trees[file].place(node), help: help))
  }

  /// The steps that a line counts for which is read where it does not stand: the note of that is larger than the line.
  static let weightOfLine = 8

  /// The value, if the work that it weighs is left: what is taken from a variable or made of parts is copied sooner or
  /// later, into the model or into a report.
  mutating func weighed(_ value: Value, at node: NodeID, in file: Int) -> Value {
    switch value {
    case .text(let text): spend(Evaluation.weight(ofBytes: text.utf8.count), at: node, in: file) ? value : .none
    case .list(let values):
      spend(values.reduce(2 * values.count) { $0 + Evaluation.weight(of: $1) }, at: node, in: file) ? value : .none
    default: value
    }
  }

  private static func weight(of value: Value) -> Int {
    if case .text(let text) = value { weight(ofBytes: text.utf8.count) } else { 0 }
  }

  /// The steps that making or keeping so many bytes of text counts for.
  static func weight(ofBytes count: Int) -> Int { count / 16 }
}
