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

  private static func run(_ tool: String, _ arguments: [String]) throws -> (Int32, String) {
    let process = Process()
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

  @Test("is compiled without a warning, finds what it has added, and is told its mistakes")
  func notes() throws {
    let directory = try TemporaryDirectory()
    let program = directory.path + "/notes"
    let (status, messages) = try Self.run(
      "/usr/bin/env",
      [
        "clang", "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-o", program,
        "-I", Self.repository.path + "/Sources/ConcordC", Self.folder.path + "/Programs/notes.c",
        "-L", Self.products.path, "-lConcordC", "-Wl,-rpath,\(Self.products.path)",
      ])
    try #require(status == 0, "\(messages)")
    let index = directory.path + "/index"
    #expect(
      try Self.run(program, [index, "whale"])
        == (0, "whale: Call me Ishmael. The whales swam by. (1)\n"))
    let (failure, output) = try Self.run(program, [index, "\"whale"])
    #expect(failure == 1)
    #expect(output.hasPrefix("failed: the quotation mark is never closed\n"), "\(output)")
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
  }
}
