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

let package = Package(
  name: "journey",
  platforms: [.macOS(.v15)],
  products: [.library(name: "JourneySyntax", targets: ["JourneySyntax"])],
  dependencies: [],
  targets: [
    .target(name: "JourneySyntax", swiftSettings: strict),
    .target(name: "JourneyModel", dependencies: ["JourneySyntax"], swiftSettings: strict),
    .target(name: "JourneyRules", dependencies: ["JourneySyntax", "JourneyModel"], swiftSettings: strict),
    .testTarget(
      name: "ModelTests", dependencies: ["JourneySyntax", "JourneyModel"], path: "Tests/ModelTests",
      swiftSettings: strict),
  ]
)
