// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "ConcordBenchmarks",
  products: [.executable(name: "concord-bench", targets: ["concord-bench"])],
  // Without traits: not what only Concord's own tool needs.
  dependencies: [.package(name: "Concord", path: "../", traits: [])],
  targets: [
    .executableTarget(
      name: "concord-bench",
      dependencies: [
        .product(name: "Concord", package: "Concord"),
        .product(name: "ConcordCorpus", package: "Concord"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
