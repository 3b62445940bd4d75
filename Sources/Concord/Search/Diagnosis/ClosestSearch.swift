/// Finds the document of a snapshot in which a phrase or a NEAR that matches nothing comes closest
/// to a match.
///
/// Visits the documents that hold all words, as the search has done, but reads on only for what is
/// closer than the closest so far.
struct ClosestSearch {
  /// The closest that was found.
  struct Found {
    var looseness: Int
    var address: DocumentAddress
    var field: UInt8
  }

  /// How many positions are read at most: about a second of work.
  static let workLimit = 1 << 24

  private let snapshot: Snapshot
  private let statistics: SnapshotStatistics
  private let workLimit: Int
  private var positionCount = 0
  private let work: SearchWork
  private(set) var closest: Found?
  /// False if the search ended at the limit: something may be closer.
  var isComplete: Bool { positionCount <= workLimit }

  init(
    _ snapshot: Snapshot, _ statistics: SnapshotStatistics, _ work: SearchWork, workLimit: Int
  ) {
    self.work = work
    self.snapshot = snapshot
    self.statistics = statistics
    self.workLimit = workLimit
  }

  /// Looks in all segments; with `inAnyOrder`, the order of an ONEAR counts for nothing.
  mutating func run(_ leaf: ResolvedLeaf, inAnyOrder: Bool) throws(ConcordError) {
    for i in snapshot.segments.indices {
      for (ordinal, pattern) in leaf.patterns {
        guard let loose = LoosePattern(pattern, inAnyOrder: inAnyOrder) else { continue }
        try run(loose, segment: i, field: ordinal)
      }
    }
  }

  private mutating func run(
    _ loose: LoosePattern, segment i: Int, field: UInt8
  ) throws(ConcordError) {
    let open = snapshot.segments[i]
    let plan = QueryPlan(open.segment, schema: snapshot.schema, statistics: statistics, work: work)
    var iterators: [any PatternIterator] = []
    for operand in loose.operands {
      guard let iterator = try plan.iterator(operand) else { return }
      iterators.append(iterator)
    }
    let candidates = try conjunction(iterators)
    var lists = iterators.map { _ in [Occurrence]() }
    // Closer than the least that makes a difference, nothing can be.
    while candidates.current != .end, isComplete, closest?.looseness ?? .max > loose.least {
      let document = candidates.current
      if open.isLive(document) {
        for k in iterators.indices {
          try iterators[k].occurrences(into: &lists[k])
          positionCount += lists[k].count
        }
        if !lists.contains(where: \.isEmpty) {
          var found: Int?
          try plan.effort.bounding { () throws(ConcordError) in
            found = loose.leastLooseness(
              lists, below: closest?.looseness ?? .max, effort: plan.effort)
          }
          if let found {
            closest = Found(
              looseness: found, address: DocumentAddress(segment: i, document: document),
              field: field)
          }
        }
      }
      try candidates.next()
    }
  }
}
