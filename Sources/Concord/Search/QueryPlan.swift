/// Turns a resolved query into iterators over one segment: the one place that picks them.
struct QueryPlan {
  private let segment: Segment
  private let schema: Schema
  private let statistics: SnapshotStatistics
  /// What all iterators of the plan spend from, in the search and in one document.
  let work: SearchWork
  let effort: ProximityEffort

  init(
    _ segment: Segment, schema: Schema, statistics: SnapshotStatistics,
    work: SearchWork = SearchWork()
  ) {
    self.segment = segment
    self.schema = schema
    self.statistics = statistics
    self.work = work
    effort = ProximityEffort(work: work)
  }

  /// The scorer of `query`; nil if nothing in the segment can match.
  func scorer(_ query: ResolvedQuery) throws(ConcordError) -> (any Scorer)? {
    switch query {
    case .nothing:
      return nil
    case .everything(let score):
      return EverythingScorer(documentCount: segment.documentCount, score: score)
    case .leaf(let leaf):
      return try scorer(leaf)
    case .column(let ordinal, let range, let score, _):
      return try column(ofField: ordinal).map { column throws(ConcordError) in
        try RangeScorer(column, range, score: score)
      }
    case .all(let queries):
      var children: [any Scorer] = []
      for query in queries {
        guard let child = try scorer(query) else { return nil }
        children.append(child)
      }
      return children.count == 1 ? children[0] : try AllScorer(children)
    case .any(let queries):
      var children: [any Scorer] = []
      for query in queries {
        if let child = try scorer(query) { children.append(child) }
      }
      guard !children.isEmpty else { return nil }
      return children.count == 1 ? children[0] : AnyScorer(children)
    case .except(let query, let excluded):
      guard let child = try scorer(query) else { return nil }
      guard let excluded = try scorer(excluded) else { return child }
      return try ExceptScorer(child, except: excluded)
    case .required(let query, let optional):
      guard let child = try scorer(query) else { return nil }
      guard let optional = try scorer(optional) else { return child }
      return RequiredScorer(child, optional: optional)
    }
  }

  private func scorer(_ leaf: ResolvedLeaf) throws(ConcordError) -> (any Scorer)? {
    var iterators: [(ordinal: UInt8, iterator: any FrequencyIterator)] = []
    for (ordinal, pattern) in leaf.patterns {
      if let iterator = try frequencyIterator(pattern) { iterators.append((ordinal, iterator)) }
    }
    guard let first = iterators.first else { return nil }
    let scale = statistics.lengthScale(leaf.ordinals)
    if let scoring = LeafScoring(weight: leaf.weight, scale: scale),
      let cursor = first.iterator as? PostingCursor
    {
      return TermScorer(cursor, scoring, norms: segment.norms(ofField: first.ordinal))
    }
    if let scoring = LeafScoring(weight: leaf.weight, scale: scale) {
      return try OneFieldScorer(
        first.iterator, scoring, norms: segment.norms(ofField: first.ordinal),
        hasCloseness: leaf.hasCloseness)
    }
    return try PatternScorer(
      iterators.map { .init(iterator: $0.iterator, weight: weight(ofField: $0.ordinal)) },
      lengths: scale.parts.map { .init(norms: segment.norms(ofField: $0.ordinal), part: $0) },
      base: scale.base, weight: leaf.weight, hasCloseness: leaf.hasCloseness)
  }

  /// The column of a field; nil if no document of the segment has a value.
  func column(ofField ordinal: UInt8) -> Column? {
    guard let kind = schema.field(ordinal).columnKind else { return nil }
    return segment.column(ofField: ordinal, kind)
  }

  /// How much an occurrence in a field counts.
  func weight(ofField ordinal: UInt8) -> Float {
    ordinal == Schema.keyOrdinal ? 1 : schema.field(ordinal).weight
  }

  /// The iterator of a pattern whose positions nobody will ask for.
  func frequencyIterator(
    _ pattern: Pattern
  ) throws(ConcordError) -> (any FrequencyIterator)? {
    if case .term = pattern { return try iterator(pattern) }
    if let pair = try pair(pattern) { return try PostingCursor(pair) }
    guard let lists = try lists(pattern) else { return try iterator(pattern) }
    guard lists.count > 1 else { return try lists.first.map(PostingCursor.init) }
    return try ManyTermsIterator(lists, documentCount: segment.documentCount)
  }

  /// The iterator of a pattern; nil if the segment lacks a word that it needs.
  func iterator(_ pattern: Pattern) throws(ConcordError) -> (any PatternIterator)? {
    switch pattern {
    case .term(let key):
      return try list(key).map { list throws(ConcordError) in try PostingCursor(list) }
    case .terms(let terms):
      return try iterator(terms)
    case .either(let patterns):
      var children: [any PatternIterator] = []
      for pattern in patterns {
        if let child = try iterator(pattern) { children.append(child) }
      }
      return Self.either(
        children, areDisjoint: Self.termsOfOneKind(pattern) != nil, work: work)
    case .phrase(let words, let length, let slop):
      var slots: [PhraseIterator.Slot] = []
      for word in words {
        guard let child = try iterator(word.pattern) else { return nil }
        slots.append(.init(iterator: child, offset: word.offset))
      }
      guard slop == 0 else {
        return try SloppyPhraseIterator(slots, slop: slop, effort: effort)
      }
      let phrase = try PhraseIterator(slots, pairs: pairs(of: words), length: length)
      guard slots.allSatisfy({ $0.offset + 1 < length }) else { return phrase }
      let field = words[0].pattern.field
      return OpenPhraseIterator(phrase) { (document: DocID) throws(ConcordError) in
        try segment.shapes(of: document).first { $0.field == field }?.length ?? 0
      }
    case .near(let operands, let proximity):
      return try near(operands, proximity)
    }
  }

  /// Whether the documents that match a pattern cannot be told by its lists alone.
  func needsPositions(_ pattern: Pattern) throws(ConcordError) -> Bool {
    if case .terms = pattern { return false }
    guard Self.termsOfOneKind(pattern) == nil else { return false }
    return try pair(pattern) == nil
  }

  /// The list of a phrase of two words that is a frequent pair: all there is to know but where.
  func pair(_ pattern: Pattern) throws(ConcordError) -> PostingList? {
    guard case .phrase(let words, length: 2, slop: 0) = pattern, words.count == 2 else {
      return nil
    }
    return try pair(words[0], words[1])
  }

  private func pair(
    _ first: Pattern.PhraseWord, _ second: Pattern.PhraseWord
  ) throws(ConcordError) -> PostingList? {
    guard segment.pairs.termCount > 0, second.offset == first.offset + 1,
      case .term(let first) = first.pattern, case .term(let second) = second.pattern,
      let first = try segment.dictionary.key(of: first),
      let second = try segment.dictionary.key(of: second)
    else { return nil }
    return try segment.pair(first, second)
  }

  /// The frequent pairs among the neighbours of a phrase, each with the subscript of its first
  /// word.
  private func pairs(
    of words: [Pattern.PhraseWord]
  ) throws(ConcordError) -> [(first: Int, cursor: PostingCursor)] {
    var pairs: [(first: Int, cursor: PostingCursor)] = []
    for i in words.indices.dropLast() {
      guard let list = try pair(words[i], words[i + 1]) else { continue }
      pairs.append((i, try PostingCursor(list)))
    }
    return pairs
  }

  /// With more terms than this, the rare ones are read at once.
  static let fewTermsCount = 16
  /// What it costs to look a term up and to begin with its list: half a microsecond.
  private static let stepsPerList = 256
  /// The same for a term that a walk has found: an eighth of a microsecond, and what it takes to
  /// begin with a list that is short.
  private static let stepsPerFoundList = 64

  private func iterator(_ terms: TermSet) throws(ConcordError) -> (any PatternIterator)? {
    let lists = try lists(terms)
    var children: [any PatternIterator] = []
    let readsShortListsAtOnce = terms.keys.count > Self.fewTermsCount
    for list in lists where list.info.hasSkips || !readsShortListsAtOnce {
      children.append(try PostingCursor(list))
    }
    let shortLists = readsShortListsAtOnce ? lists.filter { !$0.info.hasSkips } : []
    if !shortLists.isEmpty { children.append(try ShortListsIterator(shortLists, work: work)) }
    return Self.either(children, areDisjoint: true, work: work)
  }

  private static func either(
    _ children: [any PatternIterator], areDisjoint: Bool, work: SearchWork
  ) -> (any PatternIterator)? {
    guard children.count > 1 else { return children.first }
    return EitherIterator(children, areDisjoint: areDisjoint, work: work)
  }

  /// The lists of a pattern that stands for nothing but written words, or nothing but stems.
  ///
  /// No two of them share a position, as a word and its own stem would. Nil for another pattern.
  func lists(_ pattern: Pattern) throws(ConcordError) -> [PostingList]? {
    if case .terms(let terms) = pattern { return try lists(terms) }
    return try Self.termsOfOneKind(pattern).map { keys throws(ConcordError) in try lists(keys) }
  }

  private static func termsOfOneKind(_ pattern: Pattern) -> [TermKey]? {
    if case .term(let key) = pattern { return [key] }
    guard case .either(let patterns) = pattern else { return nil }
    var keys: [TermKey] = []
    keys.reserveCapacity(patterns.count)
    for pattern in patterns {
      guard case .term(let key) = pattern, key.isStem == keys.first?.isStem ?? key.isStem else {
        return nil
      }
      keys.append(key)
    }
    return keys
  }

  /// The lists of those of a set's terms that the segment has.
  private func lists(_ terms: TermSet) throws(ConcordError) -> [PostingList] {
    guard let number = statistics.number(of: segment), let found = terms.found?[number] else {
      return try lists(Array(terms.keys))
    }
    var steps = found.count * Self.stepsPerFoundList
    for term in found { steps += Int(term.info.documentFrequency) }
    try work.spend(steps)
    let hasPositions = hasPositions(terms.commonest)
    return found.map {
      PostingList($0, hasPositions: hasPositions, source: segment.postings)
    }
  }

  /// The lists of those of several terms that the segment has.
  private func lists(_ keys: [TermKey]) throws(ConcordError) -> [PostingList] {
    // A word by itself is not what the limits are for.
    if keys.count == 1 { return try list(keys[0]).map { [$0] } ?? [] }
    try work.spend(keys.count * Self.stepsPerList)
    var lookup = TermLookup(segment.dictionary)
    var lists: [PostingList] = []
    lists.reserveCapacity(keys.count)
    for key in keys {
      guard let found = try lookup.find(key) else { continue }
      lists.append(
        PostingList(found, hasPositions: hasPositions(key), source: segment.postings))
      try work.spend(Int(found.info.documentFrequency))
    }
    return lists
  }

  private func list(_ key: TermKey) throws(ConcordError) -> PostingList? {
    try statistics.find(key, in: segment).map { found in
      PostingList(found, hasPositions: hasPositions(key), source: segment.postings)
    }
  }

  private func hasPositions(_ key: TermKey) -> Bool {
    key.field != Schema.keyOrdinal && schema.field(key.field).isText
  }

  private func near(
    _ operands: [Pattern], _ proximity: Proximity
  ) throws(ConcordError) -> (any PatternIterator)? {
    var iterators: [any PatternIterator] = []
    for (i, operand) in operands.enumerated() {
      if let child = try iterator(operand) {
        iterators.append(child)
      } else if i == 0 || !proximity.isNegated {
        return nil
      }
    }
    // The right operand of a NOTNEAR is nowhere in the segment.
    if iterators.count == 1, operands.count > 1 { return iterators[0] }
    let field = operands[0].field
    return try NearIterator(iterators, proximity, effort: effort) {
      (document: DocID) throws(ConcordError) in
      try breaks(of: document, inField: field)
    }
  }

  /// Where the sentences and paragraphs of a field of a document begin.
  func breaks(of document: DocID, inField ordinal: UInt8) throws(ConcordError) -> TextBreaks {
    let shape = try segment.shapes(of: document).first { $0.field == ordinal }
    return TextBreaks(
      sentenceStarts: shape?.sentenceStarts ?? [], paragraphStarts: shape?.paragraphStarts ?? [])
  }
}

extension Pattern {
  /// The ordinal of the field that the pattern is about.
  var field: UInt8 {
    switch self {
    case .term(let key): key.field
    case .terms(let terms): terms.commonest.field
    case .either(let patterns): patterns.first?.field ?? Schema.keyOrdinal
    case .phrase(let words, _, _): words.first?.pattern.field ?? Schema.keyOrdinal
    case .near(let patterns, _): patterns.first?.field ?? Schema.keyOrdinal
    }
  }
}
