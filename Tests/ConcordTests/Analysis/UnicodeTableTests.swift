// The tables in the sources must be what the generator makes of the Unicode Character Database.

import Foundation
import Testing

@testable import Concord

@Suite struct UnicodeTableTests {
  @Test(
    "the tables are those of Unicode 15.0",
    .enabled(if: UnicodeTableGenerator.isInstalled, "install the package unicode-data"))
  func tablesAreCurrent() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/Concord/Analysis/Unicode").standardizedFileURL
    for (name, text) in try UnicodeTableGenerator().files() {
      let file = sources.appending(path: name)
      if ProcessInfo.processInfo.environment["CONCORD_WRITE_TABLES"] != nil {
        try text.write(to: file, atomically: true, encoding: .utf8)
      }
      let isCurrent = try String(contentsOf: file, encoding: .utf8) == text
      #expect(isCurrent, "\(name) differs: run this test with CONCORD_WRITE_TABLES=1")
    }
  }
}
