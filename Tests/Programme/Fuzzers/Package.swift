// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that building and testing Concord takes no notice of it. Built and run
// by ../fuzz.sh.
let package = Package(
  name: "ConcordFuzzer",
  dependencies: [.package(name: "Concord", path: "../../..")],
  targets: [
    .executableTarget(
      name: "ConcordFuzzer",
      dependencies: [
        .product(name: "Concord", package: "Concord"),
        .product(name: "ConcordCorpus", package: "Concord"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
