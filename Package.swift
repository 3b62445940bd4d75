// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  // Each unsafe expression says so, or does not compile.
  .strictMemorySafety(),
  .treatWarning("StrictMemorySafety", as: .error),
  // Our own types lend out a RawSpan; swift-collections and swift-nio rely on the same feature.
  .enableExperimentalFeature("Lifetimes"),
  // Dynamic dispatch is visible: `any`.
  .enableUpcomingFeature("ExistentialAny"),
  // Imports stay out of the API.
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "Concord",
  products: [
    .library(name: "Concord", targets: ["Concord"])
  ],
  targets: [
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    // Debian's libstemmer has no pkg-config file.
    .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
    .target(name: "Concord", dependencies: ["CZstd", "CStemmer"], swiftSettings: settings),
    // A test target, since release builds then leave it and its @testable imports out.
    .testTarget(
      name: "ConcordTestSupport", dependencies: ["Concord"], swiftSettings: settings),
    .testTarget(
      name: "ConcordTests", dependencies: ["Concord", "ConcordTestSupport"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
