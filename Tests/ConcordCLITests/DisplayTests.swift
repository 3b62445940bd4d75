// Colours and the pager: on a terminal and not, by option and by environment.

import Foundation
import Testing

@Suite("Results on a terminal")
struct DisplayTests {
  private static let escape = "\u{1B}["

  @Test("colours are for terminals, unless somebody says otherwise")
  func colours() throws {
    let folder = try Folder.indexed()
    func piped(_ arguments: String..., environment: [String: String] = [:]) throws -> Bool {
      try ToolRun.of(["search", "storm"] + arguments, in: folder, environment: environment)
        .output.contains(Self.escape)
    }
    func shown(_ arguments: String..., environment: [String: String] = [:]) throws -> Bool {
      try ToolRun.onTerminal(
        ["search", "storm"] + arguments, in: folder, environment: environment
      ).screen.contains(Self.escape)
    }
    #expect(try !piped())
    #expect(try piped("--color", "always"))
    #expect(try piped("--color", "always", environment: ["NO_COLOR": "1"]))
    #expect(try !piped("--color", "auto"))
    #expect(try shown())
    #expect(try !shown("--color", "never"))
    #expect(try !shown(environment: ["NO_COLOR": "1"]))
    #expect(try !shown(environment: ["TERM": "dumb"]))
    // An empty value is none: https://no-color.org
    #expect(try shown(environment: ["NO_COLOR": ""]))
    let wrong = try ToolRun.of(["search", "storm", "--color", "red"], in: folder)
    #expect(wrong.status == 2 && wrong.messages.contains("'auto', 'always' or 'never'"))
  }

  /// An index whose words take more rows than a terminal of the tests has, which is 24.
  private static func folder() throws -> Folder {
    let folder = Folder()
    folder.write("news/a.txt", (10..<40).map { "w\($0)" }.joined(separator: " "))
    try ToolRun.of(["index", "news"], in: folder)
    return folder
  }

  @Test("what is longer than the screen goes through the pager, and nothing else does")
  func pager() throws {
    let folder = try Self.folder()
    func screen(_ count: Int, _ arguments: String..., pager: String?) throws -> [String] {
      let (status, screen) = try ToolRun.onTerminal(
        ["suggest", "w", "--color", "never", "--limit", "\(count)"] + arguments, in: folder,
        environment: pager.map { ["PAGER": $0] } ?? [:])
      #expect(status == 0)
      return screen.split(separator: "\r\n").map(String.init)
    }
    let plain = (10..<40).map { "1  w\($0)" }
    #expect(try screen(30, pager: "sed s/^/:/") == plain.map { ":" + $0 })
    #expect(try screen(24, pager: "sed s/^/:/") == plain.prefix(24).map { ":" + $0 })
    #expect(try screen(23, pager: "sed s/^/:/") == Array(plain.prefix(23)))
    #expect(try screen(30, "--no-pager", pager: "sed s/^/:/") == plain)
    #expect(try screen(30, pager: "") == plain)
    #expect(try screen(30, pager: "cat") == plain)
    // Who leaves the pager early has seen enough.
    #expect(try screen(30, pager: "head -n 2") == Array(plain.prefix(2)))
    // A pager that is not there takes nothing away.
    let lost = try screen(30, pager: "no-such-pager")
    #expect(lost.count == 31 && Array(lost.dropFirst()) == plain, "\(lost)")
    let piped = try ToolRun.of(
      ["suggest", "w", "--limit", "30"], in: folder, environment: ["PAGER": "sed s/^/:/"])
    #expect(piped.output == plain.map { $0 + "\n" }.joined())
  }
}
