// swift-tools-version: 6.2
import PackageDescription

let concord: [Target.Dependency] = [
  .product(name: "Concord", package: "Concord"),
  .product(name: "ConcordCorpus", package: "Concord"),
]

let package = Package(
  name: "ConcordBenchmarks",
  products: [.executable(name: "concord-bench", targets: ["concord-bench"])],
  dependencies: [
    // Without traits: not what only Concord's own tool needs.
    .package(name: "Concord", path: "../", traits: []),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    // Without traits: no libraries put in front of the allocator and the runtime, which would change
    // what is measured.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "concord-bench",
      dependencies: concord + [
        .product(name: "ArgumentParser", package: "swift-argument-parser")
      ]),
    // The plug-in looks for benchmarks in a folder of this name alone.
    .executableTarget(
      name: "Kernels",
      dependencies: concord + [.product(name: "Benchmark", package: "benchmark")],
      path: "Sources/Benchmarks/Kernels",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ],
  swiftLanguageModes: [.v6]
)
