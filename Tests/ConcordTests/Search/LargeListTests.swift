// Searches in lists of many blocks and groups of skip data: for every shape of query and every
// limit, the hits are those of the exhaustive algorithm, bit for bit.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("Search in long lists")
struct LargeListTests {
  /// Documents in each index: enough for several groups (of 32 blocks of 128 postings) a list.
  static let documentCount = 20_000

  /// A segment of one text field, written without analysis.
  ///
  /// Word *i* is in one of 1 + *i* ÷ 2 documents or fewer; frequencies come in long runs, so that
  /// the bounds of neighbouring blocks differ and whole blocks are passed over.
  struct Corpus {
    let storage = MemoryStorage()
    let snapshot: Snapshot

    init(wordCount: Int, deletedShare: Int, _ random: inout SeededGenerator) throws {
      let schema = Schema(.text("body", .simple))
      var writer = try SegmentWriter(storage, fileNumber: 1, schema: schema)
      var lengths: [UInt32] = []
      var lists = [[ModelPosting]](repeating: [], count: wordCount)
      var bursts = [Int](repeating: 1, count: wordCount)
      var spread = 1
      for document in 0..<UInt32(LargeListTests.documentCount) {
        // Each word has its own runs of high frequencies, shorter and longer than a block.
        for word in 0..<wordCount
        where Int.random(in: 0..<[40, 300, 900][word % 3], using: &random) == 0 {
          bursts[word] = [1, 1, 2, 12].randomElement(using: &random) ?? 1
        }
        if document % 97 == 0 { spread = [1, 1, 1, 2, 20].randomElement(using: &random) ?? 1 }
        var length: UInt32 = 0
        for word in 0..<wordCount
        where Int.random(in: 0..<(2 + word * spread), using: &random) < 2 {
          var positions: [UInt32] = []
          for _ in 0..<Int.random(in: 1...bursts[word], using: &random) {
            positions.append(length)
            length += UInt32.random(in: 1...2, using: &random)
          }
          lists[word].append(ModelPosting(document: document, positions: positions))
        }
        lengths.append(max(length, UInt32.random(in: 1...60, using: &random)))
      }
      for length in lengths {
        try writer.addDocument(stored: [0], shapes: [TextShape(field: 1, length: length)])
      }
      try writer.finishDocuments()
      for (word, list) in lists.enumerated() {
        try writer.addTerm([1] + Self.word(word).utf8, list)
      }
      var open = try OpenSegment(storage, writer.finish(), cache: FrameCache(budget: 64 << 20))
      if deletedShare > 0 {
        for i in 0..<UInt32(lengths.count)
        where Int.random(in: 0..<deletedShare, using: &random) == 0 {
          _ = try open.delete(DocID(i))
        }
      }
      snapshot = Snapshot(
        schema: schema, segments: [open], attachment: [], analyzers: AnalyzerPool())
    }

    /// Of letters alone: `a`, `b`, … `z`.
    static func word(_ i: Int) -> String {
      String(UnicodeScalar(UInt8(ascii: "a") + UInt8(i % 2 * 13 + i / 2)))
    }
  }

  /// A query of each shape over the words of `Corpus`.
  static func queries(_ wordCount: Int, _ random: inout SeededGenerator) -> [Query] {
    func word() -> Query {
      .term(Corpus.word(Int.random(in: 0..<wordCount, using: &random)))
    }
    func words(_ count: Int) -> [Query] { (0..<count).map { _ in word() } }
    func part() -> PhrasePart {
      .word(Corpus.word(Int.random(in: 0..<wordCount, using: &random)))
    }
    let boost = Float.random(in: 0.1...4, using: &random)
    return [
      word(), .boosted(word(), by: boost), .any(words(2)),
      .any([.boosted(word(), by: boost), word()]),
      .any(words(3)), .any(words(4)), .any(words(5)), .all(words(2)), .all(words(3)),
      .any([.all(words(2)), word()]), .any([.any(words(2)), word(), .all(words(2))]),
      .all([.any(words(2)), word()]), .except(word(), word()),
      .required([word()], optional: [word()]),
      .any([.except(word(), word()), .required([word()], optional: words(2)), word()]),
      .phrase([part(), part()]), .phrase([part(), .anyWord, part()]),
      .phrase([part(), part()], slop: 2),
      .near([word(), word()], Proximity(within: 4)),
      .near([.any(words(2)), word()], Proximity(within: 3, inOrder: true)),
      .near(
        [.any([.phrase([part(), part()], slop: 3), word()]), word()],
        Proximity(within: 2, isNegated: true)),
      .near([word(), word()], Proximity(within: 5, isNegated: true)),
      .any([.near([word(), word()], Proximity(within: 4)), .phrase([part(), part()]), word()]),
      .prefix(""), .any([.everything, word(), word()]), .all([.everything, word()]),
    ]
  }

  @Test(
    "the best hits are those of the exhaustive algorithm, whatever the query's shape",
    arguments: [0, 3])
  func matchesExhaustive(deletedShare: Int) throws {
    var random = SeededGenerator()
    let wordCount = 12
    let corpus = try Corpus(wordCount: wordCount, deletedShare: deletedShare, &random)
    for _ in 0..<random.roundCount(1) {
      for query in Self.queries(wordCount, &random) {
        try SearchOracle.expectTopMatchesExhaustive(
          corpus.snapshot, query, SearchOracleTests.scoring(&random), limits: [1, 10, 100],
          random.replay)
      }
    }
  }

  @Test("what a list's impacts promise is reached, by as many documents")
  func firstThreshold() throws {
    var random = SeededGenerator()
    let corpus = try Corpus(wordCount: 12, deletedShare: 0, &random)
    var promiseCount = 0
    for word in 0..<12 {
      let query = Query.term(Corpus.word(word))
      let scoring = SearchOracleTests.scoring(&random)
      let all = try SearchOracle.exhaustive(
        corpus.snapshot, query, limit: Self.documentCount, scoring
      ).map { Float(bitPattern: $0.score) }
      for count in [1, 7, 100, 2_000] {
        try corpus.snapshot.forEachScorer(query, scoring, SearchWork()) {
          _, scorer throws(ConcordError) in
          guard let promise = try (scorer as? TermScorer)?.scoreReached(byCount: count) else {
            return
          }
          promiseCount += 1
          let reached = all.count >= count ? all[count - 1] : -.infinity
          #expect(reached >= promise, "word \(word), \(count): \(random.replay)")
          // The best one is an impact.
          #expect(count > 1 || all[0] == promise, "word \(word): \(random.replay)")
        }
      }
    }
    #expect(promiseCount > 12)
  }

  /// In the window from document 2,049 on, *a* alone is essential.
  ///
  /// Its last blocks there cannot win, and the last of them reaches into the next window, where *b*
  /// makes one of its documents the winner.
  @Test("a block that cannot win in one window may win in the next")
  func blockAcrossWindows() throws {
    let storage = MemoryStorage()
    let schema = Schema(.text("body", .simple))
    var writer = try SegmentWriter(storage, fileNumber: 1, schema: schema)
    let count: UInt32 = 12_000
    for _ in 0..<count {
      try writer.addDocument(stored: [0], shapes: [TextShape(field: 1, length: 10)])
    }
    try writer.finishDocuments()
    func list(every step: UInt32, _ frequencies: [UInt32: UInt32]) -> [ModelPosting] {
      stride(from: 0, to: count, by: Int(step)).map { document in
        ModelPosting(document: document, positions: Array(0..<(frequencies[document] ?? 1)))
      }
    }
    try writer.addTerm([1] + "a".utf8, list(every: 5, [15: 4, 2500: 8]))
    try writer.addTerm([1] + "b".utf8, list(every: 3, [4260: 30]))
    let open = try OpenSegment(storage, writer.finish(), cache: FrameCache(budget: 1 << 24))
    let snapshot = Snapshot(
      schema: schema, segments: [open], attachment: [], analyzers: AnalyzerPool())
    let query = Query.any([.term("a"), .boosted(.term("b"), by: 1.5)])
    #expect(try snapshot.search(query, limit: 1).first?.address.document == DocID(4260))
    try SearchOracle.expectTopMatchesExhaustive(snapshot, query, limits: [1, 2], "")
  }
}
