/// A word of a document that took part in a match.
struct MatchedWord: Sendable, Hashable {
  /// The ordinal of its field.
  let field: UInt8
  let position: UInt32
  /// Which word of the query it stands for.
  ///
  /// Words that stand for each other have one slot.
  let slot: Int
  /// The weight of the query's word.
  let weight: Float
  /// Which operand of a NEAR it belongs to, from 0; of other parts of the query, 0.
  let operand: Int
}

/// Where one leaf of a query matched in one field of a document.
struct LeafMatch: Sendable {
  /// The leaf.
  let query: Query
  /// What it looks for in the field; nil for a value as a whole.
  let pattern: Pattern?
  /// The ordinal of the field.
  let field: UInt8
  /// The leaf's occurrences, in order and each once.
  let occurrences: [Occurrence]
  /// The words that these are made of, in any order.
  let words: [MatchedWord]
}

/// Finds the words that made one document match.
///
/// The occurrences of each part of a query come from the iterators that search. From the outermost
/// part inwards, those are kept that take part in an occurrence that was kept outside: of the inner
/// NEAR of `(a NEAR/3 b) NEAR/3 c`, the pairs that have a *c* near.
struct MatchFinder {
  private let plan: QueryPlan
  private let document: DocID
  /// All terms of a field of the document; nil if the text is not stored.
  private let terms: (UInt8) -> Set<[UInt8]>?
  /// For all occurrences together: there are as many searches as occurrences, and each part's are
  /// searched once more for the part around it.
  private var effort: ProximityEffort { plan.effort }

  /// How many occurrences of a leaf in a field are looked at, the first ones.
  private let occurrenceLimit: Int

  init(
    _ plan: QueryPlan, _ document: DocID, occurrenceLimit: Int = .max,
    terms: @escaping (UInt8) -> Set<[UInt8]>?
  ) {
    self.plan = plan
    self.document = document
    self.occurrenceLimit = occurrenceLimit
    self.terms = terms
  }

  /// What made the document match `query`, in any order; nil if it does not match.
  func matches(_ query: ResolvedQuery) throws(ConcordError) -> [LeafMatch]? {
    var slotCount = 0
    var found: [LeafMatch]?
    try effort.bounding { () throws(ConcordError) in found = try matches(query, &slotCount) }
    return found
  }

  private func matches(
    _ query: ResolvedQuery, _ slotCount: inout Int
  ) throws(ConcordError) -> [LeafMatch]? {
    switch query {
    case .nothing:
      return nil
    case .everything:
      return []
    case .leaf(let leaf):
      return try matches(leaf, &slotCount)
    case .column(let ordinal, let range, _, let query):
      guard let column = plan.column(ofField: ordinal) else { return nil }
      var values = ColumnCursor(column)
      guard range.contains(try values.value(of: document)) else { return nil }
      // It is the value as a whole that is in the range; as a word, it is the only one.
      slotCount += 1
      let word = MatchedWord(
        field: ordinal, position: 0, slot: slotCount - 1, weight: 0, operand: 0)
      return [
        LeafMatch(
          query: query, pattern: nil, field: ordinal, occurrences: [Occurrence(start: 0, end: 0)],
          words: [word])
      ]
    case .all(let queries):
      var all: [LeafMatch] = []
      for query in queries {
        guard let matches = try matches(query, &slotCount) else { return nil }
        all += matches
      }
      return all
    case .any(let queries):
      var any: [LeafMatch]?
      for query in queries {
        if let matches = try matches(query, &slotCount) { any = (any ?? []) + matches }
      }
      return any
    case .except(let query, let excluded):
      guard let matches = try matches(query, &slotCount) else { return nil }
      var excludedSlotCount = 0
      return try self.matches(excluded, &excludedSlotCount) == nil ? matches : nil
    case .required(let query, let optional):
      guard let matches = try matches(query, &slotCount) else { return nil }
      return matches + (try self.matches(optional, &slotCount) ?? [])
    }
  }

  private func matches(
    _ leaf: ResolvedLeaf, _ slotCount: inout Int
  ) throws(ConcordError) -> [LeafMatch]? {
    var found: [LeafMatch] = []
    let firstSlot = slotCount
    for (ordinal, pattern) in leaf.patterns {
      guard let pattern = narrowed(pattern, ordinal) else { continue }
      let occurrences = Array(try occurrences(pattern).prefix(occurrenceLimit))
      guard !occurrences.isEmpty else { continue }
      var words = WordCollector(field: ordinal, slot: firstSlot)
      try collect(pattern, occurrences, &words)
      slotCount = max(slotCount, words.slot)
      // A leaf's weight is that of all its words together.
      let weight = leaf.weight / Float(max(1, words.slot - firstSlot))
      found.append(
        LeafMatch(
          query: leaf.query, pattern: pattern, field: ordinal, occurrences: occurrences,
          words: words.matched(weight: weight)))
    }
    return found.isEmpty ? nil : found
  }

  /// The words of one of a leaf's occurrences.
  func words(of occurrence: Occurrence, in match: LeafMatch) throws(ConcordError) -> [MatchedWord] {
    guard let pattern = match.pattern else { return match.words }
    var words = WordCollector(field: match.field, slot: 0)
    try effort.bounding { () throws(ConcordError) in
      try collect(pattern, [occurrence], &words)
    }
    return words.matched(weight: 0)
  }

  /// With fewer terms than this, all are looked up.
  private static let fewTermsCount = 64

  /// The pattern without terms that the document lacks, of those that stand for each other; nil if
  /// nothing is left.
  ///
  /// A prefix can stand for a hundred thousand terms, and a document holds a few.
  private func narrowed(_ pattern: Pattern, _ ordinal: UInt8) -> Pattern? {
    guard pattern.termCount > Self.fewTermsCount, let terms = terms(ordinal) else {
      return pattern
    }
    return pattern.narrowed(to: terms)
  }

  /// Where the pattern occurs in the document.
  private func occurrences(_ pattern: Pattern) throws(ConcordError) -> [Occurrence] {
    var occurrences: [Occurrence] = []
    guard let iterator = try plan.iterator(pattern),
      try iterator.advance(to: document) == document
    else { return [] }
    try iterator.occurrences(into: &occurrences)
    return occurrences
  }

  // MARK: Words that took part

  private struct WordCollector {
    let field: UInt8
    /// The slot of the next word of the pattern.
    var slot: Int
    var list: [(position: UInt32, slot: Int, operand: Int)] = []
    /// The operand of the outermost NEAR that is being collected, and whether that is inside one.
    var operand = 0
    var isInNear = false

    mutating func append(_ occurrence: Occurrence) {
      list.append((occurrence.start, slot, operand))
    }

    func matched(weight: Float) -> [MatchedWord] {
      list.map {
        MatchedWord(
          field: field, position: $0.position, slot: $0.slot, weight: weight, operand: $0.operand)
      }
    }
  }

  /// What a word that is collected, and the search around an occurrence, count for.
  ///
  /// With all steps spent on words, they take some 50 MiB.
  private static let stepsPerWord = 50

  /// Collects the words of `occurrences`, which are some of the pattern's.
  private func collect(
    _ pattern: Pattern, _ occurrences: [Occurrence], _ words: inout WordCollector
  ) throws(ConcordError) {
    // Of a long phrase, each occurrence has all its words.
    guard effort.spend(Self.stepsPerWord * occurrences.count) else { throw ProximityEffort.error }
    switch pattern {
    case .term, .terms:
      for occurrence in occurrences { words.append(occurrence) }
      words.slot += 1
    case .either(let patterns):
      let firstSlot = words.slot
      var lastSlot = firstSlot
      for pattern in patterns {
        let own = try self.occurrences(pattern).filter(occurrences.containsSorted)
        words.slot = firstSlot
        try collect(pattern, own, &words)
        lastSlot = max(lastSlot, words.slot)
      }
      words.slot = lastSlot
    case .phrase(let places, _, slop: 0):
      for place in places {
        let own = occurrences.map {
          Occurrence(start: $0.start + place.offset, end: $0.start + place.offset)
        }
        try collect(place.pattern, own, &words)
      }
    case .phrase(let places, _, let slop):
      let offsets = places.map(\.offset)
      try collect(places.map(\.pattern), in: occurrences, &words) { lists, ranges in
        SloppyPhrase.matches(
          lists.map { $0.map(\.start) }, offsets: offsets, slop: slop, effort: effort,
          into: &ranges)
      }
    case .near(let operands, let proximity):
      let isOutermost = !words.isInNear
      words.isInNear = true
      defer { if isOutermost { words.isInNear = false } }
      guard !proximity.isNegated else { return try collect(operands[0], occurrences, &words) }
      let isByWords = if case .within = proximity.kind { true } else { false }
      let breaks =
        isByWords
        ? TextBreaks() : try plan.breaks(of: document, inField: words.field)
      try collect(operands, in: occurrences, &words, areOperands: isOutermost) { lists, ranges in
        _ = ProximityMatch.matches(
          lists, proximity, breaks: breaks, effort: effort, into: &ranges)
      }
    }
  }

  /// Collects the words of those occurrences of the operands that are part of a choice whose range
  /// is one of `kept`.
  ///
  /// `match` finds the ranges of all choices from the lists that it is given.
  private func collect(
    _ operands: [Pattern], in kept: [Occurrence], _ words: inout WordCollector,
    areOperands: Bool = false,
    _ match: ([[Occurrence]], inout [Occurrence]) -> Void
  ) throws(ConcordError) {
    var lists: [[Occurrence]] = []
    for operand in operands { lists.append(try occurrences(operand)) }
    let reach = UInt32(kept.greatestExtent)
    var ranges: [Occurrence] = []
    let end = kept.reduce(0) { max($0, $1.end) }
    for (i, operand) in operands.enumerated() {
      // What takes part lies in a range that was kept.
      let own = lists[i].starting(from: kept.first?.start ?? 0, through: end).filter { occurrence in
        // All of a choice lies in its range, so nothing further away takes part.
        let first = occurrence.end - min(occurrence.end, reach)
        let last = occurrence.start.addingSaturating(reach)
        var nearby = lists.map { $0.starting(from: first, through: last) }
        nearby[i] = [occurrence]
        guard effort.spend(Self.stepsPerWord) else { return false }
        match(nearby, &ranges)
        return ranges.contains(where: kept.containsSorted)
      }
      if areOperands { words.operand = i }
      try collect(operand, own, &words)
    }
    if areOperands { words.operand = 0 }
  }
}

extension Pattern {
  /// How many terms it holds.
  fileprivate var termCount: Int {
    switch self {
    case .term: 1
    case .terms(let terms): terms.keys.count
    case .either(let patterns): patterns.reduce(0) { $0 + $1.termCount }
    case .phrase(let words, _, _): words.reduce(0) { $0 + $1.pattern.termCount }
    case .near(let operands, _): operands.reduce(0) { $0 + $1.termCount }
    }
  }

  /// The pattern with no other terms than these; nil if it cannot match then.
  fileprivate func narrowed(to terms: Set<[UInt8]>) -> Pattern? {
    switch self {
    case .term(let key):
      return terms.contains(key.bytes) ? self : nil
    case .terms(let set):
      return set.narrowed(to: terms).map(Pattern.terms)
    case .either(let patterns):
      let left = patterns.compactMap { $0.narrowed(to: terms) }
      return left.isEmpty ? nil : .either(left)
    case .phrase(let words, let length, let slop):
      let left = words.compactMap { word in
        word.pattern.narrowed(to: terms).map { PhraseWord(pattern: $0, offset: word.offset) }
      }
      return left.count == words.count ? .phrase(left, length: length, slop: slop) : nil
    case .near(let operands, let proximity):
      let left = operands.map { $0.narrowed(to: terms) }
      // The right operand of a NOTNEAR may well be missing.
      if proximity.isNegated, let first = left[0], left[1] == nil { return first }
      let all = left.compactMap(\.self)
      return all.count == left.count ? .near(all, proximity) : nil
    }
  }
}

extension TermSet {
  /// The terms that are among these; nil if none is.
  fileprivate func narrowed(to terms: Set<[UInt8]>) -> TermSet? {
    // The document's terms are a few hundred, those of a pattern may be a million.
    let left = terms.filter { term in
      let i = gallop(from: 0, to: keys.count) {
        keys.bytes(at: $0).lexicographicallyPrecedes(term)
      }
      return i < keys.count && keys.bytes(at: i).elementsEqual(term)
    }
    guard !left.isEmpty else { return nil }
    var kept = TermKeys()
    for term in left.sorted(by: { $0.lexicographicallyPrecedes($1) }) { kept.append(term) }
    return TermSet(keys: kept, commonest: commonest, found: nil)
  }
}

extension [Occurrence] {
  /// Whether a list that is in order has `occurrence`.
  fileprivate func containsSorted(_ occurrence: Occurrence) -> Bool {
    let i = gallop(from: 0, to: count) { self[$0] < occurrence }
    return i < count && self[i] == occurrence
  }

  /// Those of a list that is in order which start from `first` through `last`.
  fileprivate func starting(from first: UInt32, through last: UInt32) -> [Occurrence] {
    let low = gallop(from: 0, to: count) { self[$0].start < first }
    let high = gallop(from: low, to: count) { self[$0].start <= last }
    return Array(self[low..<high])
  }
}
