import ArgumentParser
struct ExplainCommand: ParsableCommand { mutating func run() throws {} }
struct FormatCommand: ParsableCommand { mutating func run() throws {} }
