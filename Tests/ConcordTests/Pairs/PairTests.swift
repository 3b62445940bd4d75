// Lists of frequent pairs beside a plain loop over the texts, and searches of an index that has
// them beside those of one that has not: in plain fields, in stemmed ones, and in texts with
// several terms at a place.

import ConcordTestSupport
import Synchronization
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("Pairs")
struct PairTests {
  /// Words of which the first are frequent, with forms that share a stem.
  private static let words = ["run", "runs", "the", "on", "once", "running", "of", "ship", "ships"]

  private static func text(_ random: inout SeededGenerator) -> [String] {
    (0..<Int.random(in: 0...30, using: &random)).map { _ in
      let ranks = (0..<3).map { _ in Int.random(in: 0..<words.count, using: &random) }
      return words[ranks.min() ?? 0]
    }
  }

  /// An index of texts, some of them deleted, in segments without pairs.
  private static func index(
    _ texts: [[String]], _ schema: Schema, deleting gone: Set<Int>
  ) throws -> SearchIndex {
    var options = SearchIndex.Options()
    options.mergePolicy = .never
    let index = try SearchIndex(inMemory: schema, options: options)
    for part in 0..<3 {
      try index.write { writer in
        for i in texts.indices where i % 3 == part {
          let body = texts[i].joined(separator: " ")
          try writer.add(
            Document(key: "k\(i)", fields: ["body": body, "title": String(body.prefix(20))]))
        }
      }
    }
    try index.write { writer in for i in gone { try writer.delete(key: "k\(i)") } }
    return index
  }

  /// The lists of pairs of the one segment of an index: by text, each key and frequency.
  private static func lists(
    _ index: SearchIndex, field: UInt8
  ) throws -> [String: [String: UInt32]] {
    let snapshot = index.snapshot()
    let segment = snapshot.segments[0].segment
    var lists: [String: [String: UInt32]] = [:]
    var cursor = try segment.pairs.cursor()
    while cursor.isValid {
      if cursor.term[0] == field {
        let words = cursor.term.dropFirst().split(separator: PairKey.separator)
        let text = words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
        let postings = try PostingCursor(PostingList(pair: cursor.found, source: segment.postings))
        while postings.current != .end {
          let address = DocumentAddress(segment: 0, document: postings.current)
          lists[text, default: [:]][try snapshot.document(at: address).key] =
            try postings.frequency()
          try postings.next()
        }
      }
      try cursor.next()
    }
    return lists
  }

  @Test("a merge lists each pair that is in enough documents, and no other")
  func lists() throws {
    var random = SeededGenerator()
    for count in [100, 300, 700] {
      let texts = (0..<count).map { _ in Self.text(&random) }
      let gone = Set((0..<count).filter { _ in Int.random(in: 0..<9, using: &random) == 0 })
      let schema = Schema(.text("title", .simple), .text("body", .simple))
      let index = try Self.index(texts, schema, deleting: gone)
      #expect(index.snapshot().segments.allSatisfy { $0.segment.pairs.termCount == 0 })
      try index.merge(downTo: 1)
      var expected: [String: [String: UInt32]] = [:]
      for (i, text) in texts.enumerated() where !gone.contains(i) {
        for (first, second) in zip(text, text.dropFirst()) {
          expected["\(first) \(second)", default: [:]]["k\(i)", default: 0] += 1
        }
      }
      let found = try Self.lists(index, field: 2)
      #expect(found == expected.filter { $0.value.count >= 128 }, "\(count), \(random.replay)")
      #expect(found.isEmpty == (count < 200), "\(random.replay)")
      #expect(try index.check() == [])
    }
  }

  @Test("a segment that is merged by itself, and so copied, gets the lists of the same pairs")
  func listsOfOne() throws {
    var random = SeededGenerator()
    let texts = (0..<700).map { _ in Self.text(&random) }
    let schema = Schema(.text("title", .simple), .text("body", .simple))
    let many = try Self.index(texts, schema, deleting: [])
    try many.merge()
    let one = try SearchIndex(inMemory: schema)
    try one.write { writer in
      for (i, text) in texts.enumerated() {
        let body = text.joined(separator: " ")
        try writer.add(
          Document(key: "k\(i)", fields: ["body": body, "title": String(body.prefix(20))]))
      }
    }
    #expect(one.snapshot().segments.map(\.segment.pairThreshold) == [0])
    try one.merge()
    #expect(try one.check() == [], "\(random.replay)")
    for field in UInt8(1)...2 {
      let expected = try Self.lists(many, field: field)
      #expect(try Self.lists(one, field: field) == expected, "\(random.replay)")
    }
    #expect(try !Self.lists(one, field: 2).isEmpty)
  }

  @Test("texts that are read run by run have the same pairs", arguments: [1, 40, 1_000])
  func runByRun(slotLimit: Int) throws {
    // Half of the budget for each half of the documents, at two bytes a place.
    for (budget, limit) in [(1, 4 << 20), (64 << 20, 16 << 20), (Int.max, 40 << 20)] {
      #expect(FrequentTexts.Part.slotLimit(memoryBudget: budget) == limit)
    }
    var random = SeededGenerator()
    let texts = (0..<400).map { _ in Self.text(&random) }
    let schema = Schema(.text("title", .simple), .text("body", .simple))
    let index = try Self.index(texts, schema, deleting: [])
    try index.merge()
    let segment = index.snapshot().segments[0].segment
    var terms: [FrequentTerm] = []
    var cursor = try segment.dictionary.cursor(from: [2])
    while cursor.isValid, cursor.term[0] == 2 {
      if cursor.found.info.hasSkips {
        terms.append(FrequentTerm(key: cursor.term, info: cursor.found.info))
      }
      try cursor.next()
    }
    var norms: [UInt8] = []
    segment.norms(ofField: 2)?.append(to: &norms)
    let found = try [slotLimit, .max].map { limit in
      var lists: [[UInt8]: [[UInt32]]] = [:]
      let finder = PairFinder(
        terms, in: segment.postings, norms: norms, threshold: 128, slotLimit: limit)
      let isComplete = try finder.forEachPair { key, list throws(ConcordError) in
        list.forEachPosting { lists[key, default: []].append([$0, $1]) }
      }
      #expect(isComplete)
      return lists
    }
    #expect(found[0] == found[1] && !found[0].isEmpty, "\(random.replay)")
  }

  @Test("a merge that is cancelled ends wherever it is, also while it finds pairs")
  func cancelled() throws {
    var random = SeededGenerator()
    let texts = (0..<600).map { _ in Self.text(&random) }
    let schema = Schema(.text("title", .simple), .text("body", .simple))
    let index = try Self.index(texts, schema, deleting: [1, 2, 3])
    var asked = 0
    while true {
      let limit = asked
      let questions = Mutex(0)
      let merge = SegmentMerge(index.snapshot().segments, schema: schema) {
        questions.withLock { count in
          count += 1
          return count > limit
        }
      }
      let storage = MemoryStorage()
      let entry = try merge.run(storage, fileNumber: 1)
      guard entry == nil else { break }
      // Who finds pairs in two threads is told twice by each, and asks once more for itself.
      #expect(questions.withLock { $0 } <= limit + 5, "\(random.replay)")
      asked += 1
    }
    // Of the sources, and of each field's pairs: for each term and for the run, in two halves.
    #expect(asked > 3 + 2 * 2 * 4, "\(random.replay)")
  }

  @Test(
    "a search with pairs finds what one without finds",
    arguments: [Analyzer.simple, .language(.english)])
  func searches(analyzer: Analyzer) throws {
    var random = SeededGenerator()
    let texts = (0..<600).map { _ in Self.text(&random) }
    let schema = Schema(.text("title", analyzer), .text("body", analyzer))
    let without = try Self.index(texts, schema, deleting: [])
    let with = try Self.index(texts, schema, deleting: [])
    try with.merge(downTo: 1)
    #expect(with.snapshot().segments[0].segment.pairs.termCount > 0)
    for _ in 0..<random.roundCount(200) {
      let query = Self.query(&random)
      let place = Comment("\(query) \(random.replay)")
      #expect(try with.snapshot().count(query) == without.snapshot().count(query), place)
      // Documents are not in the same order, so of equal scores others may come first.
      let expected = try SearchOracle.keysAndScores(without.snapshot(), query)
      let found = try SearchOracle.keysAndScores(with.snapshot(), query)
      #expect(Set(found).symmetricDifference(expected).sorted() == [], place)
      let best = try with.snapshot().search(query, limit: 10).map(\.score)
      #expect(try best == without.snapshot().search(query, limit: 10).map(\.score), place)
    }
  }

  private static func query(_ random: inout SeededGenerator) -> Query {
    func word() -> PhrasePart {
      let word = words[Int.random(in: 0..<words.count, using: &random)]
      switch Int.random(in: 0..<9, using: &random) {
      case 0: return .anyWord
      case 1: return .prefix(String(word.prefix(2)))
      case 2: return .exact(word)
      default: return .word(word)
      }
    }
    let field = Bool.random(using: &random) ? "body" : nil
    let phrase = Query.phrase(
      [.word("the")] + (0..<Int.random(in: 1...3, using: &random)).map { _ in word() },
      field: field)
    let other = Query.phrase([word(), .word("on"), word()], field: field)
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return .all([phrase, other])
    case 1: return .any([phrase, other])
    case 2: return .except(.term("run", field: field), phrase)
    case 3: return .near([phrase, .term("ship", field: field)], Proximity(within: 4))
    default: return Bool.random(using: &random) ? phrase : other
    }
  }

  @Test("a run of texts has each two neighbours once, whatever shares a place")
  func runs() {
    var random = SeededGenerator()
    let isStem = [false, false, false, false, true, true]
    for _ in 0..<random.roundCount(200) {
      let lengths = (0..<4).map { _ in Int.random(in: 0...6, using: &random) }
      var places: [[Set<Int>]] = lengths.map { length in
        (0..<length).map { _ in
          Set((0..<6).filter { _ in Int.random(in: 0..<4, using: &random) == 0 })
        }
      }
      var run = TextRun(
        0..<4, norms: lengths.map { Norm.encode(UInt32($0)) }, isStem: isStem)
      for term in 0..<6 {
        for (document, text) in places.enumerated() {
          let positions = PositionList()
          for (position, terms) in text.enumerated() where terms.contains(term) {
            positions.append(UInt32(position))
          }
          let isWithin = run.add(term, at: positions, in: UInt32(document))
          #expect(isWithin)
        }
        run.finish(term)
      }
      var found: [[Int]] = []
      run.forEachPair { found.append([Int($0), Int($1), Int($2)]) }
      // Where a stem is, it stands for the words.
      for document in places.indices {
        for place in places[document].indices
        where places[document][place].contains(where: { isStem[$0] }) {
          places[document][place] = places[document][place].filter { isStem[$0] }
        }
      }
      var expected: [[Int]] = []
      for (document, text) in places.enumerated() {
        for (firsts, seconds) in zip(text, text.dropFirst()) {
          for first in firsts {
            for second in seconds { expected.append([document, first, second]) }
          }
        }
      }
      #expect(found.map(\.description).sorted() == expected.map(\.description).sorted())
    }
    var short = TextRun(0..<1, norms: [Norm.encode(3)], isStem: [false])
    let beyond = PositionList()
    beyond.append(3)
    let isWithin = short.add(0, at: beyond, in: 0)
    #expect(!isWithin)
  }

  @Test("a text that is too long for memory has no lists of pairs, and what says so is refused")
  func longText() throws {
    let schema = Schema(.text("body", .simple))
    let documentCount: UInt32 = 200
    let terms: [(UInt32, [UInt8])] = [(0, [1] + Array("of".utf8)), (1, [1] + Array("the".utf8))]
    for length: UInt32 in [30_000_000, 50_000_000, .max / 2] {
      let storage = MemoryStorage()
      var writer = try SegmentWriter(storage, fileNumber: 1, schema: schema)
      for i in 0..<documentCount {
        let shape = TextShape(field: 1, length: i == 7 ? length : 2)
        try writer.addDocument(stored: [], shapes: [shape])
      }
      try writer.finishDocuments()
      for (position, term) in terms {
        try writer.beginTerm(term)
        for i in 0..<documentCount { try writer.add(i, positions: [position].span) }
        try writer.finishTerm()
      }
      #expect(try writer.findPairs(memoryBudget: .max) { false })
      let entry = try writer.finish()
      let segment = try Segment(storage, entry, cache: FrameCache(budget: 1 << 20))
      let isShort = length < 41_000_000
      #expect(segment.pairThreshold == (isShort ? 128 : 0))
      #expect(segment.pairs.termCount == (isShort ? 1 : 0))
      guard !isShort else { continue }
      var norms: [UInt8] = []
      try #require(segment.norms(ofField: 1)).append(to: &norms)
      let found = try terms.map { _, key in
        FrequentTerm(key: key, info: try #require(try segment.dictionary.find(key)).info)
      }
      let finder = PairFinder(found, in: segment.postings, norms: norms, threshold: 128)
      #expect(throws: ConcordError.self) { _ = try finder.forEachPair { _, _ in } }
    }
  }

  @Test("a check sees lists of pairs that are not those of the positions")
  func damage() throws {
    var random = SeededGenerator()
    let texts = (0..<400).map { _ in Self.text(&random) }
    let schema = Schema(.text("title", .simple), .text("body", .simple))
    let storage = MemoryStorage()
    let index = try SearchIndex(storage, schema: schema, options: SearchIndex.Options())
    try index.write { writer in
      for (i, text) in texts.enumerated() {
        try writer.add(Document(key: "k\(i)", fields: ["body": text.joined(separator: " ")]))
      }
    }
    try index.merge(downTo: 1)
    #expect(index.snapshot().segments[0].segment.pairs.termCount > 1)
    let image = try IndexImage(storage)
    #expect(try image.examine([]).problems == [])
    let whole = try SealedSegment(of: image, segment: 0)
    let lists = try Self.lists(index, field: 2)
    var foundCount = 0
    let rounds = random.roundCount(40)
    for _ in 0..<rounds {
      var sealed = whole
      try sealed.damage(.pairs, &random)
      let damaged = try sealed.image(basedOn: image)
      guard try damaged.examine([]).problems.isEmpty else {
        foundCount += 1
        continue
      }
      // Where a list's positions would be means nothing.
      let found = try SearchIndex(damaged.storage, schema: nil, options: SearchIndex.Options())
      #expect(try Self.lists(found, field: 2) == lists, "\(random.replay)")
    }
    #expect(foundCount > rounds / 2, "\(random.replay)")
  }

  @Test("a pair is found by the keys of its terms, in their order")
  func keys() throws {
    let index = try SearchIndex(inMemory: Schema(.text("body", .simple)))
    try index.write { writer in
      for i in 0..<200 { try writer.add(Document(key: "\(i)", fields: ["body": "on once on"])) }
    }
    try index.merge(downTo: 1)
    let segment = index.snapshot().segments[0].segment
    let (on, once) = ([1] + Array("on".utf8), [1] + Array("once".utf8))
    #expect(try segment.pair(on, once)?.documentFrequency == 200)
    #expect(try segment.pair(once, on)?.documentFrequency == 200)
    #expect(try segment.pair(on, on) == nil)
    #expect(PairKey.bytes(on, once) == [1] + Array("on".utf8) + [0xFE] + Array("once".utf8))
    let long = [1] + [UInt8](repeating: 0x61, count: 600)
    #expect(PairKey.bytes(long, long) == nil)
  }
}
