import ArgumentParser
import Concord

/// Synonyms of the words of a query, from a file.
struct SynonymArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Look for synonyms, too: a file with a set a line, commas between them", valueName: "file"))
  private var synonyms: String?

  /// The query with the synonyms of its words.
  func expanded(_ query: Query, in snapshot: Snapshot) throws -> Query {
    guard let synonyms else { return query }
    return try snapshot.expand(query, by: try Self.read(synonyms))
  }

  private static func read(_ path: String) throws(Failure) -> Synonyms {
    let file = try TextFile(path: path)
    do throws(Synonyms.Mistake) {
      return try Synonyms(text: file.text)
    } catch {
      throw Failure("\(path):\(error.line): \(error.description)")
    }
  }
}
