import ArgumentParser
import Journey
import JourneySession

/// `journey measure`, for the benchmarks: how long a part of the engine takes, without the start of a process.
struct MeasureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure", abstract: "Measures a part of the engine, for the benchmarks.", shouldDisplay: false)

  @Argument(help: "The part: parse, typing, rules, check, or calls.")
  var part: String

  @Argument(help: "The script.")
  var path: String

  mutating func run() throws {
    switch part {
    case "parse": try parse()
    case "typing": try type()
    case "rules": try ask()
    case "check": try check()
    case "calls": try call()
    default: throw Failure.usage("only `parse`, `typing`, `rules`, `check` and `calls` can be measured")
    }
  }

  private func parse() throws {
    let source = try Script.source(path)
    var tree: Tree?
    let seconds = MeasureCommand.seconds { tree = Tree(source) }
    guard let tree else { return }
    let size = tree.nodes.count * MemoryLayout<Node>.stride + tree.names.byteCount
    Files.write("parse \(source.count) \(seconds) \(tree.nodes.count) \(size)\n")
  }

  /// How long the rules of a script take over its finished model, and how many items do not meet each: the median.
  private func ask() throws {
    let model = Model.evaluating(Tree(try Script.source(path))).0
    var counts: [Int] = []
    let seconds = (0..<5).map { _ in MeasureCommand.seconds { counts = model.countBreaches().map(\.count) } }.sorted()
    Files.write("rules \(seconds[2]) \(counts.map { "\($0)" }.joined(separator: " "))\n")
  }

  /// How long the check of a compiled script takes, with another parameter each time, and what is found: the median of
  /// rounds of a thousand.
  private func check() throws {
    let script = Engine().compile(try Script.source(path))
    var count = 0
    let seconds = (0..<9).map { round in
      MeasureCommand.seconds {
        for time in 0..<1000 { count = script.check(parameters: ["wanted": "\(time % 90 + round)%"]).findings.count }
      } / 1000
    }.sorted()
    Files.write("check \(seconds[4]) \(count)\n")
  }

  /// How long a call of a host's function takes, asked by a rule of every touchpoint, less the same rule without the call.
  ///
  /// Each touchpoint is asked by itself: a condition without calls would else be asked of all at once.
  private func call() throws {
    var vocabulary = HostVocabulary()
    vocabulary.function("letters", "How long a text is.", parameters: ["text"]) { (text: String) in text.utf8.count }
    let engine = Engine(validator: Validator(rules: []), vocabulary: vocabulary)
    let script = try Script.source(path)
    var limits = Limits()
    limits.batch = .max
    func seconds(_ condition: String) -> (Double, Int) {
      let rule = "rule measured\n  every touchpoint\n  expect \(condition)\n  because \"It is measured\"\n"
      let source = Source(name: path, text: script.text(script.range) + rule)
      let model = engine.check(source).model
      let seconds = (0..<9).map { _ in MeasureCommand.seconds { _ = model.countBreaches(limits: limits) } }.sorted()
      return (seconds[4], model.journeys.reduce(0) { $0 + $1.touchpoints.count })
    }
    let (called, count) = seconds("letters(name) > 0")
    let (alone, _) = seconds("name is not \"x\"")
    Files.write("calls \((called - alone) / Double(max(count, 1))) \(count)\n")
  }

  /// What a session takes for each key, for what is offered, and for a line, with a script loaded: the 95th percentiles.
  private func type() throws {
    var session = Session(host: CommandHost.host(limits: Limits()))
    _ = session.load(path)
    let model = session.model
    guard let stage = model.items.indices.last(where: { model.items[$0].kind == .stage }) else {
      throw Failure.usage("\(path) has no stage to type into")
    }
    _ = session.answer(to: ":open \"\(model.name(of: ItemID(stage)))\"")
    let lines = [
      "touchpoint \"Measured {n}\"", "purpose advise", "wait 3 min", "leads to exit for 20%",
      "touchpoints where wait > 2 min show name, wait", "count(touchpoints where strength > 50%)",
    ]
    var keys: [Double] = []
    var offers: [Double] = []
    var answers: [Double] = []
    for round in 0..<8 {
      for line in lines {
        let text = line.split(separator: "{n}", omittingEmptySubsequences: false).joined(separator: "\(round)")
        for count in 1...text.utf8.count {
          let typed = String(decoding: Array(text.utf8.prefix(count)), as: UTF8.self)
          keys.append(
            MeasureCommand.best {
              _ = session.isComplete(typed)
              _ = session.colours(of: typed)
              _ = session.indentation(ofRowAfter: typed)
            })
          offers.append(MeasureCommand.best { _ = session.completions(of: typed, at: count) })
        }
        answers.append(MeasureCommand.seconds { _ = session.answer(to: text) })
      }
    }
    Files.write(
      "typing \(session.source.count) key \(percentile(keys)) completion \(percentile(offers)) line \(percentile(answers))\n"
    )
  }

  private func percentile(_ seconds: [Double]) -> Double {
    seconds.isEmpty ? 0 : seconds.sorted()[min(seconds.count - 1, seconds.count * 95 / 100)]
  }

  /// The best of three: what else the machine does is not the session's.
  private static func best(_ body: () -> Void) -> Double {
    (0..<3).map { _ in seconds(body) }.min() ?? 0
  }

  private static func seconds(_ body: () -> Void) -> Double {
    let time = ContinuousClock().measure(body).components
    return Double(time.seconds) + Double(time.attoseconds) / 1e18
  }
}
