// swift-tools-version: 6.2
import PackageDescription

/// The settings of every Swift target, tests included: what can be checked by the compiler is.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// The modules of the standard library, compiled in as they are; what is embedded costs the compiler time with its square,
/// so each stays small.
let library = ["layers", "channels", "first", "aida", "aarrr", "race", "5e", "stdc", "cdj"].map {
  "Library/\($0).journey"
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "journey",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Journey", targets: ["Journey"]),
    .library(name: "JourneySession", targets: ["JourneySession"]),
    .library(name: "CJourney", type: .dynamic, targets: ["CJourney"]),
    .library(name: "CJourneyStatic", type: .static, targets: ["CJourney"]),
    .executable(name: "journey", targets: ["JourneyCLI"]),
  ],
  traits: [
    .trait(
      name: "LibEdit", description: "The REPL edits blocks with libedit; without it, it reads lines as they come."),
    .default(enabledTraits: ["LibEdit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // From the bottom up.
    .systemLibrary(name: "CStack", path: "Sources/CStack/include"),
    .target(name: "JourneySyntax", dependencies: ["CStack"], swiftSettings: strict),
    .target(
      name: "JourneyModel", dependencies: ["CStack", "JourneySyntax"], resources: library.map { .embedInCode($0) },
      swiftSettings: strict),
    .target(name: "JourneyRules", dependencies: ["JourneySyntax", "JourneyModel"], swiftSettings: strict),
    .target(name: "Journey", dependencies: ["JourneySyntax", "JourneyModel", "JourneyRules"], swiftSettings: strict),
    // The header is written by hand; the compiler holds each function of CJourney against it.
    .systemLibrary(name: "CJourneyHeader", path: "Sources/CJourney/include"),
    .target(
      name: "CJourney", dependencies: ["CJourneyHeader", "Journey"], exclude: ["include", "exports.map", "link"],
      swiftSettings: strict),
    .systemLibrary(name: "CLibEdit", providers: [.apt(["libedit-dev"]), .brew(["libedit"])]),
    .target(name: "JourneySession", dependencies: ["Journey"], path: "REPL/Session", swiftSettings: strict),
    .target(name: "CTerminal"),
    .target(name: "CMemory"),
    .target(
      name: "JourneyREPL",
      dependencies: ["Journey", "CTerminal", .target(name: "CLibEdit", condition: .when(traits: ["LibEdit"]))],
      path: "REPL", exclude: ["Session", "Transcripts"], swiftSettings: strict),
    .target(name: "GitIgnore", swiftSettings: strict),
    .executableTarget(
      name: "JourneyCLI",
      dependencies: ["GitIgnore", "Journey", "JourneySession", "JourneyREPL", "CMemory", "CTerminal", argumentParser],
      swiftSettings: strict),

    // The grammar stands apart: only tests read it.
    .target(
      name: "JourneyGrammar", path: "Grammar",
      exclude: [
        "Language.md", "Rules.md", "model.schema.json", "findings.schema.json", "layers.schema.json",
        "analysis.schema.json", "tests.schema.json", "query.schema.json", "comparison.schema.json",
        "baseline.schema.json", "vocabulary.schema.json",
      ],
      resources: [.embedInCode("Journey.ebnf")], swiftSettings: strict),

    .testTarget(name: "GrammarTests", dependencies: ["JourneyGrammar"], swiftSettings: strict),
    .testTarget(name: "SyntaxTests", dependencies: ["JourneyGrammar", "JourneySyntax"], swiftSettings: strict),
    .testTarget(
      name: "ModelTests", dependencies: ["JourneySyntax", "JourneyModel"], exclude: ["TwelveChannels.journey"],
      swiftSettings: strict),
    .testTarget(
      name: "RulesTests", dependencies: ["JourneySyntax", "JourneyModel", "JourneyRules"], swiftSettings: strict),
    .testTarget(name: "JourneyTests", dependencies: ["Journey"], swiftSettings: strict),
    .testTarget(
      name: "LanguageTests", dependencies: ["Journey"], exclude: ["Mistakes.md"], swiftSettings: strict),
    .testTarget(
      name: "ExampleTests", dependencies: ["Journey", "Screen"], exclude: ["Findings"], swiftSettings: strict),
    .testTarget(name: "CommandTests", dependencies: ["JourneyCLI"], swiftSettings: strict),
    // What fuzzing asks of the engine, and what asks it: libFuzzer in a build of `make fuzz`, a test of what it kept.
    .target(
      name: "FuzzChecks", dependencies: ["CJourney", "CJourneyHeader", "GitIgnore", "Journey", "JourneySession"],
      path: "Tests/Fuzz/Checks", swiftSettings: strict),
    .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzz/CLibFuzzer"),
    .executableTarget(
      name: "journey-fuzz", dependencies: ["FuzzChecks", "CLibFuzzer"], path: "Tests/Fuzz/Driver",
      swiftSettings: strict),
    .testTarget(name: "FuzzTests", dependencies: ["FuzzChecks"], exclude: ["Attacks.md"], swiftSettings: strict),
    .testTarget(name: "ArchitectureTests", dependencies: ["JourneyGrammar"], swiftSettings: strict),
    // The example in Swift is a package of its own as well; here it is built with the rest, so that a test can run it.
    .executableTarget(
      name: "Campaigns", dependencies: ["Journey"], path: "Examples/Embedding/Swift/Sources/Campaigns",
      swiftSettings: strict),
    .testTarget(
      name: "EmbeddingTests", dependencies: ["CJourney", "CJourneyHeader", "Campaigns", "Journey"],
      exclude: ["calls.c"], swiftSettings: strict),
    .testTarget(name: "SessionTests", dependencies: ["Journey", "JourneySession"], swiftSettings: strict),
    // A terminal to look at, for the tests of what is painted.
    .target(name: "Screen", dependencies: ["Journey"], path: "Tests/Screen", swiftSettings: strict),
    .testTarget(name: "EditingTests", dependencies: ["JourneyREPL", "Screen"], swiftSettings: strict),
    // A REPL over a tiny language, for the tests on a terminal.
    .executableTarget(name: "repl-probe", dependencies: ["JourneyREPL"], path: "Tests/Probe", swiftSettings: strict),
    // Many threads that share one engine, for `make sanitize`.
    .executableTarget(name: "thread-hammer", dependencies: ["Journey"], path: "Tests/Hammer", swiftSettings: strict),
    .testTarget(
      name: "TerminalTests", dependencies: ["JourneyCLI", "CTerminal", "Screen", "repl-probe"], swiftSettings: strict),
  ]
)
