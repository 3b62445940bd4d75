/// Keeps the first *k* documents in the order of a field's values.
///
/// Within a segment, values are the integers of its column; between segments, the ranks of keywords
/// mean different terms, so those that are kept are looked up. A score is worked out only for
/// documents that are kept for the time being.
struct SortedHits {
  /// How many documents match, those that are not kept included.
  private(set) var matchCount = 0

  private let snapshot: Snapshot
  private let ordinal: UInt8
  private let kind: ColumnKind
  private let isDescending: Bool
  private let limit: Int
  /// The first documents of each segment.
  private var kept: [(key: SortKey, entry: TopHits.Entry)] = []

  /// Nil for the order of the scores.
  init?(_ order: SortOrder, in snapshot: Snapshot, limit: Int) throws(ConcordError) {
    guard let field = order.field else { return nil }
    (ordinal, kind) = try snapshot.schema.column(of: field)
    isDescending = if case .descending = order { true } else { false }
    self.snapshot = snapshot
    self.limit = limit
  }

  /// The documents that are kept of all segments, in order.
  var entries: ArraySlice<TopHits.Entry> {
    kept.sorted { left, right in
      left.key == right.key
        ? right.entry.isWorse(than: left.entry)
        : left.key.precedes(right.key, isDescending: isDescending)
    }.prefix(limit).map(\.entry)[...]
  }

  /// Collects the documents of one segment.
  mutating func run(_ scorer: any Scorer, _ search: TopSearch) throws(ConcordError) {
    let segment = snapshot.segments[search.segment].segment
    var values = segment.column(ofField: ordinal, kind).map(ColumnCursor.init)
    var top = SegmentTop(limit: limit)
    while scorer.current != .end {
      let document = scorer.current
      if search.liveDocs?.contains(document) ?? true {
        matchCount += 1
        let value = try values?.value(of: document) ?? ColumnValue.none
        let place = place(of: value)
        if top.accepts(place) {
          top.insert(
            SegmentTop.Entry(
              place: place, score: Float(try scorer.score()), document: document))
        }
      }
      try scorer.next()
    }
    try keep(top.sorted(), of: segment, search.segment)
  }

  /// Where a value comes in the order, as an integer: the missing and the unreadable come last.
  private func place(of value: Int64) -> Int64 {
    guard value > ColumnValue.unreadable else { return .max }
    return isDescending ? ~value : value
  }

  private mutating func keep(
    _ entries: [SegmentTop.Entry], of segment: Segment, _ i: Int
  ) throws(ConcordError) {
    var keys: [Int64: SortKey] = [.max: .missing]
    // Ranks of one segment can be compared as they are.
    if kind == .ranks, snapshot.segments.count > 1 {
      let ranks = Set(entries.map(\.place)).subtracting([.max])
        .map { isDescending ? ~$0 : $0 }.sorted()
      let terms = try segment.terms(ofField: ordinal, ranks: ranks)
      for (rank, term) in zip(ranks, terms) { keys[place(of: rank)] = .term(term) }
    }
    for entry in entries {
      kept.append(
        (
          keys[entry.place] ?? .place(entry.place),
          TopHits.Entry(
            score: entry.score, address: DocumentAddress(segment: i, document: entry.document))
        ))
    }
  }
}

/// What a document of any segment is sorted by.
private enum SortKey: Equatable {
  /// An integer that has the order's direction already.
  case place(Int64)
  /// A keyword.
  case term([UInt8])
  case missing

  func precedes(_ other: SortKey, isDescending: Bool) -> Bool {
    switch (self, other) {
    case (.place(let left), .place(let right)): left < right
    case (.term(let left), .term(let right)):
      isDescending ? right.lexicographicallyPrecedes(left) : left.lexicographicallyPrecedes(right)
    case (_, .missing): self != .missing
    default: false
    }
  }
}

/// Keeps the first *k* documents of a segment.
private struct SegmentTop {
  struct Entry {
    var place: Int64
    var score: Float
    var document: DocID

    func precedes(_ other: Entry) -> Bool {
      if place != other.place { return place < other.place }
      return score != other.score ? score > other.score : document < other.document
    }
  }

  private let limit: Int
  private var entries: [Entry] = []
  /// No document with a greater place is kept.
  private var lastPlace = Int64.max

  init(limit: Int) { self.limit = limit }

  func accepts(_ place: Int64) -> Bool { limit > 0 && place <= lastPlace }

  /// Adds a document, and drops those that come too late once twice too many are there: each is
  /// moved a few times on average, as in a heap.
  mutating func insert(_ entry: Entry) {
    entries.append(entry)
    guard entries.count - limit >= max(limit, 64) else { return }
    cut()
    lastPlace = entries[limit - 1].place
  }

  private mutating func cut() {
    entries.sort { $0.precedes($1) }
    entries.removeLast(max(0, entries.count - limit))
  }

  /// The documents that are kept, in order.
  consuming func sorted() -> [Entry] {
    cut()
    return entries
  }
}

extension Segment {
  /// The terms of a field, without its ordinal, that have these ranks, which rise.
  ///
  /// - Complexity: passes over the field's terms up to the last rank.
  func terms(ofField ordinal: UInt8, ranks: [Int64]) throws(ConcordError) -> [[UInt8]] {
    var terms: [[UInt8]] = []
    guard !ranks.isEmpty else { return terms }
    terms.reserveCapacity(ranks.count)
    var cursor = try dictionary.cursor(from: [ordinal])
    var rank: Int64 = 0
    for wanted in ranks {
      while rank < wanted, cursor.isValid {
        try cursor.next()
        rank += 1
      }
      guard cursor.isValid, cursor.term[0] == ordinal else {
        throw .corrupt(
          file: file.name, offset: 0, reason: "field \(ordinal) has no term of rank \(wanted)")
      }
      terms.append(Array(cursor.term.dropFirst()))
    }
    return terms
  }
}
