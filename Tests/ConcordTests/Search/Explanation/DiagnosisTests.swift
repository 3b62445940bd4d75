// Diagnoses against counts: on random indexes, what a diagnosis says of a query that matches
// nothing is asked of the index again. The looseness that it names matches and the next smaller one
// does not; parts that are said never to meet never do. Then the sentences.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("Diagnoses")
struct DiagnosisTests {
  // MARK: Against counts

  @Test("what is said of queries that find nothing is so")
  func isTrue() throws {
    var random = SeededGenerator()
    var kinds: Set<String> = []
    for _ in 0..<random.roundCount(2) {
      var world = try SearchOracleTests.World(RandomText.schema, &random)
      for _ in 0..<3 { try world.change(&random) }
      let snapshot = world.index.snapshot()
      for _ in 0..<60 {
        let query = Self.narrowQuery(world.text, &random)
        let place = Comment("\(query) \(random.replay)")
        let found = try snapshot.diagnosis(of: query)
        #expect(found.hasMatches == (try snapshot.count(query) > 0), place)
        guard !found.hasMatches else {
          #expect(found.findings.isEmpty && found.correction == nil, place)
          continue
        }
        for word in found.words {
          let count = try snapshot.count(.term(word.text, field: word.field))
          #expect(word.documentCount == count, place)
        }
        let isSaid = !found.findings.isEmpty || found.words.contains { $0.documentCount == 0 }
        #expect(isSaid, place)
        for finding in found.findings {
          try check(finding, snapshot, place)
          kinds.insert(String("\(finding)".prefix { $0 != "(" }))
        }
        #expect(found.isComplete, place)
      }
    }
    #expect(kinds.isSuperset(of: ["tooFarApart", "neverInOneField", "neverTogether"]), "\(kinds)")
  }

  /// A query that often finds nothing though its words are there.
  private static func narrowQuery(_ text: RandomText, _ random: inout SeededGenerator) -> Query {
    let (a, b, c) = (text.word(&random), text.word(&random), text.word(&random))
    let field: String? = Bool.random(using: &random) ? "title" : nil
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return .phrase([.word(a), .word(b), .word(c)], field: field)
    case 1: return .phrase([.word(a), .anyWord, .word(b)], slop: 1, field: field)
    case 2: return .near([.term(a), .term(b)], Proximity(.sentence, inOrder: true))
    case 3: return .all([.term(a, field: "title"), .term(b, field: "note"), .term(c)])
    case 4: return .near([.term(a), .phrase([.word(b), .word(c)])], Proximity(within: 2))
    case 5: return .except(.term(a, field: "title"), .any([.term(a), .term(b)]))
    case 6:
      return .near(
        [.term(a, field: field), .prefix(String(b.prefix(3)), field: field)],
        Proximity(within: 1, inOrder: Bool.random(using: &random)))
    default: return text.query(depth: 1, &random)
    }
  }

  private func check(
    _ finding: Diagnosis.Finding, _ snapshot: Snapshot, _ place: Comment
  ) throws {
    func expectTrue(_ alternatives: [Diagnosis.Alternative]) throws {
      for one in alternatives {
        #expect(one.documentCount > 0, place)
        #expect(try snapshot.count(one.query) == one.documentCount, place)
      }
    }
    switch finding {
    case .tooFarApart(let query, let closest, let looser):
      try expectTrue(looser)
      let least = try #require(looser.last?.query, place)
      let keys = try snapshot.search(least, limit: .max).map { try $0.key }
      #expect(keys.contains(closest.key), place)
      if let tighter = least.loosened(to: closest.looseness - 1),
        closest.looseness > (least.isNear ? 1 : 0)
      {
        #expect(try snapshot.count(tighter) == 0, place)
      }
      #expect(try snapshot.count(query) == 0, place)
    case .neverInOneField(let query):
      let loosened = try #require(query.loosened(to: 10_000, inAnyOrder: true), place)
      #expect(try snapshot.count(loosened) == 0, place)
    case .neverTogether(let one, let other):
      #expect(try snapshot.count(.all([one, other])) == 0, place)
      #expect(try snapshot.count(one) > 0, place)
      #expect(try snapshot.count(other) > 0, place)
    case .notAllTogether(let looser):
      try expectTrue(looser)
    case .allExcluded(let alternative, let excluded):
      try expectTrue([alternative])
      #expect(try snapshot.count(.except(alternative.query, excluded)) == 0, place)
    case .alwaysNear(let query), .fitsNothing(let query):
      #expect(try snapshot.count(query) == 0, place)
    case .wordless: break
    case .noDocuments:
      #expect(snapshot.documentCount == 0, place)
    }
  }

  @Test("the work is limited, and the diagnosis says so")
  func limit() throws {
    let snapshot = try ExplainedIndex.snapshot()
    let query = try Query("storm NEAR/2 wall")
    #expect(try snapshot.diagnosis(of: query, workLimit: 0).isComplete == false)
    #expect(try snapshot.diagnosis(of: query).isComplete)
    let many = Query.all((0..<40).map { .term("word\($0)") })
    let found = try snapshot.diagnosis(of: many)
    #expect(!found.isComplete && found.words.count == 32)
    #expect(found.sentences().last?.contains("not everything was looked at") == true)
  }

  // MARK: Sentences

  @Test(
    "sentences say what to do",
    arguments: [
      (
        "strom NEAR/2 harbour",
        """
        “harbour” is in 3 documents.
        “strom” is in no document. Did you mean “storm” (3 documents)?
        Try: storm NEAR/2 harbour (1 document)
        """
      ),
      (
        "harbor",
        """
        “harbor” is in no document. Did you mean “harbour” (3 documents)?
        Try: harbour (3 documents)
        """
      ),
      (
        "storm NEAR/2 wall",
        """
        “storm” is in 3 documents and “wall” is in 2 documents.
        The closest are 4 words apart, in the body of a; \
        storm NEAR/4 wall matches 1 document.
        """
      ),
      (
        "wall ONEAR/2 harbour NOT d",
        """
        “wall” is in 2 documents and “harbour” is in 3 documents.
        The closest are 3 words apart, in the body of d; \
        wall NEAR/2 harbour matches 1 document and wall ONEAR/3 harbour matches 1 document.
        """
      ),
      (
        "\"harbour storm\"",
        """
        “harbour” is in 3 documents and “storm” is in 3 documents.
        The words of "harbour storm" are never in their places; they come nearest \
        in the body of b; "harbour storm"~1 matches 1 document.
        """
      ),
      (
        "boats AND sea",
        """
        “boats” is in 1 document and “sea” is in 2 documents.
        No document has both boats and sea.
        """
      ),
      (
        "title:harbour",
        """
        “harbour” is in the title of no document, but in the body of 3 documents.
        """
      ),
      ("zzz*", "Nothing in the index fits zzz*."),
      ("boats NOT warning", "boats matches 1 document, but NOT warning excludes it."),
      (
        "warning NOTNEAR/5 storm",
        "The left side of warning NOTNEAR/5 storm always has the right side near it."
      ),
    ])
  func sentences(query: String, expected: String) throws {
    let found = try ExplainedIndex.snapshot().diagnosis(of: Query(query))
    #expect(found.description == expected)
  }

  @Test("an empty index and a query without words are told as such")
  func nothing() throws {
    let empty = try SearchIndex(inMemory: Schema(.text("body"))).snapshot()
    #expect(try empty.diagnosis(of: .term("storm")).findings == [.noDocuments])
    let snapshot = try ExplainedIndex.snapshot()
    #expect(try snapshot.diagnosis(of: .term("—")).findings == [.wordless])
    #expect(try snapshot.diagnosis(of: .nothing).findings == [])
    #expect(throws: ConcordError.self) {
      try snapshot.diagnosis(of: .term("storm", field: "colour"))
    }
  }
}

extension Query {
  fileprivate var isNear: Bool { if case .near = self { true } else { false } }
}
