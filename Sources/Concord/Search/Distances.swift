/// How far apart two things stand in all documents.
///
/// See ``Snapshot/distances(between:and:limits:)``.
public struct Distances: Sendable, Hashable {
  /// What stands at one distance.
  public struct Count: Sendable, Hashable {
    /// The distance as NEAR has it: words side by side are at 1.
    public let distance: Int
    /// Occurrences of the left operand whose nearest right one comes after them.
    public internal(set) var leftFirst = 0
    /// Occurrences of the left operand whose nearest right one comes before them.
    public internal(set) var rightFirst = 0
    /// Documents whose closest pair is at this distance.
    public internal(set) var documentCount = 0
  }

  /// How often an operand occurs, near the other or not.
  public struct Operand: Sendable, Hashable {
    /// Its occurrences.
    public internal(set) var occurrenceCount = 0
    /// The documents that have one.
    public internal(set) var documentCount = 0
  }

  /// The distances that there are, rising.
  public let counts: [Count]
  /// The left operand.
  public let left: Operand
  /// The right operand.
  public let right: Operand

  /// Occurrences of the left operand that have no right one in their field, or only such as share
  /// a word with them.
  public var isolatedCount: Int {
    left.occurrenceCount - counts.reduce(0) { $0 + $1.leftFirst + $1.rightFirst }
  }

  /// How many documents have both at most `distance` apart: as many as `left NEAR/distance right`
  /// matches.
  public func documentCount(within distance: Int) -> Int {
    counts.reduce(0) { $0 + ($1.distance <= distance ? $1.documentCount : 0) }
  }
}

extension Snapshot {
  /// How far the nearest `right` is from each occurrence of `left`, over all living documents.
  ///
  /// Both may be whatever can be an operand of a NEAR. As there, the distance is counted within one
  /// field, from the end of the one to the start of the other, and the two share no position.
  ///
  /// - Throws: ``ConcordError/unknownField(_:known:)``, ``ConcordError/unsupportedQuery(_:)`` if
  ///   one of them cannot stand beside NEAR or they name different fields, or an error of the disk.
  /// - Complexity: reads the positions of both in every document that has either; memory holds
  ///   those of one document, and a count for each distance that occurs.
  public func distances(
    between left: Query, and right: Query, limits: SearchLimits = SearchLimits()
  ) throws(ConcordError) -> Distances {
    if let one = left.fieldName, let other = right.fieldName, one != other {
      throw .unsupportedQuery(
        "“\(left)” and “\(right)” are in different fields, between which there is no distance")
    }
    let statistics = SnapshotStatistics(segments, schema: schema, scoring: BM25())
    let work = SearchWork(limits)
    let fields = try analyzers.withRuns { runs throws(ConcordError) in
      try QueryResolver(self, statistics, runs: runs, work: work).operands([left, right])
    }
    var survey = DistanceSurvey()
    for open in segments {
      let plan = QueryPlan(open.segment, schema: schema, statistics: statistics, work: work)
      var pairs: [DistanceSurvey.Pair] = []
      for (_, operands) in fields {
        pairs.append(
          .init(
            left: try operands[0].flatMap { pattern throws(ConcordError) in
              try plan.iterator(pattern)
            },
            right: try operands[1].flatMap { pattern throws(ConcordError) in
              try plan.iterator(pattern)
            }))
      }
      try survey.run(pairs, in: open)
    }
    return survey.distances
  }
}

/// Counts distances, segment by segment.
private struct DistanceSurvey {
  /// The operands in one field of a segment, as far as they are in it.
  struct Pair {
    let left: (any PatternIterator)?
    let right: (any PatternIterator)?
  }

  private var counts: [Int: Distances.Count] = [:]
  private var left = Distances.Operand()
  private var right = Distances.Operand()

  var distances: Distances {
    Distances(
      counts: counts.values.sorted { $0.distance < $1.distance }, left: left, right: right)
  }

  mutating func run(_ pairs: [Pair], in open: OpenSegment) throws(ConcordError) {
    let iterators = pairs.flatMap { [$0.left, $0.right].compactMap(\.self) }
    while true {
      let document = iterators.reduce(DocID.end) { min($0, $1.current) }
      guard document != .end else { return }
      if open.isLive(document) { try count(pairs, in: document) }
      for iterator in iterators where iterator.current == document { try iterator.next() }
    }
  }

  private mutating func count(_ pairs: [Pair], in document: DocID) throws(ConcordError) {
    var leftCount = 0
    var rightCount = 0
    var closest: Int?
    for pair in pairs {
      let lefts = try Self.occurrences(pair.left, in: document)
      let rights = try Self.occurrences(pair.right, in: document)
      leftCount += lefts.count
      rightCount += rights.count
      guard !rights.isEmpty else { continue }
      let sweep = NearestSweep(rights)
      for occurrence in lefts {
        guard let nearest = sweep.nearest(to: occurrence) else { continue }
        closest = min(closest ?? .max, nearest.distance)
        counts[nearest.distance, default: .init(distance: nearest.distance)].add(nearest)
      }
    }
    left.add(leftCount)
    right.add(rightCount)
    if let closest { counts[closest]?.documentCount += 1 }
  }

  private static func occurrences(
    _ iterator: (any PatternIterator)?, in document: DocID
  ) throws(ConcordError) -> [Occurrence] {
    var occurrences: [Occurrence] = []
    guard let iterator, iterator.current == document else { return [] }
    try iterator.occurrences(into: &occurrences)
    return occurrences
  }
}

extension Distances.Count {
  fileprivate mutating func add(_ nearest: NearestSweep.Nearest) {
    if nearest.isAfter { leftFirst += 1 } else { rightFirst += 1 }
  }
}

extension Distances.Operand {
  fileprivate mutating func add(_ count: Int) {
    occurrenceCount += count
    if count > 0 { documentCount += 1 }
  }
}
