import ArgumentParser
import Concord

/// How a search ranks what it finds.
struct RankingArguments: ParsableArguments {
  @Flag(help: "Rank higher where words of the query stand together")
  private var proximity = false

  @Flag(help: "Add words of the best articles to the query (RM3)")
  private var expand = false

  @OptionGroup private var synonyms: SynonymArguments

  @Option(name: .customLong("k1"), help: "BM25's k1: how much repetitions of a word count")
  private var k1 = BM25().k1

  @Option(name: .customLong("b"), help: "BM25's b: how much long articles are held back")
  private var b = BM25().b

  func validate() throws {
    guard k1 >= 0, k1.isFinite else { throw ValidationError("The --k1 must be 0 or more.") }
    guard b >= 0, b <= 1 else { throw ValidationError("The --b must be between 0 and 1.") }
  }

  /// BM25's parameters.
  var scoring: BM25 { BM25(k1: k1, b: b) }

  /// The query as it is to be searched for.
  func refined(
    _ query: Query, in snapshot: Snapshot, _ limits: SearchLimits = SearchLimits()
  ) throws -> Query {
    let near = proximity ? query.rankedByNearness() : query
    let query = try synonyms.expanded(near, in: snapshot)
    guard expand else { return query }
    return try snapshot.expand(
      query, by: RelevanceFeedback(), scoring: scoring, limits: limits)
  }
}
