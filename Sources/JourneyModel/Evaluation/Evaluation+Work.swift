import CStack
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
  @inline(__always)
  mutating func spend(_ count: Int, at node: NodeID, in file: Int) -> Bool {
    steps += count
    return steps < nextLook && journey_stack_address() >= limits.taken.easy || look(node, file)
  }

  /// Looks at what may be nearly spent.
  @inline(never)
  private mutating func look(_ node: NodeID, _ file: Int) -> Bool {
    noteStack(node, file) && (steps < nextLook || lookUp(node, file))
  }

  /// Looks, now and then, at the budget of steps and of memory, and asks the host whether to go on; says no once the
  /// evaluation has ended.
  @discardableResult
  mutating func lookUp(_ node: NodeID, _ file: Int) -> Bool {
    guard !isExhausted else { return false }
    nextLook = min(steps + Evaluation.stride, limits.steps)
    if steps > limits.steps {
      exhaust(
        "The script asks for more than \(limits.steps) steps of work", at: node, in: file,
        help: "Look for blocks inside blocks, or conditions that go through all touchpoints for each touchpoint.")
    } else if let interruption = limits.interruption {
      let (title, help) = interruption.words(of: isQuery ? "evaluation" : "check")
      exhaust(title, at: node, in: file, help: help, code: interruption.code)
    } else if !isQuery, memory > limits.memory {
      let finding = Limits.outOfMemory(limit: limits.memory, at: model.trees[file].place(node))
      exhaust(finding.title, at: node, in: file, help: finding.help, code: .tooMuchMemory)
    }
    return !isExhausted
  }

  /// Looks up at every few thousandth round of a loop that takes no steps; says no once the evaluation has ended.
  @inline(__always)
  mutating func goesOn(_ round: Int) -> Bool {
    guard round % Evaluation.stride == Evaluation.stride - 1 else { return !isExhausted }
    return lookUp(model.trees[0].file, 0)
  }

  /// After how many steps the host is asked whether to go on.
  static let stride = 4_096

  /// Ends the evaluation and says why, once; also where other findings wait.
  mutating func exhaust(_ title: String, at node: NodeID, in file: Int, help: String, code: Code = .tooMuchWork) {
    guard !isExhausted else { return }
    isExhausted = true
    // Whoever takes another step looks up, and hears that it is over.
    nextLook = 0
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

  /// The steps that looking through so many of something for one of them counts for.
  static func weight(ofSearching count: Int) -> Int { count / 8 }

  /// The steps that making or keeping so many bytes of text counts for.
  static func weight(ofBytes count: Int) -> Int { count / 16 }
}
