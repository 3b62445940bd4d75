// A program in C, compiled against concord.h and the library that the build puts beside the tests.

import ConcordTestSupport
import Foundation
import Testing

@testable import ConcordC

@Suite("A program in C")
struct ProgramTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let repository = folder.deletingLastPathComponent().deletingLastPathComponent()

  /// Where the build puts its products.
  private static let products = URL(fileURLWithPath: CommandLine.arguments[0])
    .resolvingSymlinksInPath().deletingLastPathComponent()

  private static func run(
    _ tool: String, _ arguments: [String], in directory: String? = nil
  ) throws -> (Int32, String) {
    let process = Process()
    if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  /// Compiles a program as one that heeds every warning does.
  private static func compile(_ source: String, to program: String) throws {
    let (status, messages) = try run(
      "/usr/bin/env",
      [
        "clang", "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-o", program,
        "-I", repository.path + "/Sources/ConcordC", source,
        "-L", products.path, "-lConcordC", "-Wl,-rpath,\(products.path)",
      ])
    try #require(status == 0, "\(messages)")
  }

  @Test("is compiled without a warning, finds what it has added, and is told its mistakes")
  func notes() throws {
    let directory = try TemporaryDirectory()
    let program = directory.path + "/notes"
    try Self.compile(Self.folder.path + "/Programs/notes.c", to: program)
    let index = directory.path + "/index"
    #expect(
      try Self.run(program, [index, "whale"])
        == (0, "whale: Call me Ishmael. The whales swam by. (1)\n"))
    let (failure, output) = try Self.run(program, [index, "\"whale"])
    #expect(failure == 1)
    #expect(output.hasPrefix("failed: the quotation mark is never closed\n"), "\(output)")
  }

  @Test("the program of the documentation is a whole one, and finds what it has added")
  func documentation() throws {
    let page = try String(
      contentsOf: Self.repository.appendingPathComponent(
        "Sources/Concord/Concord.docc/EmbeddingInC.md"), encoding: .utf8)
    let begin = try #require(page.range(of: "\n```c\n"))
    let end = try #require(page[begin.upperBound...].range(of: "\n```\n"))
    let directory = try TemporaryDirectory()
    let source = directory.path + "/program.c"
    try (page[begin.upperBound..<end.lowerBound] + "\n").write(
      toFile: source, atomically: true, encoding: .utf8)
    let program = directory.path + "/program"
    try Self.compile(source, to: program)
    // It can be run again: the document takes the place of the one that is there.
    for _ in 0..<2 {
      #expect(
        try Self.run(program, [], in: directory.path)
          == (0, "summit: The [reassurance] [force], said [Macron], is ready.\n"))
    }
  }

  @Test("the numbers of concord.h are those of the library")
  func numbers() throws {
    let header = try String(
      contentsOf: Self.repository.appendingPathComponent("Sources/ConcordC/concord.h"),
      encoding: .utf8)
    for status in Status.allCases {
      let name = "\(status)".reduce("CONCORD_") { name, letter in
        name + (letter.isUppercase ? "_" : "") + letter.uppercased()
      }
      #expect(header.contains("\(name) = \(status.rawValue)"), "\(name)")
    }
    #expect(header.contains("CONCORD_ASCENDING = 0") && header.contains("CONCORD_DESCENDING = 1"))
  }
}
