import ArgumentParser
import Journey

/// `journey show FILE`
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows a journey as the engine understands it.")

  @Argument(help: "The script, or - for standard input.")
  var path: String

  mutating func run() throws {
    let source = try Script.source(path)
    let check = Engine(loader: Imports.loader(limits: Limits())).check(source)
    for item in check.model.items { Files.write("\(item.kind) \(item.name) \(check.model.attributes[Int(item.attributes.lowerBound)..<Int(item.attributes.upperBound)].map { "\($0.attribute.rawValue)=\($0.value.text(in: check.model))" })\n") }
  }
}

