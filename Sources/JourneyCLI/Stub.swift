import ArgumentParser
struct ExplainCommand: ParsableCommand { mutating func run() throws {} }
