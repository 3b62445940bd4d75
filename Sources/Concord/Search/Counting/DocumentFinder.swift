/// Finds all documents of a segment that match a query of words, as sets.
///
/// Nothing is scored and no document is visited one by one: frequent words come as bits, of which a
/// conjunction or a disjunction takes 64 at a time (Moffat and Culpepper, "Hybrid bitvector index
/// compression", 2007).
struct DocumentFinder {
  private let plan: QueryPlan
  private let segment: Segment

  init(_ plan: QueryPlan, _ segment: Segment) {
    self.plan = plan
    self.segment = segment
  }

  /// Whether the query consists of words alone, so that sets are the fastest way.
  static func canFind(_ query: ResolvedQuery) -> Bool {
    switch query {
    case .nothing, .everything: true
    case .column: false
    case .leaf(let leaf):
      leaf.patterns.allSatisfy { QueryPlan.termsOfOneKind($0.pattern) != nil }
    case .all(let queries), .any(let queries): queries.allSatisfy(canFind)
    case .except(let query, let excluded): canFind(query) && canFind(excluded)
    case .required(let query, _): canFind(query)
    }
  }

  /// The documents that match; `query` is one that ``canFind(_:)`` says yes to.
  func documents(_ query: ResolvedQuery) throws(ConcordError) -> DocumentSet {
    switch query {
    case .nothing, .column:
      return .empty
    case .everything:
      return .bits(DocumentBits(all: segment.documentCount))
    case .leaf(let leaf):
      var sets: [DocumentSet] = []
      for list in try lists(leaf) { sets.append(try documents(list)) }
      return union(sets)
    case .any(let queries):
      var sets: [DocumentSet] = []
      for query in queries { sets.append(try documents(query)) }
      return union(sets)
    case .all(let queries):
      return try intersection(queries)
    case .except(let query, let excluded):
      let included = try documents(query)
      return included.subtracting(try documents(excluded), of: segment.documentCount)
    case .required(let query, _):
      return try documents(query)
    }
  }

  /// How many documents a query of one word matches, dead ones included; nil for others.
  func countOfOneList(_ query: ResolvedQuery) throws(ConcordError) -> Int? {
    guard case .leaf(let leaf) = query else { return nil }
    let lists = try lists(leaf)
    return lists.count > 1 ? nil : lists.first?.documentFrequency ?? 0
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

  /// The rarest words first, and no further than to an empty set.
  private func intersection(_ queries: [ResolvedQuery]) throws(ConcordError) -> DocumentSet {
    var words: [PostingList] = []
    var others: [ResolvedQuery] = []
    for query in queries {
      guard case .leaf(let leaf) = query else {
        others.append(query)
        continue
      }
      let lists = try lists(leaf)
      guard !lists.isEmpty else { return .empty }
      if lists.count == 1 { words.append(lists[0]) } else { others.append(query) }
    }
    words.sort { $0.documentFrequency < $1.documentFrequency }
    var shared: DocumentSet?
    for word in words { shared = try intersection(shared, word) }
    for query in others {
      let found = try documents(query)
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

  /// The lists of the words that a leaf stands for.
  private func lists(_ leaf: ResolvedLeaf) throws(ConcordError) -> [PostingList] {
    var lists: [PostingList] = []
    for (_, pattern) in leaf.patterns {
      lists += try plan.lists(QueryPlan.termsOfOneKind(pattern) ?? [])
    }
    return lists
  }
}
