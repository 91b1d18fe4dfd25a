// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "campaigns",
  platforms: [.macOS(.v15)],
  dependencies: [
    // From elsewhere: .package(url: "…", from: "0.1.0"); the name is that of the package, whatever the folder is called.
    .package(name: "journey", path: "../../..")
  ],
  targets: [
    .executableTarget(
      name: "Campaigns", dependencies: [.product(name: "Journey", package: "journey")],
      swiftSettings: [.swiftLanguageMode(.v6)])
  ]
)
