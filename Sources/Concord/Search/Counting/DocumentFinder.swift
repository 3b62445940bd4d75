/// Finds all documents of a segment that match a query, as sets.
///
/// Nothing is scored, and where words alone are asked for no document is visited one by one:
/// frequent words come as bits, of which a conjunction or a disjunction takes 64 at a time (Moffat
/// and Culpepper, "Hybrid bitvector index compression", 2007). A phrase or a NEAR is asked only
/// about the documents that the rest of a conjunction has left.
struct DocumentFinder {
  private let plan: QueryPlan
  private let segment: Segment

  init(_ plan: QueryPlan, _ segment: Segment) {
    self.plan = plan
    self.segment = segment
  }

  /// The documents that match `query`; of those that are not in `candidates`, if there are any, it
  /// may leave some out.
  func documents(
    _ query: ResolvedQuery, among candidates: DocumentSet? = nil
  ) throws(ConcordError) -> DocumentSet {
    switch query {
    case .nothing:
      return .empty
    case .everything:
      return .bits(DocumentBits(all: segment.documentCount))
    case .leaf(let leaf):
      if let lists = try lists(leaf) { return try union(lists) }
      return try visited(leaf, among: candidates)
    case .column(let ordinal, let range, let score, _):
      guard let column = plan.column(ofField: ordinal) else { return .empty }
      let iterator = try RangeScorer(column, range, score: score)
      return try Self.visit(iterator, among: candidates) { true }
    case .any(let queries):
      var sets: [DocumentSet] = []
      for query in queries { sets.append(try documents(query, among: candidates)) }
      return union(sets)
    case .all(let queries):
      return try intersection(queries)
    case .except(let query, let excluded):
      let included = try documents(query, among: candidates)
      return included.subtracting(
        try documents(excluded, among: included), of: segment.documentCount)
    case .required(let query, _):
      return try documents(query, among: candidates)
    }
  }

  /// How many documents a query of one word or frequent pair matches, dead ones included; nil for
  /// others.
  func countOfOneList(_ query: ResolvedQuery) throws(ConcordError) -> Int? {
    guard case .leaf(let leaf) = query, let lists = try lists(leaf) else { return nil }
    return lists.count > 1 ? nil : lists.first?.documentFrequency ?? 0
  }

  /// The lists of a leaf whose patterns are words, stand for words, or are frequent pairs; nil if
  /// positions have to be looked at.
  private func lists(_ leaf: ResolvedLeaf) throws(ConcordError) -> [PostingList]? {
    var lists: [PostingList] = []
    for (_, pattern) in leaf.patterns {
      if let found = try plan.lists(pattern) {
        lists += found
      } else if let pair = try plan.pair(pattern) {
        lists.append(pair)
      } else {
        return nil
      }
    }
    return lists
  }

  /// The documents that match a leaf, of `candidates` if there are any, found one by one.
  private func visited(
    _ leaf: ResolvedLeaf, among candidates: DocumentSet?
  ) throws(ConcordError) -> DocumentSet {
    var sets: [DocumentSet] = []
    for (_, pattern) in leaf.patterns {
      guard let iterator = try plan.frequencyIterator(pattern) else { continue }
      sets.append(
        try Self.visit(iterator, among: candidates) { () throws(ConcordError) in
          try iterator.occurs()
        })
    }
    return union(sets)
  }

  /// The documents on which `iterator` stands and matches, of `candidates` if there are any.
  private static func visit(
    _ iterator: any DocIterator, among candidates: DocumentSet?,
    isMatch: () throws(ConcordError) -> Bool
  ) throws(ConcordError) -> DocumentSet {
    var documents: [UInt32] = []
    guard let candidates else {
      while iterator.current != .end {
        if try isMatch() { documents.append(iterator.current.rawValue) }
        try iterator.next()
      }
      return .list(documents)
    }
    try candidates.forEach { document throws(ConcordError) in
      guard try iterator.advance(to: DocID(document)).rawValue == document else { return }
      if try isMatch() { documents.append(document) }
    }
    return .list(documents)
  }

  private func union(_ lists: [PostingList]) throws(ConcordError) -> DocumentSet {
    guard let first = lists.first else { return .empty }
    guard lists.count > 1 else { return try documents(first) }
    let dense = segment.postings.dense
    var frequent: [(list: PostingList, address: FrameAddress)] = []
    // The others fill one set of bits, however many there are.
    var all = try DocumentBits(documentCount: segment.documentCount) { set throws(ConcordError) in
      var documents: [UInt32] = []
      // A span lends its elements: to count references would cost more than most lists do.
      let lists = lists.span
      for i in lists.indices {
        if !lists[i].info.hasSkips {
          documents.removeAll(keepingCapacity: true)
          try lists[i].forEachPostingOfTail { document, _ in documents.append(document) }
          set(documents.span)
        } else if let address = dense.address(lists[i]) {
          frequent.append((lists[i], address))
        } else {
          try PostingCursor(lists[i]).forEachBlock(set)
        }
      }
    }
    for (list, address) in frequent { all = all.union(try dense.bits(at: address, list)) }
    return .bits(all)
  }

  private func union(_ sets: [DocumentSet]) -> DocumentSet {
    guard sets.count > 1 else { return sets.first ?? .empty }
    // All lists fill one set of bits, however many there are.
    var all = DocumentBits(documentCount: segment.documentCount) { set in
      for case .list(let documents) in sets { set(documents.span) }
    }
    for case .bits(let bits) in sets { all = all.union(bits) }
    return .bits(all)
  }

  /// The rarest words first, what has to be visited last, and no further than to an empty set.
  private func intersection(_ queries: [ResolvedQuery]) throws(ConcordError) -> DocumentSet {
    var words: [PostingList] = []
    var unions: [[PostingList]] = []
    var others: [ResolvedQuery] = []
    var visited: [ResolvedQuery] = []
    for query in queries {
      switch query {
      case .leaf(let leaf):
        guard let lists = try lists(leaf) else {
          visited.append(query)
          continue
        }
        guard !lists.isEmpty else { return .empty }
        if lists.count == 1 { words.append(lists[0]) } else { unions.append(lists) }
      case .column: visited.append(query)
      default: others.append(query)
      }
    }
    words.sort { $0.documentFrequency < $1.documentFrequency }
    var shared: DocumentSet?
    for word in words { shared = try intersection(shared, word) }
    for lists in unions {
      let found = try union(lists)
      shared = shared?.intersection(found) ?? found
    }
    for query in others + visited {
      let found = try documents(query, among: shared)
      shared = shared?.intersection(found) ?? found
    }
    return shared ?? .empty
  }

  private func intersection(
    _ documents: DocumentSet?, _ list: PostingList
  ) throws(ConcordError) -> DocumentSet {
    guard let documents else { return try self.documents(list) }
    // A list of which few blocks are asked for is not worth reading to its end.
    if case .list(let few) = documents, few.count < list.documentFrequency / Self.blockCost,
      segment.postings.dense.address(list).flatMap(segment.postings.dense.bits(at:)) == nil
    {
      return .list(try Self.filter(few, by: PostingCursor(list)))
    }
    return documents.intersection(try self.documents(list))
  }

  /// How many postings are decoded in the time in which a cursor finds one document in another
  /// block.
  private static let blockCost = SegmentFormat.blockCount / 2

  private static func filter(
    _ documents: [UInt32], by cursor: PostingCursor
  ) throws(ConcordError) -> [UInt32] {
    var shared: [UInt32] = []
    for document in documents
    where try cursor.advance(to: DocID(document)).rawValue == document { shared.append(document) }
    return shared
  }

  private func documents(_ list: PostingList) throws(ConcordError) -> DocumentSet {
    let dense = segment.postings.dense
    if let address = dense.address(list) { return .bits(try dense.bits(at: address, list)) }
    var documents: [UInt32] = []
    documents.reserveCapacity(list.documentFrequency)
    guard list.info.hasSkips else {
      try list.forEachPostingOfTail { document, _ in documents.append(document) }
      return .list(documents)
    }
    try PostingCursor(list).forEachBlock { block in
      for i in block.indices { documents.append(block[i]) }
    }
    return .list(documents)
  }
}
