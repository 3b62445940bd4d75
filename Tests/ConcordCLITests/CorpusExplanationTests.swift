// Explanations of searches in the folder Corpus: the scores of both commands for every hit, and
// what the README shows of a search that finds nothing.

import Foundation
import Testing

@Suite("Explanations of the articles in Corpus")
struct CorpusExplanationTests {
  private static func indexed() throws -> Folder {
    let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Corpus").standardizedFileURL.path
    let folder = Folder()
    let run = try ToolRun.of(["index", corpus], in: folder)
    try #require(run.status == 0, "\(run.messages)")
    return folder
  }

  private struct Line: Decodable {
    let key: String
    let score: Float
  }

  @Test("every hit has the score that its explanation comes to")
  func scores() throws {
    let folder = try Self.indexed()
    for query in ["\"reassurance force\" NEAR Macron", "+ferry harb* \"missing ferry\"~3 -film"] {
      let found = try ToolRun.of(["search", "--json", "--limit", "4", query], in: folder)
      let lines = found.output.split(separator: "\n")
      #expect(lines.count == 4)
      for line in lines {
        let hit = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
        let run = try ToolRun.of(["explain", "--json", query, hit.key], in: folder)
        let explained = try JSONDecoder().decode(Line.self, from: Data(run.output.utf8))
        #expect(explained.score == hit.score && explained.key == hit.key, "\(query)")
        let text = try ToolRun.of(["explain", query, hit.key], in: folder).output
        #expect(text.hasPrefix("\(hit.score)  "), "\(text)")
      }
    }
  }

  @Test("a NEAR that finds nothing names the closest pair and the NEAR that does")
  func closest() throws {
    let folder = try Self.indexed()
    let run = try ToolRun.of(["search", "Macron NEAR/2 lighthouse"], in: folder)
    let expected = """
      The closest are 34 words apart, in the body of \
      paris-summit/binoculars-instead-of-boots.txt; \
      Macron NEAR/34 lighthouse matches 1 article.
      """
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(run.messages.contains(expected), "\(run.messages)")
    #expect(try ToolRun.of(["search", "Macron NEAR/34 lighthouse"], in: folder).status == 0)
    #expect(try ToolRun.of(["search", "Macron NEAR/33 lighthouse"], in: folder).status == 1)
    let misspelt = try ToolRun.of(["search", "Macron", "reassurence"], in: folder)
    #expect(misspelt.status == 0)
    #expect(misspelt.messages.contains("Did you mean “reassurance” ("), "\(misspelt.messages)")
  }
}
