import ArgumentParser
import Journey

/// `journey bench parse FILE`: one figure for the benchmarks, which cannot reach the parser by itself otherwise.
struct MeasureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measures a part of the engine, for the benchmarks.", shouldDisplay: false)

  @Argument(help: "The part: parse.")
  var part: String

  @Argument(help: "The script.")
  var path: String

  mutating func run() throws {
    guard part == "parse" else { throw Failure.usage("only `parse` can be measured") }
    let source = try Script.source(path)
    let clock = ContinuousClock()
    var tree: Tree?
    let time = clock.measure { tree = Tree(source) }
    guard let tree else { return }
    let size = tree.nodes.count * MemoryLayout<Node>.stride + tree.names.byteCount
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    Files.write("parse \(source.count) \(seconds) \(tree.nodes.count) \(size)\n")
  }
}
