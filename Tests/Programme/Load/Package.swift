// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that building and testing Concord takes no notice of it. Built and run
// by ../readers.sh.
let package = Package(
  name: "ConcordLoad",
  dependencies: [.package(name: "Concord", path: "../../..")],
  targets: [
    .target(name: "SeenMutex"),
    .executableTarget(
      name: "ConcordLoad",
      dependencies: ["SeenMutex", .product(name: "Concord", package: "Concord")]),
  ],
  swiftLanguageModes: [.v6]
)
