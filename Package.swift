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

/// What only the tool needs, its server included: who uses the libraries without this trait does not
/// even fetch it.
let tool = "CommandLineTool"

func toolProduct(_ name: String, _ package: String) -> Target.Dependency {
  .product(name: name, package: package, condition: .when(traits: [tool]))
}

/// The server of HTTP, and the types of its requests and responses.
let hummingbird = [
  toolProduct("Hummingbird", "hummingbird"), toolProduct("HummingbirdCore", "hummingbird"),
  toolProduct("NIOCore", "swift-nio"), toolProduct("HTTPTypes", "swift-http-types"),
]

let package = Package(
  name: "Concord",
  products: [
    .library(name: "Concord", targets: ["Concord"]),
    .library(name: "ConcordCorpus", targets: ["ConcordCorpus"]),
    // For programs in C: Sources/ConcordC/concord.h.
    .library(name: "ConcordC", type: .dynamic, targets: ["ConcordC"]),
    .executable(name: "concord", targets: ["ConcordCLI"]),
  ],
  traits: [.trait(name: tool), .default(enabledTraits: [tool])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    // Without traits: no configuration files, and no Foundation beyond its essentials.
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    // What Hummingbird's own interface is made of, as it asks for it.
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
  ],
  targets: [
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    // Debian's libstemmer has no pkg-config file.
    .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
    .target(name: "Concord", dependencies: ["CZstd", "CStemmer"], swiftSettings: settings),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(
      name: "ConcordCorpus", dependencies: ["Concord", "CZstd", "CZlib", "CLibXML2"],
      swiftSettings: settings),
    .target(
      name: "ConcordServer",
      dependencies: [
        "Concord", toolProduct("NIOHTTPTypes", "swift-nio-extras"),
        toolProduct("Logging", "swift-log"),
      ] + hummingbird,
      // Parts of the program, so that it stays one file.
      resources: [
        .embedInCode("Assets/style.css"), .embedInCode("Assets/script.js"),
        .embedInCode("Assets/icon.svg"),
      ],
      swiftSettings: settings),
    .target(
      name: "ConcordC", dependencies: ["Concord"], exclude: ["concord.h"],
      swiftSettings: settings),
    // Not “concord”: beside “Concord”, that would be one folder on disks that ignore case.
    .executableTarget(
      name: "ConcordCLI",
      dependencies: [
        "Concord", "ConcordCorpus", "ConcordServer",
        toolProduct("ArgumentParser", "swift-argument-parser"),
      ],
      swiftSettings: settings),
    // A test target, since release builds then leave it and its @testable imports out.
    .testTarget(
      name: "ConcordTestSupport", dependencies: ["Concord", "ConcordCorpus"],
      swiftSettings: settings),
    .testTarget(
      name: "ConcordTests", dependencies: ["Concord", "ConcordTestSupport"],
      // An index that a test opens where it lies.
      exclude: ["Golden"],
      swiftSettings: settings),
    .testTarget(
      name: "ConcordCorpusTests", dependencies: ["ConcordCorpus", "Concord", "CZstd", "CZlib"],
      swiftSettings: settings),
    .testTarget(
      name: "ConcordServerTests",
      dependencies: ["ConcordServer", "Concord", "ConcordTestSupport"] + hummingbird,
      swiftSettings: settings),
    .testTarget(
      name: "ConcordCTests", dependencies: ["ConcordC", "ConcordTestSupport"],
      exclude: ["Programs"], swiftSettings: settings),
    .testTarget(
      name: "ConcordCLITests",
      dependencies: [
        "ConcordCLI", "ConcordServer", "ConcordCorpus", "Concord", "ConcordTestSupport",
      ],
      exclude: ["Snapshots", "Fixtures"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)

// Who only uses the library does not have to fetch what makes its pages.
if Context.environment["CONCORD_DOCS"] != nil {
  package.dependencies.append(
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"))
}
