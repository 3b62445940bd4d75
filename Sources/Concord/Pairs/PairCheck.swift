/// Checks that a segment's lists of pairs are those that its positions make.
///
/// Format: IndexFormat.md, section 5.3.
struct PairCheck {
  private let segment: Segment
  private let schema: Schema
  private let problems: ProblemList
  private var name: String { segment.file.name }

  init(_ segment: Segment, schema: Schema, _ problems: ProblemList) {
    self.segment = segment
    self.schema = schema
    self.problems = problems
  }

  func run() {
    guard segment.pairThreshold > 0 else { return }
    // Damage to terms and postings is reported by their own check.
    guard let terms = try? frequentTerms() else { return }
    _ = problems.catching(in: name) { () throws(ConcordError) in try compare(terms) }
  }

  private func frequentTerms() throws(ConcordError) -> [FrequentTerm] {
    var terms: [FrequentTerm] = []
    var cursor = try segment.dictionary.cursor()
    while cursor.isValid {
      let info = cursor.found.info
      if isText(cursor.term[0]), info.place != .inline,
        Int(info.documentFrequency) >= segment.pairThreshold
      {
        terms.append(FrequentTerm(key: cursor.term, info: info))
      }
      try cursor.next()
    }
    return terms
  }

  private func isText(_ ordinal: UInt8) -> Bool {
    ordinal != Schema.keyOrdinal && Int(ordinal) <= schema.fields.count
      && schema.field(ordinal).isText
  }

  private func compare(_ terms: [FrequentTerm]) throws(ConcordError) {
    var cursor = try segment.pairs.cursor()
    var count = 0
    for field in segment.fields.indices {
      guard let norms = segment.norms(ofField: UInt8(field)) else { continue }
      var bytes: [UInt8] = []
      norms.append(to: &bytes)
      let finder = PairFinder(
        terms.filter { Int($0.key[0]) == field }, in: segment.postings, norms: bytes,
        threshold: segment.pairThreshold)
      // Nobody cancels it.
      _ = try finder.forEachPair { key, list throws(ConcordError) in
        guard cursor.isValid, cursor.term == key else {
          throw corrupt("the pair \(Self.text(key)) is missing")
        }
        try compare(PostingList(pair: cursor.found, source: segment.postings), list, key, norms)
        count += 1
        try cursor.next()
      }
    }
    guard !cursor.isValid else { throw corrupt("the pair \(Self.text(cursor.term)) is too rare") }
    guard count == segment.pairs.termCount else {
      throw corrupt("there are \(count) pairs, and the tables say \(segment.pairs.termCount)")
    }
  }

  private func compare(
    _ found: PostingList, _ expected: PairPostings.List, _ key: [UInt8], _ norms: Norms
  ) throws(ConcordError) {
    var check = PostingListCheck(found, lengths: nil, norms: norms, file: name)
    try check.run { _ throws(ConcordError) in }
    let cursor = try PostingCursor(found)
    try expected.forEachPosting { document, frequency throws(ConcordError) in
      guard cursor.current.rawValue == document, try cursor.frequency() == frequency else {
        throw corrupt("the pair \(Self.text(key)) is wrong in document \(document)")
      }
      try cursor.next()
    }
    guard cursor.current == .end else {
      throw corrupt("the pair \(Self.text(key)) has too many documents")
    }
  }

  private func corrupt(_ reason: String) -> ConcordError {
    .corrupt(file: name, offset: 0, reason: reason)
  }

  private static func text(_ key: [UInt8]) -> String {
    let words = key.dropFirst().split(separator: PairKey.separator)
    let texts = words.map { String(decoding: $0.drop { $0 == TermKey.stemMark }, as: UTF8.self) }
    return "“\(texts.joined(separator: " "))”"
  }
}
