// swift-tools-version: 6.2
import PackageDescription

// What a developer writes who embeds Concord: a package that knows nothing but its products.
let package = Package(
  name: "Embedding",
  // Without traits: not what only Concord's own tool needs.
  dependencies: [.package(name: "Concord", path: "../../..", traits: [])],
  targets: [
    .executableTarget(
      name: "notes", dependencies: [.product(name: "Concord", package: "Concord")])
  ],
  swiftLanguageModes: [.v6]
)
